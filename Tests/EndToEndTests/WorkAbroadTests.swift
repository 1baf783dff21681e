// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import LuxembourgRules
import Pensions
import Quantities
import ScenarioFiles
import Testing
import UnitedStatesRules

@testable import Strategies

/// What files state of work abroad is charged to dollars as it is, of each person alone.
@Suite("Work abroad in scenarios of both countries")
struct WorkAbroadRegression {
  private static func countries() throws -> [any PensionSystem] { [try UnitedStates(), try Luxembourg()] }

  private static func plans(_ text: String) throws -> ScenarioPlans {
    let countries = try countries()
    let scenario = try Scenario.read(text: text, path: "work.yaml", countries: countries)
    return try Simulator(scenario, systems: countries).plans()
  }

  private static func award(_ plans: ScenarioPlans, of person: String, _ name: String) throws -> Award {
    try #require(plans.plans.first { $0.spec.name == name }?.claims.first { $0.person == person && $0.country == "US" })
      .award
  }

  /// Lives in Trier, works in Luxembourg, six years in Detroit; with German months of long ago.
  private static func commuter(_ more: String = "") -> String {
    """
    title: Lives in Trier, works in Luxembourg, six years in Detroit
    as_of: 2026-11
    currency: EUR
    people:
      jan:
        born: 1965-02-03
        sex: male
        citizenship: [DE]
        lives: { DE: [1965-02..1994-12, 2001-01..], US: 1995-01..2000-12 }
        records:
          US: { earnings: { 1995..2000: 61000 } }
          LU: { periods: [ { from: 2001-02, to: 2030-02, kind: compulsory, pay: { amount: 6100, wages_of: 2025 } } ] }
          DE: { periods: [ { from: 1984-08, to: 1994-12 } ] }
    \(more)
    strategies:
      - { name: soon, jan: { US: earliest, LU: earliest } }
      - { name: full, jan: { US: full, LU: 65 } }
    """
  }

  @Test("the record gives what the same month set by hand gives, with the country named")
  func recordAndSetting() throws {
    let stated = try Self.award(try Self.plans(Self.commuter()), of: "jan", "soon")
    let byHand = try Self.award(
      try Self.plans(Self.commuter("settings: { US: { foreign-work-through: 2030-02 } }")), of: "jan", "soon")
    #expect(stated.components == byHand.components && stated.from == YearMonth(2027, 3))
    #expect(stated.losses.map(\.months) == [36] && stated.firstPaidMonth == YearMonth(2030, 3))
    let law = try UnitedStates()
    #expect(law.english(stated.losses[0].sentence).contains("jan's record states work in LU to 2030-02"))
    #expect(!stated.remarks.contains { law.english($0).contains("none") })
  }

  @Test("little pay cannot have been earned in more than 45 hours")
  func minimumWage() throws {
    // 45/173 of the minimum wage of June 2025 is about 700 EUR.
    let small = Self.commuter().replacing("amount: 6100", with: "amount: 650")
    #expect(try Self.award(try Self.plans(small), of: "jan", "soon").losses.isEmpty)
    let more = Self.commuter().replacing("amount: 6100", with: "amount: 760")
    #expect(try Self.award(try Self.plans(more), of: "jan", "soon").losses.count == 1)
  }

  @Test("of a couple only the one who works abroad loses months, also under the setting of the whole file")
  func couple() throws {
    func text(_ settings: String) -> String {
      """
      title: one of two works in Luxembourg
      as_of: 2026-11
      currency: EUR
      married: 1990-05-01
      people:
        a:
          born: 1965-02-14
          sex: female
          citizenship: [US]
          lives: { US: 1988-09..2001-02, LU: 2001-03.. }
          records:
            US: { earnings: { 1989..2000: { amount: 52000, wages_of: 2000 } } }
            LU: { periods: [ { from: 2001-03, to: 2030-02, kind: compulsory, pay: { amount: 4200, wages_of: 2016 } } ] }
        b:
          born: 1964-02-14
          sex: male
          citizenship: [US]
          lives: { US: 1988-09..2001-02, LU: 2001-03.. }
          records: { US: { earnings: { 1985..2000: { amount: 52000, wages_of: 2000 } } } }
      \(settings)
      strategies: [ { name: early, a: { US: 2027-04, LU: 65 }, b: { US: earliest } } ]
      """
    }
    for settings in ["", "settings: { US: { foreign-work-through: 2030-02 } }"] {
      let plans = try Self.plans(text(settings))
      #expect(try Self.award(plans, of: "a", "early").losses.map(\.months) == [35])
      #expect(try Self.award(plans, of: "b", "early").losses.isEmpty)
    }
  }

  /// Pay in the United States takes all dollars from 62 to 2030.
  @Test("a claim that is withheld at first is not proposed, and search leaves its months out")
  func withheldAtFirst() async throws {
    let countries = try Self.countries()
    var scenario = try Scenario.read(
      text: """
        title: Back in Florida with twelve Luxembourg years
        as_of: 2026-11
        currency: USD
        people:
          dee:
            born: 1964-10-10
            sex: female
            citizenship: [US]
            lives: { US: [1964-10..1994-12, 2007-01..], LU: 1995-01..2006-12 }
            records:
              US: { earnings: { 1987..1994: { amount: 36000, wages_of: 1994 }, 2007..2031: { amount: 82000, wages_of: 2024 } } }
              LU: { periods: [ { from: 1995-01, to: 2006-12, kind: compulsory, pay: { amount: 4400, wages_of: 2006 } } ] }
        strategies:
          - { name: soonest, dee: { US: earliest, LU: earliest } }
          - grid: { dee: { US: 62..70 by year, LU: [65, 67] } }
        """, path: "dee.yaml", countries: countries)
    scenario.simulation.paths = 64
    let result = try await Simulator(scenario, systems: countries).compare(.strategies)
    let soonest = try #require(result.strategies.first { $0.name == "soonest" })
    let claim = try #require(soonest.claims.first { $0.country == "US" })
    #expect(claim.award.isWithheldAtFirst)
    let paid = try #require(claim.award.firstPaidMonth)
    let later = try #require(result.strategies.first { $0.name == "soonest, US \(paid)" })
    #expect(later.lifetimeValue.value >= soonest.lifetimeValue.value - 1e-6)
    let proposed = result.strategies[result.recommendation.proposed]
    #expect(!proposed.claims.contains { $0.award.isWithheldAtFirst })
    let search = try ClaimSearch(try HouseholdSetting(scenario, systems: countries), objective: .mean)
    let months = try #require(search.axes.first { $0.country == "US" }).months
    #expect(!months.contains(claim.entitlement) && months.contains(paid))
  }
}
