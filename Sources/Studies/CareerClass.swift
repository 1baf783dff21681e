// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

/// What becomes of a career's first country under the agreement.
public enum CareerClass: String, CaseIterable, Sendable {
  /// The pension rests on periods of both countries.
  case totalized
  /// The first country's own periods suffice.
  case insured = "fully_insured"
  /// Even together the periods do not suffice, or too few are the country's own.
  case tooFew = "too_few"
  /// Periods would have been added together, but the documents fail.
  case documentsFail = "documents_fail"

  /// - Parameters:
  ///   - eligibility: in the country of the first leg.
  ///   - documentsFail: whether this career's documents would fail when they are asked for.
  public init(_ eligibility: Eligibility?, documentsFail: Bool) {
    let met = eligibility?.routes.filter { $0.firstMonth != nil } ?? []
    if met.contains(where: { $0.basis == "national" }) {
      self = .insured
    } else if met.contains(where: { $0.basis == "totalized" }) {
      self = documentsFail ? .documentsFail : .totalized
    } else {
      self = .tooFew
    }
  }
}
