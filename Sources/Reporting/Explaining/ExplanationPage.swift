// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities
import Strategies

extension Explanation: ReportNaming {
  /// A page as Markdown: who may claim when and why, what each strategy claims, and each award step by step.
  public var markdown: String { Markdown(document: document).text }

  /// The same page as one self-contained HTML file.
  public var html: String { HTML(document: document, pageSize: scenario.report.pageSize, charts: [:]).text }

  var document: Document {
    var blocks: [Block] = [
      .paragraph(
        words.rich(
          ExplainPhrase.basis,
          [
            "file": String(scenario.path.split(separator: "/").last ?? ""), "month": numbers.month(scenario.asOf),
            "regime": regimeName(regime),
          ])),
      .paragraph(words.rich(ExplainPhrase.howToRead)),
    ]
    blocks += eligibilityPart + strategyPart
    for entry in entries { blocks += awardPart(entry) }
    blocks += taxYears.flatMap(taxPart) + parameterPart
    if !notes.isEmpty {
      blocks += [
        .heading(2, words.rich(SectionPhrase.assumptions)), .list(notes.map { RichText(words.text($0)) }),
      ]
    }
    return Document(
      language: words.language, title: words.text(ExplainPhrase.title, ["title": scenario.title]), blocks: blocks)
  }

  private var eligibilityPart: [Block] {
    var blocks: [Block] = [.heading(2, words.rich(ExplainPhrase.eligibility))]
    for finding in eligibility {
      blocks += [
        .heading(3, RichText("\(finding.person), \(pension(finding.country))")),
        .paragraph(
          words.rich(
            ExplainPhrase.coverage,
            ["count": numbers.integer(finding.coverage.total), "unit": unit(finding.coverage)])),
      ]
      if let reason = finding.eligibility.reason {
        blocks.append(.note(words.rich(ExplainPhrase.nothingPayable, ["reason": words.text(reason)])))
      }
      guard !finding.eligibility.routes.isEmpty else { continue }
      blocks.append(
        table(
          [.route, .first, .basis, .article, .explanation],
          finding.eligibility.routes.map { route in
            [
              words.text(route.name), route.firstMonth.map(numbers.month) ?? words.text(LabelPhrase.never),
              basis(route.basis), route.article, words.text(route.explanation),
            ]
          }))
    }
    return blocks
  }

  private var strategyPart: [Block] {
    var rows: [[RichText]] = []
    for line in strategies {
      for (claim, entry) in line.claims {
        rows.append(
          [
            line.name, claim.person, pension(claim.country), numbers.month(claim.wanted), numbers.month(claim.filed),
            numbers.month(claim.entitlement), amount(claim.award), entry,
          ].map { RichText($0) })
      }
    }
    var columns: [(RichText, number: Bool)] = [LabelPhrase.strategy, .person, .pension].map {
      (words.rich($0), false)
    }
    columns += [ExplainPhrase.wanted, .filed, .entitled].map { (words.rich($0), false) }
    columns += [(words.rich(ExplainPhrase.amount), true), (words.rich(ExplainPhrase.award), false)]
    var blocks: [Block] = [
      .heading(2, words.rich(ExplainPhrase.strategies)), .table(TextTable(columns: columns, rows: rows)),
    ]
    blocks += deathPart
    if !dropped.isEmpty {
      blocks += [
        .paragraph(words.rich(ExplainPhrase.refused)),
        .list(
          dropped.map {
            words.rich(SectionPhrase.droppedLine, ["names": $0.name, "reason": words.text($0.refusal)])
          }),
      ]
    }
    return blocks
  }

  /// What a death before and after each claim would leave.
  private var deathPart: [Block] {
    let rows = strategies.flatMap { line in
      line.deaths.map { death, entry in
        [
          line.name, death.survivor, death.deceased, pension(death.award.country), numbers.month(death.died),
          numbers.month(death.award.from), amount(death.award), entry,
        ].map { RichText($0) }
      }
    }
    guard !rows.isEmpty else { return [] }
    let labels: [LabelPhrase] = [.strategy, .person, .deceased, .pension]
    var columns: [(RichText, number: Bool)] = labels.map { (words.rich($0), false) }
    columns += [(words.rich(ExplainPhrase.died), false), (words.rich(LabelPhrase.from), false)]
    columns += [(words.rich(LabelPhrase.amount), true), (words.rich(ExplainPhrase.award), false)]
    return [
      .heading(3, words.rich(SectionPhrase.survivors)), .paragraph(words.rich(ExplainPhrase.deaths)),
      .table(TextTable(columns: columns, rows: rows)),
    ]
  }

  private func heading(_ entry: Entry) -> RichText {
    var filling: [String: any TextPart] = [
      "id": entry.id, "person": entry.person, "pension": pension(entry.award.country),
      "month": numbers.month(entry.award.from),
    ]
    guard let death = entry.death else { return words.rich(ExplainPhrase.awardHeading, filling) }
    (filling["deceased"], filling["died"]) = (death.deceased, numbers.month(death.died))
    return words.rich(ExplainPhrase.deathHeading, filling)
  }

  private func awardPart(_ entry: Entry) -> [Block] {
    let award = entry.award
    var first = words.rich(
      ExplainPhrase.firstMonth,
      ["amount": amount(award), "basis": basis(award.basis), "article": award.article])
    if award.isProjected { first = first + RichText(" ") + words.rich(ExplainPhrase.projectedWentIn) }
    var blocks: [Block] = [
      .heading(2, heading(entry)), .paragraph(first),
    ]
    if !award.remarks.isEmpty { blocks.append(.list(award.remarks.map { RichText(words.text($0)) })) }
    if !entry.deductions.isEmpty {
      blocks += [
        .paragraph(words.rich(ExplainPhrase.withheld)),
        .list(
          entry.deductions.map { deduction in
            words.rich(
              ExplainPhrase.deduction,
              [
                "name": words.text(deduction.name), "share": numbers.percent(deduction.share, 2),
                "article": deduction.article,
              ])
          }),
      ]
    }
    return blocks + [.steps(award.derivation.steps.map(step))]
  }

  private func step(_ step: Derivation.Step) -> Block.Step {
    var details: [RichText] = []
    if !step.expression.isEmpty { details.append(.code(step.expression)) }
    if !step.inputs.isEmpty {
      let inputs = step.inputs.map { RichText.code($0.name) + RichText(" = \($0.value)") }
      details.append(words.rich(ExplainPhrase.stepWith, ["inputs": inputs.joined(by: ", ")]))
    }
    if let rounding = StepRounding(step.expression) {
      let phrase: ExplainPhrase =
        switch rounding.direction {
        case .down: .stepRoundedDown
        case .up: .stepRoundedUp
        case .nearest: .stepRoundedNearest
        }
      details.append(words.rich(phrase, ["multiple": rounding.multiple]))
    }
    if !step.parameters.isEmpty {
      let uses = step.parameters.map { use -> RichText in
        let text = words.rich(ExplainPhrase.useFrom, ["key": RichText.code(use.key), "month": use.from.description])
        guard use.origin != .published else { return text }
        return words.rich(ExplainPhrase.useNotPublished, ["use": text, "origin": words.origin(use.origin)])
      }
      details.append(words.rich(ExplainPhrase.stepBy, ["parameters": uses.joined(by: ", ")]))
    }
    if let note = step.note { details.append(RichText(words.text(note))) }
    let head =
      RichText(words.text(step.title), .strong) + RichText(" = ") + RichText(step.result, .strong)
      + RichText(" \(words.text(step.unit)) (\(step.article)) ") + .code(step.id)
    return Block.Step(head: head, details: details)
  }

  private var parameterPart: [Block] {
    var seen: Set<[String]> = []
    var rows: [[String]] = []
    for use in entries.flatMap(\.award.derivation.steps).flatMap(\.parameters)
    where seen.insert([use.key, use.from.description]).inserted {
      rows.append([
        use.key, use.value, use.from.description, words.origin(use.origin), use.checked?.description ?? "–", use.source,
      ])
    }
    guard !rows.isEmpty else { return [] }
    rows.sort { ($0[0], $0[2]) < ($1[0], $1[2]) }
    let labels: [LabelPhrase] = [.parameter, .value, .since, .origin, .checked, .source]
    return [
      .heading(2, words.rich(SectionPhrase.parameters)),
      .table(
        TextTable(
          columns: labels.map { (words.rich($0), false) },
          rows: rows.map { row in [.code(row[0])] + row.dropFirst().map { RichText($0) } })),
    ]
  }

  private func amount(_ award: Award) -> String { numbers.money(award.firstMonthlyAmount, award.currency) }

  private func table(_ labels: [LabelPhrase], _ rows: [[String]]) -> Block {
    .table(
      TextTable(columns: labels.map { (words.rich($0), false) }, rows: rows.map { $0.map { RichText($0) } }))
  }
}
