// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// One line of a table of insured periods, cut into what it can hold: days, a year, numbers, words.
struct PeriodLine {
  enum Day: Equatable {
    case day(CalendarDate)
    /// Looks like a day and is none; quoted, for a date is no secret of the paper's owner.
    case impossible(String)
  }

  struct Number: Equatable {
    var reading: NumberReading
    var text: String
    var column: Int
    /// Digits alone: a count may be meant.
    var count: Int? { text.utf8.count <= 3 && text.utf8.allSatisfy(isDigit) ? Int(text) : nil }
  }

  var number: Int
  /// The line in lower case without accents.
  var folded: String
  /// Words of each cell, folded, in the order of the line; a cell without words is left out.
  var wordCells: [String] = []
  var days: [Day] = []
  /// A year of four digits that opens the line.
  var leadingYear: Int?
  var numbers: [Number] = []
  /// Months or days that the line counts, with the unit next to the number: `39 M`, `5 Mon.`, `12 mois`.
  var months: Int?
  var dayCount: Int?
  /// Marks of a currency: EUR, DEM, FRF, LUF.
  var currency: String?
  /// Digits and points that are neither a number nor a day.
  var hasUnreadable = false
  /// `en cours`, `laufend`, `current` in place of the last day.
  var isOpen = false

  static let openWords = [
    "en cours", "a ce jour", "laufend", "bis heute", "heute", "current", "present", "ongoing", "to date",
  ]
  private static let monthWords: Set = ["m", "m.", "mon", "mon.", "mois", "monate", "monat", "months", "month"]
  private static let dayWords: Set = ["j", "j.", "t", "t.", "d", "d.", "jours", "jour", "tage", "tag", "days", "day"]
  private static let currencies = [
    "eur": "EUR", "€": "EUR", "dm": "DEM", "dem": "DEM", "frf": "FRF", "ff": "FRF", "luf": "LUF", "flux": "LUF",
    "flux.": "LUF",
  ]

  init(_ line: String, _ number: Int) {
    self.number = number
    folded = line.folded
    var isFirst = true
    for cell in TextCells.cells(of: line) {
      add(cell, isFirst: isFirst)
      isFirst = false
    }
    // A plain number before the days is the row's own.
    if !days.isEmpty, let first = numbers.first, first.count.map({ $0 < 100 }) == true,
      line.utf8.prefix(first.column - 1).allSatisfy({ $0 == 32 })
    {
      numbers.removeFirst()
    }
    if days.count == 1 { isOpen = Self.openWords.contains { Self.holds(folded, word: $0) } }
  }

  private mutating func add(_ textCell: TextCell, isFirst: Bool) {
    let (cell, column) = (TextCells.withoutMark(textCell.text), textCell.column)
    if isFirst, Self.isLabel(cell) { return }
    var words: [String] = []
    let (firstNumber, firstDay) = (numbers.count, days.count)
    let whole = NumberReading(cell)
    if whole != .none, !(isFirst && Self.year(cell) != nil) {
      numbers.append(Number(reading: whole, text: cell, column: column))
      return
    }
    for (index, word) in TextCells.words(of: textCell).enumerated() {
      let piece = TextCell(text: TextCells.withoutMark(word.text), column: word.column)
      let lower = piece.text.folded
      if isFirst, index == 0, let year = Self.year(piece.text) {
        leadingYear = year
      } else if let day = Self.day(piece.text) {
        days.append(day)
      } else if let currency = Self.currencies[lower] {
        self.currency = currency
      } else if Self.monthWords.contains(lower), let last = numbers.last, let count = last.count, index > 0 {
        months = count
        numbers.removeLast()
      } else if Self.dayWords.contains(lower), let last = numbers.last, let count = last.count, index > 0, words.isEmpty
      {
        dayCount = count
        numbers.removeLast()
      } else if let money = Self.money(piece.text) {
        numbers.append(Number(reading: money.reading, text: money.digits, column: piece.column))
        if let currency = money.currency { self.currency = currency }
      } else if piece.text.utf8.contains(where: isLetter) {
        words.append(lower)
      } else if piece.text.utf8.filter(isDigit).count >= 3 {
        hasUnreadable = true
      }
    }
    guard !words.isEmpty else { return }
    wordCells.append(words.joined(separator: " "))
    // A number in an employer's name is no column.
    if days.count == firstDay, leadingYear == nil, firstNumber < numbers.count {
      numbers = numbers[..<firstNumber] + numbers[firstNumber...].filter { $0.count == nil }
    }
  }

  /// `7.1` before a row, as forms number them.
  private static func isLabel(_ cell: String) -> Bool {
    let parts = cell.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) }
  }

  // MARK: Pieces

  static func year(_ text: String) -> Int? {
    guard text.utf8.count == 4, text.utf8.allSatisfy(isDigit), let year = Int(text), (1900...2099).contains(year) else {
      return nil
    }
    return year
  }

  /// `31.12.2004`, `31/12/2004`, `2004-12-31`; nil where it looks like none.
  private static func day(_ text: String) -> Day? {
    var text = text
    while let last = text.last, last == "," || last == ":" || last == ")" { text.removeLast() }
    while let first = text.first, first == "(" { text.removeFirst() }
    if let day = CalendarDate(text), text.utf8.allSatisfy({ isDigit($0) || $0 == 45 }) { return .day(day) }
    for separator in [".", "/"] as [Character] {
      let parts = text.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }),
        parts[0].utf8.count <= 2, parts[1].utf8.count <= 2, parts[2].utf8.count <= 4
      else { continue }
      if parts[2].utf8.count == 4, let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2]),
        (1900...2099).contains(year), let found = CalendarDate(year, month, day)
      {
        return .day(found)
      }
      return .impossible(text)
    }
    return nil
  }

  /// An amount with its currency glued to it or not.
  private static func money(_ text: String) -> (reading: NumberReading, digits: String, currency: String?)? {
    var digits = text
    var currency: String?
    for (mark, code) in [("€", "EUR"), ("EUR", "EUR"), ("DM", "DEM")] {
      if digits.hasSuffix(mark) { (digits, currency) = (String(digits.dropLast(mark.count)), code) }
      if digits.hasPrefix(mark) { (digits, currency) = (String(digits.dropFirst(mark.count)), code) }
    }
    let reading = NumberReading(digits)
    return reading == .none ? nil : (reading, digits, currency)
  }

  /// Whether a folded text holds words that do not continue a longer one.
  static func holds(_ text: String, word: String) -> Bool {
    guard text.contains(word) else { return false }
    var rest = text[...]
    while let range = rest.firstRange(of: word) {
      let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
      let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
      if before?.isLetter != true, after?.isLetter != true { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }
}
