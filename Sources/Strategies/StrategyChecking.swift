// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Pensions

extension Scenario {
  /// What the law refuses of the scenario's strategies, all of it, each at its place in the file.
  ///
  /// A named strategy that is impossible is a mistake; a grid is one where no combination is possible. Nothing is drawn.
  ///
  /// - Parameter systems: the countries whose law is known.
  public func refusals(by systems: [any PensionSystem]) -> [ScenarioError] { check(by: systems).refusals }

  /// The same, and what work and stays abroad take from the pensions of named strategies: allowed, and hardly meant.
  public func check(by systems: [any PensionSystem]) -> (refusals: [ScenarioError], warnings: [ScenarioError]) {
    var found: [ScenarioError] = []
    var lost: [ScenarioError] = []
    func look(_ claims: [PlannedClaim], of spec: StrategySpec) {
      for claim in claims where !spec.fromGrid {
        guard let system = systems.first(where: { $0.country == claim.country }) else { continue }
        for loss in claim.award.losses where loss.kind != .lateClaim {
          let warning = ScenarioError(
            path: path, line: spec.line, column: spec.column,
            message: "'\(spec.name)': \(system.english(loss.sentence))",
            hint: "claim later, or say in 'work' when work ends")
          if !lost.contains(warning) { lost.append(warning) }
        }
      }
    }
    func add(_ error: any Error) {
      let reason = ScenarioError.reason(error)
      let error = error as? ScenarioError ?? ScenarioError(path: path, message: reason.message, hint: reason.hint)
      if !found.contains(error) { found.append(error) }
    }
    do {
      let setting = try HouseholdSetting(self, systems: systems)
      var regimes: [LawRegime] = []
      for regime in law.parts.map(\.regime) + law.beside where !regimes.contains(regime) { regimes.append(regime) }
      for regime in regimes {
        var variants = WorkVariants()
        var planning = try StrategyPlanning(
          self, systems: systems, regime: regime, rates: setting.rates, lifetimes: setting.lifetimes)
        var changed = try ChangedLawPlanning(setting, regime: regime)
        for error in Self.refusals(
          of: strategies, path: path,
          by: { spec in
            try variants.plan(spec, of: setting, &planning, &changed) { planning, _, _ in
              if spec.buys.isEmpty {
                let claims = try planning.claims(of: spec)
                look(claims, of: spec)
                _ = try planning.spouses(of: claims, by: spec)
              } else {
                var bought = try planning.buying(spec)
                _ = try bought.spouses(of: try bought.claims(of: spec), by: spec)
              }
            }
          })
        { add(error) }
      }
    } catch {
      add(error)
    }
    return (found, lost)
  }

  private static func refusals(
    of strategies: [StrategySpec], path: String, by check: (StrategySpec) throws -> Void
  ) -> [any Error] {
    var found: [any Error] = []
    /// Grids by line: the first refusal, until a combination is possible.
    var grids: [Int: (spec: StrategySpec, refusal: ClaimRefusal?)] = [:]
    for spec in strategies {
      if let grid = grids[spec.line], spec.fromGrid, grid.refusal == nil { continue }
      do {
        try check(spec)
        if spec.fromGrid { grids[spec.line] = (spec, nil) }
      } catch let refusal as ClaimRefusal where spec.fromGrid {
        if grids[spec.line] == nil { grids[spec.line] = (spec, refusal) }
      } catch {
        found.append(error)
      }
    }
    for (_, grid) in grids.sorted(by: { $0.key < $1.key }) {
      guard let refusal = grid.refusal else { continue }
      found.append(
        ScenarioError(
          path: path, line: grid.spec.line, column: grid.spec.column,
          message:
            "no combination of the grid is possible; '\(grid.spec.name)': \(ScenarioError.text(refusal))",
          hint: refusal.hint))
    }
    return found
  }
}
