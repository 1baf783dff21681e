// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// What a country brings to the economy beside its law.
public struct EconomicCountry: Sendable {
  /// ISO 3166-1 alpha-2.
  public var code: String
  /// What it pays in.
  public var currency: CurrencyCode
  /// Its parameters, among which those of its prices, wages and rates, and of its currency, may be; see the README of Economy.
  public var parameters: ParameterLibrary

  public init(code: String, currency: CurrencyCode, parameters: ParameterLibrary = ParameterLibrary()) {
    (self.code, self.currency, self.parameters) = (code, currency, parameters)
  }
}

/// The areas and currencies that are simulated together, in the order in which blocks hold them: those of `areas.yaml`, then what
/// other countries bring.
///
/// An area is a country's prices, wages, rates and returns. Every currency but the first, in which the others are priced, has a
/// process of its real rate.
public struct CurrencyAreas: Sendable {
  public struct Area: Hashable, Sendable {
    /// The country's.
    public let code: String
    public let currency: CurrencyCode
    /// The area that its prices or wages follow, where it has no series of its own for them.
    public let follows: String?
    /// By kind, an index into ``CurrencyAreas/series``.
    let columns: [Int]

    func column(_ kind: MacroSeries.Kind) -> Int { columns[kind.rawValue] }
  }

  public struct Currency: Hashable, Sendable {
    public let code: CurrencyCode
    /// The area at whose prices it is spent, an index into ``CurrencyAreas/areas``.
    public let area: Int
    /// The currency that its rate is modelled against, an index into ``CurrencyAreas/currencies``; its own index for the first.
    public let base: Int
    /// Where its process stands, an index into ``CurrencyAreas/libraries``.
    let file: Int
    /// Number of the streams of its draws; 0 is the process that a scenario's settings choose.
    let process: Int
  }

  public private(set) var areas: [Area] = []
  public private(set) var currencies: [Currency] = []
  public private(set) var series: [MacroSeries] = []
  /// Files in which equations and processes stand, the shipped ones first.
  private(set) var libraries: [ParameterLibrary] = []

  /// The area of a country; nil where it is not simulated.
  public func area(of country: String) -> Int? { areas.firstIndex { $0.code == country } }
  /// A currency's place; nil where it is not simulated.
  public func currency(_ code: CurrencyCode) -> Int? { currencies.firstIndex { $0.code == code } }
  /// The currency in which the others are priced.
  public var numeraire: CurrencyCode { currencies[0].code }
  /// The currency whose process a scenario's settings choose, an index into ``currencies``.
  public static let modelled = 1

  /// - Parameter countries: in the order in which they are carried; those of `areas.yaml` bring nothing.
  /// - Throws: ``EconomyError`` where a country's currency has no process or its area no series; `ParameterError` where a file is broken.
  public init(_ countries: [EconomicCountry] = []) throws {
    let shipped = try EconomyParameters.shipped()
    libraries = [shipped.library]
    func list(_ name: String) throws -> [String] { try shipped.value(name, in: .january(2026)) }
    let names = try list("economy.series")
    var kinds: [String: MacroSeries.Kind] = [:]
    for code in try list("economy.areas") {
      let columns = try list("economy.area.\(code)")
      for (kind, name) in zip(MacroSeries.Kind.allCases, columns) { kinds[name] = kind }
      areas.append(
        Area(
          code: code, currency: CurrencyCode(""), follows: nil, columns: try columns.map { try index($0, in: names) }))
    }
    series = try names.enumerated().map { number, name in
      guard let kind = kinds[name] else { throw EconomyError(name: name, message: "no area has the series '\(name)'") }
      return MacroSeries(name: name, kind: kind, stream: number, origin: .file(0))
    }
    for (number, text) in try list("economy.currencies").enumerated() {
      let home: String = try shipped.value("economy.currency.\(text).area", in: .january(2026))
      let area = try index(home, in: areas.map(\.code))
      let code = CurrencyCode(text)
      currencies.append(Currency(code: code, area: area, base: 0, file: 0, process: 0))
      areas[area] = Area(code: home, currency: code, follows: nil, columns: areas[area].columns)
      precondition(number <= Self.modelled, "\(text) has no process that settings choose")
    }
    for country in countries { try add(country) }
  }

  private func index(_ name: String, in names: [String]) throws -> Int {
    guard let index = names.firstIndex(of: name) else {
      throw EconomyError.unknown("series or area", name, known: names)
    }
    return index
  }

  private mutating func add(_ country: EconomicCountry) throws {
    if currency(country.currency) == nil { try addCurrency(of: country) }
    guard area(of: country.code) == nil else { return }
    libraries.append(country.parameters)
    try addArea(country.code, currency: country.currency, file: libraries.count - 1)
  }

  /// A currency that the country's own file brings, with the area at whose prices it is spent.
  private mutating func addCurrency(of country: EconomicCountry) throws {
    let code = country.currency
    let parameters = EconomyParameters(library: country.parameters)
    func text(_ name: String) throws -> String? {
      let key = "economy.currency.\(code).\(name)"
      return country.parameters.series[key] == nil ? nil : try parameters.value(key, in: .january(2026)) as String
    }
    guard try text("model") != nil else {
      throw EconomyError(
        name: code.text, message: "\(country.code) pays \(code), whose exchange rate is not simulated",
        hint: "give economy.currency.\(code).model and what belongs to it, as the README of Economy says")
    }
    let against = try text("against").map { CurrencyCode($0) } ?? numeraire
    guard let base = currency(against) else {
      throw EconomyError.unknown("currency", against.text, known: currencies.map(\.code.text))
    }
    libraries.append(country.parameters)
    let file = libraries.count - 1
    let home = try text("area") ?? country.code
    if area(of: home) == nil { try addArea(home, currency: code, file: file, isHome: true) }
    currencies.append(
      Currency(
        code: code, area: try index(home, in: areas.map(\.code)), base: base, file: file,
        process: 1 + (try Self.number(code.text, letters: 3))))
  }

  /// - Parameter isHome: the currency is spent at its prices, so that it has nobody to follow.
  private mutating func addArea(_ code: String, currency: CurrencyCode, file: Int, isHome: Bool = false) throws {
    let place = try Self.number(code, letters: 2)
    let followed = isHome ? nil : self.currency(currency).map { currencies[$0].area }
    var follows: String?
    let columns = try MacroSeries.Kind.allCases.map { kind in
      let name = "\(kind.prefix)_\(code.lowercased())"
      let stream = Self.firstStream + place * MacroSeries.Kind.allCases.count + kind.rawValue
      if libraries[file].series["economy.macro.\(name).mean"] != nil {
        series.append(MacroSeries(name: name, kind: kind, stream: stream, origin: .file(file)))
        return series.count - 1
      }
      guard let followed else {
        throw EconomyError(
          name: name, message: "\(currency) is spent at the prices of \(code), which has no series '\(name)'",
          hint: "give economy.macro.\(name).mean and .sigma with their sources")
      }
      let theirs = areas[followed].column(kind)
      // Rates and returns are those of the currency.
      guard kind == .inflation || kind == .wages else { return theirs }
      follows = areas[followed].code
      series.append(
        MacroSeries(name: name, kind: kind, stream: stream, origin: .follows(theirs, file: file)))
      return series.count - 1
    }
    areas.append(Area(code: code, currency: currency, follows: follows, columns: columns))
  }

  /// Streams below are those of the shipped series.
  private static let firstStream = 16

  /// A code's place among all codes of so many letters.
  private static func number(_ code: String, letters: Int) throws(EconomyError) -> Int {
    guard code.utf8.count == letters, code.utf8.allSatisfy({ (65...90).contains($0) }) else {
      throw EconomyError(name: code, message: "'\(code)' is no code of \(letters) capital letters")
    }
    return code.utf8.reduce(0) { 26 * $0 + Int($1 - 65) }
  }
}
