// swift-tools-version: 6.1
// SPDX-License-Identifier: GPL-3.0-or-later
import PackageDescription

/// A package of its own, so that nobody who only uses the program builds it.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "retiresim", path: "..")],
  targets: [
    .systemLibrary(name: "CGSLForReference", pkgConfig: "gsl"),
    .target(name: "CReference", dependencies: ["CGSLForReference"]),
    .executableTarget(
      name: "bench",
      dependencies: [
        "CReference", .product(name: "RetirementSimulation", package: "retiresim"),
        .product(name: "PensionRules", package: "retiresim"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
