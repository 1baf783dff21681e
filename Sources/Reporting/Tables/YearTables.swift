// SPDX-License-Identifier: GPL-3.0-or-later
import Strategies

extension ReportBuilder {
  private static let percents = ["p05", "p25", "p50", "p75", "p95"]

  /// `income.csv`: strategy × year.
  func incomeData() -> DataTable {
    let unit = "\(currency) a month at prices of \(scenario.asOf)"
    let sources = unique(result.strategies.flatMap { $0.income.flatMap { $0.meanBySource.map(\.source) } })
    var columns: [DataTable.Column] = [
      .init("strategy", .text, "Name in the scenario."), .init("year", .integer, "Calendar year."),
    ]
    for percent in Self.percents {
      columns.append(
        .init(
          "income_\(percent)_\(unitSuffix)", .number(places: 2), unit: unit,
          "Percentile \(percent.dropFirst()) of the year's mean monthly income, among futures in which somebody lives.",
          required: false))
    }
    for source in sources {
      columns.append(
        .init(
          "income_mean_\(columnName(source))_\(unitSuffix)", .number(places: 2), unit: unit,
          "Mean monthly income from \(source), paid in \(currency(ofSource: source)), after deductions.",
          required: false))
    }
    columns += [
      .init(
        "alive_share", .number(places: 6), unit: "share",
        "Share of futures in which somebody of the household lives in the middle of the year.", minimum: 0, maximum: 1),
      .init(
        "means_tested_share", .number(places: 6), unit: "share",
        "Share of those with means-tested income in some month of the year.", minimum: 0, maximum: 1),
    ]
    var table = DataTable(
      name: "income", title: "Monthly income by strategy and year", columns: columns,
      primaryKey: ["strategy", "year"])
    for (name, place) in namedStrategies {
      for year in result.strategies[place].income {
        var row: [DataTable.Cell] = [.text(name), .integer(year.year)]
        row += (0..<5).map { .number(year.total.indices.contains($0) ? year.total[$0] : .nan) }
        row += sources.map { source in
          year.meanBySource.first { $0.source == source }.map { .number($0.mean) } ?? .empty
        }
        table.append(row + [.number(year.aliveShare), .number(year.minimumShare)])
      }
    }
    return table
  }

  /// `economy.csv`: the exchange rate and every index by year.
  func economyData() -> DataTable {
    let series = unique(result.economy.flatMap { $0.series.map(\.name) })
    var columns: [DataTable.Column] = [.init("year", .integer, "Calendar year; values of its December.")]
    for percent in Self.percents {
      columns.append(
        .init(
          "usd_per_eur_\(percent)", .number(places: 5), unit: "USD per EUR",
          "Percentile \(percent.dropFirst()) of the exchange rate.", minimum: 0, required: false))
    }
    for name in series {
      for percent in Self.percents {
        columns.append(
          .init(
            "\(columnName(name))_\(percent)", .number(places: 5), unit: "1 in \(scenario.asOf)",
            "Percentile \(percent.dropFirst()) of series \(name).", minimum: 0, required: false))
      }
    }
    var table = DataTable(
      name: "economy", title: "The simulated economy by year", columns: columns, primaryKey: ["year"])
    for year in result.economy {
      var row: [DataTable.Cell] = [.integer(year.year)]
      row += (0..<5).map { .number(year.usdPerEUR.indices.contains($0) ? year.usdPerEUR[$0] : .nan) }
      for name in series {
        let values = year.series.first { $0.name == name }?.percentiles ?? []
        row += (0..<5).map { values.indices.contains($0) ? .number(values[$0]) : .empty }
      }
      table.append(row)
    }
    return table
  }
}
