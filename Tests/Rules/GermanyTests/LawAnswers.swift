// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import GermanyRules
import Pensions
import Quantities
import Testing

/// What the law's functions make of the golden cases.
struct LawAnswers {
  let points: EarningsPoints
  let oldAge: OldAgePension
  let amounts: MonthlyPension
  let children: ChildRaising
  let widows: WidowsPension
  let contributions: PensionersContributions
  let security: BasicSecurity
  let voluntary: VoluntaryContributions
  let supplement: LongLowPay
  let first: FirstMonth

  init() throws {
    let parameters = try GermanParameters.library()
    points = try EarningsPoints(parameters)
    oldAge = try OldAgePension(parameters)
    amounts = MonthlyPension(parameters)
    children = ChildRaising(parameters)
    widows = try WidowsPension(parameters)
    contributions = PensionersContributions(parameters)
    security = BasicSecurity(parameters)
    voluntary = VoluntaryContributions(parameters, points: points)
    supplement = LongLowPay(parameters)
    first = FirstMonth(parameters)
  }

  func answer(_ rule: String, _ given: Golden) throws -> [String: Golden] {
    switch rule {
    case "points": ["points": .number(try pointsOfYear(given))]
    case "annex_2b": ["points": .number(try annex(given))]
    case "best": ["points": .number(try best(given))]
    case "child_year": ["points": .number(try childYear(given))]
    case "provisional_average": ["provisional": .number(try provisional(given))]
    case "ages": try ages(given)
    case "access": ["factor": (try access(given)).map { .number($0) } ?? .null]
    case "share_of_year": ["factor": .number(try oldAge.factor(monthsLate: try given.int("months")))]
    case "pension": try pension(given)
    case "career": try career(given)
    case "increase": try increase(given)
    case "contributions": try withheld(given)
    case "allowance":
      [
        "allowance": .number(try widows.allowance(in: try given.month("month"), east: given.flag("east")).amount)
      ]
    case "allowance_child": ["allowance": .number(try widows.allowance(perChildIn: try given.month("month")).amount)]
    case "widow": try widow(given)
    case "widow_age": ["months": .int(widows.age(deathIn: try given.int("year")).inMonths)]
    case "start":
      [
        "start": .text(
          try first.start(
            conditionsHoldIn: try given.month("conditions_met_at_start_of"), filed: try given.month("filed")
          ).description)
      ]
    case "entitled": try entitled(given)
    case "eu": try union(given)
    case "subsistence": try subsistence(given)
    case "voluntary":
      [
        "contribution": .number(
          try voluntary.contribution(on: try given.decimal("base"), in: .january(try given.int("year"))).amount)
      ]
    case "voluntary_points": try voluntaryPoints(given)
    case "grundrente_supplement": ["supplement": .number(try supplementByYears(given))]
    case "grundrente_points":
      [
        "points": .number(
          try supplement.points(mean: try given.decimal("mean_points_a_month"), months: try given.int("months")))
      ]
    default: throw UnknownRule(name: rule)
    }
  }

  struct UnknownRule: Error { var name: String }

  private func pointsOfYear(_ given: Golden) throws -> ExactDecimal {
    try points.points(
      of: try given.decimal("pay"), in: try given.int("year"), months: given["months"]?.decimal?.whole ?? 12,
      east: given.flag("east"), startYear: try given.int("start_year"))
  }

  private func annex(_ given: Golden) throws -> ExactDecimal {
    EarningsPoints.greatest(
      ceiling: try given.decimal("ceiling"),
      average: try #require(points.averages.average(of: try given.int("year"))))
  }

  /// Of the ceiling in force in a month, a whole year of it.
  private func best(_ given: Golden) throws -> ExactDecimal {
    let month = try given.month("from")
    let yearly =
      try GermanParameters.library().value(.init("de.contribution_ceiling.west"), inForce: month).value
      as ExactDecimal
    let start = given.flag("provisional") ? month.year : month.year + 2
    return EarningsPoints.greatest(
      ceiling: yearly, average: try points.averages.divisor(of: month.year, startYear: start))
  }

  private func childYear(_ given: Golden) throws -> ExactDecimal {
    let (year, start) = (try given.int("year"), try given.int("start_year"))
    return try children.points(
      beside: try points.points(of: try given.decimal("pay"), in: year, startYear: start),
      months: try given.int("child_months"), greatest: try points.greatest(in: year, startYear: start), year: year)
  }

  private func provisional(_ given: Golden) throws -> ExactDecimal {
    try #require(points.averages.provisional(of: try given.int("year"), growth: given["growth"]?.decimal))
  }

  private func ages(_ given: Golden) throws -> [String: Golden] {
    let born = try given.date("born")
    return [
      "regular": .int(oldAge.ages.regular(born: born).inMonths),
      "long": .int(oldAge.ages.longUnreduced(born: born).inMonths),
      "early": .int(oldAge.ages.longEarliest(born: born).inMonths),
      "very": .int(oldAge.ages.veryLong(born: born).inMonths),
    ]
  }

  private func access(_ given: Golden) throws -> ExactDecimal? {
    let waiting = try #require(given["waiting"])
    let months = WaitingMonths(
      general: try waiting.int("general"), long: waiting["long"]?.decimal?.whole ?? 0,
      veryLong: waiting["very_long"]?.decimal?.whole ?? 0)
    return try oldAge.best(born: try given.date("born"), start: try given.month("start"), months: months)?.factor
  }

  private func pension(_ given: Golden) throws -> [String: Golden] {
    let start = try given.month("start")
    guard let factor = try given["factor"]?.decimal ?? access(given) else { return ["factor": .null] }
    let personal = MonthlyPension.personalPoints(try given.decimal("points"), factor: factor)
    let at = given["at"]?.text.flatMap { YearMonth($0) } ?? start
    return [
      "factor": .number(factor), "personal_points": .number(personal),
      "monthly": .number(try amounts.gross(personalPoints: personal, in: at)),
    ]
  }

  private func career(_ given: Golden) throws -> [String: Golden] {
    let start = try given.month("start")
    let months = try given.byYear("months")
    let byYear = try Dictionary(
      uniqueKeysWithValues: try given.byYear("pay").map { year, pay in
        (
          year,
          try points.points(of: pay, in: year, months: months[year]?.whole ?? 12, startYear: start.year)
        )
      })
    let childMonths = given["child_months"]?.decimal?.whole ?? 0
    let total = try children.points(
      beside: byYear.values.reduce(.zero, +), months: childMonths, greatest: 1000, year: start.year)
    let factor = try #require(try access(given))
    let personal = MonthlyPension.personalPoints(total, factor: factor)
    return [
      "points_by_year": .object(
        Dictionary(uniqueKeysWithValues: byYear.map { ("\($0.key)", Golden.number($0.value)) })),
      "points": .number(total), "factor": .number(factor), "personal_points": .number(personal),
      "monthly": .number(try amounts.gross(personalPoints: personal, in: start)),
    ]
  }

  private func increase(_ given: Golden) throws -> [String: Golden] {
    let personal = try given.decimal("points")
    let (before, after) = (try given.month("before"), try given.month("after"))
    let rise =
      try amounts.gross(personalPoints: personal, in: after) - amounts.gross(personalPoints: personal, in: before)
    let values = (try amounts.pensionValue(in: before).value, try amounts.pensionValue(in: after).value)
    return ["rise": .number(rise), "percent": .number(((values.1 / values.0 - 1) * 100).roundedHalfUp(places: 2))]
  }

  private func withheld(_ given: Golden) throws -> [String: Golden] {
    let gross = try given.money("gross")
    let found = try contributions.withheld(
      from: gross, in: try given.month("month"), childless: given.flag("childless"))
    return [
      "health": .number(found.health.amount), "care": .number(found.care.amount),
      "net": .number((gross - found.total).amount),
    ]
  }

  private func widow(_ given: Golden) throws -> [String: Golden] {
    let since = given["months_since_death"]?.decimal?.whole
    let pension = try given.money("pension_of_deceased")
    let factor = try widows.factor(oldLaw: given.flag("old_law"), monthsSinceDeath: since)
    var income = SurvivorIncome()
    if given["own_wages"] != nil { income.wages = try given.money("own_wages") }
    if given["own_pension"] != nil { income.pensions = try given.money("own_pension") }
    if given["net_income"] != nil { income.net = try given.money("net_income") }
    let free = try given["allowance"] == nil ? widows.allowance(in: try given.month("month")) : given.money("allowance")
    let off =
      try factor == 1 ? .zero : widows.setOff(netIncome: try widows.netIncome(income), allowance: free)
    let found = widows.paid(of: pension, factor: factor, setOff: off)
    return [
      "before_set_off": .number(found.before.amount), "set_off": .number(off.amount),
      "paid": .number(found.paid.amount),
    ]
  }

  private func entitled(_ given: Golden) throws -> [String: Golden] {
    let own = try months(given, "german_months_by_year")
    let end = YearMonth(2030, 1)
    let foreign: [Country: Coverage] = [
      "US": Coverage(
        unit: .quarter,
        years: try given.byYear("us_quarters_by_year").mapValues { Coverage.Year(count: $0.whole) }),
      "LU": Coverage(
        unit: .month, years: try given.byYear("eu_months_by_year").mapValues { Coverage.Year(count: $0.whole) }),
    ]
    let rule = try Aggregation(
      try GermanParameters.library(), on: YearMonth(2026, 7), together: given.flag("multilateral"))
    let found = rule.answer(
      required: given["required"]?.decimal?.whole ?? 60, own: own, foreign: foreign, before: end)
    let alone = { (country: Country) in
      rule.credited(
        foreign, by: rule.agreements.filter { $0.partners.contains(country) }, beside: own, before: end)
    }
    let basis =
      switch (found.basis, found.agreements.count) {
      case (.totalized, 2): "totalized both"
      case (.totalized, _): found.agreements[0].contains("883/2004") ? "totalized EU" : "totalized US"
      default: found.basis.rawValue
      }
    return [
      "german_months": .int(found.own), "us_months": .int(alone("US")), "eu_months": .int(alone("LU")),
      "basis": .text(basis),
    ]
  }

  /// The first months of each year.
  private func months(_ given: Golden, _ key: String) throws -> [Int: MonthsOfYear] {
    try given.byYear(key).mapValues { .before($0.whole + 1) }
  }

  private func union(_ given: Golden) throws -> [String: Golden] {
    let found = UnionAmounts(
      points: try given.decimal("points"), own: try given.int("german_months"),
      foreign: try given.int("foreign_months"), factor: given["factor"]?.decimal ?? 1,
      value: try amounts.pensionValue(in: try given.month("month")).value,
      isNational: given["national"] == nil || given.flag("national"))
    return [
      "mean_points_a_month": .number(found.mean), "theoretical": .number(found.theoretical),
      "pro_rata": .number(found.proRata), "national": .number(found.national), "paid": .number(found.paid),
    ]
  }

  private func subsistence(_ given: Golden) throws -> [String: Golden] {
    let years = given["grundrente_years"]?.items.compactMap { $0.decimal?.whole } ?? []
    let people = try (given["net_pensions"]?.items ?? []).enumerated().map { index, pension in
      BasicSecurity.Means(
        pension: Money(try #require(pension.decimal), rounded: .halfUp),
        insuredMonths: index < years.count ? years[index] * 12 : 0)
    }
    let found = try security.payable(
      to: people, rent: try given.money("rent_and_heating"), in: try given.month("month"))
    return ["payable": .array(found.map { .number($0.amount) })]
  }

  private func voluntaryPoints(_ given: Golden) throws -> [String: Golden] {
    let found = try voluntary.points(
      on: try given.decimal("base"), months: try given.int("months"), in: try given.int("year"),
      startYear: try given.int("start_year"))
    return [
      "points": .number(found),
      "monthly": .number(try amounts.gross(personalPoints: found, in: try given.month("month"))),
    ]
  }

  private func supplementByYears(_ given: Golden) throws -> ExactDecimal {
    try supplement.amountByYears(
      mean: try given.decimal("mean_points_a_year"), years: try given.int("years"),
      value: try given.decimal("pension_value")
    ).roundedHalfUp(places: given["places"]?.decimal?.whole ?? 2)
  }
}
