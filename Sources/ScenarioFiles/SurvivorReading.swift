// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// When a survivor's pension starts, by country: `survivor` of a person in a strategy.
extension ScenarioReader {
  static let survivorKey = "survivor"
  private static let survivorForm =
    "a survivor's pension starts best, at once, at an age (62y6m) or in a month (2031-04)"

  struct LabelledStart {
    var label: String
    var wish: SurvivorWish
  }

  /// By country; nil when something is wrong.
  func survivors<Survivor>(
    _ entry: Element.Entry, of member: Claimants, read: (Element, SurvivorMonths, YearMonth) -> Survivor?
  ) -> [Country: Survivor]? {
    let known = member.survivor.keys.sorted()
    let hint = known.first.map { "survivor: { \($0): best }" } ?? "leave it out"
    guard let choices = entries(entry.value, named: Self.survivorKey, hint: hint) else { return nil }
    var found: [Country: Survivor] = [:]
    for choice in choices {
      guard let country = country(choice.key, Self.survivorKey, at: choice.keyPosition) else { return nil }
      guard let months = member.survivor[country] else {
        if incomplete.isEmpty {
          fail(
            choice.keyPosition, "no death leaves \(member.id) a pension in \(country) whose first month can be chosen",
            hint: known.isEmpty
              ? "leave 'survivor' out" : "countries with a choice: \(known.map(\.code).joined(separator: ", "))")
        }
        return nil
      }
      if !member.former.contains(country),
        (choice.value.items ?? [choice.value]).contains(where: { $0.text == "never" })
      {
        fail(
          choice.value.position, "a pension that a death leaves later always starts; '\(member.id)' is not widowed yet",
          hint: Self.survivorForm)
        return nil
      }
      guard let value = read(choice.value, months, member.born) else { return nil }
      found[country] = value
    }
    return found
  }

  /// What one place says of the first month: one wish where a strategy is named, any number in a grid.
  func survivorStarts(_ element: Element, _ months: SurvivorMonths, born: YearMonth, inGrid: Bool) -> [LabelledStart] {
    if element.items != nil, !inGrid {
      fail(element.position, "a named strategy has one first month, not a list", hint: "a list belongs in a grid")
      return []
    }
    var found: [LabelledStart] = []
    for item in element.items ?? [element] {
      guard let text = text(item, Self.survivorKey, hint: Self.survivorForm) else { return [] }
      if text.contains("..") {
        guard inGrid else {
          fail(
            item.position, "a named strategy has one first month, not the range '\(text.shortened)'",
            hint: "a range belongs in a grid")
          return []
        }
        let starts = range(text, at: item.position).compactMap(Self.survivorStart)
        if starts.isEmpty { return [] }
        found += starts
      } else if let start = survivorStart(text, at: item.position) {
        found.append(start)
      } else {
        return []
      }
      for start in found where Self.month(start.wish, born: born).map({ $0 < months.first }) ?? false {
        fail(
          item.position,
          "a survivor's pension from \(start.label) starts before \(months.firstAge) (\(months.article))",
          hint: "write \(months.firstAge), or a month from \(months.first) on")
        return []
      }
    }
    for (index, item) in found.enumerated() where found[..<index].contains(where: { $0.wish == item.wish }) {
      fail(element.position, "'\(item.label)' stands twice in the list", hint: "keep one of the two")
      return []
    }
    return found
  }

  private func survivorStart(_ text: String, at position: Position) -> LabelledStart? {
    switch text {
    case "best": return LabelledStart(label: text, wish: .best)
    case "at once": return LabelledStart(label: text, wish: .atOnce)
    case "never": return LabelledStart(label: text, wish: .never)
    default: break
    }
    if let age = Self.age(text) { return LabelledStart(label: text, wish: .age(age)) }
    if text.contains("-") {
      return month(text, Self.survivorKey, at: position).map { LabelledStart(label: "\($0)", wish: .month($0)) }
    }
    let guess = Spelling.nearest(to: text, among: ["best", "at once"])
    fail(
      position,
      "'\(text.shortened)' is no first month of a survivor's pension" + (guess.map { "; did you mean '\($0)'?" } ?? ""),
      hint: Self.survivorForm)
    return nil
  }

  private static func survivorStart(_ start: ClaimWish.Start) -> LabelledStart? {
    switch start {
    case .age(let age): LabelledStart(label: "\(age)", wish: .age(age))
    case .month(let month): LabelledStart(label: "\(month)", wish: .month(month))
    case .earliest, .full, .latest, .never: nil
    }
  }

  /// The month wanted, whenever the death is; nil where it hangs on the death.
  private static func month(_ wish: SurvivorWish, born: YearMonth) -> YearMonth? {
    switch wish {
    case .best, .atOnce, .never: nil
    case .age(let age): born + age.inMonths
    case .month(let month): month
    }
  }

  /// What each axis of a grid can be, and how it changes a strategy.
  func gridAxes(_ axes: Wishes<[LabelledWish], [LabelledStart]>, of members: [Claimants]) -> [[(
    label: String, apply: (inout StrategySpec) -> Void
  )]] {
    members.flatMap { member in
      let id = member.id
      let who = members.count > 1 ? "\(id) " : ""
      // The alphabet backwards reads better.
      let claims = (axes.claims[id] ?? [:]).sorted { $0.key > $1.key }.map { country, choices in
        choices.map { choice in
          (
            label: "\(who)\(country) \(choice.label)",
            apply: { (spec: inout StrategySpec) in spec.wishes[id, default: [:]][country] = choice.wish }
          )
        }
      }
      let survivors = (axes.survivors[id] ?? [:]).sorted { $0.key > $1.key }.map { country, choices in
        choices.map { choice in
          (
            label: "\(who)\(country) survivor \(choice.label)",
            apply: { (spec: inout StrategySpec) in spec.survivors[id, default: [:]][country] = choice.wish }
          )
        }
      }
      let work = (axes.work[id].map { [$0] } ?? []).map { ends in
        ends.map { end in
          (label: "\(who)work \(end.label)", apply: { (spec: inout StrategySpec) in spec.work[id] = end.end })
        }
      }
      return claims + survivors + work
    }
  }
}
