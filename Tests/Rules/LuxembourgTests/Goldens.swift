// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import TestSupport

typealias Golden = TestSupport.Golden
typealias GoldenCase = TestSupport.GoldenCase

func goldenCases(_ name: String) throws -> [GoldenCase] { try TestSupport.goldens(name, beside: #filePath) }

extension TestSupport.Golden {
  static func money(_ amount: Money<EUR>) -> Golden { .number(amount.amount) }
  func money(_ key: String) throws -> Money<EUR> { Money(try decimal(key), rounded: .halfUp) }
}
