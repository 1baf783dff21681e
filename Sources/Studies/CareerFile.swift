// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Reporting
import Strategies

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The rows of a text file: found once, then read in any order, so that a file of any size takes the memory of an index.
///
/// A line ends in LF, CR LF or CR; a byte order mark is no part of the first. Blank lines are no rows, and lines that begin with `#` are
/// none where the form has comments.
struct CareerFile: Sendable {
  /// A longer line is no career.
  static let longestLine = 1 << 20
  /// Bytes read at a time.
  private static let piece = 1 << 18

  let path: String
  /// SHA-256 of the file's bytes.
  let digest: String
  private let file: OpenFile
  /// By row: where it begins, how many bytes it has, its line from 1.
  private var starts: [UInt64] = []
  private var lengths: [UInt32] = []
  private var lines: [UInt32] = []

  var count: Int { starts.count }
  func line(_ row: Int) -> Int { Int(lines[row]) }

  /// - Parameter comments: whether lines that begin with `#` are left out.
  /// - Throws: ``ScenarioErrors`` when there is no such file, or it cannot be read.
  init(path: String, comments: Bool) throws(ScenarioErrors) {
    self.path = path
    file = try OpenFile(path)
    var sha = SHA256()
    var offset: UInt64 = 0
    var start: UInt64 = 0
    var line: UInt32 = 1
    var isBlank = true
    var first: UInt8 = 0
    var afterReturn = false
    func add(upTo end: UInt64, _ starts: inout [UInt64], _ lengths: inout [UInt32], _ lines: inout [UInt32]) {
      defer { line &+= 1 }
      guard !isBlank, !(comments && first == UInt8(ascii: "#")) else { return }
      starts.append(start)
      lengths.append(UInt32(min(end - start, UInt64(UInt32.max))))
      lines.append(line)
    }
    while true {
      let bytes = try file.read(at: offset, count: Self.piece)
      if bytes.isEmpty { break }
      sha.update(bytes)
      if offset == 0 {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
          throw file.error("the file is UTF-16 text", hint: "save it as UTF-8; spreadsheets offer that as a choice")
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
      }
      for (index, byte) in bytes.enumerated() {
        let place = offset + UInt64(index)
        if place < start { continue }
        if byte == 0x0A, afterReturn {
          afterReturn = false
          start = place + 1
          continue
        }
        afterReturn = byte == 0x0D
        if byte == 0x0A || byte == 0x0D {
          add(upTo: place, &starts, &lengths, &lines)
          (start, isBlank, first) = (place + 1, true, 0)
        } else if isBlank, byte != 0x20, byte != 0x09 {
          (isBlank, first) = (false, byte)
        }
      }
      offset += UInt64(bytes.count)
    }
    if offset > start { add(upTo: offset, &starts, &lengths, &lines) }
    digest = sha.hex()
  }

  /// The bytes of rows, without their line ends; nil for one that is longer than any career.
  ///
  /// - Throws: ``ScenarioErrors`` when the file cannot be read any more, or is not the one that was indexed.
  func bytes(_ rows: Range<Int>) throws(ScenarioErrors) -> [[UInt8]?] {
    var found: [[UInt8]?] = []
    for row in rows {
      let length = Int(lengths[row])
      guard length <= Self.longestLine else {
        found.append(nil)
        continue
      }
      let bytes = try file.read(at: starts[row], count: length)
      guard bytes.count == length else { throw file.changed }
      found.append(bytes)
    }
    try file.checkUnchanged()
    return found
  }

  /// The same of one row.
  func bytes(_ row: Int) throws(ScenarioErrors) -> [UInt8]? { try bytes(row..<row + 1)[0] }
}

/// An open file, with what it was like when it was opened.
private final class OpenFile: Sendable {
  let path: String
  private let descriptor: Int32
  private let size: Int64
  private let time: [Int]

  init(_ path: String) throws(ScenarioErrors) {
    self.path = path
    // A pipe would be waited for; it cannot be read twice either.
    let opened = open(path, O_RDONLY | O_NONBLOCK)
    func error(_ message: String, _ hint: String) -> ScenarioErrors {
      ScenarioErrors([ScenarioError(path: path, message: message, hint: hint, exitCode: ScenarioError.noInput)])
    }
    guard opened >= 0 else {
      let reason = errno == ENOENT ? "there is no such file" : String(cString: strerror(errno))
      throw error("the careers cannot be read: \(reason)", "'file' is a path from the study file's folder")
    }
    var status = stat()
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw error("the careers are in no regular file", "name a CSV or JSON Lines file")
    }
    (descriptor, size, time) = (opened, Int64(status.st_size), Self.time(of: status))
  }

  deinit { close(descriptor) }

  private static func time(of status: stat) -> [Int] {
    #if canImport(Darwin)
    [status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec]
    #else
    [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    #endif
  }

  func error(_ message: String, hint: String? = nil) -> ScenarioErrors {
    ScenarioErrors([ScenarioError(path: path, message: message, hint: hint)])
  }

  var changed: ScenarioErrors {
    error("the careers have changed while the study was running", hint: "run it again into another folder")
  }

  func checkUnchanged() throws(ScenarioErrors) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, Int64(status.st_size) == size, Self.time(of: status) == time else {
      throw changed
    }
  }

  /// As many bytes as there are, at most `count`.
  func read(at offset: UInt64, count: Int) throws(ScenarioErrors) -> [UInt8] {
    var failure: String?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
      done = 0
      while done < count, let base = buffer.baseAddress {
        let got = pread(descriptor, base + done, count - done, off_t(offset) + off_t(done))
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = String(cString: strerror(errno)) }
        if got <= 0 { return }
        done += got
      }
    }
    if let failure { throw error("the careers cannot be read: \(failure)") }
    return bytes
  }
}
