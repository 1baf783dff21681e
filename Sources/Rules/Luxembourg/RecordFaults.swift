// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

extension Luxembourg {
  /// Months that the code does not grant: study before 18 or for more than nine years, a purchase without twelve compulsory months, a
  /// period that stands twice, pay that nobody has.
  ///
  /// - Source: CSS art. 172 al. 1 no. 3, 174, 175, 241; law of 19 December 2025.
  public func faults(in record: InsuranceRecord, born: CalendarDate) -> [RecordFault] {
    var found: [RecordFault] = []
    var seen: [InsurancePeriod: Int] = [:]
    var compulsory: Set<Int> = []
    var study = 0
    let eighteen = born.yearMonth + 18 * 12
    let longest = (try? parameters.value(.studyMonths, inForce: scale.checked).value) ?? 108
    for (place, period) in record.periods.enumerated() where period.from <= period.through {
      let kind = PeriodKind(word: period.kind)
      if let first = seen[period] {
        found.append(
          RecordFault(
            period: place,
            "the period from \(period.from) to \(period.through) stands twice, as number \(first + 1) too",
            article: "CSS art. 175", hint: "a month counts once; of two jobs with the same pay write one with the sum"))
      }
      seen[period] = seen[period] ?? place
      if kind == .complementary || kind == .study, period.from < eighteen {
        let early = min(period.through + 1, eighteen) - period.from
        found.append(
          RecordFault(
            period: place,
            "a complementary period from \(period.from) begins before the 18th birthday, in \(eighteen): \(early) of its months do not count",
            article: "CSS art. 172 al. 1 no. 3",
            hint: "let it begin in \(eighteen), or leave it out where it ends before"))
      }
      if kind == .study {
        let before = study
        study += period.through - max(period.from, eighteen) + 1
        if before <= longest, study > longest {
          found.append(
            RecordFault(
              period: place, "\(study) months of study; at most \(longest) count, nine years",
              article: "CSS art. 172 al. 1 no. 3, law of 19 December 2025",
              hint: "let the last one end \(study - longest) months sooner"))
        }
      }
      if kind == .compulsory || kind == .babyYears {
        for month in period.from...period.through { compulsory.insert(month.index) }
      }
      if let pay = period.monthlyPay, pay > ExactDecimal(1_000_000) {
        let ceiling =
          base.ceiling(in: scale.checked).map { "; \($0.text) EUR a month is the most that is insured" } ?? ""
        found.append(
          RecordFault(
            period: place, "pay of \(pay) EUR a month from \(period.from)", article: "CSS art. 241",
            hint: "write the pay of one month in euros\(ceiling)"))
      }
    }
    let needed = (try? parameters.value(.purchaseMonths, inForce: scale.checked).value) ?? 12
    if compulsory.count < needed,
      let place = record.periods.firstIndex(where: { PeriodKind(word: $0.kind) == .purchased })
    {
      found.append(
        RecordFault(
          period: place,
          "months are purchased beside \(compulsory.count) compulsory ones; a purchase asks for \(needed)",
          article: "CSS art. 174", hint: "state the compulsory months, or leave the purchased ones out"))
    }
    return found
  }
}
