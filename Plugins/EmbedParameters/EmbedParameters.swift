// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import PackagePlugin

/// Turns a target's `Parameters/`, or its `Templates/`, and its `Words/` into Swift, so that the program carries its law and its sentences in itself.
@main
struct EmbedParameters: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let tool = try context.tool(named: "embed-files").url
    var commands: [Command] = []
    let manager = FileManager.default
    let folders = ["Parameters", "Templates"].map { target.directoryURL.appending(path: $0) }
    let folder = folders.first { manager.fileExists(atPath: $0.path()) } ?? folders[0]
    let paths = FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String } ?? []
    let files = paths.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".csv") }.sorted()
    if !files.isEmpty {
      let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
      commands.append(
        .buildCommand(
          displayName: "Embedding the files of \(target.name)", executable: tool,
          arguments: ["files", output.path(), folder.path()] + files,
          inputFiles: files.map { folder.appending(path: $0) }, outputFiles: [output]))
    }
    let words = target.directoryURL.appending(path: "Words")
    let languages = (FileManager.default.enumerator(atPath: words.path())?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".yaml") }.sorted()
    if !languages.isEmpty {
      let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedWords.swift")
      commands.append(
        .buildCommand(
          displayName: "Checking and embedding the words of \(target.name)", executable: tool,
          arguments: ["words", output.path(), words.path()],
          inputFiles: languages.map { words.appending(path: $0) }, outputFiles: [output]))
    }
    return commands
  }
}
