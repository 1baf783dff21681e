// swift-tools-version: 6.1
// SPDX-License-Identifier: GPL-3.0-or-later
import PackageDescription

let package = Package(
  name: "LibraryUse",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "retiresim", path: "../..")],
  targets: [
    .executableTarget(name: "LibraryUse", dependencies: [.product(name: "PensionRules", package: "retiresim")])
  ]
)
