// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Strategies

/// A scenario file's text, checked to be text of a sensible size.
package struct ScenarioText {
  /// What the file should be, for hints.
  package enum Kind: String, Sendable {
    case scenario, study

    var whereToStart: String {
      switch self {
      case .scenario: "'retiresim new NAME' writes a scenario to edit"
      case .study: "copy Scenarios/studies/totalized-careers.yaml; docs/studies.md explains each key"
      }
    }
  }

  package let path: String
  package let text: String
  let kind: Kind

  /// A scenario of a household is a few kilobytes; a megabyte is a mistake.
  static let largest = 1_048_576

  /// - Throws: ``ScenarioError`` when there is no file, or it is a folder, too large, empty or not UTF-8.
  package init(contentsOf path: String, kind: Kind = .scenario) throws(ScenarioError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ScenarioError(
        path: path, message: "there is no such file", hint: kind.whereToStart,
        exitCode: ScenarioError.noInput)
    }
    guard !isFolder.boolValue else {
      throw ScenarioError(
        path: path, message: "this is a folder, not a \(kind) file",
        hint: kind == .study
          ? "name a file in it"
          : "name the files in it, for example \(path.hasSuffix("/") ? path : path + "/")*.yaml",
        exitCode: ScenarioError.noInput)
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw ScenarioError(
        path: path, message: "the file cannot be read", hint: "check its permissions",
        exitCode: ScenarioError.noInput)
    }
    defer { try? handle.close() }
    let data: Data
    do {
      data = try handle.read(upToCount: Self.largest + 1) ?? Data()
    } catch {
      throw ScenarioError(path: path, message: "the file cannot be read", exitCode: ScenarioError.noInput)
    }
    try self.init(bytes: Array(data), path: path, kind: kind)
  }

  /// - Throws: ``ScenarioError`` when the bytes are too many, none, or not UTF-8.
  package init(bytes: [UInt8], path: String, kind: Kind = .scenario) throws(ScenarioError) {
    guard bytes.count <= Self.largest else {
      throw ScenarioError(
        path: path, message: "the file is larger than 1 MB",
        hint: kind == .study
          ? "a study is a few kilobytes; its careers belong in a file of their own, 'careers: { file: careers.csv }'"
          : "a scenario is a few kilobytes; many careers belong in a study, see 'retiresim batch --help'")
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let body = hasMark ? bytes.dropFirst(3) : bytes[...]
    guard let text = String(validating: body, as: UTF8.self) else {
      let (line, column) = Self.positionOfInvalidByte(in: body)
      throw ScenarioError(
        path: path, line: line, column: column, message: "the file is not UTF-8 text",
        hint: "save it as UTF-8; spreadsheets and older editors offer that as a choice")
    }
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw ScenarioError(
        path: path, message: "the file is empty", hint: kind.whereToStart)
    }
    (self.path, self.text, self.kind) = (path, text, kind)
  }

  private static func positionOfInvalidByte(in bytes: ArraySlice<UInt8>) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return (line, column)
  }
}
