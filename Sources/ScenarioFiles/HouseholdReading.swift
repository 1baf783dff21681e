// SPDX-License-Identifier: GPL-3.0-or-later
import Longevity
import Pensions
import Quantities
import Strategies

/// The people of a household: who they are, where they live, what they are insured for.
extension ScenarioReader {
  /// Words that a strategy uses beside the names of people.
  static let reservedNames: Set = ["name", "grid", "claim", "file", "survivor"]

  func people(_ element: Element, everybody: LongevitySettings) -> [Member] {
    let hint = "people: { ana: { born: 1966-05-14, sex: female, … } }"
    guard let entries = entries(element, named: "people", hint: hint) else { return [] }
    guard !entries.isEmpty else {
      fail(element.position, "'people' names nobody", hint: hint)
      return []
    }
    let living = entries.filter { $0.value.entries?.contains { $0.key == "died" } != true }
    if living.count > 2 {
      fail(
        living[2].keyPosition, "a household is one person or a couple; here are \(living.count) people",
        hint: "write one scenario for each household")
    } else if living.isEmpty {
      fail(element.position, "everybody of this household has died", hint: hint)
    }
    isCouple = living.count == 2
    for entry in entries where !living.contains(where: { $0.key == entry.key }) {
      if let found = late(entry.value, id: entry.key) { late[entry.key] = found }
    }
    let members = living.compactMap { entry in
      if !Self.isName(entry.key) || Self.reservedNames.contains(entry.key) {
        fail(
          entry.keyPosition, "'\(entry.key.shortened)' cannot be a person's name",
          hint:
            "a name starts with a letter; letters, digits, - and _ follow; not \(Self.reservedNames.sorted().joined(separator: ", "))"
        )
      }
      return member(entry.value, id: entry.key, everybody: everybody)
    }
    if isCouple, members.count == 2, incomplete.isEmpty,
      members.allSatisfy({ $0.records.isEmpty && $0.otherCoverage.isEmpty })
    {
      fail(element.position, "nobody in this household has a record", hint: ScenarioKeys.person.key("records")?.hint)
    }
    return members
  }

  static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic, text.unicodeScalars.count <= 40 else {
      return false
    }
    return text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_"
    }
  }

  private func member(_ element: Element, id: String, everybody: LongevitySettings) -> Member? {
    guard let fields = fields(element, ScenarioKeys.person, named: id) else { return nil }
    let born = birthday(fields, id: id)
    let sex: Sex? = fields("sex").flatMap { word($0, "sex", ["female": .female, "male": .male]) }
    var citizenship: [Country] = []
    if let element = fields("citizenship") {
      citizenship = countryList(element, "citizenship")
    } else {
      assume("people.\(id).citizenship", "none stated: counts as a citizen of no country")
    }
    let residence = fields("lives").map { self.residence($0, id: id, born: born) } ?? []
    var records: (records: [Country: InsuranceRecord], other: [Country: Coverage]) = ([:], [:])
    if let element = fields("records") {
      let isOnly = fields("widowed") == nil && fields("divorced") == nil && fields("pensions") == nil
      records = self.records(element, id: id, born: born, isOnly: isOnly)
    }
    var pensions: [StatedIncome] = []
    if let element = fields("pensions") {
      pensions = self.pensions(element, id: id, born: born, into: &records.records)
    }
    var longevity = everybody
    if let element = fields("longevity") {
      longevity = self.longevity(element, named: "people.\(id).longevity", standard: everybody)
    }
    let work = work(fields, id: id, records)
    let former = formerSpouses(fields, id: id, born: born)
    guard let born, let sex else { return nil }
    var member = Member(
      person: Person(id: id, born: born, sex: sex, citizenship: citizenship, residence: residence),
      records: records.records, longevity: longevity, otherCoverage: records.other, work: work.work)
    member.former = former
    member.premiums = premiums(fields, id: id)
    (member.pay, member.pensions) = (work.pay, pensions)
    return member
  }

  /// The day of birth of somebody alive at the valuation month.
  package func birthday(_ fields: Fields, id: String) -> CalendarDate? {
    let born = fields("born").flatMap { day($0, "born") }
    let hint = ScenarioKeys.person.key("born")?.hint
    if let born, let asOf {
      if born.yearMonth > asOf {
        fail(fields.place("born"), "\(id) is born after the valuation month \(asOf)", hint: hint)
      } else if asOf - born.yearMonth > 110 * 12 {
        fail(fields.place("born"), "\(id) is older than 110 in \(asOf)", hint: hint)
      }
    }
    return born
  }

  package func countryList(_ element: Element, _ what: String) -> [Country] {
    let items = element.items ?? [element]
    var found: [Country] = []
    for item in items {
      guard let text = text(item, what, hint: "two letters, for example [US, LU]"),
        let country = country(text, what, at: item.position)
      else { continue }
      if found.contains(country) {
        fail(item.position, "'\(country)' stands twice in '\(what)'")
      } else {
        found.append(country)
      }
    }
    return found
  }

  // MARK: Residence

  private func residence(_ element: Element, id: String, born: CalendarDate?) -> [Residence] {
    let hint = "lives: { US: 1990-09..2001-02, LU: 2001-03.. }"
    guard let entries = entries(element, named: "lives", hint: hint) else { return [] }
    var found: [(residence: Residence, position: Position)] = []
    for entry in entries {
      guard let country = country(entry.key, "lives", at: entry.keyPosition) else { continue }
      for item in entry.value.items ?? [entry.value] {
        guard let span = span(item, "lives in \(country)", openStart: born?.yearMonth) else { continue }
        found.append((Residence(country: country, from: span.from, through: span.through), item.position))
      }
    }
    found.sort { ($0.residence.from, $0.position) < ($1.residence.from, $1.position) }
    for (earlier, later) in zip(found, found.dropFirst()) where earlier.residence.contains(later.residence.from) {
      fail(
        later.position,
        "\(id) lives in \(earlier.residence.country) and in \(later.residence.country) in \(later.residence.from)",
        hint: "residence is where a person lives most of the month; end the first span the month before")
    }
    warnGaps(found, id: id)
    var residence = found.map(\.residence)
    if let last = found.last, let through = last.residence.through {
      warn(
        last.position, "where \(id) lives after \(through) is not said; taken as \(last.residence.country), open-ended",
        hint: "write \(last.residence.country): \(last.residence.from)..")
      assume("people.\(id).lives", "in \(last.residence.country) after \(through)")
      residence[residence.count - 1].through = nil
    }
    return residence
  }

  // MARK: Longevity

  func longevity(_ element: Element, named what: String, standard: LongevitySettings) -> LongevitySettings {
    var settings = standard
    // One statement for the household: a person has no couple of her own.
    let known: Set =
      what == "longevity"
      ? ["table", "multiplier", "age_at_death", "couple"] : ["table", "multiplier", "age_at_death"]
    guard let fields = fields(element, ScenarioKeys.longevity, named: what, only: known) else { return settings }
    if let element = fields("table"), let text = text(element, "table") {
      settings.table = country(text, "table", at: element.position)?.code
    }
    if let element = fields("multiplier"), let value = number(element, "multiplier", in: 0.1...10) {
      settings.multiplier = value
    }
    if let element = fields("age_at_death") {
      if let age = element.text.flatMap({ Self.age($0) }), (18...120).contains(age.years) {
        settings.deathAge = Double(age.inMonths) / 12
      } else if let value = number(element, "age_at_death", in: 18...120) {
        settings.deathAge = value
      }
    }
    return settings
  }

  /// `couple` of the file's `longevity`: `frank`, or a mapping with Kendall's tau.
  func couple(_ longevity: Element) -> LifetimeDependence? {
    guard let element = longevity.entries?.first(where: { $0.key == "couple" })?.value else { return nil }
    enum Copula { case independent, frank, gaussian }
    var copula: Copula?
    var tau: Double?
    if element.entries != nil {
      guard let fields = fields(element, ScenarioKeys.couple, named: "couple") else { return nil }
      copula = fields("copula").flatMap { word($0, "copula", ["frank": .frank, "gaussian": .gaussian]) }
      tau = fields("kendall_tau").flatMap { number($0, "kendall_tau", in: 0...0.95) }
    } else {
      copula = word(element, "couple", ["independent": .independent, "frank": .frank, "gaussian": .gaussian])
    }
    guard let copula else { return nil }
    if copula == .independent { return .independent }
    guard let value = tau ?? (try? LifeTables.coupleKendallTau()) else { return nil }
    if tau == nil { assume("longevity.couple.kendall_tau", Self.plain(value)) }
    return copula == .frank ? .frank(kendallTau: value) : .gaussian(kendallTau: value)
  }
}
