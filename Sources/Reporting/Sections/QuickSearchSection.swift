// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statistics
import Strategies

extension ReportBuilder {
  /// Whether plans that are not in the reader's list are better, and by how much: for money, and for the need.
  func searched() -> [RichText] {
    guard let search = result.quickSearch else { return [] }
    let added = [search.money, search.need].compactMap { $0 }.filter { !$0.isListed }.map(\.best.name)
    let listed = result.strategies.filter { !added.contains($0.spec.name) }
    return [
      search.money.map { searched(forMoney: $0, listed: listed) },
      search.need.flatMap { searched(forNeed: $0, listed: listed) },
    ]
    .compactMap { $0 }
  }

  private func searched(forMoney found: QuickSearchResult.Found, listed: [StrategyResult]) -> RichText {
    var text: RichText
    if !found.isListed, top.spec.name == found.best.name, let listed = listed.first {
      text = words.rich(
        AnswerPhrase.searchedBetter,
        [
          "count": numbers.integer(found.combinations), "name": name(top), "listed": name(listed),
          "monthly": RichText.strong(numbers.estimate(perMonth(0 - listed.differenceToBest), currency)),
          "lifetime": numbers.estimate(0 - listed.differenceToBest, currency),
        ])
    } else {
      text = words.rich(
        AnswerPhrase.searchedSame,
        ["count": numbers.integer(found.combinations), "paths": numbers.integer(found.paths), "name": name(top)])
    }
    if !found.isExhaustive { text = text + RichText(" ") + words.rich(AnswerPhrase.searchedInTurns) }
    return text
  }

  private func searched(forNeed found: QuickSearchResult.Found, listed: [StrategyResult]) -> RichText? {
    guard let best = result.strategies.first(where: { $0.spec.name == found.best.name }) else { return nil }
    let most = listed.map(\.needsMet.value).max() ?? 0
    let isBetter = !found.isListed && best.needsMet.value > most + Recommendation.needsTolerance
    // On all paths a listed plan may cover it more often than what the search found on its own: none is said to be above that one.
    let covers = isBetter ? best : listed.reduce(best) { $1.needsMet.value > $0.needsMet.value ? $1 : $0 }
    var text = words.rich(
      isBetter ? AnswerPhrase.searchedNeed : .searchedNeedSame,
      [
        "count": numbers.integer(found.combinations), "name": name(covers),
        "share": numbers.share(covers.needsMet.value),
        "listed": numbers.share(most),
      ])
    if !found.isExhaustive, result.quickSearch?.money?.isExhaustive ?? true {
      text = text + RichText(" ") + words.rich(AnswerPhrase.searchedInTurns)
    }
    return text
  }
}
