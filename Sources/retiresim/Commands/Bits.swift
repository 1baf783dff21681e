// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import RandomStreams
import Reporting
import ScenarioFiles
import Strategies

/// Hashes of a run's numbers to the last bit, to compare machines by.
struct Bits: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print hashes of a run's numbers, bit by bit: equal on two machines that compute the same.",
    discussion: """
      The first line names the variant of the C library's exp and log, the second hashes the economy of the first 256 paths, \
      and each further one the lifetime values of all paths of a strategy. With --draws, samplers of GSL are hashed instead.

      EXAMPLE: retiresim bits Scenarios/new-york-analyst.yaml --paths 2000
      """, shouldDisplay: false)

  @Argument(help: "A scenario, for example Scenarios/new-york-analyst.yaml.")
  var file: String?

  @Option(help: ArgumentHelp("Hash so many draws of each sampler.", valueName: "n"))
  var draws: Int?

  @OptionGroup var options: RunOptions

  func validate() throws {
    if (file == nil) == (draws == nil) { throw ValidationError("give either a scenario or --draws") }
    if let draws, !(1...1_000_000_000).contains(draws) { throw ValidationError("--draws is \(draws)") }
  }

  func run() async throws {
    if let draws { return try hashDraws(draws) }
    guard let file else { return }
    let countries = try knownCountries()
    for scenario in try readScenarios([file], countries: countries, options) {
      let values: RawValues
      do {
        values = try await Simulator(scenario, systems: scenario.concerned(among: countries)).rawValues()
      } catch {
        throw Failure(error, in: scenario.path) ?? error
      }
      var text = "\(MathLibrary.variant)  mathematics\n\(Self.hash(values.economy))  economy\n"
      for strategy in values.strategies { text += "\(Self.hash(strategy.values))  \(strategy.name)\n" }
      try Terminal.write(text)
    }
  }

  /// What the engine takes from GSL: normals as they are, waiting times as whole months, counts; and Student's t.
  private func hashDraws(_ count: Int) throws {
    let samplers: [(name: String, draw: (inout AddressedGenerator) -> Double)] = [
      ("normal", { $0.normal() }),
      ("delay in months", { $0.gamma(shape: 22.95, scale: 10.247 / 22.95).rounded(.toNearestOrAwayFromZero) }),
      ("arrival in months", { (1200 * $0.exponential(mean: 1)).rounded(.down) }),
      ("jumps", { Double($0.poisson(mean: 0.4)) }),
      ("student-t", { $0.studentT(nu: 7) }),
    ]
    try Terminal.write("\(MathLibrary.variant)  mathematics\n")
    for sampler in samplers {
      var random = AddressedGenerator(seed: options.seed ?? 1)
      var values: [Double] = []
      values.reserveCapacity(count)
      for index in 0..<count {
        random.move(to: .delay, path: UInt64(index))
        values.append(sampler.draw(&random))
      }
      try Terminal.write("\(Self.hash(values))  \(sampler.name)\n")
    }
  }

  private static func hash(_ values: [Double]) -> String {
    SHA256.hex(of: values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } })
  }
}
