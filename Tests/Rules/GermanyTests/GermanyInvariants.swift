// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import TestSupport
import Testing

@testable import GermanyRules

@Suite("Germany: invariants and the life of a claim")
struct GermanyInvariants {
  let germany: Germany

  init() throws { germany = try Germany() }

  static let asOf = YearMonth(2026, 11)

  static func worker(
    born: (Int, Int, Int), from: YearMonth, through: YearMonth, pay: ExactDecimal? = 3000,
    foreign: [Country: Coverage] = [:], lives: Country = "DE"
  ) -> Applicant {
    let person = Person(
      id: "ana", born: CalendarDate(born.0, born.1, born.2)!, sex: .female,
      residence: [Residence(country: lives, from: YearMonth(1980, 1))])
    let period = InsurancePeriod(
      from: from, through: through, kind: "compulsory", monthlyPay: pay, wagesOf: pay == nil ? nil : 2024)
    return Applicant(
      person: person, record: InsuranceRecord(country: "DE", periods: [period]), foreign: foreign, asOf: asOf)
  }

  static func months(_ years: ClosedRange<Int>) -> Coverage {
    Coverage(unit: .month, years: Dictionary(uniqueKeysWithValues: years.map { ($0, .init(count: 12, months: 0xFFF)) }))
  }

  static let applicants = [
    worker(born: (1964, 3, 10), from: YearMonth(1984, 1), through: YearMonth(2030, 12)),
    worker(
      born: (1966, 5, 14), from: YearMonth(1999, 9), through: YearMonth(2011, 8), foreign: ["LU": months(2012...2031)]),
    worker(born: (1970, 1, 1), from: YearMonth(2020, 1), through: YearMonth(2021, 6)),
    worker(born: (1957, 2, 1), from: YearMonth(1990, 1), through: YearMonth(2010, 12)),
    worker(born: (1966, 5, 14), from: YearMonth(1999, 9), through: YearMonth(2011, 8), pay: nil),
    worker(born: (1960, 6, 20), from: YearMonth(1980, 1), through: YearMonth(2026, 6)),
  ]

  @Test("Germany keeps the contract of every country")
  func contract() throws {
    let broken = try PensionSystemContract(germany, applicants: Self.applicants).violations()
    #expect(broken.isEmpty, "\(broken.joined(separator: "; "))")
  }

  @Test("each award comes out again from its derivation")
  func derivationsReplay() throws {
    var count = 0
    for applicant in Self.applicants {
      guard let claimable = try germany.eligibility(of: applicant).claimable else { continue }
      for month in [claimable.lowerBound, claimable.lowerBound + 7, claimable.upperBound] {
        let replay = ExpressionEvaluator.replay(try germany.award(to: applicant, from: month).derivation)
        #expect(replay.complaints == [])
        count += replay.count
      }
    }
    #expect(count > 100)
  }

  @Test("months without pay are coverage for the others, and no German pension is computed")
  func monthsWithoutPay() throws {
    let applicant = Self.applicants[4]
    #expect(try germany.coverage(of: applicant.record, person: applicant.person).total == 144)
    let found = try germany.eligibility(of: applicant)
    #expect(found.claimable == nil)
    #expect(found.reason.map(germany.english)?.contains("neither pay nor points") == true)
  }

  @Test("45 years: 7.5 % is lost for life by the month before 65, and nothing at 65")
  func oneMonth() throws {
    let applicant = Self.applicants[0]
    let before = try germany.award(to: applicant, from: YearMonth(2029, 3))
    let at = try germany.award(to: applicant, from: YearMonth(2029, 4))
    #expect(before.article == "SGB VI §§ 36, 236" && at.article == "SGB VI §§ 38, 236b")
    let rise = (at.firstMonthlyAmount / before.firstMonthlyAmount - 1).double
    // 8.1 %, and the points of the last month of work.
    #expect((0.081...0.084).contains(rise))
    #expect(try germany.eligibility(of: applicant).fullMonth == YearMonth(2029, 4))
  }

  @Test("Luxembourg months open the pension at 63 that 12 German years alone do not")
  func foreignMonthsOpen() throws {
    let applicant = Self.worker(
      born: (1966, 5, 14), from: YearMonth(1988, 1), through: YearMonth(2011, 12),
      foreign: ["LU": Self.months(2012...2029)])
    let award = try germany.award(to: applicant, from: YearMonth(2029, 6))
    #expect(award.basis == "totalized" && award.article == "SGB VI §§ 36, 236")
    var alone = applicant
    alone.foreign = [:]
    #expect(throws: ClaimRefusal.self) { try germany.award(to: alone, from: YearMonth(2029, 6)) }
  }

  @Test("a claim reaches back to the month in which the right opened for three months, and then not at all (§ 99(1))")
  func lateClaims() throws {
    let applicant = Self.applicants[0]
    let regular = YearMonth(2031, 4)
    let open = YearMonth(2029, 4)
    #expect(try germany.entitlementMonth(wanted: open, filed: open + 2, applicant: applicant) == open)
    #expect(try germany.entitlementMonth(wanted: open, filed: open + 3, applicant: applicant) == open + 3)
    #expect(try germany.entitlementMonth(wanted: regular, filed: regular - 6, applicant: applicant) == regular)
    #expect(throws: ClaimRefusal.self) {
      try germany.entitlementMonth(wanted: regular, filed: regular - 7, applicant: applicant)
    }
  }

  @Test("pay in the wages of a year brings the same points in every year before the start (§ 70)")
  func payInWagesOfAYear() throws {
    let award = try germany.award(to: Self.applicants[3], from: YearMonth(2026, 11))
    // 21 years of 36,000 in the wages of 2024, in which 47,085 is a point: 0.7646 each, and 0.5 % for each of 69 months past 65 y 11 m.
    #expect(award.firstMonthlyAmount > 800 && award.firstMonthlyAmount < 1000)
    let points = award.derivation.steps.filter { $0.id.hasPrefix("de.points2") || $0.id.hasPrefix("de.points1") }
    #expect(points.count == 21)
    #expect(Set(points.map(\.result)).isSubset(of: ["0.7646", "0.7645", "0.7647"]))
  }

  @Test(
    "residents pay 8.75 and 3.6 % of 2026, residents of Luxembourg with a right there nothing (Reg. 883/2004 art. 23)")
  func contributions() throws {
    let resident = Self.applicants[5]
    let award = try germany.award(to: resident, from: YearMonth(2026, 11))
    #expect(try germany.deductions(from: award, applicant: resident).map(\.share) == [0.0875, 0.036])
    let commuter = Self.worker(
      born: (1966, 5, 14), from: YearMonth(1999, 9), through: YearMonth(2011, 8),
      foreign: ["LU": Self.months(2012...2031)], lives: "LU")
    let other = try germany.award(to: commuter, from: YearMonth(2033, 6))
    #expect(try germany.deductions(from: other, applicant: commuter).isEmpty)
  }

  @Test(
    "55 % to a widow of 47, 100 % in the first three months, 40 % of income above 26.4 pension values taken (§§ 67, 97)"
  )
  func widow() throws {
    let deceased = Self.applicants[5]
    let award = try germany.award(to: deceased, from: YearMonth(2026, 12))
    let spouse = Person(id: "bo", born: CalendarDate(1962, 7, 1)!, sex: .male)
    let left = try germany.survivorAwards(
      of: deceased, claimed: award, to: spouse, couple: .married, through: YearMonth(2060, 12))
    let last = try #require(left.last)
    let death = YearMonth(2040, 5)
    #expect(last.start(ofDeathIn: death) == YearMonth(2040, 6))
    #expect(last.share(ofDeathIn: death, in: death + 3) == 1 && last.share(ofDeathIn: death, in: death + 4) == 0.55)
    let test = try #require(last.incomeTest)
    // Own pension of 1,500 beside 1,052.37: 66.99 is set off.
    let income = test.income([.ownPension: 1500], level: 42.52)
    #expect(abs(test.left(of: 1052.37, beside: income, level: 42.52) - 985.38) < 0.01)
    #expect(
      try germany.survivorAwards(
        of: deceased, claimed: award, to: spouse, couple: .unmarried, through: YearMonth(2060, 12)
      ).isEmpty)
  }

  @Test("the pension value rises each July by wages of the year before, behind them by 0.3 % a year after 2031")
  func pensionValueAlongPaths() throws {
    let paths = PensionSystemContract.steadyPaths(asOf: Self.asOf, months: 120, lanes: 1)
    let found = try germany.indexation(along: paths, asOf: Self.asOf, regime: .current, settings: [:])
    let level = found.levels[0]
    func at(_ month: YearMonth) -> Double { level[month - paths.firstMonth] }
    #expect(at(YearMonth(2027, 6)) == 42.52)
    // Real wages of 1 % and prices of 2 %.
    #expect(at(YearMonth(2027, 7)) == 43.80)
    let before = at(YearMonth(2030, 7)) / at(YearMonth(2029, 7))
    let after = at(YearMonth(2034, 7)) / at(YearMonth(2033, 7))
    #expect(abs(before - 1.01 * 1.02) < 4e-4)
    #expect(abs(after - 1.01 * 1.02 * 0.997) < 4e-4)
  }
}
