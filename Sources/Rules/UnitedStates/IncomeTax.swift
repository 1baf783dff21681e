// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities
import Taxes

/// How a return is filed.
public enum FilingStatus: String, Hashable, Sendable, CaseIterable {
  case single, joint, separate, head

  /// The parameters of a married couple's amounts, by return, or those of one person.
  fileprivate var isMarried: Bool { self == .joint || self == .separate }
}

/// A household's calendar year as a federal return sees it, USD, nominal.
public struct FederalReturn: Hashable, Sendable {
  public var year: Int
  public var status: FilingStatus
  /// Completed years on 31 December, one a person on the return; 65 is attained on the day before the birthday.
  public var ages: [Int]
  /// Social Security before any premium.
  public var benefits = ExactDecimal.zero
  /// Pensions and other ordinary income that is no investment income.
  public var other = ExactDecimal.zero
  public var interest = ExactDecimal.zero
  public var exemptInterest = ExactDecimal.zero
  /// Qualified dividends.
  public var qualified = ExactDecimal.zero
  /// Long-term gains.
  public var gains = ExactDecimal.zero
  /// Of separate returns: apart from the spouse all year.
  public var livedApart = false

  public init(year: Int, status: FilingStatus, ages: [Int]) {
    (self.year, self.status, self.ages) = (year, status, ages)
  }
}

/// What a return comes to, USD, each line exact.
public struct FederalTax: Hashable, Sendable {
  public var taxableBenefits, agi, standard, senior, taxableIncome: ExactDecimal
  /// By the scales of income and of gains.
  public var incomeTax: ExactDecimal
  /// On net investment income.
  public var investmentTax: ExactDecimal
  public var tax: ExactDecimal { incomeTax + investmentTax }
}

extension UnitedStates {
  private func amount(_ name: String, _ year: Int) throws -> ExactDecimal {
    try parameters.value(ParameterKey<ExactDecimal>("us.income_tax.\(name)"), inForce: .january(year)).value
  }

  /// The first and the last year that a scale is held for.
  public func incomeTaxYears() throws -> ClosedRange<Int> {
    let years = try parameters.values(ParameterKey<[ExactDecimal]>("us.income_tax.bounds.single")).map(\.from.year)
    return (years.min() ?? 0)...(years.max() ?? 0)
  }

  private func scale(_ kind: String, _ status: FilingStatus, _ year: Int) throws -> TaxScale {
    let month = YearMonth.january(year)
    let (bounds, rates) = kind == "gains" ? ("gain_bounds", "gain_rates") : ("bounds", "rates")
    return TaxScale(
      bounds: try parameters.value(
        ParameterKey<[ExactDecimal]>("us.income_tax.\(bounds).\(status.rawValue)"), inForce: month
      ).value,
      rates: try parameters.value(ParameterKey<[ExactDecimal]>("us.income_tax.\(rates)"), inForce: month).value)
  }

  /// The part of the benefits that is income.
  ///
  /// - Source: 26 U.S.C. § 86; worksheet of Form 1040, lines 6a and 6b.
  public func taxableBenefits(_ filed: FederalReturn) throws -> ExactDecimal {
    let half = filed.benefits / 2
    let provisional =
      half + filed.other + filed.interest + filed.qualified + filed.gains + filed.exemptInterest
    let (base, gap) = try benefitBases(filed.status, livedApart: filed.livedApart, in: filed.year)
    let over = max(provisional - base, .zero)
    let most: ExactDecimal = 0.85
    return min(min(half, min(over, gap) / 2) + max(over - gap, .zero) * most, filed.benefits * most)
  }

  /// The first threshold of provisional income, and how far the second lies above it.
  ///
  /// - Source: 26 U.S.C. § 86(c): none of a separate return of spouses who lived together.
  func benefitBases(_ status: FilingStatus, livedApart: Bool, in year: Int) throws -> (
    base: ExactDecimal, gap: ExactDecimal
  ) {
    guard status != .separate || livedApart else { return (.zero, .zero) }
    let who = status == .joint ? "joint" : "single"
    let base = try amount("benefits.base.\(who)", year)
    return (base, try amount("benefits.adjusted_base.\(who)", year) - base)
  }

  /// - Source: 26 U.S.C. § 63(c), (f).
  func standardDeduction(_ status: FilingStatus, seniors: Int, in year: Int) throws -> ExactDecimal {
    try amount("standard.\(status.rawValue)", year)
      + amount("standard.aged.\(status.isMarried ? "married" : "unmarried")", year) * seniors
  }

  /// Amount, rate and start of the deduction of seniors; nil where there is none.
  ///
  /// - Source: 26 U.S.C. § 151(d)(5)(C), tax years 2025 to 2028; married people must file jointly.
  func seniorAmounts(_ status: FilingStatus, in year: Int) throws -> (
    amount: ExactDecimal, rate: ExactDecimal, start: ExactDecimal
  )? {
    let whole = try amount("senior.amount", year)
    guard whole > .zero, status != .separate else { return nil }
    return (
      whole, try amount("senior.rate", year),
      try amount("senior.start.\(status == .joint ? "joint" : "single")", year)
    )
  }

  /// The scale of ordinary income.
  func ordinaryScale(_ status: FilingStatus, _ year: Int) throws -> TaxScale {
    try scale("ordinary", status, year)
  }

  /// Federal income tax of citizens and residents, before credits, by the formula.
  ///
  /// - Source: 26 U.S.C. §§ 1, 63, 86, 151(d)(5)(C), 1411.
  /// - Throws: ``ParameterError`` for a year without a scale.
  public func federalTax(_ filed: FederalReturn) throws -> FederalTax {
    let year = filed.year
    let taxable = try taxableBenefits(filed)
    let preferred = filed.qualified + filed.gains
    let agi = taxable + filed.other + filed.interest + preferred
    let seniors = filed.ages.count { $0 >= 65 }
    let standard = try standardDeduction(filed.status, seniors: seniors, in: year)
    let senior = try seniorDeduction(filed, seniors: seniors, agi: agi)
    let income = max(agi - standard - senior, .zero)
    let gains = min(preferred, income)
    let ordinary = income - gains
    let (scale, gainScale) = (try scale("ordinary", filed.status, year), try scale("gains", filed.status, year))
    // Gains lie on top of ordinary income; no more is owed than by the scale of income alone.
    let tax = min(
      scale.tax(on: ordinary) + gainScale.tax(on: income) - gainScale.tax(on: ordinary), scale.tax(on: income))
    let who = filed.status == .head ? FilingStatus.single : filed.status
    let above = max(agi - (try amount("niit.start.\(who.rawValue)", year)), .zero)
    return FederalTax(
      taxableBenefits: taxable, agi: agi, standard: standard, senior: senior, taxableIncome: income, incomeTax: tax,
      investmentTax: try amount("niit.rate", year) * min(filed.interest + preferred, above))
  }

  /// Each person's amount falls by a share of the income above the start; married people must file jointly.
  ///
  /// - Source: 26 U.S.C. § 151(d)(5)(C), tax years 2025 to 2028.
  private func seniorDeduction(_ filed: FederalReturn, seniors: Int, agi: ExactDecimal) throws -> ExactDecimal {
    guard let senior = try seniorAmounts(filed.status, in: filed.year) else { return .zero }
    return max(senior.amount - senior.rate * max(agi - senior.start, .zero), .zero) * seniors
  }

  /// The tax that the Tax Table prints: at the middle of a line of 50 dollars, 25 below 3,000, to the nearest dollar.
  ///
  /// - Source: instructions of Form 1040. Above the table's end the formula, to the nearest dollar.
  public func tableTax(_ scale: TaxScale, on income: ExactDecimal, in year: Int) throws -> ExactDecimal {
    let end = try amount("table_below", year)
    func dollars(_ income: ExactDecimal) -> ExactDecimal { scale.tax(on: income).roundedHalfUp(places: 0) }
    guard income < end else { return dollars(income) }
    if income < 5 { return .zero }
    if income < 15 { return dollars(10) }
    if income < 25 { return dollars(20) }
    let step: ExactDecimal = income < 3000 ? 25 : 50
    return dollars(income.cut(to: step) + step / 2)
  }

  /// Tax of a nonresident alien on benefits: 30 % of 85 %, less or none by the treaty of the country of residence.
  ///
  /// - Source: 26 U.S.C. §§ 871(a)(3), 1441; POMS GN 05010.010.
  public func nonresidentTax(on benefits: ExactDecimal, residence: Country?, in year: Int) throws -> ExactDecimal {
    let month = YearMonth.january(year)
    if let residence {
      if try parameters.value(.withholdingExempt, inForce: month).value.contains(residence.code) { return .zero }
      if try parameters.value(.withholdingReducedCountry, inForce: month).value == residence.code {
        return benefits * (try parameters.value(.withholdingReduced, inForce: month).value)
      }
    }
    return benefits * (try parameters.value(.withholdingNonresident, inForce: month).value)
  }

  /// What is withheld from one payment before the Medicare premium, to the nearest dime.
  ///
  /// - Source: POMS GN 05010.100.
  public func withheldFromPayment(_ payable: ExactDecimal, residence: Country?, in year: Int) throws -> ExactDecimal {
    try nonresidentTax(on: payable, residence: residence, in: year).roundedHalfUp(places: 1)
  }

  /// Credit for foreign tax in one basket: no more than the US tax on the foreign part.
  ///
  /// - Source: 26 U.S.C. § 904(a).
  public static func foreignTaxCredit(
    paid: ExactDecimal, taxBefore: ExactDecimal, foreignIncome: ExactDecimal, allIncome: ExactDecimal
  ) -> ExactDecimal {
    guard allIncome > .zero else { return .zero }
    let part = min(max(foreignIncome, .zero), allIncome)
    return min(paid, taxBefore.scaled(by: part, over: allIncome))
  }
}

/// The `us` part of a line of `retiresim tax`.
public struct UnitedStatesTaxLines: TaxLaw {
  private let law: UnitedStates
  public init() throws { law = try UnitedStates() }

  public var country: Country { law.country }
  public let taxFields = [
    "year", "status", "ages", "benefits", "other", "interest", "exempt_interest", "qualified", "gains", "lived_apart",
    "nonresident", "residence",
  ]

  public func answer(taxOf part: CaseReader) throws -> [AwardField] {
    let year = try part.required(try part.count("year"), "year")
    let years = try law.incomeTaxYears()
    guard years.contains(year) else {
      throw LineError("'us.year' is \(year); scales are held for \(years.lowerBound) to \(years.upperBound)")
    }
    func amount(_ name: String) throws -> ExactDecimal { try part.amount(name) ?? .zero }
    if try part.flag("nonresident") == true {
      let residence = try part.countries("residence").first
      guard residence != law.country else {
        throw LineError("'us.residence' is the United States; a nonresident lives elsewhere")
      }
      let tax = try law.nonresidentTax(on: try amount("benefits"), residence: residence, in: year)
      return [AwardField("tax", .decimal(tax.roundedHalfUp(places: 2)))]
    }
    let words = FilingStatus.allCases.map(\.rawValue)
    let word = try part.required(try part.text("status"), "status")
    guard let status = FilingStatus(rawValue: word) else {
      throw LineError("'us.status' is one of \(words.joined(separator: ", ")), not '\(word)'")
    }
    var filed = FederalReturn(year: year, status: status, ages: try part.required(try part.counts("ages"), "ages"))
    let most = status == .joint ? 2 : 1
    guard (1...most).contains(filed.ages.count) else {
      throw LineError(
        "'us.ages' has \(filed.ages.count) people; a \(word) return has \(most == 2 ? "one or two" : "one")")
    }
    (filed.benefits, filed.other, filed.interest) = (
      try amount("benefits"), try amount("other"), try amount("interest")
    )
    (filed.exemptInterest, filed.qualified, filed.gains) = (
      try amount("exempt_interest"), try amount("qualified"), try amount("gains")
    )
    filed.livedApart = try part.flag("lived_apart") ?? false
    let tax = try law.federalTax(filed)
    return [
      ("taxable_benefits", tax.taxableBenefits), ("agi", tax.agi), ("standard", tax.standard), ("senior", tax.senior),
      ("taxable_income", tax.taxableIncome), ("tax", tax.tax),
    ].map { AwardField($0.0, .decimal($0.1.roundedHalfUp(places: 2))) }
  }
}
