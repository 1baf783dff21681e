// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

/// In tests a remark may be plain text: a key that no catalogue holds is shown as it is.
extension Remark: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init(key: value) }
}
