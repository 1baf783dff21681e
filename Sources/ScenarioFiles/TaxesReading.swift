// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Strategies

extension ScenarioReader {
  /// `taxes: full`, or `deductions: withholding` of older files.
  func taxes(_ fields: Fields) -> DeductionSetting {
    if let element = fields("taxes") {
      if let older = fields("deductions") {
        fail(
          older.position, "'deductions' is the older name of 'taxes', and both are stated",
          hint: "leave 'deductions' out")
      }
      return word(element, "taxes", ["full": .full, "withholding": .withholding, "none": .none]) ?? .withholding
    }
    let deductions: DeductionSetting =
      fields("deductions").flatMap { word($0, "deductions", ["withholding": .withholding, "none": .none]) }
      ?? .withholding
    if fields("deductions") == nil { assume("deductions", deductions.rawValue) }
    return deductions
  }

  /// Facts that income tax cannot do with: a residence that no treaty names, a status or class that the household cannot have, a year
  /// before the first scale.
  func checkTaxes(of scenario: Scenario, _ fields: Fields) {
    guard scenario.isTaxed, let place = fields("taxes")?.position else { return }
    do {
      // Facts change where somebody moves.
      let moves = scenario.members.flatMap(\.person.residence).map(\.from.year)
      let years = Set([scenario.asOf.year] + moves.filter { $0 > scenario.asOf.year }).sorted()
      for year in years { _ = try scenario.taxes(countries.compactMap { systems[$0] }, years: year...year) }
    } catch let refusal as TaxRefusal {
      fail(place, refusal.message, hint: refusal.hint)
    } catch {
      fail(place, "\(error)")
    }
  }
}
