// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What the papers leave open of a record of earnings by year.
extension EarningsWork {
  // MARK: Sums of several years

  /// A row of several years is checked against the years of another paper, typed year by year, or spread; never guessed.
  mutating func settleSums() {
    for (row, place) in sums.sorted(by: { $0.row.first < $1.row.first }) {
      let years = row.first...row.last
      let known = years.filter { amounts[$0] != nil }
      if !known.isEmpty {
        let sum = known.reduce(ExactDecimal.zero) { $0 + (amounts[$1]?.value ?? .zero) }
        if sum != row.amount {
          interview.fail(
            place, "\(row.first)-\(row.last): the sum is \(row.amount.grouped), but the years add up to \(sum.grouped)",
            hint: "both papers must be the same person's; an amount may have been corrected since")
        } else {
          interview.say("\(row.first) to \(row.last): the years of the other paper add up to this one's sum.")
        }
      } else if row.amount == .zero {
        for year in years { amounts[year] = (.zero, place, "") }
      } else if context.spreads {
        spread(row, at: place)
      } else {
        type(row, at: place)
      }
    }
  }

  /// Each year typed by hand; the sum must match.
  private mutating func type(_ row: YearRow, at place: Place) {
    let years = row.first...row.last
    let question = Question(
      "us-\(row.first)-\(row.last)", at: place,
      "\(row.first)-\(row.last): \(row.amount.grouped) is a sum of several years. What was each year's amount?",
      form:
        "an amount for each year, adding up to \(row.amount); the website's earnings page has every year: paste that table "
        + "and give both files. --spread spreads the sum over the years of work, which miscounts quarters",
      parts: years.map(String.init))
    let currency = system.currency
    guard let typed = interview.askParts(question, { answeredAmount($0, in: currency) }) else { return }
    let sum = typed.values.reduce(.zero, +)
    guard sum == row.amount else {
      interview.fail(
        place, "\(row.first)-\(row.last): the answers add up to \(sum.grouped), not to \(row.amount.grouped)",
        hint: "years left empty count as 0")
      return
    }
    for year in years {
      let amount = typed[String(year)] ?? .zero
      if let base = system.earningsLimit(in: year), amount > base {
        interview.fail(
          place, "\(year): \(amount.grouped) is above that year's wage base of \(base.grouped): a slip of a digit?")
      }
      amounts[year] = (amount, place, "")
    }
    interview.say("\(row.first) to \(row.last): years typed by hand; they add up to the paper's sum.")
  }

  private mutating func spread(_ row: YearRow, at place: Place) {
    let span = interview.ask(
      Question(
        "us-years-of-work", at: place, "What were the first and the last year of work in the country?",
        form: "two years, such as 1988..2001"),
      telling: { (span: ClosedRange<Int>, _) in
        "Sums of several years are spread evenly over the years of work, \(span.lowerBound) to \(span.upperBound): WRONG for "
          + "quarters and for every limit that counts years; paste the website's table instead."
      }
    ) { text in
      guard let dots = text.firstRange(of: ".."), let first = Int(text[..<dots.lowerBound]),
        let last = Int(text[dots.upperBound...]), first <= last
      else { return nil }
      return first...last
    }
    guard let span else { return }
    let years = (row.first...row.last).filter { span.contains($0) }
    guard !years.isEmpty else {
      interview.fail(place, "\(row.first)-\(row.last) has \(row.amount.grouped), but no year of it was worked")
      return
    }
    let share = (row.amount / years.count).rounded(.down(toCents: 1), toMultipleOf: ExactDecimal(1, over: 100))
    for year in row.first...row.last where !span.contains(year) { amounts[year] = (.zero, place, "") }
    for year in years { amounts[year] = (share, place, "") }
    let rest = row.amount - share * (years.count - 1)
    amounts[years[years.count - 1]] = (rest, place, "")
    interview.warn(
      place,
      "\(row.first)-\(row.last): the sum is spread over \(years.count) years; quarters and totalized benefits come out too high",
      hint: "the website's earnings page has each year")
  }

  // MARK: The last years

  mutating func settleUnrecorded() {
    for (year, place) in unrecorded.sorted(by: { $0.key < $1.key }) {
      let currency = system.currency
      let answer = interview.ask(
        Question(
          "us-\(year)", at: place, "\(year) is not recorded yet. What was earned?",
          form: "an amount in \(currency), or nothing", standard: "nothing"),
        telling: { (value: ExactDecimal?, isDefault) in
          value.map { "\(year) is not recorded yet: \($0.grouped), as answered." }
            ?? "\(year) is not recorded yet: nothing is entered\(isDefault ? " (by default)" : "")."
        }
      ) { text -> ExactDecimal?? in
        if ["nothing", "none", "no"].contains(text) { return .some(nil) }
        return answeredAmount(text, in: currency).map { .some($0) }
      }
      if let answer, let amount = answer { future[year] = StatedEarnings(amount) }
    }
  }

  /// The website shows a plain $0 for a year that is not posted yet, in the first months after it.
  mutating func settleZero() {
    let year = (statements.compactMap(\.issued).max() ?? context.today).year - 1
    guard let found = amounts[year], found.value == .zero, found.format == "ssa-table" || found.format == "ssa-xml"
    else {
      return
    }
    let currency = system.currency
    let answer = interview.ask(
      Question(
        "us-\(year)-zero", at: found.place, "\(year) shows 0. No work, or not recorded?",
        form: "no work, or the amount in \(currency) that is not recorded yet", standard: "no work"),
      telling: { (value: ExactDecimal?, isDefault) in
        value.map { "\(year) shows 0; \($0.grouped) was earned, as answered." }
          ?? "\(year) shows 0: no work\(isDefault ? " (by default)" : "")."
      }
    ) { text -> ExactDecimal?? in
      if ["no work", "no", "none", "nothing", "0"].contains(text) { return .some(nil) }
      return answeredAmount(text, in: currency).map { .some($0) }
    }
    if let answer, let amount = answer {
      amounts[year] = nil
      future[year] = StatedEarnings(amount)
    }
  }

  /// Whether work goes on after the table.
  mutating func settleEnd() {
    guard let last = amounts.filter({ $0.value.value > .zero }).max(by: { $0.key < $1.key }) else { return }
    if amounts.keys.contains(where: { $0 > last.key }) && future.isEmpty {
      interview.say("Covered work ended in \(last.key): the paper shows none after it.")
      return
    }
    let currency = system.currency
    let thisYear = context.today.year
    let end = max(last.key, future.keys.max() ?? 0)
    let answer = interview.ask(
      Question(
        "us-work-after", at: last.value.place,
        "Did covered work end in \(end)? If not: until which month, at what pay a year in wages of \(thisYear)?",
        form: "ended, or the last month and the pay, such as \(thisYear + 5)-12 \(last.value.value)", standard: "ended"),
      telling: { (value: (YearMonth, ExactDecimal)?, isDefault) in
        value.map {
          "Covered work goes on to \($0.0) at \($0.1.grouped) \(currency) a year in wages of \(thisYear), as answered."
        }
          ?? "Covered work ended in \(end)\(isDefault ? " (by default)" : "")."
      }
    ) { text -> (YearMonth, ExactDecimal)?? in
      if ["ended", "yes"].contains(text) { return .some(nil) }
      let words = text.split(separator: " ", maxSplits: 1).map(String.init)
      guard let month = YearMonth(words[0]), month.year > last.key, month.year <= thisYear + 60 else { return nil }
      guard words.count > 1 else { return .some((month, last.value.value)) }
      return answeredAmount(words[1], in: currency).map { .some((month, $0)) }
    }
    guard let answer, let (month, pay) = answer else { return }
    for year in stride(from: end + 1, through: month.year, by: 1) {
      let amount = year == month.year && month.month < 12 ? (pay * month.month / 12).roundedHalfUp(places: 2) : pay
      future[year] = StatedEarnings(amount, wagesOf: thisYear)
    }
  }

  // MARK: Quarters

  /// Before 1978 quarters were credited by the quarter's wages, which yearly amounts do not tell.
  ///
  /// - Source: 42 U.S.C. § 413(a)(2)(A)(i): a quarter with wages of 50 dollars or more; the law's code counts by the same sum.
  mutating func settleQuarters() {
    let years = amounts.filter { $0.key < 1978 && $0.value.value > .zero && units[$0.key] == nil }
      .sorted { $0.key < $1.key }
    guard let first = years.first else { return }
    let list = EarningsWork.ranges(years.map(\.key))
    let answer = interview.ask(
      Question(
        "us-quarters-before-1978", at: first.value.place,
        "Before 1978 (\(list)) the amounts do not tell quarters: 4 in each year with 200 USD or more, one for each 50 USD in others?",
        form: "yes, or quarters by year, such as \(first.key)=3", standard: "yes"),
      telling: { (value: [Int: Int], isDefault) in
        "Before 1978 quarters cannot be told from yearly amounts (\(list)): "
          + (value.isEmpty
            ? "4 each were assumed where the year has 200 USD or more\(isDefault ? " (by default)" : "")."
            : "as answered.")
      }
    ) { text -> [Int: Int]? in
      if text == "yes" { return [:] }
      var found: [Int: Int] = [:]
      for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
        let parts = word.split(separator: "=").compactMap { Int($0) }
        guard parts.count == 2, years.contains(where: { $0.key == parts[0] }), (0...4).contains(parts[1]) else {
          return nil
        }
        found[parts[0]] = parts[1]
      }
      return found
    }
    if let answer { units.merge(answer) { $1 } }
  }
}
