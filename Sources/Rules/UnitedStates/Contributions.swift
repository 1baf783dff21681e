// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

extension UnitedStates: ContributionLaw {
  /// Social Security and Medicare taxes on a year's pay.
  ///
  /// Half of self-employment tax is not taken as an income tax deduction here, and the additional Medicare tax on high
  /// earnings is left out.
  ///
  /// - Source: 26 U.S.C. §§ 3101, 3111 (FICA), 1401, 1402(a)(12) (SECA).
  public func contributions(on pay: ExactDecimal, status: WorkStatus, year: Int) throws -> [ContributionLine] {
    precondition(pay >= .zero, "pay of \(pay)")
    func rate(_ name: String) throws -> ExactDecimal {
      try parameters.value(ParameterKey<ExactDecimal>("us.contribution.\(name)"), year: year).value / 100
    }
    let isOwn = status == .selfEmployed
    let net = isOwn ? pay * (try rate("self_employed_base")) : pay
    let capped = tables.contributionBase.contains(year) ? min(net, tables.contributionBase[year].amount) : net
    func line(_ branch: String, _ base: ExactDecimal, each: ExactDecimal) -> ContributionLine {
      ContributionLine(
        branch: branch, article: isOwn ? "26 U.S.C. § 1401" : "26 U.S.C. §§ 3101, 3111", base: base,
        worker: (base * each * (isOwn ? 2 : 1)).roundedHalfUp(places: 2),
        employer: isOwn ? .zero : (base * each).roundedHalfUp(places: 2))
    }
    return [
      line("old age, survivors and disability", capped, each: try rate("social_security")),
      line("Medicare", net, each: try rate("medicare")),
    ]
  }
}
