// SPDX-License-Identifier: GPL-3.0-or-later

extension ScenarioReader {
  /// `1994`, or `1995..2000`.
  func years(_ text: String, _ what: String, at position: Position) -> ClosedRange<Int>? {
    guard let dots = text.firstRange(of: "..") else { return year(text, what, at: position).map { $0...$0 } }
    guard let from = year(String(text[..<dots.lowerBound]).trimmed, what, at: position),
      let through = year(String(text[dots.upperBound...]).trimmed, what, at: position)
    else { return nil }
    guard from <= through else {
      fail(position, "'\(text)' ends before it starts", hint: "the earlier year comes first")
      return nil
    }
    return from...through
  }
}
