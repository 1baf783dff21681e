// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import Statistics

/// In what share of futures each strategy covers the need for life, as the household states its figures and with one of them off.
public struct NeedCover: Sendable, Codable {
  /// One figure of the household's own that is off.
  public struct Change: Sendable, Codable {
    public var id: String
    public var label: Remark
    /// By strategy's name; those that are not among the best are not tried.
    public var shares: [String: Double]
  }

  /// By strategy's name, nothing changed, on the paths of the changes.
  public var shares: [String: Double]
  public var changes: [Change]
  /// Paths of these runs; the first of the comparison's own.
  public var paths: Int

  /// The lowest share of futures among the changes; nil for a strategy that was not tried.
  public func least(of strategy: String) -> Double? {
    let tried = changes.map { $0.shares[strategy] }
    return tried.contains { $0 == nil } ? nil : tried.compactMap { $0 }.min()
  }
}

/// A figure of the household's own at which the two aims begin, or cease, to ask for the same plan.
public struct AimTurn: Sendable, Codable {
  /// `savings`, `needs`, `delay`.
  public var id: String
  public var label: Remark
  public var unit: Remark
  /// As stated; savings as what is added to them.
  public var base: Double
  /// Nil where nothing turns on the whole range tried.
  public var value: Double?
  public var triedTo: Double
  /// In what share of futures the plan with most money covers the need there, and the other; of the end of the range where nothing turns.
  public var coverOfMoney: Double
  public var coverOfNeed: Double
}

extension HouseholdSetting {
  /// By how much each of the household's own figures is off.
  static let (lessSavings, moreNeed, lateMonths) = (0.9, 1.05, 14.0)
  /// Strategies that are run with figures off, at most.
  static let mostCandidates = 24

  /// - Returns: nil where the need has no vote: none is stated, or money alone is asked for.
  func needCover(_ plans: [WeightedPlan], _ specs: [StrategySpec]) async throws -> NeedCover? {
    guard scenario.aim != .money, scenario.needs.areStated, specs.count > 1 else { return nil }
    let base = try await run(Variation(), plans: plans, specs: specs)
    let shares = specs.indices.map { base.mean(.needsMet, of: $0).value }
    let most = shares.max() ?? 0
    // Twice the margin, as these paths are fewer than those of the comparison.
    let candidates = specs.indices.filter { shares[$0] >= most - 2 * Recommendation.coverMargin }
      .sorted { shares[$0] != shares[$1] ? shares[$0] > shares[$1] : $0 < $1 }.prefix(Self.mostCandidates).sorted()
    var changes: [(id: String, label: Remark, variation: Variation)] = []
    if plans.contains(where: { $0.plan.hasSavings }) {
      changes.append(("savings-less", Remark(.savingsLess), Variation(savings: SavingsChange(share: Self.lessSavings))))
    }
    changes.append(("need-more", Remark(.needMore), Variation(needShare: Self.moreNeed)))
    changes.append(("slow-offices", Remark(.slowOffices), Variation(delays: late(Self.lateMonths))))
    let kept = plans.map { ($0.plan.with(strategies: Array(candidates)), $0.weight) }
    var found = NeedCover(
      shares: Dictionary(zip(specs.map(\.name), shares), uniquingKeysWith: { first, _ in first }), changes: [],
      paths: base.paths)
    for change in changes {
      let totals = try await run(change.variation, plans: kept, specs: candidates.map { specs[$0] })
      found.changes.append(
        NeedCover.Change(
          id: change.id, label: change.label,
          shares: Dictionary(
            candidates.enumerated().map { (specs[$1].name, totals.mean(.needsMet, of: $0).value) },
            uniquingKeysWith: { first, _ in first })))
    }
    return found
  }

  func late(_ months: Double) -> DelaySettings {
    scenario.filing.certain(months: months, in: systems.map(\.country.code))
  }
}

/// Looks for the figure of the household's own at which the plan with most money is the one to propose, or no longer is.
struct AimTurns {
  /// Of the range to which savings are added, in steps.
  static let savingsStep = 5_000.0
  static let savingsSteps = 96
  /// A hundredth of the need a step.
  static let needSteps = 50
  static let lateSteps = 36

  let setting: HouseholdSetting
  /// The plan with most money, then the one that covers the need best.
  let plans: [HouseholdSetting.WeightedPlan]
  let specs: [StrategySpec]
  /// Mean months from filing to the first payment.
  let delay: Double

  private struct Question {
    var id: String
    var label: Remark
    var unit: Remark
    var base: Double
    var steps: Int
    var value: (Int) -> Double
    var variation: (Int) -> Variation
  }

  private struct Cover {
    var money: Double
    var need: Double
    var agrees: Bool { money >= need - Recommendation.coverMargin }
  }

  /// - Parameter agree: whether the aims agree as the figures are stated.
  func values(agree: Bool) async throws -> [AimTurn] {
    let sign = agree ? -1.0 : 1.0
    let stated = setting.scenario.savings.reduce(0.0) {
      $0 + setting.rates.convert($1.value, from: $1.key, to: setting.scenario.currency).double
    }
    let savings = agree ? min(Self.savingsSteps, Int(stated / Self.savingsStep)) : Self.savingsSteps
    let questions = [
      Question(
        id: "savings", label: Remark(agree ? .savingsTaken : .savingsAdded), unit: Remark(.unitHousehold), base: 0,
        steps: savings, value: { Double($0) * Self.savingsStep },
        variation: { step in
          agree
            ? Variation(savings: SavingsChange(share: max(0, 1 - Double(step) * Self.savingsStep / max(stated, 1))))
            : Variation(savings: SavingsChange(added: Double(step) * Self.savingsStep))
        }),
      Question(
        id: "needs", label: Remark(.needOf), unit: Remark(.unitPercent), base: 100, steps: Self.needSteps,
        value: { 100 - sign * Double($0) }, variation: { Variation(needShare: 1 - sign * Double($0) / 100) }),
      Question(
        id: "delay", label: Remark(.delay), unit: Remark(.unitMonths), base: delay,
        steps: agree ? Self.lateSteps : Int(delay),
        value: { agree ? Double($0) : Double(Int(delay) - $0) },
        variation: { Variation(delays: setting.late(agree ? Double($0) : Double(Int(delay) - $0))) }),
    ]
    var found: [AimTurn] = []
    for question in questions where question.steps > 0 { found.append(try await answer(question, agree: agree)) }
    return found
  }

  private func cover(_ variation: Variation) async throws -> Cover {
    let totals = try await setting.run(variation, plans: plans, specs: specs)
    return Cover(money: totals.mean(.needsMet, of: 0).value, need: totals.mean(.needsMet, of: 1).value)
  }

  /// The first step at which it turns, by halving: more savings, a smaller need and faster offices never make a plan worse.
  private func answer(_ question: Question, agree: Bool) async throws -> AimTurn {
    var (low, high) = (0, question.steps)
    var there = try await cover(question.variation(high))
    guard there.agrees != agree else {
      return AimTurn(
        id: question.id, label: question.label, unit: question.unit, base: question.base, value: nil,
        triedTo: question.value(high), coverOfMoney: there.money, coverOfNeed: there.need)
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      let found = try await cover(question.variation(middle))
      if found.agrees != agree { (high, there) = (middle, found) } else { low = middle }
    }
    return AimTurn(
      id: question.id, label: question.label, unit: question.unit, base: question.base, value: question.value(high),
      triedTo: question.value(question.steps), coverOfMoney: there.money, coverOfNeed: there.need)
  }
}
