// SPDX-License-Identifier: GPL-3.0-or-later
import Simulation
import Strategies

/// A change of law that a study asks about: what it would do to each career if it came in the month after the valuation month.
///
/// The words are those of a scenario's `events`, and `no_agreement`. A change of the tax treaty is not among them: it moves no amount.
public enum LawEvent: String, CaseIterable, Hashable, Sendable {
  /// Not to be awaited: it asks what adding periods together is worth.
  case noAgreement = "no_agreement"
  case wepReinstatement = "wep_reinstatement"
  case trustFund = "trust_fund"
  case luxembourgReform = "luxembourg_reform"
  case fullRetirementAgeRise = "full_retirement_age_rise"
  case moderatorCut = "moderator_cut"
  case indexDelay = "index_delay"

  /// In words, for the report.
  public var meaning: String {
    switch self {
    case .noAgreement: "no country counts the other's periods"
    case .wepReinstatement: "the US windfall elimination provision comes back"
    case .trustFund: "US benefits fall to what the trust fund can pay when its reserves run out"
    case .luxembourgReform: "Luxembourg asks more months for early pensions"
    case .fullRetirementAgeRise: "the US full retirement age rises for later births"
    case .moderatorCut: "Luxembourg's pensions follow real wages by less"
    case .indexDelay: "Luxembourg's next index tranche is paid late"
    }
  }

  /// The same for a chart.
  var shortName: String {
    switch self {
    case .noAgreement: "no agreement"
    case .wepReinstatement: "US windfall provision back"
    case .trustFund: "US trust fund runs short"
    case .luxembourgReform: "LU: more months for early pensions"
    case .fullRetirementAgeRise: "US full retirement age up"
    case .moderatorCut: "LU: pensions follow wages by less"
    case .indexDelay: "LU: index tranche late"
    }
  }

  /// Lets the event come at once; for the trust fund, lets the cut come when its reserves run out.
  public func apply(to scenario: inout Scenario) {
    switch self {
    case .noAgreement: scenario.countsForeignCoverage = false
    case .wepReinstatement: scenario.events.wepReinstatement = EventSettings.atOnce
    case .trustFund: scenario.events.trustFund = .payable
    case .luxembourgReform: scenario.events.luxembourgReform = EventSettings.atOnce
    case .fullRetirementAgeRise: scenario.events.fullRetirementAgeRise = EventSettings.atOnce
    case .moderatorCut: scenario.events.moderatorCut = EventSettings.atOnce
    case .indexDelay: scenario.events.indexDelay = EventSettings.atOnce
    }
  }
}

extension StudyFile {
  /// Changes of law to ask about, and of how many of the study's first careers.
  public struct LawQuestions: Hashable, Sendable {
    public var events: [LawEvent]
    public var careers: Int

    public init(events: [LawEvent], careers: Int) { (self.events, self.careers) = (events, careers) }
  }
}
