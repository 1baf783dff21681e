// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Parameters
import Quantities
import Testing

@testable import Longevity

private func close(_ a: Double, _ b: Double, relative: Double = 1e-10) -> Bool {
  abs(a - b) <= relative * max(1e-300, abs(b))
}

@Suite("Longevity: Gompertz's law against closed forms, ClosedForm")
struct GompertzClosedFormTests {
  struct Case: Sendable {
    let first: [Double]  // x, M, b, gamma
    let second: [Double]
    let delta: Double
    let survival: [(Double, Double)]
    let lifeExpectancy, annuity, jointExpectancy, lastExpectancy, jointAnnuity, lastAnnuity: Double
    let quantiles: [(Double, Double)]
  }

  /// Quadrature in 40-digit arithmetic.
  static let cases = [
    Case(
      first: [65, 90, 9.5, 0], second: [63, 93, 8.8, 0], delta: 0.02,
      survival: [
        (1, 0.992043523432374), (5, 0.95137319476735), (10, 0.874391306592387), (20, 0.595226799783162),
        (30, 0.19775629170405),
      ],
      lifeExpectancy: 21.6943883734354, annuity: 17.0420128853959, jointExpectancy: 18.2802397043519,
      lastExpectancy: 29.4709260266073, jointAnnuity: 14.8218220568077, lastAnnuity: 21.9773596165072,
      quantiles: [
        (0.05, 5.11198513947876), (0.25, 15.2849884506787), (0.5, 22.4565350814673), (0.75, 28.5838116393674),
        (0.95, 35.6488076677676),
      ]),
    Case(
      first: [62, 88, 10.5, 0.01], second: [62, 92, 9, 0.01], delta: 0.015,
      survival: [
        (1, 0.991677724906278), (5, 0.951312277799413), (10, 0.881306209913729), (20, 0.655295146776169),
        (30, 0.327062196742164),
      ],
      lifeExpectancy: 24.2253942992413, annuity: 19.6924436033104, jointExpectancy: 19.7759713895703,
      lastExpectancy: 32.2267994703105, jointAnnuity: 16.6127229377746, lastAnnuity: 25.2453560067916,
      quantiles: [
        (0.05, 5.11205203143973), (0.25, 16.4468134765109), (0.5, 24.9398295874329), (0.75, 32.3499626203728),
        (0.95, 40.9830729892082),
      ]),
  ]

  @Test("agrees with quadrature to ten digits", arguments: cases)
  func agrees(_ item: Case) throws {
    let a = try Gompertz(
      age: item.first[0], mode: item.first[1], dispersion: item.first[2], improvement: item.first[3])
    let b = try Gompertz(
      age: item.second[0], mode: item.second[1], dispersion: item.second[2], improvement: item.second[3])
    for (years, value) in item.survival { #expect(close(a.survival(years), value), "\(years)") }
    for (u, value) in item.quantiles { #expect(close(a.yearsLived(u), value), "\(u)") }
    #expect(close(a.lifeExpectancy, item.lifeExpectancy))
    #expect(close(a.annuity(item.delta), item.annuity))
    #expect(close(a.jointAnnuity(with: b, 0), item.jointExpectancy))
    #expect(close(a.lastSurvivorAnnuity(with: b, 0), item.lastExpectancy))
    #expect(close(a.jointAnnuity(with: b, item.delta), item.jointAnnuity))
    #expect(close(a.lastSurvivorAnnuity(with: b, item.delta), item.lastAnnuity))
  }

  @Test("a multiplier is a power of survival; no improvement is the limit of a small one")
  func limits() throws {
    let plain = try Gompertz(age: 65, mode: 88, dispersion: 10)
    let doubled = try Gompertz(age: 65, mode: 88, dispersion: 10, multiplier: 2)
    let nearly = try Gompertz(age: 65, mode: 88, dispersion: 10, improvement: 1e-12)
    #expect(close(doubled.survival(15), plain.survival(15) * plain.survival(15)))
    #expect(close(nearly.survival(15), plain.survival(15)))
    #expect(throws: LongevityError.self) { try Gompertz(age: 65, mode: 88, dispersion: 0) }
    #expect(throws: LongevityError.self) { try Gompertz(age: 65, mode: 88, dispersion: 10, improvement: 0.1) }
  }

  @Test("a monthly table made from the law gives the law's own life expectancy and quantiles")
  func tableAgainstLaw() throws {
    let law = try Gompertz(age: 0, mode: 88, dispersion: 10)
    // Yearly q of the law; the constant force within a year moves survival little between birthdays, not at them.
    let q = (0..<120).map { 1 - law.survival(Double($0 + 1)) / law.survival(Double($0)) }
    let curve = LifetimeTable.survival(annualDeathProbability: q, ageMonths: 65 * 12, months: 540, multiplier: 1)
    let from65 = try Gompertz(age: 65, mode: 88, dispersion: 10)
    for year in [1, 10, 25, 40] { #expect(close(curve[12 * year], from65.survival(Double(year)), relative: 1e-9)) }
    let years = (curve.dropFirst().reduce(0, +) + 0.5) / 12
    #expect(abs(years - from65.lifeExpectancy) < 0.01)
  }
}

@Suite("Longevity: shipped tables, PublishedExamples and HandCalculation")
struct LifeTableHandCalculationTests {
  /// Sums of (1 − q)^(1/12) over the table's own rows, done apart from this program.
  @Test("a woman born in May 1966, in the United States")
  func unitedStates() throws {
    let table = try LifetimeTable(
      country: "US", sex: "female", bornYear: 1966, bornMonth: 5, asOf: YearMonth(2026, 11),
      settings: LongevitySettings(), lastAge: 110)
    #expect(table.survival.count == 607 && table.survival[0] == 1 && table.standsInFor == nil)
    #expect(close(table.survival[12], 0.9930429798598849, relative: 1e-12))
    #expect(close(table.survival[120], 0.9131593658561507, relative: 1e-12))
    #expect(close(table.survival[360], 0.3841598494807078, relative: 1e-12))
    #expect(close(table.expectedMonths, 309.7340213725851, relative: 1e-12))
  }

  @Test("a man born in November 1961, in Luxembourg: the diagonal through the periods")
  func luxembourg() throws {
    let table = try LifetimeTable(
      country: "LU", sex: "male", bornYear: 1961, bornMonth: 11, asOf: YearMonth(2026, 11),
      settings: LongevitySettings(), lastAge: 110)
    #expect(close(table.survival[12], 0.9898273424983828, relative: 1e-12))
    #expect(close(table.survival[120], 0.864844654951375, relative: 1e-12))
    #expect(close(table.survival[360], 0.1790422493157651, relative: 1e-12))
    #expect(close(table.expectedMonths, 256.8220150912195, relative: 1e-12))
  }

  /// Eurostat: about 20.9 years at 65, mean of both sexes, 2020 to 2024; the factor 0.954 was chosen for it.
  @Test("Luxembourg's life expectancy at 65 in 2020 to 2025 is Eurostat's")
  func luxembourgAt65() throws {
    let table = try #require(try LifeTables.shipped().tables["LU"])
    let column = try #require(table.rates.columns.firstIndex(of: "2020-2025"))
    let expectancies = try ["female", "male"].map { sex in
      let q: [Double] = try table.rates.rows(sex).map { -expm1(-$0[column] * table.factor) }
      let all = Array(repeating: 0, count: table.rates.firstAge) + q
      let curve = LifetimeTable.survival(annualDeathProbability: all, ageMonths: 780, months: 600, multiplier: 1)
      return (curve.dropFirst().reduce(0, +) + 0.5) / 12
    }
    #expect(abs((expectancies[0] + expectancies[1]) / 2 - 20.9) < 0.05)
    #expect(expectancies[0] > expectancies[1] + 2)
  }

  /// Deaths-weighted Gompertz fits to the same cohort tables, ages 60 to 104; they keep e65 within 0.45 years.
  @Test(
    "United States cohorts at 65 are close to their Gompertz fits",
    arguments: [
      ("male", 1950, 85.4, 10.8), ("male", 1960, 86.0, 11.0), ("male", 1970, 87.2, 10.6), ("female", 1950, 89.1, 9.8),
      ("female", 1960, 89.7, 9.8), ("female", 1970, 90.6, 9.6),
    ])
  func gompertzFits(sex: String, born: Int, mode: Double, dispersion: Double) throws {
    let q = try LifeTables.shipped().cohort(table: "US", sex: sex, born: YearMonth(born, 6))
    let curve = LifetimeTable.survival(annualDeathProbability: q, ageMonths: 780, months: 660, multiplier: 1)
    let law = try Gompertz(age: 65, mode: mode, dispersion: dispersion)
    #expect(abs((curve.dropFirst().reduce(0, +) + 0.5) / 12 - law.lifeExpectancy) < 0.45)
  }

  @Test("cohorts outside the table take its first and last")
  func outside() throws {
    let first = try LifeTables.shipped().cohort(table: "US", sex: "male", born: YearMonth(1935, 1))
    let before = try LifeTables.shipped().cohort(table: "US", sex: "male", born: YearMonth(1929, 1))
    let last = try LifeTables.shipped().cohort(table: "US", sex: "male", born: YearMonth(2010, 1))
    let after = try LifeTables.shipped().cohort(table: "US", sex: "male", born: YearMonth(2024, 1))
    #expect(first == before && last == after && first != last)
    #expect(first.count == 121 && first[120] == 1)
  }

  @Test("a country without a table says which one it uses")
  func fallback() throws {
    #expect(try LifeTables.shipped().choice(forResidence: "LU").standsInFor == nil)
    let france = try LifeTables.shipped().choice(forResidence: "FR")
    #expect(france.table == "LU")
    #expect(france.standsInFor == "FR")
    #expect(try LifeTables.shipped().choice(forResidence: "CA").table == "US")
  }

  @Test("a country's own file is found by its name, a later vintage before an earlier one")
  func broughtTables() throws {
    func file(_ rate: Int) -> String {
      "sex,age,2000-2010\n" + ["female", "male"].flatMap { sex in (40...42).map { "\(sex),\($0),\(rate)\n" } }.joined()
    }
    let library = try ParameterLibrary(
      files: [
        ("xo-period-b2.csv", file(2)), ("xo-period-a1.csv", file(1)), ("xo-other.csv", file(9)),
        ("life.yaml", "longevity.table.xo.unit: { title: Unit, unit: deaths, source: made up, values: { 2000: 100 } }"),
      ], root: "Tests")
    let tables = try LifeTables(with: [library])
    #expect(tables.countries == ["LU", "US", "XO"])
    #expect(try tables.choice(forResidence: "XO") == LifeTableChoice(table: "XO", standsInFor: nil))
    let q = try tables.cohort(table: "XO", sex: "male", born: YearMonth(1980, 1))
    #expect(q.count == 43 && q[42] == 1 && abs(q[41] - (1 - CGSL.exp(-0.02))) < 1e-15)
    let table = try LifetimeTable(
      country: "XO", sex: "male", bornYear: 1985, bornMonth: 1, asOf: YearMonth(2026, 11),
      settings: LongevitySettings(), lastAge: 42, tables: tables)
    #expect(table.table == "XO" && table.standsInFor == nil)
    #expect(throws: LongevityError.self) {
      try LifeTables.shipped().cohort(table: "XO", sex: "male", born: YearMonth(1980, 1))
    }
  }

  @Test("what cannot be answered is refused")
  func refusals() {
    func make(
      sex: String = "female", born: Int = 1960, settings: LongevitySettings = LongevitySettings(), last: Int = 110
    ) throws -> LifetimeTable {
      try LifetimeTable(
        country: "LU", sex: sex, bornYear: born, bornMonth: 5, asOf: YearMonth(2026, 11), settings: settings,
        lastAge: last)
    }
    #expect(throws: LongevityError("sex is 'female' or 'male' in the life tables, not 'F'")) { try make(sex: "F") }
    #expect(throws: LongevityError("born 2027-05, after the valuation month 2026-11")) { try make(born: 2027) }
    #expect(throws: LongevityError("the mortality multiplier is 0.0; it must be positive")) {
      try make(settings: LongevitySettings(multiplier: 0))
    }
    #expect(throws: LongevityError("born 1914-05: older than the last age simulated, 110, in 2026-11")) {
      try make(born: 1914)
    }
    #expect(throws: LongevityError("the certain age at death, 60.0, was reached before 2026-11")) {
      try make(settings: LongevitySettings(deathAge: 60))
    }
  }
}

@Suite("Longevity: lifetimes from a uniform, Invariants")
struct LifetimeInvariantsTests {
  func table(_ sex: String, multiplier: Double = 1) throws -> LifetimeTable {
    try LifetimeTable(
      country: "LU", sex: sex, bornYear: 1966, bornMonth: 5, asOf: YearMonth(2026, 11),
      settings: LongevitySettings(multiplier: multiplier), lastAge: 110)
  }

  @Test("the share of an even grid of uniforms alive at each month is the survival curve")
  func inversion() throws {
    let table = try table("female")
    let n = 4_000
    var dead = [Int](repeating: 0, count: table.survival.count + 1)
    for i in 0..<n { dead[table.monthsLived((Double(i) + 0.5) / Double(n)) + 1] += 1 }
    var gone = 0
    for month in table.survival.indices {
      gone += dead[month]
      #expect(abs(1 - Double(gone) / Double(n) - table.survival[month]) <= 1 / Double(n))
    }
  }

  @Test("a higher uniform, a woman, a lower multiplier never live shorter")
  func order() throws {
    let (woman, man, healthy) = (try table("female"), try table("male"), try table("female", multiplier: 0.8))
    var before = 0
    for i in 0..<500 {
      let u = Double(i) / 500
      let months = woman.monthsLived(u)
      #expect(months >= before && months >= man.monthsLived(u) && healthy.monthsLived(u) >= months)
      before = months
    }
    #expect(woman.monthsLived(0) == 0)
    #expect(woman.monthsLived(1 - 0x1p-53) < woman.survival.count)
  }

  @Test("a multiplier is a power of every survival probability")
  func multiplier() throws {
    let (plain, doubled) = (try table("male"), try table("male", multiplier: 2))
    for month in stride(from: 0, through: 500, by: 50) {
      #expect(close(doubled.survival[month], plain.survival[month] * plain.survival[month], relative: 1e-11))
    }
  }

  @Test("a certain age at death is certain")
  func certain() throws {
    let table = try LifetimeTable(
      country: "US", sex: "male", bornYear: 1960, bornMonth: 3, asOf: YearMonth(2026, 11),
      settings: LongevitySettings(deathAge: 80.5), lastAge: 110)
    #expect(table.monthsLived(0) == 166 && table.monthsLived(0.999) == 166)
    #expect(YearMonth(2026, 11) + 166 == YearMonth(1960, 3) + 966)
    // Twelfths of a year have no exact form; months must not be lost in them.
    for months in 801...1320 {
      let certain = try LifetimeTable(
        country: "US", sex: "male", bornYear: 1960, bornMonth: 3, asOf: YearMonth(2026, 11),
        settings: LongevitySettings(deathAge: Double(months) / 12), lastAge: 110)
      #expect(certain.monthsLived(0.5) == months - 800)
    }
  }
}

@Suite("Longevity: dependent lives, ClosedForm")
struct LifetimeDependenceTests {
  /// Kendall's tau of an even plane: concordant less discordant pairs.
  func tau(_ dependence: LifetimeDependence) throws -> Double {
    let copula = try LifetimeCopula(dependence)
    // A rank-1 lattice fills the square evenly, so that 500 points suffice.
    let points = (1...500).map { i in
      let u = (Double(i) * 0.7548776662466927).truncatingRemainder(dividingBy: 1)
      let w = (Double(i) * 0.5698402909980532).truncatingRemainder(dividingBy: 1)
      return (u, copula.second(given: u, independent: w))
    }
    var sum = 0.0
    for i in points.indices {
      for j in 0..<i { sum += (points[i].0 - points[j].0) * (points[i].1 - points[j].1) > 0 ? 1 : -1 }
    }
    return sum / Double(points.count * (points.count - 1) / 2)
  }

  @Test("the rank correlation is the one asked for", arguments: [0.15, 0.5])
  func rankCorrelation(_ wanted: Double) throws {
    #expect(abs(try tau(.frank(kendallTau: wanted)) - wanted) < 0.015)
    #expect(abs(try tau(.gaussian(kendallTau: wanted)) - wanted) < 0.015)
    #expect(abs(try tau(.independent)) < 0.015)
  }

  /// D₁ by quadrature at 30 digits: τ = 0.15 at θ = 1.375 …; θ = 5.736282707019971 gives τ = 0.5.
  @Test("Frank's parameter inverts Debye's function")
  func frankParameter() {
    #expect(close(LifetimeCopula.frankTheta(kendallTau: 0.5), 5.73628270701997, relative: 1e-10))
    #expect(close(LifetimeCopula.frankTheta(kendallTau: 0.15), 1.37520060283205605, relative: 1e-10))
  }

  @Test("no dependence leaves both uniforms alone; dependence leaves the first")
  func independent() throws {
    for dependence in [
      LifetimeDependence.independent, .frank(kendallTau: 0), .gaussian(kendallTau: 0),
    ] {
      let copula = try LifetimeCopula(dependence)
      #expect(copula.second(given: 0.3, independent: 0.8125) == 0.8125)
    }
    for copula in [
      try LifetimeCopula(.frank(kendallTau: 0.9)), try LifetimeCopula(.gaussian(kendallTau: 0.9)),
    ] {
      for u in [0, 0.5, 1 - 0x1p-53] {
        for w in [0, 0.5, 1 - 0x1p-53] {
          let v = copula.second(given: u, independent: w)
          #expect(v >= 0 && v < 1, "\(u) \(w) \(v)")
        }
      }
    }
    #expect(try LifeTables.coupleKendallTau() == 0.15)
    #expect(throws: LongevityError.self) { try LifetimeCopula(.frank(kendallTau: -0.1)) }
    #expect(throws: LongevityError.self) { try LifetimeCopula(.gaussian(kendallTau: 1)) }
  }

  @Test("joint life and last survivor add up, and Frank's joint curve is what its draws give")
  func jointLives() throws {
    let women = (0...400).map { try! Gompertz(age: 65, mode: 90, dispersion: 9.5).survival(Double($0) / 12) }
    let men = (0...300).map { try! Gompertz(age: 67, mode: 87, dispersion: 10).survival(Double($0) / 12) }
    let free = try JointLives(women, men)
    #expect(close(free.joint[240], women[240] * men[240]) && free.joint[350] == 0 && free.last[350] == women[350])
    let copula = try LifetimeCopula(.frank(kendallTau: 0.3))
    let frank = try JointLives(women, men, copula: copula)
    #expect(frank.joint[240] > free.joint[240] && frank.last[240] < free.last[240])
    var both = 0
    let n = 20_000
    for i in 1...n {
      let u = (Double(i) * 0.7548776662466927).truncatingRemainder(dividingBy: 1)
      let w = (Double(i) * 0.5698402909980532).truncatingRemainder(dividingBy: 1)
      if 1 - u <= women[240], 1 - copula.second(given: u, independent: w) <= men[240] { both += 1 }
    }
    #expect(abs(Double(both) / Double(n) - frank.joint[240]) < 0.003)
    #expect(throws: LongevityError.self) {
      try JointLives(women, men, copula: try LifetimeCopula(.gaussian(kendallTau: 0.3)))
    }
  }
}
