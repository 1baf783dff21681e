// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// One question to Luxembourg's law alone: a person, a record or totals, a claim month, a month of payment.
public struct LuxembourgCase: Sendable {
  public var born: CalendarDate
  public var sex: Sex
  public var record: InsuranceRecord
  /// Coverage abroad; an ``Coverage/override`` stands for a bare number of quarters.
  public var foreign: [Country: Coverage]
  /// First month of the pension.
  public var claim: YearMonth
  /// Month whose amounts are asked for; later than the claim, they are readjusted and indexed.
  public var at: YearMonth
  public var regime: LawRegime
  public var settings: [String: String]

  public init(
    born: CalendarDate, sex: Sex = .female, record: InsuranceRecord, foreign: [Country: Coverage] = [:],
    claim: YearMonth, at: YearMonth? = nil, regime: LawRegime = .current, settings: [String: String] = [:]
  ) {
    (self.born, self.sex, self.record, self.foreign) = (born, sex, record, foreign)
    (self.claim, self.at, self.regime, self.settings) = (claim, at ?? claim, regime, settings)
  }

  /// A record by periods, with income by year.
  public static func record(periods: [InsurancePeriod], income: [Int: ExactDecimal]) -> InsuranceRecord {
    InsuranceRecord(country: "LU", earnings: income.mapValues { StatedEarnings($0) }, periods: periods)
  }

  /// Totals of a published example: months by kind, and the income sum at index 100, base 1984.
  public static func record(months: [String: Int], incomeSumBase1984: ExactDecimal) -> InsuranceRecord {
    var totals = months.mapValues { ExactDecimal($0) }
    totals["income_sum_base1984"] = incomeSumBase1984
    return InsuranceRecord(country: "LU", totals: totals)
  }

  var applicant: Applicant {
    Applicant(
      person: Person(id: "case", born: born, sex: sex), record: record, foreign: foreign, regime: regime,
      settings: settings, asOf: claim)
  }
}

extension Luxembourg {
  /// The answer in order, with the keys of `retiresim awards`; `projected` is there only where a parameter was held.
  ///
  /// - Throws: ``Readings.Mistake`` or ``ParameterError`` where the question cannot be worked out.
  public func answer(_ question: LuxembourgCase) throws -> [(key: String, value: AwardValue)] {
    guard question.at >= question.claim else {
      throw Readings.Mistake(description: "'at' (\(question.at)) lies before 'claim' (\(question.claim))")
    }
    for name in question.record.totals.keys
    where PeriodKind(rawValue: name) == nil && name != "income_sum_base1984" {
      throw Readings.Mistake(description: "unknown total '\(name)'")
    }
    if let negative = question.record.totals.first(where: { $0.value < .zero }) {
      throw Readings.Mistake(description: "'\(negative.key)' is negative")
    }
    if let negative = question.record.earnings.first(where: { $0.value.amount < .zero }) {
      throw Readings.Mistake(description: "income of \(negative.key) is negative")
    }
    if let fault = faults(in: question.record, born: question.born).first { throw fault }
    let claimant = try Claimant(question.applicant, in: self)
    let decision: Decision
    do {
      decision = try claimant.decision(startingIn: question.claim)
    } catch let refusal as ClaimRefusal {
      let own = claimant.counts(before: question.claim).own
      var fields: [(key: String, value: AwardValue)] = [
        ("entitled", .bool(false)), ("basis", .text("none")), ("reason", .text("\(refusal)")),
        ("monthsEffective", .integer(own.effective)), ("monthsCompulsory", .integer(own.compulsory)),
        ("monthsAll", .integer(own.all)), ("usMonthsCounted", .integer(0)),
      ]
      if let refund = try claimant.refund(in: question.claim) { fields.append(("refund", .decimal(refund.amount))) }
      return fields
    }
    let pension = decision.pension
    let adjustment = try claimant.adjustment(from: question.claim, in: question.at)
    let amounts = pension.amounts(adjustedBy: adjustment.value)
    let fromUnitedStates = decision.instrument.map { instrument in
      claimant.counts(
        before: question.claim,
        with: Claimant.Instrument(
          name: instrument.name, coverage: instrument.coverage.filter { $0.country == "US" },
          minimumOwn: instrument.minimumOwn, paysHigherOfBoth: false)
      ).foreign
    }
    var fields: [(key: String, value: AwardValue)] = [
      ("entitled", .bool(true)), ("basis", .text(decision.basis.rawValue)),
      ("monthsEffective", .integer(pension.own.effective)), ("monthsCompulsory", .integer(pension.own.compulsory)),
      ("monthsAll", .integer(pension.own.all)), ("usMonthsCounted", .integer(fromUnitedStates ?? 0)),
      ("flatRatePercent", .decimal(pension.rates.flat)),
      ("proportionalRatePercent", .decimal(pension.proportionalRate)),
      ("threshold", .integer(pension.rates.threshold)),
      ("incomeSumBase1984", .decimal(pension.incomeSum.roundedHalfUp(places: 2))),
      ("applicationIndex", .decimal(adjustment.level)), ("awardFactor", .decimal(adjustment.awardFactor.value)),
      ("flatMonthly", .decimal(amounts.flat.amount)), ("proportionalMonthly", .decimal(amounts.proportional.amount)),
    ]
    let elsewhere = decision.instrument.map { claimant.monthsCounted(by: $0, before: question.claim) } ?? []
    if !elsewhere.isEmpty { fields.append(("foreignMonthsCounted", .object(elsewhere))) }
    if let minimum = amounts.minimum { fields.append(("minimumMonthly", .decimal(minimum.amount))) }
    fields.append(("grossMonthly", .decimal(amounts.gross.amount)))
    fields.append(("yearEndAllowance", .decimal(amounts.yearEndAllowance.amount)))
    if adjustment.isProjected { fields.append(("projected", .bool(true))) }
    return fields
  }
}

extension Claimant {
  /// Months that an instrument counts of each country but the United States, which the answer names under a key of its own.
  fileprivate func monthsCounted(by instrument: Instrument, before start: YearMonth) -> [AwardField] {
    instrument.coverage.filter { $0.country != "US" }.map { part in
      let alone = Instrument(
        name: instrument.name, coverage: [part], minimumOwn: instrument.minimumOwn, paysHigherOfBoth: false)
      return AwardField(part.country.code.lowercased(), .integer(counts(before: start, with: alone).foreign))
    }
  }
}
