// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Pensions

extension HouseholdPlan {
  /// Who pays, as far as the lanes need it: a country by its law, or what the household states.
  public struct Source: Sendable {
    /// By which tables tell its payments: a country's code, or what is stated.
    public var code: String
    public var name: String
    /// What its amounts are multiples of.
    var indexing: any AmountIndexing
    /// Along whose prices and wages its amounts move, an index into ``CurrencyAreas/areas``.
    public var area: Int
    /// What it pays in, an index into ``CurrencyAreas/currencies``.
    public var currency: Int
    public var settings: [String: String]
    /// Months from filing to the first payment of a claim on its own periods; nil where it states none.
    public var nationalMonths: Double?
    /// What the country brings to the economy; nil of what is stated.
    var country: EconomicCountry?

    /// Whether the month of a death is paid whole.
    var paysMonthOfDeath = false

    /// What decides how amounts of the same regime move.
    struct Moves: Hashable, Sendable {
      var code: String
      var area: Int
      var settings: [String: String]
    }

    var moves: Moves { Moves(code: code, area: area, settings: settings) }

    /// - Throws: ``ParameterError``, or ``SimulationError`` where the country or its currency is not among the areas.
    public init(system: any PensionSystem, in areas: CurrencyAreas, settings: [String: String]) throws {
      guard let area = areas.area(of: system.country.code), let currency = areas.currency(system.currency) else {
        throw SimulationError(
          "\(system.name) pays \(system.currency); simulated are "
            + areas.currencies.map(\.code.text).joined(separator: ", "))
      }
      (code, name, indexing) = (system.country.code, system.name, system)
      (self.area, self.currency, self.settings) = (area, currency, settings)
      (country, paysMonthOfDeath) = (system.economicCountry, system.paysMonthOfDeath)
      nationalMonths = try system.nationalFilingMonths()
    }

    /// Amounts that the household states, in a currency.
    ///
    /// - Parameters:
    ///   - code: by which tables tell them.
    ///   - area: along whose prices and wages they move; that of the currency by default.
    public init(stated code: String, area: Int? = nil, currency: Int, in areas: CurrencyAreas) {
      (self.code, name, indexing) = (code, code, StatedIndexing())
      (self.area, self.currency) = (area ?? areas.currencies[currency].area, currency)
      settings = [:]
    }
  }

  /// What the countries bring to the economy.
  public var countries: [EconomicCountry] { sources.compactMap(\.country) }

  /// Whether some country pays the month of a death whole.
  var paysMonthOfDeath: Bool { sources.contains { $0.paysMonthOfDeath } }
}
