// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Quantities
import RandomStreams

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

  /// What the equations are about: of all areas, those of `areas.yaml` first.
  public let series: [MacroSeries]
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

  /// - Parameter areas: whose series they are; the shipped ones by default.
  /// - Throws: ``EconomyError`` naming an unknown parameter, an unstable slope or a correlation matrix that is not
  ///   positive definite.
  public init(
    parameters overrides: [String: Double], coupling couplings: [String: Double], asOf: YearMonth,
    areas: CurrencyAreas? = nil
  ) throws {
    let areas = try areas ?? CurrencyAreas()
    let libraries = areas.libraries.map { EconomyParameters(library: $0) }
    let shipped = libraries[0]
    series = areas.series
    let names = series.map(\.name)
    func place(_ name: String) throws(EconomyError) -> Int {
      guard let index = names.firstIndex(of: name) else { throw .unknown("series", name, known: names) }
      return index
    }
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
    for (index, one) in series.enumerated() {
      let name = one.name
      let file = libraries[one.origin.file]
      var equation: [Term] = []
      if case .follows(let theirs, _) = one.origin {
        func spread(_ what: String) throws -> Double {
          let key = "economy.follow.\(one.kind.prefix).\(what)"
          return try (file.library.series[key] == nil ? shipped : file).value(key, in: asOf)
        }
        let mean = try spread("mean")
        means.append(try read("\(name).mean", means[theirs] + mean))
        sigmas.append(try read("\(name).sigma", spread("sigma")))
        starts.append(try read("\(name).start", starts[theirs] + mean))
        equation = [Term(series: theirs, lagged: false, slope: 1)]
      } else {
        let prefix = "economy.macro.\(name)"
        let hard = "economy.macro.stagflation.\(name)"
        let set = stagflation && file.library.series["\(hard).sigma"] != nil ? hard : prefix
        means.append(try read("\(name).mean", file.value("\(prefix).mean", in: asOf)))
        sigmas.append(try read("\(name).sigma", file.value("\(set).sigma", in: asOf)))
        let begins = "economy.start.\(name)"
        starts.append(
          try read(
            "\(name).start",
            file.library.series[begins] == nil ? means[index] : (try file.start(begins, in: asOf)) ?? means[index]))
        if file.library.series["\(prefix).regressors"] != nil {
          let regressors: [String] = try file.value("\(prefix).regressors", in: asOf)
          let slopes: [Double] = try file.value("\(set).slopes", in: asOf)
          for (regressor, slope) in zip(regressors, slopes) {
            let lagged = regressor.hasSuffix("_1")
            let source = try place(lagged ? String(regressor.dropLast(2)) : regressor)
            guard lagged || source < index else {
              throw EconomyError(
                name: "\(name).slope.\(regressor)",
                message: "'\(name)' cannot follow from '\(regressor)', which comes after it")
            }
            equation.append(
              Term(series: source, lagged: lagged, slope: try read("\(name).slope.\(regressor)", slope)))
          }
        }
      }
      if sigmas[index] < 0 {
        throw EconomyError.invalid("\(name).sigma", sigmas[index], "it must not be negative")
      }
      for term in equation where term.lagged && term.series == index && abs(term.slope) >= 1 {
        throw EconomyError.invalid(
          "\(name).slope.\(name)_1", term.slope, "the series is stable only between -1 and 1")
      }
      terms.append(equation)
    }
    let count = series.count
    var correlation = (0..<count).map { i in (0..<count).map { i == $0 ? 1.0 : 0 } }
    var defaults: [String: Double] = [:]
    for file in libraries where file.library.series["economy.macro.correlation.pairs"] != nil {
      let pairs: [String] = try file.value("economy.macro.correlation.pairs", in: asOf)
      let numbers: [Double] = try file.value("economy.macro.correlation.values", in: asOf)
      defaults.merge(zip(pairs, numbers), uniquingKeysWith: { first, _ in first })
    }
    for i in 0..<count {
      for j in i + 1..<max(i + 1, count) {
        let name = "correlation.\(names[i]).\(names[j])"
        let value = try read(name, defaults["\(names[i]):\(names[j])"] ?? 0)
        if abs(value) > 1 { throw EconomyError.invalid(name, value, "it lies between -1 and 1") }
        correlation[i][j] = value
        correlation[j][i] = value
      }
    }
    floor = try read("floor", shipped.value("economy.macro.floor", in: asOf))
    bondDuration = try read("bond_duration", shipped.value("economy.macro.bond_duration", in: asOf))
    if let name = unread.sorted().first { throw EconomyError.unknown("macro parameter", name, known: known) }
    var coupling = [Double](repeating: 0, count: count)
    for (name, rho) in couplings.sorted(by: { $0.key < $1.key }) {
      let series = try place(name)
      guard abs(rho) < 1 else { throw EconomyError.invalid("coupling of \(name)", rho, "it lies between -1 and 1") }
      coupling[series] = rho
    }
    (self.means, self.sigmas, self.starts, self.terms) = (means, sigmas, starts, terms)
    (self.correlation, self.coupling, parameterNames) = (correlation, coupling, known)
    constants = (0..<count).map { k in means[k] - terms[k].reduce(0) { $0 + $1.slope * means[$1.series] } }
    factor = try Self.factor(
      of: correlation, coupling: coupling, shipped: series.filter { $0.origin == .file(0) }.count)
  }

  /// The Cholesky factor of what is left of the correlation once the exchange rate's share is taken out.
  ///
  /// With z̄ first, the factor of the joint matrix [1 ρᵀ; ρ R] is [1 0; ρ L] with L Lᵀ = R − ρ ρᵀ, so ε = ρ z̄ + L η has exactly
  /// correlation R within and ρ with z̄. `gsl_linalg_cholesky_decomp1` writes the lower triangle and leaves what is above.
  ///
  /// - Parameter shipped: how many rows GSL decomposes. Those after them are bordered on one by one, so that no area moves the
  ///   shipped series by a bit.
  static func factor(of correlation: [[Double]], coupling: [Double], shipped: Int? = nil) throws(EconomyError)
    -> [[Double]]
  {
    let n = shipped ?? correlation.count
    func rest(_ i: Int, _ j: Int) -> Double { correlation[i][j] - coupling[i] * coupling[j] }
    guard let matrix = gsl_matrix_alloc(n, n) else { preconditionFailure("no memory for a matrix of \(n) rows") }
    defer { gsl_matrix_free(matrix) }
    for i in 0..<n {
      for j in 0..<n { gsl_matrix_set(matrix, i, j, rest(i, j)) }
    }
    GSLErrors.areReturned
    let refusal = EconomyError(
      name: "correlation",
      message: "the correlations of the macro shocks"
        + (coupling.contains { $0 != 0 } ? " with the coupling to the exchange rate" : "")
        + " are not positive definite, so no such shocks exist",
      hint: "move the largest correlations towards 0")
    guard Int(gsl_linalg_cholesky_decomp1(matrix)) == GSL_SUCCESS else { throw refusal }
    var factor = (0..<correlation.count).map { i in
      (0..<correlation.count).map { j in i < n && j <= i ? gsl_matrix_get(matrix, i, j) : 0 }
    }
    for i in n..<max(n, correlation.count) {
      for j in 0..<i {
        factor[i][j] = ((0..<j).reduce(rest(i, j)) { $0 - factor[i][$1] * factor[j][$1] }) / factor[j][j]
      }
      let square = (0..<i).reduce(rest(i, i)) { $0 - factor[i][$1] * factor[i][$1] }
      guard square > 0 else { throw refusal }
      factor[i][i] = square.squareRoot()
    }
    return factor
  }
}
