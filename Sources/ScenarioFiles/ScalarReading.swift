// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// Text becomes a month, an age, money: typed by the key that holds it, never by how it looks.
extension ScenarioReader {
  /// Years that a scenario can speak of.
  static let years = 1900...2200

  package func text(_ element: Element, _ what: String, hint: String? = nil) -> String? {
    guard let text = element.text, !text.isEmpty, element.scalar != .truth else {
      fail(element.position, "'\(what)' is \(describe(element)); text is wanted", hint: hint)
      return nil
    }
    guard !text.unicodeScalars.contains(where: { $0.isControl && $0 != "\n" && $0 != "\t" }) else {
      fail(
        element.position, "'\(what)' holds a character that cannot be seen: '\(text.shortened)'",
        hint: "type it again; a terminal or a spreadsheet would obey it")
      return nil
    }
    return text
  }

  /// The text of a number.
  ///
  /// Where the file's format has types of its own, a number in quotes is refused: what wrote it meant something else.
  package func digits(_ element: Element, _ what: String, hint: String? = nil) -> String? {
    if element.scalar == .text, let text = element.text, !text.isEmpty {
      fail(
        element.position, "'\(what)' is the text '\(text.shortened)'; a number is wanted",
        hint: "take the quotes away")
      return nil
    }
    return text(element, what, hint: hint)
  }

  /// One of a few words.
  package func word<Value>(_ element: Element, _ what: String, _ known: KeyValuePairs<String, Value>) -> Value? {
    let words = known.map(\.key)
    guard let text = text(element, what, hint: "one of \(words.joined(separator: ", "))") else { return nil }
    if let found = known.first(where: { $0.key == text }) { return found.value }
    let guess = Spelling.nearest(to: text, among: words)
    fail(
      element.position,
      "'\(what)' is '\(text.shortened)'" + (guess.map { "; did you mean '\($0)'?" } ?? ", which is not known"),
      hint: "one of \(words.joined(separator: ", "))")
    return nil
  }

  package func flag(_ element: Element, _ what: String) -> Bool? {
    word(element, what, ["yes": true, "no": false, "true": true, "false": false])
  }

  // MARK: Time

  package func month(_ element: Element, _ what: String) -> YearMonth? {
    guard let text = text(element, what, hint: "a month is YYYY-MM, for example 2026-11") else { return nil }
    return month(text, what, at: element.position)
  }

  func month(_ text: String, _ what: String, at position: Position) -> YearMonth? {
    if let month = YearMonth(text), text.utf8.allSatisfy({ $0 == 45 || (48...57).contains($0) }) {
      guard Self.years.contains(month.year) else {
        fail(position, "'\(what)' is \(month), which is out of range", hint: "years run from 1900 to 2200")
        return nil
      }
      return month
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.count <= 4 ? Int($0) : nil }
    if numbers.count == 2, parts.count == 2, parts[0].count == 4, parts[1].count == 2 {
      fail(position, "month '\(text)' does not exist", hint: "months run from 01 to 12, for example \(parts[0])-12")
    } else if numbers.count == 3, parts.count == 3 {
      fail(
        position, "'\(what)' is the day '\(text)'; a month is wanted",
        hint: "leave the day out: \(parts[0])-\(parts[1])")
    } else {
      fail(
        position, "'\(what)' is '\(text.shortened)', which is not a month",
        hint: "a month is YYYY-MM, for example 2026-11")
    }
    return nil
  }

  package func day(_ element: Element, _ what: String) -> CalendarDate? {
    guard let text = text(element, what, hint: "a day is YYYY-MM-DD, for example 1966-05-14") else { return nil }
    if let day = CalendarDate(text), text.utf8.allSatisfy({ $0 == 45 || (48...57).contains($0) }) {
      if Self.years.contains(day.year) { return day }
      fail(element.position, "'\(what)' is \(day), which is out of range", hint: "years run from 1900 to 2200")
      return nil
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let looksRight = parts.map(\.utf8.count) == [4, 2, 2] && parts.allSatisfy { Int($0) != nil }
    fail(
      element.position,
      looksRight ? "day '\(text)' does not exist" : "'\(what)' is '\(text.shortened)', which is not a day",
      hint: "a day is YYYY-MM-DD, for example 1966-05-14")
    return nil
  }

  /// A span `2001-03..2016-02`, open at an end, or a single month.
  func span(_ element: Element, _ what: String, openStart: YearMonth?) -> (from: YearMonth, through: YearMonth?)? {
    let form = "a span is 1990-09..2001-02, or 2001-03.. where it lasts"
    guard let text = text(element, what, hint: form) else { return nil }
    guard let dots = text.firstRange(of: "..") else {
      return month(text, what, at: element.position).map { ($0, $0) }
    }
    let (first, last) = (String(text[..<dots.lowerBound]).trimmed, String(text[dots.upperBound...]).trimmed)
    var from = openStart
    if !first.isEmpty { from = month(first, what, at: element.position) }
    guard let from else {
      if first.isEmpty { fail(element.position, "'\(what)' has no first month: '\(text.shortened)'", hint: form) }
      return nil
    }
    if last.isEmpty { return (from, nil) }
    guard let through = month(last, what, at: element.position) else { return nil }
    guard from <= through else {
      fail(element.position, "'\(what)' ends before it starts: '\(text)'", hint: "the earlier month comes first")
      return nil
    }
    return (from, through)
  }

  /// A calendar year.
  package func year(_ text: String, _ what: String, at position: Position) -> Int? {
    guard text.utf8.count == 4, text.utf8.allSatisfy({ (48...57).contains($0) }), let year = Int(text) else {
      fail(
        position, "'\(what)' is '\(text.shortened)', which is not a year",
        hint: "a year has four digits, for example 1994")
      return nil
    }
    guard Self.years.contains(year) else {
      fail(
        position, "'\(what)' has the year \(year), which is out of range",
        hint: "years run from \(Self.years.lowerBound) to \(Self.years.upperBound)")
      return nil
    }
    return year
  }

  /// `6 months`, `1 year`, or a plain number of months.
  package func months(_ element: Element, _ what: String) -> Int? {
    let form = "a duration is a number of months, for example 6 months"
    guard let text = text(element, what, hint: form) else { return nil }
    guard let months = Self.months(text) else {
      fail(element.position, "'\(what)' is '\(text.shortened)', which is not a duration", hint: form)
      return nil
    }
    return months
  }

  static func months(_ text: String) -> Int? {
    let words = text.split(separator: " ")
    guard (1...2).contains(words.count), words[0].utf8.count <= 4, let count = Int(words[0]), count >= 0 else {
      return nil
    }
    guard words.count == 2 else { return count }
    switch words[1] {
    case "month", "months": return count
    case "year", "years": return count * 12
    default: return nil
    }
  }

  /// An age of a human being: `62`, `62y6m`.
  static func age(_ text: String) -> Age? {
    guard text.utf8.count <= 7, let age = Age(text), age.years <= 120,
      text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 121 || $0 == 109 })
    else { return nil }
    return age
  }

  // MARK: Numbers

  /// A plain decimal; `8 %` is 0.08.
  package func number(_ element: Element, _ what: String, in range: ClosedRange<Double>) -> Double? {
    let form = "a plain number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))"
    guard let text = digits(element, what, hint: form) else { return nil }
    guard let value = Self.number(text) else {
      fail(element.position, "'\(what)' is '\(text.shortened)', which is not a number", hint: form)
      return nil
    }
    guard range.contains(value) else {
      fail(element.position, "'\(what)' is \(text.shortened), which is out of range", hint: form)
      return nil
    }
    return value
  }

  static func number(_ text: String) -> Double? {
    var digits = Substring(text)
    var scale = 1.0
    if digits.last == "%" {
      digits = digits.dropLast()
      while digits.last == " " { digits = digits.dropLast() }
      scale = 100
    }
    guard isPlain(digits), let exact = ExactDecimal(digits) else { return nil }
    // One division of the nearest double, so that 8 % is the double nearest to 0.08.
    return (Double(digits) ?? exact.double) / scale
  }

  /// Digits, a point and a sign; no exponents, hexadecimals or infinities.
  private static func isPlain(_ text: Substring) -> Bool {
    text.utf8.count <= 30 && text.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 || $0 == 45 || $0 == 43 }
  }

  package func count(_ element: Element, _ what: String, in range: ClosedRange<Int>) -> Int? {
    let form = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let text = digits(element, what, hint: form) else { return nil }
    let plain = text.replacing("_", with: "")
    guard plain.utf8.count <= 19, let value = Int(plain), range.contains(value) else {
      fail(element.position, "'\(what)' is '\(text.shortened)', which is no whole number in range", hint: form)
      return nil
    }
    return value
  }

  // MARK: Money

  /// `2400 EUR`, or `2400` where the currency is known.
  package func money(_ element: Element, _ what: String, in currency: CurrencyCode?) -> ExactDecimal? {
    let form = "money is a plain number, then the currency if you like: 2400 \(currency?.text ?? "EUR")"
    guard let text = digits(element, what, hint: form) else { return nil }
    let words = text.split(separator: " ")
    // 4.200 EUR is four thousand two hundred to one reader and four euros twenty to another.
    if case .twoWays(let thousands, let decimals)? = words.first.map({ NumberReading($0) }) {
      fail(
        element.position, "'\(what)' is '\(text.shortened)', which can be read as \(thousands) or as \(decimals)",
        hint: "write \(thousands), or \(decimals.text(places: 2))")
      return nil
    }
    guard (1...2).contains(words.count), Self.isPlain(words[0]), let amount = ExactDecimal(words[0]),
      words.count == 1 || words[1].count == 3
    else {
      var digits = text
      if let last = words.last, words.count > 1, last.utf8.allSatisfy({ (65...90).contains($0) }) {
        digits = words.dropLast().joined(separator: " ")
      }
      let hint =
        NumberReading(digits).value.map { "write \($0): nothing between thousands, cents after a point" } ?? form
      fail(element.position, "'\(what)' is '\(text.shortened)', which is not an amount of money", hint: hint)
      return nil
    }
    if words.count == 2, let currency, words[1] != currency.text {
      fail(element.position, "'\(what)' is in \(words[1]); it is counted in \(currency)", hint: form)
      return nil
    }
    guard amount >= .zero else {
      fail(
        element.position, "'\(what)' is negative: \(text)",
        hint: amount == ExactDecimal(-1)
          ? "-1 on a statement means not recorded yet: leave it out; 0 would say that there was nothing"
          : "write 0, or leave it out")
      return nil
    }
    guard amount < ExactDecimal(1_000_000_000_000) else {
      fail(element.position, "'\(what)' is \(text.shortened), which is out of range", hint: form)
      return nil
    }
    return amount
  }

  /// Digits that a comma without quotes has cut in two, `34,225` in `{ 1994: 34,225 }`: YAML ends the value at the comma, and what
  /// follows is a key without a value.
  ///
  /// - Returns: the digits as they were typed, and how many entries they take; nil where the entry is whole.
  func cutByComma(_ entries: [Element.Entry], at index: Int) -> (text: String, count: Int)? {
    guard var text = entries[index].value.text, let first = text.utf8.first, (48...57).contains(first) else {
      return nil
    }
    var next = index + 1
    while next < entries.count, entries[next].value.text == "", (2...3).contains(entries[next].key.utf8.count),
      entries[next].key.utf8.allSatisfy({ (48...57).contains($0) })
    {
      text += "," + entries[next].key
      next += 1
    }
    return next > index + 1 ? (text, next - index) : nil
  }

  /// Reports such digits, with what they can mean.
  func failCut(_ text: String, at position: Position) {
    let hint =
      switch NumberReading(text) {
      case .value(let value): "write \(value)"
      case .twoWays(let thousands, let decimals): "write \(thousands), or \(decimals)"
      case .none: "write thousands without a separator and cents after a point: 2400.50"
      }
    fail(
      position, "the comma in '\(text.shortened)' ends the value, and what follows it is taken for a key", hint: hint)
  }

  // MARK: Countries

  package func country(_ text: String, _ what: String, at position: Position) -> Country? {
    if Self.countryCodes.contains(text) { return Country(text) }
    let known = ["UK": "GB", "USA": "US", "LUX": "LU", "EN": "GB", "FRA": "FR", "DEU": "DE", "BEL": "BE"]
    let guess = known[text.uppercased()] ?? (Self.countryCodes.contains(text.uppercased()) ? text.uppercased() : nil)
    fail(
      position, "unknown country '\(text.shortened)' in '\(what)'" + (guess.map { "; did you mean '\($0)'?" } ?? ""),
      hint: "countries are two capital letters (ISO 3166), for example US, LU, FR")
    return nil
  }

  /// A country whose law is known here.
  package func system(_ text: String, _ what: String, at position: Position) -> (any PensionSystem)? {
    guard let country = country(text, what, at: position) else { return nil }
    guard let system = systems[country] else {
      fail(
        position, "the law of '\(country)' is not known here",
        hint: "known: \(countries.map(\.code).joined(separator: ", "))")
      return nil
    }
    return system
  }

  /// ISO 3166-1 alpha-2, as assigned in 2025.
  static let countryCodes = Set(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA \
    CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA \
    GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP \
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS \
    MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS \
    RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW \
    TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split(separator: " ").map(String.init))

  // MARK: Text for people

  /// `20000`, `0.08`, without a needless `.0`.
  static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}

extension String {
  var trimmed: String {
    var text = Substring(self)
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
