// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Pensions
import Quantities
import RandomStreams

/// What happens to the law on one path.
public struct PolicyPath: Hashable, Sendable {
  /// By place in ``PolicyEvents/listed``: the first month of each change, nil where it does not come.
  public internal(set) var arrivals: [YearMonth?]
  /// By place: which of the weighted figures the path drew.
  public internal(set) var choices: [Int?]
}

/// A change of law that puts another award in a pension's place; one for each figure that a path may draw.
public struct AwardChange: Hashable, Sendable {
  /// Place in ``PolicyEvents/listed``.
  public var event: Int
  /// Which of the weighted figures it is with; nil where there are none.
  public var choice: Int?
  /// That hold from it on; nil for one that ends, or, among ``arrivalKeys``, is the month of arrival.
  public var settings: [String: String?]
  public var arrivalKeys: [String]
  public var reach: Reform.Reach
  public var countries: Set<Country>

  /// Puts it into the settings of a regime.
  ///
  /// - Parameter month: in which it comes.
  public func apply(to regime: inout LawRegime, from month: YearMonth) {
    for (name, value) in settings { regime.settings[name] = value }
    for name in arrivalKeys { regime.settings[name] = "\(month)" }
  }
}

/// Changes of law along paths. Hazards are yearly; arrival times are exponential.
///
/// Each has draws of its own (purpose 7, path, ``Reform/address``), so switching one on moves no other. A change that arrives after
/// T years holds from the month in which T ends: P(in force by the end of month 12t) = 1 − e^(−ht).
public struct PolicyEvents: Sendable {
  public let settings: EventSettings
  /// Valuation month; nothing arrives in it or before.
  public let asOf: YearMonth
  /// Every change that may be asked about, also those that cannot come here.
  public let listed: [ListedReform]
  /// By place: the shortfall of a fund as the scenario has it; nil of another change, and where no month of it is known.
  public let shortfalls: [FundShortfall?]
  /// Those that can come and put another award in a pension's place.
  public let changes: [AwardChange]
  /// By place: the figures that hold, by key of the option.
  private let figures: [[String: Reform.Value]]

  public init(_ settings: EventSettings, asOf: YearMonth, listed: [ListedReform]) {
    (self.settings, self.asOf, self.listed) = (settings, asOf, listed)
    figures = listed.map { item in item.standards.merging(settings.options) { $1 } }
    shortfalls = zip(listed, figures).map { Self.shortfall($0, $1) }
    var changes: [AwardChange] = []
    for (place, item) in listed.enumerated() where settings[item.reform.key] > 0 {
      guard case .law(let wanted, let reach) = item.reform.effect, reach != .indexing else { continue }
      let choices = Self.weights(of: item.reform, figures[place])
      for choice in choices.isEmpty ? [nil] : choices.indices.filter({ choices[$0].weight > 0 }).map(Optional.some) {
        var settings: [String: String?] = [:]
        for (name, setting) in wanted where setting != .arrival {
          settings.updateValue(Self.text(setting, figures[place], choice), forKey: name)
        }
        changes.append(
          AwardChange(
            event: place, choice: choice, settings: settings,
            arrivalKeys: wanted.filter { $0.value == .arrival }.keys.sorted(), reach: reach,
            countries: item.countries))
      }
    }
    self.changes = changes
  }

  /// The same changes where the scenario says something else of them.
  public func with(_ settings: EventSettings) -> PolicyEvents { PolicyEvents(settings, asOf: asOf, listed: listed) }

  private static func text(_ setting: Reform.Setting, _ figures: [String: Reform.Value], _ choice: Int?) -> String? {
    switch setting {
    case .value(let text): return text
    case .cleared, .arrival: return nil
    case .option(let key):
      guard let value = figures[key] else { preconditionFailure("nothing says '\(key)'") }
      if case .weighted(let choices) = value, let choice { return "\(choices[choice].months)" }
      return value.text
    }
  }

  private static func weights(of reform: Reform, _ figures: [String: Reform.Value]) -> [Reform.Weighted] {
    for option in reform.options {
      if case .weighted(let choices)? = figures[option.key] { return choices }
    }
    return []
  }

  private static func shortfall(_ item: ListedReform, _ figures: [String: Reform.Value]) -> FundShortfall? {
    guard case .share(let fund) = item.reform.effect else { return nil }
    var shortfall = item.fund
    var stated: YearMonth?
    if case .month(let month)? = figures[fund.month] { stated = month }
    if let stated { shortfall?.from = stated }
    if case .share(let share)? = figures[fund.share] {
      shortfall = (stated ?? shortfall?.from).map { FundShortfall(from: $0, share: share) }
    }
    return shortfall
  }

  // MARK: What can come

  /// The place of the change with a key.
  public func place(of key: String) -> Int? { listed.firstIndex { $0.reform.key == key } }

  /// The figures that hold of a change, by key of the option.
  public func values(of place: Int) -> [String: Reform.Value] { figures[place] }

  /// Whether a change can come on some path.
  public func canCome(_ place: Int) -> Bool {
    guard settings[listed[place].reform.key] > 0 else { return false }
    if case .share = listed[place].reform.effect { return shortfalls[place] != nil }
    return true
  }

  /// Whether anything can happen on any path.
  public var isQuiet: Bool { !listed.indices.contains(where: canCome) }

  /// Places of the changes that move amounts in payment by the way they are indexed, and can come.
  var indexing: [Int] {
    listed.indices.filter {
      if case .law(_, .indexing) = listed[$0].reform.effect { return canCome($0) }
      return false
    }
  }

  /// What a change's indexing reads, by the names of ``LawRegime/settings``.
  func indexingSettings(of place: Int) -> [String: String] {
    guard case .law(let wanted, _) = listed[place].reform.effect else { return [:] }
    return wanted.compactMapValues { Self.text($0, figures[place], nil) }
  }

  /// Place of the fund that pays a country's pensions and can run short; nil where there is none.
  func fund(of country: Country) -> Int? {
    listed.indices.first { shortfalls[$0] != nil && canCome($0) && listed[$0].countries.contains(country) }
  }

  // MARK: Paths

  /// The changes of one path.
  public func path(seed: UInt64, path: UInt64) -> PolicyPath {
    var random = AddressedGenerator(seed: seed)
    var found = PolicyPath(
      arrivals: Array(repeating: nil, count: listed.count), choices: Array(repeating: nil, count: listed.count))
    for place in listed.indices where canCome(place) {
      let reform = listed[place].reform
      func stand(_ part: Int) { random.move(to: .policy, path: path, period: 8 * reform.address + part) }
      stand(0)
      let likelihood = settings[reform.key]
      if let shortfall = shortfalls[place] {
        guard random.bernoulli(likelihood) else { continue }
        var month = shortfall.from
        let spread = spread(of: place)
        if spread > 0 {
          stand(1)
          month = month + (random.index(below: 2 * spread + 1) - spread)
        }
        found.arrivals[place] = max(month, asOf + 1)
        continue
      }
      let years = random.exponential(mean: 1) / likelihood
      guard years < 1_000 else { continue }
      found.arrivals[place] = asOf + (1 + Int(12 * years))
      let choices = Self.weights(of: reform, figures[place])
      if !choices.isEmpty {
        stand(1)
        found.choices[place] = Self.choice(of: choices, at: random.uniform())
      }
    }
    return found
  }

  /// The choice at rank `u` of the weights.
  private static func choice(of choices: [Reform.Weighted], at u: Double) -> Int {
    var left = u * choices.reduce(0) { $0 + $1.weight }
    for (number, choice) in choices.enumerated() {
      left -= choice.weight
      if left < 0 { return number }
    }
    return choices.count - 1
  }

  private func spread(of place: Int) -> Int {
    guard case .share(let fund) = listed[place].reform.effect, case .whole(let months)? = figures[place][fund.spread]
    else { return 0 }
    return months
  }

  /// The month in which one of ``changes`` comes on a path; nil where it does not, or comes with another figure.
  func arrival(of change: Int, on path: PolicyPath) -> YearMonth? {
    let wanted = changes[change]
    return path.choices[wanted.event] == wanted.choice ? path.arrivals[wanted.event] : nil
  }

  // MARK: Closed forms

  /// Probability that a change is in force at the end of `month`.
  public func probability(of place: Int, by month: YearMonth) -> Double {
    let months = Double(max(0, month - asOf))
    guard months > 0, canCome(place) else { return 0 }
    let likelihood = settings[listed[place].reform.key]
    guard let shortfall = shortfalls[place] else { return -expm1(-likelihood * months / 12) }
    let spread = spread(of: place)
    let past = (-spread...spread).count { max(shortfall.from + $0, asOf + 1) <= month }
    return likelihood * Double(past) / Double(2 * spread + 1)
  }

  /// Expected multiplier of a payment of a fund.
  public func expectedShare(of place: Int, in month: YearMonth) -> Double {
    guard let shortfall = shortfalls[place] else { return 1 }
    return 1 - probability(of: place, by: month) * (1 - shortfall.share(in: month))
  }

  /// Probability that no change at all has come by the end of `month`.
  public func probabilityOfQuiet(through month: YearMonth) -> Double {
    listed.indices.reduce(1) { $0 * (1 - probability(of: $1, by: month)) }
  }
}
