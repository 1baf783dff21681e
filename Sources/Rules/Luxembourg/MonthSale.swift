// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

extension Luxembourg {
  /// Continued insurance after work (`voluntary`), month by month, or months of the past for a family gap (`purchased`), in one sum.
  ///
  /// The price of voluntary months follows the minimum wage; whether the reason of a purchase is one of the law is not asked.
  ///
  /// - Source: CSS art. 173, 174, 175; grand-ducal regulation of 5 May 1999 art. 4, 10 to 12.
  public func sale(of months: BoughtMonths, to applicant: Applicant) throws -> MonthSale {
    let claimant = try Claimant(applicant, in: self)
    let oldAge = claimant.month(attaining: try parameters.value(.oldAge, inForce: applicant.asOf).value)
    if let held = (months.from...months.through).first(where: {
      claimant.career.years[$0.year]?.effective.contains($0.month) ?? false
    }) {
      throw ClaimRefusal(
        Remark(.boughtTwice, ["month": .month(held)]), article: "CSS art. 175", hint: Remark(.buyFreeMonths))
    }
    guard months.through < oldAge else {
      throw ClaimRefusal(
        Remark(.boughtAfterOldAge, ["month": .month(oldAge)]), article: "CSS art. 173, 174",
        hint: Remark(.buyUntil, ["month": .month(oldAge - 1)]))
    }
    switch months.kind {
    case "voluntary": return try claimant.voluntarySale(of: months)
    case "purchased": return try claimant.purchase(of: months)
    default:
      throw ClaimRefusal(
        Remark(.notForSale, ["kind": .text(months.kind)]), article: "CSS art. 173, 174", hint: Remark(.kindsForSale))
    }
  }
}

extension Claimant {
  /// Months of compulsory insurance in the three years to the last one.
  private func recentCompulsory() throws -> (last: YearMonth, count: Int)? {
    let compulsory = career.years.flatMap { year, months in
      (1...12).filter { months.compulsory.contains($0) }.map { YearMonth(year, $0) }
    }
    guard let last = compulsory.max() else { return nil }
    let window = try system.parameters.value(.survivorWindow, inForce: applicant.asOf).value
    return (last, compulsory.count { $0 > last - window })
  }

  fileprivate func voluntarySale(of months: BoughtMonths) throws -> MonthSale {
    let asOf = applicant.asOf
    let library = system.parameters
    let needed = try library.value(.purchaseMonths, inForce: asOf).value
    guard let recent = try recentCompulsory(), recent.count >= needed else {
      throw ClaimRefusal(
        Remark(.continuedAsksFor, ["months": .integer(needed)]), article: "CSS art. 173", hint: Remark(.workFirst))
    }
    guard asOf - recent.last <= 6 else {
      throw ClaimRefusal(
        Remark(.continuedTooLate, ["last": .month(recent.last), "asOf": .month(asOf)]), article: "CSS art. 173",
        hint: Remark(.purchaseInstead))
    }
    guard months.from > asOf, let wage = system.base.floor(in: asOf)?.amount else {
      throw ClaimRefusal(
        Remark(.continuedBegins, ["month": .month(asOf + 1)]), article: "CSS art. 173",
        hint: Remark(.buyFrom, ["month": .month(asOf + 1)]))
    }
    let most = wage * (try library.value(.ceilingMultiple, inForce: asOf).value)
    let base = months.base ?? wage
    guard (wage...most).contains(base) else {
      throw ClaimRefusal(
        Remark(.baseOutside, ["least": .exact(wage), "most": .exact(most)]), article: "CSS art. 173",
        hint: Remark(.baseMinimum))
    }
    let month = try system.voluntaryMonth(base: base, in: asOf)
    return try sale(
      of: months,
      periods: [
        InsurancePeriod(
          from: months.from, through: months.through, kind: months.kind, monthlyPay: base, wagesOf: asOf.year)
      ], payment: month.price, level: Luxembourg.Level.minimumWage, paid: months.from...months.through,
      article: "CSS art. 173",
      remark: Remark(
        .monthsContinued,
        [
          "count": .integer(months.count), "from": .month(months.from), "price": .text(month.price.text),
          "total": .text((month.price * months.count).text), "base": .text(month.base.text),
        ]))
  }

  fileprivate func purchase(of months: BoughtMonths) throws -> MonthSale {
    let (asOf, person) = (applicant.asOf, applicant.person)
    let library = system.parameters
    let eighteen = person.month(attaining: Age(years: 18))
    guard months.from >= eighteen, months.through <= asOf else {
      throw ClaimRefusal(
        Remark(.purchaseOfPast, ["first": .month(eighteen), "last": .month(asOf)]), article: "CSS art. 174",
        hint: Remark(.buyFrom, ["month": .month(eighteen)]))
    }
    let needed = try library.value(.purchaseMonths, inForce: asOf).value
    let (own, _) = career.counts(before: asOf + 1)
    guard own.compulsory >= needed else {
      throw ClaimRefusal(
        Remark(.purchaseAsksFor, ["held": .integer(own.compulsory), "months": .integer(needed)]),
        article: "CSS art. 174", hint: Remark(.workFirst))
    }
    guard person.residence(in: asOf) == system.country else {
      throw ClaimRefusal(Remark(.purchaseLivesHere), article: "CSS art. 174", hint: Remark(.purchaseLivesHereHint))
    }
    var (periods, price): ([InsurancePeriod], Money<EUR>) = ([], .zero)
    for year in months.from.year...months.through.year {
      let span = max(months.from, .january(year))...min(months.through, .december(year))
      guard let minimum = system.base.floor(in: span.lowerBound)?.amount else {
        throw ParameterError(file: "parameters", message: "no minimum wage is known for \(span.lowerBound)")
      }
      let multiple = try multiple(of: minimum, months.base)
      price += try system.purchasedMonths(
        span.upperBound - span.lowerBound + 1, minimum: minimum, multiple: multiple, year: year, request: asOf
      ).price
      periods.append(
        InsurancePeriod(
          from: span.lowerBound, through: span.upperBound, kind: months.kind, monthlyPay: minimum * multiple))
    }
    return try sale(
      of: months, periods: periods, payment: price, level: Luxembourg.Level.index, paid: (asOf + 1)...(asOf + 1),
      article: "CSS art. 174",
      remark: Remark(
        .monthsPurchased,
        ["count": .integer(months.count), "total": .text(price.text), "month": .month(asOf + 1)]))
  }

  /// 1, 1.5, 2 or 2.5 times the least.
  private func multiple(of minimum: ExactDecimal, _ base: ExactDecimal?) throws -> ExactDecimal {
    guard let base else { return .one }
    let steps: [ExactDecimal] = [1, 1.5, 2, 2.5]
    guard let step = steps.first(where: { minimum * $0 == base }) else {
      throw ClaimRefusal(
        Remark(.baseMultiples, ["amounts": .list(steps.map { .exact((minimum * $0).roundedHalfUp(places: 2)) })]),
        article: "RGD of 5 May 1999 art. 10", hint: Remark(.baseMinimum))
    }
    return step
  }

  /// - Parameter payment: a month of `paid`, at the index of the valuation month.
  private func sale(
    of months: BoughtMonths, periods: [InsurancePeriod], payment: Money<EUR>, level: Int,
    paid: ClosedRange<YearMonth>, article: String, remark: Remark
  ) throws -> MonthSale {
    let asOf = applicant.asOf
    guard let index = system.scale.level(in: asOf) else {
      throw ParameterError(file: "parameters", message: "'lu.index.level' has no value for \(asOf)")
    }
    // Amounts on paths carry the award factor of a start, which a price has not.
    let start = try system.factors.award(startingIn: asOf.year).value
    let before = try system.factors.readjustment(from: 2013, to: asOf.year, regime: regime)
    let base = payment.double / (index / 100).double / (start.double / before.double)
    return MonthSale(
      periods: periods,
      price: Award(
        country: system.country, currency: system.currency, from: paid.lowerBound,
        basis: EntitlementBasis.national.rawValue, article: article, firstMonthlyAmount: .zero - payment.amount,
        isProjected: true,
        components: [
          AwardComponent(
            name: remark, base: base, entryYear: asOf.year, level: level,
            steps: [.init(from: paid.lowerBound, factor: -1), .init(from: paid.upperBound + 1, factor: 0)])
        ]), remark: remark)
  }
}
