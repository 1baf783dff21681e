// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

/// What a quick search over all claim months found beside the strategies of a scenario.
public struct QuickSearchResult: Sendable, Codable {
  /// The best by one aim, which joined the comparison unless one of its strategies comes to the same claims.
  public struct Found: Sendable, Codable {
    public var best: StrategySpec
    /// Whether a strategy of the scenario comes to the same claims.
    public var isListed: Bool
    /// Combinations tried.
    public var combinations: Int
    public var paths: Int
    /// Whether every combination was tried.
    public var isExhaustive: Bool
  }

  /// By mean lifetime value; nil where money has no vote.
  public var money: Found?
  /// By the chance that needs are met for life; nil where the need has no vote.
  public var need: Found?
}

extension Simulator {
  /// Paths of a quick search; the best joins the comparison on all of them.
  public static let quickPaths = 2_000
  /// Share of futures by which combinations cover the need alike: the one with most money is taken.
  static let alike = 0.005

  /// The same question with the best of a quick search over all claim months among its strategies, for each of the household's aims.
  ///
  /// The search looks at the first ``quickPaths`` of the comparison's own paths. For money one person's months are all tried where they can
  /// be taken at once; the need, couples and what cannot be taken so are searched coarse first and then by the month around the two best
  /// places (``TurnSearch``): a good month that lies apart from both is missed, as is what so few paths cannot tell apart. A household in
  /// which there is nothing to search stays as it is.
  /// - Throws: as ``search(objective:filings:isQuick:)``.
  public func joiningQuickSearch() async throws -> Simulator {
    var setting = try HouseholdSetting(scenario, systems: systems)
    guard
      try ClaimSearch(setting, objective: .mean, filings: [.asEarlyAsAllowed]).axes.contains(where: {
        $0.months.count > 1
      })
    else { return self }
    var quick = scenario
    quick.simulation.paths = min(Self.quickPaths, scenario.simulation.paths)
    quick.simulation.untilDecided = false
    setting.wantsDerivations = false
    let searcher = Simulator(quick, systems: systems)
    var joined = self
    var result = QuickSearchResult()
    let asksNeed = scenario.aim != .money && scenario.needs.areStated
    if !asksNeed || scenario.aim == .both {
      let found = try await searcher.search(isQuick: true)
      result.money = try joined.join(found, cell: found.best, setting)
    }
    if asksNeed {
      let found = try await searcher.search(objective: .needsMet, isQuick: true)
      let line = found.cells[found.best].objective.value - Self.alike
      // The order of the cells is that of the months, so that equal ones keep theirs.
      let best = found.cells.indices.filter { found.cells[$0].objective.value >= line }.max {
        let (x, y) = (found.cells[$0].lifetimeValue.value, found.cells[$1].lifetimeValue.value)
        return x != y ? x < y : $0 > $1
      }
      result.need = try joined.join(found, cell: best ?? found.best, setting)
    }
    joined.quickSearch = result
    return joined
  }

  /// Adds what was found to the strategies, unless one comes to the same claims.
  private mutating func join(_ found: SearchResult, cell: Int, _ setting: HouseholdSetting) throws
    -> QuickSearchResult.Found
  {
    var best = found.cells[cell].spec
    best.name = name(of: found, cell: cell)
    let all = try setting.prepare(scenario.law, specs: scenario.strategies + [best]).base
    let months = all.claims.map(HouseholdSetting.months)
    let same = months.last.flatMap { last in months.dropLast().firstIndex(of: last) }
    if let same {
      best = all.specs[same]
    } else {
      scenario.strategies.append(best)
    }
    return QuickSearchResult.Found(
      best: best, isListed: same != nil, combinations: found.tried, paths: found.paths, isExhaustive: found.isExhaustive
    )
  }

  /// By ages, as grids name their cells; no name that the scenario has.
  private func name(of found: SearchResult, cell: Int) -> String {
    let words = zip(found.axes, found.cells[cell].months).map { axis, month in
      let born = scenario.members.first { $0.person.id == axis.person }?.person.born.yearMonth ?? month
      if axis.isSurvivors {
        return "\(axis.person) \(axis.country) survivor \(month == SearchAxis.never ? "never" : "\(month)")"
      }
      let start =
        month == SearchAxis.never
        ? "\(axis.country) never" : "\(axis.country) \(Age(months: max(0, month - born)))"
      return scenario.members.count > 1 ? "\(axis.person) \(start)" : start
    }
    let name = words.joined(separator: ", ")
    return scenario.strategies.contains { $0.name == name } ? "\(name) (\(found.cells[cell].spec.name))" : name
  }
}
