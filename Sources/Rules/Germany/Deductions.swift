// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

extension Germany {
  /// Health and care contributions of pensioners who live in Germany and are in the pensioners' insurance; none from people whom another
  /// State of the Union charges, or who live outside it.
  ///
  /// - Source: SGB V §§ 241, 242a, 249a; SGB XI §§ 55, 59; Regulation (EC) 883/2004 art. 23, 24, 30.
  /// - Throws: ``ParameterError`` where a rate is missing.
  public func deductions(from award: Award, applicant: Applicant) throws -> [Deduction] {
    let readings = try GermanReadings(applicant.settings)
    guard readings.germanCover != "private", try isCharged(applicant, in: award.from) else { return [] }
    let month = applicant.asOf
    let general = try parameters.value(.healthGeneral, inForce: month).value
    let additional = try parameters.value(.healthAdditional, inForce: month).value
    var care = try parameters.value(.careGeneral, inForce: month).value
    if readings.childless { care += try parameters.value(.careChildless, inForce: month).value }
    return [
      Deduction(
        name: Remark(.healthInsurance), article: "SGB V § 249a", share: ((general + additional) / 2).double),
      Deduction(name: Remark(.careInsurance), article: "SGB XI § 59", share: care.double),
    ]
  }

  /// Whether Germany charges contributions on the German pension: of residents, and of residents of another State of the Union that owes
  /// no pension where German months are the longest.
  private func isCharged(_ applicant: Applicant, in month: YearMonth) throws -> Bool {
    guard let residence = applicant.person.residence(in: month) else { return false }
    guard residence != country else { return true }
    let union = try Aggregation(parameters, on: applicant.asOf).agreements.filter { $0.partners.contains(residence) }
    guard let union = union.first(where: \.paysHigherOfNationalAndProRata) else { return false }
    func months(_ coverage: Coverage) -> Int { coverage.total * (coverage.unit == .quarter ? 3 : 1) }
    let abroad = applicant.foreign.filter { union.partners.contains($0.key) }
    if let there = abroad[residence], months(there) >= union.minimumOwn { return false }
    let own = months(try coverage(of: applicant.record, person: applicant.person))
    return abroad.values.allSatisfy { months($0) < own }
  }
}
