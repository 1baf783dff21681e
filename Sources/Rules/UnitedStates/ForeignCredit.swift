// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Pensions
import Quantities

/// Coverage in one partner country under its agreement.
public struct PartnerCoverage: Hashable, Sendable {
  public var coverage: Coverage
  public var agreement: PartnerAgreement
  /// Whether what is left over counts by insurance period, where the agreement says so, and not by calendar year.
  public var restByPeriod = false

  public init(_ coverage: Coverage, _ agreement: PartnerAgreement, restByPeriod: Bool = false) {
    (self.coverage, self.agreement) = (coverage, agreement)
    self.restByPeriod = restByPeriod && agreement.restByPeriod
  }

  /// Quarters that can be credited by `month`, from coverage up to the end of the calendar quarter before.
  ///
  /// - Source: POMS GN 01703.100, GN 01733.120 B, RS 00301.230; 20 CFR 404.145, 404.146.
  func quarters(besides career: CoveredCareer, in month: YearMonth) -> Int {
    if let override = coverage.override { return override }
    let years = coverage.years.filter { $0.key >= agreement.firstYear }.compactMap { year, held in
      YearBesides(year, held, career: career, in: month)
    }
    guard restByPeriod, coverage.unit == .month, !years.contains(where: { $0.held.months == nil }) else {
      return years.reduce(0) { $0 + $1.quarters(unit: coverage.unit, agreement.conversion) }
    }
    return Self.byPeriod(years.sorted { $0.year < $1.year }, agreement.conversion)
  }

  /// Quarters of insurance periods: of each the whole, what is left over rounded once, as far as its years have room.
  private static func byPeriod(_ years: [YearBesides], _ conversion: QuarterConversion) -> Int {
    var room = Dictionary(uniqueKeysWithValues: years.map { ($0.year, $0.free) })
    var (credited, open) = (0, [(year: Int, count: Int)]())
    func close() {
      guard let first = open.first else { return }
      let months = open.reduce(0) { $0 + $1.count }
      var left = conversion.quarters(ofMonths: months, at: nil, in: first.year)
      for part in open {
        let taken = min(left, room[part.year] ?? 0, (part.count + 2) / 3)
        (room[part.year]!, left, credited) = ((room[part.year] ?? 0) - taken, left - taken, credited + taken)
      }
      open = []
    }
    var last = -1
    for year in years {
      for run in year.runs() {
        let start = year.year * 12 + run.lowerBound
        if start != last + 1 { close() }
        if open.last?.year == year.year {
          open[open.count - 1].count += run.count
        } else {
          open.append((year.year, run.count))
        }
        last = year.year * 12 + run.upperBound - 1
      }
    }
    close()
    return credited
  }
}

/// A partner's coverage of one calendar year beside the US quarters of that year.
private struct YearBesides {
  let year: Int
  let held: Coverage.Year
  let own: Int
  /// Calendar quarters that have begun, in which US quarters may lie, and those that have ended, of which foreign coverage counts.
  let begun: Int
  let ended: Int

  /// - Returns: nil where nothing of the year counts by `month`.
  init?(_ year: Int, _ held: Coverage.Year, career: CoveredCareer, in month: YearMonth) {
    let (ended, begun) = ((month.month - 1) / 3, (month.month + 2) / 3)
    guard year < month.year || (year == month.year && ended > 0) else { return nil }
    let past = year < month.year
    (self.year, self.held) = (year, held)
    (self.begun, self.ended) = past ? (4, 4) : (begun, ended)
    own = min(career.quarters(year), self.begun)
  }

  /// Quarters that foreign coverage can still fill.
  var free: Int { min(ended, max(0, begun - own)) }

  func quarters(unit: Coverage.Unit, _ conversion: QuarterConversion) -> Int {
    creditedQuarters(
      foreign: held, unit: unit, own: own, quarters: begun, ended: ended, conversion: conversion, year: year)
  }

  /// Months that count, as runs of places from 0, US quarters taken out where they waste the fewest.
  func runs() -> [Range<Int>] {
    guard let bits = held.months else { return [] }
    let left = bitsBesides(bits, own: own, quarters: begun, ended: ended)
    var runs: [Range<Int>] = []
    for place in 0..<12 where left >> UInt16(place) & 1 == 1 {
      if let last = runs.last, last.upperBound == place {
        runs[runs.count - 1] = last.lowerBound..<(place + 1)
      } else {
        runs.append(place..<(place + 1))
      }
    }
    return runs
  }
}

extension PartnerCoverage: CountingInstrument {
  public var minimumOwn: Int { agreement.agreement.minimumOwn }
  /// With the quarters that the law asks for, no foreign coverage may be used.
  public var paysHigherOfBoth: Bool { false }
}

/// Foreign coverage that may help to become insured, each partner under its own agreement: they are never added
/// (42 U.S.C. § 433(c)(1)).
public struct ForeignCredit: Hashable, Sendable {
  public var partners: [PartnerCoverage]

  public static let none = ForeignCredit(partners: [])

  init(partners: [PartnerCoverage]) { self.partners = partners }

  /// A bare number of quarters that do not overlap US ones and all lie before the claim.
  init(quarters: Int, under agreement: PartnerAgreement) {
    partners = [PartnerCoverage(Coverage(unit: .quarter, override: quarters), agreement)]
  }

  /// - Parameter restByPeriod: see ``PartnerCoverage/restByPeriod``.
  init(_ foreign: [Country: Coverage], under agreements: [PartnerAgreement], restByPeriod: Bool = false) {
    partners = agreements.compactMap { agreement in
      agreement.agreement.partners.compactMap { foreign[$0] }.first.map {
        PartnerCoverage($0, agreement, restByPeriod: restByPeriod)
      }
    }
  }

  /// Whether coverage has its years, and is not a bare number.
  var hasDates: Bool { partners.contains { $0.coverage.override == nil } }

  /// Last year with coverage; nil where the years are not known.
  var lastYear: Int? { partners.compactMap { $0.coverage.years.keys.max() }.max() }

  /// First month for which any of the agreements pays; nil where none is named.
  var inForce: YearMonth? { partners.map(\.agreement.agreement.inForce).min() }

  /// The best basis by `month`: own quarters alone where they are as many as `required`, with 0 foreign ones; else the partner whose
  /// coverage gives the most, among those whose agreement pays for that month, the first of the alphabet among equals, since the amount
  /// is the same.
  func best(required: Int, besides career: CoveredCareer, in month: YearMonth) -> Opening<PartnerCoverage, Int>? {
    partners.openings { partner in
      guard let partner else { return career.quartersHeld(in: month) >= required ? 0 : nil }
      return partner.agreement.agreement.inForce <= month ? partner.quarters(besides: career, in: month) : nil
    }.max { $0.finding < $1.finding }
  }

  /// The partner whose coverage gives the most quarters by `month`, see ``best(required:besides:in:)``.
  func best(besides career: CoveredCareer, in month: YearMonth) -> (partner: PartnerCoverage, quarters: Int)? {
    best(required: .max, besides: career, in: month).flatMap { best in best.instrument.map { ($0, best.finding) } }
  }

  /// Foreign quarters that can be credited by `month`.
  func quarters(besides career: CoveredCareer, in month: YearMonth) -> Int {
    best(besides: career, in: month)?.quarters ?? 0
  }
}

/// Quarters credited in a calendar year for foreign coverage beside `own` US quarters.
///
/// None for a month in a quarter that already is a US quarter, at most four from all sources. US quarters are placed where they
/// waste the fewest foreign months, which the law allows from 1978 on (20 CFR 404.145); for earlier years, whose quarters are known only
/// as a number, this is the best case.
///
/// - Source: POMS GN 01703.100, GN 01733.120 B.
/// - Parameters:
///   - quarters: calendar quarters of the year that have begun, in which US quarters may lie, 1 to 4.
///   - ended: those of them that have ended, of which foreign coverage counts.
public func creditedQuarters(
  foreign: Coverage.Year, unit: Coverage.Unit, own: Int, quarters: Int = 4, ended: Int = 4,
  conversion: QuarterConversion = .threeMonths, year: Int = 2001
) -> Int {
  let free = min(ended, max(0, quarters - own))
  guard free > 0 else { return 0 }
  if unit == .quarter { return min(free, foreign.count) }
  guard let bits = foreign.months else {
    return min(free, conversion.quarters(ofMonths: min(foreign.count, ended * 3), at: nil, in: year))
  }
  let left = bitsBesides(bits, own: own, quarters: quarters, ended: ended)
  return min(free, conversion.quarters(ofMonths: left.nonzeroBitCount, at: left, in: year))
}

/// Months of ended quarters without the `own` quarters that hold the fewest of them.
private func bitsBesides(_ bits: UInt16, own: Int, quarters: Int, ended: Int) -> UInt16 {
  let months = (0..<quarters).map { quarter in
    quarter < ended ? bits & UInt16(0b111) << UInt16(quarter * 3) : 0
  }
  let kept = months.enumerated().sorted {
    $0.element.nonzeroBitCount != $1.element.nonzeroBitCount
      ? $0.element.nonzeroBitCount < $1.element.nonzeroBitCount : $0.offset < $1.offset
  }.dropFirst(own)
  return kept.reduce(0) { $0 | $1.element }
}
