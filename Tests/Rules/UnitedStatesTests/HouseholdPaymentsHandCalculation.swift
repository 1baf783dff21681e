// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// Prices and wages held, so that a PIA moves only with published increases.
let heldLaw: UnitedStates = {
  do { return try law.held() } catch { fatalError("\(error)") }
}()

@Suite("United States: payments of a household")
struct HouseholdPaymentsHandCalculation {
  static let earnings = Dictionary(uniqueKeysWithValues: (1988...2009).map { ($0, ExactDecimal(40_000)) })

  static func claim(_ born: CalendarDate, _ month: YearMonth, _ earnings: [Int: ExactDecimal] = earnings)
    -> UnitedStatesCase
  {
    UnitedStatesCase(born: born, earnings: earnings, claim: month)
  }

  static func person(_ born: CalendarDate, citizenship: [Country] = [], residence: [Residence] = []) -> Person {
    Person(id: "x", born: born, sex: .female, citizenship: citizenship, residence: residence)
  }

  static func pia(_ born: CalendarDate, in month: YearMonth, _ earnings: [Int: ExactDecimal] = earnings) throws
    -> Money<USD>
  {
    let full = heldLaw.ages(born: born).fullMonth
    var question = try heldLaw.question(claim(born, full, earnings))
    question.month = max(month, full)
    return heldLaw.tables.workerBenefit(question).pia
  }

  static func hours(_ months: ClosedRange<YearMonth>, _ hours: Int = 173) -> WorkRecord {
    WorkRecord(months: Dictionary(uniqueKeysWithValues: months.map { ($0, .init(hoursAbroad: hours)) }))
  }

  static func wages(_ months: ClosedRange<YearMonth>, _ wages: Money<USD>) -> WorkRecord {
    WorkRecord(months: Dictionary(uniqueKeysWithValues: months.map { ($0, .init(wages: wages)) }))
  }

  static let anna = CalendarDate(1964, 6, 15)!

  /// 59 months early, 36 of them lost to work in Luxembourg: 169/240 to the month before full retirement age, 157/180 from it on.
  @Test("work abroad takes whole months, and the reduction gives them back")
  func foreignWork() throws {
    let start = YearMonth(2026, 7)
    let subject = PaymentCase(
      person: Self.person(Self.anna), claim: Self.claim(Self.anna, start),
      work: Self.hours(YearMonth(2020, 1)...YearMonth(2029, 6)))
    let paid = try heldLaw.paid(start...YearMonth(2031, 7), to: subject)
    let pia = try Self.pia(Self.anna, in: YearMonth(2030, 1))
    #expect(paid.prefix(36).allSatisfy { $0.amount == .zero } && paid[36].month == YearMonth(2029, 7))
    let early = pia.multiplied(by: 169, over: 240, rounded: .dimeDown).rounded(.dollarDown)
    #expect(paid[36..<59].allSatisfy { $0.amount == early })
    let adjusted = pia.multiplied(by: 157, over: 180, rounded: .dimeDown).rounded(.dollarDown)
    #expect(paid[59].month == YearMonth(2031, 6) && paid[59...].allSatisfy { $0.amount == adjusted })
    var little = subject
    little.work = Self.hours(YearMonth(2020, 1)...YearMonth(2029, 6), 45)
    #expect(try heldLaw.paid(YearMonth(2027, 1)...YearMonth(2027, 1), to: little)[0].amount == early)
  }

  /// What a planner must know: the early claim is worse by the months from the end of work to full retirement age, each by the difference.
  @Test("an early claim beside work abroad is never ahead", arguments: [0, 7, 20, 35])
  func earlyClaim(_ wait: Int) throws {
    let last = YearMonth(2029, 6)
    func sum(_ start: YearMonth) throws -> Money<USD> {
      try heldLaw.paid(
        start...YearMonth(2033, 1),
        to: PaymentCase(
          person: Self.person(Self.anna), claim: Self.claim(Self.anna, start),
          work: Self.hours(YearMonth(2020, 1)...last))
      ).reduce(.zero) { $0 + $1.amount }
    }
    #expect(try sum(YearMonth(2026, 7) + wait) < sum(last + 1))
  }

  /// 20 CFR 404.434, .435: 60,000 a year; July to December 2026 are service months, so 2027 can be the year of grace.
  @Test("US wages are charged from January, and the first year with months without work spares them")
  func earningsTest() throws {
    let start = YearMonth(2026, 7)
    let subject = PaymentCase(
      person: Self.person(Self.anna), claim: Self.claim(Self.anna, start),
      work: Self.wages(YearMonth(2026, 1)...YearMonth(2028, 6), 5000))
    let paid = try heldLaw.paid(start...YearMonth(2029, 12), to: subject)
    func amount(_ year: Int, _ month: Int) -> Money<USD> { paid[YearMonth(year, month) - start].amount }
    // (60,000 - 24,480) / 2 = 17,760 exceeds six months of 2026.
    #expect((7...12).allSatisfy { amount(2026, $0) == .zero })
    // (60,000 - 25,560) / 2 = 17,220 of twelve months of 2027.
    let monthly = try Self.pia(Self.anna, in: YearMonth(2027, 1)).multiplied(by: 169, over: 240, rounded: .dimeDown)
    let year = (1...12).reduce(Money<USD>.zero) { $0 + amount(2027, $1) }
    let lost = monthly * 12 - 17_220
    #expect(abs((year - lost).cents) < 12 * 100, "cut to dollars in each of the months paid")
    // 2028 is the year of grace: July to December are paid whole, though the 30,000 exceed the limit by 4,440.
    #expect((7...12).allSatisfy { amount(2028, $0) == monthly.rounded(.dollarDown) })
    #expect(amount(2028, 1) == .zero, "2,220 are charged to months of work")
    #expect(amount(2029, 1) == monthly.rounded(.dollarDown))
  }

  @Test("wages of a year without months are spread, in the last year over the months before the claim")
  func spread() {
    var work = WorkRecord()
    work.spread(12_001, in: 2027, isLast: true, entitlement: YearMonth(2027, 7))
    #expect(work.earnings(.january(2027)..<YearMonth(2027, 7)) == 12_001 && work[YearMonth(2027, 7)].wages == .zero)
    #expect(work[YearMonth(2027, 1)].wages == 2000.16)
    work = WorkRecord()
    work.spread(12_001, in: 2027, isLast: false, entitlement: YearMonth(2027, 7))
    #expect(work[YearMonth(2027, 12)].wages == 1000.09 && work.earnings(.january(2027)..<(.january(2028))) == 12_001)
    work = WorkRecord()
    work.spread(1200, in: 2027, isLast: true, entitlement: .january(2027))
    #expect(work[YearMonth(2027, 12)].wages == 100, "no month of the year lies before the claim")
  }

  /// 42 U.S.C. § 403(b), (c): the worker's work costs both, the spouse's own work only the spouse's benefit.
  @Test("whose work costs whose benefit")
  func couple() throws {
    let (born, other) = (CalendarDate(1964, 2, 10)!, CalendarDate(1963, 2, 10)!)
    let start = YearMonth(2027, 1)
    func months(spouse: WorkRecord, worker: WorkRecord) throws -> [MonthlyPayment] {
      let low = Dictionary(uniqueKeysWithValues: (1990...2005).map { ($0, ExactDecimal(6000)) })
      return try heldLaw.paid(
        start...(start + 11),
        to: PaymentCase(person: Self.person(born), claim: Self.claim(born, start, low), work: spouse),
        spouse: PaymentCase(person: Self.person(other), claim: Self.claim(other, start), work: worker))
    }
    let free = try months(spouse: WorkRecord(), worker: WorkRecord())
    let own = try months(spouse: WorkRecord(), worker: Self.hours(start...(start + 5)))
    let both = try months(spouse: Self.hours(start...(start + 5)), worker: WorkRecord())
    #expect(both.prefix(6).allSatisfy { $0.amount == .zero } && both[6...] == free[6...])
    // The spouse's own benefit stays when the worker works abroad.
    #expect(own[6...] == free[6...] && own.prefix(6).allSatisfy { $0.amount > .zero && $0.amount < free[0].amount })
    // An excess of 7,220 is charged to all benefits on the record: the spouse's part goes with the worker's.
    let charged = try months(spouse: WorkRecord(), worker: Self.wages(start...(start + 11), 3333.34))
    #expect(charged[0].amount == own[0].amount && charged[11].amount == free[11].amount)
  }

  /// 20 CFR 404.621: eight months after full retirement age six months are brought back, and two months of credit are left.
  @Test("a late application reaches back six months")
  func arrears() throws {
    let born = CalendarDate(1959, 5, 10)!
    let subject = PaymentCase(
      person: Self.person(born), claim: Self.claim(born, YearMonth(2026, 3)), filed: YearMonth(2026, 11))
    let paid = try heldLaw.paid(YearMonth(2026, 3)...YearMonth(2027, 1), to: subject)
    let pia = try Self.pia(born, in: YearMonth(2026, 5))
    #expect(paid.prefix(2).allSatisfy { $0.amount == .zero } && paid[2].amount == pia.rounded(.dollarDown))
    let later = try Self.pia(born, in: YearMonth(2027, 1))
    // Two months of 2/3 %, from January.
    #expect(paid[10].amount == (later + later.multiplied(by: 2, over: 150, rounded: .dimeDown)).rounded(.dollarDown))
  }

  @Test(
    "an alien is not paid after six full months in a country without agreement, and the months stay reduction months")
  func alien() throws {
    let (start, left) = (YearMonth(2026, 7), YearMonth(2026, 8))
    var subject = PaymentCase(
      person: Self.person(
        Self.anna, citizenship: ["TH"],
        residence: [
          Residence(country: "US", from: YearMonth(1985, 1), through: left), Residence(country: "TH", from: left + 1),
        ]), claim: Self.claim(Self.anna, start, Self.earnings.filter { $0.key < 1996 }))
    subject.claim?.foreignQuarters = 40
    let paid = try heldLaw.paid(start...YearMonth(2031, 6), to: subject)
    #expect(paid.prefix(8).allSatisfy { $0.amount > .zero } && paid[8...].allSatisfy { $0.amount == .zero })
    subject.person.residence = []
    #expect(
      try heldLaw.paid(start...YearMonth(2031, 6), to: subject).allSatisfy { $0.amount > .zero }, "nothing is known")
  }

  /// 42 U.S.C. § 402(e): the deceased drew 80 % of his PIA, so at full age the survivor gets 82.5 %; the own benefit is topped up.
  @Test("a survivor's benefit tops up the own one from its own month")
  func survivor() throws {
    let (born, other) = (CalendarDate(1960, 3, 10)!, CalendarDate(1958, 7, 10)!)
    let full = heldLaw.ages(born: other).fullMonth
    let low = Dictionary(uniqueKeysWithValues: (1990...2009).map { ($0, ExactDecimal(9000)) })
    let start = YearMonth(2026, 11)
    let widowed = heldLaw.ages(born: born).survivorFullMonth
    var subject = PaymentCase(person: Self.person(born), claim: Self.claim(born, start, low))
    subject.survivorClaim = widowed
    let deceased = PaymentCase(
      person: Self.person(other), claim: Self.claim(other, full - 36), married: CalendarDate(1990, 1, 1)!,
      died: CalendarDate(2026, 10, 5)!)
    let paid = try heldLaw.paid(start...(widowed + 1), to: subject, former: [deceased])
    let pia = try Self.pia(other, in: YearMonth(2026, 11))
    let own = try heldLaw.paid(start...(widowed + 1), to: PaymentCase(person: subject.person, claim: subject.claim))
    #expect(paid.prefix(widowed - start) == own.prefix(widowed - start))
    let later = try Self.pia(other, in: widowed)
    let limit = Money<USD>(later.amount * 0.825, rounded: .dimeDown).rounded(.dollarDown)
    #expect(paid[widowed - start].amount == limit && pia > .zero)
    // At once: less than the limit, for the months before full age.
    subject.survivorClaim = start
    let soon = try heldLaw.paid(start...start, to: subject, former: [deceased])[0].amount
    let months = widowed - start
    let possible = 84 - (67 * 12 - heldLaw.ages(born: born).survivorFullRetirementAge.inMonths)
    let cut = ExactDecimal(285 * months, over: 1000 * possible) * pia.amount
    #expect(
      abs((pia.amount - cut - soon.amount).double) < 1.2 || soon == Money(pia.amount * 0.825, rounded: .dollarDown))
  }

  /// 42 U.S.C. § 402(e)(2)(B), 415(a)(3)(B): born 5 May 1964, died in 2020; forty thousand a year leaves 3,100.60 by widow's indexing.
  @Test("a death before 62 leaves the amount of its year or of the widow's indexing")
  func deathBefore62() throws {
    let died = CalendarDate(2020, 3, 20)!
    let widow = CalendarDate(1966, 7, 1)!
    let other = CalendarDate(1964, 5, 5)!
    let earnings = Dictionary(uniqueKeysWithValues: (1990...2019).map { ($0, ExactDecimal(40_000)) })
    let paid = try heldLaw.paid(
      YearMonth(2026, 5)...YearMonth(2026, 12), to: PaymentCase(person: Self.person(widow)),
      former: [
        PaymentCase(
          person: Self.person(other), unclaimed: Self.claim(other, died.yearMonth, earnings),
          married: CalendarDate(1990, 6, 1)!, died: died)
      ])
    // Sixty is attained in June 2026: 71.5 % of 3,100.60; the reduction of 883.67 is raised to the dime.
    #expect(paid[0].amount == .zero && paid[1].amount > .zero)
    #expect(paid[7].amount == (3100.60 - 883.70 as Money<USD>).rounded(.dollarDown))
  }

  /// 42 U.S.C. §§ 402(b), (c), 416(d): half of the PIA of a former spouse who has not claimed, two years after the divorce; of several the best.
  @Test("a divorced spouse draws on the best of former marriages, while not married again")
  func divorced() throws {
    let (born, first, second) = (CalendarDate(1960, 1, 10)!, CalendarDate(1962, 2, 10)!, CalendarDate(1961, 4, 10)!)
    let start = YearMonth(2027, 1)
    let low = Dictionary(uniqueKeysWithValues: (1990...2009).map { ($0, ExactDecimal(20_000)) })
    let subject = PaymentCase(person: Self.person(born), claim: Self.claim(born, start, [:]))
    func former(_ born: CalendarDate, _ earnings: [Int: ExactDecimal], divorced: CalendarDate) -> PaymentCase {
      PaymentCase(
        person: Self.person(born), unclaimed: Self.claim(born, start, earnings), married: CalendarDate(1985, 1, 1)!,
        divorced: divorced)
    }
    let poor = former(second, low, divorced: CalendarDate(1997, 2, 1)!)
    let rich = former(first, Self.earnings, divorced: CalendarDate(1997, 2, 1)!)
    func amount(_ former: [PaymentCase], spouse: PaymentCase? = nil) throws -> Money<USD> {
      try heldLaw.paid(start...start, to: subject, spouse: spouse, former: former)[0].amount
    }
    // Born in January 1960: full retirement age in January 2027.
    let half = try Self.pia(first, in: start).multiplied(by: 1, over: 2, rounded: .dimeDown).rounded(.dollarDown)
    #expect(try amount([rich]) == half && amount([poor, rich]) == half && amount([poor]) < half)
    #expect(try amount([former(first, Self.earnings, divorced: CalendarDate(1994, 2, 1)!)]) == .zero, "nine years")
    #expect(
      try amount([former(first, Self.earnings, divorced: CalendarDate(2026, 2, 1)!)]) == .zero, "eleven months ago")
    let married = PaymentCase(person: Self.person(first), married: CalendarDate(2010, 5, 1)!)
    #expect(try amount([rich], spouse: married) == .zero)
    var dead = rich
    dead.died = CalendarDate(2026, 6, 1)!
    #expect(try amount([dead]) > half + half - 50)
    // Married again at 50: no right; at 60 it stays.
    #expect(try amount([dead], spouse: married) == .zero)
    let late = PaymentCase(person: Self.person(first), married: CalendarDate(2020, 5, 1)!)
    #expect(try amount([dead], spouse: late) == amount([dead]))
  }
}
