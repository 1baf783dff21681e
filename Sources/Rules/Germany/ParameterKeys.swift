// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

extension ParameterKey where Value == ExactDecimal {
  static var averageEarnings: Self { Self("de.average_earnings") }
  static var earningsBefore1949: Self { Self("de.average_earnings.before_1949") }
  static var provisionalEarnings: Self { Self("de.average_earnings.provisional") }
  static var ceilingWest: Self { Self("de.contribution_ceiling.west") }
  static var ceilingEast: Self { Self("de.contribution_ceiling.east") }
  static var eastFactor: Self { Self("de.east_factor") }
  static var childPoints: Self { Self("de.child_raising.points") }
  static var contributionRate: Self { Self("de.contribution_rate") }
  static var leastVoluntaryBase: Self { Self("de.voluntary.least_base") }
  static var accessEarly: Self { Self("de.access.early") }
  static var accessLate: Self { Self("de.access.late") }
  static var pensionValueWest: Self { Self("de.pension_value.west") }
  static var pensionValueEast: Self { Self("de.pension_value.east") }
  static var supplementCapLeast: Self { Self("de.supplement.cap_least") }
  static var supplementCapStep: Self { Self("de.supplement.cap_step") }
  static var supplementCapMost: Self { Self("de.supplement.cap_most") }
  static var supplementShare: Self { Self("de.supplement.share") }
  static var widowFactor: Self { Self("de.widow.factor") }
  static var widowFactorOldLaw: Self { Self("de.widow.factor_old_law") }
  static var widowAllowance: Self { Self("de.widow.allowance") }
  static var widowAllowanceChild: Self { Self("de.widow.allowance_child") }
  static var widowSetOff: Self { Self("de.widow.set_off") }
  static var widowCutWages: Self { Self("de.widow.cut_wages") }
  static var widowCutPension: Self { Self("de.widow.cut_pension") }
  static var widowCutPensionBefore2011: Self { Self("de.widow.cut_pension_before_2011") }
  static var healthGeneral: Self { Self("de.health.general") }
  static var healthAdditional: Self { Self("de.health.additional") }
  static var healthSpecial: Self { Self("de.health.special") }
  static var careGeneral: Self { Self("de.care.general") }
  static var careChildless: Self { Self("de.care.childless") }
  static var marksPerEuro: Self { Self("de.marks_per_euro") }
  static var startWageGrowth: Self { Self("de.projection.wage_growth") }
  static var startPriceGrowth: Self { Self("de.projection.price_growth") }
  static var needSingle: Self { Self("de.need.single") }
  static var needCouple: Self { Self("de.need.couple") }
  static var needAllowance: Self { Self("de.need.allowance") }
  static var needAllowanceShare: Self { Self("de.need.allowance_share") }
  static var needAllowanceCap: Self { Self("de.need.allowance_cap") }
}

extension ParameterKey where Value == Money<EUR> {
  static var healthCeiling: Self { Self("de.health.ceiling") }
}

extension ParameterKey where Value == Int {
  static var regularAge: Self { Self("de.age.regular") }
  static var longUnreducedAge: Self { Self("de.age.long_unreduced") }
  static var longEarliestAge: Self { Self("de.age.long_earliest") }
  static var veryLongAge: Self { Self("de.age.very_long") }
  static var waitingGeneral: Self { Self("de.waiting.general") }
  static var waitingLong: Self { Self("de.waiting.long") }
  static var waitingVeryLong: Self { Self("de.waiting.very_long") }
  static var workForVoluntary: Self { Self("de.waiting.work_for_voluntary") }
  static var unemploymentReach: Self { Self("de.waiting.unemployment_reach") }
  static var childMonths: Self { Self("de.child_raising.months") }
  static var childMonthsBefore1992: Self { Self("de.child_raising.months_before_1992") }
  static var claimLead: Self { Self("de.claim.lead") }
  static var guaranteedThrough: Self { Self("de.pension_value.guaranteed_through") }
  static var widowMarriageMonths: Self { Self("de.widow.marriage_months") }
  static var claimReach: Self { Self("de.claim.reach") }
  static var supplementMonths: Self { Self("de.supplement.years") }
  static var supplementMonthsMost: Self { Self("de.supplement.months_most") }
  static var widowAge: Self { Self("de.widow.age") }
  static var widowFullMonths: Self { Self("de.widow.full_months") }
  static var needAllowanceMonths: Self { Self("de.need.allowance_months") }
}
