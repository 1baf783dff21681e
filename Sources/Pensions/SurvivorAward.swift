// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// What a person's death leaves to the spouse in one country, for deaths of some months.
///
/// For a death in month d the spouse is paid `award` times the share of d, from ``start(ofDeathIn:)`` on, for as long as the spouse
/// lives. Where the law lets the survivor choose the first month, ``waits`` says what waiting brings, until ``starting(_:)`` has chosen.
public struct SurvivorAward: Sendable, Codable {
  /// Amounts before the share; `from` is the first month in which the spouse can have it, whenever the death was.
  public var award: Award
  /// Months of death for which it holds.
  public var deaths: ClosedRange<YearMonth>
  /// By month of death from the first of `deaths` on; the last holds for all later ones.
  public private(set) var shares: [Double]
  /// By month of death as ``shares``, where the survivor waits: no payment before that month. Empty where nobody waits.
  public private(set) var starts: [YearMonth] = []
  /// By month of death as ``shares``: the share after 0, 1, 2, … months of waiting, the last for longer ones too. Empty where the law
  /// leaves no choice, or it was made.
  public private(set) var waits: [[Double]]
  /// Only what exceeds the spouse's own pension from this country is paid.
  public var paysExcessOverOwn: Bool
  /// What the spouse's own income takes off it; nil where it is paid beside it.
  public var incomeTest: IncomeTest?
  /// 1 where the month of death is still paid to the dead person, else 0.
  public var firstMonthAfterDeath = 0
  /// More in the first months after a death; nil where they are like the others.
  public var raised: Raised?

  /// The first months after the month of death.
  public struct Raised: Hashable, Sendable, Codable {
    public var months: Int
    /// By month of death as ``SurvivorAward/shares``: the share of these months.
    public var shares: [Double]

    public init(months: Int, shares: [Double]) { (self.months, self.shares) = (months, shares) }
  }
  /// Paid once in the month of death, nominal; nil where nothing is.
  public var lumpSum: ExactDecimal?

  public init(
    award: Award, deaths: ClosedRange<YearMonth>, shares: [Double], waits: [[Double]] = [], paysExcessOverOwn: Bool
  ) {
    precondition(!shares.isEmpty, "no share for deaths from \(deaths.lowerBound) on")
    precondition(
      waits.isEmpty || waits.count == shares.count, "\(waits.count) choices for \(shares.count) months of death")
    (self.award, self.deaths, self.shares, self.waits) = (award, deaths, shares, waits)
    self.paysExcessOverOwn = paysExcessOverOwn
  }

  /// The share after a death in `month`, 0 outside the months that it holds for.
  public func share(ofDeathIn month: YearMonth) -> Double {
    guard deaths.contains(month) else { return 0 }
    return shares[min(month - deaths.lowerBound, shares.count - 1)]
  }

  /// The share of a month after a death in another one.
  public func share(ofDeathIn death: YearMonth, in month: YearMonth) -> Double {
    guard let raised, deaths.contains(death), (0...raised.months).contains(month - death) else {
      return share(ofDeathIn: death)
    }
    return raised.shares[min(death - deaths.lowerBound, raised.shares.count - 1)]
  }

  /// The first month that is paid after a death in `month`.
  public func start(ofDeathIn month: YearMonth) -> YearMonth {
    let first = max(month + firstMonthAfterDeath, award.from)
    guard !starts.isEmpty, month >= deaths.lowerBound else { return first }
    return max(first, starts[min(month - deaths.lowerBound, starts.count - 1)])
  }

  /// The same with the first month chosen for each month of death.
  ///
  /// - Parameter choose: the first month wanted, given the first possible one and the share for each month of waiting.
  public func starting(_ choose: (_ first: YearMonth, _ shares: [Double]) -> YearMonth) -> SurvivorAward {
    guard !waits.isEmpty else { return self }
    var chosen = self
    chosen.waits = []
    chosen.starts = shares.indices.map { index in
      let first = max(deaths.lowerBound + index, award.from)
      guard !waits[index].isEmpty else { return first }
      let start = max(first, choose(first, waits[index]))
      chosen.shares[index] = waits[index][min(start - first, waits[index].count - 1)]
      return start
    }
    return chosen
  }
}

/// The months between which the first one of a survivor's pension is the survivor's choice.
public struct SurvivorMonths: Hashable, Sendable, Codable {
  /// Of the age from which it can be had.
  public var first: YearMonth
  /// From which waiting brings nothing more.
  public var full: YearMonth
  public var firstAge: Age
  public var article: String

  public init(first: YearMonth, full: YearMonth, firstAge: Age, article: String) {
    (self.first, self.full, self.firstAge, self.article) = (first, full, firstAge, article)
  }
}

/// The two people of a household before the law.
public enum Couple: Hashable, Sendable {
  /// Married, or in a registered partnership, long enough for every right.
  case married
  case marriedSince(CalendarDate)
  case unmarried
}

extension PensionSystem {
  /// A country that pays for the months that somebody lives through.
  public var paysMonthOfDeath: Bool { false }

  /// A country that leaves nothing.
  public func survivorAwards(
    of deceased: Applicant, claimed award: Award?, to spouse: Person, couple: Couple, through last: YearMonth
  ) throws -> [SurvivorAward] { [] }

  /// A country in which a survivor's pension starts when it can.
  public func survivorMonths(of survivor: Person) -> SurvivorMonths? { nil }

  /// A country that derives nothing of it.
  public func survivorDerivation(
    of deceased: Applicant, claimed award: Award?, to survivor: Applicant, own: Award?, died: YearMonth,
    from start: YearMonth
  ) throws -> Award? { nil }
}
