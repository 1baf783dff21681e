// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Strategies

extension ReportBuilder {
  /// What work or a stay abroad takes from the payments of the proposed strategy, and of the one it is set against.
  var notPaid: [RichText] {
    let own = notPaid(under: proposed)
    var points = own.map { words.rich(AnswerPhrase.notPaid, ["sentence": RichText($0)]) }
    if let reference {
      points += notPaid(under: reference).filter { !own.contains($0) }.map {
        words.rich(AnswerPhrase.notPaidUnder, ["strategy": name(reference), "sentence": RichText($0)])
      }
    }
    return points
  }

  /// One sentence for all of a person's pensions from a country: the longest run of months holds those of the others.
  private func notPaid(under strategy: StrategyResult) -> [String] {
    let losses =
      strategy.claims.flatMap { claim in claim.award.losses.map { ($0, claim.person, claim.country) } }
      + (result.spouses[strategy.name] ?? []).flatMap { paid in
        paid.award.losses.map { ($0, paid.spouse, paid.award.country) }
      }
    let told = losses.filter { loss, person, country in
      !losses.contains { other in
        other.1 == person && other.2 == country && other.0.kind == loss.kind
          && other.0.from <= loss.from && other.0.through >= loss.through && other.0.months > loss.months
      }
    }
    return unique(told.map { words.text($0.0.sentence) })
  }
}
