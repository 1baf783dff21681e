// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// The return that paths work out, against the year's law, which other engines are compared with.
@Suite("Federal income tax: the form of a year")
struct TaxFormsMatchAnnualLaw {
  private let law: UnitedStates
  private let tax: any IncomeTax
  init() throws {
    law = try UnitedStates()
    tax = try #require(law.incomeTax)
  }

  private func person(
    _ index: Int = 0, born: String = "1955-06-01", citizen: Bool = true, lives: Country = "US"
  ) throws -> TaxPerson {
    TaxPerson(
      person: index, born: try #require(CalendarDate(born)), citizenship: citizen ? ["US"] : ["LU"], residence: lives)
  }

  private func line(_ name: String, _ form: TaxForm, _ values: [ExactDecimal]) throws -> ExactDecimal {
    values[try #require(form.lines.firstIndex { $0.name == name })]
  }

  @Test("a return of benefits and ordinary income gives the law's tax", arguments: [2024, 2025, 2026])
  func returns(year: Int) throws {
    for status in FilingStatus.allCases {
      let isCouple = status == .joint || status == .separate
      for born in ["1955-06-01", "1964-06-01"] {
        var household = TaxHousehold(
          year: year, people: try (0..<(isCouple ? 2 : 1)).map { try person($0, born: born) }, areMarried: isCouple)
        household.settings["taxStatus"] = status.rawValue
        let form = try #require(try tax.forms(for: household).first)
        #expect(form.status == status.rawValue)
        for benefits in stride(from: 0, to: 60_000, by: 8_700) {
          for other in stride(from: 0, to: 300_000, by: 23_333) {
            var filed = FederalReturn(
              year: year, status: status, ages: form.people.map { _ in born.hasPrefix("1955") ? 69 : 60 })
            (filed.benefits, filed.other) = (ExactDecimal(benefits), ExactDecimal(other))
            let expected = try law.federalTax(filed)
            let values = form.worked([0: [.ownPension: ExactDecimal(benefits), .other: ExactDecimal(other)]])
            #expect(try line("taxable_benefits", form, values) == expected.taxableBenefits)
            #expect(try line("taxable_income", form, values) == expected.taxableIncome)
            #expect(values[form.tax] == expected.incomeTax, "\(year) \(status) \(benefits) + \(other)")
          }
        }
      }
    }
  }

  /// A day later is 65 a year later: 65 is attained on the day before the birthday.
  @Test("born on 1 January, a person is 65 in the year before")
  func ages() throws {
    func standard(_ born: String) throws -> ExactDecimal {
      let form = try #require(
        try tax.forms(for: TaxHousehold(year: 2025, people: [person(born: born)])).first)
      return try line("standard", form, form.worked([:]))
    }
    #expect(try standard("1961-01-01") == 17_750 && standard("1961-01-02") == 15_750)
  }

  @Test("who files how: a couple of citizens jointly, beside an alien abroad separately, an alien abroad not at all")
  func filing() throws {
    func found(_ people: [TaxPerson], married: Bool) throws -> [String] {
      try tax.forms(for: TaxHousehold(year: 2026, people: people, areMarried: married)).map {
        "\($0.status) \($0.people)"
      }
    }
    #expect(try found([person(), person(1)], married: true) == ["joint [0, 1]"])
    #expect(try found([person(), person(1)], married: false) == ["single [0]", "single [1]"])
    let alien = try person(1, citizen: false, lives: "LU")
    #expect(try found([person(lives: "LU"), alien], married: true) == ["separate [0]"])
    #expect(try found([alien], married: false).isEmpty)
    #expect(try found([person(citizen: false)], married: false) == ["single [0]"])
  }

  /// Separate after living together: 85 % of the benefit from the first dollar, which the standard deduction covers.
  @Test("a citizen abroad with a foreign spouse")
  func separate() throws {
    let form = try #require(
      try tax.forms(
        for: TaxHousehold(
          year: 2025, people: [person(lives: "LU"), person(1, citizen: false, lives: "LU")], areMarried: true)
      ).first)
    let values = form.worked([0: [.ownPension: 24_000]])
    #expect(try line("taxable_benefits", form, values) == 10_200 && values[form.tax] == .zero)
  }

  @Test("what the treaties leave to the United States")
  func treatments() throws {
    func found(
      _ kind: IncomeKind, _ payer: Country?, _ lives: Country, citizen: Bool = true, _ settings: [String: String] = [:]
    ) throws -> TaxTreatment {
      try tax.treatment(
        of: TreatedIncome(kind, payer: payer), for: person(citizen: citizen, lives: lives), settings: settings)
    }
    #expect(try found(.pension, "US", "US") == .taxed && found(.pension, "US", "LU") == .taxed)
    // Citizens in Germany are exempt; aliens abroad are taxed at source alone.
    #expect(try found(.pension, "US", "DE") == .notSeen && found(.pension, "US", "FR", citizen: false) == .notSeen)
    #expect(try found(.pension, "LU", "US") == .notSeen && found(.pension, "LU", "LU") == .notSeen)
    #expect(try found(.pension, "LU", "US", ["treaty": "residence_with_credit"]) == .taxed)
    // Earnings abroad are excluded and come back into provisional income.
    #expect(try found(.work, "LU", "LU") == .exemptWithProgression && found(.other, nil, "US") == .taxed)
    #expect(throws: TaxRefusal.self) { try found(.pension, "US", "CH") }
  }

  /// 26 U.S.C. § 904: 20,000 of 60,000 of income are foreign, so a third of the tax can be credited.
  @Test("tax of another country is credited up to the tax on its income")
  func credit() throws {
    var household = TaxHousehold(year: 2026, people: [try person(born: "1970-01-02")])
    household.settings["treaty"] = "residence_with_credit"
    let form = try #require(try tax.forms(for: household).first)
    let values = form.worked([0: [.otherPension: 20_000, .other: 40_000, .foreignTax: 9_000]])
    let whole = try line("tax", form, values)
    // 43,900 of taxable income: 1,240 and 12 % of 31,500.
    #expect(whole == 5_020 && (values[form.tax] - whole.scaled(by: 2, over: 3)).double.magnitude < 0.01)
  }

  @Test("what contributions take from pay is taxed too")
  func contributions() throws {
    let form = try #require(
      try tax.forms(for: TaxHousehold(year: 2026, people: [person(born: "1970-01-02")])).first)
    let values = form.worked([0: [.work: 55_410, .contributions: 4_590]])
    #expect(try line("agi", form, values) == 60_000)
  }

  @Test("a stated rate of a state is taken from what a resident has beside benefits")
  func state() throws {
    var household = TaxHousehold(year: 2026, people: [try person()])
    household.settings["stateTaxRate"] = "0.05"
    let form = try #require(try tax.forms(for: household).first)
    #expect(form.worked([0: [.ownPension: 20_000, .other: 4_000]])[form.tax] == 200)
  }

  @Test("a status that the facts exclude is refused")
  func refusals() throws {
    func message(_ status: String, _ people: [TaxPerson], married: Bool) -> String {
      do {
        _ = try tax.forms(
          for: TaxHousehold(year: 2026, people: people, areMarried: married, settings: ["taxStatus": status]))
        return "none"
      } catch { return "\(error)" }
    }
    #expect(message("joint", [try person()], married: false).contains("nobody here is married"))
    #expect(message("single", [try person(), try person(1)], married: true).contains("married couple"))
  }
}
