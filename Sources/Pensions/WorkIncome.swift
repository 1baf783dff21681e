// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Income from work over a run of months, as a record implies it.
public struct WorkIncome: Hashable, Sendable, Codable {
  public var from: YearMonth
  /// Last month, included.
  public var through: YearMonth
  /// A month, at the wages of the valuation month, in the country's currency.
  public var gross: ExactDecimal
  /// What social security leaves of it.
  public var net: ExactDecimal

  public init(from: YearMonth, through: YearMonth, gross: ExactDecimal, net: ExactDecimal) {
    (self.from, self.through, self.gross, self.net) = (from, through, gross, net)
  }
}

extension PensionSystem {
  /// No index of wages is known: pay is taken as it is stated.
  public func wageLevel(of year: Int) throws -> ExactDecimal? { nil }

  /// What the worker pays of ``ContributionLaw/contributions(on:status:year:)``; nothing where no such law is known.
  public func workContributions(on pay: ExactDecimal, year: Int) throws -> ExactDecimal {
    guard let law = self as? any ContributionLaw else { return .zero }
    return try law.contributions(on: pay, status: .employee, year: year).reduce(.zero) { $0 + $1.worker }
  }

  /// Pay that a record states for months after `asOf`, brought to the wages of that month, before and after the worker's contributions of a
  /// whole year at that pay.
  ///
  /// Amounts of a year belong in equal parts to its months of work; where the record says none, to all twelve, or to those up to the last
  /// month of work.
  ///
  /// - Parameter until: the last month of work, where the person states one.
  /// - Returns: runs of months of equal pay, in order.
  public func workIncome(in record: InsuranceRecord, after asOf: YearMonth, until: YearMonth? = nil) throws
    -> [WorkIncome]
  {
    let spells = work(in: record)
    let ends = spells.map(\.through) + (record.periods.isEmpty ? record.earnings.keys.map { .december($0) } : [])
    guard let end = ends.max() else { return [] }
    let last = until.map { min($0, end) } ?? end
    var found: [WorkIncome] = []
    guard last > asOf else { return [] }
    for month in (asOf + 1)...last {
      let gross = try pay(of: record, spells, in: month, asOf: asOf, until: until).roundedHalfUp(places: 2)
      guard gross > .zero else { continue }
      if let run = found.last, run.through + 1 == month, run.gross == gross {
        found[found.count - 1].through = month
      } else {
        let contributions = try workContributions(on: gross * 12, year: asOf.year)
        found.append(
          WorkIncome(
            from: month, through: month, gross: gross, net: (gross - contributions / 12).roundedHalfUp(places: 2)))
      }
    }
    return found
  }

  private func pay(
    of record: InsuranceRecord, _ spells: [WorkSpell], in month: YearMonth, asOf: YearMonth, until: YearMonth?
  ) throws -> ExactDecimal {
    func atWages(_ amount: ExactDecimal, of year: Int) throws -> ExactDecimal {
      guard let now = try wageLevel(of: asOf.year), let then = try wageLevel(of: year), then > .zero else {
        return amount
      }
      return amount.scaled(by: now, over: then)
    }
    let worked = spells.filter { $0.contains(month) }
    var sum = ExactDecimal.zero
    for spell in worked {
      if let pay = spell.monthlyPay { sum += try atWages(pay, of: spell.wagesOf ?? month.year) }
    }
    guard let stated = record.earnings[month.year], record.periods.isEmpty || !worked.isEmpty else { return sum }
    let months =
      record.periods.isEmpty
      ? (until?.year == month.year ? until?.month ?? 12 : 12)
      : (1...12).count { number in spells.contains { $0.contains(YearMonth(month.year, number)) } }
    return sum + (try atWages(stated.amount, of: stated.wagesOf ?? month.year) / max(1, months))
  }
}
