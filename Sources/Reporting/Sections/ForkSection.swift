// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Statistics
import Strategies

/// Doubt in the law: no chance, so no share of futures covers it.
extension ReportBuilder {
  /// A plan that other readings of the law make the better one.
  struct Fork {
    var plan: StrategyResult
    /// By what it is better, of the readings that gain least from it, over life.
    var gain: Double
    var rows: [StressRow]
  }

  /// The plans to which a reading turns the answer, the dearest mistake first.
  var forks: [Fork] {
    var found: [Fork] = []
    for row in result.stresses where row.isReading && !row.changesNothing {
      let values = row.lifetimeValues.map(\.value)
      guard let best = eligible(of: values).max(by: { values[$0] < values[$1] }), best < result.strategies.count else {
        continue
      }
      let gain = values[best] - values[recommendation.proposed]
      guard perMonth(.exact(gain)).value >= Recommendation.tolerance else { continue }
      if let place = found.firstIndex(where: { $0.plan.name == result.strategies[best].name }) {
        found[place].rows.append(row)
        found[place].gain = min(found[place].gain, gain)
      } else {
        found.append(Fork(plan: result.strategies[best], gain: gain, rows: [row]))
      }
    }
    return found.sorted { $0.gain > $1.gain }
  }

  func forksInWords() -> [RichText] {
    forks.map { fork in
      let readings = RichText(
        fork.rows.map { words.text($0.label) }.joined(separator: words.text(GeneralPhrase.clauseEnd))
      ).capitalized
      let text = words.rich(
        AnswerPhrase.fork,
        [
          "readings": readings, "plan": name(fork.plan),
          "amount": numbers.money(perMonth(.exact(fork.gain)).value, currency),
        ])
      guard let office = fork.rows.lazy.compactMap(\.office).first, let month = parting(proposed, fork.plan) else {
        return text
      }
      return text + RichText(" ")
        + words.rich(AnswerPhrase.forkAsk, ["office": words.text(office), "month": numbers.month(month)])
    }
  }

  /// The first month in which one of two plans files what the other does not.
  private func parting(_ a: StrategyResult, _ b: StrategyResult) -> YearMonth? {
    func acts(_ plan: StrategyResult) -> Set<String> {
      Set(plan.claims.map { "\($0.person) \($0.country) \($0.filed) \($0.entitlement)" })
    }
    let common = acts(a).intersection(acts(b))
    return (a.claims + b.claims).filter { !common.contains("\($0.person) \($0.country) \($0.filed) \($0.entitlement)") }
      .map(\.filed).min()
  }

  /// What everything that is called sure rests on.
  func given() -> RichText {
    guard let tried = result.readings, tried.count > 0 else { return words.rich(AnswerPhrase.givenPlain) }
    let turning = forks.reduce(0) { $0 + $1.rows.count }
    let text = words.rich(
      turning == 0 ? AnswerPhrase.givenAll : .givenSome,
      ["count": numbers.integer(tried.count), "turning": numbers.integer(turning)])
    guard !tried.refused.isEmpty else { return text }
    return words.rich(AnswerPhrase.givenRefused, ["text": text, "refused": numbers.integer(tried.refused.count)])
  }
}
