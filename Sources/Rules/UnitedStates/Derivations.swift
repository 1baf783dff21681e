// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Pensions
import Quantities

extension UnitedStates {
  /// Every step from the record to the payment, with its numbers, so that a reader can redo it by hand.
  func derivation(_ question: BenefitQuestion, _ benefit: WorkerBenefit, _ work: WorkDeductions = WorkDeductions())
    -> Derivation
  {
    var writer = DerivationWriter(
      tables: tables, cite: Citations(library: parameters), question: question, benefit: benefit)
    writer.writeAges()
    writer.writeQuarters()
    if let regular = benefit.regular {
      if let stated = question.career.stated { writer.write(stated, regular) } else { writer.write(regular) }
    }
    if let totalized = benefit.totalized { writer.write(totalized) }
    writer.writeClaimAge()
    if work.months > 0 { writer.write(work) }
    return Derivation(writer.steps)
  }
}

/// Writes the steps of one benefit. Names of inputs are short; each step's result is an input of a later one.
struct DerivationWriter {
  let tables: LawTables
  let cite: Citations
  let question: BenefitQuestion
  var benefit: WorkerBenefit
  /// The year of a death, or of widow's indexing, in the place of that of 62; nil for the living.
  var yearInstead: Int?
  var steps: [Derivation.Step] = []

  init(tables: LawTables, cite: Citations, question: BenefitQuestion, benefit: WorkerBenefit) {
    (self.tables, self.cite, self.question, self.benefit) = (tables, cite, question, benefit)
  }

  var eligibilityYear: Int { yearInstead ?? benefit.ages.eligibilityYear }

  mutating func add(
    _ id: String, _ title: UsPhrase, _ filling: [String: Remark.Argument] = [:], _ expression: String = "",
    _ inputs: [(String, String)] = [], result: String, unit: UsPhrase, article: String,
    _ parameters: [Derivation.ParameterUse] = [], note: Remark? = nil
  ) {
    steps.append(
      Derivation.Step(
        id: "us." + id, title: Remark(title, filling), expression: expression,
        inputs: inputs.map { .init($0.0, $0.1) }, result: result, unit: Remark(unit), article: article,
        parameters: parameters, note: note))
  }

  // MARK: Ages and insured status

  mutating func writeAges() {
    let ages = benefit.ages
    add(
      "effective_birth", .stepEffectiveBirth, result: "\(ages.effectiveBirth)", unit: .unitDay,
      article: "20 CFR 404.2(c)(4)", note: Remark(.noteBorn, ["day": .exact(ages.born)]))
    add(
      "eligibility_year", .stepEligibilityYear, [:], "birth_year + first_age",
      [("birth_year", "\(ages.effectiveBirth.year)"), ("first_age", "\(tables.fixed.firstAge)")],
      result: "\(ages.eligibilityYear)", unit: .unitYear, article: "42 U.S.C. § 415(a)(3)(B)",
      [cite.rule("us.retirement.first_age", benefit.month, value: "\(tables.fixed.firstAge)")])
    let full = ages.fullRetirementAge
    add(
      "full_retirement_age", .stepFullAge, ["month": .month(ages.fullMonth)], result: "\(full)", unit: .unitAge,
      article: "42 U.S.C. § 416(l); 20 CFR 404.409",
      [cite.rule("us.full_retirement_age", .january(ages.effectiveBirth.year), value: "\(full.inMonths)")])
  }

  mutating func writeQuarters() {
    let career = question.career
    if career.stated != nil {
      add(
        "quarters", .stepQuartersStated, result: "\(benefit.quarters)",
        unit: .unitQuarters,
        article: "42 U.S.C. § 414(a)")
      return
    }
    var terms: [String] = []
    var inputs: [(String, String)] = []
    var uses: [Derivation.ParameterUse] = []
    for year in stride(from: CoveredCareer.firstYear, through: min(career.lastYear, benefit.month.year - 1), by: 1)
    where career.earnings(year) > .zero || career.quarters(year) > 0 {
      let earned = quarters(from: career.earnings(year), in: year)
      if let earned, earned == career.quarters(year) {
        let amount = tables.quarterAmount[year]
        terms.append("min(4, floor(earnings_\(year) / amount_\(year), 1))")
        inputs += [("earnings_\(year)", career.earnings(year).text), ("amount_\(year)", amount.text)]
        uses.append(
          cite.year(
            "us.quarter_of_coverage", year, value: amount.text, published: year <= tables.quarterAmount.lastPublished))
      } else {
        terms.append("quarters_\(year)")
        inputs.append(("quarters_\(year)", "\(career.quarters(year))"))
      }
    }
    let sumHeld = career.quartersHeld(in: .january(benefit.month.year)) - min(career.quarters(benefit.month.year), 1)
    let thisYear = benefit.quarters - sumHeld
    if thisYear > 0 {
      terms.append("quarters_begun_\(benefit.month.year)")
      inputs.append(("quarters_begun_\(benefit.month.year)", "\(thisYear)"))
    }
    add(
      "quarters", .stepQuarters, ["month": .month(benefit.month)], terms.isEmpty ? "0" : terms.joined(separator: " + "),
      inputs, result: "\(benefit.quarters)", unit: .unitQuarters, article: "42 U.S.C. § 413; 20 CFR 404.143", uses,
      note: career.assumedYears.isEmpty ? nil : Remark(.noteQuartersGuessed))
    let rules = tables.fixed
    add(
      "required_quarters", .stepRequired, [:],
      "min(most, max(fewest, eligibility_year - 1 - max(first_year - 1, birth_year + 21)))",
      [
        ("most", "\(rules.mostQuarters)"), ("fewest", "\(rules.fewestQuarters)"),
        ("eligibility_year", "\(eligibilityYear)"),
        ("first_year", "\(rules.firstBaseYear)"), ("birth_year", "\(benefit.ages.effectiveBirth.year)"),
      ], result: "\(benefit.requiredQuarters)", unit: .unitQuarters, article: "42 U.S.C. § 414(a); 20 CFR 404.110")
    if benefit.basis == .totalized || benefit.foreignQuarters > 0 {
      let partner = question.foreign.best(besides: question.career, in: benefit.entitlement)?.partner.agreement
      add(
        "foreign_quarters", .stepForeignQuarters, ["month": .month(benefit.entitlement)],
        result: "\(benefit.foreignQuarters)", unit: .unitQuarters, article: "42 U.S.C. § 433(c)(1); POMS GN 01733.120",
        partner.map {
          [
            cite.rule(
              "\($0.prefix).units_per_quarter", benefit.entitlement, value: "\($0.conversion.perQuarter)")
          ]
        } ?? [],
        note: Remark(.noteOpenTheRight))
    }
    add(
      "computation_years", .stepComputationYears, [:],
      "max(fewest, eligibility_year - 1 - max(first_year - 1, birth_year + 21) - dropped)",
      [
        ("fewest", "\(rules.fewestComputationYears)"), ("eligibility_year", "\(eligibilityYear)"),
        ("first_year", "\(rules.firstBaseYear)"), ("birth_year", "\(benefit.ages.effectiveBirth.year)"),
        ("dropped", "\(rules.droppedYears)"),
      ], result: "\(benefit.computationYears)", unit: .unitYears, article: "42 U.S.C. § 415(b)(2)(A); 20 CFR 404.211(e)"
    )
  }

  private func quarters(from earnings: Money<USD>, in year: Int) -> Int? {
    year < tables.quarterAmount.firstYear
      ? nil : quartersOfCoverage(earnings: earnings, amountPerQuarter: tables.quarterAmount[year])
  }

  // MARK: Indexing and averaging

  func wage(_ year: Int) -> Derivation.ParameterUse {
    let name = year < 1951 ? "us.average_wage_before_1951" : "us.average_wage_index"
    return cite.year(
      name, year, value: tables.averageWage[year].text, published: year <= tables.averageWage.lastPublished)
  }

  func base(_ year: Int) -> Derivation.ParameterUse {
    cite.year(
      "us.contribution_base", year, value: tables.contributionBase[year].text,
      published: year <= tables.contributionBase.lastPublished)
  }

  /// One step a year, then the total of the highest years and their average.
  ///
  /// - Returns: the AIME's step name.
  mutating func writeAverage(
    _ indexed: [IndexedEarnings], stated: (Int) -> Money<USD>, total: Money<USD>, aime: Int, prefix: String,
    indexedAs words: (indexed: UsPhrase, face: UsPhrase)
  ) {
    let indexYear = eligibilityYear - 2
    for entry in indexed {
      let year = entry.year
      let inputs = [("earnings", stated(year).text), ("base", tables.contributionBase[year].text)]
      if year < indexYear {
        add(
          "\(prefix)indexed.\(year)", words.indexed, ["year": .integer(year), "index": .integer(indexYear)],
          "round(min(earnings, base) * wage_index / wage, 0.01)",
          inputs + [("wage_index", tables.averageWage[indexYear].text), ("wage", tables.averageWage[year].text)],
          result: entry.amount.text, unit: .unitYearly, article: "42 U.S.C. § 415(b)(3); 20 CFR 404.211(d)",
          [base(year), wage(indexYear), wage(year)])
      } else {
        add(
          "\(prefix)indexed.\(year)", words.face, ["year": .integer(year)], "min(earnings, base)", inputs,
          result: entry.amount.text, unit: .unitYearly, article: "42 U.S.C. § 415(b)(3)(B)", [base(year)])
      }
    }
    let highest = indexed.sorted { ($0.amount, $1.year) > ($1.amount, $0.year) }.prefix(benefit.computationYears)
      .sorted { $0.year < $1.year }
    add(
      "\(prefix)total", .stepTotal, ["years": .integer(benefit.computationYears)],
      highest.isEmpty ? "0" : highest.map { "indexed_\($0.year)" }.joined(separator: " + "),
      highest.map { ("indexed_\($0.year)", $0.amount.text) }, result: total.text, unit: .unitDollars,
      article: "42 U.S.C. § 415(b)(2)",
      note: highest.count < benefit.computationYears ? Remark(.noteOthersZero) : nil)
    add(
      "\(prefix)aime", .stepAime, [:], "floor(total / (12 * years), 1)",
      [("total", total.text), ("years", "\(benefit.computationYears)")], result: "\(aime)", unit: .unitMonthly,
      article: "42 U.S.C. § 415(b)(1); 20 CFR 404.211(f)")
  }

  /// The formula with a first percentage, rounded to the dime.
  mutating func writeFormula(
    _ id: String, _ title: UsPhrase, aime: Int, first: Int, result: Money<USD>, article: String
  ) {
    let percents = tables.fixed.piaPercentages
    let points = benefit.bendPoints
    let rounding = tables.piaRounding(eligibilityYear: eligibilityYear) == .dimeUp ? "ceil" : "floor"
    add(
      id, title, [:],
      "\(rounding)((p1 * min(aime, bend1) + p2 * max(0, min(aime, bend2) - bend1) + p3 * max(0, aime - bend2)) / 100, 0.1)",
      [
        ("p1", "\(first)"), ("p2", "\(percents[1])"), ("p3", "\(percents[2])"), ("aime", "\(aime)"),
        ("bend1", "\(points.first)"), ("bend2", "\(points.second)"),
      ], result: result.text, unit: .unitMonthly, article: article,
      [
        cite.year(
          "us.pia.bend_points", eligibilityYear, value: "[\(points.first), \(points.second)]",
          published: eligibilityYear <= tables.bendPoints.lastPublished),
        cite.rule("us.pia.percentages", .january(eligibilityYear), value: "\(percents)"),
      ])
  }

  /// One step for each increase that counts in the benefit month.
  mutating func writeIncreases(_ prefix: String, of amount: Money<USD>, from first: Int) {
    var before = amount
    for year in stride(from: first, through: tables.lastIncrease(in: benefit.month), by: 1) {
      let tenths = tables.increase(year, in: benefit.month)
      guard tenths > 0 else { continue }
      let after = tables.increased(before, by: tenths, year: year)
      let percent = ExactDecimal(tenths, over: 10).text(places: 1)
      add(
        "\(prefix)cola.\(year)", .stepCola, ["month": .month(YearMonth(year, tables.colaMonth[year]))],
        "\(year < tables.fixed.colaRoundsUpBefore ? "ceil" : "floor")(amount * (100 + percent) / 100, 0.1)",
        [("amount", before.text), ("percent", percent)], result: after.text, unit: .unitMonthly,
        article: "42 U.S.C. § 415(i)(2); 20 CFR 404.270",
        [cite.year("us.cola", year, value: percent, published: year <= tables.cola.lastPublished)])
      before = after
    }
  }
}
