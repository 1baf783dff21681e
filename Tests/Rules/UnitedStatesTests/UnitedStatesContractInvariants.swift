// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import TestSupport
import Testing

@testable import UnitedStatesRules

/// People of the tests, as the engine asks about them.
enum Applicants {
  static let asOf = YearMonth(2026, 11)

  static func months(_ years: ClosedRange<Int>) -> Coverage {
    Coverage(
      unit: .month,
      years: Dictionary(uniqueKeysWithValues: years.map { ($0, Coverage.Year(count: 12, months: 0xFFF)) }))
  }

  static func make(
    born: CalendarDate, earnings: [Int: ExactDecimal], luxembourg: Coverage? = nil, citizenship: [Country] = ["LU"],
    residence: [Residence] = [], pensions: [OtherPension] = [], regime: LawRegime = .current, asOf: YearMonth = asOf,
    settings: [String: String] = [:]
  ) -> Applicant {
    Applicant(
      person: Person(id: "x", born: born, sex: .female, citizenship: citizenship, residence: residence),
      record: InsuranceRecord(country: "US", earnings: earnings.mapValues { StatedEarnings($0) }),
      foreign: luxembourg.map { ["LU": $0] } ?? [:], otherPensions: pensions, regime: regime, settings: settings,
      asOf: asOf)
  }

  /// 28 quarters in the United States, then Luxembourg.
  static let split = make(
    born: CalendarDate(1966, 5, 14)!,
    earnings: Dictionary(uniqueKeysWithValues: (1994...2000).map { ($0, ExactDecimal(31_000 + 3_000 * ($0 - 1994))) }),
    luxembourg: months(2001...2026), residence: [Residence(country: "LU", from: YearMonth(2001, 3))])
  /// A whole career in the United States, 58 years old.
  static let whole = make(
    born: CalendarDate(1968, 1, 1)!,
    earnings: Dictionary(uniqueKeysWithValues: (1990...2026).map { ($0, ExactDecimal(30_000 + 2_500 * ($0 - 1990))) }),
    citizenship: ["US"], residence: [Residence(country: "US", from: YearMonth(1968, 1))])
  /// Past full retirement age and still at work, so that later years replace lower ones.
  static let older = make(
    born: CalendarDate(1957, 9, 2)!,
    earnings: Dictionary(uniqueKeysWithValues: (1980...2029).map { ($0, ExactDecimal(9_000 + 1_300 * ($0 - 1980))) }),
    citizenship: ["US"], residence: [Residence(country: "LU", from: YearMonth(2015, 1))])
  /// Five quarters and nothing else that helps.
  static let nothing = make(
    born: CalendarDate(1970, 3, 3)!, earnings: [1995: 30_000, 1996: 700], luxembourg: months(1997...2026))
  /// Past full retirement age; reaches 40 quarters by work that goes on until 2030.
  static let late = make(
    born: CalendarDate(1959, 8, 20)!,
    earnings: Dictionary(uniqueKeysWithValues: (2019...2030).map { ($0, ExactDecimal(52_000)) }),
    luxembourg: months(1985...2018), residence: [Residence(country: "US", from: YearMonth(2019, 1))])
  static let all = [split, whole, older, nothing, late]
}

@Suite("United States: contract of every country")
struct UnitedStatesContractInvariants {
  @Test("keeps what the engine relies on")
  func contract() throws {
    #expect(try PensionSystemContract(law, applicants: Applicants.all).violations() == [])
  }

  @Test("each step of each derivation comes out again from its own numbers", arguments: [0, 1, 2, 4])
  func derivations(_ number: Int) throws {
    let applicant = Applicants.all[number]
    let claimable = try #require(try law.eligibility(of: applicant).claimable)
    for month in [claimable.lowerBound, claimable.lowerBound + 30, claimable.upperBound] {
      let award = try law.award(to: applicant, from: month)
      let replay = ExpressionEvaluator.replay(award.derivation)
      #expect(replay.complaints == [])
      #expect(replay.count > 20)
      let payable = try #require(award.derivation.steps.last)
      #expect(payable.id == "us.payable")
      #expect(ExactDecimal(payable.result) == award.firstMonthlyAmount.rounded(.init(.down, cents: 1), toMultipleOf: 1))
      #expect(award.derivation.steps.allSatisfy { !$0.article.isEmpty && !law.english($0.title).isEmpty })
      #expect(award.derivation.steps.flatMap(\.parameters).allSatisfy { !$0.source.isEmpty })
    }
  }
}
