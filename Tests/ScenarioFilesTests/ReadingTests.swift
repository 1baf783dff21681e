// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import ScenarioFiles
import Simulation
import Strategies
import Testing

@Suite("Scenario files: what is read")
struct ReadingHandCalculation {
  @Test("the example of the scenario language, key by key")
  func minimal() throws {
    let scenario = try Sample.read(Sample.minimal)
    #expect(scenario.name == "ana" && scenario.path == "Scenarios/ana.yaml")
    #expect(scenario.title == "Analyst, 7 years in New York and 15 in Luxembourg")
    #expect(scenario.asOf == YearMonth(2026, 11))
    #expect(scenario.currency == .eur)
    #expect(scenario.needs == HouseholdNeeds([.eur: 2400]))
    #expect(scenario.savings == [.eur: 60000, .usd: 40000])
    #expect(scenario.law == LawMix() && scenario.economy.model == "default")
    #expect(scenario.simulation.paths == 20000 && scenario.simulation.seed == 1)
    #expect(scenario.warnings == [])
    let member = try #require(scenario.members.first)
    #expect(scenario.members.count == 1)
    #expect(member.person.id == "ana" && member.person.sex == .female && member.person.citizenship == ["US"])
    #expect(member.person.born == CalendarDate(1966, 5, 14))
    #expect(
      member.person.residence == [
        Residence(country: "US", from: YearMonth(1990, 9), through: YearMonth(2001, 2)),
        Residence(country: "LU", from: YearMonth(2001, 3)),
      ])
    let us = try #require(member.records["US"])
    #expect(us.earnings[1994] == StatedEarnings(31000))
    #expect((1995...2000).allSatisfy { us.earnings[$0] == StatedEarnings(52000, wagesOf: 2000) })
    #expect(us.earnings.count == 7 && us.periods.isEmpty && us.units.isEmpty)
    let lu = try #require(member.records["LU"])
    #expect(
      lu.periods == [
        InsurancePeriod(
          from: YearMonth(2001, 3), through: YearMonth(2016, 2), kind: "compulsory", monthlyPay: 4200, wagesOf: 2016)
      ])
  }

  @Test("named strategies, and the grid in its order")
  func strategies() throws {
    let strategies = try Sample.read(Sample.minimal).strategies
    #expect(strategies.count == 2 + 9 * 3)
    #expect(strategies[0].wishes["ana"] == ["US": ClaimWish(start: .earliest), "LU": ClaimWish(start: .earliest)])
    #expect(strategies[0].line == 21 && strategies[0].column == 5 && !strategies[0].fromGrid)
    #expect(
      strategies[1].wishes["ana"]
        == ["US": ClaimWish(start: .full), "LU": ClaimWish(start: .age(Age(years: 65)), filing: .monthsBefore(6))])
    #expect(strategies[2].name == "US 62, LU earliest" && strategies[2].fromGrid && strategies[2].line == 25)
    #expect(strategies[28].name == "US 70, LU 67")
    #expect(
      strategies[28].wishes["ana"]
        == ["US": ClaimWish(start: .age(Age(years: 70))), "LU": ClaimWish(start: .age(Age(years: 67)))])
  }

  @Test("a grid over filing: early, on the day, late")
  func filingAxis() throws {
    let text = Sample.minimal.replacing(
      "LU: [earliest, 65, 67] }",
      with: "LU: { claim: [65, 65y6m], file: [as early as allowed, on the day, 12 months late] } }"
    ).replacing("US: 62..70 by year", with: "US: 62..63 by 6 months")
    let strategies = try Sample.read(text).strategies.dropFirst(2)
    #expect(strategies.count == 3 * 6)
    #expect(
      strategies.prefix(4).map(\.name) == [
        "US 62, LU 65", "US 62, LU 65 filed on the day", "US 62, LU 65 filed 12 months late", "US 62, LU 65y6m",
      ])
    #expect(strategies[4].wishes["ana"]?["LU"] == ClaimWish(start: .age(Age(years: 65)), filing: .monthsAfter(12)))
    #expect(strategies[8].name == "US 62y6m, LU 65")
  }

  @Test("scalars are text: NO is a country, and a year of birth is no number")
  func norway() throws {
    let scenario = try Sample.read(Sample.minimal.replacing("citizenship: [US]", with: "citizenship: [NO, US]"))
    #expect(scenario.members[0].person.citizenship == ["NO", "US"])
  }

  @Test("the defaults that were filled in are listed in the file's order")
  func assumed() throws {
    let assumed = try Sample.read(Sample.minimal).assumed
    #expect(
      assumed.map(\.key) == [
        "filing", "people.ana.longevity.table", "deductions", "events", "simulation.last_age",
        "simulation.discount_rate",
      ])
    let values = Dictionary(uniqueKeysWithValues: assumed.map { ($0.key, $0.value) })
    #expect(values["people.ana.longevity.table"] == "LU, the country of residence")
    #expect(values["simulation.discount_rate"] == "1 %")
    #expect(
      values["filing"]
        == "totalized claims gamma with shape 22.95 and mean 10.247 months; national claims LU 3, US 2 months; "
        + "documents asked for again 8 %, gamma with shape 4 and mean 3 months; first refusal 15 %, "
        + "gamma with shape 4 and mean 6 months")
  }

  @Test("the sections that the example leaves out")
  func otherSections() throws {
    let scenario = try Sample.read(
      Sample.minimal.replacing(
        "law: current",
        with: """
          law:
            mix: { current: 0.8, wep back in 2030: 0.2 }
            beside: [historical, article]
            regimes: { wep back in 2030: { wep: reinstated, wep.from: 2030-01 } }
          filing:
            totalized: { distribution: triangular, low: 7, mode: 9, high: 14 }
            national: { US: 3 months }
            trend: { from: 2027-01, to: 2032-12, mean: 9 months }
            documents: in order
            denial: 10 %
            appeal: 8 months
            pre_verified: yes
            wrong_agency_first: 3 months
          posting:
            - { person: ana, home: US, host: LU, from: 2019-01, to: 2020-12, status: self-employed, certificate: no, income: { 2019: 95000, 2020: 97000 } }
          means_test: none
          longevity: { table: US, multiplier: 0.9, age_at_death: 98, couple: frank }
          deductions: none
          events:
            wep_reinstatement: 1 %
            trust_fund: { probability: 30 % }
            depletion: 2032-12
            payable_share: 78 %
            extra_months: { 6: 0.5, 12: 0.5 }
            depletion_spread: 1 year
            full_retirement_age_rise: 2 %
            full_retirement_age_months: 24
            full_retirement_age_births: 1980
            moderator_cut: 3 %
            moderator_after_cut: 0
            index_delay: 5 %
            index_delay_months: 6
          report: { language: fr, page_size: letter }
          """
      ).replacing(
        "economy: default", with: "economy: { model: ou, parameters: { kappa: 0.2 }, path: { 12: -0.3 }, cap: 1 }"))
    #expect(scenario.law.parts.map(\.weight) == [0.8, 0.2])
    #expect(scenario.law.parts[1].regime.settings == ["wep": "reinstated", "wep.from": "2030-01"])
    #expect(scenario.law.beside.map(\.name) == ["historical", "article"])
    #expect(scenario.filing.totalized == .triangular(low: 7, mode: 9, high: 14))
    #expect(scenario.filing.national == ["US": 3] && scenario.filing.documentFailure == 0)
    #expect(scenario.filing.denial == 0.1 && scenario.filing.appeal == .fixed(8) && scenario.filing.preVerified)
    #expect(scenario.filing.trend == YearMonth(2027, 1)...YearMonth(2032, 12) && scenario.filing.trendMean == 9)
    #expect(scenario.filing.wrongAgencyMonths == 3)
    let posting = try #require(scenario.postings.first)
    #expect(posting.home == "US" && posting.host == "LU" && !posting.certificate && posting.status == .selfEmployed)
    #expect(posting.income == [2019: 95000, 2020: 97000] && posting.currency == .eur)
    #expect(scenario.settings["LU"]?["meansTest"] == "none")
    let longevity = scenario.members[0].longevity
    #expect(longevity.table == "US" && longevity.multiplier == 0.9 && longevity.deathAge == 98)
    #expect(scenario.simulation.couple == .frank(kendallTau: 0.15))
    #expect(scenario.assumed.contains { $0.key == "longevity.couple.kendall_tau" && $0.value == "0.15" })
    #expect(scenario.deductions == .none)
    #expect(
      scenario.events
        == EventSettings(
          [
            "wep_reinstatement": 0.01, "trust_fund": 0.3, "full_retirement_age_rise": 0.02, "moderator_cut": 0.03,
            "index_delay": 0.05,
          ],
          options: [
            "depletion": .month(YearMonth(2032, 12)), "payable_share": .share(0.78), "depletion_spread": .whole(12),
            "extra_months": .weighted([.init(6, weight: 0.5), .init(12, weight: 0.5)]),
            "full_retirement_age_months": .whole(24), "full_retirement_age_births": .whole(1980),
            "moderator_after_cut": .share(0), "index_delay_months": .whole(6),
          ]))
    #expect(scenario.report.language == "fr" && scenario.report.pageSize == "letter")
    #expect(scenario.economy.model == "ou" && scenario.economy.modelParameters == ["kappa": 0.2])
    #expect(scenario.economy.path == [12: -0.3] && scenario.economy.cap == 1)
  }

  @Test("insured time in a country whose law is not known counts by month, once")
  func otherCountry() throws {
    let scenario = try Sample.read(
      Sample.minimal.replacing(
        "      US:\n",
        with: "      FR: { periods: [ { from: 1987-11, to: 1988-02 }, { from: 1988-02, to: 1988-03 } ] }\n      US:\n"))
    let member = scenario.members[0]
    #expect(Set(member.records.keys) == ["US", "LU"])
    let coverage = try #require(member.otherCoverage["FR"])
    #expect(coverage.unit == .month && coverage.total == 5)
    #expect(coverage.years[1987] == Coverage.Year(count: 2, months: 0b1100_0000_0000))
    #expect(coverage.years[1988] == Coverage.Year(count: 3, months: 0b111))
    #expect(
      scenario.assumed.first { $0.key == "people.ana.records.FR" }?.value
        == "5 months that count towards rights elsewhere; no pension of its own")
  }

  @Test("a couple: every strategy names both, and grids multiply")
  func couple() throws {
    let text = Sample.minimal.replacing(
      "needs: 2400 EUR",
      with: """
          ben:
            born: 1964-01-02
            sex: male
            lives: { LU: 1990-01.. }
            longevity: { multiplier: 1.1 }
            records: { LU: { periods: [ { from: 1990-01, to: 2019-12, kind: compulsory, income: { 1990..2019: 40000 } } ] } }
        needs: 2400 EUR
        """
    )
    .replacing(
      "ana: { US: earliest, LU: earliest }", with: "ana: { US: earliest, LU: earliest }\n    ben: { LU: earliest }"
    )
    .replacing("file: 6 months before } }", with: "file: 6 months before } }\n    ben: { LU: 65 }")
    .replacing("65, 67] } }", with: "65, 67] }, ben: { LU: [60, 65] } }")
    let scenario = try Sample.read(text)
    #expect(scenario.members.count == 2)
    #expect(scenario.members[1].records["LU"]?.earnings.count == 30)
    #expect(scenario.members[1].longevity.multiplier == 1.1)
    #expect(scenario.strategies.count == 2 + 9 * 3 * 2)
    #expect(scenario.strategies[2].name == "ana US 62, ana LU earliest, ben LU 60")
  }

  @Test("Sobol points are asked for by the number of years")
  func sobol() throws {
    let scenario = try Sample.read(Sample.minimal.replacing("paths: 20000,", with: "paths: 16384, sobol_years: 30,"))
    #expect(scenario.simulation.sobolYears == 30 && scenario.simulation.paths == 16_384)
  }
}

@Suite("Scenario files: a couple in which one has no US record")
struct SpouseReadingHandCalculation {
  static func text(
    _ ben: String, records: String = "{ LU: { income: { 1990..2020: 30000 } } }", married: String = "yes"
  )
    -> String
  {
    """
    title: A couple
    as_of: 2026-11
    currency: USD
    married: \(married)
    people:
      ana:
        born: 1964-05-14
        sex: female
        lives: { US: 1964-05.. }
        records: { US: { earnings: { 1990..2020: 50000 } } }
      ben:
        born: 1963-02-03
        sex: male
        lives: { US: 1963-02.. }
        records: \(records)
    strategies:
      - name: together
        ana: { US: 67 }
        \(ben)
    """
  }

  @Test("he may name a month, or never; without a record at all he need not be named")
  func wishes() throws {
    let periods = "{ LU: { periods: [ { from: 1990-01, to: 1999-12, kind: compulsory, pay: 2000 } ] } }"
    let plain = try Sample.read(Self.text("ben: { LU: 65 }", records: periods))
    #expect(plain.strategies[0].wishes["ben"] == ["LU": ClaimWish(start: .age(Age(years: 65)))])
    let named = try Sample.read(Self.text("ben: { US: 2030-06, LU: 65 }", records: periods))
    #expect(named.strategies[0].wishes["ben"]?["US"] == ClaimWish(start: .month(YearMonth(2030, 6))))
    let nothing = try Sample.read(Self.text("", records: "{}"))
    #expect(nothing.members[1].records.isEmpty && nothing.strategies[0].wishes["ben"] == nil)
    let never = try Sample.read(Self.text("ben: { US: never }", records: "{}"))
    #expect(never.strategies[0].wishes["ben"] == ["US": ClaimWish(start: .never)])
  }

  @Test("unmarried, his claim in a country without a record is a mistake")
  func refusals() throws {
    let periods = "{ LU: { periods: [ { from: 1990-01, to: 1999-12, kind: compulsory, pay: 2000 } ] } }"
    let found = Sample.messages(of: Self.text("ben: { US: 67, LU: 65 }", records: periods, married: "no"))
    #expect(found.contains { $0.contains("unmarried: no spouse's benefit in US for ben") && $0.contains("remove US") })
    let nobody = Sample.messages(
      of: Self.text("", records: "{}").replacing("{ US: { earnings: { 1990..2020: 50000 } } }", with: "{}"))
    #expect(nobody.contains { $0.contains("nobody in this household has a record") })
  }
}

@Suite("Scenario files: a stated primary insurance amount")
struct StatedAmountHandCalculation {
  private func read(_ record: String, death: String = "88y7m") throws -> Scenario {
    try Sample.read(text(record, death: death))
  }

  private func text(_ record: String, death: String = "88y7m", other: String = "") -> String {
    """
    title: A statement
    as_of: 2026-11
    currency: USD
    people:
      ana:
        born: 1964-05-14
        sex: female
        lives: { US: 1964-05.. }
        records: { US: \(record)\(other) }
        longevity: { age_at_death: \(death) }
    strategies:
      - name: at 67
        ana: { US: 67\(other.isEmpty ? "" : ", LU: 65") }
    """
  }

  @Test("an amount, with and without its month; a death in years and months")
  func amounts() throws {
    let plain = try read("{ pia: 2175 USD }", death: "88.5")
    #expect(plain.members[0].records["US"]?.stated == StatedAmount(2175))
    #expect(plain.members[0].longevity.deathAge == 88.5)
    let dated = try read("{ pia: { amount: 2175.40, as_of: 2026-05 } }")
    #expect(dated.members[0].records["US"]?.stated == StatedAmount(2175.4, asOf: YearMonth(2026, 5)))
    #expect(dated.members[0].longevity.deathAge == 1063.0 / 12)
  }

  @Test(
    "not beside earnings, not nothing, not from the future; a warning where another country would count the periods")
  func refusals() {
    func says(_ record: String, _ message: String) -> Bool {
      Sample.messages(of: text(record)).contains { $0.contains(message) }
    }
    #expect(says("{ pia: 2175, earnings: { 1994: 31000 } }", "a record states its pia or its earnings, not both"))
    #expect(says("{ pia: 0 }", "a pia of 0 is none"))
    #expect(says("{ pia: { amount: 2175, as_of: 2027-01 } }", "after the valuation month 2026-11"))
    #expect(says("{ pia: { as_of: 2026-01 } }", "amount"))
    #expect(says("{ pai: 2175 }", "did you mean 'pia'"))
  }

  @Test("Luxembourg cannot count what is behind it")
  func totalization() throws {
    let periods = ", LU: { periods: [ { from: 1990-01, to: 1999-12, kind: compulsory, pay: 2000 } ] }"
    let scenario = try Sample.read(text("{ pia: 2175 }", other: periods))
    #expect(scenario.warnings.contains { $0.contains("no other country counts them") })
  }
}
