// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Statistics of version 0.1.0 that came out wrong, on the households where they did, with the optimised program.
@Suite("Engine cases", .enabled(if: Program.isOptimised))
struct EngineCaseTests {
  private static let isSlow = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil

  private static let analyst =
    (try? String(
      contentsOf: Program.root.appending(path: "Scenarios/new-york-analyst.yaml"), encoding: .utf8)) ?? ""

  /// The analyst's household with other strategies and another run.
  private func household(_ strategies: String, _ simulation: String, _ more: String = "") throws -> String {
    let start = try #require(Self.analyst.range(of: "\nstrategies:"))
    return Self.analyst[..<start.lowerBound] + "\nstrategies:\n" + strategies
      + "law: current\neconomy: default\n\(more)simulation: { \(simulation) }\n"
  }

  private static let three = """
      - name: on the day
        ana: { US: { claim: earliest, file: on the day }, LU: { claim: 65, file: on the day } }
      - name: ahead
        ana: { US: earliest, LU: 65 }
      - name: dollars at 70
        ana: { US: 70, LU: 65 }

    """

  /// Rows of a table by column.
  private func table(_ url: URL) throws -> [[String: String]] {
    let lines = String(decoding: try Data(contentsOf: url), as: UTF8.self).split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(zip(lines[0], $0)) { first, _ in first } }
  }

  private func run(_ command: [String], _ text: String, file: String) async throws -> [[String: String]] {
    let folder = try TemporaryFolder()
    let path = try folder.file("case.yaml", text)
    let run = try await Program.run(command + [path, "--quiet", "--output", folder.url.path + "/out"])
    #expect(run.status == 0, "\(run.error)")
    return try table(folder.url.appending(path: "out/\(file)"))
  }

  /// 0.1.0 said 63 ± 32 EUR over life for this household, 5,855 of 5,856 combinations undecided; its mean income is near 2,000 a month.
  @Test(
    "the certain income a month of the analyst is near the mean one, known to a hundredth, and decides what the mean decides"
  )
  func certaintyEquivalent() async throws {
    let text = try household(Self.three, "paths: 1000, seed: 1")
    func search(_ objective: String) async throws -> [[String: String]] {
      try await run(["search", "--objective", objective], text, file: "case-search/surface.csv")
    }
    func best(_ rows: [[String: String]]) throws -> (value: Double, error: Double) {
      let row = try #require(rows.first { Double($0["behind_best"] ?? "") == 0 })
      return (try #require(Double(row["objective"] ?? "")), try #require(Double(row["objective_standard_error"] ?? "")))
    }
    let (certain, mean, plain) = (
      try await search("certainty-equivalent"), try await search("mean"), try await search("certainty-equivalent(0)")
    )
    let (worth, income) = (try best(certain), try best(plain))
    #expect((1_200...2_600).contains(income.value) && worth.value < income.value && worth.value > 0.7 * income.value)
    #expect(worth.error < 0.02 * worth.value)
    func undecided(_ rows: [[String: String]]) -> Int { rows.count { $0["undecided"] == "true" } }
    #expect(
      undecided(certain) <= max(3 * undecided(mean), mean.count / 10), "\(undecided(certain)), mean \(undecided(mean))")
    #expect(undecided(plain) <= max(3 * undecided(mean), mean.count / 10))
  }

  /// 0.1.0 said 22 ± 4 EUR over life for a mean of 1,573,520 and moved the best to everything at once.
  @Test("a pension far above every floor is worth a little less than its mean, and is claimed when the mean says")
  func certaintyOfALargePension() async throws {
    let text = """
      title: a long career in Luxembourg and ten early years in the United States
      as_of: 2026-11
      currency: EUR
      people:
        p:
          born: 1963-06-15
          sex: male
          citizenship: [LU]
          lives: { LU: 1985-01.. }
          records:
            US: { earnings: { 1981..1990: { amount: 20000, wages_of: 1984 } } }
            LU:
              periods:
                - { from: 1991-01, to: 2026-06, kind: compulsory, pay: { amount: 4200, wages_of: 2016 } }
      means_test: none
      strategies:
        - { name: a, p: { US: earliest, LU: earliest } }
      simulation: { paths: 1000, seed: 1 }

      """
    var best: [[String: String]] = []
    for objective in ["certainty-equivalent(0)", "certainty-equivalent"] {
      let rows = try await run(["search", "--objective", objective], text, file: "case-search/surface.csv")
      best.append(try #require(rows.first { Double($0["behind_best"] ?? "") == 0 }))
      #expect(rows.count { $0["undecided"] == "true" } < rows.count / 20)
    }
    let worth = try best.map { try #require(Double($0["objective"] ?? "")) }
    #expect((3_000...9_000).contains(worth[0]) && worth[1] < worth[0] && worth[1] > 0.95 * worth[0], "\(worth)")
    let error = try #require(Double(best[1]["objective_standard_error"] ?? ""))
    #expect(error > 0 && error < 0.005 * worth[1])
    #expect(best[0]["p_lu_claim"] == best[1]["p_lu_claim"])
  }

  /// From 524,304 paths on 0.1.0 gave the error 0 and "100 %"; 65,536 paths gave 99.86 %.
  @Test(
    "Sobol runs of any size have an error, which falls like one over the root of the paths or faster, and one chance")
  func sobol() async throws {
    var errors: [Double] = []
    for paths in Self.isSlow ? [65_536, 540_000, 1_200_000] : [16_384, 196_608] {
      let table = try await run(
        ["compare"],
        // Savings were not counted then.
        household(
          Self.three, "paths: \(paths), sobol_years: 30, seed: 1", "means_test: { wealth: ignored }\n"),
        file: "case/strategies.csv")
      let row = try #require(table.first { $0["strategy"] == "dollars at 70" })
      let error = try #require(
        row.first { $0.key.hasPrefix("difference_to_best_standard_error") }.flatMap { Double($0.value) })
      let chance = try #require(
        row.first { $0.key.hasPrefix("chance_better_than_best_share") }.flatMap { Double($0.value) })
      #expect(error > 0 && min(chance, 1 - chance) > 0.0002 && min(chance, 1 - chance) < 0.01, "\(paths): \(chance)")
      errors.append(error)
    }
    for (first, second) in zip(errors, errors.dropFirst()) { #expect(second < first, "\(errors)") }
  }

  /// 0.35 GB and 3.5 GB in 0.1.0.
  @Test("192 strategies take under 0.2 GB, 2,425 under 0.5 GB", arguments: isSlow ? [192, 2_425] : [192])
  func memory(_ strategies: Int) async throws {
    let grid = strategies == 192 ? "LU: [65, 66]" : "LU: 65..67 by month"
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "case.yaml", household("  - grid: { ana: { US: 62y1m..70 by month, \(grid) } }\n", "paths: 300, seed: 1"))
    // GNU time says the largest resident set, in kilobytes.
    let time = URL(fileURLWithPath: "/usr/bin/time")
    guard FileManager.default.isExecutableFile(atPath: time.path) else { return }
    let run = try await Program.run(
      ["-f", "%M", Program.binary.path, "compare", path, "--quiet", "--output", folder.url.path + "/out"],
      executable: time)
    #expect(run.status == 0, "\(run.error)")
    let kilobytes = try #require(run.error.split(separator: "\n").last.flatMap { Int($0) })
    #expect(kilobytes < (strategies == 192 ? 200_000 : 500_000), "\(kilobytes) kB")
  }
}
