// SPDX-License-Identifier: GPL-3.0-or-later

/// A place in a scenario file, both numbers from 1.
struct Position: Hashable, Comparable {
  var line: Int
  var column: Int
  static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
  static let start = Position(line: 1, column: 1)
}

/// A part of a scenario file: text that nobody has typed yet, a mapping, or a list.
struct Element {
  indirect enum Content {
    case text(String)
    case mapping([Entry])
    case list([Element])
  }

  struct Entry {
    var key: String
    var keyPosition: Position
    var value: Element
  }

  var position: Position
  var content: Content

  var text: String? { if case .text(let text) = content { text } else { nil } }
  var entries: [Entry]? { if case .mapping(let entries) = content { entries } else { nil } }
  var items: [Element]? { if case .list(let items) = content { items } else { nil } }

  /// What it is, for messages.
  var kind: String {
    switch content {
    case .text(""): "empty"
    case .text: "text"
    case .mapping: "a mapping"
    case .list: "a list"
    }
  }
}
