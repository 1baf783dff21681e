// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

/// What a quick search over all claim months found beside the strategies of a scenario.
public struct QuickSearchResult: Sendable, Codable {
  /// The best combination by mean lifetime value, which joined the comparison unless one of its strategies comes to the same claims.
  public var best: StrategySpec
  /// Whether a strategy of the scenario comes to the same claims.
  public var isListed: Bool
  /// Combinations tried.
  public var combinations: Int
  public var paths: Int
  /// Whether every combination was tried.
  public var isExhaustive: Bool
}

extension Simulator {
  /// Paths of a quick search; the best joins the comparison on all of them.
  public static let quickPaths = 2_000

  /// The same question with the best of a quick search over all claim months among its strategies.
  ///
  /// The search looks for the highest mean lifetime value on the first ``quickPaths`` of the comparison's own paths; that it may miss a better
  /// combination by what so few paths cannot tell apart, and for a couple by what its turns do not try, is in the result. A household in
  /// which there is nothing to search stays as it is.
  /// - Throws: as ``search(objective:filings:)``.
  public func joiningQuickSearch() async throws -> Simulator {
    var quick = scenario
    quick.simulation.paths = min(Self.quickPaths, scenario.simulation.paths)
    quick.simulation.untilDecided = false
    var setting = try HouseholdSetting(scenario, systems: systems)
    guard
      try ClaimSearch(setting, objective: .mean, filings: [.asEarlyAsAllowed]).axes.contains(where: {
        $0.months.count > 1
      })
    else { return self }
    let found = try await Simulator(quick, systems: systems).search()
    var best = found.cells[found.best].spec
    best.name = name(of: found)
    var joined = self
    setting.wantsDerivations = false
    let all = try setting.prepare(scenario.law, specs: scenario.strategies + [best]).base
    let months = all.claims.map(HouseholdSetting.months)
    let same = months.last.flatMap { last in months.dropLast().firstIndex(of: last) }
    if let same {
      best = all.specs[same]
    } else {
      joined.scenario.strategies.append(best)
    }
    joined.quickSearch = QuickSearchResult(
      best: best, isListed: same != nil, combinations: found.cells.count, paths: found.paths,
      isExhaustive: found.isExhaustive)
    return joined
  }

  /// By ages, as grids name their cells; no name that the scenario has.
  private func name(of found: SearchResult) -> String {
    let words = zip(found.axes, found.cells[found.best].months).map { axis, month in
      let born = scenario.members.first { $0.person.id == axis.person }?.person.born.yearMonth ?? month
      let start = "\(axis.country) \(Age(months: max(0, month - born)))"
      return scenario.members.count > 1 ? "\(axis.person) \(start)" : start
    }
    let name = words.joined(separator: ", ")
    return scenario.strategies.contains { $0.name == name } ? "\(name) (\(found.cells[found.best].spec.name))" : name
  }
}
