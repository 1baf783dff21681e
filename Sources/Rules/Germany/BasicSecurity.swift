// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// Basic security in old age: what residents past the regular age are paid where income does not reach their need.
///
/// - Source: SGB XII §§ 19(2), 41 to 43, 82, 82a.
public struct BasicSecurity: Sendable {
  private let parameters: ParameterLibrary

  public init(_ parameters: ParameterLibrary) { self.parameters = parameters }

  /// One adult's means.
  public struct Means: Hashable, Sendable {
    /// Net statutory pensions of the month.
    public var pension: Money<EUR>
    /// Other net income, none of which is left free.
    public var other: Money<EUR>
    /// Months of insurance that open the allowance.
    public var insuredMonths: Int

    public init(pension: Money<EUR>, other: Money<EUR> = .zero, insuredMonths: Int = 0) {
      (self.pension, self.other, self.insuredMonths) = (pension, other, insuredMonths)
    }
  }

  /// Standard need of each of one or two adults.
  public func standard(adults: Int, in month: YearMonth) throws -> Money<EUR> {
    Money(
      try parameters.value(adults == 1 ? .needSingle : .needCouple, inForce: month).value, rounded: .halfUp)
  }

  /// The part of a statutory pension that does not count, for whoever has the years: an amount, a share of the rest, up to half of the
  /// standard need of a single adult.
  ///
  /// - Source: SGB XII § 82a.
  public func allowance(on pension: Money<EUR>, insuredMonths: Int, in month: YearMonth) throws -> Money<EUR> {
    guard insuredMonths >= (try parameters.value(.needAllowanceMonths, inForce: month).value) else { return .zero }
    let flat = try parameters.value(.needAllowance, inForce: month).value
    let share = try parameters.value(.needAllowanceShare, inForce: month).value
    let cap =
      (try standard(adults: 1, in: month)).amount * (try parameters.value(.needAllowanceCap, inForce: month).value)
    let amount = pension.amount
    return Money(min(cap, min(amount, flat) + max(.zero, amount - flat) * share), rounded: .halfUp)
  }

  /// What each adult is paid: own income against own need first, then what is left over of one against the other's need.
  ///
  /// - Parameter rent: actual rent and heating of the dwelling, shared by heads.
  public func payable(to people: [Means], rent: Money<EUR>, in month: YearMonth) throws -> [Money<EUR>] {
    let standard = try standard(adults: people.count, in: month).amount
    let need = standard + rent.amount / people.count
    let incomes = try people.map { means in
      (means.pension - (try allowance(on: means.pension, insuredMonths: means.insuredMonths, in: month)) + means.other)
        .amount
    }
    let unmet = incomes.map { max(.zero, need - $0) }
    let total = max(.zero, need * people.count - incomes.reduce(.zero, +))
    let sum = unmet.reduce(.zero, +)
    return unmet.map { sum == .zero ? .zero : Money(total.scaled(by: $0, over: sum), rounded: .halfUp) }
  }
}
