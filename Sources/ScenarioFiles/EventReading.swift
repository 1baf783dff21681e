// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities
import Simulation

extension ScenarioKeys {
  /// `events`, and a mapping of its own for the chance of each fund's cut, from the changes of law that the countries list.
  public static func events(of reforms: [Reform]) -> [ScenarioSection] {
    var (keys, funds) = ([ScenarioKey](), [ScenarioSection]())
    for reform in reforms {
      keys.append(.init(reform.key, reform.meaning, example: reform.example))
      keys += reform.options.map { .init($0.key, $0.meaning, example: $0.example) }
      if case .share = reform.effect { funds.append(chance(of: reform)) }
    }
    return [ScenarioSection("events", keys)] + funds
  }

  fileprivate static func chance(of reform: Reform) -> ScenarioSection {
    ScenarioSection(
      "events.\(reform.key)",
      [.init("probability", "the chance that the cut comes", example: "30 %", required: true)])
  }
}

/// Changes of law that may come.
extension ScenarioReader {
  /// Those of every country, each key once.
  private var reforms: [(reform: Reform, system: any PensionSystem)] {
    var found: [(reform: Reform, system: any PensionSystem)] = []
    for system in countries.compactMap({ systems[$0] }) {
      for reform in system.reforms where !found.contains(where: { $0.reform.key == reform.key }) {
        found.append((reform, system))
      }
    }
    return found
  }

  func events(_ element: Element) -> EventSettings {
    var events = EventSettings()
    let section = ScenarioKeys.events(of: reforms.map(\.reform))[0]
    guard let fields = fields(element, section, named: "events") else { return events }
    for (reform, system) in reforms {
      if let element = fields(reform.key) {
        if case .share(let fund) = reform.effect {
          events[reform.key] = chance(element, of: reform, fund, system)
        } else if let value = number(element, reform.key, in: 0...10) {
          events[reform.key] = value
        }
      }
      for option in reform.options {
        if let element = fields(option.key), let value = value(element, of: option) {
          events.options[option.key] = value
        }
      }
    }
    return events
  }

  private func value(_ element: Element, of option: Reform.Option) -> Reform.Value? {
    switch option.kind {
    case .share: number(element, option.key, in: 0...1).map { .share($0) }
    case .year(let range): count(element, option.key, in: range).map { .whole($0) }
    case .months: months(element, option.key).map { .whole($0) }
    case .month: month(element, option.key).map { .month($0) }
    case .weighted: weighted(element, option)
    }
  }

  private func weighted(_ element: Element, _ option: Reform.Option) -> Reform.Value? {
    let hint = "\(option.key) is \(option.meaning), for example \(option.example)"
    guard let entries = entries(element, named: option.key, hint: hint) else { return nil }
    var choices: [Reform.Weighted] = []
    for entry in entries {
      let key = Element(position: entry.keyPosition, content: .text(entry.key))
      guard let months = count(key, option.key, in: 0...480),
        let weight = number(entry.value, "weight of \(entry.key)", in: 0...1)
      else { return nil }
      choices.append(.init(months, weight: weight))
    }
    if abs(choices.reduce(0) { $0 + $1.weight } - 1) > 1e-9 {
      fail(element.position, "the weights of '\(option.key)' do not add up to 1", hint: hint)
    }
    return .weighted(choices)
  }

  /// `scheduled`, `payable`, `stochastic` or a chance.
  private func chance(_ element: Element, of reform: Reform, _ fund: Reform.Fund, _ system: any PensionSystem) -> Double
  {
    if element.entries != nil {
      return fields(element, ScenarioKeys.chance(of: reform), named: reform.key)?("probability").flatMap {
        number($0, "probability", in: 0...1)
      } ?? 0
    }
    let stochastic = try? system.parameters.values(ParameterKey<Double>(fund.chance)).last?.value
    return word(element, reform.key, ["scheduled": 0, "payable": 1, "stochastic": stochastic ?? 0]) ?? 0
  }
}
