// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

extension HouseholdSetting {
  /// What each pension pays for every month in which it can be claimed, filed as early as the law allows.
  ///
  /// A law that looks at pensions from elsewhere is told of the person's others as from their first possible month.
  ///
  /// - Returns: by person, country and month; months that the law refuses are left out. `notes` names the months for
  ///   which the law has no figures.
  func awardsByMonth(regime: LawRegime) throws -> (claims: [PlannedClaim], notes: [Remark]) {
    var planning = try StrategyPlanning(
      scenario, systems: systems, regime: regime, rates: rates, lifetimes: lifetimes, remembersPairs: false)
    var claims: [PlannedClaim] = []
    var notes: [Remark] = []
    for claimant in planning.claimants {
      guard let claimable = planning.eligibilities[claimant]?.claimable, planning.inPayment(claimant) == nil else {
        continue
      }
      let system = try planning.system(of: claimant.country)
      let id = scenario.members[claimant.person].person.id
      var others: [StrategyPlanning.DatedClaim] = []
      for other in planning.claimants where other.person == claimant.person && other != claimant {
        // A pension that cannot be had at all is none that this law would look at.
        if let claim = try? planning.date(ClaimWish(start: .earliest), of: other) { others.append(claim) }
      }
      var missing: [YearMonth] = []
      for month in claimable {
        do {
          guard let dated = try planning.date(ClaimWish(start: .month(month)), of: claimant),
            dated.entitlement == month
          else { continue }
          let award = try planning.award(dated, beside: others)
          claims.append(
            PlannedClaim(
              person: id, country: claimant.country, wanted: month, filed: dated.filed, entitlement: month,
              award: award,
              deductions: try scenario.deductions == .none
                ? [] : system.deductions(from: award, applicant: planning.applicant(claimant))))
        } catch is ClaimRefusal {
          continue
        } catch is ParameterError {
          missing.append(month)
        }
      }
      if let first = missing.first, let last = missing.last {
        notes.append(
          Remark(
            .noFigures,
            [
              "person": .text(id), "pension": system.pensionInWords, "count": .integer(missing.count),
              "first": .month(first), "last": .month(last),
            ]))
      }
    }
    return (claims, notes)
  }
}
