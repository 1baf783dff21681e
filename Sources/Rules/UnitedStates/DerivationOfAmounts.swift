// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension DerivationWriter {
  // MARK: Regular benefit

  mutating func write(_ regular: RegularAmount) {
    let career = question.career
    writeAverage(
      regular.indexed, stated: { career.earnings($0) }, total: regular.total, aime: regular.aime, prefix: "",
      word: "Earnings")
    writeFormula(
      "pia_at_eligibility", "Primary insurance amount at eligibility", aime: regular.aime,
      first: tables.fixed.piaPercentages[0], result: regular.piaAtEligibility, article: "42 U.S.C. § 415(a)(1)(A)")
    if let windfall = regular.windfall { write(windfall, aime: regular.aime, pia: regular.piaAtEligibility) }
    if benefit.method == .specialMinimum, let special = regular.specialMinimum {
      write(special: special, years: regular.specialMinimumYears, instead: regular.windfallPia ?? regular.pia)
    } else {
      writeIncreases("", of: regular.windfall?.pia ?? regular.piaAtEligibility, from: eligibilityYear)
      if let special = regular.specialMinimum {
        add(
          "special_minimum", "Special minimum with \(regular.specialMinimumYears) years of coverage, which is not more",
          result: special.text, unit: "USD a month", article: "42 U.S.C. § 415(a)(1)(C)")
      }
    }
  }

  private mutating func write(special: Money<USD>, years: Int, instead: Money<USD>) {
    let range = tables.fixed.specialMinimumYears
    let start = tables.fixed.specialMinimumAmount * (min(years, range[1]) - range[0])
    add(
      "special_minimum_at_base", "Special minimum with \(years) years of coverage, at the level of 1979",
      "amount * (min(years, most) - uncounted)",
      [
        ("amount", tables.fixed.specialMinimumAmount.text), ("years", "\(years)"), ("most", "\(range[1])"),
        ("uncounted", "\(range[0])"),
      ], result: start.text, unit: "USD a month", article: "42 U.S.C. § 415(a)(1)(C); 20 CFR 404.261",
      [cite.rule("us.special_minimum.amount", benefit.month, value: tables.fixed.specialMinimumAmount.text)])
    writeIncreases("special_minimum.", of: start, from: LawTables.specialMinimumYear)
    add(
      "pia", "The higher of the two", "max(formula, special)", [("formula", instead.text), ("special", special.text)],
      result: special.text, unit: "USD a month", article: "42 U.S.C. § 415(a)(1)(C)(i)")
  }

  private mutating func write(_ windfall: WindfallResult, aime: Int, pia: Money<USD>) {
    let article = "42 U.S.C. § 415(a)(7) before repeal"
    if let years = windfall.yearsOfCoverage {
      add(
        "years_of_coverage", "Years of coverage", result: "\(years)", unit: "years", article: "\(article), (D)",
        note: "years with earnings of at least 25 percent of the old-law base")
    }
    guard let reduced = windfall.reducedFormulaPia, let first = windfall.firstPercentage,
      let half = windfall.halfPension,
      let guarantee = windfall.guaranteePia, let pension = question.pension
    else {
      add(
        "wep", "Windfall elimination does not apply", result: windfall.outcome.rawValue, unit: "rule", article: article)
      return
    }
    writeFormula(
      "wep_formula", "Formula with the lower first percentage", aime: aime, first: first, result: reduced,
      article: article)
    add(
      "half_pension", "Half of the noncovered pension", "floor(pension * share, 0.1)",
      [("pension", pension.monthly.text), ("share", tables.fixed.wepGuarantee.description)], result: half.text,
      unit: "USD a month", article: "\(article), (B)(i)",
      [cite.rule("us.wep.guarantee", .january(2023), value: tables.fixed.wepGuarantee.description)])
    add(
      "wep_guarantee", "The least that the guarantee leaves", "pia - half", [("pia", pia.text), ("half", half.text)],
      result: guarantee.text, unit: "USD a month", article: "\(article), (B)(i)")
    add(
      "wep_pia", "The higher of the two", "max(formula, guarantee)",
      [("formula", reduced.text), ("guarantee", guarantee.text)], result: windfall.pia.text, unit: "USD a month",
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
        "ratio.\(year)", "Earnings of \(year) over the average wage of \(wageYear)",
        "round(min(earnings, round(base * quarters / 4, 0.01)) / wage, 0.0000001)",
        [
          ("earnings", career.earnings(year).text), ("base", tables.contributionBase[year].text),
          ("quarters", "\(career.quarters(year))"), ("wage", tables.averageWage[wageYear].text),
        ], result: seven(ratio), unit: "ratio", article: article, [base(year), wage(wageYear)])
    }
    add(
      "relative_earnings_position", "Relative earnings position",
      "round(4 * (\(amount.ratios.map { "ratio_\($0.year)" }.joined(separator: " + "))) / quarters, 0.0000001)",
      amount.ratios.map { ("ratio_\($0.year)", seven($0.ratio)) } + [("quarters", "\(amount.share.numerator)")],
      result: seven(amount.relativeEarningsPosition), unit: "ratio", article: article)
    let position = seven(amount.relativeEarningsPosition)
    for entry in amount.theoreticalEarnings {
      let wageYear = min(entry.year, amount.lastWageYear)
      add(
        "theoretical.\(entry.year)", "Theoretical earnings of \(entry.year)", "round(position * wage, 0.01)",
        [("position", position), ("wage", tables.averageWage[wageYear].text)], result: entry.amount.text,
        unit: "USD a year", article: article, [wage(wageYear)],
        note: wageYear < entry.year ? "the last average wage that may be used is that of \(wageYear)" : nil)
    }
    let stated = Dictionary(uniqueKeysWithValues: amount.theoreticalEarnings.map { ($0.year, $0.amount) })
    writeAverage(
      amount.indexed, stated: { stated[$0] ?? .zero }, total: amount.total, aime: amount.theoreticalAime,
      prefix: "theoretical_", word: "Theoretical earnings")
    writeFormula(
      "theoretical_pia_at_eligibility", "Theoretical primary insurance amount at eligibility",
      aime: amount.theoreticalAime, first: tables.fixed.piaPercentages[0], result: amount.theoreticalPiaAtEligibility,
      article: "20 CFR 404.1918(c); 42 U.S.C. § 415(a)(1)(A)")
    writeIncreases("theoretical_", of: amount.theoreticalPiaAtEligibility, from: eligibilityYear)
    let up = tables.lastIncrease(in: benefit.month) < tables.fixed.colaRoundsUpBefore
    add(
      "pro_rata_pia", "Share of US quarters in the coverage lifetime",
      "\(up ? "ceil" : "floor")(pia * quarters / (4 * years), 0.1)",
      [
        ("pia", amount.theoreticalPia.text), ("quarters", "\(amount.share.numerator)"),
        ("years", "\(benefit.computationYears)"),
      ], result: amount.proRataPia.text, unit: "USD a month", article: "20 CFR 404.1918(d); POMS GN 01701.200",
      note: "the denominator is the quarters of the computation years, not US and foreign quarters")
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
        "reduction_months", "Months before full retirement age", "full_age - age",
        [
          ("full_age", "\(benefit.ages.fullRetirementAge.inMonths)"),
          ("age", "\(benefit.ages.age(in: benefit.entitlement).inMonths)"),
        ], result: "\(adjustment.reductionMonths)", unit: "months", article: "42 U.S.C. § 402(q); 20 CFR 404.410")
      add(
        "benefit", "Benefit after early reduction",
        "floor(pia * (first * later - later * min(months, limit) - first * max(0, months - limit)) / (first * later), 0.1)",
        [
          ("pia", pia), ("months", "\(adjustment.reductionMonths)"), ("limit", "\(rule[0])"), ("first", "\(rule[1])"),
          ("later", "\(rule[2])"),
        ], result: benefit.benefit.text, unit: "USD a month", article: "42 U.S.C. § 402(q)(1); 20 CFR 404.410",
        [cite.rule("us.reduction.worker", benefit.entitlement, value: "\(rule)")],
        note: "one \(rule[1])th a month for \(rule[0]) months, then one \(rule[2])th")
    } else if benefit.isSpecialMinimumPaid {
      add(
        "benefit", "Benefit on the special minimum", "pia", [("pia", pia)], result: benefit.benefit.text,
        unit: "USD a month", article: "42 U.S.C. § 402(w)(1), (5)",
        note: "delayed credits are not given on a special minimum; with them the amount by the formula is not more")
    } else {
      let rate = ExactDecimal(benefit.ages.creditParts, over: 24)
      add(
        "credit_months", "Months of delayed credit that count in \(benefit.month)",
        result: "\(adjustment.creditMonths)",
        unit: "months", article: "42 U.S.C. § 402(w); 20 CFR 404.313",
        note: "from \(benefit.ages.fullMonth) to the month before \(min(benefit.entitlement, benefit.ages.lastMonth)); "
          + "credits of the year of claim are paid from January, at 70 all at once")
      add(
        "benefit", "Benefit with delayed credits", "pia + floor(pia * months * parts / 2400, 0.1)",
        [("pia", pia), ("months", "\(adjustment.creditMonths)"), ("parts", "\(benefit.ages.creditParts)")],
        result: benefit.benefit.text, unit: "USD a month", article: "42 U.S.C. § 402(w); POMS RS 00615.692",
        [cite.rule("us.delayed_credit.monthly", .january(benefit.ages.effectiveBirth.year), value: "\(rate)")],
        note: "a month's credit is \(benefit.ages.creditParts) parts in 2,400 of the PIA")
    }
    if let after = benefit.afterArticle {
      let share = min(question.windfall.rate ?? tables.fixed.articleRate, tables.fixed.articleCap)
      add(
        "after_article", "What the popular misreading would leave; this is not law",
        "floor(benefit * (1 - share), 0.1)",
        [("benefit", benefit.benefit.text), ("share", "\(share)")], result: after.text, unit: "USD a month",
        article: "none", [cite.rule("us.wep.article_rate", benefit.month, value: "\(tables.fixed.articleRate)")])
    }
    add(
      "payable", "Paid for \(benefit.month), in whole dollars", "floor(benefit, 1)",
      [("benefit", (benefit.afterArticle ?? benefit.benefit).text)], result: benefit.payable.text, unit: "USD a month",
      article: "42 U.S.C. § 415(g)")
  }
}
