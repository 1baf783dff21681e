// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import TestSupport
import Testing

@testable import Simulation
@testable import Strategies

/// Reductions run in fixed blocks by path number, so how the work is split moves no byte.
@Suite("Bytes do not depend on the split of the work")
struct WorkSplitInvariants {
  /// Every statistic of a run, as text; floating-point numbers print so that equal text is equal bits.
  private func text(
    _ setting: HouseholdSetting, _ prepared: HouseholdSetting.Prepared, threads: Int, lanes: Int, chunk: Int,
    byYear: Bool = true
  ) async throws -> String {
    var settings = setting.scenario.simulation
    settings.threads = threads
    var simulation = HouseholdSimulation(
      [(prepared.plan, 1)], economy: setting.scenario.economy, delays: setting.scenario.filing, events: setting.events,
      settings: settings)
    (simulation.chunk, simulation.lanes, simulation.goesByYear) = (chunk, lanes, byYear)
    let totals = try await simulation.run()
    let statistics = ComparisonStatistics(totals, specs: prepared.specs, claims: prepared.claims)
    var text = ""
    for result in statistics.results() {
      text += "\(result.lifetimeValue) \(result.standardDeviation) \(result.percentiles) \(result.income.map(\.total))"
      text += "\(result.income.map { $0.meanBySource.map(\.mean) }) \(result.regret) \(result.chanceBest)"
      text +=
        "\(totals.mean(.monthsBelow, of: 0)) \(totals.levelIncome(of: 0)) \(totals.values.map { $0.reduce(0, +) })"
    }
    return text + "\(statistics.economy())"
  }

  private func setting(paths: Int, sobolYears: Int = 0, events: EventSettings = EventSettings()) throws
    -> HouseholdSetting
  {
    var scenario = TestHousehold.scenario(
      strategies: TestHousehold.grid([62, 66], [61]), paths: paths, needs: 900, filing: DelaySettings())
    scenario.simulation.sobolYears = sobolYears
    scenario.events = events
    let systems = try TestHousehold.systems(guaranteed: 900).map { system -> any PensionSystem in
      guard var system = system as? Ruritania else { return system }
      system.knowsReforms = true
      return system
    }
    return try HouseholdSetting(scenario, systems: systems)
  }

  @Test("threads and lanes, in small blocks", arguments: [0, 20])
  func small(sobolYears: Int) async throws {
    let setting = try setting(paths: 96, sobolYears: sobolYears, events: EventSettings([Reform.tenth.key: 0.05]))
    let prepared = try setting.prepare(regime: .current)
    var seen: Set<String> = []
    for (threads, lanes) in [(1, 32), (2, 1), (3, 20), (8, 50)] {
      seen.insert(try await text(setting, prepared, threads: threads, lanes: lanes, chunk: 32))
    }
    seen.insert(try await text(setting, prepared, threads: 1, lanes: 32, chunk: 32, byYear: false))
    #expect(seen.count == 1)
  }

  /// The tables hold two years then, and every stage goes through one before the next.
  @Test("a year through all stages, and a horizon through each, also where a law event moves amounts in payment")
  func byYear() async throws {
    var cuts = EventSettings()
    cuts[Reform.priceCut.key] = 0.05
    for events in [EventSettings(), cuts] {
      let setting = try setting(paths: 96, events: events)
      let prepared = try setting.prepare(regime: .current)
      var seen: Set<String> = []
      for (byYear, lanes) in [(true, 32), (true, 7), (false, 32)] {
        seen.insert(try await text(setting, prepared, threads: 2, lanes: lanes, chunk: 48, byYear: byYear))
      }
      #expect(seen.count == 1)
    }
  }

  /// Five in batches of two, the last of one: with incomes that are kept, and with counted ones.
  @Test("strategies together or a few at a time, where incomes by year would take much memory", arguments: [96, 2_100])
  func batches(_ paths: Int) async throws {
    let setting = try setting(paths: paths, events: EventSettings([Reform.tenth.key: 0.05]))
    let prepared = try setting.prepare(regime: .current)
    let plan = prepared.plan.with(strategies: (0..<5).map { $0 % prepared.plan.strategies.count })
    var simulation = HouseholdSimulation(
      [(plan, 1)], economy: setting.scenario.economy, delays: setting.scenario.filing, events: setting.events,
      settings: setting.scenario.simulation)
    simulation.settings.threads = 1
    simulation.keeping = .minimumMonths
    let whole = try await simulation.run()
    simulation.yearMemory = 2 * WorkerBins.bytesPerStrategy(plan, paths: paths)
    let split = try await simulation.run()
    #expect(split.values == whole.values && split.kept == whole.kept && split.pathSet == whole.pathSet)
    for strategy in 0..<5 {
      #expect(split.mean(.value, of: strategy) == whole.mean(.value, of: strategy))
      #expect(split.mean(.source(1), of: strategy) == whole.mean(.source(1), of: strategy))
      #expect(split.levelIncome(of: strategy) == whole.levelIncome(of: strategy))
      #expect(split.standardDeviation(of: strategy) == whole.standardDeviation(of: strategy))
      #expect(split.meanDelay(of: strategy, claim: 0) == whole.meanDelay(of: strategy, claim: 0))
      for year in plan.years {
        #expect(
          split.incomeQuantiles(of: strategy, year: year) == whole.incomeQuantiles(of: strategy, year: year))
        #expect(split.sourceMean(0, of: strategy, year: year) == whole.sourceMean(0, of: strategy, year: year))
        #expect(split.minimumShare(of: strategy, year: year) == whole.minimumShare(of: strategy, year: year))
        #expect(split.minimumMean(of: strategy, year: year) == whole.minimumMean(of: strategy, year: year))
      }
    }
    for year in plan.years {
      #expect(split.economyQuantiles(series: 0, year: year) == whole.economyQuantiles(series: 0, year: year))
      #expect(split.aliveShare(year: year) == whole.aliveShare(year: year))
    }
  }

  @Test(
    "1, 2, 3 and 8 threads with work of 1, 1,000 and 4,096 paths at once, in blocks of 4,096",
    .enabled(if: ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil), arguments: [0, 20])
  func full(sobolYears: Int) async throws {
    let setting = try setting(paths: 9_008, sobolYears: sobolYears)
    let prepared = try setting.prepare(regime: .current)
    var seen: Set<String> = []
    for lanes in [1, 1_000, 4_096] {
      for threads in [1, 2, 3, 8] {
        seen.insert(
          try await text(setting, prepared, threads: threads, lanes: lanes, chunk: HouseholdSimulation.chunk))
      }
    }
    #expect(seen.count == 1)
  }
}

@Suite("Sobol points for a household")
struct SobolInvariants {
  private func run(sobolYears: Int, antithetic: Bool = false, paths: Int = 1_024) async throws -> (
    totals: HouseholdTotals, result: ComparisonStatistics
  ) {
    var scenario = TestHousehold.scenario(strategies: TestHousehold.grid([62, 70], [65]), paths: paths, needs: 900)
    (scenario.simulation.sobolYears, scenario.simulation.antithetic) = (sobolYears, antithetic)
    let setting = try HouseholdSetting(scenario, systems: TestHousehold.systems(guaranteed: 900))
    let prepared = try setting.prepare(regime: .current)
    // Half of the paths under another regime, which changes nothing: the sums of both make the copies' means.
    var simulation = setting.simulation([(prepared.plan, 0.5), (prepared.plan, 0.5)])
    simulation.countsYears = false
    let totals = try await simulation.run()
    return (totals, ComparisonStatistics(totals, specs: prepared.specs, claims: prepared.claims))
  }

  @Test("means agree with plain draws, closer; the error is that of sixteen copies' means")
  func meansAgree() async throws {
    let (plain, sobol) = (try await run(sobolYears: 0), try await run(sobolYears: 30))
    for measure in [PathMeasure.value, .source(0), .minimumMonths, .needsMet] {
      for strategy in 0..<2 {
        let (a, b) = (plain.totals.mean(measure, of: strategy), sobol.totals.mean(measure, of: strategy))
        let error = (a.error * a.error + b.error * b.error).squareRoot()
        #expect(abs(a.value - b.value) <= 4 * error, "\(measure): \(a) and \(b)")
        if measure == .value || measure == .source(0) { #expect(b.error * 3 < a.error) }
      }
    }
    let values = sobol.totals.values[0]
    let means = (0..<16).map { copy in values[(copy * 64)..<((copy + 1) * 64)].reduce(0, +) / 64 }
    let mean = means.reduce(0, +) / 16
    let error = (means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 15 / 16).squareRoot()
    let found = sobol.totals.mean(.value, of: 0)
    #expect(abs(found.value - mean) < 1e-9 * mean && abs(found.error - error) < 1e-9 * error)
    let (difference, other) = (sobol.result.difference(0, 1), plain.result.difference(0, 1))
    #expect(abs(difference.value - (found.value - sobol.totals.mean(.value, of: 1).value)) < 1e-6)
    #expect(difference.error < other.error)
  }

  @Test("paths that do not make sixteen copies are left out; too many dimensions and mirrored paths are refused")
  func refusals() async throws {
    #expect(try await run(sobolYears: 4, paths: 100).totals.paths == 96)
    do {
      _ = try await run(sobolYears: 37)
      Issue.record("accepted")
    } catch let error as SimulationError {
      #expect(error.message.contains("at most 40 dimensions") && error.message.contains("not 37"))
    }
    await #expect(throws: SimulationError.self) { try await run(sobolYears: 4, antithetic: true) }
  }
}
