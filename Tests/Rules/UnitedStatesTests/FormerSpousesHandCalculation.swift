// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// People who are widowed or divorced in November 2026: 42 U.S.C. § 402(b), (c), (e), (f), (k)(3)(A), (q), (r); 20 CFR 404.331–404.336, 404.621.
@Suite("United States: records of former spouses")
struct FormerSpousesHandCalculation {
  private static let asOf = YearMonth(2026, 11)

  private func person(_ id: String, born: String, pia: ExactDecimal? = nil) throws -> Applicant {
    let born = try #require(CalendarDate(born))
    return Applicant(
      person: Person(
        id: id, born: born, sex: .female, citizenship: ["US"],
        residence: [Residence(country: "US", from: born.yearMonth)]),
      record: InsuranceRecord(country: "US", stated: pia.map { StatedAmount($0, asOf: Self.asOf) }), asOf: Self.asOf)
  }

  /// A marriage of the past with a stated primary insurance amount of November 2026.
  private func former(
    born: String, married: String = "1990-06-01", divorced: String? = nil, died: String? = nil, pia: ExactDecimal,
    since: YearMonth? = nil
  ) throws -> (FormerSpouse, Applicant) {
    let worker = try person("bob", born: born, pia: pia)
    let former = FormerSpouse(
      person: worker.person, married: try #require(CalendarDate(married)),
      divorced: try divorced.map { try #require(CalendarDate($0)) },
      died: try died.map { try #require(CalendarDate($0)) },
      records: ["US": worker.record], claims: since.map { ["US": $0] } ?? [:])
    return (former, worker)
  }

  private func award(
    to ann: Applicant, own: Award? = nil, _ former: (FormerSpouse, Applicant), from month: YearMonth,
    filed: YearMonth = Self.asOf, remarried: CalendarDate? = nil
  ) throws -> Award? {
    try UnitedStates().formerSpouseAward(
      to: FormerSpouseClaim(
        applicant: ann, own: own, former: former.0, worker: former.1, remarried: remarried, wanted: month, filed: filed)
    )
  }

  /// Ann is 60 in September 2026 and 67 in September 2033: 82 months before full age 834.642857 of 3,000 are taken, raised to 834.70.
  @Test("a widow of 60 may start at once, reduced, or at full age whole")
  func widow() throws {
    let law = try UnitedStates()
    let ann = try person("ann", born: "1966-09-15")
    let bob = try former(born: "1961-10-05", died: "2026-06-20", pia: 3000)
    let months = try #require(try law.formerSpouseMonths(for: ann, of: bob.0, worker: bob.1, remarried: nil))
    #expect(months.months == Self.asOf...YearMonth(2033, 9) && months.isChosenApart)
    let early = try #require(try award(to: ann, bob, from: Self.asOf))
    #expect(early.firstMonthlyAmount == ExactDecimal("2165.3"))
    #expect(early.backPay == nil && early.components.count == 1)
    #expect(abs(early.components[0].factor(in: YearMonth(2030, 1)) - (1 - 0.285 * 82 / 84)) < 1e-12)
    let late = try #require(try award(to: ann, bob, from: YearMonth(2033, 9), filed: YearMonth(2033, 5)))
    #expect(late.components[0].factor(in: YearMonth(2040, 1)) == 1)
    #expect(late.components[0].factor(in: YearMonth(2033, 8)) == 0)
  }

  /// Own 1,278 from October 2028, reduced for 59 months: 36 at 5/9 and 23 at 5/12 percent.
  @Test("the own benefit is paid first, in the months in which it is drawn")
  func topUp() throws {
    let law = try UnitedStates()
    let ann = try person("ann", born: "1966-09-15", pia: 1278)
    let bob = try former(born: "1961-10-05", died: "2026-06-20", pia: 3000)
    let own = try law.award(to: ann, from: YearMonth(2028, 10))
    let early = try #require(try award(to: ann, own: own, bob, from: Self.asOf))
    #expect(early.firstMonthlyAmount == ExactDecimal("2165.3"))
    let less = try #require(early.components.first { $0.base < 0 })
    #expect(less.factor(in: YearMonth(2028, 9)) == 0)
    #expect(abs(less.factor(in: YearMonth(2028, 10)) - (1 - 0.2 - 23 * 5 / 1200.0)) < 1e-12)
    #expect(less.base == -own.unreduced[0].base)
    // The survivor's month leaves the own one alone: W(2033-09) less the reduced own amount.
    let late = try #require(try award(to: ann, own: own, bob, from: YearMonth(2033, 9), filed: YearMonth(2033, 5)))
    let tables = law.tables
    let pia = tables.workerBenefit(
      try law.question(bob.1, entitlement: YearMonth(2026, 6)).asked(in: YearMonth(2033, 9)))
    let drawn = tables.workerBenefit(
      try law.question(ann, entitlement: YearMonth(2028, 10)).asked(in: YearMonth(2033, 9)))
    #expect(late.firstMonthlyAmount == (pia.pia - drawn.benefit).amount)
  }

  /// Claimed at 62 and a month, 55 months before 66 years and eight months: 72.0833 % of the PIA, so the limit is 82.5 %. It is reached 51
  /// months before the survivor's full age (payment case `w-last-useful-month`).
  @Test("a reduced benefit of the dead one limits what is left")
  func limit() throws {
    let ann = try person("ann", born: "1966-09-15")
    let bob = try former(born: "1958-05-05", died: "2025-04-17", pia: 2000, since: YearMonth(2020, 6))
    func share(_ months: Int) throws -> Double {
      let start = YearMonth(2033, 9) - months
      return try #require(try award(to: ann, bob, from: start, filed: start - 4)).components[0].factor(in: start)
    }
    #expect(abs(try share(60) - (1 - 0.285 * 60 / 84)) < 1e-12)
    #expect(abs(try share(51) - 0.825) < 1e-12)
    #expect(abs(try share(0) - 0.825) < 1e-12)
    // Nobody says that he drew anything: the whole amount, with the two months of credit between full age and the death.
    let free = try former(born: "1958-05-05", died: "2025-04-17", pia: 2000)
    let whole = try #require(try award(to: ann, free, from: YearMonth(2033, 9), filed: YearMonth(2033, 5)))
    #expect(abs(whole.components[0].factor(in: YearMonth(2033, 9)) - (1 + 3 * 16 / 2400.0)) < 1e-12)
  }

  @Test(
    "no right: eight months of marriage, a new marriage before 60, a month before the first one",
    arguments: [("2025-11-01", nil, YearMonth(2026, 11)), ("1990-06-01", "2020-05-01", YearMonth(2026, 11))])
  func refusals(married: String, remarried: String?, month: YearMonth) throws {
    let ann = try person("ann", born: "1966-09-15")
    let bob = try former(born: "1961-10-05", married: married, died: "2026-06-20", pia: 3000)
    let day = try remarried.map { try #require(CalendarDate($0)) }
    #expect(throws: ClaimRefusal.self) { try award(to: ann, bob, from: month, remarried: day) }
    let good = try former(born: "1961-10-05", died: "2026-06-20", pia: 3000)
    #expect(throws: ClaimRefusal.self) { try award(to: ann, good, from: YearMonth(2026, 10)) }
    // At 60 or later a new marriage changes nothing.
    #expect(try award(to: ann, good, from: Self.asOf, remarried: CalendarDate(2026, 10, 3)) != nil)
  }

  /// Eva is 62 since January 2024 and 67 in January 2029: 26 months before it half of 2,400 is 1,200 · 118 / 144 = 983.33.
  @Test("a divorced spouse's half, without the former one's claim two years after the divorce")
  func divorced() throws {
    let law = try UnitedStates()
    let eva = try person("eva", born: "1962-01-15")
    let max = try former(born: "1961-04-09", married: "1985-01-01", divorced: "1997-02-01", pia: 2400)
    let months = try #require(try law.formerSpouseMonths(for: eva, of: max.0, worker: max.1, remarried: nil))
    #expect(months.months == Self.asOf...YearMonth(2029, 1) && !months.isChosenApart)
    let paid = try #require(try award(to: eva, max, from: Self.asOf))
    #expect(paid.firstMonthlyAmount == ExactDecimal("983.3"))
    #expect(abs(paid.components[0].factor(in: Self.asOf) - 0.5 * 118 / 144) < 1e-12)
    // 119 months of marriage are too few, and a new marriage ends the right.
    let short = try former(born: "1961-04-09", married: "1987-03-01", divorced: "1997-02-01", pia: 2400)
    #expect(throws: ClaimRefusal.self) { try award(to: eva, short, from: Self.asOf) }
    #expect(throws: ClaimRefusal.self) {
      try award(to: eva, max, from: Self.asOf, remarried: CalendarDate(2010, 5, 1))
    }
    // Divorced a year ago, and nothing claimed: the right opens two years after the divorce.
    let recent = try former(born: "1961-04-09", married: "1985-01-01", divorced: "2025-10-01", pia: 2400)
    #expect(
      try law.formerSpouseMonths(for: eva, of: recent.0, worker: recent.1, remarried: nil)?.months.lowerBound
        == YearMonth(2027, 10))
    // Own 1,500 is more than half of 2,400.
    let rich = try person("eva", born: "1962-01-15", pia: 1500)
    let own = try law.award(to: rich, from: Self.asOf)
    let nothing = try award(to: rich, own: own, max, from: Self.asOf)
    #expect(nothing.map { $0.firstMonthlyAmount == .zero } ?? true)
  }

  /// Rosa is 70; her full age as a survivor was 66 and two months at the latest: six months back, each at its own increases.
  @Test("a survivor past full age reaches six months back")
  func backPay() throws {
    let rosa = try person("rosa", born: "1956-03-10")
    let bob = try former(born: "1954-10-05", died: "2024-06-20", pia: 3000, since: YearMonth(2020, 10))
    let months = try #require(
      try UnitedStates().formerSpouseMonths(for: rosa, of: bob.0, worker: bob.1, remarried: nil))
    #expect(months.months == YearMonth(2026, 5)...Self.asOf)
    let award = try #require(try award(to: rosa, bob, from: YearMonth(2026, 5)))
    #expect(award.backPay?.amounts == Array(repeating: 3000, count: 7))
    #expect(award.backPay?.isExchanged == false && award.backPay?.fileBy == Self.asOf)
  }

  /// Work abroad costs the survivor the survivor's own months, and they leave the reduction at full age: § 403(c), 402(q)(7).
  @Test("the survivor's own work abroad costs the survivor's benefit")
  func work() throws {
    var ann = try person("ann", born: "1966-09-15")
    ann.work = WorkHistory(abroad: .through(YearMonth(2028, 11)))
    let bob = try former(born: "1961-10-05", died: "2026-06-20", pia: 3000)
    let award = try #require(try award(to: ann, bob, from: Self.asOf))
    #expect(award.firstMonthlyAmount == .zero && award.losses.first?.kind == .workAbroad)
    let part = award.components[0]
    #expect(part.factor(in: YearMonth(2028, 11)) == 0)
    #expect(abs(part.factor(in: YearMonth(2028, 12)) - (1 - 0.285 * 82 / 84)) < 1e-12)
    // 25 months were lost.
    #expect(abs(part.factor(in: YearMonth(2033, 9)) - (1 - 0.285 * 57 / 84)) < 1e-12)
  }
}
