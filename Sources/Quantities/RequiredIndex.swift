// SPDX-License-Identifier: GPL-3.0-or-later

extension Collection {
  /// The place of what must be there: an unknown name stops the program with what was looked for, and is not taken for the first.
  public func requiredIndex(of what: @autoclosure () -> Any, where holds: (Element) -> Bool) -> Index {
    guard let found = firstIndex(where: holds) else { preconditionFailure("no \(what()) among \(count)") }
    return found
  }
}

extension Collection where Element: Equatable {
  /// The place of an element that must be there.
  public func requiredIndex(of element: Element) -> Index { requiredIndex(of: element) { $0 == element } }
}
