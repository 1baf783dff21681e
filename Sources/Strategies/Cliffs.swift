// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Two months in a row in which a pension can start, of which the later one pays much less for life.
public struct Cliff: Sendable, Codable {
  /// A reading of the law under which the fall goes away.
  public struct Reading: Hashable, Sendable, Codable {
    public var setting: String
    public var value: String
    /// What it says of the law, for a client; nil where the country's words say nothing of it.
    public var says: Remark?
    public init(setting: String, value: String, says: Remark? = nil) {
      (self.setting, self.value, self.says) = (setting, value, says)
    }
  }

  public var person: String
  public var country: Country
  public var currency: CurrencyCode
  /// The last month before the fall.
  public var month: YearMonth
  /// Gross amounts of the first full month of a pension that starts then, and one month later.
  public var before: ExactDecimal
  public var after: ExactDecimal
  /// What of the award falls.
  public var cause: Remark
  /// Readings of this country's law that a scenario may choose, each alone.
  public var readings: [Reading]
}

extension HouseholdSetting {
  /// What a month's delay must take from every later month to be named, in the currency that the household spends.
  static let leastFall: ExactDecimal = 100

  /// The months in which waiting one more month costs more than ``leastFall`` a month for life.
  ///
  /// - Parameter claims: every month in which a pension can start, by person, country and month (``awardsByMonth(regime:)``).
  func cliffs(_ claims: [PlannedClaim], regime: LawRegime) throws -> [Cliff] {
    var found: [Cliff] = []
    for (now, next) in zip(claims, claims.dropFirst()) {
      guard now.person == next.person, now.country == next.country, next.entitlement == now.entitlement + 1,
        isFall(from: now.award, to: next.award)
      else { continue }
      found.append(
        Cliff(
          person: now.person, country: now.country, currency: now.award.currency, month: now.entitlement,
          before: now.award.firstMonthlyAmount, after: next.award.firstMonthlyAmount,
          cause: Self.cause(now.award, next.award),
          readings: try readings(without: (now, next), regime: regime)))
    }
    return found
  }

  private func isFall(from now: Award, to next: Award) -> Bool {
    // A month of which nothing is paid says nothing of the months for life.
    guard next.firstMonthlyAmount > .zero, now.firstMonthlyAmount > next.firstMonthlyAmount else { return false }
    let fall = now.firstMonthlyAmount - next.firstMonthlyAmount
    return rates.convert(fall, from: now.currency, to: scenario.currency) > Self.leastFall
  }

  /// The basis where it changes, else the part that falls by most.
  private static func cause(_ now: Award, _ next: Award) -> Remark {
    if now.basis != next.basis {
      return Remark(next.basis == "totalized" ? .cliffTotalized : .cliffNational)
    }
    let parts = now.components.map { part in
      (part.name, part.base - (next.components.first { $0.name == part.name }?.base ?? 0))
    }
    guard let (name, fall) = parts.max(by: { $0.1 < $1.1 }), fall > 0 else { return Remark(.cliffAmount) }
    return Remark(.cliffPart, ["part": .remark(name)])
  }

  /// Every choice of one reading under which both months are possible and the amount does not fall.
  private func readings(without pair: (now: PlannedClaim, next: PlannedClaim), regime: LawRegime) throws -> [Cliff
    .Reading]
  {
    let country = pair.now.country
    guard let system = systems.first(where: { $0.country == country }),
      let person = scenario.members.firstIndex(where: { $0.person.id == pair.now.person })
    else { return [] }
    let claimant = StrategyPlanning.Claimant(person: person, country: country)
    return try system.vocabulary.doubts.filter { $0.section == .reading && !$0.isOfTax }.flatMap { setting in
      try setting.otherValues(than: scenario.settings[country]?[setting.name]).filter { value in
        var other = scenario
        other.settings[country, default: [:]][setting.name] = value
        var planning = try StrategyPlanning(
          other, systems: systems, regime: regime, rates: rates, lifetimes: lifetimes, remembersPairs: false,
          wantsDerivation: false)
        guard let now = try? planning.awardAlone(of: claimant, from: pair.now.entitlement),
          let next = try? planning.awardAlone(of: claimant, from: pair.next.entitlement)
        else { return false }
        return next.firstMonthlyAmount >= now.firstMonthlyAmount
      }.map { Cliff.Reading(setting: setting.name, value: setting.written($0), says: system.reading(setting, $0)) }
    }
  }
}

extension StrategyPlanning {
  /// The award that starts in a month, with no other pensions.
  fileprivate mutating func awardAlone(of claimant: Claimant, from month: YearMonth) throws -> Award? {
    guard let dated = try date(ClaimWish(start: .month(month)), of: claimant), dated.entitlement == month else {
      return nil
    }
    return try award(dated, beside: [])
  }
}
