// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// Where the exchange rate alone ends means-tested income, at constant prices and wages.
///
/// The household has it while `share · (own + foreign / rate) < guaranteed`, `rate` in units of the foreign currency
/// for one of the own, so it ends at `rate = share · foreign / (guaranteed − share · own)` and below.
struct MinimumCrossing: Hashable, Sendable {
  var name: Remark
  var article: Remark
  var country: Country
  /// A month, in the country's currency.
  var guaranteed: Double
  /// Counted pensions in the country's own currency, a month.
  var own: Double
  var ownCurrency: CurrencyCode
  /// Counted pensions in the other currency, a month, in that currency.
  var foreign: Double
  var foreignCurrency: CurrencyCode?
  /// Units of the foreign currency for one of the own; nil where no rate ends it or it is not paid at any rate.
  var rate: Double?

  init(
    name: Remark, article: Remark, country: Country, guaranteed: Double, own: Double, ownCurrency: CurrencyCode,
    foreign: Double, foreignCurrency: CurrencyCode?
  ) {
    (self.name, self.article, self.country) = (name, article, country)
    (self.guaranteed, self.own, self.ownCurrency) = (guaranteed, own, ownCurrency)
    (self.foreign, self.foreignCurrency) = (foreign, foreignCurrency)
    rate = foreign > 0 && guaranteed > own ? foreign / (guaranteed - own) : nil
  }
}

extension ReportBuilder {
  /// The crossing for a strategy once all its pensions are paid; nil where there is no means-tested income then.
  func crossing(of strategy: StrategyResult) -> MinimumCrossing? {
    guard case .available(let minimum) = result.minimum,
      let country = scenario.members.lazy.compactMap({ $0.person.residence(in: minimum.months.lowerBound) }).first,
      let home = systems[country]
    else { return nil }
    let onOtherRecords = (result.spouses[strategy.name] ?? []).map(\.award)
    let awards = strategy.claims.map(\.award) + onOtherRecords
    // Work takes from pensions while it lasts.
    let allPaid =
      (awards.map(\.from) + awards.flatMap(\.losses).map(\.through)
      + result.incomes.filter { $0.kind == .work }.compactMap(\.until)).max() ?? scenario.asOf
    let month = max(max(allPaid, minimum.months.lowerBound), scenario.asOf) + 1
    guard minimum.months.contains(month), minimum.amountByAdults.indices.contains(scenario.members.count),
      let prices = try? ConstantPrices(home, asOf: scenario.asOf, through: month, scenario: scenario),
      let level = prices.level(minimum.level, in: month)
    else { return nil }
    var own = 0.0
    var foreign = 0.0
    var foreignCurrency: CurrencyCode?
    for award in awards {
      guard let system = systems[award.country],
        let there = try? ConstantPrices(system, asOf: scenario.asOf, through: month, scenario: scenario),
        let amount = there.monthlyAmount(of: award, in: month).map({ max(0, $0) })
      else { return nil }
      if system.currency == home.currency {
        own += amount * minimum.countedShare
      } else {
        guard foreignCurrency == nil || foreignCurrency == system.currency else { return nil }
        foreignCurrency = system.currency
        foreign += amount * minimum.countedShare
      }
    }
    return MinimumCrossing(
      name: minimum.name, article: minimum.article, country: country,
      guaranteed: minimum.amountByAdults[scenario.members.count] * level, own: own, ownCurrency: home.currency,
      foreign: foreign, foreignCurrency: foreignCurrency)
  }
}
