// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// The years between 21 and eligibility, which end with a death where that comes before the year of 62: how many of them are averaged, and
/// how many quarters they ask for.
struct ComputationPeriod: Hashable, Sendable {
  /// The year of 62 or of the death: index year, bend points and increases hang on it.
  var eligibilityYear: Int
  /// Calendar years after the later of 1950 and the year in which 21 is attained, and before the year of eligibility.
  let elapsed: Int

  /// - Source: 42 U.S.C. §§ 414(a), 415(a)(3)(B), (b)(2)(B)(iii); 20 CFR 404.211(e); POMS RS 00605.005.
  /// - Parameter death: the year of a death; nil for the living.
  init(_ ages: RetirementAges, death: Int? = nil, rules: FixedRules) {
    eligibilityYear = min(death ?? ages.eligibilityYear, ages.eligibilityYear)
    elapsed = eligibilityYear - 1 - max(rules.firstBaseYear - 1, ages.effectiveBirth.year + 21)
  }

  /// Years of highest indexed earnings that are averaged.
  ///
  /// - Source: 42 U.S.C. § 415(b)(2)(A); 20 CFR 404.211(e).
  func computationYears(_ rules: FixedRules) -> Int { max(rules.fewestComputationYears, elapsed - rules.droppedYears) }

  /// Quarters of coverage that make a worker fully insured: one for each elapsed year.
  ///
  /// - Source: 42 U.S.C. § 414(a); 20 CFR 404.110, 404.115.
  func requiredQuarters(_ rules: FixedRules) -> Int { min(rules.mostQuarters, max(rules.fewestQuarters, elapsed)) }
}

func requiredQuarters(_ ages: RetirementAges, rules: FixedRules) -> Int {
  ComputationPeriod(ages, rules: rules).requiredQuarters(rules)
}

func computationYears(_ ages: RetirementAges, rules: FixedRules) -> Int {
  ComputationPeriod(ages, rules: rules).computationYears(rules)
}
