// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Strategies

extension ReportBuilder {
  /// Months after which waiting one more costs a part of the pension for life, the steepest first.
  func cliffs() -> [RichText] {
    result.cliffs.sorted { $0.before - $0.after > $1.before - $1.after }.prefix(3).map { cliff in
      let pension =
        scenario.members.count == 1
        ? RichText(pension(cliff.country)).capitalized.plain
        : words.text(AnswerPhrase.ofPerson, ["person": cliff.person, "text": pension(cliff.country)])
      let text = words.rich(
        AnswerPhrase.cliff,
        [
          "pension": pension, "before": numbers.money(cliff.before, cliff.currency),
          "after": numbers.money(cliff.after, cliff.currency), "month": numbers.month(cliff.month),
          "age": age(of: cliff.person, in: cliff.month + 1).map(numbers.age) ?? "–", "cause": words.text(cliff.cause),
        ])
      guard !cliff.readings.isEmpty else { return text }
      let readings = cliff.readings.map {
        $0.says.map(words.text) ?? words.text(AnswerPhrase.cliffSetting, ["setting": $0.setting, "value": $0.value])
      }
      return text + RichText(" ")
        + words.rich(
          AnswerPhrase.cliffReading, ["readings": readings.joined(separator: words.text(GeneralPhrase.clauseEnd))])
    }
  }
}
