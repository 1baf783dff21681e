// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

extension UnitedStates: PensionSystem {
  public var country: Country { "US" }
  public var name: String { "the United States" }
  public var pensionName: String { "US Social Security" }
  public var currency: CurrencyCode { .usd }
  public var levelNames: [String] { ["US cost-of-living increases"] }
  public var filingLead: Int { tables.fixed.filingLead }

  public func coverage(of record: InsuranceRecord, person: Person) throws -> Coverage {
    // A stated amount says nothing of the years behind it, which other countries would count.
    if record.stated != nil { return Coverage(unit: .quarter) }
    let career = try career(of: record)
    var years: [Int: Coverage.Year] = [:]
    for year in career.years where career.quarters(year) > 0 {
      years[year] = Coverage.Year(count: career.quarters(year))
    }
    return Coverage(unit: .quarter, years: years)
  }

  /// One route, retirement from 62, reduced before full retirement age and with credits after it.
  ///
  /// - Source: 42 U.S.C. §§ 402(a), 414(a), 433.
  public func eligibility(of applicant: Applicant) throws -> Eligibility {
    let question = try question(applicant, entitlement: applicant.asOf)
    let ages = question.ages
    guard let first = firstMonth(of: question) else {
      var last = question
      last.entitlement = max(ages.lastMonth, .january(question.career.lastYear + 1))
      last.month = last.entitlement
      let refused = refusal(tables.insuredBasis(last).reason ?? .notFullyInsured, last)
      return Eligibility(
        routes: [
          EligibilityRoute(
            name: Remark(.retirementFrom, ["age": 62]), article: refused.article, firstMonth: nil, basis: "none",
            explanation: refused.reason)
        ], claimable: nil,
        reason: Remark(.withArticle, ["reason": .remark(refused.reason), "article": .text(refused.article)]))
    }
    var asked = question
    // A claim of the valuation month reaches back to months after full retirement age.
    let start = max(first, earliestEntitlement(of: question, filed: applicant.asOf))
    (asked.entitlement, asked.month) = (start, start)
    let basis = tables.insuredBasis(asked)
    let held = question.career.quartersHeld(in: start)
    let required = requiredQuarters(ages, rules: tables.fixed)
    var counted: [String: Remark.Argument] = [
      "held": .integer(held), "month": .month(start), "required": .integer(required),
    ]
    let explanation: Remark
    var partners: [Country] = []
    if question.career.stated != nil {
      explanation = Remark(.statedStandsFor, ["required": .integer(required)])
    } else if basis.basis == .national {
      explanation = Remark(.heldBy, counted)
    } else {
      counted["used"] = .integer(min(basis.foreign, required - held))
      counted["foreign"] = .integer(basis.foreign)
      partners =
        question.foreign.best(besides: question.career, in: start)?.partner.agreement.partner.map { [$0] } ?? []
      explanation = Remark(.heldWithForeign, counted)
    }
    return Eligibility(
      routes: [
        EligibilityRoute(
          name: Remark(.retirementFrom, ["age": 62]),
          article: basis.basis == .national ? "42 U.S.C. §§ 402(a), 414(a)" : "42 U.S.C. § 433",
          firstMonth: first, basis: basis.basis.rawValue, partners: partners, explanation: explanation)
      ], claimable: start...max(max(start, applicant.asOf), ages.lastMonth), fullMonth: max(start, ages.fullMonth))
  }

  /// Before full retirement age the month of filing at the earliest; after it up to six months back.
  ///
  /// - Source: 42 U.S.C. § 402(j); 20 CFR 404.621; POMS GN 00204.030.
  public func entitlementMonth(wanted: YearMonth, filed: YearMonth, applicant: Applicant) throws -> YearMonth {
    let question = try question(applicant, entitlement: wanted)
    guard wanted - filed <= filingLead else {
      throw ClaimRefusal(
        Remark(
          .filedTooEarly, ["wanted": .month(wanted), "filed": .month(filed), "lead": .integer(filingLead)]),
        article: "POMS GN 00204.007", hint: Remark(.fileAtTheEarliest, ["month": .month(wanted - filingLead)]))
    }
    let month = max(wanted, earliestEntitlement(of: question, filed: filed))
    guard wanted >= applicant.asOf || month == wanted else {
      throw ClaimRefusal(Remark(.beforeValuation, ["month": .month(wanted)]), article: "42 U.S.C. § 402(j)")
    }
    try check(question, at: month)
    return month
  }

  /// Throws unless a benefit can start in `month`.
  func check(_ question: BenefitQuestion, at month: YearMonth) throws {
    var asked = question
    (asked.entitlement, asked.month) = (month, month)
    if month < question.ages.firstMonth { throw refusal(.beforeFirstMonth, asked) }
    if month.year > LawTables.lastYear - 30 {
      throw ClaimRefusal(Remark(.beyondTables, ["month": .month(month)]), article: "42 U.S.C. § 402(a)")
    }
    if let reason = tables.insuredBasis(asked).reason { throw refusal(reason, asked) }
  }

  /// There is none to model: Supplemental Security Income stops abroad, and is not simulated at home.
  public func socialMinimum(for household: [Person], asOf: YearMonth, settings: [String: String]) throws
    -> SocialMinimumAnswer
  {
    if household.contains(where: { $0.residence(in: asOf) == country }) {
      return .none(
        reason: Remark(.ssiNotModelled), article: Remark(.article, ["article": "42 U.S.C. § 1382"]))
    }
    return .none(
      reason: Remark(.ssiNotAbroad), article: Remark(.article, ["article": "42 U.S.C. § 1382(f)"]))
  }
}
