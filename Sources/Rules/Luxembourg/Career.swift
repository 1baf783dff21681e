// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// Kinds of insurance period (CSS art. 171 to 174), the stronger first: of two in one month the stronger counts.
public enum PeriodKind: String, CaseIterable, Sendable {
  case compulsory
  /// Compulsory months for raising a small child, whose base comes from the pay before (CSS art. 171 no. 7, 220).
  case babyYears
  case voluntary, purchased
  /// Without contributions (CSS art. 172); of what nature is not said.
  case complementary
  case study, raisingChildren

  /// - Parameter word: as a record writes it, in one word or in two.
  init?(word: String) {
    switch word {
    case "baby years": self = .babyYears
    case "raising children": self = .raisingChildren
    default: self.init(rawValue: word)
    }
  }
}

/// Months of insurance by what they count for.
public struct MonthCounts: Hashable, Sendable {
  public var compulsory = 0
  /// Continued, optional and purchased.
  public var voluntary = 0
  public var complementary = 0

  public var effective: Int { compulsory + voluntary }
  public var all: Int { effective + complementary }
}

/// A record sorted into calendar years: at most one month of insurance a calendar month, whatever the number of jobs.
///
/// - Source: CSS art. 171 to 175.
struct Career: Sendable {
  struct Year: Sendable {
    var compulsory = MonthsOfYear()
    var voluntary = MonthsOfYear()
    var purchased = MonthsOfYear()
    var complementary = MonthsOfYear()
    /// Of the compulsory months, those whose pay is worked out from the months before.
    var babyYears = MonthsOfYear()
    /// Of the complementary months, study after the 27th birthday.
    var lateStudy = MonthsOfYear()
    /// Months with pay and too few hours to count, whose hours went to later months.
    var short = MonthsOfYear()
    /// Pay by month, January first, EUR as earned; empty where pay is given by year.
    var monthlyPay: [Int: ExactDecimal] = [:]
    var stated: StatedEarnings?

    var effective: MonthsOfYear { compulsory.union(voluntary).union(purchased) }
    /// Months whose pay is insured: the effective ones, and those of too few hours.
    var insured: MonthsOfYear { effective.union(short) }
  }

  private(set) var years: [Int: Year] = [:]
  let totals: [String: ExactDecimal]
  /// Last month with any period.
  private(set) var last: YearMonth?
  /// First month with any period.
  private(set) var first: YearMonth?

  /// - Parameters:
  ///   - born: for study after the 27th birthday, which counts in awards of 2026 and later only.
  ///   - carriesHours: whether months of fewer than ``hoursOfMonth`` hours are added up, or lost.
  /// - Throws: ``Readings.Mistake`` for a kind of period that the law does not know.
  init(_ record: InsuranceRecord, born: CalendarDate? = nil, carriesHours: Bool = true) throws {
    totals = record.totals
    let twentySeven = born.map { $0.yearMonth + 27 * 12 }
    var hours: [YearMonth: Int] = [:]
    var whole: Set<YearMonth> = []
    for period in record.periods {
      guard let kind = PeriodKind(word: period.kind) else {
        throw Readings.Mistake(
          description:
            "unknown kind of period '\(period.kind)'; there are "
            + PeriodKind.allCases.map(\.rawValue).joined(separator: ", "))
      }
      guard period.from <= period.through else {
        throw Readings.Mistake(description: "a period ends in \(period.through), before it begins in \(period.from)")
      }
      first = min(first ?? period.from, period.from)
      last = max(last ?? period.through, period.through)
      for month in period.from...period.through {
        var year = years[month.year] ?? Year()
        switch kind {
        case .compulsory:
          year.compulsory.insert(month.month)
          if let stated = period.hours { hours[month, default: 0] += stated } else { whole.insert(month) }
        case .babyYears:
          year.compulsory.insert(month.month)
          year.babyYears.insert(month.month)
          whole.insert(month)
        case .voluntary: year.voluntary.insert(month.month)
        case .purchased: year.purchased.insert(month.month)
        case .complementary, .raisingChildren: year.complementary.insert(month.month)
        case .study:
          year.complementary.insert(month.month)
          if let twentySeven, month >= twentySeven { year.lateStudy.insert(month.month) }
        }
        years[month.year] = year
      }
    }
    dropShortMonths(hours.filter { !whole.contains($0.key) }, carries: carriesHours)
    for (number, year) in years {
      var sorted = year
      sorted.voluntary = year.voluntary.subtracting(year.compulsory)
      sorted.purchased = year.purchased.subtracting(year.compulsory).subtracting(year.voluntary)
      sorted.complementary = year.complementary.subtracting(sorted.effective)
      years[number] = sorted
    }
    for (number, amount) in record.earnings { years[number, default: Year()].stated = amount }
  }

  /// Takes out compulsory months of too few hours; their pay stays where it was earned.
  private mutating func dropShortMonths(_ hours: [YearMonth: Int], carries: Bool) {
    let months = hours.keys.sorted()
    let counted = monthsCounted(hours: months.map { hours[$0] ?? 0 }, carries: carries)
    for (month, counts) in zip(months, counted) where !counts {
      years[month.year]?.compulsory.remove(month.month)
      years[month.year]?.short.insert(month.month)
    }
  }

  /// Adds the pay that periods state, in the wages of its own month.
  ///
  /// - Parameter wage: nominal wage level of a year, for pay stated in the wages of another.
  mutating func addPay(of record: InsuranceRecord, wage: (Int) throws -> ExactDecimal) throws {
    for period in record.periods {
      guard let kind = PeriodKind(word: period.kind),
        ![.complementary, .study, .raisingChildren, .babyYears].contains(kind),
        let pay = period.monthlyPay
      else { continue }
      var scaled: (year: Int, pay: ExactDecimal)?
      for month in period.from...period.through {
        if let base = period.wagesOf, scaled?.year != month.year {
          scaled = (month.year, pay.scaled(by: try wage(month.year), over: try wage(base)))
        }
        years[month.year, default: Year()].monthlyPay[month.month, default: .zero] += scaled?.pay ?? pay
      }
    }
  }

  /// Gives a month at least this pay, EUR as earned.
  mutating func raisePay(of month: YearMonth, to pay: ExactDecimal) {
    let own = years[month.year]?.monthlyPay[month.month] ?? .zero
    years[month.year]?.monthlyPay[month.month] = max(own, pay)
  }

  /// First start of a pension for which study at any age counts.
  ///
  /// - Source: law of 19 December 2025; CSS art. 172 al. 1 no. 3.
  static let studyAtAnyAge = YearMonth(2026, 1)

  var isTotals: Bool { !totals.isEmpty && years.values.allSatisfy { $0.effective.count == 0 } }

  /// The months of `year` that lie before `end`.
  static func window(_ year: Int, before end: YearMonth) -> MonthsOfYear {
    year < end.year ? .all : year == end.year ? .before(end.month) : MonthsOfYear()
  }

  /// Own months before `end`, and those that other countries' coverage adds without overlap.
  ///
  /// - Parameters:
  ///   - counted: coverage that is added to the own months.
  ///   - present: all coverage abroad, to which complementary months give way (CSS art. 172) where `yields` says so.
  func counts(
    before end: YearMonth, counted: [ForeignCoverage] = [], present: [ForeignCoverage] = [], yields: Bool = true
  ) -> (own: MonthCounts, foreign: Int) {
    var own = MonthCounts()
    var foreign = 0
    if isTotals {
      own.compulsory = totals["compulsory"]?.whole ?? 0
      own.voluntary = (totals["voluntary"]?.whole ?? 0) + (totals["purchased"]?.whole ?? 0)
      own.complementary = totals["complementary"]?.whole ?? 0
      for coverage in counted {
        foreign += coverage.conversion.months(from: coverage.coverage, besides: { _ in MonthsOfYear() }, before: end)
      }
      return (own, foreign)
    }
    var numbers = Set(years.keys)
    for coverage in counted + present { numbers.formUnion(coverage.coverage.years.keys) }
    for number in numbers where number <= end.year {
      let window = Self.window(number, before: end)
      let year = years[number] ?? Year()
      let effective = year.effective.intersection(window)
      // Study after 27 counts since the law of 19 December 2025.
      let known = end < Self.studyAtAnyAge ? year.complementary.subtracting(year.lateStudy) : year.complementary
      let complementary = known.intersection(window)
      let first = yields ? effective : effective.union(complementary)
      func credited(_ list: [ForeignCoverage]) -> Int {
        var sum = 0
        for coverage in list {
          guard coverage.coverage.override == nil, let entry = coverage.coverage.years[number] else { continue }
          sum += coverage.conversion.months(from: entry, besides: first, within: window)
        }
        return min(sum, window.count - first.count)
      }
      foreign += credited(counted)
      own.compulsory += year.compulsory.intersection(window).count
      own.voluntary += effective.count - year.compulsory.intersection(window).count
      let room = yields ? window.count - effective.count - credited(present) : complementary.count
      own.complementary += min(complementary.count, room)
    }
    for coverage in counted {
      if let override = coverage.coverage.override { foreign += override * coverage.conversion.monthsPerUnit }
    }
    return (own, foreign)
  }
}

/// Coverage of another country with the rule that turns it into months.
struct ForeignCoverage: Sendable {
  var country: Country
  var coverage: Coverage
  var conversion: MonthConversion
}
