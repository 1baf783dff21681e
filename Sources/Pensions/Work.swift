// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Work in one country over a run of months, as a record states or implies it.
public struct WorkSpell: Hashable, Sendable, Codable {
  public var country: Country
  public var from: YearMonth
  /// Last month, included.
  public var through: YearMonth
  /// Pay a month in the country's currency; nil where it is not known.
  public var monthlyPay: ExactDecimal?
  /// The year in whose wages the pay is stated; nil for each month's own.
  public var wagesOf: Int?
  /// The most hours a month that the pay can have been earned in; nil where nothing bounds them.
  public var mostHours: Int?
  public var isSelfEmployed: Bool

  public init(
    country: Country, from: YearMonth, through: YearMonth, monthlyPay: ExactDecimal? = nil, mostHours: Int? = nil,
    isSelfEmployed: Bool = false, wagesOf: Int? = nil
  ) {
    self.wagesOf = wagesOf
    (self.country, self.from, self.through) = (country, from, through)
    (self.monthlyPay, self.mostHours, self.isSelfEmployed) = (monthlyPay, mostHours, isSelfEmployed)
  }

  public func contains(_ month: YearMonth) -> Bool { (from...through).contains(month) }
}

/// A person's work by month: what the records of all countries imply, and what the person says otherwise.
///
/// Which months it costs a pension, and whose, is for each country's law to say.
public struct WorkHistory: Hashable, Sendable, Codable {
  /// Work outside the country whose law asks.
  public enum Abroad: Hashable, Sendable, Codable {
    /// As the records state it.
    case fromRecord
    /// Without any, whatever the records state.
    case none
    /// In every month up to this one, of full hours.
    case through(YearMonth)
  }

  /// Hours of work a month abroad that the person states for some months, in place of what records imply.
  public struct StatedHours: Hashable, Sendable, Codable {
    public var from: YearMonth
    /// Last month, included.
    public var through: YearMonth
    public var hours: Int

    public init(from: YearMonth, through: YearMonth, hours: Int) {
      (self.from, self.through, self.hours) = (from, through, hours)
    }
  }

  /// Where the hours of a month are known from.
  public enum Source: Hashable, Sendable { case record(Country), hours, statement, nothing }

  /// Of the records, in no order.
  public var spells: [WorkSpell]
  /// The last month of work, where the person states one: records say nothing of work after it.
  public var until: YearMonth?
  public var hours: [StatedHours]
  public var abroad: Abroad
  /// Whether this is one of two people, of whom what a file states by country may not speak.
  public var isOfCouple: Bool

  public init(
    spells: [WorkSpell] = [], until: YearMonth? = nil, hours: [StatedHours] = [], abroad: Abroad = .fromRecord,
    isOfCouple: Bool = false
  ) {
    (self.spells, self.until, self.hours, self.abroad) = (spells, until, hours, abroad)
    self.isOfCouple = isOfCouple
  }

  /// Whether some record has work outside `country`.
  public func knowsWork(outside country: Country) -> Bool { spells.contains { $0.country != country } }

  /// Hours of work outside `country` in a month, and what tells them.
  ///
  /// - Parameter full: what a month of unknown hours is taken for.
  public func hours(outside country: Country, in month: YearMonth, full: Int) -> (hours: Int, source: Source) {
    if let stated = hours.last(where: { ($0.from...$0.through).contains(month) }) { return (stated.hours, .hours) }
    switch abroad {
    case .none: return (0, .statement)
    case .through(let last): return (month <= last ? full : 0, .statement)
    case .fromRecord: break
    }
    if let until, month > until { return (0, .statement) }
    let worked = spells.filter { $0.country != country && $0.contains(month) }
    guard let first = worked.first else { return (0, .nothing) }
    return (worked.reduce(0) { $0 + ($1.mostHours ?? full) }, .record(first.country))
  }

  /// The last month of an unbroken run of such work from `month` on.
  public func lastMonth(outside country: Country) -> YearMonth? {
    let last = spells.filter { $0.country != country }.map(\.through).max()
    switch abroad {
    case .none: return hours.filter { $0.hours > 0 }.map(\.through).max()
    case .through(let month): return ([month] + hours.map(\.through)).max()
    case .fromRecord: break
    }
    let recorded = until.map { until in last.map { min($0, until) } } ?? last
    return ([recorded].compactMap { $0 } + hours.map(\.through)).max()
  }
}

extension PensionSystem {
  /// Work as a record of this country states it: every period of a kind that asks for pay.
  public func work(in record: InsuranceRecord) -> [WorkSpell] {
    let paid = Set(vocabulary.periodKinds.filter { $0.pay == .required }.map(\.name))
    return record.periods.filter { paid.contains($0.kind) }.map {
      WorkSpell(country: country, from: $0.from, through: $0.through, monthlyPay: $0.monthlyPay, wagesOf: $0.wagesOf)
    }
  }
}

extension Coverage {
  /// Months of coverage under a law that is not known, taken for work: nothing tells them from other time.
  public func work(in country: Country) -> [WorkSpell] {
    var found: [WorkSpell] = []
    for (year, entry) in years.sorted(by: { $0.key < $1.key }) {
      for number in 1...12 where entry.holds(number) {
        let month = YearMonth(year, number)
        if let last = found.last, last.through + 1 == month {
          found[found.count - 1].through = month
        } else {
          found.append(WorkSpell(country: country, from: month, through: month))
        }
      }
    }
    return found
  }
}
