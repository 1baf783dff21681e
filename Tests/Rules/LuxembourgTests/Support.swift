// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import LuxembourgRules
import Parameters
import Pensions
import Quantities

let luxembourg: Luxembourg = {
  do { return try Luxembourg() } catch { fatalError("\(error)") }
}()

/// The rows of a golden table, as dictionaries.
func golden(_ name: String) throws -> [[String: String]] {
  let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name)")
  let table = try CSVTable(String(contentsOf: path, encoding: .utf8), file: name)
  return table.rows.map { Dictionary(zip(table.header, $0), uniquingKeysWith: { first, _ in first }) }
}

/// An answer by key.
struct Answer {
  var fields: [String: AwardValue]

  init(_ question: LuxembourgCase) throws {
    fields = Dictionary(
      try luxembourg.answer(question).map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(key: String) -> String? { fields[key].map(\.json) }
  func decimal(_ key: String) -> ExactDecimal? {
    if case .decimal(let value) = fields[key] { value } else { nil }
  }
}

/// A case of months and an income sum.
func totals(
  born: CalendarDate, compulsory: Int, complementary: Int = 0, voluntary: Int = 0, sum: ExactDecimal,
  quarters: Int = 0, claim: YearMonth, at: YearMonth? = nil, settings: [String: String] = [:]
) -> LuxembourgCase {
  LuxembourgCase(
    born: born,
    record: LuxembourgCase.record(
      months: ["compulsory": compulsory, "voluntary": voluntary, "complementary": complementary],
      incomeSumBase1984: sum),
    foreign: quarters == 0 ? [:] : ["US": Coverage(unit: .quarter, override: quarters)], claim: claim, at: at,
    settings: settings)
}

func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
  guard let date = CalendarDate(year, month, day) else { fatalError("no such day") }
  return date
}

/// Someone with compulsory work from a month on, paid the same each month.
func worker(
  born: CalendarDate, from: YearMonth, through: YearMonth, pay: ExactDecimal = 3000, kind: String = "compulsory",
  more: [InsurancePeriod] = [], foreign: [Country: Coverage] = [:], citizenship: [Country] = ["US"],
  residence: [Residence] = [Residence(country: "LU", from: YearMonth(1980, 1))], settings: [String: String] = [:],
  regime: LawRegime = .current, asOf: YearMonth = YearMonth(2026, 11)
) -> Applicant {
  Applicant(
    person: Person(id: "ana", born: born, sex: .female, citizenship: citizenship, residence: residence),
    record: InsuranceRecord(
      country: "LU",
      periods: [InsurancePeriod(from: from, through: through, kind: kind, monthlyPay: pay)] + more),
    foreign: foreign, regime: regime, settings: settings, asOf: asOf)
}

/// US quarters by year, four a year from `first` on.
func quarters(_ count: Int, from first: Int) -> [Country: Coverage] {
  var years: [Int: Coverage.Year] = [:]
  for index in 0..<((count + 3) / 4) { years[first + index] = .init(count: min(4, count - 4 * index)) }
  return ["US": Coverage(unit: .quarter, years: years)]
}
