// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Parameters
import Pensions
import Quantities
import ScenarioFiles

/// What is wrong with one row of a career file.
public struct RowError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Line in the file, from 1.
  public var line: Int
  /// The column or key; nil where the row as a whole is wrong.
  public var field: String?
  public var message: String

  public init(line: Int, field: String? = nil, message: String) {
    (self.line, self.field, self.message) = (line, field, message)
  }

  public var description: String { "line \(line)" + (field.map { ", field '\($0)'" } ?? "") + ": \(message)" }
}

/// The careers of a file, row by row: CSV with one stay a country, or JSON Lines with whole records.
///
/// CSV columns: `id`, `born` (a day), `sex`, `citizenship` (codes, space between), `residence`, and for each country, its code in lower
/// case first: `us_from` (a month), `us_units` (quarters, or months where the country counts months), `us_pay` (a year, or a month),
/// `us_pay_year` (in whose wages), `us_kind`. JSON Lines: `{"id", "born", "sex", "citizenship": […], "residence", "us": {"earnings":
/// {"1990": 31000}, "quarters": {"1977": 3}}, "lu": {"periods": [{"from", "to", "kind", "pay", "pay_year"}], "income": {…}}}`.
public struct CareerRows: Sendable {
  /// In the order of the file; a wrong row holds its error.
  public let rows: [Result<Career, RowError>]

  /// - Parameter path: `.jsonl` or `.json` files are JSON Lines, all others CSV.
  /// - Throws: ``StudyError`` when the file cannot be read at all.
  public init(path: String, countries: [any PensionSystem], personID: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw StudyError("\(path): the careers cannot be read", hint: "'file' is a path from the study file's folder")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw StudyError("\(path): the careers are not UTF-8 text")
    }
    let form = CareerForm(countries: countries, personID: personID)
    if path.hasSuffix(".jsonl") || path.hasSuffix(".json") {
      rows = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { !$0.element.allSatisfy(\.isWhitespace) }
        .map { line in
          Result { () throws(RowError) in try form.career(json: String(line.element), line: line.offset + 1) }
        }
    } else {
      rows = try Self.csv(text, path: path, form: form)
    }
    guard !rows.isEmpty else { throw StudyError("\(path): there is no career in the file") }
  }

  /// Each line is a table of its own, so that a broken one does not end the file.
  private static func csv(_ text: String, path: String, form: CareerForm) throws -> [Result<Career, RowError>] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.hasSuffix("\r") ? $0.dropLast() : $0
    }
    guard let header = lines.first else { throw StudyError("\(path): there is no career in the file") }
    var rows: [Result<Career, RowError>] = []
    for (index, line) in lines.enumerated().dropFirst() where !line.allSatisfy(\.isWhitespace) && !line.hasPrefix("#") {
      rows.append(
        Result { () throws(RowError) in
          let table: CSVTable
          do {
            table = try CSVTable("\(header)\n\(line)\n", file: path)
          } catch {
            throw RowError(line: index + 1, message: (error as? ParameterError)?.message ?? "\(error)")
          }
          guard let cells = table.rows.first else { throw RowError(line: index + 1, message: "the row is empty") }
          let fields = Dictionary(zip(table.header, cells), uniquingKeysWith: { a, _ in a })
          return try form.career(cells: fields, line: index + 1)
        })
    }
    return rows
  }
}

/// How a row becomes a career.
struct CareerForm: Sendable {
  let countries: [any PensionSystem]
  let personID: String

  private func fail(_ line: Int, _ field: String?, _ message: String) -> RowError {
    RowError(line: line, field: field, message: message)
  }

  // MARK: CSV

  func career(cells: [String: String], line: Int) throws(RowError) -> Career {
    func cell(_ name: String) throws(RowError) -> String {
      guard let text = cells[name], !text.isEmpty else { throw fail(line, name, "nothing is given") }
      return text
    }
    var records: [Country: InsuranceRecord] = [:]
    for system in countries {
      let prefix = system.country.code.lowercased()
      guard let from = cells["\(prefix)_from"], !from.isEmpty else { continue }
      guard let start = YearMonth(from) else { throw fail(line, "\(prefix)_from", "'\(from)' is not a month") }
      let unitsText = try cell("\(prefix)_units")
      guard let units = Int(unitsText), units >= 0, units <= 1000 else {
        throw fail(line, "\(prefix)_units", "'\(unitsText)' is not a number of units")
      }
      let payText = try cell("\(prefix)_pay")
      guard let pay = ExactDecimal(payText), pay >= .zero else {
        throw fail(line, "\(prefix)_pay", "'\(payText)' is not an amount")
      }
      let yearText = try cell("\(prefix)_pay_year")
      guard let year = Int(yearText), (1950...2100).contains(year) else {
        throw fail(line, "\(prefix)_pay_year", "'\(yearText)' is not a year")
      }
      let kinds = system.vocabulary.periodKinds
      let kind = cells["\(prefix)_kind"].flatMap { $0.isEmpty ? nil : $0 } ?? kinds.first?.name ?? ""
      if !kinds.isEmpty, !kinds.contains(where: { $0.name == kind }) {
        throw fail(line, "\(prefix)_kind", "'\(kind)' is none of \(kinds.map(\.name).joined(separator: ", "))")
      }
      records[system.country] =
        kinds.isEmpty
        ? CareerRecord.yearly(system.country, from: start, units: units, pay: pay, payYear: year)
        : CareerRecord.monthly(system.country, from: start, units: units, pay: pay, payYear: year, kind: kind)
    }
    return try career(
      id: try cell("id"), born: try cell("born"), sex: try cell("sex"), citizenship: cells["citizenship"] ?? "",
      residence: try cell("residence"), records: records, line: line)
  }

  // MARK: JSON

  func career(json: String, line: Int) throws(RowError) -> Career {
    let value: JSONValue
    do { value = try JSONValue(json) } catch { throw fail(line, nil, "\(error)") }
    func text(_ key: String) throws(RowError) -> String {
      switch value[key] {
      case .string(let text): return text
      case .number(let number): return number.description
      default: throw fail(line, key, "nothing is given")
      }
    }
    var records: [Country: InsuranceRecord] = [:]
    for system in countries {
      let key = system.country.code.lowercased()
      guard let part = value[key] else { continue }
      records[system.country] = try record(part, of: system, key: key, line: line)
    }
    var citizenship = ""
    if case .array(let codes)? = value["citizenship"] {
      citizenship = codes.map { if case .string(let code) = $0 { code } else { "?" } }.joined(separator: " ")
    }
    return try career(
      id: try text("id"), born: try text("born"), sex: try text("sex"), citizenship: citizenship,
      residence: try text("residence"), records: records, line: line)
  }

  private func record(
    _ part: JSONValue, of system: any PensionSystem, key: String, line: Int
  ) throws(RowError) -> InsuranceRecord {
    guard case .object(let fields) = part else { throw fail(line, key, "\(part.kind) is no record") }
    var record = InsuranceRecord(country: system.country)
    let words = system.vocabulary
    for field in fields {
      let name = "\(key).\(field.key)"
      if field.key == words.amountsKey {
        for (year, amount) in try years(field.value, name, line) {
          guard amount >= .zero else { throw fail(line, name, "the amount of \(year) is negative") }
          record.earnings[year] = StatedEarnings(amount)
        }
      } else if field.key == words.units?.key {
        for (year, units) in try years(field.value, name, line) { record.units[year] = units.whole }
      } else if field.key == "periods", !words.periodKinds.isEmpty {
        guard case .array(let items) = field.value else { throw fail(line, name, "\(field.value.kind) is no list") }
        for item in items { record.periods.append(try period(item, words, name, line)) }
      } else {
        throw fail(line, name, "the field is not known")
      }
    }
    return record
  }

  private func period(
    _ item: JSONValue, _ words: ScenarioVocabulary, _ name: String, _ line: Int
  ) throws(RowError) -> InsurancePeriod {
    guard case .string(let from)? = item["from"], case .string(let to)? = item["to"], let first = YearMonth(from),
      let last = YearMonth(to), first <= last
    else { throw fail(line, name, "a period wants 'from' and 'to', two months in order") }
    guard case .string(let kind)? = item["kind"], words.periodKinds.contains(where: { $0.name == kind }) else {
      throw fail(line, name, "'kind' is none of \(words.periodKinds.map(\.name).joined(separator: ", "))")
    }
    var pay: ExactDecimal?
    if case .number(let amount)? = item["pay"] {
      guard amount >= .zero else { throw fail(line, name, "the pay is negative") }
      pay = amount
    }
    var year: Int?
    if case .number(let number)? = item["pay_year"] { year = number.whole }
    return InsurancePeriod(from: first, through: last, kind: kind, monthlyPay: pay, wagesOf: year)
  }

  private func years(_ value: JSONValue, _ name: String, _ line: Int) throws(RowError) -> [(Int, ExactDecimal)] {
    guard case .object(let fields) = value else { throw fail(line, name, "\(value.kind) is no mapping of years") }
    var found: [(Int, ExactDecimal)] = []
    for field in fields {
      guard let year = Int(field.key), (1900...2100).contains(year) else {
        throw fail(line, name, "'\(field.key)' is not a year")
      }
      guard case .number(let amount) = field.value else { throw fail(line, name, "\(field.value.kind) in \(year)") }
      found.append((year, amount))
    }
    return found
  }

  // MARK: Both

  private func career(
    id: String, born: String, sex: String, citizenship: String, residence: String,
    records: [Country: InsuranceRecord], line: Int
  ) throws(RowError) -> Career {
    guard let day = CalendarDate(born) else { throw fail(line, "born", "'\(born)' is not a day") }
    let sexes: [String: Sex] = ["F": .female, "M": .male, "female": .female, "male": .male]
    guard let sex = sexes[sex] else { throw fail(line, "sex", "'\(sex)' is neither female nor male") }
    guard residence.count == 2 else { throw fail(line, "residence", "'\(residence)' is not a country's code") }
    guard !records.isEmpty else { throw fail(line, nil, "the row has no record in any country") }
    let person = Person(
      id: personID, born: day, sex: sex, citizenship: citizenship.split(separator: " ").map { Country(String($0)) },
      residence: CareerRecord.residence(records, then: Country(residence), born: day.yearMonth))
    return Career(id: id, person: person, records: records)
  }
}

/// Records of one stay, and where somebody with such records lived.
enum CareerRecord {
  /// Four units a year from the first year on, the rest in the last year.
  static func yearly(
    _ country: Country, from: YearMonth, units: Int, pay: ExactDecimal, payYear: Int
  ) -> InsuranceRecord {
    var record = InsuranceRecord(country: country)
    var left = units
    var year = from.year
    while left > 0 {
      let inYear = min(4, left)
      let amount = pay.scaled(by: ExactDecimal(inYear), over: 4).roundedHalfUp(places: 2)
      record.earnings[year] = StatedEarnings(amount, wagesOf: payYear)
      record.units[year] = inYear
      left -= inYear
      year += 1
    }
    return record
  }

  static func monthly(
    _ country: Country, from: YearMonth, units: Int, pay: ExactDecimal, payYear: Int, kind: String
  ) -> InsuranceRecord {
    guard units > 0 else { return InsuranceRecord(country: country) }
    return InsuranceRecord(
      country: country,
      periods: [
        InsurancePeriod(from: from, through: from + (units - 1), kind: kind, monthlyPay: pay, wagesOf: payYear)
      ])
  }

  /// Each country from its first to its last insured month, then the country where the household lives now.
  static func residence(_ records: [Country: InsuranceRecord], then home: Country, born: YearMonth) -> [Residence] {
    var stays: [Residence] = []
    for record in records.values {
      let firsts = record.periods.map(\.from) + record.earnings.keys.map { YearMonth.january($0) }
      let lasts = record.periods.map(\.through) + record.earnings.keys.map { YearMonth.december($0) }
      if let first = firsts.min(), let last = lasts.max() {
        stays.append(Residence(country: record.country, from: first, through: last))
      }
    }
    stays.sort { ($0.from, $0.country) < ($1.from, $1.country) }
    // At home since the last stay abroad ended, or since the first insured month at home where that is earlier.
    let abroad = stays.filter { $0.country != home }.compactMap(\.through).max()
    return stays + [Residence(country: home, from: abroad.map { $0 + 1 } ?? born)]
  }
}
