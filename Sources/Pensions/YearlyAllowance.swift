// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A payment once a year to households of low income that live in the country, beside means-tested income.
///
/// It leaves the means-tested income of the months alone; that income counts against its own limit.
public struct YearlyAllowance: Hashable, Sendable, Codable {
  /// What happens above the income limit.
  public enum Edge: String, Hashable, Sendable, Codable {
    /// The excess is taken off, euro for euro.
    case taper
    /// Nothing is paid.
    case cutOff
  }

  /// A limit that holds through a calendar year.
  public struct LimitRule: Hashable, Sendable, Codable {
    /// Index into ``PensionSystem/levelNames``, as it stands in January; nil where the limit stays what it is.
    public var level: Int?
    /// That level in the January of the valuation year.
    public var first: Double

    public init(level: Int?, first: Double) { (self.level, self.first) = (level, first) }
  }

  /// A sum that is paid whole up to a multiple of the income limit, and not at all above it.
  public struct Supplement: Hashable, Sendable, Codable {
    public var name: Remark
    /// A year, in units of the allowance's level: by number of adults alive, or of elders among them (index 0 is none).
    public var amounts: [Double]
    public var isOfElders: Bool
    public var upTo: Double

    public init(name: Remark, amounts: [Double], isOfElders: Bool = false, upTo: Double) {
      (self.name, self.amounts, self.isOfElders, self.upTo) = (name, amounts, isOfElders, upTo)
    }
  }

  public var name: Remark
  public var article: Remark
  /// Amount a year in units of level series `level`, by number of adults alive (index 0 is none).
  public var amountByAdults: [Double]
  /// Gross income a year up to which the whole is paid, in the same units, by number of adults alive.
  public var limitByAdults: [Double]
  /// Index into ``PensionSystem/levelNames``; nil where amounts stay what they are.
  public var level: Int?
  /// What the limit goes by; nil where it moves with the amount, month by month.
  public var limitRule: LimitRule?
  /// Paid beside it in the same month.
  public var supplements: [Supplement] = []
  /// By person of the household: the first month in which the person counts among the elders.
  public var elderFrom: [YearMonth] = []
  public var edge: Edge
  /// The calendar month in which it is paid, on the income of the calendar year so far.
  public var calendarMonth: Int
  /// Months in which it can be had, and whose income counts.
  public var months: ClosedRange<YearMonth>
  /// What was read and what was chosen, for the report.
  public var notes: [Remark]

  public init(
    name: Remark, article: Remark, amountByAdults: [Double], limitByAdults: [Double], level: Int?, edge: Edge,
    calendarMonth: Int = 12, months: ClosedRange<YearMonth>, notes: [Remark] = []
  ) {
    precondition(amountByAdults.count == limitByAdults.count, "an amount without a limit")
    precondition((1...12).contains(calendarMonth), "calendar month \(calendarMonth)")
    (self.name, self.article, self.level, self.edge) = (name, article, level, edge)
    (self.amountByAdults, self.limitByAdults) = (amountByAdults, limitByAdults)
    (self.calendarMonth, self.months, self.notes) = (calendarMonth, months, notes)
  }
}

extension PensionSystem {
  /// Nothing of the kind.
  public func yearlyAllowance(for household: [Person], asOf: YearMonth, settings: [String: String]) throws
    -> YearlyAllowance?
  { nil }
}
