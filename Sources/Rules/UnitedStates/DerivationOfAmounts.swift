// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension DerivationWriter {
  // MARK: Regular benefit

  mutating func write(_ regular: RegularAmount) {
    let career = question.career
    writeAverage(
      regular.indexed, stated: { career.earnings($0) }, total: regular.total, aime: regular.aime, prefix: "",
      indexedAs: (.earningsIndexed, .earningsFace))
    writeFormula(
      "pia_at_eligibility", .stepPia, aime: regular.aime,
      first: tables.fixed.piaPercentages[0], result: regular.piaAtEligibility, article: "42 U.S.C. § 415(a)(1)(A)")
    if let windfall = regular.windfall { write(windfall, aime: regular.aime, pia: regular.piaAtEligibility) }
    if benefit.method == .specialMinimum, let special = regular.specialMinimum {
      write(special: special, years: regular.specialMinimumYears, instead: regular.windfallPia ?? regular.pia)
    } else {
      writeIncreases("", of: regular.windfall?.pia ?? regular.piaAtEligibility, from: eligibilityYear)
      if let special = regular.specialMinimum {
        add(
          "special_minimum", .stepSpecialNotMore,
          ["years": .integer(regular.specialMinimumYears)],
          result: special.text, unit: .unitMonthly, article: "42 U.S.C. § 415(a)(1)(C)")
      }
    }
  }

  private mutating func write(special: Money<USD>, years: Int, instead: Money<USD>) {
    let range = tables.fixed.specialMinimumYears
    let start = tables.fixed.specialMinimumAmount * (min(years, range[1]) - range[0])
    add(
      "special_minimum_at_base", .stepSpecialAtBase, ["years": .integer(years)],
      "amount * (min(years, most) - uncounted)",
      [
        ("amount", tables.fixed.specialMinimumAmount.text), ("years", "\(years)"), ("most", "\(range[1])"),
        ("uncounted", "\(range[0])"),
      ], result: start.text, unit: .unitMonthly, article: "42 U.S.C. § 415(a)(1)(C); 20 CFR 404.261",
      [cite.rule("us.special_minimum.amount", benefit.month, value: tables.fixed.specialMinimumAmount.text)])
    writeIncreases("special_minimum.", of: start, from: LawTables.specialMinimumYear)
    add(
      "pia", .stepHigher, [:], "max(formula, special)", [("formula", instead.text), ("special", special.text)],
      result: special.text, unit: .unitMonthly, article: "42 U.S.C. § 415(a)(1)(C)(i)")
  }

  private mutating func write(_ windfall: WindfallResult, aime: Int, pia: Money<USD>) {
    let article = "42 U.S.C. § 415(a)(7) before repeal"
    if let years = windfall.yearsOfCoverage {
      add(
        "years_of_coverage", .stepYearsOfCoverage, result: "\(years)", unit: .unitYears, article: "\(article), (D)",
        note: Remark(.noteYearsOfCoverage))
    }
    guard let reduced = windfall.reducedFormulaPia, let first = windfall.firstPercentage,
      let half = windfall.halfPension,
      let guarantee = windfall.guaranteePia, let pension = question.pension
    else {
      add(
        "wep", .stepNoWindfall, result: windfall.outcome.rawValue, unit: .unitRule, article: article)
      return
    }
    writeFormula(
      "wep_formula", .stepWindfallFormula, aime: aime, first: first, result: reduced,
      article: article)
    add(
      "half_pension", .stepHalfPension, [:], "floor(pension * share, 0.1)",
      [("pension", pension.monthly.text), ("share", tables.fixed.wepGuarantee.description)], result: half.text,
      unit: .unitMonthly, article: "\(article), (B)(i)",
      [cite.rule("us.wep.guarantee", .january(2023), value: tables.fixed.wepGuarantee.description)])
    add(
      "wep_guarantee", .stepGuarantee, [:], "pia - half", [("pia", pia.text), ("half", half.text)],
      result: guarantee.text, unit: .unitMonthly, article: "\(article), (B)(i)")
    add(
      "wep_pia", .stepHigher, [:], "max(formula, guarantee)",
      [("formula", reduced.text), ("guarantee", guarantee.text)], result: windfall.pia.text, unit: .unitMonthly,
      article: article)
  }

  // MARK: Totalized benefit

  mutating func write(_ amount: TotalizedAmount) {
    let article = "20 CFR 404.1918; POMS GN 01701.200"
    let career = question.career
    func seven(_ value: Int) -> String { ExactDecimal(value, over: 10_000_000).text(places: 7) }
    for (year, ratio) in amount.ratios {
      let wageYear = min(year, amount.lastWageYear)
      add(
        "ratio.\(year)", .stepRatio, ["year": .integer(year), "wageYear": .integer(wageYear)],
        "round(min(earnings, round(base * quarters / 4, 0.01)) / wage, 0.0000001)",
        [
          ("earnings", career.earnings(year).text), ("base", tables.contributionBase[year].text),
          ("quarters", "\(career.quarters(year))"), ("wage", tables.averageWage[wageYear].text),
        ], result: seven(ratio), unit: .unitRatio, article: article, [base(year), wage(wageYear)])
    }
    add(
      "relative_earnings_position", .stepPosition, [:],
      "round(4 * (\(amount.ratios.map { "ratio_\($0.year)" }.joined(separator: " + "))) / quarters, 0.0000001)",
      amount.ratios.map { ("ratio_\($0.year)", seven($0.ratio)) } + [("quarters", "\(amount.share.numerator)")],
      result: seven(amount.relativeEarningsPosition), unit: .unitRatio, article: article)
    let position = seven(amount.relativeEarningsPosition)
    for entry in amount.theoreticalEarnings {
      let wageYear = min(entry.year, amount.lastWageYear)
      add(
        "theoretical.\(entry.year)", .stepTheoretical, ["year": .integer(entry.year)], "round(position * wage, 0.01)",
        [("position", position), ("wage", tables.averageWage[wageYear].text)], result: entry.amount.text,
        unit: .unitYearly, article: article, [wage(wageYear)],
        note: wageYear < entry.year ? Remark(.noteLastWage, ["year": .integer(wageYear)]) : nil)
    }
    let stated = Dictionary(uniqueKeysWithValues: amount.theoreticalEarnings.map { ($0.year, $0.amount) })
    writeAverage(
      amount.indexed, stated: { stated[$0] ?? .zero }, total: amount.total, aime: amount.theoreticalAime,
      prefix: "theoretical_", indexedAs: (.theoreticalIndexed, .theoreticalFace))
    writeFormula(
      "theoretical_pia_at_eligibility", .stepTheoreticalPia,
      aime: amount.theoreticalAime, first: tables.fixed.piaPercentages[0], result: amount.theoreticalPiaAtEligibility,
      article: "20 CFR 404.1918(c); 42 U.S.C. § 415(a)(1)(A)")
    writeIncreases("theoretical_", of: amount.theoreticalPiaAtEligibility, from: eligibilityYear)
    let up = tables.lastIncrease(in: benefit.month) < tables.fixed.colaRoundsUpBefore
    add(
      "pro_rata_pia", .stepProRata, [:],
      "\(up ? "ceil" : "floor")(pia * quarters / (4 * years), 0.1)",
      [
        ("pia", amount.theoreticalPia.text), ("quarters", "\(amount.share.numerator)"),
        ("years", "\(benefit.computationYears)"),
      ], result: amount.proRataPia.text, unit: .unitMonthly, article: "20 CFR 404.1918(d); POMS GN 01701.200",
      note: Remark(.noteDenominator))
  }

  // MARK: Claim age

  mutating func writeClaimAge() {
    guard let adjustment = benefit.adjustment else { return }
    // Where delayed credits raise the amount by the formula above the special minimum, that is what is paid.
    let byFormula = benefit.method == .specialMinimum && !benefit.isSpecialMinimumPaid
    let pia = (byFormula ? benefit.regular.map { $0.windfallPia ?? $0.pia } ?? benefit.pia : benefit.pia).text
    if adjustment.reductionMonths > 0 {
      let rule = tables.fixed.workerReduction
      add(
        "reduction_months", .stepReductionMonths, [:], "full_age - age",
        [
          ("full_age", "\(benefit.ages.fullRetirementAge.inMonths)"),
          ("age", "\(benefit.ages.age(in: benefit.entitlement).inMonths)"),
        ], result: "\(adjustment.reductionMonths)", unit: .unitMonths, article: "42 U.S.C. § 402(q); 20 CFR 404.410")
      add(
        "benefit", .stepReduced, [:],
        "floor(pia * (first * later - later * min(months, limit) - first * max(0, months - limit)) / (first * later), 0.1)",
        [
          ("pia", pia), ("months", "\(adjustment.reductionMonths)"), ("limit", "\(rule[0])"), ("first", "\(rule[1])"),
          ("later", "\(rule[2])"),
        ], result: benefit.benefit.text, unit: .unitMonthly, article: "42 U.S.C. § 402(q)(1); 20 CFR 404.410",
        [cite.rule("us.reduction.worker", benefit.entitlement, value: "\(rule)")],
        note: Remark(
          .noteReduction, ["first": .exact(rule[1]), "limit": .exact(rule[0]), "later": .exact(rule[2])]))
    } else if benefit.isSpecialMinimumPaid {
      add(
        "benefit", .stepOnSpecial, [:], "pia", [("pia", pia)], result: benefit.benefit.text,
        unit: .unitMonthly, article: "42 U.S.C. § 402(w)(1), (5)",
        note: Remark(.noteNoCreditsOnSpecial))
    } else {
      let rate = ExactDecimal(benefit.ages.creditParts, over: 24)
      add(
        "credit_months", .stepCreditMonths, ["month": .month(benefit.month)],
        result: "\(adjustment.creditMonths)",
        unit: .unitMonths, article: "42 U.S.C. § 402(w); 20 CFR 404.313",
        note: Remark(
          .noteCreditMonths,
          [
            "full": .month(benefit.ages.fullMonth),
            "last": .month(min(benefit.entitlement, benefit.ages.lastMonth)),
          ]))
      add(
        "benefit", .stepCredited, [:], "pia + floor(pia * months * parts / 2400, 0.1)",
        [("pia", pia), ("months", "\(adjustment.creditMonths)"), ("parts", "\(benefit.ages.creditParts)")],
        result: benefit.benefit.text, unit: .unitMonthly, article: "42 U.S.C. § 402(w); POMS RS 00615.692",
        [cite.rule("us.delayed_credit.monthly", .january(benefit.ages.effectiveBirth.year), value: "\(rate)")],
        note: Remark(.noteCreditParts, ["parts": .integer(benefit.ages.creditParts)]))
    }
    if let after = benefit.afterArticle {
      let share = min(question.windfall.rate ?? tables.fixed.articleRate, tables.fixed.articleCap)
      add(
        "after_article", .stepArticle, [:],
        "floor(benefit * (1 - share), 0.1)",
        [("benefit", benefit.benefit.text), ("share", "\(share)")], result: after.text, unit: .unitMonthly,
        article: "none", [cite.rule("us.wep.article_rate", benefit.month, value: "\(tables.fixed.articleRate)")])
    }
    add(
      "payable", .stepPayable, ["month": .month(benefit.month)], "floor(benefit, 1)",
      [("benefit", (benefit.afterArticle ?? benefit.benefit).text)], result: benefit.payable.text, unit: .unitMonthly,
      article: "42 U.S.C. § 415(g)")
  }
}
