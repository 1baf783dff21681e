// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

extension UnitedStatesTax {
  /// One joint return, or one for each person who files.
  ///
  /// - Source: 26 U.S.C. §§ 1, 63, 86, 151(d)(5)(C), 904; Form 1040.
  func forms(for household: TaxHousehold) throws -> [TaxForm] {
    let filing = household.people.filter(files)
    guard !filing.isEmpty else { return [] }
    let years = try law.incomeTaxYears()
    guard household.year >= years.lowerBound else {
      throw TaxRefusal(
        "no income tax scale is held for \(household.year); the first is of \(years.lowerBound)",
        hint: "state 'taxes: withholding'")
    }
    let status = try status(in: household)
    if status == .joint { return [try form(of: household.people, status, in: household)] }
    return try filing.map { try form(of: [$0], status, in: household) }
  }

  private func form(of people: [TaxPerson], _ status: FilingStatus, in household: TaxHousehold) throws -> TaxForm {
    let year = household.year
    let stated = min(year, try law.incomeTaxYears().upperBound)
    var form = TaxForm(
      people: people.map(\.person), status: status.rawValue, article: "26 U.S.C. §§ 1, 63, 86, 151(d)(5)(C), 904")
    func sum(_ name: String, _ kinds: [TaxedAmount]) -> Int {
      form.add(
        name,
        sum: people.flatMap { person in
          kinds.map { (form.add("amount_\($0)", .amount($0, person: person.person)), ExactDecimal.one) }
        })
    }
    func constant(_ name: String, _ value: ExactDecimal, isIndexed: Bool = false) -> Int {
      form.add(name, .constant(value, isIndexed: isIndexed))
    }
    let benefits = sum("benefits", [.ownPension])
    // The worker's contributions are no deduction.
    let other = sum("other", [.otherPension, .work, .contributions, .other])
    let counted = sum("excluded", [.exemptPension, .exemptOther])
    let taxable = try benefitLines(status, benefits, other, counted, stated, into: &form)
    let agi = form.add("agi", sum: [(taxable, 1), (other, 1)])
    let seniors = people.count { attains65($0, in: year) }
    let standard = constant(
      "standard", try law.standardDeduction(status, seniors: seniors, in: stated), isIndexed: true)
    var taken: [(Int, ExactDecimal)] = [(agi, 1), (standard, -1)]
    let senior = try law.seniorAmounts(status, in: year)
    if seniors > 0, let senior {
      let start = constant("senior_start", senior.start)
      let over = form.add("senior_over", sum: [(agi, 1), (counted, 1), (start, -1)], isPositive: true)
      let whole = constant("senior_amount", senior.amount)
      let each = form.add("senior_each", sum: [(whole, 1), (over, -senior.rate)], isPositive: true)
      taken.append((form.add("senior", sum: [(each, ExactDecimal(seniors))]), -1))
    }
    let income = form.add("taxable_income", sum: taken, isPositive: true)
    let scale = try law.ordinaryScale(status, stated)
    let tax = form.add(
      "tax",
      .pieces(
        zip(scale.bounds, scale.rates).map { .init(from: $0, base: scale.tax(on: $0), slope: $1) }, of: income,
        isIndexed: true))
    var owed: [(Int, ExactDecimal)] = [(tax, 1)]
    if Self.readsResidence(household.settings) {
      let foreign = sum("foreign", [.otherPension])
      let part = form.add("foreign_part", .lesser(foreign, agi))
      let most = form.add("credit_limit", .share(tax, of: part, over: agi))
      owed.append((form.add("credit", .lesser(sum("foreign_tax", [.foreignTax]), most)), -1))
    }
    if let rate = household.settings["stateTaxRate"].flatMap({ ExactDecimal($0) }), rate > .zero,
      people.contains(where: { $0.residence == law.country })
    {
      owed.append((form.add("state", sum: [(other, rate)]), 1))
    }
    form.tax = form.add("due", sum: owed)
    return form
  }

  /// Taxable income in whole dollars, and the tax of its line of the Tax Table.
  ///
  /// - Source: instructions of Form 1040.
  func filed(_ form: TaxForm, _ lines: [ExactDecimal], in year: Int) throws -> ExactDecimal? {
    guard try law.incomeTaxYears().contains(year), let status = FilingStatus(rawValue: form.status),
      let line = form.lines.firstIndex(where: { $0.name == "taxable_income" })
    else { return nil }
    return try law.tableTax(
      law.ordinaryScale(status, year), on: lines[line].roundedHalfUp(places: 0), in: year)
  }

  /// 65 is attained on the day before the birthday.
  private func attains65(_ person: TaxPerson, in year: Int) -> Bool {
    person.isBorn(byNewYearOf: year - 64)
  }

  /// The part of the benefits that is income.
  ///
  /// - Source: 26 U.S.C. § 86; worksheet of Form 1040, lines 6a and 6b.
  private func benefitLines(
    _ status: FilingStatus, _ benefits: Int, _ other: Int, _ counted: Int, _ year: Int, into form: inout TaxForm
  ) throws -> Int {
    let (base, gap) = try law.benefitBases(status, livedApart: false, in: year)
    let from = form.add("base", .constant(base, isIndexed: false))
    let between = form.add("base_gap", .constant(gap, isIndexed: false))
    let half = form.add("half", sum: [(benefits, 0.5)])
    let over = form.add("over_base", sum: [(half, 1), (other, 1), (counted, 1), (from, -1)], isPositive: true)
    let first = form.add("first_tier", sum: [(form.add("within_gap", .lesser(over, between)), 0.5)])
    let above = form.add("above_gap", sum: [(over, 1), (between, -1)], isPositive: true)
    let both = form.add("tiers", sum: [(form.add("first_most", .lesser(half, first)), 1), (above, 0.85)])
    return form.add("taxable_benefits", .lesser(both, form.add("most", sum: [(benefits, 0.85)])))
  }
}
