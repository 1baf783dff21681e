// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// The name of a parameter, with the Swift type of its value.
public struct ParameterKey<Value: ParameterScalar>: Hashable, Sendable {
  public let name: String
  public init(_ name: String) { self.name = name }
}

/// What a value in a parameter file can be read as.
public protocol ParameterScalar: Sendable {
  init?(parameter: RawParameter)
}

/// A value as it stands in the file: text, or a list of texts.
public enum RawParameter: Hashable, Sendable, CustomStringConvertible, Codable {
  case scalar(String)
  case list([String])

  public var description: String {
    switch self {
    case .scalar(let text): text
    case .list(let texts): "[" + texts.joined(separator: ", ") + "]"
    }
  }
}

extension ExactDecimal: ParameterScalar {
  public init?(parameter: RawParameter) {
    guard case .scalar(let text) = parameter else { return nil }
    if text.contains("/") {  // a fraction, such as the monthly rate of delayed credits, 2/3
      let parts = text.split(separator: "/")
      guard parts.count == 2, let a = ExactDecimal(parts[0]), let b = ExactDecimal(parts[1]), b != .zero else {
        return nil
      }
      self = a / b
    } else {
      self.init(text)
    }
  }
}

extension Int: ParameterScalar {
  public init?(parameter: RawParameter) {
    guard case .scalar(let text) = parameter else { return nil }
    self.init(text)
  }
}

extension Double: ParameterScalar {
  public init?(parameter: RawParameter) {
    guard case .scalar(let text) = parameter else { return nil }
    self.init(text)
  }
}

extension Bool: ParameterScalar {
  public init?(parameter: RawParameter) {
    switch parameter {
    case .scalar("true"), .scalar("yes"): self = true
    case .scalar("false"), .scalar("no"): self = false
    default: return nil
    }
  }
}

extension String: ParameterScalar {
  public init?(parameter: RawParameter) {
    guard case .scalar(let text) = parameter else { return nil }
    self = text
  }
}

extension Money: ParameterScalar {
  public init?(parameter: RawParameter) {
    guard let amount = ExactDecimal(parameter: parameter) else { return nil }
    self.init(amount, rounded: .halfUp)
  }
}

extension Array: ParameterScalar where Element: ParameterScalar {
  public init?(parameter: RawParameter) {
    guard case .list(let texts) = parameter else { return nil }
    var values: [Element] = []
    for text in texts {
      guard let value = Element(parameter: .scalar(text)) else { return nil }
      values.append(value)
    }
    self = values
  }
}
