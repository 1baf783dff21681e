// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

extension ReportBuilder {
  /// Pensions of countries whose law is not modelled: due, and in no figure.
  func missingPensions() -> [RichText] {
    scenario.members.flatMap { member in
      member.otherCoverage.sorted { $0.key < $1.key }.filter { $0.value.total > 0 }.map { other, coverage in
        words.rich(
          AnswerPhrase.pensionMissing,
          [
            "country": country(other),
            "months": numbers.integer(coverage.total * (coverage.unit == .quarter ? 3 : 1)),
            "person": scenario.members.count > 1 ? " (\(member.person.id))" : "",
          ])
      }
    }
  }
}
