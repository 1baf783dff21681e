// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Parameters
import Pensions
import Quantities
import Statistics
import Strategies
import TestSupport

/// A comparison made up by simple formulas: a person born in May 1966 with a small US and a small Luxembourg pension.
///
/// Nothing in it is law or simulation; the shapes are those of a run.
struct ReportFixture {
  var title = "Analyst, 7 years in New York and 15 in Luxembourg"
  var language = "en"
  var needs: ExactDecimal = 2400
  var withMinimum = true
  var withStresses = true
  var beside: [LawRegime] = []
  var checked = CalendarDate(2026, 9, 1)
  /// Added to the name of every strategy.
  var nameSuffix = ""
  var usAges = Array(62...70)
  var luAges = [62, 65, 67]

  static let asOf = YearMonth(2026, 11)
  static let born = CalendarDate(1966, 5, 14)!
  let person = Person(
    id: "ana", born: ReportFixture.born, sex: .female, citizenship: ["US"],
    residence: [
      Residence(country: "US", from: YearMonth(1990, 9), through: YearMonth(2001, 2)),
      Residence(country: "LU", from: YearMonth(2001, 3)),
    ])
  let systems: [any PensionSystem] = [FixtureSystem.unitedStates, FixtureSystem.luxembourg]

  var scenario: Scenario {
    Scenario(
      name: "new-york-analyst", path: "Scenarios/new-york-analyst.yaml", text: "title: \(title)\n", title: title,
      asOf: Self.asOf, currency: .eur, members: [Member(person: person, records: [:])], needs: needs,
      strategies: [], report: ReportSettings(language: language),
      assumed: [(key: "simulation.seed", value: "1"), (key: "economy", value: "default")],
      warnings: ["Scenarios/new-york-analyst.yaml:9:5: warning: earnings of 1994 above the wage base are capped"])
  }

  private func usAmount(_ age: Int) -> Double { 390 + 36 * Double(age - 62) }
  private func luAmount(_ age: Int) -> Double { age < 65 ? 890 : 930 + 12 * Double(age - 65) }

  private func claim(_ country: Country, age: Int) -> PlannedClaim {
    let isUS = country == "US"
    let month = max(YearMonth(1966, 5) + age * 12 + (isUS ? 1 : 0), Self.asOf)
    let amount = ExactDecimal(shortest: isUS ? usAmount(age) : luAmount(age))!
    let system = isUS ? FixtureSystem.unitedStates : FixtureSystem.luxembourg
    let key = isUS ? "us.pia.bend_points" : "lu.reference_amount"
    let step = Derivation.Step(
      id: isUS ? "us.amount" : "lu.amount", title: "Monthly amount", expression: "round(a * b, 0.01)",
      inputs: [.init("a", amount.description), .init("b", "1")], result: amount.text(places: 2),
      unit: "\(system.currency) a month", article: isUS ? "42 U.S.C. § 415" : "CSS 214",
      parameters: [
        .init(
          key: key, value: isUS ? "[1226, 7391]" : "2085", from: .january(2026),
          source: isUS ? "42 U.S.C. § 415(a)(1)(B)" : "CSS 214", origin: isUS ? .published : .projected,
          checked: checked)
      ])
    return PlannedClaim(
      person: "ana", country: country, wanted: month, filed: max(month - system.filingLead, Self.asOf),
      entitlement: month,
      award: Award(
        country: country, currency: system.currency, from: month, basis: isUS ? "totalized" : "national",
        article: isUS ? "20 CFR 404.1918" : "CSS 214", firstMonthlyAmount: amount, isProjected: true,
        components: [
          AwardComponent(
            name: "pension", base: isUS ? amount.double : amount.double / 9.9224, entryYear: 2026, level: isUS ? 0 : 1,
            steps: [.init(from: month, factor: 1)])
        ]
          + (isUS
            ? []
            : [
              AwardComponent(
                name: "year-end allowance", base: 2.5, entryYear: 2026, level: 1,
                steps: [.init(from: month, factor: 1)],
                calendarMonths: 1 << 11)
            ]),
        derivation: Derivation([step]),
        remarks: [isUS ? "28 quarters of coverage and 180 Luxembourg months counted" : "180 months of coverage"]),
      deductions: isUS
        ? [] : [Deduction(name: "health insurance", article: "CSS 33", share: 0.028)])
  }

  private struct Pair {
    var us: Int
    var lu: Int
    var name: String
    var value: Double
  }

  private var pairs: [Pair] {
    var all: [Pair] = []
    for us in usAges {
      for lu in luAges {
        let value =
          512_000 + 2_600 * Double(us - 62) - 230 * Double((us - 69) * (us - 69)) - (lu > 65 ? 4_000 : 0)
          + (lu == 65 ? 5_500 : 0)
        let name = us == 62 && lu == 62 ? "everything as soon as possible" : "US \(us), LU \(lu)"
        all.append(Pair(us: us, lu: lu, name: name + nameSuffix, value: value))
      }
    }
    return all.sorted { $0.value > $1.value }
  }

  private func income(_ pair: Pair) -> [IncomeYear] {
    (2027...2076).map { year in
      let age = Double(year - 1966)
      let us = age > Double(pair.us) ? usAmount(pair.us) / 1.16 : 0
      let lu = age >= Double(pair.lu) ? luAmount(pair.lu) * 0.96 : 0
      let minimum = withMinimum ? max(0, 1943 - us - lu) * 0.6 : 0
      let mean = us + lu + minimum
      let spread = 0.004 * (age - 60) * us + 40
      let alive = max(0, 1 - (age - 61) * (age - 61) / 1500)
      return IncomeYear(
        year: year, total: [mean - 2 * spread, mean - 0.8 * spread, mean, mean + 0.8 * spread, mean + 2.1 * spread],
        meanBySource: [SourceMean("LU", lu), SourceMean("US", us)]
          + (withMinimum ? [SourceMean("minimum", minimum)] : []), aliveShare: alive,
        minimumShare: withMinimum ? min(1, minimum / 700) * (1 - 0.01 * (age - 60)) : 0)
    }
  }

  private func strategy(_ pair: Pair, best: Pair) -> StrategyResult {
    let difference = pair.value - best.value
    let se = 140 + 0.012 * abs(difference)
    func estimate(_ value: Double, _ se: Double) -> Estimate { Estimate(value, standardError: se) }
    return StrategyResult(
      name: pair.name,
      spec: StrategySpec(name: pair.name, wishes: ["ana": ["US": ClaimWish(start: .age(Age(years: pair.us)))]]),
      claims: [claim("LU", age: pair.lu), claim("US", age: pair.us)], lifetimeValue: estimate(pair.value, 1_234.5),
      standardDeviation: estimate(174_000, 900),
      percentiles: [0.45, 0.8, 1, 1.2, 1.55].map { estimate(pair.value * $0, 1_900) },
      expectedShortfall: estimate(pair.value * 0.3, 2_500),
      needsMet: estimate(0.31 + 0.01 * Double(pair.us - 62), 0.0033),
      monthsBelowNeeds: estimate(96.4, 0.62),
      minimumMonths: estimate(withMinimum ? 210 - 9 * Double(pair.us - 62) : 0, withMinimum ? 0.9 : 0),
      minimumValue: estimate(withMinimum ? 41_000 : 0, withMinimum ? 300 : 0),
      valueBySource: [
        SourceValue("LU", estimate(230_000 + 900 * Double(pair.lu - 62), 600)),
        SourceValue("US", estimate(141_000 + 3_000 * Double(pair.us - 62), 700)),
        SourceValue("minimum", estimate(withMinimum ? 141_000 - 2_000 * Double(pair.us - 62) : 0, 500)),
      ],
      differenceToBest: difference == 0 ? estimate(0, 0) : estimate(difference, se),
      differencePercentiles: (0...100).map { difference + (Double($0) - 50) * 700 * (difference == 0 ? 0 : 1) },
      chanceBetterThanBest: difference == 0 ? estimate(0, 0) : estimate(max(0.02, 0.45 + difference / 60_000), 0.0031),
      chanceBest: estimate(0.04, 0.0013), regret: estimate(21_000 - difference / 2, 210), income: income(pair),
      meanMonthlyIncome: estimate(pair.value / 235, 5.2), delayMonths: [10.2, 3.1])
  }

  var result: ComparisonResult {
    let pairs = pairs
    let strategies = pairs.map { strategy($0, best: pairs[0]) }
    let undecided = pairs.indices.filter { $0 > 0 && pairs[0].value - pairs[$0].value < 2 * 150 }
    let eligibility = [
      EligibilityFinding(
        person: "ana", country: "US",
        eligibility: Eligibility(
          routes: [
            EligibilityRoute(
              name: "retirement at 62", article: "42 U.S.C. § 414(a)", firstMonth: YearMonth(2028, 6),
              basis: "totalized", explanation: "28 quarters counted of 40 asked for; 180 Luxembourg months added")
          ], claimable: YearMonth(2028, 6)...YearMonth(2036, 5), fullMonth: YearMonth(2033, 5)),
        coverage: Coverage(unit: .quarter, years: [1994: .init(count: 4)], override: 28)),
      EligibilityFinding(
        person: "ana", country: "LU",
        eligibility: Eligibility(
          routes: [
            EligibilityRoute(
              name: "old age at 65", article: "CSS 183", firstMonth: YearMonth(2031, 5), basis: "national",
              explanation: "180 months counted of 120 asked for"),
            EligibilityRoute(
              name: "early at 57", article: "CSS 184", firstMonth: nil, basis: "none",
              explanation: "180 compulsory months counted of 480 asked for"),
          ], claimable: YearMonth(2031, 5)...YearMonth(2036, 5)),
        coverage: Coverage(unit: .month, override: 180)),
    ]
    let minimum: SocialMinimumAnswer =
      withMinimum
      ? .available(
        SocialMinimum(
          name: "REVIS", article: "law of 28.7.2018", amountByAdults: [0, 195.8, 293.7], level: 1, countedShare: 1,
          months: Self.asOf...(Self.asOf + 1200)))
      : .none(reason: "the household does not live in Luxembourg", article: "law of 28.7.2018, art. 2")
    var result = ComparisonResult(
      strategies: strategies, undecided: undecided,
      dropped: [
        DroppedCell(
          name: "US 62, LU 57",
          refusal: ClaimRefusal(message: "57 asks for 480 compulsory months; 180 counted", article: "CSS 184"))
      ], eligibility: eligibility,
      awards: (62...70).map { claim("US", age: $0) } + (62...69).map { claim("LU", age: $0) }, minimum: minimum,
      economy: (2026...2075).map { year in
        let t = Double(year - 2025)
        return EconomyYear(
          year: year, usdPerEUR: [-1.6, -0.7, 0, 0.7, 1.7].map { 1.18 + 0.08 * $0 * min(2, 0.5 + t / 8) },
          series: [EconomySeriesYear("us.prices", [0.9, 1, 1.02, 1.1, 1.2].map { $0 + 0.02 * t })])
      },
      beside: beside.map { regime in
        RegimeResult(
          regime,
          strategies.map { strategy in
            var strategy = strategy
            strategy.lifetimeValue.value -= 3_000
            return strategy
          }
        )
      }, switching: withStresses ? switching : [], paths: 20_000,
      seed: 1, economyModel: "ou_rs(kappa 0.16, theta 0.21)",
      notes: ["The life table of Luxembourg is used because the household lives there."],
      crossedByExchangeRate: withMinimum ? Estimate(0.184, standardError: 0.0027) : nil)
    if withStresses, let rival = result.recommendation.rival {
      let gain = -strategies[rival].differenceToBest.value
      result.stressBase = stressRow("base", "as simulated", gain, strategies)
      result.stresses = stresses(strategies)
    }
    return result
  }

  private func stressRow(
    _ id: String, _ label: Remark, _ gain: Double, caveat: Remark? = nil, changesNothing: Bool = false,
    _ strategies: [StrategyResult]
  ) -> StressRow {
    StressRow(
      id: id, label: label, caveat: caveat, changesNothing: changesNothing, paths: 2_048,
      bestName: strategies[gain < 0 ? 1 : 0].name, lifetimeValues: strategies.map(\.lifetimeValue),
      minimumMonths: strategies.map(\.minimumMonths), differenceOfThePair: Estimate(gain, standardError: 160),
      changeOfThePair: Estimate(changesNothing ? 0 : gain - 1_500, standardError: changesNothing ? 0 : 12))
  }

  private func stresses(_ strategies: [StrategyResult]) -> [StressRow] {
    func row(_ id: String, _ label: Remark, _ gain: Double, caveat: Remark? = nil, changesNothing: Bool = false)
      -> StressRow
    {
      stressRow(id, label, gain, caveat: caveat, changesNothing: changesNothing, strategies)
    }
    return [
      row("rw", "random walk of the exchange rate", 410), row("dollar-1985", "dollar as in 1985", 2_900),
      row("dollar-1980", "dollar as in 1980", -1_350), row("delay-14", "decision after 14 months", 180),
      row("live-to-98", "living to 98", 6_300),
      row("wep-reinstated", "WEP reinstated", 230, caveat: "not law since January 2024"),
      row("full-age-raised", "a later full retirement age", 230, caveat: "not law", changesNothing: true),
    ]
  }

  private var switching: [SwitchingValue] {
    func estimate(_ value: Double) -> Estimate { Estimate(value, standardError: 150) }
    return [
      SwitchingValue(
        id: "usd-per-eur", label: "dollars for a euro", unit: "", base: 1.16, value: 1.41, triedFrom: 0.8,
        triedTo: 1.6, differenceAtFrom: estimate(3_100), differenceAtTo: estimate(-1_900)),
      SwitchingValue(
        id: "death-age", label: "age at death", person: "ana", unit: "years", base: 85, value: 79.5, triedFrom: 70,
        triedTo: 100,
        differenceAtFrom: estimate(-7_800), differenceAtTo: estimate(7_100)),
      SwitchingValue(
        id: "discount-rate", label: "real discount rate", unit: "% a year", base: 1, value: nil, triedFrom: 0,
        triedTo: 4, differenceAtFrom: estimate(1_000), differenceAtTo: estimate(90)),
    ]
  }
}
