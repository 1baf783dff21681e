// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import Testing
import UnitedStatesRules

@Suite("Postings")
struct PostingTests {
  /// A self-employed resident of Luxembourg with 86,000 EUR in 2020, at 1.15 dollars per euro.
  ///
  /// Luxembourg: pension 16 %, health 5.6 % and 0.5 %, accident 0.7 % of 86,000; dependency 1.4 % of 86,000 less twelve
  /// times 535.50. United States: 15.3 % of 92.35 %, below the base of 137,700.
  @Test("a self-employed person in both systems")
  func selfEmployedHandCalculation() throws {
    let costs = try PostingCosts(
      pay: [2020: 86_000], status: .selfEmployed, home: Luxembourg(), host: UnitedStates(),
      homePerHost: { _ in ExactDecimal(100, over: 115) })
    #expect(costs.workerWithCertificate == 13_760 + 4_816 + 430 + 602 + 1_114.04 as ExactDecimal)
    #expect((costs.workerLoss.double - 86_000 * 0.9235 * 0.153).magnitude < 0.02)
    #expect(costs.employerLoss == .zero)
  }

  /// 300,000 USD in 2024: Social Security only to 168,600, Medicare on all; Luxembourg to its ceiling of 154,255.68 EUR.
  @Test("an employee above both ceilings")
  func employeeHandCalculation() throws {
    let costs = try PostingCosts(
      pay: [2024: 300_000], status: .employee, home: UnitedStates(), host: Luxembourg(),
      homePerHost: { _ in 1.1 })
    #expect(costs.workerWithCertificate == 10_453.20 + 4_350 as ExactDecimal)
    #expect(costs.years[0].homeEmployer == 10_453.20 + 4_350 as ExactDecimal)
    let ceiling = 12 * 12_854.64
    let euros = 300_000 / 1.1
    let worker = ceiling * (0.08 + 0.028 + 0.0025) + (euros - 12 * 642.73) * 0.014
    #expect((costs.workerLoss.double - worker * 1.1).magnitude < 0.05)
    let employer = ceiling * (0.08 + 0.028 + 0.0025 + 0.007 + 0.0101 + 0.0014)
    #expect((costs.employerLoss.double - employer * 1.1).magnitude < 0.05)
  }

  @Test("without pay nothing is owed, and more pay never costs less")
  func contributionsMonotonicity() throws {
    for status in WorkStatus.allCases {
      for law in [try Luxembourg(), try UnitedStates()] as [any ContributionLaw] {
        var last = ExactDecimal.zero
        for pay in stride(from: 0, through: 400_000, by: 10_000) {
          let lines = try law.contributions(on: ExactDecimal(pay), status: status, year: 2026)
          let sum = lines.reduce(ExactDecimal.zero) { $0 + $1.worker + $1.employer }
          #expect(sum >= last && sum <= ExactDecimal(pay))
          last = sum
        }
      }
    }
  }
}
