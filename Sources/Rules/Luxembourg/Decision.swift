// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// What is decided on a claim for one month: by which route, on which periods, how much.
struct Decision: Sendable {
  var test: RouteTest
  var basis: EntitlementBasis
  /// The instrument under which the pension is paid; nil for the national pension.
  var instrument: Claimant.Instrument?
  var pension: OldAgePension
  var incomeSum: IncomeSum
  /// Day of the month on which it starts.
  var day: Int
  /// Amounts that were worked out and lost, for the reader.
  var alternatives: [String]
}

extension Claimant {
  /// - Throws: ``ClaimRefusal`` when nothing can start in `month`.
  func decision(startingIn month: YearMonth) throws -> Decision {
    guard month >= applicant.asOf else {
      throw ClaimRefusal(
        message: "a start in \(month) lies before \(applicant.asOf)", article: "CSS art. 185")
    }
    let (national, totalized) = try open(in: month)
    let tests = national.isEmpty ? totalized.flatMap(\.1) : national
    guard !tests.isEmpty else { throw try refusal(of: month) }
    // The route that gives the earliest first day; the amount does not depend on the route.
    let day = tests.map { month > $0.ageMonth ? 1 : applicant.person.born.day }.min() ?? 1
    let income = try incomeSum(startingIn: month)

    var candidates: [(instrument: Instrument?, test: RouteTest, pension: OldAgePension)] = []
    if let first = national.last {
      candidates.append(
        (nil, first, try pension(startingIn: month, day: day, incomeSum: income.total)))
    }
    for (instrument, tests) in totalized where national.isEmpty || instrument.paysHigherOfBoth {
      guard let test = tests.last else { continue }
      candidates.append(
        (instrument, test, try pension(startingIn: month, day: day, incomeSum: income.total, with: instrument)))
    }
    guard var best = candidates.first else { throw try refusal(of: month) }
    for candidate in candidates.dropFirst() where candidate.pension.gross > best.pension.gross { best = candidate }
    let factor = try adjustment(from: month, in: month).value
    var alternatives: [String] = []
    if candidates.count > 1 {
      for candidate in candidates {
        let amount = candidate.pension.amounts(adjustedBy: factor).gross
        let name = candidate.instrument.map { "pro rata, \($0.name)" } ?? "national"
        alternatives.append("\(name): \(amount)")
      }
    }
    return Decision(
      test: best.test, basis: national.isEmpty ? .totalized : .national, instrument: best.instrument,
      pension: best.pension, incomeSum: income, day: day, alternatives: alternatives)
  }

  private func refusal(of month: YearMonth) throws -> ClaimRefusal {
    let tests = try RouteTest.Route.allCases.map { try test($0, startingIn: month) }
    // The route of the age that has been reached, the last one.
    let nearest = tests.last { month >= $0.ageMonth } ?? tests[0]
    var words = nearest.shortfall ?? "the conditions are not met"
    for instrument in instruments where month >= nearest.ageMonth {
      let abroad = try test(nearest.route, startingIn: month, with: instrument)
      words += "; with \(instrument.name): \(abroad.shortfall ?? "met only by own months")"
    }
    let first = try eligibility().claimable?.lowerBound
    return ClaimRefusal(
      message: "no Luxembourg pension in \(month), \(nearest.route.name): \(words)", article: nearest.route.article,
      hint: first.map { "the first possible month is \($0)" } ?? "no month is possible on this record")
  }

  /// Whether the record states work in or after `month`.
  func worksOn(from month: YearMonth) -> Bool {
    guard let last = career.last, !career.isTotals else { return false }
    guard last >= month else { return false }
    return (month...last).contains { career.years[$0.year]?.compulsory.contains($0.month) ?? false }
  }

  /// Application index / 100, award factor and readjustments of a pension that started in `start`, for `month`.
  struct Adjustment: Sendable {
    var level: ExactDecimal
    var awardFactor: WageFactors.Factor
    var readjustment: ExactDecimal
    var isProjected: Bool
    var value: ExactDecimal { level / 100 * awardFactor.value * readjustment }
  }

  func adjustment(from start: YearMonth, in month: YearMonth) throws -> Adjustment {
    guard let level = system.scale.level(in: month) else {
      throw ParameterError(
        file: "Sources/Rules/Luxembourg/Parameters/sliding-scale.yaml",
        message: "'lu.index.level' has no value for \(month)")
    }
    let award = try system.factors.award(startingIn: start.year)
    return Adjustment(
      level: level, awardFactor: award,
      readjustment: try system.factors.readjustment(from: start.year, to: month.year, regime: regime),
      isProjected: month > system.scale.checked || award.isHeld)
  }

  func award(startingIn month: YearMonth) throws -> Award {
    let decision = try decision(startingIn: month)
    let adjustment = try adjustment(from: month, in: month)
    let amounts = decision.pension.amounts(adjustedBy: adjustment.value)
    // Each day of the first month is one thirtieth (CSS art. 185).
    let firstMonth = Double(31 - min(decision.day, 30)) / 30
    var steps = [AwardComponent.Step(from: month, factor: firstMonth)]
    if decision.day > 1 { steps.append(.init(from: month + 1, factor: 1)) }
    // In the first year a twelfth of the allowance for each month (CSS art. 219bis).
    var yearEnd = [AwardComponent.Step(from: month, factor: Double(13 - month.month) / 12)]
    if month.month > 1 { yearEnd.append(.init(from: .january(month.year + 1), factor: 1)) }
    return Award(
      country: system.country, currency: system.currency, from: month, basis: decision.basis.rawValue,
      article: decision.test.route.article, firstMonthlyAmount: amounts.gross.amount,
      isProjected: adjustment.isProjected,
      components: [
        AwardComponent(
          name: "pension", base: decision.pension.gross.double, entryYear: month.year,
          level: Luxembourg.Level.pension, steps: steps),
        AwardComponent(
          name: "year-end allowance", base: decision.pension.yearEndAllowance.double, entryYear: month.year,
          level: Luxembourg.Level.pension, steps: yearEnd, calendarMonths: 1 << 11),
      ],
      derivation: applicant.wantsDerivation
        ? try derivation(of: decision, adjustment: adjustment, amounts: amounts) : Derivation(),
      remarks: try remarks(on: decision, amounts: amounts, adjustedBy: adjustment.value, in: month))
  }

  private func remarks(
    on decision: Decision, amounts: OldAgePension.Amounts, adjustedBy factor: ExactDecimal, in month: YearMonth
  ) throws -> [String] {
    var lines = [explanation(of: decision.test, with: decision.basis == .national ? nil : decision.instrument)]
    let pension = decision.pension
    if let instrument = decision.instrument {
      lines.append(
        "paid pro rata, \(pension.share) of the theoretical pension on \(pension.own.all + pension.foreign) months "
          + "(\(instrument.name))")
      if decision.basis == .totalized, applicant.wantsDerivation {
        let alone = try self.pension(startingIn: month, day: decision.day, incomeSum: decision.incomeSum.total)
        let without = alone.amounts(adjustedBy: factor)
        lines.append(
          "what the \(pension.foreign) months from abroad did: they open the right, which \(pension.own.all) Luxembourg months alone "
            + "do not; the flat part is \(amounts.flat.text) EUR (by Luxembourg months alone \(without.flat.text)), the rate of the "
            + "proportional part \(pension.proportionalRate) % (\(alone.proportionalRate) %), the minimum "
            + "\(amounts.minimum.map { "\($0.text) EUR" } ?? "none") (\(without.minimum.map { "\($0.text) EUR" } ?? "none"))"
        )
      }
      if pension.foreign > 0, instrument.name != "EU regulation" {
        lines.append(
          "reading: foreign time \(readings.foreignTimeInThreshold ? "enters" : "does not enter") the threshold of the "
            + "proportional rate (foreignTimeInThreshold: \(readings.foreignTimeInThreshold ? "yes" : "no"))")
        lines.append(
          "reading: complementary months \(readings.complementaryInFraction ? "enter" : "do not enter") the share "
            + "(complementaryInFraction: \(readings.complementaryInFraction ? "yes" : "no"))")
      }
      if pension.minimum != nil {
        lines.append(
          "reading: the minimum pension is worked out on \(readings.minimumInTotalized ? "total" : "own") time "
            + "(minimumInTotalized: \(readings.minimumInTotalized ? "yes" : "no"))")
      }
    } else if !instruments.isEmpty {
      lines.append("the right exists on Luxembourg months alone, so foreign time changes nothing (POMS GN 01733.125)")
    }
    if !decision.alternatives.isEmpty {
      lines.append("worked out and compared: " + decision.alternatives.joined(separator: ", "))
    }
    if decision.test.route == .earlyCompulsory, decision.basis == .totalized {
      lines.append(
        "reading: foreign work counts as compulsory time (foreignTimeAsCompulsory: yes); no text was found that excludes it"
      )
    }
    if pension.own.all % 12 != 0, pension.flatYears < 40 {
      lines.append(
        "reading: a year that has begun \(readings.begunYearsInFlatPart ? "counts" : "does not count") for the flat part "
          + "(begunYearsInFlatPart: \(readings.begunYearsInFlatPart ? "yes" : "no"))")
    }
    if decision.incomeSum.lines.contains(where: \.wasCapped) {
      let years = decision.incomeSum.lines.filter(\.wasCapped).map { "\($0.year)" }
      lines.append("income above the ceiling is capped: \(years.joined(separator: ", ")) (CSS art. 241)")
    }
    if !decision.incomeSum.withoutIncome.isEmpty {
      lines.append(
        "months without stated income add nothing to the proportional part: "
          + decision.incomeSum.withoutIncome.map { "\($0)" }.joined(separator: ", "))
    }
    if !decision.incomeSum.withoutMonths.isEmpty {
      lines.append(
        "income of years without an insured month is left out: "
          + decision.incomeSum.withoutMonths.map { "\($0)" }.joined(separator: ", "))
    }
    if decision.test.route != .oldAge, worksOn(from: month) {
      lines.append(
        "the record states work after the start: periods from then on are not counted, and pay beside an early pension "
          + "can reduce or stop it (CSS art. 184, 226; not modelled)")
    }
    return lines
  }
}
