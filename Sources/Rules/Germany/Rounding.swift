// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

extension ExactDecimal {
  /// Points and factors in four decimals, the last raised from five on.
  ///
  /// - Source: SGB VI § 121(1), (2).
  var inPoints: ExactDecimal { roundedHalfUp(places: 4) }

  /// An amount in cents, the last raised from a half on.
  ///
  /// - Source: SGB VI § 123.
  var inCents: ExactDecimal { roundedHalfUp(places: 2) }
}
