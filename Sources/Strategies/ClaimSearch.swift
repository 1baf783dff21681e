// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import Statistics

/// Tries claim months of one person, or of two people in turn, on the same paths, one strategy at a time.
///
/// All cells are tried on the first paths; those that the best leads by more than the bound of ``screeningBound`` standard
/// errors are left there, the others go on with four times as many, until all paths are used.
struct ClaimSearch {
  /// Paths of the first round.
  static let firstPaths = 512
  /// Standard errors of the paired difference beyond which a cell is not followed further, at least: so far that no true best is lost
  /// among ten thousand (one-sided chance 10⁻⁹ a comparison). Errors of few degrees of freedom take the bound of the comparison.
  static let screeningBound = 6.0

  let setting: HouseholdSetting
  let objective: SearchObjective
  let mix: LawMix
  /// All claimants with months to choose from.
  var axes: [SearchAxis]
  /// Tries every cell on all paths, for tests.
  var screens = true

  init(
    _ setting: HouseholdSetting, objective: SearchObjective, filings: [ClaimWish.Filing] = [.asEarlyAsAllowed]
  ) throws {
    (self.setting, self.objective, mix) = (setting, objective, setting.scenario.law)
    let scenario = setting.scenario
    var planning = try StrategyPlanning(
      scenario, systems: setting.systems, regime: mix.parts[0].regime, rates: setting.rates,
      lifetimes: setting.lifetimes, wantsDerivation: false)
    let claimants = scenario.members.indices.flatMap { person in
      setting.systems.map { StrategyPlanning.Claimant(person: person, country: $0.country) }
    }
    let all = try claimants.flatMap { claimant -> [SearchAxis] in
      let id = scenario.members[claimant.person].person.id
      var found: [SearchAxis] = []
      let eligibility = planning.spouseEligibilities[claimant] ?? planning.eligibilities[claimant]
      if let claimable = eligibility?.claimable, planning.inPayment(claimant) == nil {
        let first = claimable.lowerBound
        let last = max(first, min(claimable.upperBound, first + 240))
        var months = try planning.months(Array(first...last), ofUseTo: claimant)
        if planning.spouseEligibilities[claimant] != nil { months.append(SearchAxis.never) }
        found.append(SearchAxis(person: id, country: claimant.country, months: months, filings: filings))
      }
      // A divorced spouse's pension comes with the own one.
      if let rights = planning.formerRights[claimant], let months = rights.months,
        rights.isChosenApart || rights.standAlone
      {
        var axis = SearchAxis(person: id, country: claimant.country, months: Array(months) + [SearchAxis.never])
        axis.isSurvivors = true
        found.append(axis)
      }
      return found
    }
    axes = try planning.thinned(all)
  }

  /// A cell on the paths it was tried on.
  struct Tried {
    var choice: SearchChoice
    var spec: StrategySpec
    var values: Observations
    var objective: ObjectiveValues
    var lifetimeValue: Estimate
  }

  func spec(_ choice: SearchChoice) -> StrategySpec {
    var spec = StrategySpec(name: "", wishes: [:], fromGrid: true)
    var words: [String] = []
    for (index, axis) in axes.enumerated() {
      let (month, filing) = (choice.months[index], choice.filings[index])
      var word = setting.scenario.members.count > 1 ? "\(axis.person) \(axis.country)" : "\(axis.country)"
      if axis.isSurvivors {
        spec.survivors[axis.person, default: [:]][axis.country] = month == SearchAxis.never ? .never : .month(month)
        words.append("\(word) survivor " + (month == SearchAxis.never ? "never" : "\(month)"))
        continue
      }
      let isNever = month == SearchAxis.never
      spec.wishes[axis.person, default: [:]][axis.country] = ClaimWish(
        start: isNever ? .never : .month(month), filing: filing)
      word += isNever ? " never" : " \(month)"
      if filing != .asEarlyAsAllowed { word += " filed \(filing)" }
      words.append(word)
    }
    spec.name = words.joined(separator: ", ")
    return spec
  }

  func newPlanning() throws -> [StrategyPlanning] {
    try mix.parts.map {
      try StrategyPlanning(
        setting.scenario, systems: setting.systems, regime: $0.regime, rates: setting.rates,
        lifetimes: setting.lifetimes,
        remembersPairs: false)
    }
  }

  // MARK: Evaluation

  /// Tries cells on the first `paths` paths, a batch at a time.
  func tryCells(
    _ cells: [SearchChoice], paths: Int, planning: inout [StrategyPlanning], progress: @Sendable (Double) -> Void
  ) async throws -> [Tried] {
    var tried: [Tried] = []
    var months: Observations?
    let batch = 96
    for first in stride(from: 0, to: cells.count, by: batch) {
      let wanted = cells[first..<min(first + batch, cells.count)].map { spec($0) }
      let choices = Dictionary(uniqueKeysWithValues: zip(wanted.map(\.name), cells[first...]))
      let (base, plans) = try setting.prepare(mix, specs: wanted, planning: &planning)
      guard !base.specs.isEmpty else { continue }
      var simulation = setting.simulation(plans, paths: paths)
      simulation.countsYears = false
      if paths <= HouseholdSimulation.chunk { simulation.chunk = HouseholdSetting.shortChunk }
      if objective == .needsMet { simulation.keeping = .needsMet }
      if objective.wantsMonths, months == nil { months = try simulation.discountedMonths() }
      let totals = try await simulation.run()
      for (index, spec) in base.specs.enumerated() {
        guard let choice = choices[spec.name] else { continue }
        let values = totals.value(of: index)
        tried.append(
          Tried(
            choice: choice, spec: spec, values: values,
            objective: ObjectiveValues(
              objective, values: values, met: totals.kept.isEmpty ? nil : totals.kept(of: index), months: months),
            lifetimeValue: totals.mean(.value, of: index)))
      }
      progress(Double(first + wanted.count) / Double(cells.count))
    }
    return tried
  }

  static func best(_ tried: [Tried]) -> Int? {
    tried.indices.max { a, b in
      let (x, y) = (tried[a].objective.value, tried[b].objective.value)
      return x != y ? x < y : a > b
    }
  }

  /// The surface over `cells`, screened: each cell with the most paths it was tried on.
  func surface(_ cells: [SearchChoice], progress: @Sendable (Double) -> Void) async throws -> [SearchCell] {
    let rounds = rounds(cells: cells.count)
    let comparison = MultipleComparison(others: cells.count - 1, looks: rounds.count)
    var planning = try newPlanning()
    var result: [SearchChoice: SearchCell] = [:]
    var followed = cells
    for paths in rounds {
      let tried = try await tryCells(followed, paths: paths, planning: &planning, progress: progress)
      guard let best = Self.best(tried).map({ tried[$0] }) else { break }
      var next: [SearchChoice] = []
      for cell in tried {
        let found = self.cell(cell, behind: best)
        result[cell.choice] = found
        let bound = max(Self.screeningBound, comparison.bound(degreesOfFreedom: found.lead.degreesOfFreedom))
        if found.lead.isWithin(bound) { next.append(cell.choice) }
      }
      if setting.scenario.simulation.untilDecided, next.count == 1 { break }
      followed = next
    }
    return cells.compactMap { result[$0] }
  }

  /// Numbers of paths of the rounds: four times as many each time where the cells are many.
  func rounds(cells: Int) -> [Int] {
    let most = setting.scenario.simulation.paths
    guard screens, cells > 96 else { return [most] }
    var rounds = [min(Self.firstPaths, most)]
    while let last = rounds.last, last < most { rounds.append(min(4 * last, most)) }
    return rounds
  }

  /// What is told of a cell, set against the best.
  func cell(_ cell: Tried, behind best: Tried) -> SearchCell {
    let sorted = cell.values.values.sorted()
    return SearchCell(
      months: cell.choice.months, filings: cell.choice.filings, spec: cell.spec, objective: cell.objective.estimate,
      lifetimeValue: cell.lifetimeValue,
      percentiles: ComparisonStatistics.levels.map { OrderStatistics.quantile($0, ofSorted: sorted) },
      lead: cell.choice == best.choice ? .exact(0) : Paired(best.objective.byPath, cell.objective.byPath).difference,
      paths: cell.values.paths.count)
  }
}

extension ClaimSearch {
  /// All combinations of the axes' months and ways of filing, the months of the last axis running fastest.
  static func combinations(_ axes: [SearchAxis]) -> [SearchChoice] {
    let filings = product(axes.map(\.filings))
    let months = product(axes.map(\.months))
    return filings.flatMap { filings in months.map { SearchChoice(months: $0, filings: filings) } }
  }

  static func product<Element>(_ choices: [[Element]]) -> [[Element]] {
    choices.reduce([[]]) { made, choices in made.flatMap { first in choices.map { first + [$0] } } }
  }

  /// Best cell among those with the most paths, and the set that cannot be told from it at 95 %.
  ///
  /// - Parameter looks: how often it may be asked before it is over.
  static func decide(_ cells: [SearchCell], looks: Int = 1) -> (best: Int, undecided: [Int])? {
    guard let most = cells.map(\.paths).max() else { return nil }
    let finalists = cells.indices.filter { cells[$0].paths == most }
    guard
      let best = finalists.max(by: {
        let (x, y) = (cells[$0].objective.value, cells[$1].objective.value)
        return x != y ? x < y : $0 > $1
      })
    else { return nil }
    let comparison = MultipleComparison(others: cells.count - 1, looks: looks)
    let set = finalists.filter { $0 == best || !comparison.isDecided(cells[$0].lead) }
    return (best, set.sorted { cells[$0].objective.value > cells[$1].objective.value })
  }
}
