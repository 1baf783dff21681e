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
  /// `US` or `LU`.
  public let table: String
  /// The country that has no table of its own, whose residents take this one; nil where it has.
  public let standsInFor: String?
}

/// The shipped life tables.
public enum LifeTables {
  /// Countries with a table of their own.
  public static let countries = ["LU", "US"]

  /// Factors and fall-backs, with their sources; the tables by file name.
  ///
  /// - Throws: ``ParameterError`` where a shipped file is broken.
  public static func parameters() throws -> ParameterLibrary { try loaded.get().library }

  /// The table for a resident of `country` (ISO code), or for the table a scenario names.
  public static func choice(forResidence country: String) throws -> LifeTableChoice {
    if countries.contains(country) { return LifeTableChoice(table: country, standsInFor: nil) }
    let likeUS = try parameters().value(ParameterKey<[String]>("longevity.fallback.us"), year: 2025).value
    let table = likeUS.contains(country) ? "US" : "LU"
    return LifeTableChoice(table: table, standsInFor: country)
  }

  /// Kendall's tau of a couple's lifetimes, where a scenario asks for dependent lives and names none.
  public static func coupleKendallTau() throws -> Double {
    try parameters().value(ParameterKey<Double>("longevity.couples.kendall_tau"), year: 2025).value
  }

  /// Probability of dying within the year of age, for one cohort.
  ///
  /// United States: the cohort's own column; births before 1935 use 1935's, births after 2010 use 2010's.
  /// Luxembourg: the diagonal through the five-year periods, see ``luxembourg(_:born:)``.
  ///
  /// - Parameters:
  ///   - table: `US` or `LU`.
  ///   - sex: `female` or `male`.
  ///   - born: month of birth; the United States table uses the year alone.
  /// - Returns: [age from 0], the last one 1 where the table closes itself, else closed by the caller at its end.
  /// - Throws: ``LongevityError`` for another table or sex.
  public static func cohort(table: String, sex: String, born: YearMonth) throws -> [Double] {
    let tables = try loaded.get()
    switch table {
    case "US":
      let rates = try tables.unitedStates.rows(sex)
      let column = min(max(born.year - tables.firstCohort, 0), rates[0].count - 1)
      return rates.map { $0[column] } + [1]
    case "LU":
      return try tables.luxembourg(sex, born: born)
    default:
      throw LongevityError("no life table for '\(table)'; there are \(countries.joined(separator: " and "))")
    }
  }

  private static let loaded = Result { () throws(ParameterError) in try LoadedTables() }
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

/// Both tables, read once.
struct LoadedTables: Sendable {
  let library: ParameterLibrary
  let unitedStates: RateTable
  let firstCohort: Int
  let luxembourgRates: RateTable
  /// Mid-years of the periods.
  let midYears: [Double]
  let factor: Double
  let factorFromAge: Int

  init() throws(ParameterError) {
    do {
      let files = EmbeddedFiles.all.map { (name: $0.name, text: $0.text.description) }
      library = try ParameterLibrary(files: files, root: "Sources/Longevity/Parameters")
      unitedStates = try Self.table("us-cohort-tr2025.csv", in: library, unit: 1e6)
      luxembourgRates = try Self.table("lu-period-un2024.csv", in: library, unit: 1e7)
      guard let first = unitedStates.columns.first.flatMap({ Int($0) }) else {
        throw ParameterError(file: "us-cohort-tr2025.csv", message: "the columns are years of birth")
      }
      firstCohort = first
      midYears = try luxembourgRates.columns.map { period in
        let ends = period.split(separator: "-").compactMap { Double($0) }
        guard ends.count == 2 else {
          throw ParameterError(file: "lu-period-un2024.csv", message: "'\(period)' is no period of years")
        }
        return (ends[0] + ends[1]) / 2
      }
      factor = try library.value(ParameterKey<Double>("longevity.lu.factor"), year: 2025).value
      factorFromAge = try library.value(ParameterKey<Int>("longevity.lu.factor_from_age"), year: 2025).value
    } catch let error as ParameterError {
      throw error
    } catch {
      throw ParameterError(file: "Sources/Longevity/Parameters", message: "\(error)")
    }
  }

  private static func table(_ name: String, in library: ParameterLibrary, unit: Double) throws -> RateTable {
    guard let table = library.tables[name] else {
      throw ParameterError(file: name, message: "the life table is missing")
    }
    return try RateTable(table, file: "Sources/Longevity/Parameters/\(name)", unit: unit)
  }

  /// The diagonal of a Luxembourg cohort through the periods.
  ///
  /// The rate of age x is read at the middle of that year of life, linear between the mid-years of the periods; the
  /// first and the last period are held outside. From 57 it is multiplied by the factor. The rate of 15 holds below 15.
  func luxembourg(_ sex: String, born: YearMonth) throws -> [Double] {
    let rates = try luxembourgRates.rows(sex)
    let birth = Double(born.year) + (Double(born.month) - 0.5) / 12
    let lastAge = luxembourgRates.firstAge + rates.count - 1
    return (0...lastAge).map { age in
      if age == lastAge { return 1 }
      let row = rates[max(0, age - luxembourgRates.firstAge)]
      let year = birth + Double(age) + 0.5
      var rate: Double
      if let above = midYears.firstIndex(where: { $0 >= year }) {
        if above == 0 {
          rate = row[0]
        } else {
          let weight = (year - midYears[above - 1]) / (midYears[above] - midYears[above - 1])
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
