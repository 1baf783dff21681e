// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Strategies

extension Explanation {
  /// One object: strategies, eligibility, and each award with its steps. Numbers of steps are text, the decimals that were used.
  public var json: String {
    AwardValue.object(
      [
        AwardField("scenario", .text(scenario.name)), AwardField("title", .text(scenario.title)),
        AwardField("asOf", .text(scenario.asOf.description)), AwardField("regime", .text(regime.name)),
        AwardField("strategies", .array(strategies.map(Self.strategy))),
        AwardField("eligibility", .array(eligibility.map(eligibility))),
        AwardField("awards", .array(entries.map(award))),
        AwardField(
          "refused",
          .array(
            dropped.map { cell in
              .object([
                AwardField("strategy", .text(cell.name)), AwardField("reason", .text(cell.refusal.message)),
                AwardField("article", .text(cell.refusal.article)),
              ])
            })),
        AwardField("notes", .array(notes.map { .text(words.english($0)) })),
      ] + (taxYears.isEmpty ? [] : [AwardField("tax", .array(taxYears.map(taxYear)))])
    ).prettyJSON
  }

  private static func strategy(_ line: StrategyLine) -> AwardValue {
    .object([
      AwardField("name", .text(line.name)),
      AwardField(
        "claims",
        .array(
          line.claims.map { claim, entry in
            .object([
              AwardField("person", .text(claim.person)), AwardField("country", .text(claim.country.code)),
              AwardField("wanted", .text(claim.wanted.description)),
              AwardField("filed", .text(claim.filed.description)),
              AwardField("entitlement", .text(claim.entitlement.description)), AwardField("award", .text(entry)),
            ])
          })),
      AwardField(
        "deaths",
        .array(
          line.deaths.map { death, entry in
            .object([
              AwardField("person", .text(death.survivor)), AwardField("deceased", .text(death.deceased)),
              AwardField("country", .text(death.award.country.code)), AwardField("died", .text(death.died.description)),
              AwardField("award", .text(entry)),
            ])
          })),
    ])
  }

  private func eligibility(_ finding: EligibilityFinding) -> AwardValue {
    var fields = [
      AwardField("person", .text(finding.person)), AwardField("country", .text(finding.country.code)),
      AwardField("coverage", .integer(finding.coverage.total)),
      AwardField("unit", .text(finding.coverage.unit.rawValue)),
    ]
    if let reason = finding.eligibility.reason { fields.append(AwardField("reason", .text(words.english(reason)))) }
    fields.append(
      AwardField(
        "routes",
        .array(
          finding.eligibility.routes.map { route in
            var fields = [
              AwardField("name", .text(words.english(route.name))), AwardField("article", .text(route.article)),
            ]
            if let first = route.firstMonth { fields.append(AwardField("firstMonth", .text(first.description))) }
            fields.append(AwardField("basis", .text(route.basis)))
            fields.append(AwardField("explanation", .text(words.english(route.explanation))))
            return .object(fields)
          })))
    return .object(fields)
  }

  private func award(_ entry: Entry) -> AwardValue {
    let award = entry.award
    return .object([
      AwardField("id", .text(entry.id)), AwardField("person", .text(entry.person)),
      AwardField("country", .text(award.country.code)), AwardField("from", .text(award.from.description)),
      AwardField("basis", .text(award.basis)), AwardField("article", .text(award.article)),
      AwardField("firstMonthlyAmount", .decimal(award.firstMonthlyAmount)),
      AwardField("currency", .text(award.currency.text)), AwardField("projected", .bool(award.isProjected)),
      AwardField("remarks", .array(award.remarks.map { .text(words.english($0)) })),
      AwardField(
        "deductions",
        .array(
          entry.deductions.map { deduction in
            .object([
              AwardField("name", .text(words.english(deduction.name))), AwardField("article", .text(deduction.article)),
              AwardField("share", .text("\(deduction.share)")),
            ])
          })),
      AwardField("steps", .array(award.derivation.steps.map(step))),
    ])
  }

  private func step(_ step: Derivation.Step) -> AwardValue {
    var fields = [AwardField("id", .text(step.id)), AwardField("title", .text(words.english(step.title)))]
    if !step.expression.isEmpty { fields.append(AwardField("expression", .text(step.expression))) }
    if let rounding = StepRounding(step.expression) {
      fields.append(
        AwardField(
          "rounding",
          .object([
            AwardField("direction", .text(rounding.direction.rawValue)),
            AwardField("multiple", .text(rounding.multiple)),
          ])))
    }
    fields.append(AwardField("inputs", .object(step.inputs.map { AwardField($0.name, .text($0.value)) })))
    fields += [
      AwardField("result", .text(step.result)), AwardField("unit", .text(words.english(step.unit))),
      AwardField("article", .text(step.article)), AwardField("parameters", .array(step.parameters.map(Self.parameter))),
    ]
    if let note = step.note { fields.append(AwardField("note", .text(words.english(note)))) }
    return .object(fields)
  }

  private static func parameter(_ use: Derivation.ParameterUse) -> AwardValue {
    var fields = [
      AwardField("key", .text(use.key)), AwardField("value", .text(use.value)),
      AwardField("from", .text(use.from.description)), AwardField("origin", .text(use.origin.rawValue)),
      AwardField("source", .text(use.source)),
    ]
    if let checked = use.checked { fields.append(AwardField("checked", .text(checked.description))) }
    return .object(fields)
  }
}
