// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

extension InclusionBenefit {
  /// How wealth counts against the benefit; the article and the regulation of 1 October 2018 were found by title alone.
  public enum WealthRule: Hashable, Sendable {
    /// A month's share of an annuity over the remaining life of the elder claimant, without the own home.
    case annuity
    case ignored
    /// Wealth above so many EUR shuts the benefit out.
    case excludedAbove(ExactDecimal)

    /// `annuity`, `ignored` or `excluded above 24201`.
    public init(_ text: String) throws {
      switch text {
      case "annuity": self = .annuity
      case "ignored": self = .ignored
      default:
        let words = "excluded above "
        guard text.hasPrefix(words), let amount = ExactDecimal(text.dropFirst(words.count)), amount >= .zero else {
          throw Readings.Mistake(
            description: "setting 'wealth' is annuity, ignored, or excluded above an amount in EUR, not '\(text)'")
        }
        self = .excludedAbove(amount)
      }
    }
  }

  /// Income and wealth of a household in one month, EUR gross.
  public struct Means: Hashable, Sendable {
    /// Work, replacement income and maintenance.
    public var work: ExactDecimal
    public var pensions: ExactDecimal
    /// Rent and other income, which counts in full.
    public var rent: ExactDecimal
    /// Savings, without the own home.
    public var wealth: ExactDecimal
    /// Years that the elder claimant has still to live on average.
    public var lifeExpectancy: ExactDecimal

    public init(
      work: ExactDecimal = .zero, pensions: ExactDecimal = .zero, rent: ExactDecimal = .zero,
      wealth: ExactDecimal = .zero, lifeExpectancy: ExactDecimal = .zero
    ) {
      (self.work, self.pensions, self.rent) = (work, pensions, rent)
      (self.wealth, self.lifeExpectancy) = (wealth, lifeExpectancy)
    }
  }

  /// What counts of the means, EUR a month, unrounded; nil where wealth shuts the benefit out.
  public func counted(_ means: Means, wealth rule: WealthRule) -> ExactDecimal? {
    let income = means.work * workShare + means.pensions * pensionShare + means.rent
    switch rule {
    case .ignored: return income
    case .annuity:
      guard means.wealth > .zero, means.lifeExpectancy > .zero else { return income }
      return income + means.wealth / (means.lifeExpectancy * 12)
    case .excludedAbove(let limit): return means.wealth > limit ? nil : income
    }
  }

  /// The benefit of a month: what is guaranteed less what counts.
  public func benefit(guaranteed: Money<EUR>, means: Means, wealth rule: WealthRule = .annuity) -> Money<EUR> {
    guard let counted = counted(means, wealth: rule) else { return .zero }
    return payable(max(.zero, guaranteed.amount - counted))
  }
}

extension InclusionBenefit.WealthRule {
  /// The rule in the engine's words; nil where wealth does not count.
  var asRule: SocialMinimum.WealthRule? {
    switch self {
    case .annuity: .annuity
    case .ignored: nil
    case .excludedAbove(let limit): .excludedAbove(limit.double)
    }
  }
}

extension Remark {
  /// How wealth counts, for the report.
  init(_ rule: InclusionBenefit.WealthRule) {
    switch rule {
    case .annuity: self.init(.savingsAnnuity)
    case .ignored: self.init(.savingsIgnored)
    case .excludedAbove(let limit): self.init(.savingsExclude, ["limit": .exact(limit)])
    }
  }
}

/// What is withheld from an inclusion benefit.
public struct InclusionBenefitDeductions: Hashable, Sendable {
  public var health: Money<EUR>
  public var dependency: Money<EUR>
  public var pension: Money<EUR>
  public var net: Money<EUR>
}

extension Luxembourg {
  /// Contributions from an inclusion benefit: health, dependency, and the insured's pension contribution where 25 years of insurance are
  /// there and the person is under 65 or has no Luxembourg pension.
  ///
  /// - Source: fns.public.lu, composantes; the rates are those of pensioners, the share of the pension contribution is assumed.
  public func contributions(
    fromInclusionBenefit benefit: Money<EUR>, insuresPension: Bool = false, in month: YearMonth
  ) throws -> InclusionBenefitDeductions {
    let own = try contributions(fromPension: benefit, in: month)
    let pension =
      insuresPension
      ? payable(benefit.amount * (try parameters.value(.pensionRate, inForce: month).value) / 100) : .zero
    return InclusionBenefitDeductions(
      health: own.health, dependency: own.dependency, pension: pension, net: own.net - pension)
  }

  /// Who asks for the inclusion benefit, and how long each has lived here.
  public struct InclusionBenefitClaimant: Hashable, Sendable {
    public enum Citizenship: Hashable, Sendable {
      case luxembourg
      /// Of the Union or the EEA: complete months of residence here before, and whether the person works.
      case union(monthsHere: Int, works: Bool)
      /// Of a third country: months here in the last twenty years, and whether long-term residence was granted.
      case third(monthsOfTwentyYears: Int, isLongTerm: Bool)
    }

    public var age: Int
    public var livesHere: Bool
    /// Every other right, also abroad, is used: own pensions, a spouse's or survivor's benefit, a refund.
    public var rightsUsed: Bool
    /// Registered as a job seeker, or exempt from that.
    public var seeksWork: Bool
    public var citizenship: Citizenship

    public init(age: Int, livesHere: Bool, rightsUsed: Bool, seeksWork: Bool, citizenship: Citizenship) {
      (self.age, self.livesHere, self.rightsUsed) = (age, livesHere, rightsUsed)
      (self.seeksWork, self.citizenship) = (seeksWork, citizenship)
    }
  }

  /// Whether the person has a right to the inclusion benefit, whatever the means.
  ///
  /// - Source: law of 28 July 2018 art. 2; fns.public.lu. From 65 nobody is asked to seek work.
  public func hasInclusionBenefitRight(_ claimant: InclusionBenefitClaimant, in month: YearMonth) throws -> Bool {
    guard claimant.age >= (try parameters.value(.revisAge, inForce: month).value), claimant.livesHere,
      claimant.rightsUsed
    else { return false }
    if claimant.age < (try parameters.value(.oldAge, inForce: month).value), !claimant.seeksWork { return false }
    switch claimant.citizenship {
    case .luxembourg: return true
    case .union(let months, let works):
      return try works || months > parameters.value(.revisUnionMonths, inForce: month).value
    case .third(let months, let isLongTerm):
      return try isLongTerm || months >= 12 * parameters.value(.revisResidenceYears, inForce: month).value
    }
  }
}
