// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import Statistics

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
  /// By bin of ``PreparedCareer/rateEdges``; empty where the simulation kept nothing.
  public var minimumByRate: [RateBin] = []
  /// How many strategies cannot be told from the best at 95 %, the best counted; names of the same claims once.
  public var undecided: Int
  public var dropped: [DroppedCell]
  public var eligibility: [EligibilityFinding]
  public var paths: Int
}

/// Means-tested income under the best strategy in the futures with such an exchange rate ten years on.
public struct RateBin: Hashable, Sendable {
  public var paths = 0
  /// Paths with means-tested income in some month.
  public var exposed = 0
  /// Present value of that income.
  public var value = Estimate(0, standardError: nil)

  public init() {}
  public init(paths: Int, exposed: Int, value: Estimate) {
    (self.paths, self.exposed, self.value) = (paths, exposed, value)
  }
}

/// What a change of law does to a career, path by path on the same paths.
public struct CareerChange: Sendable {
  /// The best strategy's value under the changed law less the best one's under the law as it is.
  public var change: Estimate
  /// What keeping the old best strategy loses against the new; nil where the changed law does not allow it.
  public var costOfStaying: Estimate?
  /// The best strategy under the changed law.
  public var best: String
  public var bestChanges: Bool
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
    var setting = try HouseholdSetting(scenario, systems: systems)
    setting.wantsDerivations = false
    let planning = try StrategyPlanning(
      scenario, systems: systems, regime: scenario.law.parts[0].regime, rates: setting.rates,
      lifetimes: setting.lifetimes,
      wantsDerivation: false)
    var seen: Set<[AnyHashable]> = []
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
      return seen.insert([spec.wishes, spec.survivors, spec.buys]).inserted ? spec : nil
    }
    var plannings = [planning]
    let law = LawMix(parts: [scenario.law.parts[0]])
    prepared = try setting.prepare(law, specs: scenario.strategies, planning: &plannings).base
    self.setting = setting
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
  /// Countries in which the career has insured time, with rules here or without.
  public var insuredIn: Set<Country> {
    Set(eligibility.filter { $0.coverage.total > 0 }.map(\.country))
      .union(setting.scenario.members.flatMap { $0.otherCoverage.filter { $0.value.total > 0 }.keys })
  }

  /// Reads what the simulation found.
  ///
  /// - Parameters:
  ///   - naive: name of the strategy that the others are set against.
  ///   - rates: dollars for one euro ten years on, by path, where the simulation kept ``PathMeasure/minimumValue``.
  public func comparison(_ totals: HouseholdTotals, naive: String, rates: [Double] = []) -> CareerComparison {
    let statistics = ComparisonStatistics(totals, specs: prepared.specs, claims: prepared.claims)
    let reference = prepared.specs.firstIndex { $0.name == naive }
    let strategies = prepared.specs.indices.map { index in
      CareerStrategy(
        name: prepared.specs[index].name, claims: prepared.claims[index], lifetimeValue: totals.mean(.value, of: index),
        needsMet: totals.mean(.needsMet, of: index), minimumMonths: totals.mean(.minimumMonths, of: index),
        minimumValue: totals.mean(.minimumValue, of: index), minimumShare: totals.mean(.hasMinimum, of: index),
        differenceToBest: index == statistics.best ? .exact(0) : statistics.difference(index, statistics.best),
        differenceToNaive: reference.map { index == $0 ? .exact(0) : statistics.difference(index, $0) })
    }
    let byRate =
      rates.count == totals.paths && !totals.kept.isEmpty ? Self.bins(totals.kept(of: statistics.best), by: rates) : []
    return CareerComparison(
      strategies: strategies, ranking: statistics.ranking, minimumByRate: byRate,
      undecided: Set(statistics.undecided().map { Self.months(prepared.claims[statistics.ranking[$0]]) }).count,
      dropped: prepared.dropped, eligibility: prepared.eligibility, paths: totals.paths)
  }

  /// Claims as months; two names of the same ones are one strategy.
  private static func months(_ claims: [PlannedClaim]) -> [[String]] {
    claims.map { [$0.country.code, "\($0.filed)", "\($0.entitlement)"] }
  }

  /// Ends of the bins of ``CareerComparison/minimumByRate``: dollars for one euro at the valuation month's prices.
  public static let rateEdges = [1.0, 1.1, 1.2, 1.3, 1.4]
  /// Simulated months after which the exchange rate is looked at.
  public static let rateMonth = 120

  private static func bins(_ income: Observations, by rates: [Double]) -> [RateBin] {
    let bin = rates.map { rate in rateEdges.firstIndex { rate < $0 } ?? rateEdges.count }
    return (0...rateEdges.count).map { wanted in
      let value = income.mean(where: { bin[$0] == wanted })
      return RateBin(
        paths: value.paths, exposed: bin.indices.count { bin[$0] == wanted && income.values[$0] > 0 }, value: value)
    }
  }

  /// What a changed law does to this career.
  ///
  /// - Parameters:
  ///   - totals: this career's, under the law as it is.
  ///   - changed: the career under the changed law, and what the same paths gave there.
  public func change(
    from totals: HouseholdTotals, to changed: (career: PreparedCareer, totals: HouseholdTotals)
  ) -> CareerChange {
    let before = ComparisonStatistics(totals, specs: prepared.specs, claims: prepared.claims)
    let (specs, claims) = (changed.career.prepared.specs, changed.career.prepared.claims)
    let after = ComparisonStatistics(changed.totals, specs: specs, claims: claims)
    let name = prepared.specs[before.best].name
    let kept = specs.firstIndex { $0.name == name }
    return CareerChange(
      change: Paired(changed.totals.value(of: after.best), totals.value(of: before.best)).difference,
      costOfStaying: kept.map {
        $0 == after.best ? .exact(0) : after.difference(after.best, $0)
      }, best: specs[after.best].name, bestChanges: kept != after.best)
  }
}
