// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// The `lu` part of a line of `retiresim awards`, and its answers.
public struct LuxembourgLines: CaseLaw {
  let law: Luxembourg
  /// Whose periods an agreement or the Union's coordination counts.
  private let partners: Set<Country>

  /// - Throws: ``ParameterError`` where a parameter file is broken.
  public init() throws {
    law = try Luxembourg()
    var partners: Set<Country> = []
    for prefix in Claimant.agreements.map(\.prefix) {
      if let agreement = try Agreement(prefix, in: law.parameters, on: law.scale.checked) {
        partners.formUnion(agreement.partners)
      }
    }
    partners.formUnion(try law.alikeUnion(on: law.scale.checked))
    partners.formUnion(try law.parameters.value(.treatyStates, inForce: law.scale.checked).value.map { Country($0) })
    self.partners = partners
  }

  public var country: Country { law.country }
  public let caseFields = [
    "periods", "income", "months", "income_sum_base1984", "claim", "at", "foreign_quarters", "law", "settings",
    "filed", "foreign_pension", "children", "orphans",
  ]

  public func counts(periodsIn other: Country) -> Bool { partners.contains(other) }

  public func minimumWage(in month: YearMonth) -> ExactDecimal? { law.base.floor(in: month)?.amount }

  public func coverage(of record: InsuranceRecord, person: Person) throws -> Coverage {
    try law.coverage(of: record, person: person)
  }

  /// Periods with income by year, or totals of a published example.
  public func record(of part: CaseReader) throws -> InsuranceRecord {
    let kinds = PeriodKind.allCases.map(\.rawValue)
    if part.has("months") || part.has("income_sum_base1984") {
      if part.has("periods") || part.has("income") {
        throw LineError("'\(part.prefix.dropLast())' has periods and totals; a case is one or the other")
      }
      let months = try part.required(part.object("months", known: kinds), "months")
      var totals: [String: Int] = [:]
      for kind in kinds { totals[kind] = try months.count(kind) }
      return LuxembourgCase.record(
        months: totals,
        incomeSumBase1984: try part.required(part.amount("income_sum_base1984"), "income_sum_base1984"))
    }
    let periods = try part.list("periods", known: ["from", "to", "kind", "pay", "hours"]) ?? []
    return LuxembourgCase.record(
      periods: try periods.map { try period($0, kinds) }, income: try part.amountsByYear("income") ?? [:])
  }

  private func period(_ fields: CaseReader, _ kinds: [String]) throws -> InsurancePeriod {
    let from = try fields.required(fields.month("from"), "from")
    let through = try fields.required(fields.month("to"), "to")
    let kind = try fields.required(fields.text("kind"), "kind")
    guard PeriodKind(word: kind) != nil else {
      throw LineError("'\(fields.prefix)kind' is '\(kind)'; there are \(kinds.joined(separator: ", "))")
    }
    guard from <= through else { throw LineError("'\(fields.prefix)to' is \(through), before \(from)") }
    return InsurancePeriod(
      from: from, through: through, kind: kind, monthlyPay: try fields.amount("pay"),
      hours: try fields.count("hours"))
  }

  public func answer(_ line: CaseLine) throws -> [AwardField] {
    guard let part = line.part(of: country) else { return [] }
    return try law.answer(question(part, line)).map { AwardField($0.key, $0.value) }
  }

  /// - Parameter claim: stands in for the part's own.
  private func question(_ part: CasePart, _ line: CaseLine, claim stated: YearMonth? = nil) throws -> LuxembourgCase {
    let fields = part.fields
    if let fault = law.faults(in: part.record, born: line.born).first {
      throw LineError("'\(fields.prefix)periods[\(fault.period)]': \(fault)")
    }
    var coverage = try line.coverage(outside: country)
    if case .object = fields["foreign_quarters"] {
      let years = try fields.countsByYear("foreign_quarters") ?? [:]
      if let year = years.first(where: { $0.value > 4 }) {
        throw LineError(
          "'\(fields.prefix)foreign_quarters' has \(year.value) in \(year.key); a year has at most 4")
      }
      coverage["US"] = Coverage(unit: .quarter, years: years.mapValues { Coverage.Year(count: $0) })
    } else if let count = try fields.count("foreign_quarters") {
      coverage["US"] = Coverage(unit: .quarter, override: count)
    }
    return LuxembourgCase(
      born: line.born, sex: line.sex ?? .female, record: part.record, foreign: coverage,
      claim: try fields.required(part.claim ?? stated, "claim"), at: try fields.month("at"),
      regime: try fields.regime("law", among: law.vocabulary.regimes.map(\.regime)),
      settings: try fields.texts("settings") ?? [:])
  }

  public func paid(_ months: ClosedRange<YearMonth>, of line: CaseLine) throws -> [AwardField]? {
    let family = try line.family()
    let people = [line] + [family.widowed].compactMap { $0 }
    guard people.contains(where: { $0.part(of: country) != nil }) else { return nil }
    // A wedding after the death is that of the spouse who lives.
    let wedding = family.spouse == nil ? nil : line.married ?? family.spouse?.married
    var deceased = try family.widowed.map { try payee($0) }
    let remarried = wedding.flatMap { day in (deceased?.died).flatMap { day > $0 ? day.yearMonth : nil } }
    if remarried == nil, deceased?.married == nil { deceased?.married = line.married }
    let paid = try law.paid(months, to: payee(line), after: deceased, remarried: remarried)
    return paid.map { AwardField($0.month.description, .decimal($0.amount.amount)) }
  }

  /// A person of the line as the law of payments asks about it.
  private func payee(_ line: CaseLine) throws -> LuxembourgPayee {
    _ = try line.resident()  // a pension is paid wherever its owner lives
    var payee = LuxembourgPayee(born: line.born, married: line.married, died: line.died)
    payee.hasCommonChild = try line.fields.flag("common_child") ?? false
    payee.wasAccident = try line.fields.flag("accident") ?? false
    payee.pay = try pay(line)
    guard let part = line.part(of: country) else { return payee }
    // Of somebody who has not claimed the record alone matters.
    let unclaimed = line.died?.yearMonth ?? line.born.yearMonth + 65 * 12
    payee.question = try question(part, line, claim: unclaimed)
    payee.hasClaimed = part.claim != nil
    payee.filed = try part.fields.month("filed")
    payee.foreignPensions = try part.fields.amount("foreign_pension") ?? .zero
    payee.children = try part.fields.count("children") ?? 0
    payee.orphans = try part.fields.count("orphans") ?? 0
    return payee
  }

  /// Pay by month of `"work"` in countries of the euro; nil where the line states no pay, which then is the record's.
  private func pay(_ line: CaseLine) throws -> [YearMonth: ExactDecimal]? {
    guard let spans = try line.work()?.filter({ $0.pay != nil }), !spans.isEmpty else { return nil }
    let euro = try law.parameters.value(.euroCountries, inForce: law.scale.checked).value
    var pays: [YearMonth: ExactDecimal] = [:]
    for span in spans where euro.contains(span.country.code) {
      guard let pay = span.pay, pay <= ExactDecimal(1_000_000) else {
        throw LineError(
          "'\(span.prefix)pay' is \(span.pay ?? .zero) EUR a month; it is the gross pay of one month (CSS art. 184)")
      }
      for month in span.months { pays[month, default: .zero] += pay }
    }
    return pays
  }
}
