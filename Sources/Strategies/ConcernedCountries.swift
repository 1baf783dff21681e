// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Pensions
import Quantities

extension Scenario {
  /// The countries that a household has to do with: those whose area every simulation carries, and those in which one of its people, or a
  /// spouse of the past, has a record or a pension. What nobody has a record in costs nothing and stands in no table.
  ///
  /// - Parameter known: every country with rules, in the order in which the engine carries them.
  /// - Throws: `EconomyError` where the shipped areas cannot be read.
  public func concerned(among known: [any PensionSystem]) throws -> [any PensionSystem] {
    let areas = Set(try CurrencyAreas().areas.map(\.code))
    var named = Set<Country>()
    for member in members {
      named.formUnion(member.records.keys)
      named.formUnion(member.former.flatMap { $0.records.keys })
    }
    return known.filter { areas.contains($0.country.code) || named.contains($0.country) }
  }
}
