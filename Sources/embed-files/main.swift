// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a Swift file that holds files as text: `embed-files files OUTPUT.swift FOLDER FILE…`; or the sentences of a module's
// `Words/` folder with a key each, once they have been checked: `embed-files words OUTPUT.swift FOLDER`.
import Foundation

let arguments = CommandLine.arguments
guard arguments.count >= 4 else { fatalError("usage: embed-files files|words OUTPUT.swift FOLDER [FILE…]") }
let folder = URL(fileURLWithPath: arguments[3])
let code: String
switch arguments[1] {
case "words":
  do {
    code = try Words(folder: folder).swift
  } catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(65)
  }
default:
  var text = "enum EmbeddedFiles {\n  static let all: [(name: String, text: StaticString)] = [\n"
  for name in arguments.dropFirst(4) {
    let content = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    text += "    (\"\(name)\", \"\(escaped(content))\"),\n"
  }
  code = text + "  ]\n}\n"
}
try code.write(to: URL(fileURLWithPath: arguments[2]), atomically: true, encoding: .utf8)
