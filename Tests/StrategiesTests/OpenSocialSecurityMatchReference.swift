// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import Testing

@testable import Strategies
@testable import UnitedStatesRules

/// Open Social Security's conventions on our monthly amounts: calendar-year sums of the full benefit of the claim month, survival to the end of
/// the year, whole years of discount; of a couple the three states of a year as if each held all year.
struct OpenSocialSecurityConvention {
  struct Person {
    var birth: YearMonth
    var column: String
    /// Years of age at a certain death; nil for the table.
    var death: Double?
    var claim: YearMonth
    var own: Double
    var spouse = 0.0
    var survivor = 0.0
    var survivorFrom: YearMonth
  }

  let today: YearMonth
  let rate: Double
  let survivors: [[String: String]]

  /// Chance to be alive at the end of the year in which an age is reached on 1 January, for someone alive now.
  func alive(_ person: Person, in year: Int) -> Double {
    let age = Double(YearMonth.january(year) - person.birth) / 12
    if let death = person.death { return age <= death ? 1 : 0 }
    func left(_ age: Int) -> Double {
      age < survivors.count ? survivors[age][person.column].flatMap { Double($0) } ?? 0 : 0
    }
    let whole = Int((age + 1e-9).rounded(.down))
    let part = age - Double(whole)
    let now = Int((Double(today - person.birth) / 12 + 1e-9).rounded(.down))
    return (left(whole + 1) * (1 - part) + left(whole + 2) * part) / left(now)
  }

  func single(_ person: Person, cutFrom: Double?, cut: Double) -> Double {
    sum(from: today.year) { year in
      let months = max(0, min(12, YearMonth.january(year + 1) - max(person.claim, .january(year))))
      let all = person.own * Double(months) * alive(person, in: year)
      return cutFrom.map { Double(year) >= $0 } == true ? all * (1 - cut / 100) : all
    }
  }

  func couple(_ people: [Person]) -> Double {
    let both = max(people[0].claim, people[1].claim)
    let older = people[0].birth <= people[1].birth ? people[0] : people[1]
    let start =
      people.contains { today - $0.birth >= 62 * 12 }
      ? today.year : min(min(people[0].claim.year, people[1].claim.year), older.survivorFrom.year)
    return sum(from: start) { year in
      var (together, alone) = (0.0, [0.0, 0.0])
      for month in YearMonth.january(year)...YearMonth.december(year) {
        for (index, person) in people.enumerated() {
          let own = month >= person.claim ? person.own : 0
          together += own + (month >= both ? person.spouse : 0)
          alone[index] += own + (month >= person.survivorFrom ? max(0, person.survivor - own) : 0)
        }
      }
      let (a, b) = (alive(people[0], in: year), alive(people[1], in: year))
      return together * a * b + alone[0] * a * (1 - b) + alone[1] * b * (1 - a)
    }
  }

  private func sum(from first: Int, _ year: (Int) -> Double) -> Double {
    var value = 0.0
    for number in first..<today.year + 130 {
      value += year(number) / pow(1 + rate, Double(max(0, number - today.year)))
    }
    return value
  }
}

@Suite("Open Social Security's cases through our comparison and search")
struct OpenSocialSecurityMatchReference {
  static let rules = "Rules/UnitedStatesTests/Goldens/"

  private func convention(_ today: YearMonth, percent: Double) throws -> OpenSocialSecurityConvention {
    OpenSocialSecurityConvention(
      today: today, rate: percent / 100, survivors: try PeerHousehold.rows(Self.rules + "ssa-period-survivors.csv"))
  }

  private func born(_ month: YearMonth) throws -> CalendarDate {
    try #require(CalendarDate(month.year, month.month, 15))
  }

  /// 26 values at a claim age and 8 best claim ages: our search over every month from 62 to 70, each cell in its convention.
  @Test("34 single people: every value, and the best claim age among the cells of our search")
  func singles() async throws {
    let rows = try PeerHousehold.rows(Self.rules + "open-social-security.csv")
    #expect(rows.count == 34)
    var searches = 0
    for row in rows {
      let today = try row.month("today")
      let birth = try row.month("birth_month")
      var household = try PeerHousehold(
        [.init(pia: try row.money("pia"), born: try born(birth), death: 90 * 12)], today: today)
      let convention = try convention(today, percent: try row.number("discount_percent"))
      let asked = Int(try row.text("claim_age_months"))
      var months = asked.map { [household.claim(0, at: $0)] } ?? []
      if asked == nil {
        // By day two of the eight are searched, and the others' months counted; at night all.
        searches += 1
        months =
          SsaToolsMatchReference.slow || searches % 4 == 1
          ? try await household.simulator().search().cells.map(\.months[0])
          : Array(household.ages[0].firstMonth...household.ages[0].lastMonth)
      }
      var best: (month: YearMonth, value: Double)?
      for month in months where month >= today {
        let award = try household.award(0, month)
        let person = OpenSocialSecurityConvention.Person(
          birth: birth, column: "\(try row.text("sex"))_\(try row.text("table"))",
          death: row["death_age"].flatMap { Double($0) },
          claim: month, own: household.amount(award.components, in: month + 120), survivorFrom: month)
        let value = convention.single(
          person, cutFrom: row["cut_from_year"].flatMap { Double($0) },
          cut: row["cut_percent"].flatMap { Double($0) } ?? 0)
        if best.map({ value > $0.value }) ?? true { best = (month, value) }
      }
      let top = try #require(best)
      #expect(try abs(top.value - row.number("present_value")) <= row.number("tolerance"), "\(row)")
      if asked == nil {
        #expect(months.count == 96)
        #expect(top.month == household.claim(0, at: try row.count("best_claim_age_months")), "\(row)")
      }
    }
  }

  @Test("13 couples: own benefits, what exceeds them while both live, and the survivor's")
  func couples() async throws {
    let rows = try PeerHousehold.rows("StrategiesTests/Goldens/open-social-security-couples.csv")
    #expect(rows.count == 13)
    for row in rows {
      let today = try row.month("today")
      let births = try [1, 2].map { try row.month("birth_month_\($0)") }
      let members = try [1, 2].map { number in
        PeerHousehold.Member(
          pia: try row.money("pia_\(number)"), born: try born(births[number - 1]), death: 90 * 12)
      }
      let household = try PeerHousehold(members, today: today)
      let claims = try (0..<2).map { household.claim($0, at: try row.count("claim_\($0 + 1)")) }
      let result = try await household.simulator(claims).compare(.strategies)
      let strategy = try #require(result.strategies.first)
      var people = try (0..<2).map { index in
        let claim = try #require(strategy.claims.first { $0.person == PeerHousehold.name(index) })
        return OpenSocialSecurityConvention.Person(
          birth: births[index], column: "\(try row.text("sex_\(index + 1)"))_\(try row.text("table_\(index + 1)"))",
          death: nil,
          claim: claim.entitlement,
          own: household.amount(claim.award.components, in: claim.entitlement + 120),
          survivorFrom: household.ages[index].survivorFullMonth)
      }
      for paid in result.spouses[strategy.name] ?? [] {
        let index = paid.spouse == PeerHousehold.name(0) ? 0 : 1
        #expect(paid.award.from == max(claims[0], claims[1]))
        people[index].spouse = household.amount(paid.award.components, in: paid.award.from + 120)
      }
      for index in 0..<2 {
        let other = people[1 - index]
        let late = other.claim >= household.ages[1 - index].fullMonth
        people[index].survivor = late ? other.own : max(other.own, 0.825 * members[1 - index].pia.double)
      }
      let value = try convention(today, percent: try row.number("discount_percent")).couple(people)
      #expect(try abs(value - row.number("present_value")) <= row.number("tolerance"), "\(row)")
    }
  }
}
