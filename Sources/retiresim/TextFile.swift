// SPDX-License-Identifier: GPL-3.0-or-later

/// A whole text file that the user names.
enum TextFile {
  /// A larger file was named by mistake.
  static let largest = 64 << 20

  /// - Throws: ``Failure`` with 66 where there is no such file, 65 where it is not UTF-8 text.
  static func read(_ path: String) throws(Failure) -> String {
    var reader = try LineReader(path)
    var bytes: [UInt8] = []
    while let line = try reader.next() {
      bytes += line
      bytes.append(0x0A)
      guard bytes.count <= largest else {
        throw Failure(.data, "\(path): error: the file is larger than \(largest >> 20) MB")
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.data, "\(path): error: the file is not UTF-8 text\n  hint: save it as UTF-8")
    }
    return text
  }
}
