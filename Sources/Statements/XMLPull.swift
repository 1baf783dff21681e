// SPDX-License-Identifier: GPL-3.0-or-later

/// A small XML reader: elements, attributes, character data, the five entities. No document types, no external anything.
///
/// Lenient in one thing, attribute values without quotes, because such files are about; well-formed otherwise.
struct XMLPull {
  enum Event: Equatable {
    case open(name: String, attributes: [Attribute], line: Int)
    case close(name: String, line: Int)
    /// Character data between tags, without blanks at its ends; never empty.
    case text(String, line: Int)
    case end
  }

  struct Attribute: Equatable {
    var name: String
    var value: String
  }

  struct Failure: Error {
    var line: Int
    var message: String
    var hint: String?
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private(set) var line = 1
  private var openElements: [String] = []
  private var pending: Event?
  private var hasRoot = false
  /// An attribute had no quotes.
  private(set) var wasLenient = false

  static let deepest = 64

  init(_ text: StatementText) { scalars = Array(text.lines.joined(separator: "\n").unicodeScalars) }

  /// The part of a name behind its prefix.
  static func localName(_ name: String) -> String { name.split(separator: ":").last.map(String.init) ?? name }

  mutating func next() throws(Failure) -> Event {
    if let event = pending {
      pending = nil
      return event
    }
    let start = line
    var text = ""
    while let scalar = peek() {
      if scalar == "<" {
        guard starts(with: "<![CDATA[") else { break }
        try characterData(into: &text)
        continue
      }
      text.unicodeScalars.append(scalar == "&" ? try entity() : take())
    }
    let data = text.replacing("\n", with: " ").trimmingBlanks
    if peek() == nil {
      if let unclosed = openElements.last {
        throw Failure(
          line: line, message: "the file ends inside \(named(unclosed))", hint: "download it again")
      }
      guard hasRoot else { throw Failure(line: line, message: "there is no element in it", hint: nil) }
      guard data.isEmpty else { throw Failure(line: start, message: "text outside the elements", hint: nil) }
      return .end
    }
    let markup = try self.markup()
    guard !data.isEmpty else { return if let markup { markup } else { try next() } }
    guard !openElements.isEmpty || { if case .close = markup { true } else { false } }() else {
      throw Failure(line: start, message: "text outside the elements", hint: nil)
    }
    pending = markup
    return .text(data, line: start)
  }

  /// At `<![CDATA[`: its characters as they stand.
  private mutating func characterData(into text: inout String) throws(Failure) {
    index += "<![CDATA[".unicodeScalars.count
    while peek() != nil {
      if starts(with: "]]>") {
        index += 3
        return
      }
      text.unicodeScalars.append(take())
    }
    throw Failure(line: line, message: "the file ends inside character data", hint: "download it again")
  }

  /// At `<`: an element's tag, or nil for a comment or a processing instruction.
  private mutating func markup() throws(Failure) -> Event? {
    let start = line
    _ = take()
    switch peek() {
    case "?":
      try skip(to: "?>")
      return nil
    case "!":
      if starts(with: "!--") {
        try skip(to: "-->")
        return nil
      }
      throw Failure(line: start, message: "a document type declaration; Social Security's file has none", hint: nil)
    case "/":
      _ = take()
      let name = try self.name()
      skipBlanks()
      try expect(">")
      guard let opened = openElements.popLast(), opened == name else {
        throw Failure(
          line: start, message: "the end of \(named(name)), which is not open", hint: "download it again")
      }
      return .close(name: name, line: start)
    default: return try openingTag(at: start)
    }
  }

  private mutating func openingTag(at start: Int) throws(Failure) -> Event {
    let name = try self.name()
    guard !hasRoot || !openElements.isEmpty else {
      throw Failure(line: start, message: "a second element beside the first", hint: nil)
    }
    hasRoot = true
    var attributes: [Attribute] = []
    while true {
      let blanks = skipBlanks()
      guard let scalar = peek() else { throw Failure(line: line, message: "the file ends inside a tag", hint: nil) }
      if scalar == ">" || scalar == "/" { break }
      guard blanks else { throw Failure(line: line, message: "no blank before an attribute", hint: nil) }
      attributes.append(try attribute())
      guard attributes.dropLast().allSatisfy({ $0.name != attributes[attributes.count - 1].name }) else {
        throw Failure(line: line, message: "an attribute stands twice in a tag", hint: nil)
      }
    }
    if peek() == "/" {
      _ = take()
      try expect(">")
      pending = .close(name: name, line: line)
      return .open(name: name, attributes: attributes, line: start)
    }
    try expect(">")
    openElements.append(name)
    guard openElements.count <= Self.deepest else {
      throw Failure(line: start, message: "elements are nested too deeply", hint: nil)
    }
    return .open(name: name, attributes: attributes, line: start)
  }

  private mutating func attribute() throws(Failure) -> Attribute {
    let name = try self.name()
    skipBlanks()
    try expect("=")
    skipBlanks()
    var value = ""
    if let quote = peek(), quote == "\"" || quote == "'" {
      _ = take()
      while let scalar = peek(), scalar != quote {
        guard scalar != "<" else { throw Failure(line: line, message: "'<' inside an attribute", hint: nil) }
        value.unicodeScalars.append(scalar == "&" ? try entity() : take())
      }
      try expect(quote)
    } else {
      while let scalar = peek(), scalar != ">", scalar != " ", scalar != "\n", scalar != "\t", scalar != "<",
        scalar != "\""
      {
        value.unicodeScalars.append(take())
      }
      wasLenient = true
      guard !value.isEmpty else { throw Failure(line: line, message: "an attribute has no value", hint: nil) }
    }
    return Attribute(name: name, value: value)
  }

  private mutating func name() throws(Failure) -> String {
    var name = ""
    while let scalar = peek(),
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == ":" || scalar == "_" || scalar == "-"
        || scalar == "."
    {
      name.unicodeScalars.append(take())
    }
    guard let first = name.unicodeScalars.first, first.properties.isAlphabetic || first == "_", name.utf8.count <= 200
    else {
      throw Failure(
        line: line, message: "the file is not well-formed XML here", hint: "download it again, do not edit it")
    }
    return name
  }

  /// At `&`: one of the five entities, or a number of a character.
  private mutating func entity() throws(Failure) -> Unicode.Scalar {
    _ = take()
    var name = ""
    while let scalar = peek(), scalar != ";", name.utf8.count < 10 { name.unicodeScalars.append(take()) }
    guard peek() == ";" else { throw Failure(line: line, message: "'&' without an entity", hint: nil) }
    _ = take()
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let digits = name.dropFirst(name.hasPrefix("#x") ? 2 : 1)
      guard name.hasPrefix("#"), let code = UInt32(digits, radix: name.hasPrefix("#x") ? 16 : 10),
        let scalar = Unicode.Scalar(code)
      else { throw Failure(line: line, message: "an entity that XML does not have", hint: nil) }
      return scalar
    }
  }

  // MARK: Characters

  private func peek() -> Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func take() -> Unicode.Scalar {
    let scalar = scalars[index]
    index += 1
    if scalar == "\n" { line += 1 }
    return scalar
  }

  private mutating func expect(_ scalar: Unicode.Scalar) throws(Failure) {
    guard peek() == scalar else {
      throw Failure(
        line: line, message: "the file is not well-formed XML here", hint: "download it again, do not edit it")
    }
    _ = take()
  }

  @discardableResult
  private mutating func skipBlanks() -> Bool {
    var any = false
    while let scalar = peek(), scalar == " " || scalar == "\t" || scalar == "\n" {
      _ = take()
      any = true
    }
    return any
  }

  private func starts(with text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    return index + wanted.count <= scalars.count && Array(scalars[index..<index + wanted.count]) == wanted
  }

  private mutating func skip(to end: String) throws(Failure) {
    while peek() != nil {
      if starts(with: end) {
        for _ in end.unicodeScalars { _ = take() }
        return
      }
      _ = take()
    }
    throw Failure(line: line, message: "the file ends inside a comment", hint: nil)
  }

  /// Names of elements are the format's; in a broken file a person's may stand at their place, which nobody else is to read.
  private func named(_ element: String) -> String {
    let own = Self.localName(element)
    return Self.quotable.contains(own) ? "the element '\(own)'" : "an element"
  }

  private static let quotable: Set = [
    "OnlineSocialSecurityStatementData", "FileCreationDate", "UserInformation", "Name", "DateOfBirth", "EarningsRecord",
    "Earnings", "FicaEarnings", "MedicareEarnings", "EstimatedBenefits", "EarlyRetirementEstimate",
    "FullRetirementEstimate", "DelayedRetirementEstimate", "RetirementAge", "Years", "Months", "Estimate",
  ]
}
