// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Quantities

/// Prices, wages, rates and returns, one step a calendar year: each series follows from last year's values, from the
/// series before it in the same year, and from correlated normal shocks.
///
/// x = constant + Σ slope · regressor + σ ε. The constants make the long-run means what the parameters say.
public struct MacroCascade: Sendable {
  /// One regressor of an equation.
  struct Term: Hashable, Sendable {
    var series: Int
    /// Last year's value rather than the same year's.
    var lagged: Bool
    var slope: Double
  }

  public let means: [Double]
  public let sigmas: [Double]
  public let constants: [Double]
  /// Of the year of the valuation month.
  public let starts: [Double]
  let terms: [[Term]]
  /// Correlation of each series' shock with the mean of the year's exchange-rate normals.
  public let coupling: [Double]
  /// [series × series], lower triangle: ε = coupling · z̄ + factor · independent normals.
  let factor: [[Double]]
  public let correlation: [[Double]]
  /// Lowest short rate.
  public let floor: Double
  /// Years.
  public let bondDuration: Double

  /// Every name that a scenario may set, in the order in which they are read.
  public let parameterNames: [String]

  public var isCoupled: Bool { coupling.contains { $0 != 0 } }

  /// - Throws: ``EconomyError`` naming an unknown parameter, an unstable slope or a correlation matrix that is not
  ///   positive definite.
  public init(parameters overrides: [String: Double], coupling couplings: [String: Double], asOf: YearMonth) throws {
    let shipped = try EconomyParameters.shipped()
    var unread = Set(overrides.keys)
    var known: [String] = []
    func read(_ name: String, _ fallback: @autoclosure () throws -> Double) throws -> Double {
      known.append(name)
      unread.remove(name)
      let value = try overrides[name] ?? fallback()
      guard value.isFinite else { throw EconomyError.invalid(name, value, "it must be a finite number") }
      return value
    }
    let stagflation = try read("stagflation", 0) != 0
    var (means, sigmas, starts, terms) = ([Double](), [Double](), [Double](), [[Term]]())
    for series in MacroSeries.allCases {
      let name = series.name
      let prefix = "economy.macro.\(name)"
      let set = stagflation && series.rawValue < 2 ? "economy.macro.stagflation.\(name)" : prefix
      means.append(try read("\(name).mean", shipped.value("\(prefix).mean", in: asOf)))
      sigmas.append(try read("\(name).sigma", shipped.value("\(set).sigma", in: asOf)))
      if sigmas[series.rawValue] < 0 {
        throw EconomyError.invalid("\(name).sigma", sigmas[series.rawValue], "it must not be negative")
      }
      let mean = means[series.rawValue]
      starts.append(
        try read(
          "\(name).start",
          series.rawValue < 8 ? (try shipped.start("economy.start.\(name)", in: asOf)) ?? mean : mean))
      var equation: [Term] = []
      if shipped.library.series["\(prefix).regressors"] != nil {
        let regressors: [String] = try shipped.value("\(prefix).regressors", in: asOf)
        let slopes: [Double] = try shipped.value("\(set).slopes", in: asOf)
        for (regressor, slope) in zip(regressors, slopes) {
          let lagged = regressor.hasSuffix("_1")
          let source = try MacroSeries(named: lagged ? String(regressor.dropLast(2)) : regressor)
          equation.append(
            Term(
              series: source.rawValue, lagged: lagged,
              slope: try read("\(name).slope.\(regressor)", slope)))
        }
      }
      for term in equation where term.lagged && term.series == series.rawValue && abs(term.slope) >= 1 {
        throw EconomyError.invalid(
          "\(name).slope.\(name)_1", term.slope, "the series is stable only between -1 and 1")
      }
      terms.append(equation)
    }
    var correlation = (0..<10).map { i in (0..<10).map { i == $0 ? 1.0 : 0 } }
    let pairs: [String] = try shipped.value("economy.macro.correlation.pairs", in: asOf)
    let numbers: [Double] = try shipped.value("economy.macro.correlation.values", in: asOf)
    let defaults = Dictionary(zip(pairs, numbers), uniquingKeysWith: { a, _ in a })
    for i in MacroSeries.allCases {
      for j in MacroSeries.allCases where i.rawValue < j.rawValue {
        let value = try read("correlation.\(i.name).\(j.name)", defaults["\(i.name):\(j.name)"] ?? 0)
        if abs(value) > 1 {
          throw EconomyError.invalid("correlation.\(i.name).\(j.name)", value, "it lies between -1 and 1")
        }
        correlation[i.rawValue][j.rawValue] = value
        correlation[j.rawValue][i.rawValue] = value
      }
    }
    floor = try read("floor", shipped.value("economy.macro.floor", in: asOf))
    bondDuration = try read("bond_duration", shipped.value("economy.macro.bond_duration", in: asOf))
    if let name = unread.sorted().first { throw EconomyError.unknown("macro parameter", name, known: known) }
    var coupling = [Double](repeating: 0, count: 10)
    for (name, rho) in couplings.sorted(by: { $0.key < $1.key }) {
      let series = try MacroSeries(named: name)
      guard abs(rho) < 1 else { throw EconomyError.invalid("coupling of \(name)", rho, "it lies between -1 and 1") }
      coupling[series.rawValue] = rho
    }
    (self.means, self.sigmas, self.starts, self.terms) = (means, sigmas, starts, terms)
    (self.correlation, self.coupling, parameterNames) = (correlation, coupling, known)
    constants = (0..<10).map { k in means[k] - terms[k].reduce(0) { $0 + $1.slope * means[$1.series] } }
    factor = try Self.factor(of: correlation, coupling: coupling)
  }

  /// The Cholesky factor of what is left of the correlation once the exchange rate's share is taken out.
  ///
  /// With z̄ first, the factor of the joint matrix [1 ρᵀ; ρ R] is [1 0; ρ L] with L Lᵀ = R − ρ ρᵀ, so ε = ρ z̄ + L η has exactly
  /// correlation R within and ρ with z̄. `gsl_linalg_cholesky_decomp1` writes the lower triangle and leaves what is above.
  static func factor(of correlation: [[Double]], coupling: [Double]) throws(EconomyError) -> [[Double]] {
    let n = correlation.count
    guard let matrix = gsl_matrix_alloc(n, n) else { preconditionFailure("no memory for a matrix of \(n) rows") }
    defer { gsl_matrix_free(matrix) }
    for i in 0..<n {
      for j in 0..<n { gsl_matrix_set(matrix, i, j, correlation[i][j] - coupling[i] * coupling[j]) }
    }
    GSLErrors.areReturned
    let status = gsl_linalg_cholesky_decomp1(matrix)
    guard Int(status) == GSL_SUCCESS else {
      throw EconomyError(
        name: "correlation",
        message: "the correlations of the macro shocks"
          + (coupling.contains { $0 != 0 } ? " with the coupling to the exchange rate" : "")
          + " are not positive definite, so no such shocks exist",
        hint: "move the largest correlations towards 0")
    }
    return (0..<n).map { i in (0..<n).map { j in j <= i ? gsl_matrix_get(matrix, i, j) : 0 } }
  }
}

/// GSL prints and aborts where it meets an error, unless told once to return a code.
enum GSLErrors {
  static let areReturned: Void = { _ = gsl_set_error_handler_off() }()
}
