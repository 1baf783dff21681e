// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

@Suite("United States: law regimes month by month")
struct RegimesHandCalculation {
  /// US-G31: 24 years of coverage, pension of 1,850, full retirement age in December 2021.
  static let windfallCase = UnitedStatesCase(
    born: CalendarDate(1955, 10, 20)!,
    earnings: Dictionary(
      uniqueKeysWithValues: (1984...2007).map {
        ($0, law.tables.averageWage[$0].multiplied(by: 90, over: 100, rounded: .halfUp).amount)
      }),
    claim: YearMonth(2021, 12), noncoveredPension: 1850, law: LawRegime(name: "historical"))

  /// The table that the repeal draws: reduced to December 2023, whole from January 2024.
  @Test("the repeal is a step between December 2023 and January 2024")
  func repealStep() throws {
    let months = YearMonth(2023, 10)...YearMonth(2024, 3)
    let historical = try law.months(months, of: Self.windfallCase)
    // 1,039.10 and 1,304.60 at eligibility with the increases of 2017 to 2022 (and 2023 from December 2023).
    #expect(historical.map(\.pia) == [1290.40, 1290.40, 1331.60, 1672.00, 1672.00, 1672.00])
    #expect(historical.map { $0.regular?.windfall != nil } == [true, true, true, false, false, false])
    var current = Self.windfallCase
    current.law = .current
    #expect(try law.months(months, of: current).allSatisfy { $0.regular?.windfall == nil })
    #expect(try law.months(months, of: current).map(\.pia) == [1620.20, 1620.20, 1672.00, 1672.00, 1672.00, 1672.00])
  }

  @Test("current law has no windfall reduction in any month, projected ones included")
  func current() throws {
    var input = Self.windfallCase
    input.law = .current
    for benefit in try law.months(YearMonth(2021, 12)...YearMonth(2060, 12), of: input) {
      #expect(benefit.regular?.windfall == nil && benefit.regular?.windfallPia == nil)
    }
    input.law = LawRegime(name: "payable")
    #expect(
      try law.months(YearMonth(2023, 1)...YearMonth(2023, 2), of: input).allSatisfy { $0.regular?.windfall == nil })
  }

  @Test("reinstated from a month, for everyone or for new eligibles")
  func reinstated() throws {
    var input = Self.windfallCase
    input.law = LawRegime(name: "back", settings: ["wep": "reinstated", "wep.from": "2028-07"])
    let applies = try law.months(YearMonth(2023, 12)...YearMonth(2029, 1), of: input).filter {
      $0.regular?.windfall != nil
    }
    #expect(applies.map(\.month) == [YearMonth(2023, 12)] + (YearMonth(2028, 7)...YearMonth(2029, 1)).map { $0 })
    input.law.settings["wep.new-eligibles-only"] = "true"
    #expect(
      try law.months(YearMonth(2028, 7)...YearMonth(2029, 1), of: input).allSatisfy { $0.regular?.windfall == nil })
    for bad in [["wep": "maybe"], ["wep.from": "2028-13"], ["wep.rate": "2"], ["wep.new-eligibles-only": "ja"]] {
      input.law = LawRegime(name: "bad", settings: bad)
      #expect(throws: ClaimRefusal.self) { try law.answer(input) }
    }
  }

  @Test("the popular misreading takes its share of any benefit, and says that it is not law")
  func article() throws {
    var input = Self.windfallCase
    input.law = LawRegime(name: "article", settings: ["wep.from": "2027-01", "wep.rate": "0.4"])
    let months = try law.months(YearMonth(2026, 12)...YearMonth(2027, 1), of: input)
    #expect(months[0].afterArticle == nil)
    #expect(months[1].afterArticle == Money(months[1].benefit.amount * 0.6, rounded: .dimeDown))
  }

  @Test("the engine's steps follow the regime")
  func engineSteps() throws {
    let pension = OtherPension(country: "LU", from: YearMonth(2026, 11), monthlyAmount: 3000, basedOnAgreement: false)
    func factors(_ regime: LawRegime, fromAgreement: Bool = false) throws -> [Double] {
      var other = pension
      other.basedOnAgreement = fromAgreement
      let applicant = Applicants.make(
        born: CalendarDate(1959, 3, 10)!,
        earnings: Dictionary(uniqueKeysWithValues: (1985...2000).map { ($0, ExactDecimal(40_000)) }), pensions: [other],
        regime: regime)
      let award = try law.award(to: applicant, from: YearMonth(2027, 2))
      return [YearMonth(2027, 2), YearMonth(2028, 1), YearMonth(2030, 6)].map { award.components[0].factor(in: $0) }
    }
    let current = try factors(.current)
    #expect(current[0] > 1 && current[1] > current[0] && current[2] == current[1])
    let back = try factors(LawRegime(name: "b", settings: ["wep": "reinstated", "wep.from": "2030-01"]))
    #expect(back[1] == current[1] && back[2] < 0.8 * back[1])
    let exempt = try factors(
      LawRegime(name: "b", settings: ["wep": "reinstated", "wep.from": "2030-01"]), fromAgreement: true)
    #expect(exempt == current)
    let article = try factors(
      LawRegime(name: "article", settings: ["wep.from": "2030-01", "wep.rate": "0.45"]), fromAgreement: true)
    #expect(abs(article[2] - 0.55 * current[2]) < 1e-12)
  }

  @Test("a reform of full retirement age moves reductions and credits of later births")
  func fullAgeReform() throws {
    let regime = LawRegime(name: "later", settings: ["full-age.extra-months": "12", "full-age.first-birth": "1968"])
    func full(_ born: CalendarDate, _ regime: LawRegime) throws -> YearMonth? {
      var applicant = Applicants.whole
      applicant.person.born = born
      applicant.regime = regime
      return try law.eligibility(of: applicant).fullMonth
    }
    #expect(try full(CalendarDate(1968, 6, 15)!, regime) == YearMonth(2036, 6))
    #expect(try full(CalendarDate(1968, 6, 15)!, .current) == YearMonth(2035, 6))
    #expect(try full(CalendarDate(1967, 6, 15)!, regime) == YearMonth(2034, 6))
  }

  /// US-G36: 13.17 ÷ 15.86 of 2,687.00 in January 2036.
  @Test("payable share of the combined funds")
  func trustFund() throws {
    let income = try law.parameters.value(ParameterKey<ExactDecimal>("us.trust_fund.oasdi.income_rate"), year: 2036)
      .value
    let cost = try law.parameters.value(ParameterKey<ExactDecimal>("us.trust_fund.oasdi.cost_rate"), year: 2036).value
    #expect(income == 13.17 && cost == 15.86)
    let paid = Money<USD>(ExactDecimal(2687) * income / cost, rounded: .down(toCents: 1))
    #expect(paid == 2231.26 && paid.rounded(.dollarDown) == 2231)
    let share = try law.parameters.value(ParameterKey<ExactDecimal>("us.trust_fund.oasdi.payable"), year: 2036)
    #expect(share.value == (income / cost * 100).roundedHalfUp(places: 1) && share.origin == .projected)
    #expect(
      try law.parameters.value(ParameterKey<ExactDecimal>("us.trust_fund.oasi.payable"), year: 2033).value == 78.9)
  }
}
