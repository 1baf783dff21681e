// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Quantities

/// Values by calendar year in one array, so that a rule reads them without a search.
public struct YearTable<Value: Sendable>: Sendable {
  public let firstYear: Int
  /// Last year whose value is published, or follows exactly from published ones.
  public internal(set) var lastPublished: Int
  var values: [Value]

  public var lastYear: Int { firstYear + values.count - 1 }
  public subscript(year: Int) -> Value {
    precondition(year >= firstYear && year <= lastYear, "year \(year) outside \(firstYear)–\(lastYear)")
    return values[year - firstYear]
  }
  func contains(_ year: Int) -> Bool { year >= firstYear && year <= lastYear }
}

/// Bend points in whole dollars.
public struct BendPoints: Hashable, Sendable {
  public var first: Int
  public var second: Int
}

/// Bend points of the family maximum in whole dollars.
public struct FamilyBendPoints: Hashable, Sendable {
  public var first: Int
  public var second: Int
  public var third: Int
}

/// Every figure of the law by year, extracted once from the parameter files and carried on along an outlook.
///
/// The years reach from 1937 to ``lastYear``; values after the last one in the files follow the formulas of the statute.
public struct LawTables: Sendable {
  /// Last year for which figures are projected.
  public static let lastYear = 2160
  /// First year of birth for which ages are known.
  public static let firstBirthYear = 1880

  public internal(set) var averageWage: YearTable<Money<USD>>
  public internal(set) var contributionBase: YearTable<Money<USD>>
  public internal(set) var oldLawBase: YearTable<Money<USD>>
  public internal(set) var quarterAmount: YearTable<Money<USD>>
  public internal(set) var bendPoints: YearTable<BendPoints>
  public internal(set) var familyBendPoints: YearTable<FamilyBendPoints>
  /// Tenths of a percent.
  public internal(set) var cola: YearTable<Int>
  public internal(set) var exemptUnderFullAge: YearTable<Money<USD>>
  public internal(set) var exemptYearOfFullAge: YearTable<Money<USD>>
  public internal(set) var yearOfCoverageWEP: YearTable<Money<USD>>
  public internal(set) var yearOfCoverageSpecialMinimum: YearTable<Money<USD>>

  /// First month from which each year's increase counts.
  let colaMonth: YearTable<Int>
  /// Months of age, by year of birth of the day before birth.
  let fullAge: YearTable<Int>
  let survivorFullAge: YearTable<Int>
  /// Delayed credit a month in parts of 2,400 of the PIA, so that every rate of the law is a whole number.
  let creditParts: YearTable<Int>
  /// Lowest percentage under the windfall provision, by year of eligibility.
  let wepPhaseIn: YearTable<Int>
  let announced1999: Int
  let corrected1999: YearMonth
  /// Last year whose wage index stands in the files.
  let lastGivenWage: Int
  let fixed: FixedRules
  /// With all partners, by the partner's code.
  let agreements: [PartnerAgreement]
  /// US quarters asked before any foreign coverage counts.
  let leastOwnQuarters: Int
  /// Under which foreign quarters count that no partner is named for, and whose citizens are paid abroad.
  let standardAgreement: PartnerAgreement

  /// - Throws: ``ParameterError`` when a parameter is missing, of another type, or leaves a gap between its years.
  init(_ library: ParameterLibrary, outlook: Outlook) throws {
    let early = try Self.table(.averageWageBefore1951, library)
    averageWage = try Self.table(.averageWageIndex, library)
    guard early.lastYear + 1 == averageWage.firstYear else {
      throw ParameterError(
        file: "parameters", message: "wages end in \(early.lastYear), the index begins in \(averageWage.firstYear)")
    }
    averageWage = YearTable(
      firstYear: early.firstYear, lastPublished: averageWage.lastPublished, values: early.values + averageWage.values)
    lastGivenWage = averageWage.lastYear
    contributionBase = try Self.table(.contributionBase, library)
    oldLawBase = try Self.table(.oldLawBase, library)
    quarterAmount = try Self.table(.quarterAmount, library)
    let bends = try Self.table(.bendPoints, library)
    bendPoints = YearTable(
      firstYear: bends.firstYear, lastPublished: bends.lastPublished,
      values: bends.values.map { BendPoints(first: $0[0], second: $0[1]) })
    let family = try Self.table(.familyBendPoints, library)
    familyBendPoints = YearTable(
      firstYear: family.firstYear, lastPublished: family.lastPublished,
      values: family.values.map { FamilyBendPoints(first: $0[0], second: $0[1], third: $0[2]) })
    let percents = try Self.table(.cola, library)
    cola = YearTable(
      firstYear: percents.firstYear, lastPublished: percents.lastPublished, values: percents.values.map(Self.tenths))
    exemptUnderFullAge = try Self.table(.exemptUnderFullAge, library)
    exemptYearOfFullAge = try Self.table(.exemptYearOfFullAge, library)
    yearOfCoverageWEP = try Self.table(.yearOfCoverageWEP, library)
    yearOfCoverageSpecialMinimum = try Self.table(.yearOfCoverageSpecialMinimum, library)
    colaMonth = YearTable(
      firstYear: cola.firstYear, lastPublished: Self.lastYear,
      values: try (cola.firstYear...Self.lastYear).map { try library.value(.colaEffectiveMonth, year: $0).value })
    func byBirth(_ value: (Int) throws -> Int) throws -> YearTable<Int> {
      YearTable(
        firstYear: Self.firstBirthYear, lastPublished: Self.lastYear,
        values: try (Self.firstBirthYear...Self.lastYear).map(value))
    }
    fullAge = try byBirth { try library.value(.fullRetirementAge, year: $0).value }
    survivorFullAge = try byBirth { try library.value(.fullRetirementAgeSurvivor, year: $0).value }
    creditParts = try byBirth {
      (try library.value(.creditMonthly, year: $0).value * 24).roundedHalfUp(places: 0).whole
    }
    wepPhaseIn = YearTable(
      firstYear: 1979, lastPublished: Self.lastYear,
      values: try (1979...Self.lastYear).map { try library.value(.wepPhaseIn, year: $0).value })
    announced1999 = Self.tenths(try library.value(.colaAnnounced1999, year: 1999).value)
    corrected1999 =
      library.series[ParameterKey<ExactDecimal>.colaAnnounced1999.name]?.entries.last?.from ?? .january(1999)
    fixed = try FixedRules(library)
    agreements = try PartnerAgreement.all(library, on: .january(Self.lastYear))
    guard let standard = agreements.first(where: { $0.prefix == "us.agreement.lu" }) else {
      throw ParameterError(file: "parameters", message: "the agreement with Luxembourg is missing")
    }
    standardAgreement = standard
    leastOwnQuarters = standard.agreement.minimumOwn
    try project(library, outlook: outlook)
  }

  static func tenths(_ percent: ExactDecimal) -> Int { (percent * 10).roundedHalfUp(places: 0).whole }

  /// The values of a key, one a year without a gap.
  private static func table<Value>(_ key: ParameterKey<Value>, _ library: ParameterLibrary) throws -> YearTable<Value> {
    let dated = try library.values(key)
    guard let first = dated.first else {
      throw ParameterError(file: "parameters", message: "'\(key.name)' has no values")
    }
    for (offset, value) in dated.enumerated() where value.from.year != first.from.year + offset {
      throw ParameterError(
        file: library.series[key.name]?.file ?? "",
        message: "'\(key.name)' has no value for \(first.from.year + offset)")
    }
    let published = dated.last { $0.origin == .published }?.from.year ?? first.from.year - 1
    return YearTable(firstYear: first.from.year, lastPublished: published, values: dated.map(\.value))
  }

  /// The increase of `year` as it counts in benefit month `month`, in tenths of a percent; 0 before it takes effect.
  ///
  /// - Source: 42 U.S.C. § 415(i)(2); for 1999, P.L. 106-554.
  func increase(_ year: Int, in month: YearMonth) -> Int {
    guard cola.contains(year), YearMonth(year, colaMonth[year]) <= month else { return 0 }
    return year == 1999 && month < corrected1999 ? announced1999 : cola[year]
  }

  /// The last year whose increase counts in `month`.
  func lastIncrease(in month: YearMonth) -> Int {
    cola.contains(month.year) && month.month < colaMonth[month.year] ? month.year - 1 : month.year
  }
}
