// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Claims of which nothing is paid at first, because work or a stay abroad takes all of it: what filing for the first month that is paid
/// brings instead.
///
/// A law may give withheld months back later, so that filing early for them is no worse than waiting; it is better never, and a household
/// that waits stays free to choose. Such a claim is therefore not proposed beside the same one made later, and no month of a search.
enum DeferredClaims {}

extension Award {
  /// Whether nothing is paid in the first months although the award is due, and later something is.
  var isWithheldAtFirst: Bool { !losses.isEmpty && firstPaidMonth.map { $0 > from } ?? false }

  /// Whether another award for the same person pays at least as much in every month.
  ///
  /// - Returns: false where their parts do not move alike.
  func isNoBetter(than other: Award) -> Bool {
    func moves(_ part: AwardComponent) -> [Int] { [part.entryYear, part.level, Int(part.calendarMonths)] }
    let months = Set((components + other.components).flatMap { $0.steps.map(\.from) })
    return components.allSatisfy { part in
      let peers = other.components.filter { moves($0) == moves(part) }
      let alike = components.filter { moves($0) == moves(part) }
      return months.allSatisfy { month in
        func paid(_ parts: [AwardComponent]) -> Double {
          parts.reduce(0) { sum, part in sum + part.base * (part.steps.last { $0.from <= month }?.factor ?? 0) }
        }
        return paid(alike) <= paid(peers) * (1 + 1e-12) + 1e-9
      }
    }
  }
}

extension StrategyPlanning {
  /// The first paid month of a claim that is withheld at first, where filing for it pays no less in any month; nil otherwise.
  mutating func deferral(of claim: DatedClaim, _ award: Award, beside others: [DatedClaim]) throws -> YearMonth? {
    guard award.isWithheldAtFirst, let paid = award.firstPaidMonth else { return nil }
    do {
      guard let later = try date(ClaimWish(start: .month(paid)), of: claim.claimant), later.entitlement == paid else {
        return nil
      }
      return award.isNoBetter(than: try self.award(later, beside: others)) ? paid : nil
    } catch is ClaimRefusal {
      return nil
    }
  }

  /// Those of some months for which a claim is not withheld at first; all where that leaves none.
  ///
  /// Asked only of people with work from the first of the months on: for others nothing can be withheld.
  mutating func months(_ months: [YearMonth], ofUseTo claimant: Claimant) throws -> [YearMonth] {
    let history = work[claimant.person]
    let earnings = scenario.members[claimant.person].records[claimant.country]?.earnings ?? [:]
    guard let first = months.first, eligibilities[claimant]?.claimable != nil,
      earnings.keys.contains(where: { $0 >= first.year })
        || history.spells.contains(where: { $0.through >= first }) || history != WorkHistory(spells: history.spells)
        || !(scenario.settings[claimant.country] ?? [:]).isEmpty
    else { return months }
    var kept: [YearMonth] = []
    for month in months {
      do {
        guard let claim = try date(ClaimWish(start: .month(month)), of: claimant) else { continue }
        if try deferral(of: claim, try award(claim, beside: []), beside: []) == nil { kept.append(month) }
      } catch is ClaimRefusal {
        kept.append(month)
      }
    }
    return kept.isEmpty ? months : kept
  }
}

extension HouseholdSetting {
  /// The scenario's strategies, each followed by what it becomes when claims that are withheld at first are made for the first month that
  /// is paid.
  func strategiesAndDeferred() throws -> [StrategySpec] {
    guard let regime = scenario.law.parts.first?.regime else { return scenario.strategies }
    var planning = try StrategyPlanning(
      scenario, systems: systems, regime: regime, rates: rates, lifetimes: lifetimes, wantsDerivation: false)
    var result: [StrategySpec] = []
    var added: Set<StrategySpec> = []
    for spec in scenario.strategies {
      result.append(spec)
      guard spec.work.isEmpty, let later = try? planning.deferred(spec) else { continue }
      // Cells that become the same plan are one.
      var plan = later
      (plan.name, plan.line, plan.column) = ("", 0, 0)
      guard added.insert(plan).inserted else { continue }
      result.append(later)
    }
    return result
  }
}

extension StrategyPlanning {
  /// The strategy with each claim that is withheld at first made later; nil where there is none.
  fileprivate mutating func deferred(_ spec: StrategySpec) throws -> StrategySpec? {
    let planned = try claims(of: spec)
    guard planned.contains(where: { $0.award.isWithheldAtFirst }) else { return nil }
    var dated: [DatedClaim] = []
    for claim in planned {
      guard let person = scenario.members.firstIndex(where: { $0.person.id == claim.person }) else { continue }
      dated.append(
        DatedClaim(
          claimant: Claimant(person: person, country: claim.country), wanted: claim.wanted, filed: claim.filed,
          entitlement: claim.entitlement))
    }
    var later = spec
    for (claim, own) in zip(planned, dated) {
      guard let month = try deferral(of: own, claim.award, beside: dated.filter { $0 != own }) else { continue }
      later.wishes[claim.person, default: [:]][claim.country] = ClaimWish(start: .month(month))
      later.name = name(later, with: claim, from: month)
    }
    guard later.wishes != spec.wishes else { return nil }
    later.fromGrid = true
    return later
  }

  /// A cell of a grid is named by its claims, a strategy of the user's keeps its name before the month.
  private func name(_ spec: StrategySpec, with claim: PlannedClaim, from month: YearMonth) -> String {
    let word = (scenario.members.count > 1 ? "\(claim.person) " : "") + claim.country.code
    guard spec.fromGrid else { return "\(spec.name), \(word) \(month)" }
    var parts = spec.name.split(separator: ", ").map(String.init)
    guard let place = parts.firstIndex(where: { $0.hasPrefix(word + " ") }) else {
      return "\(spec.name), \(word) \(month)"
    }
    parts[place] = "\(word) \(month)"
    return parts.joined(separator: ", ")
  }
}
