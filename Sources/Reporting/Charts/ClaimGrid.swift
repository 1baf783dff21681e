// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// The strategies by the ages at which two pensions start: one person's two, or the two of a couple that matter most.
struct ClaimGrid {
  /// A pension of somebody in the household.
  struct Slot: Hashable {
    var person: String
    var country: Country
  }

  struct Cell {
    var strategy: Int
    /// Completed months of age.
    var first: Int
    var second: Int
  }

  var first: Slot
  var second: Slot
  /// Pensions that are no axis; each cell has them at their best.
  var others: [Slot]
  var firstAges: [Int]
  var secondAges: [Int]
  /// The best strategy of each pair of ages.
  var cells: [Cell]

  /// Nil where the strategies make no grid of at least 2 × 2 ages.
  init?(_ builder: ReportBuilder) {
    let strategies = builder.result.strategies
    let slots = builder.unique(strategies.flatMap { $0.claims.map { Slot(person: $0.person, country: $0.country) } })
    // Filing late or ahead of others is another axis; the grid shows claims filed as early as allowed.
    let all = strategies.indices.filter { index in
      strategies[index].spec.wishes.values.allSatisfy { wishes in
        wishes.values.allSatisfy { $0.filing == .asEarlyAsAllowed }
      }
    }
    let fromGrid = all.filter { strategies[$0].spec.fromGrid }
    // A grid's own ages make the axes; named strategies count where they fall on them, and the best one always.
    let base = (fromGrid.count >= 4 ? fromGrid : all) + all.filter { $0 == 0 }
    func age(_ slot: Slot, _ index: Int) -> Int? {
      guard let born = builder.person(slot.person)?.born.yearMonth else { return nil }
      return strategies[index].claims.first { $0.person == slot.person && $0.country == slot.country }
        .map { $0.entitlement - born }
    }
    guard
      let axes = Self.axes(
        slots, builder, reach: { slot in Self.reach(of: base.map { ($0, age(slot, $0)) }, strategies) })
    else { return nil }
    (first, second) = axes
    others = slots.filter { $0 != axes.0 && $0 != axes.1 }
    func cell(_ index: Int) -> Cell? {
      guard let first = age(axes.0, index), let second = age(axes.1, index) else { return nil }
      return Cell(strategy: index, first: first, second: second)
    }
    let known = (Set(base.compactMap { cell($0)?.first }), Set(base.compactMap { cell($0)?.second }))
    cells = []
    var taken: Set<[Int]> = []
    // Strategies come best first, so the first of a pair of ages is its best.
    for found in all.compactMap(cell) where known.0.contains(found.first) && known.1.contains(found.second) {
      if taken.insert([found.first, found.second]).inserted { cells.append(found) }
    }
    firstAges = Set(cells.map(\.first)).sorted()
    secondAges = Set(cells.map(\.second)).sorted()
    guard firstAges.count >= 2, secondAges.count >= 2, cells.count >= 4 else { return nil }
  }

  /// What the worst age of a pension costs against its best, each with the rest at its best; nil for fewer than two ages.
  private static func reach(of ages: [(index: Int, age: Int?)], _ strategies: [StrategyResult]) -> Double? {
    var bests: [Int: Double] = [:]
    for (index, age) in ages {
      guard let age else { continue }
      bests[age] = max(bests[age] ?? -.infinity, strategies[index].lifetimeValue.value)
    }
    guard bests.count >= 2, let low = bests.values.min(), let high = bests.values.max() else { return nil }
    return high - low
  }

  /// The two pensions whose ages matter most; the other currency along the bottom, where ages usually range wider.
  private static func axes(_ slots: [Slot], _ builder: ReportBuilder, reach: (Slot) -> Double?) -> (Slot, Slot)? {
    let ranked = slots.compactMap { slot in reach(slot).map { (slot: slot, reach: $0) } }
      .sorted { ($1.reach, $0.slot.person, $0.slot.country) < ($0.reach, $1.slot.person, $1.slot.country) }
    guard ranked.count >= 2 else { return nil }
    func isOwnMoney(_ slot: Slot) -> Int { builder.systems[slot.country]?.currency == builder.currency ? 1 : 0 }
    let two = ranked.prefix(2).map(\.slot).sorted {
      (isOwnMoney($0), $0.person, $0.country) < (isOwnMoney($1), $1.person, $1.country)
    }
    return (two[0], two[1])
  }
}
