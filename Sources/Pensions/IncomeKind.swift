// SPDX-License-Identifier: GPL-3.0-or-later

/// What a payment is income from; a law that looks at income may weigh the kinds differently.
public enum IncomeKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// Of old age or of a death, awarded or stated.
  case pension
  case work
  /// Paid by somebody who owes a living, such as a former spouse.
  case maintenance
  /// Rent and the rest.
  case other
}

extension SocialMinimum {
  /// Share of a kind of income that counts.
  public func countedShare(of kind: IncomeKind) -> Double {
    switch kind {
    case .pension: countedShare
    case .work, .maintenance: workShare ?? countedShare
    case .other: otherShare ?? countedShare
    }
  }
}
