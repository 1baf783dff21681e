// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import LuxembourgRules
import Parameters
import Pensions
import Quantities
import Testing

@Suite("Luxembourg: residence, filing, coordination, survivors, contributions")
struct HouseholdHandCalculation {
  static let asOf = YearMonth(2026, 11)

  func person(_ citizenship: [Country], _ residence: [Residence], born: CalendarDate = day(1960, 1, 1)) -> Person {
    Person(id: "ana", born: born, sex: .female, citizenship: citizenship, residence: residence)
  }

  func minimum(_ people: [Person]) throws -> SocialMinimumAnswer {
    try luxembourg.socialMinimum(for: people, asOf: Self.asOf, settings: [:])
  }

  @Test("five years of residence for citizens of third countries")
  func residence() throws {
    guard
      case .available(let long) = try minimum([person(["US"], [Residence(country: "LU", from: YearMonth(2001, 3))])])
    else { return #expect(Bool(false), "no answer") }
    #expect(long.months.lowerBound == Self.asOf)
    #expect((long.amountByAdults[1] - 195.81).magnitude < 1e-9)
    #expect((long.amountByAdults[1] * 9.9224 - 1_942.91).magnitude < 0.01)
    #expect(long.countedShare == 1)
    guard
      case .available(let recent) = try minimum([person(["US"], [Residence(country: "LU", from: YearMonth(2024, 1))])])
    else { return #expect(Bool(false), "no answer") }
    #expect(recent.months.lowerBound == YearMonth(2029, 1))
    // Five years in two stays count together.
    guard
      case .available(let twice) = try minimum([
        person(
          ["US"],
          [
            Residence(country: "LU", from: YearMonth(2010, 1), through: YearMonth(2012, 12)),
            Residence(country: "US", from: YearMonth(2013, 1), through: YearMonth(2025, 12)),
            Residence(country: "LU", from: YearMonth(2026, 1)),
          ])
      ])
    else { return #expect(Bool(false), "no answer") }
    #expect(twice.months.lowerBound == YearMonth(2028, 1))
    guard
      case .available(let union) = try minimum([person(["FR"], [Residence(country: "LU", from: YearMonth(2026, 10))])])
    else { return #expect(Bool(false), "no answer") }
    #expect(union.months.lowerBound == YearMonth(2027, 1))
    guard
      case .available(let own) = try minimum([person(["LU"], [Residence(country: "LU", from: YearMonth(2026, 11))])])
    else { return #expect(Bool(false), "no answer") }
    #expect(own.months.lowerBound == Self.asOf)
    guard
      case .available(let young) = try minimum([
        person(["LU"], [Residence(country: "LU", from: YearMonth(2000, 1))], born: day(2003, 6, 1))
      ])
    else { return #expect(Bool(false), "no answer") }
    #expect(young.months.lowerBound == YearMonth(2028, 6))
  }

  @Test("someone who lives in France has none, and is told why")
  func commuter() throws {
    guard
      case .none(let reason, let article) = try minimum([
        person(["FR"], [Residence(country: "FR", from: YearMonth(1980, 1))])
      ])
    else { return #expect(Bool(false), "an amount for a resident of France") }
    #expect(luxembourg.english(reason).contains("ana lives in FR"))
    #expect(luxembourg.english(article).contains("28 July 2018"))
  }

  @Test("filing late, early, and while work goes on")
  func filing() throws {
    let done = worker(born: day(1966, 5, 14), from: YearMonth(1984, 1), through: YearMonth(2024, 12))
    let month65 = YearMonth(2031, 5)
    func month(_ wanted: YearMonth, _ filed: YearMonth, _ applicant: Applicant) throws -> YearMonth {
      try luxembourg.entitlementMonth(wanted: wanted, filed: filed, applicant: applicant)
    }
    #expect(try month(month65, month65 - 6, done) == month65)
    #expect(throws: ClaimRefusal.self) { try month(month65, month65 - 7, done) }
    #expect(try month(month65, month65 + 24, done) == month65)
    #expect(try month(month65, month65 + 70, done) == month65 + 10)
    // Early, pay has ended: back to the month wanted. Early, work goes on: the month after the claim (CSS art. 185).
    #expect(try month(YearMonth(2027, 1), YearMonth(2028, 3), done) == YearMonth(2027, 1))
    let working = worker(born: day(1966, 5, 14), from: YearMonth(1984, 1), through: YearMonth(2030, 12))
    #expect(try month(YearMonth(2027, 1), YearMonth(2028, 3), working) == YearMonth(2028, 4))
    #expect(throws: ClaimRefusal.self) { try month(YearMonth(2023, 4), YearMonth(2023, 4), working) }
  }

  static func french(_ years: ClosedRange<Int>) -> [Country: Coverage] {
    ["FR": Coverage(unit: .month, years: Dictionary(uniqueKeysWithValues: years.map { ($0, .init(count: 12)) }))]
  }

  /// Regulation (EC) 883/2004 art. 52: both amounts are worked out and the higher is paid.
  @Test("120 Luxembourg and 396 French months at 65")
  func higherOfBoth() throws {
    let applicant = worker(
      born: day(1961, 11, 1), from: YearMonth(2010, 1), through: YearMonth(2019, 12), pay: 2_000,
      foreign: Self.french(1977...2009), settings: [:])
    let award = try luxembourg.award(to: applicant, from: Self.asOf)
    #expect(award.basis == "national")
    #expect(award.remarks.map(luxembourg.english).contains { $0.contains("120/516") && $0.contains("EU regulation") })
    #expect(award.remarks.contains { luxembourg.english($0).hasPrefix("worked out and compared: national") })
    // The minimum pension on 43 years counts forty of them: 120/480 of it is below what is paid (art. 56(1)(a)).
    let share = (2085 * 0.90 * 9.9224 * 1.570 / 12 as ExactDecimal).scaled(by: 120, over: 480).roundedHalfUp(places: 2)
    #expect(award.firstMonthlyAmount >= share)
    // The same time in the United States changes nothing.
    let american = worker(
      born: day(1961, 11, 1), from: YearMonth(2010, 1), through: YearMonth(2019, 12), pay: 2_000,
      foreign: quarters(132, from: 1977))
    let alone = worker(born: day(1961, 11, 1), from: YearMonth(2010, 1), through: YearMonth(2019, 12), pay: 2_000)
    let national = try luxembourg.award(to: alone, from: Self.asOf).firstMonthlyAmount
    #expect(try luxembourg.award(to: american, from: Self.asOf).firstMonthlyAmount == national)
    #expect(award.firstMonthlyAmount > national)
    var compared = american
    compared.settings = ["compareWithProrated": "yes"]
    var whole = applicant
    whole.settings = ["euCap": "none"]
    #expect(
      try luxembourg.award(to: compared, from: Self.asOf).firstMonthlyAmount
        == luxembourg.award(to: whole, from: Self.asOf).firstMonthlyAmount)
  }

  /// Pay of 5,200 to June 2029 takes all of a pension from December 2028 until 65 in March 2029: no allowance that December, all of it from 2029.
  @Test("an early pension that work takes whole brings no year-end allowance, and is first paid at 65")
  func withdrawnWhole() throws {
    var applicant = worker(
      born: day(1964, 3, 12), from: YearMonth(2000, 1), through: YearMonth(2029, 6),
      foreign: quarters(48, from: 1988))
    applicant.record.periods[0].monthlyPay = 5_200
    applicant.record.periods[0].wagesOf = 2026
    let award = try luxembourg.award(to: applicant, from: YearMonth(2028, 12))
    #expect(award.firstMonthlyAmount == .zero && award.firstPaidMonth == YearMonth(2029, 3))
    let yearEnd = try #require(award.components.first { $0.calendarMonths == 1 << 11 })
    #expect(yearEnd.factor(in: YearMonth(2028, 12)) == 0 && yearEnd.factor(in: YearMonth(2029, 12)) == 1)
    var ignored = applicant
    ignored.settings = ["workBesideEarly": "ignored"]
    let whole = try luxembourg.award(to: ignored, from: YearMonth(2028, 12))
    #expect(whole.firstMonthlyAmount > .zero && whole.firstPaidMonth == YearMonth(2028, 12))
  }

  @Test("US and EU time in one test only by the setting")
  func tripleTotalization() throws {
    var foreign = Self.french(1990...1991)
    foreign["US"] = quarters(8, from: 1995)["US"]
    var applicant = worker(
      born: day(1961, 11, 1), from: YearMonth(2010, 1), through: YearMonth(2015, 12), foreign: foreign)
    #expect(throws: ClaimRefusal.self) { try luxembourg.award(to: applicant, from: Self.asOf) }
    #expect(
      try luxembourg.eligibility(of: applicant).reason.map(luxembourg.english)?.contains("96 months of 120") == true)
    applicant.settings = ["tripleTotalization": "yes"]
    #expect(try luxembourg.award(to: applicant, from: Self.asOf).basis == "totalized")
  }

  /// 108 months of 120, 65 in March 2029: December 2026 to November 2027 are bought, at 17 % of 2,771.33 EUR a month.
  @Test("what is missing for a pension is priced")
  func monthsToBuy() throws {
    let short = worker(
      born: day(1964, 3, 10), from: YearMonth(2017, 12), through: YearMonth(2026, 11), citizenship: ["LU"])
    let found = try luxembourg.eligibility(of: short)
    let reason = luxembourg.english(try #require(found.reason))
    #expect(reason.contains("108"))
    #expect(reason.contains("12 more insured months would open the way “old age at 65” in 2029-03"))
    #expect(reason.contains("471.13 EUR a month, 5653.56 EUR in all"))
    // Nobody buys past 65, and nothing is said where nothing is missing.
    let late = worker(
      born: day(1962, 3, 10), from: YearMonth(2017, 12), through: YearMonth(2026, 11), citizenship: ["LU"])
    #expect(
      luxembourg.english(try #require(luxembourg.eligibility(of: late).reason)).contains("more insured months") == false
    )
  }

  @Test("a spouse and two orphans share at most the pension")
  func survivors() throws {
    let found = try luxembourg.survivorPensions(
      [.spouse, .orphan, .orphan], flat: 600, proportional: 1_800, gross: 2_400, minimum: 2_376.62,
      in: YearMonth(2026, 6))
    #expect(found[0].flat == 600)
    #expect(found[0].proportional == 1_350)
    #expect(found[1].flat == 200)
    #expect(found[1].proportional == 450)
    #expect(found.reduce(Money<EUR>.zero) { $0 + $1.gross } <= 2_400)
    let alone = try luxembourg.survivorPensions(
      [.spouse], flat: 600, proportional: 1_800, gross: 2_400, minimum: 2_376.62, in: YearMonth(2026, 6))
    #expect(alone[0].gross == 2_376.62)  // lifted to the minimum of the dead person's career
    let short = try luxembourg.survivorPensions(
      [.spouse], flat: 600, proportional: 1_800, gross: 2_400, minimum: nil, in: YearMonth(2026, 6))
    #expect(short[0].gross == 1_950)
  }

  @Test("what a death leaves along paths: before the claim by recent insurance, after it for life")
  func survivorAwards() throws {
    let husband = worker(born: day(1964, 3, 10), from: YearMonth(1990, 1), through: YearMonth(2027, 12))
    let wife = Person(id: "eva", born: day(1966, 5, 14), sex: .female)
    let claim = YearMonth(2029, 3)
    let award = try luxembourg.award(to: husband, from: claim)
    let last = YearMonth(2070, 1)
    let all = try luxembourg.survivorAwards(of: husband, claimed: award, to: wife, couple: .married, through: last)
    // The year-end allowance is an award of its own, beside which nothing is set off.
    let found = all.filter { $0.incomeTest != nil }
    let yearEnd = try #require(all.last)
    #expect(yearEnd.incomeTest == nil && yearEnd.award.components.map(\.calendarMonths) == [1 << 11])
    #expect(yearEnd.award.components[0].base == award.components[1].base)
    let after = try #require(found.last)
    #expect(after.deaths == claim...last)
    #expect(after.shares == [1] && !after.paysExcessOverOwn && after.firstMonthAfterDeath == 1)
    let raised = try #require(after.raised)
    #expect(raised.months == 3)
    #expect((raised.shares[0] * after.award.components[0].base - award.components[0].base).magnitude < 1e-9)
    // The full flat part and three quarters of the proportional one, each to the cent, or the minimum.
    let answer = try Answer(
      LuxembourgCase(born: husband.person.born, record: husband.record, claim: claim))
    func money(_ key: String) throws -> Money<EUR> { Money(try #require(answer.decimal(key)), rounded: .halfUp) }
    let spouse = try luxembourg.survivorPensions(
      [.spouse], flat: try money("flatMonthly"), proportional: try money("proportionalMonthly"),
      gross: try money("grossMonthly"), minimum: try money("minimumMonthly"), in: claim)[0]
    #expect((after.award.firstMonthlyAmount - spouse.gross.amount).double.magnitude <= 0.02)
    #expect(after.award.components[0].entryYear == 2029)
    // Before the claim: while twelve of the last 36 months are insured, to December 2029; here the claim comes first.
    let before = found.dropLast()
    #expect(before.map(\.deaths.lowerBound.year) == [2026, 2027, 2028, 2029])
    #expect(before.allSatisfy { left in left.shares.allSatisfy { $0 > 0.9 } })
    let idle = worker(born: day(1964, 3, 10), from: YearMonth(1990, 1), through: YearMonth(2025, 12))
    let never = try luxembourg.survivorAwards(of: idle, claimed: nil, to: wife, couple: .married, through: last)
    // 24 months back from January 2028 still hold twelve of 36; from February 2028 on eleven.
    #expect(never.last?.deaths.lowerBound == YearMonth(2028, 1))
    #expect((never.last?.share(ofDeathIn: YearMonth(2028, 1)) ?? 0) > 0)
    #expect(never.last?.share(ofDeathIn: YearMonth(2028, 2)) == 0)
    // A marriage of less than a year before retirement, one with a pensioner, which asks for a year where the ages are close, and none.
    let late = try luxembourg.survivorAwards(
      of: husband, claimed: award, to: wife, couple: .marriedSince(day(2028, 6, 1)), through: last)
    #expect(late.isEmpty)
    let pensioner = try luxembourg.survivorAwards(
      of: husband, claimed: award, to: wife, couple: .marriedSince(day(2030, 6, 1)), through: last)
    #expect(pensioner.first?.deaths == YearMonth(2031, 6)...last)
    let young = Person(id: "eva", born: day(1986, 5, 14), sex: .female)
    let tenYears = try luxembourg.survivorAwards(
      of: husband, claimed: award, to: young, couple: .marriedSince(day(2030, 6, 1)), through: last)
    #expect(tenYears.first?.deaths == YearMonth(2040, 6)...last)
    #expect(
      try luxembourg.survivorAwards(of: husband, claimed: award, to: wife, couple: .unmarried, through: last).isEmpty)
  }

  @Test("cost-of-living allowance by household, and its edge")
  func costOfLiving() throws {
    let one = try #require(try luxembourg.costOfLivingAllowance(persons: 1, year: 2024))
    #expect(one.amount == 1_652)
    #expect(one.incomeLimit == 30_939.53)
    #expect(one.paid(onGrossIncome: 30_000) == 1_652)
    #expect(one.paid(onGrossIncome: 31_439.53) == 1_152)
    #expect(one.paid(onGrossIncome: 31_439.53, edge: "cutOff") == .zero)
    let carried = try #require(try luxembourg.costOfLivingAllowance(persons: 2, year: 2026))
    #expect(carried.year == 2025)
    #expect(carried.amount == 2_272)
    #expect(try luxembourg.costOfLivingAllowance(persons: 4, year: 2024)?.amount == 2_478)
    #expect(try luxembourg.costOfLivingAllowance(persons: 4, year: 2024)?.incomeLimit == 64_973.01)
    #expect(try luxembourg.costOfLivingAllowance(persons: 1, year: 2010) == nil)
  }

  @Test("the allowance along paths: who, from when, in units of the sliding scale")
  func allowanceOfHouseholds() throws {
    func allowance(_ residence: [Residence], people: Int = 1, _ settings: [String: String] = [:]) throws
      -> YearlyAllowance?
    {
      try luxembourg.yearlyAllowance(
        for: Array(repeating: person(["US"], residence), count: people), asOf: Self.asOf, settings: settings)
    }
    let long = try #require(try allowance([Residence(country: "LU", from: YearMonth(2001, 3))], people: 2))
    #expect(long.months.lowerBound == Self.asOf)
    // Amounts stay until they are raised; the limit goes by the index of 1 January, 968.04 in 2026.
    #expect(long.amountByAdults == [0, 1_817, 2_272])
    #expect((long.limitByAdults[1] * 9.6804 - 32_526.14).magnitude < 1e-9)
    #expect(long.level == nil)
    #expect(long.limitRule?.level == 1)
    #expect(((long.limitRule?.first ?? 0) - 9.6804).magnitude < 1e-12)
    #expect(long.supplements.map(\.amounts) == [[0, 300, 375], [0, 300, 375], [0, 2_400, 3_600]])
    #expect(long.supplements.map(\.upTo) == [1.25, 1.30, 1])
    #expect(long.supplements.map(\.isOfElders) == [false, false, true])
    #expect(long.edge == .taper)
    // Three months of residence are asked, no citizenship: a US citizen has it years before REVIS.
    let recent = try #require(try allowance([Residence(country: "LU", from: YearMonth(2026, 10))]))
    #expect(recent.months.lowerBound == YearMonth(2027, 1))
    let leaving = try #require(
      try allowance([Residence(country: "LU", from: YearMonth(2001, 3), through: YearMonth(2030, 6))]))
    #expect(leaving.months.upperBound == YearMonth(2030, 6))
    #expect(try allowance([Residence(country: "FR", from: YearMonth(2001, 3))]) == nil)
    #expect(
      try allowance([Residence(country: "LU", from: YearMonth(2001, 3))], ["costOfLivingAllowance": "false"]) == nil)
    let held = try #require(
      try allowance(
        [Residence(country: "LU", from: YearMonth(2001, 3))],
        people: 1, ["costOfLivingGrowth": "held", "costOfLivingEdge": "cutOff", "afpaLimit": "up to 16263.07"]))
    #expect(held.level == nil)
    #expect(held.limitRule == .init(level: nil, first: 1))
    #expect(held.limitByAdults == [0, 32_526.14])
    #expect(((held.supplements.last?.upTo ?? 0) - 0.5).magnitude < 1e-12)
    let rising = try #require(
      try allowance([Residence(country: "LU", from: YearMonth(2001, 3))], people: 1, ["avcAmounts": "index"]))
    #expect(rising.level == 1)
    #expect((rising.amountByAdults[1] * 9.9224 - 1_817).magnitude < 1e-9)
    #expect(((rising.supplements.last?.amounts[1] ?? 0) * 9.9224 - 2_400).magnitude < 1e-9)
    #expect(held.amountByAdults == [0, 1_817])
    #expect(held.edge == .cutOff)
  }

  /// A file's `no` arrives as `false`.
  @Test("other rights first can be switched off")
  func otherRightsRegression() throws {
    let people = [person(["US"], [Residence(country: "LU", from: YearMonth(2001, 3))])]
    for (text, first) in [("false", false), ("no", false), ("true", true)] {
      guard
        case .available(let found) = try luxembourg.socialMinimum(
          for: people, asOf: Self.asOf, settings: ["otherRightsFirst": text])
      else { return #expect(Bool(false), "no answer") }
      #expect(found.otherRightsFirst == first)
    }
  }

  /// CCSS, rates of 2026: 12.95 % of an employee's pay, about 13.4 % from the employer, about 25.2 % self-employed.
  @Test("contributions of 2026")
  func contributions() throws {
    let employee = try luxembourg.contributions(on: 60_000, status: .employee, year: 2026)
    let worker = employee.reduce(ExactDecimal.zero) { $0 + $1.worker }
    // 11.55 % of 60,000 and 1.40 % of 60,000 less twelve quarters of the minimum wage of January.
    #expect(worker == 7_656.44)
    #expect(employee.reduce(ExactDecimal.zero) { $0 + $1.employer } == 60_000 * 0.134 as ExactDecimal)
    let own = try luxembourg.contributions(on: 60_000, status: .selfEmployed, year: 2026)
    #expect(own.reduce(ExactDecimal.zero) { $0 + $1.employer } == .zero)
    #expect(own.first { $0.branch == "pension" }?.worker == 10_200)
    // Above the ceiling only the dependency contribution grows.
    let high = try luxembourg.contributions(on: 400_000, status: .employee, year: 2024)
    #expect(high.first { $0.branch == "pension" }?.base == luxembourg.base.ceiling(of: 2024))
    #expect(high.first { $0.branch == "dependency" }?.base == 400_000 - 12 * 642.73 as ExactDecimal)
    #expect(try luxembourg.contributions(on: 60_000, status: .employee, year: 2025).first?.worker == 4_800)
  }

  @Test("what is withheld depends on where the pensioner lives")
  func deductions() throws {
    var applicant = worker(born: day(1961, 11, 1), from: YearMonth(1990, 1), through: YearMonth(2020, 12))
    let award = try luxembourg.award(to: applicant, from: Self.asOf)
    let here = try luxembourg.deductions(from: award, applicant: applicant)
    #expect(here.map(\.share) == [0.028, 0.014])
    #expect((here[1].exempt - 69.825).magnitude < 1e-12)
    // A quarter of the minimum wage of November 2026: 279.30 / 4 × 9.9224.
    #expect(here[1].firstExempt == 692.83)
    let gross = award.firstMonthlyAmount
    let net = try luxembourg.contributions(fromPension: Money(gross, rounded: .halfUp), in: Self.asOf).net
    #expect(award.firstMonthlyNet(after: here) == net.amount)
    #expect(award.firstMonthlyNet(after: here) < gross)
    applicant.person.residence = [Residence(country: "FR", from: YearMonth(1980, 1))]
    #expect(try luxembourg.deductions(from: award, applicant: applicant).count == 2)
    applicant.person.residence = [Residence(country: "US", from: YearMonth(1980, 1))]
    #expect(try luxembourg.deductions(from: award, applicant: applicant).isEmpty)
    applicant.settings = ["healthContributions": "yes"]
    #expect(try luxembourg.deductions(from: award, applicant: applicant).count == 2)
    // Where no rate is known, nobody is told that nothing is withheld.
    applicant.asOf = YearMonth(1950, 1)
    let error = #expect(throws: ParameterError.self) { try luxembourg.deductions(from: award, applicant: applicant) }
    #expect(error?.file.hasPrefix("Sources/Rules/Luxembourg/Parameters/") == true)
    #expect(error?.hint?.hasPrefix("the first value starts") == true)
  }

  @Test("mistakes are refused with words")
  func refusals() throws {
    let strange = InsuranceRecord(
      country: "LU", periods: [InsurancePeriod(from: YearMonth(2000, 1), through: YearMonth(2001, 1), kind: "student")])
    #expect(throws: Readings.Mistake.self) {
      try luxembourg.answer(LuxembourgCase(born: day(1960, 1, 1), record: strange, claim: YearMonth(2025, 1)))
    }
    #expect(throws: Readings.Mistake.self) { try Readings(["thresholdCut": "both"]) }
    #expect(throws: Readings.Mistake.self) {
      try luxembourg.answer(
        totals(born: day(1960, 1, 1), compulsory: 480, sum: 1, claim: YearMonth(2025, 6), at: YearMonth(2025, 5)))
    }
    let young = try Answer(totals(born: day(1975, 1, 1), compulsory: 480, sum: 1, claim: YearMonth(2026, 7)))
    #expect(young["reason"]?.contains("the age is reached in 2032-01") == true)
  }
}
