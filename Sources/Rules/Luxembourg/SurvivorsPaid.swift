// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// A surviving spouse's pension month by month: from the pension of the dead person, or from the one that the death gives.
///
/// - Source: CSS art. 195 to 203, 217, 219, 223, 229. Three months after the death it is raised to the dead person's pension; a death
///   before 65 without a pension is filled up to prospective years by a rule that was not read (`specialIncreases`).
struct SurvivorsPension {
  private let law: Luxembourg
  private let claimant: Claimant
  /// Of the dead person.
  private let pension: OldAgePension
  /// First day, by month and day.
  private let start: (month: YearMonth, day: Int)
  private let death: YearMonth
  private let last: YearMonth?
  private let children: Int
  private let orphans: Int

  /// Nil where the death gives no right.
  init?(of deceased: LuxembourgPayee, survivor: LuxembourgPayee, remarried: YearMonth?, law: Luxembourg) throws {
    guard let died = deceased.died, let question = deceased.question else { return nil }
    if let fault = law.faults(in: question.record, born: question.born).first { throw fault }
    self.law = law
    death = died.yearMonth
    (children, orphans, last) = (survivor.children, survivor.orphans, remarried)
    let drawn = try deceased.hasClaimed ? OwnPension(deceased, PayByMonth(deceased, law: law), law: law) : nil
    let own = drawn.flatMap { $0.start <= died.yearMonth ? $0 : nil }
    var applicant = question.applicant
    applicant.asOf = min(applicant.asOf, own?.start ?? died.yearMonth)
    claimant = try Claimant(applicant, in: law)
    if let wedding = deceased.married ?? survivor.married {
      let retired = own.flatMap { CalendarDate($0.start.year, $0.start.month, $0.decision.day) }
      let marriage = SurvivingMarriage(
        from: wedding, death: died, retirement: retired, bornSurvivor: survivor.born, bornDeceased: deceased.born,
        hasCommonChild: deceased.hasCommonChild, wasAccident: deceased.wasAccident)
      guard try law.givesSurvivorRight(marriage) else { return nil }
    }
    if let own {
      pension = own.decision.pension
    } else {
      let isInsured = try deceased.wasAccident ? true : claimant.isInsured(before: died.yearMonth)
      guard isInsured else { return nil }
      pension = try claimant.pensionByDeath(in: died.yearMonth)
    }
    start = survivorPensionStart(died: died, wasPensioner: own != nil)
  }

  /// EUR, after own income is set against it; 0 before the start and after a new marriage.
  func paid(in month: YearMonth, beside income: SurvivorIncomeTest.Income) throws -> Money<EUR> {
    guard month >= start.month, last.map({ month <= $0 }) ?? true else { return .zero }
    let whole = pension.amounts(adjustedBy: try claimant.adjustment(from: pension.start, in: month).value)
    let raised = try law.parameters.value(.survivorTopUpMonths, inForce: month).value
    var amount: Money<EUR>
    if month > death, month - death <= raised {
      amount = whole.gross
    } else {
      amount = try law.survivorPensions(
        [.spouse], flat: whole.flat, proportional: whole.proportional, gross: whole.gross, minimum: whole.minimum,
        in: month)[0].gross
    }
    if month == start.month, start.day > 1 { amount = payable(amount.amount * (31 - min(start.day, 30)) / 30) }
    let test = try law.survivorIncomeTest(
      in: month, children: children, orphans: orphans, raises: claimant.readings.childUplift)
    return test.paid(of: amount, beside: income)
  }
}

extension Claimant {
  /// Whether twelve compulsory or voluntary months, own or foreign, lie in the three years before a death.
  ///
  /// - Source: CSS art. 195.
  func isInsured(before death: YearMonth) throws -> Bool {
    if career.isTotals { return true }
    let window = try system.parameters.value(.survivorWindow, inForce: max(death, YearMonth(2013, 1))).value
    let required = try system.parameters.value(.survivorMonths, inForce: max(death, YearMonth(2013, 1))).value
    let held = (1...window).count { back in
      let month = death - back
      let year = career.years[month.year]
      return year?.compulsory.contains(month.month) == true || year?.voluntary.contains(month.month) == true
        || instruments.contains { $0.coverage.contains { $0.coverage.covers(month) } }
    }
    return held >= required
  }

  /// The pension of somebody who died without one, with the special increases of a death before 65.
  ///
  /// Flat fortieths run on to 65, the proportional part to 55 on the mean income of the career.
  ///
  /// - Source: recalled, low confidence; CNAP says "prospective" alone.
  func pensionByDeath(in death: YearMonth) throws -> OldAgePension {
    let income = try incomeSum(startingIn: death).total
    var pension = try pension(startingIn: death, day: 1, incomeSum: income)
    guard readings.specialIncreases == "computed" else { return pension }
    let library = system.parameters
    let toOldAge = month(attaining: try library.value(.oldAge, inForce: death).value) - death
    let toMean =
      month(attaining: try library.value(.prospectiveAge, inForce: max(death, YearMonth(2013, 1))).value) - death
    if toOldAge > 0 {
      let full = try library.value(.flatFullYears, inForce: death).value
      let months = pension.own.all + toOldAge
      pension.flatYears = min(full, readings.begunYearsInFlatPart ? (months + 11) / 12 : months / 12)
      pension.flat = pension.referenceAmount.scaled(
        by: pension.rates.flat * pension.flatYears, over: ExactDecimal(100 * full * 12))
    }
    if toMean > 0, pension.own.effective > 0 {
      pension.proportional += (income / pension.own.effective * toMean).scaled(by: pension.proportionalRate, over: 1200)
    }
    return pension
  }
}
