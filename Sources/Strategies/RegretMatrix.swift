// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Longevity
import Pensions
import Quantities
import Simulation
import Statistics

/// What each strategy gives less than the best one, in each state of the world: as simulated, under each stress that changes
/// something, and with the exchange rate moved for good; all on the same paths.
public struct RegretMatrix: Sendable, Codable {
  public struct State: Sendable, Codable {
    /// A stable name: `base`, the names of ``StressRow/id``, `dollar-dearer`, `dollar-cheaper`.
    public var id: String
    public var label: Remark
    /// By strategy, in the order of the result's strategies: mean lifetime value.
    public var values: [Double]

    public init(id: String, label: Remark, values: [Double]) {
      (self.id, self.label, self.values) = (id, label, values)
    }

    /// By strategy: what the best of this state gives more.
    public var regrets: [Double] {
      let most = values.max() ?? 0
      return values.map { most - $0 }
    }
  }

  public var states: [State]
  public init(states: [State]) { self.states = states }

  /// By strategy: the largest regret of any state.
  public var worst: [Double] {
    guard let count = states.first?.values.count else { return [] }
    let all = states.map(\.regrets)
    return (0..<count).map { strategy in all.map { $0[strategy] }.max() ?? 0 }
  }

  /// The strategy whose largest regret is smallest.
  public var least: Int? {
    let worst = worst
    return worst.indices.min { worst[$0] < worst[$1] }
  }

  /// How far the exchange rate is moved: the dollar a fifth dearer, and as much cheaper.
  static let move = 1.25
}

extension StressRuns {
  /// - Parameters:
  ///   - base: as simulated, on the paths of the rows.
  ///   - rows: the stress rows of the same strategies.
  func regrets(base: StressRow, rows: [StressRow]) async throws -> RegretMatrix {
    var states = ([base] + rows.filter { !$0.changesNothing }).map {
      RegretMatrix.State(id: $0.id, label: $0.label, values: $0.lifetimeValues.map(\.value))
    }
    let moves = [
      ("dollar-dearer", Remark(.dollarDearer), -log(RegretMatrix.move)),
      ("dollar-cheaper", Remark(.dollarCheaper), log(RegretMatrix.move)),
    ]
    for (id, label, shift) in moves {
      let economy = setting.economy(shiftedBy: shift)
      let totals = try await setting.run(Variation(economy: economy), plans: plans, specs: specs)
      states.append(.init(id: id, label: label, values: specs.indices.map { totals.mean(.value, of: $0).value }))
    }
    return RegretMatrix(states: states)
  }
}

/// By how much estimates gain on independent draws of plain means.
public struct PrecisionGains: Sendable, Codable {
  /// Variance of the best's mean over that with lifetimes known exactly as control variate: 1 / (1 − ρ²).
  public var lifetimeGain: Double
  /// The best's mean lifetime value with that control.
  public var controlledBest: Estimate
  /// Variance of a mean of two independent paths over that of a mirrored pair; nil where paths are not mirrored.
  public var antitheticGain: Double?
}

extension ComparisonStatistics {
  /// Nil where the household's expected months of life have no closed form here.
  ///
  /// - Parameter couple: how a couple's lifetimes hang together.
  func precision(couple: LifetimeDependence) -> PrecisionGains? {
    guard let found = totals.controlledByLifetime(of: best, areIndependent: couple == .independent) else { return nil }
    var antithetic: Double?
    if totals.pathSet.sampling == .mirroredPairs, pathwise == nil {
      let values = totals.value(of: best)
      if let single = values.paths.single.mean({ values.values[$0] }).standardError,
        let pairs = values.mean.standardError, pairs > 0
      {
        antithetic = single * single / (pairs * pairs)
      }
    }
    return PrecisionGains(
      lifetimeGain: found.gain, controlledBest: found.mean, antitheticGain: antithetic)
  }
}
