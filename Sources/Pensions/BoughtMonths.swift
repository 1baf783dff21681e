// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Insured months that somebody wants to buy.
public struct BoughtMonths: Hashable, Sendable, Codable {
  /// In the country's own words.
  public var kind: String
  public var from: YearMonth
  /// The last month, included.
  public var through: YearMonth
  /// Pay a month that they are insured on, in the country's currency; nil for the least.
  public var base: ExactDecimal?

  public init(kind: String, from: YearMonth, through: YearMonth, base: ExactDecimal? = nil) {
    (self.kind, self.from, self.through, self.base) = (kind, from, through, base)
  }

  public var count: Int { through - from + 1 }
}

/// What a country grants for bought months, and asks for them.
public struct MonthSale: Sendable {
  /// What they add to the record.
  public var periods: [InsurancePeriod]
  /// What is paid for them, as payments below zero in the months in which they are paid.
  public var price: Award
  /// For the report.
  public var remark: Remark

  public init(periods: [InsurancePeriod], price: Award, remark: Remark) {
    (self.periods, self.price, self.remark) = (periods, price, remark)
  }
}

extension PensionSystem {
  /// A country that sells no months.
  public func sale(of months: BoughtMonths, to applicant: Applicant) throws -> MonthSale {
    throw ClaimRefusal(message: "insured months cannot be bought in \(name)", article: pensionName)
  }
}
