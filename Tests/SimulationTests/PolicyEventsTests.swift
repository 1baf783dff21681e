// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Parameters
import Pensions
import Quantities
import TestSupport
import Testing

@testable import Simulation

/// Seven changes of law of a made-up country: a fund, one with a weighted figure, the others plain.
private enum MadeUp: String, CaseIterable {
  case plain, fund, weighted, note, starting, indexing, other

  /// Of equal places in the lists of tests.
  var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  private var effect: Reform.Effect {
    switch self {
    case .fund:
      .share(of: .init("x", month: "month", share: "share", spread: "spread", chance: "chance"))
    case .note: .note("note")
    case .starting, .weighted: .law(["a": .value("b")], reaching: .starting)
    case .indexing: .law(["c": .value("d")], reaching: .indexing)
    case .plain, .other: .law(["e": .value("f")], reaching: .paying)
    }
  }

  static func listed(_ fund: FundShortfall?) -> [ListedReform] {
    let option = Reform.Option("months", .weighted, meaning: "m", example: "e")
    return allCases.map { item in
      let reform = Reform(
        item.rawValue, key: item.rawValue, meaning: "m", example: "e", address: item.place, words: .init(label: "l"),
        effect: item.effect, options: item == .weighted ? [option] : [])
      return ListedReform(
        reform,
        standards: item == .weighted
          ? ["months": .weighted([.init(6, weight: 0.5), .init(12, weight: 0.3), .init(24, weight: 0.2)])] : [:],
        fund: item == .fund ? fund : nil)
    }
  }
}

extension PolicyEvents {
  fileprivate init(
    _ likelihoods: [MadeUp: Double], options: [String: Reform.Value] = [:], asOf: YearMonth, fund: FundShortfall?
  ) {
    self.init(
      EventSettings(
        Dictionary(uniqueKeysWithValues: likelihoods.map { ($0.key.rawValue, $0.value) }), options: options),
      asOf: asOf, listed: MadeUp.listed(fund))
  }

  fileprivate func probability(_ change: MadeUp, by month: YearMonth) -> Double {
    probability(of: change.place, by: month)
  }

  /// What a payment of the fund is multiplied by on a path.
  fileprivate func share(on path: PolicyPath, in month: YearMonth) -> Double {
    guard path.holds(.fund, in: month) else { return 1 }
    return shortfalls[MadeUp.fund.place]?.share(in: month) ?? 1
  }
}

extension PolicyPath {
  fileprivate func arrival(_ change: MadeUp) -> YearMonth? { arrivals[change.place] }
  fileprivate func holds(_ change: MadeUp, in month: YearMonth) -> Bool {
    arrival(change).map { month >= $0 } ?? false
  }
}

@Suite("Simulation: changes of law, ClosedForm")
struct PolicyEventsClosedFormTests {
  static let asOf = YearMonth(2026, 11)

  /// One at 1 %, one at 5 %; a fund that runs out after 7 years and pays 77 % with probability 0.3.
  static let events = PolicyEvents(
    [.plain: 0.01, .fund: 0.3, .weighted: 0.05], asOf: asOf, fund: FundShortfall(from: asOf + 84, share: 0.77))

  struct Case: Sendable {
    let years: Int
    let plain, weighted, share, quiet: Double
  }

  /// 1 − e^(−ht), 1 − P·(1 − payable), and the product of what has not come.
  static let cases = [
    Case(
      years: 1, plain: 0.00995016625083195, weighted: 0.048770575499286, share: 1, quiet: 0.941764533584249),
    Case(
      years: 5, plain: 0.048770575499286, weighted: 0.221199216928595, share: 1, quiet: 0.740818220681718),
    Case(
      years: 10, plain: 0.0951625819640404, weighted: 0.393469340287367, share: 0.931, quiet: 0.384168145265818),
    Case(
      years: 20, plain: 0.181269246922018, weighted: 0.632120558828558, share: 0.931, quiet: 0.210835948338541),
    Case(
      years: 30, plain: 0.259181779318282, weighted: 0.77686983985157, share: 0.931, quiet: 0.115709221755111),
  ]

  @Test("probabilities and the expected share are the closed forms", arguments: cases)
  func closedForm(_ item: Case) {
    let month = Self.asOf + 12 * item.years
    #expect(abs(Self.events.probability(.plain, by: month) - item.plain) < 1e-14)
    #expect(abs(Self.events.probability(.weighted, by: month) - item.weighted) < 1e-14)
    #expect(abs(Self.events.expectedShare(of: MadeUp.fund.place, in: month) - item.share) < 1e-14)
    #expect(abs(Self.events.probabilityOfQuiet(through: month) - item.quiet) < 1e-14)
  }

  @Test("simulated shares agree within four standard errors")
  func simulated() {
    let n = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil ? 1_000_000 : 20_000
    var plain = [Int](repeating: 0, count: 5)
    var (weighted, quiet, extra) = (plain, plain, [0: 0, 1: 0, 2: 0])
    var share = [Double](repeating: 0, count: 5)
    for path in 0..<UInt64(n) {
      let law = Self.events.path(seed: 11, path: path)
      for (i, item) in Self.cases.enumerated() {
        let month = Self.asOf + 12 * item.years
        if law.holds(.plain, in: month) { plain[i] += 1 }
        if law.holds(.weighted, in: month) { weighted[i] += 1 }
        if !MadeUp.allCases.contains(where: { law.holds($0, in: month) }) { quiet[i] += 1 }
        share[i] += Self.events.share(on: law, in: month)
      }
      if law.arrival(.weighted) != nil { extra[law.choices[MadeUp.weighted.place] ?? -1, default: 0] += 1 }
    }
    func agrees(_ count: Int, of total: Int, _ p: Double) -> Bool {
      abs(Double(count) / Double(total) - p) < 4 * (p * (1 - p) / Double(total)).squareRoot()
    }
    for (i, item) in Self.cases.enumerated() {
      #expect(agrees(plain[i], of: n, item.plain) && agrees(weighted[i], of: n, item.weighted), "\(item.years)")
      #expect(agrees(quiet[i], of: n, item.quiet), "\(item.years)")
      #expect(abs(share[i] / Double(n) - item.share) < 4 * 0.23 * (0.21 / Double(n)).squareRoot() + 1e-12)
    }
    let all = extra.values.reduce(0, +)
    #expect(extra.count == 3 && agrees(extra[0]!, of: all, 0.5) && agrees(extra[1]!, of: all, 0.3))
  }

  @Test("every hazard's arrivals agree with the exponential law within four standard errors")
  func simulatedHazards() {
    let events = PolicyEvents(
      [.plain: 0.02, .fund: 0.4, .weighted: 0.1, .note: 0.01, .starting: 0.03, .indexing: 0.25, .other: 1.5],
      options: ["spread": .whole(18)], asOf: Self.asOf, fund: FundShortfall(from: Self.asOf + 84, share: 0.77))
    let n = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil ? 1_000_000 : 10_000
    let months = [1, 6, 12, 60, 84, 120, 360].map { Self.asOf + $0 }
    var come = MadeUp.allCases.map { _ in [Int](repeating: 0, count: months.count) }
    for path in 0..<UInt64(n) {
      let law = events.path(seed: 23, path: path)
      for event in MadeUp.allCases {
        for (i, month) in months.enumerated() where law.holds(event, in: month) { come[event.place][i] += 1 }
      }
    }
    for event in MadeUp.allCases {
      for (i, month) in months.enumerated() {
        let (p, share) = (events.probability(event, by: month), Double(come[event.place][i]) / Double(n))
        #expect(abs(share - p) <= 4 * (p * (1 - p) / Double(n)).squareRoot(), "\(event) by \(month): \(share) for \(p)")
      }
    }
  }

  @Test("an event at once holds from the first simulated month on every path, and is certain")
  func atOnce() {
    let events = PolicyEvents([.indexing: EventSettings.atOnce], asOf: Self.asOf, fund: nil)
    #expect(
      (0..<50 as Range<UInt64>).allSatisfy {
        events.path(seed: 2, path: $0).arrival(.indexing) == Self.asOf + 1
      })
    #expect(events.probability(.indexing, by: Self.asOf + 1) == 1)
    #expect(events.probability(.indexing, by: Self.asOf) == 0)
  }

  @Test("a depletion that is drawn around its month")
  func spread() {
    let events = PolicyEvents(
      [.fund: 1], options: ["spread": .whole(12)], asOf: Self.asOf,
      fund: FundShortfall(from: Self.asOf + 84, share: 0.8))
    #expect(events.probability(.fund, by: Self.asOf + 71) == 0)
    #expect(events.probability(.fund, by: Self.asOf + 84) == 13.0 / 25)
    #expect(events.probability(.fund, by: Self.asOf + 96) == 1)
    let months = (0..<500 as Range<UInt64>).map {
      events.path(seed: 1, path: $0).arrival(.fund).map { $0 - Self.asOf } ?? 0
    }
    #expect(months.min()! >= 72 && months.max()! <= 96 && Set(months).count == 25)
  }
}

@Suite("Simulation: changes of law, Invariants")
struct PolicyEventsInvariantsTests {
  let asOf = YearMonth(2026, 11)

  @Test("nothing happens unless the scenario asks")
  func quiet() {
    let events = PolicyEvents([:], asOf: asOf, fund: FundShortfall(from: asOf + 10, share: 0.5))
    #expect(events.isQuiet)
    let law = events.path(seed: 1, path: 1)
    #expect(law.arrivals.allSatisfy { $0 == nil } && events.share(on: law, in: asOf + 100) == 1)
  }

  @Test("switching an event on moves no other, and a higher hazard only brings it nearer")
  func addresses() {
    let fund = FundShortfall(from: asOf + 74, shareByYear: [2033: 0.78, 2034: 0.77])
    var all = Dictionary(uniqueKeysWithValues: MadeUp.allCases.map { ($0, 0.05) })
    all[.fund] = 0.5
    let together = PolicyEvents(all, asOf: asOf, fund: fund)
    let alone = PolicyEvents([.weighted: 0.05], asOf: asOf, fund: fund)
    let sooner = PolicyEvents([.weighted: 0.1], asOf: asOf, fund: fund)
    var arrivals: [Set<YearMonth>] = MadeUp.allCases.map { _ in [] }
    for path in 0..<300 as Range<UInt64> {
      let (a, b, c) = (
        together.path(seed: 5, path: path), alone.path(seed: 5, path: path), sooner.path(seed: 5, path: path)
      )
      let month = a.arrival(.weighted)
      #expect(month == b.arrival(.weighted) && a.choices[2] == b.choices[2])
      #expect(c.arrival(.weighted)! <= month! && month! > asOf)
      for event in MadeUp.allCases {
        if let month = a.arrival(event) { arrivals[event.place].insert(month) }
      }
    }
    for event in MadeUp.allCases where event != .fund { #expect(arrivals[event.place].count > 100) }
    #expect(arrivals[MadeUp.fund.place] == [asOf + 74])
    #expect(arrivals[0] != arrivals[3])  // equal hazards, other draws
  }

  @Test("the payable share follows its years and holds on")
  func shares() throws {
    let fund = FundShortfall(from: YearMonth(2032, 12), shareByYear: [2033: 0.789, 2034: 0.78, 2100: 0.64])
    #expect(fund.share(in: YearMonth(2032, 12)) == 0.789 && fund.share(in: YearMonth(2034, 5)) == 0.78)
    #expect(fund.share(in: YearMonth(2099, 1)) == 0.78 && fund.share(in: YearMonth(2120, 1)) == 0.64)
    let own = PolicyEvents(
      [.fund: 1], options: ["month": .month(YearMonth(2030, 1)), "share": .share(0.7)], asOf: asOf, fund: fund)
    let law = own.path(seed: 1, path: 0)
    #expect(own.share(on: law, in: YearMonth(2029, 12)) == 1 && own.share(on: law, in: YearMonth(2050, 1)) == 0.7)
  }

  @Test("the shortfall is read from parameters, and a missing one is an error")
  func parameters() throws {
    let yaml = """
      x.fund.depletion: { title: t, unit: month, source: s, values: { 2026: 2033-01 } }
      x.fund.payable: { title: t, unit: percent, source: s, values: { 2033: 78.9, 2034: 78 } }
      """
    let library = try ParameterLibrary(files: [("a.yaml", yaml)], root: "test")
    let fund = try FundShortfall(parameters: library, fund: "x.fund", asOf: asOf)
    #expect(fund == FundShortfall(from: YearMonth(2033, 1), shareByYear: [2033: 0.789, 2034: 0.78]))
    #expect(throws: ParameterError.self) { try FundShortfall(parameters: library, fund: "y.fund", asOf: asOf) }
  }
}
