// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

extension Germany {
  /// Basic security of a household that lives in Germany, once all its adults are past the regular age: standard need and rent, moved by
  /// prices, less income after contributions. It asks for the rent, without which the need is not known.
  ///
  /// - Source: SGB XII §§ 19(2), 41, 42, 82. What § 82a leaves free after 33 years of insurance is a kink of each person's own pension, which
  ///   the household's test does not have: it is left out, and paid amounts are too low by up to half of a standard need.
  public func socialMinimum(for household: [Person], asOf: YearMonth, settings: [String: String]) throws
    -> SocialMinimumAnswer
  {
    guard !household.isEmpty, household.allSatisfy({ $0.residence(in: asOf) == country }) else {
      return .none(reason: Remark(.needOfResidents), article: Remark(.basicSecurityLaw))
    }
    guard let stated = settings["rent"] else {
      return .none(reason: Remark(.needAsksRent), article: Remark(.basicSecurityLaw))
    }
    guard let rent = ExactDecimal(stated), rent >= .zero else {
      throw GermanReadings.Mistake(description: "setting 'rent' is EUR a month, not '\(stated)'")
    }
    let security = BasicSecurity(parameters)
    let single = try security.standard(adults: 1, in: asOf).amount + rent
    let couple = try security.standard(adults: 2, in: asOf).amount * 2 + rent
    let first = household.map { oldAge.firstMonth(of: .regular, born: $0.born) }.max() ?? asOf
    let withheld = try health(of: settings, on: asOf)
    var minimum = SocialMinimum(
      name: Remark(.basicSecurity), article: Remark(.basicSecurityLaw),
      amountByAdults: [0, single.double, couple.double], level: Level.prices, countedShare: 1 - withheld,
      months: max(first, asOf)...(max(first, asOf) + 12 * 100), notes: [Remark(.allowanceLeftOut)])
    (minimum.workShare, minimum.otherShare) = (0.7, 1)
    return .available(minimum)
  }

  /// Share of a pension that a member of the pensioners' insurance pays as contributions.
  private func health(of settings: [String: String], on month: YearMonth) throws -> Double {
    let readings = try GermanReadings(settings)
    guard readings.germanCover != "private" else { return 0 }
    let health =
      try parameters.value(.healthGeneral, inForce: month).value
      + parameters.value(.healthAdditional, inForce: month).value
    let care =
      try parameters.value(.careGeneral, inForce: month).value
      + (readings.childless ? parameters.value(.careChildless, inForce: month).value : .zero)
    return (health / 2 + care).double
  }
}
