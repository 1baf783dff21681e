// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import TestSupport
import Testing

@testable import UnitedStatesRules

/// The law, read once for all tests.
let law: UnitedStates = {
  do { return try UnitedStates() } catch { fatalError("\(error)") }
}()

func usd(_ text: String) -> Money<USD> { Money(ExactDecimal(text)!, rounded: .halfUp) }

typealias Golden = TestSupport.Golden
typealias GoldenCase = TestSupport.GoldenCase

func goldens(_ name: String) throws -> [GoldenCase] { try TestSupport.goldens(name, beside: #filePath) }

extension ForeignCredit {
  /// A bare number of quarters.
  static func quarters(_ count: Int) -> ForeignCredit {
    ForeignCredit(quarters: count, under: law.tables.standardAgreement)
  }
}

/// Coverage of calendar months.
func coverage(_ months: [YearMonth]) -> Coverage {
  var years: [Int: UInt16] = [:]
  for month in months { years[month.year, default: 0] |= 1 << UInt16(month.month - 1) }
  return Coverage(unit: .month, years: years.mapValues { Coverage.Year(count: $0.nonzeroBitCount, months: $0) })
}

extension TestSupport.GoldenCase {
  /// The case in the form of the `awards` command.
  var unitedStates: UnitedStatesCase {
    get throws {
      let us = try #require(fields["us"])
      var months: [YearMonth] = []
      for period in fields["lu"]?["periods"]?.items ?? [] {
        months += Array(try #require(period["from"]?.month)...(try #require(period["to"]?.month)))
      }
      return UnitedStatesCase(
        born: try #require(fields["born"]?.date), earnings: us["earnings"]?.byYear ?? [:],
        quarters: us["quarters"]?.counts ?? [:], claim: try #require(us["claim"]?.month), at: us["at"]?.month,
        foreignQuarters: us["foreign_quarters"]?.integer, foreign: months.isEmpty ? [:] : ["LU": coverage(months)],
        noncoveredPension: us["noncovered_pension"]?.number,
        pensionFromAgreement: us["pension_from_agreement"]?.bool ?? false,
        law: LawRegime(name: us["law"]?.text ?? "current"))
    }
  }
}

/// What of `expected` the answer does not say, one line each. A null is right where the answer leaves the key out.
func differences(_ expected: [String: Golden], _ answer: [AwardField], at path: String = "") -> [String] {
  let found = Dictionary(uniqueKeysWithValues: answer.map { ($0.key, $0.value) })
  return expected.keys.sorted().flatMap { key -> [String] in
    guard let want = expected[key] else { return [] }
    if case .null = want { return found[key] == nil ? [] : ["\(path)\(key): expected nothing, got \(found[key]!)"] }
    guard let value = found[key] else { return ["\(path)\(key): missing"] }
    return difference(want, value, at: path + key)
  }
}

func difference(_ want: Golden, _ value: AwardValue, at path: String) -> [String] {
  switch (want, value) {
  case (.number(let a), .decimal(let b)) where a == b: []
  case (.number(let a), .integer(let b)) where a == ExactDecimal(b): []
  case (.bool(let a), .bool(let b)) where a == b: []
  case (.text(let a), .text(let b)) where a == b: []
  case (.array(let a), .array(let b)) where a.count == b.count:
    zip(a, b).enumerated().flatMap { difference($1.0, $1.1, at: "\(path)[\($0)]") }
  case (.object(let a), .object(let b)):
    differences(a, b, at: path + ".")
      + b.filter { a[$0.key] == nil }.map { "\(path).\($0.key): not expected" }
  default: ["\(path): expected \(want), got \(value)"]
  }
}
