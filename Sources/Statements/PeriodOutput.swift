// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension PeriodWork {
  /// Periods of one kind without a gap, with income by year or pay that is asked.
  mutating func emit(_ result: inout ImportedRecord) {
    let ranks = vocabulary?.periodKinds.map(\.name) ?? []
    var months: [YearMonth: (kind: String, isPaid: Bool, files: Set<String>)] = [:]
    var income: [Int: ExactDecimal] = [:]
    var currencies: [Int: CurrencyCode] = [:]
    for segment in segments {
      let kind = isBare ? "" : segment.kind
      for index in segment.months.lowerBound.index...segment.months.upperBound.index {
        let month = YearMonth(index: index)
        var entry = months[month] ?? (kind, false, [])
        if entry.kind != kind {
          interview.say("\(month) stands in rows of two kinds: a month counts once, the stronger kind first.")
          if (ranks.firstIndex(of: kind) ?? .max) < (ranks.firstIndex(of: entry.kind) ?? .max) { entry.kind = kind }
        }
        entry.isPaid = entry.isPaid || segment.hasIncome
        entry.files.insert(segment.place.name)
        months[month] = entry
      }
      for (year, amount) in segment.income where amount > .zero {
        income[year, default: .zero] += amount
        if let currency = segment.currency { currencies[year] = currency }
      }
    }
    checkIncome(&income, months.mapValues { ($0.kind, $0.isPaid) })
    var periods: [InsurancePeriod] = []
    var files: [Set<String>] = []
    var paid: [Bool] = []
    for (month, entry) in months.sorted(by: { $0.key < $1.key }) {
      if let last = periods.last, last.through + 1 == month, last.kind == entry.kind,
        paid[paid.count - 1] == entry.isPaid
      {
        periods[periods.count - 1].through = month
        files[files.count - 1].formUnion(entry.files)
      } else {
        periods.append(InsurancePeriod(from: month, through: month, kind: entry.kind))
        files.append(entry.files)
        paid.append(entry.isPaid)
      }
    }
    for index in periods.indices {
      var origin = files[index].sorted().joined(separator: ", ")
      let needsPay = vocabulary?.periodKinds.first { $0.name == periods[index].kind }?.pay == .required
      if !isBare, !paid[index], needsPay, let pay = askPay(periods[index]) {
        (periods[index].monthlyPay, periods[index].wagesOf) = (pay.amount, pay.wagesOf)
        origin += "; pay asked"
      }
      result.periodOrigins[periods[index].from] = origin
    }
    result.record.periods = periods
    result.record.earnings = income.mapValues { StatedEarnings($0) }
    result.currencies = currencies
  }

  private func askPay(_ period: InsurancePeriod) -> (amount: ExactDecimal, wagesOf: Int)? {
    let currency = context.system?.currency ?? CurrencyCode("")
    let wages = min(period.through.year, context.today.year)
    let line = segments.first { $0.months.contains(period.from) }?.place ?? Place("")
    return interview.ask(
      Question(
        "\(prefix)-\(period.from)-pay", at: line,
        "\(period.from) to \(period.through) (\(period.kind)) has no income in the paper. What was the pay a month?",
        form:
          "an amount in \(currency) a month in wages of \(wages), such as 4200; or with another year: 4200 wages of 2020"
      ),
      telling: { (pay: (amount: ExactDecimal, wagesOf: Int), _) in
        "\(period.from) to \(period.through): the paper has no income; \(pay.amount.grouped) \(currency) a month in wages of \(pay.wagesOf), as answered."
      }
    ) { text in
      var words = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "_" }).map(String.init)
      var year = wages
      if let of = words.firstIndex(of: "of"), of > 0, words[of - 1] == "wages" {
        guard of + 1 < words.count, let named = Int(words[of + 1]), (1900...context.today.year).contains(named) else {
          return nil
        }
        year = named
        words.removeSubrange((of - 1)...)
        if words.last == "in" { words.removeLast() }
      }
      return answeredAmount(words.joined(separator: " "), in: currency).flatMap { $0 > .zero ? ($0, year) : nil }
    }
  }

  /// Incomes of a year that full-time work cannot give: decimals or thousands misread, or part time (check C7).
  private func checkIncome(_ income: inout [Int: ExactDecimal], _ months: [YearMonth: (kind: String, isPaid: Bool)]) {
    guard let times = assembly.limitInLowestPays, let system = context.system, !isBare else { return }
    for (year, amount) in income.sorted(by: { $0.key < $1.key }) {
      let count = (1...12).filter { months[YearMonth(year, $0)]?.isPaid ?? false }.count
      guard count > 0, let limit = system.earningsLimit(in: year) else { continue }
      let most = limit * count / 12
      let least = most / times
      guard amount < least || amount > most else { continue }
      let place = segments.first { $0.income[year] != nil }?.place ?? Place("")
      // A quarter of full-time pay, or twice the limit, can be true; beyond that a digit is wrong.
      let isPossible = amount >= least / 4 && amount <= most * 2
      let question = Question(
        "\(prefix)-\(year)-income", at: place,
        "\(year): \(amount.grouped) in \(count == 1 ? "1 month" : "\(count) months") is "
          + (amount < least ? "less than the lowest full-time pay" : "more than the yearly ceiling")
          + ". Is it right?", form: "yes, or the year's income", standard: isPossible ? "yes" : nil)
      let answer = interview.ask(
        question,
        telling: { (value: ExactDecimal, isDefault) in
          value == amount
            ? "\(year): \(amount.grouped) is \(amount < least ? "less than the lowest full-time pay" : "more than the yearly ceiling"); taken as printed\(isDefault ? " (by default)" : "")."
            : "\(year): \(value.grouped), as answered."
        }
      ) { text in text == "yes" ? amount : answeredAmount(text, in: system.currency) }
      if let answer { income[year] = answer }
    }
  }
}
