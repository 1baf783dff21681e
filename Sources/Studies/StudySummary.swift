// SPDX-License-Identifier: GPL-3.0-or-later
import Reporting
import Strategies

/// The figures of a study that a paper would quote, each with a standard error that counts careers and paths.
struct StudySummary: Sendable {
  struct Row: Sendable {
    var measure: String
    /// What the figure is of: a class of careers, a cell of units, a point of the design.
    var group: String
    var point: Int
    var estimate: Estimate
    var unit: String
    var careers: Int
  }

  /// Gain of the best over the naive strategy by units in two countries.
  struct Cell: Sendable {
    /// First unit of the bin.
    var first: Int
    var second: Int
    var gain: Estimate
    var careers: Int
  }

  var rows: [Row] = []
  /// Of the first point.
  var cells: [Cell] = []
  /// Units a bin: quarters of the first country, months of the second.
  static let firstBin = 10
  static let secondBin = 60
  /// A career is exposed where means-tested income comes in some but not nearly all paths.
  static let exposed = 0.05...0.95

  init(_ study: MergedStudy) {
    let currency = study.about.currency
    for point in study.about.points.indices {
      let items = study.items.filter { $0.point == point }
      guard !items.isEmpty else { continue }
      func add(_ measure: String, _ group: String, _ estimate: Estimate, _ unit: String, _ careers: Int) {
        rows.append(Row(measure: measure, group: group, point: point, estimate: estimate, unit: unit, careers: careers))
      }
      for kind in CareerClass.allCases {
        add("class_share", kind.rawValue, Self.share(items) { $0.kind == kind }, "share of careers", items.count)
      }
      let wanted = items.filter { $0.kind == .totalized || $0.kind == .documentsFail }
      if !wanted.isEmpty {
        add(
          "aggregation_success", "careers that need both countries' periods",
          Self.share(wanted) { $0.kind == .totalized },
          "share of careers", wanted.count)
      }
      let groups: [(String, [MergedStudy.Item])] =
        [("all", items)] + CareerClass.allCases.map { kind in (kind.rawValue, items.filter { $0.kind == kind }) }
      for (name, group) in groups {
        let gains = group.compactMap(\.gain)
        if !gains.isEmpty { add("gain_over_naive", name, Self.mean(gains), currency, gains.count) }
        let waits = group.compactMap(\.latest).map {
          Estimate(-$0.toBest.value, standardError: $0.toBest.standardError)
        }
        if !waits.isEmpty { add("cost_of_longest_wait", name, Self.mean(waits), currency, waits.count) }
        let payable = group.filter { $0.best != nil }
        if !payable.isEmpty {
          add(
            "exposed_to_minimum", name,
            Self.share(payable) { Self.exposed.contains($0.best?.minimumShare.value ?? 0) }, "share of careers",
            payable.count)
          add(
            "undecided_strategies", name,
            Self.mean(payable.map { Estimate(Double($0.undecided), standardError: 0) }), "strategies", payable.count)
        }
      }
      addCertificates(items, point, currency)
      addExposureByRate(items, point, currency)
      if point == 0 { addLawChanges(items, currency) }
      if point > 0 { compare(point, with: study, currency) }
    }
    let first = study.items.filter { $0.point == 0 }
    guard study.about.countries.count >= 2 else { return }
    var bins: [[Int]: [Estimate]] = [:]
    for item in first {
      guard let gain = item.gain else { continue }
      let a = (item.units[study.about.countries[0]] ?? 0) / Self.firstBin
      let b = (item.units[study.about.countries[1]] ?? 0) / Self.secondBin
      bins[[a, b], default: []].append(gain)
    }
    for (key, gains) in bins.sorted(by: { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }) {
      cells.append(
        Cell(
          first: key[0] * Self.firstBin, second: key[1] * Self.secondBin, gain: Self.mean(gains), careers: gains.count))
    }
  }

  /// What a point of the design changes against the first, career by career.
  private mutating func compare(_ point: Int, with study: MergedStudy, _ currency: String) {
    let base = Dictionary(
      study.items.filter { $0.point == 0 }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var changes: [Estimate] = []
    var switched: [Bool] = []
    for item in study.items where item.point == point {
      guard let before = base[item.id]?.best, let now = item.best else { continue }
      let (a, b) = (before.value, now.value)
      changes.append(
        Estimate(
          b.value - a.value,
          standardError: (a.standardError * a.standardError + b.standardError * b.standardError).squareRoot()))
      switched.append(before.name != now.name)
    }
    guard !changes.isEmpty else { return }
    let name = study.about.points[point]
    rows.append(
      Row(
        measure: "change_of_best_value", group: name, point: point, estimate: Self.mean(changes), unit: currency,
        careers: changes.count))
    rows.append(
      Row(
        measure: "best_strategy_changes", group: name, point: point, estimate: Self.share(switched) { $0 },
        unit: "share of careers", careers: switched.count))
  }

  /// Share with its binomial standard error; one career has no error to speak of and gets the widest.
  static func share<Element>(_ all: [Element], _ holds: (Element) -> Bool) -> Estimate {
    let n = Double(all.count)
    let p = Double(all.filter(holds).count) / n
    return Estimate(p, standardError: all.count > 1 ? (p * (1 - p) / n).squareRoot() : 0.5)
  }

  /// Mean over careers.
  ///
  /// The error has two parts: the spread between careers, and that of the paths, which all careers share, so that their errors do not
  /// average out: the mean of the careers' own errors bounds it.
  static func mean(_ values: [Estimate]) -> Estimate {
    let n = Double(values.count)
    let mean = values.reduce(0) { $0 + $1.value } / n
    let paths = values.reduce(0) { $0 + $1.standardError } / n
    guard values.count > 1 else { return Estimate(mean, standardError: paths) }
    let squares = values.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) }
    return Estimate(mean, standardError: (squares / (n - 1) / n + paths * paths).squareRoot())
  }

  func table() -> DataTable {
    var table = DataTable(
      name: "summary", title: "Figures of the study",
      columns: [
        .init("measure", .text, "What is measured."), .init("group", .text, "Of which careers, or of which change."),
        .init("point", .integer, "Point of the design, from 0.", minimum: 0),
        .init("value", .number(places: 6), unit: "as in column unit", "The figure."),
        .init(
          "standard_error", .number(places: 6), unit: "as in column unit",
          "Its standard error, over careers and paths.", minimum: 0),
        .init("unit", .text, "Unit of value and standard_error."),
        .init("careers", .integer, "Careers behind it.", minimum: 1),
      ], primaryKey: ["measure", "group", "point"])
    for row in rows {
      table.append([
        .text(row.measure), .text(row.group), .integer(row.point), .number(row.estimate.value),
        .number(row.estimate.standardError), .text(row.unit), .integer(row.careers),
      ])
    }
    return table
  }

  func row(_ measure: String, _ group: String, point: Int = 0) -> Row? {
    rows.first { $0.measure == measure && $0.group == group && $0.point == point }
  }
}
