// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// The inclusion benefit (REVIS) of one household in one month.
///
/// - Source: law of 28 July 2018; amounts of the Fonds national de solidarité (FNS).
public struct InclusionBenefit: Sendable {
  /// EUR a month at index 100.
  public var adult: ExactDecimal
  public var household: ExactDecimal
  public var child: ExactDecimal
  public var childOfSingleParent: ExactDecimal
  public var householdWithChildren: ExactDecimal
  /// Share of pensions, and of work and replacement income, that counts.
  public var pensionShare: ExactDecimal
  public var workShare: ExactDecimal

  init(_ library: ParameterLibrary, on month: YearMonth, readings: Readings) throws {
    let rises = readings.revisAmounts == "rises"
    adult = try library.value(rises ? .revisAdultByRises : .revisAdult, inForce: month).value
    household = try library.value(rises ? .revisHouseholdByRises : .revisHousehold, inForce: month).value
    child = try library.value(.revisChild, inForce: month).value
    childOfSingleParent = try library.value(.revisChildSingleParent, inForce: month).value
    householdWithChildren = try library.value(.revisHouseholdWithChildren, inForce: month).value
    workShare = try library.value(.revisWorkShare, inForce: month).value
    pensionShare =
      try readings.pensionShare.flatMap { ExactDecimal(shortest: $0) }
      ?? library.value(.revisPensionShare, inForce: month).value
  }

  /// The most that a household can have, EUR a month at index 100.
  public func guaranteed(adults: Int, children: Int = 0) -> ExactDecimal {
    guard adults > 0 else { return .zero }
    let common = children > 0 ? householdWithChildren : household
    return adult * adults + common + (adults == 1 ? childOfSingleParent : child) * children
  }

  /// What is paid: the guaranteed amount less the income that counts, never below nothing.
  ///
  /// - Parameters:
  ///   - guaranteed: EUR a month.
  ///   - pensions: gross, own and foreign, EUR a month.
  ///   - work: gross work and replacement income, EUR a month.
  public func benefit(guaranteed: Money<EUR>, pensions: ExactDecimal, work: ExactDecimal = .zero) -> Money<EUR> {
    let counted = Money<EUR>(pensions * pensionShare + work * workShare, rounded: .halfUp)
    return max(.zero, guaranteed - counted)
  }
}

extension Luxembourg {
  /// Amounts and shares of the inclusion benefit in force in `month`.
  public func inclusionBenefit(on month: YearMonth, settings: [String: String] = [:]) throws -> InclusionBenefit {
    try InclusionBenefit(parameters, on: month, readings: Readings(settings))
  }

  /// The most that a household of adults can have in `month`, to the cent.
  public func guaranteedIncome(adults: Int, in month: YearMonth, settings: [String: String] = [:]) throws -> Money<EUR>
  {
    let amounts = try inclusionBenefit(on: month, settings: settings)
    guard let level = scale.level(in: month) else {
      throw ParameterError(file: "parameters", message: "'lu.index.level' has no value for \(month)")
    }
    guard try Readings(settings).revisAmounts == "rises" else {
      return Money(amounts.guaranteed(adults: adults) * level / 100, rounded: .halfUp)
    }
    // The chain of legal rises is printed with each part rounded.
    func part(_ base: ExactDecimal) -> Money<EUR> { Money(base * level / 100, rounded: .halfUp) }
    return part(amounts.adult) * adults + part(amounts.household)
  }

  public func socialMinimum(for household: [Person], asOf: YearMonth, settings: [String: String]) throws
    -> SocialMinimumAnswer
  {
    let readings = try Readings(settings)
    let article = "law of 28 July 2018 (REVIS) art. 2 and 3"
    let horizon = asOf + 12 * 100
    let adultsHere = household.filter { person in
      (0...(12 * 100)).contains { person.residence(in: asOf + $0) == country }
    }
    guard !adultsHere.isEmpty else {
      let places = household.map { "\($0.id) lives in \($0.residence(in: asOf)?.code ?? "an unstated country")" }
      return .none(
        reason:
          "the inclusion benefit asks for lawful and actual residence in Luxembourg, and \(places.joined(separator: ", ")); "
          + "it is social assistance, which neither Regulation (EC) 883/2004 (art. 3(5)) nor the agreement with the "
          + "United States carries abroad", article: article)
    }
    var range: ClosedRange<YearMonth>?
    var notes: [String] = []
    for person in adultsHere {
      let (months, note) = try revisMonths(of: person, from: asOf, to: horizon)
      notes.append(note)
      if let months {
        range = range.map { min($0.lowerBound, months.lowerBound)...max($0.upperBound, months.upperBound) } ?? months
      }
    }
    guard let range else { return .none(reason: notes.joined(separator: "; "), article: article) }
    let amounts = try InclusionBenefit(parameters, on: asOf, readings: readings)
    notes.append(
      "amounts: \(amounts.guaranteed(adults: 1)) EUR at index 100 for one adult "
        + (readings.revisAmounts == "rises"
          ? "(2020 with the legal rises)"
          : "(backed out of official totals; the chain of legal rises gives 0.08 % more)"))
    notes.append(
      "amounts rise with the index, and every second January with the minimum wage (next in 2027; no bill was found)")
    notes.append(
      "\((amounts.pensionShare * 100).description) % of pensions, own and foreign, counts; the article on resources was not read"
    )
    notes.append(
      "foreign pensions are converted at the \(Self.conversionWords[readings.revisConversion] ?? "month's mean rate"); no rule was found"
    )
    let otherRightsFirst = readings.otherRightsFirst
    notes.append(
      otherRightsFirst
        ? "all other rights come first: no inclusion benefit in months in which a pension could be drawn and is not claimed"
        : "a pension that could be drawn but is not claimed leaves the inclusion benefit open, against the law's condition"
    )
    notes.append("savings are not counted here; the law counts wealth by a conversion that was not read")
    return .available(
      SocialMinimum(
        name: "inclusion benefit (REVIS)", article: article,
        amountByAdults: [0] + (1...max(1, household.count)).map { amounts.guaranteed(adults: $0).double },
        level: Level.minimumWage, countedShare: amounts.pensionShare.double, months: range,
        otherRightsFirst: otherRightsFirst, freezesRate: readings.revisConversion == "halfYearFrozen", notes: notes))
  }

  static let conversionWords = [
    "monthlyMean": "mean rate of the month",
    "paymentDay": "rate of the payment day, which the simulation by months cannot tell from the month's",
    "halfYearFrozen": "rate frozen for a half-year",
  ]

  /// The months in which a person qualifies by age and residence, and why.
  func revisMonths(of person: Person, from start: YearMonth, to end: YearMonth) throws -> (
    months: ClosedRange<YearMonth>?, note: String
  ) {
    let age = person.month(attaining: Age(years: try parameters.value(.revisAge, inForce: start).value))
    let years = try parameters.value(.revisResidenceYears, inForce: start).value
    let window = try parameters.value(.revisResidenceWindow, inForce: start).value
    let waiting = try parameters.value(.revisUnionMonths, inForce: start).value
    let union = try parameters.value(ParameterKey<[String]>("lu.agreement.eu.partners"), inForce: start).value
    let isNational = person.citizenship.contains(country)
    let isUnion = person.citizenship.contains { union.contains($0.code) }
    func lived(_ count: Int, before month: YearMonth) -> Int {
      (1...count).reduce(0) { $0 + (person.residence(in: month - $1) == country ? 1 : 0) }
    }
    func qualifies(_ month: YearMonth) -> Bool {
      guard month >= age, person.residence(in: month) == country else { return false }
      if isNational { return true }
      if isUnion { return lived(waiting, before: month) == waiting }
      return lived(12 * window, before: month) >= 12 * years
    }
    var first: YearMonth?
    var month = start
    while month <= end {
      if qualifies(month) {
        first = month
        break
      }
      month = month + 1
    }
    let citizenship =
      person.citizenship.isEmpty
      ? "no stated citizenship, taken as that of a third country"
      : "citizen of \(person.citizenship.map(\.code).joined(separator: ", "))"
    let rule =
      isNational
      ? "no time of residence is asked"
      : isUnion
        ? "citizens of the Union wait \(waiting) months"
        : "\(years) years of residence in the last \(window) are asked, \(lived(12 * window, before: start)) months held in \(start)"
    guard let first else { return (nil, "\(person.id) (\(citizenship)): \(rule)") }
    var last = first
    while last < end, person.residence(in: last + 1) == country { last = last + 1 }
    return (first...last, "\(person.id) (\(citizenship)): \(rule); qualifies from \(first)")
  }
}
