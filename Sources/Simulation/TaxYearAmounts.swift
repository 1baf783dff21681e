// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities

/// A strategy's amounts of one calendar year on a path, as its tax was worked out from them.
public struct TaxYearAmounts: Sendable {
  public struct Payment: Sendable {
    public var person: Int
    /// Index into ``HouseholdPlan/sources``.
    public var source: Int
    public var kind: IncomeKind
    /// Months in which it was due.
    public var months: Int
    /// [authority]: gross, nominal, in that country's money; of income other than pensions, what contributions leave.
    public var amounts: [Double]
    /// [authority]: what it enters that country's forms as; nil where it is not seen.
    public var parts: [TaxedAmount?]
    /// Share withheld at source for good; of pay, what contributions take of a unit that they leave.
    public var withheld, contributions: Double
  }

  public var payments: [Payment]
  /// [authority]: by how much thresholds that move have moved.
  public var index: [Double]
  /// [authority]: what a unit of the household's real money is in that country's nominal money, over the year.
  public var perReal: [Double]
  public var workedOn: [HouseholdTaxes.WorkedOn]
  /// What was taken, in the household's real money of the valuation month.
  public var taken: Double

  fileprivate init(_ block: borrowing HouseholdBlock, _ taxes: HouseholdTaxes, year: Int) {
    let (plan, count) = (block.plan, block.plan.payments.count)
    let place = year - taxes.years.lowerBound
    func first(_ row: Int) -> Double { block.taxRow(row)[0] }
    (payments, index, perReal, taken) = ([], [], [], 0)
    workedOn = (plan.payments[block.tax.rowOfTax[0]].tax?.workedOn ?? []).filter { $0.year == year }
    var real = 0.0
    for number in plan.strategies[0] where block.tax.isCharged[number] {
      let benefit = plan.benefits[plan.payments[number].benefit]
      real += first(block.tax.real + number)
      taken += first(block.tax.paid + number) * first(block.tax.share)
      payments.append(
        Payment(
          person: benefit.person, source: benefit.source, kind: plan.payments[number].kind,
          months: Int(first(block.tax.months + number)),
          amounts: taxes.authorities.indices.map { first(block.tax.gross + $0 * count + number) },
          parts: taxes.authorities.indices.map { authority in
            let years = block.tax.amounts[authority][number]
            return place < years.count ? years[place] : nil
          }, withheld: block.tax.withheld[number], contributions: block.tax.contributions[number]))
    }
    for authority in taxes.authorities.indices {
      let nominal = payments.reduce(0) { $0 + $1.amounts[authority] }
      perReal.append(real > 0 ? nominal / real : 0)
      index.append(first(block.tax.index + authority))
    }
  }
}

extension HouseholdSimulation {
  /// The amounts of a calendar year on the first path; nil where nothing is taxed in it.
  ///
  /// - Throws: what an economy refuses.
  public func taxYear(_ year: Int, of strategy: Int) throws -> TaxYearAmounts? {
    let plan = plans[0].with(strategies: [strategy])
    guard let taxes = plan.taxes, taxes.years.contains(year) else { return nil }
    let model = try EconomyModel(
      economy, asOf: plan.asOf, months: plan.months, seed: settings.seed, antithetic: settings.antithetic,
      series: plan.savings.isEmpty ? .pensions : .savings, countries: plan.countries)
    let draws = LaneDraws(
      lifetimes: plan.lifetimes, delays: ProcessingDelay(delays, of: plan), seed: settings.seed,
      antithetic: settings.antithetic)
    var paths = model.makeBlock(lanes: 2)
    var block = HouseholdBlock(plan, lanes: paths.laneCapacity)
    model.generate(&paths, firstPath: 0, lanes: paths.laneCapacity)
    let indexation = try plan.indexation(along: paths, changes: [])
    var found: TaxYearAmounts?
    try block.run(paths, indexation: indexation, draws: draws, firstPath: 0, count: 1) { block, closed in
      if closed == year { found = TaxYearAmounts(block, taxes, year: year) }
    }
    return found
  }
}
