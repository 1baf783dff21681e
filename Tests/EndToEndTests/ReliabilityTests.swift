// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import ScenarioFiles
import Testing

/// What once stopped the program: each input ends in an exit code and a message, or in a report.
@Suite("retiresim: what nothing stops")
struct ReliabilityTests {
  private static let isSlow = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil
  private static let cookbook = Program.root.appending(path: "Scenarios/cookbook/age-57.yaml").path

  private static func scenario(economy: String, more: String = "", paths: Int = 16) -> String {
    """
    title: Edges
    as_of: 2026-11
    currency: EUR
    people:
      ana:
        born: 1965-02-20
        sex: female
        citizenship: [US]
        lives: { US: 2004-01..2010-12, LU: 2011-01.. }
        records:
          US: { earnings: { 2004: 33000, 2005..2010: { amount: 44000, wages_of: 2010 } } }
          LU: { periods: [ { from: 2011-01, to: 2025-12, kind: compulsory, pay: { amount: 4900 EUR, wages_of: 2025 } } ] }
    needs: 2000 EUR
    savings: { EUR: 35000, USD: 20000 }
    strategies:
      - { name: soon, ana: { US: earliest, LU: earliest } }
      - { name: late, ana: { US: 70, LU: 65 } }
    economy: \(economy)
    simulation: { paths: \(paths), seed: 1\(more) }

    """
  }

  @Test("numbers of paths that no run ends are refused at once by every command")
  func paths() async throws {
    let folder = try TemporaryFolder()
    let study = Program.root.appending(path: "Examples").path
    for paths in ["9223372036854775807", "9223372036854775808", "100000001", "0", "-5"] {
      for command in [
        ["compare", Self.cookbook], ["search", Self.cookbook], ["economy"], ["batch", study, "--out", "o"],
      ] {
        let run = try await Program.run(command + ["--paths=\(paths)"], in: folder.url, killAfter: 60)
        #expect(run.status == 64 && !run.signalled, "\(command[0]) \(paths): \(run.error)")
      }
    }
    #expect(folder.contents == [])
  }

  @Test("file names that are no names of folders, and what a terminal would obey in them")
  func names() async throws {
    let folder = try TemporaryFolder()
    let text = Self.scenario(economy: "default")
    for name in ["..yaml", "...yaml", "a\u{1B}[31mb.yaml"] {
      _ = try folder.file(name, text)
      let run = try await Program.run(
        ["compare", "--paths", "8", "--output", "o", "--", name], in: folder.url, killAfter: 120)
      #expect(!run.signalled && !run.error.contains("\u{1B}"), "\(run.error)")
      if name.hasPrefix("..") { #expect([65, 73].contains(run.status), "\(name): \(run.status) \(run.error)") }
    }
    let wrong = try await Program.run(["validate", "no\u{1B}[2Jfile.yaml"], in: folder.url)
    #expect(wrong.status == 66 && !wrong.error.contains("\u{1B}"))
  }

  @Test("a place that takes no report is refused before the work: in less time than the work takes")
  func places() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("s.yaml", Self.scenario(economy: "default", paths: 100_000_000))
    _ = try folder.file("taken", "")
    for output in ["taken", "taken/below", "/proc", "/dev/null"] {
      for command in ["compare", "search"] {
        let run = try await Program.run([command, file, "--output", output], in: folder.url, killAfter: 60)
        #expect(run.status == 73 && !run.signalled, "\(command) \(output): \(run.error)")
      }
    }
  }

  @Test("few free descriptors", arguments: [8, 10, 12, 14, 16, 20, 24])
  func descriptors(_ count: Int) async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("s.yaml", Self.scenario(economy: "default"))
    let run = try await Program.run(
      ["-c", "ulimit -n \(count); exec \"$0\" compare \"$1\" --output o --quiet", Program.binary.path, file],
      in: folder.url, executable: URL(fileURLWithPath: "/bin/sh"), killAfter: 300)
    #expect(!run.signalled && [0, 66, 69, 73, 74].contains(run.status), "\(count): \(run.status) \(run.error)")
    if run.status == 0 { #expect(folder.contents.contains("o/s/report.md")) }
  }

  @Test("a gnuplot that hangs costs one minute, and the report names the charts that are missing", .enabled(if: isSlow))
  func hangs() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("s.yaml", Self.scenario(economy: "default"))
    let gnuplot = try folder.file("gnuplot", "#!/bin/sh\nexec sleep 5000\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: gnuplot)
    let start = ContinuousClock.now
    let run = try await Program.run(
      ["compare", file, "--output", "o", "--quiet"], in: folder.url,
      environment: ["PATH": "\(folder.url.path):/usr/bin:/bin"], killAfter: 300)
    #expect(run.status == 0 && ContinuousClock.now - start < .seconds(120), "\(run.error)")
    let report = try String(contentsOf: folder.url.appending(path: "o/s/report.md"), encoding: .utf8)
    #expect(report.contains("charts/income.svg") && run.error.contains("charts/income.svg"), "\(run.error)")
  }

  /// A scenario whose economy has some parameters at or near the ends of what the schema allows.
  private static func edge(_ generator: inout SplitMix) -> String {
    let models: [(name: String, parameters: [String])] = [
      ("rw", ["m", "s", "q0"]), ("gbm", ["m", "s"]), ("ou", ["kappa", "theta", "sigma", "q0"]),
      ("student_t", ["m", "s", "nu"]), ("ou_t", ["kappa", "theta", "sigma", "nu"]),
      ("merton", ["m", "s", "lambda_m", "muJ", "deltaJ"]), ("rs2", ["m1", "m2", "s1", "s2"]),
      ("rs2_common_mean", ["m", "s1", "s2"]),
      ("ou_rs", ["kappa", "theta", "s1", "s2", "theta_sd"]), ("garch", ["omega", "alpha", "h1"]), ("bootstrap", ["q0"]),
    ]
    let limits: [String: (Double, Double)] = [
      "m": (-0.05, 0.05), "m1": (-0.05, 0.05), "m2": (-0.05, 0.05), "s": (0, 0.3), "s1": (0, 0.3), "s2": (0, 0.3),
      "sigma": (0, 1), "kappa": (0, 100), "theta": (-2, 2), "theta_sd": (0, 1), "q0": (-2, 2), "nu": (2.5, 1000),
      "lambda_m": (0, 1), "muJ": (-0.3, 0.3), "deltaJ": (0, 0.3), "omega": (1e-12, 0.01), "h1": (1e-12, 0.1),
      "alpha": (0, 0.15),
    ]
    func pick(_ low: Double, _ high: Double) -> Double {
      switch Int.random(in: 0...2, using: &generator) {
      case 0: low
      case 1: high
      default: low + (high - low) * Double.random(in: 0...1, using: &generator)
      }
    }
    let model = models[Int.random(in: 0..<models.count, using: &generator)]
    var parameters: [String] = []
    for name in model.parameters where Bool.random(using: &generator) {
      guard let (low, high) = limits[name] else { continue }
      parameters.append("\(name): \(pick(low, high))")
    }
    var macro: [String] = []
    for series in ["pi_us", "pi_lu", "w_us", "w_lu", "i_us", "i_eu", "l_us", "l_eu", "eq_us", "eq_ea"]
    where Int.random(in: 0...2, using: &generator) == 0 {
      let isReturn = series.hasPrefix("eq")
      macro.append("\(series).mean: \(isReturn ? pick(-0.5, 0.5) : pick(-0.1, 0.3))")
      macro.append("\(series).sigma: \(isReturn ? pick(0, 1) : pick(0, 0.1))")
    }
    let cap = Bool.random(using: &generator) ? ", cap: \(pick(0.01, 10))" : ""
    let path = Int.random(in: 0...3, using: &generator) == 0 ? ", path: { 1: \(pick(-3, 3)), 600: \(pick(-3, 3)) }" : ""
    let economy =
      "{ model: \(model.name), parameters: { \(parameters.joined(separator: ", ")) }, macro: { \(macro.joined(separator: ", ")) }\(cap)\(path) }"
    let more = ["", ", antithetic: yes", ", discount_rate: 0.2", ", discount_rate: -0.05, last_age: 120"]
    return scenario(economy: economy, more: more[Int.random(in: 0..<more.count, using: &generator)])
  }

  @Test("what validate calls good runs: random scenarios at the edges of the schema", arguments: 0..<(isSlow ? 200 : 6))
  func edges(_ seed: Int) async throws {
    var generator = SplitMix(state: UInt64(seed))
    let folder = try TemporaryFolder()
    let text = Self.edge(&generator)
    let file = try folder.file("s.yaml", text)
    let check = try await Program.run(["validate", file], in: folder.url, killAfter: 120)
    #expect(!check.signalled && [0, 65].contains(check.status), "\(text)\(check.error)")
    let run = try await Program.run(
      ["compare", file, "--output", "o", "--quiet"], in: folder.url, environment: ["PATH": "/nonexistent"],
      killAfter: 300)
    #expect(!run.signalled && run.status == check.status, "\(run.status) after \(check.status): \(text)\(run.error)")
  }
}

/// Repeats its numbers. Steele, Lea and Flood (2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
