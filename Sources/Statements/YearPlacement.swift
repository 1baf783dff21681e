// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Where in its year a number of months lies that a paper only counts.
///
/// The rule: months of a year before a full one are its last, of a year after a full one its first. It is a default to confirm, and
/// where neither neighbour is full there is none.
struct YearPlacement {
  struct Count: Hashable {
    var year: Int
    var months: Int
    var kind: String
    var line: Int
  }

  /// The question's prefix, such as `lu`.
  let prefix: String
  let statement: Statement
  let interview: Interview

  /// The months of each count; nil where one stays open or a year has more than twelve.
  func placed(_ counts: [Count]) -> [Count: ClosedRange<YearMonth>]? {
    var result: [Count: ClosedRange<YearMonth>] = [:]
    let byYear = Dictionary(grouping: counts.filter { $0.months > 0 }) { $0.year }
    let totals = byYear.mapValues { $0.reduce(0) { $0 + $1.months } }
    var isWhole = true
    for (year, parts) in byYear.sorted(by: { $0.key < $1.key }) {
      guard totals[year, default: 0] <= 12 else {
        interview.fail(statement.place(parts[0].line), "\(year) has \(totals[year, default: 0]) months")
        isWhole = false
        continue
      }
      if parts.count == 1, parts[0].months == 12 {
        result[parts[0]] = YearMonth.january(year)...YearMonth.december(year)
        continue
      }
      for part in parts.sorted(by: { ($0.kind, $0.months, $0.line) < ($1.kind, $1.months, $1.line) }) {
        let standard = parts.count == 1 ? rule(part, totals) : nil
        guard let months = ask(part, standard, several: parts.count > 1) else {
          isWhole = false
          continue
        }
        if let other = result.first(where: { $0.key.year == year && $0.value.overlaps(months) }) {
          interview.fail(
            statement.place(part.line), "\(part.kind) months of \(year) lie in \(other.key.kind) ones, as answered")
          isWhole = false
        }
        result[part] = months
      }
    }
    return isWhole ? result : nil
  }

  private func rule(_ part: Count, _ totals: [Int: Int]) -> ClosedRange<YearMonth>? {
    if totals[part.year + 1] == 12 {
      return YearMonth.december(part.year) - (part.months - 1)...YearMonth.december(part.year)
    }
    if totals[part.year - 1] == 12 {
      return YearMonth.january(part.year)...YearMonth.january(part.year) + (part.months - 1)
    }
    return nil
  }

  private func ask(_ part: Count, _ standard: ClosedRange<YearMonth>?, several: Bool) -> ClosedRange<YearMonth>? {
    let example = standard ?? YearMonth.january(part.year)...YearMonth.january(part.year) + (part.months - 1)
    let count = part.months == 1 ? "1 month" : "\(part.months) months"
    let isFirst = standard?.lowerBound.month == 1
    return interview.ask(
      Question(
        "\(prefix)-\(part.year)-months" + (several ? "-\(part.kind)" : ""), at: statement.place(part.line),
        "\(part.year) has \(count). Which?",
        form: "the first month, or first and last such as \(example.lowerBound)..\(example.upperBound)",
        standard: standard.map { "\($0.lowerBound)..\($0.upperBound)" }),
      telling: { (months: ClosedRange<YearMonth>, isDefault) in
        "\(part.year) has \(count): \(months.lowerBound) to \(months.upperBound)"
          + (isDefault ? " (by default: \(isFirst ? "the year before" : "the next year") is full)." : ", as answered.")
      }
    ) { text in
      let parts = text.split(separator: ".", omittingEmptySubsequences: true).compactMap {
        YearMonth(String($0).trimmingBlanks)
      }
      guard let first = parts.first, first.year == part.year else { return nil }
      let last = parts.count > 1 ? parts[1] : first + (part.months - 1)
      guard parts.count <= 2, last - first + 1 == part.months, last.year == part.year else { return nil }
      return first...last
    }
  }
}
