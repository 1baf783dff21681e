// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statistics
import Strategies

/// Most money and the need covered: whether they ask for one plan, which rule decided, and what would turn it.
extension ReportBuilder {
  /// A need that no plan covers for life in as many futures is not one to plan by.
  private static let seldom = 0.5

  private var mostMoney: StrategyResult { result.strategies[recommendation.mostMoney] }

  func aims() -> [RichText] {
    guard let best = recommendation.bestCover.map({ result.strategies[$0] }) else { return [] }
    var text: RichText
    switch recommendation.clause {
    case .mostMoney: return []
    case .aimsAgree where best.needsMet.value < Self.seldom:
      return [
        words.rich(
          AnswerPhrase.needSeldomMet,
          [
            "plan": name(proposed), "best": numbers.share(best.needsMet.value),
            "months": numbers.estimate(proposed.monthsBelowNeeds),
          ])
      ]
    case .aimsAgree:
      text = words.rich(
        AnswerPhrase.aimsAgree,
        [
          "plan": name(proposed), "share": numbers.share(proposed.needsMet.value),
          "best": numbers.share(best.needsMet.value),
        ])
    case .coversRobustly, .coversBest:
      guard proposed.name != mostMoney.name else {
        text = words.rich(
          AnswerPhrase.aimsOne, ["plan": name(proposed), "share": numbers.share(proposed.needsMet.value)])
        break
      }
      text = words.rich(
        AnswerPhrase.aimsPart,
        [
          "money": name(mostMoney), "amount": numbers.money(0 - gain(over: mostMoney).value, currency, signed: true),
          "moneyShare": numbers.share(mostMoney.needsMet.value), "plan": name(proposed),
          "share": numbers.share(proposed.needsMet.value),
        ])
      text =
        text + RichText(" ")
        + (recommendation.clause == .coversRobustly
          ? words.rich(
            AnswerPhrase.aimsRobust,
            ["least": numbers.share(result.needCover?.least(of: proposed.name) ?? .nan), "figures": figuresOff])
          : words.rich(AnswerPhrase.aimsNoneRobust, ["figures": figuresOff]))
    }
    let turns = result.aimTurns.compactMap(turn)
    return [([text] + turns).joined(by: " ")]
  }

  /// `savings 10 % less, …`.
  private var figuresOff: String {
    words.list((result.needCover?.changes ?? []).map { words.text($0.label) })
  }

  private func turn(_ turn: AimTurn) -> RichText? {
    let agree = recommendation.clause == .aimsAgree
    let other = agree ? recommendation.bestCover.map { result.strategies[$0] } ?? mostMoney : mostMoney
    var filling: [String: any TextPart] = [
      "plan": name(other), "share": numbers.share(agree ? turn.coverOfNeed : turn.coverOfMoney),
    ]
    switch (turn.id, turn.value) {
    case ("savings", let value?):
      filling["amount"] = numbers.money(value, currency)
      return words.rich(agree ? AnswerPhrase.turnSavingsLess : .turnSavingsMore, filling)
    case ("savings", nil):
      filling["amount"] = numbers.money(turn.triedTo, currency)
      return agree ? nil : words.rich(AnswerPhrase.turnSavingsNever, filling)
    case ("needs", let value?):
      filling["percent"] = numbers.percent(value / 100)
      return words.rich(AnswerPhrase.turnNeed, filling)
    case ("delay", let value?):
      filling["months"] = numbers.number(value, 0)
      return words.rich(AnswerPhrase.turnDelay, filling)
    default: return nil
    }
  }

  /// Figures of the household's own at which the answer turns, beside those of the world.
  func ownFiguresThatTurn() -> [Block] {
    let rows = result.aimTurns.map { turn in
      func text(_ value: Double) -> String {
        let unit = words.text(turn.unit)
        return turn.id == "savings"
          ? numbers.money(value, currency) : numbers.number(value, 0) + (unit.isEmpty ? "" : NumberText.space + unit)
      }
      return [
        RichText(words.text(turn.label)), RichText(text(turn.base)),
        turn.value.map { RichText(text($0), .strong) } ?? words.rich(LabelPhrase.holds), RichText(text(turn.triedTo)),
        RichText(numbers.share(turn.coverOfMoney) + " / " + numbers.share(turn.coverOfNeed)),
      ]
    }
    guard !rows.isEmpty, let need = recommendation.bestCover else { return [] }
    let other = recommendation.clause == .aimsAgree ? result.strategies[need] : proposed
    return [
      .paragraph(words.rich(RiskPhrase.ownFigures, ["money": name(mostMoney), "need": name(other)])),
      .table(
        TextTable(
          columns: [
            (words.rich(LabelPhrase.assumption), false), (words.rich(LabelPhrase.base), true),
            (words.rich(LabelPhrase.turns), true), (words.rich(LabelPhrase.tried), true),
            (words.rich(RiskPhrase.coverThere), true),
          ], rows: rows)),
    ]
  }

  /// The year with least to live on, what is drawn from savings in it, and how far it stays below the need.
  func thinnestYear() -> RichText? {
    func level(_ year: IncomeYear) -> Double { year.meanBySource.reduce(0) { $0 + $1.mean } }
    let years = proposed.income.filter { isMostlySimulated($0.year) && $0.aliveShare >= 0.5 }
    guard scenario.needs.areStated, let thin = years.min(by: { level($0) < level($1) }) else { return nil }
    var filling: [String: any TextPart] = [
      "year": String(thin.year), "amount": numbers.money(level(thin), currency),
    ]
    let needs = scenario.needs.amounts(in: YearMonth(thin.year, 7))
    guard Set(needs.keys) == [currency], let need = needs[currency]?.double,
      scenario.members.count == 1 || scenario.needs.alone == .one
    else { return words.rich(AnswerPhrase.thinnest, filling) }
    let hole = need - level(thin)
    filling["hole"] = numbers.money(hole, currency)
    return words.rich(hole >= 0.5 ? AnswerPhrase.thinnestHole : .thinnest, filling)
  }
}
