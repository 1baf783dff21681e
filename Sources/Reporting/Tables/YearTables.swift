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
    for strategy in result.strategies {
      for year in strategy.income {
        var row: [DataTable.Cell] = [.text(strategy.name), .integer(year.year)]
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

  /// `awards.csv`: person × country × claim month × part, for every claim that a strategy uses.
  func awardsData() -> DataTable {
    var table = DataTable(
      name: "awards", title: "Awards and their parts",
      columns: [
        .init("person", .text, "Name in the scenario."), .init("country", .text, "ISO 3166-1 alpha-2 code."),
        .init("entitled", .month, "First month of entitlement."),
        .init("age_months", .integer, unit: "months", "Completed age then.", minimum: 0, required: false),
        .init("part", .text, "Part of the award, such as the pension or a yearly allowance."),
        .init("basis", .text, "national: own periods alone; totalized: with another country's."),
        .init("currency", .text, "ISO 4217 code of the amounts."),
        .init(
          "first_amount_of_award", .number(places: 2), unit: "currency of the row, at prices of the first month",
          "Gross amount of the award's first full month, all parts paid every month.", minimum: 0),
        .init("projected", .boolean, "Whether a parameter beyond the last published one went in."),
        .init(
          "part_base", .number(places: 6), unit: "currency of the row, in the units that the law keeps constant",
          "Amount of the part a payment before indexation."),
        .init("part_factor", .number(places: 8), unit: "factor", "Factor of the part in its first month."),
        .init(
          "part_payments_per_year", .integer, unit: "payments a year", "Payments of the part a year.", minimum: 0,
          maximum: 12),
        .init("article", .text, "Where the law says it."),
      ], primaryKey: ["person", "country", "entitled", "part"])
    for claim in distinctClaims(of: result.strategies) {
      for part in claim.award.components {
        let steps = part.steps
        table.append([
          .text(claim.person), .text(claim.country.code), .month(claim.entitlement),
          age(of: claim.person, in: claim.entitlement).map { .integer($0.inMonths) } ?? .empty, .text(part.name),
          .text(claim.award.basis), .text(claim.award.currency.text),
          .number(claim.award.firstMonthlyAmount.double), .boolean(claim.award.isProjected), .number(part.base),
          .number(steps.first?.factor ?? 0), .integer(part.calendarMonths.nonzeroBitCount),
          .text(claim.award.article),
        ])
      }
    }
    return table
  }
}
