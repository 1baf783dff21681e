// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// What a member of the pensioners' health insurance pays on a pension.
public struct WithheldContributions: Hashable, Sendable {
  public var health: Money<EUR>
  public var care: Money<EUR>

  public var total: Money<EUR> { health + care }
}

/// Contributions of pensioners to health and long-term care insurance: on German pensions, and on those of other countries too.
///
/// - Source: SGB V §§ 223, 226(2), 228(1), 241 to 242a, 247, 249a; SGB XI §§ 55, 57, 59.
public struct PensionersContributions: Sendable {
  private let parameters: ParameterLibrary

  public init(_ parameters: ParameterLibrary) { self.parameters = parameters }

  private struct Rates {
    /// Half of it is borne by the pension fund.
    var shared: ExactDecimal
    /// Borne by the pensioner alone.
    var alone: ExactDecimal
    var care: ExactDecimal
  }

  /// The additional rate was shared from 2019 on.
  private static let additionalShared = YearMonth(2019, 1)

  private func rates(_ month: YearMonth, childless: Bool, additional: ExactDecimal?) throws -> Rates {
    let general = try parameters.value(.healthGeneral, inForce: month).value
    let extra = try additional ?? parameters.value(.healthAdditional, inForce: month).value
    let special = try parameters.value(.healthSpecial, inForce: month).value
    var care = try parameters.value(.careGeneral, inForce: month).value
    if childless { care += try parameters.value(.careChildless, inForce: month).value }
    return month >= Self.additionalShared
      ? Rates(shared: general + extra, alone: special, care: care)
      : Rates(shared: general, alone: extra + special, care: care)
  }

  /// The part of a pension that bears contributions: up to the ceiling, which all pensions share.
  private func base(_ pension: Money<EUR>, beside others: Money<EUR>, _ month: YearMonth) throws -> ExactDecimal {
    // Ceilings before 2015 are not in the table; pensions stayed below them.
    guard month >= YearMonth(2015, 1) else { return pension.amount }
    let ceiling = try parameters.value(.healthCeiling, inForce: month).value
    return min(pension, max(.zero, ceiling - others)).amount
  }

  /// Of a German pension: the fund bears half of the rate, rounded half up, and the pensioner the rest.
  ///
  /// - Parameters:
  ///   - others: pensions that come before this one under the ceiling.
  ///   - additional: of the own health fund; nil for the average one.
  public func withheld(
    from pension: Money<EUR>, in month: YearMonth, childless: Bool = false, additional: ExactDecimal? = nil,
    beside others: Money<EUR> = .zero
  ) throws -> WithheldContributions {
    let rates = try rates(month, childless: childless, additional: additional)
    let base = try base(pension, beside: others, month)
    let whole = Money<EUR>(base * (rates.shared + rates.alone), rounded: .halfUp)
    let sharedPart = Money<EUR>(base * rates.shared, rounded: .halfUp)
    let fund = Money<EUR>(sharedPart.amount / 2, rounded: .halfUp)
    return WithheldContributions(health: whole - fund, care: Money(base * rates.care, rounded: .halfUp))
  }

  /// Of a statutory pension of another country, in euros: half of the rate, and no fund that bears the rest; care in full. The pensioner
  /// pays it to the health fund.
  ///
  /// - Source: SGB V §§ 228(1) sentence 2, 247 sentence 2, 249a sentence 3.
  public func charged(
    onForeign pension: Money<EUR>, in month: YearMonth, childless: Bool = false, additional: ExactDecimal? = nil,
    beside others: Money<EUR> = .zero
  ) throws -> WithheldContributions {
    let rates = try rates(month, childless: childless, additional: additional)
    let base = try base(pension, beside: others, month)
    return WithheldContributions(
      health: Money(base * (rates.shared / 2 + rates.alone), rounded: .halfUp),
      care: Money(base * rates.care, rounded: .halfUp))
  }
}
