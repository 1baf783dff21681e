// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import Simulation
import TestSupport
import Testing

@testable import Strategies

/// The surface made at once equals the strategies simulated one by one, to 1e-12 on every path.
@Suite("All claim months at once")
struct SurfaceMatchesReference {
  enum Case: String, CaseIterable {
    case plain, noMeansTest, waiting, long, halfYearRate, otherRightsLater, late, shortfall, mix, antithetic, withheld
    case freeFilings, allowance, allowanceCutOff, allowanceStays, supplements, supplementsStay
    /// The month of death is paid by one country, without a means test and with one.
    case lastMonth, lastMonthAlone
    /// Rent, pay and a pension of a third country, beside the means test and the allowance.
    case stated, statedAlone, statedAllowance, statedCutOff, statedSupplements
  }

  struct Household {
    var scenario: Scenario
    var systems: [any PensionSystem]
    var filings: [ClaimWish.Filing] = [.asEarlyAsAllowed]
  }

  private func household(_ kind: Case) throws -> Household {
    var scenario = TestHousehold.scenario(
      members: [TestHousehold.member(born: "1963-03-02")], strategies: [], paths: 48,
      filing: DelaySettings(national: ["XR": 3, "XD": 6]))
    var found = Household(
      scenario: scenario,
      systems: try TestHousehold.systems(
        guaranteed: [.noMeansTest, .statedAlone, .lastMonthAlone].contains(kind) ? nil : 1300,
        freezesRate: kind == .halfYearRate))
    switch kind {
    case .plain, .noMeansTest, .halfYearRate, .late: break
    case .waiting: scenario.filing.national = ["XR": 11, "XD": 14]
    case .long: scenario.filing.national = ["XR": 40, "XD": 29]
    case .withheld: found.systems = try TestHousehold.systems(guaranteed: 900, withheld: 0.255)
    case .otherRightsLater:
      for index in found.systems.indices {
        guard var system = found.systems[index] as? Ruritania else { continue }
        system.otherRightsFirst = false
        found.systems[index] = system
      }
      scenario.filing.national = ["XR": 11, "XD": 14]
    case .shortfall:
      (found.systems, scenario.events) = (try shortOfFunds(found.systems), EventSettings(["xd_fund": 1]))
    case .mix:
      scenario.law = LawMix(parts: [
        .init(regime: .current, weight: 0.4), .init(regime: LawRegime(name: "other"), weight: 0.6),
      ])
    case .antithetic: scenario.simulation.antithetic = true
    case .stated, .statedAlone: scenario.filing.national = ["XR": 11, "XD": 14]
    case .lastMonth, .lastMonthAlone:
      for index in found.systems.indices {
        guard var system = found.systems[index] as? Ruritania, system.country == TestHousehold.euroCountry else {
          continue
        }
        system.paysLastMonth = true
        found.systems[index] = system
      }
      scenario.filing.national = ["XR": 11, "XD": 14]
    case .allowance, .allowanceCutOff, .allowanceStays, .statedAllowance, .statedCutOff, .supplements, .supplementsStay,
      .statedSupplements:
      for index in found.systems.indices {
        guard var system = found.systems[index] as? Ruritania, system.country == TestHousehold.euroCountry else {
          continue
        }
        system.allowance = (1500, 16_800)
        system.allowanceEdge = kind == .allowanceCutOff || kind == .statedCutOff ? .cutOff : .taper
        system.allowanceFollowsPrices = kind != .allowanceStays && kind != .supplementsStay
        system.allowanceHasSupplements = kind.rawValue.lowercased().contains("supplements")
        system.paysLastMonth = system.allowanceHasSupplements
        system.guaranteedIncome = 1100
        found.systems[index] = system
      }
      scenario.filing.national = ["XR": 11, "XD": 14]
    case .freeFilings: scenario.filing.national = ["XR": 2, "XD": 5]
    }
    if kind.rawValue.hasPrefix("stated") { scenario.otherIncome = Self.stated }
    if kind == .late || kind == .freeFilings { found.filings = [.onTheDay, .monthsAfter(7), .asEarlyAsAllowed] }
    found.scenario = scenario
    return found
  }

  private static let stated = [
    StatedIncome(
      person: "ana", kind: .other, code: StatedIncome.otherCode, currency: .eur, gross: 310, follows: .prices,
      from: YearMonth(2029, 4), until: YearMonth(2041, 8)),
    StatedIncome(
      person: "ana", kind: .work, code: StatedIncome.workCode, currency: .usd, gross: 900, net: 720, follows: .wages,
      until: YearMonth(2030, 2)),
    StatedIncome(
      person: "ana", kind: .pension, code: "FR", currency: .eur, gross: 240, follows: .nothing, from: YearMonth(2031, 1)
    ),
  ]

  private func shortOfFunds(_ systems: [any PensionSystem]) throws -> [any PensionSystem] {
    var systems = systems
    guard var dollar = systems[0] as? Ruritania else { return systems }
    try dollar.addFund(depletion: "2034-05", percent: 70)
    systems[0] = dollar
    return systems
  }

  @Test("every cell and path equals the strategy simulated by itself", arguments: Case.allCases)
  func everyPath(_ kind: Case) async throws {
    let household = try household(kind)
    let setting = try HouseholdSetting(household.scenario, systems: household.systems)
    var search = try ClaimSearch(setting, objective: .mean, filings: household.filings)
    for index in search.axes.indices {
      search.axes[index].months = stride(from: 0, to: search.axes[index].months.count, by: 7).map {
        search.axes[index].months[$0]
      }
    }
    guard case .holds(let surface) = try SurfaceSearch.make(search) else {
      Issue.record("does not hold")
      return
    }
    #expect(surface.parts.count == household.filings.count * household.filings.count)
    let usesDifferences = surface.parts.allSatisfy { $0.surface.usesDifferences }
    #expect(usesDifferences)
    var planning = try search.newPlanning()
    var worst = 0.0
    for part in surface.parts {
      let chunks = try await part.surface.run(rows: 0..<part.surface.outerCount) { $0 }
      for (row, outer) in part.outer.months.enumerated() where row % 3 == 0 || kind == .plain {
        let choices = part.inner.months.map { inner in
          surface.outerAxis == 0
            ? SearchChoice(months: [outer, inner], filings: [part.outer.filing, part.inner.filing])
            : SearchChoice(months: [inner, outer], filings: [part.inner.filing, part.outer.filing])
        }
        let tried = try await search.tryCells(choices, paths: 48, planning: &planning) { _ in }
        #expect(tried.map(\.choice) == choices)
        for (column, cell) in tried.enumerated() {
          for chunk in chunks {
            for path in 0..<chunk.count {
              let fast = chunk.values[path * chunk.cells + row * part.inner.months.count + column]
              let plain = cell.values.values[chunk.first + path]
              worst = max(worst, abs(fast - plain) / max(1, abs(plain)))
            }
          }
        }
      }
    }
    #expect(worst <= 1e-12, "\(kind): \(worst)")
  }
}
