// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

/// Insured months that a strategy buys: they join the record, and their price leaves the household's income.
extension StrategyPlanning {
  /// A sale to one person.
  struct Sale {
    var claimant: Claimant
    var sale: MonthSale
  }

  /// - Throws: ``ScenarioError`` at a named strategy's line, or ``ClaimRefusal``, where the law sells them not.
  func sales(of spec: StrategySpec) throws -> [Sale] {
    var found: [Sale] = []
    for (index, member) in scenario.members.enumerated() {
      for (country, months) in (spec.buys[member.person.id] ?? [:]).sorted(by: { $0.key < $1.key }) {
        let claimant = Claimant(person: index, country: country)
        var applicant = applicant(claimant)
        for wanted in months {
          try blame(spec, claimant) {
            let sale = try system(of: country).sale(of: wanted, to: applicant)
            applicant.record.periods += sale.periods
            found.append(Sale(claimant: claimant, sale: sale))
          }
        }
      }
    }
    return found
  }

  /// The same household with the months of a strategy on record.
  func buying(_ spec: StrategySpec) throws -> StrategyPlanning {
    var scenario = scenario
    for sold in try sales(of: spec) {
      scenario.members[sold.claimant.person].records[sold.claimant.country]?.periods += sold.sale.periods
    }
    return try StrategyPlanning(
      scenario, systems: systems, regime: regime, rates: rates, lifetimes: lifetimes, remembersPairs: remembersPairs,
      wantsDerivation: wantsDerivation)
  }
}

extension HouseholdSetting {
  /// Adds what a strategy pays for insured months, and says so beside the pensions that have them.
  ///
  /// - Returns: rows of the prices.
  func add(_ sales: [StrategyPlanning.Sale], beside claims: inout [PlannedClaim], to plan: inout HouseholdPlan) -> [Int]
  {
    sales.map { sold in
      let id = scenario.members[sold.claimant.person].person.id
      for index in claims.indices where claims[index].person == id && claims[index].country == sold.claimant.country {
        claims[index].award.remarks.append(sold.sale.remark)
      }
      // Nothing waits: filed long ago.
      return plan.add(
        sold.sale.price, person: sold.claimant.person,
        source: systems.requiredIndex(of: sold.claimant.country) { $0.country == sold.claimant.country },
        filed: scenario.asOf - 1200, deductions: [])
    }
  }
}
