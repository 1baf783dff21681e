// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// A time of work that two countries ask contributions for unless a certificate of coverage shows that one of them covers it.
public struct CareerPosting: Hashable, Sendable {
  /// Where contributions are owed by the agreement.
  public var covered: Country
  /// The country that asks too.
  public var other: Country
  public var status: WorkStatus
  public var months: Int
  /// A year, in the currency of `covered` and the wages of `year`.
  public var pay: ExactDecimal
  /// Whose law, wages and exchange rate the contributions are reckoned by.
  public var year: Int
  public var hasCertificate: Bool

  public init(
    covered: Country, other: Country, status: WorkStatus, months: Int, pay: ExactDecimal, year: Int,
    hasCertificate: Bool
  ) {
    (self.covered, self.other, self.status, self.months) = (covered, other, status, months)
    (self.pay, self.year, self.hasCertificate) = (pay, year, hasCertificate)
  }
}

extension Population {
  /// Which careers have such a time: in the last years of a leg, whose country covers it.
  ///
  /// It moves no record: the months of the leg are insured there with and without the certificate, and what the other country
  /// would give for contributions paid twice is left out.
  public struct Posting: Hashable, Sendable {
    public var leg: Country
    public var other: Country
    public var status: WorkStatus
    /// Share of the careers with the leg.
    public var share: Double
    public var years: Distribution
    /// Share of those with a certificate.
    public var certificate: Double

    public init(
      leg: Country, other: Country, status: WorkStatus, share: Double, years: Distribution, certificate: Double
    ) {
      (self.leg, self.other, self.status) = (leg, other, status)
      (self.share, self.years, self.certificate) = (share, years, certificate)
    }
  }

  /// The posting of a career, from three uniforms: whether, how long, with a certificate.
  ///
  /// - Parameters:
  ///   - relative: the leg's earnings as a multiple of its reference wage, before the age profile.
  ///   - months: insured months of the leg.
  ///   - age: at its end.
  func posting(_ posting: Posting, leg: CareerLeg, relative: Double, months: Int, age: Double, at u: [Double])
    -> CareerPosting?
  {
    guard months > 0, u[0] < posting.share else { return nil }
    let length = min(months, max(0, Int((posting.years.quantile(u[1]) * 12).rounded())))
    guard length > 0 else { return nil }
    let factor = ExactDecimal(shortest: (relative * profile(at: age) * 10_000).rounded() / 10_000) ?? .zero
    let year = leg.unit == .month ? leg.reference * 12 : leg.reference
    return CareerPosting(
      covered: leg.country, other: posting.other, status: posting.status, months: length,
      pay: (year * factor).roundedHalfUp(places: 2), year: leg.referenceYear, hasCertificate: u[2] < posting.certificate
    )
  }
}
