// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Quantities

/// A fan of the nominal exchange rate: where it lies in half and in nine tenths of the futures, year by year.
package struct ExchangeRateFan {
  package let title: String
  package let subtitle: String
  package let script: GnuplotScript

  /// A program that is missing, or what went wrong with the drawing.
  package struct NotDrawn: Error, CustomStringConvertible {
    package var description: String
  }

  /// - Parameters:
  ///   - projection: at least one horizon; one a year makes a smooth fan.
  ///   - start: dollars per euro in the valuation month.
  package init(_ projection: EconomyProjection, start: Double) {
    let wanted = [0.05, 0.25, 0.5, 0.75, 0.95]
    // Column 1 is the time in years, then the quantiles.
    let asOf = projection.asOf
    let origin = Double(asOf.year) + Double(asOf.month) / 12
    var rows = [[origin] + wanted.map { _ in start }]
    for horizon in projection.horizons {
      let values = wanted.map { p in
        horizon.rateQuantiles.first { $0.probability == p }?.estimate.value ?? .nan
      }
      rows.append([origin + Double(horizon.months) / 12] + values)
    }
    let last = rows[rows.count - 1]
    let year = (asOf + (projection.horizons.last?.months ?? 0)).year
    title =
      "In \(year) a euro costs between \(fixedDecimal(last[1], 2)) and \(fixedDecimal(last[5], 2)) dollars in nine futures of ten"
    subtitle =
      "Nominal dollars per euro under \(projection.process.model.rawValue) from \(asOf), \(projection.paths) paths, seed \(projection.seed): "
      + "median, middle half and middle nine tenths"
    let all = rows.flatMap { $0.dropFirst() }
    let ticks = NiceTicks(all.min() ?? 0, all.max() ?? 2, count: 6)
    var script = GnuplotScript(height: 420)
    let ceiling = script.headline(title, subtitle) - 0.02
    script.frame(left: 0.07, right: 0.87, bottom: 0.12, top: ceiling)
    script.range("x", rows[0][0], last[0])
    script.range("y", ticks.low, ticks.high)
    script.add("set grid ytics lc rgb '\(Ink.grid)' lw 1 dt 1 back")
    script.tics("y", ticks.values.map { ($0, fixedDecimal($0, max(1, ticks.places))) })
    let step = last[0] - rows[0][0] > 30 ? 10 : last[0] - rows[0][0] > 8 ? 5 : 1
    let years = Int(rows[0][0].rounded(.up))...max(Int(rows[0][0].rounded(.up)), Int(last[0]))
    script.tics("x", years.filter { $0 % step == 0 }.map { (Double($0), String($0)) })
    script.data("fan", rows)
    let gap = 0.045 * (ticks.high - ticks.low)
    let places = LabelPlacement.spread(Array(last.dropFirst()), gap: gap, within: ticks.low...ticks.high)
    for (text, y) in zip(["5 %", "25 %", "median", "75 %", "95 %"], places) {
      script.label(text, x: last[0], y: y, in: .first, size: 12, shift: 0.8)
    }
    // Lightness alone tells the bands apart in grey; the outer edge is drawn too.
    script.add(
      "plot $fan using 1:2:6 with filledcurves fc rgb '#cfe3f3', $fan using 1:3:5 with filledcurves fc rgb '#86b9de', "
        + "$fan using 1:2 with lines lc rgb '\(Ink.blue)' lw 1 dt (6,4), "
        + "$fan using 1:6 with lines lc rgb '\(Ink.blue)' lw 1 dt (6,4), "
        + "$fan using 1:4 with lines lc rgb '\(Ink.text)' lw 2.5")
    self.script = script
  }

  /// Draws the fan with gnuplot.
  ///
  /// - Parameter searchPath: folders separated by colons.
  /// - Throws: ``NotDrawn`` where gnuplot is missing or fails.
  package func svg(searchPath: String) throws -> String {
    guard let gnuplot = ExternalTool("gnuplot", searchPath: searchPath) else {
      throw NotDrawn(description: "gnuplot was not found")
    }
    do {
      let bytes = try gnuplot.run(["-d", "-"], input: Array(script.text.utf8))
      return try SVG.finished(
        String(decoding: bytes, as: UTF8.self), name: "exchange-rate", title: title,
        description: title + ". " + subtitle)
    } catch {
      throw NotDrawn(description: "the chart could not be drawn: \(error)")
    }
  }
}
