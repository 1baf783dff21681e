// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

extension Luxembourg {
  /// A spouse's pension by month of death: the full flat part and three quarters of the proportional part of the pension in
  /// payment, or of the one that the months and income up to the death give; lifted to the dead person's minimum, never above
  /// the dead person's pension.
  ///
  /// Without a pension in payment, twelve compulsory or voluntary months in the three years before the death are asked for.
  ///
  /// - Source: CSS art. 195, 217, 219, 223. The special increases of a death before 65, the limit by the five best years and income
  ///   set against the pension are not modelled, nor foreign months in the condition.
  public func survivorAwards(
    of deceased: Applicant, claimed award: Award?, to spouse: Person, couple: Couple, through last: YearMonth
  ) throws -> [SurvivorAward] {
    let start = deceased.asOf + 1
    var lasting = start - 1200
    switch couple {
    case .unmarried: return []
    case .married: break
    case .marriedSince(let day):
      lasting = day.yearMonth + (try parameters.value(.survivorMarriageMonths, inForce: deceased.asOf).value)
    }
    let claimant = try Claimant(deceased, in: self)
    var found: [SurvivorAward] = []
    let unclaimed = award.map { min($0.from - 1, last) } ?? last
    var first = max(start, lasting)
    while first <= unclaimed {
      let end = min(.december(first.year), unclaimed)
      if let left = try claimant.left(byDeathsIn: first...end) { found.append(left) }
      first = end + 1
    }
    // A marriage of the year before retirement or later leaves nothing; its exceptions are not modelled.
    if let award, max(start, award.from) <= last, lasting <= award.from {
      let decision = try claimant.decision(startingIn: award.from)
      let from = max(start, award.from)
      found.append(
        SurvivorAward(
          award: try claimant.survivorAward(
            base: spouseAmount(of: decision.pension, in: from), entry: award.from, from: from, basis: award.basis),
          deaths: from...last, shares: [1], paysExcessOverOwn: false))
    }
    return found
  }

  /// EUR a month at index 100, base 1984.
  func spouseAmount(of pension: OldAgePension, in month: YearMonth) throws -> ExactDecimal {
    let flat = pension.flat * (try parameters.value(.spouseFlat, inForce: month).value)
    let proportional = pension.proportional * (try parameters.value(.spouseProportional, inForce: month).value)
    return min(pension.gross, max(pension.minimum ?? .zero, flat + proportional))
  }
}

extension Claimant {
  /// What deaths in some months of one calendar year leave that come before any pension; nil where none gives a right.
  fileprivate func left(byDeathsIn deaths: ClosedRange<YearMonth>) throws -> SurvivorAward? {
    guard !career.isTotals else { return nil }
    let window = try system.parameters.value(.survivorWindow, inForce: applicant.asOf).value
    let required = try system.parameters.value(.survivorMonths, inForce: applicant.asOf).value
    var amounts: [ExactDecimal] = []
    for death in deaths {
      let insured = (1...window).count { back in
        let month = death - back
        guard let year = career.years[month.year] else { return false }
        return year.compulsory.contains(month.month) || year.voluntary.contains(month.month)
      }
      guard insured >= required else {
        amounts.append(.zero)
        continue
      }
      let pension = try pension(
        startingIn: death, day: 1, incomeSum: try incomeSum(startingIn: death).total)
      amounts.append(try system.spouseAmount(of: pension, in: death))
    }
    guard let most = amounts.max(), most > .zero else { return nil }
    return SurvivorAward(
      award: try survivorAward(
        base: most, entry: deaths.lowerBound, from: deaths.lowerBound, basis: EntitlementBasis.national.rawValue),
      deaths: deaths, shares: amounts.map { ($0 / most).double }, paysExcessOverOwn: false)
  }

  /// - Parameter entry: the month whose factors the amount starts with.
  fileprivate func survivorAward(base: ExactDecimal, entry: YearMonth, from: YearMonth, basis: String) throws -> Award {
    let adjustment = try adjustment(from: entry, in: from)
    return Award(
      country: system.country, currency: system.currency, from: from, basis: basis,
      article: "CSS art. 195, 217, 219, 223",
      firstMonthlyAmount: (base * adjustment.value).roundedHalfUp(places: 2), isProjected: adjustment.isProjected,
      components: [
        AwardComponent(
          name: Remark(.partSurvivor), base: base.double, entryYear: entry.year, level: Luxembourg.Level.pension,
          steps: [.init(from: from, factor: 1)])
      ])
  }
}
