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
    let article = Remark(.revisArticle)
    let horizon = asOf + 12 * 100
    let adultsHere = household.filter { person in
      (0...(12 * 100)).contains { person.residence(in: asOf + $0) == country }
    }
    guard !adultsHere.isEmpty else {
      let places = household.map { person in
        person.residence(in: asOf).map {
          Remark.Argument.phrase(.livesIn, ["person": .text(person.id), "country": .text($0.code)])
        } ?? .phrase(.livesUnstated, ["person": .text(person.id)])
      }
      return .none(reason: Remark(.revisAbroad, ["places": .list(places)]), article: article)
    }
    var range: ClosedRange<YearMonth>?
    var notes: [Remark] = []
    for person in adultsHere {
      let (months, note) = try revisMonths(of: person, from: asOf, to: horizon)
      notes.append(note)
      if let months {
        range = range.map { min($0.lowerBound, months.lowerBound)...max($0.upperBound, months.upperBound) } ?? months
      }
    }
    guard let range else {
      let reason = notes.dropFirst().reduce(notes[0]) { Remark(.both, ["first": .remark($0), "second": .remark($1)]) }
      return .none(reason: reason, article: article)
    }
    let amounts = try InclusionBenefit(parameters, on: asOf, readings: readings)
    notes.append(
      Remark(
        readings.revisAmounts == "rises" ? .amountsRise : .amountsBackedOut,
        ["amount": .exact(amounts.guaranteed(adults: 1))]))
    notes.append(Remark(.amountsFollow))
    notes.append(Remark(.countedShare, ["share": .exact(amounts.pensionShare * 100)]))
    let conversion: LuPhrase =
      switch readings.revisConversion {
      case "paymentDay": .convertedPaymentDay
      case "halfYearFrozen": .convertedHalfYear
      default: .convertedMonthlyMean
      }
    notes.append(Remark(conversion))
    let otherRightsFirst = readings.otherRightsFirst
    notes.append(Remark(otherRightsFirst ? .otherRightsFirst : .otherRightsIgnored))
    notes.append(Remark(.earlyClaim))
    var minimum =
      SocialMinimum(
        name: Remark(.revis), article: article,
        amountByAdults: [0] + (1...max(1, household.count)).map { amounts.guaranteed(adults: $0).double },
        level: Level.minimumWage, countedShare: amounts.pensionShare.double, months: range,
        otherRightsFirst: otherRightsFirst, freezesRate: readings.revisConversion == "halfYearFrozen", notes: notes)
    minimum.earlyClaimRequired = readings.earlyClaimRequired
    minimum.wealth = readings.wealth.asRule
    minimum.notesOfWealth = [Remark(.savingsDeclared), Remark(readings.wealth)]
    minimum.countsArrears = readings.arrearsCountAs == "month"
    // A share of pay and maintenance is left out, rent counts in full (fns.public.lu, REVIS).
    (minimum.workShare, minimum.otherShare) = (amounts.workShare.double, 1)
    return .available(minimum)
  }

  /// The months in which a person qualifies by age and residence, and why.
  func revisMonths(of person: Person, from start: YearMonth, to end: YearMonth) throws -> (
    months: ClosedRange<YearMonth>?, note: Remark
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
    let rule: Remark =
      isNational
      ? Remark(.noResidenceAsked)
      : isUnion
        ? Remark(.unionWaits, ["months": .integer(waiting)])
        : Remark(
          .residenceAsked,
          [
            "years": .integer(years), "window": .integer(window),
            "held": .integer(lived(12 * window, before: start)), "month": .month(start),
          ])
    var found: [String: Remark.Argument] = [
      "person": .text(person.id), "rule": .remark(rule),
      "citizenship": person.citizenship.isEmpty
        ? .phrase(.noCitizenship)
        : .phrase(.citizenOf, ["countries": .list(person.citizenship.map { .text($0.code) })]),
    ]
    guard let first else { return (nil, Remark(.qualifiesNever, found)) }
    var last = first
    while last < end, person.residence(in: last + 1) == country { last = last + 1 }
    found["month"] = .month(first)
    return (first...last, Remark(.qualifiesFrom, found))
  }
}
