// SPDX-License-Identifier: GPL-3.0-or-later
import Longevity
import Parameters

/// What `retiresim parameters` lists: everything the program was given.
///
/// - Throws: `ParameterError` where a shipped file is broken.
func parameterLibraries() throws -> [ParameterLibrary] {
  [try LifeTables.parameters()]
}
