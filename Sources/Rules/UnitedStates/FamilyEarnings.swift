// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// The benefits of a record and the people who draw them, the insured first.
struct Family {
  var streams: [BenefitStream]
  var people: [Beneficiary]
}

extension UnitedStates {
  /// Adds a spouse's benefit on the record: what the insured's excess earnings take, they take of both in the month's proportions.
  ///
  /// - Source: 42 U.S.C. § 403(b); 20 CFR 404.415, 404.434(b): the spouse's own excess takes the spouse's benefits alone.
  func add(_ dependant: Dependant, to family: inout Family, of worker: BenefitQuestion) throws {
    let spouse = dependant.applicant
    let own = try dependant.own.map { try question(spouse, entitlement: $0) }
    let asked = try own ?? question(spouse, entitlement: dependant.from)
    let (full, start, tables) = (asked.ages.fullMonth, dependant.from, tables)
    let history = try workHistory(of: spouse)
    let person = family.people.count
    family.people.append(
      Beneficiary(fullMonth: full, work: workRecord(asked, history, settings: spouse.settings)))
    family.streams.append(
      BenefitStream(person: person, record: 0, first: start, adjusts: full) { month, withheld, _ in
        let benefit = tables.workerBenefit(worker.asked(in: max(month, worker.entitlement)))
        let drawn = own.flatMap { month >= $0.entitlement ? tables.workerBenefit($0.asked(in: month)) : nil }
        return tables.spouseBenefit(
          workerPia: benefit.pia, months: max(0, full - start - withheld), ownPia: drawn?.pia ?? .zero,
          ownBenefit: drawn?.benefit ?? .zero, familyMaximum: tables.familyMaximum(of: benefit)
        ).spouse
      })
    guard let own else { return }
    family.streams.append(
      BenefitStream(person: person, record: person, first: own.entitlement, adjusts: full) { month, _, _ in
        tables.workerBenefit(own.asked(in: month)).benefit
      })
  }

  /// What is left of a spouse's benefit in months in which earnings of the two are charged to all benefits together; nothing where none are.
  func shares(
    of dependant: Dependant, on worker: BenefitQuestion, _ applicant: Applicant, through last: YearMonth
  ) throws -> [StreamMonth] {
    let (full, tables) = (worker.ages.fullMonth, tables)
    let record = workRecord(worker, try workHistory(of: applicant), settings: applicant.settings)
    var family = Family(
      streams: [
        BenefitStream(person: 0, record: 0, first: worker.entitlement, adjusts: full) { month, _, _ in
          tables.workerBenefit(worker.asked(in: month)).benefit
        }
      ], people: [Beneficiary(fullMonth: full, work: record)])
    try add(dependant, to: &family, of: worker)
    return tables.monthsPaid(family.streams, of: family.people, through: last)[1]
  }
}
