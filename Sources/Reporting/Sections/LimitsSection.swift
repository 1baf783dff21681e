// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Strategies

extension ReportBuilder {
  /// What no report models, then what each country's law says of the household that is in front of it.
  func limits() -> [Block] {
    [
      .heading(2, words.rich(SectionPhrase.notModelled)),
      .list(LimitPhrase.allCases.map(limit)),
    ] + systems.keys.sorted().flatMap(limits)
  }

  /// The sentences of one country that touch the household under the proposed strategy.
  private func limits(of country: Country) -> [Block] {
    guard let system = systems[country] else { return [] }
    let spouses = result.spouses[proposed.name] ?? []
    let awards =
      proposed.claims.map(\.award) + spouses.map(\.award)
      + (result.survivors[proposed.name] ?? []).map(\.left.award)
    var said = awards.filter { $0.country == country }.flatMap(\.remarks) + result.notes
    if case .available(let minimum) = result.minimum { said += minimum.notes }
    said += result.allowance?.notes ?? []
    let questions = scenario.members.map { member in
      let id = member.person.id
      return LimitQuestion(
        person: member.person, record: member.records[country], former: member.former,
        premium: member.premiums[country],
        awards: (proposed.claims.filter { $0.person == id }.map(\.award)
          + spouses.filter { $0.spouse == id }.map(\.award)).filter { $0.country == country },
        asOf: scenario.asOf)
    }
    guard let found = try? system.limits(said: said, of: questions), !found.isEmpty else { return [] }
    return [
      .heading(3, RichText(pension(country)).capitalized), .list(found.map { sentence(words.text($0)) }),
    ]
  }

  /// A name that a sentence starts with stays as it is written.
  private func sentence(_ text: String) -> RichText {
    scenario.members.contains { text.hasPrefix($0.person.id) } ? RichText(text) : RichText(text).capitalized
  }
}
