// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What the paper itself counts and estimates, against the law on its amounts.
extension EarningsWork {
  private var person: Person {
    Person(id: "", born: context.born ?? CalendarDate(1950, 1, 1) ?? context.today, sex: .female)
  }

  /// Quarters from amounts against the credits stated, of which statements show no more than 40 (check C2).
  func checkCredits(_ result: ImportedRecord) {
    for statement in statements {
      guard let stated = statement.totals.credits,
        let coverage = try? system.coverage(of: result.record, person: person)
      else { continue }
      let lastYear = (statement.issued ?? context.today).year
      let count = coverage.years.filter { $0.key <= lastYear }.values.reduce(0) { $0 + $1.count }
      let place = statement.place(stated.line)
      if count < stated.value {
        interview.fail(
          place, "the paper counts \(stated.value) credits, but its amounts give \(count)",
          hint: "a year may be missing")
      } else if count > stated.value, stated.value < 40 {
        interview.warn(place, "the paper counts \(stated.value) credits, but its amounts give \(count)")
      }
    }
  }

  /// The law's amount on the record against the statement's estimate (check C1).
  func checkEstimate(_ result: ImportedRecord) {
    guard let law = system as? any StatementEstimates else { return }
    for statement in statements {
      guard let stated = statement.totals.estimate, case .years(let rows) = statement.content, !rows.isEmpty else {
        continue
      }
      let place = statement.place(stated.line)
      guard let born = context.born else {
        interview.note(place, "the estimate was not checked: the date of birth is not known")
        continue
      }
      let year = (statement.issued ?? context.today).year
      let recorded = amounts.filter { $0.key < year || $0.value.value > .zero }
      let last = recorded.max { $0.key < $1.key }?.value.value ?? .zero
      var record = InsuranceRecord(country: system.country)
      for (year, found) in amounts where found.value > .zero { record.earnings[year] = StatedEarnings(found.value) }
      guard
        let own = try? law.estimateAtFullAge(
          of: record, born: born, inWagesOf: year, payToCome: statement.totals.futurePay ?? last)
      else { continue }
      let difference = own > stated.value ? own - stated.value : stated.value - own
      let isYoung = year - born.year < 55
      let tolerance = max(ExactDecimal(10), stated.value * ExactDecimal(isYoung ? 5 : 1, over: 100))
      if difference <= tolerance {
        interview.say(
          "Checked: the estimate at full retirement age, \(stated.value.grouped), against the law on these amounts, \(own.grouped)."
        )
      } else {
        interview.warn(
          place,
          "the paper's estimate at full retirement age is \(stated.value.grouped), the law on these amounts gives \(own.grouped)",
          hint: "years may be missing, the estimate may be made for other pay to come, or for a new year's wage base")
      }
    }
  }
}
