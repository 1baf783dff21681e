// SPDX-License-Identifier: GPL-3.0-or-later

/// `text` as it stands between the quotes of a Swift string literal; carriage returns go.
func escaped(_ text: String) -> String {
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
  return literal
}
