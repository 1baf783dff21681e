// SPDX-License-Identifier: GPL-3.0-or-later
import Statistics

extension Estimate {
  /// The standard error; not a number, which no expectation holds for, where there is none.
  public var error: Double { standardError ?? .nan }
}
