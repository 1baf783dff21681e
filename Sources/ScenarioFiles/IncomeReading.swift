// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import Strategies

/// Income that no claim brings: `other_income`, and pay as stated.
extension ScenarioReader {
  static let followsWords: KeyValuePairs<String, AmountFollows> = [
    "wages": .wages, "prices": .prices, "nothing": .nothing,
  ]
  private static let kinds: KeyValuePairs<String, IncomeKind> = [
    "rent": .other, "maintenance": .maintenance, "pension": .pension, "other": .other,
  ]

  /// A list of incomes of the household.
  func otherIncome(_ element: Element, of members: [Member]) -> [StatedIncome] {
    guard let items = element.items else {
      fail(
        element.position, "'other_income' is \(describe(element)); a list is wanted",
        hint: "other_income: [ { who: ana, kind: rent, amount: 400, from: 2030-01 } ]")
      return []
    }
    return items.compactMap { income($0, of: members) }
  }

  private func income(_ element: Element, of members: [Member]) -> StatedIncome? {
    let section = ScenarioKeys.otherIncome
    guard let fields = fields(element, section, named: "other_income") else { return nil }
    let who = person(fields, of: members)
    let kind = fields("kind").flatMap { word($0, "kind", Self.kinds) }
    let amount = fields("amount").flatMap { moneyWithCurrency($0, "amount") }
    let months = months(fields)
    var follows = AmountFollows.prices
    if let element = fields("follows") {
      follows = word(element, "follows", Self.followsWords) ?? .prices
    } else {
      assume("other_income.follows", "prices")
    }
    let ends = fields("ends_with_death").flatMap { flag($0, "ends_with_death") } ?? true
    guard let who, let amount, let months else { return nil }
    return StatedIncome(
      person: who, kind: kind ?? .other, code: StatedIncome.otherCode, currency: amount.currency, gross: amount.amount,
      follows: follows, from: months.from, until: months.until, survivorShare: ends ? .zero : .one)
  }

  /// Whose it is; of one person it need not be said.
  private func person(_ fields: Fields, of members: [Member]) -> String? {
    let ids = members.map(\.person.id)
    guard let element = fields("who") else {
      if ids.count == 1 { return ids[0] }
      if ids.count > 1 {
        fail(fields.position, "'other_income' does not say whose it is", hint: "add who: \(ids[0])")
      }
      return nil
    }
    guard let name = text(element, "who") else { return nil }
    if ids.contains(name) { return name }
    if !ids.isEmpty { failUnknown("person", name, among: ids, at: element.position) }
    return nil
  }

  /// First and last month of an income; nil where they cannot be.
  private func months(_ fields: Fields) -> (from: YearMonth?, until: YearMonth?)? {
    let from = fields("from").flatMap { month($0, "from") }
    let until = fields("until").flatMap { month($0, "until") }
    if let from, let until, until < from {
      fail(
        fields.place("until"), "the income ends in \(until), before it starts in \(from)",
        hint: "the earlier month comes first")
      return nil
    }
    if let asOf, let until, until <= asOf {
      fail(
        fields.place("until"), "the income ends in \(until), not after the valuation month \(asOf)",
        hint: "leave it out: income counts from the month after the valuation month on")
      return nil
    }
    return (from, until)
  }

  /// `400`; without a currency in the household's.
  func moneyWithCurrency(_ element: Element, _ what: String) -> (amount: ExactDecimal, currency: CurrencyCode)? {
    guard let amount = money(element, what, in: nil) else { return nil }
    let words = element.text?.split(separator: " ") ?? []
    guard words.count == 2 else { return currency.map { (amount, $0) } }
    let code = Element(position: element.position, content: .text(String(words[1])))
    return currencyCode(code).map { (amount, $0) }
  }

  /// `net` of `work`, until the stated end of work or the last month of pay on record.
  func pay(
    _ fields: Fields, id: String, until stated: YearMonth?,
    _ records: (records: [Country: InsuranceRecord], other: [Country: Coverage])
  ) -> StatedPay? {
    guard let element = fields("net"), let net = moneyWithCurrency(element, "net") else { return nil }
    guard let until = stated ?? lastMonthOfPay(records.records), let asOf else {
      if asOf != nil, fields("until") == nil {
        fail(
          fields.place("net"), "nothing says until when \(id) earns \(net.amount) \(net.currency)",
          hint: "add the last month of work: work: { until: 2031-05, net: \(net.amount) \(net.currency) }")
      }
      return nil
    }
    guard until > asOf else {
      fail(
        fields.place("net"), "\(id) earns nothing after the valuation month \(asOf): work ends in \(until)",
        hint:
          "leave 'net' out, or write a later month: work: { until: \(asOf + 12), net: \(net.amount) \(net.currency) }")
      return nil
    }
    return StatedPay(net: net.amount, currency: net.currency, until: until)
  }

  private func lastMonthOfPay(_ records: [Country: InsuranceRecord]) -> YearMonth? {
    records.compactMap { country, record in
      record.periods.isEmpty
        ? record.earnings.filter { $0.value.amount > .zero }.keys.max().map { .december($0) }
        : systems[country]?.work(in: record).map(\.through).max()
    }.max()
  }
}
