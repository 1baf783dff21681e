// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Pensions
import Quantities
import Simulation
import Statistics

/// Runs with one assumption changed at a time, each a row beside the base on the same paths.
struct StressRuns {
  struct Stress {
    var id: String
    var label: Remark
    var caveat: Remark?
    var isChangeOfLaw = false
    /// The law as it stands, read otherwise.
    var isReading = false
    /// Who can say which reading holds.
    var office: Remark?
    var variation: Variation
  }

  /// A difference on one path that is smaller, in the household's currency, is rounding: a value is a sum of hundreds of amounts.
  static let rounding = 1e-6
  /// The age to which everybody lives in one of the rows.
  static let longLife = 98

  let setting: HouseholdSetting
  /// In the order of the base ranking.
  let specs: [StrategySpec]
  let plans: [HouseholdSetting.WeightedPlan]
  /// Places of the two strategies whose difference each row gives.
  var pair = (first: 0, second: 1)

  /// - Throws: what an economy refuses.
  func stresses() throws -> [Stress] {
    let scenario = setting.scenario
    var walk = scenario.economy
    (walk.model, walk.modelParameters, walk.parameterUncertainty) = ("rw", ["m": 0], nil)
    let extremes = try Self.extremesOfTheEighties()
    let centre = try longRunCentre()
    let late = scenario.filing.certain(months: 14, in: setting.systems.map(\.country.code))
    var result = [
      Stress(
        id: "rw", label: Remark(.walk), caveat: nil, variation: Variation(economy: walk)),
      Stress(
        id: "dollar-1985", label: Remark(.dollarHigh, ["month": .month(extremes.strongest.month)]),
        caveat: Remark(.noForecast),
        variation: Variation(economy: setting.economy(shiftedBy: extremes.strongest.q - centre, reachedIn: 60))),
      Stress(
        id: "dollar-1980", label: Remark(.dollarLow, ["month": .month(extremes.weakest.month)]),
        caveat: Remark(.noForecast),
        variation: Variation(economy: setting.economy(shiftedBy: extremes.weakest.q - centre, reachedIn: 60))),
    ]
    result += lawChanges()
    let age = min(Self.longLife, scenario.simulation.lastAge)
    let ages = Dictionary(uniqueKeysWithValues: scenario.members.indices.map { ($0, Double(age)) })
    result += [
      Stress(
        id: "delay-14", label: Remark(.wait, ["months": 14]), caveat: nil,
        variation: Variation(delays: late)),
      Stress(
        id: "live-to-98", label: Remark(.longLife, ["age": .integer(age)]), caveat: nil,
        variation: Variation(deathAges: ages)),
    ]
    return result
  }

  /// Changes of law that the countries list, each here for certain from the first month on, all else of the scenario's law kept.
  ///
  /// Whether it concerns the household, the run shows.
  private func lawChanges() -> [Stress] {
    let events = setting.events
    return events.listed.indices.compactMap { place in
      let reform = events.listed[place].reform
      var settings = setting.scenario.events
      settings.makeCertain(reform)
      guard reform.movesAmounts, events.with(settings).canCome(place) else { return nil }
      return Stress(
        id: reform.id, label: reform.label(events.values(of: place), either: Self.either),
        caveat: reform.words.caveat ?? Remark(.notLaw), isChangeOfLaw: true, variation: Variation(events: settings))
    }
  }

  /// `12 or 24 or 36`.
  private static func either(_ values: [Remark.Argument]) -> Remark.Argument {
    guard let last = values.last, values.count > 1 else { return values.first ?? .list([]) }
    let first = values.dropFirst().dropLast().reduce(values[0]) {
      .remark(Remark(.orMore, ["first": $0, "second": $1]))
    }
    return .remark(Remark(.or, ["first": first, "second": last]))
  }

  /// - Returns: the base on the paths of the rows, as a row of its own, and the rows.
  func rows(progress: @Sendable (Double) -> Void) async throws -> (
    base: StressRow, rows: [StressRow], readings: TriedReadings
  ) {
    let readings = try readings()
    let all = try stresses() + readings.stresses
    let base = try await setting.run(Variation(), plans: plans, specs: specs)
    var rows: [StressRow] = []
    for (number, stress) in all.enumerated() {
      let totals = try await setting.run(stress.variation, plans: plans, specs: specs)
      rows.append(row(stress, totals, base: base))
      progress(Double(number + 1) / Double(all.count))
    }
    let asSimulated = Stress(id: "base", label: Remark(.asSimulated), variation: Variation())
    return (
      row(asSimulated, base, base: base), rows, TriedReadings(count: readings.tried, refused: readings.refused)
    )
  }

  /// A run as a row; one that leaves every path as in the base, but for rounding, is the base to the last bit.
  private func row(_ stress: Stress, _ run: HouseholdTotals, base: HouseholdTotals) -> StressRow {
    let changesNothing = specs.indices.allSatisfy { strategy in
      run.mean(.minimumMonths, of: strategy) == base.mean(.minimumMonths, of: strategy)
        && zip(run.values[strategy], base.values[strategy]).allSatisfy { abs($0 - $1) < Self.rounding }
    }
    let totals = changesNothing ? base : run
    func estimates(_ measure: PathMeasure) -> [Estimate] {
      specs.indices.map { totals.mean(measure, of: $0) }
    }
    let values = estimates(.value)
    var best = 0
    for index in values.indices where values[index].value > values[best].value { best = index }
    let (now, before) = (Self.differences(of: pair, in: totals), Self.differences(of: pair, in: base))
    return StressRow(
      id: stress.id, label: stress.label, caveat: stress.caveat, isChangeOfLaw: stress.isChangeOfLaw,
      isReading: stress.isReading, office: stress.office,
      changesNothing: changesNothing, paths: totals.paths, bestName: specs[best].name, lifetimeValues: values,
      minimumMonths: estimates(.minimumMonths), differenceOfThePair: Self.mean(now, in: totals),
      changeOfThePair: Self.mean(zip(now, before).map { $0 - $1 }.map { abs($0) < Self.rounding ? 0 : $0 }, in: totals))
  }

  /// One strategy less another, path by path.
  static func differences(of pair: (first: Int, second: Int), in totals: HouseholdTotals) -> [Double] {
    zip(totals.values[pair.first], totals.values[pair.second]).map { $0 - $1 }
  }

  static func mean(_ perPath: [Double], in totals: HouseholdTotals) -> Estimate {
    Observations(perPath, of: totals.pathSet).mean
  }

  /// Log real rate to which the model reverts, or from which it starts.
  private func longRunCentre() throws -> Double {
    let model = try EconomyModel.first(of: setting.scenario, systems: setting.systems)
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
