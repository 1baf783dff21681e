// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

extension Luxembourg {
  /// What stands behind the figures of a household; awards and answers say all of it themselves.
  public var limitKeys: [String] {
    let said: [LuPhrase] = [
      .treatyNotRead, .treatyNotCounted, .noAgreement, .prospectiveYears, .survivorCut, .savingsDeclared, .earlyClaim,
    ]
    return said.map(\.rawValue)
  }
}
