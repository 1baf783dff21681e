// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

extension Germany {
  /// The month of death is paid whole (SGB VI § 102(5)).
  public var paysMonthOfDeath: Bool { true }

  /// The large widow's or widower's pension by month of death: a share of the dead person's pension, three months in full, then less a part
  /// of own income; not before the spouse reaches the age of the year of death, below which the small pension is left out.
  ///
  /// Of somebody who has not claimed, points of the months before the death count with the factor of a start after the regular age, and 1
  /// before it: added time after an early death, and the deduction that goes with it, are left out.
  ///
  /// - Source: SGB VI §§ 46, 67 no. 6, 77(2) no. 4, 97, 99(2), 102(5), 255.
  public func survivorAwards(
    of deceased: Applicant, claimed award: Award?, to spouse: Person, couple: Couple, through last: YearMonth
  ) throws -> [SurvivorAward] {
    let start = deceased.asOf + 1
    var lasting = start
    var wedding: CalendarDate?
    switch couple {
    case .unmarried: return []
    case .married: break
    case .marriedSince(let day):
      wedding = day
      lasting = day.yearMonth + (try parameters.value(.widowMarriageMonths, inForce: YearMonth(2002, 1)).value)
    }
    let oldLaw = hasOldLaw(wedding, [spouse.born, deceased.person.born])
    var found: [SurvivorAward] = []
    let unclaimed = award.map { min($0.from - 1, last) } ?? last
    let claimant = try GermanClaimant(deceased, in: self)
    var first = max(start, lasting)
    while points(areKnownOf: claimant.career, claimant.given), first <= unclaimed {
      let end = min(.december(first.year), unclaimed)
      if let base = try claimant.pointsLeft(byDeathIn: end) {
        found.append(
          try left(base, basis: base.basis, deaths: first...end, to: spouse, oldLaw: oldLaw, asOf: deceased.asOf))
      }
      first = end + 1
    }
    guard let award, max(start, award.from, lasting) <= last else { return found }
    let drawn = PointsLeft(
      points: ExactDecimal(shortest: award.components.reduce(0) { $0 + $1.base }) ?? .zero, basis: award.basis,
      isProjected: award.isProjected)
    found.append(
      try left(
        drawn, basis: award.basis, deaths: max(start, award.from, lasting)...last, to: spouse, oldLaw: oldLaw,
        asOf: deceased.asOf))
    return found
  }

  /// Married before 2002, and one of the couple born before 2 January 1962.
  private func hasOldLaw(_ wedding: CalendarDate?, _ births: [CalendarDate]) -> Bool {
    guard let wedding, wedding.year < 2002, let day = CalendarDate(1962, 1, 2) else { return false }
    return births.contains { $0 < day }
  }

  private func left(
    _ pension: PointsLeft, basis: String, deaths: ClosedRange<YearMonth>, to spouse: Person, oldLaw: Bool,
    asOf: YearMonth
  ) throws -> SurvivorAward {
    let factor = try widows.factor(oldLaw: oldLaw)
    let age = widows.age(deathIn: deaths.lowerBound.year)
    let from = max(deaths.lowerBound + 1, spouse.month(attaining: age))
    let value = try amounts.pensionValue(in: max(asOf, YearMonth(1992, 1))).value
    var left = SurvivorAward(
      award: Award(
        country: country, currency: currency, from: from, basis: basis, article: "SGB VI § 46(2)",
        firstMonthlyAmount: MonthlyPension.gross(personalPoints: pension.points, type: factor, value: value),
        isProjected: pension.isProjected,
        components: [
          AwardComponent(
            name: Remark(.partWidow), base: pension.points.double, entryYear: from.year, level: Level.pensionValue,
            steps: [.init(from: from, factor: 1)])
        ]), deaths: deaths, shares: [factor.double], paysExcessOverOwn: false)
    left.firstMonthAfterDeath = 1
    left.raised = .init(months: try widows.fullMonths(), shares: [1])
    left.incomeTest = try incomeTest(value: value)
    left.award.remarks = [Remark(.widowCut, ["limit": .text(try widows.allowance(in: asOf).text)])]
    return left
  }

  /// Own income beside the pension as a hinge: 40 % of what exceeds 26.4 pension values, after the flat cuts.
  private func incomeTest(value: ExactDecimal) throws -> IncomeTest {
    let wages = try parameters.value(.widowCutWages, inForce: YearMonth(1992, 1)).value
    let pensions = try parameters.value(.widowCutPension, inForce: YearMonth(2011, 1)).value
    let slope = try parameters.value(.widowSetOff, inForce: YearMonth(1992, 1)).value
    let free = try parameters.value(.widowAllowance, inForce: YearMonth(1992, 1)).value
    return IncomeTest(
      counted: [
        .ownPension: .init(weight: (.one - pensions).double), .foreignPension: .init(weight: (.one - pensions).double),
        .work: .init(weight: (.one - wages).double),
      ],
      hinges: [Hinge(slope: slope.double, threshold: free.double, ofBenefit: 0, ofIncome: 1)],
      level: Level.pensionValue, firstLevel: value.double, article: "SGB VI § 97")
  }
}

/// The personal points of a pension in full that a death leaves a share of.
struct PointsLeft: Sendable {
  var points: ExactDecimal
  var basis: String
  var isProjected: Bool
}

extension GermanClaimant {
  /// What a death before any claim leaves a share of; nil without the general waiting period.
  func pointsLeft(byDeathIn month: YearMonth) throws -> PointsLeft? {
    let answer = try waiting(.regular, startingIn: month).answer
    guard answer.basis != .none else { return nil }
    let points = try system.points(of: career, given: given, start: month)
    let late = max(0, month - system.oldAge.firstMonth(of: .regular, born: born))
    let personal = MonthlyPension.personalPoints(points.total, factor: try system.oldAge.factor(monthsLate: late))
    return PointsLeft(points: personal, basis: answer.basis.rawValue, isProjected: points.isProjected)
  }
}
