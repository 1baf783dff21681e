// SPDX-License-Identifier: GPL-3.0-or-later
import Strategies

extension Scenario {
  /// Households for which `retiresim new` has a scenario, as `--for` names them; the first is one person's.
  public static let templates: [String] = {
    let all = EmbeddedFiles.all.map { String($0.name.prefix { $0 != "." }) }
    return [oneTemplate] + all.filter { $0 != oneTemplate }.sorted()
  }()

  private static let oneTemplate = "one"

  /// The scenario that `retiresim new` writes: it runs as it is, and says of each part what to change.
  ///
  /// - Parameters:
  ///   - name: the title; quotes, backslashes and control characters are dropped.
  ///   - household: one of ``templates``; nil for one person.
  ///   - schema: where the schema lies, seen from the file; editors complete and check keys by it.
  /// - Precondition: the household is one of ``templates``.
  public static func template(
    name: String, for household: String? = nil, schema: String = "Scenarios/scenario.schema.json"
  ) -> String {
    let file = (household ?? oneTemplate) + ".yaml"
    guard let text = EmbeddedFiles.all.first(where: { $0.name == file })?.text else {
      preconditionFailure("no template '\(file)'")
    }
    // The licence is of the template, not of what is made of it.
    let body = String(describing: text).split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    return body.joined(separator: "\n").replacing("{schema}", with: schema).replacing("{title}", with: title(name))
  }

  static func title(_ name: String) -> String {
    let dropped: Set<Character> = ["\"", "\\"]
    let letters = name.filter { character in
      !dropped.contains(character) && !character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }
    return letters.isEmpty ? "A career in two countries" : letters
  }
}
