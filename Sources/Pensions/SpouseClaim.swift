// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A person who may be paid on the spouse's record while both live.
public struct SpouseClaim: Sendable {
  public var applicant: Applicant
  /// The person's own pension from the same country, drawn from its first month on; nil without one.
  public var own: Award?
  /// The month asked for where there is no own pension; nil for the first possible one.
  public var wanted: YearMonth?
  /// Month of filing, the later of both people's.
  public var filed: YearMonth

  public init(applicant: Applicant, own: Award? = nil, wanted: YearMonth? = nil, filed: YearMonth) {
    (self.applicant, self.own, self.wanted, self.filed) = (applicant, own, wanted, filed)
  }
}

/// A person who draws a pension on another one's record.
public struct Dependant: Sendable {
  public var applicant: Applicant
  /// First month of the person's own pension from the same country; nil without one.
  public var own: YearMonth?
  /// First month on the other one's record.
  public var from: YearMonth

  public init(applicant: Applicant, own: YearMonth?, from: YearMonth) {
    (self.applicant, self.own, self.from) = (applicant, own, from)
  }
}

extension PensionSystem {
  /// A country that pays nothing on a living spouse's record.
  public func spouseMonths(for spouse: Applicant, of worker: Applicant, couple: Couple) throws
    -> ClosedRange<YearMonth>?
  { nil }

  /// A country that pays nothing on a living spouse's record.
  public func spouseAward(to claim: SpouseClaim, of worker: Applicant, claimed award: Award, couple: Couple) throws
    -> Award?
  { nil }
}
