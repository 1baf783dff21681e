// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// US Social Security retirement law.
///
/// ```swift
/// let law = try UnitedStates()
/// let answer = try law.answer(UnitedStatesCase(born: CalendarDate("1963-07-15")!, claim: YearMonth(2025, 8), …))
/// ```
public struct UnitedStates: Sendable {
  public let parameters: ParameterLibrary
  /// Figures by year, carried on by ``outlook``.
  public let tables: LawTables
  public let outlook: Outlook

  /// The law of the parameter files, carried on by the Trustees' intermediate assumptions.
  ///
  /// - Throws: ``ParameterError`` when a parameter file is broken.
  public init() throws {
    try self.init(files: EmbeddedFiles.all.map { (name: $0.name, text: "\($0.text)") })
  }

  /// The same law with other parameter files, for example with a value announced since.
  init(files: [(name: String, text: String)]) throws {
    let library = try ParameterLibrary(files: files, root: "Sources/Rules/UnitedStates/Parameters")
    try self.init(parameters: library, outlook: Outlook(.intermediate, in: library))
  }

  init(parameters: ParameterLibrary, outlook: Outlook) throws {
    self.parameters = parameters
    self.outlook = outlook
    tables = try LawTables(parameters, outlook: outlook)
  }

  /// The same law carried on by another outlook on wages and prices.
  public func projected(along outlook: Outlook) throws -> UnitedStates {
    try UnitedStates(parameters: parameters, outlook: outlook)
  }

  /// The same law carried on by another of the Trustees' assumption sets.
  public func projected(by set: Outlook.TrusteesSet) throws -> UnitedStates {
    try projected(along: Outlook(set, in: parameters))
  }

  public func ages(born: CalendarDate) -> RetirementAges { RetirementAges(born: born, tables: tables) }

  public func career(earnings: [Int: Money<USD>], quarters: [Int: Int] = [:]) -> CoveredCareer {
    CoveredCareer(earnings: earnings, quarters: quarters, tables: tables)
  }
}
