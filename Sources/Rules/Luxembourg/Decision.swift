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
  var alternatives: [Remark.Argument]
}

extension Claimant {
  /// - Throws: ``ClaimRefusal`` when nothing can start in `month`.
  func decision(startingIn month: YearMonth) throws -> Decision {
    guard try month >= earliestStart(by: .oldAge) else {
      throw ClaimRefusal(
        Remark(.startsTooEarly, ["month": .month(month), "asOf": .month(applicant.asOf)]), article: "CSS art. 185")
    }
    let openings = try openings(in: month)
    guard let first = openings.first else { throw try refusal(of: month) }
    // The route that gives the earliest first day; the amount does not depend on the route.
    let tests = first.basis == .national ? first.finding : openings.flatMap(\.finding)
    let day = tests.map { month > $0.ageMonth ? 1 : applicant.person.born.day }.min() ?? 1
    let income = try incomeSum(startingIn: month)

    let candidates = try openings.map { opening in
      (
        instrument: opening.instrument, tests: opening.finding,
        pension: try pension(startingIn: month, day: day, incomeSum: income.total, with: opening.instrument)
      )
    }
    guard let best = candidates.max(by: { $0.pension.gross < $1.pension.gross }), let test = best.tests.last else {
      throw try refusal(of: month)
    }
    let factor = try adjustment(from: month, in: month).value
    var alternatives: [Remark.Argument] = []
    if candidates.count > 1 {
      for candidate in candidates {
        let amount = candidate.pension.amounts(adjustedBy: factor).gross
        alternatives.append(
          candidate.instrument.map {
            .phrase(.amountProRata, ["instrument": $0.words, "amount": .exact(amount)])
          } ?? .phrase(.amountNational, ["amount": .exact(amount)]))
      }
    }
    return Decision(
      test: test, basis: first.basis, instrument: best.instrument,
      pension: best.pension, incomeSum: income, day: day, alternatives: alternatives)
  }

  private func refusal(of month: YearMonth) throws -> ClaimRefusal {
    let tests = try RouteTest.Route.allCases.map { try test($0, startingIn: month) }
    // The route of the age that has been reached, the last one.
    let nearest = tests.last { month >= $0.ageMonth } ?? tests[0]
    var words = nearest.shortfall ?? Remark(.conditionsNotMet)
    for instrument in instruments where month >= nearest.ageMonth {
      let abroad = try test(nearest.route, startingIn: month, with: instrument)
      words = Remark(
        .withInstrument,
        [
          "words": .remark(words), "instrument": instrument.words,
          "shortfall": .remark(abroad.shortfall ?? Remark(.metByOwnOnly)),
        ])
    }
    for sentence in try sentencesOnUncounted() + takenOver(in: month) {
      words = Remark(.andSentence, ["words": .remark(words), "sentence": .remark(sentence)])
    }
    let first = try eligibility().claimable?.lowerBound
    return ClaimRefusal(
      Remark(
        .noPensionIn, ["month": .month(month), "route": .remark(nearest.route.name), "words": .remark(words)]),
      article: nearest.route.article,
      hint: first.map { Remark(.firstMonthIs, ["month": .month($0)]) } ?? Remark(.noMonthPossible))
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
    if let running = applicant.record.inPayment { return try award(inPayment: running) }
    return try newAward(startingIn: month)
  }

  func newAward(startingIn month: YearMonth) throws -> Award {
    let decision = try decision(startingIn: month)
    let adjustment = try adjustment(from: month, in: month)
    let amounts = decision.pension.amounts(adjustedBy: adjustment.value)
    // Each day of the first month is one thirtieth (CSS art. 185).
    let firstMonth = Double(31 - min(decision.day, 30)) / 30
    var steps = [AwardComponent.Step(from: month, factor: firstMonth)]
    if decision.day > 1 { steps.append(.init(from: month + 1, factor: 1)) }
    let beside = try besideWork(decision)
    if let beside {
      steps = beside.steps
      steps[0].factor *= firstMonth
      if decision.day > 1, steps.count < 2 || steps[1].from > month + 1 {
        steps.insert(.init(from: month + 1, factor: beside.steps[0].factor), at: 1)
      }
    }
    // In the first year a twelfth of the allowance for each month (CSS art. 219bis).
    var yearEnd = [AwardComponent.Step(from: month, factor: Double(13 - month.month) / 12)]
    if month.month > 1 { yearEnd.append(.init(from: .january(month.year + 1), factor: 1)) }
    if let beside { yearEnd = beside.allowance(yearEnd) }
    var components = [
      AwardComponent(
        name: Remark(.partPension), base: decision.pension.gross.double, entryYear: month.year,
        level: Luxembourg.Level.pension, steps: steps),
      AwardComponent(
        name: Remark(.partYearEnd), base: decision.pension.yearEndAllowance.double, entryYear: month.year,
        level: Luxembourg.Level.pension, steps: yearEnd, calendarMonths: 1 << 11),
    ]
    if let beside, beside.earned > .zero {
      components.append(
        AwardComponent(
          name: Remark(.partEarnedBeside), base: beside.earned.double, entryYear: month.year,
          level: Luxembourg.Level.pension, steps: [.init(from: beside.oldAge, factor: 1)]))
    }
    var award = Award(
      country: system.country, currency: system.currency, from: month, basis: decision.basis.rawValue,
      article: decision.test.route.article, firstMonthlyAmount: (beside?.firstPaid ?? amounts.gross).amount,
      isProjected: adjustment.isProjected, components: components,
      derivation: applicant.wantsDerivation
        ? try derivation(of: decision, adjustment: adjustment, amounts: amounts) : Derivation(),
      remarks: try remarks(on: decision, amounts: amounts, adjustedBy: adjustment.value, in: month)
        + (beside.map { [remark(on: $0)] } ?? []))
    award.backPay = try backPay(of: decision, from: month)
    award.losses = try lateClaim()
    return award
  }

  private func remark(on beside: BesideWork) -> Remark {
    Remark(
      .worksOn,
      [
        "pay": .text(beside.firstPay.text), "paid": .text(beside.firstPaid.text),
        "ceiling": .text(beside.firstLimits.ceiling.text),
        "free": .text(beside.firstLimits.free.text),
      ])
  }

  private func remarks(
    on decision: Decision, amounts: OldAgePension.Amounts, adjustedBy factor: ExactDecimal, in month: YearMonth
  ) throws -> [Remark] {
    var lines = [explanation(of: decision.test, with: decision.basis == .national ? nil : decision.instrument)]
    let pension = decision.pension
    if let instrument = decision.instrument {
      lines.append(
        Remark(
          .paidProRata,
          [
            "share": .exact(pension.share), "months": .integer(pension.own.all + pension.foreign),
            "instrument": instrument.words,
          ]))
      if decision.basis == .totalized, applicant.wantsDerivation {
        lines.append(try whatForeignMonthsDid(decision, amounts: amounts, adjustedBy: factor, in: month))
      }
      if pension.foreign > 0, instrument.name != .instrumentEU {
        lines.append(Remark(readings.foreignTimeInThreshold ? .foreignInThreshold : .foreignNotInThreshold))
        lines.append(Remark(readings.complementaryInFraction ? .complementaryInShare : .complementaryNotInShare))
      }
      if pension.minimum != nil { lines.append(Remark(readings.minimumInTotalized ? .minimumOnTotal : .minimumOnOwn)) }
    } else if !instruments.isEmpty {
      lines.append(Remark(.ownAlone))
    }
    lines += try remarksOnTreaties(decision)
    if readings.healthContributions == "residence", let state = try system.stateThatChargesAlone(applicant, in: month) {
      lines.append(Remark(.residenceCharges, ["country": .text(state.code)]))
    }
    if !decision.alternatives.isEmpty { lines.append(Remark(.compared, ["amounts": .list(decision.alternatives)])) }
    if decision.test.route == .earlyCompulsory, decision.basis == .totalized {
      lines.append(Remark(.foreignAsCompulsory))
    }
    if pension.own.all % 12 != 0, pension.flatYears < 40 {
      lines.append(Remark(readings.begunYearsInFlatPart ? .begunYearCounts : .begunYearDoesNotCount))
    }
    func years(_ years: [Int]) -> [String: Remark.Argument] { ["years": .list(years.map { .integer($0) })] }
    let capped = decision.incomeSum.lines.filter(\.wasCapped).map(\.year)
    if !capped.isEmpty { lines.append(Remark(.incomeCapped, years(capped))) }
    if !decision.incomeSum.withoutIncome.isEmpty {
      lines.append(Remark(.withoutIncome, years(decision.incomeSum.withoutIncome)))
    }
    if !decision.incomeSum.withoutMonths.isEmpty {
      lines.append(Remark(.withoutMonths, years(decision.incomeSum.withoutMonths)))
    }
    return lines
  }

  /// The pension beside the one that own months alone would give.
  private func whatForeignMonthsDid(
    _ decision: Decision, amounts: OldAgePension.Amounts, adjustedBy factor: ExactDecimal, in month: YearMonth
  ) throws -> Remark {
    let pension = decision.pension
    let alone = try self.pension(startingIn: month, day: decision.day, incomeSum: decision.incomeSum.total)
    let without = alone.amounts(adjustedBy: factor)
    func minimum(_ amounts: OldAgePension.Amounts) -> Remark.Argument {
      amounts.minimum.map { .phrase(.euros, ["amount": .text($0.text)]) } ?? .phrase(.noMinimum)
    }
    return Remark(
      .foreignDid,
      [
        "foreign": .integer(pension.foreign), "own": .integer(pension.own.all), "flat": .text(amounts.flat.text),
        "flatAlone": .text(without.flat.text), "rate": .exact(pension.proportionalRate),
        "rateAlone": .exact(alone.proportionalRate), "minimum": minimum(amounts), "minimumAlone": minimum(without),
      ])
  }
}
