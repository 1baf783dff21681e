// SPDX-License-Identifier: GPL-3.0-or-later

/// A kink in what law makes of a month's income: `slope · max(0, sum − threshold · level)`.
///
/// The sum is one of the benefit that is tested and of the income beside it, each with its weight.
public struct Hinge: Hashable, Sendable, Codable {
  public var slope: Double
  /// In units of the test's level.
  public var threshold: Double
  /// What the tested benefit, and what the income beside it, weighs in the sum.
  public var ofBenefit: Double
  public var ofIncome: Double

  public init(slope: Double, threshold: Double, ofBenefit: Double, ofIncome: Double) {
    (self.slope, self.threshold, self.ofBenefit, self.ofIncome) = (slope, threshold, ofBenefit, ofIncome)
  }
}

/// What income beside a benefit takes off it in a month: a sum of hinges, at most all of it.
///
/// The law supplies weights, thresholds and the level that they follow; the engine supplies the household's rows.
public struct IncomeTest: Hashable, Sendable, Codable {
  /// Kinds of income that law tells apart.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A pension on the person's own record, of the country that tests, and of another one.
    case ownPension, foreignPension
    /// Pay, and what replaces it.
    case work
  }

  /// How a kind of income counts: `weight · max(0, amount − free · level)`.
  public struct Counted: Hashable, Sendable, Codable {
    public var weight: Double
    /// What is left out of it, in units of the level.
    public var free: Double

    public init(weight: Double, free: Double = 0) { (self.weight, self.free) = (weight, free) }
  }

  /// Kinds that are not named do not count.
  public var counted: [Kind: Counted]
  public var hinges: [Hinge]
  /// Index into ``PensionSystem/levelNames``; the thresholds move along it, times the entry value of the current calendar year
  /// (``IndexationPaths/entry``).
  public var level: Int
  /// A unit of the level in the first month of the award, in the country's currency.
  public var firstLevel: Double
  /// CSS, U.S.C. and the like.
  public var article: String

  public init(counted: [Kind: Counted], hinges: [Hinge], level: Int, firstLevel: Double, article: String) {
    (self.counted, self.hinges, self.level) = (counted, hinges, level)
    (self.firstLevel, self.article) = (firstLevel, article)
  }

  /// What counts of the income of each kind, in the country's currency.
  public func income(_ amounts: [Kind: Double], level: Double) -> Double {
    counted.reduce(0) { sum, rule in
      sum + rule.value.weight * max(0, (amounts[rule.key] ?? 0) - rule.value.free * level)
    }
  }

  /// What is left of a benefit: the plain form of what the engine does on each path.
  ///
  /// - Parameters:
  ///   - income: of ``income(_:level:)``.
  ///   - level: a unit of the thresholds, in the country's currency.
  public func left(of benefit: Double, beside income: Double, level: Double) -> Double {
    let taken = hinges.reduce(0) { sum, hinge in
      sum + hinge.slope
        * max(0, hinge.ofBenefit * benefit + hinge.ofIncome * income - hinge.threshold * level)
    }
    return max(0, benefit - taken)
  }
}
