// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Strategies

extension ReportBuilder {
  /// Years that at least one future in twenty still lives; fewer make the percentiles jump.
  func chartYears(_ strategy: StrategyResult) -> [IncomeYear] {
    strategy.income.filter { $0.aliveShare >= 0.05 && $0.total.count == 5 && isMostlySimulated($0.year) }
  }

  /// The year of the valuation month is cut: what is paid once a year would look like much a month in what is left of it.
  func isMostlySimulated(_ year: Int) -> Bool { year > scenario.asOf.year || scenario.asOf.month <= 6 }

  /// A year in which every pension of the best strategy is paid and arrears are in the past.
  var settledYear: Int {
    let last = proposed.claims.map { max($0.entitlement.year, $0.filed.year) }.max() ?? scenario.asOf.year
    return last + 4
  }

  func yearLabel(_ year: Int) -> String {
    guard let person = singlePerson else { return String(year) }
    return "\(year) (" + words.text(GeneralPhrase.untilAge, ["age": numbers.age(Age(years: year - person.born.year))])
      + ")"
  }

  /// Tics of an axis of years: calendar years, with the age below where the household is one person.
  func yearTicks(_ years: ClosedRange<Int>, every step: Int) -> [(value: Double, label: String)] {
    years.filter { $0 % step == 0 }.map { (Double($0), String($0)) }
  }

  /// Fan of monthly real income over the mean of each source, best strategy beside the one compared with, one scale.
  func incomeChart() -> Chart? {
    let shown = [proposed, reference].compactMap { $0 }.filter { chartYears($0).count >= 2 }
    guard shown.first?.name == proposed.name else { return nil }
    let years = shown.map(chartYears)
    let top = years.joined().map { max($0.total[4], $0.meanBySource.reduce(0) { $0 + $1.mean }) }.max() ?? 0
    guard top > 0 else { return nil }
    let ticks = NiceTicks(0, top, count: 5)
    let first = years.compactMap { $0.first?.year }.min() ?? 0
    let last = years.compactMap { $0.last?.year }.max() ?? 0

    let year = proposed.income.first { $0.year >= settledYear }?.year ?? proposed.income[0].year
    func median(_ strategy: StrategyResult) -> String {
      strategy.income.first { $0.year == year }.map {
        numbers.money($0.total.count == 5 ? $0.total[2] : .nan, currency)
      } ?? "–"
    }
    let title =
      shown.count > 1
      ? words.text(
        ChartPhrase.incomeTitle,
        ["year": yearLabel(year), "best": median(proposed), "other": median(shown[1]), "reference": name(shown[1])])
      : words.text(ChartPhrase.incomeTitleOne, ["year": yearLabel(year), "best": median(proposed)])
    let subtitle = words.text(
      ChartPhrase.incomeSubtitle,
      [
        "paths": numbers.integer(result.paths), "currency": currency.text, "month": numbers.month(scenario.asOf),
        "sources": stackOrder(
          unique(years.joined().flatMap { $0.meanBySource.filter { $0.mean >= 0.5 }.map(\.source) })
        ).map(sourceLabel).joined(separator: ", "),
      ])

    var script = GnuplotScript(height: 480)
    let ceiling = script.headline(title, subtitle) - 0.06
    script.add("set multiplot")
    let panels = shown.count > 1 ? [(0.075, 0.475), (0.515, 0.915)] : [(0.075, 0.915)]
    for (index, (strategy, panel)) in zip(shown, panels).enumerated() {
      script.add("unset label")
      if index == 0 { _ = script.headline(title, subtitle) }
      script.frame(left: panel.0, right: panel.1, bottom: 0.13, top: ceiling)
      script.range("x", Double(first), Double(last))
      script.range("y", 0, ticks.high)
      script.add("set grid ytics lc rgb '\(Ink.grid)' lw 1 dt 1 back")
      // One scale: the second panel repeats the lines, not the numbers.
      script.tics("y", ticks.values.map { ($0, index == 0 ? numbers.number($0, ticks.places) : "") })
      script.tics("x", yearTicks(first...last, every: last - first > 30 ? 10 : 5))
      ageLabels(&script, first...last, every: last - first > 30 ? 10 : 5, panel: panel, bottom: 0.13)
      let heading = words.text(index == 0 ? LabelPhrase.theProposed : .theOther, ["name": strategy.name])
      script.label(
        GnuplotScript.shortened(heading, shown.count > 1 ? 44 : 90), x: panel.0, y: ceiling + 0.035, in: .screen,
        bold: true)
      incomePanel(
        &script, chartYears(strategy), top: ticks.high, height: (ceiling - 0.13) * 480,
        width: (panel.1 - panel.0) * 900,
        namesLines: index == shown.count - 1)
    }
    script.add("unset multiplot")
    return Chart(
      kind: .income, title: title, subtitle: subtitle, alternative: title + ". " + subtitle, script: script.text)
  }

  /// The age under each year's tic.
  func ageLabels(
    _ script: inout GnuplotScript, _ years: ClosedRange<Int>, every step: Int, panel: (Double, Double), bottom: Double
  ) {
    guard let person = singlePerson, years.count > 1 else { return }
    for year in years where year % step == 0 {
      let x = panel.0 + (panel.1 - panel.0) * Double(year - years.lowerBound) / Double(years.count - 1)
      script.label(
        "(\(year - person.born.year))", x: x, y: bottom - 40 / Double(script.height), in: .screen, align: .center,
        size: 11, colour: Ink.muted)
    }
  }

  private func incomePanel(
    _ script: inout GnuplotScript, _ years: [IncomeYear], top: Double, height: Double, width: Double, namesLines: Bool
  ) {
    let sources = stackOrder(unique(years.flatMap { $0.meanBySource.map(\.source) }))
    // Column 1 is the year, then the running sums of the sources, then 5 %, median, 95 %.
    let rows = years.map { year -> [Double] in
      var sum = 0.0
      var row = [Double(year.year), 0]
      for source in sources {
        sum += year.meanBySource.first { $0.source == source }?.mean ?? 0
        row.append(sum)
      }
      return row + [year.total[0], year.total[2], year.total[4]]
    }
    script.data("income", rows)
    for (index, source) in sources.enumerated() {
      let fill = fill(of: source)
      let name = sourceLabel(source)
      let share = Double(name.count) * 7 / width
      if let place = labelRow(rows, area: index, sources: sources.count, pixel: top / height, room: share) {
        script.label(
          name, x: place.x, y: place.y, in: .first, align: .center, size: 12, colour: Ink.on(fill))
      } else if let place = uprightPlace(rows, area: index, pixel: top / height, room: Double(name.count) * 7 + 8) {
        script.label(
          name, x: place.x, y: place.y, in: .first, align: .center, size: 12, colour: Ink.on(fill), upright: true)
      }
    }
    let base = sources.count + 2
    let ends = LabelPlacement.spread(
      [rows[rows.count - 1][base], rows[rows.count - 1][base + 1], rows[rows.count - 1][base + 2]],
      gap: 15 / height * top, within: 0...top)
    if namesLines {
      for (text, y) in zip([ChartPhrase.bandLow, .bandMiddle, .bandHigh], ends) {
        script.label(words.text(text), x: rows[rows.count - 1][0], y: y, in: .first, size: 11, shift: 0.6)
      }
    }
    var plots: [String] = []
    for (index, source) in sources.enumerated() {
      plots.append("$income using 1:\(index + 2):\(index + 3) with filledcurves fc rgb '\(hex(fill(of: source)))'")
    }
    for (column, style) in [(base + 1, "lw 1.8 dt (6,4)"), (base + 3, "lw 1.8 dt (6,4)"), (base + 2, "lw 2.5")] {
      // A white line underneath keeps the dark one in sight on dark areas.
      plots.append("$income using 1:\(column) with lines lc rgb '#ffffff' lw 4")
      plots.append("$income using 1:\(column) with lines lc rgb '\(Ink.text)' \(style)")
    }
    script.add("plot " + plots.joined(separator: ", "))
  }

  /// Where an area's name fits best: thick enough, clear of the three lines, near the middle; nil where it does not.
  ///
  /// - Parameters:
  ///   - pixel: a pixel in units of the vertical axis.
  ///   - room: the width of the name as a share of the panel's.
  private func labelRow(
    _ rows: [[Double]], area: Int, sources: Int, pixel: Double, room: Double
  ) -> (x: Double, y: Double)? {
    var best: (place: (x: Double, y: Double), score: Double)?
    for (index, row) in rows.enumerated() {
      let place = Double(index) / Double(max(1, rows.count - 1))
      guard place >= room / 2 + 0.01, place <= 1 - room / 2 - 0.01 else { continue }
      let (low, high) = (row[area + 1], row[area + 2])
      // The name is as wide as several years: the area must be thick and the lines far in each of them.
      let reach = Int((room / 2 * Double(rows.count)).rounded(.up))
      let covered = rows[max(0, index - reach)...min(rows.count - 1, index + reach)]
      for share in [0.5, 0.35, 0.65, 0.22, 0.78] {
        let y = low + (high - low) * share
        let inside = covered.map { min($0[area + 2] - y, y - $0[area + 1]) }.min() ?? 0
        guard inside / pixel >= 7.5 else { continue }
        let clear = covered.flatMap { row in (sources + 2..<sources + 5).map { abs(row[$0] - y) } }.min() ?? 0
        let score = min(clear / pixel, 12) / 3 - abs(place - 0.5) - abs(share - 0.5) / 4
        if score > best?.score ?? -.infinity { best = ((row[0], y), score) }
      }
    }
    return best?.place
  }

  /// The middle of the tallest run of an area that holds a name turned upright; nil where none does.
  private func uprightPlace(
    _ rows: [[Double]], area: Int, pixel: Double, room: Double
  ) -> (x: Double, y: Double)? {
    let tall = rows.filter { ($0[area + 2] - $0[area + 1]) / pixel >= room }
    guard let first = tall.first, let last = tall.last, last[0] - first[0] >= 1.5 else { return nil }
    let middle = tall[tall.count / 2]
    return ((first[0] + last[0]) / 2, (middle[area + 1] + middle[area + 2]) / 2)
  }

  /// The household's own currency at the bottom, then other currencies, means-tested income on top.
  func stackOrder(_ sources: [String]) -> [String] {
    func rank(_ source: String) -> Int {
      switch source {
      case "savings": 4
      case "allowance": 3
      case "minimum": 2
      case _ where stated(source) != nil: -1
      default: currency(ofSource: source) == currency ? 0 : 1
      }
    }
    return sources.sorted { (rank($0), $0) < (rank($1), $1) }
  }

  func fill(of source: String) -> (red: Int, green: Int, blue: Int) {
    switch source {
    case "minimum": (11, 94, 76)
    case "allowance": (140, 190, 160)
    case "savings": (190, 198, 208)
    case _ where stated(source) != nil: (206, 160, 130)
    default: currency(ofSource: source) == currency ? (246, 205, 120) : (86, 160, 211)
    }
  }

  private func sourceLabel(_ source: String) -> String {
    switch source {
    case "minimum": minimumShort
    case "allowance": allowanceShort
    case "savings": words.text(GeneralPhrase.savings)
    default: stated(source) ?? "\(source) (\(currency(ofSource: source)))"
    }
  }
}

/// `#rrggbb`.
func hex(_ colour: (red: Int, green: Int, blue: Int)) -> String {
  "#"
    + [colour.red, colour.green, colour.blue].map { channel in
      let digits = String(channel, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
}
