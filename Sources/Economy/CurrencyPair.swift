// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Two currencies in the order of a quotation: units of the first for one of the second.
public struct CurrencyPair: Hashable, Sendable, CustomStringConvertible {
  public var counted: CurrencyCode
  public var unit: CurrencyCode

  public init(_ counted: CurrencyCode, per unit: CurrencyCode) { (self.counted, self.unit) = (counted, unit) }

  /// Reads a key of the form `aaa_per_bbb`; nil for anything else.
  public init?(key: String) {
    let codes = key.split(separator: "_", omittingEmptySubsequences: false)
    guard codes.count == 3, codes[1] == "per", codes[0] != codes[2],
      [codes[0], codes[2]].allSatisfy({ $0.utf8.count == 3 && $0.utf8.allSatisfy { (97...122).contains($0) } })
    else { return nil }
    self.init(CurrencyCode(codes[0].uppercased()), per: CurrencyCode(codes[2].uppercased()))
  }

  /// As a key: `aaa_per_bbb`.
  public var description: String { "\(counted.text.lowercased())_per_\(unit.text.lowercased())" }

  public var inverse: CurrencyPair { CurrencyPair(unit, per: counted) }
}

extension EconomySettings {
  /// What is stated of a currency's rate in the valuation month, in either order; nil where nothing is.
  ///
  /// - Throws: ``EconomyError`` for a rate of 0 or below, and for both orders at once.
  func statedRate(_ pair: CurrencyPair) throws(EconomyError) -> Double? {
    guard let value = statedRates[pair] ?? statedRates[pair.inverse].map({ 1 / $0 }) else { return nil }
    if statedRates[pair] != nil, statedRates[pair.inverse] != nil {
      throw EconomyError(
        name: pair.description, message: "'\(pair)' and '\(pair.inverse)' are stated both", hint: "keep one of them")
    }
    guard value > 0, value.isFinite else { throw .invalid(pair.description, value, "a rate is above 0") }
    return value
  }
}

extension CurrencyAreas {
  /// The rate that each currency is modelled by, against its base; nil for the first.
  func pair(of currency: Int) -> CurrencyPair? {
    currency == 0 ? nil : CurrencyPair(currencies[currencies[currency].base].code, per: currencies[currency].code)
  }

  /// Refuses a stated rate of two currencies whose rate is not modelled directly.
  public func check(_ stated: [CurrencyPair: Double]) throws(EconomyError) {
    let known = currencies.indices.compactMap { pair(of: $0) }
    for pair in stated.keys.sorted(by: { $0.description < $1.description })
    where !known.contains(pair) && !known.contains(pair.inverse) {
      throw EconomyError.unknown("exchange rate", pair.description, known: known.map(\.description))
    }
  }
}
