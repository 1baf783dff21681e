// SPDX-License-Identifier: GPL-3.0-or-later

/// Colours that colour-blind readers can tell apart (Okabe and Ito), chosen to differ in grey too.
package enum Ink {
  package static let text = "#1f2933"
  package static let muted = "#52606d"
  package static let grid = "#e4e7eb"
  package static let blue = "#0072B2"
  package static let orange = "#E69F00"
  package static let green = "#009E73"
  package static let vermilion = "#D55E00"

  /// Dark or white ink, whichever stands out more on `fill`, by WCAG's relative luminance.
  package static func on(_ fill: (red: Int, green: Int, blue: Int)) -> String {
    // At 0.22 white and our dark ink have the same contrast, (1.05 / 0.27) = (0.27 / 0.07).
    luminance(fill) > 0.22 ? text : "#ffffff"
  }

  static func luminance(_ colour: (red: Int, green: Int, blue: Int)) -> Double {
    func linear(_ channel: Int) -> Double {
      let c = Double(channel) / 255
      // sRGB's curve to about 0.01, without a power function.
      return c * c * (0.8 + 0.2 * c)
    }
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
  }
}

/// A gnuplot script under way. Every text goes through ``label(_:x:y:in:align:size:bold:colour:)`` or a tic, in single
/// quotes and without gnuplot's own markup, so that no name in a scenario can be a command.
package struct GnuplotScript {
  package enum Coordinates: String {
    case first, screen, graph
  }

  package enum Alignment: String {
    case left, center, right
  }

  let width: Int
  let height: Int
  package private(set) var text: String

  package init(width: Int = 900, height: Int) {
    (self.width, self.height) = (width, height)
    text = """
      reset
      set terminal svg size \(width),\(height) noenhanced font 'DejaVu Sans,13' background '#ffffff'
      set encoding utf8
      set border 3 lc rgb '\(Ink.muted)' lw 1
      set tics nomirror out scale 0.5 tc rgb '\(Ink.text)'
      unset key
      set style fill solid 1.0 noborder

      """
  }

  package mutating func add(_ line: String) { text += line + "\n" }

  /// Title and subtitle at the left edge, wrapped; returns the share of the height that stays below them.
  package mutating func headline(_ title: String, _ subtitle: String) -> Double {
    let titles = Self.wrapped(title, limit: width / 10, lines: 2)
    let subtitles = Self.wrapped(subtitle, limit: width / 7, lines: 3)
    var y = 1 - 22 / Double(height)
    for line in titles {
      label(line, x: 0.02, y: y, in: .screen, size: 16, bold: true)
      y -= 22 / Double(height)
    }
    for line in subtitles {
      label(line, x: 0.02, y: y, in: .screen, size: 12, colour: Ink.muted)
      y -= 17 / Double(height)
    }
    return y - 4 / Double(height)
  }

  /// - Parameters:
  ///   - shift: to the right, in widths of a character.
  ///   - upright: turned to read from bottom to top.
  package mutating func label(
    _ text: String, x: Double, y: Double, in coordinates: Coordinates, align: Alignment = .left, size: Int = 13,
    bold: Bool = false, colour: String = Ink.text, shift: Double = 0, upright: Bool = false
  ) {
    let place = coordinates.rawValue
    add(
      "set label \(Self.quoted(text)) at \(place) \(Self.number(x)), \(place) \(Self.number(y)) \(align.rawValue)\(upright ? " rotate by 90" : "") front"
        + (shift == 0 ? "" : " offset character \(Self.number(shift)), 0")
        + " font 'DejaVu Sans\(bold ? ":Bold" : ""),\(size)' tc rgb '\(colour)'")
  }

  package mutating func tics(_ axis: String, _ ticks: [(value: Double, label: String)]) {
    let list = ticks.map { tick in
      // The text of a tic is a format in which a percent sign is doubled.
      "\(Self.quoted(tick.label.replacing("%", with: "%%"))) \(Self.number(tick.value))"
    }.joined(separator: ", ")
    add("set \(axis)tics (\(list))")
  }

  /// A named block of numbers, one row a line.
  package mutating func data(_ name: String, _ rows: [[Double]]) {
    add("$\(name) << EOD")
    for row in rows { add(row.map(Self.number).joined(separator: " ")) }
    add("EOD")
  }

  package mutating func frame(left: Double, right: Double, bottom: Double, top: Double) {
    add("set lmargin at screen \(Self.number(left)); set rmargin at screen \(Self.number(right))")
    add("set bmargin at screen \(Self.number(bottom)); set tmargin at screen \(Self.number(top))")
  }

  package mutating func range(_ axis: String, _ low: Double, _ high: Double) {
    add("set \(axis)range [\(Self.number(low)):\(Self.number(high))]")
  }

  /// Text in single quotes, in which gnuplot runs and expands nothing; line breaks and control characters are gone.
  ///
  /// A quote inside is printed as ’: gnuplot 5.4 takes a doubled quote at the start of a text for its end.
  package static func quoted(_ text: String) -> String {
    "'" + oneLine(text).replacing("'", with: "\u{2019}") + "'"
  }

  /// A number as gnuplot reads it; `NaN` leaves a gap.
  package static func number(_ value: Double) -> String {
    guard value.isFinite else { return "NaN" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return fixedDecimal(value, 5)
  }

  /// Breaks at spaces into at most `lines` lines; what does not fit ends in `…`.
  package static func wrapped(_ text: String, limit: Int, lines: Int) -> [String] {
    let whole = filled(text, limit: limit, lines: lines)
    // A last line of a word or two reads badly: share the text out more evenly.
    guard whole.count > 1, let last = whole.last, last.count * 4 < limit else { return whole }
    let even = filled(text, limit: min(limit, text.count / whole.count + limit / 6), lines: lines)
    return even.count == whole.count ? even : whole
  }

  private static func filled(_ text: String, limit: Int, lines: Int) -> [String] {
    var result: [String] = []
    var current = ""
    for word in oneLine(text).split(separator: " ") {
      if current.isEmpty {
        current = String(word)
      } else if current.count + 1 + word.count <= limit {
        current += " " + word
      } else {
        result.append(current)
        current = String(word)
      }
    }
    if !current.isEmpty { result.append(current) }
    if result.count > lines {
      result = Array(result.prefix(lines))
      result[lines - 1] += " …"
    }
    return result.map { shortened($0, limit + 2) }
  }

  package static func shortened(_ text: String, _ limit: Int) -> String {
    text.count <= limit ? text : text.prefix(max(1, limit - 1)) + "…"
  }
}

/// Round numbers that cover a range, for the tics of an axis.
package struct NiceTicks {
  package var values: [Double]
  /// Decimals that tell the values apart.
  package var places: Int

  /// About `count` ticks from at most `low` to at least `high`.
  package init(_ low: Double, _ high: Double, count: Int) {
    guard low.isFinite, high.isFinite, high > low, count > 0 else {
      (values, places) = ([low.isFinite ? low : 0], 0)
      return
    }
    let rough = (high - low) / Double(count)
    var power = 1.0
    var decimals = 0
    while power * 10 <= rough { power *= 10 }
    while power > rough {
      power /= 10
      decimals += 1
    }
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? power * 10
    places = step >= 1 ? 0 : decimals - (step >= 10 * power * 0.999 ? 1 : 0)
    let first = (low / step).rounded(.down)
    let last = (high / step).rounded(.up)
    values = stride(from: first, through: last, by: 1).map { $0 * step }
  }

  package var low: Double { values[0] }
  package var high: Double { values[values.count - 1] }
}

/// Moves labels apart that would print over each other.
enum LabelPlacement {
  /// Positions in the order given, at least `gap` apart and as near to the wanted ones as that allows, within `range`.
  static func spread(_ wanted: [Double], gap: Double, within range: ClosedRange<Double>) -> [Double] {
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    var placed = order.map { min(max(wanted[$0], range.lowerBound), range.upperBound) }
    for _ in 0..<100 {
      var moved = false
      for i in placed.indices.dropFirst() where placed[i] - placed[i - 1] < gap - 1e-9 {
        let push = (gap - (placed[i] - placed[i - 1])) / 2
        placed[i - 1] -= push
        placed[i] += push
        moved = true
      }
      if let first = placed.first, first < range.lowerBound {
        placed[0] = range.lowerBound
      }
      if let last = placed.last, last > range.upperBound {
        placed[placed.count - 1] = range.upperBound
      }
      if !moved { break }
    }
    var result = wanted
    for (rank, index) in order.enumerated() { result[index] = placed[rank] }
    return result
  }
}
