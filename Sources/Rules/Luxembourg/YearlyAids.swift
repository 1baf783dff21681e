// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// Gross income up to which a household has the cost-of-living allowance in full.
///
/// - Source: government regulation of 16 December 2011 art. 3: at the index of 1 January of the year.
public struct AllowanceLimit: Hashable, Sendable {
  public var month: Money<EUR>
  public var year: Money<EUR>
}

/// The yearly aids of a household of low income.
public struct YearlyAids: Hashable, Sendable {
  /// Allocation de vie chère (AVC).
  public var costOfLiving: Money<EUR>
  public var energyPremium: Money<EUR>
  /// Allowance for people of 65 and more (AFPA), from 2026.
  public var seniors: Money<EUR>
  public var sum: Money<EUR> { costOfLiving + energyPremium + seniors }
}

extension ParameterKey where Value == ExactDecimal {
  fileprivate static var limit100: Self { Self("lu.avc.limit_month_100") }
  fileprivate static var energyAmount: Self { Self("lu.energy_premium.amount") }
  fileprivate static var energyFurther: Self { Self("lu.energy_premium.further") }
  fileprivate static var energyFull: Self { Self("lu.energy_premium.full_until") }
  fileprivate static var energyHalf: Self { Self("lu.energy_premium.half_until") }
  fileprivate static var seniorsFirst: Self { Self("lu.afpa.first") }
  fileprivate static var seniorsFurther: Self { Self("lu.afpa.further") }
}

extension Luxembourg {
  /// The limit for a household: 1, 1.5, 1.8, 2.1, 2.4 times that for one person, each step to the cent.
  ///
  /// - Parameter index: application index of 1 January; nil for the published one.
  public func allowanceLimit(persons: Int, year: Int, index: ExactDecimal? = nil) throws -> AllowanceLimit {
    let january = YearMonth.january(year)
    guard let level = index ?? scale.level(in: january) else {
      throw ParameterError(file: "parameters", message: "'lu.index.level' has no value for \(january)")
    }
    let one = try parameters.value(.limit100, inForce: january).value * level / 100
    let date = max(january, YearMonth(2023, 1))
    let second = try parameters.value(.costOfLivingSecondAdult, inForce: date).value
    let further = try parameters.value(.costOfLivingFurtherPerson, inForce: date).value
    let share = .one + (persons > 1 ? second : .zero) + further * max(0, persons - 2)
    func of(_ amount: ExactDecimal) -> Money<EUR> { payable(payable(amount).amount * share) }
    return AllowanceLimit(month: of(one), year: of(one * 12))
  }

  /// What a household has of the aids in a year.
  ///
  /// - Parameters:
  ///   - income: gross, of the calendar year, EUR.
  ///   - seniors: persons of 65 or more.
  ///   - edge: `taper` takes the excess off the allowance euro for euro, `cut` pays nothing above the limit.
  ///   - index: application index of 1 January; nil for the published one.
  /// - Source: FNS takes the excess off (Delano 2020, RTL 2022); the limit of the seniors' allowance was not read, that of the
  ///   cost-of-living allowance stands in for it.
  public func yearlyAids(
    persons: Int, seniors: Int = 0, income: Money<EUR>, year: Int, edge: String = "taper", index: ExactDecimal? = nil
  ) throws -> YearlyAids {
    let january = YearMonth.january(year)
    let limit = try allowanceLimit(persons: persons, year: year, index: index).year
    guard let amount = try costOfLivingAllowance(persons: persons, year: year)?.amount else {
      return YearlyAids(costOfLiving: .zero, energyPremium: .zero, seniors: .zero)
    }
    let excess = max(.zero, income - limit)
    let allowance = edge == "cut" ? (excess > .zero ? .zero : amount) : max(.zero, amount - excess)
    let parts = try aidParts(in: january)
    var energy = ExactDecimal.zero
    if let premium = parts.energy {
      let full = premium.amount(persons: persons)
      if income.amount <= limit.amount * premium.full {
        energy = full
      } else if income.amount <= limit.amount * premium.half {
        energy = full / 2
      }
    }
    var old = ExactDecimal.zero
    if let allowance = parts.seniors, seniors > 0, income <= limit { old = allowance.amount(persons: seniors) }
    return YearlyAids(costOfLiving: allowance, energyPremium: payable(energy), seniors: payable(old))
  }

  /// The energy premium: EUR a year, and up to which multiples of the limit it is paid whole and half.
  struct EnergyPremium: Hashable, Sendable {
    var first, further, full, half: ExactDecimal

    /// Five persons have the most.
    func amount(persons: Int) -> ExactDecimal { first * (.one + further * (min(5, persons) - 1)) }
  }

  /// The allowance for people of 65 and more, EUR a year.
  struct SeniorsAllowance: Hashable, Sendable {
    var first, further: ExactDecimal

    func amount(persons: Int) -> ExactDecimal { persons > 0 ? first + further * (persons - 1) : .zero }
  }

  /// What is paid beside the cost-of-living allowance; the premium from 2024, the seniors' allowance from 2026.
  func aidParts(in month: YearMonth) throws -> (energy: EnergyPremium?, seniors: SeniorsAllowance?) {
    func value(_ key: ParameterKey<ExactDecimal>) throws -> ExactDecimal {
      try parameters.value(key, inForce: month).value
    }
    return (
      month.year < 2024
        ? nil
        : EnergyPremium(
          first: try value(.energyAmount), further: try value(.energyFurther), full: try value(.energyFull),
          half: try value(.energyHalf)),
      month.year < 2026
        ? nil : SeniorsAllowance(first: try value(.seniorsFirst), further: try value(.seniorsFurther))
    )
  }
}
