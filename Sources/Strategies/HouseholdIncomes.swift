// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Pensions
import Quantities
import Simulation

extension Scenario {
  /// Every income of the household that no claim brings: from work, of the records or as stated, and what the file states beside it.
  ///
  /// - Throws: what a country's law cannot answer of pay.
  func incomes(_ systems: [any PensionSystem]) throws -> [StatedIncome] {
    try members.flatMap { try $0.workIncomes(systems, after: asOf) + $0.pensions } + otherIncome
  }
}

extension Member {
  /// Pay after the valuation month.
  func workIncomes(_ systems: [any PensionSystem], after asOf: YearMonth) throws -> [StatedIncome] {
    if let pay {
      return [
        StatedIncome(
          person: person.id, kind: .work, code: StatedIncome.workCode, currency: pay.currency, gross: pay.net,
          follows: .wages, until: pay.until)
      ]
    }
    return try systems.flatMap { system in
      guard let record = records[system.country] else { return [StatedIncome]() }
      return try system.workIncome(in: record, after: asOf, until: work.until).map {
        StatedIncome(
          person: person.id, kind: .work, code: StatedIncome.workCode, country: system.country,
          currency: system.currency, gross: $0.gross, net: $0.net, follows: .wages, from: $0.from, until: $0.through)
      }
    }
  }
}

extension HouseholdPlan.Source {
  /// Where tables tell the income tax of a household that is taxed.
  static func tax(of scenario: Scenario, currency: Int, in areas: CurrencyAreas) -> [HouseholdPlan.Source] {
    scenario.isTaxed ? [HouseholdPlan.Source(stated: StatedIncome.taxCode, currency: currency, in: areas)] : []
  }

  /// Of stated amounts, one for each name, currency and area.
  static func stated(_ incomes: [StatedIncome], in areas: CurrencyAreas) -> [HouseholdPlan.Source] {
    incomes.reduce(into: []) { found, income in
      guard let source = HouseholdPlan.Source(income, in: areas, beside: found),
        !found.contains(where: { $0.isLike(source) })
      else { return }
      found.append(source)
    }
  }

  /// - Parameter others: sources of stated amounts; a second one of the same name says its currency too.
  private init?(_ income: StatedIncome, in areas: CurrencyAreas, beside others: [HouseholdPlan.Source]) {
    guard let currency = areas.currency(income.currency) else { return nil }
    let area = income.country.flatMap { areas.area(of: $0.code) }
    self.init(stated: income.code, area: area, currency: currency, in: areas)
    if others.contains(where: { $0.code == code && !$0.isLike(self) }) {
      code += "-\(income.currency.text.lowercased())"
    }
  }

  private func isLike(_ other: HouseholdPlan.Source) -> Bool {
    (area, currency) == (other.area, other.currency) && name == other.name
  }

  /// Whether it pays this income.
  func pays(_ income: StatedIncome, in areas: CurrencyAreas) -> Bool {
    HouseholdPlan.Source(income, in: areas, beside: []).map { isLike($0) } ?? false
  }
}

/// An income that no claim brings, and the payment row of whose it is.
struct TestedIncome {
  var income: StatedIncome
  var row: Int
}

extension PlannedSurvivor {
  /// The survivor's own pay and stated pensions as a test of income tells them apart; rent and maintenance are no income of its kinds.
  func incomes(_ stated: [TestedIncome]) -> [(payment: Int, kind: IncomeTest.Kind)] {
    stated.compactMap { own in
      guard own.income.person == survivor else { return nil }
      switch own.income.kind {
      case .work: return (own.row, .work)
      case .pension:
        let isOwn = own.income.country == left.award.country || own.income.code == left.award.country.code
        return (own.row, isOwn ? .ownPension : .foreignPension)
      case .maintenance, .other: return nil
      }
    }
  }
}

extension HouseholdSetting {
  /// Adds stated incomes to a plan and returns their payment rows.
  func add(_ incomes: [StatedIncome], to plan: inout HouseholdPlan) -> [Int] {
    incomes.flatMap { add($0, to: &plan) }
  }

  private func add(_ income: StatedIncome, to plan: inout HouseholdPlan) -> [Int] {
    let source = sources.requiredIndex(of: income.code) { $0.pays(income, in: rates.areas) }
    return plan.add(
      HouseholdPlan.StatedPayment(
        person: scenario.members.requiredIndex(of: income.person) { $0.person.id == income.person },
        source: source, kind: income.kind, follows: income.follows, from: income.from ?? plan.firstMonth,
        through: income.until, gross: income.gross.double, net: income.net.double,
        survivorShare: income.survivorShare.double))
  }

  /// Incomes with the rows of those whose they are, for a test of income.
  func tested(_ incomes: [StatedIncome], in plan: inout HouseholdPlan) -> [TestedIncome] {
    incomes.map { TestedIncome(income: $0, row: add($0, to: &plan)[0]) }
  }

  /// Whose pay from work counts as income, until when, and what is not taken from it.
  static func notes(on incomes: [StatedIncome], areTaxed: Bool) -> [Remark] {
    let work = incomes.filter { $0.kind == .work }
    var notes = work.map { income in
      Remark(
        income.country == nil ? .workStated : .workOnRecord,
        [
          "person": .text(income.person), "amount": .exact(income.net), "currency": .exact(income.currency),
          "month": income.until.map { .month($0) } ?? .text(""),
        ])
    }
    if !work.isEmpty, !areTaxed { notes.append(Remark(.workUntaxed)) }
    return notes
  }
}
