// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

@Suite("United States: work after the claim")
struct WorkAfterClaimHandCalculation {
  /// Reaches 62 in June 2027 and 67 in June 2032.
  static func applicant(working: [Int: ExactDecimal], settings: [String: String] = [:]) -> Applicant {
    var earnings = Dictionary(uniqueKeysWithValues: (1990...2026).map { ($0, ExactDecimal(45_000)) })
    earnings.merge(working) { $1 }
    return Applicants.make(
      born: CalendarDate(1965, 6, 15)!, earnings: earnings,
      residence: [Residence(country: "LU", from: YearMonth(2020, 1))],
      settings: settings)
  }

  @Test("work abroad costs whole months, and they come back at full retirement age")
  func foreignWork() throws {
    let applicant = Self.applicant(working: [:], settings: ["foreign-work-through": "2030-06"])
    let award = try law.award(to: applicant, from: YearMonth(2027, 7))
    let part = try #require(award.components.first)
    #expect(part.factor(in: YearMonth(2027, 7)) == 0 && part.factor(in: YearMonth(2030, 6)) == 0)
    // 59 months early: 169/240. 36 of them withheld, so 23 count from June 2032: 157/180.
    #expect(abs(part.factor(in: YearMonth(2030, 7)) - 169.0 / 240) < 1e-12)
    #expect(abs(part.factor(in: YearMonth(2032, 5)) - 169.0 / 240) < 1e-12)
    #expect(abs(part.factor(in: YearMonth(2032, 6)) - 157.0 / 180) < 1e-12)
    #expect(award.remarks.contains { law.english($0).contains("36 months") })
    #expect(throws: ClaimRefusal.self) {
      try law.award(
        to: Self.applicant(working: [:], settings: ["foreign-work-through": "soon"]), from: YearMonth(2027, 7))
    }
  }

  @Test("US work is charged by the earnings test month by month from January")
  func earningsTest() throws {
    let applicant = Self.applicant(working: [2027: 60_000, 2028: 60_000])
    let award = try law.award(to: applicant, from: YearMonth(2027, 7))
    let part = try #require(award.components.first)
    let question = try law.question(applicant, entitlement: YearMonth(2027, 7))
    let work = try law.workDeductions(question, of: applicant)
    for year in [2027, 2028] {
      let first = year == 2027 ? YearMonth(2027, 7) : YearMonth(2028, 1)
      let months = year == 2027 ? 6 : 12
      var asked = question
      asked.month = first
      let monthly = law.tables.workerBenefit(asked).benefit
      let charge = min((60_000 - law.tables.exemptUnderFullAge[year].double) / 2, monthly.double * Double(months))
      let lost = (0..<months).reduce(0.0) { $0 + monthly.double * (1 - (work.paidShare[first + $1] ?? 1)) }
      #expect(abs(lost - charge) < 0.01, "\(year)")
      #expect(part.factor(in: first) == 0)
    }
    #expect(part.factor(in: YearMonth(2028, 12)) == 0 || work.paidShare[YearMonth(2028, 12)] == nil)
    let full = law.tables.adjustedAtFullAge(question.ages, entitlement: YearMonth(2027, 7), withheld: work.months)
    #expect(full.reductionMonths == 59 - work.months && work.months > 12)
    #expect(part.factor(in: YearMonth(2032, 6)) > part.factor(in: YearMonth(2032, 5)))
    // Work that ends in the year of claim costs nothing after it.
    let stops = Self.applicant(working: [2027: 60_000])
    #expect(try law.workDeductions(law.question(stops, entitlement: YearMonth(2027, 7)), of: stops).months == 0)
  }

  /// 20 CFR 404.280–404.288: a better year counts from the January after it; a worse one never lowers.
  @Test("later earnings raise the amount from the next January")
  func recomputation() throws {
    let base = Dictionary(uniqueKeysWithValues: (1985...2024).map { ($0, ExactDecimal(30_000)) })
    func pia(_ later: [Int: ExactDecimal], _ month: YearMonth) throws -> Money<USD> {
      let input = UnitedStatesCase(
        born: CalendarDate(1958, 3, 10)!, earnings: base.merging(later) { $1 }, claim: YearMonth(2025, 2), at: month)
      return law.tables.workerBenefit(try law.question(input)).pia
    }
    let plain = try pia([:], YearMonth(2026, 2))
    #expect(try pia([2025: 150_000], YearMonth(2025, 12)) == pia([:], YearMonth(2025, 12)))
    #expect(try pia([2025: 150_000], YearMonth(2026, 2)) > plain)
    #expect(try pia([2025: 100], YearMonth(2026, 2)) == plain)
  }

  /// POMS GN 01701.305, GN 01701.225 A.3; 20 CFR 404.1919.
  @Test("a totalized benefit is recomputed with later quarters, and becomes regular at forty")
  func totalizedRecomputation() throws {
    func benefit(_ month: YearMonth, lastYear: Int) throws -> WorkerBenefit {
      let earnings = Dictionary(
        uniqueKeysWithValues: (2009...lastYear).filter { $0 < 2016 || $0 > 2022 }.map {
          ($0, law.tables.averageWage[min($0, 2024)].amount)
        })
      let input = UnitedStatesCase(
        born: CalendarDate(1961, 5, 20)!, earnings: earnings, claim: YearMonth(2023, 6), at: month, foreignQuarters: 60)
      return law.tables.workerBenefit(try law.question(input))
    }
    let first = try benefit(YearMonth(2023, 6), lastYear: 2026)
    #expect(first.basis == .totalized && first.totalized?.share.description == "28/140" && first.quarters == 30)
    let later = try benefit(YearMonth(2024, 1), lastYear: 2026)
    #expect(later.totalized?.share.description == "32/140")
    #expect(try later.pia > benefit(YearMonth(2024, 1), lastYear: 2022).pia)
    // The fortieth quarter is the last of 2025, acquired on 1 October.
    #expect(try benefit(YearMonth(2025, 9), lastYear: 2026).basis == .totalized)
    let regular = try benefit(YearMonth(2025, 10), lastYear: 2026)
    #expect(regular.basis == .national && regular.regular != nil)
    #expect(regular.adjustment?.reductionMonths == first.adjustment?.reductionMonths)
    #expect(try regular.benefit > benefit(YearMonth(2025, 9), lastYear: 2026).benefit)
  }

  @Test("deductions, payment abroad and the five-year rule")
  func abroad() throws {
    let luxembourg = Residence(country: "LU", from: YearMonth(2010, 1))
    let france = Residence(country: "FR", from: YearMonth(2010, 1))
    let thailand = Residence(country: "TH", from: YearMonth(2010, 1))
    func person(_ citizenship: [Country], _ residence: Residence) -> Person {
      Person(id: "p", born: CalendarDate(1960, 1, 5)!, sex: .male, citizenship: citizenship, residence: [residence])
    }
    let month = YearMonth(2027, 1)
    func doubtful(_ citizenship: [Country], _ residence: Residence, quarters: Int = 20) throws -> Bool {
      try law.paymentAbroad(of: person(citizenship, residence), quarters: quarters, in: month).isDoubtful
    }
    #expect(try !doubtful(["US"], france) && !doubtful(["LU"], france) && !doubtful(["BR"], luxembourg))
    #expect(try doubtful(["BR"], thailand) && !doubtful(["BR"], thailand, quarters: 40))
    // Whoever lives in a country with an agreement is paid, its citizens elsewhere only under Luxembourg's.
    #expect(try !doubtful(["TH"], france) && doubtful(["FR"], thailand))
    #expect(try !doubtful(["BR"], Residence(country: "TH", from: YearMonth(2026, 9))))
    #expect(try law.dependantMayBePaidAbroad(person(["BR"], luxembourg), monthsOfResidenceInRelationship: 0, in: month))
    #expect(try !law.dependantMayBePaidAbroad(person(["TH"], thailand), monthsOfResidenceInRelationship: 59, in: month))
    #expect(try law.dependantMayBePaidAbroad(person(["TH"], thailand), monthsOfResidenceInRelationship: 60, in: month))

    func share(_ citizenship: [Country], _ country: Country) throws -> Double {
      var applicant = Applicants.split
      applicant.person.citizenship = citizenship
      applicant.person.residence = [Residence(country: country, from: YearMonth(2001, 1))]
      let award = try law.award(to: applicant, from: YearMonth(2033, 5))
      return try law.deductions(from: award, applicant: applicant).reduce(0) { $0 + $1.share }
    }
    #expect(try share(["LU"], "LU") == 0.255 && share(["US", "LU"], "LU") == 0 && share(["LU"], "US") == 0)
    #expect(try share(["LU"], "DE") == 0 && share(["LU"], "CH") == 0.15)
  }

  @Test("a doubtful payment stops after six full months where the scenario says so")
  func suspension() throws {
    var applicant = Applicants.split
    applicant.person.citizenship = ["TH"]
    applicant.person.residence = [
      Residence(country: "LU", from: YearMonth(2001, 3), through: YearMonth(2034, 2)),
      Residence(country: "TH", from: YearMonth(2034, 3)),
    ]
    applicant.settings["alien-nonpayment"] = "suspend"
    let award = try law.award(to: applicant, from: YearMonth(2033, 5))
    let part = try #require(award.components.first)
    #expect(part.factor(in: YearMonth(2034, 2)) > 0 && part.factor(in: YearMonth(2034, 3)) == 0)
    applicant.settings = [:]
    #expect(try law.award(to: applicant, from: YearMonth(2033, 5)).components[0].factor(in: YearMonth(2040, 1)) > 0)
  }
}
