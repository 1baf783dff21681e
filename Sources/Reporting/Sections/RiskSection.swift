// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Statistics
import Strategies

extension ReportBuilder {
  /// The exchange rate, other assumptions, waiting, long life.
  func risks() -> [Block] {
    var blocks: [Block] = [.heading(2, words.rich(SectionPhrase.risks))]
    blocks += dollar() + stresses() + regrets() + delays() + longLife()
    return blocks
  }

  private func dollar() -> [Block] {
    let years = result.economy.enumerated().filter { $0.offset == 0 || $0.element.year % 5 == 0 }.map(\.element)
    guard !years.isEmpty else { return [] }
    let table = TextTable(
      columns: [
        (words.rich(LabelPhrase.year), true), (words.rich(LabelPhrase.low5), true),
        (words.rich(LabelPhrase.low25), true), (words.rich(LabelPhrase.median), true),
        (words.rich(LabelPhrase.high75), true), (words.rich(LabelPhrase.high95), true),
      ],
      rows: years.map { year in
        [RichText(String(year.year))]
          + (0..<5).map { index in
            RichText(numbers.number(year.usdPerEUR.indices.contains(index) ? year.usdPerEUR[index] : .nan, 3))
          }
      })
    var blocks: [Block] = [
      .heading(3, words.rich(SectionPhrase.dollar)),
      .paragraph(words.rich(SectionPhrase.dollarNote, ["pair": words.rich(LabelPhrase.usdPerEUR)])),
      .table(table),
    ]
    let crossings = crossingTable()
    if let crossings { blocks.append(.table(crossings)) }
    if let allowance = result.allowance,
      let value = proposed.valueBySource.first(where: { $0.source == "allowance" })?.value, value.value > 0
    {
      blocks.append(
        .paragraph(
          words.rich(
            RiskPhrase.allowance,
            [
              "name": RichText(words.text(allowance.name)).capitalized,
              "article": words.text(allowance.article), "best": name(proposed),
              "value": numbers.estimate(value, currency),
            ])))
    }
    return blocks
  }

  /// At which rate means-tested income ends, by strategy.
  private func crossingTable() -> TextTable? {
    let rows = shownStrategies(limit: 12).compactMap { index -> [RichText]? in
      let strategy = result.strategies[index]
      guard let crossing = crossing(of: strategy) else { return nil }
      return [
        RichText(fullName(strategy)), RichText(numbers.money(crossing.own, crossing.ownCurrency)),
        RichText(crossing.foreignCurrency.map { numbers.money(crossing.foreign, $0) } ?? "–"),
        crossing.rate.map { RichText(numbers.number($0, 3)) } ?? words.rich(LabelPhrase.never),
        RichText(numbers.estimate(strategy.minimumMonths)),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return TextTable(
      caption: words.rich(
        RiskPhrase.crossingNote, ["minimum": minimumShort, "month": numbers.month(scenario.asOf)]),
      columns: [
        (words.rich(LabelPhrase.strategy), false), (words.rich(RiskPhrase.ownPension), true),
        (words.rich(RiskPhrase.foreignPension), true), (words.rich(RiskPhrase.endsBelow), true),
        (words.rich(LabelPhrase.minimumMonths, ["minimum": minimumShort]), true),
      ], rows: rows)
  }

  /// The rows that change something for this household.
  var effectiveStresses: [StressRow] { result.stresses.filter { !$0.changesNothing } }

  private func stresses() -> [Block] {
    guard let base = result.stressBase, result.strategies.count > 1 else { return [] }
    let rows = ([base] + effectiveStresses).map { row in
      [
        RichText(words.text(row.label)), RichText(bestName(among: row.lifetimeValues.map(\.value))),
        RichText(numbers.estimate(row.differenceOfThePair, currency, signed: true)),
        row.id == base.id ? RichText() : RichText(numbers.estimate(row.changeOfThePair, currency, signed: true)),
        RichText(row.caveat.map(words.text) ?? ""),
      ]
    }
    let idle = result.stresses.filter(\.changesNothing).map { RichText(words.text($0.label)) }
    return [
      .heading(3, words.rich(SectionPhrase.stress)),
      .paragraph(words.rich(SectionPhrase.stressNote, pair)),
      .table(
        TextTable(
          columns: [
            (words.rich(LabelPhrase.changed), false), (words.rich(LabelPhrase.best), false),
            (words.rich(LabelPhrase.gain), true), (words.rich(LabelPhrase.change), true),
            (words.rich(LabelPhrase.caveat), false),
          ], rows: rows)),
    ]
      + (idle.isEmpty
        ? []
        : [
          .paragraph(
            words.rich(RiskPhrase.noEffect, ["names": idle.joined(by: words.text(GeneralPhrase.clauseEnd))]))
        ])
  }

  /// What each of the first strategies gives less than the best of each state of the world.
  private func regrets() -> [Block] {
    guard let matrix = result.regrets, result.strategies.count > 1, let first = matrix.least else { return [] }
    // The proposed one again where another's lead is too small to count.
    let lead = matrix.worst[recommendation.proposed] - matrix.worst[first]
    let least =
      perMonth(.exact(lead)).value < Recommendation.tolerance ? recommendation.proposed : first
    let others = result.strategies.indices.filter { !recommendation.asGood.contains($0) }
    let shown = unique([recommendation.proposed, 0] + others.prefix(3) + [least])
    var rows = matrix.states.map { state in
      [RichText(words.text(state.label))]
        + shown.map { RichText(numbers.money(state.regrets[$0], currency)) }
    }
    rows.append(
      [words.rich(RiskPhrase.largestRegret)]
        + shown.map { RichText(numbers.money(matrix.worst[$0], currency), $0 == least ? .strong : .plain) })
    return [
      .heading(3, words.rich(RiskPhrase.regrets)),
      .paragraph(
        words.rich(
          RiskPhrase.regretsNote, ["least": name(result.strategies[least]), "paths": numbers.integer(stressPaths)])),
      .table(
        TextTable(
          columns: [(words.rich(LabelPhrase.changed), false)]
            + shown.map { (RichText(fullName(result.strategies[$0])), true) }, rows: rows)),
    ]
  }

  /// The proposed strategy and its rival, and the paths that stress rows and switching values are of.
  private var pair: [String: any TextPart] {
    [
      "best": name(proposed), "second": rival.map(name) ?? "", "which": words.text(whichRival),
      "month": numbers.month(scenario.asOf), "paths": numbers.integer(stressPaths),
      "gain": result.stressBase.map { numbers.estimate($0.differenceOfThePair, currency, signed: true) } ?? "",
    ]
  }

  private var stressPaths: Int { result.stressBase?.paths ?? 0 }

  private var whichRival: SectionPhrase {
    guard let rival, startsElsewhere(rival) else { return .rivalNext }
    if rival.monthsApart(from: proposed) >= Recommendation.apart { return .rivalYearApart }
    return rival.spec.fromGrid ? .rivalElsewhere : .rivalNamed
  }

  private func delays() -> [Block] {
    guard proposed.delayMonths.count == proposed.claims.count, !proposed.claims.isEmpty else { return [] }
    return [
      .heading(3, words.rich(SectionPhrase.delay)),
      .list(
        zip(proposed.claims, proposed.delayMonths).map { claim, months in
          words.rich(
            SectionPhrase.delayNote,
            ["pension": pension(claim.country), "person": claim.person, "months": numbers.number(months, 1)]
          ).capitalized
        }),
    ]
  }

  private func longLife() -> [Block] {
    // The years in which a half, a quarter and a tenth of the futures are still lived.
    let marks = [0.5, 0.25, 0.1].compactMap { share in proposed.income.last { $0.aliveShare >= share } }
    let lines = unique(marks.map(\.year)).compactMap { year in marks.first { $0.year == year } }.map { year in
      words.rich(
        SectionPhrase.longLifeNote,
        [
          "year": String(year.year), "share": numbers.percent(year.aliveShare),
          "income": numbers.money(year.total.count == 5 ? year.total[2] : .nan, currency), "best": name(proposed),
        ])
    }
    guard !lines.isEmpty else { return [] }
    return [.heading(3, words.rich(SectionPhrase.longLife)), .list(lines)]
  }

  /// Switching values of the proposed strategy and its rival.
  func whatWouldChange() -> [Block] {
    guard !result.switching.isEmpty, result.strategies.count > 1 else { return [] }
    let rows = result.switching.map { item in
      let places = decimals(for: item)
      let name = words.text(item.unit)
      let unit = name.isEmpty ? "" : NumberText.space + name
      return [
        RichText(label(of: item)), RichText(numbers.number(item.base, places) + unit),
        item.value.map { RichText(numbers.number($0, places) + unit, .strong) } ?? words.rich(LabelPhrase.holds),
        RichText(
          numbers.number(item.triedFrom, places) + " " + words.text(GeneralPhrase.to) + " "
            + numbers.number(item.triedTo, places) + unit),
        RichText(
          numbers.estimate(item.differenceAtFrom, currency, signed: true) + " / "
            + numbers.estimate(item.differenceAtTo, currency, signed: true)),
      ]
    }
    return [
      .heading(2, words.rich(SectionPhrase.change)), .paragraph(words.rich(SectionPhrase.changeNote, pair)),
      .table(
        TextTable(
          columns: [
            (words.rich(LabelPhrase.assumption), false), (words.rich(LabelPhrase.base), true),
            (words.rich(LabelPhrase.turns), true), (words.rich(LabelPhrase.tried), true),
            (words.rich(LabelPhrase.gainAtEnds), true),
          ], rows: rows)),
    ] + ownFiguresThatTurn()
  }

  /// What was changed, and for whom where it is one person of two.
  func label(of item: SwitchingValue) -> String {
    let label = words.text(item.label)
    return item.person.map { words.text(AnswerPhrase.ofPerson, ["person": $0, "text": label]) } ?? label
  }

  /// Enough decimals to tell the ends of the range tried apart.
  func decimals(for item: SwitchingValue) -> Int {
    let width = abs(item.triedTo - item.triedFrom)
    return width >= 20 ? 0 : width >= 2 ? 1 : width >= 0.2 ? 2 : 3
  }
}
