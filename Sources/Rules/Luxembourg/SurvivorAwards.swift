// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

extension Luxembourg {
  /// Paid in advance for the month and whole for the month of death (CSS art. 208).
  public var paysMonthOfDeath: Bool { true }

  /// A spouse's pension by month of death: the full flat part and three quarters of the proportional part of the pension in
  /// payment, or of the one that the death gives; lifted to the dead person's minimum, never above the dead person's pension. Three
  /// months are raised to the dead person's pension, then and later own income takes its part.
  ///
  /// Without a pension in payment, twelve compulsory or voluntary months in the three years before the death are asked for, foreign ones
  /// among them. It begins with the month after the death: that of a pensioner's death is paid to the pensioner, and the days that are left
  /// of the month in which an insured person dies are left out.
  ///
  /// - Source: CSS art. 195 to 203, 208, 217, 219, 223, 229; the year-end allowance of art. 219bis is an award of its own, beside which
  ///   nothing is set off. The limit by the mean of art. 219 is not modelled.
  public func survivorAwards(
    of deceased: Applicant, claimed award: Award?, to spouse: Person, couple: Couple, through last: YearMonth
  ) throws -> [SurvivorAward] {
    let start = deceased.asOf + 1
    var wedding: CalendarDate?
    switch couple {
    case .unmarried: return []
    case .married: break
    case .marriedSince(let day): wedding = day
    }
    let marriageMonths = try parameters.value(.survivorMarriageMonths, inForce: deceased.asOf).value
    let lasting = wedding.map { $0.yearMonth + marriageMonths } ?? start
    if let running = deceased.record.inPayment, deceased.record.isBare {
      guard let award, wedding == nil || lasting <= award.from else { return [] }
      return try survivorAward(of: award, inPayment: running, from: start, through: last)
    }
    let claimant = try Claimant(deceased, in: self)
    var found: [SurvivorAward] = []
    let unclaimed = award.map { min($0.from - 1, last) } ?? last
    var first = max(start, lasting)
    while first <= unclaimed {
      let end = min(.december(first.year), unclaimed)
      found += try claimant.left(byDeathsIn: first...end)
      first = end + 1
    }
    guard let award, max(start, award.from) <= last else { return found }
    let decision = try claimant.decision(startingIn: award.from)
    var from = max(start, award.from)
    if let wedding {
      func hasRight(_ death: YearMonth) throws -> Bool {
        // A death in the month of the anniversary is one after it.
        guard let died = day(wedding.day, in: death) else { return false }
        return try givesSurvivorRight(
          SurvivingMarriage(
            from: wedding, death: died, retirement: day(decision.day, in: award.from),
            bornSurvivor: spouse.born, bornDeceased: deceased.person.born))
      }
      guard let right = try (from...last).first(where: hasRight) else { return found }
      from = right
    }
    return try found
      + claimant.survivorAwards(
        of: [decision.pension], deaths: from...last, entry: award.from, from: from, basis: award.basis, isDrawn: true)
  }

  private func day(_ day: Int, in month: YearMonth) -> CalendarDate? {
    CalendarDate(month.year, month.month, min(day, 28))
  }

  /// EUR a month at index 100, base 1984.
  func spouseAmount(of pension: OldAgePension, in month: YearMonth) throws -> ExactDecimal {
    let flat = pension.flat * (try parameters.value(.spouseFlat, inForce: month).value)
    let proportional = pension.proportional * (try parameters.value(.spouseProportional, inForce: month).value)
    return min(pension.gross, max(pension.minimum ?? .zero, flat + proportional))
  }

  /// The test of own income as hinges of pension and income: 30 % of `max(0, S + own − T) − max(0, S − T)`, which is own income less what
  /// only fills the gap to the limit, of what is paid at most.
  ///
  /// Limit and free work follow the index and the award factor of the calendar year; ``SurvivorIncomeTest`` is the exact form.
  /// - Source: CSS art. 229.
  func incomeTest(from month: YearMonth, _ readings: Readings) throws -> IncomeTest {
    let exact = try survivorIncomeTest(in: month, raises: readings.childUplift)
    let reference = try referenceAmount(in: month)
    let base = try parameters.value(.referenceAmount, inForce: month).value / 12
    func units(_ amount: ExactDecimal) -> Double { (amount * base / reference).double }
    return IncomeTest(
      counted: [
        .ownPension: .init(weight: 1),
        .foreignPension: .init(weight: readings.foreignPensions == "counted" ? 1 : 0),
        .work: .init(weight: 1, free: units(exact.freeWork)),
      ],
      hinges: [
        Hinge(slope: exact.rate.double, threshold: units(exact.limit), ofBenefit: 1, ofIncome: 1),
        Hinge(slope: -exact.rate.double, threshold: units(exact.limit), ofBenefit: 1, ofIncome: 0),
      ],
      level: Level.pension, firstLevel: (reference / base).double, article: "CSS art. 229")
  }
}

extension Claimant {
  /// What deaths in some months of one calendar year leave that come before any pension; empty where none gives a right.
  fileprivate func left(byDeathsIn deaths: ClosedRange<YearMonth>) throws -> [SurvivorAward] {
    guard !career.isTotals else { return [] }
    let pensions = try deaths.map { try isInsured(before: $0) ? pensionByDeath(in: $0) : nil }
    return try survivorAwards(
      of: pensions, deaths: deaths, entry: deaths.lowerBound, from: deaths.lowerBound,
      basis: EntitlementBasis.national.rawValue, isDrawn: false)
  }

  /// Pension and year-end allowance of the spouse.
  ///
  /// - Parameters:
  ///   - pensions: of the dead person by month of death, the last for all later ones; nil where there is no right.
  ///   - entry: the month whose factors the amounts start with.
  ///   - isDrawn: whether the dead person drew the pension.
  fileprivate func survivorAwards(
    of pensions: [OldAgePension?], deaths: ClosedRange<YearMonth>, entry: YearMonth, from: YearMonth, basis: String,
    isDrawn: Bool
  ) throws -> [SurvivorAward] {
    let amounts = try zip(deaths, pensions).map { month, pension in
      try pension.map { try system.spouseAmount(of: $0, in: month) } ?? .zero
    }
    guard let most = amounts.max(), most > .zero else { return [] }
    func shares(_ amount: (OldAgePension) -> ExactDecimal, of whole: ExactDecimal) -> [Double] {
      pensions.map { pension in pension.map { (amount($0) / whole).double } ?? 0 }
    }
    var left = SurvivorAward(
      award: try survivorAward(
        Remark(.partSurvivor), base: most, entry: entry, from: from, basis: basis,
        article: "CSS art. 195, 217, 219, 223"),
      deaths: deaths, shares: amounts.map { ($0 / most).double }, paysExcessOverOwn: false)
    left.firstMonthAfterDeath = 1
    left.incomeTest = try system.incomeTest(from: from, readings)
    let limit = try system.survivorIncomeTest(in: from, raises: readings.childUplift).limit
    left.award.remarks = [Remark(.survivorCut, ["limit": .text(Money<EUR>(limit, rounded: .halfUp).text)])]
    if !isDrawn, readings.specialIncreases == "computed" { left.award.remarks.append(Remark(.prospectiveYears)) }
    left.raised = .init(
      months: try system.parameters.value(.survivorTopUpMonths, inForce: from).value,
      shares: shares(\.gross, of: most))
    // Twelfths of the first year from the pension on; without one, deaths lie in the middle of their year.
    let start = isDrawn ? entry : YearMonth(entry.year, 7)
    let allowance = pensions.compactMap { $0?.yearEndAllowance }.max() ?? .zero
    guard allowance > .zero else { return [left] }
    var yearEnd = SurvivorAward(
      award: try survivorAward(
        Remark(.partYearEnd), base: allowance, entry: entry, from: from, basis: basis, article: "CSS art. 219bis",
        yearEndFrom: start),
      deaths: deaths, shares: shares(\.yearEndAllowance, of: allowance), paysExcessOverOwn: false)
    yearEnd.firstMonthAfterDeath = 1
    return [left, yearEnd]
  }

  private func survivorAward(
    _ part: Remark, base: ExactDecimal, entry: YearMonth, from: YearMonth, basis: String, article: String,
    yearEndFrom begun: YearMonth? = nil
  ) throws -> Award {
    let adjustment = try adjustment(from: entry, in: from)
    var steps = [AwardComponent.Step(from: from, factor: 1)]
    if let begun, begun.year == from.year {
      steps = [
        .init(from: from, factor: Double(13 - begun.month) / 12), .init(from: .january(from.year + 1), factor: 1),
      ]
    }
    return Award(
      country: system.country, currency: system.currency, from: from, basis: basis, article: article,
      firstMonthlyAmount: begun == nil ? (base * adjustment.value).roundedHalfUp(places: 2) : .zero,
      isProjected: adjustment.isProjected,
      components: [
        AwardComponent(
          name: part, base: base.double, entryYear: entry.year, level: Luxembourg.Level.pension,
          steps: steps, calendarMonths: begun == nil ? AwardComponent.everyMonth : 1 << 11)
      ])
  }
}
