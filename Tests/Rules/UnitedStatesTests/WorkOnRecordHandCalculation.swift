// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// 42 U.S.C. §§ 402(q)(7), 403(b), (c), (f); 20 CFR 404.412, 404.415–404.439: what the record of other countries, and what a person states of
/// work, takes from the months of an award.
@Suite("United States: work on record beside the claim")
struct WorkOnRecordHandCalculation {
  /// Born on 15 June 1964: 62 throughout July 2026, full age in June 2031. Primary insurance amount 1,500.
  static func anna(_ work: WorkHistory, asOf: YearMonth = YearMonth(2026, 7)) -> Applicant {
    var applicant = Applicant(
      person: Person(
        id: "anna", born: CalendarDate(1964, 6, 15)!, sex: .female, citizenship: ["US"],
        residence: [Residence(country: "LU", from: YearMonth(1990, 1))]),
      record: InsuranceRecord(country: "US", stated: StatedAmount(1500, asOf: YearMonth(2026, 7))), asOf: asOf)
    applicant.work = work
    return applicant
  }

  static let toJune2029 = WorkHistory(spells: [
    WorkSpell(country: "LU", from: YearMonth(2001, 1), through: YearMonth(2029, 6), mostHours: 300)
  ])

  /// The benefit of a month to the dime, without cost-of-living increases.
  private func paid(_ award: Award, in month: YearMonth) -> Money<USD> {
    let factor = award.components.reduce(0) { $0 + $1.factor(in: month) }
    return Money(ExactDecimal(shortest: 1500 * factor + 1e-7) ?? .zero, rounded: .dimeDown)
  }

  /// The case of a worker abroad who claims at 62 or when work ends: 36 months are lost, then 23 of 1,056.20, then 1,308.30 for life.
  @Test("claiming while at work abroad is worse by what the months to full age are less, and better never")
  func earlyOrWait() throws {
    let anna = Self.anna(Self.toJune2029)
    let now = try law.award(to: anna, from: YearMonth(2026, 7))
    let wait = try law.award(to: anna, from: YearMonth(2029, 7))
    let months = YearMonth(2026, 7)...YearMonth(2035, 12)
    #expect(months.count { paid(now, in: $0) == 0 } == 36 && now.firstPaidMonth == YearMonth(2029, 7))
    #expect(paid(now, in: YearMonth(2029, 7)) == 1_056.20 && paid(now, in: YearMonth(2031, 5)) == 1_056.20)
    #expect(paid(now, in: YearMonth(2031, 6)) == 1_308.30 && paid(wait, in: YearMonth(2029, 7)) == 1_308.30)
    let difference = months.reduce(Money<USD>.zero) { $0 + paid(now, in: $1) - paid(wait, in: $1) }
    #expect(difference == -5_798.30)
    #expect(months.allSatisfy { paid(now, in: $0) <= paid(wait, in: $0) })
    let loss = try #require(now.losses.first)
    #expect(loss.kind == .workAbroad && loss.months == 36 && loss.through == YearMonth(2029, 6))
    #expect(
      law.english(loss.sentence).hasPrefix(
        "anna's record states work in LU to 2029-06; we took it as more than 45 hours a month, so 36 months of dollars are not paid"
      ))
    #expect(!now.remarks.contains { law.english($0).contains("state none") } && wait.losses.isEmpty)
    #expect(wait.remarks.contains { law.english($0).contains("state none from 2029-07 on") })
  }

  @Test("hours decide: 45 cost nothing, 46 everything; the person's word goes before the record's")
  func hours() throws {
    func lost(_ change: (inout WorkHistory) -> Void, settings: [String: String] = [:]) throws -> Int {
      var work = Self.toJune2029
      change(&work)
      var anna = Self.anna(work)
      anna.settings = settings
      return try law.award(to: anna, from: YearMonth(2026, 7)).losses.reduce(0) { $0 + $1.months }
    }
    #expect(try lost { $0.spells[0].mostHours = 45 } == 0)
    #expect(try lost { $0.spells[0].mostHours = 46 } == 36)
    #expect(try lost { $0.spells[0].mostHours = nil } == 36)
    let stated = { (hours: Int) in
      WorkHistory.StatedHours(from: YearMonth(2027, 1), through: YearMonth(2028, 12), hours: hours)
    }
    #expect(try lost { $0.hours = [stated(45)] } == 12 && (try lost { $0.hours = [stated(46)] }) == 36)
    #expect(try lost { $0.abroad = .none } == 0)
    #expect(try lost { $0.abroad = .through(YearMonth(2030, 2)) } == 44)
    #expect(try lost { $0.until = YearMonth(2027, 6) } == 12)
    // Work in the United States is none abroad; from full age on none costs anything.
    #expect(try lost { $0.spells[0].country = "US" } == 0)
    #expect(try lost { $0.spells[0].through = YearMonth(2040, 12) } == 59)
    // The setting of old files says the same; of a couple it speaks of whoever works abroad on record.
    let setting = ["foreign-work-through": "2030-02"]
    #expect(try lost({ _ in }, settings: setting) == 44 && (try lost({ $0.spells = [] }, settings: setting)) == 44)
    #expect(try lost({ ($0.spells, $0.isOfCouple) = ([], true) }, settings: setting) == 0)
    #expect(try lost({ $0.abroad = .none }, settings: setting) == 0)
  }

  /// Two years of covered work, then work abroad: every month as the household's law of payments has it.
  @Test("the months of an award are those of the exact payments")
  func exactMonths() throws {
    let held = try law.held()
    let born = CalendarDate(1964, 6, 15)!
    let earnings = Dictionary(uniqueKeysWithValues: (1990...2028).map { ($0, ExactDecimal(40_000)) })
    let claim = YearMonth(2026, 11)
    var applicant = Applicant(
      person: Person(id: "a", born: born, sex: .male, citizenship: ["US"], residence: []),
      record: InsuranceRecord(country: "US", earnings: earnings.mapValues { StatedEarnings($0) }), asOf: claim)
    applicant.work = WorkHistory(spells: [
      WorkSpell(country: "LU", from: YearMonth(2029, 3), through: YearMonth(2029, 9))
    ])
    let award = try held.award(to: applicant, from: claim)
    let part = try #require(award.components.first)
    var person = PaymentCase(
      person: applicant.person,
      claim: UnitedStatesCase(born: born, earnings: earnings, claim: claim))
    for month in YearMonth(2029, 3)...YearMonth(2029, 9) { person.hoursOnRecord[month] = 46 }
    let question = try held.question(applicant, entitlement: claim)
    let work = try held.workDeductions(question, of: applicant)
    #expect(work.months(lostTo: .foreignWork).count == 7 && work.months(lostTo: .earnings).count > 8)
    for exact in try held.paid(claim...YearMonth(2033, 12), to: person) {
      let full = held.tables.workerBenefit(question.asked(in: exact.month)).amount(withheld: work.months, held.tables)
      let expected = Money<USD>(
        ExactDecimal(shortest: full.double * (work.paidShare[exact.month] ?? 1) + 1e-6) ?? .zero, rounded: .dollarDown)
      #expect(exact.amount == expected, "\(exact.month)")
      #expect((part.factor(in: exact.month) == 0) == (exact.amount == 0), "\(exact.month)")
    }
  }

  @Test("whole months held back come in January: the same sum")
  func wholeMonths() throws {
    func award(_ timing: String) throws -> Award {
      let applicant = WorkAfterClaimHandCalculation.applicant(
        working: [2027: 45_000, 2028: 45_000], settings: ["earningsTestTiming": timing])
      return try law.award(to: applicant, from: YearMonth(2027, 7))
    }
    let (byMonth, whole) = (try award("byMonth"), try award("wholeMonths"))
    let (a, b) = (byMonth.components[0], whole.components[0])
    // In part, and then in full; or not at all before the full ones.
    let months = YearMonth(2028, 2)...YearMonth(2028, 12)
    func amounts(_ part: AwardComponent) -> Set<Double> {
      Set(months.map { part.factor(in: $0) }.filter { $0 > 0 })
    }
    #expect(amounts(a).count == 2 && amounts(b) == [a.factor(in: YearMonth(2028, 12))])
    #expect(b.factor(in: YearMonth(2029, 1)) > b.factor(in: YearMonth(2029, 2)))
    #expect(byMonth.losses.map(\.months) == whole.losses.map(\.months))
    #expect(a.factor(in: YearMonth(2033, 1)) == b.factor(in: YearMonth(2033, 1)))
  }

  @Test("the last month of work decides what the grace year spares")
  func grace() throws {
    func lost(_ until: YearMonth?, _ settings: [String: String] = [:]) throws -> Int {
      var applicant = WorkAfterClaimHandCalculation.applicant(working: [2027: 60_000], settings: settings)
      applicant.work.until = until
      return try law.award(to: applicant, from: YearMonth(2027, 7)).losses.reduce(0) { $0 + $1.months }
    }
    // Stopped in June: nothing. To September: July to September. Over all the year: every month to December.
    #expect(try lost(YearMonth(2027, 6)) == 0 && (try lost(YearMonth(2027, 9))) == 3)
    #expect(try lost(nil) == 0 && (try lost(nil, ["graceMonths": "even"])) == 6)
  }

  @Test("the worker's months are lost to the spouse too, the spouse's own work costs the spouse alone")
  func spouse() throws {
    let claim = YearMonth(2026, 7)
    func spouse(_ work: WorkHistory) -> Applicant {
      var spouse = Applicant(
        person: Person(
          id: "sam", born: CalendarDate(1964, 6, 15)!, sex: .male, citizenship: ["US"],
          residence: [Residence(country: "LU", from: YearMonth(1990, 1))]),
        record: InsuranceRecord(country: "US"), asOf: claim)
      spouse.work = work
      return spouse
    }
    func award(_ worker: Applicant, _ spouse: Applicant) throws -> Award {
      try #require(
        try law.spouseAward(
          to: SpouseClaim(applicant: spouse, filed: claim), of: worker, claimed: law.award(to: worker, from: claim),
          couple: .married))
    }
    let none = WorkHistory()
    let both = try award(Self.anna(Self.toJune2029), spouse(none))
    #expect(
      both.components[0].factor(in: YearMonth(2029, 6)) == 0 && both.components[0].factor(in: YearMonth(2029, 7)) > 0)
    #expect(both.losses.map(\.months) == [36])
    #expect(law.english(both.losses[0].sentence).contains("anna's work costs sam"))
    let own = try award(Self.anna(none), spouse(Self.toJune2029))
    #expect(own.components[0].factor(in: YearMonth(2029, 6)) == 0)
    #expect(try law.award(to: Self.anna(none), from: claim).losses.isEmpty)
  }
}
