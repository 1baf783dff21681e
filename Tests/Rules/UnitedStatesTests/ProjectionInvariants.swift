// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

@Suite("United States: figures beyond the last published year")
struct ProjectionInvariants {
  /// The parameter files with rows replaced, as if SSA had published them.
  static func files(_ changes: [(file: String, year: Int, row: String)]) -> [(name: String, text: String)] {
    EmbeddedFiles.all.map { file in
      let mine = changes.filter { $0.file == file.name }
      var lines = "\(file.text)".split(separator: "\n").map(String.init)
      for change in mine {
        lines.removeAll { $0.hasPrefix("\(change.year),") }
        lines.append(change.row)
      }
      return (name: file.name, text: lines.joined(separator: "\n") + "\n")
    }
  }

  /// Official values win over the projection; nothing in the code changes.
  @Test("announced values are rows of data")
  func announced() throws {
    let question = UnitedStatesCase(
      born: CalendarDate(1966, 2, 10)!,
      earnings: Dictionary(uniqueKeysWithValues: (1990...2020).map { ($0, ExactDecimal(50_000)) }),
      claim: YearMonth(2028, 3))
    let before = Dictionary(uniqueKeysWithValues: try law.answer(question).map { ($0.key, $0.value) })
    #expect(before["projected"] == .bool(true))
    #expect(before["bendPoints"] == .array([.integer(1400), .integer(8438)]))
    let announced = try UnitedStates(
      files: Self.files([
        ("average-wage-index.csv", 2026, "2026,76100.00,published,SSA"),
        ("cost-of-living.csv", 2027, "2027,2.4,published,SSA"),
      ]))
    #expect(announced.tables.averageWage.lastPublished == 2026 && announced.tables.bendPoints.lastPublished == 2028)
    let after = Dictionary(uniqueKeysWithValues: try announced.answer(question).map { ($0.key, $0.value) })
    #expect(after["projected"] == nil)
    #expect(after["bendPoints"] == .array([.integer(1401), .integer(8443)]))
    // A printed row beats the formula, and later years go on from it.
    let printed = try UnitedStates(
      files: Self.files([
        ("bend-points.csv", 2028, "2028,1399,8437,1788,2581,3366"),
        ("cost-of-living.csv", 2027, "2027,3.1,published,SSA"),
        ("quarter-of-coverage.csv", 2028, "2028,2050,published,SSA"),
      ]))
    #expect(printed.tables.bendPoints[2028] == BendPoints(first: 1399, second: 8437))
    #expect(printed.tables.bendPoints[2029] == law.tables.bendPoints[2029])
    #expect(printed.tables.cola[2027] == 31 && printed.tables.cola[2028] == 24)
    #expect(printed.tables.quarterAmount[2028] == 2050)
  }

  @Test("what was announced for 2027 is in, with the Trustees' growth after it")
  func announced2027() throws {
    #expect(law.tables.cola[2026] == 36 && law.tables.cola.lastPublished == 2026)
    #expect(law.tables.contributionBase[2027] == 192_300 && law.tables.quarterAmount[2027] == 1970)
    #expect(law.tables.exemptUnderFullAge[2027] == 25_560 && law.tables.exemptYearOfFullAge[2027] == 67_920)
    #expect(law.tables.averageWage[2025] == 72_800.33 && law.tables.averageWage.lastPublished == 2025)
    #expect(law.tables.cola[2027] == 24)
    // 72,800.33 grown by 4.472929 % in 2026.
    #expect(law.tables.averageWage[2026] == 76_056.64)
    // The announced amounts are what the formulas make of 72,800.33.
    #expect(law.tables.formulaContributionBase(2027) == 192_300 && law.tables.formulaQuarterAmount(2027) == 1970)
    #expect(law.tables.bendPoints[2027] == BendPoints(first: 1340, second: 8077))
    #expect(law.tables.formulaBendPoints(2027) == law.tables.bendPoints[2027])
    #expect(law.tables.familyBendPoints[2027] == FamilyBendPoints(first: 1712, second: 2471, third: 3223))
    #expect(law.tables.formulaFamilyBendPoints(2027) == law.tables.familyBendPoints[2027])
    let base = try law.parameters.value(.contributionBase, year: 2027)
    #expect(base.origin == .published && base.source.contains("26 October 2026"))
    let wage = try law.parameters.value(.averageWageIndex, year: 2025)
    #expect(wage.origin == .published && wage.source.contains("14 October 2026"))
  }

  /// 42 U.S.C. §§ 413(d)(2), 430(b), 403(f)(8): they never fall; bend points may.
  @Test("falling wages lower bend points only, and a year without an increase freezes bases")
  func falling() throws {
    var outlook = law.outlook
    for year in 2026...2060 {
      (outlook.wageGrowth[year], outlook.cola[year]) = (year == 2029 ? -6 : 3, year == 2031 ? -1 : 2)
    }
    let other = try law.projected(along: outlook).tables
    #expect(other.bendPoints[2031].first < other.bendPoints[2030].first)
    #expect(other.quarterAmount[2031] == other.quarterAmount[2030])
    #expect(other.contributionBase[2031] == other.contributionBase[2030])
    #expect(other.cola[2031] == 0)
    #expect(other.contributionBase[2032] == other.contributionBase[2031], "no increase in December 2031")
    #expect(other.exemptUnderFullAge[2032] == other.exemptUnderFullAge[2031])
    #expect(other.bendPoints[2032].first != other.bendPoints[2031].first)
    #expect(other.contributionBase[2034] > other.contributionBase[2032])
  }

  @Test("the Trustees' three sets are ordered")
  func trusteesSets() throws {
    let low = try law.projected(by: .lowCost).tables
    let high = try law.projected(by: .highCost).tables
    for year in [2030, 2050, 2090] {
      #expect(
        low.averageWage[year] > law.tables.averageWage[year] && law.tables.averageWage[year] > high.averageWage[year])
      #expect(low.cola[year] > law.tables.cola[year] && law.tables.cola[year] > high.cola[year])
    }
    #expect(law.tables.averageWage[2025] == low.averageWage[2025])
  }

  @Test("every parameter has title, unit, source, and a day on which it was checked where it can change")
  func parameterFiles() {
    #expect(law.parameters.keys.count > 60)
    for series in law.parameters.series.values {
      #expect(!series.title.isEmpty && !series.unit.isEmpty && !series.source.isEmpty && !series.entries.isEmpty)
      if series.beyond != nil { #expect(series.checked != nil, "\(series.key)") }
    }
  }
}
