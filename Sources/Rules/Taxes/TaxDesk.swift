// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// A country's part of `retiresim tax`: one household's calendar year in, its tax out, nominal.
public protocol TaxLaw: Sendable {
  var country: Country { get }
  /// Fields of its part; any other is an error.
  var taxFields: [String] { get }
  /// - Throws: what the law refuses, or a parameter that is missing for the year.
  func answer(taxOf part: CaseReader) throws -> [AwardField]
}

extension TaxLaw {
  /// Name of its part of a line, and of its answer.
  public var taxKey: String { country.code.lowercased() }
}

/// Answers the lines of `retiresim tax` by the laws of a list of countries.
public struct TaxDesk: CaseDesk {
  private let laws: [any TaxLaw]

  public init(_ laws: [any TaxLaw]) { self.laws = laws }

  public func fields(of line: JSONValue) throws -> [AwardField] {
    let fields = try CaseReader(line, known: nil)
    _ = fields["id"]
    var answers: [AwardField] = []
    for law in laws {
      guard let part = try fields.object(law.taxKey, known: law.taxFields) else { continue }
      answers.append(AwardField(law.taxKey, .object(try part.named { try law.answer(taxOf: part) })))
    }
    guard !answers.isEmpty else {
      throw LineError("the case has neither \(laws.map { "'\($0.taxKey)'" }.joined(separator: " nor "))")
    }
    let unread = fields.unread
    if !unread.isEmpty { answers.append(AwardField("unread", .array(unread.map { .text($0) }))) }
    return answers
  }
}
