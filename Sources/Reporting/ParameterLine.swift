// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// A parameter value that went into an award, with what its file says of it.
struct ParameterLine: Hashable, Sendable {
  var key: String
  var value: String
  var from: YearMonth
  var source: String
  var origin: ParameterOrigin
  var checked: CalendarDate?
  var title: String?
  var unit: String?
}

extension ReportBuilder {
  /// Every value used by an award of any strategy, once, by key and date.
  func parametersUsed() -> [ParameterLine] {
    var lines: [String: ParameterLine] = [:]
    for strategy in result.strategies {
      for claim in strategy.claims {
        let series = systems[claim.country]?.parameters.series ?? [:]
        for use in claim.award.derivation.steps.flatMap(\.parameters) {
          lines["\(use.key)\u{0}\(use.from)"] = ParameterLine(
            key: use.key, value: use.value, from: use.from, source: use.source, origin: use.origin,
            checked: use.checked ?? series[use.key]?.checked,
            title: series[use.key].map { $0.titles[words.language.rawValue] ?? $0.title },
            unit: series[use.key].map { words.unit($0.unit) })
        }
      }
    }
    return lines.values.sorted { ($0.key, $0.from) < ($1.key, $1.from) }
  }

  /// Values of the economy, longevity and risks that the run read.
  func backgroundParameters() -> [ParameterLine] {
    result.background.map { found in
      ParameterLine(
        key: found.series.key, value: found.entry.raw.map { "\($0)" } ?? "", from: found.entry.from,
        source: found.entry.source, origin: found.entry.origin, checked: found.series.checked,
        title: found.series.title, unit: found.series.unit)
    }
  }

  /// Those that nobody has looked at for more than a year, a sentence for each month in which they were.
  private func backgroundWarnings() -> [RichText] {
    let stale = result.background.filter { scenario.asOf - $0.lastSeen > 12 }
    return Dictionary(grouping: stale, by: \.lastSeen).sorted { $0.key < $1.key }.map { month, found in
      // `economy.macro.pi_us.mean` and its like are one group.
      let groups = Dictionary(grouping: found.map(\.series.key)) { key in
        key.split(separator: ".").prefix(key.hasPrefix("economy.") ? 2 : 1).joined(separator: ".")
      }
      return words.rich(
        SectionPhrase.staleBackground,
        [
          "keys": groups.sorted { $0.key < $1.key }.map { group, keys in
            keys.count == 1 ? RichText.code(keys[0]) : RichText.code(group + ".…") + RichText(" (\(keys.count))")
          }.joined(by: ", "), "checked": numbers.month(month), "month": numbers.month(scenario.asOf),
        ])
    }
  }

  /// What a reader must know of how old the parameters are; empty where nothing is stale.
  func parameterWarnings(_ lines: [ParameterLine]) -> [RichText] {
    var keysByDate: [CalendarDate: Set<String>] = [:]
    var unchecked: Set<String> = []
    for line in lines {
      guard let checked = line.checked else {
        unchecked.insert(line.key)
        continue
      }
      if scenario.asOf - checked.yearMonth > 12 { keysByDate[checked, default: []].insert(line.key) }
    }
    var warnings = keysByDate.sorted { $0.key < $1.key }.map { checked, keys in
      words.rich(
        SectionPhrase.stale,
        [
          "keys": keys.sorted().map { RichText.code($0) }.joined(by: ", "), "checked": checked.description,
          "month": numbers.month(scenario.asOf),
        ])
    }
    if !unchecked.isEmpty {
      warnings.append(
        words.rich(SectionPhrase.unchecked, ["keys": unchecked.sorted().map { RichText.code($0) }.joined(by: ", ")]))
    }
    return warnings + backgroundWarnings()
  }
}
