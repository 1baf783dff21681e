// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension Luxembourg {
  /// Hours of a month of full-time work: forty a week.
  ///
  /// - Source: Code du travail art. L. 211-5, L. 222-4: the minimum wage of an hour is that of the month over 173.
  static let fullMonthHours = 173

  /// Compulsory months are work; their pay bounds the hours, since nobody is paid less than the minimum wage.
  ///
  /// Sickness, unemployment and baby years are compulsory months too, which a record does not tell apart.
  ///
  /// - Source: CSS 171; Code du travail art. L. 222-1.
  public func work(in record: InsuranceRecord) -> [WorkSpell] {
    record.periods.filter { $0.kind == "compulsory" }.map { period in
      // Pay in the wages of a year stands beside the minimum wage of its middle.
      let measured = YearMonth(period.wagesOf ?? period.from.year, 6)
      var most: Int?
      if let pay = period.monthlyPay, let wage = base.floor(in: measured)?.amount, wage > .zero {
        let hours = pay.scaled(by: ExactDecimal(Self.fullMonthHours), over: wage)
        most = hours.whole + (hours > ExactDecimal(hours.whole) ? 1 : 0)
      }
      return WorkSpell(
        country: country, from: period.from, through: period.through, monthlyPay: period.monthlyPay, mostHours: most,
        wagesOf: period.wagesOf)
    }
  }

  /// Mean application index times revaluation factor, the last known of both beyond them.
  ///
  /// - Source: CSS art. 220.
  public func wageLevel(of year: Int) throws -> ExactDecimal? {
    try Claimant.wageLevel(of: year, scale: scale, factors: factors)
  }
}
