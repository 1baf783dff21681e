// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// A way into the pension, tested in one month under one instrument.
struct RouteTest: Sendable {
  enum Route: String, CaseIterable, Sendable {
    case earlyCompulsory, early, oldAge
  }

  var route: Route
  var ageMonth: YearMonth
  var own: MonthCounts
  /// Foreign months that were available to the test.
  var foreign: Int
  /// Months asked for, with the further ones of the law of 2025.
  var required: Int
  /// Further months among them.
  var extra: Int
  /// Months that were held against `required`, foreign ones included.
  var held: Int
  var passes: Bool
  /// 480 compulsory months are held, so the law of 2025 adds none.
  var isFreeOfExtra = false
  /// The condition that fails, in words.
  var shortfall: String?
}

extension RouteTest.Route {
  func age(_ library: ParameterLibrary, on month: YearMonth) throws -> Int {
    switch self {
    case .earlyCompulsory: try library.value(.earlyCompulsoryAge, inForce: month).value
    case .early: try library.value(.earlyAge, inForce: month).value
    case .oldAge: try library.value(.oldAge, inForce: month).value
    }
  }

  var name: String {
    switch self {
    case .earlyCompulsory: "early at 57"
    case .early: "early at 60"
    case .oldAge: "old age at 65"
    }
  }

  var article: String {
    switch self {
    case .earlyCompulsory: "CSS art. 184 al. 2"
    case .early: "CSS art. 184 al. 1"
    case .oldAge: "CSS art. 183"
    }
  }
}

extension Claimant {
  /// Tests one route for a start in `month`, on own months or with those of an instrument.
  func test(_ route: RouteTest.Route, startingIn month: YearMonth, with instrument: Instrument? = nil) throws
    -> RouteTest
  {
    let library = system.parameters
    let ageMonth = self.month(attaining: try route.age(library, on: month))
    let (own, foreign) = counts(before: month, with: instrument)
    var result = RouteTest(
      route: route, ageMonth: ageMonth, own: own, foreign: foreign, required: 0, extra: 0, held: 0, passes: false)
    let minimumOwn = instrument?.minimumOwn ?? 0
    let asCompulsory = readings.foreignTimeAsCompulsory ? foreign : 0
    switch route {
    case .oldAge:
      result.required = try library.value(.oldAgeMonths, inForce: month).value
      result.held = own.effective + foreign
    case .earlyCompulsory:
      result.required = try library.value(.earlyCompulsoryMonths, inForce: month).value
      result.held = own.compulsory + asCompulsory
    case .early:
      result.required = try library.value(.earlyMonths, inForce: month).value
      result.held = own.all + foreign
    }
    if month < ageMonth {
      result.shortfall = "the age is reached in \(ageMonth)"
      return result
    }
    if instrument != nil, own.effective < minimumOwn {
      result.shortfall = "\(own.effective) Luxembourg months, \(minimumOwn) needed before foreign time counts"
      return result
    }
    if result.held < result.required {
      result.shortfall = "\(result.held) months of \(result.required)"
      return result
    }
    if route == .early {
      let effectiveNeeded = try library.value(.earlyEffectiveMonths, inForce: month).value
      let effective = own.effective + (readings.totalizeEffectiveMonths ? foreign : 0)
      if effective < effectiveNeeded {
        result.shortfall = "\(effective) effective months of \(effectiveNeeded)"
        return result
      }
      let further = try furtherMonths(own: own, foreign: foreign, before: month, ageMonth: ageMonth, with: instrument)
      result.extra = further.needed
      result.isFreeOfExtra = own.compulsory + asCompulsory >= result.required
      result.required += further.needed
      if result.held < result.required || further.held < further.needed {
        result.shortfall =
          "\(min(result.held, result.required - further.needed + further.held)) months of \(result.required): "
          + "\(further.needed) further compulsory months since the right opened, \(further.held) held"
        return result
      }
    }
    result.passes = true
    return result
  }

  /// Further whole compulsory months of the law of 19 December 2025, and those held after the 480th month.
  private func furtherMonths(
    own: MonthCounts, foreign: Int, before month: YearMonth, ageMonth: YearMonth, with instrument: Instrument?
  ) throws -> (needed: Int, held: Int) {
    let library = system.parameters
    let full = try library.value(.earlyMonths, inForce: month).value
    let compulsory = own.compulsory + (readings.foreignTimeAsCompulsory ? foreign : 0)
    let byLaw = !regime.earlyPensionOf2012
    if compulsory >= full { return (0, 0) }
    let complete: YearMonth
    let heldSince: Int
    if career.isTotals {
      // Totals give no dates: the months are taken to run on to the claim.
      complete = month - (own.all + foreign - full)
      heldSince = min(own.compulsory, own.all + foreign - full)
    } else {
      var low = (career.first ?? month).index
      for coverage in instrument?.coverage ?? [] {
        if let year = coverage.coverage.years.keys.min() { low = min(low, YearMonth.january(year).index) }
      }
      var high = month.index
      while low < high {
        let middle = (low + high) / 2
        let (then, abroad) = counts(before: YearMonth(index: middle), with: instrument)
        if then.all + abroad >= full { high = middle } else { low = middle + 1 }
      }
      complete = YearMonth(index: low)
      let (then, abroad) = counts(before: complete, with: instrument)
      heldSince = compulsory - then.compulsory - (readings.foreignTimeAsCompulsory ? abroad : 0)
    }
    let opens = readings.extraMonthsBy == "monthsComplete" ? complete : max(complete, ageMonth)
    var needed = byLaw ? try library.value(.earlyExtraMonths, inForce: max(opens, YearMonth(1988, 1))).value : 0
    if opens >= regime.furtherMonthsFrom { needed += regime.furtherMonths }
    return (needed, heldSince)
  }

  /// The routes that are open in `month` on own months alone, and under each instrument.
  func open(in month: YearMonth) throws -> (national: [RouteTest], totalized: [(Instrument, [RouteTest])]) {
    let national = try RouteTest.Route.allCases.map { try test($0, startingIn: month) }.filter(\.passes)
    let totalized = try instruments.compactMap { instrument -> (Instrument, [RouteTest])? in
      let tests = try RouteTest.Route.allCases
        .map { try test($0, startingIn: month, with: instrument) }
        .filter { $0.passes && $0.foreign > 0 }
      return tests.isEmpty ? nil : (instrument, tests)
    }
    return (national, totalized)
  }

  /// The last month in which a later start is compared.
  func lastMonth() throws -> YearMonth {
    let age = try system.parameters.value(.lastClaimAge, inForce: applicant.asOf).value
    return max(applicant.asOf, month(attaining: age))
  }

  /// The routes with the first month of each, on own months first, then under an instrument.
  func eligibility() throws -> Eligibility {
    let end = try lastMonth()
    var routes: [EligibilityRoute] = []
    for route in RouteTest.Route.allCases {
      let ageMonth = month(attaining: try route.age(system.parameters, on: applicant.asOf))
      let start = max(applicant.asOf, ageMonth)
      // After the last month of coverage nothing changes any more.
      let settled = max(start, min(end, lastCoverage() + 2))
      var found: EligibilityRoute?
      var month = start
      search: while month <= max(settled, start) {
        let national = try test(route, startingIn: month)
        if national.passes {
          found = EligibilityRoute(
            name: route.name, article: route.article, firstMonth: month, basis: EntitlementBasis.national.rawValue,
            explanation: explanation(of: national, with: nil))
          break
        }
        for instrument in instruments {
          let abroad = try test(route, startingIn: month, with: instrument)
          if abroad.passes, abroad.foreign > 0 {
            found = EligibilityRoute(
              name: route.name, article: route.article, firstMonth: month,
              basis: EntitlementBasis.totalized.rawValue, explanation: explanation(of: abroad, with: instrument))
            break search
          }
        }
        month = month + 1
      }
      if found == nil {
        let last = max(settled, start)
        let own = try test(route, startingIn: last)
        var words = [explanation(of: own, with: nil)]
        for instrument in instruments {
          words.append(explanation(of: try test(route, startingIn: last, with: instrument), with: instrument))
        }
        found = EligibilityRoute(
          name: route.name, article: route.article, firstMonth: nil, basis: EntitlementBasis.none.rawValue,
          explanation: words.joined(separator: "; "))
      }
      if let found { routes.append(found) }
    }
    guard let first = routes.compactMap(\.firstMonth).min() else {
      let oldAge = routes.last?.explanation ?? ""
      return Eligibility(routes: routes, claimable: nil, reason: "no Luxembourg pension: \(oldAge) (CSS art. 183)")
    }
    let full = max(first, month(attaining: try system.parameters.value(.oldAge, inForce: applicant.asOf).value))
    return Eligibility(
      routes: routes, claimable: first...max(first, end), fullMonth: max(full, applicant.asOf))
  }

  /// The last month in which any period, own or foreign, can still change a count.
  private func lastCoverage() -> YearMonth {
    var last = career.last ?? applicant.asOf
    for coverage in instruments.flatMap(\.coverage) {
      if let year = coverage.coverage.years.keys.max() { last = max(last, .december(year)) }
    }
    return last
  }

  /// What was counted and what was asked, in words.
  func explanation(of test: RouteTest, with instrument: Instrument?) -> String {
    let asked: String =
      switch test.route {
      case .oldAge: "\(test.required) effective months"
      case .earlyCompulsory: "\(test.required) compulsory months"
      case .early:
        "\(test.required) months of all kinds"
          + (test.extra > 0
            ? " (\(test.extra) of them by the law of 19 December 2025)"
            : test.isFreeOfExtra ? " (no further ones by the law of 19 December 2025: 480 are compulsory)" : "")
      }
    let own: String =
      switch test.route {
      case .oldAge: "\(test.own.effective) Luxembourg months"
      case .earlyCompulsory: "\(test.own.compulsory) compulsory Luxembourg months"
      case .early: "\(test.own.all) Luxembourg months, \(test.own.effective) of them effective"
      }
    let abroad = instrument.map { list in
      " and \(test.foreign) months from \(list.countries.map(\.code).joined(separator: ", ")) (\(list.name))"
    }
    return "asked: \(asked); counted: \(own)\(abroad ?? "")"
      + (test.shortfall.map { "; not met: \($0)" } ?? "")
  }
}
