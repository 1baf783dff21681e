// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Pensions
import Quantities

extension HouseholdPlan {
  /// A change of law that has come.
  public struct Condition: Hashable, Sendable {
    /// Place in ``PolicyEvents/changes``.
    public var change: Int
    /// It decides for life, by coming in this month or before; nil where it decides each month's payment anew.
    public var by: YearMonth?

    public init(_ change: Int, by: YearMonth?) { (self.change, self.by) = (change, by) }
  }

  /// The award that takes the place of another where certain changes of law have come.
  public struct Alternative: Sendable {
    /// All of which have come.
    public var conditions: [Condition]
    public var award: Award
    /// When it is filed for; nil with the payment's own claim.
    public var filed: YearMonth?

    public init(_ conditions: [Condition], award: Award, filed: YearMonth? = nil) {
      (self.conditions, self.award, self.filed) = (conditions, award, filed)
    }
  }

  /// The benefit that takes the place of a payment's own where certain changes of law have come.
  struct Other: Hashable, Sendable {
    struct Condition: Hashable, Sendable {
      var change: Int
      /// As ``HouseholdPlan/Condition/by``, from the first simulated month.
      var by: Int?
    }

    var conditions: [Condition]
    var benefit: Int
    var basis: String
    var filed: YearMonth

    /// Whether it stands on every lane from the start or never.
    var decidesAtStart: Bool { conditions.allSatisfy { $0.by != nil } }
  }

  /// Alternatives as benefits, fewer conditions before more; those are left out that change nothing on top of the ones before.
  mutating func others(
    of alternatives: [Alternative], than base: Int, filed: YearMonth, _ add: (inout HouseholdPlan, Award) -> Int
  ) -> [Other] {
    var kept: [Other] = []
    for alternative in alternatives.sorted(by: { $0.conditions.count < $1.conditions.count }) {
      let conditions = alternative.conditions.map {
        Other.Condition(change: $0.change, by: $0.by.map { $0 - firstMonth })
      }
      let benefit = add(&self, alternative.award)
      // What the lanes have on which these changes, and no other, have come.
      let before = kept.last { other in other.conditions.allSatisfy(conditions.contains) }?.benefit ?? base
      guard benefit != before else { continue }
      kept.append(
        Other(
          conditions: conditions, benefit: benefit, basis: alternative.award.basis,
          filed: alternative.filed ?? filed))
    }
    return kept
  }
}

extension HouseholdPlan.Other {
  /// Months from the first simulated one to the first in which it stands on a path: before all where it stands from the start,
  /// beyond all where it does not.
  func from(_ events: PolicyEvents, on path: PolicyPath, firstMonth: YearMonth) -> Double {
    var from = -Double.infinity
    for condition in conditions {
      guard let arrival = events.arrival(of: condition.change, on: path) else { return .infinity }
      let month = arrival - firstMonth
      guard let by = condition.by else {
        from = max(from, Double(month))
        continue
      }
      if month > by { return .infinity }
    }
    return from
  }
}

extension HouseholdBlock {
  /// Sets from when each other benefit of a payment stands on each lane.
  ///
  /// - Returns: by lane: the benefit with which the payment starts, as a place among the others; nil for its own.
  func setOthers(of index: Int, _ policies: [PolicyPath?], _ events: PolicyEvents?) -> [Int?] {
    var starting = [Int?](repeating: nil, count: policies.count)
    for (number, other) in plan.payments[index].others.enumerated() {
      let from = row(layout.others[index] + number)
      from.update(repeating: .infinity, count: lanes)
      guard let events else { continue }
      for (lane, policy) in policies.enumerated() {
        guard let policy else { continue }
        from[lane] = other.from(events, on: policy, firstMonth: plan.firstMonth)
        if from[lane] == -.infinity { starting[lane] = number }
      }
    }
    return starting
  }
}

extension HouseholdPlan {
  /// By source: place of the fund that may run short, and what it pays then; nil where none can.
  func funds(_ events: PolicyEvents?) -> [(place: Int, shortfall: FundShortfall)?] {
    sources.map { source in
      guard let events, let place = events.fund(of: Country(source.code)), let shortfall = events.shortfalls[place]
      else { return nil }
      return (place, shortfall)
    }
  }
}
