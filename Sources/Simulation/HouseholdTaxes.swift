// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Income tax of a household's calendar years, as countries' forms work it out.
///
/// The engine sums each year's amounts on each path, works the forms out in rows of lanes, and takes the tax from the year's payments
/// in proportion to what is paid. Means tests go on seeing gross amounts.
public struct HouseholdTaxes: Hashable, Sendable {
  /// Who taxes.
  public struct Authority: Hashable, Sendable {
    /// Index into ``HouseholdPlan/sources``: its money, and the levels that thresholds follow.
    public var source: Int
    public var index: TaxIndex?
    /// Whether what is withheld from payments is the whole tax of people without a form.
    public var withholdsFinally: Bool

    public init(source: Int, index: TaxIndex?, withholdsFinally: Bool = false) {
      (self.source, self.index, self.withholdsFinally) = (source, index, withholdsFinally)
    }
  }

  /// A form of one of the authorities.
  public struct AuthorityForm: Hashable, Sendable {
    /// Index into ``authorities``.
    public var authority: Int
    public var form: TaxForm

    public init(authority: Int, form: TaxForm) { (self.authority, self.form) = (authority, form) }
  }

  /// Months of a year that a person works on under a strategy, beside a right to an early pension that is not drawn.
  public struct WorkedOn: Hashable, Sendable {
    /// Index into ``authorities``.
    public var authority: Int
    public var person: Int
    public var year: Int
    public var months: Int

    public init(authority: Int, person: Int, year: Int, months: Int) {
      (self.authority, self.person, self.year, self.months) = (authority, person, year, months)
    }
  }

  /// Whose income from whom.
  public struct IncomeKey: Hashable, Sendable {
    public var person: Int
    public var source: Int
    public var kind: IncomeKind

    public init(person: Int, source: Int, kind: IncomeKind) {
      (self.person, self.source, self.kind) = (person, source, kind)
    }
  }

  /// Who of the household lives when a year begins, and how long the other is dead.
  public enum Survivors: Hashable, Sendable {
    case all
    /// Full calendar years since the other's death, those beyond ``most`` together.
    case alone(Int, yearsWidowed: Int)

    /// Years of widowhood that law tells apart.
    public static let most = 4

    /// All cases of so many people, in the order of their numbers.
    public static func cases(people: Int) -> [Survivors] {
      guard people == 2 else { return [.all] }
      return [.all] + (0..<2).flatMap { person in (1...most).map { .alone(person, yearsWidowed: $0) } }
    }
  }

  public var authorities: [Authority]
  public var years: ClosedRange<Int>
  /// [year][case]: index into ``sets``.
  public var setOfCase: [[Int]] = []
  /// Distinct lists of forms, those that credit others' tax last.
  public var sets: [[AuthorityForm]] = []
  /// [authority]: income → by year, as what it enters that country's forms; nil where it is not seen.
  public var amounts: [[IncomeKey: [TaxedAmount?]]]
  /// Where tables tell the tax: an index into ``HouseholdPlan/sources``.
  public var source: Int

  public init(authorities: [Authority], years: ClosedRange<Int>, source: Int) {
    (self.authorities, self.years, self.source) = (authorities, years, source)
    amounts = Array(repeating: [:], count: authorities.count)
  }

  /// Adds a year's forms, one list a case.
  public mutating func add(_ forms: [[AuthorityForm]]) {
    setOfCase.append(
      forms.map { list in
        let ordered = list.filter { !$0.form.asksForeignTax } + list.filter(\.form.asksForeignTax)
        if let known = sets.firstIndex(of: ordered) { return known }
        sets.append(ordered)
        return sets.count - 1
      })
  }
}

extension HouseholdPlan {
  /// What tells a strategy's tax from another's.
  struct StrategyTax: Hashable, Sendable {
    /// Under which number the strategy was added.
    var number: Int
    var workedOn: [HouseholdTaxes.WorkedOn]
  }

  /// Adds income tax; strategies that are added afterwards pay it.
  public mutating func set(taxes: HouseholdTaxes) {
    precondition(strategies.isEmpty, "taxes come before strategies")
    self.taxes = taxes
  }

  /// The row of a strategy's tax, of its own; none without taxes.
  mutating func taxRow(_ workedOn: [HouseholdTaxes.WorkedOn]) -> [Int] {
    guard let taxes else { return [] }
    let benefit = index(
      of: Benefit(person: 0, source: taxes.source, from: 0, terms: [], withholdings: [], netBefore: 0))
    var payment = Payment(benefit: benefit, filed: firstMonth, basis: "")
    payment.isClaimed = false
    payment.tax = HouseholdPlan.StrategyTax(number: strategies.count, workedOn: workedOn)
    return [row(of: payment)]
  }
}

/// A form as rows of lanes work it out: plain numbers, one operation a line.
struct TaxProgram: Sendable {
  enum Operation: Sendable {
    case amount(TaxedAmount, person: Int)
    case constant(Double, isIndexed: Bool)
    case sum(first: Int, count: Int, isPositive: Bool)
    case pieces(first: Int, count: Int, of: Int, isIndexed: Bool)
    case cut(Int, Double)
    case lesser(Int, Int)
    case given(Int, Int)
    case share(Int, Int, Int)
  }

  var authority: Int
  var people: [Int]
  var operations: [Operation] = []
  var tax: Int
  /// Of sums: line and weight.
  var lines: [Int] = []
  var weights: [Double] = []
  /// Of pieces.
  var (from, base, slope): ([Double], [Double], [Double]) = ([], [], [])

  init(_ authority: Int, _ form: TaxForm) {
    (self.authority, people, tax) = (authority, form.people, form.tax)
    for line in form.lines {
      switch line.rule {
      case .amount(let kind, let person): operations.append(.amount(kind, person: person))
      case .constant(let value, let isIndexed): operations.append(.constant(value.double, isIndexed: isIndexed))
      case .sum(let terms, let isPositive):
        operations.append(.sum(first: lines.count, count: terms.count, isPositive: isPositive))
        lines += terms.map(\.line)
        weights += terms.map(\.weight.double)
      case .pieces(let pieces, let of, let isIndexed):
        operations.append(.pieces(first: from.count, count: pieces.count, of: of, isIndexed: isIndexed))
        from += pieces.map(\.from.double)
        base += pieces.map(\.base.double)
        slope += pieces.map(\.slope.double)
      case .cut(let line, let step): operations.append(.cut(line, step.double))
      case .lesser(let a, let b): operations.append(.lesser(a, b))
      case .given(let line, let positive): operations.append(.given(line, positive))
      case .share(let line, let part, let whole): operations.append(.share(line, part, whole))
      }
    }
  }
}
