// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Studies
import Testing

@Suite("Distributions")
struct DistributionTests {
  @Test("quantiles by hand")
  func quantileHandCalculation() {
    #expect(Distribution.uniform(low: 10, high: 20).quantile(0.25) == 12.5)
    #expect(Distribution.triangular(low: 0, mode: 1, high: 4).quantile(0.25) == 1)
    #expect(Distribution.triangular(low: 2, mode: 2, high: 2).quantile(0.7) == 2)
    #expect(abs(Distribution.lognormal(median: 3, sigma: 0.5).quantile(0.5) - 3) < 1e-12)
    let cut = Distribution.normal(mean: 0, deviation: 1, low: -1, high: 1)
    #expect(abs(cut.quantile(0.5)) < 1e-12)
    #expect(cut.quantile(1e-12) >= -1 && cut.quantile(1 - 1e-12) <= 1)
    let choice = Distribution.choice(values: [6, 12, 24], weights: [5, 3, 2])
    #expect([0.1, 0.49, 0.51, 0.79, 0.81, 0.999].map(choice.quantile) == [6, 6, 12, 12, 24, 24])
  }

  @Test(
    "faults are named",
    arguments: [
      (Distribution.uniform(low: 2, high: 1), "2.0 is above 1.0"),
      (.triangular(low: 0, mode: 5, high: 4), "low, mode and high are not in order: 0.0, 5.0, 4.0"),
      (.choice(values: [1], weights: []), "1 values and 0 weights"),
      (.lognormal(median: 0, sigma: 1), "median 0.0 and sigma 1.0 must be above 0"),
    ])
  func faults(_ distribution: Distribution, _ text: String) { #expect(distribution.fault == text) }
}

@Suite("Populations")
struct PopulationTests {
  static func population(usQuarters: Double = 30, luMonths: Double = 100, luGap: Double = 0) -> Population {
    Population(
      count: 10, bornYear: .uniform(low: 1960, high: 1970), femaleShare: 0.5, citizenship: ["US"], residence: "LU",
      legs: [
        CareerLeg(
          country: "US", unit: .quarter, kind: "", start: .constant(24), length: .constant(usQuarters),
          relativeEarnings: .constant(1.2), reference: 50_000, referenceYear: 2020),
        CareerLeg(
          country: "LU", unit: .month, kind: "compulsory", start: .constant(1), length: .constant(luMonths),
          relativeEarnings: .constant(0.8), reference: 5_000, referenceYear: 2024, gapShare: .constant(luGap)),
      ], ageProfile: [(age: 20, factor: 0.5), (age: 40, factor: 1)])
  }

  static let middle = Array(repeating: 0.5, count: 12)

  @Test("the middle of the cube is a career that can be written by hand")
  func careerHandCalculation() throws {
    let career = Self.population().career(at: Self.middle, id: "7", personID: "ana")
    #expect(career.person.born == CalendarDate(1965, 7, 1))
    let us = try #require(career.records["US"])
    // From July 1989: whole years 1990 to 1996 of four quarters, two quarters in 1997.
    #expect(us.units.values.reduce(0, +) == 30)
    #expect(us.units[1990] == 4 && us.units[1997] == 2 && us.units[1998] == nil)
    // July 1990 is age 25: the profile gives 0.625, so 0.75 of the reference wage.
    #expect(us.earnings[1990] == StatedEarnings(37_500, wagesOf: 2020))
    let lu = try #require(career.records["LU"])
    #expect(lu.periods.reduce(0) { $0 + ($1.through - $1.from + 1) } == 100)
    #expect(lu.periods.first?.from == YearMonth(1998, 1))
    #expect(career.person.residence(in: YearMonth(2030, 1)) == "LU")
    #expect(career.person.residence(in: YearMonth(1992, 1)) == "US")
  }

  @Test("a gap takes its share of the leg and no insured month", arguments: [0.1, 0.25, 0.5])
  func gapInvariants(_ share: Double) throws {
    let career = Self.population(luGap: share).career(at: Self.middle, id: "1", personID: "ana")
    let periods = try #require(career.records["LU"]).periods
    #expect(periods.reduce(0) { $0 + ($1.through - $1.from + 1) } == 100)
    let span = periods.last!.through - periods.first!.from + 1
    #expect(abs(Double(span - 100) / Double(span) - share) < 0.01)
  }

  @Test("periods follow one another without overlap for any draw")
  func periodInvariants() {
    for step in 1..<40 {
      let u = (0..<12).map { k in (Double(step * (k + 3)) * 0.618033988749895).truncatingRemainder(dividingBy: 1) }
      let career = Self.population(luGap: 0.2).career(at: u.map { max($0, 1e-9) }, id: "\(step)", personID: "ana")
      let periods = career.records["LU"]?.periods ?? []
      for (a, b) in zip(periods, periods.dropFirst()) { #expect(a.through < b.from) }
      #expect(periods.allSatisfy { $0.from.year == $0.through.year })
    }
  }

  @Test("a leg that is drawn without length leaves the next one where it would have been")
  func emptyLegHandCalculation() throws {
    let career = Self.population(usQuarters: 0.4).career(at: Self.middle, id: "1", personID: "ana")
    #expect(career.records["US"] == nil)
    // Born in July 1965, to the United States at 24, on to Luxembourg a year later.
    #expect(try #require(career.records["LU"]).periods.first?.from == YearMonth(1990, 7))
  }

  @Test("a posting falls into its leg, is paid like it and moves no record")
  func postingHandCalculation() throws {
    var population = Self.population()
    let plain = population.career(at: Self.middle, id: "7", personID: "ana")
    population.posting = Population.Posting(
      leg: "LU", other: "US", status: .selfEmployed, share: 0.6, years: .uniform(low: 2, high: 4), certificate: 0.4)
    #expect(population.variables.suffix(3) == ["posting", "posting.years", "posting.certificate"])
    let career = population.career(at: Self.middle + [0.5, 0.5, 0.5], id: "7", personID: "ana")
    let posting = try #require(career.posting)
    #expect(posting.months == 36)
    #expect(posting.hasCertificate == false)
    // The leg ends at 40: 0.8 of twelve times 5,000.
    #expect(posting.pay == 48_000)
    #expect(posting.year == 2024)
    #expect(career.records == plain.records)
    #expect(population.career(at: Self.middle + [0.7, 0.5, 0.5], id: "7", personID: "ana").posting == nil)
    #expect(
      population.career(at: Self.middle + [0.5, 0.5, 0.3], id: "7", personID: "ana").posting?.hasCertificate == true)
  }
}
