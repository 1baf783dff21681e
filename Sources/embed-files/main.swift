// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a Swift file that holds the named files as text: `embed-files OUTPUT.swift FOLDER FILE…`.
import Foundation

let arguments = CommandLine.arguments
guard arguments.count >= 3 else { fatalError("usage: embed-files OUTPUT.swift FOLDER FILE…") }
let folder = URL(fileURLWithPath: arguments[2])
var code = "enum EmbeddedFiles {\n  static let all: [(name: String, text: StaticString)] = [\n"
for name in arguments.dropFirst(3) {
  let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  var literal = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": literal += "\\\\"
    case "\"": literal += "\\\""
    case "\n": literal += "\\n"
    case "\r": break
    case "\t": literal += "\\t"
    default: literal.unicodeScalars.append(scalar)
    }
  }
  code += "    (\"\(name)\", \"\(literal)\"),\n"
}
code += "  ]\n}\n"
try code.write(to: URL(fileURLWithPath: arguments[1]), atomically: true, encoding: .utf8)
