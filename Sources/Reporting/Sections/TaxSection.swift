// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// What a report says of income tax.
extension ReportBuilder {
  /// Countries whose income tax is worked out, in words.
  private var taxing: String {
    words.list(systems.values.filter { $0.incomeTax != nil }.map(\.country).sorted().map(country))
  }

  /// What is taken from the figures, in one sentence.
  func taken() -> RichText {
    switch scenario.deductions {
    case .full: words.rich(AnswerPhrase.taxed, ["countries": taxing])
    case .withholding: words.rich(AnswerPhrase.notModelled, ["deductions": words.rich(AnswerPhrase.withheld)])
    case .none: words.rich(AnswerPhrase.notModelled, ["deductions": words.rich(AnswerPhrase.notWithheld)])
    }
  }

  /// What tax takes from the proposed plan, and whether another plan would be best without it; nil where nothing is taxed.
  func incomeTax() -> RichText? {
    guard let before = result.beforeTax?.lifetimeValues.map(\.value),
      let after = result.stressBase?.lifetimeValues.map(\.value), before.indices.contains(recommendation.proposed)
    else { return nil }
    let (gross, net) = (before[recommendation.proposed], after[recommendation.proposed])
    let text = words.rich(
      net > gross ? AnswerPhrase.taxGives : .taxTakes,
      [
        "amount": RichText.strong(numbers.money(abs(gross - net), currency)),
        "share": numbers.percent(gross > 0 ? (gross - net) / gross : 0, 1), "gross": numbers.money(gross, currency),
      ])
    guard result.strategies.count > 1 else { return text }
    let names = [before, after].map { bestName(among: $0) }
    return text + RichText(" ")
      + (names[0] == names[1]
        ? words.rich(AnswerPhrase.taxKeeps)
        : words.rich(
          AnswerPhrase.taxMoves, ["before": words.quoted(names[0]), "after": words.quoted(names[1])]))
  }

  var payCounted: AnswerPhrase { scenario.isTaxed ? .payCountedTaxed : .payCounted }

  /// A line of what is not modelled.
  func limit(_ phrase: LimitPhrase) -> RichText {
    guard scenario.isTaxed else { return words.rich(phrase) }
    return switch phrase {
    case .incomeTax: words.rich(SectionPhrase.taxLimit, ["countries": taxing])
    case .work: words.rich(SectionPhrase.workLimit)
    default: words.rich(phrase)
    }
  }
}
