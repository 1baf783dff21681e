// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

extension Scenario {
  /// The last month in which a record states pay; nil where none does. What work pays is not simulated.
  public var lastMonthOfPay: YearMonth? {
    let paid = members.flatMap { member in
      member.records.values.flatMap { record in
        record.periods.isEmpty
          ? record.earnings.keys.map { .december($0) }
          : record.periods.filter { $0.monthlyPay != nil || record.earnings[$0.through.year] != nil }.map(\.through)
      }
    }
    return paid.max()
  }
}
