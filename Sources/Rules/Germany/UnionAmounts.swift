// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Quantities

/// The two amounts that the Union's coordination compares: the national one, and a share of what all months would have brought in Germany.
///
/// Foreign months carry the mean points of the own contribution months, so for a career of contributions alone the two meet to cents.
///
/// - Source: Reg. (EC) 883/2004 art. 52, 56(1)(c).
public struct UnionAmounts: Hashable, Sendable {
  /// Mean points of a month of own contributions.
  public var mean: ExactDecimal
  /// What all months would have brought.
  public var theoretical: ExactDecimal
  /// Its share by months.
  public var proRata: ExactDecimal
  /// The amount of German law alone; nothing where it rests on foreign months.
  public var national: ExactDecimal
  public var paid: ExactDecimal { max(proRata, national) }

  /// - Parameters:
  ///   - points: of the own months.
  ///   - own: own contribution months, more than none.
  ///   - foreign: months of the other States that do not overlap.
  ///   - factor: the access factor.
  ///   - value: the current pension value.
  ///   - isNational: whether own months alone open the pension.
  public init(
    points: ExactDecimal, own: Int, foreign: Int, factor: ExactDecimal, value: ExactDecimal, isNational: Bool
  ) {
    mean = (points / own).inPoints
    theoretical = MonthlyPension.gross(
      personalPoints: MonthlyPension.personalPoints(points + mean * foreign, factor: factor), value: value)
    proRata = ProRataShare(own, of: own + foreign).of(theoretical).inCents
    national =
      isNational
      ? MonthlyPension.gross(
        personalPoints: MonthlyPension.personalPoints(points, factor: factor), value: value) : .zero
  }
}
