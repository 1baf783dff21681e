// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Cases of Social Security's program AnyPIA: two digits of line number, then columns at fixed places.
///
/// - Source: AnyPIA's `piaread.cpp` and `piareadAny.cpp` for the lines and columns; the place of railroad lines (84 to 94) follows
///   its order of lines.
public struct AnyPIA: StatementReader {
  public let format = "anypia"
  public let title = "AnyPIA case"
  public let country: Country? = "US"

  public init() {}

  public func recognises(_ text: StatementText) -> Bool {
    let lines = text.lines.filter { !$0.trimmingBlanks.isEmpty }
    guard let first = lines.first, first.hasPrefix("01"), first.utf8.count >= 20, first.utf8.count <= 24 else {
      return false
    }
    return lines.allSatisfy { $0.utf8.prefix(2).allSatisfy { (48...57).contains($0) } }
  }

  public func read(_ text: StatementText, _ context: ReadingContext) -> [Statement] {
    let interview = context.interview
    var cases: [Case] = []
    for (index, raw) in text.lines.enumerated() where !raw.trimmingBlanks.isEmpty {
      let line = Line(raw, index + 1, text.file)
      guard let number = line.number else {
        interview.fail(line.place, "a line without its two digits", hint: "AnyPIA numbers every line")
        continue
      }
      if number == 1 {
        cases.append(Case(text, title: title))
      } else if cases.isEmpty {
        interview.fail(line.place, "line \(line.label) before any line 01")
        continue
      }
      cases[cases.count - 1].take(number, line, interview)
    }
    guard !cases.isEmpty, !interview.hasErrors else { return [] }
    guard cases.count > 1 else { return cases[0].statement(interview).map { [$0] } ?? [] }
    let list = cases.indices.map { "\($0 + 1)" }
    let described = cases.enumerated().map { "\($0 + 1): \($1.described)" }.joined(separator: "; ")
    let chosen = interview.ask(
      Question(
        "anypia-case", at: Place(text.file), "The file holds \(cases.count) cases (\(described)). Which one?",
        form: "one of \(list.joined(separator: ", "))")
    ) { text in list.firstIndex(of: text) }
    return chosen.flatMap { cases[$0].statement(interview) }.map { [$0] } ?? []
  }

  /// One line, whose fields count from column 3.
  private struct Line {
    let bytes: [UInt8]
    let place: Place

    init(_ text: String, _ number: Int, _ file: String) {
      // Blanks at the end may be lost or added on the way; columns are counted without them.
      var bytes = Array(text.utf8)
      while bytes.last == 32 { bytes.removeLast() }
      (self.bytes, place) = (bytes, Place(file, number))
    }

    var number: Int? { bytes.count >= 2 ? Int(String(decoding: bytes[..<2], as: UTF8.self)) : nil }
    var label: String { String(decoding: bytes.prefix(2), as: UTF8.self) }
    var body: ArraySlice<UInt8> { bytes.dropFirst(2) }

    /// Columns from `start` (1 is the first behind the number), as they stand; shorter at the line's end.
    func field(_ start: Int, _ width: Int) -> String {
      String(decoding: body.dropFirst(start - 1).prefix(width), as: UTF8.self)
    }

    func digits(_ start: Int, _ width: Int) -> Int? {
      let text = field(start, width)
      return text.utf8.count == width && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }
  }

  private struct Case {
    var result: Statement
    var years: ClosedRange<Int>?
    var amounts: [(value: ExactDecimal?, isRecorded: Bool, line: Int)] = []
    var amountLines: Set<Int> = []
    var types: (codes: [UInt8], place: Place)?
    var quarters: (codes: [UInt8], place: Place)?
    var quarterTotal: (count: Int, place: Place)?
    var firstLine = 1

    init(_ text: StatementText, title: String) {
      result = Statement(text, format: "anypia", title: title, country: "US", .years([]))
    }

    var described: String {
      "born \(result.born.map(\.description) ?? "?"), years "
        + (years.map { "\($0.lowerBound) to \($0.upperBound)" } ?? "?")
    }

    mutating func take(_ number: Int, _ line: Line, _ interview: Interview) {
      let place = line.place
      switch number {
      case 1:
        firstLine = place.line
        result.sex = line.field(10, 1) == "0" ? .male : line.field(10, 1) == "1" ? .female : nil
        if line.field(10, 1) == " " { interview.note(place, "the sex is blank; AnyPIA takes that for male") }
        guard let month = line.digits(11, 2), let day = line.digits(13, 2), let year = line.digits(15, 4),
          let born = CalendarDate(year, month, day)
        else {
          return interview.fail(place, "the date of birth in line 01 is no day", hint: "columns 13 to 20, MMDDYYYY")
        }
        result.born = born
      case 2:
        if !line.field(1, 8).trimmingBlanks.isEmpty {
          interview.fail(place, "a case of survivors (line 02): only a worker's own record can be read")
        }
      case 3:
        if let month = line.digits(2, 2), let year = line.digits(4, 4), (1...12).contains(month), year > 0 {
          result.totals.claim = YearMonth(year, month)
        }
        if line.field(1, 1) != "1" {
          interview.note(place, "the benefit asked for is not old age; the record is read all the same")
        }
      case 6:
        guard let first = line.digits(1, 4), let last = line.digits(5, 4), line.body.count == 8, first <= last,
          (1937...2100).contains(first), last <= 2100
        else { return interview.fail(place, "line 06 has no first and last year of earnings") }
        years = first...last
      case 7, 8:
        if let kind = line.field(1, 1).first, kind != "0", kind != " " {
          interview.fail(place, "projected earnings (line 0\(number)): enter them year by year")
        }
      case 12:
        interview.note(place, "a pension from other work (line 12) is left out: retiresim computes it from that record")
      case 13:
        if line.field(1, 1) != "0" {
          interview.note(place, "a totalized case (line 13): give the other country's record too")
        }
      case 20: types = (Array(line.body), place)
      case 21:
        if line.body.contains(where: { $0 != 48 && $0 != 32 }) {
          interview.note(place, "kinds of tax (line 21) are not read")
        }
      case 22...29: takeAmounts(number, line, interview)
      case 95: if let count = Int(line.field(1, 3).trimmingBlanks) { quarterTotal = (count, place) }
      case 96: quarters = (Array(line.body), place)
      case 84...94: interview.fail(place, "railroad earnings (line \(number)): they cannot be read")
      case 40...68: interview.note(place, "assumptions (line \(number)) are not read")
      default: break  // names, addresses and what no rule needs
      }
    }

    /// Ten fields of eleven columns, two decimals each.
    private mutating func takeAmounts(_ number: Int, _ line: Line, _ interview: Interview) {
      guard let years else {
        return interview.fail(line.place, "line \(number) before line 06, which says the years")
      }
      guard amountLines.insert(number).inserted else {
        return interview.fail(line.place, "line \(number) stands twice")
      }
      let first = years.lowerBound + 10 * (number - 22)
      let last = min(first + 9, years.upperBound)
      guard first <= last else {
        return interview.fail(
          line.place, "line \(number) lies after the last year of earnings, \(years.upperBound)",
          hint: "line 06 says the years")
      }
      let expected = last - first + 1
      let found = (line.body.count + 10) / 11
      guard found == expected, line.body.count == expected * 11 else {
        return interview.fail(
          line.place,
          line.body.count % 11 == 0
            ? "line \(number) has \(found) amounts for the \(expected) years \(first) to \(last)"
            : "line \(number) is \(line.body.count) columns long; \(expected) amounts take \(expected * 11)",
          hint: "each amount takes eleven columns")
      }
      for year in first...last {
        let text = line.field((year - first) * 11 + 1, 11)
        let digits = text.trimmingBlanks
        let isRecorded = !["-1.00", "-1"].contains(digits)
        let value = isRecorded ? Self.amount(text) : .zero
        if value == nil {
          interview.fail(
            Place(line.place.file, line.place.line, 3 + (year - first) * 11), "\(year): the columns hold no amount",
            hint: "eleven columns, two decimals, blanks before")
        }
        amounts.append((value, isRecorded, line.place.line))
      }
    }

    /// Blanks, then digits with two decimals, to the field's end.
    private static func amount(_ text: String) -> ExactDecimal? {
      let digits = text.drop { $0 == " " }
      let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[1].utf8.count == 2, !parts[0].isEmpty, parts[0] == "0" || !parts[0].hasPrefix("0"),
        parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
      else { return nil }
      return ExactDecimal(digits)
    }

    func statement(_ interview: Interview) -> Statement? {
      var statement = result
      guard let years else {
        interview.fail(result.place(firstLine), "the case has no line 06: no years of earnings")
        return nil
      }
      guard amounts.count == years.count else {
        interview.fail(
          result.place(firstLine),
          "the case has amounts for \(amounts.count) of the \(years.count) years \(years.lowerBound) to \(years.upperBound)",
          hint: "lines 22 to 29 hold ten years each")
        return nil
      }
      if let types {
        guard types.codes.count == years.count else {
          interview.fail(types.place, "line 20 has \(types.codes.count) types for \(years.count) years")
          return nil
        }
        for (year, code) in zip(years, types.codes) where code != 48 && code != 49 {
          interview.fail(
            types.place, "\(year) has earnings that AnyPIA makes up (line 20)", hint: "enter the amounts of those years"
          )
        }
      }
      var units: [Int: Int] = [:]
      if let quarters {
        let covered = Array(stride(from: years.lowerBound, through: min(1977, years.upperBound), by: 1))
        guard quarters.codes.count == covered.count, quarters.codes.allSatisfy({ (48...52).contains($0) }) else {
          interview.fail(quarters.place, "line 96 has no quarter, 0 to 4, for each year to 1977")
          return nil
        }
        for (year, code) in zip(covered, quarters.codes) { units[year] = Int(code) - 48 }
        if let total = quarterTotal, total.count != units.values.reduce(0, +) {
          interview.fail(
            total.place, "line 95 has \(total.count) quarters to 1977, but line 96 has \(units.values.reduce(0, +))")
        }
      }
      if let quarterTotal, quarters == nil, years.lowerBound <= 1977 {
        statement.totals.credits = nil
        interview.note(quarterTotal.place, "the quarters in total (line 95) do not say in which years they are")
      }
      guard !interview.hasErrors else { return nil }
      var rows: [YearRow] = []
      for (index, year) in years.enumerated() {
        let isMaximum = types.map { $0.codes[index] == 49 } ?? false
        rows.append(
          YearRow(
            year, amounts[index].isRecorded ? .recorded : .notRecorded, amount: amounts[index].value ?? .zero,
            units: units[year], line: amounts[index].line, isMaximum: isMaximum))
      }
      statement.content = .years(rows)
      return statement
    }
  }
}

extension YearRow {
  fileprivate init(_ year: Int, _ state: State, amount: ExactDecimal, units: Int?, line: Int, isMaximum: Bool) {
    self.init(year, nil, state, amount: amount, units: units, line: line)
    self.isMaximum = isMaximum
  }
}
