// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import LuxembourgRules
import Pensions
import Quantities
import Testing

/// Random careers worked out by a separate program in exact fractions, written from the same articles in another language.
///
/// Records with overlaps, study, voluntary months, income above the ceiling, US quarters by year, starts from 2012 to 2040 and later
/// months; 25 national, 30 totalized, 10 without a right. The last 33 come from a second such program: starts from March 2002 on, purchased
/// months, early starts after the law of 2025, starts after 2040.
///
/// Both programs summed monthly ceilings; 33 cases were moved to the yearly ceilings that IGSS prints by the exact difference of the
/// capped incomes (up to 1.58 EUR a month for a year 2021 at the ceiling, a cent or two of income sum in other years).
/// Seven with income above the ceilings before 1979, which neither program cut, are asked with `ceilingBefore1979: none`.
/// Neither knew who may have study and purchased months: eleven cases that the law refuses name the article instead.
@Suite("Luxembourg: awards against an independent program")
struct AwardsMatchReference {
  static let lines: [String] = {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/independent-reference.jsonl")
    return ((try? String(contentsOf: path, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
  }()

  private func text(_ value: Any?) throws -> String { try #require(value as? String) }

  private func month(_ value: Any?) throws -> YearMonth {
    let written = try text(value)
    return try #require(YearMonth(written))
  }

  private func decimal(_ value: Any?) throws -> ExactDecimal {
    // A JSON number as it is written, by its shortest decimal.
    let number = try #require(value as? NSNumber)
    return try #require(ExactDecimal(shortest: number.doubleValue))
  }

  @Test("each key of each case", arguments: lines.indices)
  func eachCase(index: Int) throws {
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(Self.lines[index].utf8)) as? [String: Any])
    let part = try #require(object["lu"] as? [String: Any])
    let periods = try (part["periods"] as? [[String: Any]] ?? []).map { period in
      InsurancePeriod(
        from: try month(period["from"]), through: try month(period["to"]),
        kind: try text(period["kind"]))
    }
    var income: [Int: ExactDecimal] = [:]
    for (year, amount) in part["income"] as? [String: Any] ?? [:] {
      income[try #require(Int(year))] = try decimal(amount)
    }
    var years: [Int: Coverage.Year] = [:]
    for (year, count) in part["foreign_quarters"] as? [String: Int] ?? [:] {
      years[try #require(Int(year))] = Coverage.Year(count: count)
    }
    let written = try text(object["born"])
    let question = LuxembourgCase(
      born: try #require(CalendarDate(written)),
      record: LuxembourgCase.record(periods: periods, income: income),
      foreign: years.isEmpty ? [:] : ["US": Coverage(unit: .quarter, years: years)],
      claim: try month(part["claim"]), at: part["at"] == nil ? nil : try month(part["at"]),
      settings: part["settings"] as? [String: String] ?? [:])
    let expected = try #require(object["expected"] as? [String: Any])
    if let article = expected["error"] as? String {
      let fault = #expect(throws: RecordFault.self) { try luxembourg.answer(question) }
      #expect(fault?.article == article)
      return
    }
    let answer = try Answer(question)
    #expect(!expected.isEmpty)
    for (key, value) in expected {
      let found = answer[key]?.replacingOccurrences(of: "\"", with: "")
      switch value {
      case let text as String: #expect(found == text, "\(object["id"] ?? "") \(key)")
      case let number as NSNumber where key == "entitled": #expect(found == (number.boolValue ? "true" : "false"))
      case let number as NSNumber: #expect(found == "\(number)", "\(object["id"] ?? "") \(key)")
      default: Issue.record("\(key) is \(value)")
      }
    }
  }

  @Test("the cases are there")
  func count() { #expect(Self.lines.count == 98) }
}
