// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Benefits of people who are widowed or divorced at the valuation month.
///
/// - Source: 42 U.S.C. § 402(b)(1), (c)(1), (e), (f), (k)(3)(A), (q), (r); 416(c), (d), (g); 20 CFR 404.331, 404.335, 404.336, 404.621.
extension UnitedStates {
  public func formerSpouseMonths(
    for applicant: Applicant, of former: FormerSpouse, worker: Applicant, remarried: CalendarDate?
  ) throws -> FormerSpouseMonths? {
    let right = try FormerRight(former, worker: worker, of: applicant, remarried: remarried, law: self)
    guard right.isInsured else {
      throw ClaimRefusal(
        Remark(.formerNotInsured, ["former": .text(former.person.id)]), article: "42 U.S.C. § 414(a)")
    }
    return FormerSpouseMonths(
      months: right.first...max(max(right.first, applicant.asOf), right.full), isChosenApart: right.death != nil,
      article: right.article)
  }

  /// A survivor's benefit tops the own one up from the month wanted on, whatever the month of the own claim; a divorced spouse's comes with the own
  /// one.
  public func formerSpouseAward(to claim: FormerSpouseClaim) throws -> Award? {
    let right = try FormerRight(
      claim.former, worker: claim.worker, of: claim.applicant, remarried: claim.remarried, law: self)
    guard right.isInsured else { return nil }
    let start = try right.start(of: claim, law: self)
    guard start.year < LawTables.lastYear - 30 else { return nil }
    return try FormerAward(claim, right, from: start, law: self).award()
  }
}

/// What the law says of one former spouse, without months.
struct FormerRight {
  var marriage: Marriage
  /// Of whoever draws the benefit.
  var ages: RetirementAges
  /// Of the former spouse; its entitlement is the own claim's where one was made.
  var worker: BenefitQuestion
  /// The month of death; nil while the former spouse lives.
  var death: YearMonth?
  /// Whether the former spouse drew the own benefit before the death, or draws it.
  var hadClaimed: Bool
  /// First month that a claim of the valuation month can bring.
  var first: YearMonth
  var isInsured: Bool

  /// - Throws: ``ClaimRefusal`` with the condition that fails.
  init(
    _ former: FormerSpouse, worker applicant: Applicant, of person: Applicant, remarried: CalendarDate?,
    law: UnitedStates
  ) throws {
    var question = try law.question(applicant, entitlement: applicant.asOf)
    // Nobody is entitled before the first month throughout which the age is attained.
    let claimed = former.claims[law.country].map { max($0, question.ages.firstMonth) }
    if let claimed { question.entitlement = claimed }
    // The windfall provision ends with the worker's life (42 U.S.C. § 415(a)(7)(A)).
    if former.died != nil { (question.windfall, question.pension) = (.repealed, nil) }
    let asOf = person.asOf
    marriage = Marriage(
      from: former.married ?? person.person.born, end: former.divorced.map { .divorce($0) }, remarriage: remarried)
    ages = RetirementAges(born: person.person.born, tables: law.tables)
    if let day = former.died {
      let month = day.yearMonth
      death = month
      hadClaimed = claimed.map { $0 < month } ?? false
      let earliest = try law.survivorFirstMonth(survivor: ages, marriage: marriage, death: day)
      let reach = law.tables.survivorReach(filed: asOf, ages: ages, death: month).months.lowerBound
      first = max(earliest, reach)
      question.entitlement = hadClaimed ? claimed ?? month : max(month, question.ages.firstMonth)
      isInsured =
        law.tables.survivorBase(of: question, died: month, hadClaimed: hadClaimed, survivor: ages, in: first) != nil
    } else {
      (death, hadClaimed) = (nil, claimed != nil)
      let (person, workers, past) = (ages, question.ages, marriage)
      func possible(_ entitlement: YearMonth?) throws -> YearMonth {
        try law.spouseFirstMonth(spouse: person, marriage: past, worker: workers, workerEntitlement: entitlement)
      }
      // Two years after the divorce the former spouse need not have claimed.
      let earliest = try claimed.map { try min(possible($0), possible(nil)) } ?? possible(nil)
      let reach = law.tables.claimReach(filed: asOf, fullMonth: ages.fullMonth, lastMonth: ages.fullMonth)
      first = max(earliest, reach.months.lowerBound)
      if claimed == nil { question.entitlement = max(first, question.ages.firstMonth) }
      isInsured = law.tables.workerBenefit(question.asked(in: max(first, question.entitlement))).reason == nil
    }
    worker = question
  }

  /// From this month on waiting brings nothing.
  var full: YearMonth { death == nil ? ages.fullMonth : ages.survivorFullMonth }

  var article: String { death == nil ? "42 U.S.C. § 402(b), (c); 20 CFR 404.331" : "42 U.S.C. § 402(e), (f)" }

  /// The first month by what is wanted and when it is asked for.
  ///
  /// - Throws: ``ClaimRefusal`` for a month before the right.
  func start(of claim: FormerSpouseClaim, law: UnitedStates) throws -> YearMonth {
    let filed = max(claim.filed, claim.applicant.asOf)
    guard claim.wanted >= first else {
      throw ClaimRefusal(
        Remark(
          .formerNotYet, ["name": .text(claim.applicant.person.id), "month": .month(claim.wanted)]), article: article,
        hint: Remark(.firstMonthIs, ["month": .month(first)]))
    }
    if let death {
      return max(claim.wanted, law.tables.survivorReach(filed: filed, ages: ages, death: death).months.lowerBound)
    }
    // Either application counts as one for both benefits (§ 402(r)).
    let together = max(claim.wanted, claim.own?.from ?? claim.wanted)
    let reach = law.tables.claimReach(filed: filed, fullMonth: ages.fullMonth, lastMonth: ages.fullMonth)
    return max(together, reach.months.lowerBound)
  }
}
