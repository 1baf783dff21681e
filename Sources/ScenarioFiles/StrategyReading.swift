// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// Strategies: named ones, and grids of every combination.
extension ScenarioReader {
  /// More than this belongs to `retiresim search`.
  static let mostStrategies = 2500
  private static let claimForm =
    "a claim is earliest, full, latest, never, an age (62y6m) or a month (2031-04)"
  private static let filingForm =
    "file is 'as early as allowed', 'on the day', '6 months before', '12 months late' or a month"

  func strategies(_ element: Element, of members: [Member], couple: Couple) -> [StrategySpec] {
    let members = members.map { claimants($0, among: members, couple: couple) }
    guard let items = element.items, !items.isEmpty else {
      fail(
        element.position,
        element.items == nil ? "'strategies' is \(describe(element)); a list is wanted" : "'strategies' is empty",
        hint: "strategies: [ { name: both at once, ana: { US: earliest, LU: earliest } } ]")
      return []
    }
    var found: [StrategySpec] = []
    var names: [String: Position] = [:]
    for item in items {
      let isGrid = item.entries?.contains { $0.key == "grid" } ?? false
      for strategy in isGrid ? grid(item, of: members) : named(item, of: members).map({ [$0] }) ?? [] {
        if let first = names[strategy.name] {
          fail(
            Position(line: strategy.line, column: strategy.column),
            "two strategies are called '\(strategy.name.shortened)'; the first is on line \(first.line)",
            hint: isGrid ? "give the grid a name of its own" : "give each a name of its own")
          break
        }
        names[strategy.name] = Position(line: strategy.line, column: strategy.column)
        found.append(strategy)
      }
      if found.count > Self.mostStrategies {
        fail(
          item.position, "these are more than \(Self.mostStrategies) strategies",
          hint: "take larger steps, or let 'retiresim search' try every month")
        return []
      }
    }
    return found
  }

  // MARK: Named

  private func named(_ element: Element, of members: [Claimants]) -> StrategySpec? {
    guard let fields = fields(element, ScenarioKeys.strategy, named: "strategy", open: true) else { return nil }
    let name = fields("name").flatMap { text($0, "name") }
    let wishes = byPerson(fields.others, of: members, at: element.position, inGrid: false) { element, system in
      claims(element, system, inGrid: false).first?.wish
    } survivor: { element, months, born in
      survivorStarts(element, months, born: born, inGrid: false).first?.wish
    }
    guard let name, let wishes else { return nil }
    var spec = StrategySpec(
      name: name, wishes: wishes.claims, line: element.position.line, column: element.position.column)
    (spec.survivors, spec.buys) = (wishes.survivors, wishes.buys)
    spec.work = wishes.work.compactMapValues { $0.first?.end }
    return spec
  }

  /// One value for each person and country with a record; nil when something is missing.
  private func byPerson<Value, Survivor>(
    _ entries: [Element.Entry], of members: [Claimants], at position: Position, inGrid: Bool,
    read: (Element, any PensionSystem) -> Value?, survivor: (Element, SurvivorMonths, YearMonth) -> Survivor?
  ) -> Wishes<Value, Survivor>? {
    let ids = members.map(\.id)
    var found = Wishes<Value, Survivor>()
    var isComplete = true
    var guesses: Set<String> = []
    for entry in entries {
      if late[entry.key] != nil {
        lateClaims(entry)
        continue
      }
      guard let member = members.first(where: { $0.id == entry.key }) else {
        if !ids.isEmpty {
          if let guess = Spelling.nearest(to: entry.key, among: ids) { guesses.insert(guess) }
          failUnknown(
            "person", entry.key, among: ids + (inGrid ? [] : ["name", "grid"]), at: entry.keyPosition,
            hint: "people of this scenario: \(ids.joined(separator: ", "))")
        }
        isComplete = false
        continue
      }
      let hint = "\(entry.key): { \(member.records.map { "\($0): earliest" }.joined(separator: ", ")) }"
      guard let choices = self.entries(entry.value, named: entry.key, hint: hint) else {
        isComplete = false
        continue
      }
      var values: [Country: Value] = [:]
      for choice in choices {
        if choice.key == Self.workKey {
          let ends = workEnds(choice.value, inGrid: inGrid)
          if ends.isEmpty { isComplete = false } else { found.work[entry.key] = ends }
          continue
        }
        if choice.key == Self.survivorKey {
          let starts = survivors(choice, of: member, read: survivor)
          if let starts { found.survivors[entry.key] = starts } else { isComplete = false }
          continue
        }
        if choice.key == Self.buysKey {
          if let bought = buys(choice, of: member) { found.buys[entry.key] = bought } else { isComplete = false }
          continue
        }
        guard let country = country(choice.key, entry.key, at: choice.keyPosition) else {
          isComplete = false
          continue
        }
        guard (member.records + member.spouse).contains(country), let system = systems[country] else {
          isComplete = false
          if incomplete.contains(entry.key) { continue }
          if member.unmarried.contains(country) {
            fail(
              choice.keyPosition, "unmarried: no spouse's benefit in \(country) for \(entry.key)",
              hint: "remove \(country), or say since when the two are married")
            continue
          }
          if refusesRunning(choice, of: member, in: country) { continue }
          fail(
            choice.keyPosition, "\(entry.key) has no record in \(country)",
            hint: "records: \(member.records.map(\.code).joined(separator: ", "))")
          continue
        }
        if let value = read(choice.value, system) { values[country] = value } else { isComplete = false }
      }
      for country in member.records where !choices.contains(where: { $0.key == country.code }) {
        fail(
          entry.keyPosition, "the strategy does not say when \(entry.key) claims in \(country)",
          hint: "add \(country): earliest, or \(country): never")
        isComplete = false
      }
      found.claims[entry.key] = values
    }
    for id in ids where !guesses.contains(id) && !entries.contains(where: { $0.key == id }) {
      let records = members.first { $0.id == id }?.records ?? []
      // Who has no record claims on the other's as soon as that is possible.
      if records.isEmpty, !incomplete.contains(id) { continue }
      fail(
        position, "the strategy does not name \(id)",
        hint: "a strategy says for everybody when to claim; add \(id): { "
          + records.map { "\($0): earliest" }.joined(separator: ", ") + " }")
      isComplete = false
    }
    return isComplete ? found : nil
  }

  // MARK: Grids

  private func grid(_ element: Element, of members: [Claimants]) -> [StrategySpec] {
    guard let fields = fields(element, ScenarioKeys.grid, named: "grid") else { return [] }
    let prefix = fields("name").flatMap { text($0, "name") }.map { "\($0): " } ?? ""
    guard let axesElement = fields("grid"),
      let entries = entries(axesElement, named: "grid", hint: ScenarioKeys.grid.key("grid")?.hint ?? ""),
      let axes = byPerson(
        entries, of: members, at: axesElement.position, inGrid: true,
        read: { element, system in
          let found = claims(element, system, inGrid: true)
          return found.isEmpty ? nil : found
        },
        survivor: { element, months, born in
          let found = survivorStarts(element, months, born: born, inGrid: true)
          return found.isEmpty ? nil : found
        })
    else { return [] }
    var cells: [StrategySpec] = [
      StrategySpec(name: "", wishes: [:], fromGrid: true, line: element.position.line, column: element.position.column)
    ]
    cells[0].buys = axes.buys
    for axis in gridAxes(axes, of: members) {
      guard cells.count * axis.count <= Self.mostStrategies else {
        fail(
          element.position, "the grid has more than \(Self.mostStrategies) combinations",
          hint: "take larger steps, or let 'retiresim search' try every month")
        return []
      }
      cells = cells.flatMap { cell in
        axis.map { choice in
          var next = cell
          next.name += (cell.name.isEmpty ? prefix : ", ") + choice.label
          choice.apply(&next)
          return next
        }
      }
    }
    return cells
  }

  // MARK: Claims

  struct LabelledWish {
    var label: String
    var wish: ClaimWish
  }

  /// What one place says of one pension: one wish where a strategy is named, any number in a grid.
  private func claims(_ element: Element, _ system: any PensionSystem, inGrid: Bool) -> [LabelledWish] {
    guard element.entries != nil else {
      return starts(element, inGrid: inGrid).map { LabelledWish(label: $0.label, wish: ClaimWish(start: $0.start)) }
    }
    guard let fields = fields(element, ScenarioKeys.claim, named: "\(system.country)") else { return [] }
    let starts = fields("claim").map { self.starts($0, inGrid: inGrid) } ?? []
    var filings: [(label: String, filing: ClaimWish.Filing)] = [("", .asEarlyAsAllowed)]
    if let element = fields("file") {
      filings = self.filings(element, system, inGrid: inGrid)
    }
    for filing in filings {
      guard case .month(let filed) = filing.filing else { continue }
      for start in starts {
        if case .month(let wanted) = start.start, wanted - filed > system.filingLead {
          fail(
            fields.place("file"),
            "filing in \(filed) is \(wanted - filed) months before the claim of \(wanted); "
              + "\(system.name) allows \(system.filingLead)", hint: "file from \(wanted - system.filingLead) on")
        }
      }
    }
    return starts.flatMap { start in
      filings.map {
        LabelledWish(label: start.label + $0.label, wish: ClaimWish(start: start.start, filing: $0.filing))
      }
    }
  }

  private func starts(_ element: Element, inGrid: Bool) -> [(label: String, start: ClaimWish.Start)] {
    var found: [(label: String, start: ClaimWish.Start)] = []
    if element.items != nil, !inGrid {
      fail(element.position, "a named strategy has one claim, not a list", hint: "a list belongs in a grid")
      return []
    }
    for item in element.items ?? [element] {
      guard let text = text(item, "claim", hint: Self.claimForm) else { continue }
      if text.contains("..") {
        guard inGrid else {
          fail(
            item.position, "a named strategy has one claim, not the range '\(text.shortened)'",
            hint: "a range belongs in a grid")
          continue
        }
        found += range(text, at: item.position).map { (Self.label($0), $0) }
      } else if let start = start(text, at: item.position) {
        found.append((Self.label(start), start))
      }
    }
    for (index, item) in found.enumerated() where found[..<index].contains(where: { $0.start == item.start }) {
      fail(element.position, "'\(item.label)' stands twice in the list", hint: "keep one of the two")
      return []
    }
    return found
  }

  private func start(_ text: String, at position: Position) -> ClaimWish.Start? {
    switch text {
    case "earliest": return .earliest
    case "full": return .full
    case "latest": return .latest
    case "never": return .never
    default: break
    }
    if let age = Self.age(text) {
      if (50...75).contains(age.years) { return .age(age) }
      fail(position, "no pension starts at \(age)", hint: "ages to claim at run from 50 to 75")
      return nil
    }
    if text.contains("-") { return month(text, "claim", at: position).map { .month($0) } }
    let guess = Spelling.nearest(to: text, among: ["earliest", "full", "latest", "never"])
    fail(
      position,
      "'\(text.shortened)' is no age, month or word for a claim" + (guess.map { "; did you mean '\($0)'?" } ?? ""),
      hint: Self.claimForm)
    return nil
  }

  static func label(_ start: ClaimWish.Start) -> String {
    switch start {
    case .earliest: "earliest"
    case .full: "full"
    case .latest: "latest"
    case .never: "never"
    case .age(let age): "\(age)"
    case .month(let month): "\(month)"
    }
  }

  /// `62..70 by year`, `62..64 by month`, `2028-01..2030-12 by 3 months`.
  func range(_ text: String, at position: Position) -> [ClaimWish.Start] {
    let form = "a range is 62..70 by year, 62..64 by month or 2028-01..2030-12 by 3 months"
    let halves = text.split(separator: " by ", maxSplits: 1).map { String($0).trimmed }
    guard halves.count == 2, let dots = halves[0].firstRange(of: "..") else {
      fail(position, "the range '\(text.shortened)' has no step", hint: form)
      return []
    }
    let step: Int? =
      switch halves[1] {
      case "month": 1
      case "year": 12
      default: Self.months(halves[1])
      }
    guard let step, step > 0 else {
      fail(position, "'\(halves[1].shortened)' is no step", hint: form)
      return []
    }
    let first = String(halves[0][..<dots.lowerBound]).trimmed
    let last = String(halves[0][dots.upperBound...]).trimmed
    guard let from = start(first, at: position), let through = start(last, at: position) else { return [] }
    var found: [ClaimWish.Start] = []
    switch (from, through) {
    case (.age(let a), .age(let b)) where a <= b:
      found = stride(from: a.inMonths, through: b.inMonths, by: step).map { .age(Age(months: $0)) }
    case (.month(let a), .month(let b)) where a <= b:
      found = stride(from: a.index, through: b.index, by: step).map { .month(YearMonth(index: $0)) }
    case (.age, .age), (.month, .month):
      fail(position, "the range '\(text.shortened)' ends before it starts", hint: form)
    default:
      fail(position, "the range '\(text.shortened)' runs from one kind of value to another", hint: form)
    }
    return found
  }

  // MARK: Filing

  private func filings(_ element: Element, _ system: any PensionSystem, inGrid: Bool) -> [(
    label: String, filing: ClaimWish.Filing
  )] {
    if element.items != nil, !inGrid {
      fail(
        element.position, "a named strategy files once, not at every time of a list", hint: "a list belongs in a grid")
      return []
    }
    return (element.items ?? [element]).compactMap { item in
      guard let text = text(item, "file", hint: Self.filingForm) else { return nil }
      guard let filing = filing(text, at: item.position) else { return nil }
      if case .monthsBefore(let lead) = filing, lead > system.filingLead {
        fail(
          item.position,
          "filing \(lead) months before the claim is too early; \(system.name) allows \(system.filingLead)",
          hint: "write \(system.filingLead) months before, or as early as allowed")
        return nil
      }
      return filing == .asEarlyAsAllowed ? ("", filing) : (" filed \(text)", filing)
    }
  }

  private func filing(_ text: String, at position: Position) -> ClaimWish.Filing? {
    switch text {
    case "as early as allowed": return .asEarlyAsAllowed
    case "on the day": return .onTheDay
    default: break
    }
    let words = text.split(separator: " ")
    if let last = words.last, words.count > 1, let months = Self.months(words.dropLast().joined(separator: " ")) {
      switch last {
      case "before", "early": return .monthsBefore(months)
      case "after", "late": return .monthsAfter(months)
      default: break
      }
    }
    if text.contains("-"), !text.contains(" ") { return month(text, "file", at: position).map { .month($0) } }
    let guess = Spelling.nearest(to: text, among: ["as early as allowed", "on the day"])
    fail(
      position, "'\(text.shortened)' is no time of filing" + (guess.map { "; did you mean '\($0)'?" } ?? ""),
      hint: Self.filingForm)
    return nil
  }
}
