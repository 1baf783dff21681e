// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// One stay of a drawn career in one country.
public struct CareerLeg: Hashable, Sendable {
  public var country: Country
  /// `quarter`: recorded by calendar year, four units a year; `month`: recorded by period.
  public var unit: Coverage.Unit
  /// The kind of period, in the country's own words; empty for a record by year.
  public var kind: String
  /// Age in years at the start of the first leg; years after the leg before for the others.
  public var start: Distribution
  /// Insured units.
  public var length: Distribution
  /// Earnings as a multiple of the reference wage, before the age profile.
  public var relativeEarnings: Distribution
  /// The wage that 1 means: a year for quarters, a month for months, in the wages of `referenceYear`.
  public var reference: ExactDecimal
  public var referenceYear: Int
  /// Share of the leg's months that are a gap in its middle, not insured.
  public var gapShare: Distribution

  public init(
    country: Country, unit: Coverage.Unit, kind: String, start: Distribution, length: Distribution,
    relativeEarnings: Distribution, reference: ExactDecimal, referenceYear: Int,
    gapShare: Distribution = .constant(0)
  ) {
    (self.country, self.unit, self.kind, self.start, self.length) = (country, unit, kind, start, length)
    (self.relativeEarnings, self.reference, self.referenceYear) = (relativeEarnings, reference, referenceYear)
    self.gapShare = gapShare
  }
}

/// How careers are drawn: distributions, and how they hang together.
public struct Population: Hashable, Sendable {
  public var count: Int
  /// Year of birth; month and day are uniform.
  public var bornYear: Distribution
  public var femaleShare: Double
  public var citizenship: [Country]
  /// Where the household lives from the last leg on.
  public var residence: Country
  public var legs: [CareerLeg]
  /// Multiplier of earnings by age, linear between the ages given and flat outside.
  public var ageProfile: [(age: Double, factor: Double)] { zip(profileAges, profileFactors).map { ($0, $1) } }
  public var profileAges: [Double]
  public var profileFactors: [Double]
  /// Share of careers whose documents fail when periods must be totalized.
  public var documentFailure: Double
  /// A time of work that two countries ask contributions for; nil for none.
  public var posting: Posting?
  /// Correlation of the normal scores of two variables, by their names in ``variables``.
  public var correlations: [Correlation]

  public struct Correlation: Hashable, Sendable {
    public var first: String
    public var second: String
    public var value: Double
    public init(_ first: String, _ second: String, _ value: Double) {
      (self.first, self.second, self.value) = (first, second, value)
    }
  }

  public init(
    count: Int, bornYear: Distribution, femaleShare: Double, citizenship: [Country], residence: Country,
    legs: [CareerLeg], ageProfile: [(age: Double, factor: Double)] = [], documentFailure: Double = 0,
    posting: Posting? = nil, correlations: [Correlation] = []
  ) {
    (self.count, self.bornYear, self.femaleShare) = (count, bornYear, femaleShare)
    (self.citizenship, self.residence, self.legs) = (citizenship, residence, legs)
    (profileAges, profileFactors) = (ageProfile.map(\.age), ageProfile.map(\.factor))
    (self.documentFailure, self.posting) = (documentFailure, posting)
    self.correlations = correlations
  }

  /// Names of the drawn variables in the order of their draws; a new one goes to the end.
  public var variables: [String] {
    var names = ["born", "female", "documents_fail", "birthday"]
    for leg in legs {
      names += ["start", "length", "relative_earnings", "gap_share"].map { "\(leg.country).\($0)" }
    }
    if posting != nil { names += ["posting", "posting.years", "posting.certificate"] }
    return names
  }

  /// The earnings multiplier at an age in years.
  public func profile(at age: Double) -> Double {
    guard let first = profileAges.first, let last = profileAges.last else { return 1 }
    if age <= first { return profileFactors[0] }
    if age >= last { return profileFactors[profileFactors.count - 1] }
    let upper = profileAges.firstIndex { $0 > age } ?? profileAges.count - 1
    let share = (age - profileAges[upper - 1]) / (profileAges[upper] - profileAges[upper - 1])
    return profileFactors[upper - 1] + share * (profileFactors[upper] - profileFactors[upper - 1])
  }
}

/// A career of the population, drawn or read.
public struct Career: Sendable {
  public var id: String
  public var person: Person
  public var records: [Country: InsuranceRecord]
  public var documentsFail: Bool
  public var posting: CareerPosting?

  public init(
    id: String, person: Person, records: [Country: InsuranceRecord], documentsFail: Bool = false,
    posting: CareerPosting? = nil
  ) {
    (self.id, self.person, self.records) = (id, person, records)
    (self.documentsFail, self.posting) = (documentsFail, posting)
  }
}

extension Population {
  /// The career that a point of the unit cube means.
  ///
  /// - Parameters:
  ///   - uniforms: one number in (0, 1) for each of ``variables``.
  ///   - id: the career's name in the tables.
  ///   - personID: the name that the base scenario's strategies use.
  public func career(at uniforms: [Double], id: String, personID: String) -> Career {
    precondition(uniforms.count == variables.count, "\(uniforms.count) numbers for \(variables.count) variables")
    let bornYear = Int(self.bornYear.quantile(uniforms[0]).rounded(.down))
    let day = Int(uniforms[3] * 12 * 28)  // days 1 to 28, so that every month has them
    let birthMonth = YearMonth(bornYear, min(day / 28, 11) + 1)
    let born = CalendarDate(bornYear, birthMonth.month, day % 28 + 1) ?? CalendarDate(bornYear, birthMonth.month, 1)!
    var records: [Country: InsuranceRecord] = [:]
    var residence: [Residence] = []
    var free = birthMonth  // first month after the legs so far
    var found: CareerPosting?
    for (index, leg) in legs.enumerated() {
      let u = Array(uniforms[(4 + 4 * index)..<(8 + 4 * index)])
      let wait = Int((leg.start.quantile(u[0]) * 12).rounded())
      let start = free + max(0, wait)
      let units = max(0, Int(leg.length.quantile(u[1]).rounded()))
      let relative = max(0, leg.relativeEarnings.quantile(u[2]))
      let insuredMonths = leg.unit == .quarter ? units * 3 : units
      let share = min(max(leg.gapShare.quantile(u[3]), 0), 0.9)
      let gap = Int((Double(insuredMonths) * share / (1 - share)).rounded())
      guard units > 0 else {
        free = start  // a leg of no length still takes its turn, or the next would start in the cradle
        continue
      }
      residence.append(Residence(country: leg.country, from: start, through: start + (insuredMonths + gap - 1)))
      let record =
        leg.unit == .quarter
        ? yearly(leg, from: start, quarters: units, gapMonths: gap, relative: relative, born: birthMonth)
        : monthly(leg, from: start, months: units, gapMonths: gap, relative: relative, born: birthMonth)
      records[leg.country] = record
      free = start + insuredMonths + gap
      if let posting, posting.leg == leg.country, found == nil {
        found = self.posting(
          posting, leg: leg, relative: relative, months: insuredMonths, age: Double(free - birthMonth) / 12,
          at: Array(uniforms.suffix(3)))
      }
    }
    residence.append(Residence(country: self.residence, from: free))
    let person = Person(
      id: personID, born: born, sex: uniforms[1] < femaleShare ? .female : .male, citizenship: citizenship,
      residence: residence)
    return Career(
      id: id, person: person, records: records, documentsFail: uniforms[2] < documentFailure, posting: found)
  }

  /// Whole years of four quarters, then the rest in the last year; a gap falls after half of the quarters.
  private func yearly(
    _ leg: CareerLeg, from: YearMonth, quarters: Int, gapMonths: Int, relative: Double, born: YearMonth
  ) -> InsuranceRecord {
    var record = InsuranceRecord(country: leg.country)
    var left = quarters
    var year = from.month <= 6 ? from.year : from.year + 1
    let gapYears = Int((Double(gapMonths) / 12).rounded())
    var beforeGap = gapYears > 0 ? quarters / 2 : quarters
    while left > 0 {
      let inYear = min(4, left, max(1, beforeGap))
      record.earnings[year] = amount(leg, share: Double(inYear) / 4, relative: relative, at: year, born: born)
      record.units[year] = inYear
      left -= inYear
      beforeGap -= inYear
      year += 1
      if beforeGap <= 0, left > 0 {
        year += gapYears
        beforeGap = left
      }
    }
    return record
  }

  /// One period a calendar year, so that pay follows the age profile; a gap falls after half of the months.
  private func monthly(
    _ leg: CareerLeg, from: YearMonth, months: Int, gapMonths: Int, relative: Double, born: YearMonth
  ) -> InsuranceRecord {
    var record = InsuranceRecord(country: leg.country)
    let parts = gapMonths > 0 ? [months / 2, months - months / 2] : [months]
    var month = from
    for part in parts {
      var left = part
      while left > 0 {
        let count = min(left, 13 - month.month)
        let pay = amount(leg, share: 1, relative: relative, at: month.year, born: born)
        record.periods.append(
          InsurancePeriod(
            from: month, through: month + (count - 1), kind: leg.kind, monthlyPay: pay.amount, wagesOf: pay.wagesOf))
        month = month + count
        left -= count
      }
      month = month + gapMonths
    }
    return record
  }

  private func amount(
    _ leg: CareerLeg, share: Double, relative: Double, at year: Int, born: YearMonth
  ) -> StatedEarnings {
    let age = Double(YearMonth(year, 7) - born) / 12
    let factor = relative * profile(at: age) * share
    let exact = ExactDecimal(shortest: (factor * 10_000).rounded() / 10_000) ?? .zero
    return StatedEarnings((leg.reference * exact).roundedHalfUp(places: 2), wagesOf: leg.referenceYear)
  }
}
