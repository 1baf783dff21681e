// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

extension UnitedStates {
  /// The record as covered earnings and quarters by year; amounts stated in another year's wages are scaled by the index.
  ///
  /// - Throws: ``ClaimRefusal`` for a year outside the tables.
  func career(of record: InsuranceRecord, asOf: YearMonth? = nil) throws -> CoveredCareer {
    if record.stated != nil {
      var career = career(earnings: [:])
      career.stated = try stated(in: record, asOf: asOf)
      return career
    }
    var earnings: [Int: Money<USD>] = [:]
    func add(_ amount: ExactDecimal, wagesOf: Int?, in year: Int) throws {
      for year in [year, wagesOf ?? year] where !(CoveredCareer.firstYear..<LawTables.lastYear).contains(year) {
        throw ClaimRefusal(
          message: "earnings of \(year) are outside \(CoveredCareer.firstYear) to \(LawTables.lastYear - 1)",
          article: "42 U.S.C. § 411")
      }
      var value = amount
      if let wagesOf, wagesOf != year {
        value = amount.scaled(by: tables.averageWage[year].amount, over: tables.averageWage[wagesOf].amount)
      }
      earnings[year, default: .zero] += Money(value, rounded: .halfUp)
    }
    for (year, stated) in record.earnings { try add(stated.amount, wagesOf: stated.wagesOf, in: year) }
    for period in record.periods where period.from <= period.through {
      guard let pay = period.monthlyPay else { continue }
      for year in period.from.year...period.through.year {
        let first = max(period.from, .january(year))
        let months = min(period.through, .december(year)) - first + 1
        try add(pay * months, wagesOf: period.wagesOf, in: year)
      }
    }
    for (year, count) in record.units
    where !(CoveredCareer.firstYear..<LawTables.lastYear).contains(year) || !(0...4).contains(count) {
      throw ClaimRefusal(message: "\(count) quarters of coverage in \(year)", article: "42 U.S.C. § 413(a)")
    }
    return career(earnings: earnings, quarters: record.units)
  }

  /// What the law is asked for an applicant.
  func question(_ applicant: Applicant, entitlement: YearMonth, month: YearMonth? = nil) throws -> BenefitQuestion {
    let born = applicant.person.born
    let last = LawTables.lastYear - 100
    guard born.year > LawTables.firstBirthYear, born.year <= last,
      ages(born: born).eligibilityYear >= tables.bendPoints.firstYear
    else {
      throw ClaimRefusal(
        message:
          "born \(born): the rules reach from those who are 62 in \(tables.bendPoints.firstYear) to births of \(last)",
        article: "42 U.S.C. § 415(a)")
    }
    let pension = noncoveredPension(of: applicant)
    if applicant.record.stated != nil, pension != nil, try WindfallRegime(applicant.regime).rule != .repealed {
      throw ClaimRefusal(
        message:
          "the windfall elimination provision asks for earnings, and the record states its primary insurance amount",
        article: "42 U.S.C. § 415(a)(7)", hint: "state earnings by year")
    }
    let ages = RetirementAges(born: born, tables: tables, reform: try fullAgeReform(applicant.regime))
    return BenefitQuestion(
      ages: ages, career: try career(of: recordBehind(applicant.record, ages), asOf: applicant.asOf),
      foreign: ForeignCredit(
        applicant.foreign, under: tables.agreements, restByPeriod: applicant.settings["foreignRest"] == "period"),
      entitlement: entitlement, month: month,
      windfall: try WindfallRegime(applicant.regime), pension: pension)
  }

  /// A reform of full retirement age that the regime asks for: `full-age.extra-months`, `full-age.first-birth`.
  ///
  /// - Throws: ``ClaimRefusal`` when a setting is no whole number.
  private func fullAgeReform(_ regime: LawRegime) throws -> FullAgeReform? {
    guard let text = regime.settings["full-age.extra-months"] else { return nil }
    let birth = regime.settings["full-age.first-birth"] ?? String(FullAgeReform.standardFirstBirth)
    guard let months = Int(text), (0...60).contains(months), let first = Int(birth) else {
      throw ClaimRefusal(
        message: "full-age.extra-months is '\(text)' and full-age.first-birth '\(birth)'", article: "law regime",
        hint: "whole numbers, for example 12 and 1975")
    }
    return FullAgeReform(months: months, firstBirth: first)
  }

  /// Pensions from uncovered work as one: those that rest on an agreement count only where there is no other.
  ///
  /// - Source: 42 U.S.C. § 415(a)(7)(A), (E) before repeal; POMS RS 00605.386, GN 01701.310.
  private func noncoveredPension(of applicant: Applicant) -> NoncoveredPension? {
    let others = applicant.otherPensions.filter { $0.country != country && $0.monthlyAmount > .zero }
    let own = others.filter { !$0.basedOnAgreement }
    let counted = own.isEmpty ? others : own
    guard let from = counted.map(\.from).min() else { return nil }
    let sum = counted.reduce(ExactDecimal.zero) { $0 + $1.monthlyAmount }
    return NoncoveredPension(
      monthly: Money(sum, rounded: .halfUp), from: from, basedOnAgreement: own.isEmpty)
  }

  /// The first month in which a benefit can start: 62 throughout and insured; nil where the record never gets there.
  func firstMonth(of question: BenefitQuestion) -> YearMonth? {
    var month = question.ages.firstMonth
    var last = max(question.career.lastYear, month.year) + 1
    if let year = question.foreign.lastYear { last = max(last, year + 1) }
    last = min(last, LawTables.lastYear - 30)
    // Insured status changes only on the first day of a calendar quarter.
    while month <= .december(last) {
      var asked = question
      (asked.entitlement, asked.month) = (month, month)
      if tables.insuredBasis(asked).basis != .none { return month }
      month = month + (3 - (month.month - 1) % 3)
    }
    return nil
  }

  func refusal(_ reason: NoBenefit, _ question: BenefitQuestion) -> ClaimRefusal {
    let held = question.career.quartersHeld(in: question.entitlement)
    let required = requiredQuarters(question.ages, rules: tables.fixed)
    var counted: [String: Remark.Argument] = ["held": .integer(held), "month": .month(question.entitlement)]
    switch reason {
    case .notFullyInsured:
      counted["required"] = .integer(required)
      return ClaimRefusal(Remark(.notInsured, counted), article: "42 U.S.C. § 414(a)")
    case .belowSixQuarters:
      return ClaimRefusal(
        Remark(.belowSix, ["held": .integer(held), "needed": .integer(tables.leastOwnQuarters)]),
        article: "42 U.S.C. § 433(c)(1)(A)")
    case .combinedInsufficient:
      counted["required"] = .integer(required)
      counted["foreign"] = .integer(question.foreign.quarters(besides: question.career, in: question.entitlement))
      return ClaimRefusal(Remark(.combinedTooFew, counted), article: "42 U.S.C. §§ 414(a), 433(c)(1)")
    case .agreementNotInForce:
      return ClaimRefusal(
        Remark(.notInForce, ["month": .month(question.foreign.inForce ?? tables.standardAgreement.agreement.inForce)]),
        article: "POMS GN 01701.005")
    case .beforeFirstMonth:
      return ClaimRefusal(
        Remark(
          .notThroughout, ["month": .month(question.entitlement), "age": .integer(tables.fixed.firstAge)]),
        article: "42 U.S.C. § 402(a)", hint: Remark(.firstMonthIs, ["month": .month(question.ages.firstMonth)]))
    case .beforeEntitlement:
      return ClaimRefusal(
        Remark(.beforeEntitlement, ["month": .month(question.month), "first": .month(question.entitlement)]),
        article: "42 U.S.C. § 402(a)")
    }
  }
}
