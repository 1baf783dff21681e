// SPDX-License-Identifier: GPL-3.0-or-later
import Strategies

extension ReportBuilder {
  /// Chance of means-tested income by year; nil where no strategy shown ever has it.
  func minimumChart() -> Chart? {
    let shown = [proposed, reference].compactMap { $0 }
    guard shown.contains(where: { chartYears($0).contains { $0.minimumShare > 0 } }), chartYears(proposed).count >= 2
    else { return nil }
    let height = 400
    let year = proposed.income.first { $0.year >= settledYear }?.year ?? proposed.income[0].year
    func share(_ strategy: StrategyResult) -> String {
      numbers.share(strategy.income.first { $0.year == year }?.minimumShare ?? .nan)
    }
    let coincide =
      shown.count > 1
      && zip(chartYears(shown[0]), chartYears(shown[1])).allSatisfy {
        abs($0.minimumShare - $1.minimumShare) < 0.01
      }
    let title =
      coincide
      ? words.text(
        ChartPhrase.minimumTitleSame, ["minimum": minimumShort, "year": yearLabel(year), "best": share(proposed)])
      : shown.count > 1
        ? words.text(
          ChartPhrase.minimumTitle,
          [
            "minimum": minimumShort, "year": yearLabel(year), "best": share(proposed), "other": share(shown[1]),
            "reference": name(shown[1]),
          ])
        : words.text(
          ChartPhrase.minimumTitleOne, ["minimum": minimumShort, "year": yearLabel(year), "best": share(proposed)])
    let subtitle = words.text(
      ChartPhrase.minimumSubtitle, ["minimum": minimumShort, "paths": numbers.integer(result.paths)])
    var script = GnuplotScript(height: height)
    let ceiling = script.headline(title, subtitle) - 0.02
    let series = shown.map { strategy in
      (name: strategy.name, points: chartYears(strategy).map { (Double($0.year), $0.minimumShare) })
    }
    let top = NiceTicks(0, max(0.05, series.flatMap { $0.points.map(\.1) }.max() ?? 1), count: 5)
    lines(
      &script, series, ticks: top, label: { self.numbers.percent($0, top.places > 2 ? 1 : 0) }, bottom: 0.16,
      top: ceiling)
    return Chart(
      kind: .minimum, title: title, subtitle: subtitle, alternative: title + ". " + subtitle, script: script.text)
  }

  /// Median income above, the chance that somebody lives below, on the same years.
  func survivalChart() -> Chart? {
    let shown = [proposed, reference].compactMap { $0 }
    let years = proposed.income.filter { $0.aliveShare >= 0.005 && isMostlySimulated($0.year) }
    guard years.count >= 2, chartYears(proposed).count >= 2,
      let half = proposed.income.last(where: { $0.aliveShare >= 0.5 && $0.total.count == 5 })
    else { return nil }
    let title = words.text(
      ChartPhrase.survivalTitle,
      ["year": yearLabel(half.year), "best": numbers.money(half.total[2], currency)])
    let subtitle = words.text(
      ChartPhrase.survivalSubtitle,
      ["paths": numbers.integer(result.paths), "currency": currency.text, "month": numbers.month(scenario.asOf)])
    var script = GnuplotScript(height: 520)
    let ceiling = script.headline(title, subtitle) - 0.02
    script.add("set multiplot")
    let range = years[0].year...years[years.count - 1].year

    let series = shown.map { strategy in
      (name: strategy.name, points: chartYears(strategy).map { (Double($0.year), $0.total[2]) })
    }
    let money = NiceTicks(0, series.flatMap { $0.points.map(\.1) }.max() ?? 1, count: 4)
    lines(
      &script, series, ticks: money, label: { self.numbers.number($0, money.places) }, bottom: 0.42, top: ceiling,
      years: range, showYears: false)
    script.add("unset label")
    let alive = years.map { (Double($0.year), $0.aliveShare) }
    script.data("alive", alive.map { [$0.0, 0, $0.1] })
    script.frame(left: 0.085, right: 0.80, bottom: 0.13, top: 0.36)
    script.range("x", Double(range.lowerBound), Double(range.upperBound))
    script.range("y", 0, 1)
    script.tics("y", [0, 0.5, 1].map { ($0, numbers.percent($0)) })
    let step = range.count > 31 ? 10 : 5
    script.tics("x", yearTicks(range, every: step))
    ageLabels(&script, range, every: step, panel: (0.085, 0.80), bottom: 0.13)
    script.label(words.text(ChartPhrase.survivalAlive), x: 0.81, y: 0.25, in: .screen, size: 12, bold: true)
    script.add(
      "plot $alive using 1:2:3 with filledcurves fc rgb '#cbd2d9', $alive using 1:3 with lines lc rgb '\(Ink.muted)' lw 2"
    )
    script.add("unset multiplot")
    return Chart(
      kind: .survival, title: title, subtitle: subtitle, alternative: title + ". " + subtitle, script: script.text)
  }

  /// One line a series, solid then dashed, its name at its end.
  private func lines(
    _ script: inout GnuplotScript, _ series: [(name: String, points: [(Double, Double)])], ticks: NiceTicks,
    label: (Double) -> String, bottom: Double, top: Double, years: ClosedRange<Int>? = nil, showYears: Bool = true
  ) {
    let all = series.flatMap(\.points)
    guard let low = all.map(\.0).min(), let high = all.map(\.0).max() else { return }
    let range = years ?? Int(low)...Int(high)
    let right = 0.80
    script.frame(left: 0.085, right: right, bottom: bottom, top: top)
    script.range("x", Double(range.lowerBound), Double(range.upperBound))
    script.range("y", ticks.low, ticks.high)
    script.add("set grid ytics lc rgb '\(Ink.grid)' lw 1 dt 1 back")
    script.tics("y", ticks.values.map { ($0, label($0)) })
    let step = range.count > 31 ? 10 : 5
    script.tics("x", yearTicks(range, every: step).map { ($0.value, showYears ? $0.label : "") })
    if showYears { ageLabels(&script, range, every: step, panel: (0.085, right), bottom: bottom) }

    // A broad pale line under a thin dashed dark one: both show where they lie on each other, in grey too.
    let styles = ["lc rgb '#9cc9ea' lw 7", "lc rgb '\(Ink.vermilion)' lw 2 dt (6,5)"]
    let colours = [Ink.blue, Ink.vermilion]
    let names = series.map { GnuplotScript.wrapped($0.name, limit: 20, lines: 3) }
    let tallest = Double(names.map(\.count).max() ?? 1) * 16 + 6
    let wanted = series.map {
      bottom + (top - bottom) * (($0.points.last?.1 ?? 0) - ticks.low) / (ticks.high - ticks.low)
    }
    let gap = tallest / Double(script.height)
    let ends = LabelPlacement.spread(
      wanted, gap: gap, within: (bottom + gap / 2)...max(bottom + gap / 2, top - gap / 2 + 0.02))
    var plots: [String] = []
    for (index, item) in series.enumerated() {
      script.data("line\(index)", item.points.map { [$0.0, $0.1] })
      plots.append("$line\(index) using 1:2 with lines " + styles[index % 2])
      for (row, text) in names[index].enumerated() {
        let offset = (Double(names[index].count - 1) / 2 - Double(row)) * 16 / Double(script.height)
        script.label(
          text, x: right + 0.01, y: ends[index] + offset, in: .screen, size: 12, bold: index == 0,
          colour: colours[index % 2])
      }
    }
    script.add("plot " + plots.joined(separator: ", "))
  }
}
