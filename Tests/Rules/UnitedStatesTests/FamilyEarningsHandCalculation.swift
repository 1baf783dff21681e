// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import TestSupport
import Testing

@testable import UnitedStatesRules

/// 42 U.S.C. § 403(b); 20 CFR 404.415, 404.434: the insured's excess earnings take the benefits of everybody on the record together, month by month.
@Suite("United States: earnings of a worker with a spouse on the record")
struct FamilyEarningsHandCalculation {
  private static let start = YearMonth(2027, 1)
  private let law: UnitedStates

  init() throws { law = try UnitedStates() }

  private func person(_ id: String, born: String, earnings: [Int: ExactDecimal] = [:]) throws -> Applicant {
    let born = try #require(CalendarDate(born))
    return Applicant(
      person: Person(
        id: id, born: born, sex: .female, citizenship: ["US"],
        residence: [Residence(country: "US", from: born.yearMonth)]),
      record: InsuranceRecord(country: "US", earnings: earnings.mapValues { StatedEarnings($0) }),
      asOf: YearMonth(2026, 11))
  }

  /// Earns 50,000 in 2027 and 2028: 12,220 of excess in 2027 over the limit of 25,560, no month of no service before 2029.
  private func worker() throws -> Applicant {
    var earnings = Dictionary(uniqueKeysWithValues: (1985...2026).map { ($0, ExactDecimal(40_000)) })
    (earnings[2027], earnings[2028]) = (50_000, 50_000)
    return try person("ben", born: "1964-06-15", earnings: earnings)
  }

  @Test("together both lose exactly the excess, in fewer months than the worker alone")
  func together() throws {
    let spouse = Dependant(applicant: try person("eva", born: "1962-03-10"), own: nil, from: Self.start)
    var ben = try worker()
    let question = try law.question(ben, entitlement: Self.start)
    let alone = try law.workDeductions(question, of: ben).monthly
    ben.dependants = [spouse]
    let own = try law.workDeductions(question, of: ben).monthly
    let hers = try law.shares(of: spouse, on: question, ben, through: question.ages.fullMonth - 1)
    func taken(_ months: [StreamMonth], in year: Int) -> Money<USD> {
      months.filter { $0.month.year == year }.reduce(.zero) { $0 + $1.withheld }
    }
    #expect(taken(alone, in: 2027) == 12_220)
    #expect(taken(own, in: 2027) + taken(hers, in: 2027) == 12_220)
    func charged(_ months: [StreamMonth], in year: Int) -> [YearMonth] {
      months.filter { $0.month.year == year && $0.withheld > .zero }.map(\.month)
    }
    let (months, before) = (charged(own, in: 2027), charged(alone, in: 2027))
    #expect(months == charged(hers, in: 2027) && months.first == Self.start && months.count < before.count)
    // Every month but the last is lost whole to both.
    for month in months.dropLast() {
      #expect(own.first { $0.month == month }?.rest == .zero && hers.first { $0.month == month }?.rest == .zero)
    }
    // The award leaves fewer reduction months out at full age.
    let award = try law.award(to: ben, from: Self.start)
    ben.dependants = []
    let other = try law.award(to: ben, from: Self.start)
    let full = question.ages.fullMonth
    #expect(award.components[0].factor(in: full) < other.components[0].factor(in: full))
  }

  @Test("the spouse's award has the shares of the months that are charged to both")
  func spouse() throws {
    let (ben, eva) = (try worker(), try person("eva", born: "1962-03-10"))
    let award = try law.award(to: ben, from: Self.start)
    let paid = try #require(
      try law.spouseAward(
        to: SpouseClaim(applicant: eva, wanted: Self.start, filed: YearMonth(2026, 11)), of: ben, claimed: award,
        couple: .married))
    let question = try law.question(ben, entitlement: Self.start)
    let months = try law.shares(
      of: Dependant(applicant: eva, own: nil, from: Self.start), on: question, ben, through: question.ages.fullMonth - 1
    )
    let partly = try #require(months.first { $0.withheld > .zero && $0.rest > .zero })
    let whole = try #require(months.first { $0.month.year == 2027 && $0.withheld == .zero })
    let part = paid.components[0]
    let share = part.factor(in: partly.month) / part.factor(in: whole.month)
    #expect(abs(share - partly.rest.double / partly.benefit.double) < 1e-12)
    #expect(part.factor(in: Self.start) == 0 && paid.firstMonthlyAmount == .zero)
  }

  @Test("each step of a spouse's, a survivor's and a divorced spouse's amount comes out again")
  func derivations() throws {
    let eva = try person("eva", born: "1962-03-10", earnings: [1990: 30_000])
    var ben = try worker()
    ben.record.earnings[2027] = nil
    ben.record.earnings[2028] = nil
    let award = try law.award(to: ben, from: Self.start)
    let spouse = try #require(
      try law.spouseAward(
        to: SpouseClaim(applicant: eva, wanted: Self.start, filed: YearMonth(2026, 11)), of: ben, claimed: award,
        couple: .married))
    let dead = try person("max", born: "1958-05-05", earnings: ben.record.earnings.mapValues(\.amount))
    func former(died: CalendarDate?, divorced: CalendarDate?, since: YearMonth?) throws -> Award {
      let former = FormerSpouse(
        person: dead.person, married: CalendarDate(1985, 1, 1), divorced: divorced, died: died,
        records: ["US": dead.record], claims: since.map { ["US": $0] } ?? [:])
      return try #require(
        try law.formerSpouseAward(
          to: FormerSpouseClaim(
            applicant: eva, former: former, worker: dead, wanted: Self.start, filed: YearMonth(2026, 11))))
    }
    let awards = [
      spouse, try former(died: CalendarDate(2025, 4, 1), divorced: nil, since: YearMonth(2020, 6)),
      try former(died: CalendarDate(2025, 4, 1), divorced: nil, since: nil),
      try former(died: nil, divorced: CalendarDate(2000, 1, 1), since: nil),
    ]
    for award in awards {
      let replay = ExpressionEvaluator.replay(award.derivation)
      #expect(replay.count >= 3 && replay.complaints == [], "\(replay.complaints)")
      #expect(ExactDecimal(try #require(award.derivation.steps.last).result) == award.firstMonthlyAmount)
    }
    #expect(awards[1].derivation.steps.contains { $0.id == "us.survivor.limit" })
    #expect(!awards[2].derivation.steps.contains { $0.id == "us.survivor.limit" })
  }
}
