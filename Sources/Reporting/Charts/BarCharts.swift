// SPDX-License-Identifier: GPL-3.0-or-later
import Strategies

extension ReportBuilder {
  /// How far each strategy lies from the proposed one, future by future: strips of percentiles on one scale.
  func differencesChart() -> Chart? {
    let shown = shownStrategies(limit: 10).filter {
      $0 != recommendation.proposed && differencePercentiles(result.strategies[$0]).count == 101
    }
    guard let reference, !shown.isEmpty else { return nil }
    let title = words.text(
      ChartPhrase.differencesTitle,
      ["reference": name(reference), "share": numbers.share(chanceBetter(reference).value)])
    let subtitle = words.text(
      ChartPhrase.differencesSubtitle,
      ["best": name(proposed), "currency": currency.text, "month": numbers.month(scenario.asOf)])

    let values = shown.map { differencePercentiles(result.strategies[$0]) }
    let ticks = NiceTicks(
      min(0, values.map { $0[5] }.min() ?? 0), max(0, values.map { $0[95] }.max() ?? 0), count: 6)
    guard ticks.values.count > 1 else { return nil }
    let height = 150 + shown.count * 34
    var script = GnuplotScript(height: height)
    let ceiling = script.headline(title, subtitle) - 0.02
    let bottom = 44 / Double(height)
    script.frame(left: 0.33, right: 0.86, bottom: bottom, top: ceiling)
    script.range("x", ticks.low, ticks.high)
    script.range("y", -0.6, Double(shown.count) - 0.4)
    script.add("set border 1 lc rgb '\(Ink.muted)'; unset ytics")
    script.add("set grid xtics lc rgb '\(Ink.grid)' lw 1 dt 1 back")
    script.tics("x", ticks.values.map { ($0, numbers.number($0, ticks.places)) })
    script.add(
      "set arrow from 0, graph 0 to 0, graph 1 nohead lc rgb '\(Ink.text)' lw 1.5 back")
    var rows: [[Double]] = []
    for (row, index) in shown.enumerated() {
      let strategy = result.strategies[index]
      let p = differencePercentiles(strategy)
      let y = Double(shown.count - 1 - row)
      rows.append([p[5], p[25], p[50], p[75], p[95], y])
      let place = bottom + (ceiling - bottom) * (y + 0.6) / (Double(shown.count) + 0.2)
      rowLabel(&script, strategy.name, x: 0.32, y: place, bold: strategy.name == reference.name)
      script.label(
        words.text(ChartPhrase.differencesShare, ["share": numbers.share(chanceBetter(strategy).value)]),
        x: 0.87, y: place, in: .screen, size: 11, colour: Ink.muted)
    }
    script.data("strips", rows)
    script.add(
      "plot $strips using 1:6:1:5:($6-.08):($6+.08) with boxxyerror fc rgb '#56a0d3',"
        + " $strips using 2:6:2:4:($6-.26):($6+.26) with boxxyerror fc rgb '\(Ink.blue)',"
        + " $strips using 3:6 with points pt 7 ps 1.0 lc rgb '\(Ink.text)',"
        + " $strips using 3:6 with points pt 7 ps 0.7 lc rgb '#ffffff'")
    return Chart(
      kind: .differences, title: title, subtitle: subtitle, alternative: title + ". " + subtitle,
      script: script.text,
      table: TextTable(
        columns: [
          (words.rich(LabelPhrase.strategy), false), (words.rich(LabelPhrase.low5), true),
          (words.rich(LabelPhrase.low25), true), (words.rich(LabelPhrase.median), true),
          (words.rich(LabelPhrase.high75), true), (words.rich(LabelPhrase.high95), true),
          (words.rich(RiskPhrase.moreThanBest), true),
        ],
        rows: shown.map { index in
          let strategy = result.strategies[index]
          return [RichText(fullName(strategy))]
            + [5, 25, 50, 75, 95].map {
              RichText(numbers.money(differencePercentiles(strategy)[$0], currency, signed: true))
            } + [RichText(numbers.estimate(share: chanceBetter(strategy)))]
        }))
  }

  /// What moves the difference of the proposed strategy and its rival, the longest bar on top.
  func tornadoChart() -> Chart? {
    guard let rival, let base = result.stressBase?.differenceOfThePair.value else { return nil }
    var bars = tornadoBars(base)
    guard bars.count >= 2 else { return nil }
    bars.sort { abs($0.to - $0.from) > abs($1.to - $1.from) }
    let turning = bars.filter(\.turns)
    let tried = bars.count
    // Changes that move nothing are counted in the title and stand in the table.
    let moving = bars.filter { max(abs($0.from - base), abs($0.to - base)) > 0.005 * abs(bars[0].to - bars[0].from) }
    bars = Array((moving.count >= 2 ? moving : bars).prefix(14))
    let title =
      turning.isEmpty
      ? words.text(ChartPhrase.tornadoNone)
      : words.text(
        ChartPhrase.tornadoSome,
        [
          "count": numbers.integer(turning.count), "all": numbers.integer(tried),
          "names": words.list(turning.prefix(3).map(\.label) + (turning.count > 3 ? ["…"] : [])),
        ])
    let subtitle = words.text(
      ChartPhrase.tornadoSubtitle,
      [
        "best": name(proposed), "second": name(rival), "currency": currency.text,
        "month": numbers.month(scenario.asOf),
      ])
    let ends: [Double] = bars.flatMap { [$0.from, $0.to] } + [base, 0]
    let low = ends.min() ?? 0
    let high = ends.max() ?? 1
    // Room at both ends for the values at the bars' ends, of 900 · 0.63 pixels in all.
    let longest = bars.map { max($0.fromText.count, $0.toText.count) }.max() ?? 0
    let part = min(0.3, (Double(longest) * 7 + 12) / (900 * 0.63))
    let room = (high - low) * part / (1 - 2 * part)
    guard high > low else { return nil }
    let ticks = NiceTicks(low - room, high + room, count: 6)
    let height = 160 + bars.count * 32
    var script = GnuplotScript(height: height)
    let ceiling = script.headline(title, subtitle) - 0.05
    let bottom = 44 / Double(height)
    script.frame(left: 0.34, right: 0.97, bottom: bottom, top: ceiling)
    script.range("x", low - room, high + room)
    script.range("y", -0.6, Double(bars.count) - 0.4)
    script.add("set border 1 lc rgb '\(Ink.muted)'; unset ytics")
    script.add("set grid xtics lc rgb '\(Ink.grid)' lw 1 dt 1 back")
    script.tics(
      "x", ticks.values.filter { $0 >= low - room && $0 <= high + room }.map { ($0, numbers.number($0, ticks.places)) })
    let pixel = (high - low + 2 * room) / (900 * 0.63)
    let labels = bars.map { endLabels($0, base: base) }
    let covered = bars.indices.filter { row in labels[row].contains { $0.span(pixel: pixel).contains(0) } }
    zeroLine(&script, rows: bars.count, coveredRows: Set(covered.map { bars.count - 1 - $0 }))
    script.add(
      "set arrow from \(GnuplotScript.number(base)), graph 0 to \(GnuplotScript.number(base)), graph 1 nohead"
        + " lc rgb '\(Ink.muted)' lw 1.5 dt (4,3) front")
    let basePlace = 0.34 + 0.63 * (base - (low - room)) / (high - low + 2 * room)
    script.label(
      words.text(ChartPhrase.tornadoBase, ["amount": numbers.money(base, currency, signed: true)]), x: basePlace,
      y: ceiling + 0.02, in: .screen, align: .center, size: 11, colour: Ink.muted)
    var rows: [[Double]] = []
    for (row, bar) in bars.enumerated() {
      let y = Double(bars.count - 1 - row)
      // The longer part first, so that the shorter one shows where both lie on one side.
      let parts = [(bar.from, 0xF6CD78), (bar.to, 0x0072B2)].sorted { abs($0.0 - base) > abs($1.0 - base) }
      for (end, colour) in parts { rows.append([min(base, end), max(base, end), y, Double(colour)]) }
      let place = bottom + (ceiling - bottom) * (y + 0.6) / (Double(bars.count) + 0.2)
      rowLabel(&script, bar.label, x: 0.33, y: place, bold: bar.turns)
      for label in labels[row] {
        script.label(
          label.text, x: label.value, y: y, in: .first, align: label.rightOf ? .left : .right, size: 11,
          shift: label.rightOf ? 0.6 : -0.6)
      }
    }
    script.data("bars", rows)
    script.add("plot $bars using 1:3:1:2:($3-.32):($3+.32):4 with boxxyerror fc rgb variable")
    return Chart(
      kind: .tornado, title: title, subtitle: subtitle, alternative: title + ". " + subtitle, script: script.text)
  }
}

/// One changed assumption of the tornado.
private struct Bar {
  var label: String
  /// Gain at one end of what was tried, and at the other; a stress has one end and starts from the base.
  var from: Double
  var to: Double
  var fromText: String
  var toText: String
  var turns: Bool
}

extension ReportBuilder {
  /// The name of a row, on two lines where it is long.
  private func rowLabel(_ script: inout GnuplotScript, _ text: String, x: Double, y: Double, bold: Bool) {
    let lines = GnuplotScript.wrapped(text, limit: 40, lines: 2)
    for (line, part) in lines.enumerated() {
      let offset = (Double(lines.count - 1) / 2 - Double(line)) * 13 / Double(script.height)
      script.label(
        part, x: x, y: y + offset, in: .screen, align: .right, size: lines.count > 1 ? 11 : 12, bold: bold)
    }
  }

  /// A text beside a bar's end.
  private struct EndLabel {
    var text: String
    var value: Double
    var rightOf: Bool

    /// What it covers, with the room it needs, where a pixel is worth `pixel`.
    func span(pixel: Double) -> ClosedRange<Double> {
      let (near, far) = (2 * pixel, (Double(text.count) * 7.5 + 12) * pixel)
      return rightOf ? value + near...value + far : value - far...value - near
    }
  }

  /// The values tried, at the bar's ends; a stress has its gain to the right, where no other line runs.
  private func endLabels(_ bar: Bar, base: Double) -> [EndLabel] {
    guard !bar.fromText.isEmpty else {
      return [EndLabel(text: bar.toText, value: max(base, bar.to), rightOf: true)]
    }
    if (bar.from - base) * (bar.to - base) < 0 {
      return [(bar.fromText, bar.from), (bar.toText, bar.to)].map {
        EndLabel(text: $0.0, value: $0.1, rightOf: $0.1 > base)
      }
    }
    // Both ends on one side: the farther one at its end, the nearer one across the base line.
    let (far, farText, nearText) =
      abs(bar.from - base) > abs(bar.to - base)
      ? (bar.from, bar.fromText, bar.toText) : (bar.to, bar.toText, bar.fromText)
    return [
      EndLabel(text: farText, value: far, rightOf: far > base),
      EndLabel(text: nearText, value: base, rightOf: far <= base),
    ]
  }

  /// The line at zero, left out beside texts that it would run through or against.
  private func zeroLine(_ script: inout GnuplotScript, rows: Int, coveredRows: Set<Int>) {
    var y = -0.6
    for row in 0..<rows where coveredRows.contains(row) {
      line(from: y, to: Double(row) - 0.3)
      y = Double(row) + 0.3
    }
    line(from: y, to: Double(rows) - 0.4)
    func line(from: Double, to: Double) {
      guard to > from else { return }
      script.add(
        "set arrow from 0, first \(GnuplotScript.number(from)) to 0, first \(GnuplotScript.number(to)) nohead"
          + " lc rgb '\(Ink.text)' lw 1.5 back")
    }
  }

  private func tornadoBars(_ base: Double) -> [Bar] {
    // The chance of a change of law ends, at 100 %, in the row of that change.
    let switching = result.switching.filter { !$0.id.hasSuffix("-chance") }.map { item -> Bar in
      let places = decimals(for: item)
      let name = words.text(item.unit)
      let unit = name.isEmpty ? "" : " " + name
      return Bar(
        label: label(of: item), from: item.differenceAtFrom.value, to: item.differenceAtTo.value,
        fromText: numbers.number(item.triedFrom, places) + unit, toText: numbers.number(item.triedTo, places) + unit,
        turns: item.value != nil)
    }
    let stresses = effectiveStresses.map { row -> Bar in
      let value = row.differenceOfThePair.value
      return Bar(
        label: words.text(row.label), from: base, to: value, fromText: "",
        toText: numbers.money(value, currency, signed: true),
        turns: value * base < 0)
    }
    return (switching + stresses).filter { $0.from.isFinite && $0.to.isFinite }
  }
}
