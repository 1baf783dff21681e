// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities
import Taxes

/// How Luxembourg's scale is applied.
///
/// - Source: LIR art. 118 to 121.
public enum TaxClass: String, Hashable, Sendable, CaseIterable {
  case one = "1"
  /// From 64 completed on 1 January, and the widowed.
  case oneA = "1a"
  /// Taxed jointly.
  case two = "2"
}

/// A household of pensioners in one calendar year, EUR, nominal.
public struct PensionersYear: Hashable, Sendable {
  public var year: Int
  public var taxClass: TaxClass
  /// Gross Luxembourg pensions with the year-end allowance, one a person.
  public var pensions: [ExactDecimal]
  /// Gross pensions that a treaty exempts, one a person in the order of ``pensions``.
  public var exempt: [ExactDecimal] = []
  /// Other taxable income.
  public var other = ExactDecimal.zero
  /// Insured for health and care here.
  public var isInsured = true
  /// Spouses with pay or a pension, who both have the flat special expenses.
  public var spousesWithIncome = 1
  /// With the employment fund.
  public var paysFund = true

  public init(year: Int, taxClass: TaxClass, pensions: [ExactDecimal]) {
    (self.year, self.taxClass, self.pensions) = (year, taxClass, pensions)
  }
}

/// What the year comes to.
public struct PensionersTax: Hashable, Sendable {
  public var taxable, tax: ExactDecimal
  /// Credits of pensioners: CIP and CO2.
  public var credit, carbonCredit: ExactDecimal
  public var health, dependency: ExactDecimal
  public var net: ExactDecimal
}

extension Luxembourg {
  private func amount(_ name: String, _ year: Int) throws -> ExactDecimal {
    try parameters.value(ParameterKey<ExactDecimal>("lu.income_tax.\(name)"), inForce: .january(year)).value
  }

  /// The first year that a scale is held for.
  public func firstIncomeTaxYear() throws -> Int {
    try parameters.values(ParameterKey<[ExactDecimal]>("lu.income_tax.bounds")).map(\.from.year).min() ?? 0
  }

  /// The scale of class 1, or of class 1a as one in taxable income.
  ///
  /// Class 1a is class 1 at the income less a share of its complement to a limit; growth stops at the cap until the cap's own bracket ends.
  ///
  /// - Source: LIR art. 118, 120.
  func incomeTaxScale(_ taxClass: TaxClass, _ year: Int) throws -> TaxScale {
    let month = YearMonth.january(year)
    let bounds = try parameters.value(ParameterKey<[ExactDecimal]>("lu.income_tax.bounds"), inForce: month).value
    let rates = try parameters.value(ParameterKey<[ExactDecimal]>("lu.income_tax.rates"), inForce: month).value
      .map { $0 / 100 }
    guard taxClass == .oneA else { return TaxScale(bounds: bounds, rates: rates) }
    let (share, limit) = (try amount("class1a.share", year), try amount("class1a.limit", year))
    let cap = try amount("class1a.cap", year) / 100
    let slope = ExactDecimal.one + share
    var (moved, steeper) = ([ExactDecimal.zero], [ExactDecimal.zero])
    for (bound, rate) in zip(bounds, rates) where rate > .zero {
      if slope * rate < cap {
        moved.append((bound + share * limit) / slope)
        steeper.append(slope * rate)
      } else if steeper[steeper.count - 1] < cap {
        moved.append((bound + share * limit) / slope)
        steeper.append(cap)
      } else if rate > cap {
        moved.append(bound)
        steeper.append(rate)
      }
    }
    return TaxScale(bounds: moved, rates: steeper)
  }

  /// Tax on a year's taxable income: cut to 50 EUR, by the scale, cut to the euro, with the employment fund cut again.
  ///
  /// - Source: LIR art. 118 to 124; employment fund: 7 % of the tax, 9 % of what falls on income above the limit.
  /// - Throws: ``ParameterError`` for a year before the first scale.
  public func incomeTax(
    on taxable: ExactDecimal, class taxClass: TaxClass, in year: Int, fund: Bool = true
  ) throws -> ExactDecimal {
    let scale = try incomeTaxScale(taxClass, year)
    func cut(_ income: ExactDecimal) -> ExactDecimal {
      (taxClass == .two ? scale.tax(on: income / 2) * 2 : scale.tax(on: income)).cut(to: 1)
    }
    let income = max(taxable, .zero).cut(to: 50)
    let tax = cut(income)
    guard fund else { return tax }
    let limit = try amount("fund.limit", year) * (taxClass == .two ? 2 : 1)
    let below = cut(min(income, limit))
    return
      (tax + below * (try amount("fund.rate", year)) / 100
      + (tax - below) * (try amount("fund.rate_high", year)) / 100).cut(to: 1)
  }

  /// Credits of a pensioner on the year's gross pension, pensions exempt by treaty included.
  ///
  /// - Source: LIR art. 154quinquies.
  public func pensionerCredits(onGross gross: ExactDecimal, in year: Int) throws -> (
    credit: ExactDecimal, carbon: ExactDecimal
  ) {
    let (most, end) = (try amount("cip.full_to", year), try amount("cip.end", year))
    guard gross >= (try amount("cip.from", year)), gross < end else { return (.zero, .zero) }
    let (step, small, whole) = (
      try amount("cip.step", year), try amount("cip.small", year), try amount("cip.full", year)
    )
    let credit =
      if gross < step {
        small
      } else if gross <= (try amount("cip.full_from", year)) {
        small + (gross - step) * (try amount("cip.rise", year))
      } else if gross <= most {
        whole
      } else {
        whole - (gross - most) * (try amount("cip.fall", year))
      }
    let full = try amount("co2.full", year)
    let carbon = gross <= most ? full : full - full.scaled(by: gross - most, over: end - most)
    return (credit.roundedHalfUp(places: 2), max(carbon, .zero).roundedHalfUp(places: 2))
  }

  /// Health and dependency contributions on a year's pension.
  ///
  /// - Source: CSS art. 29, 376. A quarter of the year's minimum wages is free of the second.
  private func yearlyContributions(on pension: ExactDecimal, in year: Int) throws -> (ExactDecimal, ExactDecimal) {
    var (health, care, wages) = (ExactDecimal.zero, ExactDecimal.zero, ExactDecimal.zero)
    for month in 1...12 {
      guard let wage = base.floor(in: YearMonth(year, month)) else {
        throw ParameterError(file: "income-tax", message: "there is no minimum wage for \(YearMonth(year, month))")
      }
      wages += wage.amount
    }
    let month = YearMonth.january(year)
    let share = try parameters.value(.dependencyExemptShare, inForce: month).value
    health = pension * (try parameters.value(.pensionerHealthRate, inForce: month).value) / 100
    care = max(pension - wages * share, .zero) * (try parameters.value(.dependencyRate, inForce: month).value) / 100
    return (health.roundedHalfUp(places: 2), care.roundedHalfUp(places: 2))
  }

  /// The year of a household of pensioners: tax, credits, contributions and what is left of Luxembourg pensions and other income.
  ///
  /// - Source: LIR art. 96, 107, 109, 113, 134, 154quinquies. Pensions that a treaty exempts raise the rate and count for the credits.
  public func pensionersTax(_ asked: PensionersYear) throws -> PensionersTax {
    let year = asked.year
    var (health, dependency) = (ExactDecimal.zero, ExactDecimal.zero)
    let perPerson = try amount("costs", year)
    var costs = ExactDecimal.zero
    for pension in asked.pensions where pension > .zero {
      costs += min(perPerson, pension)
      guard asked.isInsured else { continue }
      let (taken, care) = try yearlyContributions(on: pension, in: year)
      (health, dependency) = (health + taken, dependency + care)
    }
    let special = try amount("special", year) * (asked.taxClass == .two && asked.spousesWithIncome > 1 ? 2 : 1)
    let gross = asked.pensions.reduce(ExactDecimal.zero, +)
    let taxable = max(gross - costs - health + asked.other - special, .zero)
    var exempt = ExactDecimal.zero
    for (index, amount) in asked.exempt.enumerated() {
      let hasOwn = index < asked.pensions.count && asked.pensions[index] > .zero
      exempt += max(amount - (hasOwn ? .zero : perPerson), .zero)
    }
    var tax = try incomeTax(on: taxable, class: asked.taxClass, in: year, fund: asked.paysFund)
    if exempt > .zero {
      let world = (taxable + exempt).cut(to: 50)
      let whole = try incomeTax(on: world, class: asked.taxClass, in: year, fund: asked.paysFund)
      tax = world > .zero ? whole.scaled(by: taxable.cut(to: 50), over: world).cut(to: 1) : .zero
    }
    var (credit, carbon) = (ExactDecimal.zero, ExactDecimal.zero)
    for (index, pension) in asked.pensions.enumerated() where pension > .zero {
      let found = try pensionerCredits(
        onGross: pension + (index < asked.exempt.count ? asked.exempt[index] : .zero), in: year)
      (credit, carbon) = (credit + found.credit, carbon + found.carbon)
    }
    return PensionersTax(
      taxable: taxable, tax: tax, credit: credit, carbonCredit: carbon, health: health, dependency: dependency,
      net: gross + asked.other - health - dependency - tax + credit + carbon)
  }
}

/// The `lu` part of a line of `retiresim tax`: pensions, a taxable income, or the credits on a gross pension.
public struct LuxembourgTaxLines: TaxLaw {
  private let law: Luxembourg
  public init() throws { law = try Luxembourg() }

  public var country: Country { law.country }
  public let taxFields = [
    "year", "cls", "pensions", "exempt", "other", "insured", "spouses_with_income", "taxable", "fund", "gross",
  ]

  public func answer(taxOf part: CaseReader) throws -> [AwardField] {
    let year = try part.required(try part.count("year"), "year")
    let first = try law.firstIncomeTaxYear()
    // Beyond the year after the last figures nothing is known of the scale.
    let last = law.scale.checked.year + 1
    guard (first...last).contains(year) else {
      throw LineError("'lu.year' is \(year); scales are held for \(first) to \(last)")
    }
    func decimals(_ fields: [(String, ExactDecimal)]) -> [AwardField] {
      fields.map { AwardField($0.0, .decimal($0.1.roundedHalfUp(places: 2))) }
    }
    if let gross = try part.amount("gross") {
      let found = try law.pensionerCredits(onGross: gross, in: year)
      return decimals([("cip", found.credit), ("co2", found.carbon)])
    }
    let word = try part.required(try part.text("cls"), "cls")
    guard let taxClass = TaxClass(rawValue: word) else {
      throw LineError(
        "'lu.cls' is one of \(TaxClass.allCases.map(\.rawValue).joined(separator: ", ")), not '\(word)'")
    }
    let fund = try part.flag("fund") ?? true
    if let taxable = try part.amount("taxable") {
      return decimals([("tax", try law.incomeTax(on: taxable, class: taxClass, in: year, fund: fund))])
    }
    var asked = PensionersYear(
      year: year, taxClass: taxClass, pensions: try part.required(try part.amounts("pensions"), "pensions"))
    asked.exempt = try part.amounts("exempt") ?? []
    guard asked.pensions.count <= 2, asked.exempt.count <= 2 else {
      throw LineError("'lu.pensions' and 'lu.exempt' have one amount a person, at most two")
    }
    asked.other = try part.amount("other") ?? .zero
    asked.isInsured = try part.flag("insured") ?? true
    asked.spousesWithIncome = try part.count("spouses_with_income") ?? 1
    asked.paysFund = fund
    let tax = try law.pensionersTax(asked)
    return decimals([
      ("taxable", tax.taxable), ("tax", tax.tax), ("cip", tax.credit), ("co2", tax.carbonCredit),
      ("health", tax.health), ("dependency", tax.dependency), ("net", tax.net),
    ])
  }
}
