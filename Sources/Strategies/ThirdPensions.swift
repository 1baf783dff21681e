// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension Eligibility {
  /// The months at which the law turns: the first of each route, the last that makes sense, and that of the full amount, in order.
  var turningMonths: [YearMonth] {
    guard let claimable else { return [] }
    let found =
      routes.compactMap(\.firstMonth) + [claimable.lowerBound, claimable.upperBound] + [fullMonth].compactMap { $0 }
    return Set(found.filter(claimable.contains)).sorted()
  }
}

extension StrategyPlanning {
  /// Pensions of one person whose every month a search tries; of the others it tries the months at which their law turns.
  static let searchedPensions = 2

  /// Choices of which each person has at most ``searchedPensions`` with all months, those of the highest first amounts.
  ///
  /// Every combination of three pensions' months would be a million.
  mutating func thinned(_ axes: [SearchAxis]) throws -> [SearchAxis] {
    var axes = axes
    for (index, member) in scenario.members.enumerated() {
      let own = axes.indices.filter { axes[$0].person == member.person.id && !axes[$0].isSurvivors }
      guard own.count > Self.searchedPensions else { continue }
      var amounts: [Int: ExactDecimal] = [:]
      for axis in own { amounts[axis] = try firstAmount(Claimant(person: index, country: axes[axis].country)) }
      let order = own.sorted { amounts[$0] ?? .zero > amounts[$1] ?? .zero || amounts[$0] == amounts[$1] && $0 < $1 }
      for axis in order.dropFirst(Self.searchedPensions) {
        let turning = eligibilities[Claimant(person: index, country: axes[axis].country)]?.turningMonths ?? []
        let kept = axes[axis].months.filter { turning.contains($0) || $0 == SearchAxis.never }
        if !kept.isEmpty { axes[axis].months = kept }
      }
    }
    return axes
  }

  /// What the pension comes to at the earliest claim, a month in the household's currency; nothing where that is refused.
  private mutating func firstAmount(_ claimant: Claimant) throws -> ExactDecimal {
    do {
      guard let claim = try date(ClaimWish(start: .earliest), of: claimant) else { return .zero }
      let award = try award(claim, beside: [])
      return rates.convert(award.firstMonthlyAmount, from: award.currency, to: scenario.currency)
    } catch is ClaimRefusal {
      return .zero
    }
  }
}

extension ClaimSearch {
  /// What is said of pensions of which not every month is tried.
  func notesOfThinned() -> [Remark] {
    let claimants = Dictionary(grouping: axes.filter { !$0.isSurvivors }, by: \.person)
    return claimants.keys.sorted().flatMap { person -> [Remark] in
      let own = claimants[person] ?? []
      guard own.count > StrategyPlanning.searchedPensions else { return [] }
      return own.sorted { $0.months.count < $1.months.count }.dropLast(StrategyPlanning.searchedPensions).map { axis in
        let pension = setting.systems.first { $0.country == axis.country }?.pensionInWords ?? .text(axis.country.code)
        return Remark(.thirdPension, ["pension": pension, "months": .list(axis.months.map { .month($0) })])
      }
    }
  }
}
