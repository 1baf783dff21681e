// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension ScenarioReader {
  /// Months that stand in the records of two countries: an insured month counts once.
  func warnSharedMonths(
    _ found: [Country: InsuranceRecord], _ other: [Country: Coverage], _ entries: [Element.Entry], id: String
  ) {
    var months: [(country: Country, months: Set<YearMonth>)] = []
    for entry in entries {
      let country = Country(entry.key)
      var own: Set<YearMonth> = []
      let unpaid = systems[country]?.vocabulary.periodKinds.filter { $0.pay == .none }.map(\.name) ?? []
      for period in found[country]?.periods ?? [] where !unpaid.contains(period.kind) {
        for index in period.from.index...period.through.index { own.insert(YearMonth(index: index)) }
      }
      for (year, coverage) in other[country]?.years ?? [:] {
        for month in 1...12 where coverage.holds(month) {
          own.insert(YearMonth(year, month))
        }
      }
      for earlier in months {
        let shared = earlier.months.intersection(own).sorted()
        guard let first = shared.first, let last = shared.last else { continue }
        warn(
          entry.keyPosition,
          "\(shared.count) months from \(first) to \(last) stand in \(id)'s records in \(earlier.country) and in \(country)",
          hint: "a month counts once, and compulsory time of one country goes before; check the dates")
      }
      months.append((country, own))
    }
  }
}
