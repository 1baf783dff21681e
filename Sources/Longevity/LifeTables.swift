// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Parameters
import Quantities

/// A question that no life table answers, or a setting out of range.
public struct LongevityError: Error, Hashable, CustomStringConvertible {
  public let message: String
  public init(_ message: String) { self.message = message }
  public var description: String { message }
}

/// Which table a resident of a country is given.
public struct LifeTableChoice: Hashable, Sendable {
  /// Code of the country whose table it is.
  public let table: String
  /// The country that has no table of its own, whose residents take this one; nil where it has.
  public let standsInFor: String?
}

/// Life tables by country: the shipped ones, and those that countries bring in their own folders.
///
/// A file is a country's by its name, `<code>-cohort-<vintage>.csv` or `<code>-period-<vintage>.csv`; of several vintages the last in
/// alphabetical order counts. `longevity.table.<code>.unit` says what its whole numbers are divided by.
public struct LifeTables: Sendable {
  /// The shipped factors, fall-backs and tables, with their sources.
  public let parameters: ParameterLibrary
  let tables: [String: CountryTable]

  /// - Parameter brought: parameters of countries, among which tables of their own may be.
  /// - Throws: ``ParameterError`` where a file is broken.
  public init(with brought: [ParameterLibrary]) throws {
    let shipped = try Self.shipped()
    self.init(parameters: shipped.parameters, tables: try Self.tables(in: brought, beside: shipped.tables))
  }

  private init(parameters: ParameterLibrary, tables: [String: CountryTable]) {
    (self.parameters, self.tables) = (parameters, tables)
  }

  private static func tables(in libraries: [ParameterLibrary], beside known: [String: CountryTable]) throws
    -> [String: CountryTable]
  {
    var tables = known
    for library in libraries {
      for file in library.tables.keys.sorted() {
        let parts = file.split(separator: "-", maxSplits: 2).map(String.init)
        guard parts.count == 3, let form = CountryTable.Form(rawValue: parts[1]), let table = library.tables[file]
        else {
          continue
        }
        tables[parts[0].uppercased()] = try CountryTable(table, file: file, code: parts[0], form: form, in: library)
      }
    }
    return tables
  }

  /// The shipped tables alone, read once.
  public static func shipped() throws -> LifeTables { try shippedTables.get() }

  private static let shippedTables = Result {
    let library = try ParameterLibrary(
      files: EmbeddedFiles.all.map { (name: $0.name, text: $0.text.description) }, root: "Sources/Longevity/Parameters")
    return LifeTables(parameters: library, tables: try tables(in: [library], beside: [:]))
  }

  /// Countries with a table of their own.
  public var countries: [String] { tables.keys.sorted() }

  /// The table for a resident of `country` (ISO code), or for the table a scenario names.
  public func choice(forResidence country: String) throws -> LifeTableChoice {
    if tables[country] != nil { return LifeTableChoice(table: country, standsInFor: nil) }
    let prefix = "longevity.fallback."
    let near = try parameters.keys.first {
      try $0.hasPrefix(prefix) && parameters.value(ParameterKey<[String]>($0), year: 2025).value.contains(country)
    }
    let usual = ParameterKey<String>("longevity.table.otherwise")
    return LifeTableChoice(
      table: try near.map { String($0.dropFirst(prefix.count)).uppercased() }
        ?? parameters.value(usual, year: 2025).value,
      standsInFor: country)
  }

  /// Kendall's tau of a couple's lifetimes, where a scenario asks for dependent lives and names none.
  public static func coupleKendallTau() throws -> Double {
    try shipped().parameters.value(ParameterKey<Double>("longevity.couples.kendall_tau"), year: 2025).value
  }

  /// Probability of dying within the year of age, for one cohort.
  ///
  /// - Parameters:
  ///   - table: the country whose table it is.
  ///   - sex: `female` or `male`.
  ///   - born: month of birth; a table of cohorts uses the year alone.
  /// - Returns: [age from 0], the last one 1 where the table closes itself, else closed by the caller at its end.
  /// - Throws: ``LongevityError`` for another table or sex.
  public func cohort(table: String, sex: String, born: YearMonth) throws -> [Double] {
    guard let found = tables[table] else {
      throw LongevityError("no life table for '\(table)'; there are \(countries.joined(separator: " and "))")
    }
    return try found.cohort(sex, born: born)
  }
}

/// Rates by sex, age and column of one file.
struct RateTable: Sendable {
  let firstAge: Int
  let columns: [String]
  private let female: [[Double]]
  private let male: [[Double]]

  /// Reads `sex,age,…` with whole numbers that are multiples of `unit`.
  init(_ table: CSVTable, file: String, unit: Double) throws(ParameterError) {
    columns = Array(table.header.dropFirst(2))
    var bySex: [String: [[Double]]] = [:]
    var ages: [String: [Int]] = [:]
    for row in table.rows {
      guard let age = Int(row[1]) else { throw ParameterError(file: file, message: "'\(row[1])' is no age") }
      var rates: [Double] = []
      for cell in row.dropFirst(2) {
        guard let count = Int(cell) else { throw ParameterError(file: file, message: "'\(cell)' is no rate") }
        rates.append(Double(count) / unit)
      }
      bySex[row[0], default: []].append(rates)
      ages[row[0], default: []].append(age)
    }
    guard let female = bySex["female"], let male = bySex["male"], let first = ages["female"]?.first,
      ages["female"] == Array(first..<first + female.count), ages["male"] == ages["female"]
    else { throw ParameterError(file: file, message: "both sexes need the same ages without a gap") }
    (self.firstAge, self.female, self.male) = (first, female, male)
  }

  /// [age from `firstAge`][column].
  func rows(_ sex: String) throws -> [[Double]] {
    switch sex {
    case "female": return female
    case "male": return male
    default: throw LongevityError("sex is 'female' or 'male' in the life tables, not '\(sex)'")
    }
  }
}

/// A country's table.
struct CountryTable: Sendable {
  /// What the columns of a file are.
  enum Form: String {
    /// Years of birth: probabilities of dying within a year of age.
    case cohort
    /// Periods such as `2020-2025`: central death rates.
    case period
  }

  private let form: Form
  let rates: RateTable
  /// Year of birth of the first column, or mid-years of the periods.
  private let columns: [Double]
  /// Multiplies central death rates from an age on.
  let factor: Double
  private let factorFromAge: Int

  /// - Parameter library: where the file's unit and, of a period table, its factor may be found.
  init(_ table: CSVTable, file: String, code: String, form: Form, in library: ParameterLibrary) throws {
    func value<Value: ParameterScalar>(_ name: String, _ usual: Value? = nil) throws -> Value {
      let key = "longevity.\(name)"
      if let usual, library.series[key] == nil { return usual }
      return try library.value(ParameterKey<Value>(key), year: 2025).value
    }
    self.form = form
    rates = try RateTable(table, file: file, unit: value("table.\(code).unit"))
    columns = try rates.columns.map { text in
      let years = text.split(separator: "-").compactMap { Double($0) }
      guard years.count == (form == .cohort ? 1 : 2) else {
        throw ParameterError(
          file: file, message: "'\(text)' is no \(form == .cohort ? "year of birth" : "period of years")")
      }
      return years.reduce(0, +) / Double(years.count)
    }
    factor = try value("\(code).factor", 1)
    factorFromAge = try value("\(code).factor_from_age", 0)
  }

  func cohort(_ sex: String, born: YearMonth) throws -> [Double] {
    let rows = try rates.rows(sex)
    switch form {
    case .cohort:
      // Births before the first column use it, births after the last that one.
      let column = min(max(born.year - Int(columns[0]), 0), columns.count - 1)
      return rows.map { $0[column] } + [1]
    case .period:
      return diagonal(rows, born: born)
    }
  }

  /// The diagonal of a cohort through the periods.
  ///
  /// The rate of age x is read at the middle of that year of life, linear between the mid-years of the periods; the
  /// first and the last period are held outside. From the age of the factor on it is multiplied by it. The rate of the first age
  /// holds below it.
  private func diagonal(_ rows: [[Double]], born: YearMonth) -> [Double] {
    let birth = Double(born.year) + (Double(born.month) - 0.5) / 12
    let lastAge = rates.firstAge + rows.count - 1
    return (0...lastAge).map { age in
      if age == lastAge { return 1 }
      let row = rows[max(0, age - rates.firstAge)]
      let year = birth + Double(age) + 0.5
      var rate: Double
      if let above = columns.firstIndex(where: { $0 >= year }) {
        if above == 0 {
          rate = row[0]
        } else {
          let weight = (year - columns[above - 1]) / (columns[above] - columns[above - 1])
          rate = row[above - 1] + weight * (row[above] - row[above - 1])
        }
      } else {
        rate = row[row.count - 1]
      }
      if age >= factorFromAge { rate *= factor }
      return -expm1(-rate)
    }
  }
}
