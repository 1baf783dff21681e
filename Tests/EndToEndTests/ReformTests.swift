// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Parameters
import Pensions
import Quantities
import ScenarioFiles
import Simulation
import Strategies
import TestSupport
import Testing
import UnitedStatesRules

/// Changes of law as the countries list them, and what the law itself makes of a claim once one has come.
@Suite("Reforms by country")
struct ReformTests {
  private static func countries() throws -> [any PensionSystem] { [try UnitedStates(), try Luxembourg()] }

  @Test("keys and addresses of draws stay what they are, and each figure is an assumption of the country's files")
  func list() throws {
    let countries = try Self.countries()
    let listed = try [ListedReform](of: countries, asOf: YearMonth(2026, 11))
    let addresses = [
      "wep_reinstatement": 0, "trust_fund": 1, "luxembourg_reform": 2, "treaty_change": 3,
      "full_retirement_age_rise": 4,
      "moderator_cut": 5, "index_delay": 6,
    ]
    #expect(Dictionary(uniqueKeysWithValues: listed.map { ($0.reform.key, $0.reform.address) }) == addresses)
    #expect(listed.first { $0.reform.key == "trust_fund" }?.fund?.from == YearMonth(2033, 1))
    #expect(
      listed.first { $0.reform.key == "luxembourg_reform" }?.standards["extra_months"]
        == .weighted([.init(6, weight: 0.5), .init(12, weight: 0.3), .init(24, weight: 0.2)]))
    for system in countries {
      for reform in system.reforms {
        for name in reform.options.compactMap(\.parameter) {
          #expect(system.parameters.series[name]?.entries.allSatisfy { $0.origin == .assumption } == true, "\(name)")
        }
        let told = [reform.words.label, reform.words.caveat, reform.words.question, reform.words.short]
        for language in ["en", "fr", "de"] {
          #expect(told.compactMap { $0 }.allSatisfy { system.words.sentence($0.key, in: language) != nil })
        }
      }
    }
  }

  @Test("two changes that would draw the same numbers are refused")
  func sameAddress() throws {
    var ruritania = try Ruritania()
    try ruritania.addFund(depletion: "2040-01", percent: 50)
    ruritania.knowsReforms = true
    var other = ruritania
    other.country = "YR"
    #expect(throws: ParameterError.self) { try [ListedReform](of: [ruritania, other], asOf: YearMonth(2026, 11)) }
  }

  /// A man of 1963 or 1967 with one long record in Luxembourg, on paths of one death age.
  private func values(
    born: String, record: String, claims: [String], law: String = "current", events: String = "{}",
    study: Bool = false
  ) async throws -> [Double] {
    let strategies = claims.map { "  - { name: \"\($0)\", p: { LU: \($0) } }\n" }.joined()
    let study = study ? "          - { from: 1985-07, to: 1987-12, kind: complementary }\n" : ""
    let text = """
      title: tightening
      as_of: 2026-11
      currency: EUR
      people:
        p:
          born: \(born)
          sex: male
          citizenship: [LU]
          lives: { LU: 1983-01.. }
          records:
            LU:
              periods:
                - { from: \(record), kind: compulsory, pay: { amount: 4200, wages_of: 2016 } }
      \(study)longevity: { age_at_death: 85 }
      strategies:
      \(strategies)events: \(events)
      law: \(law)
      economy: { model: rw }
      simulation: { paths: 60, seed: 1 }
      """
    let countries = try Self.countries()
    let scenario = try Scenario.read(text: text, path: "case.yaml", countries: countries)
    let result = try await Simulator(scenario, systems: countries).compare(.strategies)
    return claims.map { name in result.strategies.first { $0.name == name }?.lifetimeValue.value ?? .nan }
  }

  private static let tighter = "{ base: tighter, regimes: { tighter: { earlyPension.extraMonths: 24 } } }"
  private static let event = "{ luxembourg_reform: 10, extra_months: { 24: 1.0 } }"

  /// 510 and 522 compulsory months by the claims: 480 are enough, and no further months are asked of them.
  @Test(
    "a change by chance leaves alone whom the same law leaves alone",
    arguments: [
      ("1963-06-15", "1984-01, to: 2026-06", ["2028-01", "2028-05", "65"]),
      ("1967-06-15", "1985-01, to: 2028-06", ["2028-07", "65"]),
    ])
  func spared(born: String, record: String, claims: [String]) async throws {
    let none = try await values(born: born, record: record, claims: claims)
    #expect(try await values(born: born, record: record, claims: claims, law: Self.tighter) == none)
    #expect(try await values(born: born, record: record, claims: claims, events: Self.event) == none)
  }

  /// 468 compulsory months and 30 of study are 498 at 60, 18 of them compulsory ones after the 480th: the law of 2025 asks 2 more of
  /// a right that opens in 2027, a change at once 24 on top.
  @Test("whoever a change reaches waits for the ordinary pension, no longer; a right that opened before it is spared")
  func reached() async throws {
    let (born, record, claims) = ("1967-06-15", "1988-01, to: 2026-12", ["2027-06", "65"])
    let at = try await values(born: born, record: record, claims: claims, events: Self.event, study: true)
    // The early claim is refused by that law, so the strategy of 65 stands alone there.
    let law = try await values(born: born, record: record, claims: ["65"], law: Self.tighter, study: true)
    #expect(abs(at[0] / law[0] - 1) < 1e-12, "\(at) beside \(law)")
    // Two years older, the right has been open since July 2025.
    let older = try await values(born: "1965-06-15", record: record, claims: claims, study: true)
    #expect(
      try await values(born: "1965-06-15", record: record, claims: claims, events: Self.event, study: true) == older)
  }
}
