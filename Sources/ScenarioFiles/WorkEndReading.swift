// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// When somebody stops working: `work` of a person in a strategy.
extension ScenarioReader {
  static let workKey = "work"
  private static let workForm = "work is until an age or a month: until 63, until 62y6m, until 2031-05"

  /// What a strategy says of one person: claims, and first months of survivors' pensions.
  struct Wishes<Claim, Survivor> {
    var claims: [String: [Country: Claim]] = [:]
    var survivors: [String: [Country: Survivor]] = [:]
    /// Ends of work; one where a strategy is named.
    var work: [String: [LabelledEnd]] = [:]
    var buys: [String: [Country: [BoughtMonths]]] = [:]
  }

  struct LabelledEnd {
    var label: String
    var end: WorkEnd
  }

  /// One end where a strategy is named, any number in a grid; empty when something is wrong.
  func workEnds(_ element: Element, inGrid: Bool) -> [LabelledEnd] {
    if element.items != nil, !inGrid {
      fail(element.position, "a named strategy has one end of work, not a list", hint: "a list belongs in a grid")
      return []
    }
    var found: [LabelledEnd] = []
    for item in element.items ?? [element] {
      guard let end = workEnd(item) else { return [] }
      if found.contains(where: { $0.end == end.end }) {
        fail(item.position, "'\(end.label)' stands twice in the list", hint: "keep one of the two")
        return []
      }
      found.append(end)
    }
    return found
  }

  private func workEnd(_ element: Element) -> LabelledEnd? {
    guard let text = text(element, Self.workKey, hint: Self.workForm) else { return nil }
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 2, words[0] == "until" else {
      fail(element.position, "'work' is '\(text.shortened)', which is no end of work", hint: Self.workForm)
      return nil
    }
    if let age = Self.age(words[1]) {
      guard (30...80).contains(age.years) else {
        fail(element.position, "work ends at \(age)", hint: "ages run from 30 to 80")
        return nil
      }
      return LabelledEnd(label: text, end: .age(age))
    }
    return month(words[1], Self.workKey, at: element.position).map { LabelledEnd(label: text, end: .month($0)) }
  }
}
