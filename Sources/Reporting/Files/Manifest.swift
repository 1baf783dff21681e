// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Pensions
import RandomStreams
import Strategies

/// What makes the report again, and the hash of every file. No clock and no host: the same run gives the same bytes.
///
/// Under models with Student's t the C library's variant is named, because there it moves last bits.
struct Manifest {
  static let fileName = "manifest.json"

  let scenario: Scenario
  let result: Strategies.ComparisonResult
  /// The exchange-rate model that ran, in English.
  let model: String
  let version: String
  let parameters: [ParameterLine]
  let files: [(path: String, sha256: String)]

  var json: String {
    AwardValue.object(
      [
        AwardField("program", .text("retiresim")),
        AwardField("version", .text(version)),
        AwardField(
          "scenario",
          .object([
            AwardField("name", .text(scenario.name)),
            AwardField("file", .text((scenario.path as NSString).lastPathComponent)),
            AwardField("sha256", .text(SHA256.hex(of: scenario.text.utf8))),
            AwardField("text", .text(scenario.text)),
          ])),
        AwardField("asOf", .text(scenario.asOf.description)),
        AwardField("paths", .integer(result.paths)),
        AwardField("seed", .text(String(result.seed))),
        AwardField("exchangeRateModel", .text(model)),
      ] + Self.mathematics(scenario) + [
        AwardField("law", .array(scenario.law.parts.map(Self.regime))),
        AwardField("parameters", .array(parameters.map(Self.parameter))),
        AwardField(
          "files",
          .object(files.sorted { $0.path < $1.path }.map { AwardField($0.path, .text("sha256:" + $0.sha256)) })),
      ]
    ).prettyJSON
  }

  /// The variant of the C library's mathematics, where the numbers carry its bits; elsewhere no machine shows.
  static func mathematics(_ scenario: Scenario) -> [AwardField] {
    guard (try? ExchangeRateModel(named: scenario.economy.model))?.drawsThroughMathLibrary == true else { return [] }
    return [AwardField("mathematics", .text(MathLibrary.variant))]
  }

  private static func regime(_ part: LawMix.Part) -> AwardValue {
    .object([
      AwardField("regime", .text(part.regime.name)),
      AwardField("weight", .text(part.weight.description)),
      AwardField(
        "settings",
        .object(part.regime.settings.sorted { $0.key < $1.key }.map { AwardField($0.key, .text($0.value)) })),
    ])
  }

  private static func parameter(_ line: ParameterLine) -> AwardValue {
    var fields = [
      AwardField("key", .text(line.key)), AwardField("value", .text(line.value)),
      AwardField("from", .text(line.from.description)), AwardField("origin", .text(line.origin.rawValue)),
      AwardField("source", .text(line.source)),
    ]
    if let checked = line.checked { fields.append(AwardField("checked", .text(checked.description))) }
    return .object(fields)
  }

  /// The files that a manifest names; none where it cannot be read.
  static func files(in bytes: Data) -> Set<String> {
    guard let root = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any],
      let files = root["files"] as? [String: Any]
    else { return [] }
    return Set(files.keys)
  }
}
