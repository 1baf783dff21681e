// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// What a person's death leaves to the spouse in one country, for deaths of some months.
///
/// For a death in month d the spouse is paid `award` times the share of d, from d or from the award's first month, whichever is
/// later, for as long as the spouse lives.
public struct SurvivorAward: Sendable, Codable {
  /// Amounts before the share; `from` is the first month in which the spouse can have it, whenever the death was.
  public var award: Award
  /// Months of death for which it holds.
  public var deaths: ClosedRange<YearMonth>
  /// By month of death from the first of `deaths` on; the last holds for all later ones.
  public var shares: [Double]
  /// Only what exceeds the spouse's own pension from this country is paid.
  public var paysExcessOverOwn: Bool

  public init(award: Award, deaths: ClosedRange<YearMonth>, shares: [Double], paysExcessOverOwn: Bool) {
    precondition(!shares.isEmpty, "no share for deaths from \(deaths.lowerBound) on")
    (self.award, self.deaths, self.shares) = (award, deaths, shares)
    self.paysExcessOverOwn = paysExcessOverOwn
  }

  /// The share after a death in `month`, 0 outside the months that it holds for.
  public func share(ofDeathIn month: YearMonth) -> Double {
    guard deaths.contains(month) else { return 0 }
    return shares[min(month - deaths.lowerBound, shares.count - 1)]
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
  /// A country that leaves nothing.
  public func survivorAwards(
    of deceased: Applicant, claimed award: Award?, to spouse: Person, couple: Couple, through last: YearMonth
  ) throws -> [SurvivorAward] { [] }
}
