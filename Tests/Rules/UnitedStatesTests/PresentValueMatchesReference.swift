// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// Open Social Security's present values of one person's benefit, from our claim factors and its own conventions: calendar-year
/// sums, the full benefit of the claim month from then on, survival to the end of the year, whole years of discount.
@Suite("United States: present values and best claim ages of Open Social Security")
struct PresentValueMatchesReference {
  struct Row: Sendable, CustomTestStringConvertible {
    var fields: [String: String]
    var testDescription: String { "\(fields["birth_month"] ?? "") \(fields["claim_age_months"] ?? "")" }
    func number(_ name: String) -> Double? { fields[name].flatMap { Double($0) } }
    func month(_ name: String) -> YearMonth { fields[name].flatMap { YearMonth($0) }! }
  }

  static func rows(_ name: String) -> [Row] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    guard let text = try? String(contentsOf: folder.appending(path: "Goldens/\(name)"), encoding: .utf8) else {
      return []
    }
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    return lines.dropFirst().map {
      Row(fields: Dictionary(zip(lines[0], $0), uniquingKeysWith: { first, _ in first }))
    }
  }

  static let survivors = rows("ssa-period-survivors.csv")

  /// Chance to be alive at the end of the year in which `age` is reached on 1 January, for someone alive now.
  static func alive(_ row: Row, at age: Double, today: Double) -> Double {
    if let death = row.number("death_age") { return age <= death ? 1 : 0 }
    let column = "\(row.fields["sex"] ?? "")_\(row.fields["table"] ?? "")"
    func left(_ age: Int) -> Double { age < survivors.count ? survivors[age].number(column) ?? 0 : 0 }
    let whole = Int((age + 1e-9).rounded(.down))
    let part = age - Double(whole)
    return (left(whole + 1) * (1 - part) + left(whole + 2) * part) / left(Int((today + 1e-9).rounded(.down)))
  }

  static func value(_ row: Row, claimAge: Int) -> Double {
    let (now, birth) = (row.month("today"), row.month("birth_month"))
    let ages = law.ages(born: CalendarDate(birth.year, birth.month, 15)!)
    let claim = ages.month(attaining: Age(months: claimAge))
    let adjustment = law.tables.adjustment(ages, entitlement: claim, month: ages.lastMonth + 1)
    let benefit = (row.number("pia") ?? 0) * Double(adjustment.numerator) / Double(adjustment.denominator)
    let today = Double(now - birth) / 12
    let rate = 1 + (row.number("discount_percent") ?? 0) / 100
    var (value, discount) = (0.0, 1.0)
    for year in now.year..<birth.year + 130 {
      if year > now.year { discount /= rate }
      let months = max(0, min(12, YearMonth.january(year + 1) - max(claim, .january(year))))
      var sum = benefit * Double(months) * alive(row, at: Double(YearMonth.january(year) - birth) / 12, today: today)
      if let cut = row.number("cut_from_year"), Double(year) >= cut {
        sum *= 1 - (row.number("cut_percent") ?? 0) / 100
      }
      value += sum * discount
    }
    return value
  }

  @Test("every present value, and every best claim age over 62 years 1 month to 70")
  func presentValues() throws {
    let rows = Self.rows("open-social-security.csv")
    #expect(rows.count == 34)
    for row in rows {
      let expected = try #require(row.number("present_value"))
      let tolerance = try #require(row.number("tolerance"))
      if let age = row.number("claim_age_months") {
        #expect(abs(Self.value(row, claimAge: Int(age)) - expected) <= tolerance, "\(row.fields)")
      } else {
        let best = (745...840).map { ($0, Self.value(row, claimAge: $0)) }.max { $0.1 < $1.1 }
        #expect(best?.0 == row.number("best_claim_age_months").map { Int($0) }, "\(row.fields)")
        #expect(abs((best?.1 ?? 0) - expected) <= tolerance, "\(row.fields)")
      }
    }
  }
}
