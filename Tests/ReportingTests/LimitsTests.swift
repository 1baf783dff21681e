// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@testable import Reporting

@Suite("What is not modelled")
struct LimitsInvariants {
  @Test("the documentation holds the sentences of a report, in its order")
  func oneList() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/not-modelled.md"), encoding: .utf8)
    let words = Wording(language: .en)
    let list = LimitPhrase.allCases.map { "- \(words.text($0))\n" }.joined()
    #expect(page.contains(list), "write into docs/not-modelled.md:\n\(list)")
  }
}
