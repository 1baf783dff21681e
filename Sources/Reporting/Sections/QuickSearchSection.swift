// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statistics
import Strategies

extension ReportBuilder {
  /// Whether a plan that is not in the reader's list is better, and by how much.
  func searched() -> RichText? {
    guard let search = result.quickSearch else { return nil }
    let listed = result.strategies.first { $0.spec.name != search.best.name }
    var text: RichText
    if !search.isListed, top.spec.name == search.best.name, let listed {
      text = words.rich(
        AnswerPhrase.searchedBetter,
        [
          "count": numbers.integer(search.combinations), "name": name(top), "listed": name(listed),
          "monthly": RichText.strong(numbers.estimate(perMonth(0 - listed.differenceToBest), currency)),
          "lifetime": numbers.estimate(0 - listed.differenceToBest, currency),
        ])
    } else {
      text = words.rich(
        AnswerPhrase.searchedSame,
        [
          "count": numbers.integer(search.combinations), "paths": numbers.integer(search.paths), "name": name(top),
        ])
    }
    if !search.isExhaustive {
      text = text + RichText(" ") + words.rich(AnswerPhrase.searchedInTurns)
    } else if scenario.needs.areStated {
      text = text + RichText(" ") + words.rich(AnswerPhrase.searchedMoney)
    }
    return text
  }
}
