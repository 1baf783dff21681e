// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Strategies

extension ReportBuilder {
  /// Each law regime beside the base on the same futures; empty where the scenario asks for none.
  func lawBeside() -> [Block] {
    guard !result.beside.isEmpty else { return [] }
    let regimes = result.beside.map(\.regime)
    var columns: [(RichText, number: Bool)] = [
      (words.rich(LabelPhrase.strategy), false), (RichText(baseLawName), true),
    ]
    for regime in regimes {
      columns.append((words.rich(LabelPhrase.lifeValue, ["regime": regimeName(regime)]), true))
    }
    let rows = shownStrategies(limit: 12).map { index in
      let strategy = result.strategies[index]
      return [RichText(fullName(strategy)), RichText(numbers.estimate(strategy.lifetimeValue, currency))]
        + result.beside.map { column in
          column.strategies.first { $0.name == strategy.name }
            .map { RichText(numbers.estimate($0.lifetimeValue, currency)) } ?? RichText("–")
        }
    }
    var blocks: [Block] = [
      .heading(2, words.rich(SectionPhrase.law)), .paragraph(words.rich(SectionPhrase.lawNote)),
    ]
    for regime in regimes where regime.name == "article" {
      blocks.append(
        .note(
          words.rich(
            SectionPhrase.lawNotLaw,
            ["regime": words.quoted(regimeName(regime)), "why": words.rich(RegimePhrase.articleCaveat)])))
    }
    blocks.append(.table(TextTable(columns: columns, rows: rows)))
    let bests =
      [RichText(baseLawName + ": " + proposed.name)]
      + result.beside.compactMap { column in
        // Best first, each set against the first: the same rule as in the answer.
        let place = Recommendation(column.strategies).proposed
        return column.strategies.indices.contains(place)
          ? RichText(regimeName(column.regime) + ": " + column.strategies[place].name) : nil
      }
    return blocks + [.paragraph(words.rich(LabelPhrase.best) + RichText(":")), .list(bests)]
  }

  private var baseLawName: String {
    scenario.law.parts.map { part in
      let name = regimeName(part.regime)
      return scenario.law.parts.count == 1 ? name : "\(name) \(numbers.percent(part.weight))"
    }.joined(separator: " + ")
  }
}
