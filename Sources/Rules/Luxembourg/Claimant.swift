// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// One person before Luxembourg's law: career, coverage abroad by agreement, and the readings chosen.
struct Claimant: Sendable {
  /// Coverage that is added under one instrument.
  struct Instrument: CountingInstrument, Sendable {
    /// `instrumentUS`, `instrumentEU`, `instrumentTreaty` or `instrumentBoth`.
    var name: LuPhrase
    var coverage: [ForeignCoverage]
    var minimumOwn: Int
    var paysHigherOfBoth: Bool
    var countries: [Country] { coverage.map(\.country) }
    /// Whether the Union's rules count, with more than the sum of periods: full terms, months taken over, the supplement of residents.
    var isUnion: Bool { name == .instrumentEU }
    /// Its name in a sentence.
    var words: Remark.Argument {
      name == .instrumentTreaty
        ? .phrase(name, ["country": .text(countries.first?.code ?? "")]) : .phrase(name)
    }
  }

  /// Agreements by the prefix of their parameters, in the order in which they are tested.
  static let agreements: [(prefix: String, name: LuPhrase)] = [
    ("lu.agreement.us", .instrumentUS), ("lu.agreement.eu", .instrumentEU),
  ]

  let system: Luxembourg
  let applicant: Applicant
  let career: Career
  let readings: Readings
  let regime: LuxembourgRegime
  /// Instruments that were in force in the valuation month, tested one at a time.
  let instruments: [Instrument]

  init(_ applicant: Applicant, in system: Luxembourg) throws {
    self.system = system
    self.applicant = applicant
    readings = try Readings(applicant.settings)
    regime = try LuxembourgRegime(applicant.regime, asOf: applicant.asOf)
    var career = try Career(
      applicant.record, born: applicant.person.born, carriesHours: readings.shortMonths == "carried")
    try career.addPay(of: applicant.record) {
      try Claimant.wageLevel(of: $0, scale: system.scale, factors: system.factors)
    }
    try career.addBabyYears(foreign: applicant.foreign)
    self.career = career

    var found: [Instrument] = []
    for (prefix, name) in Self.agreements {
      guard let agreement = try Agreement(prefix, in: system.parameters, on: applicant.asOf) else { continue }
      let partners = agreement.partners + (name == .instrumentEU ? try system.alikeUnion(on: applicant.asOf) : [])
      let coverage = Self.coverage(applicant.foreign, in: partners, agreement.conversion)
      guard !coverage.isEmpty else { continue }
      let higher =
        agreement.paysHigherOfNationalAndProRata || (name == .instrumentUS && readings.compareWithProrated)
      found.append(
        Instrument(
          name: name, coverage: coverage, minimumOwn: agreement.minimumOwn, paysHigherOfBoth: higher))
    }
    if readings.tripleTotalization, found.count == Self.agreements.count {
      found.append(
        Instrument(
          name: .instrumentBoth, coverage: found[0].coverage + found[1].coverage,
          minimumOwn: max(found[0].minimumOwn, found[1].minimumOwn), paysHigherOfBoth: false))
    }
    instruments = found + (try Self.treaties(applicant, readings, in: system))
  }

  /// Months before `end`: own, and those that `instrument` adds.
  func counts(before end: YearMonth, with instrument: Instrument? = nil) -> (own: MonthCounts, foreign: Int) {
    career.counts(
      before: end, counted: instrument?.coverage ?? [], present: presentAbroad,
      yields: readings.complementaryYieldsToForeign)
  }

  private var presentAbroad: [ForeignCoverage] {
    instruments.filter { $0.name != .instrumentBoth }.flatMap(\.coverage)
  }

  /// Month that holds the birthday.
  func month(attaining years: Int) -> YearMonth { applicant.person.month(attaining: Age(years: years)) }
}
