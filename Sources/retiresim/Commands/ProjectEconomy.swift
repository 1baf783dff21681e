// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Economy
import Foundation
import Quantities
import Reporting
import ScenarioFiles
import Simulation
import Strategies

/// What the exchange rate does under a model, simulated beside exact.
struct ProjectEconomy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "economy",
    abstract: "What the exchange rate does under a model: simulated with standard errors, and exact where known.",
    discussion: """
      x is the change of the log real EUR/USD rate since the start. The model is the scenario's, or --model; --set changes its \
      parameters, and then takes them as known instead of drawing half-life and mean once a path.

      EXAMPLE: retiresim economy --model ou --set kappa=0.16 --set theta=0.21 --months 12,120 --paths 2000
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case table, json }

  @Argument(help: "A scenario, for its model, valuation month, paths and seed.")
  var file: String?

  @Option(
    help: ArgumentHelp(
      "Exchange-rate model: \(ExchangeRateModel.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
  var model: String?

  @Option(help: ArgumentHelp("A parameter of the model; may be given again.", valueName: "name=value"))
  var set: [String] = []

  @Option(help: ArgumentHelp("Horizons in months, separated by commas.", valueName: "list"))
  var months = "12,60,120,240,360"

  @Option(
    help: ArgumentHelp("Month to start from; default: the scenario's, or the last with data.", valueName: "YYYY-MM"))
  var asOf: YearMonth?

  @Option(help: ArgumentHelp("Cap on |x|, for models that have no mean without one.", valueName: "x"))
  var cap: Double?

  @Flag(inversion: .prefixedNo, help: "Draw half-life and mean once a path; default: as the model has it.")
  var parameterUncertainty: Bool?

  @Flag(help: "Draw paths in mirrored pairs.")
  var antithetic = false

  @Option(help: "table or json.")
  var format = Format.table

  @Option(help: ArgumentHelp("Draw a fan chart of USD/EUR, year by year to the last horizon.", valueName: "file.svg"))
  var chart: String?

  @OptionGroup var options: RunOptions

  func run() async throws {
    var settings = EconomySettings()
    var month = asOf
    var run = SimulationSettings()
    if let file {
      let scenario = try Scenario.read(path: file, countries: try knownCountries())
      for warning in scenario.warnings { Terminal.say(warning) }
      (settings, run) = (scenario.economy, scenario.simulation)
      if month == nil { month = scenario.asOf }
    }
    options.apply(to: &run)
    if let model {
      if model != settings.model { settings.modelParameters = [:] }
      settings.model = model
    }
    for (name, value) in try assignments() { settings.modelParameters[name] = value }
    if let cap { settings.cap = cap }
    if let parameterUncertainty { settings.parameterUncertainty = parameterUncertainty }
    let horizons = try horizons()
    let projection: EconomyProjection
    do {
      try ParameterLimits.check(settings)
      projection = try await EconomyProjection.run(
        settings, asOf: month, months: horizons, paths: run.paths, seed: run.seed, antithetic: antithetic,
        threads: run.threads ?? processorCount())
      if let chart { try await draw(settings, projection, to: chart, threads: run.threads ?? processorCount()) }
    } catch let error as EconomyError {
      throw Failure(.usage, "retiresim economy: error: \(error)")
    }
    try Terminal.write(format == .json ? projection.json() + "\n" : Self.table(projection))
  }

  /// The same paths at every year's end, so that the fan and the table agree.
  private func draw(
    _ settings: EconomySettings, _ projection: EconomyProjection, to path: String, threads: Int
  ) async throws {
    let last = projection.horizons.last?.months ?? 12
    let yearly = try await EconomyProjection.run(
      settings, asOf: projection.asOf, months: Array(stride(from: 12, to: last, by: 12)) + [last],
      paths: projection.paths, seed: projection.seed, antithetic: antithetic, threads: threads, exact: false)
    let fan = ExchangeRateFan(yearly, start: yearly.startRate)
    do {
      try NewFile.write(
        try fan.svg(searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"), to: path)
    } catch let error as ExchangeRateFan.NotDrawn {
      throw Failure(.unavailable, "retiresim economy: error: \(error)")
    }
  }

  private func assignments() throws -> [(String, Double)] {
    try set.map { text in
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let value = Double(parts[1]), value.isFinite else {
        throw ValidationError("--set \(text) is no assignment; write --set kappa=0.16")
      }
      return (String(parts[0]), value)
    }
  }

  private func horizons() throws -> [Int] {
    try months.split(separator: ",").map { text in
      guard let count = Int(text.trimmingPrefix(while: { $0 == " " })) else {
        throw ValidationError("--months \(months) is no list of whole months; write --months 12,120")
      }
      guard (1...1200).contains(count) else {
        throw ValidationError("--months \(months) asks for \(count) months; a horizon is between 1 and 1200 months")
      }
      return count
    }
  }

  private static func table(_ projection: EconomyProjection) -> String {
    let process = projection.process
    var text =
      "EUR/USD under \(process.model.rawValue) from \(projection.asOf), \(projection.paths) paths, seed \(projection.seed)\n"
    text += process.model.parameterNames.map { "\($0) \(decimals(process[$0], 6))" }.joined(separator: ", ")
    text += process.uncertainty == nil ? "\n\n" : "; half-life and mean drawn once a path\n\n"
    var rows = [["months", "mean of x", "± s.e.", "sd", "exact mean", "exact sd", "USD/EUR 5 %", "50 %", "95 %"]]
    for horizon in projection.horizons {
      func rate(_ probability: Double) -> String {
        horizon.rateQuantiles.first { $0.probability == probability }.map { decimals($0.estimate.value, 3) } ?? "–"
      }
      rows.append([
        "\(horizon.months)", decimals(horizon.mean.value, 4), horizon.mean.standardError.map { decimals($0, 4) } ?? "–",
        decimals(horizon.variance.squareRoot(), 4), horizon.exact.map { decimals($0.mean, 4) } ?? "–",
        horizon.exact.map { decimals($0.variance.squareRoot(), 4) } ?? "–", rate(0.05), rate(0.5), rate(0.95),
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let cells = zip(row, widths).map { cell, width in String(repeating: " ", count: width - cell.count) + cell }
      text += cells.joined(separator: "  ") + "\n"
    }
    if case .doesNotExist(let reason) = projection.meanExistence {
      text += "\nA mean of euro values does not exist under this model: \(reason)\n"
    }
    return text
  }

  /// `value` with so many decimals, trailing zeros cut beyond the first.
  private static func decimals(_ value: Double, _ places: Int) -> String {
    guard value.isFinite, let exact = ExactDecimal(shortest: value) else { return "\(value)" }
    return exact.roundedHalfUp(places: places).text(places: min(places, 4))
  }
}
