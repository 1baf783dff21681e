// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

extension AwardValue {
  /// JSON on many lines, keys in their order, for files that people read and compare.
  var prettyJSON: String {
    var text = ""
    write(to: &text, indent: "")
    return text + "\n"
  }

  private func write(to text: inout String, indent: String) {
    let inner = indent + "  "
    switch self {
    case .object(let fields) where !fields.isEmpty:
      text += "{\n"
      for (index, field) in fields.enumerated() {
        text += inner + AwardValue.text(field.key).json + ": "
        field.value.write(to: &text, indent: inner)
        text += index + 1 < fields.count ? ",\n" : "\n"
      }
      text += indent + "}"
    case .array(let values) where !values.isEmpty:
      text += "[\n"
      for (index, value) in values.enumerated() {
        text += inner
        value.write(to: &text, indent: inner)
        text += index + 1 < values.count ? ",\n" : "\n"
      }
      text += indent + "]"
    default: text += json
    }
  }
}
