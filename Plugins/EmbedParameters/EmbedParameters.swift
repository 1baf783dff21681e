// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import PackagePlugin

/// Turns a target's `Parameters/` folder into Swift, so that the program carries its law in itself.
@main
struct EmbedParameters: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = target.directoryURL.appending(path: "Parameters")
    let paths = FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String } ?? []
    let files = paths.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".csv") }.sorted()
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding the parameters of \(target.name)",
        executable: try context.tool(named: "embed-files").url,
        arguments: [output.path(), folder.path()] + files,
        inputFiles: files.map { folder.appending(path: $0) }, outputFiles: [output])
    ]
  }
}
