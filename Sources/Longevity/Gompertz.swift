// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// Gompertz's law with a steady improvement of mortality: the analytic twin of the tables.
///
/// Force at time t for a person aged x at t = 0: exp((x − M)/b)/b · exp(t·(1/b − γ)).
///
/// - Source: Gompertz (1825); modal age and dispersion as in Milevsky (2006), § 3.9.
public struct Gompertz: Hashable, Sendable {
  /// Age now, in years.
  public var age: Double
  /// Modal age at death M, in years.
  public var mode: Double
  /// Dispersion b, in years.
  public var dispersion: Double
  /// Yearly improvement γ.
  public var improvement: Double
  /// Multiplies the force.
  public var multiplier: Double

  /// - Throws: ``LongevityError`` unless dispersion and multiplier are positive and γ < 1/b.
  public init(age: Double, mode: Double, dispersion: Double, improvement: Double = 0, multiplier: Double = 1)
    throws
  {
    guard dispersion > 0, multiplier > 0, improvement < 1 / dispersion else {
      throw LongevityError("Gompertz needs b > 0, a multiplier > 0 and γ < 1/b")
    }
    (self.age, self.mode, self.dispersion) = (age, mode, dispersion)
    (self.improvement, self.multiplier) = (improvement, multiplier)
  }

  private var growth: Double { 1 / dispersion - improvement }
  private var force: Double { multiplier * exp((age - mode) / dispersion) / dispersion }

  /// Probability to live `years` more.
  public func survival(_ years: Double) -> Double { exp(-force * expm1(growth * years) / growth) }

  /// Years still lived at rank `u` in [0, 1): the time by which a share u has died.
  public func yearsLived(_ u: Double) -> Double { log1p(growth * -log1p(-u) / force) / growth }

  /// Expected years still lived.
  public var lifeExpectancy: Double { annuity(0) }

  /// Present value of 1 a year paid continuously for life, at force of interest `delta`.
  public func annuity(_ delta: Double) -> Double {
    Self.integral { exp(-delta * $0) * self.survival($0) }
  }

  /// The same while both live, lives independent.
  public func jointAnnuity(with other: Gompertz, _ delta: Double) -> Double {
    Self.integral { exp(-delta * $0) * self.survival($0) * other.survival($0) }
  }

  /// The same while at least one lives, lives independent.
  public func lastSurvivorAnnuity(with other: Gompertz, _ delta: Double) -> Double {
    annuity(delta) + other.annuity(delta) - jointAnnuity(with: other, delta)
  }

  /// ∫ f over 0 … 160 years: Gauss–Legendre, 40 panels of 20 points, by when nobody lives under any usable law.
  private static func integral(_ f: (Double) -> Double) -> Double {
    guard let rule = gsl_integration_glfixed_table_alloc(20) else { return .nan }
    defer { gsl_integration_glfixed_table_free(rule) }
    var sum = 0.0
    for panel in 0..<40 {
      for i in 0..<20 {
        var (point, weight) = (0.0, 0.0)
        gsl_integration_glfixed_point(Double(panel) * 4, Double(panel + 1) * 4, i, &point, &weight, rule)
        sum += weight * f(point)
      }
    }
    return sum
  }
}
