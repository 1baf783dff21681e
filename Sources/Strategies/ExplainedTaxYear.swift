// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Pensions
import Quantities
import Simulation

/// One calendar year's income tax of a strategy, line by line, without chance: prices and wages go as they do in the mean, the exchange
/// rate stays that of the valuation month after inflation, claims wait for nothing, and everybody lives.
public struct ExplainedTaxYear: Sendable {
  /// What is due to a person from a payer in the year.
  public struct Income: Sendable {
    public var person: String
    /// By which name tables tell the payer.
    public var source: String
    public var kind: IncomeKind
    /// Of pensions: months in which it is due.
    public var months: Int
    /// Withheld from each payment for good.
    public var isWithheld: Bool
    /// By country that taxes: the nominal amount in its money, and what the country does with it.
    public var treated: [(country: Country, amount: ExactDecimal, part: TaxedAmount?)]
  }

  /// A country's form, worked out.
  public struct Return: Sendable {
    public var country: Country
    public var currency: CurrencyCode
    public var people: [String]
    public var form: TaxForm
    /// Value of each line.
    public var lines: [ExactDecimal]
    /// By how much thresholds that move have moved since the last stated ones.
    public var index: ExactDecimal
    /// Tax before credits as the printed form rounds it; nil where the lines round already, or no form is printed yet.
    public var filed: ExactDecimal?
    /// What is due, in the household's money of the valuation month.
    public var real: Double
  }

  public var strategy: String
  public var year: Int
  public var incomes: [Income]
  public var returns: [Return]
  /// What the paths take in such a year, in the household's money of the valuation month.
  public var taken: Double
}

extension Simulator {
  /// A calendar year's tax of each strategy of a list.
  ///
  /// - Parameters:
  ///   - names: the strategies; all by default.
  ///   - regime: the scenario's first by default.
  /// - Throws: ``ScenarioError`` where nothing is taxed, or not in that year.
  public func taxYear(_ year: Int, strategies names: [String] = [], regime: LawRegime? = nil) throws
    -> [ExplainedTaxYear]
  {
    guard scenario.isTaxed else {
      throw ScenarioError(
        path: scenario.path, message: "the scenario takes no income tax", hint: "state 'taxes: full'")
    }
    let setting = try HouseholdSetting(scenario, systems: systems)
    let prepared = try setting.prepare(regime: regime ?? scenario.law.parts.first?.regime ?? .current)
    let simulation = try setting.withoutChance(prepared.plan)
    let years = simulation.plans[0].years
    guard years.contains(year) else {
      throw ScenarioError(
        path: scenario.path,
        message: "no tax year \(year) is simulated; there are \(years.lowerBound) to \(years.upperBound)")
    }
    return try prepared.specs.indices.compactMap { index -> ExplainedTaxYear? in
      let name = prepared.specs[index].name
      guard names.isEmpty || names.contains(name), let taxes = prepared.plan.taxes,
        let amounts = try simulation.taxYear(year, of: index)
      else { return nil }
      return try setting.explained(amounts, taxes, year: year, strategy: name)
    }
  }
}

extension HouseholdSetting {
  /// One path in the mean of prices and wages, on which everybody reaches the last age and nothing waits.
  fileprivate func withoutChance(_ plan: HouseholdPlan) throws -> HouseholdSimulation {
    var still = scenario.economy
    (still.model, still.modelParameters, still.parameterUncertainty) = ("rw", ["m": 0, "s": 0], nil)
    let model = try EconomyModel.first(of: scenario, systems: systems)
    for name in model.cascade.parameterNames where name.hasSuffix(".sigma") { still.macroParameters[name] = 0 }
    still.coupling = EconomySettings().coupling
    still.path = [:]
    let ages = Dictionary(
      uniqueKeysWithValues: scenario.members.indices.map { ($0, Double(scenario.simulation.lastAge)) })
    let delays = scenario.filing.certain(months: 0, in: systems.map(\.country.code))
    return simulation(
      [(plan.with(lifetimes: try lifetimes(certain: ages)), 1)], economy: still, delays: delays, paths: 2)
  }

  fileprivate func explained(
    _ amounts: TaxYearAmounts, _ taxes: HouseholdTaxes, year: Int, strategy: String
  ) throws -> ExplainedTaxYear {
    let countries = taxes.authorities.map { systems[$0.source] }
    let ids = scenario.members.map(\.person.id)
    var explained = ExplainedTaxYear(strategy: strategy, year: year, incomes: [], returns: [], taken: amounts.taken)
    for payment in amounts.payments where payment.amounts.contains(where: { $0 > 0 }) {
      explained.incomes.append(
        ExplainedTaxYear.Income(
          person: ids[payment.person], source: sources[payment.source].code, kind: payment.kind,
          months: payment.months, isWithheld: payment.withheld > 0,
          treated: countries.indices.map { (countries[$0].country, cents(payment.amounts[$0]), payment.parts[$0]) }))
    }
    var sum = 0.0
    for item in taxes.sets[taxes.setOfCase[year - taxes.years.lowerBound][0]] {
      let authority = item.authority
      var entered = entries(amounts, of: authority)
      if let person = item.form.people.first {
        entered[person, default: [:]][.foreignTax, default: .zero] += cents(max(0, sum) * amounts.perReal[authority])
      }
      let index = ExactDecimal(shortest: amounts.index[authority]) ?? .one
      let lines = item.form.worked(entered, index: index)
      let real = amounts.perReal[authority] > 0 ? lines[item.form.tax].double / amounts.perReal[authority] : 0
      sum += real
      explained.returns.append(
        ExplainedTaxYear.Return(
          country: countries[authority].country, currency: countries[authority].currency,
          people: item.form.people.map { ids[$0] }, form: item.form, lines: lines, index: index,
          filed: try countries[authority].incomeTax?.filed(item.form, lines, in: year), real: real))
    }
    return explained
  }

  /// What enters a country's forms, by person.
  private func entries(_ amounts: TaxYearAmounts, of authority: Int) -> [Int: [TaxedAmount: ExactDecimal]] {
    var entered: [Int: [TaxedAmount: ExactDecimal]] = [:]
    for payment in amounts.payments {
      guard let part = payment.parts[authority] else { continue }
      let amount = cents(payment.amounts[authority])
      entered[payment.person, default: [:]][part, default: .zero] += amount
      if part == .work, payment.contributions > 0 {
        entered[payment.person, default: [:]][.contributions, default: .zero] +=
          cents(payment.amounts[authority] * payment.contributions)
      }
      if part == .otherPension {
        entered[payment.person, default: [:]][.foreignTax, default: .zero] +=
          cents(payment.amounts[authority] * payment.withheld)
      }
      if part == .ownPension || part == .otherPension {
        let known = entered[payment.person]?[.pensionMonths] ?? .zero
        entered[payment.person, default: [:]][.pensionMonths] = max(known, ExactDecimal(payment.months))
      }
    }
    for item in amounts.workedOn where item.authority == authority {
      entered[item.person, default: [:]][.monthsWorkedOn] = ExactDecimal(item.months)
    }
    return entered
  }

  private func cents(_ amount: Double) -> ExactDecimal { ExactDecimal(Int((amount * 100).rounded()), over: 100) }
}
