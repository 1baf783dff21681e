// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// Writes a folder of files so that readers see the old one or the new one, never a mixture.
///
/// Files go to a hidden folder beside the target and to the disk (`fsync`); then one system call exchanges the two
/// (`renameat2` with `RENAME_EXCHANGE` on Linux, `renamex_np` with `RENAME_SWAP` on macOS). File systems that know no
/// exchange get two renames, the old folder moved back when the second fails. Files that a user put into the folder
/// are kept.
struct ReportFolder {
  /// The folder that holds the report folders; made if it is missing.
  let parent: String
  let name: String
  /// Called before each file is written; a test throws from it.
  var beforeWriting: (String) throws -> Void = { _ in }

  var path: String { parent == "/" ? "/" + name : parent + "/" + name }
  private var staging: String { parent + "/.\(name).partial-\(ProcessInfo.processInfo.processIdentifier)" }

  /// Replaces the folder by what `body` writes.
  ///
  /// - Throws: ``ReportError``, what `body` throws, or `CancellationError`; then the target is as it was.
  func replace(_ body: (Writer) throws -> Void) throws {
    precondition(!name.isEmpty && !name.contains("/") && name != "." && name != "..", "report folder '\(name)'")
    let manager = FileManager.default
    try Self.makeFolder(parent)
    try checkTarget()
    try? manager.removeItem(atPath: staging)
    guard mkdir(staging, 0o777) == 0 else { throw ReportError.cannotCreate(path: staging, reason: Self.lastError) }
    do {
      let writer = Writer(root: staging, beforeWriting: beforeWriting)
      try body(writer)
      try keepOthersFiles()
      try Self.synchronize(staging)
      try Task.checkCancellation()
      try moveIntoPlace()
    } catch {
      try? manager.removeItem(atPath: staging)
      throw error
    }
    try? Self.synchronize(parent)
  }

  /// Refuses to replace a folder that no report made.
  private func checkTarget() throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else {
      throw ReportError.cannotCreate(path: path, reason: "a file of this name is in the way")
    }
    let contents = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard contents.isEmpty || contents.contains(Manifest.fileName) else {
      throw ReportError.cannotCreate(
        path: path, reason: "the folder holds other files and no \(Manifest.fileName), so it is not a report")
    }
  }

  /// Copies what the old report's manifest does not name.
  private func keepOthersFiles() throws {
    guard let bytes = FileManager.default.contents(atPath: path + "/" + Manifest.fileName) else { return }
    let ours = Manifest.files(in: bytes).union([Manifest.fileName])
    for file in FileManager.default.enumerator(atPath: path)?.compactMap({ $0 as? String }) ?? [] {
      var isFolder: ObjCBool = false
      guard !ours.contains(file), FileManager.default.fileExists(atPath: path + "/" + file, isDirectory: &isFolder),
        !isFolder.boolValue, !FileManager.default.fileExists(atPath: staging + "/" + file)
      else { continue }
      do {
        let folder = (staging + "/" + file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: path + "/" + file, toPath: staging + "/" + file)
      } catch {
        throw ReportError.cannotWrite(path: path + "/" + file, reason: Self.reason(error))
      }
    }
  }

  private func moveIntoPlace() throws {
    if rename(staging, path) == 0 { return }  // nothing, or an empty folder, was there
    if Self.exchange(staging, path) {
      try? FileManager.default.removeItem(atPath: staging)  // the old report by now
      return
    }
    let old = staging + "-old"
    guard rename(path, old) == 0 else { throw ReportError.cannotCreate(path: path, reason: Self.lastError) }
    guard rename(staging, path) == 0 else {
      let reason = Self.lastError
      _ = rename(old, path)
      throw ReportError.cannotCreate(path: path, reason: reason)
    }
    try? FileManager.default.removeItem(atPath: old)
  }

  /// Makes a folder and those above it, where they are missing.
  private static func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o777) != 0 else { return }
    switch errno {
    case EEXIST:
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
        throw ReportError.cannotCreate(path: path, reason: "a file of this name is in the way")
      }
    case ENOENT:
      let above = (path as NSString).deletingLastPathComponent
      guard !above.isEmpty, above != path else { throw ReportError.cannotCreate(path: path, reason: lastError) }
      try makeFolder(above)
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
        throw ReportError.cannotCreate(path: path, reason: lastError)
      }
    default: throw ReportError.cannotCreate(path: path, reason: lastError)
    }
  }

  private static func exchange(_ a: String, _ b: String) -> Bool {
    #if canImport(Darwin)
    return renamex_np(a, b, UInt32(RENAME_SWAP)) == 0
    #else
    // The C library declares it for C programs that ask for its extensions only, so it is looked up by name; where
    // it is missing, the caller takes the other way.
    typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    let exchangeFlag: UInt32 = 2  // RENAME_EXCHANGE of linux/fs.h
    return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, a, AT_FDCWD, b, exchangeFlag) == 0
    #endif
  }

  static func synchronize(_ path: String) throws {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw ReportError.cannotWrite(path: path, reason: lastError) }
    defer { close(descriptor) }
    // Some file systems know no fsync of a folder; that loses no file.
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS {
      throw ReportError.cannotWrite(path: path, reason: lastError)
    }
  }

  static var lastError: String { String(cString: strerror(errno)) }

  /// What the system says, without Foundation's wrapping.
  static func reason(_ error: any Error) -> String {
    let error = error as NSError
    if let inner = error.userInfo[NSUnderlyingErrorKey] as? NSError, inner.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(inner.code)))
    }
    if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
    return error.localizedDescription
  }
}

extension ReportFolder {
  /// Puts files into the folder under way and remembers the hash of each.
  final class Writer {
    let root: String
    private let beforeWriting: (String) throws -> Void
    /// In the order written.
    private(set) var files: [(path: String, sha256: String)] = []

    init(root: String, beforeWriting: @escaping (String) throws -> Void) {
      (self.root, self.beforeWriting) = (root, beforeWriting)
    }

    func write(_ text: String, to file: String) throws { try write(Array(text.utf8), to: file) }

    /// - Parameter file: relative to the report's folder.
    func write(_ bytes: [UInt8], to file: String) throws {
      try Task.checkCancellation()
      try beforeWriting(file)
      let path = root + "/" + file
      if let slash = file.lastIndex(of: "/") {
        let folder = root + "/" + file[..<slash]
        guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
          throw ReportError.cannotCreate(path: folder, reason: ReportFolder.lastError)
        }
      }
      let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
      guard descriptor >= 0 else { throw ReportError.cannotCreate(path: path, reason: ReportFolder.lastError) }
      var failure: String?
      bytes.withUnsafeBytes { buffer in
        var sent = 0
        while sent < buffer.count, let base = buffer.baseAddress {
          let count = Foundation.write(descriptor, base + sent, buffer.count - sent)
          if count < 0 {
            if errno == EINTR { continue }
            failure = ReportFolder.lastError
            return
          }
          sent += count
        }
      }
      if failure == nil, fsync(descriptor) != 0, errno != EINVAL { failure = ReportFolder.lastError }
      if close(descriptor) != 0, failure == nil { failure = ReportFolder.lastError }
      if let failure { throw ReportError.cannotWrite(path: path, reason: failure) }
      files.append((file, SHA256.hex(of: bytes)))
    }
  }
}
