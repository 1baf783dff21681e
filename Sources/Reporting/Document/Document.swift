// SPDX-License-Identifier: GPL-3.0-or-later

/// A report as a tree that each format renders.
struct Document: Sendable {
  var language: Language
  var title: String
  var blocks: [Block]
}

enum Block: Hashable, Sendable {
  /// A numbered step of a derivation, and what stands under it.
  struct Step: Hashable, Sendable {
    var head: RichText
    var details: [RichText]
  }

  /// Level 2 to 4; level 1 is the document's title.
  case heading(Int, RichText)
  case paragraph(RichText)
  case list([RichText])
  case steps([Step])
  case table(TextTable)
  case figure(Figure)
  /// Lines to type.
  case code([String])
  /// A warning or a label that must not be missed.
  case note(RichText)
}

/// A table of text; every row is as wide as the header.
struct TextTable: Hashable, Sendable {
  struct Column: Hashable, Sendable {
    var title: RichText
    var isNumber: Bool
  }

  var caption: RichText
  var columns: [Column]
  var rows: [[RichText]]

  init(caption: RichText = RichText(), columns: [(RichText, number: Bool)], rows: [[RichText]]) {
    self.caption = caption
    self.columns = columns.map { Column(title: $0.0, isNumber: $0.number) }
    for row in rows { precondition(row.count == columns.count, "\(row.count) cells in \(columns.count) columns") }
    self.rows = rows
  }
}

/// A chart, with what it says for those who cannot see it.
struct Figure: Hashable, Sendable {
  /// Relative to the report's folder.
  var file: String
  var alternative: String
  var caption: RichText
}
