// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension StrategyPlanning {
  /// The claim behind a pension that is in payment, whatever a strategy wishes; nil without one.
  func inPayment(_ claimant: Claimant) -> DatedClaim? {
    guard let running = scenario.members[claimant.person].records[claimant.country]?.inPayment else { return nil }
    return DatedClaim(
      claimant: claimant, wanted: running.since, filed: running.since, entitlement: running.since, isInPayment: true)
  }
}

extension Member {
  /// Countries of whose pension the person has still to choose the first month.
  public var recordsToClaim: [Country] { records.filter { $0.value.inPayment == nil }.keys.sorted() }
}
