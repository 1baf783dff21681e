// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import LuxembourgRules

/// Worked cases of what is paid beside work and after a death, of late claims, bought months and means-tested help, one by one.
@Suite("Luxembourg: what is paid")
struct PaymentMatchesReference {
  /// Month of the parameters that most cases use: index 992.24, award factor 1.570.
  static let june = YearMonth(2026, 6)

  @Test("the cases are there")
  func count() throws { #expect(try goldenCases("payment.jsonl").count == 80) }

  @Test("agree to the cent", arguments: try goldenCases("payment.jsonl"))
  func everyFigure(_ row: GoldenCase) throws {
    let inputs = try #require(row.fields["inputs"])
    let group = try #require(row.fields["group"]?.text)
    let found = try Self.pensions(group, inputs) ?? Self.months(group, inputs) ?? Self.help(group, inputs)
    let answer = try #require(found, "no rule for \(group)")
    for (figure, want) in try #require(row.fields["expected"]).fields {
      let got = try #require(answer[figure], "\(row.id) \(figure) is missing")
      #expect(want.isSame(as: got), "\(row.id) \(figure): expected \(want), got \(got)")
    }
  }

  /// The month whose parameters the case states.
  static func month(_ inputs: Golden) throws -> YearMonth {
    let month = inputs["fa"]?.decimal == 1.595 ? YearMonth(2027, 1) : june
    if let index = inputs["index"]?.decimal { #expect(luxembourg.scale.level(in: month) == index) }
    if let factor = inputs["fa"]?.decimal {
      #expect(try luxembourg.factors.award(startingIn: month.year).value == factor)
    }
    if let wage = inputs["ssm"]?.decimal { #expect(luxembourg.base.floor(in: month)?.amount == wage) }
    return month
  }

  static func pensions(_ group: String, _ inputs: Golden) throws -> [String: Golden]? {
    switch group {
    case "pay beside an early pension", "job goes on":
      let month = try month(inputs)
      var limits = try luxembourg.earlyPensionLimits(
        bestYearsMean: inputs["mean5"].flatMap(\.decimal).map { Money($0, rounded: .halfUp) }, in: month)
      if let ceiling = inputs["ceiling"]?.decimal { limits.ceiling = Money(ceiling, rounded: .halfUp) }
      let paid = limits.paid(of: try inputs.money("pension"), besidePay: try inputs.money("pay"))
      var answer: [String: Golden] = [
        "paid": .money(paid.amount), "case": .text(paid.outcome.rawValue), "ceiling": .money(limits.ceiling),
      ]
      if let months = inputs["months"]?.decimal { answer["sum"] = .money(paid.amount * months.whole) }
      return answer
    case "five best years":
      let month = try month(inputs)
      let incomes = try (inputs["years"]?.items ?? []).map {
        try $0.decimal("income") * 100 / ($0.decimal("mean_index") * $0.decimal("f"))
      }
      let factor = try inputs.decimal("index") / 100 * inputs.decimal("fa")
      let count = try luxembourg.parameters.value(.bestYears, inForce: month).value
      return ["mean5_monthly": .money(payable(bestYearsMean(of: incomes, count: count) * factor))]
    case "progressive pension":
      let found = try luxembourg.progressivePension(
        of: inputs["early_right"]?.bool == true ? inputs.money("early_pension") : nil,
        before: inputs.decimal("hours_before"), after: inputs.decimal("hours_after"),
        post: inputs.decimal("share_of_full_time"), consent: inputs["consent"]?.bool == true, in: june)
      return ["granted": .bool(found.isGranted), "amount": .money(found.amount)]
    case "limits beside a survivor's pension", "survivor's own income":
      let month = try month(inputs)
      let test = try luxembourg.survivorIncomeTest(
        in: month, children: inputs["children"].flatMap(\.decimal)?.whole ?? 0,
        orphans: inputs["orphans"].flatMap(\.decimal)?.whole ?? 0,
        raises: inputs["childUplift"]?.text ?? "ofThreshold")
      var answer: [String: Golden] = [
        "threshold": .money(payable(test.limit)), "two_thirds": .money(payable(test.freeWork)),
        "reference": .money(payable(try luxembourg.referenceAmount(in: month))),
      ]
      guard let pension = inputs["survivor"]?.decimal else { return answer }
      let foreign = inputs["foreignPensions"]?.text == "left out" ? .zero : inputs["foreign_pensions"]?.decimal ?? .zero
      let income = SurvivorIncomeTest.Income(
        work: (inputs["work"]?.decimal ?? .zero) + (inputs["replacement"]?.decimal ?? .zero),
        pensions: inputs["own_pensions"]?.decimal ?? .zero, foreignPensions: foreign)
      answer["counted_own"] = .money(payable(test.counted(income)))
      answer["reduction"] = .money(payable(test.reduction(of: pension, beside: income)))
      answer["paid"] = .money(test.paid(of: Money(pension, rounded: .halfUp), beside: income))
      return answer
    case "survivors' parts":
      let (flat, proportional) = (try inputs.money("flat"), try inputs.money("proportional"))
      let whole = flat + proportional
      func alone(_ survivor: Survivor) throws -> Money<EUR> {
        try luxembourg.survivorPensions(
          [survivor], flat: flat, proportional: proportional, gross: whole, minimum: nil, in: june)[0].gross
      }
      let spouse = try alone(.spouse)
      let months = try luxembourg.parameters.value(.survivorTopUpMonths, inForce: june).value
      return [
        "spouse": .money(spouse), "orphan": .money(try alone(.orphan)), "three_months_each": .money(whole),
        "top_up_total": .money((whole - spouse) * months),
      ]
    case "survivor's marriage": return ["right": .bool(try luxembourg.givesSurvivorRight(marriage(inputs)))]
    case "new marriage":
      let found = try luxembourg.remarriage(
        age: inputs.int("age"), lastTwelveMonths: inputs.money("paid_last_12"),
        unreducedYear: inputs.money("unreduced_annual"), in: june)
      return ["buy_out": .money(found.sum), "restored_after_years": .int(found.revivesAfterYears)]
    case "rounding": return ["paid": .money(payable(try inputs.decimal("amount")))]
    case "late claim":
      let reach = try luxembourg.parameters.value(.claimReach, inForce: june).value
      let late = LateClaim(start: try inputs.month("start"), filed: try inputs.month("filed"), reach: reach)
      return [
        "first_paid": .text(late.firstPaid.description), "months": .int(late.arrears), "lost_months": .int(late.lost),
        "arrears": .money(try inputs.money("amount") * late.arrears),
      ]
    case "month of death":
      let day = try #require(CalendarDate(inputs["died"]?.text ?? ""))
      return [
        "last_month": .text(lastMonthPaid(died: day).description),
        "survivor_from": .text(survivorPensionStart(died: day, wasPensioner: true).month.description),
      ]
    case "refund":
      let years = try (inputs["years"]?.items ?? []).map {
        RefundedYear(
          income: try $0.decimal("income"), meanIndex: try $0.decimal("mean_index"), rate: try $0.decimal("rate"))
      }
      return ["refund": .money(refundOfContributions(years, index: try inputs.decimal("index")))]
    default: return nil
    }
  }

  /// The case's spans of months as days.
  static func marriage(_ inputs: Golden) throws -> SurvivingMarriage {
    let wedding = day(2000, 3, 15)
    func later(_ months: Int) -> CalendarDate {
      let month = wedding.yearMonth + months
      return day(month.year, month.month, wedding.day)
    }
    let death = later(try inputs.int("married_months"))
    let before = inputs["married_before_retirement"]?.bool == true
    return SurvivingMarriage(
      from: wedding, death: before ? later(try inputs.int("months_to_retirement_or_death")) : death,
      retirement: before ? nil : day(1999, 1, 1), bornSurvivor: day(1940 + (try inputs.int("age_gap_years")), 1, 1),
      bornDeceased: day(1940, 1, 1), hasCommonChild: inputs["child"]?.bool ?? false,
      wasAccident: inputs["accident"]?.bool ?? false)
  }

  static func months(_ group: String, _ inputs: Golden) throws -> [String: Golden]? {
    switch group {
    case "voluntary month":
      let wage = try inputs.decimal("ssm")
      #expect(luxembourg.base.floor(in: june)?.amount == wage)
      #expect(try luxembourg.voluntaryRate(in: june) == inputs.decimal("rate"))
      let month = try luxembourg.voluntaryMonth(
        base: try inputs["base"]?.decimal ?? wage * inputs.decimal("times"),
        isReduced: inputs["reduced"]?.bool ?? false,
        bestYearsMean: inputs["cap226"]?.decimal.map { Money($0, rounded: .halfUp) }, in: june)
      var answer: [String: Golden] = ["base": .money(month.base), "price_month": .money(month.price)]
      if let count = inputs["months"]?.decimal?.whole {
        let factor = try inputs.decimal("index") / 100 * inputs.decimal("fa")
        let sum = try month.base.amount * count * 100 / (inputs.decimal("mean_index") * inputs.decimal("f"))
        let proportional = try sum.scaled(by: inputs.decimal("prop_rate"), over: 1200) * factor
        let flat =
          try (2085 as ExactDecimal).scaled(
            by: inputs.decimal("flat_rate") * inputs.int("flat_years_gained"), over: 48_000) * factor
        let price = month.price * count
        let gain = proportional + flat
        answer["price"] = .money(price)
        answer["gain_month"] = .money(payable(gain))
        answer["break_even_months"] = .int((price.amount / gain).whole + 1)
      }
      return answer
    case "baby years":
      let twelve = (inputs["twelve_months"]?.items ?? []).compactMap(\.decimal)
      let found = BabyYears(
        twelveMonths: twelve, compulsoryMonths: try inputs.int("compulsory_in_36"),
        hasTwoOthers: inputs["two_others"]?.bool ?? false, isDisabled: inputs["disabled"]?.bool ?? false)
      return ["base_month": .money(found.base), "months": .int(found.months), "right": .bool(found.isGranted)]
    case "purchase":
      let found = try luxembourg.purchasedMonths(
        inputs.int("months"), minimum: inputs.decimal("minimum"), multiple: inputs.decimal("multiple"),
        year: inputs.int("year"), request: YearMonth(inputs.int("request_year"), 6))
      return [
        "nominal": .money(found.nominal), "interest_years": .int(found.interestYears), "price": .money(found.price),
      ]
    case "months by kind": return try byKind(inputs)
    case "study":
      let start = inputs["law"]?.text == "2026" ? june : YearMonth(2025, 6)
      let longest = try luxembourg.parameters.value(.studyMonths, inForce: june).value
      return [
        "months": .int(
          studyMonths(
            try inputs.month("from")...inputs.month("to"), born: try inputs.month("born"), longest: longest,
            startingIn: start))
      ]
    case "hours of a month":
      let counted = monthsCounted(hours: (inputs["hours"]?.items ?? []).compactMap { $0.decimal?.whole })
      return [
        "months": .int(counted.count { $0 }), "pattern": .array(counted.map { .int($0 ? 1 : 0) }),
      ]
    case "ceiling in francs":
      let ceiling = ContributionBase.ceilingInFrancs(
        base: try inputs.decimal("base"), index: try inputs.decimal("index"))
      return ["month_luf": .int(ceiling)]
    case "printed reduction":
      let (income, mean) = (try inputs.decimal("income"), try inputs.decimal("mean_index"))
      let printed = Luxembourg.printedReduction(of: income, index: mean)
      return [
        "coefficient": .number(printed.coefficient), "cnap": .money(printed.income100),
        "exact": .money(payable(income * 100 / mean)),
      ]
    default: return nil
    }
  }

  /// Months by kind as a career of that many months of each, with the months asked for in the year whose right opens so.
  private static func byKind(_ inputs: Golden) throws -> [String: Golden] {
    let kinds = ["E": "compulsory", "V": "voluntary", "R": "purchased", "C": "complementary"]
    var months: [String: Int] = [:]
    for (key, count) in inputs["months"]?.fields ?? [:] { months[try #require(kinds[key])] = count.decimal?.whole }
    let extra = inputs["d"]?.decimal?.whole ?? 0
    // The right at 60 opens in a year that asks for so many months more.
    let opens = extra == 0 ? YearMonth(2026, 6) : YearMonth(2030, 6)
    #expect(
      try luxembourg.parameters.value(.earlyExtraMonths, inForce: opens).value == extra)
    func tests(_ age: Int, _ route: RouteTest.Route) throws -> RouteTest {
      let claimant = try Claimant(
        Applicant(
          person: Person(id: "case", born: day(opens.year - age, opens.month, 1), sex: .female),
          record: LuxembourgCase.record(months: months, incomeSumBase1984: 1), asOf: opens), in: luxembourg)
      return try claimant.test(route, startingIn: opens)
    }
    let (old, early, compulsory) = (try tests(65, .oldAge), try tests(60, .early), try tests(57, .earlyCompulsory))
    return [
      "for65": .int(old.held), "for60": .int(early.held), "for57": .int(compulsory.held), "open65": .bool(old.passes),
      "open60": .bool(early.passes), "open57": .bool(compulsory.passes),
    ]
  }

  static func help(_ group: String, _ inputs: Golden) throws -> [String: Golden]? {
    switch group {
    case "inclusion benefit":
      let month = try month(inputs)
      var settings: [String: String] = [:]
      if let share = inputs["pensionShare"]?.text { settings["pensionShare"] = share }
      let amounts = try luxembourg.inclusionBenefit(on: month, settings: settings)
      let most = try luxembourg.guaranteedIncome(adults: inputs.int("adults"), in: month)
      var means = InclusionBenefit.Means(
        wealth: inputs["wealth"]?.decimal ?? .zero, lifeExpectancy: inputs["expectancy"]?.decimal ?? .zero)
      for pair in inputs["income"]?.items ?? [] {
        let amount = try #require(pair.items[1].decimal)
        switch pair.items[0].text {
        case "work", "replacement", "maintenance": means.work += amount
        case "pension": means.pensions += amount
        case "rent": means.rent += amount
        default: Issue.record("income of kind \(pair.items[0])")
        }
      }
      let rule: InclusionBenefit.WealthRule =
        switch inputs["wealth_rule"]?.text {
        case "ignored": .ignored
        case "excluded": .excludedAbove(try inputs.decimal("above"))
        default: .annuity
        }
      let benefit = amounts.benefit(guaranteed: most, means: means, wealth: rule)
      var answer: [String: Golden] = ["maximum": .money(most), "benefit": .money(benefit)]
      if let counted = amounts.counted(means, wealth: rule) { answer["counted"] = .money(payable(counted)) }
      return answer
    case "withheld from the inclusion benefit":
      let found = try luxembourg.contributions(
        fromInclusionBenefit: inputs.money("benefit"), insuresPension: inputs["pension_rate"] != nil, in: june)
      return [
        "health": .money(found.health), "dependency": .money(found.dependency), "pension": .money(found.pension),
        "net": .money(found.net),
      ]
    case "right to the inclusion benefit":
      let citizenship: Luxembourg.InclusionBenefitClaimant.Citizenship =
        switch inputs["citizen"]?.text {
        case "EU", "EEA":
          .union(monthsHere: try inputs.int("months_here"), works: inputs["worker"]?.bool ?? false)
        case "third":
          .third(
            monthsOfTwentyYears: try inputs.int("months_of_20_years"), isLongTerm: inputs["long_term"]?.bool ?? false)
        default: .luxembourg
        }
      let claimant = Luxembourg.InclusionBenefitClaimant(
        age: try inputs.int("age"), livesHere: inputs["registered_resident"]?.bool == true,
        rightsUsed: inputs["rights_used"]?.bool == true,
        seeksWork: inputs["adem"]?.bool == true || inputs["exempt"]?.bool == true, citizenship: citizenship)
      return ["right": .bool(try luxembourg.hasInclusionBenefitRight(claimant, in: june))]
    case "limit of the allowance":
      let (index, persons) = (try inputs.decimal("index_january"), try inputs.int("persons"))
      // The year in which this is the level of 1 January.
      let year = try #require(
        (2022...2027).first { luxembourg.scale.level(in: .january($0)) == index })
      let limit = try luxembourg.allowanceLimit(persons: persons, year: year)
      return ["month": .money(limit.month), "year": .money(limit.year)]
    case "yearly aids":
      #expect(luxembourg.scale.level(in: YearMonth(2026, 1)) == (try inputs.decimal("index_january")))
      let aids = try luxembourg.yearlyAids(
        persons: inputs.int("persons"), seniors: inputs["persons_65"]?.decimal?.whole ?? 0,
        income: inputs.money("income_year"), year: 2026, edge: inputs["edge"]?.text ?? "taper")
      return [
        "avc": .money(aids.costOfLiving), "energy": .money(aids.energyPremium), "afpa": .money(aids.seniors),
        "sum": .money(aids.sum),
      ]
    default: return nil
    }
  }
}
