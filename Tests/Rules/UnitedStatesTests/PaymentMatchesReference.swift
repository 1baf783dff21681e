// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// Worked cases of what is paid beside work, abroad, after a death and for late claims, one by one.
@Suite("United States: what is paid")
struct PaymentMatchesReference {
  @Test("agree to the cent", arguments: try goldens("payment.jsonl"))
  func everyFigure(_ row: GoldenCase) throws {
    let found = try Self.answer(row)
    for (figure, want) in try #require(row["expected"]).fields {
      if case .null = want {
        #expect(found[figure] == nil, "\(row.id) \(figure)")
        continue
      }
      let got = try #require(found[figure], "\(row.id) \(figure) is missing")
      #expect(Self.isSame(want, got), "\(row.id) \(figure): expected \(want), got \(got)")
    }
  }

  /// Amounts stand as numbers or as text.
  static func isSame(_ want: Golden, _ got: Golden) -> Bool {
    if let a = want.decimal, let b = got.decimal { return a == b }
    return difference(want, got.value, at: "") == []
  }

  static func answer(_ row: GoldenCase) throws -> [String: Golden] {
    let inputs = try #require(row["inputs"])
    switch try #require(row["group"]?.text) {
    case "earnings test": return try earningsTest(inputs)
    case "adjustment at full retirement age":
      let (pia, months) = (try inputs.usd("pia"), try inputs.int("rf"))
      let left = months - (try inputs.int("months_withheld"))
      return ["rf_adjusted": .int(left), "before": .usd(worker(pia, months)), "after": .usd(worker(pia, left))]
    case "foreign work test": return try foreignWork(inputs)
    case "early or wait":
      var sums: [Money<USD>] = []
      var after: [Golden] = []
      for key in ["early", "wait"] {
        let found = try foreignWork(inputs, entitled: inputs[key]?.month)
        let due = try inputs.month("full_age") - (try inputs.month(key))
        let paid = due - (found["months_lost"]?.decimal?.whole ?? 0)
        sums.append(Money(try #require(found["mba"]?.decimal), rounded: .halfUp) * paid)
        after.append(try #require(found["mba_at_full_age"]))
      }
      return [
        "early_paid_to_full_age": .usd(sums[0]), "wait_paid_to_full_age": .usd(sums[1]),
        "difference": .usd(sums[0] - sums[1]), "after_equal": .bool(isSame(after[0], after[1])),
      ]
    case "claim that reaches back": return try reach(inputs, limitedTo: inputs["limit_to"]?.month)
    case "back pay or credits":
      let (back, forward) = (try reach(inputs, limitedTo: nil), try reach(inputs, limitedTo: inputs.month("filed")))
      let arrears = try #require(back["arrears"]?.decimal)
      let less = try #require(forward["mba_all_credits"]?.decimal) - (try #require(back["mba_all_credits"]?.decimal))
      let months = Money<USD>(arrears, rounded: .halfUp).cents
      let cents = Money<USD>(less, rounded: .halfUp).cents
      return [
        "arrears": .number(arrears), "monthly_less": .number(less),
        "break_even_months": .int((months + cents - 1) / cents),
      ]
    case "alien abroad": return try alien(inputs)
    case "payment":
      let paid = payment(
        for: try inputs.month("for"), of: try inputs.usd("mba"), premium: try inputs.optionalUSD("premium") ?? .zero)
      return ["paid_in": .text(paid.month.description), "paid_usd": .usd(paid.amount)]
    case "month of death":
      let day = try #require(inputs["died"]?.date)
      return ["last_month": .text(lastMonthPaid(died: day.yearMonth).description)]
    case "benefit in payment": return try inPayment(inputs)
    case "survivor", "last useful month", "survivor choice": return try survivor(inputs)
    case "death before 62": return try deathBefore62(inputs)
    case "computation years":
      let ages = law.ages(born: try #require(inputs["dob"]?.date))
      let period = ComputationPeriod(ages, death: try inputs.int("year_of_death"), rules: law.tables.fixed)
      return ["elapsed": .int(period.elapsed), "years": .int(period.computationYears(law.tables.fixed))]
    case "right": return ["right": .bool(try right(inputs))]
    case "lump sum":
      let death = CalendarDate(2026, 3, 10)!
      let sum = try law.lumpSum(
        death: death, sameHousehold: inputs["same_household"]?.bool ?? false,
        entitledOnRecord: inputs["entitled_in_month_of_death"]?.bool ?? false,
        claimed: death.yearMonth + (try inputs.int("claimed_months")))
      return ["usd": .usd(sum)]
    default: return [:]
    }
  }

  /// A benefit so many months before full retirement age.
  static func worker(_ pia: Money<USD>, _ months: Int) -> Money<USD> {
    let share = reductionFraction(months: max(0, months), rule: law.tables.fixed.workerReduction)
    return pia.multiplied(by: share.numerator, over: share.denominator, rounded: .dimeDown)
  }

  static func earningsTest(_ inputs: Golden) throws -> [String: Golden] {
    let (year, full) = (try inputs.int("year"), try inputs.month("full_age"))
    let inYear = full.year == year
    // The exempt amounts of the case are the law's.
    #expect(law.tables.exemptEarnings(year: year, fullAgeInYear: false) == (try inputs.usd("limit")))
    #expect(law.tables.exemptEarnings(year: year, fullAgeInYear: true) == (try inputs.usd("higher_limit")))
    var work = WorkRecord()
    for (month, wages) in inputs["wages_by_month"]?.fields ?? [:] {
      work[try #require(YearMonth(month))].wages = Money(try #require(wages.number), rounded: .halfUp)
    }
    for month in inputs["foreign_work_months"]?.items ?? [] { work[try #require(month.month)].hoursAbroad = 173 }
    for month in inputs["self_employed_months"]?.items ?? [] { work[try #require(month.month)].isSelfEmployed = true }
    let until = min(full, .january(year + 1))
    let earnings: Money<USD> =
      try inputs.optionalUSD(inYear ? "earnings_before_full_age" : "earnings")
      ?? work.earnings(.january(year)..<until) + (try inputs.optionalUSD("self_employment") ?? .zero)
    let benefits =
      try inputs.usd("benefit") + (inputs["auxiliaries"]?.items ?? []).reduce(.zero) { $0 + usd($1.text ?? "") }
    let grace = inputs["grace"]?.bool ?? false
    let months = max(.january(year), try inputs.month("entitled"))...YearMonth.december(year)
    func isLost(_ month: YearMonth) -> Bool {
      law.tables.foreignWorkCostsBenefit(in: month, fullMonth: full, hours: work[month].hoursAbroad)
    }
    let charge = earningsCharge(
      excess: law.tables.excessEarnings(year: year, earnings: earnings, fullAgeInYear: inYear),
      to: months.map { month in
        ChargeableMonth(
          month, benefits: benefits,
          isSpared: month >= full || isLost(month)
            || (grace && law.tables.isNonservice(work, month, fullMonth: full)))
      })
    let lost = months.filter(isLost)
    let rest = zip(months, charge.withheld).map { (month: $0, paid: isLost($0) ? .zero : benefits - $1) }
    return [
      "excess": .usd(charge.excess), "withheld_year": .usd(charge.charge),
      "paid_year": .usd(rest.reduce(.zero) { $0 + $1.paid }), "months_charged": .int(charge.months + lost.count),
      "paid_full_months": .array(rest.filter { $0.paid == benefits }.map { .text($0.month.description) }),
    ]
  }

  /// One worker's months, through the order of the law.
  static func foreignWork(_ inputs: Golden, entitled: YearMonth? = nil) throws -> [String: Golden] {
    let (pia, full) = (try inputs.usd("pia"), try inputs.month("full_age"))
    let start = try entitled ?? inputs.month("entitled")
    let hours = try inputs["hours_a_month"].map { _ in try inputs.int("hours_a_month") } ?? 173
    var work = WorkRecord()
    for span in inputs["worked"]?.items ?? [] {
      let (from, to) = (try #require(span.items.first?.month), try #require(span.items.last?.month))
      for month in from...to { work[month].hoursAbroad = hours }
    }
    let stream = BenefitStream(person: 0, record: 0, first: start, adjusts: full) { _, withheld, _ in
      worker(pia, full - start - withheld)
    }
    let months = try #require(
      law.tables.monthsPaid([stream], of: [Beneficiary(fullMonth: full, work: work)], through: full + 1).first)
    let lost = months.count { $0.loss == .foreignWork }
    let atFull = try #require(months.last)
    return [
      "months_lost": .int(lost), "auxiliary_months_lost": .int(lost), "rf": .int(full - start),
      "rf_adjusted": .int(full - start - lost), "mba": .usd(worker(pia, full - start)),
      "mba_at_full_age": .usd(atFull.benefit),
    ]
  }

  static func reach(_ inputs: Golden, limitedTo: YearMonth?) throws -> [String: Golden] {
    let (filed, full, seventy) = (try inputs.month("filed"), try inputs.month("full_age"), try inputs.month("seventy"))
    let reach = law.tables.claimReach(filed: filed, fullMonth: full, lastMonth: seventy)
    let start = max(reach.months.lowerBound, limitedTo ?? reach.months.lowerBound)
    #expect(reach.months.contains(start))
    let credits = law.tables.creditMonths(entitlement: start, fullMonth: full, lastMonth: seventy)
    let pia = try inputs.usd("pia")
    // Two thirds of a percent a month, of births from 1943 on.
    let parts = law.ages(born: CalendarDate(1955, 2, 10)!).creditParts
    let benefit = ClaimAdjustment(
      reductionMonths: 0, creditMonths: credits, numerator: 2400 + credits * parts, denominator: 2400
    ).benefit(on: pia)
    return [
      "entitled": .text(start.description), "arrears_months": .int(filed - start), "credit_months": .int(credits),
      "mba_all_credits": .usd(benefit), "arrears": .usd(benefit * (filed - start)),
      "lost_months": .int(reach.lostMonths),
    ]
  }

  static func alien(_ inputs: Golden) throws -> [String: Golden] {
    let left = try inputs.month("left")
    let home: Country = inputs["exception"]?.bool == true ? "LU" : "SG"
    let person = Person(
      id: "x", born: CalendarDate(1955, 1, 10)!, sex: .male, citizenship: ["SG"],
      residence: [
        Residence(country: "US", from: YearMonth(1980, 1), through: left), Residence(country: home, from: left + 1),
      ])
    let months = left...(left + 24)
    let first = try months.first { try law.paymentAbroad(of: person, quarters: 28, in: $0).isDoubtful }
    guard let first else { return [:] }
    #expect(try (first...(left + 24)).allSatisfy { try law.paymentAbroad(of: person, quarters: 28, in: $0).isDoubtful })
    return ["last_paid": .text((first - 1).description), "first_unpaid": .text(first.description)]
  }

  /// The increases of the case in the years after the amount's.
  static func inPayment(_ inputs: Golden) throws -> [String: Golden] {
    let month = try inputs.month("as_of")
    var outlook = law.outlook
    let cola = (inputs["colas"]?.items ?? []).compactMap { ExactDecimal($0.text ?? "") }
    #expect(LawTables.tenths(cola[0]) == law.tables.cola[2026])
    outlook.cola[2027] = cola[1]
    let paid = BenefitInPayment(since: YearMonth(2024, 8), amount: try inputs.usd("amount"), month: month)
    let later = try law.projected(along: outlook)
    return [
      "amount": .usd(
        later.tables.benefit(paid, ages: law.ages(born: CalendarDate(1960, 1, 15)!), in: YearMonth(2028, 1)))
    ]
  }

  static func survivor(_ inputs: Golden) throws -> [String: Golden] {
    let possible = try inputs.int("possible")
    let base = SurvivorBase(
      pia: try inputs.usd("pia"), credits: try inputs.optionalUSD("credits") ?? .zero,
      reducedBenefit: try inputs.optionalUSD("deceased_mba"))
    if inputs["rf_now"] != nil {
      let choice = SurvivorChoice(
        base: base, own: try inputs.usd("own_mba"), months: try inputs.int("rf_now"), possible: possible,
        tables: law.tables)
      return [
        "now": .usd(choice.now), "later": .usd(choice.later), "given_up": .usd(choice.givenUp),
        "break_even_months": choice.monthsToBreakEven.map { .int($0) } ?? .null,
      ]
    }
    var found: [String: Golden] = [:]
    if let limit = law.tables.survivorLimit(base) { found["limit"] = .usd(limit) }
    guard inputs["rf"] != nil else {
      found["rf"] = law.tables.lastUsefulMonths(base, possible: possible).map { .int($0) }
      return found
    }
    let months = try inputs.int("rf")
    var free = base
    free.reducedBenefit = nil
    found["reduced"] = .usd(law.tables.survivorBenefit(free, months: months, possible: possible))
    found["paid"] = .usd(law.tables.survivorBenefit(base, months: months, possible: possible))
    return found
  }

  static func deathBefore62(_ inputs: Golden) throws -> [String: Golden] {
    let record = try #require(inputs["earnings"])
    let amount = try record.usd("amount")
    let years = try record.int("from")...(try record.int("to"))
    let deceased = law.ages(born: try #require(inputs["deceased_born"]?.date))
    #expect(deceased.eligibilityYear == (try inputs.int("year_deceased_62")))
    let survivor = law.ages(born: CalendarDate(try inputs.int("year_widow_60") - 60, 7, 1)!)
    let found = try #require(
      law.tables.amountAtDeath(
        law.career(earnings: Dictionary(uniqueKeysWithValues: years.map { ($0, amount) })), deceased: deceased,
        death: YearMonth(try inputs.int("year_of_death"), 6), survivor: survivor, in: try inputs.month("month")))
    #expect(found.computationYears == 29)
    var answer: [String: Golden] = [
      "eligibility_year": .int(found.byDeath.year), "aime": .int(found.byDeath.aime), "pia": .usd(found.byDeath.pia),
      "windex_year": .int(found.byWidow?.year ?? found.byDeath.year), "base": .usd(found.pia),
    ]
    if let way = found.byWidow { (answer["windex_aime"], answer["windex_pia"]) = (.int(way.aime), .usd(way.pia)) }
    return answer
  }

  /// Whether the law gives a month to somebody of the case's age, married and divorced for so long.
  static func right(_ inputs: Golden) throws -> Bool {
    let now = YearMonth(2026, 11)
    func born(_ months: Int) -> RetirementAges {
      let month = now - months
      return law.ages(born: CalendarDate(month.year, month.month, 2)!)
    }
    func day(_ month: YearMonth) -> CalendarDate { CalendarDate(month.year, month.month, 1)! }
    let ages = born(try inputs.int("age_months"))
    let married = try inputs.int("married_months")
    let remarriage =
      inputs["remarried"]?.bool == true
      ? day(
        ages.effectiveBirth.yearMonth
          + (try inputs["remarried_age_months"].map { _ in try inputs.int("remarried_age_months") } ?? 480))
      : nil
    let kind = try #require(inputs["kind"]?.text)
    let divorced = try inputs["divorced_months"].map { _ in try inputs.int("divorced_months") } ?? 0
    let end = now - divorced
    let marriage = Marriage(
      from: day(end - married), end: kind == "widow" ? nil : .divorce(day(end)), remarriage: remarriage)
    do {
      let first: YearMonth
      if kind == "divorced_spouse" {
        let ex = born(try inputs.int("ex_age_months"))
        first = try law.spouseFirstMonth(
          spouse: ages, marriage: marriage, worker: ex,
          workerEntitlement: inputs["ex_entitled"]?.bool == true ? ex.firstMonth : nil)
      } else {
        first = try law.survivorFirstMonth(survivor: ages, marriage: marriage, death: day(now))
      }
      return first <= now
    } catch is ClaimRefusal { return false }
  }
}

extension Golden {
  static func int(_ value: Int) -> Golden { .number(ExactDecimal(value)) }
  static func usd(_ amount: Money<USD>) -> Golden { .number(amount.amount) }
  /// A number, or text that holds one.
  var decimal: ExactDecimal? { number ?? text.flatMap { ExactDecimal($0) } }
  var value: AwardValue {
    switch self {
    case .null: .text("null")
    case .bool(let flag): .bool(flag)
    case .number(let number): .decimal(number)
    case .text(let text): .text(text)
    case .array(let items): .array(items.map(\.value))
    case .object(let fields): .object(fields.sorted { $0.key < $1.key }.map { AwardField($0.key, $0.value.value) })
    }
  }
  func month(_ key: String) throws -> YearMonth { try #require(self[key]?.month, "\(key)") }
  func int(_ key: String) throws -> Int { try #require(self[key]?.decimal, "\(key)").whole }
  func optionalUSD(_ key: String) throws -> Money<USD>? { self[key]?.decimal.map { Money($0, rounded: .halfUp) } }
  func usd(_ key: String) throws -> Money<USD> { try #require(try optionalUSD(key), "\(key)") }
}
