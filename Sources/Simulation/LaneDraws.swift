// SPDX-License-Identifier: GPL-3.0-or-later
import Longevity
import Quantities
import RandomStreams

/// Lifetimes and processing times of the paths, none of which depends on a strategy.
struct LaneDraws: Sendable {
  let lifetimes: [LifetimeTable]
  let delays: ProcessingDelay
  let seed: UInt64
  let batched: BatchedDraws

  init(lifetimes: [LifetimeTable], delays: ProcessingDelay, seed: UInt64, antithetic: Bool) {
    (self.lifetimes, self.delays, self.seed) = (lifetimes, delays, seed)
    batched = BatchedDraws(seed: seed, antithetic: antithetic)
  }

  /// Completed months after the valuation month that `person` lives.
  func monthsLived(_ person: Int, path: Int) -> Int {
    let source = batched.source(ofPath: path)
    var generator = AddressedGenerator(seed: seed)
    generator.move(to: person == 0 ? .lifetimeA : .lifetimeB, path: source.path)
    let u = generator.uniform()
    return lifetimes[person].monthsLived(source.mirrored ? max(0, 1 - u - 0x1p-53) : u)
  }

  /// Months from filing to the first payment.
  func delay(person: Int, source: Int, basis: String, filed: YearMonth, path: Int) -> Int {
    delays.months(
      seed: seed, path: batched.source(ofPath: path).path, personIndex: person, countryIndex: source, basis: basis,
      filed: filed)
  }
}
