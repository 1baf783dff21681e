// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Parameters
import Quantities
import Testing

@testable import Simulation

@Suite("Simulation: changes of law, ClosedForm")
struct PolicyEventsClosedFormTests {
  static let asOf = YearMonth(2026, 11)

  /// WEP at 1 %, Luxembourg at 5 %, treaty off; a fund that runs out after 7 years and pays 77 % with probability 0.3.
  static let events = PolicyEvents(
    EventSettings(
      wepReinstatement: 0.01, trustFund: .stochastic(probability: 0.3), luxembourgReform: 0.05), asOf: asOf,
    projection: FundShortfall(from: asOf + 84, share: 0.77))

  struct Case: Sendable {
    let years: Int
    let wep, tightening, share, quiet: Double
  }

  /// 1 − e^(−ht), 1 − P·(1 − payable), and the product of what has not come.
  static let cases = [
    Case(
      years: 1, wep: 0.00995016625083195, tightening: 0.048770575499286, share: 1, quiet: 0.941764533584249),
    Case(
      years: 5, wep: 0.048770575499286, tightening: 0.221199216928595, share: 1, quiet: 0.740818220681718),
    Case(
      years: 10, wep: 0.0951625819640404, tightening: 0.393469340287367, share: 0.931, quiet: 0.384168145265818),
    Case(
      years: 20, wep: 0.181269246922018, tightening: 0.632120558828558, share: 0.931, quiet: 0.210835948338541),
    Case(
      years: 30, wep: 0.259181779318282, tightening: 0.77686983985157, share: 0.931, quiet: 0.115709221755111),
  ]

  @Test("probabilities and the expected share are the closed forms", arguments: cases)
  func closedForm(_ item: Case) {
    let month = Self.asOf + 12 * item.years
    #expect(abs(Self.events.probability(of: .wepReinstatement, by: month) - item.wep) < 1e-14)
    #expect(abs(Self.events.probability(of: .luxembourgTightening, by: month) - item.tightening) < 1e-14)
    #expect(abs(Self.events.expectedBenefitShare(in: month) - item.share) < 1e-14)
    #expect(abs(Self.events.probabilityOfQuiet(through: month) - item.quiet) < 1e-14)
  }

  @Test("simulated shares agree within four standard errors")
  func simulated() {
    let n = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil ? 1_000_000 : 20_000
    var wep = [Int](repeating: 0, count: 5)
    var (tightening, quiet, extra) = (wep, wep, [6: 0, 12: 0, 24: 0])
    var share = [Double](repeating: 0, count: 5)
    for path in 0..<UInt64(n) {
      let law = Self.events.path(seed: 11, path: path)
      for (i, item) in Self.cases.enumerated() {
        let month = Self.asOf + 12 * item.years
        if law.holds(.wepReinstatement, in: month) { wep[i] += 1 }
        if law.holds(.luxembourgTightening, in: month) { tightening[i] += 1 }
        if !PolicyEvent.allCases.contains(where: { law.holds($0, in: month) }) { quiet[i] += 1 }
        share[i] += law.benefitShare(in: month)
      }
      if law.arrival(of: .luxembourgTightening) != nil { extra[law.luxembourgExtraMonths, default: 0] += 1 }
    }
    func agrees(_ count: Int, of total: Int, _ p: Double) -> Bool {
      abs(Double(count) / Double(total) - p) < 4 * (p * (1 - p) / Double(total)).squareRoot()
    }
    for (i, item) in Self.cases.enumerated() {
      #expect(agrees(wep[i], of: n, item.wep) && agrees(tightening[i], of: n, item.tightening), "\(item.years)")
      #expect(agrees(quiet[i], of: n, item.quiet), "\(item.years)")
      #expect(abs(share[i] / Double(n) - item.share) < 4 * 0.23 * (0.21 / Double(n)).squareRoot() + 1e-12)
    }
    let all = extra.values.reduce(0, +)
    #expect(extra.count == 3 && agrees(extra[6]!, of: all, 0.5) && agrees(extra[12]!, of: all, 0.3))
  }

  @Test("every hazard's arrivals agree with the exponential law within four standard errors")
  func simulatedHazards() {
    var settings = EventSettings(
      wepReinstatement: 0.02, trustFund: .stochastic(probability: 0.4), luxembourgReform: 0.1, treatyChange: 0.01)
    (settings.fullRetirementAgeRise, settings.moderatorCut, settings.indexDelay) = (0.03, 0.25, 1.5)
    settings.depletionSpread = 18
    let events = PolicyEvents(
      settings, asOf: Self.asOf, projection: FundShortfall(from: Self.asOf + 84, share: 0.77))
    let n = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil ? 1_000_000 : 10_000
    let months = [1, 6, 12, 60, 84, 120, 360].map { Self.asOf + $0 }
    var come = PolicyEvent.allCases.map { _ in [Int](repeating: 0, count: months.count) }
    for path in 0..<UInt64(n) {
      let law = events.path(seed: 23, path: path)
      for event in PolicyEvent.allCases {
        for (i, month) in months.enumerated() where law.holds(event, in: month) { come[event.rawValue][i] += 1 }
      }
    }
    for event in PolicyEvent.allCases {
      for (i, month) in months.enumerated() {
        let (p, share) = (events.probability(of: event, by: month), Double(come[event.rawValue][i]) / Double(n))
        #expect(abs(share - p) <= 4 * (p * (1 - p) / Double(n)).squareRoot(), "\(event) by \(month): \(share) for \(p)")
      }
    }
  }

  @Test("an event at once holds from the first simulated month on every path, and is certain")
  func atOnce() {
    var settings = EventSettings()
    settings.moderatorCut = EventSettings.atOnce
    let events = PolicyEvents(settings, asOf: Self.asOf, projection: nil)
    #expect(
      (0..<50 as Range<UInt64>).allSatisfy {
        events.path(seed: 2, path: $0).arrival(of: .moderatorCut) == Self.asOf + 1
      })
    #expect(events.probability(of: .moderatorCut, by: Self.asOf + 1) == 1)
    #expect(events.probability(of: .moderatorCut, by: Self.asOf) == 0)
  }

  @Test("a depletion that is drawn around its month")
  func spread() {
    var settings = EventSettings(trustFund: .payable)
    settings.depletionSpread = 12
    let events = PolicyEvents(settings, asOf: Self.asOf, projection: FundShortfall(from: Self.asOf + 84, share: 0.8))
    #expect(events.probability(of: .shortfall, by: Self.asOf + 71) == 0)
    #expect(events.probability(of: .shortfall, by: Self.asOf + 84) == 13.0 / 25)
    #expect(events.probability(of: .shortfall, by: Self.asOf + 96) == 1)
    let months = (0..<500 as Range<UInt64>).map {
      events.path(seed: 1, path: $0).arrival(of: .shortfall).map { $0 - Self.asOf } ?? 0
    }
    #expect(months.min()! >= 72 && months.max()! <= 96 && Set(months).count == 25)
  }
}

@Suite("Simulation: changes of law, Invariants")
struct PolicyEventsInvariantsTests {
  let asOf = YearMonth(2026, 11)

  @Test("nothing happens unless the scenario asks")
  func quiet() {
    let events = PolicyEvents(EventSettings(), asOf: asOf, projection: FundShortfall(from: asOf + 10, share: 0.5))
    #expect(events.isQuiet && events.shortfall == nil)
    let law = events.path(seed: 1, path: 1)
    #expect(PolicyEvent.allCases.allSatisfy { law.arrival(of: $0) == nil } && law.benefitShare(in: asOf + 100) == 1)
  }

  @Test("switching an event on moves no other, and a higher hazard only brings it nearer")
  func addresses() {
    var all = EventSettings(
      wepReinstatement: 0.05, trustFund: .stochastic(probability: 0.5), luxembourgReform: 0.05, treatyChange: 0.05)
    (all.fullRetirementAgeRise, all.moderatorCut, all.indexDelay) = (0.05, 0.05, 0.05)
    let projection = FundShortfall(from: asOf + 74, shareByYear: [2033: 0.78, 2034: 0.77])
    let together = PolicyEvents(all, asOf: asOf, projection: projection)
    let alone = PolicyEvents(EventSettings(luxembourgReform: 0.05), asOf: asOf, projection: projection)
    let sooner = PolicyEvents(EventSettings(luxembourgReform: 0.1), asOf: asOf, projection: projection)
    var arrivals: [Set<YearMonth>] = PolicyEvent.allCases.map { _ in [] }
    for path in 0..<300 as Range<UInt64> {
      let (a, b, c) = (
        together.path(seed: 5, path: path), alone.path(seed: 5, path: path), sooner.path(seed: 5, path: path)
      )
      let month = a.arrival(of: .luxembourgTightening)
      #expect(month == b.arrival(of: .luxembourgTightening) && a.luxembourgExtraMonths == b.luxembourgExtraMonths)
      #expect(c.arrival(of: .luxembourgTightening)! <= month! && month! > asOf)
      for event in PolicyEvent.allCases {
        if let month = a.arrival(of: event) { arrivals[event.rawValue].insert(month) }
      }
    }
    for event in PolicyEvent.allCases where event != .shortfall { #expect(arrivals[event.rawValue].count > 100) }
    #expect(arrivals[PolicyEvent.shortfall.rawValue] == [asOf + 74])
    #expect(arrivals[0] != arrivals[3])  // equal hazards, other draws
  }

  @Test("the payable share follows its years and holds on")
  func shares() throws {
    let fund = FundShortfall(from: YearMonth(2032, 12), shareByYear: [2033: 0.789, 2034: 0.78, 2100: 0.64])
    #expect(fund.share(in: YearMonth(2032, 12)) == 0.789 && fund.share(in: YearMonth(2034, 5)) == 0.78)
    #expect(fund.share(in: YearMonth(2099, 1)) == 0.78 && fund.share(in: YearMonth(2120, 1)) == 0.64)
    let own = PolicyEvents(
      EventSettings(trustFund: .payable, depletion: YearMonth(2030, 1), payableShare: 0.7), asOf: asOf, projection: fund
    )
    let law = own.path(seed: 1, path: 0)
    #expect(law.benefitShare(in: YearMonth(2029, 12)) == 1 && law.benefitShare(in: YearMonth(2050, 1)) == 0.7)
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
