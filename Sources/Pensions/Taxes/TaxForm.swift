// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// What a form asks of a person's calendar year, nominal, in the money of the country that taxes.
public enum TaxedAmount: Int, Hashable, Sendable, CaseIterable {
  /// Social security of the country that taxes.
  case ownPension
  /// Another country's pension that is taxed here too.
  case otherPension
  case work
  case other
  /// A pension, and other income, that is not taxed here and raises the rate.
  case exemptPension, exemptOther
  /// Tax of other countries on what is taxed here.
  case foreignTax
  /// Months of the year in which a pension that is taxed here is due.
  case pensionMonths
  /// What contributions take from ``work``, whose amount is after them.
  case contributions
  /// Months worked on here beside a right to an early pension that is not drawn.
  case monthsWorkedOn
}

/// A country's tax of a year as its form works it out: line after line, each from the year's amounts and the lines above.
///
/// The same lines are worked out exactly for one year, and in rows of lanes along paths; each rule has one vector operation.
public struct TaxForm: Hashable, Sendable {
  /// Tax by steps, or a credit by pieces: from each bound on, `base + slope · (x − bound)`; 0 below the first.
  public struct Piece: Hashable, Sendable {
    public var from, base, slope: ExactDecimal
    public init(from: ExactDecimal, base: ExactDecimal, slope: ExactDecimal) {
      (self.from, self.base, self.slope) = (from, base, slope)
    }
  }

  public struct Term: Hashable, Sendable {
    public var line: Int
    public var weight: ExactDecimal
  }

  public enum Rule: Hashable, Sendable {
    case amount(TaxedAmount, person: Int)
    /// An amount of the law; `isIndexed`, times the year's index of thresholds.
    case constant(ExactDecimal, isIndexed: Bool)
    /// A weighted sum, at least 0 where `isPositive`.
    case sum([Term], isPositive: Bool)
    /// Pieces of a line; where they are indexed, `k · T(x / k)`.
    case pieces([Piece], of: Int, isIndexed: Bool)
    /// A line cut to a multiple.
    case cut(Int, to: ExactDecimal)
    case lesser(Int, Int)
    /// The first line where the second is above 0, else 0.
    case given(Int, positive: Int)
    /// The first line times the second over the third; 0 over 0 is 0.
    case share(Int, of: Int, over: Int)
  }

  public struct Line: Hashable, Sendable {
    /// Its name in the words of the country, or of the returns that it is compared with.
    public var name: String
    public var rule: Rule
  }

  /// Whose year it is: indices into the household.
  public var people: [Int]
  public private(set) var lines: [Line] = []
  /// Line of the tax less credits that are paid out; negative where more is paid out than is owed.
  public var tax = 0
  /// How the household is taxed, in the country's own word: a status, a class.
  public var status: String
  /// Article of the law.
  public var article: String

  public init(people: [Int], status: String, article: String) {
    (self.people, self.status, self.article) = (people, status, article)
  }

  /// Adds a line and returns its number.
  @discardableResult
  public mutating func add(_ name: String, _ rule: Rule) -> Int {
    lines.append(Line(name: name, rule: rule))
    return lines.count - 1
  }

  /// Adds a sum of lines.
  @discardableResult
  public mutating func add(_ name: String, sum terms: [(Int, ExactDecimal)], isPositive: Bool = false) -> Int {
    add(name, .sum(terms.map { Term(line: $0.0, weight: $0.1) }, isPositive: isPositive))
  }

  /// Whether it credits tax of other countries, so that theirs comes first.
  public var asksForeignTax: Bool {
    lines.contains { if case .amount(.foreignTax, _) = $0.rule { true } else { false } }
  }

  /// Every line of one year.
  ///
  /// - Parameters:
  ///   - amounts: person → amount, nominal; what is missing is 0.
  ///   - index: of thresholds that are indexed: 1 in the year of the form's own figures.
  public func worked(_ amounts: [Int: [TaxedAmount: ExactDecimal]], index: ExactDecimal = .one) -> [ExactDecimal] {
    var values: [ExactDecimal] = []
    for line in lines {
      let value: ExactDecimal =
        switch line.rule {
        case .amount(let kind, let person): amounts[person]?[kind] ?? .zero
        case .constant(let value, let isIndexed): isIndexed ? value * index : value
        case .sum(let terms, let isPositive):
          terms.reduce(ExactDecimal.zero) { $0 + values[$1.line] * $1.weight }.floored(isPositive)
        case .pieces(let pieces, let line, let isIndexed):
          isIndexed && index != .one
            ? index * Self.value(pieces, at: values[line] / index) : Self.value(pieces, at: values[line])
        case .cut(let line, let step): values[line].rounded(Rounding(.down, cents: 1), toMultipleOf: step)
        case .lesser(let a, let b): min(values[a], values[b])
        case .given(let line, let positive): values[positive] > .zero ? values[line] : .zero
        case .share(let line, let part, let whole):
          values[whole] == .zero ? .zero : values[line].scaled(by: values[part], over: values[whole])
        }
      values.append(value)
    }
    return values
  }

  private static func value(_ pieces: [Piece], at x: ExactDecimal) -> ExactDecimal {
    guard let piece = pieces.last(where: { $0.from <= x }) else { return .zero }
    return piece.base + piece.slope * (x - piece.from)
  }
}

extension ExactDecimal {
  fileprivate func floored(_ isFloored: Bool) -> ExactDecimal { isFloored ? max(self, .zero) : self }
}
