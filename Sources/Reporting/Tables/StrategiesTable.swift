// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Statistics
import Strategies

extension ReportBuilder {
  /// `eur`, in column names.
  var unitSuffix: String { columnName(currency.text) }
  /// `EUR at prices of 2026-11`.
  private var realUnit: String { "\(currency) at prices of \(scenario.asOf)" }

  /// `strategies.csv`: a row a strategy, every measure with its standard error.
  func strategiesData() -> DataTable {
    let slots = claimSlots()
    var columns: [DataTable.Column] = [
      .init(
        "rank", .integer, "Rank by mean lifetime value; 1 is the best. Names of the same claims share one.", minimum: 1),
      .init("strategy", .text, "Name in the scenario."),
      .init("undecided", .boolean, "Whether it cannot be told from the best at 95 % (the best itself: true)."),
      .init(
        "as_good", .boolean,
        "Whether it is as good as the best: less than one unit of \(currency) a month less, in the mean and in the worst 5 %."
      ),
      .init(
        "proposed", .boolean,
        "The one that the report proposes: of those as good it starts its pensions soonest, then files soonest."),
      .init(
        "same_as", .text, "The strategy whose claims it comes to, with which it is counted once.", required: false),
    ]
    for slot in slots { columns += claimColumns(slot) }
    for measure in Self.measures { columns += self.columns(of: measure) }
    let sources = valueSources()
    for source in sources {
      columns += DataTable.estimate(
        "value_from_" + columnName(source), unit: realUnit, suffix: unitSuffix, places: 2,
        "Mean present value of income from \(source), after deductions.")
    }
    columns += [
      .init(
        "difference_to_best_low95_" + unitSuffix, .number(places: 2), unit: realUnit,
        "Lower end of the 95 % interval of the difference to the best."),
      .init(
        "difference_to_best_high95_" + unitSuffix, .number(places: 2), unit: realUnit,
        "Upper end of the 95 % interval of the difference to the best."),
    ]
    columns += DataTable.estimate(
      "difference_to_proposed", unit: realUnit, suffix: unitSuffix, places: 2,
      "Mean difference to the proposed strategy, future by future; zero for that one.")
    let states = result.regrets?.states ?? []
    let paths = result.stressBase?.paths ?? 0
    columns += states.map { state in
      .init(
        "regret_in_\(columnName(state.id))_" + unitSuffix, .number(places: 2), unit: realUnit,
        "What the best strategy gives more on average of the first \(paths) futures: \(words.english(state.label)).",
        minimum: 0)
    }
    if !states.isEmpty {
      columns.append(
        .init(
          "regret_largest_" + unitSuffix, .number(places: 2), unit: realUnit, "Largest of these regrets.", minimum: 0))
    }
    var table = DataTable(
      name: "strategies", title: "Strategies on the same simulated futures", columns: columns,
      primaryKey: ["strategy"])
    for (name, index) in namedStrategies {
      let strategy = result.strategies[index]
      let isItself = name == strategy.name
      var row: [DataTable.Cell] = [
        .integer(index + 1), .text(name), .boolean(index == 0 || result.undecided.contains(index)),
        .boolean(recommendation.asGood.contains(index)), .boolean(isItself && index == recommendation.proposed),
        isItself ? .empty : .text(strategy.name),
      ]
      for slot in slots { row += claimCells(slot, strategy) }
      for measure in Self.measures { row += DataTable.cells(measure.value(strategy)) }
      for source in sources {
        row += DataTable.cells(
          strategy.valueBySource.first { $0.source == source }?.value ?? .exact(0))
      }
      let interval = strategy.differenceToBest.interval95
      row += [.number(interval.lowerBound), .number(interval.upperBound)]
      row += DataTable.cells(difference(strategy))
      row += states.map { .number($0.regrets[index]) }
      if let worst = result.regrets?.worst[index] { row.append(.number(worst)) }
      table.append(row)
    }
    return table
  }

  private struct Measure: Sendable {
    enum Kind { case money, share, months }
    var name: String
    var kind: Kind
    var meaning: String
    var value: @Sendable (StrategyResult) -> Estimate
  }

  private static let measures: [Measure] = {
    let percents = [5, 25, 50, 75, 95]
    var all = [
      Measure(name: "lifetime_value_mean", kind: .money, meaning: "Mean present value of all income for life.") {
        $0.lifetimeValue
      },
      Measure(name: "lifetime_value_sd", kind: .money, meaning: "Standard deviation of it over the futures.") {
        $0.standardDeviation
      },
    ]
    for (index, percent) in percents.enumerated() {
      let digits = percent < 10 ? "0\(percent)" : "\(percent)"
      all.append(
        Measure(name: "lifetime_value_p\(digits)", kind: .money, meaning: "Percentile \(percent) of it.") {
          $0.percentiles.indices.contains(index) ? $0.percentiles[index] : Estimate(.nan, standardError: nil)
        })
    }
    return all + [
      Measure(name: "expected_shortfall_5", kind: .money, meaning: "Mean of the worst 5 % of futures.") {
        $0.expectedShortfall
      },
      Measure(
        name: "monthly_income_mean", kind: .money,
        meaning: "Lifetime value as a level income a month for life."
      ) { $0.meanMonthlyIncome },
      Measure(
        name: "needs_met", kind: .share,
        meaning: "Share of futures in which income covers the needs in every month of life."
      ) { $0.needsMet },
      Measure(name: "below_needs", kind: .months, meaning: "Mean months of life with income below the needs.") {
        $0.monthsBelowNeeds
      },
      Measure(name: "means_tested", kind: .months, meaning: "Mean months of life with means-tested income.") {
        $0.minimumMonths
      },
      Measure(name: "means_tested_value", kind: .money, meaning: "Mean present value of means-tested income.") {
        $0.minimumValue
      },
      Measure(
        name: "survivors_value", kind: .money,
        meaning: "Mean present value of pensions that another person's death brings, part of the values by source."
      ) { $0.survivorValue },
      Measure(
        name: "spouses_value", kind: .money,
        meaning: "Mean present value of pensions on the other's record while both live, part of the values by source."
      ) { $0.spouseValue },
      Measure(
        name: "difference_to_best", kind: .money,
        meaning: "Mean difference to the best strategy, future by future; zero for the best."
      ) { $0.differenceToBest },
      Measure(
        name: "chance_better_than_best", kind: .share,
        meaning: "Share of futures in which it gives more than the best by mean."
      ) { $0.chanceBetterThanBest },
      Measure(
        name: "chance_best_of_all", kind: .share, meaning: "Share of futures in which no strategy gives more."
      ) { $0.chanceBest },
      Measure(
        name: "regret", kind: .money, meaning: "Mean of what the best strategy of each future gives more."
      ) { $0.regret },
    ]
  }()

  private func columns(of measure: Measure) -> [DataTable.Column] {
    switch measure.kind {
    case .money:
      DataTable.estimate(measure.name, unit: realUnit, suffix: unitSuffix, places: 2, measure.meaning)
        .map { column in
          var column = column
          column.required = measure.name.hasPrefix("lifetime_value_p") ? false : column.required
          return column
        }
    case .share:
      DataTable.estimate(measure.name, unit: "share", suffix: "share", places: 6, measure.meaning, share: true)
    case .months: DataTable.estimate(measure.name, unit: "months", suffix: "months", places: 3, measure.meaning)
    }
  }

  // MARK: Claims as columns

  private struct ClaimSlot: Hashable {
    var person: String
    var country: Country
  }

  /// Every person and country that some strategy claims from.
  private func claimSlots() -> [ClaimSlot] {
    unique(result.strategies.flatMap { $0.claims.map { ClaimSlot(person: $0.person, country: $0.country) } })
      .sorted { ($0.person, $0.country) < ($1.person, $1.country) }
  }

  private func claimColumns(_ slot: ClaimSlot) -> [DataTable.Column] {
    let prefix = columnName(slot.person) + "_" + columnName(slot.country.code)
    let whose = "\(slot.person)'s pension from \(slot.country)"
    var columns: [DataTable.Column] = [
      .init(prefix + "_basis", .text, "Right to \(whose): national, totalized or none.", required: false),
      .init(prefix + "_wanted", .month, "First month wanted of \(whose).", required: false),
      .init(prefix + "_filed", .month, "Month of filing for \(whose).", required: false),
      .init(prefix + "_entitled", .month, "First month of entitlement to \(whose).", required: false),
      .init(
        prefix + "_age_at_entitlement_months", .integer, unit: "months", "Completed age then.", minimum: 0,
        required: false),
    ]
    for currency in Self.amountCurrencies {
      for (kind, side) in [("gross", "before"), ("net", "after")] {
        columns.append(
          .init(
            "\(prefix)_first_\(kind)_\(columnName(currency.text))", .number(places: 2),
            unit: "\(currency) a month at prices of the first month",
            "First month of \(whose), \(side) deductions; if paid in another currency, at the rate of \(scenario.asOf).",
            minimum: 0, required: false))
      }
    }
    columns.append(
      .init(
        prefix + "_delay_mean_months", .number(places: 3), unit: "months",
        "Mean time from filing to the first payment.", minimum: 0, required: false))
    return columns
  }

  private func claimCells(_ slot: ClaimSlot, _ strategy: StrategyResult) -> [DataTable.Cell] {
    guard let index = strategy.claims.firstIndex(where: { $0.person == slot.person && $0.country == slot.country })
    else { return [DataTable.Cell](repeating: .empty, count: 10) }
    let claim = strategy.claims[index]
    let amounts = [claim.award.firstMonthlyAmount, claim.award.firstMonthlyNet(after: claim.deductions)]
    var cells: [DataTable.Cell] = [
      .text(claim.award.basis), .month(claim.wanted), .month(claim.filed), .month(claim.entitlement),
      age(of: slot.person, in: claim.entitlement).map { .integer($0.inMonths) } ?? .empty,
    ]
    for currency in Self.amountCurrencies {
      cells += amounts.map { converted($0, from: claim.award.currency, to: currency) }
    }
    cells.append(strategy.delayMonths.indices.contains(index) ? .number(strategy.delayMonths[index]) : .empty)
    return cells
  }

  private static let amountCurrencies = [CurrencyCode.usd, .eur]

  /// At the exchange rate of the valuation month.
  private func converted(_ amount: ExactDecimal, from: CurrencyCode, to: CurrencyCode) -> DataTable.Cell {
    switch (from, to, result.usdPerEUR) {
    case (to, _, _): .number(amount.double)
    case (.eur, .usd, let rate?): .number((amount * rate).double)
    case (.usd, .eur, let rate?): .number((amount / rate).double)
    default: .empty
    }
  }

  private func valueSources() -> [String] {
    unique(result.strategies.flatMap { $0.valueBySource.map(\.source) })
  }
}
