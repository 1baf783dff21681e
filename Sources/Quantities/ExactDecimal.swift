// SPDX-License-Identifier: GPL-3.0-or-later

/// A decimal number with eighteen places, held in 128 bits, for the intermediate amounts of the law.
///
/// Sums are exact; products and quotients are rounded half to even at the eighteenth place, far below anything
/// that a law rounds. The range is about ±1.7 × 10²⁰; leaving it stops the program.
public struct ExactDecimal: Hashable, Comparable, Sendable {
  /// The value times 10¹⁸.
  public let scaled: Int128

  static let unit: Int128 = 1_000_000_000_000_000_000

  public init(scaled: Int128) { self.scaled = scaled }
  public init(_ value: Int) { scaled = Int128(value) * Self.unit }

  /// `numerator / denominator`, rounded at the eighteenth place.
  public init(_ numerator: Int, over denominator: Int) {
    self = Self(numerator) / Self(denominator)
  }

  /// The shortest decimal that prints as this number, so `0.1` is one tenth.
  ///
  /// - Returns: nil when the value is not finite, or out of range.
  public init?(shortest value: Double) {
    guard value.isFinite, abs(value) < 1e18 else { return nil }
    self.init(value.description)
  }

  /// Reads `-12.345`, with an optional exponent as Swift prints it; nil otherwise.
  public init?(_ text: some StringProtocol) {
    var mantissa = Substring(text)
    var exponent = 0
    if let e = mantissa.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      guard let value = Int(mantissa[mantissa.index(after: e)...]), value.magnitude <= 36 else { return nil }
      exponent = value
      mantissa = mantissa[..<e]
    }
    var negative = false
    if let sign = mantissa.first, sign == "-" || sign == "+" {
      negative = sign == "-"
      mantissa = mantissa.dropFirst()
    }
    let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, !(whole.isEmpty && parts.count == 1) else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard !(whole.isEmpty && fraction.isEmpty) else { return nil }
    var value: Int128 = 0
    var places = 18 + exponent
    for (digits, isFraction) in [(whole, false), (fraction, true)] {
      for byte in digits.utf8 {
        guard byte >= 48, byte <= 57 else { return nil }
        if isFraction {
          guard places > 0 else { continue }  // beyond the eighteenth place
          places -= 1
        }
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int128(byte - 48))
        guard !overflow, !carry else { return nil }
        value = sum
      }
    }
    while places > 0 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = product
      places -= 1
    }
    while places < 0 {
      value /= 10
      places += 1
    }
    scaled = negative ? -value : value
  }

  public static let zero = Self(0)
  public static let one = Self(1)

  public static func + (a: Self, b: Self) -> Self { Self(scaled: a.scaled + b.scaled) }
  public static func - (a: Self, b: Self) -> Self { Self(scaled: a.scaled - b.scaled) }
  public static prefix func - (a: Self) -> Self { Self(scaled: -a.scaled) }
  public static func += (a: inout Self, b: Self) { a = a + b }
  public static func -= (a: inout Self, b: Self) { a = a - b }
  public static func < (a: Self, b: Self) -> Bool { a.scaled < b.scaled }

  public static func * (a: Self, b: Self) -> Self { Self(scaled: divideProduct(a.scaled, b.scaled, by: unit)) }
  public static func * (a: Self, b: Int) -> Self { Self(scaled: a.scaled * Int128(b)) }
  public static func / (a: Self, b: Self) -> Self {
    precondition(b.scaled != 0, "division of \(a) by zero")
    return Self(scaled: divideProduct(a.scaled, unit, by: b.scaled))
  }
  public static func / (a: Self, b: Int) -> Self { a / Self(b) }

  /// `self · numerator / denominator` with one rounding.
  public func scaled(by numerator: Self, over denominator: Self) -> Self {
    Self(scaled: Self.divideProduct(scaled, numerator.scaled, by: denominator.scaled))
  }

  /// `a · b / c`, the product in 256 bits, rounded half to even.
  private static func divideProduct(_ a: Int128, _ b: Int128, by c: Int128) -> Int128 {
    let negative = ((a < 0) != (b < 0)) != (c < 0)
    let (x, y, z) = (a.magnitude, b.magnitude, c.magnitude)
    let product = x.multipliedFullWidth(by: y)
    precondition(product.high < z, "ExactDecimal overflow")
    var (quotient, remainder) = z.dividingFullWidth(product)
    let twice = remainder.multipliedReportingOverflow(by: 2)
    if twice.overflow || twice.partialValue > z || (twice.partialValue == z && quotient & 1 == 1) { quotient += 1 }
    precondition(quotient <= UInt128(Int128.max), "ExactDecimal overflow")
    return negative ? -Int128(quotient) : Int128(quotient)
  }

  /// The largest multiple of `step` not above the value, after shedding noise of 10⁻¹⁴ (see ``Rounding``).
  public func rounded(_ rounding: Rounding, toMultipleOf step: Self) -> Self {
    precondition(step.scaled > 0, "rounding to a multiple of \(step)")
    let clean = Self.shedNoise(scaled)
    let (whole, rest) = clean.quotientAndRemainder(dividingBy: step.scaled)
    let floor = rest < 0 ? whole - 1 : whole
    let excess = clean - floor * step.scaled
    let steps: Int128 =
      switch rounding.direction {
      case .down: floor
      case .up: excess > 0 ? floor + 1 : floor
      case .towardZero: whole
      case .halfUp:
        clean >= 0
          ? (excess * 2 >= step.scaled ? floor + 1 : floor)
          : (excess * 2 > step.scaled ? floor + 1 : floor)
      }
    return Self(scaled: steps * step.scaled)
  }

  /// Nearest at `places` decimals, ties away from zero.
  public func roundedHalfUp(places: Int) -> Self {
    rounded(Rounding(.halfUp, cents: 1), toMultipleOf: Self.power(ofTen: -places))
  }

  /// 10 to a power between −18 and 18.
  public static func power(ofTen exponent: Int) -> Self {
    precondition((-18...18).contains(exponent), "power \(exponent)")
    var value: Int128 = 1
    for _ in 0..<(18 + exponent) { value *= 10 }
    return Self(scaled: value)
  }

  /// Quotients leave a last digit that is not in the law; 10⁻¹⁴ is below every amount and above that digit.
  private static func shedNoise(_ value: Int128) -> Int128 {
    let grain: Int128 = 10_000
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: grain)
    if rest * 2 >= grain { return (quotient + 1) * grain }
    if rest * 2 <= -grain { return (quotient - 1) * grain }
    return quotient * grain
  }

  /// Nearest `Double`, for the engine's lanes.
  public var double: Double { Double(scaled / Self.unit) + Double(scaled % Self.unit) / 1e18 }
  /// The whole part, toward zero.
  public var whole: Int { Int(scaled / Self.unit) }
}

extension ExactDecimal: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
  /// A literal means the decimal that is written, to 15 digits.
  public init(floatLiteral value: Double) { self.init(shortest: value)! }
}

extension ExactDecimal: CustomStringConvertible {
  /// Plain decimal without trailing zeros.
  public var description: String { text(places: 0) }

  /// Plain decimal with at least `places` decimals; more where the value has them.
  public func text(places: Int) -> String {
    let magnitude = scaled.magnitude
    let whole = magnitude / UInt128(Self.unit)
    var fraction = String(magnitude % UInt128(Self.unit))
    fraction = String(repeating: "0", count: 18 - fraction.utf8.count) + fraction
    while fraction.utf8.count > places, fraction.hasSuffix("0") { fraction.removeLast() }
    return (scaled < 0 ? "-" : "") + "\(whole)" + (fraction.isEmpty ? "" : "." + fraction)
  }
}
