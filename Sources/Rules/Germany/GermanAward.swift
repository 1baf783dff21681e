// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

extension GermanClaimant {
  /// An award in exact amounts, before it is put into words.
  struct Decision: Sendable {
    var opened: Opened
    var points: PointsOfCareer
    var personalPoints: ExactDecimal
    var value: DatedValue<ExactDecimal>
    var gross: ExactDecimal
    var isProjected: Bool
  }

  /// - Throws: ``ClaimRefusal`` where no pension is open in `month`.
  func decision(startingIn month: YearMonth) throws -> Decision {
    let opened = try opened(in: month)
    let points = try system.points(of: career, given: given, start: month)
    let personal = MonthlyPension.personalPoints(points.total, factor: opened.factor)
    let value = try system.amounts.pensionValue(in: month)
    return Decision(
      opened: opened, points: points, personalPoints: personal, value: value,
      gross: MonthlyPension.gross(personalPoints: personal, value: value.value),
      isProjected: points.isProjected || month >= system.lastValue + 12)
  }

  /// The award that starts in `month`, or the one that is paid already.
  func award(startingIn month: YearMonth) throws -> Award {
    if let running = applicant.record.inPayment { return try award(inPayment: running) }
    return try newAward(startingIn: month)
  }

  func newAward(startingIn month: YearMonth) throws -> Award {
    if month < applicant.asOf, month < (try eligibility().claimable?.lowerBound ?? applicant.asOf) {
      _ = try opened(in: month)
      throw ClaimRefusal(
        Remark(.beforeReach, ["month": .month(month), "asOf": .month(applicant.asOf)]), article: "SGB VI § 99(1)")
    }
    let decision = try decision(startingIn: month)
    var award = Award(
      country: system.country, currency: system.currency, from: month, basis: decision.opened.answer.basis.rawValue,
      article: decision.opened.kind.article, firstMonthlyAmount: decision.gross, isProjected: decision.isProjected,
      components: [
        AwardComponent(
          name: Remark(.part), base: decision.personalPoints.double, entryYear: month.year,
          level: Germany.Level.pensionValue,
          steps: [.init(from: month, factor: 1)])
      ], remarks: remarks(of: decision))
    if applicant.wantsDerivation { award.derivation = try derivation(of: decision, startingIn: month) }
    if month < applicant.asOf {
      award.backPay = BackPay(
        amounts: try (month...applicant.asOf).map {
          try system.amounts.gross(personalPoints: decision.personalPoints, in: $0)
        }, asOf: applicant.asOf, fileBy: try system.firstMonth.lastFiling(for: month), isExchanged: true)
    }
    return award
  }

  private func remarks(of decision: Decision) -> [Remark] {
    var found = [Remark(.beforeTax)]
    if decision.opened.kind == .longInsured, decision.opened.factor < 1 {
      found.append(Remark(.deductionForLife, ["factor": .exact(decision.opened.factor)]))
    }
    if decision.opened.answer.basis == .totalized {
      found.append(Remark(.foreignOpensOnly, ["foreign": .integer(decision.opened.answer.credited)]))
    }
    if decision.points.given == nil { found.append(Remark(.contributionFreeLeftOut)) }
    return found
  }

  /// The award step by step, each with inputs, parameters and article, so that it can be redone by hand.
  private func derivation(of decision: Decision, startingIn month: YearMonth) throws -> Derivation {
    typealias Input = Derivation.Input
    var found = Derivation()
    found.add(
      .init(
        id: "de.right", title: Remark(.stepRight), result: decision.opened.answer.basis.rawValue,
        unit: Remark(.unitBasis), article: decision.opened.kind.article,
        note: try explanation(of: decision.opened.kind, in: month)))
    var names: [Input] = []
    if let given = decision.points.given {
      names.append(Input("printed", given.description))
    } else {
      for line in decision.points.lines {
        let name = "points\(line.year)"
        let isEast = career.eastYears.contains(line.year)
        found.add(
          .init(
            id: "de.\(name)", title: Remark(.stepPointsOf, ["year": .integer(line.year)]),
            expression: isEast ? "" : "round(pay / average, 0.0001)",
            inputs: [Input("pay", line.pay.description), Input("average", line.average.description)],
            result: line.points.description, unit: Remark(.unitPoints),
            article: isEast ? "SGB VI §§ 70, 256a" : "SGB VI § 70",
            note: isEast ? Remark(.noteEast) : line.isCapped ? Remark(.noteCapped) : nil))
        names.append(Input(name, line.points.description))
      }
    }
    if decision.points.ofChildren > .zero {
      names.append(Input("children", decision.points.ofChildren.description))
    }
    let total = decision.points.total
    found.add(
      .init(
        id: "de.points", title: Remark(.stepPoints),
        expression: names.isEmpty ? "0" : names.map(\.name).joined(separator: " + "), inputs: names,
        result: total.description, unit: Remark(.unitPoints), article: "SGB VI § 66"))
    let monthly = try [ParameterKey<ExactDecimal>.accessEarly, .accessLate].map { key in
      let used = try system.parameters.value(key, inForce: YearMonth(1992, 1))
      return Derivation.ParameterUse(used, value: "\(used.value)")
    }
    found.add(
      .init(
        id: "de.factor", title: Remark(.stepFactor), result: decision.opened.factor.description,
        unit: Remark(.unitFactor), article: "SGB VI § 77", parameters: monthly))
    found.add(
      .init(
        id: "de.personal_points", title: Remark(.stepPersonalPoints), expression: "round(points * factor, 0.0001)",
        inputs: [Input("points", total.description), Input("factor", decision.opened.factor.description)],
        result: decision.personalPoints.description, unit: Remark(.unitPoints), article: "SGB VI §§ 66, 121"))
    found.add(
      .init(
        id: "de.gross", title: Remark(.stepGross), expression: "round(points * value, 0.01)",
        inputs: [
          Input("points", decision.personalPoints.description), Input("value", decision.value.value.description),
        ], result: decision.gross.description, unit: Remark(.unitEurosAMonth), article: "SGB VI §§ 64, 68, 123",
        parameters: [.init(decision.value, value: "\(decision.value.value)")]))
    return found
  }
}
