// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

/// A household's year as every country's income tax sees it.
struct TaxPlanning {
  let scenario: Scenario
  let systems: [any PensionSystem]

  /// A country that taxes, and where it stands among the systems.
  typealias Authority = (place: Int, country: Country, tax: any IncomeTax)

  var authorities: [Authority] {
    systems.enumerated().compactMap { place, system in system.incomeTax.map { (place, system.country, $0) } }
  }

  private var areMarried: Bool { scenario.members.count == 2 && scenario.couple != .unmarried }

  /// Settings of a country, with how treaties are read, which both sides have to read alike.
  func settings(of country: Country) -> [String: String] {
    var own = scenario.settings[country] ?? [:]
    if own["treaty"] == nil, let stated = scenario.settings.values.compactMap({ $0["treaty"] }).min() {
      own["treaty"] = stated
    }
    return own
  }

  /// A person on 31 December of a year.
  func person(_ index: Int, in year: Int) -> TaxPerson {
    let person = scenario.members[index].person
    return TaxPerson(
      person: index, born: person.born, citizenship: person.citizenship,
      residence: person.residence(in: .december(year)) ?? person.residence.last?.country)
  }

  /// The household of a year in which these of its people live when it begins.
  func household(_ survivors: HouseholdTaxes.Survivors, in year: Int, for country: Country) -> TaxHousehold {
    var household = TaxHousehold(year: year, people: [], settings: settings(of: country))
    switch survivors {
    case .all:
      household.people = scenario.members.indices.map { person($0, in: year) }
      household.areMarried = areMarried
      guard scenario.members.count == 1 else { break }
      let former = scenario.members[0].former
      household.yearsWidowed = former.filter { $0.divorced == nil }.compactMap(\.died?.year).max().flatMap { end in
        end < year ? year - end : nil
      }
      household.yearsDivorced = former.compactMap(\.divorced?.year).max().flatMap { $0 < year ? year - $0 : nil }
    case .alone(let left, let years):
      household.people = [person(left, in: year)]
      household.yearsWidowed = areMarried ? years : nil
    }
    return household
  }
}

extension Scenario {
  /// Income tax of calendar years: forms by year and by who lives, and what each income is to each country.
  ///
  /// - Parameters:
  ///   - years: calendar years.
  ///   - sources: payers of the incomes, as the plan has them; the systems alone by default.
  /// - Throws: ``TaxRefusal``, or `ParameterError` for a year without figures.
  public func taxes(
    _ systems: [any PensionSystem], years: ClosedRange<Int>, payers: [Country?]? = nil, source: Int = 0
  ) throws -> HouseholdTaxes {
    let planning = TaxPlanning(scenario: self, systems: systems)
    let authorities = planning.authorities
    var taxes = HouseholdTaxes(
      authorities: try authorities.map {
        HouseholdTaxes.Authority(
          source: $0.place, index: try $0.tax.thresholdIndex(settings: planning.settings(of: $0.country)),
          withholdsFinally: $0.tax.withholdsFinally)
      }, years: years, source: source)
    for year in years {
      taxes.add(
        try HouseholdTaxes.Survivors.cases(people: members.count).map { survivors in
          try authorities.enumerated().flatMap { number, authority in
            try authority.tax.forms(for: planning.household(survivors, in: year, for: authority.country)).map {
              HouseholdTaxes.AuthorityForm(authority: number, form: $0)
            }
          }
        })
    }
    let known: [Country?] = payers ?? systems.map(\.country)
    for (number, authority) in authorities.enumerated() {
      let settings = planning.settings(of: authority.country)
      for person in members.indices {
        for (source, payer) in known.enumerated() {
          for kind in IncomeKind.allCases {
            taxes.amounts[number][.init(person: person, source: source, kind: kind)] = try years.map { year in
              let income = TreatedIncome(kind, payer: payer)
              return TaxedAmount(
                income,
                try authority.tax.treatment(of: income, for: planning.person(person, in: year), settings: settings),
                in: authority.country)
            }
          }
        }
      }
    }
    return taxes
  }
}

extension TaxedAmount {
  /// What an income is to the forms of a country that treats it so; nil where it is not seen.
  init?(_ income: TreatedIncome, _ treatment: TaxTreatment, in country: Country) {
    switch (treatment, income.kind) {
    case (.notSeen, _): return nil
    case (.exemptWithProgression, .pension): self = .exemptPension
    case (.exemptWithProgression, _): self = .exemptOther
    case (.taxed, .pension): self = income.payer == country ? .ownPension : .otherPension
    case (.taxed, .work): self = .work
    case (.taxed, _): self = .other
    }
  }
}

extension HouseholdSetting {
  /// Income tax of the simulated years; nil where the scenario asks for none.
  func taxes(in plan: HouseholdPlan) throws -> HouseholdTaxes? {
    guard scenario.isTaxed else { return nil }
    do {
      return try scenario.taxes(systems, years: plan.years, payers: payers, source: sources.count - 1)
    } catch let refusal as TaxRefusal {
      throw ScenarioError(path: scenario.path, message: refusal.message, hint: refusal.hint)
    }
  }

  /// Months of work beside a right that a strategy leaves undrawn, where they lower the tax.
  func workedOn(
    _ claims: [PlannedClaim], _ incomes: [StatedIncome], _ planning: StrategyPlanning
  ) throws -> [HouseholdTaxes.WorkedOn] {
    guard scenario.isTaxed else { return [] }
    let authorities = TaxPlanning(scenario: scenario, systems: systems).authorities
    return try authorities.enumerated().flatMap { number, authority in
      try planning.claimants.filter { $0.country == authority.country }.flatMap {
        claimant -> [HouseholdTaxes.WorkedOn] in
        let person = scenario.members[claimant.person].person
        guard planning.inPayment(claimant) == nil,
          let right = planning.eligibilities[claimant]?.claimable?.lowerBound,
          let span = try authority.tax.workingOn(person, right: right)
        else { return [] }
        let claimed = claims.first { $0.person == person.id && $0.country == claimant.country }?.entitlement
        let pay = incomes.filter { $0.kind == .work && $0.person == person.id && $0.country == claimant.country }
        let end = min(span.upperBound, claimed ?? span.upperBound)
        let months = (max(span.lowerBound, scenario.asOf + 1)..<max(end, span.lowerBound, scenario.asOf + 1)).filter {
          month in
          pay.contains { month >= $0.from ?? month && month <= $0.until ?? month }
        }
        return Dictionary(grouping: months, by: \.year).sorted { $0.key < $1.key }.map {
          HouseholdTaxes.WorkedOn(
            authority: number, person: claimant.person, year: $0.key, months: $0.value.count)
        }
      }
    }
  }

  /// By source: the State whose law awards what it pays, or in which it is earned.
  private var payers: [Country?] {
    sources.enumerated().map { index, source in
      if index < systems.count { return systems[index].country }
      guard let income = incomes.first(where: { source.pays($0, in: rates.areas) }) else { return nil }
      return income.country ?? (income.kind == .pension ? Country(income.code) : nil)
    }
  }
}
