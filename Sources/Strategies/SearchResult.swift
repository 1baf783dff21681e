// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Statistics

/// What a search looks for.
public enum SearchObjective: Hashable, Sendable, TextCodable {
  /// Mean lifetime value.
  case mean
  /// Median lifetime value.
  case median
  /// Mean of the worst 5 % of lifetime values.
  case shortfall
  /// Chance that needs are met in every month of life.
  case needsMet
  /// The certain income a month for life that is as good.
  case certaintyEquivalent(CertaintyEquivalent)

  /// Relative risk aversion where none is stated: what people's saving in retirement is estimated at lies about there.
  static let aversion = 3.0
  /// Income floor where none is stated, of the household's currency a month at the valuation month's prices: a judgement, about what
  /// means-tested help pays one old person. Below it help bears the risk. (De Nardi, French and Jones 2010, J. Polit. Econ. 118, estimate
  /// from saving in old age less, 2,663 dollars a year at prices of 1998, with an aversion of 3.8.) A lower one lets rare lives that end
  /// before the first payment decide: at 400 a household with 6,600 a month has 81 of 6,400 combinations open on 2,000 paths, at 1,000
  /// it has 14, and by the mean 2.
  static let incomeFloor = 1_000.0

  private static let certainty = "certainty-equivalent"

  /// Reads `mean`, `median`, `shortfall`, `needs-met`, `certainty-equivalent`, `certainty-equivalent(3)` with a relative risk aversion of 0
  /// to 20, `certainty-equivalent(3, 1000)` with an income floor too; nil otherwise.
  public init?(_ text: String) {
    switch text {
    case "mean": self = .mean
    case "median": self = .median
    case "shortfall": self = .shortfall
    case "needs-met": self = .needsMet
    case Self.certainty:
      self = .certaintyEquivalent(CertaintyEquivalent(aversion: Self.aversion, floor: Self.incomeFloor))
    default:
      guard text.hasPrefix(Self.certainty + "("), text.hasSuffix(")") else { return nil }
      let stated = text.dropFirst(Self.certainty.count + 1).dropLast().split(
        separator: ",", omittingEmptySubsequences: false)
      let numbers = stated.map { Double($0.drop { $0 == " " }) }
      guard (1...2).contains(numbers.count), let aversion = numbers[0], (0...20).contains(aversion),
        let floor = numbers.count > 1 ? numbers[1] : Self.incomeFloor, floor > 0, floor.isFinite
      else { return nil }
      self = .certaintyEquivalent(CertaintyEquivalent(aversion: aversion, floor: floor))
    }
  }

  public init?(text: String) { self.init(text) }

  public var description: String {
    switch self {
    case .mean: "mean"
    case .median: "median"
    case .shortfall: "shortfall"
    case .needsMet: "needs-met"
    case .certaintyEquivalent(let preference): "\(Self.certainty)(\(preference.aversion), \(preference.floor))"
    }
  }

  /// Whether it is told from the months that people live.
  var wantsMonths: Bool { if case .certaintyEquivalent = self { true } else { false } }
}

/// The months tried for one pension.
public struct SearchAxis: Hashable, Sendable, Codable {
  public var person: String
  public var country: Country
  /// Whether these are months of a survivor's pension of somebody who is widowed already, chosen apart from the own one.
  public var isSurvivors = false
  /// Months wanted, in order; ``never`` among them where leaving it out is tried too.
  public var months: [YearMonth]
  /// Ways of filing tried with each month: ahead, on the day, late.
  public var filings: [ClaimWish.Filing]

  public init(
    person: String, country: Country, months: [YearMonth], filings: [ClaimWish.Filing] = [.asEarlyAsAllowed]
  ) {
    (self.person, self.country, self.months, self.filings) = (person, country, months, filings)
  }

  /// In place of a month: no claim at all.
  public static let never = YearMonth(9999, 12)
}

/// A month and a way of filing for each axis.
struct SearchChoice: Hashable, Sendable {
  var months: [YearMonth]
  var filings: [ClaimWish.Filing]
}

/// One combination of claim months.
public struct SearchCell: Sendable, Codable {
  /// Month of each axis, in the order of the axes.
  public var months: [YearMonth]
  /// Way of filing of each axis.
  public var filings: [ClaimWish.Filing]
  public var spec: StrategySpec
  /// In the objective's own unit: money over life, money a month, or a chance.
  public var objective: Estimate
  public var lifetimeValue: Estimate
  /// 5, 25, 50, 75, 95 % of the lifetime value.
  public var percentiles: [Double]
  /// Objective of the best less this cell's, paired; zero for the best.
  public var lead: Estimate
  /// Paths on which this cell was tried: more near the best where cells were screened.
  public var paths: Int

  public init(
    months: [YearMonth], filings: [ClaimWish.Filing] = [], spec: StrategySpec, objective: Estimate,
    lifetimeValue: Estimate, percentiles: [Double], lead: Estimate, paths: Int
  ) {
    (self.months, self.spec, self.objective) = (months, spec, objective)
    self.filings = filings.isEmpty ? months.map { _ in .asEarlyAsAllowed } : filings
    self.lifetimeValue = lifetimeValue
    (self.percentiles, self.lead, self.paths) = (percentiles, lead, paths)
  }
}

/// The whole table of a search, not only its winner.
public struct SearchResult: Sendable, Codable {
  public var objective: SearchObjective
  public var axes: [SearchAxis]
  /// Every cell that the law allows, the last axis running fastest. For two people: the last surface of each person.
  public var cells: [SearchCell]
  /// Index of the best.
  public var best: Int
  /// Indices of the cells that cannot be told from the best at 95 %, the best among them, best first.
  public var undecided: [Int]
  /// Claims of the best, with awards.
  public var claims: [PlannedClaim]
  /// The best again, one pension at a time filed in another way, best first; `lead` is what the best gives more.
  public var otherFilings: [SearchCell] = []
  /// Combinations that were tried, also those that are not among the cells.
  public var tried = 0
  /// Combinations that the law refuses.
  public var refused: Int
  /// How it was done, and why so.
  public var method: Remark
  /// Whether every combination was tried.
  public var isExhaustive: Bool
  public var paths: Int
  public var seed: UInt64
  public var economyModel: Remark
  public var notes: [Remark]
}
