// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// Thirty partners, each alone: 42 U.S.C. § 433(c)(1); POMS GN 01701.005, GN 01703.100 and the pages of the partners.
@Suite("Agreements of the United States")
struct AgreementsHandCalculation {
  private let law: UnitedStates
  init() throws { law = try UnitedStates() }

  private static let partners = [
    "AT", "AU", "BE", "BR", "CA", "CH", "CL", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "HU", "IE", "IS", "IT",
    "JP", "KR", "LU", "NL", "NO", "PL", "PT", "SE", "SI", "SK", "UY",
  ]

  private func agreement(_ partner: String) throws -> PartnerAgreement {
    try #require(law.tables.agreements.first { $0.partner?.code == partner })
  }

  /// Whole years of months.
  private func years(_ years: ClosedRange<Int>) -> Coverage {
    Coverage(
      unit: .month,
      years: Dictionary(uniqueKeysWithValues: years.map { ($0, Coverage.Year(count: 12, months: 0xFFF)) }))
  }

  @Test("thirty agreements are in the files, with the months from which they pay")
  func thirty() throws {
    #expect(law.tables.agreements.compactMap(\.partner?.code).sorted() == Self.partners)
    #expect(try agreement("GB").agreement.inForce == YearMonth(1988, 1), "benefits later than the agreement itself")
    #expect(try agreement("IS").agreement.inForce == YearMonth(2019, 3))
    #expect(law.tables.agreements.count { !$0.isUnitRead } == 10, "nine assumed units, and the rest of Slovakia")
  }

  /// Examples of POMS: GN 01706.026 (95 and 122 weeks), 01738.110 (300 days), 01748.106 (a tenth), 01717.120, 01715.120, 01723.120,
  /// 01736.110, 01708.115.
  @Test(
    "units of the partner become quarters",
    arguments: [
      ("IT", "95", 8), ("IT", "122", 10), ("GR", "300", 4), ("DK", "0.1", 1), ("SE", "1", 4), ("CA", "3", 12),
      ("FR", "7", 7),
      ("IE", "53", 5), ("DE", "84", 28), ("DE", "85", 29), ("LU", "7", 3), ("ES", "91", 1), ("ES", "92", 2),
      ("CZ", "90", 1),
    ])
  func units(_ partner: String, _ units: String, _ quarters: Int) throws {
    let number = try #require(ExactDecimal(units))
    #expect(try agreement(partner).conversion.quarters(ofUnits: number) == quarters)
  }

  /// The amount comes from US earnings alone: born in 1960, 20,000 a year from 2001 on, so 4 quarters a year and the last year in part.
  @Test("6 to 39 US quarters beside twenty years of any partner open the same pro rata benefit", arguments: partners)
  func opens(_ partner: String) throws {
    let claim = YearMonth(2026, 11)
    func answer(_ quarters: Int, _ foreign: [Country: Coverage]) throws -> WorkerBenefit {
      let years = (quarters + 3) / 4
      var counts: [Int: Int] = [:]
      for year in 0..<years { counts[2001 + year] = min(4, quarters - 4 * year) }
      return law.tables.workerBenefit(
        try law.question(
          UnitedStatesCase(
            born: CalendarDate(1960, 3, 20)!, earnings: counts.mapValues { _ in 20_000 }, quarters: counts,
            claim: claim,
            foreign: foreign)))
    }
    let country = Country(partner)
    for quarters in [6, 7, 28, 39] {
      let alone = try answer(quarters, [:])
      #expect(alone.basis == .none && alone.benefit == .zero)
      let found = try answer(quarters, [country: years(1980...2000)])
      #expect(found.basis == .totalized, "\(partner), \(quarters)")
      let luxembourg = try answer(quarters, ["LU": years(1980...2000)])
      #expect(found.benefit == luxembourg.benefit && found.benefit > .zero)
      #expect(found.totalized?.share == share(of: quarters))
    }
    #expect(try answer(5, [country: years(1980...2000)]).reason == .belowSixQuarters)
    #expect(try answer(40, [country: years(1980...2000)]).basis == .national)
  }

  /// 35 computation years: quarters of 140.
  private func share(of quarters: Int) -> ProRataShare { ProRataShare(quarters, of: 140) }

  /// 10 US quarters and 28 German, 29 Luxembourg, 31 Canadian: only 10 + 31 reach forty, and no two are added.
  @Test("each partner counts alone")
  func alone() throws {
    let career = law.career(
      earnings: [2001: 20_000, 2002: 20_000, 2003: 20_000], quarters: [2001: 4, 2002: 4, 2003: 2])
    func held(_ quarters: Int) -> Coverage { Coverage(unit: .quarter, override: quarters) }
    func credit(_ foreign: [Country: Coverage]) -> ForeignCredit {
      ForeignCredit(foreign, under: law.tables.agreements)
    }
    let month = YearMonth(2026, 11)
    let all = credit(["DE": held(28), "LU": held(29), "CA": held(31)])
    #expect(all.quarters(besides: career, in: month) == 31)
    #expect(all.best(besides: career, in: month)?.partner.agreement.partner == "CA")
    #expect(credit(["DE": held(28), "LU": held(29)]).quarters(besides: career, in: month) == 29)
    #expect(credit(["US": held(90), "XX": held(90)]) == .none)
  }

  @Test("coverage counts from the month for which the agreement pays")
  func inForce() throws {
    let career = law.career(earnings: [2001: 20_000], quarters: [2001: 4])
    let credit = ForeignCredit(["IS": years(1980...1999), "NO": years(1980...1989)], under: law.tables.agreements)
    #expect(credit.best(besides: career, in: YearMonth(2018, 5))?.partner.agreement.partner == "NO")
    #expect(credit.best(besides: career, in: YearMonth(2019, 5))?.partner.agreement.partner == "IS")
    #expect(credit.inForce == YearMonth(1984, 7))
  }

  /// Two periods of four months in a year: together eight, 3 quarters; each rounded alone, 2 + 2.
  @Test("what is left over is rounded in the year, or in each period where the agreement says so")
  func rest() throws {
    let career = law.career(earnings: [:], quarters: [:])
    let coverage = Coverage(
      unit: .month,
      years: [1999: Coverage.Year(count: 8, months: 0b0001_1110_1111), 2000: Coverage.Year(count: 0, months: 0)])
    let italy = try agreement("IT")
    let month = YearMonth(2020, 1)
    #expect(PartnerCoverage(coverage, italy).quarters(besides: career, in: month) == 3)
    #expect(PartnerCoverage(coverage, italy, restByPeriod: true).quarters(besides: career, in: month) == 4)
    let germany = try agreement("DE")
    #expect(PartnerCoverage(coverage, germany, restByPeriod: true).quarters(besides: career, in: month) == 3)
  }

  /// POMS GN 01723.120 and 01715.120: quarters of a calendar are whole; a year of contributions makes four less the US ones.
  @Test("French months count as quarters that they fill, a Canadian year as four")
  func wholeUnits() throws {
    let career = law.career(earnings: [1999: 10_000], quarters: [1999: 1])
    let coverage = Coverage(unit: .month, years: [1999: Coverage.Year(count: 5, months: 0b0000_1111_1000)])
    let month = YearMonth(2020, 1)
    #expect(PartnerCoverage(coverage, try agreement("FR")).quarters(besides: career, in: month) == 1)
    #expect(PartnerCoverage(coverage, try agreement("CA")).quarters(besides: career, in: month) == 3)
    #expect(PartnerCoverage(coverage, try agreement("DE")).quarters(besides: career, in: month) == 2)
  }
}
