// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

extension ParameterKey where Value == Money<USD> {
  static var averageWageIndex: Self { Self("us.average_wage_index") }
  static var averageWageBefore1951: Self { Self("us.average_wage_before_1951") }
  static var contributionBase: Self { Self("us.contribution_base") }
  static var oldLawBase: Self { Self("us.old_law_base") }
  static var baseStep: Self { Self("us.base.step") }
  static var quarterAmount: Self { Self("us.quarter_of_coverage") }
  static var quarterStep: Self { Self("us.quarter_of_coverage.step") }
  static var quarterRoundingOffset: Self { Self("us.quarter_of_coverage.rounding_offset") }
  static var quarterWagesBefore1978: Self { Self("us.quarter_of_coverage.wages_before_1978") }
  static var specialMinimumAmount: Self { Self("us.special_minimum.amount") }
  static var yearOfCoverageSpecialMinimum: Self { Self("us.year_of_coverage.special_minimum") }
  static var yearOfCoverageWEP: Self { Self("us.year_of_coverage.wep") }
  static var exemptUnderFullAge: Self { Self("us.earnings_test.under_full_age") }
  static var exemptYearOfFullAge: Self { Self("us.earnings_test.year_of_full_age") }
  static var exemptStep: Self { Self("us.earnings_test.step") }
  static var lumpSumDeathPayment: Self { Self("us.survivor.lump_sum") }
  static var partBPremium: Self { Self("us.medicare.part_b_premium") }
}

extension ParameterKey where Value == Int {
  static var baseFormulaYear: Self { Self("us.base.formula_year") }
  static var quarterFormulaYear: Self { Self("us.quarter_of_coverage.formula_year") }
  static var fewestQuarters: Self { Self("us.insured.fewest_quarters") }
  static var mostQuarters: Self { Self("us.insured.most_quarters") }
  static var bendPointFormulaYear: Self { Self("us.pia.formula_year") }
  static var piaRoundsUpThrough: Self { Self("us.pia.rounds_up_through") }
  static var firstBaseYear: Self { Self("us.computation.first_year") }
  static var droppedYears: Self { Self("us.computation.dropped_years") }
  static var fewestComputationYears: Self { Self("us.computation.fewest_years") }
  static var specialMinimumShare: Self { Self("us.year_of_coverage.special_minimum_share") }
  static var wepShare: Self { Self("us.year_of_coverage.wep_share") }
  static var colaEffectiveMonth: Self { Self("us.cola.effective_month") }
  static var colaRoundsUpBefore: Self { Self("us.cola.rounds_up_before") }
  static var firstAge: Self { Self("us.retirement.first_age") }
  static var fullRetirementAge: Self { Self("us.full_retirement_age") }
  static var fullRetirementAgeSurvivor: Self { Self("us.full_retirement_age.survivor") }
  static var lastCreditAge: Self { Self("us.delayed_credit.last_age") }
  static var filingLead: Self { Self("us.filing.lead") }
  static var filingRetroactive: Self { Self("us.filing.retroactive") }
  static var wepFirstEligibilityYear: Self { Self("us.wep.first_eligibility_year") }
  static var wepPhaseIn: Self { Self("us.wep.first_percentage_phase_in") }
  static var wepExemptYears: Self { Self("us.wep.exempt_years") }
  static var foreignWorkHours: Self { Self("us.foreign_work_test.hours") }
  static var spouseShare: Self { Self("us.spouse.share") }
  static var divorcedIndependentAfter: Self { Self("us.divorced.independent_after") }
  static var nonpaymentMonths: Self { Self("us.alien_nonpayment.months") }
  static var nonpaymentQuarters: Self { Self("us.alien_nonpayment.quarters") }
  static var dependantResidenceYears: Self { Self("us.alien_nonpayment.dependant_residence") }
  static var lumpSumMonths: Self { Self("us.survivor.lump_sum_months") }
}

extension ParameterKey where Value == ExactDecimal {
  static var cola: Self { Self("us.cola") }
  static var colaAnnounced1999: Self { Self("us.cola.announced_1999") }
  static var creditMonthly: Self { Self("us.delayed_credit.monthly") }
  static var wepGuarantee: Self { Self("us.wep.guarantee") }
  static var wepArticleRate: Self { Self("us.wep.article_rate") }
  static var wepArticleCap: Self { Self("us.wep.article_cap") }
  static var survivorReduction: Self { Self("us.survivor.reduction") }
  static var survivorLimit: Self { Self("us.survivor.limit") }
  static var withholdingNonresident: Self { Self("us.withholding.nonresident") }
  static var withholdingReduced: Self { Self("us.withholding.reduced") }
}

extension ParameterKey where Value == [Int] {
  static var bendPoints: Self { Self("us.pia.bend_points") }
  static var piaPercentages: Self { Self("us.pia.percentages") }
  static var familyBendPoints: Self { Self("us.family_maximum.bend_points") }
  static var familyPercentages: Self { Self("us.family_maximum.percentages") }
  static var specialMinimumYears: Self { Self("us.special_minimum.years") }
  static var lumpBefore1951: Self { Self("us.year_of_coverage.lump_before_1951") }
  static var workerReduction: Self { Self("us.reduction.worker") }
  static var spouseReduction: Self { Self("us.reduction.spouse") }
  static var wepPercentages: Self { Self("us.wep.first_percentage") }
  static var exemptFormulaUnderFullAge: Self { Self("us.earnings_test.formula_under_full_age") }
  static var exemptFormulaYearOfFullAge: Self { Self("us.earnings_test.formula_year_of_full_age") }
  static var earningsTestDivisors: Self { Self("us.earnings_test.divisors") }
  static var childShare: Self { Self("us.child.share") }
  static var marriageMonths: Self { Self("us.marriage.months") }
  static var survivorFirstAge: Self { Self("us.survivor.first_age") }
}

extension ParameterKey where Value == Bool {
  static var wepInForce: Self { Self("us.wep.in_force") }
  static var agreementLiftsNonpayment: Self { Self("us.agreement.lu.lifts_alien_nonpayment") }
}

extension ParameterKey where Value == [String] {
  static var withholdingExempt: Self { Self("us.withholding.exempt") }
  static var agreementResidence: Self { Self("us.alien_nonpayment.agreement_residence") }
}

extension ParameterKey where Value == String {
  static var withholdingReducedCountry: Self { Self("us.withholding.reduced_country") }
  static var deemedFilingFirstBirth: Self { Self("us.deemed_filing.first_birth") }
}

extension Rounding {
  /// To the next lower dime (42 U.S.C. § 415(g)).
  public static let dimeDown = Rounding.down(toCents: 10)
  /// To the next higher dime, as before 1983.
  public static let dimeUp = Rounding.up(toCents: 10)
  /// To the next lower dollar, the last step before payment.
  public static let dollarDown = Rounding.down(toCents: 100)
}
