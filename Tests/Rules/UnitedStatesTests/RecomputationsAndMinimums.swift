// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// Where a benefit changes its form: recomputed, kept under the windfall provision, on a special minimum, insured in the quarter of the claim.
@Suite("United States: recomputations and minimums")
struct RecomputationsAndMinimumsMatchReference {
  @Test("agree with SSA's program to the cent", arguments: try goldens("recomputations-and-minimums.jsonl"))
  func everyFigure(_ row: GoldenCase) throws {
    let expected = try #require(row["expected"]).fields
    #expect(expected.count >= 2)
    #expect(differences(expected, try law.answer(row.unitedStates)) == [])
  }

  private static func answer(_ id: String, at month: YearMonth) throws -> WorkerBenefit {
    let row = try #require(try goldens("recomputations-and-minimums.jsonl").first { $0.id == id })
    return try #require(try law.months(month...month, of: row.unitedStates).first)
  }

  /// 20 CFR 404.1919: a recomputation is made once, with the average wages of its year; later months only add increases.
  @Test("a recomputed benefit keeps the averages of the year of its recomputation")
  func averagesStay() throws {
    for year in 2017...2025 {
      let benefit = try Self.answer("recomputed-twelve-quarters", at: YearMonth(year, 6))
      #expect(benefit.totalized?.lastWageYear == 2015 && benefit.totalized?.relativeEarningsPosition == 10_317_951)
    }
    // Eight of the twelve quarters, recomputed for January 2016.
    let between = try Self.answer("recomputed-twelve-quarters", at: YearMonth(2016, 6))
    #expect(between.totalized?.lastWageYear == 2014 && between.totalized?.share.numerator == 28)
  }

  /// POMS GN 01701.305: without the windfall provision, after its repeal and before it touched anybody, forty quarters make a regular benefit.
  @Test("a totalized benefit is kept only while the windfall provision makes the regular one less")
  func keptOnlyUnderTheProvision() throws {
    let kept = try Self.answer("totalized-kept", at: YearMonth(2023, 12))
    #expect(kept.basis == .totalized && kept.totalized?.share.numerator == 36)
    let repealed = try Self.answer("totalized-kept", at: YearMonth(2024, 1))
    #expect(repealed.basis == .national && repealed.method == .wageIndexed && repealed.pia > kept.pia)
    let row = try #require(try goldens("recomputations-and-minimums.jsonl").first { $0.id == "totalized-kept" })
    var small = try row.unitedStates
    small.noncoveredPension = 100  // takes at most 50 of the regular amount
    let month = YearMonth(2014, 6)
    #expect(try law.months(month...month, of: small).first?.basis == .national)
  }

  /// 42 U.S.C. § 402(w)(5): the special minimum has no credits, but early retirement reduces it like any other.
  @Test("a special minimum is reduced before full retirement age and not raised after it")
  func specialMinimum() throws {
    let row = try #require(try goldens("recomputations-and-minimums.jsonl").first { $0.id == "special-minimum-at-70" })
    var input = try row.unitedStates
    input.claim = YearMonth(1994, 7)
    let early = try #require(try law.months(input.claim...input.claim, of: input).first)
    #expect(early.method == .specialMinimum && early.isSpecialMinimumPaid)
    #expect(early.benefit == early.pia.multiplied(by: 180 - 35, over: 180, rounded: .dimeDown))
    input.claim = YearMonth(1997, 8)
    let later = try #require(try law.months(YearMonth(1998, 1)...YearMonth(1998, 1), of: input).first)
    #expect(later.adjustment?.creditMonths == 2 && later.benefit == later.pia, "two months of credit")
  }

  /// 20 CFR 404.146: a quarter of coverage cannot lie in a calendar quarter that has not begun.
  @Test(
    "a US quarter of the year of claim may lie in the quarter that has begun, foreign months count to the end of the one before"
  )
  func quarterOfClaim() {
    func credited(own: Int, _ bits: UInt16, begun: Int, ended: Int) -> Int {
      creditedQuarters(
        foreign: Coverage.Year(count: bits.nonzeroBitCount, months: bits), unit: .month, own: own, quarters: begun,
        ended: ended)
    }
    #expect(credited(own: 1, 0b111, begun: 2, ended: 1) == 1)
    #expect(credited(own: 2, 0b111, begun: 2, ended: 1) == 0, "both quarters are US ones")
    #expect(credited(own: 0, 0b111_111, begun: 2, ended: 1) == 1, "April to June has not ended")
    #expect(credited(own: 1, 0b111_111, begun: 3, ended: 2) == 2)
    #expect(credited(own: 2, 0b111_111, begun: 3, ended: 2) == 1)
    let quarters = Coverage.Year(count: 1)
    #expect(creditedQuarters(foreign: quarters, unit: .quarter, own: 1, quarters: 2, ended: 1) == 1)
  }

  /// 20 CFR 404.313(c): credits of the year of claim are paid from January, but from the month of 70 if that is sooner.
  @Test("an award steps up in the month of 70", arguments: [CalendarDate(1957, 5, 15)!, CalendarDate(1958, 5, 15)!])
  func monthOfSeventy(_ born: CalendarDate) throws {
    let applicant = Applicants.make(
      born: born, earnings: Dictionary(uniqueKeysWithValues: (1980...2019).map { ($0, ExactDecimal(30_000)) }))
    let seventy = law.ages(born: born).lastMonth
    let claim = seventy - 1
    let part = try #require(try law.award(to: applicant, from: claim).components.first)
    for (month, credits) in [(claim, .january(claim.year)), (seventy, claim), (seventy + 12, claim)] {
      let earned = credits - law.ages(born: born).fullMonth
      #expect(abs(part.factor(in: month) - (1 + Double(earned) / 150)) < 1e-12, "\(month)")
    }
  }

  /// 42 U.S.C. § 403(a): beside a PIA of 734.20 a family maximum of 1,101.20 leaves 367.00, less than half.
  @Test("the family maximum limits a spouse's benefit, not a divorced spouse's")
  func familyMaximum() {
    let ages = law.ages(born: CalendarDate(1955, 11, 2)!)
    func base(_ maximum: Money<USD>?) -> Money<USD> {
      law.tables.spouseBenefit(
        workerPia: 734.20, spouse: ages, entitlement: YearMonth(2026, 1), familyMaximum: maximum
      ).total
    }
    #expect(base(1101.20) == 367.00 && base(nil) == 367.10 && base(1300) == 367.10)
  }
}
