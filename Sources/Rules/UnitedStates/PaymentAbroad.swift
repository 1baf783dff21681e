// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// Whether the benefit of a month is paid to someone outside the United States.
public enum PaymentAbroad: Hashable, Sendable {
  /// Paid, and by which article.
  case paid(article: String)
  /// Stopped unless citizenship brings an exception that is not modelled.
  case dependsOnCitizenship(article: String)

  /// Whether nothing in the record secures payment.
  public var isDoubtful: Bool {
    if case .dependsOnCitizenship = self { true } else { false }
  }
}

extension UnitedStates {
  /// Nonpayment to aliens outside the United States for more than six full calendar months, and its exceptions.
  ///
  /// - Source: 42 U.S.C. §§ 402(t), 433(c)(2); 20 CFR 404.460; POMS RS 02610.010, GN 01733.140.
  /// - Parameter quarters: US quarters of coverage.
  public func paymentAbroad(of person: Person, quarters: Int, in month: YearMonth) throws -> PaymentAbroad {
    if person.citizenship.contains(country) {
      return .paid(article: "42 U.S.C. § 402(t)(1)")
    }
    let months = try parameters.value(.nonpaymentMonths, inForce: month).value
    guard let home = person.residence(in: month) else {
      return .paid(article: "42 U.S.C. § 402(t)(1)")
    }
    let abroad = (1...months + 1).allSatisfy { back in
      person.residence(in: month + 1 - back).map { $0 != country } ?? false
    }
    guard abroad else {
      return .paid(article: "42 U.S.C. § 402(t)(1)")
    }
    let partners = tables.standardAgreement.agreement.partners
    if month >= tables.standardAgreement.agreement.inForce,
      try parameters.value(.agreementLiftsNonpayment, inForce: month).value,
      try parameters.value(.agreementResidence, inForce: month).value.contains(home.code)
        || person.citizenship.contains(where: partners.contains)
    {
      return .paid(article: "42 U.S.C. § 433(c)(2); POMS GN 01733.140")
    }
    if quarters >= (try parameters.value(.nonpaymentQuarters, inForce: month).value) {
      return .paid(article: "42 U.S.C. § 402(t)(4)(A)")
    }
    return .dependsOnCitizenship(article: "42 U.S.C. § 402(t)(1)–(4); POMS RS 02610.010")
  }

  /// Whether dependants and survivors must have lived five years in the United States in the relationship.
  ///
  /// Citizens and residents of a country with an agreement are spared.
  ///
  /// - Source: 42 U.S.C. § 402(t)(11)(A), (E); POMS RS 02610.025, GN 01733.145.
  /// - Returns: whether the condition is met or lifted.
  public func dependantMayBePaidAbroad(
    _ dependant: Person, monthsOfResidenceInRelationship: Int, in month: YearMonth
  ) throws -> Bool {
    if dependant.citizenship.contains(country) { return true }
    if month >= tables.standardAgreement.agreement.inForce {
      let partners = try parameters.value(.agreementResidence, inForce: month).value
      if (dependant.citizenship + (dependant.residence(in: month).map { [$0] } ?? [])).contains(where: {
        partners.contains($0.code)
      }) {
        return true
      }
    }
    return monthsOfResidenceInRelationship >= 12
      * (try parameters.value(.dependantResidenceYears, inForce: month).value)
  }

  /// Tax withheld from a nonresident alien's payments; nothing for US citizens and residents.
  ///
  /// - Source: 26 U.S.C. §§ 871(a)(3), 1441; POMS GN 05010.001. Luxembourg is not among the countries whose treaty exempts.
  ///
  /// - Throws: ``ParameterError`` where a rate, or the list of countries that it does not concern, is missing.
  public func deductions(from award: Award, applicant: Applicant) throws -> [Deduction] {
    try taxWithheld(from: award, applicant.person) + premiums(from: award, applicant)
  }

  private func taxWithheld(from award: Award, _ person: Person) throws -> [Deduction] {
    guard !person.citizenship.contains(country), let home = person.residence(in: award.from), home != country,
      !(try parameters.value(.withholdingExempt, inForce: award.from).value.contains(home.code))
    else { return [] }
    let isReduced = try parameters.value(.withholdingReducedCountry, inForce: award.from).value == home.code
    let share = try parameters.value(isReduced ? .withholdingReduced : .withholdingNonresident, inForce: award.from)
      .value
    return [
      Deduction(
        name: Remark(.taxWithheld), article: "26 U.S.C. §§ 871(a)(3), 1441; POMS GN 05010.001",
        share: share.double)
    ]
  }
}
