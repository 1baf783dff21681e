// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// Who survives an insured person.
public enum Survivor: Hashable, Sendable {
  case spouse
  /// Orphan of one insured parent.
  case orphan
  case orphanOfBoth
}

/// A survivor's monthly pension, from the parts of the dead person's.
public struct SurvivorPension: Hashable, Sendable {
  public var flat: Money<EUR>
  public var proportional: Money<EUR>
  /// After the lift to the minimum pension, for a spouse, and the cut to the common limit.
  public var gross: Money<EUR>
}

extension Luxembourg {
  /// Pensions of all survivors of one person, in the order given.
  ///
  /// A spouse has the full flat part and three quarters of the proportional part, an orphan a third and a quarter,
  /// double where both parents are dead. Together never more than the dead person's pension.
  ///
  /// - Source: CSS art. 217 to 219, 223. The alternative limit, the mean of the five best years, is not modelled.
  /// - Parameters:
  ///   - flat, proportional, gross: of the dead person's pension, a month, in the month asked for.
  ///   - minimum: minimum pension of the dead person's career; nil where it is too short for one.
  public func survivorPensions(
    _ survivors: [Survivor], flat: Money<EUR>, proportional: Money<EUR>, gross: Money<EUR>, minimum: Money<EUR>?,
    in month: YearMonth
  ) throws -> [SurvivorPension] {
    func share(_ key: ParameterKey<ExactDecimal>) throws -> ExactDecimal {
      try parameters.value(key, inForce: month).value
    }
    var found = try survivors.map { survivor -> SurvivorPension in
      let count: ExactDecimal = survivor == .orphanOfBoth ? 2 : 1
      let isSpouse = survivor == .spouse
      let flatShare = try share(isSpouse ? .spouseFlat : .orphanFlat) * count
      let proportionalShare = try share(isSpouse ? .spouseProportional : .orphanProportional) * count
      let parts = (
        Money<EUR>(flat.amount * flatShare, rounded: .halfUp),
        Money<EUR>(proportional.amount * proportionalShare, rounded: .halfUp)
      )
      let lifted = max(parts.0 + parts.1, isSpouse ? (minimum ?? .zero) : .zero)
      return SurvivorPension(flat: parts.0, proportional: parts.1, gross: lifted)
    }
    let limit = max(gross, minimum ?? .zero)
    let total = found.reduce(Money<EUR>.zero) { $0 + $1.gross }
    if total > limit, total > .zero {
      for position in found.indices {
        found[position].gross = found[position].gross.multiplied(
          by: limit.cents, over: total.cents, rounded: .down(toCents: 1))
      }
    }
    return found
  }
}
