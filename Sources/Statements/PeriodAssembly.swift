// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Makes a record of insured periods out of a country's papers; of a country whose law is not known, its months alone.
public struct PeriodAssembly: StatementAssembly {
  /// A currency that ended at a fixed rate.
  public struct FormerCurrency: Sendable {
    var code: CurrencyCode
    var perUnit: ExactDecimal
    /// The year from which amounts are in the new one.
    var until: Int
  }

  public let country: Country
  var former: FormerCurrency?
  /// Amounts of a year are compared with the limit on them, which is this many times the lowest full-time pay; nil for no check.
  var limitInLowestPays: Int?

  public init(country: Country) { self.country = country }

  init(country: Country, former: FormerCurrency?, limitInLowestPays: Int?) {
    (self.country, self.former, self.limitInLowestPays) = (country, former, limitInLowestPays)
  }

  public func record(_ statements: [Statement], _ context: AssemblyContext) -> ImportedRecord? {
    var work = PeriodWork(self, context)
    return work.record(statements)
  }
}

/// One record while it is made.
struct PeriodWork {
  /// A row with its months, and its income by year.
  struct Segment {
    var months: ClosedRange<YearMonth>
    var kind: String
    var income: [Int: ExactDecimal]
    var hasIncome: Bool
    var currency: CurrencyCode?
    var place: Place
  }

  let assembly: PeriodAssembly
  let context: AssemblyContext
  let prefix: String
  var segments: [Segment] = []

  init(_ assembly: PeriodAssembly, _ context: AssemblyContext) {
    (self.assembly, self.context) = (assembly, context)
    prefix = assembly.country.code.lowercased()
  }

  var interview: Interview { context.interview }
  /// The country's law takes incomes and kinds.
  var vocabulary: ScenarioVocabulary? { context.system?.vocabulary }
  var isBare: Bool { vocabulary?.periodKinds.isEmpty ?? true }

  mutating func record(_ statements: [Statement]) -> ImportedRecord? {
    var seen: Set<PeriodRow> = []
    for statement in statements {
      guard case .periods(let rows) = statement.content else { continue }
      place(rows.filter { row in seen.insert(row.withoutLine).inserted || statements.count == 1 }, of: statement)
    }
    guard !interview.hasErrors else { return nil }
    checkBirth()
    segments.sort {
      ($0.months.lowerBound, $0.months.upperBound, $0.kind) < ($1.months.lowerBound, $1.months.upperBound, $1.kind)
    }
    askTwoJobs()
    guard !interview.hasErrors, interview.open.isEmpty else { return nil }
    var result = ImportedRecord(InsuranceRecord(country: assembly.country), isBare: isBare)
    emit(&result)
    return interview.hasErrors || !interview.open.isEmpty ? nil : result
  }

  // MARK: Months

  private mutating func place(_ rows: [PeriodRow], of statement: Statement) {
    var counts: [YearPlacement.Count: PeriodRow] = [:]
    for row in rows {
      let place = statement.place(row.line)
      switch row.span {
      case .year(let year, let months):
        counts[YearPlacement.Count(year: year, months: months, kind: row.kind ?? "", line: row.line)] = row
      case .months(let from, let through):
        guard let months = counted(from...through, row, at: place) else { continue }
        add(row, months, at: place)
      case .open(let from):
        let paper = (statement.issued ?? context.today).yearMonth
        let until = interview.ask(
          Question(
            "\(prefix)-until", at: place, "The work from \(from) on still runs. Until which month will it?",
            form: "a month, such as \(paper + 60)", standard: paper.description),
          telling: { (month: YearMonth, isDefault) in
            "Work from \(from) on runs to \(month)"
              + (isDefault ? ", the month of the paper (by default)." : ", as answered.")
          }
        ) { text in YearMonth(text).flatMap { $0 >= from && $0.year <= context.today.year + 60 ? $0 : nil } }
        if let until { add(row, from...until, at: place) }
      }
    }
    let placement = YearPlacement(prefix: prefix, statement: statement, interview: interview)
    for (count, months) in placement.placed(Array(counts.keys)) ?? [:] {
      guard let row = counts[count] else { continue }
      add(row, months, at: statement.place(row.line))
    }
  }

  /// The months of a period; asked where the paper counts fewer than the calendar.
  private func counted(_ months: ClosedRange<YearMonth>, _ row: PeriodRow, at place: Place) -> ClosedRange<YearMonth>? {
    let calendar = months.upperBound - months.lowerBound + 1
    guard let counted = row.counted, counted != calendar else { return months }
    if counted > calendar {
      interview.fail(
        place, "\(counted) months, but the period from \(months.lowerBound) to \(months.upperBound) has \(calendar)",
        hint: "a slip in a day or in the number of months?")
      return nil
    }
    if counted == 0 { return nil }
    return interview.ask(
      Question(
        "\(prefix)-\(months.lowerBound)-months", at: place,
        "The paper counts \(counted) of the \(calendar) months from \(months.lowerBound) to \(months.upperBound). Which?",
        form: "first and last, such as \(months.lowerBound)..\(months.lowerBound + (counted - 1))")
    ) { text in
      let parts = text.split(separator: ".", omittingEmptySubsequences: true).compactMap {
        YearMonth(String($0).trimmingBlanks)
      }
      guard let first = parts.first, parts.count <= 2 else { return nil }
      let last = parts.count == 2 ? parts[1] : first + (counted - 1)
      return last - first + 1 == counted && first >= months.lowerBound && last <= months.upperBound ? first...last : nil
    }
  }

  private mutating func add(_ row: PeriodRow, _ months: ClosedRange<YearMonth>, at place: Place) {
    var income: [Int: ExactDecimal] = [:]
    var hasIncome = false
    let years = months.lowerBound.year...months.upperBound.year
    if !isBare {
      switch row.income {
      case .none: break
      case .monthly(let pay):
        hasIncome = pay > .zero
        for index in months.lowerBound.index...months.upperBound.index {
          income[YearMonth(index: index).year, default: .zero] += pay
        }
      case .total(let sum) where years.count == 1 || sum == .zero:
        hasIncome = sum > .zero
        income[years.lowerBound] = sum
      case .total(let sum):
        guard let parts = byYear(sum, years, months, at: place) else { return }
        (income, hasIncome) = (parts, true)
      }
      guard let converted = converted(income, row, at: place) else { return }
      income = converted
    }
    let keepsCurrency = row.currency.map { $0 != context.system?.currency && $0 != assembly.former?.code } ?? false
    segments.append(
      Segment(
        months: months, kind: row.kind ?? "", income: income, hasIncome: hasIncome,
        currency: keepsCurrency ? row.currency : nil, place: place))
  }

  /// One sum for several calendar years: each year's is asked.
  private func byYear(
    _ sum: ExactDecimal, _ years: ClosedRange<Int>, _ months: ClosedRange<YearMonth>, at place: Place
  ) -> [Int: ExactDecimal]? {
    let currency = context.system?.currency ?? CurrencyCode("")
    let question = Question(
      "\(prefix)-\(months.lowerBound)-income", at: place,
      "\(months.lowerBound) to \(months.upperBound): \(sum.grouped) is the income of several years. What was each year's?",
      form: "an amount for each year, adding up to \(sum)", parts: years.map(String.init))
    guard let typed = interview.askParts(question, { answeredAmount($0, in: currency) }) else { return nil }
    let total = typed.values.reduce(.zero, +)
    guard total == sum else {
      interview.fail(
        place, "the answers add up to \(total.grouped), not to \(sum.grouped)",
        hint: "each year of the period has its own")
      return nil
    }
    interview.say(
      "\(months.lowerBound) to \(months.upperBound): incomes by year typed by hand; they add up to the paper's sum.")
    return Dictionary(uniqueKeysWithValues: years.map { ($0, typed[String($0)] ?? .zero) })
  }

  /// Amounts of a former currency in today's; asked where the paper does not say.
  private func converted(_ income: [Int: ExactDecimal], _ row: PeriodRow, at place: Place) -> [Int: ExactDecimal]? {
    guard let former = assembly.former, let currency = context.system?.currency else { return income }
    let early = income.keys.filter { $0 < former.until && income[$0] != .zero }.sorted()
    var isFormer = row.currency == former.code
    if let first = early.first, row.currency == nil {
      let answer = interview.ask(
        Question(
          "\(prefix)-currency-before-\(former.until)", at: place,
          "In which currency are the amounts before \(former.until), such as that of \(first)?",
          form: "\(former.code) or \(currency)"),
        telling: { (isFormer: Bool, _) in
          "Amounts before \(former.until) are in \(isFormer ? former.code : currency), as answered."
        }
      ) { text in text == former.code.text ? true : text == currency.text ? false : nil }
      guard let answer else { return nil }
      isFormer = answer
      if isFormer { interview.say("\(former.perUnit) \(former.code) are 1 \(currency).") }
    } else if row.currency == former.code {
      interview.say("Amounts in \(former.code) are converted: \(former.perUnit) are 1 \(currency).")
    }
    guard isFormer else { return income }
    var result = income
    for (year, amount) in income where row.currency == former.code || year < former.until {
      result[year] = (amount / former.perUnit).roundedHalfUp(places: 2)
    }
    return result
  }

  // MARK: Checks

  private func checkBirth() {
    guard let born = context.born else { return }
    for segment in segments where segment.months.lowerBound < born.yearMonth + 14 * 12 {
      interview.fail(
        segment.place, "\(segment.months.lowerBound) lies before the age of 14",
        hint: "another person's paper, or a slip of a digit?")
    }
  }

  /// Months of two jobs are merged, their incomes added: said, and asked where both have income.
  private func askTwoJobs() {
    var shared: [YearMonth: Int] = [:]
    var paid: [YearMonth: (count: Int, place: Place)] = [:]
    for segment in segments {
      for index in segment.months.lowerBound.index...segment.months.upperBound.index {
        shared[YearMonth(index: index), default: 0] += 1
        if segment.hasIncome { paid[YearMonth(index: index), default: (0, segment.place)].count += 1 }
      }
    }
    for run in Self.runs(shared.filter { $0.value > 1 }.keys.sorted()) {
      let name = "\(run.lowerBound) to \(run.upperBound)"
      let second = segments.filter { $0.months.overlaps(run) }.map(\.place).max() ?? Place("")
      guard paid[run.lowerBound].map({ $0.count > 1 }) ?? false, !isBare else {
        interview.say("\(name) stands in two rows: a month counts once.")
        continue
      }
      let isAdded = interview.ask(
        Question(
          "\(prefix)-\(run.lowerBound)-two-jobs", at: second, "\(name) in two jobs: are the incomes to be added?",
          form: "yes; or take one of the two rows out of the paper", standard: "yes"),
        telling: { (_: Bool, isDefault) in "\(name) in two jobs: incomes added\(isDefault ? " (by default)" : "")." }
      ) { text in text == "yes" ? true : nil }
      if isAdded == nil { continue }
    }
  }

  static func runs(_ months: [YearMonth]) -> [ClosedRange<YearMonth>] {
    var result: [ClosedRange<YearMonth>] = []
    for month in months {
      if let last = result.last, last.upperBound + 1 == month {
        result[result.count - 1] = last.lowerBound...month
      } else {
        result.append(month...month)
      }
    }
    return result
  }
}

extension PeriodRow {
  /// For comparing rows of two papers.
  fileprivate var withoutLine: PeriodRow {
    var row = self
    row.line = 0
    return row
  }
}
