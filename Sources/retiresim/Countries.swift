// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import GermanyRules
import Longevity
import LuxembourgRules
import Parameters
import Pensions
import Simulation
import Statements
import Taxes
import UnitedStatesRules

/// The countries whose law the program knows, in the order in which the engine carries them.
///
/// - Throws: `ParameterError` where a shipped parameter file is broken.
func knownCountries() throws -> [any PensionSystem] {
  [try UnitedStates(), try Luxembourg()]
}

/// The laws that answer `retiresim awards`, in the order of the answers.
///
/// - Throws: `ParameterError` where a shipped parameter file is broken.
func awardLaws() throws -> [any CaseLaw] { [try UnitedStatesLines(), try LuxembourgLines(), try GermanyLines()] }

/// The laws that answer `retiresim tax`, in the order of the answers.
///
/// - Throws: `ParameterError` where a shipped parameter file is broken.
func taxLaws() throws -> [any TaxLaw] { [try UnitedStatesTaxLines(), try LuxembourgTaxLines()] }

/// The papers that `retiresim import` reads.
func statementFormats() -> StatementFormats { .unitedStates + .luxembourg + .germany + .france + .europe }

/// What `retiresim parameters` lists: everything the program was given.
///
/// - Throws: `ParameterError` where a shipped file is broken.
func parameterLibraries() throws -> [ParameterLibrary] {
  try knownCountries().map(\.parameters)
    + [try EconomyParameters.shipped().library, try LifeTables.shipped().parameters, try RiskParameters.library()]
}
