// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// What the sentences around a statement's table say: birth, date, credits, estimate.
struct StatementSentences {
  private let lines: [(text: String, number: Int)]
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  init(_ text: StatementText) {
    lines = text.lines.enumerated().map { ($0.element.folded, $0.offset + 1) }
  }

  func add(to statement: inout Statement) {
    for (text, number) in lines {
      if statement.born == nil, let range = text.firstRange(of: "date of birth") {
        statement.born = Self.day(text[range.upperBound...])
      } else if statement.issued == nil, number <= 12, let day = Self.day(text[...]) {
        statement.issued = day
      }
      guard text.utf8.contains(where: isLetter) else { continue }
      if text.contains("earn $"), let match = text.firstMatch(of: /continue to earn \$([0-9,]+)/),
        case .value(let pay) = NumberReading(match.1, .commaThousands)
      {
        statement.totals.futurePay = pay
      }
      if text.contains("credits"),
        let match = text.firstMatch(
          of: /(?:you have|you've)[a-z ]*?(?:earned|at least|have)?[a-z ]*? ([0-9]{1,3}) (?:work )?credits/),
        let count = Int(match.1)
      {
        statement.totals.credits = (count, number)
      }
      if text.contains("full retirement age"),
        let match = text.firstMatch(of: /\$([0-9,]+)(?:\.[0-9]{2})? (?:a|per) month/),
        case .value(let estimate) = NumberReading(match.1, .commaThousands)
      {
        statement.totals.estimate = (estimate, number)
      }
    }
  }

  /// `May 14, 1966`, the first one in a text.
  static func day(_ text: Substring) -> CalendarDate? {
    guard text.utf8.contains(44), months.contains(where: { text.contains($0) }),
      let match = text.firstMatch(of: /([a-z]+) ([0-9]{1,2}), ([0-9]{4})/),
      let month = months.firstIndex(of: String(match.1)), let day = Int(match.2), let year = Int(match.3)
    else { return nil }
    return CalendarDate(year, month + 1, day)
  }
}
