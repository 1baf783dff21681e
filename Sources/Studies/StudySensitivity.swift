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
    func list(_ values: [Double]) throws -> AwardValue {
      .array(
        try values.map {
          guard let exact = ExactDecimal(shortest: $0) else {
            throw StudyError("a figure of the sensitivity analysis is out of range")
          }
          return .decimal(exact.roundedHalfUp(places: 4))
        })
    }
    return AwardValue.object([
      AwardField("replicate", .integer(replicate)), AwardField("points", .integer(sensitivity.points)),
      AwardField("names", .array(sensitivity.vary.map { .text($0.name) })),
      AwardField("ends", .array(sensitivity.vary.map { .text("\($0.low) to \($0.high)") })),
      AwardField("careers", .integer(careers.count)), AwardField("paths", .integer(sensitivity.paths)),
      AwardField("first", try list(answers.first)), AwardField("second", try list(answers.second)),
      AwardField("mixed", .array(try answers.mixed.map(list))),
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
      settings: scenario.simulation, countries: systems.map(\.economicCountry))
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
  /// A block, checked to be the one that was written for its place.
  func block(_ number: Int, _ identity: StudyIdentity, key: String) throws -> SealedBlock {
    try SealedBlock(
      try bytes(ofBlock: number), number: number, identity: identity, key: key,
      file: path + "/" + name(ofBlock: number))
  }

  /// Reads the replicates' blocks.
  ///
  /// - Returns: the analysis, and the blocks by the variant of the C library's mathematics that computed them.
  func sensitivity(_ identity: StudyIdentity, key: String) throws -> (MergedSensitivity, [String: [Int]]) {
    var replicates: [SaltelliDesign.Replicate] = []
    var variants: [String: [Int]] = [:]
    var names: [String] = []
    var ends: [String] = []
    var (points, careers, paths) = (0, 0, 0)
    for number in 0..<identity.replicates {
      let place = identity.careerBlocks + number
      let file = path + "/" + name(ofBlock: place)
      let block = try block(place, identity, key: key)
      guard let text = block.lines.first, block.lines.count == 1 else {
        throw StudyError("\(file) holds \(block.lines.count) replicates instead of one")
      }
      variants[block.mathematics, default: []].append(place)
      let line = try BlockLine(text, file: file, number: 2)
      _ = try line.whole("replicate", in: number...number)
      let found = (
        points: try line.whole("points", in: 2...65_536), careers: try line.whole("careers", in: 1...1_000_000),
        paths: try line.whole("paths", in: 1...1_000_000_000), names: try line.texts("names"),
        ends: try line.texts("ends")
      )
      guard number == 0 || found == (points, careers, paths, names, ends) else { throw line.wrong("points") }
      (points, careers, paths, names, ends) = found
      let replicate = SaltelliDesign.Replicate(
        first: try line.numbers("first"), second: try line.numbers("second"), mixed: try line.matrix("mixed"))
      guard (1...20).contains(names.count), ends.count == names.count, replicate.mixed.count == names.count,
        ([replicate.first, replicate.second] + replicate.mixed).allSatisfy({ $0.count == points })
      else { throw line.wrong("mixed") }
      replicates.append(replicate)
    }
    let design = try SaltelliDesign(names: names, points: points, replicates: identity.replicates, seed: identity.seed)
    let indices = design.indices(from: replicates)
    return (MergedSensitivity(indices: indices, ends: ends, careers: careers, paths: paths), variants)
  }
}
