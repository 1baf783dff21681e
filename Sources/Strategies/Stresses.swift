// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Pensions
import Quantities
import Simulation

/// Runs with one assumption changed at a time, each a row beside the base.
struct StressRuns {
  struct Stress {
    var id: String
    var label: String
    var caveat: String?
    var variation: Variation
  }

  let setting: HouseholdSetting
  /// In the order of the base ranking.
  let specs: [StrategySpec]
  let plans: [(plan: HouseholdPlan, weight: Double)]
  /// Places of the two strategies whose difference each row gives.
  var pair = (first: 0, second: 1)

  /// - Throws: what an economy refuses.
  func stresses() throws -> [Stress] {
    let scenario = setting.scenario
    var walk = scenario.economy
    (walk.model, walk.modelParameters, walk.parameterUncertainty) = ("rw", ["m": 0], nil)
    let extremes = try Self.extremesOfTheEighties()
    let centre = try longRunCentre()
    var late = scenario.filing
    (late.totalized, late.national, late.trend) = (.fixed(14), late.national.mapValues { _ in 14 }, nil)
    (late.documentFailure, late.denial, late.wrongAgencyMonths) = (0, 0, 0)
    var payable = scenario.events
    payable.trustFund = .payable
    var result = [
      Stress(
        id: "rw", label: "the exchange rate is a random walk", caveat: nil, variation: Variation(economy: walk)),
      Stress(
        id: "dollar-1985", label: "the dollar goes to its height of \(extremes.strongest.month) and stays",
        caveat: "a path, not a forecast",
        variation: Variation(economy: setting.economy(shiftedBy: extremes.strongest.q - centre, reachedIn: 60))),
      Stress(
        id: "dollar-1980", label: "the dollar goes to its low of \(extremes.weakest.month) and stays",
        caveat: "a path, not a forecast",
        variation: Variation(economy: setting.economy(shiftedBy: extremes.weakest.q - centre, reachedIn: 60))),
    ]
    if setting.systems.contains(where: { $0.vocabulary.settings.contains { $0.name == "wep" } }) {
      result.append(
        Stress(
          id: "wep-reinstated", label: "the windfall elimination provision is back",
          caveat: "not law since January 2024",
          variation: Variation(regime: LawRegime(name: "reinstated", settings: ["wep": "reinstated"]))))
    }
    if setting.fund != nil {
      result.append(
        Stress(
          id: "trust-fund-payable", label: "benefits fall to what the trust fund can pay",
          caveat: "no law says how a shortfall would be shared out",
          variation: Variation(events: payable)))
    }
    result += lawChanges()
    result.append(
      Stress(
        id: "delay-14", label: "every first payment comes 14 months after filing", caveat: nil,
        variation: Variation(delays: late)))
    result.append(
      Stress(id: "live-to-98", label: "everybody lives to 98", caveat: nil, variation: Variation(deathAge: 98)))
    return result
  }

  /// Changes of law that the scenario may let come by chance, each here from the first month on.
  ///
  /// A change is asked about where a country of the household's records knows it.
  private func lawChanges() -> [Stress] {
    let scenario = setting.scenario
    func concerns(_ name: String) -> Bool {
      setting.systems.contains { system in
        system.vocabulary.settings.contains { $0.name == name && $0.section == .regime }
          && scenario.members.contains { $0.records[system.country] != nil }
      }
    }
    func stress(_ id: String, _ label: String, _ hazard: WritableKeyPath<EventSettings, Double>) -> Stress {
      var events = scenario.events
      events[keyPath: hazard] = EventSettings.atOnce
      return Stress(id: id, label: label, caveat: "not law", variation: Variation(events: events))
    }
    let events = scenario.events
    var result: [Stress] = []
    let births = events.fullRetirementAgeBirths
    if concerns("full-age.extra-months"), scenario.members.contains(where: { $0.person.born.dayBefore.year >= births })
    {
      result.append(
        stress(
          "full-age-raised",
          "the US full retirement age is \(events.fullRetirementAgeMonths) months higher for births from \(births) on",
          \.fullRetirementAgeRise))
    }
    if concerns("earlyPension.extraMonths") {
      let months = events.luxembourgExtraMonths.filter { $0.weight > 0 }.map { "\($0.months)" }
      result.append(
        stress(
          "early-pension-tightened",
          "Luxembourg asks \(months.joined(separator: " or ")) months more for an early pension", \.luxembourgReform))
    }
    if concerns("moderator") {
      let share = Int((events.moderatorAfterCut * 100).rounded())
      result.append(
        stress(
          "moderator-cut", "pensions in Luxembourg follow \(share) % of real wages from then on", \.moderatorCut))
    }
    if concerns("tranche.delayNext") {
      result.append(
        stress(
          "index-delayed", "Luxembourg's next index tranche is paid \(events.indexDelayMonths) months late",
          \.indexDelay))
    }
    return result
  }

  func rows(progress: @Sendable (Double) -> Void) async throws -> [StressRow] {
    var rows: [StressRow] = []
    let all = try stresses()
    for (number, stress) in all.enumerated() {
      defer { progress(Double(number + 1) / Double(all.count)) }
      guard let totals = try await setting.run(stress.variation, plans: plans, specs: specs) else { continue }
      rows.append(row(stress, totals))
    }
    return rows
  }

  private func row(_ stress: Stress, _ totals: HouseholdTotals) -> StressRow {
    func estimates(_ measure: PathMeasure) -> [Estimate] {
      specs.indices.map { Estimate(totals.mean(measure, of: $0)) }
    }
    let values = estimates(.value)
    var best = 0
    for index in values.indices where values[index].value > values[best].value { best = index }
    return StressRow(
      id: stress.id, label: stress.label, caveat: stress.caveat, bestName: specs[best].name, lifetimeValues: values,
      minimumMonths: estimates(.minimumMonths), differenceOfThePair: Self.difference(of: pair, in: totals))
  }

  /// One strategy less another, path by path; zero where there is no other.
  static func difference(of pair: (first: Int, second: Int), in totals: HouseholdTotals) -> Estimate {
    guard totals.values.count > max(pair.first, pair.second) else { return Estimate(0, standardError: 0) }
    let (first, second) = (totals.values[pair.first], totals.values[pair.second])
    return PathStatistics.mean(count: totals.paths, group: totals.group) { first[$0] - second[$0] }
  }

  /// Log real rate to which the model reverts, or from which it starts.
  private func longRunCentre() throws -> Double {
    let scenario = setting.scenario
    let model = try EconomyModel(scenario.economy, asOf: scenario.asOf, months: 1, seed: scenario.simulation.seed)
    return model.process.values["theta"] ?? model.start.logRealRate
  }

  /// The dearest and the cheapest dollar of the 1980s, as log real rates.
  private static func extremesOfTheEighties() throws -> (
    strongest: (month: YearMonth, q: Double), weakest: (month: YearMonth, q: Double)
  ) {
    let series = try ExchangeRateData.long.series()
    let decade = YearMonth(1980, 1)...YearMonth(1989, 12)
    let points = series.levels.enumerated().map { (month: series.firstMonth + $0.offset, q: $0.element) }
      .filter { decade.contains($0.month) }
    guard let strongest = points.min(by: { $0.q < $1.q }), let weakest = points.max(by: { $0.q < $1.q }) else {
      throw SimulationError("the long series of the exchange rate does not hold the 1980s")
    }
    return (strongest, weakest)
  }
}

extension Estimate {
  init(_ found: MeanError) { self.init(found.mean, standardError: found.standardError) }
}
