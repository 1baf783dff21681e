// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import TestSupport
import RandomStreams
import Testing

@testable import Economy

@Suite("Blocks: which lane holds a path, and what is left out, moves no number")
struct BlockLayoutInvariants {
  static let asOf = YearMonth(2026, 11)
  static let lanes = 37

  static func block(
    _ settings: EconomySettings, months: Int, series: WantedSeries = .all, firstPath: Int = 0, order: [UInt32] = []
  ) throws -> EconomyBlock {
    let model = try EconomyModel(settings, asOf: asOf, months: months, seed: 5, series: series)
    var block = model.makeBlock(lanes: lanes)
    model.generate(&block, firstPath: firstPath, lanes: lanes, order: order)
    return block
  }

  /// A permutation without a fixed rhythm.
  static let order: [UInt32] = (0..<UInt32(lanes)).map { $0 * 23 % UInt32(lanes) }

  @Test(
    "a path's numbers do not depend on its lane",
    arguments: ["default", "rw", "ou", "merton", "student_t", "ou_garch", "bootstrap"])
  func order(model: String) throws {
    // Across the border of 2³² too, where paths of a block differ in the high half of their number.
    for firstPath in [0, 1 << 32 - 11] {
      let settings = EconomySettings(model: model)
      let plain = try Self.block(settings, months: 100, firstPath: firstPath)
      let mixed = try Self.block(settings, months: 100, firstPath: firstPath, order: Self.order)
      func same(_ a: [Double], _ b: [Double]) -> Bool {
        (0..<a.count / Self.lanes).allSatisfy { row in
          (0..<Self.lanes).allSatisfy { b[row * Self.lanes + $0] == a[row * Self.lanes + Int(Self.order[$0])] }
        }
      }
      #expect(same(plain.logRealRate, mixed.logRealRate))
      #expect(same(plain.usdPerEUR, mixed.usdPerEUR))
      #expect(same(plain.us.priceLevel, mixed.us.priceLevel))
      #expect(same(plain.lu.realWage, mixed.lu.realWage))
      #expect(same(plain.us.bondReturn, mixed.us.bondReturn))
      #expect(plain.usdPerEUR != mixed.usdPerEUR)
    }
  }

  @Test("series that are left out move none of the others", arguments: [true, false])
  func wantedSeries(coupled: Bool) throws {
    var settings = EconomySettings()
    if coupled { settings.coupling = ["pi_us": 0.3, "w_lu": -0.2] }
    let all = try Self.block(settings, months: 100)
    let savings = try Self.block(settings, months: 100, series: .savings)
    let pensions = try Self.block(settings, months: 100, series: .pensions)
    for some in [savings, pensions] {
      #expect(some.usdPerEUR == all.usdPerEUR)
      for (mine, full) in [(some.us, all.us), (some.lu, all.lu)] {
        #expect(mine.priceLevel == full.priceLevel)
        #expect(mine.yearPriceLevel == full.yearPriceLevel)
        #expect(mine.realWage == full.realWage)
        #expect(mine.longRate.isEmpty && mine.equityReturn.isEmpty && mine.bondReturn.isEmpty)
      }
    }
    #expect(savings.us.shortRate == all.us.shortRate)
    #expect(savings.lu.shortRate == all.lu.shortRate)
    #expect(pensions.us.shortRate.isEmpty)
  }

  @Test("a capped or shifted exchange rate gives the same prices of both areas")
  func cappedPrices() throws {
    var capped = EconomySettings()
    capped.cap = 0.2
    let (plain, held) = (try Self.block(EconomySettings(), months: 60), try Self.block(capped, months: 60))
    #expect(plain.us.priceLevel == held.us.priceLevel)
    #expect(plain.usdPerEUR != held.usdPerEUR)
  }
}
