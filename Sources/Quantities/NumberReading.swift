// SPDX-License-Identifier: GPL-3.0-or-later

/// What digits with separators can mean.
public enum NumberReading: Hashable, Sendable {
  case value(ExactDecimal)
  /// One separator with three digits behind it: thousands, or three decimals.
  case twoWays(thousands: ExactDecimal, decimals: ExactDecimal)
  /// No amount, or one whose separators contradict each other.
  case none

  /// What a single separator before three digits is.
  public enum Custom: Sendable {
    /// `34,225` is thirty-four thousand; `34.225` can be read two ways.
    case commaThousands
    /// Both `34,225` and `34.225` can be read two ways.
    case unknown
  }

  /// Reads an amount of a paper: `34.120,55`, `34 120,55`, `34'120.55`, `34,120.55`, `34120`.
  ///
  /// The last separator with two digits behind it is the decimal one; blanks and apostrophes only ever part thousands, and
  /// thousands come in groups of three. Anything else is none, never another number.
  public init(_ text: some StringProtocol, _ custom: Custom = .unknown) {
    let isPlain = text.utf8.allSatisfy { $0 < 128 }
    self = Self.read(Array(isPlain ? String(text).utf8 : String(text).replacing("’", with: "'").utf8), custom)
  }

  private static func read(_ bytes: [UInt8], _ custom: Custom) -> Self {
    guard let first = bytes.first, let last = bytes.last, isDigit(first), isDigit(last), bytes.count <= 24 else {
      return .none
    }
    var groups: [[UInt8]] = [[]]
    var separators: [UInt8] = []
    for byte in bytes {
      if isDigit(byte) {
        groups[groups.count - 1].append(byte)
      } else if byte == point || byte == comma || byte == blank || byte == apostrophe {
        guard !groups[groups.count - 1].isEmpty else { return .none }
        separators.append(byte)
        groups.append([])
      } else {
        return .none
      }
    }
    if groups[0].count > 1, groups[0][0] == 48 { return .none }  // no paper writes 0204
    guard let final = separators.last, let tail = groups.last else { return whole(groups) }
    let others = separators.dropLast()
    if final == point || final == comma, tail.count == 2, !others.contains(final) {
      return grouped(groups.dropLast(), others).map { decimal($0, tail) } ?? .none
    }
    guard tail.count == 3, let all = grouped(groups[...], separators[...]) else { return .none }
    let isSingle = separators.count == 1 && (final == point || final == comma)
    guard isSingle, groups[0] != [48] else { return groups[0] == [48] ? .none : whole([all]) }
    if final == comma, custom == .commaThousands { return whole([all]) }
    guard case .value(let thousands) = whole([all]), case .value(let decimals) = decimal(groups[0], tail) else {
      return .none
    }
    return .twoWays(thousands: thousands, decimals: decimals)
  }

  /// The digits of groups of three behind one to three, all parted by one sign; nil otherwise.
  private static func grouped(_ groups: ArraySlice<[UInt8]>, _ separators: ArraySlice<UInt8>) -> [UInt8]? {
    if separators.isEmpty { return groups.first }
    guard let first = groups.first, (1...3).contains(first.count), Set(separators).count == 1,
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return Array(groups.joined())
  }

  private static func whole(_ groups: [[UInt8]]) -> Self {
    groups.count == 1 && groups[0].count <= 12
      ? ExactDecimal(String(decoding: groups[0], as: UTF8.self)).map { .value($0) } ?? .none : .none
  }

  private static func decimal(_ digits: [UInt8], _ tail: [UInt8]) -> Self {
    guard digits.count <= 12 else { return .none }
    return ExactDecimal(String(decoding: digits + [point] + tail, as: UTF8.self)).map { .value($0) } ?? .none
  }

  private static let (point, comma, blank, apostrophe) = (UInt8(46), UInt8(44), UInt8(32), UInt8(39))
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  /// The amount where there is one alone.
  public var value: ExactDecimal? { if case .value(let value) = self { value } else { nil } }
}
