// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

/// When a person stops working under a strategy.
public enum WorkEnd: Hashable, Sendable, Codable {
  /// With the last month before this age is attained, so that a claim at the age follows the work.
  case age(Age)
  /// The last month, included.
  case month(YearMonth)

  /// The last month of work of somebody.
  public func lastMonth(of person: Person) -> YearMonth {
    switch self {
    case .age(let age): person.month(attaining: age) - 1
    case .month(let month): month
    }
  }
}

extension Scenario {
  /// The same household where people work as long as a strategy says: records end with the work, or go on at the last pay.
  ///
  /// - Throws: ``ClaimRefusal`` where somebody does not work any more, or the month is past.
  func working(under spec: StrategySpec, _ systems: [any PensionSystem]) throws -> Scenario {
    var changed = self
    for (index, member) in members.enumerated() {
      guard let end = spec.work[member.person.id] else { continue }
      let last = end.lastMonth(of: member.person)
      guard last >= asOf else {
        throw ClaimRefusal(
          Remark(.workBeforeValuation, ["person": .text(member.person.id), "month": .month(last)]),
          article: "work", hint: Remark(.workFrom, ["month": .month(asOf)]), words: EngineWords.catalogue)
      }
      changed.members[index] = try member.working(until: last, after: asOf, systems)
    }
    return changed
  }
}

extension Member {
  fileprivate func working(until last: YearMonth, after asOf: YearMonth, _ systems: [any PensionSystem]) throws
    -> Member
  {
    var changed = self
    changed.work.until = last
    changed.pay?.until = last
    let ends = systems.compactMap { system in
      records[system.country].flatMap { system.lastMonth(ofWorkIn: $0, until: work.until) }.map { (system.country, $0) }
    }
    guard let longest = ends.max(by: { $0.1 < $1.1 }) else {
      if pay != nil { return changed }
      throw noMoreWork(since: nil)
    }
    guard pay != nil || longest.1 >= asOf else { throw noMoreWork(since: longest.1) }
    for system in systems {
      guard let record = records[system.country] else { continue }
      changed.records[system.country] = system.record(
        record, workedUntil: last, wasUntil: work.until, goesOn: system.country == longest.0 && longest.1 >= asOf)
    }
    return changed
  }

  private func noMoreWork(since month: YearMonth?) -> ClaimRefusal {
    ClaimRefusal(
      month.map { Remark(.workEnded, ["person": .text(person.id), "month": .month($0)]) }
        ?? Remark(.workNone, ["person": .text(person.id)]), article: "work", hint: Remark(.workOnRecordFirst),
      words: EngineWords.catalogue)
  }
}

extension PensionSystem {
  /// The last month of work that a record states; nil where it states none.
  fileprivate func lastMonth(ofWorkIn record: InsuranceRecord, until stated: YearMonth?) -> YearMonth? {
    guard record.periods.isEmpty else { return work(in: record).map(\.through).max() }
    let year = record.earnings.filter { $0.value.amount > .zero }.keys.max()
    return year.map { stated?.year == $0 ? stated ?? .december($0) : .december($0) }
  }

  /// The record with work to `last`: later work is cut, missing work goes on at the last pay.
  fileprivate func record(
    _ record: InsuranceRecord, workedUntil last: YearMonth, wasUntil: YearMonth?, goesOn: Bool
  ) -> InsuranceRecord {
    record.periods.isEmpty
      ? byYear(record, workedUntil: last, wasUntil: wasUntil, goesOn: goesOn)
      : byPeriod(record, workedUntil: last, goesOn: goesOn)
  }

  /// The last year's amount belongs to its months of work.
  private func byYear(_ record: InsuranceRecord, workedUntil last: YearMonth, wasUntil: YearMonth?, goesOn: Bool)
    -> InsuranceRecord
  {
    var changed = record
    guard let final = record.earnings.filter({ $0.value.amount > .zero }).keys.max() else { return record }
    func months(_ year: Int, _ end: YearMonth?) -> Int { end?.year == year ? end?.month ?? 12 : 12 }
    func yearly(_ year: Int) -> StatedEarnings? {
      record.earnings[min(year, final)].map { stated in
        let whole = stated.amount * 12 / months(min(year, final), wasUntil)
        return StatedEarnings(
          (whole * months(year, last) / 12).roundedHalfUp(places: 2),
          wagesOf: stated.wagesOf ?? (year > final ? final : nil))
      }
    }
    for year in record.earnings.keys where year > last.year { changed.earnings[year] = nil }
    if final >= last.year {
      if final > last.year || wasUntil?.year == final || last.month < 12 {
        changed.earnings[last.year] = yearly(last.year)
      }
    } else if goesOn {
      for year in final...last.year { changed.earnings[year] = yearly(year) }
    }
    return changed
  }

  private func byPeriod(_ record: InsuranceRecord, workedUntil last: YearMonth, goesOn: Bool) -> InsuranceRecord {
    var changed = record
    let isWork = record.periods.map { period in
      !work(in: InsuranceRecord(country: country, periods: [period])).isEmpty
    }
    func months(_ periods: [InsurancePeriod], in year: Int) -> Int {
      (1...12).count { number in
        zip(periods, isWork).contains { $1 && ($0.from...$0.through).contains(YearMonth(year, number)) }
      }
    }
    var kept = record.periods
    for index in kept.indices where isWork[index] && kept[index].from <= last {
      kept[index].through = min(kept[index].through, last)
    }
    if goesOn, let final = kept.indices.filter({ isWork[$0] }).max(by: { kept[$0].through < kept[$1].through }) {
      kept[final].through = max(kept[final].through, last)
      if kept[final].monthlyPay == nil, let stated = record.earnings[record.periods[final].through.year] {
        let year = record.periods[final].through.year
        let monthly = stated.amount / max(1, months(record.periods, in: year))
        for later in stride(from: year, through: last.year, by: 1) {
          let worked = (1...12).count { YearMonth(later, $0) <= last }
          changed.earnings[later] = StatedEarnings(
            (monthly * worked).roundedHalfUp(places: 2), wagesOf: stated.wagesOf ?? (later > year ? year : nil))
        }
      }
    }
    for (year, stated) in record.earnings where year == last.year && changed.earnings[year] == stated {
      let (before, after) = (months(record.periods, in: year), months(kept, in: year))
      if after < before {
        changed.earnings[year] = StatedEarnings(
          (stated.amount * after / max(1, before)).roundedHalfUp(places: 2), wagesOf: stated.wagesOf)
      }
    }
    for year in record.earnings.keys where year > last.year { changed.earnings[year] = nil }
    changed.periods = kept.indices.filter { !isWork[$0] || kept[$0].from <= last }.map { kept[$0] }
    return changed
  }
}

/// What planning needs of households whose people stop working when a strategy says, one for each set of ends.
struct WorkVariants {
  private struct Variant {
    var planning: StrategyPlanning
    var changed: ChangedLawPlanning
    var incomes: [StatedIncome]
  }

  private var known: [[String: WorkEnd]: Variant] = [:]

  /// Plans a strategy by its own end of work, or as the scenario has it.
  ///
  /// - Throws: ``ScenarioError`` at the strategy's place, or ``ClaimRefusal`` of a grid's cell.
  mutating func plan(
    _ spec: StrategySpec, of setting: HouseholdSetting, _ planning: inout StrategyPlanning,
    _ changed: inout ChangedLawPlanning,
    _ body: (inout StrategyPlanning, inout ChangedLawPlanning, [StatedIncome]) throws -> Void
  ) throws {
    guard !spec.work.isEmpty else { return try body(&planning, &changed, setting.incomes) }
    var variant = try known.removeValue(forKey: spec.work) ?? new(spec, setting, planning.regime)
    defer { known[spec.work] = variant }
    try body(&variant.planning, &variant.changed, variant.incomes)
  }

  private func new(_ spec: StrategySpec, _ setting: HouseholdSetting, _ regime: LawRegime) throws -> Variant {
    let other = try setting.working(under: spec)
    return Variant(
      planning: try StrategyPlanning(
        other.scenario, systems: other.systems, regime: regime, rates: other.rates, lifetimes: other.lifetimes,
        wantsDerivation: other.wantsDerivations),
      changed: try ChangedLawPlanning(other, regime: regime), incomes: other.incomes)
  }
}

extension HouseholdSetting {
  /// - Throws: as ``WorkVariants/plan(_:of:_:_:_:)``.
  func working(under spec: StrategySpec) throws -> HouseholdSetting {
    var other = self
    do {
      other.scenario = try scenario.working(under: spec, systems)
    } catch let refusal as ClaimRefusal where !spec.fromGrid {
      throw ScenarioError(
        path: scenario.path, line: spec.line, column: spec.column,
        message: "strategy '\(spec.name)': \(refusal.message)",
        hint: refusal.hint)
    }
    other.incomes = try other.scenario.incomes(systems)
    return other
  }
}
