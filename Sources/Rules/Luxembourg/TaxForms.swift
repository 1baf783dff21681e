// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities
import Taxes

extension LuxembourgTax {
  /// One form for spouses in class 2, one for each person otherwise; none for who has nothing that is taxed here.
  ///
  /// - Source: LIR art. 3, 118 to 121, 134, 154quinquies, 157.
  func forms(for household: TaxHousehold) throws -> [TaxForm] {
    let (first, year) = (try law.firstIncomeTaxYear(), household.year)
    guard year >= first else {
      throw TaxRefusal(
        "no income tax scale is held for \(year); the first is of \(first)", hint: "state 'taxes: withholding'")
    }
    let classes = try household.people.map { try taxClass(of: $0, in: household) }
    if household.people.count == 2, classes == [.two, .two] {
      return [try form(of: household.people, class: .two, in: household)]
    }
    return try zip(household.people, classes).map { try form(of: [$0], class: $1, in: household) }
  }

  private func amount(_ name: String, _ year: Int) throws -> ExactDecimal {
    try law.parameters.value(ParameterKey<ExactDecimal>("lu.income_tax.\(name)"), inForce: .january(year)).value
  }

  /// The lines of one assessment.
  private func form(of people: [TaxPerson], class taxClass: TaxClass, in household: TaxHousehold) throws -> TaxForm {
    let year = household.year
    var form = TaxForm(
      people: people.map(\.person), status: taxClass.rawValue,
      article: "LIR art. 96, 107, 113, 118-121, 134, 154quinquies")
    let costsOfYear = try amount("costs", year)
    let flat = form.add("costs", .constant(costsOfYear, isIndexed: false))
    let monthly = try amount("worked_on.month", year)
    let twelve = form.add("months_of_year", .constant(12, isIndexed: false))
    let special = form.add("special", .constant(try amount("special", year), isIndexed: false))
    let rate = try law.parameters.value(.pensionerHealthRate, inForce: .january(year)).value / 100
    var (income, exempt, credits) = ([(Int, ExactDecimal)](), [(Int, ExactDecimal)](), [(Int, ExactDecimal)]())
    var (foreign, all): ([(Int, ExactDecimal)], [Int]) = ([], [])
    for person in people {
      func line(_ name: String, _ kind: TaxedAmount) -> Int { form.add(name, .amount(kind, person: person.person)) }
      let own = line("pension", .ownPension)
      let other = line("foreign_pension", .otherPension)
      let (work, rest) = (line("work", .work), line("other", .other))
      let (free, freeRest) = (line("exempt_pension", .exemptPension), line("exempt_other", .exemptOther))
      let pensions = form.add("pensions", sum: [(own, 1), (other, 1)])
      // A twelfth of the flat costs for each month of a pension.
      let months = line("months", .pensionMonths)
      let most = form.add("costs_most", sum: [(months, costsOfYear / 12)])
      let costs = form.add("costs_taken", .lesser(most, pensions))
      income += [(pensions, 1), (work, 1), (rest, 1), (costs, -1)]
      if monthly > .zero {
        let free = form.add("worked_on_most", sum: [(line("months_worked_on", .monthsWorkedOn), monthly)])
        income.append((form.add("worked_on", .lesser(free, work)), -1))
      }
      if try isInsured(person, household.settings, in: year) {
        income.append((form.add("health", sum: [(own, rate)]), -1))
      }
      // The costs of a pension are taken once, of the taxed one where there is one.
      let taken = form.add("costs_elsewhere", .given(flat, positive: pensions))
      exempt += [
        (form.add("exempt_net", sum: [(free, 1), (flat, -1), (taken, 1)], isPositive: true), 1), (freeRest, 1),
      ]
      // Credits are those of months with a pension, by what it comes to in a year.
      let yearly = form.add("pensions_yearly", .share(pensions, of: twelve, over: months))
      let counted = form.add("credit_base", sum: [(yearly, 1), (free, 1)])
      for (name, pieces) in [("cip", try creditPieces(year)), ("co2", try carbonPieces(year))] {
        let whole = form.add("\(name)_whole", .pieces(pieces, of: counted, isIndexed: false))
        credits.append((form.add(name, .share(whole, of: months, over: twelve)), -1))
      }
      foreign.append((other, 1))
      all.append(form.add("income", sum: [(pensions, 1), (work, 1), (rest, 1)]))
    }
    income.append((special, -1))
    if people.count == 2, taxClass == .two {
      // Both spouses have them where both have an income: the second amount needs two.
      let second = form.add("special_second", .given(special, positive: all[0]))
      income.append((form.add("special_both", .given(second, positive: all[1])), -1))
    }
    let taxable = form.add("taxable", sum: income, isPositive: true)
    let steps = try tables(taxClass, year)
    let owed: Int
    let credit = foreignCredit(household)
    if credit {
      // What others have taxed at source is credited up to the tax that it causes here.
      let without = form.add("without_foreign", sum: [(taxable, 1)] + foreign.map { ($0.0, -$0.1) }, isPositive: true)
      let exemptSum = form.add("exempt", sum: exempt)
      let whole = try tax(on: taxable, beside: exemptSum, steps, year, into: &form)
      let less = try tax(on: without, beside: exemptSum, steps, year, into: &form)
      let most = form.add("credit_limit", sum: [(whole, 1), (less, -1)], isPositive: true)
      let paid = form.add(
        "foreign_tax", sum: people.map { (form.add("tax_abroad", .amount(.foreignTax, person: $0.person)), 1) })
      owed = form.add("tax_after_credit", sum: [(whole, 1), (form.add("credit", .lesser(paid, most)), -1)])
    } else {
      owed = try tax(on: taxable, beside: form.add("exempt", sum: exempt), steps, year, into: &form)
    }
    form.tax = form.add("due", sum: [(owed, 1)] + credits)
    return form
  }

  /// As ``Luxembourg/deductions(from:applicant:)`` takes the contribution.
  private func isInsured(_ person: TaxPerson, _ settings: [String: String], in year: Int) throws -> Bool {
    switch settings["healthContributions"] {
    case "yes", "true": true
    case "no", "false": false
    default: try law.isInsuredForHealth(living: person.residence, on: .january(year))
    }
  }

  private func foreignCredit(_ household: TaxHousehold) -> Bool {
    reading(household.settings) == .residence
      && household.people.contains { $0.residence == law.country }
  }

  /// Scale of the class, and the income from which the employment fund takes its higher share.
  private struct Steps {
    var pieces: [TaxForm.Piece]
    var limit: ExactDecimal
  }

  private func tables(_ taxClass: TaxClass, _ year: Int) throws -> Steps {
    let scale = try law.incomeTaxScale(taxClass, year)
    let people: ExactDecimal = taxClass == .two ? 2 : 1
    return Steps(
      pieces: zip(scale.bounds, scale.rates).map { bound, rate in
        TaxForm.Piece(from: bound * people, base: scale.tax(on: bound) * people, slope: rate)
      }, limit: try amount("fund.limit", year) * people)
  }

  /// Tax on a line of taxable income, at the rate of the whole with what is exempt.
  ///
  /// - Source: LIR art. 124 (cut to 50, to 1), 134; employment fund.
  private func tax(
    on taxable: Int, beside exempt: Int, _ steps: Steps, _ year: Int, into form: inout TaxForm
  ) throws -> Int {
    let own = form.add("own_rounded", .cut(taxable, to: 50))
    let world = form.add("world", .cut(form.add("world_income", sum: [(taxable, 1), (exempt, 1)]), to: 50))
    let limit = form.add("fund_limit", .constant(steps.limit, isIndexed: false))
    func scale(_ line: Int, _ name: String) -> Int {
      form.add(name, .cut(form.add("scale", .pieces(steps.pieces, of: line, isIndexed: true)), to: 1))
    }
    let whole = scale(world, "scale_tax")
    let below = scale(form.add("below_limit", .lesser(world, limit)), "scale_tax_below")
    let (low, high) = (try amount("fund.rate", year) / 100, try amount("fund.rate_high", year) / 100)
    let total = form.add(
      "with_fund", .cut(form.add("fund", sum: [(whole, 1 + high), (below, low - high)]), to: 1))
    return form.add("tax", .cut(form.add("rated", .share(total, of: own, over: world)), to: 1))
  }

  /// - Source: LIR art. 154quinquies.
  private func creditPieces(_ year: Int) throws -> [TaxForm.Piece] {
    let (small, whole) = (try amount("cip.small", year), try amount("cip.full", year))
    let (from, step) = (try amount("cip.from", year), try amount("cip.step", year))
    let (most, end) = (try amount("cip.full_to", year), try amount("cip.end", year))
    return [
      .init(from: .zero, base: .zero, slope: .zero), .init(from: from, base: small, slope: .zero),
      .init(from: step, base: small, slope: try amount("cip.rise", year)),
      // Whole above the last euro of the rise.
      .init(from: try amount("cip.full_from", year) + 0.01, base: whole, slope: .zero),
      .init(from: most, base: whole, slope: -(try amount("cip.fall", year))),
      .init(from: end, base: .zero, slope: .zero),
    ]
  }

  private func carbonPieces(_ year: Int) throws -> [TaxForm.Piece] {
    let full = try amount("co2.full", year)
    let (from, most) = (try amount("cip.from", year), try amount("cip.full_to", year))
    let end = try amount("cip.end", year)
    return [
      .init(from: .zero, base: .zero, slope: .zero), .init(from: from, base: full, slope: .zero),
      .init(from: most, base: full, slope: -full / (end - most)), .init(from: end, base: .zero, slope: .zero),
    ]
  }
}
