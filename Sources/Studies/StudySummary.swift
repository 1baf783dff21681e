// SPDX-License-Identifier: GPL-3.0-or-later
import Reporting
import Statistics
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
        let waits = group.compactMap(\.latest).map { -$0.toBest }
        if !waits.isEmpty { add("cost_of_longest_wait", name, Self.mean(waits), currency, waits.count) }
        let payable = group.filter { $0.best != nil }
        if !payable.isEmpty {
          add(
            "exposed_to_minimum", name,
            Self.share(payable) { Self.exposed.contains($0.best?.minimumShare.value ?? 0) }, "share of careers",
            payable.count)
          add(
            "undecided_strategies", name,
            Self.mean(payable.map { .exact(Double($0.undecided)) }), "strategies", payable.count)
        }
      }
      addPartners(items, point, currency)
      addCertificates(items, point, currency)
      addExposureByRate(items, point, currency)
      if point == 0 { addLawChanges(items, study.about.lawEvents, currency) }
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
      changes.append(now.value.plus(independent: -before.value))
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

  /// Share with its binomial standard error.
  static func share<Element>(_ all: [Element], _ holds: (Element) -> Bool) -> Estimate {
    .share(all.count(where: holds), of: all.count)
  }

  /// Mean over careers.
  ///
  /// The error has two parts: the spread between careers, and that of the paths, which all careers share, so that their errors do not
  /// average out: the mean of the careers' own errors bounds it.
  static func mean(_ values: [Estimate]) -> Estimate {
    let careers = Moments(values.map(\.value)).estimate(paths: 0)
    let errors = values.compactMap(\.standardError)
    guard errors.count == values.count, !errors.isEmpty else { return Estimate(careers.value, standardError: nil) }
    return careers.plus(independent: Estimate(0, standardError: errors.reduce(0, +) / Double(errors.count)))
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
          "Its standard error, over careers and paths; empty for one career.", minimum: 0, required: false),
        .init("unit", .text, "Unit of value and standard_error."),
        .init("careers", .integer, "Careers behind it.", minimum: 1),
      ], primaryKey: ["measure", "group", "point"])
    for row in rows {
      table.append([
        .text(row.measure), .text(row.group), .integer(row.point), .number(row.estimate.value),
        row.estimate.standardError.map { .number($0) } ?? .empty, .text(row.unit), .integer(row.careers),
      ])
    }
    return table
  }

  func row(_ measure: String, _ group: String, point: Int = 0) -> Row? {
    rows.first { $0.measure == measure && $0.group == group && $0.point == point }
  }
}
