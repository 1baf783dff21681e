// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

extension Claimant {
  /// The award step by step, each with inputs, parameters and article, so that it can be redone by hand.
  func derivation(of decision: Decision, adjustment: Adjustment, amounts: OldAgePension.Amounts) throws -> Derivation {
    typealias Input = Derivation.Input
    let library = system.parameters
    let pension = decision.pension
    let month = pension.start
    let year = month.year
    var found = Derivation()

    func use<Value>(_ key: ParameterKey<Value>, on date: YearMonth) throws -> Derivation.ParameterUse {
      let value = try library.value(key, inForce: date)
      return Derivation.ParameterUse(value, value: "\(value.value)")
    }
    func ends(_ key: ParameterKey<ExactDecimal>) throws -> [Derivation.ParameterUse] {
      try library.values(key).map { Derivation.ParameterUse($0, value: "\($0.value)") }
    }

    found.add(
      .init(
        id: "lu.periods", title: Remark(.stepPeriods, ["month": .month(month)]), expression: "compulsory + voluntary",
        inputs: [
          Input("compulsory", "\(pension.own.compulsory)"), Input("voluntary", "\(pension.own.voluntary)"),
          Input("complementary", "\(pension.own.complementary)"), Input("foreign", "\(pension.foreign)"),
        ], result: "\(pension.own.effective)", unit: Remark(.unitEffectiveMonths), article: "CSS art. 171 to 175",
        note: pension.foreign == 0
          ? nil : Remark(.noteForeignOnce, ["instrument": pension.instrument ?? .phrase(.noteAgreement)]))
    )
    found.add(
      .init(
        id: "lu.right", title: Remark(.stepRight), result: decision.basis.rawValue, unit: Remark(.unitBasis),
        article: decision.test.route.article, parameters: try routeParameters(decision.test.route, on: month),
        note: explanation(of: decision.test, with: decision.basis == .national ? nil : decision.instrument)))

    // Income
    if let given = decision.incomeSum.given {
      found.add(
        .init(
          id: "lu.income_sum", title: Remark(.stepIncomeGiven), result: given.description,
          unit: Remark(.unitIncome), article: "CSS art. 220"))
    } else {
      var names: [Input] = []
      for (number, line) in decision.incomeSum.lines.enumerated() {
        let name =
          "income\(line.year)" + (number > 0 && decision.incomeSum.lines[number - 1].year == line.year ? "b" : "")
        found.add(
          .init(
            id: "lu.\(name)", title: Remark(.stepIncomeOf, ["year": .integer(line.year)]),
            expression: "income * 100 / mean / factor",
            inputs: [
              Input("income", line.income.description), Input("mean", line.mean.description),
              Input("factor", line.factor.value.description),
            ], result: line.base1984.description, unit: Remark(.unitIncome), article: "CSS art. 220",
            parameters: try incomeParameters(line, start: month),
            note: line.wasCapped ? Remark(.noteCapped) : nil))
        names.append(Input(name, line.base1984.description))
      }
      found.add(
        .init(
          id: "lu.income_sum", title: Remark(.stepIncomeSum),
          expression: names.isEmpty ? "0" : names.map(\.name).joined(separator: " + "), inputs: names,
          result: decision.incomeSum.total.description, unit: Remark(.unitIncome), article: "CSS art. 220"))
    }

    // Rates
    let inYear: [String: Remark.Argument] = ["year": .integer(year)]
    let passed = min(max(year - 2012, 0), 40)
    func line(_ id: String, _ title: Remark, _ key: ParameterKey<ExactDecimal>, _ value: ExactDecimal, _ step: String)
      throws
    {
      let points = try library.values(key)
      found.add(
        .init(
          id: id, title: title,
          expression: "\(step == "1" ? "floor" : "round")(first + (last - first) * passed / 40, \(step))",
          inputs: [
            Input("first", "\(points[0].value)"), Input("last", "\(points[points.count - 1].value)"),
            Input("passed", "\(passed)"),
          ], result: value.description, unit: Remark(step == "1" ? .unitYears : .unitPercent), article: "CSS art. 214",
          parameters: try ends(key)))
    }
    try line("lu.flat_rate", Remark(.stepFlatRate, inYear), .transitionFlat, pension.rates.flat, "0.001")
    try line(
      "lu.base_rate", Remark(.stepBaseRate, inYear), .transitionProportional, pension.rates.proportional,
      "0.001")
    try line(
      "lu.threshold", Remark(.stepThreshold, inYear), .transitionThreshold,
      ExactDecimal(pension.rates.threshold), "1")
    if library.series[ParameterKey<ExactDecimal>.incrementPrinted.name]?.entries.contains(where: {
      $0.from.year == year && $0.raw != nil
    }) == true {
      found.add(
        .init(
          id: "lu.increment", title: Remark(.stepIncrementPrinted), result: "\(pension.rates.increment)",
          unit: Remark(.unitPoints), article: "CSS art. 214", parameters: [try use(.incrementPrinted, on: month)]))
    } else {
      try line(
        "lu.increment", Remark(.stepIncrement), .transitionIncrement, pension.rates.increment, "0.001")
    }
    let cutBoth = readings.thresholdCut == "parts"
    found.add(
      .init(
        id: "lu.years_above", title: Remark(.stepYearsAbove),
        expression: cutBoth
          ? "max(0, floor(age / 12, 1) + floor(months / 12, 1) - threshold)"
          : "max(0, floor((age + months) / 12, 1) - threshold)",
        inputs: [
          Input("age", "\(pension.ageMonths)"), Input("months", "\(pension.thresholdMonths)"),
          Input("threshold", "\(pension.rates.threshold)"),
        ], result: "\(pension.yearsAbove)", unit: Remark(.unitYears), article: "CSS art. 214",
        note: Remark(
          pension.foreign > 0 && readings.foreignTimeInThreshold ? .noteCompletedForeign : .noteCompleted)))
    found.add(
      .init(
        id: "lu.rate", title: Remark(.stepRate), expression: "min(cap, base + above * increment)",
        inputs: [
          Input("cap", "\(pension.rates.cap)"), Input("base", "\(pension.rates.proportional)"),
          Input("above", "\(pension.yearsAbove)"), Input("increment", "\(pension.rates.increment)"),
        ], result: pension.proportionalRate.description, unit: Remark(.unitPercent), article: "CSS art. 214",
        parameters: [try use(.rateCap, on: max(month, YearMonth(2012, 1)))]))
    let total = pension.own.all + pension.foreign
    found.add(
      .init(
        id: "lu.flat_years", title: Remark(.stepFlatYears),
        expression: "min(40, \(readings.begunYearsInFlatPart ? "ceil" : "floor")(months / 12, 1))",
        inputs: [Input("months", "\(total)")], result: "\(pension.flatYears)", unit: Remark(.unitYears),
        article: "CSS art. 214",
        parameters: [try use(.flatFullYears, on: month)],
        note: Remark(readings.begunYearsInFlatPart ? .noteBegunCounts : .noteWholeYears)))

    // Level
    let awardKey: Derivation.ParameterUse =
      if let factorYear = adjustment.awardFactor.year {
        try use(.revaluationFactor, on: .january(factorYear))
      } else {
        try use(.awardFactorFrozen, on: month)
      }
    found.add(
      .init(
        id: "lu.award_factor", title: Remark(.stepAwardFactor),
        result: "\(adjustment.awardFactor.value)", unit: Remark(.unitFactor), article: "CSS art. 225",
        parameters: [awardKey],
        note: adjustment.awardFactor.isHeld ? Remark(.noteFactorHeld) : nil))
    found.add(
      .init(
        id: "lu.index", title: Remark(.stepIndex, ["month": .month(month)]), result: "\(adjustment.level)",
        unit: Remark(.unitIndexPoints),
        article: "sliding scale", parameters: [try use(.indexLevel, on: month)],
        note: adjustment.isProjected && month > system.scale.checked ? Remark(.noteLevelHeld) : nil))

    // Amounts
    let common = [
      Input("index", "\(adjustment.level)"), Input("factor", "\(adjustment.awardFactor.value)"),
      Input("own", "\(pension.share.numerator)"), Input("total", "\(pension.share.denominator)"),
    ]
    let shared = " * own / total"
    // The flat part and the minimum have a full term, which stands for longer totals.
    let byTerm =
      common.dropLast(2) + [
        Input("own", "\(pension.termShare.numerator)"), Input("total", "\(pension.termShare.denominator)"),
      ]
    let level = " * index / 100 * factor"
    let reference = try use(.referenceAmount, on: month)
    found.add(
      .init(
        id: "lu.flat", title: Remark(.stepFlat),
        expression: "round(reference * rate / 100 * years / 40 / 12\(level)\(shared), 0.01)",
        inputs: [
          Input("reference", "\(pension.referenceAmount)"), Input("rate", "\(pension.rates.flat)"),
          Input("years", "\(pension.flatYears)"),
        ] + byTerm, result: amounts.flat.text, unit: Remark(.unitMonthly), article: "CSS art. 214, 222",
        parameters: [reference]))
    var proportional = [
      Input("rate", "\(pension.proportionalRate)"), Input("sum", pension.incomeSum.description),
      Input("index", "\(adjustment.level)"), Input("factor", "\(adjustment.awardFactor.value)"),
    ]
    var formula = "rate / 100 * sum / 12\(level)"
    if pension.instrument != nil, readings.complementaryInFraction {
      formula += " * covered / effective * own / total"
      proportional += [
        Input("covered", "\(pension.own.effective + pension.foreign)"), Input("effective", "\(pension.own.effective)"),
        Input("own", "\(pension.share.numerator)"), Input("total", "\(pension.share.denominator)"),
      ]
    }
    found.add(
      .init(
        id: "lu.proportional", title: Remark(.stepProportional),
        expression: "round(\(formula), 0.01)", inputs: proportional, result: amounts.proportional.text,
        unit: Remark(.unitMonthly), article: "CSS art. 214",
        note: pension.instrument == nil
          ? nil : Remark(.noteForeignValued)))
    var gross = "flat + proportional"
    var parts = [Input("flat", amounts.flat.text), Input("proportional", amounts.proportional.text)]
    if let minimum = amounts.minimum, let years = pension.minimumYears {
      found.add(
        .init(
          id: "lu.minimum", title: Remark(.stepMinimum),
          expression:
            "round(reference * share * years / 40 / 12\(level)\(readings.minimumInTotalized ? shared : ""), 0.01)",
          inputs: [
            Input("reference", "\(pension.referenceAmount)"),
            Input("share", "\(try library.value(.minimumShare, inForce: month).value)"), Input("years", "\(years)"),
          ] + byTerm, result: minimum.text, unit: Remark(.unitMonthly), article: "CSS art. 223",
          parameters: [try use(.minimumShare, on: month), try use(.minimumYears, on: month)]))
      gross = "max(minimum, \(gross))"
      parts.append(Input("minimum", minimum.text))
    }
    found.add(
      .init(
        id: "lu.maximum", title: Remark(.stepMaximum),
        expression: "round(reference * 25 / 6 / 12\(level)\(shared), 0.01)",
        inputs: [Input("reference", "\(pension.referenceAmount)")] + common, result: amounts.maximum.text,
        unit: Remark(.unitMonthly), article: "CSS art. 223", parameters: [try use(.maximumShare, on: month)]))
    found.add(
      .init(
        id: "lu.gross", title: Remark(.stepGross), expression: "min(maximum, \(gross))",
        inputs: parts + [Input("maximum", amounts.maximum.text)], result: amounts.gross.text,
        unit: Remark(.unitMonthly),
        article: "CSS art. 214, 223"))
    found.add(
      .init(
        id: "lu.year_end", title: Remark(.stepYearEnd),
        expression: "round(unit * years\(level)\(shared), 0.01)",
        inputs: [
          Input("unit", "\(try library.value(.yearEndUnit, inForce: month).value)"),
          Input("years", "\(pension.flatYears)"),
        ] + byTerm, result: amounts.yearEndAllowance.text, unit: Remark(.unitYearly), article: "CSS art. 219bis",
        parameters: [try use(.yearEndUnit, on: month)]))
    return found
  }

  private func routeParameters(_ route: RouteTest.Route, on month: YearMonth) throws -> [Derivation.ParameterUse] {
    let keys: [ParameterKey<Int>] =
      switch route {
      case .oldAge: [.oldAge, .oldAgeMonths]
      case .early: [.earlyAge, .earlyMonths, .earlyEffectiveMonths, .earlyExtraMonths]
      case .earlyCompulsory: [.earlyCompulsoryAge, .earlyCompulsoryMonths]
      }
    return try keys.map { key in
      let value = try system.parameters.value(key, inForce: month)
      return Derivation.ParameterUse(value, value: "\(value.value)")
    }
  }

  private func incomeParameters(_ line: IncomeSum.Line, start: YearMonth) throws -> [Derivation.ParameterUse] {
    var uses: [Derivation.ParameterUse] = []
    if let year = line.factor.year {
      let factor = try system.parameters.value(.revaluationFactor, inForce: .january(year))
      uses.append(Derivation.ParameterUse(factor, value: "\(factor.value)"))
    }
    if line.year < start.year, let series = system.parameters.series[ParameterKey<ExactDecimal>.indexAnnualMean.name],
      series.entry(inForce: .january(line.year)) != nil
    {
      let mean = try system.parameters.value(.indexAnnualMean, inForce: .january(line.year))
      uses.append(Derivation.ParameterUse(mean, value: "\(mean.value)"))
    }
    return uses
  }
}
