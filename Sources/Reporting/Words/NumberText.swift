// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statistics
import Strategies

/// Numbers, amounts, months and ages as the reader's language writes them.
struct NumberText: Sendable {
  let language: Language

  /// U+00A0, so that a number and its unit stay on one line.
  static let space = "\u{A0}"
  static let minus = "\u{2212}"

  private var group: String {
    switch language {
    case .en: ","
    case .fr: "\u{202F}"
    case .de: "."
    }
  }
  private var point: String { language == .en ? "." : "," }

  func integer(_ value: Int) -> String { number(Double(value)) }

  /// Rounded half away from zero at `places` decimals; a dash where the value is not a number.
  func number(_ value: Double, _ places: Int = 0, signed: Bool = false) -> String {
    guard value.isFinite else { return "–" }
    let text = fixedDecimal(value, places)
    let negative = text.hasPrefix("-")
    let parts = (negative ? text.dropFirst() : Substring(text)).split(separator: ".")
    var whole = ""
    for (index, digit) in parts[0].enumerated() {
      if index > 0, (parts[0].count - index) % 3 == 0 { whole += group }
      whole.append(digit)
    }
    let fraction = parts.count > 1 ? point + parts[1] : ""
    let isZero = !text.contains { $0 >= "1" && $0 <= "9" }
    return (negative ? Self.minus : signed && !isZero ? "+" : "") + whole + fraction
  }

  func percent(_ share: Double, _ places: Int = 0) -> String { number(share * 100, places) + Self.space + "%" }

  /// A share that is neither 0 nor 1 is not shown as 0 % or 100 %.
  func share(_ share: Double) -> String {
    if share > 0, share < 0.005 { return "<" + Self.space + percent(0.01) }
    if share < 1, share >= 0.995 { return ">" + Self.space + percent(0.99) }
    return percent(share)
  }

  func money(_ value: Double, _ currency: CurrencyCode, _ places: Int = 0, signed: Bool = false) -> String {
    number(value, places, signed: signed) + Self.space + (currency == .eur ? "€" : currency.text)
  }

  func money(_ value: ExactDecimal, _ currency: CurrencyCode, _ places: Int = 2) -> String {
    money(value.double, currency, places)
  }

  /// `412 € ± 9 €`: whole units where the error is larger than cents; no error where nothing is left to chance, and a dash where
  /// none can be said.
  func estimate(_ value: Estimate, _ currency: CurrencyCode, signed: Bool = false) -> String {
    guard let error = value.standardError else { return money(value.value, currency, signed: signed) + Self.unknown }
    guard error > 0 else { return money(value.value, currency, signed: signed) }
    let places = error >= 0.5 ? 0 : 2
    return money(value.value, currency, places, signed: signed) + " ± "
      + (error < 0.005 ? "<" + Self.space + money(0.01, currency, 2) : money(error, currency, places))
  }

  /// In place of an error that cannot be said.
  private static let unknown = " ± –"

  /// `91.2 % ± 0.2 %`.
  func estimate(share value: Estimate) -> String {
    guard let error = value.standardError else { return share(value.value) + Self.unknown }
    guard error > 0 else { return share(value.value) }
    let places = error >= 0.01 ? 0 : error >= 0.001 ? 1 : 2
    return percent(value.value, places) + " ± " + percent(error, places)
  }

  /// `12.3 ± 0.1` in a unit that the sentence names.
  func estimate(_ value: Estimate) -> String {
    guard let error = value.standardError else { return number(value.value) + Self.unknown }
    guard error > 0 else { return number(value.value) }
    let places = error >= 1 ? 0 : error >= 0.1 ? 1 : 2
    return number(value.value, places) + " ± " + number(error, places)
  }

  func interval(_ range: ClosedRange<Double>, _ currency: CurrencyCode, _ to: String) -> String {
    money(range.lowerBound, currency, signed: true) + " " + to + " " + money(range.upperBound, currency, signed: true)
  }

  func month(_ month: YearMonth) -> String {
    let names =
      switch language {
      case .en:
        [
          "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December",
        ]
      case .fr:
        [
          "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
          "novembre", "décembre",
        ]
      case .de:
        [
          "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
          "November", "Dezember",
        ]
      }
    return names[month.month - 1] + Self.space + String(month.year)
  }

  /// `65` or `65y6m`, where there is little room.
  func shortAge(_ age: Age) -> String {
    guard age.months > 0 else { return String(age.years) }
    return switch language {
    case .en: "\(age.years)y\(age.months)m"
    case .fr: "\(age.years)a\(age.months)m"
    case .de: "\(age.years)J\(age.months)M"
    }
  }

  /// `65` or `65 years 6 months`; in French `65 ans`, as no age stands there without its unit.
  func age(_ age: Age) -> String {
    guard age.months > 0 else { return String(age.years) + (language == .fr ? Self.space + "ans" : "") }
    let words: (String, String, String) =
      switch language {
      case .en: ("years", "month", "months")
      case .fr: ("ans", "mois", "mois")
      case .de: ("Jahren", "Monat", "Monaten")
      }
    let unit = age.months == 1 ? words.1 : words.2
    return "\(age.years)\(Self.space)\(words.0) \(age.months)\(Self.space)\(unit)"
  }
}

/// A plain decimal with `places` decimals, free of locale, rounded half away from zero; for files and scripts.
///
/// - Precondition: the value is finite.
func fixedDecimal(_ value: Double, _ places: Int) -> String {
  guard value.isFinite else { return value.isNaN ? "–" : value < 0 ? "-∞" : "∞" }
  var power = 1.0
  for _ in 0..<places { power *= 10 }
  let scaled = (value.magnitude * power).rounded(.toNearestOrAwayFromZero)
  guard scaled < 9e15 else { return value.description }
  var digits = String(Int64(scaled))
  if digits.utf8.count <= places { digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits }
  let split = digits.index(digits.endIndex, offsetBy: -places)
  let sign = value < 0 && scaled > 0 ? "-" : ""
  return sign + digits[..<split] + (places > 0 ? "." + digits[split...] : "")
}
