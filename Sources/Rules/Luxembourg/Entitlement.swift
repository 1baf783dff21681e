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
  /// The condition that fails.
  var shortfall: Remark?
}

extension RouteTest.Route {
  func age(_ library: ParameterLibrary, on month: YearMonth) throws -> Int {
    switch self {
    case .earlyCompulsory: try library.value(.earlyCompulsoryAge, inForce: month).value
    case .early: try library.value(.earlyAge, inForce: month).value
    case .oldAge: try library.value(.oldAge, inForce: month).value
    }
  }

  var name: Remark {
    switch self {
    case .earlyCompulsory: Remark(.earlyAt, ["age": 57])
    case .early: Remark(.earlyAt, ["age": 60])
    case .oldAge: Remark(.oldAgeAt, ["age": 65])
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
      result.shortfall = Remark(.ageReachedIn, ["month": .month(ageMonth)])
      return result
    }
    if instrument != nil, own.effective < minimumOwn {
      result.shortfall = Remark(.tooFewOwn, ["own": .integer(own.effective), "needed": .integer(minimumOwn)])
      return result
    }
    if result.held < result.required {
      result.shortfall = Remark(
        .monthsOf, ["held": .integer(result.held), "required": .integer(result.required)])
      return result
    }
    if route == .early {
      let effectiveNeeded = try library.value(.earlyEffectiveMonths, inForce: month).value
      let effective = own.effective + (readings.totalizeEffectiveMonths ? foreign : 0)
      if effective < effectiveNeeded {
        result.shortfall = Remark(
          .effectiveOf, ["held": .integer(effective), "required": .integer(effectiveNeeded)])
        return result
      }
      let further = try furtherMonths(own: own, foreign: foreign, before: month, ageMonth: ageMonth, with: instrument)
      result.extra = further.needed
      result.isFreeOfExtra = own.compulsory + asCompulsory >= result.required
      result.required += further.needed
      if result.held < result.required || further.held < further.needed {
        result.shortfall = Remark(
          .furtherOf,
          [
            "held": .integer(min(result.held, result.required - further.needed + further.held)),
            "required": .integer(result.required), "further": .integer(further.needed),
            "furtherHeld": .integer(further.held),
          ])
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

  /// What opens some of `routes` in `month`: own months alone, then each instrument, with the routes that it opens.
  func openings(of routes: [RouteTest.Route] = RouteTest.Route.allCases, in month: YearMonth) throws
    -> [Opening<Instrument, [RouteTest]>]
  {
    try instruments.openings { instrument in
      let tests = try routes.map { try test($0, startingIn: month, with: instrument) }
        .filter { $0.passes && (instrument == nil || $0.foreign > 0) }
      return tests.isEmpty ? nil : tests
    }
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
      let start = max(try earliestStart(by: route), ageMonth)
      // After the last month of coverage nothing changes any more.
      let settled = max(start, min(end, lastCoverage() + 2))
      var found: EligibilityRoute?
      var month = start
      while found == nil, month <= max(settled, start) {
        if let opening = try openings(of: [route], in: month).first, let test = opening.finding.first {
          found = EligibilityRoute(
            name: route.name, article: route.article, firstMonth: month, basis: opening.basis.rawValue,
            partners: opening.instrument?.countries ?? [],
            explanation: explanation(of: test, with: opening.instrument))
        }
        month = month + 1
      }
      if found == nil {
        let last = max(settled, start)
        let own = try test(route, startingIn: last)
        var words = explanation(of: own, with: nil)
        for instrument in instruments {
          let abroad = explanation(of: try test(route, startingIn: last, with: instrument), with: instrument)
          words = Remark(.both, ["first": .remark(words), "second": .remark(abroad)])
        }
        if let bought = try monthsThatOpen(route, missingAt: last) {
          words = Remark(.both, ["first": .remark(words), "second": .remark(bought)])
        }
        found = EligibilityRoute(
          name: route.name, article: route.article, firstMonth: nil, basis: EntitlementBasis.none.rawValue,
          explanation: words)
      }
      if let found { routes.append(found) }
    }
    guard let first = routes.compactMap(\.firstMonth).min() else {
      let oldAge = routes.last?.explanation ?? Remark(.conditionsNotMet)
      return Eligibility(
        routes: routes, claimable: nil, reason: Remark(.noPension, ["explanation": .remark(oldAge)]))
    }
    let full = max(first, month(attaining: try system.parameters.value(.oldAge, inForce: applicant.asOf).value))
    return Eligibility(routes: routes, claimable: first...max(first, end), fullMonth: full)
  }

  /// The last month in which any period, own or foreign, can still change a count.
  private func lastCoverage() -> YearMonth {
    var last = career.last ?? applicant.asOf
    for coverage in instruments.flatMap(\.coverage) {
      if let year = coverage.coverage.years.keys.max() { last = max(last, .december(year)) }
    }
    return last
  }

  /// What was counted and what was asked.
  func explanation(of test: RouteTest, with instrument: Instrument?) -> Remark {
    let months: [String: Remark.Argument] = ["months": .integer(test.required)]
    let asked =
      switch test.route {
      case .oldAge: Remark(.askedEffective, months)
      case .earlyCompulsory: Remark(.askedCompulsory, months)
      case .early where test.extra > 0:
        Remark(.askedAllExtra, ["months": .integer(test.required), "extra": .integer(test.extra)])
      case .early: Remark(test.isFreeOfExtra ? .askedAllFree : .askedAll, months)
      }
    var found: [String: Remark.Argument] =
      switch test.route {
      case .oldAge: ["own": .integer(test.own.effective)]
      case .earlyCompulsory: ["own": .integer(test.own.compulsory)]
      case .early: ["own": .integer(test.own.all), "effective": .integer(test.own.effective)]
      }
    if let instrument {
      found["foreign"] = .integer(test.foreign)
      found["countries"] = .list(instrument.countries.map { .text($0.code) })
      found["instrument"] = instrument.words
    }
    let isAbroad = instrument != nil
    let counted: LuPhrase =
      switch test.route {
      case .oldAge: isAbroad ? .countedEffectiveAbroad : .countedEffective
      case .earlyCompulsory: isAbroad ? .countedCompulsoryAbroad : .countedCompulsory
      case .early: isAbroad ? .countedAllAbroad : .countedAll
      }
    var parts: [String: Remark.Argument] = ["asked": .remark(asked), "counted": .phrase(counted, found)]
    guard let shortfall = test.shortfall else { return Remark(.explained, parts) }
    parts["shortfall"] = .remark(shortfall)
    return Remark(.explainedNotMet, parts)
  }
}
