// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Statistics
import Strategies

extension SearchReport {
  var best: SearchCell { result.cells[result.best] }

  /// The page in the order in which it is read.
  func document(version: String, charts: ChartDrawing) -> Document {
    var blocks: [Block] = [
      .paragraph(
        words.rich(
          GeneralPhrase.subtitle,
          [
            "file": String(scenario.path.split(separator: "/").last ?? ""), "paths": numbers.integer(result.paths),
            "seed": String(result.seed), "month": numbers.month(scenario.asOf), "currency": currency.text,
            "version": version,
          ])),
      .heading(2, words.rich(AnswerPhrase.heading)),
      .paragraph(RichText(runs: bestSentence.runs.map { RichText.Run(text: $0.text, style: .strong) })),
      .list(points),
      .paragraph(
        words.rich(
          scenario.isTaxed ? SearchPhrase.howToReadTaxed : .howToRead,
          [
            "month": numbers.month(scenario.asOf), "rate": numbers.percent(scenario.simulation.discountRate, 1),
          ])),
    ]
    blocks += charts.missing.map { .note($0.capitalized) }
    blocks += charts.blocks(of: [.surface])
    blocks += table()
    blocks += filingTable()
    blocks += [
      .heading(2, words.rich(SectionPhrase.assumptions)),
      .list([exchangeRate] + result.notes.map { RichText(words.text($0)) }),
      .heading(2, words.rich(SectionPhrase.again)),
      .code([
        "retiresim search \(shellQuoted(String(scenario.path.split(separator: "/").last ?? "")))"
          + leads
          + " --objective \(shellQuoted("\(result.objective)")) --paths \(scenario.simulation.paths) --seed \(result.seed)"
      ]),
    ]
    return Document(
      language: words.language, title: words.text(SearchPhrase.title, ["title": scenario.title]), blocks: blocks)
  }

  /// The option that asks for the same ways of filing; nothing where they are the usual one.
  private var leads: String {
    let filings = result.axes.first?.filings ?? []
    guard filings != [.asEarlyAsAllowed] else { return "" }
    let months = filings.map { filing in
      switch filing {
      case .monthsBefore(let months): "\(months)"
      case .monthsAfter(let months): "-\(months)"
      case .onTheDay: "0"
      case .asEarlyAsAllowed, .month: "early"
      }
    }
    return " --leads=" + months.joined(separator: ",")
  }

  private var exchangeRate: RichText {
    words.rich(
      AnswerPhrase.exchangeRate,
      [
        "model": RichText.code(words.text(result.economyModel)),
        "description": AnswerPhrase.model(words.english(result.economyModel), in: words),
      ])
  }

  // MARK: Sentences

  var bestSentence: RichText {
    words.rich(
      SearchPhrase.best, ["objective": objective, "claims": claims(best), "value": value(best.objective)])
  }

  /// By how much, what is open, what is at stake, how it was found.
  var points: [RichText] {
    var points: [RichText] = []
    let first = result.axes.compactMap(\.months.first)
    if let soonest = result.cells.first(where: { $0.months == first }), soonest.lead.value > 0 {
      points.append(
        words.rich(SearchPhrase.gain, ["value": RichText.strong(amount(soonest.lead)), "claims": claims(soonest)]))
    }
    points.append(ties)
    if let lead = result.cells.map(\.lead.value).max(), lead > 0 {
      points.append(words.rich(SearchPhrase.worst, ["value": amount(lead)]))
    }
    var method = words.rich(SearchPhrase.method, ["method": words.text(result.method)])
    if !result.isExhaustive { method = method + RichText(" ") + words.rich(SearchPhrase.partial) }
    if result.refused > 0 {
      method =
        method + RichText(" ") + words.rich(SearchPhrase.refused, ["count": numbers.integer(result.refused)])
    }
    return points + [method]
  }

  private var ties: RichText {
    let others = result.undecided.filter { $0 != result.best }
    let all = numbers.integer(result.cells.count)
    guard !others.isEmpty else { return words.rich(SearchPhrase.noTies, ["all": all]) }
    let spans = result.axes.indices.map { axis -> String in
      let months = result.undecided.map { result.cells[$0].months[axis] }
      let (first, last) = (months.min() ?? best.months[axis], months.max() ?? best.months[axis])
      let name = named(result.axes[axis], pension(of: result.axes[axis]))
      guard first != last else { return "\(name) \(month(first))" }
      return "\(name) \(month(first)) \(words.text(GeneralPhrase.to)) \(month(last))"
    }
    let stake = others.map { result.cells[$0].lead.value }.max() ?? 0
    return words.rich(
      others.count == 1 ? SearchPhrase.tie : .ties,
      [
        "count": numbers.integer(others.count), "all": all,
        "spans": spans.joined(separator: words.text(GeneralPhrase.clauseEnd)), "stake": amount(stake),
      ])
  }

  private func named(_ axis: SearchAxis, _ text: String) -> String {
    scenario.members.count > 1
      ? words.text(SearchPhrase.claimOfPerson, ["person": axis.person, "claim": text]) : text
  }

  func claims(_ cell: SearchCell) -> String {
    result.axes.indices.map { index in
      let (axis, month) = (result.axes[index], cell.months[index])
      if month == SearchAxis.never {
        return named(axis, words.text(AnswerPhrase.neverClaim, ["pension": pension(of: axis)]))
      }
      let claim = words.text(
        SearchPhrase.claim,
        [
          "pension": pension(of: axis), "month": numbers.month(month),
          "age": age(of: axis.person, in: month).map(numbers.age) ?? "–",
        ])
      guard axis.filings.count > 1 else { return named(axis, claim) }
      return named(
        axis, words.text(SearchPhrase.claimFiled, ["claim": claim, "filing": filing(cell.filings[index])]))
    }.joined(separator: words.text(GeneralPhrase.clauseEnd))
  }

  /// When a claim is filed, beside its month.
  private func filing(_ filing: ClaimWish.Filing) -> String {
    switch filing {
    case .asEarlyAsAllowed: words.text(SearchPhrase.filedEarly)
    case .onTheDay: words.text(SearchPhrase.filedOnTheDay)
    case .monthsBefore(let months): words.text(SearchPhrase.filedBefore, ["months": numbers.integer(months)])
    case .monthsAfter(let months): words.text(SearchPhrase.filedLate, ["months": numbers.integer(months)])
    case .month(let month): numbers.month(month)
    }
  }

  var objective: String {
    switch result.objective {
    case .mean: words.text(SearchPhrase.mean)
    case .median: words.text(SearchPhrase.median)
    case .shortfall: words.text(SearchPhrase.shortfall)
    case .needsMet: words.text(SearchPhrase.needsMet)
    case .certaintyEquivalent(let preference):
      words.text(
        SearchPhrase.certainty,
        ["gamma": numbers.number(preference.aversion, 1), "floor": numbers.money(preference.floor, currency)])
    }
  }

  /// Whose amounts are of a month, and not of a life.
  private var isMonthly: Bool { if case .certaintyEquivalent = result.objective { true } else { false } }

  /// Amounts of a life, or of a month.
  private var period: SearchPhrase { isMonthly ? .aMonth : .overLife }

  /// A level of the objective, in its unit.
  private func value(_ estimate: Estimate) -> String {
    result.objective == .needsMet
      ? words.text(SearchPhrase.ofFutures, ["share": numbers.estimate(share: estimate)])
      : words.text(period, ["amount": numbers.estimate(estimate, currency)])
  }

  /// A difference of the objective, in its unit.
  func amount(_ value: Double) -> String {
    result.objective == .needsMet
      ? words.text(SearchPhrase.share, ["points": numbers.number(value * 100, 1)])
      : words.text(period, ["amount": numbers.money(value, currency, isMonthly && abs(value) < 10 ? 2 : 0)])
  }

  func amount(_ estimate: Estimate) -> String {
    guard result.objective == .needsMet else {
      return words.text(period, ["amount": numbers.estimate(estimate, currency)])
    }
    let points = estimate * 100
    return words.text(SearchPhrase.share, ["points": numbers.estimate(points)])
  }

  // MARK: Table

  private func table() -> [Block] {
    let shown = result.undecided.prefix(40)
    var columns: [(RichText, number: Bool)] = result.axes.map { axis in
      (
        RichText(
          scenario.members.count > 1 && !axis.isSurvivors
            ? "\(axis.person), \(axis.country.code)" : named(axis, pension(of: axis))), false
      )
    }
    columns += [
      (words.rich(SearchPhrase.objective), true), (words.rich(SearchPhrase.behind), true),
      (words.rich(LabelPhrase.low5), true), (words.rich(LabelPhrase.median), true),
      (words.rich(LabelPhrase.high95), true),
    ]
    let rows = shown.map { index -> [RichText] in
      let cell = result.cells[index]
      let isShare = result.objective == .needsMet
      var row = result.axes.indices.map { axis in
        let month = month(cell.months[axis])
        return RichText(
          result.axes[axis].filings.count > 1 ? "\(month), \(filing(cell.filings[axis]))" : month)
      }
      row.append(
        RichText(isShare ? numbers.estimate(share: cell.objective) : numbers.estimate(cell.objective, currency)))
      row.append(behind(cell, isBest: index == result.best))
      return row + [0, 2, 4].map { RichText(numbers.money(cell.percentiles[$0], currency)) }
    }
    var blocks: [Block] = [
      .heading(2, words.rich(SearchPhrase.tableHeading)), .table(TextTable(columns: columns, rows: rows)),
    ]
    var note = words.rich(
      SearchPhrase.all,
      [
        "count": numbers.integer(result.cells.count), "currency": currency.text,
        "month": numbers.month(scenario.asOf),
      ])
    let more = result.undecided.count - shown.count
    if more > 0 {
      note = words.rich(SearchPhrase.more, ["count": numbers.integer(more)]) + RichText(" ") + note
    }
    blocks.append(.paragraph(note))
    return blocks
  }

  private func behind(_ cell: SearchCell, isBest: Bool) -> RichText {
    RichText(
      isBest ? "–" : result.objective == .needsMet ? amount(cell.lead) : numbers.estimate(cell.lead, currency))
  }

  /// The best with one claim at a time filed in another way.
  private func filingTable() -> [Block] {
    guard !result.otherFilings.isEmpty else { return [] }
    var columns: [(RichText, number: Bool)] = result.axes.map {
      (RichText(named($0, pension(of: $0))), false)
    }
    columns += [(words.rich(SearchPhrase.objective), true), (words.rich(SearchPhrase.behind), true)]
    let rows = ([best] + result.otherFilings).enumerated().map { place, cell -> [RichText] in
      let isShare = result.objective == .needsMet
      return cell.filings.map { RichText(filing($0)) } + [
        RichText(isShare ? numbers.estimate(share: cell.objective) : numbers.estimate(cell.objective, currency)),
        behind(cell, isBest: place == 0),
      ]
    }
    return [
      .heading(2, words.rich(SearchPhrase.filingHeading)), .paragraph(words.rich(SearchPhrase.filingNote)),
      .table(TextTable(columns: columns, rows: rows)),
    ]
  }
}
