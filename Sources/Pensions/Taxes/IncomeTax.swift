// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// An income as a treaty looks at it.
public struct TreatedIncome: Hashable, Sendable {
  public var kind: IncomeKind
  /// Which State's law awards it; nil where it comes from no State that is known.
  public var payer: Country?

  public init(_ kind: IncomeKind, payer: Country?) { (self.kind, self.payer) = (kind, payer) }
}

/// What a country does with an income by its own law and its treaties.
public enum TaxTreatment: String, Hashable, Sendable, CaseIterable {
  case taxed
  /// Not taxed, and counted for the rate on the rest.
  case exemptWithProgression
  /// Outside the law's notion of income.
  case notSeen
}

/// A person as income tax sees one in a calendar year.
public struct TaxPerson: Hashable, Sendable {
  /// Index into the household.
  public var person: Int
  public var born: CalendarDate
  public var citizenship: [Country]
  /// On 31 December, or when the person died.
  public var residence: Country?

  public init(person: Int, born: CalendarDate, citizenship: [Country], residence: Country?) {
    (self.person, self.born, self.citizenship, self.residence) = (person, born, citizenship, residence)
  }

  /// Whether the person was born on or before 1 January of a year.
  public func isBorn(byNewYearOf year: Int) -> Bool {
    born.year < year || (born.year == year && born.month == 1 && born.day == 1)
  }
}

/// A household in a calendar year: who lived in some part of it, and what they are to each other before the law.
public struct TaxHousehold: Hashable, Sendable {
  public var year: Int
  /// One person, or two; two in the year of a death too.
  public var people: [TaxPerson]
  public var areMarried: Bool
  /// Full calendar years since the other's death; nil for who was never married, or still is.
  public var yearsWidowed: Int?
  /// The same since a divorce.
  public var yearsDivorced: Int?
  public var settings: [String: String]

  public init(
    year: Int, people: [TaxPerson], areMarried: Bool = false, yearsWidowed: Int? = nil,
    settings: [String: String] = [:]
  ) {
    (self.year, self.people, self.areMarried, self.yearsWidowed) = (year, people, areMarried, yearsWidowed)
    self.settings = settings
  }
}

/// What thresholds of a later year are moved by: one of the country's levels, or prices, of a month of the year before.
public struct TaxIndex: Hashable, Sendable {
  /// Index into ``PensionSystem/levelNames``; nil for prices where the country is.
  public var level: Int?
  /// The calendar month, of the year before the one that is taxed.
  public var month: Int
  /// The last year whose own figures are stated.
  public var after: Int
  /// By how much the law's index runs ahead of the level in a year, as a logarithm.
  public var drift: Double

  public init(level: Int?, month: Int, after: Int, drift: Double = 0) {
    (self.level, self.month, self.after, self.drift) = (level, month, after, drift)
  }
}

/// A country's income tax, as far as pensions and what is beside them need it: a pure function of a household's calendar year, nominal.
public protocol IncomeTax: Sendable {
  /// What the country does with an income of a person.
  ///
  /// - Throws: ``TaxRefusal`` for a residence that no row of the treaties names.
  func treatment(of income: TreatedIncome, for person: TaxPerson, settings: [String: String]) throws -> TaxTreatment

  /// The forms by which it taxes the household: one for people who are taxed together, one for each who is not; none for people whom it
  /// taxes at source alone.
  ///
  /// - Throws: ``TaxRefusal`` where the settings and the facts exclude each other; `ParameterError` for a year without a scale.
  func forms(for household: TaxHousehold) throws -> [TaxForm]

  /// By what thresholds move beyond the last stated figures; nil where they stay.
  func thresholdIndex(settings: [String: String]) throws -> TaxIndex?

  /// Whether what is withheld from payments is the whole tax of people who have no form.
  var withholdsFinally: Bool { get }

  /// Months in which work beside a right to an early pension that is not drawn lowers the tax; nil where it never does.
  ///
  /// - Parameter right: the first month in which a pension of the country could be drawn.
  func workingOn(_ person: Person, right: YearMonth) throws -> Range<YearMonth>?

  /// The tax before credits as the year's printed form rounds it; nil where its lines round as the law does, or where it is not printed yet.
  func filed(_ form: TaxForm, _ lines: [ExactDecimal], in year: Int) throws -> ExactDecimal?
}

extension IncomeTax {
  public var withholdsFinally: Bool { false }
  public func workingOn(_ person: Person, right: YearMonth) throws -> Range<YearMonth>? { nil }
  public func filed(_ form: TaxForm, _ lines: [ExactDecimal], in year: Int) throws -> ExactDecimal? { nil }
}

/// Why a year cannot be taxed.
public struct TaxRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  public var message: String
  public var hint: String?

  public init(_ message: String, hint: String? = nil) { (self.message, self.hint) = (message, hint) }

  public var description: String { message + (hint.map { "; \($0)" } ?? "") }
}

/// One country's year of a household, worked out.
public struct WorkedTax: Hashable, Sendable {
  public var country: Country
  public var form: TaxForm
  public var lines: [ExactDecimal]
  public var tax: ExactDecimal { lines[form.tax] }
}

extension PensionSystem {
  /// No income tax is known.
  public var incomeTax: (any IncomeTax)? { nil }
}
