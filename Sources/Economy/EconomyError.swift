// SPDX-License-Identifier: GPL-3.0-or-later

/// Why an economy cannot be made from its settings.
public struct EconomyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The model, parameter or series that is wrong, as the user wrote it.
  public var name: String
  public var message: String
  /// Names that exist and are close to `name`, best first; empty where the name is not the mistake.
  public var candidates: [String]
  public var hint: String?

  public init(name: String, message: String, candidates: [String] = [], hint: String? = nil) {
    (self.name, self.message, self.candidates, self.hint) = (name, message, candidates, hint)
  }

  public var description: String {
    let suggestion = candidates.first.map { "; did you mean '\($0)'?" } ?? ""
    return message + suggestion + (hint.map { "\n  hint: \($0)" } ?? "")
  }

  /// A name that is not one of `known`.
  static func unknown(_ kind: String, _ name: String, known: [String]) -> Self {
    let near = known.map { (name: $0, distance: editDistance(name, $0)) }
      .filter { $0.distance <= max(2, name.utf8.count / 3) }
      .sorted { $0.distance < $1.distance }
    return EconomyError(
      name: name, message: "unknown \(kind) '\(name)'", candidates: near.map(\.name),
      hint: "known are \(known.joined(separator: ", "))")
  }

  static func invalid(_ name: String, _ value: Double, _ rule: String) -> Self {
    EconomyError(name: name, message: "\(name) is \(value), but \(rule)")
  }
}

/// Letters to insert, delete or exchange to make one word of the other (Levenshtein).
func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a.utf8), b = Array(b.utf8)
  var row = Array(0...b.count)
  for i in 0..<a.count {
    var diagonal = row[0]
    row[0] = i + 1
    for j in 0..<b.count {
      let above = row[j + 1]
      row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
      diagonal = above
    }
  }
  return row[b.count]
}
