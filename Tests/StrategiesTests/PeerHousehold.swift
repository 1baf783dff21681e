// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Longevity
import Pensions
import Quantities
import Testing

@testable import Simulation
@testable import Strategies
@testable import UnitedStatesRules

/// A US household as other programs see one: stated primary insurance amounts, no growth of prices and wages, known deaths.
///
/// They work in today's dollars, so the law has no increase after `today` and wages stand still; all else is the law as it is.
struct PeerHousehold {
  struct Member {
    var pia: ExactDecimal
    var born: CalendarDate
    /// Months of age at death, counted from the month of birth: the last month of life.
    var death: Int
  }

  let members: [Member]
  /// The first month whose benefit counts.
  let today: YearMonth
  let scenario: Scenario
  let law: UnitedStates
  let ages: [RetirementAges]
  /// What a dollar of a year of eligibility is in the simulated months.
  private let units: IndexationPaths
  private let lanes: Int
  private var planning: StrategyPlanning

  static func name(_ index: Int) -> String { index == 0 ? "ana" : "ben" }

  /// - Parameters:
  ///   - earliest: month of a claim before today; nil where there is none.
  ///   - rate: of discount, a year.
  init(
    _ members: [Member], today: YearMonth, earliest: YearMonth? = nil, rate: Double = 0, strategies: [StrategySpec] = []
  )
    throws
  {
    let asOf = min(today, earliest ?? today) - 1
    law = try Self.law(asOf: today)
    let people = members.enumerated().map { index, member in
      Strategies.Member(
        person: Person(
          id: Self.name(index), born: member.born, sex: index == 0 ? .female : .male, citizenship: ["US"],
          residence: [Residence(country: "US", from: member.born.yearMonth)]),
        records: member.pia > .zero ? ["US": InsuranceRecord(country: "US", stated: StatedAmount(member.pia))] : [:],
        longevity: LongevitySettings(table: "US", deathAge: Double(member.death) / 12))
    }
    var settings = SimulationSettings(paths: 1, seed: 1, threads: 1, lastAge: 102, discountRate: rate)
    settings.threads = 1
    var scenario = Scenario(
      name: "peer", path: "peer.yaml", text: "", title: "Peer", asOf: asOf, currency: .usd, members: people,
      strategies: strategies, economy: ZeroVolatilityHandCalculation.still,
      filing: DelaySettings(totalized: .fixed(0), national: ["US": 0], documentFailure: 0, denial: 0),
      simulation: settings)
    scenario.deductions = .none
    scenario.settings["US"] = ["lumpSum": "false"]
    (self.members, self.today, self.scenario) = (members, today, scenario)
    ages = members.map { [law] in law.ages(born: $0.born) }
    planning = try StrategyPlanning(
      scenario, systems: [law], regime: .current, rates: ValuationRates(.first(of: scenario, systems: [law])),
      lifetimes: HouseholdSetting(scenario, systems: [law]).lifetimes)
    let areas = try CurrencyAreas()
    let months = 12 * 80  // beyond every death
    let plan = HouseholdPlan(
      asOf: asOf, months: months, areas: areas, currency: 0, regime: .current,
      sources: [try .init(system: law, in: areas, settings: [:])], lifetimes: [], needs: 0, discountRate: 0)
    let model = try EconomyModel(scenario.economy, asOf: asOf, months: months, seed: 1)
    var block = model.makeBlock(lanes: 1)
    model.generate(&block, firstPath: 0, lanes: 1)
    lanes = block.laneCapacity
    units = try plan.indexation(along: block)[0]
  }

  var people: Int { members.count }
  /// Last month of life.
  func last(_ person: Int) -> YearMonth { members[person].born.yearMonth + members[person].death }
  /// The month in which a person reaches an age in months, as the law counts it.
  func claim(_ person: Int, at months: Int) -> YearMonth { ages[person].month(attaining: Age(months: months)) }

  /// A strategy of these months; of someone without a record, the month asked for.
  func spec(_ claims: [YearMonth]) -> StrategySpec {
    StrategySpec(
      name: "peer",
      wishes: Dictionary(
        uniqueKeysWithValues: claims.enumerated().map {
          (Self.name($0), ["US": ClaimWish(start: .month($1))])
        }))
  }

  func simulator(_ claims: [YearMonth]? = nil) -> Simulator {
    var scenario = scenario
    scenario.strategies = claims.map { [spec($0)] } ?? []
    return Simulator(scenario, systems: [law])
  }

  /// An award's parts in a month, in today's dollars, exact: above zero and below.
  ///
  /// - Parameter increased: with the increases of our simulated years. Prices stand still from the valuation month on, but have risen
  ///   since the quarter that the last increase rests on, so that a valuation month long before today has one more.
  func amounts(_ parts: [AwardComponent], in month: YearMonth, increased: Bool = false) -> (gain: Double, own: Double) {
    var (gain, own) = (0.0, 0.0)
    let row = increased ? (month - scenario.asOf - 1) * lanes : 0
    for part in parts {
      let entry = units.entry[(part.entryYear - units.firstEntryYear) * lanes]
      let amount = part.base * part.factor(in: month) * units.levels[part.level][row] * entry
      if amount > 0 { gain += amount } else { own -= amount }
    }
    return (gain, own)
  }

  func amount(_ parts: [AwardComponent], in month: YearMonth, increased: Bool = false) -> Double {
    let (gain, own) = amounts(parts, in: month, increased: increased)
    return max(0, gain - own)
  }

  /// What our law plans for these claims, and pays on the other's record.
  mutating func plan(_ claims: [YearMonth]) throws -> (own: [Award?], spouses: [PlannedSpouse]) {
    let spec = spec(claims)
    let planned = try planning.claims(of: spec)
    return (
      (0..<people).map { person in planned.first { $0.person == Self.name(person) }?.award },
      try planning.spouses(of: planned, by: spec)
    )
  }

  /// The award of one claim alone.
  mutating func award(_ person: Int, _ month: YearMonth) throws -> Award {
    let claimant = StrategyPlanning.Claimant(person: person, country: "US")
    let dated = try #require(try planning.date(ClaimWish(start: .month(month)), of: claimant))
    return try planning.award(dated, beside: [])
  }

  /// Our search, without the months before today that a claim would bring, which other programs do not count.
  func search() async throws -> (axes: [SearchAxis], cells: [SearchCell], best: Int) {
    var search = try ClaimSearch(HouseholdSetting(scenario, systems: [law]), objective: .mean)
    search.axes = search.axes.map { axis in
      var axis = axis
      let months = axis.months.filter { $0 != SearchAxis.never }
      axis.months = months.filter { $0 >= min(today, months[months.count - 1]) }
      return axis
    }
    var turns = try TurnSearch(search, people: (0..<people).map(Self.name))
    try await turns.run { _ in }
    let cells = try await search.surface(turns.tried) { _ in }
    return (search.axes, cells, try #require(ClaimSearch.decide(cells)).best)
  }

  /// Months of the claims of a cell of our search, by person; those that were not to choose start at once.
  func months(_ cell: SearchCell, _ axes: [SearchAxis]) -> [YearMonth] {
    (0..<people).map { person in
      axes.firstIndex { $0.person == Self.name(person) }.map { cell.months[$0] } ?? today
    }
  }

  /// Rows of a golden file, by column.
  static func rows(_ path: String) throws -> [[String: String]] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: tests.appending(path: path), encoding: .utf8)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    return lines.dropFirst().map { Dictionary(zip(lines[0], $0), uniquingKeysWith: { first, _ in first }) }
  }
}

extension [String: String] {
  func text(_ name: String) throws -> String { try #require(self[name], "no column \(name)") }
  func number(_ name: String) throws -> Double { try #require(Double(try text(name)), "\(name)") }
  func count(_ name: String) throws -> Int { try #require(Int(try text(name)), "\(name)") }
  func month(_ name: String) throws -> YearMonth { try #require(YearMonth(try text(name)), "\(name)") }
  func money(_ name: String) throws -> ExactDecimal { try #require(ExactDecimal(try text(name)), "\(name)") }
}
