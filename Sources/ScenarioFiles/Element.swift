// SPDX-License-Identifier: GPL-3.0-or-later

/// A place in a scenario file, both numbers from 1.
package struct Position: Hashable, Comparable {
  package var line: Int
  package var column: Int
  package static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
  package static let start = Position(line: 1, column: 1)
}

/// A part of a scenario file: text that nobody has typed yet, a mapping, or a list.
package struct Element {
  package indirect enum Content {
    case text(String)
    case mapping([Entry])
    case list([Element])
  }

  package struct Entry {
    package var key: String
    package var keyPosition: Position
    package var value: Element
  }

  package var position: Position
  package var content: Content

  package var text: String? { if case .text(let text) = content { text } else { nil } }
  package var entries: [Entry]? { if case .mapping(let entries) = content { entries } else { nil } }
  package var items: [Element]? { if case .list(let items) = content { items } else { nil } }

  /// What it is, for messages.
  package var kind: String {
    switch content {
    case .text(""): "empty"
    case .text: "text"
    case .mapping: "a mapping"
    case .list: "a list"
    }
  }
}
