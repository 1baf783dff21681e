// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Makes a record of earnings by year out of Social Security's papers.
public struct EarningsAssembly: StatementAssembly {
  public let country: Country = "US"

  public init() {}

  public func record(_ statements: [Statement], _ context: AssemblyContext) -> ImportedRecord? {
    guard let system = context.system else { return nil }
    var work = EarningsWork(statements, context, system)
    return work.record()
  }
}

/// One record while it is made.
struct EarningsWork {
  let statements: [Statement]
  let context: AssemblyContext
  let system: any PensionSystem
  var amounts: [Int: (value: ExactDecimal, place: Place, format: String)] = [:]
  var units: [Int: Int] = [:]
  var sums: [(row: YearRow, place: Place)] = []
  var unrecorded: [Int: Place] = [:]
  /// Years to come, in the wages of this one.
  var future: [Int: StatedEarnings] = [:]

  init(_ statements: [Statement], _ context: AssemblyContext, _ system: any PensionSystem) {
    (self.statements, self.context, self.system) = (statements, context, system)
  }

  var interview: Interview { context.interview }

  mutating func record() -> ImportedRecord? {
    for statement in statements {
      guard case .years(let rows) = statement.content else { continue }
      let read = checked(rows, of: statement)
      take(read, of: statement)
    }
    guard !interview.hasErrors else { return nil }
    settleSums()
    settleUnrecorded()
    guard !interview.hasErrors, interview.open.isEmpty else { return nil }
    settleZero()
    settleEnd()
    settleQuarters()
    guard !interview.hasErrors, interview.open.isEmpty else { return nil }
    let result = imported()
    checkCredits(result)
    checkEstimate(result)
    return interview.hasErrors ? nil : result
  }

  // MARK: Rows

  /// Rows that are possible: years in order of time, amounts within the law (checks C3, C4, C8).
  private func checked(_ rows: [YearRow], of statement: Statement) -> [YearRow] {
    var byYear: [Int: YearRow] = [:]
    var result: [YearRow] = []
    let lastYear = statement.issued.map { min($0.year, context.today.year) } ?? context.today.year
    for row in rows.sorted(by: { ($0.first, $0.last, $0.line) < ($1.first, $1.last, $1.line) }) {
      let place = statement.place(row.line)
      let name = row.first == row.last ? "\(row.first)" : "\(row.first)-\(row.last)"
      guard row.first >= 1937 else {
        interview.fail(place, "\(name) lies before 1937, when Social Security began")
        continue
      }
      if row.last > lastYear, !context.allowsFuture {
        interview.fail(
          place, "\(name) lies after \(statement.issued == nil ? "this year" : "the statement's year"), \(lastYear)",
          hint: "a slip of a digit? --future takes years to come")
        continue
      }
      if let born = context.born, row.first < born.year + 14, row.amount > .zero, row.first == row.last {
        interview.fail(
          place, "\(name) has earnings before the age of 14", hint: "another person's paper, or a slip of a digit?")
        continue
      }
      if let earlier = byYear[row.first], earlier.last == row.last {
        if earlier.amount != row.amount || earlier.state != row.state {
          interview.fail(
            statement.place(max(row.line, earlier.line)),
            "\(name) stands twice, with \(earlier.amount) and \(row.amount)", hint: "keep the right one")
        }
        continue
      }
      byYear[row.first] = row
      result.append(row.state == .recorded ? withinBase(row, of: statement) : row)
    }
    for (earlier, later) in zip(result, result.dropFirst()) {
      if later.first <= earlier.last {
        interview.fail(
          statement.place(later.line), "\(later.first) lies in the row of \(earlier.first) to \(earlier.last) too")
      } else if later.first > earlier.last + 1 {
        let missing = earlier.last + 1
        interview.fail(
          statement.place(later.line),
          later.first == missing + 1
            ? "\(missing) is missing; the table has every year"
            : "\(missing) to \(later.first - 1) are missing; the table has every year",
          hint: "years without earnings stand in it with $0")
      }
    }
    return result
  }

  /// The row with the amount that counts, after the checks against the wage base and the other column.
  private func withinBase(_ row: YearRow, of statement: Statement) -> YearRow {
    var row = row
    let place = statement.place(row.line)
    guard let base = system.earningsLimit(in: row.first) else { return row }
    if row.isMaximum {
      row.amount = base
      interview.say("\(row.first): the paper says the most that counts, the wage base of \(base.grouped).")
    }
    let taxed = row.amount
    if taxed > base {
      let message = "\(row.first): \(taxed.grouped) is above that year's wage base of \(base.grouped)"
      if statement.format == "anypia" {
        interview.warn(place, message, hint: "only the wage base counts")
      } else {
        interview.fail(
          place, message + ": a slip of a digit?", hint: "Social Security's papers give no more than the wage base")
        return row
      }
    }
    if row.first >= 1966, let medicare = row.second, taxed != min(medicare, base) {
      let question = Question(
        "us-\(row.first)-columns", at: place,
        "\(row.first): \(taxed.grouped) taxed for Social Security but \(medicare.grouped) for Medicare; a slip, or swapped?",
        form: "the amount taxed for Social Security, such as \(min(medicare, base))")
      let answer = interview.ask(question) { text in
        answeredAmount(text, in: system.currency).flatMap { $0 <= base ? $0 : nil }
      }
      if let answer { row.amount = answer }
    }
    return row
  }

  private mutating func take(_ rows: [YearRow], of statement: Statement) {
    for row in rows {
      let place = statement.place(row.line)
      if let count = row.units { units[row.first] = count }
      switch row.state {
      case .sumOfYears: sums.append((row, place))
      case .notRecorded: for year in row.first...row.last { unrecorded[year] = place }
      case .recorded:
        if let earlier = amounts[row.first], earlier.value != row.amount {
          interview.fail(
            place, "\(row.first) is \(row.amount) here and \(earlier.value) in \(earlier.place.name)",
            hint: "keep the newer paper")
        }
        amounts[row.first] = (row.amount, place, statement.format)
      }
    }
    for year in unrecorded.keys where amounts[year] != nil { unrecorded[year] = nil }
  }

  // MARK: Output

  private func imported() -> ImportedRecord {
    var record = InsuranceRecord(country: system.country)
    var result = ImportedRecord(record)
    for (year, found) in amounts where found.value > .zero {
      record.earnings[year] = StatedEarnings(found.value)
      result.yearOrigins[year] = found.place.name
    }
    for (year, stated) in future {
      record.earnings[year] = stated
      result.yearOrigins[year] = "not from a paper: asked"
    }
    record.units = units
    result.record = record
    if !units.isEmpty {
      result.unitsOrigin =
        statements.first { $0.format == "anypia" }.map { "\(Place($0.file).name), line 96" } ?? "asked"
    }
    let empty = amounts.filter { $0.value.value == .zero }.keys
    if !empty.isEmpty {
      interview.say("Years without earnings are left out: \(Self.ranges(empty.sorted())).")
    }
    for statement in statements {
      if let claim = statement.totals.claim {
        interview.say("\(Place(statement.file).name) proposes a claim in \(claim).")
      }
    }
    return result
  }

  /// `1999, 2002 to 2024`.
  static func ranges(_ years: [Int]) -> String {
    var parts: [String] = []
    var first: Int?
    for (index, year) in years.enumerated() {
      if first == nil { first = year }
      guard index + 1 == years.count || years[index + 1] != year + 1 else { continue }
      parts.append(first == year ? "\(year)" : "\(first ?? year) to \(year)")
      first = nil
    }
    return parts.joined(separator: ", ")
  }
}
