// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Parameters
import Pensions
import Quantities
import Simulation

/// A shipped value of the economy, of longevity or of the risks that a run read, as the scenario did not replace it.
public struct BackgroundParameter: Sendable, Codable {
  public var series: ParameterSeries
  public var entry: ParameterEntry

  public init(series: ParameterSeries, entry: ParameterEntry) { (self.series, self.entry) = (series, entry) }

  /// When it was last known to be the newest: when it was checked; for an assumption, which nobody publishes, when it was made.
  public var lastSeen: YearMonth { series.checked?.yearMonth ?? entry.from }
}

extension HouseholdSetting {
  /// What a comparison of this household reads beside its countries' law, by key.
  ///
  /// - Throws: ``ParameterError`` where a shipped file is broken.
  func background() throws -> [BackgroundParameter] {
    var found: [BackgroundParameter] = []
    func add(_ library: ParameterLibrary, where wanted: (String) -> Bool) {
      for key in library.keys where wanted(key) {
        guard let series = library.series[key] else { continue }
        // Assumptions serve earlier months too; a start of one year serves no other.
        let entry =
          series.entry(inForce: scenario.asOf)
          ?? (key.hasPrefix("economy.start.") ? nil : series.entries.first)
        if let entry { found.append(BackgroundParameter(series: series, entry: entry)) }
      }
    }
    let economy = try economyKeys()
    let follows = rates.areas.areas.contains { $0.follows != nil }
    add(try EconomyParameters.shipped().library) { economy($0) || follows && $0.hasPrefix("economy.follow.") }
    let tables = Set(lifetimes.map(\.table))
    add(try LifeTables.shipped().parameters) { key in
      switch key {
      case _ where key.hasPrefix("longevity.fallback."): lifetimes.contains { $0.standsInFor != nil }
      case "longevity.couples.kendall_tau": scenario.simulation.couple != .independent
      default: key.hasPrefix("longevity.") && tables.contains { key.hasPrefix("longevity.\($0.lowercased()).") }
      }
    }
    let filing = scenario.filing
    let usual = DelaySettings()
    add(try RiskParameters.library()) { key in
      switch key {
      case "filing.totalized.shape", "filing.totalized.mean": filing.totalized == usual.totalized
      case "filing.trend.mean": filing.trend != nil && filing.trendMean == usual.trendMean
      case "filing.document_failure": filing.documentFailure == usual.documentFailure && !filing.preVerified
      case "filing.rework.shape", "filing.rework.mean": filing.rework == usual.rework && filing.documentFailure > 0
      case "filing.denial": filing.denial == usual.denial
      case "filing.appeal.shape", "filing.appeal.mean": filing.appeal == usual.appeal && filing.denial > 0
      default: false
      }
    }
    for system in systems {
      let months = try system.nationalFilingMonths()
      add(system.parameters) { key in
        key == "filing.national.\(system.country.code.lowercased())"
          && filing.national[system.country.code].map { $0 == months } ?? true
      }
    }
    return found.sorted { $0.series.key < $1.series.key }
  }

  /// Which parameters of the economy are read: those of the model that runs, as far as the scenario leaves them.
  private func economyKeys() throws -> (String) -> Bool {
    let settings = scenario.economy
    let model = try EconomyModel.first(of: scenario, systems: systems)
    let name = model.process.model.rawValue
    let drawsParameters = model.process.uncertainty != nil
    return { key in
      let parts = key.split(separator: ".").map(String.init)
      guard parts.count >= 3, parts[0] == "economy" else { return false }
      let rest = parts[2...].joined(separator: ".")
      switch parts[1] {
      case "fx" where parts[2] == name: return settings.modelParameters[parts.last ?? ""] == nil
      case "fx": return parts[2] == "uncertainty" && drawsParameters
      case "start" where rest == "prob2_0": return name == "ou_rs" && settings.modelParameters["prob2_0"] == nil
      case "start" where rest == "q": return settings.modelParameters["q0"] == nil
      case "start": return true
      case "macro": return parts[2] != "stagflation" && settings.macroParameters[rest] == nil
      default: return false
      }
    }
  }
}
