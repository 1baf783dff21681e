// SPDX-License-Identifier: GPL-3.0-or-later

/// What counts coverage of other countries: an agreement, a treaty, the Union's rules.
public protocol CountingInstrument {
  /// Own units below which nothing is counted.
  var minimumOwn: Int { get }
  /// Whether it is worked out beside a right on own periods alone, and the higher amount is paid.
  var paysHigherOfBoth: Bool { get }
}

/// What one way of counting opens.
public struct Opening<Instrument, Finding> {
  /// nil for own periods alone.
  public var instrument: Instrument?
  public var finding: Finding

  public init(_ instrument: Instrument?, _ finding: Finding) {
    (self.instrument, self.finding) = (instrument, finding)
  }

  public var basis: EntitlementBasis { instrument == nil ? .national : .totalized }
}

extension Sequence where Element: CountingInstrument {
  /// What own periods alone open, then what each instrument opens, one at a time: coverage that two of them count is never added.
  ///
  /// Where own periods alone open a right, only instruments that pay the higher of both are asked.
  /// - Parameter test: what is found with an instrument, or on own periods for nil; nil where nothing opens.
  /// - Returns: in the order of the instruments; the first of the highest is the best basis.
  public func openings<Finding>(_ test: (Element?) throws -> Finding?) rethrows -> [Opening<Element, Finding>] {
    var found: [Opening<Element, Finding>] = []
    if let own = try test(nil) { found.append(Opening(nil, own)) }
    let isNational = !found.isEmpty
    for instrument in self where !isNational || instrument.paysHigherOfBoth {
      if let finding = try test(instrument) { found.append(Opening(instrument, finding)) }
    }
    return found
  }
}
