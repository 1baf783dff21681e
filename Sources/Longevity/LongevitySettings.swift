// SPDX-License-Identifier: GPL-3.0-or-later

/// Which life table a person's lifetime is drawn from.
public struct LongevitySettings: Hashable, Sendable {
  /// Country code of the table; nil for the country of residence.
  public var table: String?
  /// Multiplies the force of mortality at every age.
  public var multiplier: Double
  /// A certain age at death in years (completed months of age at death are its twelve-fold, rounded down), for stress
  /// runs and hand ledgers; nil to draw.
  public var deathAge: Double?

  public init(table: String? = nil, multiplier: Double = 1, deathAge: Double? = nil) {
    (self.table, self.multiplier, self.deathAge) = (table, multiplier, deathAge)
  }
}
