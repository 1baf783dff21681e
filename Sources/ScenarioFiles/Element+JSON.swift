// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

extension Element {
  /// One JSON value on a line of a file.
  ///
  /// - Parameters:
  ///   - bytes: the line without its end, valid UTF-8.
  ///   - line: its number in the file, from 1.
  /// - Throws: ``JSONError``, its column counted in bytes.
  package static func json(_ bytes: [UInt8], line: Int) throws(JSONError) -> Element {
    let (value, starts) = try JSONValue.placed(bytes: bytes)
    var places = Places(bytes: bytes, starts: starts, line: line)
    return places.element(value)
  }

  /// Hands out the positions of a value's parts in the order in which they were read.
  private struct Places {
    let bytes: [UInt8]
    let starts: [Int]
    let line: Int
    private var next = 0
    /// Up to here characters are counted.
    private var byte = 0
    private var column = 1

    init(bytes: [UInt8], starts: [Int], line: Int) { (self.bytes, self.starts, self.line) = (bytes, starts, line) }

    mutating func position() -> Position {
      while byte < starts[next] {
        if bytes[byte] & 0xC0 != 0x80 { column += 1 }
        byte += 1
      }
      next += 1
      return Position(line: line, column: column)
    }

    mutating func element(_ value: JSONValue) -> Element {
      let position = position()
      switch value {
      case .null: return Element(position: position, content: .text(""))
      case .bool(let value): return Element(position: position, content: .text("\(value)"), scalar: .truth)
      case .number(let number):
        return Element(position: position, content: .text(number.description), scalar: .number)
      case .string(let text): return Element(position: position, content: .text(text), scalar: .text)
      case .array(let items):
        var elements: [Element] = []
        for item in items { elements.append(element(item)) }
        return Element(position: position, content: .list(elements))
      case .object(let fields):
        var entries: [Entry] = []
        for field in fields {
          let place = self.position()
          entries.append(Entry(key: field.key, keyPosition: place, value: element(field.value)))
        }
        return Element(position: position, content: .mapping(entries))
      }
    }
  }
}
