// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// Wage growth and cost-of-living increases after the last values in the parameter files.
public struct Outlook: Hashable, Sendable {
  /// Growth of the average wage index over the year before, in percent, by year; the last one holds on.
  public var wageGrowth: [Int: ExactDecimal]
  /// December increase in percent, by year; the last one holds on. Below zero counts as zero.
  public var cola: [Int: ExactDecimal]

  public init(wageGrowth: [Int: ExactDecimal], cola: [Int: ExactDecimal]) {
    (self.wageGrowth, self.cola) = (wageGrowth, cola)
  }

  /// An assumption set of the Trustees Report.
  public enum TrusteesSet: String, Sendable, CaseIterable {
    case intermediate, lowCost = "low_cost", highCost = "high_cost"
  }

  init(_ set: TrusteesSet, in library: ParameterLibrary) throws {
    func values(_ name: String) throws -> [Int: ExactDecimal] {
      let key = ParameterKey<ExactDecimal>(set == .intermediate ? name : "\(name).\(set.rawValue)")
      return Dictionary(uniqueKeysWithValues: try library.values(key).map { ($0.from.year, $0.value) })
    }
    wageGrowth = try values("us.trustees.awi_growth")
    cola = try values("us.trustees.cola")
  }

  /// The value of `year`, or of the nearest year that has one.
  static func value(_ year: Int, of series: [Int: ExactDecimal]) -> ExactDecimal {
    if let exact = series[year] { return exact }
    guard let first = series.keys.min(), let last = series.keys.max() else { return .zero }
    if year < first { return series[first] ?? .zero }
    if year > last { return series[last] ?? .zero }
    return value(year - 1, of: series)
  }
}

extension LawTables {
  /// Fills every table to ``lastYear`` by the formulas of the statute.
  ///
  /// - Source: 42 U.S.C. §§ 403(f)(8), 413(d), 415(a)(1)(B), 415(i), 430. Values in the files are never replaced.
  mutating func project(_ library: ParameterLibrary, outlook: Outlook) throws {
    while averageWage.lastYear < Self.lastYear {
      let year = averageWage.lastYear + 1
      let growth = ExactDecimal.one + Outlook.value(year, of: outlook.wageGrowth) / 100
      averageWage.values.append(Money(averageWage[year - 1].amount * growth, rounded: .halfUp))
    }
    while cola.lastYear < Self.lastYear {
      let percent = Outlook.value(cola.lastYear + 1, of: outlook.cola)
      cola.values.append(max(0, Self.tenths(percent)))
    }
    let published = averageWage.lastPublished + 2
    bendPoints.lastPublished = max(bendPoints.lastPublished, published)
    while bendPoints.lastYear < Self.lastYear {
      let year = bendPoints.lastYear + 1
      bendPoints.values.append(formulaBendPoints(year))
    }
    familyBendPoints.lastPublished = max(familyBendPoints.lastPublished, published)
    while familyBendPoints.lastYear < Self.lastYear {
      familyBendPoints.values.append(formulaFamilyBendPoints(familyBendPoints.lastYear + 1))
    }
    quarterAmount.lastPublished = max(quarterAmount.lastPublished, published)
    while quarterAmount.lastYear < Self.lastYear {
      let year = quarterAmount.lastYear + 1
      quarterAmount.values.append(max(quarterAmount[year - 1], formulaQuarterAmount(year)))
    }
    let frozen = min(published, cola.lastPublished + 1)
    func extend(_ table: inout YearTable<Money<USD>>, _ formula: (Int) -> Money<USD>) {
      table.lastPublished = max(table.lastPublished, frozen)
      while table.lastYear < Self.lastYear {
        let year = table.lastYear + 1
        let before = table[year - 1]
        table.values.append(cola[year - 1] == 0 ? before : max(before, formula(year)))
      }
    }
    let (wages, fixed) = (averageWage, fixed)
    let (newBase, oldBase) = (contributionBase[fixed.baseFormulaYear], oldLawBase[fixed.baseFormulaYear])
    extend(&contributionBase) { Self.formulaBase(newBase, year: $0, wages: wages, rules: fixed) }
    extend(&oldLawBase) { Self.formulaBase(oldBase, year: $0, wages: wages, rules: fixed) }
    extend(&exemptUnderFullAge) { Self.formulaExempt(fixed.exemptUnder, year: $0, wages: wages, rules: fixed) }
    extend(&exemptYearOfFullAge) { Self.formulaExempt(fixed.exemptYear, year: $0, wages: wages, rules: fixed) }
    for (table, share) in [
      (\LawTables.yearOfCoverageWEP, fixed.wepShare), (\.yearOfCoverageSpecialMinimum, fixed.specialShare),
    ] {
      self[keyPath: table].lastPublished = max(self[keyPath: table].lastPublished, frozen)
      while self[keyPath: table].lastYear < Self.lastYear {
        let base = oldLawBase[self[keyPath: table].lastYear + 1]
        self[keyPath: table].values.append(base.multiplied(by: share, over: 100, rounded: .halfUp))
      }
    }
  }

  private func bend(_ start: Int, _ year: Int) -> Int {
    Money<USD>(cents: start * 100).multiplied(
      by: averageWage[year - 2].cents, over: averageWage[fixed.bendFormulaYear - 2].cents,
      rounded: .nearest(toCents: 100)
    ).cents / 100
  }

  /// Bend points of the PIA by the formula of the statute.
  ///
  /// - Source: 42 U.S.C. § 415(a)(1)(B).
  public func formulaBendPoints(_ year: Int) -> BendPoints {
    let start = bendPoints[fixed.bendFormulaYear]
    return BendPoints(first: bend(start.first, year), second: bend(start.second, year))
  }

  /// Bend points of the family maximum by the formula of the statute.
  ///
  /// - Source: 42 U.S.C. § 403(a)(2).
  public func formulaFamilyBendPoints(_ year: Int) -> FamilyBendPoints {
    let start = familyBendPoints[fixed.bendFormulaYear]
    return FamilyBendPoints(
      first: bend(start.first, year), second: bend(start.second, year), third: bend(start.third, year))
  }

  /// Earnings for a quarter of coverage by the formula, before the rule that they never fall.
  ///
  /// - Source: 42 U.S.C. § 413(d)(2), rounded as SSA's program does.
  public func formulaQuarterAmount(_ year: Int) -> Money<USD> {
    let raw = quarterAmount[fixed.quarterFormulaYear].amount.scaled(
      by: averageWage[year - 2].amount, over: averageWage[fixed.quarterFormulaYear - 2].amount)
    return Money(raw + fixed.quarterOffset.amount, rounded: fixed.quarterStep)
  }

  /// Wage base by the formula, before the rules that it never falls and is frozen without an increase.
  ///
  /// - Source: 42 U.S.C. § 430(b).
  public func formulaContributionBase(_ year: Int) -> Money<USD> {
    Self.formulaBase(contributionBase[fixed.baseFormulaYear], year: year, wages: averageWage, rules: fixed)
  }

  private static func formulaBase(
    _ start: Money<USD>, year: Int, wages: YearTable<Money<USD>>, rules: FixedRules
  ) -> Money<USD> {
    start.multiplied(
      by: wages[year - 2].cents, over: wages[rules.baseFormulaYear - 2].cents, rounded: rules.baseStep)
  }

  /// Twelve times the monthly exempt amount, itself rounded (42 U.S.C. § 403(f)(8)).
  private static func formulaExempt(
    _ start: [Int], year: Int, wages: YearTable<Money<USD>>, rules: FixedRules
  ) -> Money<USD> {
    Money<USD>(cents: start[0] * 100).multiplied(
      by: wages[year - 2].cents, over: wages[start[1]].cents, rounded: rules.exemptStep) * 12
  }
}
