// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

extension PensionSystem {
  /// Changes of its law that may come.
  public var reforms: [Reform] { vocabulary.reforms }
}

/// A change of law with the figures that hold where a scenario says nothing.
public struct ListedReform: Hashable, Sendable {
  public var reform: Reform
  /// By key of the option.
  public var standards: [String: Reform.Value]
  /// Of the fund that pays a share: what is published; nil where nothing is.
  public var fund: FundShortfall?
  /// Whose law it changes.
  public var countries: Set<Country>

  public init(
    _ reform: Reform, standards: [String: Reform.Value] = [:], fund: FundShortfall? = nil, countries: Set<Country> = []
  ) {
    (self.reform, self.standards, self.fund, self.countries) = (reform, standards, fund, countries)
  }
}

extension [ListedReform] {
  /// The changes of law of several countries, each key once, in the order of their lists.
  ///
  /// - Parameter asOf: valuation month, for the published figures of funds.
  /// - Throws: ``ParameterError`` where a figure is missing that a list names, or two changes would draw the same numbers.
  public init(of systems: [any PensionSystem], asOf: YearMonth) throws {
    self = []
    for system in systems {
      for reform in system.reforms {
        if let known = firstIndex(where: { $0.reform.key == reform.key }) {
          self[known].countries.insert(system.country)
          continue
        }
        if let other = first(where: { $0.reform.address == reform.address }) {
          throw ParameterError(
            file: "reforms", message: "'\(reform.key)' would draw the numbers of '\(other.reform.key)'")
        }
        append(try ListedReform(reform, of: system, asOf: asOf))
      }
    }
  }
}

extension ListedReform {
  init(_ reform: Reform, of system: any PensionSystem, asOf: YearMonth) throws {
    self.init(reform, countries: [system.country])
    func last<Value: ParameterScalar>(_ name: String) throws -> Value {
      guard let last = try system.parameters.values(ParameterKey<Value>(name)).last else {
        throw ParameterError(file: "parameters", message: "'\(name)' has no value")
      }
      return last.value
    }
    for option in reform.options {
      guard let name = option.parameter else { continue }
      switch option.kind {
      case .share: standards[option.key] = .share(try last(name))
      case .year, .months: standards[option.key] = .whole(try last(name))
      case .month:
        guard let month = YearMonth(try last(name) as String) else {
          throw ParameterError(file: "parameters", message: "'\(name)' is no month")
        }
        standards[option.key] = .month(month)
      case .weighted:
        let months: [Int] = try last(name)
        let weights: [Double] = try last(name.replacing(".months", with: ".weights"))
        guard months.count == weights.count else {
          throw ParameterError(
            file: "parameters", message: "'\(name)' has \(months.count) values, \(weights.count) weights")
        }
        standards[option.key] = .weighted(zip(months, weights).map { .init($0, weight: $1) })
      }
    }
    if case .share(let fund) = reform.effect, system.parameters.series["\(fund.name).depletion"] != nil {
      // What was published after a valuation month of the past is asked for only where the fund may run short.
      self.fund = try? FundShortfall(parameters: system.parameters, fund: fund.name, asOf: asOf)
    }
  }
}
