// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Reporting
import Synchronization

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A folder that any number of processes fill with blocks, each written whole or not at all.
public struct StudyFolder: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// Takes the folder for a study, or checks that it belongs to the same one; of two studies that come at once one is refused.
  ///
  /// - Throws: ``StudyError`` when it belongs to another, ``ReportError`` when it cannot be made.
  public func open(_ identity: StudyIdentity, about: StudyAbout) throws {
    try makeFolder(path)
    if try description() == nil {
      let text = identity.json(about)
      let own = try writeBeside(Array(text.utf8), path + "/study.json")
      defer { unlink(own) }
      // A second name for the file is given or refused in one step, and never replaces what another process made.
      if link(own, path + "/study.json") != 0, errno != EEXIST {
        let reason = Self.lastError
        guard ReportFolder.renameWithoutReplacing(own, path + "/study.json") || errno == EEXIST else {
          throw ReportError.cannotCreate(path: path + "/study.json", reason: reason)
        }
      }
    }
    guard let found = try description() else {
      throw ReportError.cannotCreate(path: path + "/study.json", reason: "it was taken away")
    }
    guard found.identity == identity, found.identity.key(found.about) == identity.key(about) else {
      throw StudyError(
        "\(path) holds the results of another run: \(identity.difference(from: found.identity))",
        hint: "give --out another folder, or delete this one")
    }
    try makeFolder(path + "/blocks")
    sweep()
  }

  /// What the folder belongs to, with what the tables say of the study; nil where nothing says so.
  func description() throws -> (identity: StudyIdentity, about: StudyAbout)? {
    guard let data = FileManager.default.contents(atPath: path + "/study.json") else { return nil }
    guard let found = StudyIdentity.read(json: String(decoding: data, as: UTF8.self)) else {
      throw StudyError(
        "\(path)/study.json is not a study's, or not as it was written", hint: "give --out another folder")
    }
    return found
  }

  func name(ofBlock block: Int) -> String {
    let digits = String(block)
    return "blocks/" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits + ".jsonl"
  }

  public func has(block: Int) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name(ofBlock: block)) }

  /// The first blocks of the study that no one has written yet, and how many there are.
  ///
  /// The folder is listed once, so that a study of any size is answered at once.
  public func missing(_ identity: StudyIdentity, first most: Int = Int.max) -> (first: [Int], count: Int) {
    let names = Set((try? FileManager.default.contentsOfDirectory(atPath: path + "/blocks")) ?? [])
    let there = names.count { name in
      guard name.hasSuffix(".jsonl"), let number = Int(name.dropLast(6)), (0..<identity.blocks).contains(number) else {
        return false
      }
      return self.name(ofBlock: number) == "blocks/" + name
    }
    let count = identity.blocks - there
    var first: [Int] = []
    for block in 0..<identity.blocks {
      guard first.count < min(most, count) else { break }
      if !names.contains(String(name(ofBlock: block).dropFirst("blocks/".count))) { first.append(block) }
    }
    return (first, count)
  }

  func bytes(ofBlock block: Int) throws -> [UInt8] {
    let file = path + "/" + name(ofBlock: block)
    guard let data = FileManager.default.contents(atPath: file) else { throw StudyError("\(file) cannot be read") }
    return Array(data)
  }

  // MARK: Writing

  /// Writes a file so that readers see it whole or not at all: a name of this process's own, the disk, then the name.
  ///
  /// - Throws: ``ReportError`` when the disk does not take it.
  public func write(_ bytes: [UInt8], to file: String) throws {
    let target = path + "/" + file
    for attempt in 1...2 {
      if let slash = target.lastIndex(of: "/") { try makeFolder(String(target[..<slash])) }
      let own = try writeBeside(bytes, target)
      if rename(own, target) == 0 { return }
      let (reason, isGone) = (Self.lastError, errno == ENOENT)
      unlink(own)
      // `merge` has put the folder, with every block, in its own place meanwhile.
      guard attempt == 1, isGone else { throw ReportError.cannotWrite(path: target, reason: reason) }
    }
  }

  /// - Returns: the name of this process's own under which the bytes are on the disk.
  private func writeBeside(_ bytes: [UInt8], _ target: String) throws -> String {
    let number = Self.counter.add(1, ordering: .relaxed).newValue
    let own = "\(target).\(number).\(ReportFolder.host)-\(getpid()).partial"
    let descriptor = systemOpen(own, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw ReportError.cannotCreate(path: target, reason: Self.lastError) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress! + written, bytes.count - written) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 {
        let reason = Self.lastError
        close(descriptor)
        unlink(own)
        throw ReportError.cannotWrite(path: target, reason: reason)
      }
      written += count
    }
    let isSafe = fsync(descriptor) == 0 || errno == EINVAL
    let reason = Self.lastError
    guard close(descriptor) == 0, isSafe else {
      unlink(own)
      throw ReportError.cannotWrite(path: target, reason: reason)
    }
    return own
  }

  /// Replaces the tables, all of them or none.
  ///
  /// The folder with the new files, and with every other file of the old one under a second name, takes the old one's place in one step
  /// (``ReportFolder``). Where that cannot be done — the folder is a mount point, or the one that the program was started in, or the file system
  /// knows no exchange — each file takes its place by itself, `datapackage.json`, which holds the tables' hashes, last.
  ///
  /// - Parameters:
  ///   - files: names and bytes.
  ///   - stale: names of files that this program writes, and that go away where `files` does not hold them.
  func publish(_ files: [(name: String, bytes: [UInt8])], stale: Set<String>) throws {
    let whole = ReportFolder(realPath: path, marker: "study.json", ours: stale.union(files.map(\.name)))
    if try whole?.exchange({ writer in for file in files { try writer.write(file.bytes, to: file.name) } }) ?? false {
      return
    }
    for file in files where file.name != "datapackage.json" { try write(file.bytes, to: file.name) }
    for file in files where file.name == "datapackage.json" { try write(file.bytes, to: file.name) }
  }

  /// Takes away what killed runs left: files of processes of this machine that are gone, and any that are older than a day.
  func sweep() {
    for folder in [path, path + "/blocks", path + "/charts"] {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasSuffix(".partial")
      {
        let owner = name.dropLast(".partial".count).split(separator: ".").last ?? ""
        if ReportFolder.isAbandoned(folder + "/" + name, owner: owner) { unlink(folder + "/" + name) }
      }
    }
  }

  private func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ReportError.cannotCreate(path: path, reason: error.localizedDescription)
    }
  }

  /// Tells the unfinished files of this process's threads apart.
  private static let counter = Atomic(0)

  private static var lastError: String { String(cString: strerror(errno)) }
}

/// `open` and `write` of the system; the folder's own hide them.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags, 0o666) }

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
