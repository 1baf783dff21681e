// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Strategies

extension ReportBuilder {
  /// The routes into each pension, met or not, with the article; and the grid's cells that the law does not allow.
  func eligibility() -> [Block] {
    var blocks: [Block] = [.heading(2, words.rich(SectionPhrase.eligibility))]
    let findings = result.eligibility
    if findings.contains(where: { $0.eligibility.routes.contains { $0.basis == "totalized" } }) {
      blocks.append(.paragraph(words.rich(SectionPhrase.totalizationExplained)))
    }
    for finding in findings {
      blocks.append(.heading(3, RichText("\(finding.person), \(country(finding.country))")))
      let eligibility = finding.eligibility
      if let months = eligibility.claimable {
        blocks.append(
          .paragraph(
            words.rich(
              SectionPhrase.eligibilityNote,
              [
                "person": finding.person, "country": country(finding.country),
                "count": numbers.integer(finding.coverage.total),
                "unit": unit(finding.coverage),
                "first": numbers.month(months.lowerBound), "last": numbers.month(months.upperBound),
              ])))
      }
      if let reason = eligibility.reason { blocks.append(.note(RichText(words.text(reason)))) }
      guard !eligibility.routes.isEmpty else { continue }
      blocks.append(
        .table(
          TextTable(
            columns: [
              (words.rich(LabelPhrase.route), false), (words.rich(LabelPhrase.first), false),
              (words.rich(LabelPhrase.basis), false), (words.rich(LabelPhrase.explanation), false),
              (words.rich(LabelPhrase.article), false),
            ],
            rows: eligibility.routes.map { route in
              [
                RichText(words.text(route.name)),
                route.firstMonth.map { RichText(numbers.month($0)) } ?? words.rich(LabelPhrase.never),
                RichText(basis(route.basis)), RichText(words.text(route.explanation)), RichText(route.article),
              ]
            })))
    }
    return blocks + droppedCells()
  }

  private func droppedCells() -> [Block] {
    guard !result.dropped.isEmpty else { return [] }
    var reasons: [String] = []
    var names: [String: [String]] = [:]
    for cell in result.dropped {
      let reason = words.text(cell.refusal)
      if names[reason] == nil { reasons.append(reason) }
      names[reason, default: []].append(words.quoted(cell.name))
    }
    return [
      .paragraph(words.rich(SectionPhrase.dropped, ["count": numbers.integer(result.dropped.count)])),
      .list(
        reasons.map { reason in
          let all = names[reason] ?? []
          let listed = all.prefix(4).joined(separator: ", ") + (all.count > 4 ? ", … (\(all.count))" : "")
          return words.rich(SectionPhrase.droppedLine, ["names": listed, "reason": reason])
        }),
    ]
  }
}
