// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

extension ScenarioReader {
  /// Whether a record says when somebody was insured and no more, where the country's law makes of that no pension but coverage for others.
  func isBare(_ record: Element, of system: any PensionSystem) -> Bool {
    guard system.vocabulary.takesBareMonths, let entries = record.entries, !entries.isEmpty,
      entries.allSatisfy({ $0.key == "periods" }), let periods = entries[0].value.items, !periods.isEmpty
    else { return false }
    let own = Set(ScenarioKeys.coverage.keys.map(\.name))
    return periods.allSatisfy { $0.entries?.allSatisfy { own.contains($0.key) } ?? false }
  }
}
