// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// What is taken from each payment at source, as shares of the gross amount.
public struct Deduction: Hashable, Sendable, Codable {
  public var name: Remark
  public var article: String
  /// Share of the part of the payment above `exempt`.
  public var share: Double
  /// Amount a month left free, in units of the level series `level`; 0 where the share falls on everything.
  public var exempt: Double
  /// Index into ``PensionSystem/levelNames`` along which `exempt` moves.
  public var level: Int
  /// The amount left free in the award's first month, in its currency.
  public var firstExempt: ExactDecimal
  /// A nominal amount a month in place of a share, at most what is there; nil where a share is taken.
  public var fixed: ExactDecimal?
  /// Months in which it is taken; nil for all.
  public var months: ClosedRange<YearMonth>?

  public init(
    name: Remark, article: String, share: Double, exempt: Double = 0, level: Int = 0,
    firstExempt: ExactDecimal = .zero
  ) {
    (self.name, self.article, self.share) = (name, article, share)
    (self.exempt, self.level, self.firstExempt) = (exempt, level, firstExempt)
  }

  /// What is withheld from a payment at the exempt part of the first full month, to the cent.
  public func withheld(from gross: ExactDecimal) -> ExactDecimal {
    if let fixed { return min(gross, fixed) }
    let base = max(.zero, gross - firstExempt)
    return (base * (ExactDecimal(shortest: share) ?? .zero)).roundedHalfUp(places: 2)
  }
}

extension Award {
  /// What is left of the first full month's payment after `deductions`, each rounded to the cent.
  public func firstMonthlyNet(after deductions: [Deduction]) -> ExactDecimal {
    max(
      .zero,
      deductions.filter { $0.months?.contains(from) ?? true }
        .reduce(firstMonthlyAmount) { $0 - $1.withheld(from: firstMonthlyAmount) })
  }
}
