// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// Income of a survivor that is set against the pension.
///
/// - Source: SGB IV §§ 18a, 18b; SGB VI § 97.
public struct SurvivorIncome: Hashable, Sendable {
  /// Wages, gross.
  public var wages = Money<EUR>.zero
  /// Own statutory pensions, gross, those of other countries too.
  public var pensions = Money<EUR>.zero
  /// The own pension began before 2011, so that less of it is cut.
  public var pensionBegan2011OrLater = true
  /// What is net already.
  public var net = Money<EUR>.zero

  public init() {}
}

/// The large widow's or widower's pension: its share, the months paid in full, and the income set against it.
///
/// - Source: SGB VI §§ 46(2), 67 no. 6, 97, 255.
public struct WidowsPension: Sendable {
  private let parameters: ParameterLibrary
  private let ages: YearTable<Int>
  private let amounts: MonthlyPension

  public init(_ parameters: ParameterLibrary) throws {
    self.parameters = parameters
    ages = try YearTable(.widowAge, in: parameters)
    amounts = MonthlyPension(parameters)
  }

  /// The age from which the large pension is due, by the year of the death.
  public func age(deathIn year: Int) -> Age { Age(months: ages[year]) }

  /// Share of the pension of the dead person.
  ///
  /// - Parameters:
  ///   - oldLaw: married before 2002, and one of the couple born before 2 January 1962.
  ///   - monthsSinceDeath: whole calendar months after the month of death, 0 for the first.
  public func factor(oldLaw: Bool, monthsSinceDeath: Int? = nil) throws -> ExactDecimal {
    if let monthsSinceDeath, monthsSinceDeath < (try fullMonths()) { return .one }
    return try parameters.value(oldLaw ? .widowFactorOldLaw : .widowFactor, inForce: YearMonth(2002, 1)).value
  }

  /// Months after the month of death that are paid in full.
  public func fullMonths() throws -> Int { try parameters.value(.widowFullMonths, inForce: YearMonth(1992, 1)).value }

  /// Income that is left free in a month.
  public func allowance(in month: YearMonth, children: Int = 0, east: Bool = false) throws -> Money<EUR> {
    let multiple = try parameters.value(.widowAllowance, inForce: month).value
    return Money(
      (try amounts.pensionValue(in: month, east: east).value) * (multiple + (try childMultiple(month)) * children),
      rounded: .halfUp)
  }

  /// What a child adds to it.
  public func allowance(perChildIn month: YearMonth) throws -> Money<EUR> {
    Money((try amounts.pensionValue(in: month).value) * (try childMultiple(month)), rounded: .halfUp)
  }

  private func childMultiple(_ month: YearMonth) throws -> ExactDecimal {
    try parameters.value(.widowAllowanceChild, inForce: month).value
  }

  /// Income less the flat cuts that stand for contributions and tax.
  public func netIncome(_ income: SurvivorIncome) throws -> Money<EUR> {
    let wages = try parameters.value(.widowCutWages, inForce: YearMonth(1992, 1)).value
    let key: ParameterKey<ExactDecimal> =
      income.pensionBegan2011OrLater ? .widowCutPension : .widowCutPensionBefore2011
    let pensions = try parameters.value(key, inForce: YearMonth(2011, 1)).value
    return Money(income.wages.amount * (.one - wages), rounded: .halfUp)
      + Money(income.pensions.amount * (.one - pensions), rounded: .halfUp) + income.net
  }

  /// What is taken from the pension for a net income.
  public func setOff(netIncome: Money<EUR>, allowance: Money<EUR>) throws -> Money<EUR> {
    let share = try parameters.value(.widowSetOff, inForce: YearMonth(1992, 1)).value
    return Money(max(.zero, netIncome - allowance).amount * share, rounded: .halfUp)
  }

  /// What is paid in a month.
  ///
  /// - Parameters:
  ///   - pension: of the dead person, in full.
  ///   - allowance: income left free; none in the months paid in full, when nothing is set off.
  public func paid(
    of pension: Money<EUR>, factor: ExactDecimal, setOff: Money<EUR>
  ) -> (before: Money<EUR>, paid: Money<EUR>) {
    let before = Money<EUR>(pension.amount * factor, rounded: .halfUp)
    return (before, max(.zero, before - setOff))
  }
}
