// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

/// The description of the CSV files, so that other programs read them with their types.
///
/// - Source: Frictionless Data, *Tabular Data Package* and *Table Schema*, version 1.
package struct DataPackage {
  package var name: String
  package var title: String
  package var tables: [DataTable]

  /// - Parameter csv: the bytes of each table as written, by name.
  package init(name: String, title: String, tables: [DataTable]) {
    (self.name, self.title, self.tables) = (name, title, tables)
  }

  package func json(csv: [String: [UInt8]]) -> String {
    AwardValue.object([
      AwardField("profile", .text("tabular-data-package")),
      AwardField("name", .text(Self.slug(name))),
      AwardField("title", .text(title)),
      AwardField("resources", .array(tables.map { Self.resource($0, csv[$0.name] ?? []) })),
    ]).prettyJSON
  }

  private static func resource(_ table: DataTable, _ bytes: [UInt8]) -> AwardValue {
    .object([
      AwardField("profile", .text("tabular-data-resource")),
      AwardField("name", .text(slug(table.name))),
      AwardField("title", .text(table.title)),
      AwardField("path", .text(table.name + ".csv")),
      AwardField("format", .text("csv")),
      AwardField("mediatype", .text("text/csv")),
      AwardField("encoding", .text("utf-8")),
      AwardField("bytes", .integer(bytes.count)),
      AwardField("hash", .text("sha256:" + SHA256.hex(of: bytes))),
      AwardField(
        "dialect", .object([AwardField("delimiter", .text(",")), AwardField("lineTerminator", .text("\r\n"))])),
      AwardField(
        "schema",
        .object([
          AwardField("fields", .array(table.columns.map(field))),
          AwardField("primaryKey", .array(table.primaryKey.map { .text($0) })),
          AwardField("missingValues", .array([.text("")])),
        ])),
    ])
  }

  private static func field(_ column: DataTable.Column) -> AwardValue {
    let type =
      switch column.kind {
      case .text: "string"
      case .integer: "integer"
      case .boolean: "boolean"
      case .month: "yearmonth"
      case .number: "number"
      }
    var fields = [AwardField("name", .text(column.name)), AwardField("type", .text(type))]
    if let unit = column.unit { fields.append(AwardField("unit", .text(unit))) }
    fields.append(AwardField("description", .text(column.meaning)))
    var constraints: [AwardField] = []
    if column.required { constraints.append(AwardField("required", .bool(true))) }
    if let minimum = column.minimum { constraints.append(AwardField("minimum", .integer(minimum))) }
    if let maximum = column.maximum { constraints.append(AwardField("maximum", .integer(maximum))) }
    if !constraints.isEmpty { fields.append(AwardField("constraints", .object(constraints))) }
    return .object(fields)
  }

  /// Lower-case letters, digits, `.`, `_` and `-`, as the specification asks of names.
  static func slug(_ text: String) -> String {
    let slug = text.lowercased().map { character -> Character in
      character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character)) ? character : "-"
    }
    return slug.isEmpty ? "report" : String(slug)
  }
}
