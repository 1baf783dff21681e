// SPDX-License-Identifier: GPL-3.0-or-later
import Economy

/// The tables that are always there, by name.
extension EconomyBlock {
  public var usdPerEUR: [Double] { rates[1] }
  public var logRealRate: [Double] { logRealRates[1] }
  public var us: Area { areas[0] }
  public var lu: Area { areas[1] }
}
