// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension Germany {
  /// Pay that nobody has, work in the accession territory after pay counts alike, and a period that stands twice.
  ///
  /// - Source: SGB VI §§ 122(1), 159, 256a.
  public func faults(in record: InsuranceRecord, born: CalendarDate) -> [RecordFault] {
    var found: [RecordFault] = []
    var seen: [InsurancePeriod: Int] = [:]
    for (place, period) in record.periods.enumerated() where period.from <= period.through {
      if let first = seen[period] {
        found.append(
          RecordFault(
            period: place,
            "the period from \(period.from) to \(period.through) stands twice, as number \(first + 1) too",
            article: "SGB VI § 122(1)",
            hint: "a month counts once; of two jobs with the same pay write one with the sum"))
      }
      seen[period] = seen[period] ?? place
      if period.kind == GermanCareer.eastKind, period.through >= YearMonth(2025, 1) {
        found.append(
          RecordFault(
            period: place, "'\(GermanCareer.eastKind)' to \(period.through), after 2024", article: "SGB VI § 256a",
            hint: "write kind: compulsory from 2025-01 on; pay counts alike everywhere"))
      }
      if let pay = period.monthlyPay, pay > ExactDecimal(1_000_000) {
        found.append(
          RecordFault(
            period: place, "pay of \(pay) a month from \(period.from)", article: "SGB VI § 159",
            hint: "write the pay of one month, in marks to 2001 and in euros from 2002"))
      }
    }
    return found
  }
}
