// SPDX-License-Identifier: GPL-3.0-or-later

/// A place in a scenario file, both numbers from 1.
package struct Position: Hashable, Comparable {
  package var line: Int
  package var column: Int
  package init(line: Int, column: Int) { (self.line, self.column) = (line, column) }
  package static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
  package static let start = Position(line: 1, column: 1)
}

/// A part of a file: text that nobody has typed yet, a mapping, or a list.
package struct Element {
  /// What a format with types of its own (JSON) says a scalar is.
  package enum Scalar: Hashable {
    case number, text
    /// `true` or `false`.
    case truth
  }

  package indirect enum Content {
    case text(String)
    case mapping([Entry])
    case list([Element])
  }

  package struct Entry {
    package var key: String
    package var keyPosition: Position
    package var value: Element

    package init(key: String, keyPosition: Position, value: Element) {
      (self.key, self.keyPosition, self.value) = (key, keyPosition, value)
    }
  }

  package var position: Position
  package var content: Content
  /// Nil where the format has no types (YAML, CSV): then the key that holds the text decides.
  package var scalar: Scalar?

  package init(position: Position, content: Content, scalar: Scalar? = nil) {
    (self.position, self.content, self.scalar) = (position, content, scalar)
  }

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
