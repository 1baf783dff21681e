// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// Writes a folder of files so that readers see the old one or the new one, never a mixture.
///
/// Files go to a hidden folder beside the target and to the disk (`fsync`); then one system call exchanges the two
/// (`renameat2` with `RENAME_EXCHANGE` on Linux, `renamex_np` with `RENAME_SWAP` on macOS). File systems that know no
/// exchange get two renames, the old folder moved back when the second fails. Files that a user put into the folder
/// are kept.
package struct ReportFolder {
  /// The folder that holds the report folders; made if it is missing.
  let parent: String
  let name: String
  /// A file that a folder of ours holds; one with other files and without it is not touched.
  var marker = Manifest.fileName
  /// Files of the old folder that do not stay; nil for those that its manifest names.
  var ours: Set<String>?
  /// Called before each file is written; a test throws from it.
  var beforeWriting: (String) throws -> Void = { _ in }

  var path: String { parent == "/" ? "/" + name : parent + "/" + name }
  private var stagingPrefix: String { ".\(name).partial-" }
  private var staging: String { "\(parent)/\(stagingPrefix)\(Self.host)-\(ProcessInfo.processInfo.processIdentifier)" }

  init(parent: String, name: String, beforeWriting: @escaping (String) throws -> Void = { _ in }) {
    (self.parent, self.name, self.beforeWriting) = (parent, name, beforeWriting)
  }

  /// A folder that is there and that another can take the place of; nil where it is the working folder or holds it, where its parent takes
  /// no new name, or lies on another file system.
  package init?(realPath path: String, marker: String, ours: Set<String>) {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    let full = String(cString: real)
    let working = FileManager.default.currentDirectoryPath
    guard full != "/", working != full, !working.hasPrefix(full + "/"), let slash = full.lastIndex(of: "/") else {
      return nil
    }
    parent = slash == full.startIndex ? "/" : String(full[..<slash])
    name = String(full[full.index(after: slash)...])
    (self.marker, self.ours) = (marker, ours)
    var (own, above) = (stat(), stat())
    guard stat(full, &own) == 0, stat(parent, &above) == 0, own.st_dev == above.st_dev, access(parent, W_OK) == 0 else {
      return nil
    }
  }

  /// Replaces the folder by what `body` writes.
  ///
  /// - Throws: ``ReportError``, what `body` throws, or `CancellationError`; then the target is as it was.
  func replace(_ body: (Writer) throws -> Void) throws {
    try prepare()
    try stage(body) { try moveIntoPlace() }
  }

  /// The same in one step or not at all.
  ///
  /// - Returns: false where the file system knows no exchange, or the folder holds what cannot be carried over; then nothing has changed.
  package func exchange(_ body: (Writer) throws -> Void) throws -> Bool {
    var isDone = false
    sweep()
    do {
      try stage(body) { isDone = Self.exchange(staging, path) }
    } catch is CannotKeep {
      return false
    }
    // The old folder, or the new one where they were not exchanged.
    try? FileManager.default.removeItem(atPath: staging)
    return isDone
  }

  /// Refuses a place that a report cannot take, and leaves nothing there.
  ///
  /// - Throws: ``ReportError``
  package static func check(_ name: String, in folder: String) throws {
    let target = ReportFolder(parent: folder.isEmpty ? "." : folder, name: name)
    try target.checkName()
    var above = target.parent
    while access(above, F_OK) != 0, above != "/", above != "." {
      // Foundation's `deletingLastPathComponent` stops the program on a name of one letter.
      guard let slash = above.lastIndex(of: "/") else {
        above = "."
        break
      }
      above = slash == above.startIndex ? "/" : String(above[..<slash])
    }
    let trial = "\(above)/.\(name).trial-\(host)-\(ProcessInfo.processInfo.processIdentifier)"
    guard mkdir(trial, 0o700) == 0 else { throw ReportError.cannotCreate(path: target.path, reason: lastError) }
    rmdir(trial)
    if above == target.parent { try target.checkTarget() }
  }

  private func checkName() throws {
    guard !name.isEmpty, !name.contains("/"), name != ".", name != ".." else {
      throw ReportError.cannotCreate(
        path: path, reason: "'\(name)' is no name of a folder; name the scenario file otherwise")
    }
  }

  /// Makes the parent, and refuses a place that a report cannot take: before the work is done.
  func prepare() throws {
    try checkName()
    try Self.makeFolder(parent)
    try checkTarget()
    sweep()
    guard mkdir(staging, 0o777) == 0 || errno == EEXIST else {
      throw ReportError.cannotCreate(path: staging, reason: Self.lastError)
    }
    try? FileManager.default.removeItem(atPath: staging)
  }

  private func stage(_ body: (Writer) throws -> Void, _ move: () throws -> Void) throws {
    let manager = FileManager.default
    try? manager.removeItem(atPath: staging)
    guard mkdir(staging, 0o777) == 0 else { throw ReportError.cannotCreate(path: staging, reason: Self.lastError) }
    do {
      let writer = Writer(root: staging, beforeWriting: beforeWriting)
      try body(writer)
      try keepOthersFiles()
      try Self.synchronize(staging)
      try Task.checkCancellation()
      try move()
    } catch {
      try? manager.removeItem(atPath: staging)
      throw error
    }
    try? Self.synchronize(parent)
  }

  /// Takes away what killed runs left beside the folder; an old report that one of them had moved aside comes back.
  private func sweep() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(stagingPrefix)
    {
      let leftover = parent + "/" + name
      let isOld = name.hasSuffix("-old")
      let owner = name.dropFirst(stagingPrefix.count).dropLast(isOld ? 4 : 0)
      guard Self.isAbandoned(leftover, owner: owner) else { continue }
      if isOld, Self.kind(of: path) == nil, rename(leftover, path) == 0 { continue }
      try? FileManager.default.removeItem(atPath: leftover)
    }
  }

  /// Whether the process that made a file, `HOST-PID`, is gone; of other machines' nothing is known for a day.
  package static func isAbandoned(_ path: String, owner: some StringProtocol) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return false }
    if let dash = owner.lastIndex(of: "-"), owner[..<dash] == host, let pid = Int32(owner[owner.index(after: dash)...])
    {
      return pid > 0 && pid != getpid() && kill(pid, 0) != 0 && errno == ESRCH
    }
    #if canImport(Darwin)
    let changed = status.st_mtimespec.tv_sec
    #else
    let changed = status.st_mtim.tv_sec
    #endif
    return time(nil) - changed > 86_400
  }

  package static let host: String = {
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, 255)
    let name = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" })
  }()

  private enum Kind { case file, folder, other }

  /// What stands under a name, links not followed; nil for nothing.
  private static func kind(of path: String) -> Kind? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// Refuses to replace a folder that no report made, and one with links, pipes or devices in it.
  private func checkTarget() throws {
    switch Self.kind(of: path) {
    case nil: return
    case .file?: throw ReportError.cannotCreate(path: path, reason: "a file of this name is in the way")
    case .other?: throw ReportError.cannotCreate(path: path, reason: "a link or a device of this name is in the way")
    case .folder?: break
    }
    let contents = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard contents.isEmpty || contents.contains(marker) else {
      throw ReportError.cannotCreate(
        path: path, reason: "the folder holds other files and no \(marker), so it is not a report")
    }
    do {
      try eachFile(in: "") { _ in }
    } catch let error as CannotKeep {
      throw ReportError.cannotCreate(
        path: path + "/" + error.file, reason: "a link, a pipe or a device stands in the report's folder; take it away")
    }
  }

  /// A file that no copy can stand for.
  private struct CannotKeep: Error { var file: String }

  private func eachFile(in folder: String, _ body: (String) throws -> Void) throws {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)) ?? [] {
      let file = folder.isEmpty ? name : folder + "/" + name
      switch Self.kind(of: path + "/" + file) {
      case nil: continue
      case .file?: try body(file)
      case .folder?: try eachFile(in: file, body)
      case .other?: throw CannotKeep(file: file)
      }
    }
  }

  /// Gives what is not ours a second name in the new folder: nothing is copied where the file system can.
  private func keepOthersFiles() throws {
    let ours =
      self.ours
      ?? FileManager.default.contents(atPath: path + "/" + marker).map { Manifest.files(in: $0).union([marker]) } ?? []
    var folders: Set<String> = []
    try eachFile(in: "") { file in
      guard !ours.contains(file), Self.kind(of: staging + "/" + file) == nil else { return }
      let folder = (staging + "/" + file as NSString).deletingLastPathComponent
      do {
        if folders.insert(folder).inserted {
          try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        if link(path + "/" + file, staging + "/" + file) == 0 { return }
        try FileManager.default.copyItem(atPath: path + "/" + file, toPath: staging + "/" + file)
      } catch {
        // Another process may have taken its own unfinished file away.
        guard Self.kind(of: path + "/" + file) != nil else { return }
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
    return renameat2(a, b, 2)  // RENAME_EXCHANGE of linux/fs.h
    #endif
  }

  /// Gives a file another name, and fails where that is taken.
  package static func renameWithoutReplacing(_ a: String, _ b: String) -> Bool {
    #if canImport(Darwin)
    return renamex_np(a, b, UInt32(RENAME_EXCL)) == 0
    #else
    return renameat2(a, b, 1)  // RENAME_NOREPLACE of linux/fs.h
    #endif
  }

  #if !canImport(Darwin)
  /// The C library declares it for C programs that ask for its extensions only, so it is looked up by name; where it is missing, the
  /// caller takes another way.
  private static func renameat2(_ a: String, _ b: String, _ flags: UInt32) -> Bool {
    typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, a, AT_FDCWD, b, flags) == 0
  }
  #endif

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
  package final class Writer {
    let root: String
    private let beforeWriting: (String) throws -> Void
    /// In the order written.
    private(set) var files: [(path: String, sha256: String)] = []

    init(root: String, beforeWriting: @escaping (String) throws -> Void) {
      (self.root, self.beforeWriting) = (root, beforeWriting)
    }

    func write(_ text: String, to file: String) throws { try write(Array(text.utf8), to: file) }

    /// - Parameter file: relative to the report's folder.
    package func write(_ bytes: [UInt8], to file: String) throws {
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
