// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities
import RandomStreams

/// Lifetimes and processing times of the paths, none of which depends on a strategy.
struct LaneDraws: Sendable {
  let lifetimes: [LifetimeTable]
  let delays: ProcessingDelay
  /// Changes of law; nil where none can come.
  let events: PolicyEvents?
  /// How a couple's lifetimes hang together; nil where they do not.
  let copula: LifetimeCopula?
  let seed: UInt64
  let batched: BatchedDraws
  /// Low-discrepancy points for the ranks of lifetimes; nil where they are drawn.
  let quasiRandom: QuasiRandomPaths?

  init(
    lifetimes: [LifetimeTable], delays: ProcessingDelay, events: PolicyEvents? = nil, copula: LifetimeCopula? = nil,
    seed: UInt64, antithetic: Bool, quasiRandom: QuasiRandomPaths? = nil
  ) {
    self.quasiRandom = quasiRandom
    self.copula = copula.flatMap { $0.dependence == .independent || lifetimes.count < 2 ? nil : $0 }
    (self.lifetimes, self.delays, self.seed) = (lifetimes, delays, seed)
    self.events = events.flatMap { $0.isQuiet ? nil : $0 }
    batched = BatchedDraws(seed: seed, antithetic: antithetic)
  }

  /// Changes of law on a path; nil where none can come.
  func policy(path: Int) -> PolicyPath? {
    events?.path(seed: seed, path: batched.source(ofPath: path).path)
  }

  /// Whether changes of law that move amounts in payment can come.
  var changesIndexation: Bool {
    events.map { !$0.indexing.isEmpty } ?? false
  }

  /// Changes of law along a block of paths that move amounts in payment.
  ///
  /// - Parameter order: lane i holds path `firstPath + order[i]`; empty where they are in turn.
  func changes(firstPath: Int, lanes: Int, order: [UInt32] = []) -> [LawChange] {
    guard let events else { return [] }
    let coming = events.indexing
    guard !coming.isEmpty else { return [] }
    let policies = (0..<lanes).map { policy(path: firstPath + (order.isEmpty ? $0 : Int(order[$0]))) }
    return coming.map { place in
      LawChange(
        settings: events.indexingSettings(of: place),
        from: policies.map { $0?.arrivals[place].map { $0 - (events.asOf + 1) } ?? LawChange.never })
    }
  }

  /// Which of several law regimes holds on a path, by their cumulated weights.
  func part(path: Int, cumulated: [Double]) -> Int {
    guard cumulated.count > 1 else { return 0 }
    var generator = AddressedGenerator(seed: seed)
    generator.move(to: .policy, path: batched.source(ofPath: path).path, period: Self.regimePeriod)
    let u = generator.uniform() * cumulated[cumulated.count - 1]
    return cumulated.firstIndex { u < $0 } ?? cumulated.count - 1
  }

  /// Beyond the periods of the single events.
  private static let regimePeriod = 1_000

  /// Completed months after the valuation month that `person` lives.
  func monthsLived(_ person: Int, path: Int) -> Int {
    var u = rank(of: person == 0 ? .lifetimeA : .lifetimeB, path: path)
    if person == 1, let copula { u = copula.second(given: rank(of: .lifetimeA, path: path), independent: u) }
    return lifetimes[person].monthsLived(u)
  }

  private func rank(of purpose: Purpose, path: Int) -> Double {
    if let quasiRandom { return quasiRandom.lifetime(ofPerson: purpose == .lifetimeA ? 0 : 1, path: path) }
    let source = batched.source(ofPath: path)
    var generator = AddressedGenerator(seed: seed)
    generator.move(to: purpose, path: source.path)
    let u = generator.uniform()
    return source.mirrored ? max(0, 1 - u - 0x1p-53) : u
  }

  /// Months from filing to the first payment.
  func delay(person: Int, source: Int, basis: String, filed: YearMonth, path: Int) -> Int {
    delays.months(
      seed: seed, path: batched.source(ofPath: path).path, personIndex: person, countryIndex: source, basis: basis,
      filed: filed)
  }
}
