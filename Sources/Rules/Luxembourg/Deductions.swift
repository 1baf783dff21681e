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
  /// A resident of the Union stays insured by the State that pays the pension where the State of residence pays none
  /// (Regulation (EC) 883/2004 art. 24); whether it does is a matter of the whole career, so the setting
  /// `healthContributions` overrides.
  ///
  /// - Throws: ``ParameterError`` where a rate, or the minimum wage behind the exempt part, is missing.
  public func deductions(from award: Award, applicant: Applicant) throws -> [Deduction] {
    let insured: Bool =
      switch try Readings(applicant.settings).healthContributions {
      case "yes": true
      case "no": false
      default: try isInsuredForHealth(living: applicant.person.residence(in: award.from), on: applicant.asOf)
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

  private func isInsuredForHealth(living residence: Country?, on month: YearMonth) throws -> Bool {
    guard let residence, residence != country else { return true }
    return try parameters.value(ParameterKey<[String]>("lu.agreement.eu.partners"), inForce: month).value
      .contains(residence.code)
  }
}
