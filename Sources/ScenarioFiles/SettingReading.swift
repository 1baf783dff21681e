// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension ScenarioReader {
  /// One of some words, or an amount with its currency behind others; passed on without the currency.
  func wordsOrAmount(
    _ element: Element, _ setting: ScenarioVocabulary.Setting, _ words: [String], _ before: String,
    _ currency: CurrencyCode
  ) -> String? {
    let ways = "\(words.joined(separator: ", ")), or \(before) and an amount, for example \(before) 24806 \(currency)"
    guard let text = text(element, setting.name, hint: ways) else { return nil }
    if words.contains(text) { return text }
    guard text.hasPrefix(before + " ") else {
      failUnknown("value of '\(setting.name)':", text, among: words + [before], at: element.position)
      return nil
    }
    let parts = text.dropFirst(before.count + 1).split(separator: " ")
    guard parts.count == 2, parts[1] == currency.text, let amount = ExactDecimal(parts[0]), amount >= .zero,
      amount <= ExactDecimal(1_000_000_000)
    else {
      fail(
        element.position,
        "'\(setting.name)' asks for an amount with its currency behind '\(before)', not '\(text.dropFirst(before.count + 1))'",
        hint: ways)
      return nil
    }
    return "\(before) \(amount)"
  }
}
