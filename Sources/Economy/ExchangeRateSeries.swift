// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Parameters
import Quantities

/// The log of an exchange rate, dollars per euro, month by month without a gap.
public struct ExchangeRateSeries: Hashable, Sendable {
  /// `nominal`, `real`, `long`, or the user's file.
  public let name: String
  /// At prices of one year (q) rather than of the day.
  public let isReal: Bool
  public let firstMonth: YearMonth
  /// [month] logs.
  public let levels: [Double]

  public init(name: String, isReal: Bool, firstMonth: YearMonth, levels: [Double]) {
    (self.name, self.isReal, self.firstMonth, self.levels) = (name, isReal, firstMonth, levels)
  }

  public var lastMonth: YearMonth { firstMonth + (levels.count - 1) }

  /// [month from the second]: log changes, one fewer than there are levels.
  public var differences: [Double] { zip(levels.dropFirst(), levels).map { $0 - $1 } }

  /// The rows between two months, both included; nil leaves an end as it is.
  ///
  /// - Throws: ``ParameterError`` where no row is left.
  public func cut(from first: YearMonth?, through last: YearMonth?) throws -> ExchangeRateSeries {
    let low = max(first ?? firstMonth, firstMonth)
    let high = min(last ?? lastMonth, lastMonth)
    guard low <= high else {
      throw ParameterError(
        file: name, message: "no month is left between \(first ?? firstMonth) and \(last ?? lastMonth)",
        hint: "the series runs from \(firstMonth) to \(lastMonth)")
    }
    return ExchangeRateSeries(
      name: name, isReal: isReal, firstMonth: low, levels: Array(levels[(low - firstMonth)...(high - firstMonth)]))
  }
}

/// Which column of a file holds the rate.
public enum ExchangeRateColumn: String, CaseIterable, Sendable {
  /// The log real rate.
  case real = "q_real_log"
  /// Dollars per euro at the end of the month.
  case end = "usd_per_eur_end"
  /// Dollars per euro.
  case any = "usd_per_eur"
  /// Dollars per euro, mean of the month.
  case mean = "usd_per_eur_avg"

  /// In order of preference.
  static let realFirst: [Self] = [.real, .end, .any, .mean]
  static let nominalFirst: [Self] = [.end, .any, .mean]
}

extension ExchangeRateSeries {
  /// Reads a table with a column `month` (YYYY-MM) and a rate: `q_real_log` (a log), or dollars per euro in
  /// `usd_per_eur_end`, `usd_per_eur` or `usd_per_eur_avg`, of which the log is taken.
  ///
  /// - Parameters:
  ///   - file: what messages call the table.
  ///   - name: what the series is called from here on.
  ///   - real: false passes over `q_real_log`.
  /// - Throws: ``ParameterError`` with file, line and column of a cell that is not a month or a rate, or of a gap.
  public init(csv text: String, file: String, name: String, real: Bool = true) throws {
    let table = try CSVTable(text, file: file)
    guard let monthColumn = table.column("month") else {
      throw ParameterError(
        file: file, message: "there is no column 'month'", hint: "it has \(table.header.joined(separator: ", "))")
    }
    let wanted = real ? ExchangeRateColumn.realFirst : ExchangeRateColumn.nominalFirst
    guard let kind = wanted.first(where: { table.column($0.rawValue) != nil }),
      let rateColumn = table.column(kind.rawValue)
    else {
      throw ParameterError(
        file: file, message: "there is no rate: none of \(wanted.map(\.rawValue).joined(separator: ", "))",
        hint: "it has \(table.header.joined(separator: ", "))")
    }
    var levels: [Double] = []
    var previous: YearMonth?
    for (row, line) in zip(table.rows, table.lines) {
      func error(_ column: Int, _ message: String, _ hint: String?) -> ParameterError {
        let before = row[..<column].reduce(0) { $0 + $1.utf8.count + 1 }
        return ParameterError(file: file, line: line, column: before + 1, message: message, hint: hint)
      }
      guard let month = YearMonth(row[monthColumn]) else {
        throw error(monthColumn, "'\(row[monthColumn])' is not a month", "write 2026-05")
      }
      if let previous, month != previous + 1 {
        throw error(
          monthColumn, "\(month) follows \(previous)",
          month > previous
            ? "every month is needed once, in order; \(previous + 1) is missing" : "put the months in order")
      }
      let cell = row[rateColumn]
      guard let number = Double(cell), number.isFinite else {
        throw error(rateColumn, "'\(cell)' is not a number", "column '\(kind.rawValue)' wants a rate in every month")
      }
      if kind != .real, number <= 0 {
        throw error(rateColumn, "\(cell) dollars per euro is not a rate", "it must be above 0")
      }
      levels.append(kind == .real ? number : ck_log1(number))
      previous = month
    }
    guard let last = previous else { throw ParameterError(file: file, message: "the table has no rows") }
    self.init(name: name, isReal: kind == .real, firstMonth: last - (levels.count - 1), levels: levels)
  }
}

/// The series that the program carries, with their sources in `Parameters/series/README.md`.
public enum ExchangeRateData: String, CaseIterable, Sendable {
  /// Month-end, ECB, from 1999.
  case nominal
  /// Month-end at 2025 prices, from 1999.
  case real
  /// Monthly means at 2025 prices, the mark before 1999, from 1973-04.
  case long

  /// The months that estimation uses; without a first month, `long` begins in 1973-04, after the end of fixed rates.
  ///
  /// - Throws: `ParameterError` where no row is left.
  public func series(from first: YearMonth? = nil, through last: YearMonth? = nil) throws -> ExchangeRateSeries {
    try complete().cut(from: first ?? (self == .long ? YearMonth(1973, 4) : nil), through: last)
  }

  /// All months of the file.
  public func complete() throws -> ExchangeRateSeries {
    let name = "series/\(rawValue).csv"
    guard let file = EmbeddedFiles.all.first(where: { $0.name == name }) else {
      throw ParameterError(file: name, message: "the series is missing")
    }
    return try ExchangeRateSeries(
      csv: file.text.description, file: "Sources/Economy/Parameters/\(name)", name: rawValue, real: self != .nominal)
  }
}
