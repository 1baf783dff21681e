// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

extension Explanation {
  /// A page: who may claim when and why, what each strategy claims, and each award step by step.
  public var markdown: String {
    var text = "# How each award comes about: \(Self.plain(scenario.title))\n\n"
    text +=
      "Scenario `\(scenario.path.split(separator: "/").last ?? "")`, valued in \(scenario.asOf), law `\(regime.name)`. "
    text +=
      "No chance is involved. Each step names its inputs, the parameters that it uses with the day from which they hold, "
    text +=
      "its article, and its rounding, so that it can be redone by hand: `floor(x, 0.1)` is the next lower multiple of 0.1, "
    text += "`ceil` the next higher, `round` the nearest, ties away from zero.\n"
    text += eligibilityPart + strategyPart
    for entry in entries { text += awardPart(entry) }
    text += parameterPart
    if !notes.isEmpty { text += "\n## Assumptions\n\n" + notes.map { "- \(Self.plain($0))\n" }.joined() }
    return text
  }

  private var eligibilityPart: String {
    var text = "\n## Who may claim when\n"
    for finding in eligibility {
      let unit = finding.coverage.unit.rawValue
      text += "\n### \(Self.plain(finding.person)), \(pension(finding.country))\n\n"
      text += "Coverage: \(finding.coverage.total) \(unit)s.\n"
      if let reason = finding.eligibility.reason { text += "\nNothing is payable: \(Self.plain(reason)).\n" }
      text += Self.table(
        ["Route", "First month", "Basis", "Article", "Why"],
        finding.eligibility.routes.map {
          [$0.name, $0.firstMonth?.description ?? "never", $0.basis, $0.article, $0.explanation]
        })
    }
    return text
  }

  private var strategyPart: String {
    var rows: [[String]] = []
    for line in strategies {
      for (claim, entry) in line.claims {
        rows.append([
          line.name, claim.person, pension(claim.country), claim.wanted.description, claim.filed.description,
          claim.entitlement.description, "\(claim.award.firstMonthlyAmount.text(places: 2)) \(claim.award.currency)",
          entry,
        ])
      }
    }
    var text = "\n## What each strategy claims\n"
    text += Self.table(
      ["Strategy", "Person", "Pension", "Wanted", "Filed", "Entitled from", "First full month, gross", "Award"], rows)
    if !dropped.isEmpty {
      text += "\nThe law does not allow:\n\n"
      text += dropped.map { "- \(Self.plain($0.name)): \(Self.plain($0.refusal.description))\n" }.joined()
    }
    return text
  }

  private func awardPart(_ entry: Entry) -> String {
    let award = entry.award
    var text = "\n## \(entry.id): \(Self.plain(entry.person)), \(pension(award.country)) from \(award.from)\n\n"
    text +=
      "**\(award.firstMonthlyAmount.text(places: 2)) \(award.currency)** in the first full month, \(award.basis), "
    text +=
      Self.plain(award.article) + (award.isProjected ? "; parameters beyond the last published ones went in.\n" : ".\n")
    if !award.remarks.isEmpty { text += "\n" + award.remarks.map { "- \(Self.plain($0))\n" }.joined() }
    if !entry.deductions.isEmpty {
      text += "\nWithheld at source:\n\n"
      for deduction in entry.deductions {
        let share = ExactDecimal(shortest: deduction.share * 100)?.roundedHalfUp(places: 4).description ?? "?"
        text += "- \(Self.plain(deduction.name)), \(share) % (\(Self.plain(deduction.article)))\n"
      }
    }
    for (number, step) in award.derivation.steps.enumerated() {
      text +=
        "\n\(number + 1). **\(Self.plain(step.title))** = **\(Self.plain(step.result))** \(Self.plain(step.unit)) "
      text += "(\(Self.plain(step.article))) `\(step.id)`\n"
      if !step.expression.isEmpty { text += "   - `\(step.expression)`\n" }
      if !step.inputs.isEmpty {
        text +=
          "   - with " + step.inputs.map { "`\($0.name)` = \(Self.plain($0.value))" }.joined(separator: ", ") + "\n"
      }
      if !step.parameters.isEmpty {
        text += "   - by " + step.parameters.map { "`\($0.key)` of \($0.from)" }.joined(separator: ", ") + "\n"
      }
      if let note = step.note { text += "   - \(Self.plain(note))\n" }
    }
    return text
  }

  private var parameterPart: String {
    var seen: Set<[String]> = []
    var rows: [[String]] = []
    for entry in entries {
      for use in entry.award.derivation.steps.flatMap(\.parameters) {
        guard seen.insert([use.key, use.from.description]).inserted else { continue }
        rows.append([
          "`\(use.key)`", use.value, use.from.description, use.origin.rawValue, use.checked?.description ?? "",
          use.source,
        ])
      }
    }
    rows.sort { ($0[0], $0[2]) < ($1[0], $1[2]) }
    return "\n## Parameters used\n"
      + Self.table(["Parameter", "Value", "In force from", "Origin", "Last checked", "Source"], rows)
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    var text =
      "\n| " + header.joined(separator: " | ") + " |\n|" + String(repeating: "---|", count: header.count) + "\n"
    for row in rows {
      text += "| " + row.map { plain($0).replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
    return text
  }

  /// One line of text that Markdown does not read as more than text.
  private static func plain(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 }).replacing("<", with: "&lt;")
  }
}
