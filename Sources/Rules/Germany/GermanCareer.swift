// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Pensions
import Quantities

/// What a record says of a German insurance history: months by kind, and pay by month.
struct GermanCareer: Sendable {
  /// The word of pay that was earned in the accession territory.
  static let eastKind = "compulsory east"

  private(set) var months = InsuredMonths()
  /// Periods with pay of their own.
  private(set) var paid: [InsurancePeriod] = []
  /// Pay by year, in the currency of the year.
  let earnings: [Int: StatedEarnings]
  /// Years whose pay was earned in the accession territory.
  private(set) var eastYears: Set<Int> = []

  init(_ record: InsuranceRecord) {
    earnings = record.earnings
    for period in record.periods where period.from <= period.through {
      let isEast = period.kind == Self.eastKind
      guard let kind = isEast ? .compulsory : MonthKind(rawValue: period.kind) else { continue }
      months.insert(kind, in: period.from...period.through)
      if isEast { eastYears.formUnion(period.from.year...period.through.year) }
      if period.monthlyPay != nil { paid.append(period) }
    }
    // A year of pay without periods is a year of work.
    let covered = months.months(of: Self.paidKinds)
    for year in earnings.keys where covered[year] == nil {
      months.insert(.compulsory, in: .january(year) ... .december(year))
    }
  }

  static let paidKinds: Set<MonthKind> = [.compulsory, .voluntary]

  /// Whether pay is stated for anything.
  var hasPay: Bool { !paid.isEmpty || !earnings.isEmpty }

  /// Pay of a year before `end`, with the months it is for.
  ///
  /// - Parameter level: average earnings of a year in its currency, by which pay in the wages of another year is scaled.
  func pay(in year: Int, before end: YearMonth, level: (Int) -> ExactDecimal?) -> (pay: ExactDecimal, months: Int) {
    func scaled(_ amount: ExactDecimal, _ wagesOf: Int?) -> ExactDecimal {
      guard let wagesOf, let to = level(year), let from = level(wagesOf) else { return amount }
      return amount.scaled(by: to, over: from)
    }
    let window = year < end.year ? MonthsOfYear.all : year == end.year ? .before(end.month) : MonthsOfYear()
    let whole = months.months(of: Self.paidKinds)[year] ?? MonthsOfYear()
    let counted = whole.intersection(window).count
    if let stated = earnings[year] {
      guard whole.count > 0 else { return (.zero, 0) }
      return (scaled(stated.amount, stated.wagesOf) * counted / whole.count, counted)
    }
    var sum = ExactDecimal.zero
    for period in paid where period.from.year <= year && period.through.year >= year {
      let first = max(period.from, .january(year))
      let last = min(period.through, .december(year), end - 1)
      guard first <= last, let amount = period.monthlyPay else { continue }
      sum += scaled(amount, period.wagesOf) * (last - first + 1)
    }
    return (sum, counted)
  }

  /// Years with pay.
  var years: [Int] {
    var found = Set(earnings.keys)
    for period in paid { found.formUnion(period.from.year...period.through.year) }
    return found.sorted()
  }
}

/// Months and points as the institution's letter states them, in place of a record.
struct GivenMonths: Sendable {
  var points: ExactDecimal?
  var months: WaitingMonths?
  /// Months of child raising beside pay of years that are not told apart.
  var childMonths = 0

  /// Nil where the record gives no totals.
  init?(_ record: InsuranceRecord) {
    guard !record.totals.isEmpty else { return nil }
    months = record.totals["general"].map { general in
      WaitingMonths(
        general: general.whole, long: (record.totals["long"] ?? general).whole,
        veryLong: record.totals["very_long"]?.whole ?? 0)
    }
    points = record.totals["points"]
    childMonths = record.totals["child_months"]?.whole ?? 0
  }
}
