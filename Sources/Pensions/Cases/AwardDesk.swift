// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Answers the lines of `retiresim awards` by the laws of a list of countries.
public struct AwardDesk: CaseDesk {
  private let laws: [any CaseLaw]

  public init(_ laws: [any CaseLaw]) { self.laws = laws }

  public func fields(of line: JSONValue) throws -> [AwardField] { try answer(CaseLine(line, laws: laws)) }

  private func answer(_ line: CaseLine) throws -> [AwardField] {
    _ = line.fields["id"]
    var fields: [AwardField] = []
    var notCounted: [AwardField] = []
    for part in line.parts where part.claim != nil {
      guard let law = part.law else { continue }
      fields.append(AwardField(law.caseKey, .object(try part.fields.named { try law.answer(line) })))
      let others = line.parts.filter { $0.country != law.country && !law.counts(periodsIn: $0.country) }
      if !others.isEmpty {
        notCounted.append(
          AwardField(law.caseKey, .array(others.map { .text(String($0.fields.prefix.dropLast())) })))
      }
    }
    if let months = try line.fields.months("paid") {
      _ = try line.family()
      var paid: [AwardField] = []
      for law in laws {
        if let months = try law.paid(months, of: line) { paid.append(AwardField(law.caseKey, .object(months))) }
      }
      if !paid.isEmpty { fields.append(AwardField("paid", .object(paid))) }
    }
    // Where a part went beyond the last published parameter, the line says so too.
    let projected = AwardField("projected", .bool(true))
    let isProjected = fields.contains { field in
      if case .object(let answer) = field.value { answer.contains(projected) } else { false }
    }
    if isProjected { fields.append(projected) }
    if !notCounted.isEmpty { fields.append(AwardField("notCounted", .object(notCounted))) }
    let unread = line.fields.unread
    if !unread.isEmpty { fields.append(AwardField("unread", .array(unread.map { .text($0) }))) }
    return fields
  }
}
