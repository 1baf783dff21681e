// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities

/// Everything that the lanes need of a household: distinct benefits, who gets them when, strategies as lists of them.
///
/// A benefit that several strategies share is held, and computed, once. Months are counted from the first simulated
/// month, the one after the valuation month.
public struct HouseholdPlan: Sendable {
  /// A row of index values that benefits are multiples of.
  struct Unit: Hashable, Sendable {
    var source: Int
    var level: Int
    var entryYear: Int
  }

  struct Term: Hashable, Sendable {
    var unit: Int
    /// [month] base times factor; 0 where nothing is due.
    var scale: [Double]
  }

  /// A distinct award of a person.
  struct Benefit: Hashable, Sendable {
    var person: Int
    var source: Int
    /// First month; negative where it is due for months before the simulation starts.
    var from: Int
    var terms: [Term]
    var withholdings: [Withholding]
    /// Net amount due for months before the first simulated one.
    var netBefore: Double
    /// Gross amount of it that the means test counts in the month of the first payment.
    var countedBefore = 0.0
    /// On whose record it is paid, while that person lives too; the person itself where only the sum of its terms counts, as far as it is
    /// above zero; nil where it is the person's own.
    var worker: Int?
  }

  /// A benefit with its date of filing, from which the first payment follows.
  struct Payment: Hashable, Sendable {
    var benefit: Int
    var filed: YearMonth
    var basis: String
    /// What takes the benefit's place after changes of law, fewer of them before more; empty where it stays.
    var others: [Other] = []
    /// Of a payment that another person's death brings.
    var survivor: Survivor?
    var kind = IncomeKind.pension
    /// Whether it is filed for, and waits for its first payment.
    var isClaimed = true
    /// Of a strategy's income tax.
    var tax: StrategyTax?

    /// Whether no change of law can move it.
    var isPlain: Bool { others.isEmpty }
  }

  /// What is put aside in one currency.
  struct Savings: Sendable {
    /// Index into ``CurrencyAreas/currencies``.
    var currency: Int
    /// In real money of the valuation month, in the currency that is spent.
    var amount: Double
    /// What a unit of its currency is worth in the valuation month, in the currency that is spent.
    var worth: Double
  }

  public let asOf: YearMonth
  /// Simulated months, the first of which follows `asOf`.
  public let months: Int
  /// The areas and currencies of the paths that it is carried along.
  public let areas: CurrencyAreas
  /// What the household spends, an index into ``CurrencyAreas/currencies``.
  public let currency: Int
  public let regime: LawRegime
  public let sources: [Source]
  public private(set) var lifetimes: [LifetimeTable]
  /// A month, in real money.
  public internal(set) var needs: MonthlyNeeds
  /// [month]: what a unit of real income of that month is worth in the valuation month.
  public private(set) var discount: [Double]
  var units: [Unit] = []
  var benefits: [Benefit] = []
  var payments: [Payment] = []
  public private(set) var strategies: [[Int]] = []
  /// [strategy]: months in which a pension could be drawn that the strategy has not claimed.
  private var unclaimed: [[Range<Int>]] = []
  var minimum: Minimum?
  var allowance: Allowance?
  /// Income tax of each calendar year; nil where nothing but what is withheld is taken.
  public internal(set) var taxes: HouseholdTaxes?
  public var hasAllowance: Bool { allowance != nil }
  /// Savings in the order in which they are drawn on; empty without.
  private(set) var savings: [Savings] = []
  /// Savings that no need is stated for, in real money of the valuation month: nothing is drawn from them.
  private(set) var idleSavings = 0.0
  private var unitIndex: [Unit: Int] = [:]
  private var benefitIndex: [Benefit: Int] = [:]
  private var paymentIndex: [Payment: Int] = [:]

  /// - Parameters:
  ///   - currency: what the household spends, an index into `areas.currencies`.
  ///   - discountRate: real, a year.
  public init(
    asOf: YearMonth, months: Int, areas: CurrencyAreas, currency: Int, regime: LawRegime, sources: [Source],
    lifetimes: [LifetimeTable], needs: Double, discountRate: Double
  ) {
    (self.asOf, self.months, self.areas, self.currency, self.regime) = (asOf, months, areas, currency, regime)
    (self.sources, self.lifetimes) = (sources, lifetimes)
    self.needs = MonthlyNeeds(needs, currency: currency, of: areas.currencies.count, months: months)
    discount = Self.discount(rate: discountRate, months: months)
  }

  /// [month]: what a unit of that month is worth in the valuation month, at a real rate a year.
  public static func discount(rate: Double, months: Int) -> [Double] {
    var discount: [Double] = []
    var year = 1.0
    let monthly = twelfthRoot(1 + rate)
    for month in 0..<months {
      if month > 0, month % 12 == 0 { year /= 1 + rate }
      discount.append((0...month % 12).reduce(year) { power, _ in power / monthly })
    }
    return discount
  }

  /// The same household with other lifetimes or another discount rate.
  public func with(lifetimes: [LifetimeTable]? = nil, discountRate: Double? = nil) -> HouseholdPlan {
    var plan = self
    if let lifetimes {
      precondition(lifetimes.count == plan.lifetimes.count, "\(lifetimes.count) lifetimes for \(plan.lifetimes.count)")
      plan.lifetimes = lifetimes
    }
    if let discountRate { plan.discount = Self.discount(rate: discountRate, months: months) }
    return plan
  }

  /// The same household with some of its strategies, in the order given.
  public func with(strategies chosen: [Int]) -> HouseholdPlan {
    var plan = self
    plan.strategies = chosen.map { strategies[$0] }
    plan.unclaimed = chosen.map { unclaimed[$0] }
    return plan.withoutUnusedRows()
  }

  private func withoutUnusedRows() -> HouseholdPlan {
    var plan = self
    let usedPayments = Array(Set(strategies.flatMap { $0 })).sorted()
    plan.payments = usedPayments.map { payments[$0] }
    let usedBenefits = Array(Set(plan.payments.flatMap { [$0.benefit] + $0.others.map(\.benefit) })).sorted()
    plan.benefits = usedBenefits.map { benefits[$0] }
    for index in plan.payments.indices {
      plan.payments[index].benefit = usedBenefits.requiredIndex(of: plan.payments[index].benefit)
      for other in plan.payments[index].others.indices {
        plan.payments[index].others[other].benefit = usedBenefits.requiredIndex(
          of: plan.payments[index].others[other].benefit)
      }
    }
    for index in plan.payments.indices {
      plan.payments[index].survivor = plan.payments[index].survivor?.renumbered(usedPayments)
    }
    let usedUnits = Array(Set(plan.benefits.flatMap { $0.terms.map(\.unit) })).sorted()
    plan.units = usedUnits.map { units[$0] }
    for index in plan.benefits.indices {
      for term in plan.benefits[index].terms.indices {
        plan.benefits[index].terms[term].unit = usedUnits.requiredIndex(of: plan.benefits[index].terms[term].unit)
      }
    }
    plan.strategies = strategies.map { $0.map { usedPayments.requiredIndex(of: $0) } }
    (plan.unitIndex, plan.benefitIndex, plan.paymentIndex) = ([:], [:], [:])
    for (index, unit) in plan.units.enumerated() { plan.unitIndex[unit] = index }
    for (index, benefit) in plan.benefits.enumerated() { plan.benefitIndex[benefit] = index }
    for (index, payment) in plan.payments.enumerated() { plan.paymentIndex[payment] = index }
    return plan
  }

  /// x to the power 1/12 by Newton's steps, so that no bit depends on a mathematics library.
  static func twelfthRoot(_ x: Double) -> Double {
    precondition(x > 0, "the twelfth root of \(x)")
    var root = 1 + (x - 1) / 12
    for _ in 0..<60 {
      let power = (0..<11).reduce(1.0) { value, _ in value * root }
      let next = root - (power * root - x) / (12 * power)
      if next == root { break }
      root = next
    }
    return root
  }

  public var firstMonth: YearMonth { asOf + 1 }
  public var lastMonth: YearMonth { asOf + months }
  /// Calendar years, the first that of the first simulated month.
  public var years: ClosedRange<Int> { firstMonth.year...lastMonth.year }
  public var paymentCount: Int { payments.count }

  /// Adds savings that needs are met from when income does not suffice.
  ///
  /// They earn the short rate of their currency's area, tax free, and are drawn down in the currency that is spent first.
  /// - Parameters:
  ///   - amounts: by currency, at the valuation month.
  ///   - rates: by currency, units of the first for one in the valuation month.
  public mutating func set(savings amounts: [Double], rates: [Double]) {
    guard needs.areStated else {
      idleSavings = amounts.indices.reduce(0) { $0 + amounts[$1] * rates[$1] / rates[currency] }
      return
    }
    let order = [currency] + amounts.indices.filter { $0 != currency }
    savings = order.filter { amounts[$0] > 0 }.map {
      let worth = rates[$0] / rates[currency]
      return Savings(currency: $0, amount: amounts[$0] * worth, worth: worth)
    }
  }

  public var hasSavings: Bool { !savings.isEmpty }

  /// The same with a share of the savings, and with some more in the currency that is spent.
  public func with(savings share: Double, added: Double = 0) -> HouseholdPlan {
    var plan = self
    for index in plan.savings.indices { plan.savings[index].amount *= share }
    guard added > 0 else { return plan }
    if let own = plan.savings.firstIndex(where: { $0.currency == currency }) {
      plan.savings[own].amount += added
    } else {
      plan.savings.insert(Savings(currency: currency, amount: added, worth: 1), at: 0)
    }
    return plan
  }

  /// The same with a share of the need.
  public func with(needs share: Double) -> HouseholdPlan {
    var plan = self
    plan.needs.amounts = needs.amounts.map { $0.map { $0 * share } }
    return plan
  }

  /// Adds one award of a person and returns the number of its payment row, shared with every equal one.
  ///
  /// - Parameters:
  ///   - alternatives: the awards that take its place after changes of law.
  ///   - worker: on whose record it is paid, while both live; nil where it is the person's own.
  ///   - isInPayment: paid already, so that nothing waits and nothing is due for earlier months.
  public mutating func add(
    _ award: Award, person: Int, source: Int, filed: YearMonth, deductions: [Deduction],
    alternatives: [Alternative] = [], worker: Int? = nil, isInPayment: Bool = false
  ) -> Int {
    func add(_ plan: inout HouseholdPlan, _ award: Award) -> Int {
      plan.addBenefit(
        award, person: person, source: source, deductions: deductions, worker: worker, isInPayment: isInPayment)
    }
    let base = add(&self, award)
    var payment = Payment(
      benefit: base, filed: filed, basis: award.basis, others: others(of: alternatives, than: base, filed: filed, add))
    payment.isClaimed = !isInPayment
    return row(of: payment)
  }

  /// The row of a payment, shared with an equal one.
  mutating func row(of payment: Payment) -> Int {
    let row = paymentIndex[payment] ?? payments.count
    if row == payments.count {
      payments.append(payment)
      paymentIndex[payment] = row
    }
    return row
  }

  mutating func addBenefit(
    _ award: Award, person: Int, source: Int, deductions: [Deduction], worker: Int? = nil, isInPayment: Bool = false
  ) -> Int {
    let start = firstMonth
    let terms = award.components.map { component in
      let unit = index(of: Unit(source: source, level: component.level, entryYear: component.entryYear))
      return Term(unit: unit, scale: (0..<months).map { component.base * component.factor(in: start + $0) })
    }
    let benefit = Benefit(
      person: person, source: source, from: award.from - start, terms: terms,
      withholdings: deductions.map { Withholding($0, start: start) },
      netBefore: isInPayment ? 0 : award.net(before: start, after: deductions),
      countedBefore: minimum?.countsArrears == true && !isInPayment ? award.backPay?.arrears.double ?? 0 : 0,
      worker: worker)
    return index(of: benefit)
  }

  /// The row of a unit, and of a benefit, shared with an equal one.
  mutating func index(of unit: Unit) -> Int {
    let index = unitIndex[unit] ?? units.count
    if index == units.count {
      units.append(unit)
      unitIndex[unit] = index
    }
    return index
  }

  mutating func index(of benefit: Benefit) -> Int {
    let index = benefitIndex[benefit] ?? benefits.count
    if index == benefits.count {
      benefits.append(benefit)
      benefitIndex[benefit] = index
    }
    return index
  }

  /// Adds a strategy as the payment rows that it brings.
  ///
  /// - Parameters:
  ///   - unclaimed: months in which a pension could be drawn and is not claimed yet.
  ///   - workedOn: months of work that lower the income tax.
  public mutating func addStrategy(
    payments: [Int], unclaimed months: [Range<YearMonth>] = [], workedOn: [HouseholdTaxes.WorkedOn] = []
  ) {
    strategies.append(payments + taxRow(workedOn))
    unclaimed.append(months.map { ($0.lowerBound - firstMonth)..<($0.upperBound - firstMonth) })
  }

  /// [month][strategy]: 1 where means-tested income is open to the strategy, else 0.
  func claimedRights() -> [[Double]] {
    (0..<months).map { month in
      unclaimed.map { ranges in
        minimum?.otherRightsFirst == true && ranges.contains { $0.contains(month) } ? 0 : 1
      }
    }
  }

  /// Whether a payment rests on another person's record: a living one's, or a dead one's.
  func isDerived(_ payment: Int, fromLiving: Bool) -> Bool {
    let paid = payments[payment]
    let benefit = benefits[paid.benefit]
    return fromLiving
      ? benefit.worker != nil && benefit.worker != benefit.person : paid.survivor != nil && paid.kind == .pension
  }

  /// Country of a payment, as an index into `sources`.
  public func source(ofPayment payment: Int) -> Int { benefits[payments[payment].benefit].source }
}
