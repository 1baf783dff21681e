// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Claim months of two people in turn: one person's, the other's held, on the same paths, until nothing improves.
///
/// A person's months are tried on a coarse grid and then ever more closely around the two best places; where they are few,
/// all of them. What was tried once is remembered, so that later starts cost little.
struct TurnSearch {
  /// Months between the first tries, halved until it is one.
  static let firstStep = 8
  /// So many combinations of one person are tried one by one.
  static let few = 400
  static let rounds = 4
  /// So few months of one pension are tried all in each turn.
  static let fewMonths = 8

  /// Starts and paths of a search beside a comparison: a first answer.
  static let (quickStarts, quickPaths) = (2, 192)
  /// The best of a first answer that are looked at on all paths.
  static let quickBest = 64

  let search: ClaimSearch
  let people: [String]
  /// A first answer, from fewer starts on fewer paths.
  var isQuick = false
  private var planning: [StrategyPlanning]
  /// On the first paths; nil where the law refuses the choice.
  private var known: [SearchChoice: Score?] = [:]

  /// The objective; money decides among equals, as where many plans meet needs on every path.
  private struct Score {
    var objective: Double
    var money: Double

    static func < (a: Score, b: Score) -> Bool {
      a.objective != b.objective ? a.objective < b.objective : a.money < b.money
    }
  }

  init(_ search: ClaimSearch, people: [String]) throws {
    (self.search, self.people) = (search, people)
    planning = try search.newPlanning()
  }

  /// Everything that was tried and that the law allows, in an order that depends on nothing but the search.
  var tried: [SearchChoice] {
    known.filter { $0.value != nil }.keys.sorted { a, b in
      a.months != b.months
        ? a.months.lexicographicallyPrecedes(b.months)
        : a.filings.map(\.description).lexicographicallyPrecedes(b.filings.map(\.description))
    }
  }

  /// The best of all that was tried, in the order of ``tried``.
  func best(_ count: Int) -> [SearchChoice] {
    let all = tried
    func score(_ index: Int) -> Score { known[all[index]].flatMap { $0 } ?? Score(objective: -.infinity, money: 0) }
    let order = all.indices.sorted { a, b in
      let (x, y) = (score(a), score(b))
      return y < x || !(x < y) && a < b
    }
    return order.prefix(count).sorted().map { all[$0] }
  }

  /// How many combinations were tried that the law allows.
  var count: Int { known.values.count { $0 != nil } }

  /// From the earliest, the middle and the latest months to where no person's turn improves; then all people's months next to
  /// the best.
  mutating func run(progress: (Double) -> Void) async throws {
    let filings = search.axes.map { $0.filings[0] }
    let months = search.axes.map { $0.months.filter { $0 != SearchAxis.never } }
    let first = months.map { $0[0] }
    let last = months.map { $0[$0.count - 1] }
    let starts = (isQuick ? [first, last] : [first, months.map { $0[$0.count / 2] }, last]).map {
      SearchChoice(months: $0, filings: filings)
    }
    for (number, start) in starts.enumerated() {
      var current = start
      var value = Score(objective: -.infinity, money: 0)
      for round in 0..<Self.rounds {
        let before = value
        for (place, person) in people.enumerated() {
          if let found = try await turn(of: person, from: current), value < found.value {
            (current, value) = found
          }
          progress(
            (Double(number) + (Double(round) + Double(place + 1) / Double(people.count)) / Double(Self.rounds))
              / Double(starts.count))
        }
        if !(before < value) { break }
      }
    }
    while let best = best(of: tried) {
      let around = search.axes.indices.map { index in
        search.axes[index].only(
          months: search.axes[index].months.filter { abs($0 - best.choice.months[index]) <= 1 },
          filings: [best.choice.filings[index]])
      }
      try await tryAll(ClaimSearch.combinations(around))
      if self.best(of: tried)?.choice == best.choice { break }
    }
  }

  /// The best of one person's months and ways of filing beside what the other has.
  private mutating func turn(of person: String, from current: SearchChoice) async throws
    -> (choice: SearchChoice, value: Score)?
  {
    func choices(_ months: (Int) -> [YearMonth], _ filings: (Int) -> [ClaimWish.Filing]) -> [SearchChoice] {
      ClaimSearch.combinations(
        search.axes.enumerated().map { index, axis in
          axis.person == person
            ? axis.only(months: months(index), filings: filings(index))
            : axis.only(months: [current.months[index]], filings: [current.filings[index]])
        })
    }
    let axes = search.axes
    let own = axes.filter { $0.person == person }
    if own.reduce(1, { $0 * $1.months.count * $1.filings.count }) <= Self.few {
      let all = choices({ axes[$0].months }, { axes[$0].filings })
      try await tryAll(all)
      return best(of: all)
    }
    var step = Self.firstStep
    var seen = choices(
      { index in
        let months = axes[index].months
        if months.count <= Self.fewMonths { return months }
        return months.indices.filter { $0 % step == 0 || $0 == months.count - 1 || months[$0] == current.months[index] }
          .map { months[$0] }
      }, { axes[$0].filings })
    try await tryAll(seen)
    while step > 1 {
      step /= 2
      var near: [SearchChoice] = []
      var centers: [SearchChoice] = []
      if let first = best(of: seen) {
        centers.append(first.choice)
        let far = seen.filter { choice in
          choice.filings != first.choice.filings
            || zip(choice.months, first.choice.months).contains { abs($0 - $1) > 2 * step }
        }
        if let second = best(of: far) { centers.append(second.choice) }
      }
      for center in centers {
        near += choices(
          { index in
            axes[index].months.count <= Self.fewMonths
              ? axes[index].months
              : axes[index].months.filter {
                abs($0 - center.months[index]) <= 2 * step && ($0 - center.months[index]) % step == 0
              }
          }, { [center.filings[$0]] })
      }
      try await tryAll(near)
      seen += near
    }
    return best(of: seen)
  }

  private mutating func tryAll(_ choices: [SearchChoice]) async throws {
    var wanted: [SearchChoice] = []
    for choice in choices where known[choice] == nil {
      known[choice] = .some(nil)
      wanted.append(choice)
    }
    guard !wanted.isEmpty else { return }
    let paths = min(isQuick ? Self.quickPaths : ClaimSearch.firstPaths, search.setting.scenario.simulation.paths)
    for cell in try await search.tryCells(wanted, paths: paths, planning: &planning, progress: { _ in }) {
      known[cell.choice] = Score(objective: cell.objective.value, money: cell.lifetimeValue.value)
    }
  }

  /// The first of the best, in the order given.
  private func best(of choices: [SearchChoice]) -> (choice: SearchChoice, value: Score)? {
    var best: (choice: SearchChoice, value: Score)?
    for choice in choices {
      guard case .some(.some(let value)) = known[choice] else { continue }
      if best.map({ $0.value < value }) ?? true { best = (choice, value) }
    }
    return best
  }
}

extension SearchAxis {
  fileprivate func only(months: [YearMonth], filings: [ClaimWish.Filing]) -> SearchAxis {
    var axis = self
    (axis.months, axis.filings) = (months, filings)
    return axis
  }
}
