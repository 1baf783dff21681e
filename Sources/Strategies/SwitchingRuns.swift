// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Pensions
import Quantities
import Simulation
import Statistics

/// Where the ranking of the proposed strategy and its rival turns, one assumption at a time.
struct SwitchingRuns {
  let setting: HouseholdSetting
  /// Plans that hold the two strategies only, the proposed one first.
  let plans: [HouseholdSetting.WeightedPlan]
  let specs: [StrategySpec]
  /// Mean months from filing to the first payment, of each claim of the two.
  let delayMonths: [Double]
  static let steps = 6
  /// Points tried on each side of the base, the ends among them: a difference may turn and turn back, as where nobody lives
  /// to draw either pension.
  static let points = 4

  struct Question {
    var id: String
    var label: Remark
    var person: String?
    var unit: Remark
    var base: Double
    var range: ClosedRange<Double>
    /// Nil where the value makes no sense.
    var variation: (Double) throws -> Variation?
  }

  func questions() throws -> [Question] {
    let scenario = setting.scenario
    let rate = setting.rates.modelled.double
    var questions = [
      Question(
        id: "usd-per-eur", label: Remark(.rate), unit: Remark(.unitRate), base: rate,
        range: rate * 0.6...rate * 1.6
      ) { Variation(economy: setting.economy(shiftedBy: log($0 / rate))) }
    ]
    questions += scenario.members.indices.compactMap(deathAge)
    if !delayMonths.isEmpty {
      questions.append(
        Question(
          id: "delay", label: Remark(.delay), unit: Remark(.unitMonths),
          base: delayMonths.reduce(0, +) / Double(delayMonths.count), range: 0...36
        ) { Variation(delays: scenario.filing.certain(months: $0, in: setting.systems.map(\.country.code))) })
    }
    questions.append(
      Question(
        id: "discount-rate", label: Remark(.discount), unit: Remark(.unitPercentYear),
        base: scenario.simulation.discountRate * 100, range: -2...8
      ) { Variation(discountRate: $0 / 100) })
    if try setting.economy(volatility: 1) != nil {
      questions.append(
        Question(
          id: "volatility", label: Remark(.volatility), unit: Remark(.unitTimes), base: 1, range: 0.05...2
        ) { factor in try setting.economy(volatility: factor).map { Variation(economy: $0) } })
    }
    return questions
  }

  /// The age at which one person dies, all others' lives as drawn; nil for someone in the last year that is simulated.
  private func deathAge(of index: Int) -> Question? {
    let (person, table) = (setting.scenario.members[index].person, setting.lifetimes[index])
    let age = Double(setting.scenario.asOf - person.born.yearMonth) / 12
    let first = max(65, age.rounded(.up) + 1)
    let last = min(max(105, first + 1), Double(setting.scenario.simulation.lastAge + 1))
    guard first < last else { return nil }
    return Question(
      id: "death-age", label: Remark(.ageAtDeath),
      person: setting.scenario.members.count > 1 ? person.id : nil, unit: Remark(.unitYears),
      base: age + table.expectedMonths / 12, range: first...last
    ) { Variation(deathAges: [index: $0]) }
  }

  func values(progress: @Sendable (Double) -> Void) async throws -> [SwitchingValue] {
    var result: [SwitchingValue] = []
    let all = try questions()
    for (number, question) in all.enumerated() {
      defer { progress(Double(number + 1) / Double(all.count)) }
      if let found = try await answer(question) { result.append(found) }
    }
    return result
  }

  /// The root nearest to the base, by regula falsi with halving between the two points tried where the sign changes.
  private func answer(_ question: Question) async throws -> SwitchingValue? {
    func difference(_ x: Double) async throws -> Estimate? {
      guard let variation = try question.variation(x) else { return nil }
      let totals = try await setting.run(variation, plans: plans, specs: specs)
      return StressRuns.mean(StressRuns.differences(of: (0, 1), in: totals), in: totals)
    }
    let (from, to) = (question.range.lowerBound, question.range.upperBound)
    guard let low = try await difference(from), let high = try await difference(to) else { return nil }
    let base = min(max(question.base, from), to)
    guard let middle = try await difference(base) else { return nil }
    var turns: [(near: (Double, Double), far: (Double, Double))] = []
    for (end, last) in [(from, low), (to, high)] {
      let found = try await Self.turn(from: (base, middle.value), to: (end, last.value)) {
        try await difference($0)?.value
      }
      if let found { turns.append(found) }
    }
    turns.sort { abs($0.far.0 - base) < abs($1.far.0 - base) }
    var value: Double?
    if var (near, far) = turns.first {
      for step in 0..<Self.steps {
        let secant = near.0 + (far.0 - near.0) * near.1 / (near.1 - far.1)
        let x = step % 2 == 0 ? secant : (near.0 + far.0) / 2
        guard let found = try await difference(x) else { break }
        if (found.value > 0) == (near.1 > 0) { near = (x, found.value) } else { far = (x, found.value) }
      }
      value = near.0 + (far.0 - near.0) * near.1 / (near.1 - far.1)
    }
    return SwitchingValue(
      id: question.id, label: question.label, person: question.person, unit: question.unit, base: question.base,
      value: value, triedFrom: from, triedTo: to, differenceAtFrom: low, differenceAtTo: high)
  }

  /// The neighbouring points, the nearest to the base, between which the sign changes; level points have no sign.
  static func turn(
    from base: (x: Double, value: Double), to end: (x: Double, value: Double),
    _ difference: (Double) async throws -> Double?
  ) async rethrows -> (near: (Double, Double), far: (Double, Double))? {
    guard base.x != end.x else { return nil }
    var near = base
    for point in 1...points {
      let x = point == points ? end.x : base.x + (end.x - base.x) * Double(point) / Double(points)
      guard let found = try await point == points ? end.value : difference(x) else { continue }
      if near.value * found < 0 { return (near, (x, found)) }
      if found != 0 { near = (x, found) }
    }
    return nil
  }

  /// Chance of a change of law at which the two are level, from the runs without and with it on the same paths; nil for one that
  /// does not concern the household.
  static func chance(of row: StressRow, base: StressRow) -> SwitchingValue? {
    guard row.isChangeOfLaw, !row.changesNothing else { return nil }
    let (without, with) = (base.differenceOfThePair, row.differenceOfThePair)
    let turns = without.value * with.value < 0
    return SwitchingValue(
      id: row.id + "-chance", label: Remark(.chanceThat, ["change": .remark(row.label)]), unit: Remark(.unitPercent),
      base: 0,
      value: turns ? 100 * without.value / (without.value - with.value) : nil, triedFrom: 0, triedTo: 100,
      differenceAtFrom: without, differenceAtTo: with)
  }
}
