// SPDX-License-Identifier: GPL-3.0-or-later
import Reporting
import Statistics

/// The charts of a study. Each title is a finding; each is readable in grey.
struct StudyCharts {
  struct Drawn: Sendable {
    var file: String
    var svg: String
    var alternative: String
  }

  private struct Planned {
    var name: String
    var title: String
    var subtitle: String
    var script: GnuplotScript
  }

  /// Every file that may be drawn.
  static let files = Set(
    ["classes", "gain-by-units", "gains", "assumptions", "minimum-by-rate", "law-events", "agreement"]
      .map { "charts/\($0).svg" })

  let study: MergedStudy
  let summary: StudySummary

  init(_ study: MergedStudy, _ summary: StudySummary) { (self.study, self.summary) = (study, summary) }

  /// - Returns: the charts, none without gnuplot, and warnings.
  func draw(searchPath: String) -> (charts: [Drawn], warnings: [String]) {
    guard let gnuplot = ExternalTool("gnuplot", searchPath: searchPath) else {
      return ([], ["gnuplot was not found, so there are no charts; the tables hold the numbers"])
    }
    var drawn: [Drawn] = []
    var warnings: [String] = []
    let planned = [classes(), gainMap(), gains(), changes(), exposure(), lawEvents(), agreement()].compactMap { $0 }
    let drawings = gnuplot.runAll(["-d", "-"], inputs: planned.map { Array($0.script.text.utf8) })
    for (chart, drawing) in zip(planned, drawings) {
      do {
        let bytes = try drawing.get()
        let alternative = chart.title + ". " + chart.subtitle
        let svg = try SVG.finished(
          String(decoding: bytes, as: UTF8.self), name: chart.name, title: chart.title, description: alternative)
        drawn.append(Drawn(file: "charts/\(chart.name).svg", svg: svg, alternative: alternative))
      } catch {
        warnings.append("the chart \(chart.name).svg could not be drawn: \(error)")
      }
    }
    return (drawn, warnings)
  }

  // MARK: Charts

  /// Bars of the classes of careers, with the shares that circulate as marks.
  private func classes() -> Planned? {
    let rows = CareerClass.allCases.compactMap { summary.row("class_share", $0.rawValue) }
    guard let largest = rows.max(by: { $0.estimate.value < $1.estimate.value }) else { return nil }
    let title =
      "\(StudyReport.percent(largest.estimate.value)) of careers are \(StudyReport.name(ofClass: largest.group))"
    let subtitle =
      "Share of \(largest.careers) careers; whiskers: 95 % interval"
      + (study.about.comparedShares.isEmpty ? "" : "; diamonds: shares that circulate, without a source")
    return bars(
      "classes", title, subtitle,
      rows.map { row in
        Bar(
          label: StudyReport.name(ofClass: row.group), estimate: row.estimate * 100,
          mark: study.about.comparedShares[row.group].map { $0 * 100 })
      }, unit: "%")
  }

  /// Mean change of the best value at each point of the design.
  private func changes() -> Planned? {
    let rows = summary.rows.filter { $0.measure == "change_of_best_value" }
    guard rows.count > 0, let largest = rows.max(by: { abs($0.estimate.value) < abs($1.estimate.value) }) else {
      return nil
    }
    let title =
      "\(largest.group): \(StudyReport.money(largest.estimate.value, study, signed: true)) over life on average"
    return bars(
      "assumptions", title,
      "Mean change of the best strategy's value against \(study.about.points[0]); whiskers: 95 % interval",
      rows.map { Bar(label: $0.group, estimate: $0.estimate, mark: nil) },
      unit: study.about.currency)
  }

  /// What means-tested income is worth by the exchange rate ten years on.
  private func exposure() -> Planned? {
    let rows = summary.rows.filter { $0.measure == "minimum_value_by_exchange_rate" && $0.point == 0 }
    guard let low = rows.first, let high = rows.last, rows.count > 1, rows.contains(where: { $0.estimate.value > 0 })
    else { return nil }
    let (dear, cheap) = (StudyReport.money(low.estimate.value, study), StudyReport.money(high.estimate.value, study))
    return bars(
      "minimum-by-rate",
      "Means-tested income is worth \(dear) over life where the dollar is dear, \(cheap) where it is cheap",
      "Mean over \(low.careers) careers, by dollars for one euro ten years on at \(study.about.asOf) prices; whiskers: 95 % interval",
      rows.map {
        Bar(label: "\($0.group) $/€", estimate: $0.estimate, mark: nil)
      }, unit: study.about.currency)
  }

  /// What each change of law does to the best strategy's value.
  private func lawEvents() -> Planned? {
    let rows = summary.rows.filter { $0.measure == "law_event_change" && $0.group != LawEvent.noAgreement.key }
    guard let largest = rows.max(by: { abs($0.estimate.value) < abs($1.estimate.value) }) else { return nil }
    let name = study.about.lawEvent(largest.group)?.meaning ?? largest.group
    return bars(
      "law-events", "Most would change if \(name): \(StudyReport.money(largest.estimate.value, study, signed: true))",
      "Mean change of the best strategy's value over \(largest.careers) careers; whiskers: 95 % interval",
      rows.map {
        Bar(
          label: study.about.lawEvent($0.group)?.shortName ?? $0.group, estimate: $0.estimate, mark: nil)
      }, unit: study.about.currency)
  }

  /// What adding periods together is worth, by class.
  private func agreement() -> Planned? {
    let rows = CareerClass.allCases.compactMap { summary.row("gain_from_agreement", $0.rawValue) }
    guard let largest = rows.max(by: { $0.estimate.value < $1.estimate.value }), largest.estimate.value > 0 else {
      return nil
    }
    return bars(
      "agreement",
      "Adding periods together is worth most to careers that are \(StudyReport.name(ofClass: largest.group)): \(StudyReport.money(largest.estimate.value, study))",
      "Mean gain over life from the agreement, by class; whiskers: 95 % interval",
      rows.map {
        Bar(
          label: "\(StudyReport.name(ofClass: $0.group)) (\($0.careers))", estimate: $0.estimate, mark: nil)
      }, unit: study.about.currency)
  }

  private struct Bar {
    var label: String
    var estimate: Estimate
    var mark: Double?

    /// Ends of the whisker; the value where no error can be said.
    func whisker(within limits: ClosedRange<Double>) -> [Double] {
      let interval = estimate.standardError == nil ? estimate.value...estimate.value : estimate.interval95
      return [interval.lowerBound, interval.upperBound].map { min(max($0, limits.lowerBound), limits.upperBound) }
    }
  }

  private func bars(_ name: String, _ title: String, _ subtitle: String, _ bars: [Bar], unit: String) -> Planned {
    let height = 150 + 46 * bars.count
    var script = GnuplotScript(height: height)
    let top = script.headline(title, subtitle)
    script.frame(left: 0.3, right: 0.92, bottom: 46 / Double(height), top: top)
    // A share's interval ends at 0 and 100.
    let limits = unit == "%" ? 0...100 : -Double.infinity...Double.infinity
    let ends: [Double] = bars.flatMap { $0.whisker(within: limits) + [$0.mark ?? 0, 0] }
    let ticks = NiceTicks(ends.min() ?? 0, ends.max() ?? 1, count: 6)
    script.range("x", ticks.low, ticks.high)
    script.range("y", -0.6, Double(bars.count) - 0.4)
    script.tics("x", ticks.values.map { ($0, StudyReport.number($0, places: ticks.places) + " " + unit) })
    script.tics(
      "y", bars.enumerated().map { (Double(bars.count - 1 - $0.offset), GnuplotScript.shortened($0.element.label, 38)) }
    )
    script.add("set border 1; set ytics scale 0; set grid xtics lc rgb '\(Ink.grid)' lw 1 dt 1 back")
    script.data("bars", bars.enumerated().map { [Double(bars.count - 1 - $0.offset), $0.element.estimate.value] })
    script.data(
      "errors",
      bars.enumerated().map {
        [$0.element.estimate.value, Double(bars.count - 1 - $0.offset)] + $0.element.whisker(within: limits)
      })
    var plots = [
      "$bars using (0):1:(0):2:($1-.3):($1+.3) with boxxyerror fc rgb '\(Ink.blue)'",
      "$errors using 1:2:3:4 with xerrorbars pt 7 ps 0.4 lw 1.5 lc rgb '\(Ink.text)'",
    ]
    let marks = bars.enumerated().compactMap { index, bar in bar.mark.map { [$0, Double(bars.count - 1 - index)] } }
    if !marks.isEmpty {
      script.data("marks", marks)
      plots.append("$marks using 1:2 with points pt 13 ps 1.6 lc rgb '\(Ink.vermilion)'")
    }
    script.add("plot " + plots.joined(separator: ", "))
    return Planned(name: name, title: title, subtitle: subtitle, script: script)
  }

  /// Heat map of the gain by units in both countries.
  private func gainMap() -> Planned? {
    // A mean of a few careers says little; small studies have no others.
    let least = summary.cells.reduce(0) { $0 + $1.careers } < 200 ? 1 : 5
    let cells = summary.cells.filter { $0.careers >= least }
    guard cells.count > 1, let best = cells.max(by: { $0.gain.value < $1.gain.value }) else { return nil }
    let columns = Set(cells.map(\.first)).sorted()
    let rows = Set(cells.map(\.second)).sorted()
    let title =
      "Choosing well matters most with \(best.first)–\(best.first + StudySummary.firstBin - 1) \(study.about.coverage(in: 0)) and \(best.second)–\(best.second + StudySummary.secondBin - 1) \(study.about.coverage(in: 1)): \(StudyReport.money(best.gain.value, study))"
    let subtitle =
      "Mean gain over life of the best strategy over '\(study.about.naive)', in thousands of \(study.about.currency) at \(study.about.asOf) prices"
      + (least > 1 ? "; cells of fewer than \(least) careers are left out" : "")
    let height = min(760, 190 + rows.count * 34)
    var script = GnuplotScript(height: height)
    let top = script.headline(title, subtitle) - 24 / Double(height)
    script.frame(
      left: 0.14, right: min(0.96, 0.16 + 0.075 * Double(columns.count)), bottom: 66 / Double(height), top: top)
    script.range("x", -0.5, Double(columns.count) - 0.5)
    script.range("y", -0.5, Double(rows.count) - 0.5)
    script.add("unset border")
    script.add("set tics scale 0")
    script.tics(
      "x", columns.enumerated().map { (Double($0.offset), "\($0.element)–\($0.element + StudySummary.firstBin - 1)") })
    script.tics(
      "y", rows.enumerated().map { (Double($0.offset), "\($0.element)–\($0.element + StudySummary.secondBin - 1)") })
    script.label(study.about.coverage(in: 0), x: 0.14, y: 18 / Double(height), in: .screen, size: 12)
    script.label(study.about.coverage(in: 1), x: 0.02, y: top + 10 / Double(height), in: .screen, size: 12)
    var boxes: [[Double]] = []
    let scale = max(best.gain.value, 1e-9)
    for cell in cells {
      guard let x = columns.firstIndex(of: cell.first), let y = rows.firstIndex(of: cell.second) else { continue }
      let share = min(max(cell.gain.value / scale, 0), 1)
      let fill = (red: Int(240 - 232 * share), green: Int(246 - 182 * share), blue: Int(252 - 123 * share))
      boxes.append([Double(x), Double(y), Double(fill.red * 65536 + fill.green * 256 + fill.blue)])
      script.label(
        StudyReport.number(cell.gain.value / 1000, places: 1), x: Double(x), y: Double(y), in: .first, align: .center,
        size: 11, colour: Ink.on(fill))
    }
    script.data("cells", boxes)
    script.add("plot $cells using 1:2:($1-.49):($1+.49):($2-.49):($2+.49):3 with boxxyerror fc rgb variable")
    return Planned(name: "gain-by-units", title: title, subtitle: subtitle, script: script)
  }

  /// Share of careers whose gain is at most so much.
  private func gains() -> Planned? {
    let values = study.items.filter { $0.point == 0 }.compactMap { $0.gain?.value }.sorted()
    guard values.count > 1, values[values.count - 1] > values[0] else { return nil }
    let noticeable = 1000.0
    let share = Double(values.filter { $0 >= noticeable }.count) / Double(values.count)
    let title =
      "\(StudyReport.percent(share)) of careers gain \(StudyReport.money(noticeable, study)) or more over life by choosing the best strategy"
    let subtitle =
      "Careers by gain over life against '\(study.about.naive)', \(study.about.currency) at \(study.about.asOf) prices; \(values.count) careers"
    var script = GnuplotScript(height: 420)
    let top = script.headline(title, subtitle) - 22.0 / 420
    script.frame(left: 0.1, right: 0.95, bottom: 0.12, top: top)
    let ticks = NiceTicks(values[0], values[values.count - 1], count: 6)
    script.range("x", ticks.low, ticks.high)
    script.range("y", 0, 100)
    script.tics("x", ticks.values.map { ($0, StudyReport.number($0, places: ticks.places)) })
    script.tics("y", [0, 25, 50, 75, 100].map { (Double($0), "\($0) %") })
    script.add("set grid ytics lc rgb '\(Ink.grid)' lw 1 dt 1 back")
    let step = max(1, values.count / 400)
    script.data(
      "gains",
      values.indices.filter { $0 % step == 0 || $0 == values.count - 1 }
        .map { [values[$0], 100 * Double($0 + 1) / Double(values.count)] })
    script.label(
      "share of careers that gain at most this much", x: 0.1, y: top + 0.02, in: .screen, size: 12, colour: Ink.muted)
    script.add("plot $gains using 1:2 with steps lw 2.5 lc rgb '\(Ink.blue)'")
    return Planned(name: "gains", title: title, subtitle: subtitle, script: script)
  }
}
