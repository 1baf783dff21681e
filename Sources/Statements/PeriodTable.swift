// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What a word of a paper makes of a row.
enum KindWord: Equatable {
  case kind(String)
  /// Known, and no insured time: noted, not counted.
  case notCounted
}

/// How a country's papers name their columns and kinds.
struct PeriodWords {
  /// Folded words and what they mean, the most particular first.
  var kinds: [(words: [String], meaning: KindWord)]
  /// Headings of a column of kinds.
  var kindHeadings = ["genre", "art", "kind", "statut", "status", "nature", "type", "regime"]
  var monthHeadings = ["mois", "monate", "months", "mon."]
  var incomeHeadings = ["revenu", "einkommen", "income", "salaire", "entgelt", "pay"]
  var employerHeadings = ["employeur", "arbeitgeber", "employer"]
  var hourHeadings = ["heures", "stunden", "hours"]
  static let totals = ["total", "totaux", "summe", "gesamt", "insgesamt", "somme"]

  /// A word that begins with `=` is the whole cell.
  func meaning(_ text: String) -> KindWord? {
    kinds.first { $0.words.contains { $0.hasPrefix("=") ? text == $0.dropFirst() : text.contains($0) } }?.meaning
  }
}

/// Reads tables of periods, with days at both ends, or of years with a number of months.
struct PeriodTable {
  let text: StatementText
  let words: PeriodWords
  let context: ReadingContext
  /// The question's prefix, such as `lu`.
  let prefix: String
  private(set) var rows: [PeriodRow] = []
  private(set) var totals = Totals()
  private(set) var issued: CalendarDate?
  private(set) var born: CalendarDate?
  private let lines: [PeriodLine]
  private let heading: PeriodLine?
  /// Incomes are a month's.
  private let isMonthly: Bool
  private let currency: String?
  /// Every row is of this kind where the paper has no column for it.
  var assumedKind: String?

  var interview: Interview { context.interview }
  func place(_ line: Int, _ column: Int = 1) -> Place { Place(text.file, line, column) }

  init(
    _ text: StatementText, _ words: PeriodWords, _ context: ReadingContext, prefix: String, assumedKind: String? = nil
  ) {
    (self.text, self.words, self.context, self.prefix) = (text, words, context, prefix)
    self.assumedKind = assumedKind
    let lines = text.lines.enumerated().map { PeriodLine($0.element, $0.offset + 1) }
    self.lines = lines
    let columnWords =
      [["du", "von", "from", "annee", "jahr", "year"], words.monthHeadings, words.incomeHeadings, words.kindHeadings]
      + [words.employerHeadings, ["au", "bis", "to"]]
    let heading = lines.first { line in
      line.leadingYear == nil && line.days.isEmpty
        && columnWords.filter { group in group.contains { PeriodLine.holds(line.folded, word: $0) } }.count >= 3
    }
    self.heading = heading
    let head = heading?.folded ?? ""
    isMonthly = ["mensuel", "monatlich", "monthly", "par mois", "pro monat", "a month"].contains { head.contains($0) }
    let marks = [("eur", "EUR"), ("€", "EUR"), ("luf", "LUF"), ("dm", "DEM"), ("dem", "DEM")]
    currency = heading?.currency ?? marks.first { PeriodLine.holds(head, word: $0.0) }?.1
  }

  // MARK: Reading

  var hasKindColumn: Bool { has(words.kindHeadings) }
  private var hasEmployerColumn: Bool { has(words.employerHeadings) }
  private func has(_ headings: [String]) -> Bool {
    guard let heading else { return false }
    return headings.contains { PeriodLine.holds(heading.folded, word: $0) }
  }

  /// Every row that has days at both ends, or opens with a year.
  mutating func read() {
    let isByYear = !lines.contains { $0.days.count >= 2 || ($0.days.count == 1 && $0.isOpen) }
    var inTable = false
    for line in lines {
      if line.number == heading?.number {
        inTable = true
        continue
      }
      if let first = line.wordCells.first, line.days.isEmpty, line.leadingYear == nil, !line.numbers.isEmpty,
        PeriodWords.totals.contains(where: { first.hasPrefix($0) })
      {
        total(line)
        continue
      }
      if isByYear, line.leadingYear != nil, inTable || heading == nil {
        yearRow(line)
        inTable = true
      } else if !isByYear, line.days.count >= 2 || (line.days.count == 1 && line.isOpen) {
        periodRow(line)
        inTable = true
      } else if inTable || heading == nil {
        stray(line, isByYear: isByYear, isInTable: inTable)
      }
      dates(line)
    }
    if rows.count > StatementText.mostRows {
      interview.fail(place(1), "this is no earnings record: it has more than \(StatementText.mostRows) rows")
    }
  }

  /// A line of the table that is no row, but nearly one.
  private func stray(_ line: PeriodLine, isByYear: Bool, isInTable: Bool) {
    let hasKind = line.wordCells.contains { words.meaning($0) != nil }
    let isNearlyPeriod = line.hasUnreadable && (line.days.count == 1 || hasKind || (isInTable && !line.numbers.isEmpty))
    let isNearlyYear = isByYear && hasKind && !line.numbers.isEmpty
    let hasHalf =
      !isByYear && line.days.count == 1 && (hasKind || line.months != nil || line.numbers.contains { $0.count == nil })
    let isEmployed = hasEmployerColumn && !line.wordCells.isEmpty && line.hasUnreadable
    guard isNearlyPeriod || isNearlyYear || hasHalf || isEmployed else { return }
    if line.days.count == 1, Self.dateWords.contains(where: { PeriodLine.holds(line.folded, word: $0) }),
      !line.hasUnreadable
    {
      return
    }
    interview.fail(
      place(line.number), isByYear ? "a row without a year" : "a row without its first and last day",
      hint: "a digit or a point may be missing"
        + (hasHalf ? "; where work goes on, write 'en cours' for the last day" : ""))
  }

  private static let dateWords = [
    "etabli le", "ne le", "nee le", "geboren am", "born", "situation au", "stand", "vom", "le", "date",
  ]

  /// Days in sentences: of birth, of the paper.
  private mutating func dates(_ line: PeriodLine) {
    guard line.days.count == 1, case .day(let day) = line.days[0], line.leadingYear == nil else { return }
    if ["ne le", "nee le", "geboren", "born", "naissance"].contains(where: { PeriodLine.holds(line.folded, word: $0) })
    {
      if born == nil { born = day }
    } else if !line.isOpen,
      issued == nil || ["etabli", "fait le", "ausgestellt"].contains(where: { line.folded.contains($0) })
    {
      if !line.folded.contains("situation au"), rows.isEmpty || line.folded.contains("etabli") { issued = day }
    }
  }

  // MARK: Rows

  private mutating func periodRow(_ line: PeriodLine) {
    var days: [CalendarDate] = []
    for day in line.days {
      switch day {
      case .day(let day): days.append(day)
      case .impossible(let text):
        return interview.fail(place(line.number), "\(text) is no day", hint: "days are DD.MM.YYYY")
      }
    }
    guard days.count == (line.isOpen ? 1 : 2) else {
      return interview.fail(place(line.number), "a period has a first and a last day, not \(days.count) days")
    }
    if days.count == 2, days[1] < days[0] {
      return interview.fail(place(line.number), "the period ends before it starts")
    }
    if days.contains(where: { $0 > context.today }) && !context.allowsFuture {
      return interview.fail(
        place(line.number), "the period reaches beyond today, \(context.today)",
        hint: "a slip of a digit? --future takes it")
    }
    guard let kind = kind(of: line) else { return }
    if kind == .notCounted {
      interview.note(
        place(line.number), "\(days[0].yearMonth) to \(days[days.count - 1].yearMonth) is no insured time: left out")
      interview.say("Times without contributions are left out.")
      return
    }
    let from = days[0].yearMonth
    let span: PeriodRow.Span = line.isOpen ? .open(from: from) : .months(from: from, through: days[1].yearMonth)
    var (count, amount) = split(line, name: "\(from)")
    if count == nil { count = line.months }
    if let dayCount = line.dayCount, days.count == 2, dayCount > Self.days(days[0], days[1]) {
      return interview.fail(place(line.number), "\(dayCount) days in a period of \(Self.days(days[0], days[1]))")
    }
    if interview.hasErrors { return }
    if hasHours, let hours = line.numbers.first(where: { $0.count != nil })?.count, hours < 15 {
      // 64 hours a month make a month of insurance (see docs/scenario.md, import).
      interview.note(
        place(line.number), "\(hours) hours a week are less than the 64 hours a month that make a month of insurance")
    }
    var income = PeriodRow.Income.none
    if let amount { income = isMonthly ? .monthly(amount) : .total(amount) }
    rows.append(
      PeriodRow(
        span, kind: kind.name, income: income, currency: (line.currency ?? currency).map { CurrencyCode($0) },
        counted: hasHours ? nil : count, country: country(line), line: line.number))
  }

  private mutating func yearRow(_ line: PeriodLine) {
    guard let year = line.leadingYear else { return }
    guard year <= context.today.year || context.allowsFuture else {
      return interview.fail(
        place(line.number), "\(year) lies after this year", hint: "a slip of a digit? --future takes it")
    }
    var (count, amount) = split(line, name: "\(year)")
    if count == nil { count = line.months }
    if interview.hasErrors { return }
    guard let count else {
      return interview.fail(
        place(line.number), "\(year) has no number of months", hint: "the table has months and income")
    }
    guard count <= 12 else { return interview.fail(place(line.number), "\(year) has \(count) months") }
    if count == 0 {
      if let amount, amount > .zero { interview.fail(place(line.number), "\(year) has income but no month") }
      return
    }
    guard let kind = kind(of: line) else { return }
    if kind == .notCounted {
      interview.note(place(line.number), "\(year): no insured time, left out")
      return
    }
    let income: PeriodRow.Income = amount.map { isMonthly ? .monthly($0) : .total($0) } ?? .none
    rows.append(
      PeriodRow(
        .year(year, months: count), kind: kind.name, income: income,
        currency: (line.currency ?? currency).map { CurrencyCode($0) }, counted: count, line: line.number))
  }

  private var hasHours: Bool { has(words.hourHeadings) }

  /// The number of months and the amount of a row, by the order of the headings where the digits leave a doubt.
  private func split(_ line: PeriodLine, name: String) -> (count: Int?, amount: ExactDecimal?) {
    if line.hasUnreadable {
      interview.fail(
        place(line.number), "a cell of the row of \(name) is no amount",
        hint: "thousands come in groups of three, cents are two digits")
      return (nil, nil)
    }
    var numbers = line.numbers
    if hasHours { numbers.removeAll { $0.count != nil } }
    guard numbers.count <= 2 else {
      interview.fail(place(line.number), "the row of \(name) has more numbers than the table has columns")
      return (nil, nil)
    }
    let order = headingOrder
    func amount(_ number: PeriodLine.Number) -> ExactDecimal? {
      switch number.reading {
      case .value(let value): value
      case .twoWays(let thousands, let decimals):
        interview.which(
          "\(prefix)-\(name)-number", at: place(line.number, number.column), what: "The amount of \(name)", thousands,
          decimals)
      case .none: nil
      }
    }
    if numbers.count == 2 {
      let monthsFirst = order != .incomeFirst
      let (months, income) = monthsFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
      guard let count = months.count else {
        interview.fail(place(line.number, months.column), "the row of \(name) has no whole number of months")
        return (nil, nil)
      }
      return (count, amount(income))
    }
    guard let only = numbers.first else { return (nil, nil) }
    if line.months == nil, let count = only.count, count <= 12 || order == .monthsOnly { return (count, nil) }
    return (nil, amount(only))
  }

  private enum Order { case monthsFirst, incomeFirst, monthsOnly, incomeOnly, unknown }

  private var headingOrder: Order {
    guard let head = heading?.folded else { return .unknown }
    func first(_ names: [String]) -> String.Index? { names.compactMap { head.firstRange(of: $0)?.lowerBound }.min() }
    switch (first(words.monthHeadings), first(words.incomeHeadings)) {
    case (let months?, let income?): return months < income ? .monthsFirst : .incomeFirst
    case (_?, nil): return .monthsOnly
    case (nil, _?): return .incomeOnly
    default: return .unknown
    }
  }

  private func kind(of line: PeriodLine) -> KindFound? {
    var cells = line.wordCells.filter { cell in !PeriodLine.openWords.contains(cell) }
    if hasEmployerColumn, !cells.isEmpty { cells.removeFirst() }
    for cell in cells {
      switch words.meaning(cell) {
      case .kind(let name): return .kind(name)
      case .notCounted: return .notCounted
      case nil: continue
      }
    }
    if !hasKindColumn, cells.isEmpty || heading != nil, let assumedKind {
      interview.say("The paper names no kind of insurance: taken as \(assumedKind).")
      return .kind(assumedKind)
    }
    let known = words.kinds.compactMap { if case .kind(let name) = $0.meaning { name } else { nil } }
    var names: [String] = []
    for name in known where !names.contains(name) { names.append(name) }
    let start = line.leadingYear.map(String.init) ?? "\(startText(line))"
    return interview.ask(
      Question(
        "\(prefix)-\(start)-kind", at: place(line.number),
        "The kind of insurance of \(start) is not known. Which is it?",
        form: "\(names.joined(separator: ", ")), or not counted")
    ) { text in
      text == "not counted" ? .notCounted : names.contains(text) ? .kind(text) : nil
    }
  }

  enum KindFound: Equatable {
    case kind(String), notCounted
    var name: String? { if case .kind(let name) = self { name } else { nil } }
  }

  private func startText(_ line: PeriodLine) -> String {
    if case .day(let day)? = line.days.first { day.yearMonth.description } else { "line-\(line.number)" }
  }

  /// A cell of two letters, in papers that list several countries.
  private func country(_ line: PeriodLine) -> Country? {
    line.wordCells.first { $0.utf8.count == 2 && Self.codes.contains($0) }.map { Country($0.uppercased()) }
  }

  /// The Union, the European Economic Area, Switzerland, the United Kingdom.
  static let codes: Set = [
    "at", "be", "bg", "ch", "cy", "cz", "de", "dk", "ee", "es", "fi", "fr", "gb", "gr", "hr", "hu", "ie", "is", "it",
    "li", "lt",
    "lu", "lv", "mt", "nl", "no", "pl", "pt", "ro", "se", "si", "sk", "uk",
  ]

  private mutating func total(_ line: PeriodLine) {
    for number in line.numbers {
      if let count = number.count, totals.months == nil, headingOrder != .incomeOnly {
        totals.months = (count, line.number)
      } else if let value = number.reading.value {
        totals.amount = (value, line.number)
      } else if case .twoWays(let thousands, let decimals) = number.reading,
        let value = interview.which(
          "\(prefix)-total-number", at: place(line.number), what: "The total", thousands, decimals)
      {
        totals.amount = (value, line.number)
      }
    }
    if line.hasUnreadable { interview.fail(place(line.number), "the total is no amount") }
  }

  private static func days(_ from: CalendarDate, _ to: CalendarDate) -> Int {
    if from.yearMonth == to.yearMonth { return to.day - from.day + 1 }
    var count = CalendarDate.days(in: from.yearMonth) - from.day + 1 + to.day
    var month = from.yearMonth + 1
    while month < to.yearMonth {
      count += CalendarDate.days(in: month)
      month = month + 1
    }
    return count
  }

  /// The paper's own sums against its rows (check C5).
  func checkTotals() {
    func amount(_ row: PeriodRow) -> ExactDecimal { if case .total(let value) = row.income { value } else { .zero } }
    if let stated = totals.amount, !isMonthly {
      let sum = rows.reduce(ExactDecimal.zero) { $0 + amount($1) }
      let difference = sum > stated.value ? sum - stated.value : stated.value - sum
      if difference > ExactDecimal(5 * rows.count, over: 100) {
        interview.fail(
          place(stated.line), "total \(stated.value.grouped), but the rows add up to \(sum.grouped)",
          hint: "a digit of a row, or a whole row, may be missing")
      }
    }
    if let stated = totals.months {
      let sum = rows.reduce(0) { $0 + ($1.counted ?? 0) }
      if sum != stated.value {
        interview.fail(place(stated.line), "total \(stated.value) months, but the rows add up to \(sum)")
      }
    }
  }
}
