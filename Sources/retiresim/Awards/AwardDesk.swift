// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import ScenarioFiles
import UnitedStatesRules

/// Answers the lines of `retiresim awards`.
struct AwardDesk: Sendable {
  let unitedStates: UnitedStates
  let luxembourg: Luxembourg
  /// Prices and wages held after the last published ones, for what is paid.
  let held: UnitedStates

  init() throws {
    (unitedStates, luxembourg) = (try UnitedStates(), try Luxembourg())
    held = try unitedStates.held()
  }

  /// The answer to one line, under the case's `id`, or `line` where it has none; an object with `error` where it has no answer.
  func answer(_ bytes: [UInt8], line: Int) -> (value: AwardValue, isError: Bool) {
    var name = AwardField("line", .integer(line))
    do {
      guard let text = String(validating: bytes, as: UTF8.self) else { throw LineError("the line is not UTF-8 text") }
      let value: JSONValue
      do { value = try JSONValue(text) } catch { throw LineError("the line is not JSON: \(error)") }
      if let id = Self.id(of: value) { name = AwardField("id", id) }
      return (.object([name] + (try answer(CaseLine(value)))), false)
    } catch {
      return (.object([name, AwardField("error", .text("\(error)"))]), true)
    }
  }

  /// The case's own name, text or number, as it stands; nil where it has none.
  private static func id(of value: JSONValue) -> AwardValue? {
    switch value["id"] {
    case .string(let text): .text(text)
    case .number(let number): .decimal(number)
    default: nil
    }
  }

  private func answer(_ line: CaseLine) throws -> [AwardField] {
    var fields: [AwardField] = []
    let person = Person(id: "case", born: line.born, sex: line.sex ?? .female)
    if let part = line.us, part.claim != nil {
      let foreign = try line.lu.map { try luxembourg.coverage(of: $0.record, person: person) }
      let answer = try part.named { try unitedStates.answer(part.question(line, foreign: foreign)) }
      fields.append(AwardField("us", .object(answer)))
    }
    if let part = line.lu, part.claim != nil {
      let foreign = try line.us.map { try unitedStates.coverage(of: $0.record, person: person) }
      let answer = try part.named { try luxembourg.answer(part.question(line, foreign: foreign, law: luxembourg)) }
      fields.append(AwardField("lu", .object(answer.map { AwardField($0.key, $0.value) })))
    }
    if let paid = try PaidPart(line), let unitedStates = try paid.unitedStates(line, desk: self) {
      fields.append(AwardField("paid", .object([AwardField("us", unitedStates)])))
    }
    // Where a part went beyond the last published parameter, the line says so too.
    let projected = AwardField("projected", .bool(true))
    let isProjected = fields.contains { field in
      if case .object(let answer) = field.value { answer.contains(projected) } else { false }
    }
    return isProjected ? fields + [projected] : fields
  }
}

/// One line: a person, and a part for each country that is asked.
///
/// Other fields of the line are left alone, so that it can carry notes; inside a part, an unknown field is an error.
struct CaseLine {
  var born: CalendarDate
  var sex: Sex?
  var us: UnitedStatesPart?
  var lu: LuxembourgPart?
  let fields: CaseReader
  /// Of the marriage, and of the person's death; the first day of a month that stands alone.
  let married: CalendarDate?
  let died: CalendarDate?

  /// - Parameter part: the field that holds the line where it is a spouse's or a deceased's; these need no claim.
  init(_ value: JSONValue, in part: String? = nil) throws {
    guard case .object(let all) = value else { throw LineError("a line is an object, not \(value.kind)") }
    fields = try CaseReader(value, in: part.map { "\($0)." } ?? "", known: all.map(\.key))
    (married, died) = (try fields.dayOrMonth("married"), try fields.dayOrMonth("died"))
    born = try fields.required(fields.date("born"), "born")
    sex = try fields.text("sex").map { text in
      switch text.lowercased() {
      case "f", "female": .female
      case "m", "male": .male
      default: throw LineError("'sex' is F or M, not '\(text)'")
      }
    }
    us = try fields.object("us", known: UnitedStatesPart.fields).map { try UnitedStatesPart($0) }
    lu = try fields.object("lu", known: LuxembourgPart.fields).map { try LuxembourgPart($0) }
    guard part == nil, !fields.has("widowed") else { return }
    if us == nil, lu == nil { throw LineError("the case has neither 'us' nor 'lu'") }
    if us?.claim == nil, lu?.claim == nil { throw LineError("'\(us == nil ? "lu" : "us").claim' is missing") }
  }
}

/// The `us` part of a line.
struct UnitedStatesPart {
  static let fields = [
    "earnings", "quarters", "claim", "at", "foreign_quarters", "noncovered_pension", "pension_from_agreement", "law",
    "filed",
    "survivor_claim",
  ]

  private let fields: CaseReader
  let earnings: [Int: ExactDecimal]
  let quarters: [Int: Int]
  /// Nil for a record that is coverage for the other country alone.
  let claim: YearMonth?

  init(_ fields: CaseReader) throws {
    self.fields = fields
    earnings = try fields.amountsByYear("earnings") ?? [:]
    quarters = try fields.countsByYear("quarters") ?? [:]
    claim = try fields.month("claim")
  }

  /// What Luxembourg may count.
  var record: InsuranceRecord {
    InsuranceRecord(country: "US", earnings: earnings.mapValues { StatedEarnings($0) }, units: quarters)
  }

  func filed() throws -> YearMonth? { try fields.month("filed") }
  func survivorClaim() throws -> YearMonth? { try fields.month("survivor_claim") }

  /// - Parameter claim: stands in for the part's own.
  func question(_ line: CaseLine, claim stated: YearMonth? = nil, foreign: Coverage?) throws -> UnitedStatesCase {
    UnitedStatesCase(
      born: line.born, sex: line.sex, earnings: earnings, quarters: quarters,
      claim: try fields.required(claim ?? stated, "claim"), at: try fields.month("at"),
      foreignQuarters: try fields.count("foreign_quarters"), foreign: foreign,
      noncoveredPension: try fields.amount("noncovered_pension"),
      pensionFromAgreement: try fields.flag("pension_from_agreement") ?? false,
      law: try fields.regime("law", among: ScenarioVocabulary.unitedStates.regimes.map(\.regime)))
  }

  /// Says in which part an error is.
  func named<Value>(_ body: () throws -> Value) throws -> Value { try fields.named(body) }
}

/// The `lu` part of a line: periods with income by year, or totals of a published example.
struct LuxembourgPart {
  static let fields = [
    "periods", "income", "months", "income_sum_base1984", "claim", "at", "foreign_quarters", "law", "settings",
  ]
  private static let kinds = ["compulsory", "voluntary", "purchased", "complementary"]

  private let fields: CaseReader
  let record: InsuranceRecord
  /// Nil for a record that is coverage for the other country alone.
  let claim: YearMonth?

  init(_ fields: CaseReader) throws {
    self.fields = fields
    claim = try fields.month("claim")
    if fields.has("months") || fields.has("income_sum_base1984") {
      if fields.has("periods") || fields.has("income") {
        throw LineError("'lu' has periods and totals; a case is one or the other")
      }
      let months = try fields.required(fields.object("months", known: Self.kinds), "months")
      var totals: [String: Int] = [:]
      for kind in Self.kinds { totals[kind] = try months.count(kind) }
      record = LuxembourgCase.record(
        months: totals,
        incomeSumBase1984: try fields.required(fields.amount("income_sum_base1984"), "income_sum_base1984"))
    } else {
      let periods = try fields.list("periods", known: ["from", "to", "kind", "pay"]) ?? []
      record = LuxembourgCase.record(
        periods: try periods.map(Self.period), income: try fields.amountsByYear("income") ?? [:])
    }
  }

  private static func period(_ fields: CaseReader) throws -> InsurancePeriod {
    let from = try fields.required(fields.month("from"), "from")
    let through = try fields.required(fields.month("to"), "to")
    let kind = try fields.required(fields.text("kind"), "kind")
    guard kinds.contains(kind) else {
      throw LineError("'\(fields.prefix)kind' is '\(kind)'; there are \(kinds.joined(separator: ", "))")
    }
    guard from <= through else { throw LineError("'\(fields.prefix)to' is \(through), before \(from)") }
    return InsurancePeriod(from: from, through: through, kind: kind, monthlyPay: try fields.amount("pay"))
  }

  func question(_ line: CaseLine, foreign: Coverage?, law: Luxembourg) throws -> LuxembourgCase {
    var coverage = foreign
    if case .object = fields["foreign_quarters"] {
      let years = try fields.countsByYear("foreign_quarters") ?? [:]
      if let year = years.first(where: { $0.value > 4 }) {
        throw LineError("'lu.foreign_quarters' has \(year.value) in \(year.key); a year has at most 4")
      }
      coverage = Coverage(unit: .quarter, years: years.mapValues { Coverage.Year(count: $0) })
    } else if let count = try fields.count("foreign_quarters") {
      coverage = Coverage(unit: .quarter, override: count)
    }
    return LuxembourgCase(
      born: line.born, sex: line.sex ?? .female, record: record, foreign: coverage.map { ["US": $0] } ?? [:],
      claim: try fields.required(claim, "claim"), at: try fields.month("at"),
      regime: try fields.regime("law", among: law.vocabulary.regimes.map(\.regime)),
      settings: try fields.texts("settings") ?? [:])
  }

  /// Says in which part an error is.
  func named<Value>(_ body: () throws -> Value) throws -> Value { try fields.named(body) }
}
