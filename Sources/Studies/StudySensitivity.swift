// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import RandomStreams
import ScenarioFiles
import Simulation
import Strategies

extension StudyFile.Sensitivity {
  func design(seed: UInt64) throws -> SaltelliDesign {
    try SaltelliDesign(names: vary.map(\.name), points: points, replicates: replicates, seed: seed)
  }
}

extension StudyPlan {
  /// One replicate of the sensitivity analysis as a block's text.
  ///
  /// The answer is the mean over the study's first careers of what the best strategy gives more than the naive one.
  func sensitivityBlock(replicate: Int) throws -> String {
    guard let sensitivity = study.sensitivity else { throw StudyError("the study asks for no sensitivity analysis") }
    let careers = try self.careers(0..<min(sensitivity.careers, careerCount)).compactMap { try? $0.get() }
      .filter { (try? PreparedCareer(try scenario($0, assumptions: []), systems: systems)) != nil }
    guard !careers.isEmpty else { throw StudyError("none of the careers of the sensitivity analysis can be computed") }
    let answers = try sensitivity.design(seed: study.seed).replicate(replicate) { point in
      let assumptions = zip(sensitivity.vary, point).map { interval, u in
        Assumption(interval.name, .number(interval.low + (interval.high - interval.low) * u))
      }
      return try gain(of: careers, under: assumptions, paths: sensitivity.paths)
    }
    func list(_ values: [Double]) -> AwardValue {
      .array(values.map { .decimal((ExactDecimal(shortest: $0) ?? .zero).roundedHalfUp(places: 4)) })
    }
    return AwardValue.object([
      AwardField("replicate", .integer(replicate)), AwardField("points", .integer(sensitivity.points)),
      AwardField("names", .array(sensitivity.vary.map { .text($0.name) })),
      AwardField("ends", .array(sensitivity.vary.map { .text("\($0.low) to \($0.high)") })),
      AwardField("careers", .integer(careers.count)), AwardField("paths", .integer(sensitivity.paths)),
      AwardField("first", list(answers.first)), AwardField("second", list(answers.second)),
      AwardField("mixed", .array(answers.mixed.map(list))),
    ]).json + "\n"
  }

  private func gain(of careers: [Career], under assumptions: [Assumption], paths: Int) throws -> Double {
    var prepared: [PreparedCareer] = []
    var scenario = study.base
    for career in careers {
      scenario = try self.scenario(career, assumptions: assumptions)
      scenario.simulation.paths = paths
      let ready = try PreparedCareer(scenario, systems: systems)
      if ready.household != nil { prepared.append(ready) }
    }
    guard !prepared.isEmpty else { return 0 }
    var simulation = try PopulationSimulation(
      economy: scenario.economy, asOf: scenario.asOf, months: prepared.map(\.months).max() ?? 1,
      settings: scenario.simulation)
    let totals = try simulation.run(prepared.compactMap(\.household))
    let gains = zip(prepared, totals).compactMap { career, totals -> Double? in
      let found = career.comparison(totals, naive: study.naive)
      return found.ranking.first.flatMap { found.strategies[$0].differenceToNaive?.value }
    }
    return gains.isEmpty ? 0 : gains.reduce(0, +) / Double(gains.count)
  }
}

/// The sensitivity analysis of a merged study.
struct MergedSensitivity: Sendable {
  var indices: SobolIndices
  /// Ends of each assumption's interval, in words.
  var ends: [String]
  var careers: Int
  var paths: Int
}

extension StudyFolder {
  /// Reads the replicates' blocks; nil where the study has none.
  func sensitivity() throws -> MergedSensitivity? {
    guard let identity = try identity(), identity.replicates > 0 else { return nil }
    var replicates: [SaltelliDesign.Replicate] = []
    var names: [String] = []
    var ends: [String] = []
    var (points, careers, paths) = (0, 0, 0)
    for number in 0..<identity.replicates {
      let block = identity.careerBlocks + number
      guard let value = try? JSONValue(text(ofBlock: block).split(separator: "\n").last ?? ""),
        case .array(let first)? = value["first"], case .array(let second)? = value["second"],
        case .array(let mixed)? = value["mixed"], case .array(let named)? = value["names"],
        case .array(let between)? = value["ends"], case .number(let count)? = value["points"],
        case .number(let people)? = value["careers"], case .number(let lanes)? = value["paths"]
      else {
        throw StudyError(
          "block \(block) cannot be read", hint: "delete \(name(ofBlock: block)) and run the study again")
      }
      func numbers(_ items: [JSONValue]) -> [Double] {
        items.compactMap { if case .number(let number) = $0 { number.double } else { nil } }
      }
      func texts(_ items: [JSONValue]) -> [String] {
        items.compactMap { if case .string(let text) = $0 { text } else { nil } }
      }
      replicates.append(
        SaltelliDesign.Replicate(
          first: numbers(first), second: numbers(second),
          mixed: mixed.map { if case .array(let items) = $0 { numbers(items) } else { [] } }))
      (names, ends) = (texts(named), texts(between))
      (points, careers, paths) = (count.whole, people.whole, lanes.whole)
    }
    let design = try SaltelliDesign(names: names, points: points, replicates: identity.replicates, seed: identity.seed)
    return MergedSensitivity(indices: design.indices(from: replicates), ends: ends, careers: careers, paths: paths)
  }
}
