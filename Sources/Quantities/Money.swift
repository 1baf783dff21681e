// SPDX-License-Identifier: GPL-3.0-or-later

/// A currency as a type, so that dollars and euros cannot be added.
public protocol Currency: Sendable {
  /// ISO 4217.
  static var code: CurrencyCode { get }
}

/// ISO 4217 code, where the currency is known only at run time.
public struct CurrencyCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let text: String
  public init(_ text: String) { self.text = text }
  public static func < (a: Self, b: Self) -> Bool { a.text < b.text }
  public var description: String { text }
  public static let usd = CurrencyCode("USD")
  public static let eur = CurrencyCode("EUR")
}

public enum USD: Currency { public static let code = CurrencyCode.usd }
public enum EUR: Currency { public static let code = CurrencyCode.eur }

/// An exact amount in cents.
public struct Money<C: Currency>: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var cents: Int

  public init(cents: Int) { self.cents = cents }

  /// Rounds an exact decimal as the law says.
  public init(_ amount: ExactDecimal, rounded rounding: Rounding) {
    let step = ExactDecimal(scaled: Int128(rounding.cents) * ExactDecimal.unit / 100)
    cents = Int(amount.rounded(rounding, toMultipleOf: step).scaled * 100 / ExactDecimal.unit)
  }

  public static var zero: Self { Self(cents: 0) }
  public static func + (a: Self, b: Self) -> Self { Self(cents: a.cents + b.cents) }
  public static func - (a: Self, b: Self) -> Self { Self(cents: a.cents - b.cents) }
  public static func += (a: inout Self, b: Self) { a = a + b }
  public static func -= (a: inout Self, b: Self) { a = a - b }
  public static func * (a: Self, count: Int) -> Self { Self(cents: a.cents * count) }
  public static func < (a: Self, b: Self) -> Bool { a.cents < b.cents }

  /// The amount in units of the currency.
  public var amount: ExactDecimal { ExactDecimal(scaled: Int128(cents) * (ExactDecimal.unit / 100)) }
  public var double: Double { Double(cents) / 100 }

  /// `amount · numerator / denominator`, rounded once: multiply before dividing, as the law's fractions ask.
  public func multiplied(by numerator: Int, over denominator: Int, rounded rounding: Rounding) -> Self {
    Self(
      cents: rounding.multiple(
        of: Int128(cents) * Int128(numerator), over: Int128(denominator) * Int128(rounding.cents)) * rounding.cents)
  }

  public func rounded(_ rounding: Rounding) -> Self { multiplied(by: 1, over: 1, rounded: rounding) }

  /// Plain number with two decimals, `1842.50`.
  public var text: String {
    let magnitude = cents.magnitude
    return (cents < 0 ? "-" : "") + "\(magnitude / 100)." + padded(Int(magnitude % 100), 2)
  }

  /// `1842.50 EUR`.
  public var description: String { "\(text) \(C.code)" }
}

extension Money: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  public init(integerLiteral value: Int) { cents = value * 100 }
  /// A literal means the cents that are written.
  public init(floatLiteral value: Double) { self.init(ExactDecimal(floatLiteral: value), rounded: .halfUp) }
}

/// How an amount becomes money: in which direction, and to a multiple of how many cents.
///
/// The last digits that a quotient leaves (below 10⁻¹⁴) are shed first, so $3,076.80 rounds down to $3,076.80.
public struct Rounding: Hashable, Sendable {
  public enum Direction: String, Sendable {
    /// To the next lower multiple.
    case down
    /// To the next higher multiple.
    case up
    /// To the nearest, ties away from zero.
    case halfUp
    case towardZero
  }

  public let direction: Direction
  public let cents: Int

  public init(_ direction: Direction, cents: Int) {
    precondition(cents > 0, "rounding to \(cents) cents")
    (self.direction, self.cents) = (direction, cents)
  }

  /// `numerator / denominator` as a whole number in this direction, without any intermediate rounding.
  func multiple(of numerator: Int128, over denominator: Int128) -> Int {
    precondition(denominator != 0, "division of \(numerator) by zero")
    let (n, d) = denominator > 0 ? (numerator, denominator) : (-numerator, -denominator)
    let (quotient, rest) = n.quotientAndRemainder(dividingBy: d)
    let floor = rest < 0 ? quotient - 1 : quotient
    let excess = n - floor * d
    return switch direction {
    case .down: Int(floor)
    case .up: Int(excess > 0 ? floor + 1 : floor)
    case .towardZero: Int(quotient)
    case .halfUp: Int(excess * 2 > d || (excess * 2 == d && n >= 0) ? floor + 1 : floor)
    }
  }

  public static func down(toCents cents: Int) -> Self { Self(.down, cents: cents) }
  public static func up(toCents cents: Int) -> Self { Self(.up, cents: cents) }
  public static func nearest(toCents cents: Int) -> Self { Self(.halfUp, cents: cents) }
  /// Nearest cent, ties away from zero.
  public static let halfUp = Self(.halfUp, cents: 1)
}

/// A price of one currency in another.
public struct ExchangeRate<Base: Currency, Quote: Currency>: Hashable, Sendable {
  /// Units of `Quote` for one `Base`.
  public let quotePerBase: ExactDecimal

  public init(quotePerBase: ExactDecimal) {
    precondition(quotePerBase > .zero, "an exchange rate of \(quotePerBase)")
    self.quotePerBase = quotePerBase
  }
}

extension Money {
  /// To the nearest cent of the other currency.
  public func converted<Quote>(at rate: ExchangeRate<C, Quote>) -> Money<Quote> {
    Money<Quote>(amount * rate.quotePerBase, rounded: .halfUp)
  }

  /// To the nearest cent, against the direction in which the rate is quoted.
  public func converted<Base>(at rate: ExchangeRate<Base, C>) -> Money<Base> {
    Money<Base>(amount / rate.quotePerBase, rounded: .halfUp)
  }
}
