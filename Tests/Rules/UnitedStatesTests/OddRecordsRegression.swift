// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// Odd but possible input gives an answer or an error, never a stop.
@Suite("United States: odd records")
struct OddRecordsRegression {
  private struct Draws {
    var state: UInt64 = 9
    mutating func next(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }
  }

  /// A record without a year stopped the program once.
  @Test("an empty record has an answer and no coverage")
  func emptyRecord() throws {
    let born = CalendarDate(1960, 1, 1)!
    let answer = try law.answer(UnitedStatesCase(born: born, claim: YearMonth(2025, 1)))
    #expect(answer.contains { $0.key == "insured" && $0.value == .bool(false) })
    let person = Person(id: "p", born: born, sex: .female)
    #expect(try law.coverage(of: InsuranceRecord(country: "US"), person: person).years.isEmpty)
    #expect(try law.eligibility(of: Applicants.make(born: born, earnings: [:])).claimable == nil)
  }

  private func earnings(_ draws: inout Draws) -> [Int: ExactDecimal] {
    let amounts: [ExactDecimal] = [0, 0.01, 1, 250.49, 50_000, 999_999_999, 100_000_000_000]
    var earnings: [Int: ExactDecimal] = [:]
    for _ in 0..<draws.next(0...60) { earnings[draws.next(1937...2120)] = amounts[draws.next(0...6)] }
    return earnings
  }

  @Test("extreme cases are answered")
  func extremeCases() throws {
    var draws = Draws()
    var answered = 0
    for number in 0..<200 {
      let born = [1918, 1928, 1929, 1943, 1962, 1975, 2000, 2030, 2060][draws.next(0...8)]
      let claim = YearMonth(min(2150, born + [61, 62, 66, 70, 90][draws.next(0...4)]), draws.next(1...12))
      let input = UnitedStatesCase(
        born: CalendarDate(born, draws.next(1...12), draws.next(1...28))!, earnings: earnings(&draws),
        quarters: number % 3 == 0 ? [draws.next(1937...2150): draws.next(0...4)] : [:], claim: claim,
        at: number % 2 == 0 ? nil : YearMonth(draws.next(1950...2150), 1),
        foreignQuarters: number % 4 == 0 ? draws.next(0...200) : nil,
        noncoveredPension: number % 5 == 0 ? ExactDecimal(draws.next(0...9000)) : nil,
        law: LawRegime(name: ["current", "historical", "reinstated", "article"][number % 4]))
      answered += try law.answer(input).contains { $0.key == "monthlyBenefit" } ? 1 : 0
    }
    #expect(answered == 200)
  }

  @Test("extreme applicants are awarded or refused")
  func extremeApplicants() throws {
    var draws = Draws(state: 21)
    var awarded = 0
    for number in 0..<60 {
      let born = [1930, 1943, 1962, 1964, 1975, 2000, 2030][draws.next(0...6)]
      let pension = OtherPension(
        country: "LU", from: YearMonth(draws.next(1990...2060), 1), monthlyAmount: 1500,
        basedOnAgreement: number % 2 == 0)
      let applicant = Applicants.make(
        born: CalendarDate(born, draws.next(1...12), draws.next(1...28))!, earnings: earnings(&draws),
        luxembourg: number % 3 == 0 ? nil : Applicants.months(1980...2040), citizenship: number % 2 == 0 ? [] : ["BR"],
        residence: number % 4 == 0 ? [] : [Residence(country: "FR", from: YearMonth(2000, 1))], pensions: [pension],
        regime: LawRegime(name: ["current", "historical", "reinstated", "article"][number % 4]),
        asOf: YearMonth(draws.next(1996...2040), draws.next(1...12)),
        settings: ["alien-nonpayment": "suspend", "foreign-work-through": "2035-03"])
      let eligibility = try law.eligibility(of: applicant)
      guard let months = eligibility.claimable else {
        #expect(eligibility.reason != nil)
        continue
      }
      for month in [months.lowerBound, months.upperBound] {
        let award = try law.award(to: applicant, from: month)
        #expect(
          award.components.allSatisfy { $0.base > 0 && $0.steps.allSatisfy { $0.factor >= 0 && $0.factor.isFinite } })
        #expect(award.components.allSatisfy { $0.steps.first.map { $0.from >= month } ?? false })
        awarded += 1
      }
    }
    #expect(awarded > 30)
  }
}
