// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities
import Simulation

/// A run with one assumption changed and all else as it was, draws included.
struct Variation: Sendable {
  var economy: EconomySettings?
  var delays: DelaySettings?
  var events: EventSettings?
  /// A certain age at death, by the person's place in the household; who has reached it lives as drawn.
  var deathAges: [Int: Double] = [:]
  var discountRate: Double?
  /// The same household before the law as it is read otherwise.
  var reading: HouseholdSetting?
  var savings: SavingsChange?
  /// What is needed, for one that is stated.
  var needShare: Double?
}

/// Savings other than those that are stated.
struct SavingsChange: Sendable {
  /// Of what is stated.
  var share = 1.0
  /// Put beside it, in the money that the household spends.
  var added = 0.0
}

extension HouseholdSetting {
  /// Paths of a run with a changed assumption, at most.
  static let variationPaths = 2_048
  /// Paths summed together in short runs, few enough that every thread has some.
  static let shortChunk = 256

  /// Runs strategies with one assumption changed, on the first of the same paths; nothing changed gives the base on them.
  func run(
    _ variation: Variation, plans: [WeightedPlan], specs: [StrategySpec], keeping: PathMeasure? = nil
  ) async throws -> HouseholdTotals {
    var plans = plans
    var setting = variation.reading ?? variation.events.map { with(events: $0) } ?? self
    setting.wantsDerivations = false  // of thousands of awards that nobody reads
    if variation.reading != nil || setting.hasOtherAwards(than: self) {
      let (base, others) = try setting.prepare(setting.scenario.law, specs: specs)
      // The law that holds until an event comes is the same, so it refuses nothing that it took.
      precondition(base.specs.count == specs.count, "\(base.specs.count) of \(specs.count) strategies under an event")
      plans = others
    }
    if !variation.deathAges.isEmpty {
      let lifetimes = try lifetimes(certain: variation.deathAges)
      plans = plans.map { ($0.plan.with(lifetimes: lifetimes), $0.weight) }
    }
    if let rate = variation.discountRate { plans = plans.map { ($0.plan.with(discountRate: rate), $0.weight) } }
    if let change = variation.savings {
      plans = plans.map { ($0.plan.with(savings: change.share, added: change.added), $0.weight) }
    }
    if let share = variation.needShare { plans = plans.map { ($0.plan.with(needs: share), $0.weight) } }
    var simulation = setting.simulation(
      plans, economy: variation.economy, delays: variation.delays, paths: Self.variationPaths)
    (simulation.keeping, simulation.countsYears, simulation.chunk) = (keeping, false, Self.shortChunk)
    return try await simulation.run()
  }

  /// Whether its changes of law ask for awards that the other's plans do not hold.
  private func hasOtherAwards(than other: HouseholdSetting) -> Bool {
    events.changes != other.events.changes
  }

  /// By person: certain where an age is given that is still to come, else as the scenario has it.
  func lifetimes(certain ages: [Int: Double]) throws -> [LifetimeTable] {
    let tables = try LifeTables(with: systems.map(\.parameters))
    return try scenario.members.indices.map { index in
      let (person, known) = (scenario.members[index].person, lifetimes[index])
      guard let age = ages[index], scenario.asOf - person.born.yearMonth < Int(age * 12) else { return known }
      var settings = scenario.members[index].longevity
      (settings.deathAge, settings.table) = (age, known.table)
      return try LifetimeTable(
        country: known.table, sex: person.sex.rawValue, bornYear: person.born.year, bornMonth: person.born.month,
        asOf: scenario.asOf, settings: settings, lastAge: scenario.simulation.lastAge, tables: tables)
    }
  }

  /// The scenario's economy with its exchange rate's volatility multiplied; nil where the model has none to scale.
  func economy(volatility factor: Double) throws -> EconomySettings? {
    let model = try EconomyModel.first(of: scenario, systems: systems)
    var settings = scenario.economy
    var scaled = false
    for name in model.process.model.parameterNames {
      switch name {
      case "s", "s1", "s2", "sigma", "deltaJ":
        settings.modelParameters[name] = model.process[name] * factor
        scaled = true
      case "prob2_0": settings.modelParameters[name] = model.process[name]
      default: break
      }
    }
    guard scaled else { return nil }
    settings.parameterUncertainty = model.process.uncertainty != nil && factor > 0
    return settings
  }

  /// The scenario's economy with the log real rate moved by `shift` from the first month on.
  func economy(shiftedBy shift: Double, reachedIn months: Int = 1) -> EconomySettings {
    var settings = scenario.economy
    // A path that the scenario has stays; the shift is added to each of its points, and held after the last.
    let given = settings.path
    settings.path = [months: shift]
    for (month, value) in given {
      let share = min(1, Double(month) / Double(months))
      settings.path[month] = value + share * shift
    }
    return settings
  }
}
