// swift-tools-version: 6.1
// SPDX-License-Identifier: GPL-3.0-or-later
import PackageDescription

/// Every country is a folder of rules in `Sources/Rules`; adding one is adding its name here.
let countries = ["UnitedStates", "Luxembourg", "Germany"]

/// Sentences of a module, which the plugin checks and turns into keys and text inside the module.
let words = ["en", "fr", "de"].map { "Words/\($0).yaml" }

/// Holds a `Parameters/` or `Templates/` folder, sentences in `Words/`, or both, which the plugin turns into text inside the module.
func withData(_ name: String, path: String? = nil, _ data: [String], dependencies: [Target.Dependency]) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path, exclude: data + ["README.md"], plugins: ["EmbedParameters"])
}

func withParameters(_ name: String, path: String? = nil, dependencies: [Target.Dependency]) -> Target {
  withData(name, path: path, ["Parameters"], dependencies: dependencies)
}

func module(_ name: String, path: String? = nil, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, path: path, exclude: ["README.md"])
}

func tests(_ name: String, path: String? = nil, _ dependencies: [Target.Dependency], goldens: Bool = false)
  -> Target
{
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], path: path,
    exclude: goldens ? ["Goldens"] : [])
}

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "retiresim",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "retiresim", targets: ["retiresim"]),
    .library(name: "PensionRules", targets: ["Pensions", "Coordination", "Taxes"] + countries.map { "\($0)Rules" }),
    .library(
      name: "RetirementSimulation", targets: ["Simulation", "Strategies", "Statistics", "Economy", "Longevity"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .target(name: "CKernels", dependencies: ["CGSL"], exclude: ["README.md"]),
    .executableTarget(name: "embed-files", dependencies: [yams]),
    .plugin(name: "EmbedParameters", capability: .buildTool(), dependencies: ["embed-files"]),

    module("Quantities", []),
    module("Parameters", ["Quantities", yams]),
    module("Pensions", ["Quantities", "Parameters"]),
    module("Coordination", path: "Sources/Rules/Coordination", ["Pensions", "Quantities", "Parameters"]),
    module("Taxes", path: "Sources/Rules/Taxes", ["Pensions", "Quantities"]),
    module("RandomStreams", ["CGSL", "CKernels"]),
    module("Statistics", ["CGSL", "CKernels"]),
    withParameters(
      "Economy", dependencies: ["Quantities", "Parameters", "RandomStreams", "Statistics", "CGSL", "CKernels"]),
    withParameters("Longevity", dependencies: ["Quantities", "Parameters", "CGSL", "CKernels"]),
    withParameters(
      "Simulation",
      dependencies: [
        "RandomStreams", "Statistics", "Economy", "Longevity", "Pensions", "Parameters", "CKernels", "CGSL",
      ]),
    withData("Strategies", words, dependencies: ["Simulation", "Statistics", "CKernels", "Pensions"]),
    module("Statements", ["Pensions", "Quantities"]),
    module("Calibration", ["Economy", "RandomStreams", "CGSL", "Parameters", "Quantities"]),
    withData("ScenarioFiles", ["Templates"], dependencies: ["Strategies", yams]),
    module("Studies", ["Strategies", "Statistics", "ScenarioFiles", "Reporting", "RandomStreams", "CGSL"]),
    withData(
      "Reporting", words,
      dependencies: [
        "Strategies", "Statistics", "ScenarioFiles", "Economy", "Pensions", "Quantities", "RandomStreams",
      ]),
    .executableTarget(
      name: "retiresim",
      dependencies: [
        "ScenarioFiles", "Reporting", "Studies", "Calibration", "Economy", "Longevity", "Parameters", "Pensions",
        "Quantities", "RandomStreams", "Simulation", "Statements", "Statistics", "Strategies", "Taxes", argumentParser,
      ]
        + countries.map { .target(name: "\($0)Rules") },
      exclude: ["README.md"]),

    .target(
      name: "TestSupport", dependencies: ["Pensions", "Coordination", "Simulation", "Statistics"],
      path: "Tests/Support",
      exclude: ["README.md"]),
    tests("Quantities", ["Quantities"]),
    tests("Parameters", ["Parameters"]),
    tests("Pensions", ["Pensions"]),
    tests("Coordination", path: "Tests/Rules/CoordinationTests", ["Coordination"]),
    tests("RandomStreams", ["RandomStreams", "CGSL", "CKernels"]),
    tests("Statistics", ["Statistics", "RandomStreams"]),
    tests("Economy", ["Economy", "RandomStreams", "Statistics", "Pensions", "CGSL", "CKernels"], goldens: true),
    tests("Longevity", ["Longevity", "Parameters", "CGSL"]),
    tests("Simulation", ["Simulation", "Statistics"]),
    tests("Strategies", ["Strategies", "Statistics", "UnitedStatesRules", "LuxembourgRules"], goldens: true),
    tests("Calibration", ["Calibration", "Economy"], goldens: true),
    tests("ScenarioFiles", ["ScenarioFiles", "UnitedStatesRules", "LuxembourgRules"]),
    tests("Statements", ["Statements", "ScenarioFiles", "UnitedStatesRules", "LuxembourgRules"], goldens: true),
    tests("Studies", ["Studies", "Statistics"]),
    tests("Reporting", ["Reporting", "Statistics", "Economy"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["TestSupport", "ScenarioFiles", "retiresim"]),
  ]
    + countries.flatMap { country in
      [
        withData(
          "\(country)Rules", path: "Sources/Rules/\(country)", ["Parameters"] + words,
          dependencies: ["Coordination", "Taxes", "Pensions", "Parameters", "Quantities", "CKernels"]),
        tests(
          "\(country)Rules", path: "Tests/Rules/\(country)Tests", [.target(name: "\(country)Rules")],
          goldens: true),
      ]
    },
  swiftLanguageModes: [.v6]
)
