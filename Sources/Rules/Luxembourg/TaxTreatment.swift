// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// Luxembourg's income tax on a household's year.
struct LuxembourgTax: IncomeTax {
  let law: Luxembourg

  /// How the treaty's sentence on social security is read: by the State that pays, or by that of residence with a credit.
  enum Reading: String {
    case payer
    case residence = "residence_with_credit"
  }

  func reading(_ settings: [String: String]) -> Reading {
    settings["treaty"].flatMap(Reading.init) ?? .payer
  }

  func codes(_ name: String, _ year: Int) throws -> [String] {
    try law.parameters.value(ParameterKey<[String]>("lu.tax_treaty.\(name)"), inForce: .january(year)).value
  }

  /// Taxed here, exempt with progression, or not seen.
  ///
  /// - Source: LIR art. 2, 134, 156; the treaties of `Parameters/tax-treaties.yaml`.
  func treatment(of income: TreatedIncome, for person: TaxPerson, settings: [String: String]) throws -> TaxTreatment {
    // Lists of States hold from the first scale on.
    let year = try law.firstIncomeTaxYear()
    guard let residence = person.residence else {
      throw TaxRefusal(
        "no country of residence is stated, and income tax goes by it", hint: "state 'lives', or 'taxes: withholding'")
    }
    let known = try codes("residences", year)
    guard known.contains(residence.code) else {
      throw TaxRefusal(
        "who taxes what is not known of people who live in \(residence); known are \(known.joined(separator: ", "))",
        hint: "state 'taxes: withholding' or 'taxes: none'")
    }
    let isOwn = income.payer == law.country
    guard residence == law.country else {
      return isOwn && (income.kind == .pension || income.kind == .work) ? .taxed : .notSeen
    }
    guard let payer = income.payer, !isOwn, income.kind == .pension || income.kind == .work else { return .taxed }
    if income.kind == .work { return .exemptWithProgression }
    guard try codes("paying_state_alone", year).contains(payer.code) else { return .taxed }
    return try reading(settings) == .residence && codes("not_read", year).contains(payer.code)
      ? .taxed : .exemptWithProgression
  }

  /// Stated figures to the year before a reform is due; then the index, a year late, as the government has to propose it.
  ///
  /// - Source: bill 8676, LIR art. 125; `frozen` is a stress, `index` follows from the last stated scale on.
  func thresholdIndex(settings: [String: String]) throws -> TaxIndex? {
    switch settings["taxScale"] ?? "law" {
    case "frozen": nil
    case "index":
      TaxIndex(level: Luxembourg.Level.index, month: 12, after: law.scale.checked.year)
    default: TaxIndex(level: Luxembourg.Level.index, month: 12, after: 2027)
    }
  }

  /// From the right to an early pension, in 2026 at the earliest, to 65.
  ///
  /// - Source: law of 19.12.2025 (bill 8640).
  func workingOn(_ person: Person, right: YearMonth) throws -> Range<YearMonth>? {
    let rule = try law.parameters.values(ParameterKey<ExactDecimal>("lu.income_tax.worked_on.month"))
    guard let from = rule.first(where: { $0.value > .zero })?.from else { return nil }
    let end = person.month(attaining: Age(years: 65))
    let first = max(right, from)
    return first < end ? first..<end : nil
  }

  /// Class 1, 1a or 2, by the facts of the year or as stated.
  ///
  /// - Source: LIR art. 119, 157ter.
  func taxClass(of person: TaxPerson, in household: TaxHousehold) throws -> TaxClass {
    let year = household.year
    func amount(_ name: String) throws -> Int {
      try law.parameters.value(ParameterKey<Int>("lu.income_tax.\(name)"), inForce: .january(year)).value
    }
    // Born on or before 1 January of the year less 64.
    let age = try amount("class1a.age")
    let isElder = person.isBorn(byNewYearOf: year - age)
    let residents = household.people.filter { $0.residence == law.country }
    let isJoint = household.areMarried && household.people.count == 2 && residents.count == 2
    let since = [household.yearsWidowed, household.yearsDivorced].compactMap(\.self).min()
    let isRecentWidow = try since.map { try $0 <= amount("years_of_joint_class") } ?? false
    let byFacts: TaxClass =
      if isJoint || (isRecentWidow && residents.count == household.people.count) {
        .two
      } else if household.yearsWidowed != nil {
        .oneA
      } else if household.areMarried, person.residence != law.country {
        .one
      } else {
        isElder ? .oneA : .one
      }
    return try stated(byFacts, isElder: isElder, person: person, in: household)
  }

  private func stated(
    _ byFacts: TaxClass, isElder: Bool, person: TaxPerson, in household: TaxHousehold
  ) throws -> TaxClass {
    guard let word = household.settings["taxClass"], word != "auto" else { return byFacts }
    guard let wanted = TaxClass(rawValue: word) else {
      throw TaxRefusal("'taxClass' is auto, 1, 1a or 2, not '\(word)'")
    }
    // What is stated holds while two are taxed; a death changes the class by law.
    guard household.yearsWidowed == nil else { return byFacts }
    switch wanted {
    case .two where !household.areMarried:
      throw TaxRefusal("tax class 2 is for spouses, and nobody here is married", hint: "leave 'taxClass' on auto")
    case .oneA where household.areMarried && byFacts != .oneA:
      throw TaxRefusal(
        "tax class 1a is for single and widowed people, and the household is a married couple",
        hint: "leave 'taxClass' on auto")
    case .oneA where !isElder: return byFacts
    default: return wanted
    }
  }
}

extension Luxembourg {
  public var incomeTax: (any IncomeTax)? { LuxembourgTax(law: self) }
}
