// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Pensions
import Quantities
import Simulation
import TestSupport
import Testing

@testable import Strategies

@Suite("What would change the answer, and what is refused")
struct RiskInvariants {
  private func scenario() -> Scenario {
    TestHousehold.scenario(strategies: TestHousehold.grid([62, 69], [61, 65]), paths: 60)
  }

  @Test("stress rows and switching values are about the same strategies, in their order")
  func full() async throws {
    let result = try await Simulator(scenario(), systems: TestHousehold.systems(guaranteed: 900)).compare()
    #expect(result.stresses.map(\.id) == ["rw", "dollar-1985", "dollar-1980", "delay-14", "live-to-98", "help-none"])
    let pair = result.recommendation
    for row in result.stresses {
      #expect(row.lifetimeValues.count == result.strategies.count)
      let gap = row.lifetimeValues[pair.proposed].value - row.lifetimeValues[try #require(pair.rival)].value
      #expect(abs(gap - row.differenceOfThePair.value) < 1e-6)
      #expect(result.strategies.map(\.name).contains(row.bestName))
    }
    let values = result.stresses.reduce(into: [:]) { $0[$1.id] = $1.lifetimeValues[0].value }
    #expect(try #require(values["dollar-1985"]) > (try #require(values["dollar-1980"])))
    #expect(result.switching.map(\.id) == ["usd-per-eur", "death-age", "delay", "discount-rate", "volatility"])
    for value in result.switching {
      if let turn = value.value { #expect((value.triedFrom...value.triedTo).contains(turn)) }
    }
    let crossed = try #require(result.crossedByExchangeRate)
    #expect((0...1).contains(crossed.value))
    let gain = try #require(result.pairingGain)
    #expect(gain >= 8)
    let regrets = try #require(result.regrets)
    #expect(regrets.states.map(\.id) == ["base"] + result.stresses.map(\.id) + ["dollar-dearer", "dollar-cheaper"])
    for state in regrets.states {
      #expect(state.values.count == result.strategies.count)
      #expect(state.regrets.min() == 0)
    }
    let base = try #require(result.stressBase)
    // As many paths as the main run: the base of the rows is that run.
    #expect(base.lifetimeValues == result.strategies.map(\.lifetimeValue) && base.paths == result.paths)
    #expect(abs(regrets.states[0].regrets[1] + result.strategies[1].differenceToBest.value) < 1e-6)
    let dearer = try #require(regrets.states.first { $0.id == "dollar-dearer" })
    let cheaper = try #require(regrets.states.first { $0.id == "dollar-cheaper" })
    #expect(zip(dearer.values, cheaper.values).allSatisfy { $0 > $1 })
    let least = try #require(regrets.least)
    #expect(regrets.worst.allSatisfy { $0 >= regrets.worst[least] })
    let precision = try #require(result.precision)
    #expect(precision.lifetimeGain > 1)
  }

  /// Of two late claims the later one gains from a long life, loses by an early death, and neither is drawn by who dies sooner still:
  /// the ends alone showed no turn.
  @Test("a difference that turns and comes back to nothing turns all the same")
  func turnInsideRegression() async {
    func gain(_ age: Double) -> Double { age <= 69 ? 0 : age - 81 }
    let turn = await SwitchingRuns.turn(from: (88, gain(88)), to: (65, gain(65))) { gain($0) }
    #expect(turn?.near.0 == 82.25 && turn?.far.0 == 76.5)
    let none = await SwitchingRuns.turn(from: (88, gain(88)), to: (105, gain(105))) { gain($0) }
    #expect(none == nil)
    // Nothing to lose at either end is no turn.
    let level = await SwitchingRuns.turn(from: (10, 5), to: (0, 0)) { $0 / 2 }
    #expect(level == nil)
  }

  @Test("a named strategy that the law refuses is an error at its line; a cell of a grid is dropped")
  func refusals() async throws {
    var spec = TestHousehold.wish(
      ClaimWish(start: .age(Age(years: 59))), ClaimWish(start: .earliest), name: "too soon")
    (spec.line, spec.column) = (12, 5)
    var scenario = scenario()
    scenario.strategies = [spec]
    await #expect(throws: ScenarioError.self) {
      _ = try await Simulator(scenario, systems: TestHousehold.systems()).compare()
    }
    spec.fromGrid = true
    scenario.strategies = TestHousehold.grid([65], [65]) + [spec]
    let result = try await Simulator(scenario, systems: TestHousehold.systems()).compare(.strategies)
    #expect(result.dropped.map(\.name) == ["too soon"])
    #expect(result.strategies.map(\.name) == ["65/65"])
  }

  @Test("filing too far ahead is refused")
  func filing() async throws {
    var scenario = scenario()
    scenario.strategies = [
      TestHousehold.wish(
        ClaimWish(start: .age(Age(years: 65)), filing: .monthsBefore(4)), ClaimWish(start: .earliest), name: "hasty")
    ]
    do {
      _ = try await Simulator(scenario, systems: TestHousehold.systems()).compare()
      Issue.record("accepted")
    } catch let error as ScenarioError {
      #expect(error.message.contains("at most 3 months ahead"))
    }
  }

  @Test("a mean that does not exist is refused, and a cap makes one")
  func noMean() async throws {
    var scenario = scenario()
    scenario.economy.model = "student_t"
    await #expect(throws: SimulationError.self) {
      _ = try await Simulator(scenario, systems: TestHousehold.systems()).compare(.strategies)
    }
    scenario.economy.cap = 1
    let result = try await Simulator(scenario, systems: TestHousehold.systems()).compare(.strategies)
    #expect(result.strategies[0].lifetimeValue.value > 0)
  }

  @Test("paths are added until the ranking is settled")
  func untilDecided() async throws {
    var scenario = scenario()
    (scenario.simulation.paths, scenario.simulation.untilDecided) = (3_000, true)
    scenario.strategies = TestHousehold.grid([61, 69], [65])
    let result = try await Simulator(scenario, systems: TestHousehold.systems()).compare(.strategies)
    #expect(result.paths < 3_000)
    #expect(result.undecided == [0])
  }

  @Test("a cancelled run stops")
  func cancelled() async throws {
    let scenario = scenario()
    let task = Task { try await Simulator(scenario, systems: TestHousehold.systems()).compare() }
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
  }

  @Test("a couple's months of life are known from two tables, unless something ties them")
  func coupleControl() async throws {
    let members = [
      TestHousehold.member(), TestHousehold.member("ben", born: "1960-02-03", sex: .male),
    ]
    var specs = TestHousehold.grid([62], [65])
    specs[0].wishes["ben"] = ["XR": ClaimWish(start: .earliest)]
    var scenario = TestHousehold.scenario(members: members, strategies: specs, paths: 400)
    let result = try await Simulator(scenario, systems: TestHousehold.systems(leavesPension: true)).compare(.strategies)
    let precision = try #require(result.precision)
    #expect(precision.lifetimeGain > 1.2)
    #expect(precision.controlledBest.error < result.strategies[0].lifetimeValue.error)
    // Many other paths without the control agree with few paths with it.
    (scenario.simulation.paths, scenario.simulation.seed) = (3_000, 2)
    let many = try await Simulator(scenario, systems: TestHousehold.systems(leavesPension: true)).compare(.strategies)
    let mean = many.strategies[0].lifetimeValue
    let error =
      (mean.error * mean.error
      + precision.controlledBest.error * precision.controlledBest.error).squareRoot()
    #expect(abs(precision.controlledBest.value - mean.value) <= 4 * error)
    scenario.simulation.paths = 20
    scenario.simulation.couple = .gaussian(kendallTau: 0.4)
    let tied = try await Simulator(scenario, systems: TestHousehold.systems(leavesPension: true)).compare(.strategies)
    #expect(tied.precision == nil)
  }
}
