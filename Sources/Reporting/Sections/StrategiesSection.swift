// SPDX-License-Identifier: GPL-3.0-or-later
import Strategies

extension ReportBuilder {
  /// The table of strategies, best first.
  func strategiesTable() -> [Block] {
    let shown = shownStrategies(limit: 12)
    var columns: [(RichText, number: Bool)] = [
      (words.rich(LabelPhrase.strategy), false), (words.rich(LabelPhrase.start), false),
      (words.rich(LabelPhrase.mean), true), (words.rich(LabelPhrase.difference), true),
      (words.rich(LabelPhrase.interval), true), (words.rich(LabelPhrase.worst), true),
      (words.rich(LabelPhrase.middle), true),
    ]
    let hasNeeds = scenario.needs.areStated
    let hasMinimum = result.strategies.contains { $0.minimumMonths.value > 0 }
    if hasNeeds { columns.append((words.rich(LabelPhrase.needsMet), true)) }
    if hasMinimum { columns.append((words.rich(LabelPhrase.minimumMonths, ["minimum": minimumShort]), true)) }
    columns.append((words.rich(LabelPhrase.chanceBest), true))

    let rows = shown.map { index in
      let strategy = result.strategies[index]
      let difference = strategy.differenceToBest
      let isBest = index == 0
      let isProposed = index == recommendation.proposed
      var name = RichText(fullName(strategy), isProposed ? .strong : .plain)
      var marks: [GeneralPhrase] = []
      if isProposed { marks.append(isBest ? .best : .proposed) }
      if isBest, !isProposed { marks.append(.bestMean) }
      if !isProposed, recommendation.asGood.contains(index) { marks.append(.asGood) }
      if !isBest, result.undecided.contains(index) { marks.append(.undecided) }
      if !marks.isEmpty { name = name + RichText(" (\(marks.map { words.text($0) }.joined(separator: ", ")))") }
      let percentiles = strategy.percentiles
      var row: [RichText] = [
        name, RichText(starts(of: strategy)), RichText(numbers.estimate(strategy.lifetimeValue, currency)),
        RichText(isBest ? "–" : numbers.estimate(difference, currency, signed: true)),
        RichText(isBest ? "–" : numbers.interval(difference.interval95, currency, words.text(GeneralPhrase.to))),
        RichText(numbers.estimate(strategy.expectedShortfall, currency)),
        RichText(
          percentiles.count == 5
            ? numbers.money(percentiles[0].value, currency) + " " + words.text(GeneralPhrase.to) + " "
              + numbers.money(percentiles[4].value, currency) : "–"),
      ]
      if hasNeeds { row.append(RichText(numbers.estimate(share: strategy.needsMet))) }
      if hasMinimum { row.append(RichText(numbers.estimate(strategy.minimumMonths))) }
      row.append(RichText(numbers.estimate(share: strategy.chanceBest)))
      return row
    }
    var blocks: [Block] = [
      .heading(2, words.rich(SectionPhrase.strategies)),
      .paragraph(words.rich(SectionPhrase.strategiesNote, ["month": numbers.month(scenario.asOf)])),
    ]
    if shown.count < result.strategies.count {
      blocks.append(
        .paragraph(
          words.rich(
            SectionPhrase.strategiesCut,
            ["shown": numbers.integer(shown.count), "all": numbers.integer(result.strategies.count)])))
    }
    let twins = result.strategies.reduce(0) { $0 + $1.spec.twins.count }
    if twins > 0 {
      blocks.append(
        .paragraph(
          words.rich(
            SectionPhrase.strategiesSame,
            [
              "names": numbers.integer(result.strategies.count + twins),
              "all": numbers.integer(result.strategies.count),
            ])))
    }
    return blocks + [.table(TextTable(columns: columns, rows: rows))]
  }

  /// `US 2033-05 (filed 2033-01), LU …`, with the person where there are several.
  func starts(of strategy: StrategyResult) -> String {
    strategy.claims.map { claim in
      let who = scenario.members.count == 1 ? "" : claim.person + " "
      guard !claim.isInPayment else {
        return who + claim.country.code + " "
          + words.text(LabelPhrase.runningSince, ["month": claim.entitlement.description])
      }
      return who + claim.country.code + " "
        + words.text(
          LabelPhrase.filed, ["month": claim.entitlement.description, "filed": claim.filed.description])
    }.joined(separator: ", ")
  }

  /// Income year by year of the best strategy and the one it is compared with, every fifth year.
  func incomeTable() -> [Block] {
    var blocks: [Block] = [
      .heading(2, words.rich(SectionPhrase.income)),
      .paragraph(words.rich(SectionPhrase.incomeNote, ["month": numbers.month(scenario.asOf)])),
    ]
    for strategy in [proposed, reference].compactMap({ $0 }) {
      let label: LabelPhrase = strategy.name == proposed.name ? .theProposed : .theOther
      blocks.append(
        .table(incomeTable(of: strategy, caption: words.rich(label, ["name": name(strategy)]))))
    }
    return blocks
  }

  private func incomeTable(of strategy: StrategyResult, caption: RichText) -> TextTable {
    let years = everyFifthYear(strategy.income)
    var columns: [(RichText, number: Bool)] = [(words.rich(LabelPhrase.year), true)]
    if singlePerson != nil { columns.append((words.rich(LabelPhrase.age), true)) }
    for label: LabelPhrase in [.low5, .median, .high95] { columns.append((words.rich(label), true)) }
    let sources = years.first?.meanBySource.map(\.source) ?? []
    for item in sources {
      columns.append((words.rich(LabelPhrase.bySource, ["source": source(item)]), true))
    }
    let hasMinimum = years.contains { $0.minimumShare > 0 }
    columns.append((words.rich(LabelPhrase.alive), true))
    if hasMinimum { columns.append((words.rich(LabelPhrase.onMinimum, ["minimum": minimumShort]), true)) }
    let rows = years.map { year in
      var row = [RichText(String(year.year))]
      if let person = singlePerson { row.append(RichText(String(year.year - person.born.year))) }
      for index in [0, 2, 4] {
        row.append(RichText(numbers.money(year.total.indices.contains(index) ? year.total[index] : .nan, currency)))
      }
      for item in sources {
        let mean = year.meanBySource.first { $0.source == item }?.mean ?? .nan
        row.append(RichText(numbers.money(mean, currency)))
      }
      row.append(RichText(numbers.share(year.aliveShare)))
      if hasMinimum { row.append(RichText(numbers.share(year.minimumShare))) }
      return row
    }
    return TextTable(caption: caption, columns: columns, rows: rows)
  }

  /// The first whole year and every year that ends in 0 or 5, while at least one future in 200 is still lived.
  private func everyFifthYear(_ years: [IncomeYear]) -> [IncomeYear] {
    years.filter { isMostlySimulated($0.year) && $0.aliveShare >= 0.005 }.enumerated()
      .filter { $0.offset == 0 || $0.element.year % 5 == 0 }.map(\.element)
  }
}
