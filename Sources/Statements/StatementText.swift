// SPDX-License-Identifier: GPL-3.0-or-later

/// A paper's text: lines without their ends, blanks of all kinds as one kind, in whatever encoding it came.
public struct StatementText: Sendable {
  /// The file as the user names it.
  public let file: String
  public let lines: [String]
  /// Bytes that were no UTF-8 were taken for Windows-1252.
  public let isGuessedEncoding: Bool
  /// Everything in lower case without accents, for recognition by words.
  let folded: String

  /// Larger files are no earnings record.
  public static let largest = 256 << 10
  static let mostLines = 2_000
  /// Rows of years or periods; a working life has fewer.
  static let mostRows = 120

  /// - Throws: ``StatementProblem`` where the bytes are too many, no text, or empty.
  public init(bytes: [UInt8], file: String) throws(StatementProblem) {
    self.file = file
    guard bytes.count <= Self.largest else {
      throw StatementProblem(
        file: file, message: "this is no earnings record: it is larger than \(Self.largest >> 10) KiB",
        hint: "give the statement alone")
    }
    let decoded = Self.decoded(bytes)
    isGuessedEncoding = decoded.isGuessed
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var hasText = false
    var afterReturn = false
    for scalar in decoded.scalars {
      if scalar == "\n" && afterReturn {
        afterReturn = false
        continue
      }
      afterReturn = scalar == "\r"
      switch scalar {
      case "\n", "\r":
        lines.append(String(line))
        line = String.UnicodeScalarView()
      case "\u{A0}", "\u{202F}", "\u{2007}", "\u{2009}", "\u{2002}", "\u{2003}", "\u{0C}", "\u{0B}": line.append(" ")
      case "\u{FEFF}", "\u{200B}", "\u{200E}", "\u{200F}", "\u{AD}": continue
      case "\0":
        throw StatementProblem(
          file: file, line: lines.count + 1, message: "this is no text",
          hint: "save the page or the PDF as text, or copy the table and paste it: retiresim import -")
      default:
        if scalar != " " && scalar != "\t" { hasText = true }
        line.append(scalar)
      }
    }
    if !line.isEmpty { lines.append(String(line)) }
    guard hasText else {
      throw StatementProblem(
        file: file, message: "no text in it: a scan?", hint: "type the table, or use the website's")
    }
    guard lines.count <= Self.mostLines else {
      throw StatementProblem(
        file: file, line: Self.mostLines + 1,
        message: "this is no earnings record: it has more than \(Self.mostLines) lines",
        hint: "give the statement alone")
    }
    self.lines = lines
    folded = lines.map(\.folded).joined(separator: "\n")
  }

  private static func decoded(_ bytes: [UInt8]) -> (scalars: [Unicode.Scalar], isGuessed: Bool) {
    if bytes.starts(with: [0xFF, 0xFE]) { return (utf16(bytes.dropFirst(2), littleEndian: true), false) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (utf16(bytes.dropFirst(2), littleEndian: false), false) }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    if let text = String(validating: body, as: UTF8.self) { return (Array(text.unicodeScalars), false) }
    return (body.map { windows1252($0) }, true)
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, littleEndian: Bool) -> [Unicode.Scalar] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let (a, b) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(littleEndian ? a | b << 8 : a << 8 | b)
      index += 2
    }
    return Array(String(decoding: units, as: UTF16.self).unicodeScalars)
  }

  /// The 32 places in which Windows-1252 differs from Latin-1; holes become U+FFFD.
  private static let windows: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
    0x017D,
    0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153,
    0xFFFD,
    0x017E, 0x0178,
  ]

  private static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(windows[Int(byte) - 0x80]) ?? "\u{FFFD}"
  }
}

extension StringProtocol {
  /// Whether the bytes hold a word's; Foundation's function of this name asks a locale first and takes fifty times as long.
  func contains(_ word: String) -> Bool {
    let found = word.utf8.withContiguousStorageIfAvailable { wanted in
      utf8.withContiguousStorageIfAvailable { bytes in
        guard let first = wanted.first else { return true }
        var start = 0
        while start + wanted.count <= bytes.count {
          if bytes[start] == first, bytes[start..<(start + wanted.count)].elementsEqual(wanted) { return true }
          start += 1
        }
        return false
      }
    }
    return (found ?? nil) ?? (firstRange(of: word) != nil)
  }

  /// Lower case without the accents of French and German, so that words can be compared however they were typed.
  var folded: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "A"..."Z": result.append(Unicode.Scalar(UInt8(scalar.value) + 32))
      case "à", "â", "ä", "á", "À", "Â", "Ä", "Á": result.append("a")
      case "é", "è", "ê", "ë", "É", "È", "Ê", "Ë": result.append("e")
      case "î", "ï", "Î", "Ï": result.append("i")
      case "ô", "ö", "Ô", "Ö": result.append("o")
      case "û", "ü", "ù", "Û", "Ü", "Ù": result.append("u")
      case "ç", "Ç": result.append("c")
      case "ß": result.append(contentsOf: "ss".unicodeScalars)
      case "’": result.append("'")
      case "\u{300}"..."\u{36F}": continue  // an accent written apart from its letter
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
