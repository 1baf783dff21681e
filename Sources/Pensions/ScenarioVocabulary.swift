// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// The words that a scenario file may use of one country: of records, of readings of its law, of law regimes.
///
/// The reader of scenario files knows no country; each ``PensionSystem`` supplies these words, so that adding a
/// country edits its own folder only.
public struct ScenarioVocabulary: Hashable, Sendable {
  /// A kind of insurance period, such as `compulsory`.
  public struct PeriodKind: Hashable, Sendable {
    public enum Pay: String, Sendable {
      /// Every month of the period needs income.
      case required
      case optional
      /// The period carries none; stating some is an error.
      case none
    }

    public var name: String
    public var meaning: String
    public var pay: Pay
    /// A month may lie in this period and in another of which the same is said; it counts once, and the pay of both is insured.
    public var isShared: Bool
    public init(_ name: String, meaning: String, pay: Pay, isShared: Bool = false) {
      (self.name, self.meaning, self.pay, self.isShared) = (name, meaning, pay, isShared)
    }
  }

  /// Units of coverage that a person may state where amounts cannot tell, such as `quarters`.
  public struct Units: Hashable, Sendable {
    public var key: String
    public var perYear: Int
    public var meaning: String
    public init(key: String, perYear: Int, meaning: String) {
      (self.key, self.perYear, self.meaning) = (key, perYear, meaning)
    }
  }

  /// A choice that a scenario may make, with what it means and what holds without it.
  public struct Setting: Hashable, Sendable {
    public enum Values: Hashable, Sendable {
      case oneOf([String])
      /// One of these words, or an amount of money behind some others, passed on without the currency.
      case oneOfOrAmount([String], String, CurrencyCode)
      /// Stated as yes or no, passed on as `true` or `false`.
      case yesNo
      /// Passed on as a plain decimal; `25 %` arrives as `0.25`.
      case number(ClosedRange<Double>)
      case wholeNumber(ClosedRange<Int>)
      /// Passed on as `YYYY-MM`.
      case month
    }

    public enum Section: String, Sendable {
      /// A reading of the law: `settings: { COUNTRY: { … } }`.
      case reading
      /// Of the means-tested income: `means_test: { … }`.
      case meansTest
      /// Of a regime: `law: { regimes: { NAME: { … } } }`.
      case regime
    }

    /// The name under which the country's code reads it.
    public var name: String
    public var section: Section
    public var values: Values
    /// What holds where the scenario says nothing, in the same form; nil where nothing holds.
    public var standard: String?
    public var meaning: String
    /// Values beside the standard that readers of the law propose, where they cannot all be listed; in the form that is passed on.
    public var tried: [String]
    /// How far the law leaves it open; nil where it is a fact of the household, an assumption of the simulation or a choice, which no
    /// reader of the law can settle.
    public var doubt: LegalDoubt?
    /// Whether it is one of income tax, which only a household that is taxed asks for.
    public var isOfTax = false
    public init(
      _ name: String, in section: Section, _ values: Values, standard: String?, meaning: String, tried: [String] = []
    ) {
      (self.name, self.section, self.values) = (name, section, values)
      (self.standard, self.meaning, self.tried) = (standard, meaning, tried)
    }

    /// The same as a setting of income tax.
    public func ofTax() -> Setting {
      var setting = self
      setting.isOfTax = true
      return setting
    }
  }

  /// A regime that a scenario may name without describing it.
  public struct NamedRegime: Hashable, Sendable {
    public var regime: LawRegime
    public var meaning: String
    public init(_ regime: LawRegime, meaning: String) { (self.regime, self.meaning) = (regime, meaning) }
  }

  /// The key of yearly amounts, `earnings` or `income`; nil where the country keeps none.
  public var amountsKey: String?
  /// What the limit on a year's amounts is called: `wage base`.
  public var limitName: String
  /// Kinds of period; empty where the country counts none.
  public var periodKinds: [PeriodKind]
  public var units: Units?
  public var settings: [Setting]
  public var regimes: [NamedRegime]
  /// Changes of its law that may come.
  public var reforms: [Reform]
  /// The key of an amount that the institution states in place of a record, such as `pia`; nil where the country takes none.
  public var statedKey: String?
  /// Whether someone without a record can claim on the spouse's while both live.
  public var paysSpouses: Bool
  /// The key of a person under which a premium that is taken from payments is stated, and the word for the one that is published; nil
  /// without such a premium.
  public var premium: (key: String, standard: String)? {
    premiumKey.flatMap { key in premiumStandard.map { (key, $0) } }
  }
  public var premiumKey: String?
  public var premiumStandard: String?

  /// Whether a record of periods that say from when to when, and no more, is coverage for the other countries alone, as of a country whose
  /// law is not known.
  public var takesBareMonths = false

  /// Keys of the parts of a pension in payment, where the country's law tells them apart.
  public var pensionParts: [String] = []

  /// Whether months of a pension in payment that work took count later, see ``PensionInPayment/withheld``.
  public var countsWithheld = false

  public init(
    amountsKey: String? = "earnings", limitName: String = "limit on earnings", periodKinds: [PeriodKind] = [],
    units: Units? = nil, settings: [Setting] = [], regimes: [NamedRegime] = [], reforms: [Reform] = [],
    statedKey: String? = nil, paysSpouses: Bool = false
  ) {
    self.reforms = reforms
    (self.amountsKey, self.limitName, self.periodKinds) = (amountsKey, limitName, periodKinds)
    (self.units, self.settings, self.regimes) = (units, settings, regimes)
    (self.statedKey, self.paysSpouses) = (statedKey, paysSpouses)
  }

  public func settings(in section: Setting.Section) -> [Setting] { settings.filter { $0.section == section } }
}

extension ScenarioVocabulary.Setting {
  /// Every other value of a choice among few, and those that are to be tried, in the form in which settings are passed on; none of other numbers or months.
  ///
  /// - Parameter stated: what a scenario says in that form; nil where it says nothing.
  public func otherValues(than stated: String?) -> [String] {
    switch values {
    case .oneOf(let words): return words.filter { $0 != stated ?? standard }
    case .yesNo:
      let chosen = stated ?? standard.map { $0 == "yes" ? "true" : "false" }
      return ["true", "false"].filter { $0 != chosen }
    case .oneOfOrAmount(let words, _, _): return (words + tried).filter { $0 != stated ?? standard }
    case .number, .wholeNumber, .month:
      let beside = stated == nil || tried.isEmpty ? [] : [standard].compactMap { $0 }
      return (beside + tried).filter { $0 != stated ?? standard }
    }
  }

  /// A value as a scenario writes it.
  public func written(_ value: String) -> String {
    values == .yesNo ? ["true": "yes", "false": "no"][value] ?? value : value
  }
}

extension PensionSystem {
  /// Yearly earnings and one kind of paid period: enough for a country that says nothing of its own.
  public var vocabulary: ScenarioVocabulary {
    ScenarioVocabulary(
      amountsKey: "earnings",
      periodKinds: [.init("compulsory", meaning: "insured by law", pay: .required)])
  }

  /// No sentences of its own.
  public var words: WordCatalogue { WordCatalogue() }

  /// The remark in English, as a terminal and the JSON of `explain` show it.
  public func english(_ remark: Remark) -> String { [words].text(remark, in: "en") }

  /// Nothing is looked at.
  public func faults(in record: InsuranceRecord, born: CalendarDate) -> [RecordFault] { [] }

  /// Months from filing to the first payment of a claim on this country's own periods, where a scenario states none: the parameter
  /// `filing.national.` with the country's code. Nil where the country has no such parameter.
  ///
  /// - Throws: ``ParameterError`` where it is no number.
  public func nationalFilingMonths() throws -> Double? {
    let key = "filing.national.\(country.code.lowercased())"
    return parameters.series[key] == nil ? nil : try parameters.values(ParameterKey<Double>(key)).last?.value
  }

  /// No limit is known.
  public func earningsLimit(in year: Int) -> ExactDecimal? { nil }
}
