// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// Foreign coverage where German months alone do not meet a waiting period: by each agreement alone, or by all together where the reader
/// of the law holds that no text forbids it.
///
/// - Source: Reg. (EC) 883/2004 art. 6, 57; agreement with the United States of 7 January 1976, art. 7.
public struct Aggregation: Sendable {
  /// In the order in which they are tried.
  public let agreements: [Agreement]
  /// Months of several agreements count together.
  public let together: Bool

  /// How a waiting period is met.
  public struct Answer: Hashable, Sendable {
    public var basis: EntitlementBasis
    public var own: Int
    /// Foreign months that were needed; none on own months alone.
    public var credited: Int
    /// Names of the agreements by which they count.
    public var agreements: [String]
  }

  /// Agreements in force in `month`.
  ///
  /// - Throws: ``ParameterError`` where an agreement file is incomplete.
  public init(_ parameters: ParameterLibrary, on month: YearMonth, together: Bool = false) throws {
    agreements = try Agreement.prefixes(under: "de.agreement", in: parameters).compactMap {
      try Agreement($0, in: parameters, on: month)
    }
    self.together = together
  }

  /// Foreign months before `end` that some agreements credit beside own ones, none counted twice.
  public func credited(
    _ foreign: [Country: Coverage], by agreements: [Agreement], beside own: [Int: MonthsOfYear], before end: YearMonth
  ) -> Int {
    var taken = own
    var unplaced: [Int: Int] = [:]
    var sum = 0
    for agreement in agreements {
      for country in agreement.partners.sorted() {
        guard let coverage = foreign[country] else { continue }
        let conversion = coverage.unit == .quarter ? agreement.conversion : MonthConversion(monthsPerUnit: 1)
        if let override = coverage.override { sum += override * conversion.monthsPerUnit }
        for (year, units) in coverage.years.sorted(by: { $0.key < $1.key }) where coverage.override == nil {
          guard year <= end.year else { continue }
          let window = year == end.year ? MonthsOfYear.before(end.month) : .all
          let before = taken[year] ?? MonthsOfYear()
          let room = max(0, window.subtracting(before).count - (unplaced[year] ?? 0))
          let months = min(room, conversion.months(from: units, besides: before, within: window))
          sum += months
          if let placed = units.months {
            taken[year] = before.union(MonthsOfYear(bits: placed).intersection(window))
          } else {
            unplaced[year, default: 0] += months
          }
        }
      }
    }
    return sum
  }

  /// Whether a waiting period is met before `end`, on own months first.
  public func answer(
    required: Int, own: [Int: MonthsOfYear], foreign: [Country: Coverage], before end: YearMonth
  ) -> Answer {
    answer(required: required, held: own.count(before: end), beside: own, foreign: foreign, before: end)
  }

  /// The same of months that are known by number alone, beside which foreign ones cannot overlap.
  public func answer(required: Int, held: Int, foreign: [Country: Coverage], before end: YearMonth) -> Answer {
    answer(required: required, held: held, beside: [:], foreign: foreign, before: end)
  }

  private func answer(
    required: Int, held months: Int, beside own: [Int: MonthsOfYear], foreign: [Country: Coverage],
    before end: YearMonth
  ) -> Answer {
    if months >= required { return Answer(basis: .national, own: months, credited: 0, agreements: []) }
    var groups = agreements.map { [$0] }
    if together, agreements.count > 1 { groups.append(agreements) }
    for group in groups {
      let credited = credited(foreign, by: group, beside: own, before: end)
      let threshold = TotalizationThreshold(required: required, minimumOwn: group.map(\.minimumOwn).max() ?? 0)
      if threshold.basis(own: months, credited: credited) == .totalized {
        return Answer(basis: .totalized, own: months, credited: credited, agreements: group.map(\.name))
      }
    }
    return Answer(basis: .none, own: months, credited: 0, agreements: [])
  }
}
