// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statistics
import Strategies

/// The lines of a block. A value that is missing, of another type or out of range is an error that names it, never a zero.
extension MergedStudy {
  private func point(_ line: BlockLine, item: Int) throws -> Int {
    _ = try line.whole("item", in: item...item)
    let point = item / identity.careers
    return try line.whole("point", in: point...point)
  }

  /// A career that could not be computed; nil where the line holds a result.
  func failure(_ line: BlockLine, item: Int) throws -> Failure? {
    guard line.has("error") else { return nil }
    try line.only(["item", "point", "line", "field", "error"])
    guard let message = line.value["error"]?.text, !message.isEmpty else { throw line.wrong("error") }
    return Failure(
      item: item, point: try point(line, item: item), line: try line.whole("line", in: 1...StudyIdentity.mostItems),
      field: line.has("field") ? try line.text("field") : nil, message: message)
  }

  /// What was found of a career.
  func item(_ line: BlockLine, item: Int) throws -> Item {
    try line.only([
      "item", "point", "id", "born", "sex", "class", "units", "routes", "posting", "nothing", "undecided", "ranking",
      "strategies", "minimum_by_rate", "law",
    ])
    guard let kind = CareerClass(rawValue: try line.text("class")) else { throw line.wrong("class") }
    guard CalendarDate(try line.text("born")) != nil else { throw line.wrong("born") }
    guard ["female", "male"].contains(try line.text("sex")) else { throw line.wrong("sex") }
    let id = try line.text("id")
    guard !id.isEmpty else { throw line.wrong("id") }
    var units: [String: Int] = [:]
    for (country, count) in try line.object("units") {
      guard about.countries.contains(country), let count = count.value.whole(in: 0...10_000) else {
        throw line.wrong("units")
      }
      units[country] = count
    }
    var found = Item(
      item: item, point: try point(line, item: item), id: id, born: try line.text("born"), sex: try line.text("sex"),
      kind: kind, units: units, routes: try line.list("routes").map { try Self.route($0) }, undecided: 0, ranking: [],
      strategies: [], minimumByRate: [], lawChanges: [])
    if line.has("posting") { found.posting = try Self.posting(line.part("posting")) }
    guard !line.has("nothing") else {
      guard let reason = line.value["nothing"]?.text, !line.has("strategies") else { throw line.wrong("nothing") }
      found.nothing = reason
      return found
    }
    found.strategies = try line.list("strategies").map { try Self.strategy($0) }
    let count = found.strategies.count
    guard count > 0 else { throw line.wrong("strategies") }
    found.undecided = try line.whole("undecided", in: 1...count)
    found.ranking = try line.numbers("ranking").map { Int(exactly: $0) ?? -1 }
    guard found.ranking.sorted() == Array(0..<count) else { throw line.wrong("ranking") }
    try checkDifferences(found, line)
    if line.has("minimum_by_rate") {
      found.minimumByRate = try line.matrix("minimum_by_rate").map { try bin($0, line) }
    }
    if line.has("law") { found.lawChanges = try line.list("law").map { try change($0) } }
    return found
  }

  /// A difference of means is the mean of the differences: figures that contradict one another were not written by a study.
  private func checkDifferences(_ item: Item, _ line: BlockLine) throws {
    let best = item.strategies[item.ranking[0]]
    let naive = item.strategies.first { $0.name == about.naive }
    for (index, strategy) in item.strategies.enumerated() {
      // Each figure was rounded to four decimals, and sums of doubles carry sixteen digits.
      let room = 0.001 + 1e-9 * (abs(strategy.value.value) + abs(best.value.value))
      guard abs(strategy.value.value - best.value.value - strategy.toBest.value) <= room, strategy.toBest.value <= room
      else { throw line.wrong("strategies[\(index)].to_best") }
      guard (strategy.toNaive == nil) == (naive == nil) else { throw line.wrong("strategies[\(index)].to_naive") }
      if let naive, let gain = strategy.toNaive,
        abs(strategy.value.value - naive.value.value - gain.value) > room + 1e-9 * abs(naive.value.value)
      {
        throw line.wrong("strategies[\(index)].to_naive")
      }
    }
  }

  private static func estimate(_ line: BlockLine, _ name: String, in range: ClosedRange<Double> = -1e18...1e18) throws
    -> Estimate
  {
    let hasError = line.value[name + "_se"]?.text != "none"
    return Estimate(
      try line.number(name, in: range), standardError: hasError ? try line.number(name + "_se", in: 0...1e18) : nil)
  }

  private static func strategy(_ line: BlockLine) throws -> StrategyItem {
    let claims = try line.list("claims").map { claim in
      try claim.only(["country", "from", "basis", "monthly"])
      guard YearMonth(try claim.text("from")) != nil else { throw claim.wrong("from") }
      return (
        country: try claim.text("country"), from: try claim.text("from"), basis: try claim.text("basis"),
        monthly: try claim.number("monthly", in: 0...1e18)
      )
    }
    guard let name = line.value["name"]?.text, !name.isEmpty else { throw line.wrong("name") }
    return StrategyItem(
      name: name, claims: claims, value: try estimate(line, "value"),
      needsMet: try estimate(line, "needs_met", in: 0...1),
      minimumMonths: try estimate(line, "minimum_months", in: 0...1e6),
      minimumValue: try estimate(line, "minimum_value"), minimumShare: try estimate(line, "minimum_share", in: 0...1),
      toBest: try estimate(line, "to_best"), toNaive: line.has("to_naive") ? try estimate(line, "to_naive") : nil)
  }

  private static func posting(_ line: BlockLine) throws -> PostingItem {
    PostingItem(
      covered: try line.text("covered"), other: try line.text("other"), hasCertificate: try line.yes("certificate"),
      months: try line.whole("months", in: 1...10_000),
      worker: try line.number("worker", in: 0...1e18), employer: try line.number("employer", in: 0...1e18))
  }

  private func bin(_ parts: [Double], _ line: BlockLine) throws -> RateBin {
    guard parts.count == 4 || parts.count == 3, let paths = Int(exactly: parts[0]),
      let exposed = Int(exactly: parts[1]),
      (0...identity.paths).contains(paths), (0...paths).contains(exposed), parts.count == 4 ? parts[3] >= 0 : paths < 2
    else { throw line.wrong("minimum_by_rate") }
    return RateBin(
      paths: paths, exposed: exposed,
      value: Estimate(parts[2], standardError: parts.count == 4 ? parts[3] : nil, paths: paths))
  }

  private func change(_ line: BlockLine) throws -> LawItem {
    guard let event = about.lawEvent(try line.text("event")) else { throw line.wrong("event") }
    guard let best = line.value["best"]?.text else { throw line.wrong("best") }
    return LawItem(
      event: event, best: best, bestChanges: try line.yes("best_changes"), change: try Self.estimate(line, "change"),
      costOfStaying: line.has("cost_of_staying") ? try Self.estimate(line, "cost_of_staying") : nil)
  }
}
