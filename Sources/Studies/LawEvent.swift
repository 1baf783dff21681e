// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Simulation
import Strategies

/// A change of law that a study asks about: what it would do to each career if it came in the month after the valuation month.
///
/// The keys are those of a scenario's `events`, and `no_agreement`. Changes that move no amount are not among them.
public struct LawEvent: Hashable, Sendable {
  public var key: String
  /// In words, for the report.
  public var meaning: String
  /// The same for a chart.
  public var shortName: String
  /// What comes; nil of ``noAgreement``.
  private var reform: Reform?

  public init(key: String, meaning: String, shortName: String) {
    (self.key, self.meaning, self.shortName) = (key, meaning, shortName)
  }

  /// Not to be awaited: it asks what adding periods together is worth.
  public static let noAgreement = LawEvent(
    key: "no_agreement", meaning: "no country counts the other's periods", shortName: "no agreement")

  /// Those that countries list, each key once, after ``noAgreement``.
  public static func all(of systems: [any PensionSystem]) -> [LawEvent] {
    var events = [noAgreement]
    for system in systems {
      for reform in system.reforms where !events.contains(where: { $0.key == reform.key }) {
        guard let question = reform.words.question, let short = reform.words.short else { continue }
        var event = LawEvent(
          key: reform.key, meaning: system.english(question), shortName: system.english(short))
        event.reform = reform
        events.append(event)
      }
    }
    return events
  }

  /// Lets the event come at once; of a fund, lets the cut come when its reserves run out.
  public func apply(to scenario: inout Scenario) {
    guard let reform else { return scenario.countsForeignCoverage = false }
    scenario.events.makeCertain(reform)
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
