// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// On whose periods a right rests.
public enum EntitlementBasis: String, Hashable, Sendable {
  /// On the country's own periods.
  case national
  /// On own and foreign periods together, under an agreement.
  case totalized
  case none
}

/// One condition of coverage and how foreign coverage may help to meet it. Counts are in the country's own units.
public struct TotalizationThreshold: Hashable, Sendable {
  /// Units that the law asks for.
  public var required: Int
  /// Own units below which foreign coverage is not counted at all.
  public var minimumOwn: Int

  public init(required: Int, minimumOwn: Int) {
    precondition(required >= 0 && minimumOwn >= 0)
    (self.required, self.minimumOwn) = (required, minimumOwn)
  }

  /// The national test first; foreign units only where it fails and the own minimum is met.
  ///
  /// - Parameters:
  ///   - own: units under the own law alone.
  ///   - credited: foreign units that do not overlap, already converted.
  public func basis(own: Int, credited: Int) -> EntitlementBasis {
    if own >= required { return .national }
    if own >= minimumOwn, credited > 0, own + credited >= required { return .totalized }
    return .none
  }
}

extension EntitlementBasis {
  /// Of conditions that must all hold: none where one fails, totalized where one needs foreign periods.
  public static func all(_ parts: [EntitlementBasis]) -> EntitlementBasis {
    if parts.contains(.none) { return .none }
    return parts.contains(.totalized) ? .totalized : .national
  }
}

/// The share of a theoretical amount that one country owes: own periods over all periods.
public struct ProRataShare: Hashable, Sendable, CustomStringConvertible {
  public let numerator: Int
  public let denominator: Int

  public init(_ numerator: Int, of denominator: Int) {
    precondition(numerator >= 0 && denominator > 0 && numerator <= denominator, "\(numerator)/\(denominator)")
    (self.numerator, self.denominator) = (numerator, denominator)
  }

  /// Nothing is shared.
  public static let whole = ProRataShare(1, of: 1)

  /// The share of an amount, rounded only at the last place that is held.
  public func of(_ amount: ExactDecimal) -> ExactDecimal {
    amount.scaled(by: ExactDecimal(numerator), over: ExactDecimal(denominator))
  }

  public var double: Double { Double(numerator) / Double(denominator) }
  public var description: String { "\(numerator)/\(denominator)" }
}
