// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

/// Every combination of the claims of one person's two pensions on all paths, by ``ClaimSurface``.
///
/// Values are held as single-precision numbers, as many rows of the surface at a time as a fixed piece of memory takes.
struct SurfaceSearch {
  /// Bytes for the values of a pass.
  static let memory = 80_000_000
  /// Paths beyond which a row of the surface alone would need too much of it.
  static let mostPaths = 131_072
  /// Paths on which the best is guessed, so that its rows come first and the others are set against it at once.
  static let guessPaths = 256

  /// The claims of one pension by one way of filing.
  struct Block {
    var filing: ClaimWish.Filing
    var months: [YearMonth]
    var axis: ClaimSurface.Axis
  }

  /// One way of filing for each pension: a surface of its own.
  struct Part {
    var outer: Block
    var inner: Block
    var surface: ClaimSurface
  }

  let search: ClaimSearch
  /// Of the claims one at a time, with the household's lives.
  let simulation: HouseholdSimulation
  let parts: [Part]
  /// Index of the axis whose claims are rows.
  let outerAxis: Int

  /// Whether it holds, or why not.
  enum Answer {
    case holds(SurfaceSearch)
    case not(reason: Remark)
  }

  static func make(_ search: ClaimSearch) throws -> Answer {
    let (setting, axes) = (search.setting, search.axes)
    guard axes.count == 2, setting.scenario.members.count == 1, !axes.contains(where: \.isSurvivors) else {
      return .not(reason: Remark(.notTwoPensions))
    }
    guard !setting.scenario.isTaxed else { return .not(reason: Remark(.taxLooksAtBoth)) }
    guard search.objective != .needsMet else { return .not(reason: Remark(.needsLookAtBoth)) }
    guard setting.scenario.simulation.paths <= mostPaths else {
      return .not(reason: Remark(.tooManyPaths, ["paths": .integer(mostPaths)]))
    }

    // Each claim beside the first one of the other pension, and some pairs to see that it does not matter which.
    var planning = try search.newPlanning()
    let reference = SearchChoice(months: axes.map { $0.months[0] }, filings: [.asEarlyAsAllowed, .asEarlyAsAllowed])
    let filings = axes.map { $0.filings.filter { $0 != .asEarlyAsAllowed } + [.asEarlyAsAllowed] }
    var choices: [SearchChoice] = []
    for (index, axis) in axes.enumerated() {
      for filing in filings[index] {
        for month in axis.months {
          var choice = reference
          (choice.months[index], choice.filings[index]) = (month, filing)
          choices.append(choice)
        }
      }
    }
    let single = choices.count
    for first in stride(from: 0, to: axes[0].months.count, by: 12) {
      for second in stride(from: 0, to: axes[1].months.count, by: 12) {
        choices.append(
          SearchChoice(months: [axes[0].months[first], axes[1].months[second]], filings: reference.filings))
      }
    }
    let specs = choices.map { search.spec($0) }
    var named: [String: Int] = [:]
    let (base, plans) = try setting.prepare(search.mix, specs: unique(specs), planning: &planning)
    for (number, spec) in base.specs.enumerated() { named[spec.name] = number }

    /// Rows of the plans' payments of one pension, [regime]; nil where the law refuses the choice.
    func payments(_ choice: Int, _ axis: Int) -> [Int]? {
      guard let strategy = named[specs[choice].name],
        let place = base.claims[strategy].firstIndex(where: { $0.country == axes[axis].country })
      else { return nil }
      return plans.map { $0.plan.strategies[strategy][place] }
    }
    var blocks: [[Block]] = [[], []]
    var number = 0
    for (index, axis) in axes.enumerated() {
      guard let claimant = planning[0].claimants.first(where: { $0.country == axis.country }) else {
        return .not(reason: Remark(.notTwoPensions))
      }
      let claimable = planning.map {
        ($0.eligibilities[claimant]?.claimable?.lowerBound).map { $0 - plans[0].plan.firstMonth } ?? Int.max
      }
      for filing in filings[index] {
        var block = Block(
          filing: filing, months: [],
          axis: .init(
            payments: Array(repeating: [], count: plans.count), used: Array(repeating: [], count: plans.count),
            claimable: claimable))
        for month in axis.months {
          defer { number += 1 }
          guard let rows = payments(number, index) else { continue }
          block.months.append(month)
          for part in plans.indices {
            let claim = try planning[part].date(ClaimWish(start: .month(month), filing: filing), of: claimant)
            guard let claim else { return .not(reason: Remark(.regimeRefuses)) }
            block.axis.payments[part].append(rows[part])
            block.axis.used[part].append(max(claim.entitlement, claim.filed) - plans[part].plan.firstMonth)
          }
        }
        if !block.months.isEmpty { blocks[index].append(block) }
      }
    }
    guard !blocks[0].isEmpty, !blocks[1].isEmpty else { return .not(reason: Remark(.allRefused)) }
    for choice in single..<choices.count {
      for axis in 0..<2 {
        guard let found = payments(choice, axis), let block = blocks[axis].last,
          let place = block.months.firstIndex(of: choices[choice].months[axis])
        else { return .not(reason: Remark(.refusedForOther)) }
        if found != plans.indices.map({ block.axis.payments[$0][place] }) {
          return .not(reason: Remark(.amountDepends))
        }
      }
    }
    for axis in 0..<2 { blocks[axis].removeAll { !axes[axis].filings.contains($0.filing) } }
    guard !blocks[0].isEmpty, !blocks[1].isEmpty else { return .not(reason: Remark(.allRefused)) }
    return make(search, blocks: blocks, simulation: setting.simulation(plans))
  }

  /// Takes as rows the pension whose claims move in ways of their own.
  private static func make(_ search: ClaimSearch, blocks: [[Block]], simulation: HouseholdSimulation) -> Answer {
    var reason = Remark(.noClaims)
    var found: [SurfaceSearch] = []
    for outer in [1, 0] {
      let inner = 1 - outer
      let refusal = ClaimSearch.product([blocks[outer], blocks[inner]]).lazy.compactMap { pair in
        simulation.plans.enumerated().lazy.compactMap { part, plan in
          ClaimSurface.refusal(
            plan, delays: simulation.delays, outer: pair[0].axis, inner: pair[1].axis, part: part)
        }.first
      }.first
      if let refusal {
        reason = Remark(refusal)
        continue
      }
      let parts = ClaimSearch.product([blocks[outer], blocks[inner]]).map { pair in
        Part(
          outer: pair[0], inner: pair[1],
          surface: ClaimSurface(simulation, outer: pair[0].axis, inner: pair[1].axis))
      }
      found.append(
        SurfaceSearch(
          search: search, simulation: simulation, parts: parts, outerAxis: outer))
    }
    let best = found.first { $0.parts.allSatisfy(\.surface.usesDifferences) } ?? found.first
    return best.map { .holds($0) } ?? .not(reason: reason)
  }

  private static func unique(_ specs: [StrategySpec]) -> [StrategySpec] {
    var seen: Set<String> = []
    return specs.filter { seen.insert($0.name).inserted }
  }
}

extension Remark {
  init(_ refusal: ClaimSurface.Refusal) {
    let key: EnginePhrase =
      switch refusal {
      case .morePeople: .morePeople
      case .allowance: .allowanceWithoutTest
      case .savingsCount: .savingsCount
      case .trend: .delayTrend
      case .noClaims: .noClaims
      case .otherIncome: .otherIncome
      case .changedAmounts: .changedAmounts
      case .movesBoth: .movesBoth
      case .becomeNational: .becomeNational
      case .outOfOrder: .outOfOrder
      case .arrearsCount: .arrearsCount
      case .fixedAmount: .fixedAmount
      }
    self.init(key)
  }
}
