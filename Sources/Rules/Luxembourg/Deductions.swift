// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// What a pensioner's health and dependency insurance takes from one payment.
public struct PensionerContributions: Hashable, Sendable {
  public var health: Money<EUR>
  public var dependency: Money<EUR>
  public var net: Money<EUR>
}

extension Luxembourg {
  /// Contributions on a month's pension at the parameters of `month`.
  ///
  /// Health insurance on the whole; dependency insurance on what exceeds a quarter of the minimum wage.
  ///
  /// - Source: CSS art. 29, 33, 376.
  public func contributions(fromPension gross: Money<EUR>, in month: YearMonth) throws -> PensionerContributions {
    let health = try parameters.value(.pensionerHealthRate, inForce: month).value
    let dependency = try parameters.value(.dependencyRate, inForce: month).value
    let exempt = base.multiple(try parameters.value(.dependencyExemptShare, inForce: month).value, in: month) ?? .zero
    let taken = Money<EUR>(gross.amount * health / 100, rounded: .halfUp)
    let care = Money<EUR>(max(gross - exempt, .zero).amount * dependency / 100, rounded: .halfUp)
    return PensionerContributions(health: taken, dependency: care, net: gross - taken - care)
  }

  /// Health and dependency contributions of people who live in Luxembourg or in the Union; none elsewhere.
  ///
  /// A resident of the Union stays insured by the State that pays the pension where the State of residence pays none; where that State
  /// owes one too, it alone charges, also on this pension (Regulation (EC) 883/2004 art. 23, 24, 30). The setting `healthContributions`
  /// overrides.
  ///
  /// - Throws: ``ParameterError`` where a rate, or the minimum wage behind the exempt part, is missing.
  public func deductions(from award: Award, applicant: Applicant) throws -> [Deduction] {
    let insured: Bool =
      switch try Readings(applicant.settings).healthContributions {
      case "yes": true
      case "no": false
      default:
        try isInsuredForHealth(living: applicant.person.residence(in: award.from), on: applicant.asOf)
          && stateThatChargesAlone(applicant, in: award.from) == nil
      }
    guard insured else { return [] }
    let health = try parameters.value(.pensionerHealthRate, inForce: applicant.asOf)
    let care = try parameters.value(.dependencyRate, inForce: applicant.asOf)
    let share = try parameters.value(.dependencyExemptShare, inForce: applicant.asOf)
    let exempt = try parameters.value(.minimumWage, inForce: applicant.asOf).value * share.value
    guard let firstExempt = base.multiple(share.value, in: award.from) else {
      throw ParameterError(
        file: "Sources/Rules/Luxembourg/Parameters/contribution-base.yaml",
        message:
          "there is no minimum wage or index for \(award.from), a part of which is free of the dependency contribution",
        hint: "the minimum wage starts \(base.firstMonth); add earlier ones with their source")
    }
    return [
      Deduction(name: Remark(.healthInsurance), article: "CSS art. 29", share: (health.value / 100).double),
      Deduction(
        name: Remark(.dependencyInsurance), article: "CSS art. 376", share: (care.value / 100).double,
        exempt: exempt.double, level: Level.minimumWage,
        firstExempt: firstExempt.amount),
    ]
  }

  func isInsuredForHealth(living residence: Country?, on month: YearMonth) throws -> Bool {
    guard let residence, residence != country else { return true }
    return try isUnderUnionRules(residence, on: month)
  }

  private func isUnderUnionRules(_ state: Country, on month: YearMonth) throws -> Bool {
    try parameters.value(ParameterKey<[String]>("lu.agreement.eu.partners"), inForce: month).value.contains(state.code)
      || alikeUnion(on: month).contains(state)
  }

  /// The State of residence, where it is under the Union's rules and owes a pension of its own: of at least a year of its own periods,
  /// since of less the others take over.
  ///
  /// - Source: Regulation (EC) 883/2004 art. 23, 30, 57; (EC) 987/2009 art. 30.
  func stateThatChargesAlone(_ applicant: Applicant, in month: YearMonth) throws -> Country? {
    guard let residence = applicant.person.residence(in: month), residence != country,
      try isUnderUnionRules(residence, on: applicant.asOf), let coverage = applicant.foreign[residence]
    else { return nil }
    let least = try parameters.value(ParameterKey<Int>("lu.agreement.eu.minimum_own"), inForce: applicant.asOf).value
    return coverage.total * (coverage.unit == .quarter ? 3 : 1) >= least ? residence : nil
  }
}
