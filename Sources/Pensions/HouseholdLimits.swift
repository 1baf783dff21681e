// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// One person of a household and what a plan pays on one country's law, for the question of what its figures leave out.
public struct LimitQuestion: Sendable {
  public var person: Person
  /// The record in the country; nil without one.
  public var record: InsuranceRecord?
  public var former: [FormerSpouse]
  /// The premium that the scenario states; nil without one.
  public var premium: StatedPremium?
  /// What the country pays the person, own pension first.
  public var awards: [Award]
  /// The valuation month.
  public var asOf: YearMonth

  public init(
    person: Person, record: InsuranceRecord? = nil, former: [FormerSpouse] = [], premium: StatedPremium? = nil,
    awards: [Award], asOf: YearMonth
  ) {
    (self.person, self.record, self.former, self.premium) = (person, record, former, premium)
    (self.awards, self.asOf) = (awards, asOf)
  }
}

extension PensionSystem {
  /// A country that says nothing of its limits.
  public var limitKeys: [String] { [] }

  /// A country whose awards and answers say all of its limits themselves.
  public func limits(touching question: LimitQuestion) throws -> [Remark] { [] }
}

extension PensionSystem {
  /// The sentences on limits that touch somebody, each once, in the order of ``limitKeys``: those that awards and answers say themselves, and
  /// those that the law adds.
  ///
  /// - Parameter said: remarks of awards and answers; others than those on limits are left aside.
  public func limits(said: [Remark], of questions: [LimitQuestion]) throws -> [Remark] {
    let keys = limitKeys
    guard !keys.isEmpty else { return [] }
    var seen: Set<Remark> = []
    let found = (said + (try questions.flatMap { try limits(touching: $0) })).filter {
      keys.contains($0.key) && seen.insert($0).inserted
    }
    return keys.flatMap { key in found.filter { $0.key == key } }
  }
}
