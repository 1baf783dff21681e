// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// A number from simulation with what is known of its error.
public struct Estimate: Hashable, Sendable {
  public var value: Double
  /// Nil where none can be said, as from fewer than two independent observations; 0 only where nothing is left to chance.
  public var standardError: Double?
  /// Of the standard error; infinite where that is known and not itself estimated.
  public var degreesOfFreedom: Double
  /// Paths that it rests on; 0 where that is not told.
  public var paths: Int

  public init(_ value: Double, standardError: Double?, degreesOfFreedom: Double = .infinity, paths: Int = 0) {
    (self.value, self.standardError, self.degreesOfFreedom) = (value, standardError, degreesOfFreedom)
    self.paths = paths
  }

  /// A number without chance: no difference between a strategy and itself.
  public static func exact(_ value: Double) -> Estimate { Estimate(value, standardError: 0) }

  /// How many of independent trials hold, as a share with its binomial standard error.
  public static func share(_ count: Int, of trials: Int) -> Estimate {
    let n = Double(max(1, trials))
    let p = Double(count) / n
    return Estimate(
      p, standardError: trials > 1 ? (p * (1 - p) / n).squareRoot() : nil, degreesOfFreedom: n - 1, paths: trials)
  }

  /// Ends of the interval that holds the truth with this chance, by Student's t; everything where no error can be said.
  public func interval(_ confidence: Double) -> ClosedRange<Double> {
    guard let standardError else { return -.infinity ... .infinity }
    guard standardError > 0 else { return value...value }
    let reach = standardError * Self.quantile((1 + confidence) / 2, degreesOfFreedom: degreesOfFreedom)
    return value - reach...value + reach
  }

  /// Whether it is at most so many standard errors; any number is where no error can be said.
  public func isWithin(_ bound: Double) -> Bool { standardError.map { value <= bound * $0 } ?? true }

  /// Ends of the 95 % interval.
  public var interval95: ClosedRange<Double> { interval(0.95) }

  /// Degrees of freedom beyond which the normal quantile is taken: at 2.5 % it is then within 0.12 % of Student's.
  static let normalBeyond = 1_000.0

  /// The quantile of Student's t, or of the standard normal for many degrees of freedom.
  ///
  /// - Parameter p: in (0, 1).
  public static func quantile(_ p: Double, degreesOfFreedom: Double) -> Double {
    degreesOfFreedom > normalBeyond ? gsl_cdf_ugaussian_Pinv(p) : gsl_cdf_tdist_Pinv(p, degreesOfFreedom)
  }

  /// This and an independent one added up: degrees of freedom by Welch and Satterthwaite (Satterthwaite 1946).
  public func plus(independent other: Estimate) -> Estimate {
    guard let a = standardError, let b = other.standardError else {
      return Estimate(value + other.value, standardError: nil, paths: paths + other.paths)
    }
    let (u, v) = (a * a, b * b)
    let freedom = (u + v) * (u + v) / (u * u / degreesOfFreedom + v * v / other.degreesOfFreedom)
    return Estimate(
      value + other.value, standardError: (u + v).squareRoot(),
      degreesOfFreedom: freedom.isNaN ? .infinity : freedom, paths: paths + other.paths)
  }

  public static prefix func - (a: Estimate) -> Estimate { a * -1 }

  public static func * (a: Estimate, factor: Double) -> Estimate {
    var result = a
    result.value *= factor
    result.standardError = a.standardError.map { $0 * abs(factor) }
    return result
  }

  /// A known number less an estimate.
  public static func - (known: Double, a: Estimate) -> Estimate {
    var result = a
    result.value = known - a.value
    return result
  }
}

/// Degrees of freedom that are infinite, and an error that cannot be said, are left out.
extension Estimate: Codable {
  enum CodingKeys: String, CodingKey {
    case value, standardError, degreesOfFreedom, paths
  }

  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try keys.decode(Double.self, forKey: .value),
      standardError: try keys.decodeIfPresent(Double.self, forKey: .standardError),
      degreesOfFreedom: try keys.decodeIfPresent(Double.self, forKey: .degreesOfFreedom) ?? .infinity,
      paths: try keys.decode(Int.self, forKey: .paths))
  }

  public func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: CodingKeys.self)
    try keys.encode(value, forKey: .value)
    try keys.encodeIfPresent(standardError, forKey: .standardError)
    if degreesOfFreedom.isFinite { try keys.encode(degreesOfFreedom, forKey: .degreesOfFreedom) }
    try keys.encode(paths, forKey: .paths)
  }
}

extension Int {
  /// The nearest whole number, for text; a value beyond ±9·10¹⁵, which no sentence needs, is that bound, and no number is 0.
  public init(nearest value: Double) {
    self = value.isNaN ? 0 : Int(Swift.min(9e15, Swift.max(-9e15, value)).rounded())
  }
}
