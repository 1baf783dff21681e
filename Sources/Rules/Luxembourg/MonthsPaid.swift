// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// One person of a household as ``Luxembourg/paid(_:to:after:)`` asks about it.
public struct LuxembourgPayee: Sendable {
  /// Record and first month wanted; the month of a death where the person had not claimed; nil without a record here.
  public var question: LuxembourgCase?
  /// Whether ``question`` states a claim.
  public var hasClaimed: Bool
  /// Month of the claim; nil where it was made in time for the month wanted.
  public var filed: YearMonth?
  /// Gross pay by month, EUR, from work of any kind and place; nil to take what the record states.
  public var pay: [YearMonth: ExactDecimal]?
  /// Pensions of other countries, EUR a month.
  public var foreignPensions: ExactDecimal
  /// Children, and orphans with a pension, that raise the limit of CSS art. 229.
  public var children: Int
  public var orphans: Int
  public var born: CalendarDate
  public var married: CalendarDate?
  public var died: CalendarDate?
  /// Of a marriage that the person's death ended.
  public var hasCommonChild: Bool
  public var wasAccident: Bool

  public init(
    born: CalendarDate, question: LuxembourgCase? = nil, hasClaimed: Bool = false, filed: YearMonth? = nil,
    pay: [YearMonth: ExactDecimal]? = nil, foreignPensions: ExactDecimal = .zero, children: Int = 0, orphans: Int = 0,
    married: CalendarDate? = nil, died: CalendarDate? = nil, hasCommonChild: Bool = false, wasAccident: Bool = false
  ) {
    (self.born, self.question, self.hasClaimed, self.filed) = (born, question, hasClaimed, filed)
    (self.pay, self.foreignPensions, self.children, self.orphans) = (pay, foreignPensions, children, orphans)
    (self.married, self.died) = (married, died)
    (self.hasCommonChild, self.wasAccident) = (hasCommonChild, wasAccident)
  }
}

extension Luxembourg {
  /// What is paid to a person for each of some months: the own pension and a survivor's, beside work and other pensions; arrears under
  /// the month they are for. The year-end allowance is not in it.
  ///
  /// - Source: CSS art. 184, 185, 192, 195 to 203, 208, 212, 217 to 219, 223, 226, 229.
  /// - Parameters:
  ///   - deceased: the spouse who died.
  ///   - remarried: month of a later marriage.
  /// - Throws: ``Readings.Mistake``, ``RecordFault`` or ``ParameterError`` for what no record can hold, ``ClaimRefusal`` for a claim that
  ///   is filed too early. A pension that is not due pays nothing.
  public func paid(
    _ months: ClosedRange<YearMonth>, to person: LuxembourgPayee, after deceased: LuxembourgPayee? = nil,
    remarried: YearMonth? = nil
  ) throws -> [(month: YearMonth, amount: Money<EUR>)] {
    let income = try PayByMonth(person, law: self)
    let own = try person.hasClaimed ? OwnPension(person, income, law: self) : nil
    let survivor = try deceased.flatMap {
      try SurvivorsPension(of: $0, survivor: person, remarried: remarried, law: self)
    }
    return try months.map { month in
      if let died = person.died, month > lastMonthPaid(died: died) { return (month, .zero) }
      let pension = try own?.paid(in: month) ?? .zero
      let beside = SurvivorIncomeTest.Income(
        work: income.pay(in: month), pensions: pension.amount,
        foreignPensions: income.countsForeignPensions ? person.foreignPensions : .zero)
      return (month, pension + (try survivor?.paid(in: month, beside: beside) ?? .zero))
    }
  }
}

/// Gross pay of a person by month, as stated or as the record has it.
struct PayByMonth {
  private let stated: [YearMonth: ExactDecimal]?
  private let career: Career?
  /// First month whose pay the reading leaves out; nil for none.
  private var stops: YearMonth?
  var countsForeignPensions = true

  /// What the record of one person states.
  init(recordOf claimant: Claimant) {
    (stated, career) = (nil, claimant.career)
    countsForeignPensions = claimant.readings.foreignPensions == "counted"
  }

  init(_ person: LuxembourgPayee, law: Luxembourg) throws {
    stated = person.pay
    guard let question = person.question else {
      career = nil
      return
    }
    let claimant = try Claimant(question.applicant, in: law)
    career = claimant.career
    countsForeignPensions = claimant.readings.foreignPensions == "counted"
    if claimant.readings.workBesideEarly == "stops", person.hasClaimed { stops = question.claim }
  }

  /// EUR; 0 without work.
  func pay(in month: YearMonth) -> ExactDecimal {
    if let stops, month >= stops { return .zero }
    if let stated { return stated[month] ?? .zero }
    guard let year = career?.years[month.year], year.compulsory.union(year.short).contains(month.month),
      !year.babyYears.contains(month.month)
    else { return .zero }
    let months = year.insured.subtracting(year.babyYears).count
    let share = year.stated.map { $0.amount / max(1, months) } ?? .zero
    return (year.monthlyPay[month.month] ?? .zero) + share
  }
}

/// A pension on the own record, from the month in which it starts.
struct OwnPension {
  private let claimant: Claimant
  private let income: PayByMonth
  let start: YearMonth
  let decision: Decision
  /// Month of 65; before it pay is set against the pension.
  private let oldAge: YearMonth
  /// Mean of the five best years a month, at index 100, base 1984.
  private let bestYears: ExactDecimal
  /// Proportional part of what was earned beside the early pension, which comes in at 65.
  private let earnedBeside: ExactDecimal

  /// Nil where no pension is due.
  init?(_ person: LuxembourgPayee, _ income: PayByMonth, law: Luxembourg) throws {
    guard let question = person.question else { return nil }
    if let fault = law.faults(in: question.record, born: question.born).first { throw fault }
    var applicant = question.applicant
    if let filed = person.filed { applicant.asOf = min(applicant.asOf, filed) }
    let claimant = try Claimant(applicant, in: law)
    oldAge = claimant.month(attaining: try law.parameters.value(.oldAge, inForce: question.claim).value)
    var wanted = question.claim
    do {
      if let filed = person.filed {
        wanted = try law.entitlementMonth(wanted: wanted, filed: filed, applicant: applicant)
      }
      _ = try claimant.decision(startingIn: wanted)
    } catch let refusal as ClaimRefusal {
      if refusal.reason.key == LuPhrase.filedTooEarly.rawValue { throw refusal }
      return nil
    }
    (self.claimant, self.income) = (claimant, income)
    // A claim beside pay above the limit is refused; it is taken up in the first month in which it is not.
    var best = ExactDecimal.zero
    while true {
      let decision = try claimant.decision(startingIn: wanted)
      best = try claimant.bestYears(decision)
      guard wanted < oldAge, claimant.readings.workBesideEarly != "ignored",
        try claimant.limits(best, from: wanted, in: wanted)
          .paid(of: .zero, besidePay: payable(income.pay(in: wanted))).outcome == .refused
      else {
        self.decision = decision
        break
      }
      wanted = wanted + 1
    }
    (start, bestYears) = (wanted, best)
    earnedBeside = wanted < oldAge ? try claimant.earnedBeside(decision, until: oldAge) : .zero
  }

  /// Amounts of a month before pay is set against them.
  func amounts(in month: YearMonth) throws -> OldAgePension.Amounts {
    var pension = decision.pension
    if month >= oldAge { pension.proportional += earnedBeside }
    return pension.amounts(adjustedBy: try claimant.adjustment(from: start, in: month).value)
  }

  /// EUR; 0 before the start.
  func paid(in month: YearMonth) throws -> Money<EUR> {
    guard month >= start else { return .zero }
    var amount = try amounts(in: month).gross
    // Each day of the first month is one thirtieth (CSS art. 185).
    if month == start, decision.day > 1 { amount = payable(amount.amount * (31 - min(decision.day, 30)) / 30) }
    guard month < oldAge, claimant.readings.workBesideEarly != "ignored" else { return amount }
    return try claimant.limits(bestYears, from: start, in: month)
      .paid(of: amount, besidePay: payable(income.pay(in: month))).amount
  }
}
