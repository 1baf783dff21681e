// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// What amounts are multiples of: series of levels, and what moves them along simulated prices and wages.
public protocol AmountIndexing: Sendable {
  /// What the scenario language calls a unit of each series, for reports.
  var levelNames: [String] { get }

  /// What moves the amounts along simulated prices and wages, block of paths after block.
  func indexer(_ terms: IndexationTerms) throws -> any Indexer
}

/// What stays the same from block to block while a country's amounts are moved along simulated prices.
public struct IndexationTerms: Sendable {
  /// Valuation month; the first simulated month follows it.
  public var asOf: YearMonth
  public var months: Int
  public var lanes: Int
  /// First calendar year of the yearly tables.
  public var firstYear: Int
  public var years: Int
  public var regime: LawRegime
  public var settings: [String: String]
  /// Calendar years whose rows of ``IndexationPaths/entry`` are wanted; the other rows may hold anything. Nil wants all.
  public var entryYears: Set<Int>?
  /// Months of prices, and of levels, held at once; nil for all. See ``Indexer/goesStepwise``.
  public var window: Int?

  public init(
    asOf: YearMonth, months: Int, lanes: Int, firstYear: Int, years: Int, regime: LawRegime, settings: [String: String],
    entryYears: Set<Int>? = nil, window: Int? = nil
  ) {
    self.window = window
    (self.asOf, self.months, self.lanes, self.firstYear, self.years) = (asOf, months, lanes, firstYear, years)
    (self.regime, self.settings, self.entryYears) = (regime, settings, entryYears)
  }

  /// The terms of one block of paths.
  public init(_ paths: PricePaths, asOf: YearMonth, regime: LawRegime, settings: [String: String]) {
    self.init(
      asOf: asOf, months: paths.months, lanes: paths.lanes, firstYear: paths.firstYear, years: paths.years,
      regime: regime, settings: settings)
  }

  public var firstMonth: YearMonth { asOf + 1 }
  /// Year of the last simulated month, and of the first where there is none.
  public var lastYear: Int { (firstMonth + max(0, months - 1)).year }

  public func wants(entryOf year: Int) -> Bool { entryYears?.contains(year) ?? true }
}

/// Moves a country's amounts along one block of paths after the other.
///
/// What does not depend on the paths is worked out once, and the tables are filled again. One task uses one.
public protocol Indexer: AnyObject {
  /// Whether what is paid in a month never hangs on prices of later months, so that it can go step by step, and reads no prices of
  /// more than eleven months before it and no level but the month's own.
  ///
  /// Without changes of law along the paths.
  var goesStepwise: Bool { get }

  /// Moves the amounts on through `months`, which follow those of the call before; month 0 begins another block.
  ///
  /// - Parameters:
  ///   - paths: of the months and lanes of the terms, with prices through `months`.
  ///   - months: all of them, unless it ``goesStepwise``.
  /// - Returns: tables that hold until the next call; drop them before it, or they are copied. Level rows of the months asked for,
  ///   month m in row m mod the window, and entry rows of their years.
  func run(along paths: PricePaths, months: Range<Int>) throws -> IndexationPaths
}

extension Indexer {
  /// A whole block at once.
  public func run(along paths: PricePaths) throws -> IndexationPaths {
    try run(along: paths, months: 0..<paths.months)
  }
}

/// An ``Indexer`` that does every block anew, by a rule for a whole one.
public final class BlockwiseIndexer: Indexer {
  private let rule: (PricePaths) throws -> IndexationPaths

  /// - Parameter rule: levels [month × lane] and entry values [year × lane] of a block.
  public init(_ rule: @escaping (PricePaths) throws -> IndexationPaths) { self.rule = rule }

  public var goesStepwise: Bool { false }

  public func run(along paths: PricePaths, months: Range<Int>) throws -> IndexationPaths {
    precondition(months == 0..<paths.months, "months \(months) of a block that goes as a whole")
    return try rule(paths)
  }
}

extension PensionSystem {
  /// Moves this country's amounts along one block.
  public func indexation(
    along paths: PricePaths, asOf: YearMonth, regime: LawRegime, settings: [String: String]
  ) throws -> IndexationPaths {
    try indexer(IndexationTerms(paths, asOf: asOf, regime: regime, settings: settings)).run(along: paths)
  }
}
