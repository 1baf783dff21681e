// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// Marriages of the past: `widowed` and `divorced` of a person, and people of the file who have died.
extension ScenarioReader {
  /// A person of the file who has died: what strategies say of her is the month from which she drew a pension.
  struct Late {
    var former: FormerSpouse
    var position: Position
  }

  /// `widowed: { died: 2024-05, … }` and `divorced: [ … ]`; each may be one mapping or a list of them.
  func formerSpouses(_ fields: Fields, id: String, born: CalendarDate?) -> [FormerSpouse] {
    var found: [FormerSpouse] = []
    for (key, section) in [("widowed", ScenarioKeys.widowed), ("divorced", ScenarioKeys.divorced)] {
      guard let element = fields(key) else { continue }
      for item in element.items ?? [element] {
        guard let former = formerSpouse(item, section, key: key, of: id, born: born) else { continue }
        found.append(former.spouse)
        formerPlaces[id, default: []].append(former.place)
      }
    }
    return found
  }

  private func formerSpouse(
    _ element: Element, _ section: ScenarioSection, key: String, of id: String, born: CalendarDate?
  ) -> (spouse: FormerSpouse, place: Position)? {
    guard let inner = fields(element, section, named: key) else { return nil }
    let birth = inner("born").flatMap { day($0, "born") }
    let married = inner("married").flatMap { dayOrMonth($0, "married") }
    let died = inner("died").flatMap { dayOrMonth($0, "died") }
    let divorced = section.key("divorced") == nil ? nil : inner("divorced").flatMap { dayOrMonth($0, "divorced") }
    guard let birth, key == "divorced" ? divorced != nil : died != nil else { return nil }
    let name = inner("name").flatMap { text($0, "name") } ?? EngineWords.nameless(isLate: died != nil, in: "en")
    if let married {
      if married <= birth {
        fail(inner.place("married"), "\(name) is born on \(birth), after the marriage of \(married.yearMonth)")
      } else if let born, married <= born {
        fail(inner.place("married"), "\(id) is born on \(born), after the marriage of \(married.yearMonth)")
      }
      if let died, died < married {
        fail(
          inner.place("died"), "\(name) dies in \(died.yearMonth), before the marriage of \(married.yearMonth)",
          hint: "the marriage comes first")
      }
      if let divorced, divorced < married {
        fail(
          inner.place("divorced"),
          "the divorce of \(divorced.yearMonth) comes before the marriage of \(married.yearMonth)",
          hint: "the marriage comes first")
      }
    } else if key == "widowed" {
      assume("people.\(id).widowed.married", "long enough for every right of a survivor")
    }
    if let died, let divorced, died < divorced {
      fail(
        inner.place("died"), "\(name) dies in \(died.yearMonth), before the divorce of \(divorced.yearMonth)",
        hint: "say widowed where the death ended the marriage")
    }
    for (key, day) in [("died", died), ("divorced", divorced)] {
      if let day, let asOf, day.yearMonth > asOf {
        fail(
          inner.place(key), "'\(key)' is \(day.yearMonth), after the valuation month \(asOf)",
          hint: "a death that may come is drawn: name both people; a divorce to come is not modelled")
      }
    }
    guard let records = inner("records") else { return nil }
    let known = inner("name").flatMap { text($0, "name") } ?? EngineWords.nameless(isLate: died != nil, in: language)
    var former = FormerSpouse(
      person: Person(id: unlike(known, (died ?? divorced ?? birth).yearMonth), born: birth, sex: .female),
      married: married, divorced: divorced, died: died,
      records: [:])
    read(records, claims: inner("pensions"), of: &former)
    return (former, inner.entries["married"]?.keyPosition ?? element.position)
  }

  /// The name, with a month where somebody else has it already.
  private func unlike(_ name: String, _ month: YearMonth) -> String {
    let unique = formerNames.contains(name) ? "\(name) (\(month))" : name
    formerNames.insert(unique)
    return unique
  }

  /// Records and first months of own pensions, which end with the death.
  private func read(_ records: Element, claims: Element?, of former: inout FormerSpouse) {
    let name = former.person.id
    let found = self.records(records, id: name, born: former.person.born)
    (former.records, former.otherCoverage) = (found.records, found.other)
    for (country, record) in found.records.sorted(by: { $0.key < $1.key }) {
      let place = records.entries?.first { $0.key == country.code }?.keyPosition ?? records.position
      if let system = systems[country], !system.vocabulary.paysSpouses {
        warn(
          place, "what \(name) leaves in \(country) is not worked out; the months count towards rights elsewhere",
          hint: "a survivor's pension from there that is paid already is a pension of its own")
      }
      guard let died = former.died?.yearMonth else { continue }
      if let last = record.periods.map(\.through).max(), last > died {
        fail(place, "\(name)'s record in \(country) runs to \(last), after the death in \(died)")
      } else if let last = record.earnings.filter({ $0.value.amount > .zero }).keys.max(), last > died.year {
        fail(place, "\(name)'s record in \(country) has earnings of \(last), after the death in \(died)")
      }
    }
    let code = former.records.keys.min()?.code ?? "…"
    guard let claims,
      let entries = entries(claims, named: "pensions", hint: "pensions: { \(code): { since: 2020-05 } }")
    else { return }
    for entry in entries {
      guard let country = country(entry.key, "pensions", at: entry.keyPosition),
        let inner = fields(entry.value, ScenarioKeys.formerPension, named: "pensions"),
        let since = inner("since").flatMap({ month($0, "since") })
      else { continue }
      claim(country, since: since, of: &former, at: inner.place("since"), entry.keyPosition)
    }
  }

  /// Sets the first month of a former spouse's own pension.
  private func claim(
    _ country: Country, since: YearMonth, of former: inout FormerSpouse, at place: Position, _ key: Position
  ) {
    if former.records[country] == nil {
      fail(key, "\(former.person.id) has no record in \(country)", hint: "a pension rests on a record")
    } else if let died = former.died?.yearMonth, since > died {
      fail(
        place, "a pension since \(since) begins after the death in \(died)",
        hint: "leave it out where none was drawn")
    } else if let asOf, since > asOf {
      fail(place, "a pension since \(since) begins after the valuation month \(asOf)")
    } else {
      former.claims[country] = since
    }
  }

  private func dayOrMonth(_ element: Element, _ what: String) -> CalendarDate? {
    if let text = element.text, text.split(separator: "-").count == 3 { return day(element, what) }
    return month(element, what).flatMap { CalendarDate($0.year, $0.month, 1) }
  }

  // MARK: People of the file who have died

  /// A person with a day of death, who is the former spouse of the other.
  func late(_ element: Element, id: String) -> Late? {
    guard let fields = fields(element, ScenarioKeys.person, named: id) else { return nil }
    let born = birthday(fields, id: id)
    guard let born, let element = fields("died"), let died = dayOrMonth(element, "died") else { return nil }
    if died < born {
      fail(
        element.position, "\(id) dies in \(died.yearMonth), before the birth",
        hint: ScenarioKeys.person.key("died")?.hint)
    } else if let asOf, died.yearMonth > asOf {
      fail(
        element.position, "\(id) dies in \(died.yearMonth), after the valuation month \(asOf)",
        hint: "a death that may come is drawn; longevity: { age_at_death: … } fixes it")
    }
    let sex: Sex = fields("sex").flatMap { word($0, "sex", ["female": .female, "male": .male]) } ?? .female
    var former = FormerSpouse(
      person: Person(id: id, born: born, sex: sex), died: died, records: [:])
    if let records = fields("records") { read(records, claims: nil, of: &former) }
    return Late(former: former, position: element.position)
  }

  /// What a strategy says of somebody who has died: since when each pension was drawn. Every strategy says the same.
  func lateClaims(_ entry: Element.Entry) {
    guard var late = late[entry.key] else { return }
    let code = late.former.records.keys.min()?.code ?? "…"
    let hint = "\(entry.key): { \(code): 2020-05 }, or leave it out where no pension was drawn"
    guard let choices = entries(entry.value, named: entry.key, hint: hint) else { return }
    for choice in choices {
      guard let country = country(choice.key, entry.key, at: choice.keyPosition) else { continue }
      if choice.value.text == "never" { continue }
      guard let since = month(choice.value, choice.key) else { continue }
      if let known = late.former.claims[country], known != since {
        fail(
          choice.value.position, "\(entry.key) has died; the pension in \(country) began in \(known) or in \(since)",
          hint: "every strategy states the same month")
        continue
      }
      claim(country, since: since, of: &late.former, at: choice.value.position, choice.keyPosition)
    }
    self.late[entry.key] = late
  }

  // MARK: The household

  /// Puts people who have died beside the one whom they leave, married since the day that the file states.
  func widowed(_ members: [Member], _ fields: Fields) -> [Member] {
    guard !late.isEmpty else { return members }
    guard members.count == 1 else {
      if let first = late.values.map(\.position).min(), !members.isEmpty {
        fail(
          first, "of two people who live, nobody is the other's widow", hint: "say it under 'widowed' of one of them")
      }
      return members
    }
    var married: CalendarDate?
    if let element = fields("married"), element.text?.contains("-") == true { married = day(element, "married") }
    var members = members
    for (id, late) in late.sorted(by: { $0.key < $1.key }) {
      var former = late.former
      former.married = married
      if let married, let died = former.died, died < married {
        fail(late.position, "\(id) dies in \(died.yearMonth), before the marriage of \(married.yearMonth)")
      }
      if married == nil {
        assume("people.\(members[0].person.id).widowed.married", "long enough for every right of a survivor")
      }
      members[0].former.append(former)
      formerPlaces[members[0].person.id, default: []].append(late.position)
    }
    return members
  }

  /// The same with what strategies say of people who have died.
  func withLateClaims(_ members: [Member]) -> [Member] {
    members.map { member in
      var member = member
      for index in member.former.indices {
        if let known = late[member.former[index].person.id] { member.former[index].claims = known.former.claims }
      }
      return member
    }
  }

  /// Marriages that overlap, and one of the household whose day nobody states.
  func checkMarriages(_ members: [Member], _ couple: Couple, at place: Position) {
    for member in members where !member.former.isEmpty {
      let id = member.person.id
      let places = formerPlaces[id] ?? []
      var spans: [(from: CalendarDate, end: CalendarDate?, place: Position)] = []
      for (former, place) in zip(member.former, places) {
        if let married = former.married { spans.append((married, former.end, place)) }
      }
      if members.count == 2, couple != .unmarried {
        if case .marriedSince(let day) = couple {
          spans.append((day, nil, place))
        } else {
          fail(
            place, "\(id) was married before; since which day is the household married?",
            hint: "married: 2015-06-20, or married: no")
        }
      }
      spans.sort { $0.from < $1.from }
      for (earlier, later) in zip(spans, spans.dropFirst()) where earlier.end.map({ $0 > later.from }) ?? true {
        fail(
          later.place,
          "\(id)'s marriage of \(later.from.yearMonth) overlaps with the one of \(earlier.from.yearMonth)"
            + (earlier.end.map { ", which ended in \($0.yearMonth)" } ?? ""),
          hint: "a second marriage begins after the first has ended")
      }
    }
  }
}
