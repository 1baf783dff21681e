// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

extension ExactDecimal {
  /// `96,410.20`, `47,900`: thousands by comma, two decimals where there are any.
  var grouped: String {
    let plain = text(places: 0)
    let text = plain.contains(".") ? text(places: 2) : plain
    let parts = text.split(separator: ".")
    var digits = ""
    for (index, digit) in parts[0].enumerated() {
      if index > 0, (parts[0].count - index) % 3 == 0, digits.last != "-" { digits.append(",") }
      digits.append(digit)
    }
    return digits + (parts.count > 1 ? "." + parts[1] : "")
  }
}
