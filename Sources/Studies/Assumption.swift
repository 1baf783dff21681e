// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Pensions
import Quantities
import Simulation
import Strategies

/// One assumption of a scenario that a study varies, with a value: a number, or a word for models and regimes.
public struct Assumption: Hashable, Sendable {
  public enum Value: Hashable, Sendable, CustomStringConvertible {
    case number(Double)
    case word(String)

    public var description: String {
      switch self {
      case .number(let value): "\(value)"
      case .word(let word): word
      }
    }
  }

  public var name: String
  public var value: Value
  public init(_ name: String, _ value: Value) { (self.name, self.value) = (name, value) }

  /// What can be varied: name, whether it takes words, and what it means.
  public static let known: [(name: String, takesWords: Bool, meaning: String)] = [
    ("economy.model", true, "the exchange-rate model"),
    ("economy.half_life", false, "half-life of the real exchange rate in years"),
    ("economy.theta", false, "long-run mean of the log real exchange rate"),
    ("economy.sigma", false, "volatility of the exchange rate a year, for models with one"),
    ("law", true, "the law regime that holds"),
    ("filing.mean", false, "mean months that a totalized claim takes"),
    ("filing.document_failure", false, "chance that documents are asked for again"),
    ("filing.denial", false, "chance of a first refusal"),
    ("longevity.multiplier", false, "factor on every death rate"),
    ("simulation.discount_rate", false, "real discount rate a year"),
    ("needs.factor", false, "factor on the needs"),
  ]

  /// Sets the assumption in a scenario.
  ///
  /// - Parameter regimes: regimes by name, of the base scenario and of the language.
  /// - Throws: ``StudyError`` for a name or a value that is not known.
  public func apply(to scenario: inout Scenario, regimes: [String: LawRegime]) throws {
    switch (name, value) {
    case ("economy.model", .word(let model)):
      scenario.economy.model = model
      scenario.economy.modelParameters = [:]
    case ("economy.half_life", .number(let years)):
      scenario.economy.modelParameters["kappa"] = years.isInfinite ? 0 : 0.6931471805599453 / years
      scenario.economy.parameterUncertainty = false
    case ("economy.theta", .number(let theta)):
      scenario.economy.modelParameters["theta"] = theta
      scenario.economy.parameterUncertainty = false
    case ("economy.sigma", .number(let sigma)): scenario.economy.modelParameters["sigma"] = sigma
    case ("law", .word(let word)):
      guard let regime = regimes[word] else {
        throw StudyError(
          "no law regime is called '\(word)'", hint: "known: \(regimes.keys.sorted().joined(separator: ", "))")
      }
      scenario.law = LawMix(parts: [.init(regime: regime, weight: 1)])
    case ("filing.mean", .number(let mean)):
      if case .gamma(let shape, _) = scenario.filing.totalized {
        scenario.filing.totalized = .gamma(shape: shape, mean: mean)
      } else {
        scenario.filing.totalized = .fixed(mean)
      }
    case ("filing.document_failure", .number(let chance)): scenario.filing.documentFailure = chance
    case ("filing.denial", .number(let chance)): scenario.filing.denial = chance
    case ("longevity.multiplier", .number(let factor)):
      for index in scenario.members.indices { scenario.members[index].longevity.multiplier = factor }
    case ("simulation.discount_rate", .number(let rate)): scenario.simulation.discountRate = rate
    case ("needs.factor", .number(let factor)):
      guard let exact = ExactDecimal(shortest: factor) else { throw StudyError("a factor of \(factor) on the needs") }
      scenario.needs = scenario.needs.scaled(by: exact)
    default:
      let names = Self.known.map(\.name)
      throw StudyError(
        names.contains(name) ? "'\(name)' cannot be \(value)" : "'\(name)' cannot be varied",
        hint: "what can be varied: \(names.joined(separator: ", "))")
    }
  }
}

/// What is wrong with a study, and what would help.
public struct StudyError: Error, Hashable, Sendable, CustomStringConvertible {
  public var message: String
  public var hint: String?
  public init(_ message: String, hint: String? = nil) { (self.message, self.hint) = (message, hint) }
  public var description: String { message + (hint.map { "\n  hint: \($0)" } ?? "") }
}
