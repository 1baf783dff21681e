// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Whether and when the windfall elimination provision, or the popular misreading of it, touches a benefit.
///
/// Read from the settings of a ``LawRegime``: `wep` is `repealed`, `historical`, `reinstated` or `article`; `wep.from` a
/// month, `wep.rate` a share, `wep.new-eligibles-only` true or false. Without `wep` the regime's name decides; a name that
/// is none of these, nor `current`, leaves the law as it is.
public struct WindfallRegime: Hashable, Sendable {
  public enum Rule: String, Hashable, Sendable {
    /// The law since P.L. 118-273: no reduction in any month.
    case repealed
    /// The law as it stood, for months before January 2024.
    case historical
    /// The same, and again from a chosen month.
    case reinstated
    /// Not law: any foreign pension takes a share of any US benefit.
    case article
  }

  public var rule: Rule
  /// First month of `reinstated` and `article`; nil for every month.
  public var from: YearMonth?
  /// Share that `article` takes; nil for the parameter.
  public var rate: ExactDecimal?
  /// `reinstated` leaves those alone who reached 62 before the year of `from`.
  public var newEligiblesOnly: Bool

  public init(rule: Rule, from: YearMonth? = nil, rate: ExactDecimal? = nil, newEligiblesOnly: Bool = false) {
    (self.rule, self.from, self.rate, self.newEligiblesOnly) = (rule, from, rate, newEligiblesOnly)
  }

  public static let repealed = WindfallRegime(rule: .repealed)

  /// - Throws: ``ClaimRefusal`` when a setting cannot be read.
  public init(_ regime: LawRegime) throws {
    let settings = regime.settings
    func unreadable(_ key: String, _ form: String) -> ClaimRefusal {
      ClaimRefusal(
        message: "'\(key)' of regime '\(regime.name)' is '\(settings[key] ?? "")'", article: "law regime", hint: form)
    }
    if let text = settings["wep"] {
      guard let rule = Rule(rawValue: text) else {
        throw unreadable("wep", "repealed, historical, reinstated or article")
      }
      self.init(rule: rule)
    } else {
      self.init(rule: Rule(rawValue: regime.name) ?? .repealed)
    }
    if let text = settings["wep.from"] {
      guard let month = YearMonth(text) else { throw unreadable("wep.from", "a month, for example 2028-01") }
      from = month
    }
    if let text = settings["wep.rate"] {
      guard let share = ExactDecimal(text), share >= .zero, share <= .one else {
        throw unreadable("wep.rate", "a share between 0 and 1, for example 0.45")
      }
      rate = share
    }
    if let text = settings["wep.new-eligibles-only"] {
      guard let only = Bool(text) else { throw unreadable("wep.new-eligibles-only", "true or false") }
      newEligiblesOnly = only
    }
  }

  /// Whether the provision of the statute holds in `month` for a worker who reached 62 in `eligibilityYear`.
  func statuteApplies(in month: YearMonth, eligibilityYear: Int, repealed: YearMonth) -> Bool {
    switch rule {
    case .repealed, .article: return false
    case .historical: return month < repealed
    case .reinstated:
      let start = from ?? repealed
      if month < repealed { return true }
      return month >= start && (!newEligiblesOnly || eligibilityYear >= start.year)
    }
  }

  func articleApplies(in month: YearMonth) -> Bool { rule == .article && (from.map { month >= $0 } ?? true) }

  /// Months in which something may change.
  func turningPoints(repealed: YearMonth) -> [YearMonth] {
    switch rule {
    case .repealed: []
    case .historical: [repealed]
    case .reinstated: [repealed, from ?? repealed]
    case .article: from.map { [$0] } ?? []
    }
  }
}

/// A pension from work that US Social Security does not cover.
public struct NoncoveredPension: Hashable, Sendable {
  /// A month, USD, in the first month in which both are payable.
  public var monthly: Money<USD>
  /// First month in which it is payable.
  public var from: YearMonth
  /// Entitlement itself needed US periods under an agreement.
  public var basedOnAgreement: Bool

  public init(monthly: Money<USD>, from: YearMonth, basedOnAgreement: Bool) {
    (self.monthly, self.from, self.basedOnAgreement) = (monthly, from, basedOnAgreement)
  }
}

/// Which limb of the provision decided.
public enum WindfallOutcome: String, Hashable, Sendable {
  case reducedFirstFactor
  /// The reduction is held to half the pension.
  case halfPensionGuarantee
  case exempt30Years
  /// A US totalization benefit is never reduced.
  case exemptTotalization
  /// The only pension rests on a totalization agreement.
  case exemptAgreement
  /// Eligible before 1986.
  case notSubject
}

public struct WindfallResult: Hashable, Sendable {
  public var outcome: WindfallOutcome
  public var yearsOfCoverage: Int?
  /// Percent of AIME below the first bend point.
  public var firstPercentage: Int?
  public var reducedFormulaPia: Money<USD>?
  public var halfPension: Money<USD>?
  /// The regular PIA less half the pension; may be below zero.
  public var guaranteePia: Money<USD>?
  /// At eligibility, before increases.
  public var pia: Money<USD>
}

extension LawTables {
  /// Percentage below the first bend point: by years of coverage, but not below the phase-in of the year of eligibility.
  ///
  /// - Source: 42 U.S.C. § 415(a)(7)(B), (D) before repeal; POMS RS 00605.369.
  func windfallPercentage(yearsOfCoverage: Int, eligibilityYear: Int) -> Int {
    let scale = fixed.wepPercentages
    let first = fixed.wepExemptYears - (scale.count - 1)
    let byYears = scale[min(max(yearsOfCoverage - first, 0), scale.count - 1)]
    return max(byYears, wepPhaseIn[eligibilityYear])
  }

  /// The PIA of a regular benefit under the provision, at eligibility.
  ///
  /// - Source: 42 U.S.C. § 415(a)(7) before repeal; POMS RS 00605.369, .370. Half the pension is rounded down to the dime
  ///   before it is subtracted, as in SSA's program.
  func windfallElimination(
    pia: Money<USD>, aime: Int, eligibilityYear: Int, yearsOfCoverage: Int, pension: NoncoveredPension
  ) -> WindfallResult {
    guard eligibilityYear >= fixed.wepFirstEligibilityYear else {
      return WindfallResult(outcome: .notSubject, pia: pia)
    }
    guard !pension.basedOnAgreement else { return WindfallResult(outcome: .exemptAgreement, pia: pia) }
    let percentage = windfallPercentage(yearsOfCoverage: yearsOfCoverage, eligibilityYear: eligibilityYear)
    guard yearsOfCoverage < fixed.wepExemptYears else {
      return WindfallResult(
        outcome: .exempt30Years, yearsOfCoverage: yearsOfCoverage, firstPercentage: fixed.piaPercentages[0], pia: pia)
    }
    var percentages = fixed.piaPercentages
    percentages[0] = percentage
    let reduced = primaryInsuranceAmount(
      aime: aime, bendPoints: bendPoints[eligibilityYear], percentages: percentages,
      rounding: piaRounding(eligibilityYear: eligibilityYear))
    let half = Money<USD>(pension.monthly.amount * fixed.wepGuarantee, rounded: .dimeDown)
    let guarantee = pia - half
    return WindfallResult(
      outcome: guarantee > reduced ? .halfPensionGuarantee : .reducedFirstFactor, yearsOfCoverage: yearsOfCoverage,
      firstPercentage: percentage, reducedFormulaPia: reduced, halfPension: half, guaranteePia: guarantee,
      pia: max(reduced, guarantee))
  }

  /// What the popular misreading leaves of a benefit; not law.
  func afterArticle(_ benefit: Money<USD>, rate: ExactDecimal?) -> Money<USD> {
    let share = min(rate ?? fixed.articleRate, fixed.articleCap)
    return Money(benefit.amount * (.one - share), rounded: .dimeDown)
  }
}
