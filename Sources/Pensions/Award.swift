// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// A part of an award that moves in one way: the pension, a year-end allowance.
public struct AwardComponent: Hashable, Sendable, Codable {
  /// A factor that holds from a month on.
  public struct Step: Hashable, Sendable, Codable {
    public var from: YearMonth
    public var factor: Double
    public init(from: YearMonth, factor: Double) { (self.from, self.factor) = (from, factor) }
  }

  public var name: Remark
  /// Amount a payment in the units that the law keeps constant (PIA at eligibility; index 100, base 1984).
  public var base: Double
  /// Calendar year whose row of ``IndexationPaths/entry`` applies.
  public var entryYear: Int
  /// Index into ``PensionSystem/levelNames``.
  public var level: Int
  /// In order of date; the first starts with the award, and nothing is due before it.
  public var steps: [Step]
  /// Bit 0 is January: the calendar months in which it is paid.
  public var calendarMonths: UInt16

  public static let everyMonth: UInt16 = 0xFFF

  public init(
    name: Remark, base: Double, entryYear: Int, level: Int, steps: [Step],
    calendarMonths: UInt16 = AwardComponent.everyMonth
  ) {
    (self.name, self.base, self.entryYear, self.level) = (name, base, entryYear, level)
    (self.steps, self.calendarMonths) = (steps, calendarMonths)
  }

  /// The factor in `month`, 0 before the first step and outside the calendar months.
  public func factor(in month: YearMonth) -> Double {
    guard calendarMonths >> UInt16(month.month - 1) & 1 == 1 else { return 0 }
    return steps.last { $0.from <= month }?.factor ?? 0
  }
}

/// Months of an award for which less is paid, or nothing, and why.
public struct PaymentLoss: Hashable, Sendable, Codable {
  public enum Kind: String, Hashable, Sendable, Codable {
    /// Work outside the country that pays.
    case workAbroad
    /// Earnings in the country that pays.
    case earnings
    /// A stay abroad.
    case stayAbroad
    /// Months that no claim brings back any more.
    case lateClaim
  }

  public var kind: Kind
  /// The first and the last of the months.
  public var from: YearMonth
  public var through: YearMonth
  /// How many they are.
  public var months: Int
  /// For the reader: what was read in the file, what it costs, and what to state if it is otherwise.
  public var sentence: Remark

  public init(_ kind: Kind, from: YearMonth, through: YearMonth, months: Int, sentence: Remark) {
    (self.kind, self.from, self.through, self.months) = (kind, from, through, months)
    self.sentence = sentence
  }
}

/// What a person is owed by one country from one month on.
public struct Award: Hashable, Sendable, Codable {
  public var country: Country
  public var currency: CurrencyCode
  /// First month of entitlement.
  public var from: YearMonth
  /// `national` or `totalized`.
  public var basis: String
  public var article: String
  /// Gross amount of the first full month, exact, at the prices and parameters known or projected for it.
  public var firstMonthlyAmount: ExactDecimal
  /// Whether a parameter beyond the last published one went in.
  public var isProjected: Bool
  public var components: [AwardComponent]
  public var derivation: Derivation
  /// For the reader: what was counted, what was chosen.
  public var remarks: [Remark]
  /// What pensions that others derive from this record are shares of, in the units of ``components``: before any reduction or
  /// credit for the month of claim. Empty where none are derived from it while the person lives.
  public var unreduced: [AwardComponent] = []
  /// What the months of ``components`` leave out although the award is due in them.
  public var losses: [PaymentLoss] = []

  /// What is due for months that have passed; nil where the award starts in the valuation month or after it.
  public var backPay: BackPay?

  /// Share of ``firstMonthlyAmount`` that is paid for the first month.
  public var paidInFirstMonth = 1.0

  /// The first month for which anything is paid; nil where nothing ever is.
  public var firstPaidMonth: YearMonth? {
    components.flatMap { $0.steps.filter { $0.factor > 0 }.map(\.from) }.min()
  }

  public init(
    country: Country, currency: CurrencyCode, from: YearMonth, basis: String, article: String,
    firstMonthlyAmount: ExactDecimal, isProjected: Bool, components: [AwardComponent],
    derivation: Derivation = Derivation(), remarks: [Remark] = []
  ) {
    (self.country, self.currency, self.from, self.basis) = (country, currency, from, basis)
    (self.article, self.firstMonthlyAmount, self.isProjected) = (article, firstMonthlyAmount, isProjected)
    (self.components, self.derivation, self.remarks) = (components, derivation, remarks)
  }
}

/// How an amount came about, step by step, so that a reader can redo it by hand.
public struct Derivation: Hashable, Sendable, Codable {
  /// A parameter that a step used.
  public struct ParameterUse: Hashable, Sendable, Codable {
    public var key: String
    public var value: String
    public var from: YearMonth
    public var source: String
    public var origin: ParameterOrigin
    public var checked: CalendarDate?

    public init<Value>(_ used: DatedValue<Value>, value: String) {
      (key, self.value, from, source) = (used.key, value, used.from, used.source)
      (origin, checked) = (used.origin, used.checked)
    }

    public init(
      key: String, value: String, from: YearMonth, source: String, origin: ParameterOrigin, checked: CalendarDate?
    ) {
      (self.key, self.value, self.from, self.source) = (key, value, from, source)
      (self.origin, self.checked) = (origin, checked)
    }
  }

  public struct Step: Hashable, Sendable, Codable {
    /// A stable name, `us.aime`, that later steps use in their inputs.
    public var id: String
    public var title: Remark
    /// Arithmetic over the names of `inputs`: `+ - * / ( )`, `min(a, b)`, `max(a, b)`, and rounding to a multiple:
    /// `floor(x, 0.1)`, `ceil(x, 0.1)`, `round(x, 0.01)` (ties away from zero). Empty for a step that states a fact.
    public var expression: String
    public var inputs: [Input]
    /// Plain decimal, a month, or words.
    public var result: String
    public var unit: Remark
    public var article: String
    public var parameters: [ParameterUse]
    public var note: Remark?

    public init(
      id: String, title: Remark, expression: String = "", inputs: [Input] = [], result: String, unit: Remark,
      article: String, parameters: [ParameterUse] = [], note: Remark? = nil
    ) {
      (self.id, self.title, self.expression, self.inputs) = (id, title, expression, inputs)
      (self.result, self.unit, self.article) = (result, unit, article)
      (self.parameters, self.note) = (parameters, note)
    }
  }

  /// A named number that a step starts from.
  public struct Input: Hashable, Sendable, Codable {
    public var name: String
    public var value: String
    public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }

  public var steps: [Step]
  public init(_ steps: [Step] = []) { self.steps = steps }
  public mutating func add(_ step: Step) { steps.append(step) }
}
