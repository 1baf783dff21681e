// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import RandomStreams

/// Draws the months from filing to the first payment: D = base + B₁·rework + B₂·appeal.
///
/// A claim decided by totalization has a random base, may lack a document (B₁) and may be denied for a technical reason
/// first (B₂). A claim on national periods alone takes a fixed time and is not denied that way.
///
/// Every part of every claim has an address of its own (purpose 6, path, person, country, part), so a change of one part's
/// settings moves no other draw, and no draw depends on the strategy or on the date of filing.
public struct ProcessingDelay: Sendable {
  public let settings: DelaySettings
  /// Country code by index, as the caller counts them.
  public let countries: [String]
  /// [country]: months of a claim on national periods alone.
  private let nationalMonths: [Double]

  /// A country without a figure takes as long as the slowest that has one.
  ///
  /// - Parameters:
  ///   - countries: codes, in the order of `countryIndex` below; at most 64.
  ///   - usual: by country, months of a claim on national periods where the settings state none; nil where nothing is known.
  public init(_ settings: DelaySettings, countries: [String], usual: [Double?] = []) {
    precondition(countries.count <= 64, "\(countries.count) countries")
    precondition(
      usual.isEmpty || usual.count == countries.count, "\(usual.count) figures of \(countries.count) countries")
    (self.settings, self.countries) = (settings, countries)
    let known = countries.indices.map { settings.national[countries[$0]] ?? (usual.isEmpty ? nil : usual[$0]) }
    let slowest = (known.compactMap { $0 } + settings.national.values).max() ?? 0
    nationalMonths = known.map { $0 ?? slowest }
  }

  init(_ settings: DelaySettings, of plan: HouseholdPlan) {
    self.init(
      settings, countries: plan.sources.map(\.code), usual: plan.sources.map(\.nationalMonths))
  }

  /// Whether the date of filing matters; where not, one draw a path, person, country and basis serves all strategies.
  public var dependsOnFiling: Bool { settings.trend != nil }

  /// Whole months from filing to the first payment: ``duration(seed:path:personIndex:countryIndex:basis:filed:)``, rounded
  /// to the nearest month (halves up), which keeps the mean.
  ///
  /// - Parameter basis: `totalized`, or `national` and any other word for a claim on national periods.
  public func months(
    seed: UInt64, path: UInt64, personIndex: Int, countryIndex: Int, basis: String, filed: YearMonth
  ) -> Int {
    Int(
      duration(
        seed: seed, path: path, personIndex: personIndex, countryIndex: countryIndex, basis: basis, filed: filed
      ).rounded(.toNearestOrAwayFromZero))
  }

  /// Months from filing to the first payment, not rounded.
  public func duration(
    seed: UInt64, path: UInt64, personIndex: Int, countryIndex: Int, basis: String, filed: YearMonth
  ) -> Double {
    precondition((0..<64).contains(personIndex) && countries.indices.contains(countryIndex), "no such claim")
    let law = law(countryIndex: countryIndex, basis: basis, filed: filed)
    var random = AddressedGenerator(seed: seed)
    let claim = 8 * (64 * personIndex + countryIndex)
    func stand(_ part: Int) { random.move(to: .delay, path: path, period: claim + part) }

    var months = law.lost
    stand(0)
    months += Self.draw(law.base, &random)
    for (number, extra) in [law.rework, law.appeal].enumerated() where extra.probability > 0 {
      stand(1 + 2 * number)
      guard random.bernoulli(extra.probability) else { continue }
      stand(2 + 2 * number)
      months += Self.draw(extra.shape, &random)
    }
    return months
  }

  /// The law of the time a claim takes, for closed forms.
  public func law(countryIndex: Int, basis: String, filed: YearMonth) -> DelayLaw {
    let totalized = basis == "totalized"
    let base: DelaySettings.Shape =
      totalized ? trended(settings.totalized, filed) : .fixed(nationalMonths[countryIndex])
    return DelayLaw(
      base: base, rework: (settings.preVerified ? 0 : settings.documentFailure, settings.rework),
      appeal: (totalized ? settings.denial : 0, settings.appeal), lost: Double(settings.wrongAgencyMonths))
  }

  /// The base with its mean moved along the trend, its form kept.
  private func trended(_ shape: DelaySettings.Shape, _ filed: YearMonth) -> DelaySettings.Shape {
    guard let trend = settings.trend, shape.mean > 0 else { return shape }
    let span = max(1, trend.upperBound - trend.lowerBound)
    let part = min(1, max(0, Double(filed - trend.lowerBound) / Double(span)))
    let factor = (shape.mean + part * (settings.trendMean - shape.mean)) / shape.mean
    switch shape {
    case .gamma(let form, let mean): return .gamma(shape: form, mean: mean * factor)
    case .triangular(let low, let mode, let high):
      return .triangular(low: low * factor, mode: mode * factor, high: high * factor)
    case .fixed(let months): return .fixed(months * factor)
    }
  }

  private static func draw(_ shape: DelaySettings.Shape, _ random: inout AddressedGenerator) -> Double {
    switch shape {
    case .gamma(let form, let mean): return random.gamma(shape: form, scale: mean / form)
    case .fixed(let months): return months
    case .triangular(let low, let mode, let high):
      let u = random.uniform()
      guard high > low else { return low }
      let turn = (mode - low) / (high - low)
      return u < turn
        ? low + (u * (high - low) * (mode - low)).squareRoot()
        : high - ((1 - u) * (high - low) * (high - mode)).squareRoot()
    }
  }
}
