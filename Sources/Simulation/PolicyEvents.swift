// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Parameters
import Quantities
import RandomStreams

/// A change of law that may come. The numbers address its draws and are never changed.
public enum PolicyEvent: Int, CaseIterable, Hashable, Sendable {
  /// The US windfall elimination provision holds again for benefits after the date.
  case wepReinstatement = 0
  /// A fund pays only what comes in.
  case shortfall = 1
  /// Luxembourg asks more months for the early pension.
  case luxembourgTightening = 2
  /// The tax treaty or an exit tax changes: a flag in the report.
  case treatyChange = 3
  /// A higher US full retirement age for later births.
  case fullRetirementAgeRise = 4
  /// Luxembourg's readjustment follows wages by less.
  case moderatorCut = 5
  /// Luxembourg pays an index tranche late.
  case indexDelay = 6
}

/// When a fund runs out and what it pays from then on.
public struct FundShortfall: Hashable, Sendable {
  /// First month of reduced benefits.
  public var from: YearMonth
  /// Share of scheduled benefits payable, by year; the last one holds on, and before the first the first.
  public var shareByYear: [Int: Double]

  public init(from: YearMonth, shareByYear: [Int: Double]) { (self.from, self.shareByYear) = (from, shareByYear) }
  public init(from: YearMonth, share: Double) { self.init(from: from, shareByYear: [from.year: share]) }

  /// Reads the parameters `<fund>.depletion` (a month) and `<fund>.payable` (percent, by year).
  ///
  /// - Throws: ``ParameterError`` where one of them is missing.
  public init(parameters: ParameterLibrary, fund: String, asOf: YearMonth) throws {
    let depletion = try parameters.value(ParameterKey<String>("\(fund).depletion"), inForce: asOf)
    guard let from = YearMonth(depletion.value) else {
      throw ParameterError(
        file: "parameters", message: "'\(fund).depletion' is '\(depletion.value)', which is no month")
    }
    var shares: [Int: Double] = [:]
    for value in try parameters.values(ParameterKey<Double>("\(fund).payable")) {
      shares[value.from.year] = value.value / 100
    }
    guard !shares.isEmpty else { throw ParameterError(file: "parameters", message: "'\(fund).payable' has no values") }
    self.init(from: from, shareByYear: shares)
  }

  /// Share payable in a month once the shortfall has begun.
  public func share(in month: YearMonth) -> Double {
    if let share = shareByYear[month.year] { return share }
    let before = shareByYear.keys.filter { $0 < month.year }.max()
    return (before ?? shareByYear.keys.min()).flatMap { shareByYear[$0] } ?? 1
  }
}

/// What happens to the law on one path: the first month of each change, nil where it does not come.
public struct PolicyPath: Hashable, Sendable {
  /// By ``PolicyEvent/rawValue``.
  var arrivals: [YearMonth?]
  /// Months that Luxembourg adds to the early pension's requirement once it tightens.
  public var luxembourgExtraMonths: Int
  /// What is paid once the shortfall has begun.
  var shortfall: FundShortfall?

  public func arrival(of event: PolicyEvent) -> YearMonth? { arrivals[event.rawValue] }

  public func holds(_ event: PolicyEvent, in month: YearMonth) -> Bool {
    arrivals[event.rawValue].map { month >= $0 } ?? false
  }

  /// What a scheduled benefit of the fund is multiplied by.
  public func benefitShare(in month: YearMonth) -> Double {
    guard holds(.shortfall, in: month), let shortfall else { return 1 }
    return shortfall.share(in: month)
  }
}

/// Changes of law along paths. Hazards are yearly; arrival times are exponential.
///
/// Each event has draws of its own (purpose 7, path, event), so switching one on moves no other. An event that arrives
/// after T years holds from the month in which T ends: P(in force by the end of month 12t) = 1 − e^(−ht).
public struct PolicyEvents: Sendable {
  public let settings: EventSettings
  public let asOf: YearMonth
  /// The central projection in use; nil where no fund runs short.
  public let shortfall: FundShortfall?
  /// Probability that a cut comes at depletion.
  public let shortfallProbability: Double

  /// - Parameters:
  ///   - asOf: valuation month; nothing arrives in it or before.
  ///   - projection: the published shortfall, for what the settings leave open; nil where no fund is concerned.
  public init(_ settings: EventSettings, asOf: YearMonth, projection: FundShortfall?) {
    (self.settings, self.asOf) = (settings, asOf)
    var shortfall = projection
    if let month = settings.depletion { shortfall?.from = month }
    if let share = settings.payableShare {
      shortfall = (settings.depletion ?? shortfall?.from).map { FundShortfall(from: $0, share: share) }
    }
    switch settings.trustFund {
    case .scheduled: (self.shortfall, shortfallProbability) = (nil, 0)
    case .payable: (self.shortfall, shortfallProbability) = (shortfall, shortfall == nil ? 0 : 1)
    case .stochastic(let probability):
      (self.shortfall, shortfallProbability) = (shortfall, shortfall == nil ? 0 : probability)
    }
  }

  /// Hazard a year of an event that arrives at random; 0 where it is switched off.
  public func hazard(of event: PolicyEvent) -> Double {
    switch event {
    case .wepReinstatement: settings.wepReinstatement
    case .shortfall: 0
    case .luxembourgTightening: settings.luxembourgReform
    case .treatyChange: settings.treatyChange
    case .fullRetirementAgeRise: settings.fullRetirementAgeRise
    case .moderatorCut: settings.moderatorCut
    case .indexDelay: settings.indexDelay
    }
  }

  /// What a law regime says that is the law after `event`, in the countries' own words; empty where none says it.
  public func settings(after event: PolicyEvent) -> [String: String] {
    switch event {
    case .wepReinstatement: ["wep": "reinstated"]
    case .fullRetirementAgeRise:
      [
        "full-age.extra-months": "\(settings.fullRetirementAgeMonths)",
        "full-age.first-birth": "\(settings.fullRetirementAgeBirths)",
      ]
    case .moderatorCut: ["moderator": "\(settings.moderatorAfterCut)"]
    case .indexDelay: ["tranche.delayNext": "\(settings.indexDelayMonths)"]
    case .shortfall, .luxembourgTightening, .treatyChange: [:]
    }
  }

  /// Events that move amounts in payment by the way they are indexed.
  static let indexing = [PolicyEvent.moderatorCut, .indexDelay]

  /// Whether anything can happen on any path.
  public var isQuiet: Bool { shortfallProbability == 0 && PolicyEvent.allCases.allSatisfy { hazard(of: $0) == 0 } }

  /// The events of one path.
  public func path(seed: UInt64, path: UInt64) -> PolicyPath {
    var random = AddressedGenerator(seed: seed)
    func stand(_ event: PolicyEvent, _ part: Int) {
      random.move(to: .policy, path: path, period: 8 * event.rawValue + part)
    }
    var arrivals = [YearMonth?](repeating: nil, count: PolicyEvent.allCases.count)
    for event in PolicyEvent.allCases {
      let hazard = hazard(of: event)
      guard hazard > 0 else { continue }
      stand(event, 0)
      let years = random.exponential(mean: 1) / hazard
      if years < 1_000 { arrivals[event.rawValue] = asOf + (1 + Int(12 * years)) }
    }
    if let shortfall, shortfallProbability > 0 {
      stand(.shortfall, 0)
      if random.bernoulli(shortfallProbability) {
        var month = shortfall.from
        if settings.depletionSpread > 0 {
          stand(.shortfall, 1)
          month = month + (random.index(below: 2 * settings.depletionSpread + 1) - settings.depletionSpread)
        }
        arrivals[PolicyEvent.shortfall.rawValue] = max(month, asOf + 1)
      }
    }
    var extra = 0
    if arrivals[PolicyEvent.luxembourgTightening.rawValue] != nil {
      stand(.luxembourgTightening, 1)
      extra = extraMonths(at: random.uniform())
    }
    return PolicyPath(arrivals: arrivals, luxembourgExtraMonths: extra, shortfall: shortfall)
  }

  /// The months at rank `u` of the weights.
  private func extraMonths(at u: Double) -> Int {
    let choices = settings.luxembourgExtraMonths
    var left = u * choices.reduce(0) { $0 + $1.weight }
    for choice in choices {
      left -= choice.weight
      if left < 0 { return choice.months }
    }
    return choices.last?.months ?? 0
  }

  // MARK: Closed forms

  /// Probability that an event is in force at the end of `month`.
  public func probability(of event: PolicyEvent, by month: YearMonth) -> Double {
    let months = Double(max(0, month - asOf))
    guard months > 0 else { return 0 }
    guard event == .shortfall else { return -expm1(-hazard(of: event) * months / 12) }
    guard let shortfall else { return 0 }
    let first = max(shortfall.from, asOf + 1)
    guard settings.depletionSpread > 0 else { return month >= first ? shortfallProbability : 0 }
    let spread = settings.depletionSpread
    let past = (-spread...spread).count { max(shortfall.from + $0, asOf + 1) <= month }
    return shortfallProbability * Double(past) / Double(2 * spread + 1)
  }

  /// Expected multiplier of a scheduled benefit of the fund.
  public func expectedBenefitShare(in month: YearMonth) -> Double {
    guard let shortfall else { return 1 }
    return 1 - probability(of: .shortfall, by: month) * (1 - shortfall.share(in: month))
  }

  /// Probability that no event at all has come by the end of `month`.
  public func probabilityOfQuiet(through month: YearMonth) -> Double {
    PolicyEvent.allCases.reduce(1) { $0 * (1 - probability(of: $1, by: month)) }
  }
}
