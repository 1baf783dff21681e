// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

extension Luxembourg: ContributionLaw {
  /// Contributions on a year's gross pay, branch by branch.
  ///
  /// The ceiling cuts every base but that of the dependency insurance, which is free of it and leaves out a quarter of
  /// the minimum wage each month. Pay is taken to be earned over the whole year; the floor is not applied, because pay
  /// below it can be part-time work.
  ///
  /// - Source: CSS art. 238 to 241, 376; CCSS rates.
  public func contributions(on pay: ExactDecimal, status: WorkStatus, year: Int) throws -> [ContributionLine] {
    precondition(pay >= .zero, "pay of \(pay)")
    let month = YearMonth.january(year)
    func rate(_ key: ParameterKey<ExactDecimal>) throws -> ExactDecimal {
      try parameters.value(key, inForce: month).value / 100
    }
    let capped = base.ceiling(of: year).map { min(pay, $0) } ?? pay
    let exempt = try base.multiple(parameters.value(.dependencyExemptShare, inForce: month).value, in: month) ?? .zero
    let careBase = max(.zero, pay - exempt.amount * 12)
    func line(
      _ branch: String, _ article: String, _ base: ExactDecimal, worker: ExactDecimal, employer: ExactDecimal
    ) -> ContributionLine {
      let isOwn = status == .selfEmployed
      return ContributionLine(
        branch: branch, article: article, base: base,
        worker: (base * (isOwn ? worker + employer : worker)).roundedHalfUp(places: 2),
        employer: isOwn ? .zero : (base * employer).roundedHalfUp(places: 2))
    }
    let pension = try rate(.pensionRate)
    let kind = try rate(.healthInKindRate)
    let cash = try rate(.healthCashRate)
    var lines = [
      line("pension", "CSS art. 238", capped, worker: pension, employer: pension),
      line("health, in kind", "CSS art. 29", capped, worker: kind, employer: kind),
      line("health, cash", "CSS art. 29", capped, worker: cash, employer: cash),
      line("dependency", "CSS art. 376", careBase, worker: try rate(.dependencyRate), employer: .zero),
      line("accident", "CSS art. 148", capped, worker: .zero, employer: try rate(.accidentRate)),
    ]
    if status == .employee {
      lines.append(
        line("employers' mutual insurance", "CSS art. 56", capped, worker: .zero, employer: try rate(.mutualRate)))
      lines.append(
        line(
          "occupational health", "Code du travail art. L. 325-3", capped, worker: .zero,
          employer: try rate(.occupationalHealthRate)))
    }
    return lines
  }
}
