// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension StrategyPlanning {
  /// Awards of people whose excess earnings take a spouse's pension on their record too, worked out beside it: the same excess is
  /// used up in fewer months.
  mutating func chargeTogether(_ claims: inout [PlannedClaim], with spouses: [PlannedSpouse]) throws {
    for paid in spouses where paid.kind == .spouse {
      guard
        let index = claims.firstIndex(where: { $0.person == paid.worker && $0.country == paid.award.country }),
        claims[index].award.losses.contains(where: { $0.kind == .earnings })
      else { continue }
      let country = paid.award.country
      let worker = Claimant(person: place(of: paid.worker), country: country)
      let spouse = Claimant(person: place(of: paid.spouse), country: country)
      let own = claims.first { $0.person == paid.spouse && $0.country == country }
      var applicant = applicant(worker, others: relevantOthers(of: worker, claims))
      applicant.dependants = [
        Dependant(
          applicant: self.applicant(spouse, others: relevantOthers(of: spouse, claims)), own: own?.award.from,
          from: paid.award.from)
      ]
      claims[index].award = try system(of: country).award(to: applicant, from: claims[index].award.from)
    }
  }

  private func place(of id: String) -> Int { scenario.members.requiredIndex(of: id) { $0.person.id == id } }
}
