// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// Federal income tax on a household's year.
///
/// Nonresident aliens file nothing: what is withheld from each payment is their whole tax.
struct UnitedStatesTax: IncomeTax {
  let law: UnitedStates

  /// Of nonresident aliens, 26 U.S.C. §§ 871(a)(3), 1441.
  var withholdsFinally: Bool { true }

  func codes(_ name: String) throws -> [String] {
    try law.parameters.value(ParameterKey<[String]>("us.tax_treaty.\(name)"), inForce: .january(2026)).value
  }

  func files(_ person: TaxPerson) -> Bool {
    person.citizenship.contains(law.country) || person.residence == law.country
  }

  static func readsResidence(_ settings: [String: String]) -> Bool { settings["treaty"] == "residence_with_credit" }

  /// Taxed, counted for the rate of the benefits alone, or not seen.
  ///
  /// - Source: 26 U.S.C. §§ 61, 86, 894(a), 911; the treaties of `Parameters/tax-treaties.yaml`.
  func treatment(of income: TreatedIncome, for person: TaxPerson, settings: [String: String]) throws -> TaxTreatment {
    guard files(person) else { return .notSeen }
    guard let residence = person.residence else {
      throw TaxRefusal(
        "no country of residence is stated, and income tax goes by it", hint: "state 'lives', or 'taxes: withholding'")
    }
    let known = try codes("residences")
    guard known.contains(residence.code) else {
      throw TaxRefusal(
        "who taxes what is not known of people who live in \(residence); known are \(known.joined(separator: ", "))",
        hint: "state 'taxes: withholding' or 'taxes: none'")
    }
    let isAbroad = residence != law.country
    switch income.kind {
    case .pension:
      if income.payer == law.country {
        return try isAbroad && codes("citizens_exempt").contains(residence.code) ? .notSeen : .taxed
      }
      guard let payer = income.payer, try codes("paying_state_alone").contains(payer.code) else { return .taxed }
      return try Self.readsResidence(settings) && codes("not_read").contains(payer.code) ? .taxed : .notSeen
    case .work:
      // Earnings abroad are excluded and come back into provisional income (§ 86(b)(2), § 911).
      return isAbroad && income.payer != law.country ? .exemptWithProgression : .taxed
    case .maintenance: return .notSeen
    case .other:
      // Taxed first where the person lives; that tax is taken to cover the one here.
      return isAbroad ? .exemptWithProgression : .taxed
    }
  }

  /// Thresholds follow the chained index of prices beyond the last figures; amounts of §§ 86 and 151 are frozen.
  ///
  /// - Source: 26 U.S.C. § 1(f)(3): twelve months to August of the year before, their middle being February.
  func thresholdIndex(settings: [String: String]) throws -> TaxIndex? {
    TaxIndex(
      level: nil, month: 2, after: try law.incomeTaxYears().upperBound,
      drift: try law.parameters.value(ParameterKey<ExactDecimal>("us.income_tax.index_drift"), inForce: .january(2026))
        .value.double)
  }

  /// The status of a return: by the facts, or as stated.
  ///
  /// - Source: 26 U.S.C. §§ 2, 6013. Whose spouse lives abroad without citizenship files separately.
  func status(in household: TaxHousehold) throws -> FilingStatus {
    let isCouple = household.areMarried && household.people.count == 2
    let bothFile = household.people.allSatisfy(files)
    let byFacts: FilingStatus = isCouple ? (bothFile ? .joint : .separate) : .single
    guard let word = household.settings["taxStatus"], word != "auto" else { return byFacts }
    guard let wanted = FilingStatus(rawValue: word) else {
      throw TaxRefusal("'taxStatus' is auto, single, joint, separate or head, not '\(word)'")
    }
    if household.yearsWidowed != nil { return wanted == .head ? .head : byFacts }
    switch wanted {
    case .joint, .separate:
      guard isCouple else {
        throw TaxRefusal(
          "a \(word) return is for spouses, and nobody here is married", hint: "leave 'taxStatus' on auto")
      }
    case .single, .head:
      guard !isCouple else {
        throw TaxRefusal(
          "a \(word) return is for unmarried people, and the household is a married couple",
          hint: "state 'joint' or 'separate', or leave 'taxStatus' on auto")
      }
    }
    return wanted
  }
}

extension UnitedStates {
  public var incomeTax: (any IncomeTax)? { UnitedStatesTax(law: self) }
}
