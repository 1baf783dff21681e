// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

extension Simulator {
  /// Every claim month of every pension: the surface, the best, and the set that cannot be told from it.
  ///
  /// One person: all combinations, screened. Two people: from several starts, one person's surface at a time on the same
  /// paths until nothing improves, then the months around the best; that is not exhaustive, and the result says so.
  /// - Throws: ``ScenarioError`` where there is nothing to choose, ``SimulationError``, `CancellationError`.
  public func search(objective: SearchObjective = .mean) async throws -> SearchResult {
    let setting = try HouseholdSetting(scenario, systems: systems)
    if objective == .needsMet, !(scenario.needs > .zero) {
      throw ScenarioError(
        path: scenario.path, message: "the objective needs-met asks for needs, and the scenario states none",
        hint: "add needs: 2400 EUR")
    }
    let search = try ClaimSearch(setting, objective: objective)
    guard !search.axes.isEmpty else {
      throw ScenarioError(path: scenario.path, message: "nobody in this household can claim a pension")
    }
    let people = scenario.members.count
    let outcome: Outcome
    if people == 1 || Set(search.axes.map(\.person)).count == 1 {
      let cells = ClaimSearch.combinations(search.axes.map(\.months))
      let done = progress ?? { _ in }
      let found = try await search.surface(cells) { done($0) }
      outcome = Outcome(cells: found, tried: cells.count, exhaustive: true, method: Self.method(found))
    } else {
      outcome = try await inTurns(search)
    }
    guard let (best, undecided) = ClaimSearch.decide(outcome.cells) else {
      throw ScenarioError(path: scenario.path, message: "no combination of claim months is possible")
    }
    let prepared = try setting.prepare(scenario.law, specs: [outcome.cells[best].spec])
    return SearchResult(
      objective: objective, axes: search.axes, cells: outcome.cells, best: best, undecided: undecided,
      claims: prepared.base.claims.first ?? [], refused: outcome.tried - outcome.cells.count, method: outcome.method,
      isExhaustive: outcome.exhaustive, paths: outcome.cells[best].paths, seed: scenario.simulation.seed,
      economyModel: setting.economyModel, notes: setting.notes)
  }

  private struct Outcome {
    var cells: [SearchCell]
    var tried: Int
    var exhaustive: Bool
    var method: String
  }

  private static func method(_ cells: [SearchCell]) -> String {
    let (least, most) = (cells.map(\.paths).min() ?? 0, cells.map(\.paths).max() ?? 0)
    guard least < most else { return "every combination was simulated on all \(most) paths" }
    return
      "every combination was simulated on \(least) paths; those within \(Int(ClaimSearch.screeningBound)) standard errors "
      + "of the best went on, in steps, to \(most)"
  }

  /// One person's months at a time, the other's held, until nothing improves.
  private func inTurns(_ search: ClaimSearch) async throws -> Outcome {
    let people = scenario.members.map(\.person.id).filter { id in search.axes.contains { $0.person == id } }
    let starts: [[YearMonth]] = [
      search.axes.map { $0.months[0] },
      search.axes.map { $0.months[$0.months.count / 2] },
      search.axes.map { $0.months[$0.months.count - 1] },
    ]
    var best: (months: [YearMonth], value: Double)?
    var surfaces: [String: [SearchCell]] = [:]
    var tried = 0
    let rounds = 4
    for (number, start) in starts.enumerated() {
      var current = start
      var value = -Double.infinity
      for round in 0..<rounds {
        let before = value
        for (place, person) in people.enumerated() {
          let choices = zip(search.axes, current).map { $0.person == person ? $0.months : [$1] }
          let cells = ClaimSearch.combinations(choices)
          tried += cells.count
          let found = try await search.surface(cells) { _ in }
          progress?(
            (Double(number) + (Double(round) + Double(place + 1) / Double(people.count)) / Double(rounds))
              / Double(starts.count))
          guard let (top, _) = ClaimSearch.decide(found) else { continue }
          guard found[top].objective.value > value else { continue }
          (current, value) = (found[top].months, found[top].objective.value)
          if best.map({ value > $0.value }) ?? true {
            best = (current, value)
            surfaces[person] = found
          }
        }
        if value <= before { break }
      }
    }
    guard let best else { return Outcome(cells: [], tried: tried, exhaustive: false, method: "") }
    // The months next to the best, all people at once.
    let around = zip(search.axes, best.months).map { axis, month in
      axis.months.filter { abs($0 - month) <= 1 }
    }
    let near = try await search.surface(ClaimSearch.combinations(around)) { _ in }
    tried += near.count
    var cells = near
    var seen = Set(near.map(\.months))
    for person in people {
      for cell in surfaces[person] ?? [] where cell.months != best.months && seen.insert(cell.months).inserted {
        cells.append(cell)
      }
    }
    return Outcome(
      cells: cells, tried: cells.count, exhaustive: false,
      method: "one person's months at a time from \(starts.count) starts, then the months around the best for all: "
        + "not every combination was tried")
  }
}
