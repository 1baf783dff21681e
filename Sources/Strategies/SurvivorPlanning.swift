// SPDX-License-Identifier: GPL-3.0-or-later
import Longevity
import Pensions
import Quantities
import Simulation

/// What one person's death would leave to the other under a strategy.
public struct PlannedSurvivor: Sendable, Codable {
  public var survivor: String
  public var deceased: String
  /// With the first month chosen for each month of death.
  public var left: SurvivorAward
  public var deductions: [Deduction]
  /// What a test of income leaves at the prices and parameters of the valuation; nil without one, or without income.
  public var tested: Tested?

  /// A survivor's pension beside own income, in the country's currency, gross a month.
  public struct Tested: Sendable, Codable {
    /// Own income that counts.
    public var income: ExactDecimal
    public var left: ExactDecimal
  }

  public init(
    survivor: String, deceased: String, left: SurvivorAward, deductions: [Deduction], tested: Tested? = nil
  ) {
    (self.survivor, self.deceased, self.left, self.deductions) = (survivor, deceased, left, deductions)
    self.tested = tested
  }

  /// The highest gross amount a month of the first possible month.
  public var highestAmount: ExactDecimal {
    let share = left.shares.max() ?? 0
    return (ExactDecimal(shortest: left.award.firstMonthlyAmount.double * share) ?? .zero).roundedHalfUp(places: 2)
  }

  /// The survivor's own pensions as a test of income tells them apart.
  ///
  /// - Parameter rows: of the claims, in their order.
  func incomes(_ claims: [PlannedClaim], rows: [Int]) -> [(payment: Int, kind: IncomeTest.Kind)] {
    zip(claims, rows).compactMap { claim, row in
      claim.person == survivor ? (row, claim.country == left.award.country ? .ownPension : .foreignPension) : nil
    }
  }
}

/// When a survivor's pension is wanted, where the law leaves a choice.
public enum SurvivorWish: Hashable, Sendable, Codable {
  /// The month with the highest expected value for the survivor, beside the own pension of the strategy.
  case best
  /// The month of death, or the first possible one after it.
  case atOnce
  /// At this age, or at once after a later death.
  case age(Age)
  case month(YearMonth)
  /// Of somebody who is widowed already.
  case never
}

extension StrategyPlanning {
  struct SurvivorQuestion: Hashable {
    var claimant: Claimant
    /// First month of the pension in payment; nil where none is ever claimed.
    var from: YearMonth?
  }

  struct SurvivorChoice: Hashable {
    var question: SurvivorQuestion
    var wish: SurvivorWish
    /// First month of the survivor's own pension, and what its amount hangs on; nil without one.
    var own: YearMonth?
    var ownOthers: [OtherPension]
  }

  /// What each person's death would leave to the other, by the claims of a strategy; nothing for one person.
  mutating func survivors(of claims: [PlannedClaim], by spec: StrategySpec, through last: YearMonth) throws
    -> [PlannedSurvivor]
  {
    guard scenario.members.count == 2, scenario.couple != .unmarried else { return [] }
    var found: [PlannedSurvivor] = []
    for claimant in claimants {
      let survivor = Claimant(person: 1 - claimant.person, country: claimant.country)
      let (deceased, spouse) = (scenario.members[claimant.person].person, scenario.members[survivor.person].person)
      let claim = claims.first { $0.person == deceased.id && $0.country == claimant.country }
      let own = claims.first { $0.person == spouse.id && $0.country == claimant.country }
      let system = try system(of: claimant.country)
      let choice = SurvivorChoice(
        question: SurvivorQuestion(claimant: claimant, from: claim?.award.from),
        wish: spec.survivors[spouse.id]?[claimant.country] ?? .best, own: own?.award.from,
        ownOthers: own == nil ? [] : relevantOthers(of: survivor, claims))
      if chosenSurvivors[choice] == nil {
        let left =
          try knownSurvivors[choice.question]
          ?? system.survivorAwards(
            of: applicant(claimant), claimed: claim?.award, to: spouse, couple: scenario.couple, through: last)
        knownSurvivors[choice.question] = left
        chosenSurvivors[choice] = try left.map { try start($0, of: survivor, beside: own?.award, by: choice.wish) }
      }
      let applicant = applicant(survivor)
      for left in chosenSurvivors[choice] ?? [] {
        var planned = PlannedSurvivor(
          survivor: spouse.id, deceased: deceased.id, left: left,
          deductions: try scenario.deductions == .none
            ? [] : system.deductions(from: left.award, applicant: applicant).beside(own: own?.award))
        planned.tested = tested(planned, beside: claims)
        found.append(planned)
      }
    }
    return found
  }

  /// A survivor's pension beside the own pensions of a strategy, at the amounts of their first months.
  private func tested(_ planned: PlannedSurvivor, beside claims: [PlannedClaim]) -> PlannedSurvivor.Tested? {
    guard let test = planned.left.incomeTest else { return nil }
    let award = planned.left.award
    var amounts: [IncomeTest.Kind: Double] = [:]
    for (row, kind) in planned.incomes(claims, rows: Array(claims.indices)) {
      let own = claims[row].award
      amounts[kind, default: 0] += rates.convert(own.firstMonthlyAmount, from: own.currency, to: award.currency).double
    }
    let income = test.income(amounts, level: test.firstLevel)
    guard income > 0 else { return nil }
    func cents(_ amount: Double) -> ExactDecimal { (ExactDecimal(shortest: amount) ?? .zero).roundedHalfUp(places: 2) }
    return PlannedSurvivor.Tested(
      income: cents(income),
      left: cents(test.left(of: planned.highestAmount.double, beside: income, level: test.firstLevel)))
  }

  /// A survivor's pension with its first month for each month of death.
  private mutating func start(
    _ left: SurvivorAward, of survivor: Claimant, beside own: Award?, by wish: SurvivorWish
  ) throws -> SurvivorAward {
    guard !left.waits.isEmpty else { return left }
    switch wish {
    case .atOnce, .never: return left.starting { first, _ in first }
    case .month(let month): return left.starting { _, _ in month }
    case .age(let age):
      let month = scenario.members[survivor.person].person.month(attaining: age)
      return left.starting { _, _ in month }
    case .best:
      var value = try survivorValue(of: left, to: survivor, beside: left.paysExcessOverOwn ? own : nil)
      return left.starting { first, shares in value.bestStart(first, shares) }
    }
  }

  /// Amounts at the prices and wages of the valuation month.
  private mutating func survivorValue(of left: SurvivorAward, to survivor: Claimant, beside own: Award?) throws
    -> SurvivorValue
  {
    let survival = lifetimes[survivor.person].survival
    let months = survival.count - 1
    let index = try constantPrices(of: survivor.country)
    let first = scenario.asOf + 1
    func amounts(_ award: Award) -> [Double] {
      (0..<months).map { month in
        award.components.reduce(0) { sum, part in
          let factor = part.factor(in: first + month)
          guard factor != 0 else { return sum }
          return sum + part.base * factor * index.levels[part.level][month]
            * index.entry[part.entryYear - index.firstEntryYear]
        }
      }
    }
    let discount = HouseholdPlan.discount(rate: scenario.simulation.discountRate, months: months)
    return SurvivorValue(
      first: first, left: amounts(left.award), own: own.map(amounts) ?? Array(repeating: 0, count: months),
      weights: (0..<months).map { survival[$0 + 1] * discount[$0] })
  }

  /// A country's amounts along months in which neither prices nor real wages move.
  mutating func constantPrices(of country: Country) throws -> IndexationPaths {
    if let known = constantPrices[country] { return known }
    let months = lifetimes.reduce(1) { max($0, $1.survival.count - 1) }
    let years = (scenario.asOf + months).year - scenario.asOf.year + 1
    func ones(_ count: Int) -> [Double] { Array(repeating: 1, count: count) }
    let paths = PricePaths(
      firstMonth: scenario.asOf + 1, months: months, lanes: 1, priceLevel: ones(months), firstYear: scenario.asOf.year,
      realWage: ones(years), yearPriceLevel: ones(years))
    let terms = IndexationTerms(
      paths, asOf: scenario.asOf, regime: regime, settings: scenario.settings[country] ?? [:])
    let index = try system(of: country).indexer(terms).run(along: paths)
    constantPrices[country] = index
    return index
  }
}

/// What a survivor's pension is worth to the survivor by its first month, in expectation over the survivor's own lifetime.
///
/// Only what it adds to the own pension counts. Values are comparable among first months after the same death.
private struct SurvivorValue {
  var first: YearMonth
  /// [month] at share 1.
  var left: [Double]
  /// [month] the own pension that it is set against.
  var own: [Double]
  /// [month] chance to live then, times the discount.
  var weights: [Double]
  private var known: [Start: Double] = [:]

  private struct Start: Hashable {
    var month: Int
    var share: Double
  }

  init(first: YearMonth, left: [Double], own: [Double], weights: [Double]) {
    (self.first, self.left, self.own, self.weights) = (first, left, own, weights)
  }

  /// The first of the months with the highest value; waiting stops where the share has reached its highest.
  mutating func bestStart(_ possible: YearMonth, _ shares: [Double]) -> YearMonth {
    var best = (wait: 0, value: -Double.infinity)
    for (wait, share) in shares.enumerated() {
      let value = value(Start(month: max(0, possible + wait - first), share: share))
      if value > best.value { best = (wait, value) }
    }
    return possible + best.wait
  }

  private mutating func value(_ start: Start) -> Double {
    if let known = known[start] { return known }
    var sum = 0.0
    if start.month < weights.count {
      for month in start.month..<weights.count {
        sum += max(0, start.share * left[month] - own[month]) * weights[month]
      }
    }
    known[start] = sum
    return sum
  }
}
