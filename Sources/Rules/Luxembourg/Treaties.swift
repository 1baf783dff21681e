// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

extension Luxembourg {
  /// States outside the Union whose periods count by its rules.
  ///
  /// - Source: Withdrawal Agreement art. 30 to 32; Trade and Cooperation Agreement, Protocol SSC.7, SSC.47.
  func alikeUnion(on month: YearMonth) throws -> [Country] {
    guard parameters.series[ParameterKey<[String]>.alikeUnion.name]?.entry(inForce: month) != nil else { return [] }
    return try parameters.value(.alikeUnion, inForce: month).value.map { Country($0) }
  }
}

extension Claimant {
  /// Coverage in `partners`, in months.
  static func coverage(_ foreign: [Country: Coverage], in partners: [Country], _ conversion: MonthConversion)
    -> [ForeignCoverage]
  {
    foreign.sorted { $0.key < $1.key }.compactMap { country, coverage in
      partners.contains(country) && coverage.total > 0
        ? ForeignCoverage(
          country: country, coverage: coverage,
          conversion: coverage.unit == .month ? MonthConversion(monthsPerUnit: 1) : conversion) : nil
    }
  }

  /// Treaties with States outside the Union, each an instrument of its own: months of two treaty States are never added.
  ///
  /// Those that were not read are taken as the agreement with the United States, unless a setting leaves them out.
  static func treaties(_ applicant: Applicant, _ readings: Readings, in system: Luxembourg) throws -> [Instrument] {
    let states = try system.parameters.value(.treatyStates, inForce: applicant.asOf).value.map { Country($0) }
    let read = try system.parameters.value(.treatiesRead, inForce: applicant.asOf).value
    let own = try system.parameters.value(.treatyMinimumOwn, inForce: applicant.asOf).value
    return coverage(applicant.foreign, in: states, MonthConversion(monthsPerUnit: 3))
      .filter { read.contains($0.country.code) || readings.unreadTreaty == "counted" }
      .map { Instrument(name: .instrumentTreaty, coverage: [$0], minimumOwn: own, paysHigherOfBoth: false) }
  }

  /// The share with totals beyond the full term taken as the term, under the Union's rules.
  ///
  /// - Source: Regulation (EC) 883/2004 art. 56(1)(a): the maximum period stands for a longer total. So neither part falls when a foreign
  ///   month is added.
  func cappedShare(_ share: ProRataShare, atYears years: Int, under instrument: Instrument?) -> ProRataShare {
    guard instrument?.name == .instrumentEU, readings.euCap == "byPart", share.denominator > years * 12 else {
      return share
    }
    return ProRataShare(min(share.numerator, years * 12), of: years * 12)
  }

  /// What a reader must know of months abroad: counted by a treaty that was not read, or counted by none.
  func remarksOnTreaties(_ decision: Decision) throws -> [Remark] {
    let read = try system.parameters.value(.treatiesRead, inForce: applicant.asOf).value
    var remarks: [Remark] = []
    if let instrument = decision.instrument, instrument.name == .instrumentTreaty {
      for part in instrument.coverage where !read.contains(part.country.code) {
        remarks.append(
          Remark(
            .treatyNotRead,
            ["months": .integer(decision.pension.foreign), "country": .text(part.country.code)]))
      }
    }
    return remarks + (try sentencesOnUncounted())
  }

  /// Months of countries that no instrument counts.
  func sentencesOnUncounted() throws -> [Remark] {
    let counted = Set(instruments.flatMap(\.countries))
    let states = try system.parameters.value(.treatyStates, inForce: applicant.asOf).value
    return applicant.foreign.sorted { $0.key < $1.key }
      .filter { !counted.contains($0.key) && $0.value.total > 0 && $0.value.override == nil }
      .map { country, coverage in
        Remark(
          states.contains(country.code) ? .treatyNotCounted : .noAgreement,
          [
            "months": .integer(coverage.total * (coverage.unit == .quarter ? 3 : 1)), "country": .text(country.code),
          ])
      }
  }

  /// Of less than a year under the Union's rules the others take the months over.
  ///
  /// - Source: Regulation (EC) 883/2004 art. 57.
  func takenOver(in month: YearMonth) throws -> [Remark] {
    let own = counts(before: month).own.effective
    return instruments.contains { $0.name == .instrumentEU && own > 0 && own < $0.minimumOwn }
      ? [Remark(.othersTakeOver, ["own": .integer(own)])] : []
  }
}
