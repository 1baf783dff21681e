// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

extension Simulator {
  /// Every claim month of every pension: the surface, the best, and the set that cannot be told from it.
  ///
  /// One person: all combinations, on all paths by ``ClaimSurface`` where it holds, else one by one and screened. Two people: from
  /// several starts, one person's surface at a time on the same paths until nothing improves, then the months around the best;
  /// that is not exhaustive, and the result says so. Three pensions of one person go the same way, with the months at which its law
  /// turns for the smallest.
  /// - Parameters:
  ///   - filings: ways of filing to try with each month; a further axis of the search.
  ///   - isQuick: a first answer beside a comparison: where all months cannot be taken at once, coarse months first and those around the
  ///     best, from fewer starts.
  /// - Throws: ``ScenarioError`` where there is nothing to choose, ``SimulationError``, `CancellationError`.
  public func search(
    objective: SearchObjective = .mean, filings: [ClaimWish.Filing] = [.asEarlyAsAllowed], isQuick: Bool = false
  ) async throws -> SearchResult {
    let setting = try HouseholdSetting(scenario, systems: systems)
    if objective == .needsMet, !scenario.needs.areStated {
      throw ScenarioError(
        path: scenario.path, message: "the objective needs-met asks for needs, and the scenario states none",
        hint: "add needs: 2400 EUR")
    }
    let search = try ClaimSearch(setting, objective: objective, filings: filings)
    guard !search.axes.isEmpty else {
      throw ScenarioError(path: scenario.path, message: "nobody in this household can claim a pension")
    }
    let people = scenario.members.count
    let outcome: Outcome
    let isOne = people == 1 || Set(search.axes.map(\.person)).count == 1
    // Three choices of one person are too many combinations to try them all.
    if isOne, search.axes.count < 3 {
      outcome = try await wholeSurface(search, isQuick: isQuick)
    } else {
      outcome = try await inTurns(search, isQuick: isQuick)
    }
    guard let (best, undecided) = ClaimSearch.decide(outcome.cells, looks: outcome.looks) else {
      throw ScenarioError(path: scenario.path, message: "no combination of claim months is possible")
    }
    let prepared = try setting.prepare(scenario.law, specs: [outcome.cells[best].spec])
    var result = SearchResult(
      objective: objective, axes: search.axes, cells: outcome.cells, best: best, undecided: undecided,
      claims: prepared.base.claims.first ?? [],
      otherFilings: isQuick ? [] : try await otherFilings(than: outcome.cells[best], search),
      refused: outcome.refused, method: outcome.method,
      isExhaustive: outcome.exhaustive, paths: outcome.cells[best].paths, seed: scenario.simulation.seed,
      economyModel: setting.economyModel, notes: setting.notes + outcome.notes)
    result.tried = outcome.tried - outcome.refused
    return result
  }

  /// What is tried beside the best's own way of filing.
  static let otherFilings: [ClaimWish.Filing] = [.asEarlyAsAllowed, .onTheDay, .monthsAfter(6), .monthsAfter(12)]

  /// The best with one pension at a time filed in another way.
  private func otherFilings(than best: SearchCell, _ search: ClaimSearch) async throws -> [SearchCell] {
    var choices = [best.choice]
    for axis in search.axes.indices {
      for filing in Self.otherFilings where filing != best.filings[axis] && !search.axes[axis].isSurvivors {
        var choice = best.choice
        choice.filings[axis] = filing
        choices.append(choice)
      }
    }
    var planning = try search.newPlanning()
    let tried = try await search.tryCells(choices, paths: best.paths, planning: &planning) { _ in }
    guard let base = tried.first, base.choice == best.choice else { return [] }
    return tried.dropFirst().map { search.cell($0, behind: base) }
      .sorted { $0.objective.value > $1.objective.value }
  }

  /// Every combination of one person's claims.
  private func wholeSurface(_ search: ClaimSearch, isQuick: Bool) async throws -> Outcome {
    let choices = ClaimSearch.combinations(search.axes)
    let done = progress ?? { _ in }
    switch try SurfaceSearch.make(search) {
    case .holds(let surface):
      let looks = scenario.simulation.looks
      var cells: [SearchCell] = []
      for paths in looks {
        cells = try await surface.cells(paths: paths) { done($0) }
        if ClaimSearch.decide(cells, looks: looks.count)?.undecided.count ?? 0 <= 1 { break }
      }
      return Outcome(
        cells: cells, tried: choices.count, exhaustive: true, looks: looks.count,
        method: Remark(.atOnce, ["paths": .integer(cells.first?.paths ?? scenario.simulation.paths)]))
    case .not where isQuick && choices.count > TurnSearch.few:
      return try await inTurns(search, isQuick: true)
    case .not(let reason):
      let cells = try await search.surface(choices) { done($0) }
      var outcome = Outcome(
        cells: cells, tried: choices.count, exhaustive: true, looks: looks(search, cells: choices.count),
        method: Self.method(cells))
      if search.axes.count > 1 {
        outcome.notes.append(Remark(.notAtOnce, ["reason": .remark(reason)]))
      }
      return outcome
    }
  }

  private struct Outcome {
    var cells: [SearchCell]
    var tried: Int
    var exhaustive: Bool
    /// How often the ranking may be looked at.
    var looks = 1
    var method: Remark
    var notes: [Remark] = []
    /// Nil where the cells are all that were tried and the law allows.
    var kept: Int?
    var refused: Int { tried - (kept ?? cells.count) }
  }

  private static func method(_ cells: [SearchCell]) -> Remark {
    let (least, most) = (cells.map(\.paths).min() ?? 0, cells.map(\.paths).max() ?? 0)
    guard least < most else { return Remark(.exhaustive, ["paths": .integer(most)]) }
    return Remark(
      .screened,
      [
        "least": .integer(least), "errors": .integer(Int(ClaimSearch.screeningBound)), "paths": .integer(most),
      ])
  }

  /// One person's months at a time, the other's held, until nothing improves.
  private func inTurns(_ search: ClaimSearch, isQuick: Bool) async throws -> Outcome {
    let people = scenario.members.map(\.person.id).filter { id in search.axes.contains { $0.person == id } }
    var turns = try TurnSearch(search, people: people)
    turns.isQuick = isQuick
    try await turns.run { progress?(0.8 * $0) }
    // All that was tried, screened as one table, so that every lead is over the same best; of a first answer the best of it.
    let choices = isQuick ? turns.best(TurnSearch.quickBest) : turns.tried
    let cells = try await search.surface(choices) { progress?(0.8 + 0.2 * $0) }
    return Outcome(
      cells: cells, tried: turns.count, exhaustive: false, looks: looks(search, cells: choices.count),
      method: Remark(.inTurns, ["starts": .integer(isQuick ? TurnSearch.quickStarts : 3)]),
      notes: search.notesOfThinned(), kept: turns.count)
  }

  /// A search in rounds ends with the last one unless it may stop once it is decided.
  private func looks(_ search: ClaimSearch, cells: Int) -> Int {
    scenario.simulation.untilDecided ? search.rounds(cells: cells).count : 1
  }
}

extension SearchCell {
  var choice: SearchChoice { SearchChoice(months: months, filings: filings) }
}
