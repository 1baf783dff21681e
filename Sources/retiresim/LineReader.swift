// SPDX-License-Identifier: GPL-3.0-or-later
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads a file line by line, so that a file of any size takes the memory of its longest line.
struct LineReader: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var position = 0
  /// Up to here no line ends.
  private var scanned = 0
  private var atEnd = false
  private var isFirstLine = true

  /// Longer lines stop the program: they are no case, and would take the memory.
  static let longestLine = 16 << 20

  /// - Parameter path: a file, or `-` for standard input.
  init(_ path: String) throws(Failure) {
    self.path = path
    if path == "-" {
      descriptor = 0
      return
    }
    descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw Failure(
        .noInput, "\(path): error: \(String(cString: strerror(errno)))\n  hint: check the name and the rights")
    }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(.noInput, "\(path): error: this is a folder\n  hint: name a file in it")
    }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// The next line without its end; nil after the last.
  mutating func next() throws(Failure) -> [UInt8]? {
    while true {
      if let end = buffer[scanned...].firstIndex(of: 0x0A) {
        var line = buffer[position..<end]
        position = end + 1
        scanned = position
        if line.last == 0x0D { line.removeLast() }
        return withoutMark(line)
      }
      if atEnd {
        guard position < buffer.count else { return nil }
        let line = buffer[position...]
        (position, scanned) = (buffer.count, buffer.count)
        return withoutMark(line)
      }
      try fill()
    }
  }

  /// Some editors and shells begin UTF-8 files with a byte order mark.
  private mutating func withoutMark(_ line: ArraySlice<UInt8>) -> [UInt8] {
    defer { isFirstLine = false }
    return Array(isFirstLine && line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line)
  }

  private mutating func fill() throws(Failure) {
    buffer.removeFirst(position)
    (position, scanned) = (0, buffer.count)
    guard buffer.count < Self.longestLine else {
      throw Failure(
        .data, "\(path): error: a line is longer than \(Self.longestLine >> 20) MB\n  hint: one case a line")
    }
    let size = 1 << 16
    var failed = false
    let chunk = [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
      while true {
        let got = read(descriptor, bytes.baseAddress, size)
        if got < 0, errno == EINTR { continue }
        failed = got < 0
        count = max(0, got)
        return
      }
    }
    if failed { throw Failure(.noInput, "\(path): error: cannot be read: \(String(cString: strerror(errno)))") }
    atEnd = chunk.isEmpty
    buffer += chunk
  }
}
