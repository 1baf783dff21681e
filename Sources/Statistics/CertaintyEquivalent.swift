// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// The certain income a month for life that is as good as an uncertain one, under constant relative risk aversion.
///
/// A path on which somebody lives A discounted months and has V in them is a life of V/A a month that counts A times, so that c solves
/// u(c)·E[A] = E[A·u(V/A)]: a short life is a small part of the mean, not a poor one; a sure amount a month is its own
/// equivalent, and without aversion c is E[V]/E[A], the mean income a month.
///
/// Above the floor u has constant relative risk aversion; below it goes on as the straight line that touches it there. Without that,
/// an aversion of 1 or more makes one path without income worse than anything, however small its chance, and c zero.
/// - Source: Pratt (1964), Econometrica 32, for the utility; Yaari (1965), Rev. Econ. Stud. 32, for months lived as weights.
public struct CertaintyEquivalent: Hashable, Sendable {
  /// Relative risk aversion, 0 or more.
  public let aversion: Double
  /// Income a month below which one unit more is worth as much as at it, above 0.
  public let floor: Double

  public init(aversion: Double, floor: Double) {
    precondition(aversion >= 0 && floor > 0, "an aversion of \(aversion) above a floor of \(floor)")
    (self.aversion, self.floor) = (aversion, floor)
  }

  /// 1 − γ, or 0 where the logarithm takes the power's place.
  private var power: Double { abs(1 - aversion) < 1e-6 ? 0 : 1 - aversion }

  /// (x/floor)^(1 − γ), or its logarithm for γ = 1: with it u is linear, and nothing is lost where γ is large.
  private func scale(_ income: Double) -> Double {
    let x = income / floor
    guard x >= 1 else { return power == 0 ? x - 1 : 1 + power * (x - 1) }
    return power == 0 ? log(x) : pow(x, power)
  }

  /// The income with this scale, and by how much it rises with the scale.
  private func income(_ scale: Double) -> (income: Double, slope: Double) {
    if power == 0 {
      let income = scale >= 0 ? floor * exp(scale) : floor * (1 + scale)
      return (income, max(floor, income))
    }
    let utility = (scale - 1) / power
    guard utility >= 0 else { return (floor * (1 + utility), floor / power) }
    let income = floor * pow(scale, 1 / power)
    return (income, income / (power * scale))
  }

  /// - Parameters:
  ///   - values: what each path gives over life.
  ///   - months: the months lived on it, discounted like the value; 0 where nobody lives a month.
  /// - Returns: the equivalent, and a number a path whose mean it is, to first order in the sampling error (the influence
  ///   function; Hampel 1974).
  public func of(_ values: Observations, months: Observations) -> (value: Double, byPath: Observations) {
    precondition(values.paths == months.paths, "values of \(values.paths) and months of \(months.paths)")
    let life = months.mean.value
    guard life > 0 else { return (0, Observations(values.values.map { _ in 0 }, of: values.paths)) }
    let scales = zip(values.values, months.values).map { value, months in months > 0 ? scale(value / months) : 0 }
    let middle = values.paths.mean { months.values[$0] * scales[$0] }.value / life
    let (income, slope) = income(middle)
    let byPath = values.values.indices.map { path in
      income + slope * months.values[path] * (scales[path] - middle) / life
    }
    return (income, Observations(byPath, of: values.paths))
  }
}
