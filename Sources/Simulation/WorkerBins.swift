// SPDX-License-Identifier: GPL-3.0-or-later
import Statistics

/// Counts of one worker: income by strategy and year, the economy by series and year.
struct WorkerBins: Sendable {
  private static let octaves = 6...15
  private static let bits = 7

  var income: BinnedCounts
  var economy: BinnedCounts

  /// - Parameter paths: of the whole run.
  init(_ plan: HouseholdPlan, paths: Int) {
    let years = plan.years.count
    income = BinnedCounts(
      series: plan.strategies.count * years, octaves: Self.octaves, bits: Self.bits, values: paths)
    economy = BinnedCounts(series: plan.economySeries.count * years, octaves: -3...8, bits: 8, values: paths)
  }

  /// No bins, for runs that tell nothing by year.
  init() {
    income = BinnedCounts(series: 0, octaves: 0...0, bits: 0)
    economy = income
  }

  /// Bytes of one strategy's incomes.
  static func bytesPerStrategy(_ plan: HouseholdPlan, paths: Int) -> Int {
    plan.years.count * BinnedCounts.bytesPerSeries(octaves: octaves, bits: bits, values: paths)
  }

  /// Counts what waits, so that the bins can be merged and read.
  mutating func settle() {
    income.settle()
    economy.settle()
  }

  mutating func merge(_ other: WorkerBins) {
    income.merge(other.income)
    economy.merge(other.economy)
  }
}

extension BinnedCounts {
  /// [series]: ``HouseholdTotals/levels``.
  var quantiles: [[Double]] { (0..<series).map { quantiles(HouseholdTotals.levels, of: $0) } }
}
