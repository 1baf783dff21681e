// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import LuxembourgRules

/// The hinges that the engine carries along paths against the exact form of CSS art. 229.
@Suite("Luxembourg: a survivor's own income as hinges")
struct IncomeTestMatchesReference {
  @Test("the same to the cent for every pension and income", arguments: ["ofThreshold", "ofReference"])
  func everyPair(uplift: String) throws {
    for month in [YearMonth(2026, 6), YearMonth(2027, 1)] {
      var readings = try Readings([:])
      readings.childUplift = uplift
      let exact = try luxembourg.survivorIncomeTest(in: month, raises: uplift)
      let test = try luxembourg.incomeTest(from: month, readings)
      for pension in stride(from: 0, through: 6_000, by: 375) {
        for own in stride(from: 0, through: 6_000, by: 625) {
          for work in [0, 1_000, 1_900, 4_000] {
            let income = SurvivorIncomeTest.Income(
              work: ExactDecimal(work), pensions: ExactDecimal(own), foreignPensions: ExactDecimal(own / 5))
            let paid = exact.paid(of: Money(ExactDecimal(pension), rounded: .halfUp), beside: income)
            let counted = test.income(
              [.work: Double(work), .ownPension: Double(own), .foreignPension: Double(own / 5)], level: test.firstLevel)
            let left = test.left(of: Double(pension), beside: counted, level: test.firstLevel)
            #expect((left - paid.double).magnitude <= 0.005 + 1e-9, "\(month): \(pension) beside \(own) and \(work)")
          }
        }
      }
    }
  }

  @Test("a foreign pension that is left out by the reading does not count")
  func leftOut() throws {
    let test = try luxembourg.incomeTest(from: YearMonth(2026, 6), Readings(["foreignPensions": "left out"]))
    let counted = test.income([.ownPension: 1_500, .foreignPension: 1_500], level: test.firstLevel)
    #expect((3_000 - test.left(of: 3_000, beside: counted, level: test.firstLevel) - 131.98).magnitude < 0.01)
  }
}
