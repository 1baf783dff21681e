// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

/// What a study keeps of one strategy of a career.
public struct CareerStrategy: Sendable {
  public var name: String
  public var claims: [PlannedClaim]
  public var lifetimeValue: Estimate
  public var needsMet: Estimate
  public var minimumMonths: Estimate
  public var minimumValue: Estimate
  /// Share of paths with means-tested income in some month.
  public var minimumShare: Estimate
  public var differenceToBest: Estimate
  /// Less the naive strategy, path by path; nil where that one is impossible.
  public var differenceToNaive: Estimate?
}

/// What a study keeps of one career.
public struct CareerComparison: Sendable {
  /// In the order of the scenario; impossible ones are left out.
  public var strategies: [CareerStrategy]
  /// Best first, as indices into `strategies`.
  public var ranking: [Int]
  /// How many strategies cannot be told from the best at 95 %, the best counted.
  public var undecided: Int
  public var dropped: [DroppedCell]
  public var eligibility: [EligibilityFinding]
  public var paths: Int
}

/// A scenario whose law has been asked, ready to be simulated with others.
public struct PreparedCareer: Sendable {
  let setting: HouseholdSetting
  let prepared: HouseholdSetting.Prepared

  /// Asks the law for every award.
  ///
  /// A wish for a pension that the career never earns becomes no claim, and a strategy that the law does not allow is left out:
  /// in a study neither is a mistake of the file.
  ///
  /// - Throws: what the law or the scenario cannot answer.
  public init(_ scenario: Scenario, systems: [any PensionSystem]) throws {
    var scenario = scenario
    setting = try HouseholdSetting(scenario, systems: systems)
    let planning = try StrategyPlanning(
      scenario, systems: systems, regime: scenario.law.parts[0].regime, usdPerEUR: setting.usdPerEUR)
    var seen: Set<[String: [Country: ClaimWish]]> = []
    scenario.strategies = scenario.strategies.compactMap { spec in
      var spec = spec
      spec.fromGrid = true
      for (index, member) in scenario.members.enumerated() {
        for country in spec.wishes[member.person.id, default: [:]].keys {
          let claimant = StrategyPlanning.Claimant(person: index, country: country)
          if planning.eligibilities[claimant]?.claimable == nil {
            spec.wishes[member.person.id]?[country] = ClaimWish(start: .never)
          }
        }
      }
      return seen.insert(spec.wishes).inserted ? spec : nil
    }
    prepared = try setting.prepare(regime: scenario.law.parts[0].regime, specs: scenario.strategies)
  }

  /// Nil where no strategy is possible.
  public var household: PopulationSimulation.Household? {
    prepared.specs.isEmpty
      ? nil
      : PopulationSimulation.Household(plan: prepared.plan, delays: setting.scenario.filing, events: setting.events)
  }

  public var months: Int { setting.months }
  public var eligibility: [EligibilityFinding] { prepared.eligibility }
  public var dropped: [DroppedCell] { prepared.dropped }

  /// Reads what the simulation found.
  ///
  /// - Parameter naive: name of the strategy that the others are set against.
  public func comparison(_ totals: HouseholdTotals, naive: String) -> CareerComparison {
    let statistics = ComparisonStatistics(totals, specs: prepared.specs, claims: prepared.claims)
    let reference = prepared.specs.firstIndex { $0.name == naive }
    func estimate(_ measure: PathMeasure, _ strategy: Int) -> Estimate {
      let found = totals.mean(measure, of: strategy)
      return Estimate(found.mean, standardError: found.standardError)
    }
    let zero = Estimate(0, standardError: 0)
    let strategies = prepared.specs.indices.map { index in
      CareerStrategy(
        name: prepared.specs[index].name, claims: prepared.claims[index], lifetimeValue: estimate(.value, index),
        needsMet: estimate(.needsMet, index), minimumMonths: estimate(.minimumMonths, index),
        minimumValue: estimate(.minimumValue, index), minimumShare: estimate(.hasMinimum, index),
        differenceToBest: index == statistics.best ? zero : statistics.difference(index, statistics.best),
        differenceToNaive: reference.map { index == $0 ? zero : statistics.difference(index, $0) })
    }
    return CareerComparison(
      strategies: strategies, ranking: statistics.ranking, undecided: statistics.undecided().count,
      dropped: prepared.dropped, eligibility: prepared.eligibility, paths: totals.paths)
  }
}
