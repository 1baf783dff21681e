// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import Testing

/// The form that paths work out, against the year's law and against an independent reference.
@Suite("Luxembourg: the form of a year")
struct TaxFormsMatchAnnualLaw {
  private static let luxembourgers: [Country] = ["LU"]

  private func person(_ index: Int, born: String, lives: Country = "LU") throws -> TaxPerson {
    TaxPerson(
      person: index, born: try #require(CalendarDate(born)), citizenship: Self.luxembourgers, residence: lives)
  }

  private func forms(
    _ people: [TaxPerson], in year: Int = 2026, married: Bool = false, widowed: Int? = nil, divorced: Int? = nil,
    settings: [String: String] = [:]
  ) throws -> [TaxForm] {
    var household = TaxHousehold(
      year: year, people: people, areMarried: married, yearsWidowed: widowed, settings: settings)
    household.yearsDivorced = divorced
    return try #require(luxembourg.incomeTax).forms(for: household)
  }

  private func line(_ name: String, _ form: TaxForm, _ values: [ExactDecimal]) -> ExactDecimal {
    zip(form.lines, values).reduce(ExactDecimal.zero) { $1.0.name == name ? $0 + $1.1 : $0 }
  }

  @Test(
    "eight households of the reference: taxable income, tax, credits, contributions, net, by the law and by the form")
  func reference() throws {
    let rows = try golden("pensioners-year.csv")
    #expect(rows.count == 8)
    for row in rows {
      let id = row["id"] ?? ""
      func amount(_ name: String) throws -> ExactDecimal { try #require(ExactDecimal(row[name] ?? "")) }
      let isCouple = row["class"] == "2"
      let taxClass = try #require(TaxClass(rawValue: row["class"] ?? ""))
      let pensions = try ["pension1", "pension2"].prefix(isCouple ? 2 : 1).map(amount)
      let exempt = try ["exempt1", "exempt2"].prefix(isCouple ? 2 : 1).map(amount)
      var asked = PensionersYear(year: 2026, taxClass: taxClass, pensions: pensions)
      (asked.exempt, asked.isInsured) = (exempt, row["insured"] == "yes")
      asked.spousesWithIncome = try #require(Int(row["earners"] ?? ""))
      let found = try luxembourg.pensionersTax(asked)
      #expect(try found.taxable == amount("taxable") && found.tax == amount("tax"), "\(id): \(found)")
      #expect(try found.credit == amount("cip") && found.carbonCredit == amount("co2"), "\(id): \(found)")
      #expect(try found.health == amount("health") && found.dependency == amount("dependency"), "\(id): \(found)")
      #expect(try found.net == amount("net"), "\(id): \(found)")

      // Facts that lead to the class of the row.
      let isAbroad = row["household"]?.contains("United States") == true
      let lives: Country = isAbroad ? "US" : row["household"]?.contains("commuter") == true ? "FR" : "LU"
      let born = id == "X-07" ? "1963-05-01" : "1958-05-01"
      let isMarried = isCouple || id == "X-03"
      let people = try (0..<(isMarried ? 2 : 1)).map { try person($0, born: born, lives: lives) }
      let form = try #require(try forms(people, married: isMarried).first)
      #expect(form.status == taxClass.rawValue, "\(id)")
      var amounts: [Int: [TaxedAmount: ExactDecimal]] = [:]
      for (index, pension) in pensions.enumerated() {
        amounts[index] = [.ownPension: pension, .exemptPension: exempt[index], .pensionMonths: 12]
      }
      let values = form.worked(amounts)
      #expect(try line("taxable", form, values) == amount("taxable"), "\(id)")
      #expect(try line("tax", form, values) == amount("tax"), "\(id)")
      let due = try amount("tax") - amount("cip") - amount("co2")
      #expect(abs((values[form.tax] - due).double) < 0.01, "\(id): \(values[form.tax]), \(due)")
    }
  }

  @Test("the form gives the law's tax over its range", arguments: [2024, 2025, 2026])
  func range(year: Int) throws {
    for (taxClass, born) in [(TaxClass.one, "1975-03-02"), (.oneA, "1950-03-02")] {
      let form = try #require(try forms([person(0, born: born)], in: year).first)
      #expect(form.status == taxClass.rawValue)
      for pension in stride(from: 0, to: 260_000, by: 7_919) {
        for exempt in [0, 250, 14_000, 61_000] {
          var asked = PensionersYear(year: year, taxClass: taxClass, pensions: [ExactDecimal(pension)])
          asked.exempt = [ExactDecimal(exempt)]
          let law = try luxembourg.pensionersTax(asked)
          let values = form.worked([
            0: [
              .ownPension: ExactDecimal(pension), .exemptPension: ExactDecimal(exempt),
              .pensionMonths: pension > 0 ? 12 : 0,
            ]
          ])
          let due = law.tax - law.credit - law.carbonCredit
          #expect(abs((values[form.tax] - due).double) < 0.02, "\(year) \(taxClass) \(pension) + \(exempt)")
        }
      }
    }
  }

  /// 1,000 a month in six months: credits of 12,000 a year, halved, and 150 of costs.
  @Test("months without a pension bring neither costs nor credits")
  func months() throws {
    let form = try #require(try forms([person(0, born: "1950-03-02")]).first)
    let values = form.worked([0: [.ownPension: 6_000, .pensionMonths: 6]])
    // 6,000 − 150 − 168 of health − 480.
    #expect(line("taxable", form, values) == 5_202)
    #expect(line("cip", form, values) == 300 && line("co2", form, values) == 96)
    #expect(values[form.tax] == -396)
  }

  /// LIR art. 119: 64 completed on 1 January; three tax years after a death or divorce; alone, the widowed are in 1a at any age.
  @Test("classes by the facts of the year")
  func classes() throws {
    func found(
      _ born: String, year: Int = 2026, lives: Country = "LU", married: Bool = false, widowed: Int? = nil,
      divorced: Int? = nil
    ) throws -> String {
      let people = try (0..<(married ? 2 : 1)).map { try person($0, born: born, lives: lives) }
      return try forms(people, in: year, married: married, widowed: widowed, divorced: divorced).map(\.status)
        .joined(separator: "+")
    }
    #expect(try found("1962-01-01") == "1a" && found("1962-01-02") == "1")
    #expect(try found("1950-01-01", married: true) == "2")
    #expect(try found("1970-01-01", widowed: 3) == "2" && found("1970-01-01", widowed: 4) == "1a")
    #expect(try found("1970-01-01", divorced: 2) == "2" && found("1970-01-01", divorced: 4) == "1")
    #expect(try found("1950-01-01", lives: "US") == "1a" && found("1950-01-01", lives: "US", married: true) == "1+1")
  }

  @Test("a class that the facts exclude, a year before the first scale, a residence without a treaty are refused")
  func refusals() throws {
    func message(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "none"
      } catch {
        return "\(error)"
      }
    }
    let ana = try person(0, born: "1950-01-01")
    #expect(message { _ = try forms([ana], settings: ["taxClass": "2"]) }.contains("nobody here is married"))
    #expect(
      message { _ = try forms([ana, person(1, born: "1950-01-01")], married: true, settings: ["taxClass": "1a"]) }
        .contains("married couple"))
    #expect(message { _ = try forms([ana], in: 2016) }.contains("no income tax scale is held for 2016"))
    let income = TreatedIncome(.pension, payer: "LU")
    let tax = try #require(luxembourg.incomeTax)
    let swiss = try person(0, born: "1950-01-01", lives: "CH")
    #expect(message { _ = try tax.treatment(of: income, for: swiss, settings: [:]) }.contains("BE, DE, FR, LU, US"))
  }

  /// §1.3 of the treaties: the paying State alone; the other counts it for the rate.
  @Test("what each treaty leaves to Luxembourg")
  func treatments() throws {
    let tax = try #require(luxembourg.incomeTax)
    func found(_ kind: IncomeKind, _ payer: Country?, _ lives: Country, _ settings: [String: String] = [:]) throws
      -> TaxTreatment
    {
      try tax.treatment(
        of: TreatedIncome(kind, payer: payer), for: person(0, born: "1950-01-01", lives: lives), settings: settings)
    }
    #expect(try found(.pension, "LU", "LU") == .taxed && found(.pension, "US", "LU") == .exemptWithProgression)
    #expect(try found(.pension, "US", "LU", ["treaty": "residence_with_credit"]) == .taxed)
    #expect(try found(.pension, "FR", "LU", ["treaty": "residence_with_credit"]) == .exemptWithProgression)
    for lives in ["US", "FR", "BE", "DE"] as [Country] {
      #expect(try found(.pension, "LU", lives) == .taxed && found(.pension, "US", lives) == .notSeen)
    }
    #expect(try found(.other, nil, "LU") == .taxed && found(.other, nil, "US") == .notSeen)
  }

  /// 9,000 a year from 2026 on, 750 for each month: 50,480 of pay less 480 of special expenses and that.
  @Test("whoever works on beside a right to an early pension has 750 a month free, at most the pay")
  func workedOn() throws {
    func tax(_ months: ExactDecimal, pay: ExactDecimal = 50_480, in year: Int = 2026) throws -> ExactDecimal {
      let form = try #require(try forms([person(0, born: "1968-03-02")], in: year).first)
      return form.worked([0: [.work: pay, .monthsWorkedOn: months]])[form.tax]
    }
    func law(_ taxable: ExactDecimal, _ year: Int = 2026) throws -> ExactDecimal {
      try luxembourg.incomeTax(on: taxable, class: .one, in: year)
    }
    #expect(try tax(0) == law(50_000) && tax(12) == law(41_000) && tax(4) == law(47_000))
    #expect(try tax(12, in: 2025) == law(50_000, 2025) && tax(12, pay: 5_000) == .zero)
    let worker = Person(id: "ana", born: try #require(CalendarDate("1968-03-02")), sex: .female)
    let rule = try #require(luxembourg.incomeTax)
    #expect(try rule.workingOn(worker, right: YearMonth(2025, 4)) == YearMonth(2026, 1)..<YearMonth(2033, 3))
    #expect(try rule.workingOn(worker, right: YearMonth(2033, 3)) == nil)
  }

  /// With the other reading a US benefit of 18,000 is taxed here, and what the United States took is credited as far as it causes tax here.
  @Test("the other reading of the treaty credits the tax of the United States")
  func otherReading() throws {
    let form = try #require(
      try forms([person(0, born: "1950-03-02")], settings: ["treaty": "residence_with_credit"]).first)
    let values = form.worked([0: [.ownPension: 36_000, .otherPension: 18_000, .foreignTax: 4_590, .pensionMonths: 12]])
    let taxable: ExactDecimal = 54_000 - 300 - 1_008 - 480
    #expect(line("taxable", form, values) == taxable)
    let whole = try luxembourg.incomeTax(on: taxable, class: .oneA, in: 2026)
    let less = try luxembourg.incomeTax(on: taxable - 18_000, class: .oneA, in: 2026)
    let credit = min(4_590, whole - less)
    #expect(line("credit", form, values) == credit && credit == 4_590)
    #expect(line("tax_after_credit", form, values) == whole - credit)
  }
}
