// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import LuxembourgRules

@Suite("Luxembourg: what is paid month by month")
struct MonthsPaidHandCalculation {
  /// Work from December 1986 on, at the same pay, to the end of November 2026 or longer.
  static func record(through: YearMonth = YearMonth(2026, 11), pay: ExactDecimal = 5_500) -> InsuranceRecord {
    LuxembourgCase.record(
      periods: [InsurancePeriod(from: YearMonth(1986, 12), through: through, kind: "compulsory", monthlyPay: pay)],
      income: [:])
  }

  static func payee(
    born: CalendarDate, _ record: InsuranceRecord, claim: YearMonth, _ settings: [String: String] = [:]
  ) -> LuxembourgPayee {
    LuxembourgPayee(
      born: born, question: LuxembourgCase(born: born, record: record, claim: claim, settings: settings),
      hasClaimed: true)
  }

  func paid(
    _ months: ClosedRange<YearMonth>, _ person: LuxembourgPayee, after deceased: LuxembourgPayee? = nil,
    remarried: YearMonth? = nil
  ) throws -> [Money<EUR>] {
    try luxembourg.paid(months, to: person, after: deceased, remarried: remarried).map(\.amount)
  }

  static let claim = YearMonth(2026, 12)
  static let months = claim...YearMonth(2027, 2)

  /// The ceiling of the record: each year cut at its own, at index 100 and base 1984, the five best brought to December 2026.
  func ceiling(from first: Int = 1987) throws -> Money<EUR> {
    let years = try (first...2025).map { year in
      let income = min(66_000, try #require(luxembourg.base.ceiling(of: year)))
      let mean = try #require(luxembourg.scale.mean(of: year))
      return income * 100 / (mean * (try luxembourg.factors.revaluation(of: year, inAwardOf: 2026).value))
    }
    let best = years.sorted(by: >).prefix(5).reduce(ExactDecimal.zero) { $0 + $1 }
    return payable(best / 60 * 9.9224 * 1.570)
  }

  @Test("an early pension and pay come to the ceiling together, from the record and from stated pay alike")
  func besideWork() throws {
    let born = day(1966, 12, 15)
    var person = Self.payee(born: born, Self.record(through: YearMonth(2031, 11)), claim: Self.claim)
    let limit = try ceiling()
    #expect(try paid(Self.months, person) == Array(repeating: limit - 5_500, count: 3))
    person.pay = Dictionary(uniqueKeysWithValues: Self.months.map { ($0, 9_000) })
    #expect(try paid(Self.months, person) == Array(repeating: limit - 9_000, count: 3))
    // Pay within a third of the minimum wage, and none.
    let whole = try Answer(try #require(person.question)).decimal("grossMonthly")
    let award = Money<EUR>(try #require(whole), rounded: .halfUp)
    person.pay = [Self.claim: 923.78]
    #expect(try paid(Self.months, person) == Array(repeating: award, count: 3))
    person.pay = [Self.claim: 923.79]
    #expect(try paid(Self.months, person) == [limit - 923.79 < award ? limit - 923.79 : award, award, award])
    // The other readings of the record.
    for reading in ["stops", "ignored"] {
      let other = Self.payee(
        born: born, Self.record(through: YearMonth(2031, 11)), claim: Self.claim, ["workBesideEarly": reading])
      #expect(try paid(Self.months, other) == Array(repeating: award, count: 3))
    }
  }

  @Test("pay above the ceiling: refused at the claim, withdrawn later, free from 65 on")
  func refused() throws {
    var person = Self.payee(born: day(1966, 12, 15), Self.record(), claim: Self.claim)
    person.pay = [Self.claim: 20_000]
    // The claim is taken up in January, with the rates of 2027.
    let later = try Answer(
      LuxembourgCase(born: person.born, record: Self.record(), claim: YearMonth(2027, 1)))
    let gross = Money<EUR>(try #require(later.decimal("grossMonthly")), rounded: .halfUp)
    #expect(try paid(Self.months, person) == [.zero, gross, gross])
    person.pay = [YearMonth(2027, 1): 20_000, YearMonth(2031, 12): 20_000]
    let alone = try Answer(try #require(person.question))
    let award = Money<EUR>(try #require(alone.decimal("grossMonthly")), rounded: .halfUp)
    #expect(try paid(Self.months, person) == [award, .zero, award])
    #expect(try paid(YearMonth(2031, 12)...YearMonth(2031, 12), person) == [award])
  }

  @Test("what is earned beside an early pension comes in at 65, at the rate of the claim")
  func redrawn() throws {
    let person = Self.payee(
      born: day(1966, 12, 1), Self.record(through: YearMonth(2027, 11), pay: 2_500), claim: Self.claim)
    let months = YearMonth(2031, 11)...YearMonth(2031, 12)
    let (before, after) = (try paid(months, person)[0], try paid(months, person)[1])
    // One month of 2026 and eleven of 2027, at the last index and the factor of two years before 2031 that is held.
    let sum =
      (2_500 * 100 as ExactDecimal) / (try #require(luxembourg.scale.mean(of: 2026)) * 1.619)
      + (27_500 * 100 as ExactDecimal) / (992.24 * 1.619)
    let granted = try Answer(try #require(person.question))
    let rate = try #require(granted.decimal("proportionalRatePercent"))
    let gain = sum.scaled(by: rate, over: 1200) * 9.9224 * 1.570
    #expect(((after - before).amount - gain).double.magnitude <= 0.01)
  }

  @Test("a survivor's pension: three months whole, then the own income is set against it; a new marriage ends it")
  func survivor() throws {
    let (born, claim) = (day(1961, 6, 5), YearMonth(2026, 12))
    let ana = Self.payee(born: born, Self.record(), claim: claim)
    var ben = Self.payee(born: day(1961, 6, 15), Self.record(), claim: claim)
    ben.died = day(2027, 1, 20)
    ben.married = day(1990, 1, 1)
    let own = try Answer(try #require(ana.question))
    func money(_ key: String) throws -> Money<EUR> { payable(try #require(own.decimal(key))) }
    let (gross, flat, proportional) = (
      try money("grossMonthly"), try money("flatMonthly"), try money("proportionalMonthly")
    )
    // Above the limit by itself, the pension loses 30 % of all own income.
    let loss = gross.amount * 0.30
    let share = flat.amount + payable(proportional.amount * 0.75).amount
    let raised = gross + payable(gross.amount - loss)
    let after = gross + payable(share - loss)
    let months = YearMonth(2027, 1)...YearMonth(2027, 6)
    #expect(try paid(months, ana, after: ben) == [gross, raised, raised, raised, after, after])
    #expect(
      try paid(months, ana, after: ben, remarried: YearMonth(2027, 5)) == [gross, raised, raised, raised, after, gross])
    // Married to a pensioner for less than a year, without a child.
    var late = ben
    late.married = day(2026, 12, 10)
    #expect(try paid(months, ana, after: late) == Array(repeating: gross, count: 6))
    late.hasCommonChild = true
    #expect(try paid(months, ana, after: late) == [gross, raised, raised, raised, after, after])
    // The month of death is the last one.
    #expect(try paid(months, ben) == [gross, .zero, .zero, .zero, .zero, .zero])
  }

  @Test("without a pension a death asks for twelve months of the last 36, and runs on to 55 and 65")
  func deathBeforePension() throws {
    let born = day(1975, 6, 1)
    func deceased(through: YearMonth, _ settings: [String: String] = [:]) -> LuxembourgPayee {
      let death = CalendarDate(2027, 1, 11)!
      return LuxembourgPayee(
        born: born,
        question: LuxembourgCase(
          born: born,
          record: LuxembourgCase.record(
            periods: [
              InsurancePeriod(from: YearMonth(2000, 1), through: through, kind: "compulsory", monthlyPay: 4_000)
            ], income: [:]), claim: death.yearMonth, settings: settings), died: death)
    }
    let eva = LuxembourgPayee(born: day(1976, 1, 1))
    let months = YearMonth(2027, 1)...YearMonth(2027, 5)
    #expect(try paid(months, eva, after: deceased(through: YearMonth(2024, 11))).allSatisfy { $0 == .zero })
    let full = try paid(months, eva, after: deceased(through: YearMonth(2026, 12)))
    // From the day of the death: 20 of 30 days.
    #expect(((full[0].amount * 30 / 20) - full[4].amount).double.magnitude <= 0.02)
    #expect(full[1] == full[2] && full[2] == full[3] && full[1] > full[4])
    // 27 years of work and 13 years and 5 months to 65 are 40 fortieths: with 27 alone the flat part is 13 less.
    let plain = try paid(months, eva, after: deceased(through: YearMonth(2026, 12), ["specialIncreases": "left out"]))
    let flat = (2085 as ExactDecimal).scaled(by: 25.188, over: 1200) * 9.9224 * 1.595
    let career = try Claimant(
      try #require(deceased(through: YearMonth(2026, 12)).question).applicant, in: luxembourg)
    let sum = try career.incomeSum(startingIn: YearMonth(2027, 1)).total
    let prospective = (sum / 324 * 41).scaled(by: 1.756, over: 1200) * 9.9224 * 1.595
    let gain = flat.scaled(by: 13, over: 40) + prospective * 0.75
    #expect(((full[4] - plain[4]).amount - gain).double.magnitude <= 0.02)
  }

  @Test("a claim filed late is paid five years back")
  func late() throws {
    let born = day(1954, 6, 1)
    let record = LuxembourgCase.record(
      periods: [
        InsurancePeriod(from: YearMonth(1990, 1), through: YearMonth(2010, 12), kind: "compulsory", monthlyPay: 3_000)
      ], income: [:])
    var person = Self.payee(born: born, record, claim: YearMonth(2019, 6))
    person.filed = YearMonth(2026, 11)
    let months = YearMonth(2021, 10)...YearMonth(2021, 12)
    let started = try Answer(LuxembourgCase(born: born, record: record, claim: YearMonth(2021, 11)))
    let gross = payable(try #require(started.decimal("grossMonthly")))
    #expect(try paid(months, person) == [.zero, gross, gross])
    person.filed = YearMonth(2018, 11)
    #expect(throws: ClaimRefusal.self) { try paid(months, person) }
  }

  @Test("with 24 months both shares of the contributions come back at 65, and nothing before")
  func refund() throws {
    let record = LuxembourgCase.record(
      periods: [
        InsurancePeriod(from: YearMonth(2013, 1), through: YearMonth(2014, 12), kind: "compulsory", monthlyPay: 3_000)
      ], income: [:])
    func answer(_ born: CalendarDate, _ settings: [String: String] = [:]) throws -> ExactDecimal? {
      try Answer(LuxembourgCase(born: born, record: record, claim: YearMonth(2026, 6), settings: settings))
        .decimal("refund")
    }
    let means = try [2013, 2014].map { try #require(luxembourg.scale.mean(of: $0)) }
    let both = payable(
      means.reduce(ExactDecimal.zero) { $0 + (36_000 * 0.16 as ExactDecimal).scaled(by: 992.24, over: $1) })
    #expect(try answer(day(1960, 3, 1)) == both.amount)
    let own = try #require(try answer(day(1960, 3, 1), ["refundShare": "own"]))
    #expect((own * 2 - both.amount).double.magnitude <= 0.01)
    #expect(try answer(day(1965, 3, 1)) == nil)
  }

  @Test(
    "an award beside the work that its record states: shares by month to 65, what was earned from then on, or a refusal"
  )
  func award() throws {
    let born = day(1966, 12, 15)
    func applicant(_ pay: ExactDecimal, _ settings: [String: String] = [:]) -> Applicant {
      worker(
        born: born, from: YearMonth(1986, 12), through: YearMonth(2026, 11), pay: 5_500,
        more: [
          InsurancePeriod(from: Self.claim, through: YearMonth(2028, 6), kind: "compulsory", monthlyPay: pay)
        ], settings: settings)
    }
    let limit = try ceiling()
    let award = try luxembourg.award(to: applicant(5_500), from: Self.claim)
    let whole = try luxembourg.award(to: applicant(5_500, ["workBesideEarly": "ignored"]), from: Self.claim)
    #expect(award.firstMonthlyAmount == (limit - 5_500).amount)
    let share = (award.firstMonthlyAmount / whole.firstMonthlyAmount).double
    let pension = award.components[0]
    #expect(pension.base == whole.components[0].base)
    #expect((pension.factor(in: Self.claim) - share).magnitude < 1e-9)
    #expect(pension.factor(in: YearMonth(2028, 6)) < 1 && pension.factor(in: YearMonth(2028, 7)) == 1)
    // What 19 months of pay add comes in with the month of 65.
    let earned = try #require(award.components.last)
    #expect(earned.factor(in: YearMonth(2031, 11)) == 0 && earned.factor(in: YearMonth(2031, 12)) == 1)
    #expect(earned.base > 0 && earned.base < 0.1 * pension.base)
    #expect(award.remarks.map(luxembourg.english).contains { $0.contains("CSS art. 184, 192, 226") })
    // Above the ceiling the claim is refused, and the refusal says when it becomes possible.
    let refusal = #expect(throws: ClaimRefusal.self) {
      try luxembourg.award(to: applicant(20_000), from: Self.claim)
    }
    #expect(refusal?.hint?.contains("2028-07") == true)
    // Without work after the start nothing is added.
    let plain = try luxembourg.award(
      to: worker(born: born, from: YearMonth(1986, 12), through: YearMonth(2026, 11), pay: 5_500), from: Self.claim)
    #expect(plain.components.count == 2 && plain.firstMonthlyAmount == whole.firstMonthlyAmount)
  }
}
