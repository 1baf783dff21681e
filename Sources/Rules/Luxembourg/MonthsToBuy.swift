// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

extension Claimant {
  /// How many more insured months would open a route that the record never opens, from when on, and what they cost; nil where continued
  /// insurance to 65 does not open it.
  ///
  /// Months are bought on the minimum wage, one after the other, after the last month of the record and the valuation month. Voluntary
  /// months count at 60 and at 65, not at 57.
  ///
  /// - Source: CSS art. 173, 183, 184; grand-ducal regulation of 5 May 1999 art. 4.
  func monthsThatOpen(_ route: RouteTest.Route, missingAt last: YearMonth) throws -> Remark? {
    guard !career.isTotals, route != .earlyCompulsory, applicant.wantsDerivation else { return nil }
    let oldAge = month(attaining: try system.parameters.value(.oldAge, inForce: applicant.asOf).value)
    let lacking = try [nil] + instruments.map { $0 as Instrument? }
    let best = try lacking.map { try test(route, startingIn: last, with: $0) }.min {
      $0.required - $0.held < $1.required - $1.held
    }
    guard let best, best.required > best.held else { return nil }
    let count = best.required - best.held
    let first = max(applicant.asOf, career.last ?? applicant.asOf) + 1
    guard first + count <= oldAge, let wage = system.base.floor(in: applicant.asOf) else { return nil }
    var bought = applicant
    bought.record.periods.append(
      InsurancePeriod(
        from: first, through: first + (count - 1), kind: "voluntary", monthlyPay: wage.amount))
    let opens = max(best.ageMonth, first + count)
    let claimant = try Claimant(bought, in: system)
    guard try !claimant.openings(of: [route], in: opens).isEmpty else { return nil }
    let month = try system.voluntaryMonth(base: wage.amount, in: applicant.asOf)
    return Remark(
      .monthsToBuy,
      [
        "count": .integer(count), "route": .remark(route.name), "opens": .month(opens),
        "price": .text(month.price.text),
        "total": .text((month.price * count).text),
      ])
  }
}
