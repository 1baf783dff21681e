// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ScenarioFiles
import Strategies

/// Writes a scenario to begin with.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a commented scenario to edit; it runs as it is.",
    discussion: """
      EXAMPLE: retiresim new my-household
      """)

  @Argument(help: "Name of the scenario; the file is NAME.yaml.")
  var name: String

  func validate() throws {
    if name.isEmpty || name.hasSuffix("/") {
      throw ValidationError("the scenario needs a name, for example my-household")
    }
  }

  func run() throws {
    let path = name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? name : name + ".yaml"
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let title = file.prefix { $0 != "." }.map { $0 == "-" || $0 == "_" ? " " : String($0) }.joined()
    try NewFile.write(Scenario.template(name: title), to: path)
    try Terminal.write("\(path) is written; edit it, then: retiresim validate \(path)\n")
  }
}
