// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A piece of a line, with its column from 1.
struct TextCell: Equatable {
  var text: String
  var column: Int
}

/// Cuts a line of a table into cells, and a cell into words. Every paper's text goes through here.
enum TextCells {
  /// Cells are parted by tabs, semicolons, bars or two blanks and more; a line of comma-separated values by its commas. Quotes around
  /// a whole cell are taken off; empty cells are left out.
  static func cells(of line: String) -> [TextCell] {
    if let values = commaSeparated(line) { return values }
    var cells: [TextCell] = []
    var cell = ""
    var column = 1
    var start = 1
    var blanks = 0
    func close() {
      let text = unquoted(cell.trimmingBlanks)
      if !text.isEmpty { cells.append(TextCell(text: text, column: start)) }
      cell = ""
    }
    for scalar in line.unicodeScalars {
      if scalar == "\t" || scalar == ";" || scalar == "|" {
        close()
        blanks = 0
      } else if scalar == " " {
        blanks += 1
        if blanks >= 2 { close() } else if !cell.isEmpty { cell.append(" ") }
      } else {
        if cell.isEmpty { start = column }
        blanks = 0
        cell.unicodeScalars.append(scalar)
      }
      column += 1
    }
    close()
    return cells
  }

  private static func unquoted(_ cell: String) -> String {
    guard cell.utf8.count >= 2, cell.hasPrefix("\""), cell.hasSuffix("\"") else { return cell }
    return cell.dropFirst().dropLast().trimmingBlanks
  }

  /// `1994,34225,34225`, `"1994","34,225"` or `01.01.1994,31.12.1994,12`; nil where the line is not of that form.
  private static func commaSeparated(_ line: String) -> [TextCell]? {
    guard line.utf8.contains(44), !line.utf8.contains(where: { $0 == 9 || $0 == 59 || $0 == 124 }) else { return nil }
    let opening = line.utf8.drop { $0 == 32 || $0 == 34 }
    let first = opening.prefix { $0 != 44 && $0 != 34 }
    guard isYearOrDay(first), let next = opening.dropFirst(first.count).first, next == 44 || next == 34 else {
      return nil
    }
    var fields: [TextCell] = []
    var field = ""
    var quoted = false
    var start = 1
    for (index, scalar) in line.unicodeScalars.enumerated() {
      if scalar == "\"" {
        quoted.toggle()
      } else if scalar == ",", !quoted {
        fields.append(TextCell(text: field.trimmingBlanks, column: start))
        (field, start) = ("", index + 2)
      } else {
        field.unicodeScalars.append(scalar)
      }
    }
    fields.append(TextCell(text: field.trimmingBlanks, column: start))
    // `1994,34,225` may be thousands or two columns: left whole, it is no amount.
    let plain = fields.dropFirst().map(\.text)
    for (left, right) in zip(plain, plain.dropFirst())
    where right.utf8.count == 3 && left.utf8.count <= 3 && !left.isEmpty && right.utf8.allSatisfy(isDigit)
      && left.utf8.allSatisfy({ isDigit($0) || $0 == 36 })
    {
      return [fields[0], TextCell(text: plain.joined(separator: ","), column: fields[1].column)]
    }
    return fields.filter { !$0.text.isEmpty }
  }

  private static func isYearOrDay(_ bytes: Substring.UTF8View) -> Bool {
    if bytes.count == 4 { return bytes.allSatisfy(isDigit) }
    let marks = bytes.filter { !isDigit($0) }
    return (8...10).contains(bytes.count) && marks.count == 2 && marks[0] == marks[1]
      && [45, 46, 47].contains(marks[0])
  }

  /// Words of a cell, where it has blanks; digits in groups with a blank between, the last with decimals, are one.
  static func words(of cell: TextCell) -> [TextCell] {
    var words: [TextCell] = []
    var column = cell.column
    for word in cell.text.split(separator: " ", omittingEmptySubsequences: false) {
      if !word.isEmpty { words.append(TextCell(text: String(word), column: column)) }
      column += word.unicodeScalars.count + 1
    }
    var index = 0
    while index + 1 < words.count {
      let joined = words[index].text + " " + words[index + 1].text
      let tail = words[index + 1].text.prefix { $0 != "," && $0 != "." }
      let head = words[index].text.split(separator: " ").last ?? ""
      if tail.utf8.count == 3, (1...3).contains(head.utf8.count), tail.utf8.allSatisfy(isDigit),
        head.utf8.allSatisfy(isDigit), words[index + 1].text.utf8.count > 3, NumberReading(joined) != .none
      {
        words[index].text = joined
        words.remove(at: index + 1)
      } else {
        index += 1
      }
    }
    return words
  }

  /// A footnote's mark behind a year or an amount is no part of it: `2025*`, `$43,110†`.
  static func withoutMark(_ text: String) -> String {
    var body = Substring(text)
    while let last = body.unicodeScalars.last, "*†‡¹²³".unicodeScalars.contains(last) {
      body.unicodeScalars.removeLast()
    }
    guard body.count < text.count, let last = body.utf8.last, isDigit(last) else { return text }
    return String(body)
  }

  /// `(1)`, `[2]`: a footnote's mark that stands alone.
  static func isMark(_ text: String) -> Bool {
    let inner = text.utf8.dropFirst().dropLast()
    return (1...2).contains(inner.count) && inner.allSatisfy(isDigit)
      && ((text.hasPrefix("(") && text.hasSuffix(")")) || (text.hasPrefix("[") && text.hasSuffix("]")))
  }
}

func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
func isLetter(_ byte: UInt8) -> Bool { byte >= 128 || (65...90).contains(byte) || (97...122).contains(byte) }
