// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

extension ReportBuilder {
  /// Contributions with and without a certificate of coverage; empty where the scenario states no posting.
  func postings() -> [Block] {
    let known = systems.values.sorted { $0.country < $1.country }
    let stated = scenario.postings.filter { !$0.income.isEmpty }
    guard !stated.isEmpty else { return [] }
    var blocks: [Block] = [.heading(2, words.rich(PostingPhrase.heading))]
    for spec in stated {
      if let finding = try? PostingFinding(spec, of: scenario, systems: known) {
        blocks += posting(finding)
      } else {
        blocks.append(.note(notPriced(spec, known)))
      }
    }
    return blocks + [.paragraph(words.rich(PostingPhrase.proof))]
  }

  /// Why a posting has no figures, in one sentence.
  private func notPriced(_ spec: PostingSpec, _ known: [any PensionSystem]) -> RichText {
    var filling: [String: any TextPart] = [
      "person": spec.person, "from": numbers.month(spec.from), "through": numbers.month(spec.through),
    ]
    guard let year = PostingFinding.firstPriced(spec, of: scenario, systems: known) else {
      return words.rich(PostingPhrase.unpriced, filling)
    }
    filling["year"] = String(year)
    return words.rich(PostingPhrase.tooEarly, filling)
  }

  private func posting(_ finding: PostingFinding) -> [Block] {
    func money(_ amount: ExactDecimal) -> RichText { RichText(numbers.money(amount, finding.currency, 0)) }
    let table = TextTable(
      columns: [
        (words.rich(PostingPhrase.year), true), (words.rich(PostingPhrase.pay), true),
        (words.rich(PostingPhrase.owedWorker), true), (words.rich(PostingPhrase.owedEmployer), true),
        (words.rich(PostingPhrase.doubleWorker), true), (words.rich(PostingPhrase.doubleEmployer), true),
      ],
      rows: finding.costs.years.map { year in
        [
          RichText(String(year.year)), money(year.pay), money(year.homeWorker), money(year.homeEmployer),
          money(year.doubleWorker), money(year.doubleEmployer),
        ]
      })
    return [
      .paragraph(
        words.rich(
          PostingPhrase.intro,
          [
            "person": finding.spec.person, "from": numbers.month(finding.spec.from),
            "through": numbers.month(finding.spec.through), "covered": country(finding.covered),
            "other": country(finding.other), "currency": finding.currency.text,
          ])),
      .table(table),
      .list([
        words.rich(PostingPhrase.withCertificate, ["amount": money(finding.costs.workerWithCertificate)]),
        words.rich(
          PostingPhrase.without,
          ["worker": money(finding.costs.workerLoss), "employer": money(finding.costs.employerLoss)]),
        words.rich(finding.spec.certificate ? PostingPhrase.stated : PostingPhrase.notStated),
      ]),
    ]
  }
}
