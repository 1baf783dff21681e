// SPDX-License-Identifier: GPL-3.0-or-later

/// A quantity that files hold as its text: `2031-04`, `65y6m`, `1842.50`.
public protocol TextCodable: Codable, CustomStringConvertible {
  /// Nil where the text is none of these.
  init?(text: String)
}

extension TextCodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self(text: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no \(Self.self)")
    }
    self = value
  }
}

extension YearMonth: TextCodable {
  public init?(text: String) { self.init(text) }
}

extension CalendarDate: TextCodable {
  public init?(text: String) { self.init(text) }
}

extension Age: TextCodable {
  public init?(text: String) { self.init(text) }
}

extension ExactDecimal: TextCodable {
  public init?(text: String) { self.init(text) }
}

extension CurrencyCode: TextCodable {
  public init?(text: String) { self.init(text) }
}
