// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Reporting
import Statistics
import Strategies

extension MergedStudy {
  private typealias Column = DataTable.Column

  /// Career × best strategy, runner-up, what waiting costs, size of the undecided set.
  var careersTable: DataTable {
    let units = about.countries.map { code in
      Column(
        "units_\(columnName(code))", .integer,
        "Units of coverage in \(code): quarters or months, as the country counts.", minimum: 0)
    }
    var columns: [Column] = [
      Column("item", .integer, "Number of the career at the point of the design, from 0.", minimum: 0),
      Column("point", .integer, "Point of the design, from 0; see summary.csv.", minimum: 0),
      Column("career", .text, "The career's id."), Column("born", .text, "Day of birth."), Column("sex", .text, "Sex."),
      Column(
        "class", .text,
        "What becomes of the first country's pension: totalized, fully_insured, too_few, documents_fail."),
    ]
    columns += units
    columns += [
      Column("best", .text, "The strategy with the highest mean; empty where no pension is payable.", required: false),
      Column(
        "runner_up", .text, "The second; names of the same claims are one strategy. Empty where all are one.",
        required: false),
    ]
    columns += estimate("best_value", "Mean present value of the best strategy's income for life.")
    columns += estimate("lead_over_runner_up", "What the best gives more than the second, path by path.")
    columns += estimate("gain_over_naive", "What the best gives more than the strategy '\(about.naive)'.")
    columns += estimate("cost_of_longest_wait", "What the strategy with the latest start gives less than the best.")
    columns += [
      Column(
        "undecided", .integer,
        "Strategies that cannot be told from the best at 95 %, the best counted; names of the same claims once.",
        minimum: 1,
        required: false),
      Column(
        "minimum_share", .number(places: 6), unit: "share of paths",
        "Paths with means-tested income in some month under the best strategy.", minimum: 0, maximum: 1, required: false
      ),
      Column(
        "certificate", .text, "Of coverage: yes, no, or empty where no second country asks for contributions.",
        required: false),
      Column(
        "double_contributions_\(about.currency.lowercased())", .number(places: 2),
        unit: "\(about.currency) of the posting's year",
        "Worker's and employer's contributions that a second country asks for: avoided with a certificate, paid without.",
        minimum: 0, required: false),
      Column("nothing_payable", .text, "Why no pension is payable, where none is.", required: false),
    ]
    var table = DataTable(name: "careers", title: "Careers", columns: columns, primaryKey: ["item"])
    for item in items {
      var row: [DataTable.Cell] = [
        .integer(item.item), .integer(item.point), .text(item.id), .text(item.born), .text(item.sex),
        .text(item.kind.rawValue),
      ]
      row += about.countries.map { .integer(item.units[$0] ?? 0) }
      row += [item.best.map { .text($0.name) } ?? .empty, item.runnerUp.map { .text($0.name) } ?? .empty]
      row += Self.cells(item.best?.value)
      row += Self.cells(item.runnerUp.map { -$0.toBest })
      row += Self.cells(item.gain)
      row += Self.cells(item.latest.map { -$0.toBest })
      row += [
        item.best == nil ? .empty : .integer(item.undecided),
        item.best.map { .number($0.minimumShare.value) } ?? .empty,
        item.posting.map { .text($0.hasCertificate ? "yes" : "no") } ?? .empty,
        item.posting.map { .number($0.worker + $0.employer) } ?? .empty,
        item.nothing.map { .text($0) } ?? .empty,
      ]
      table.append(row)
    }
    return table
  }

  /// Career × strategy.
  var strategiesTable: DataTable {
    var columns: [Column] = [
      Column("item", .integer, "Number of the career at the point of the design, from 0.", minimum: 0),
      Column("strategy", .text, "The strategy's name."),
      Column("rank", .integer, "Place by mean value, 1 is best.", minimum: 1),
    ]
    for code in about.countries {
      let name = columnName(code)
      columns += [
        Column("from_\(name)", .month, "First month of the pension of \(code).", required: false),
        Column("basis_\(name)", .text, "national or totalized.", required: false),
        Column(
          "monthly_\(name)", .number(places: 2), unit: "the country's currency a month",
          "Gross amount of the first month, at its prices.", minimum: 0, required: false),
      ]
    }
    columns += estimate("lifetime_value", "Mean present value of income for life.")
    columns += estimate("to_best", "Less the best strategy, path by path.")
    columns += estimate("to_naive", "Less the strategy '\(about.naive)', path by path.")
    columns += estimate("minimum_value", "Mean present value of means-tested income.")
    columns += [
      Column(
        "needs_met", .number(places: 6), unit: "share of paths", "Paths in which needs are met in every month of life.",
        minimum: 0, maximum: 1),
      Column(
        "needs_met_standard_error", .number(places: 6), unit: "share of paths", "Standard error of needs_met.",
        minimum: 0),
      Column("minimum_months", .number(places: 3), unit: "months", "Mean months with means-tested income.", minimum: 0),
      Column(
        "minimum_months_standard_error", .number(places: 3), unit: "months", "Standard error of minimum_months.",
        minimum: 0),
    ]
    var table = DataTable(
      name: "strategies", title: "Strategies of each career", columns: columns, primaryKey: ["item", "strategy"])
    for item in items {
      for (index, strategy) in item.strategies.enumerated() {
        let rank = item.ranking.requiredIndex(of: index) + 1
        var row: [DataTable.Cell] = [.integer(item.item), .text(strategy.name), .integer(rank)]
        for code in about.countries {
          if let claim = strategy.claims.first(where: { $0.country == code }) {
            row += [YearMonth(claim.from).map { .month($0) } ?? .empty, .text(claim.basis), .number(claim.monthly)]
          } else {
            row += [.empty, .empty, .empty]
          }
        }
        row += Self.cells(strategy.value) + Self.cells(strategy.toBest) + Self.cells(strategy.toNaive)
        row += Self.cells(strategy.minimumValue)
        row += Self.cells(strategy.needsMet) + Self.cells(strategy.minimumMonths)
        table.append(row)
      }
    }
    return table
  }

  /// Rows that could not be computed.
  var errorsTable: DataTable {
    var table = DataTable(
      name: "errors", title: "Careers that could not be computed",
      columns: [
        Column("item", .integer, "Number of the career at the point of the design, from 0.", minimum: 0),
        Column("point", .integer, "Point of the design, from 0.", minimum: 0),
        Column("line", .integer, "Line of the career file, or number of the drawn career, from 1.", minimum: 1),
        Column("field", .text, "Column or key; empty where the row as a whole is wrong.", required: false),
        Column("error", .text, "What is wrong."),
      ], primaryKey: ["item"])
    for failure in failures {
      table.append([
        .integer(failure.item), .integer(failure.point), .integer(failure.line),
        failure.field.map { .text($0) } ?? .empty, .text(failure.message),
      ])
    }
    return table
  }

  /// Career × change of law.
  var lawTable: DataTable {
    var columns: [Column] = [
      Column("item", .integer, "Number of the career at the point of the design, from 0.", minimum: 0),
      Column("event", .text, "The change of law, come in the month after the valuation month."),
      Column("best", .text, "The strategy with the highest mean under the changed law."),
      Column("best_changes", .text, "Whether that is another than under the law as it is: yes or no."),
    ]
    columns += estimate("change", "The best strategy's value less the best one's under the law as it is, path by path.")
    columns += estimate("cost_of_staying", "What keeping the old best strategy loses against the new.")
    var table = DataTable(
      name: "law-events", title: "Changes of law", columns: columns, primaryKey: ["item", "event"])
    for item in items {
      for change in item.lawChanges {
        table.append(
          [
            .integer(item.item), .text(change.event.key), .text(change.best),
            .text(change.bestChanges ? "yes" : "no"),
          ] + Self.cells(change.change) + Self.cells(change.costOfStaying))
      }
    }
    return table
  }

  private func estimate(_ name: String, _ meaning: String) -> [Column] {
    let unit = "\(about.currency) at the valuation month's prices"
    let end = about.currency.lowercased()
    return [
      Column("\(name)_\(end)", .number(places: 2), unit: unit, meaning, required: false),
      Column(
        "\(name)_standard_error_\(end)", .number(places: 2), unit: unit,
        "Standard error of \(name)_\(end) over paths.", minimum: 0, required: false),
    ]
  }

  private static func cells(_ estimate: Estimate?) -> [DataTable.Cell] {
    estimate.map(DataTable.cells) ?? [.empty, .empty]
  }
}
