// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Steps of benefits on another person's record, from that one's primary insurance amount to what is paid beside the own benefit.
struct FamilyDerivation {
  let tables: LawTables
  let cite: Citations
  let month: YearMonth
  private(set) var steps: [Derivation.Step]

  /// - Parameter steps: those that lead to the primary insurance amount.
  init(_ law: UnitedStates, in month: YearMonth, after steps: [Derivation.Step] = []) {
    (tables, cite, self.month, self.steps) = (law.tables, Citations(library: law.parameters), month, steps)
  }

  private mutating func add(
    _ id: String, _ title: UsPhrase, _ expression: String, _ inputs: [(String, String)], result: String,
    article: String,
    _ parameters: [Derivation.ParameterUse] = []
  ) {
    steps.append(
      Derivation.Step(
        id: "us." + id, title: Remark(title, ["month": .month(month)]), expression: expression,
        inputs: inputs.map { .init($0.0, $0.1) }, result: result, unit: Remark(.unitMonthly), article: article,
        parameters: parameters))
  }

  /// Half of the worker's amount, less the own one, reduced for age, less own delayed credits.
  ///
  /// - Source: 42 U.S.C. § 402(b)(2), (c)(2), (k)(3)(A), (q); POMS RS 00615.201, .250.
  mutating func writeSpouse(
    _ benefit: SpouseBenefit, workerPia: Money<USD>, ownPia: Money<USD>, familyMaximum: Money<USD>?
  ) {
    let half = workerPia.multiplied(by: tables.fixed.spouseShare, over: 100, rounded: .dimeDown)
    add(
      "spouse.half", .stepSpouseHalf, "floor(pia * share / 100, 0.1)",
      [("pia", workerPia.text), ("share", "\(tables.fixed.spouseShare)")], result: half.text,
      article: "42 U.S.C. § 402(b)(2), (c)(2)",
      [cite.rule("us.spouse.share", month, value: "\(tables.fixed.spouseShare)")])
    if let familyMaximum, benefit.base < half {
      add(
        "spouse.base", .stepSpouseBase, "max(0, maximum - pia)",
        [("maximum", familyMaximum.text), ("pia", workerPia.text)],
        result: benefit.base.text, article: "42 U.S.C. § 403(a)")
    }
    add(
      "spouse.excess", .stepSpouseExcess, "max(0, base - own_pia)",
      [("base", benefit.base.text), ("own_pia", ownPia.text)],
      result: benefit.excess.text, article: "42 U.S.C. § 402(k)(3)(A)")
    let rule = tables.fixed.spouseReduction
    let credits = max(Money<USD>.zero, benefit.own - ownPia)
    add(
      "spouse.benefit", .stepSpouseBenefit,
      "max(0, floor(excess * (first * later - later * min(months, limit) - first * max(0, months - limit)) / (first * later), 0.1) - credits)",
      [
        ("excess", benefit.excess.text), ("months", "\(benefit.reductionMonths)"), ("limit", "\(rule[0])"),
        ("first", "\(rule[1])"), ("later", "\(rule[2])"), ("credits", credits.text),
      ], result: benefit.spouse.text, article: "42 U.S.C. § 402(q)(1), (k)(3)(A)",
      [cite.rule("us.reduction.spouse", month, value: "\(rule)")])
  }

  /// The dead one's amount with credits, reduced for the survivor's age, limited, less the own benefit.
  ///
  /// - Source: 42 U.S.C. § 402(e)(2), (f)(2), (k)(3)(A), (q)(1); POMS RS 00615.301, .320.
  mutating func writeSurvivor(_ base: SurvivorBase, months: Int, possible: Int, own: Money<USD>) {
    let whole = base.pia + base.credits
    add(
      "survivor.base", .stepSurvivorBase, "pia + credits", [("pia", base.pia.text), ("credits", base.credits.text)],
      result: whole.text, article: "42 U.S.C. § 402(e)(2)(A), (C), (f)(2)(A), (C)")
    let counted = min(max(0, months), possible)
    let reduced = whole - tables.survivorReduction(base: whole, months: counted, possible: possible)
    let share = tables.fixed.survivorReduction.description
    add(
      "survivor.reduced", .stepSurvivorReduced, "base - ceil(floor(base * months * share / possible, 0.0001), 0.1)",
      [("base", whole.text), ("months", "\(counted)"), ("share", share), ("possible", "\(possible)")],
      result: reduced.text, article: "42 U.S.C. § 402(q)(1); POMS RS 00615.301",
      [cite.rule("us.survivor.reduction", month, value: share)])
    var benefit = reduced
    if let drawn = base.reducedBenefit, let limit = tables.survivorLimit(base) {
      let part = tables.fixed.survivorLimit.description
      add(
        "survivor.limit", .stepSurvivorLimit, "max(drawn, floor(pia * part, 0.1))",
        [("drawn", drawn.text), ("pia", base.pia.text), ("part", part)], result: limit.text,
        article: "42 U.S.C. § 402(e)(2)(D), (f)(2)(D); POMS RS 00615.320",
        [cite.rule("us.survivor.limit", month, value: part)])
      benefit = min(reduced, limit)
      add(
        "survivor.benefit", .stepSurvivorBenefit, "min(reduced, limit)",
        [("reduced", reduced.text), ("limit", limit.text)], result: benefit.text,
        article: "42 U.S.C. § 402(e)(2)(D), (f)(2)(D)")
    }
    add(
      "survivor.paid", .stepSurvivorPaid, "max(0, benefit - own)", [("benefit", benefit.text), ("own", own.text)],
      result: tables.survivorTopUp(benefit, beside: own).text, article: "42 U.S.C. § 402(k)(3)(A)")
  }

  var derivation: Derivation { Derivation(steps) }
}
