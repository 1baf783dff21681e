// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Statistics
import Strategies

/// By which agreement each country's pension opens.
extension MergedStudy {
  struct RouteItem: Sendable {
    var country: String
    /// `national`, `totalized` or `none`, of the route that opens first.
    var basis: String
    /// Countries whose periods an agreement adds to open it.
    var partners: [String]
    /// Countries outside with insured time of the career.
    var abroad: [String]

    /// By which periods, in words: `AA alone`, `AA with BB`, `AA not at all`.
    var name: String {
      switch basis {
      case "national": "\(country) alone"
      case "none": "\(country) not at all"
      default: "\(country) with \(partners.joined(separator: ", "))"
      }
    }
  }

  static func route(_ line: BlockLine) throws -> RouteItem {
    try line.only(["country", "basis", "partners", "abroad"])
    let basis = try line.text("basis")
    guard ["national", "totalized", "none"].contains(basis) else { throw line.wrong("basis") }
    let partners = try line.texts("partners")
    guard partners.isEmpty == (basis != "totalized") else { throw line.wrong("partners") }
    return RouteItem(
      country: try line.text("country"), basis: basis, partners: partners, abroad: try line.texts("abroad"))
  }
}

extension StudyLine {
  /// The first route of each country in which the career has insured time.
  static func routes(_ prepared: PreparedCareer) -> AwardValue {
    let insured = prepared.insuredIn
    return .array(
      prepared.eligibility.filter { insured.contains($0.country) }.sorted { $0.country < $1.country }.map { finding in
        let met = finding.eligibility.routes.filter { $0.firstMonth != nil }
        let first = met.min { ($0.firstMonth?.index ?? .max) < ($1.firstMonth?.index ?? .max) }
        func codes(_ countries: some Sequence<Country>) -> AwardValue {
          .array(countries.map(\.code).sorted().map { .text($0) })
        }
        return .fields([
          "country": .text(finding.country.code), "basis": .text(first?.basis ?? "none"),
          "partners": codes(first?.partners ?? []), "abroad": codes(insured.filter { $0 != finding.country }),
        ])
      })
  }
}

extension StudySummary {
  /// Routes by partner, how often periods of a partner open what own ones do not, and whose contributions come on top of whose.
  mutating func addPartners(_ items: [MergedStudy.Item], _ point: Int, _ currency: String) {
    func add(_ measure: String, _ group: String, _ estimate: Estimate, _ unit: String, _ careers: Int) {
      rows.append(Row(measure: measure, group: group, point: point, estimate: estimate, unit: unit, careers: careers))
    }
    let routes = items.flatMap { item in item.routes.map { (route: $0, fails: item.kind == .documentsFail) } }
    for country in Set(routes.map(\.route.country)).sorted() {
      let some = routes.filter { $0.route.country == country }
      for name in Set(some.map(\.route.name)).sorted() {
        add(
          "route_share", name, Self.share(some) { $0.route.name == name }, "share of careers insured in \(country)",
          some.count)
      }
      for partner in Set(some.flatMap(\.route.abroad)).sorted() {
        let asked = some.filter { $0.route.basis != "national" && $0.route.abroad.contains(partner) }
        guard !asked.isEmpty else { continue }
        add(
          "aggregation_success", "\(country) with \(partner)",
          Self.share(asked) { $0.route.partners.contains(partner) && !$0.fails }, "share of careers", asked.count)
      }
    }
    let posted = items.compactMap(\.posting)
    for pair in Set(posted.map(\.pair)).sorted() {
      for (measure, hasCertificate) in [("double_contributions_avoided", true), ("double_contributions_paid", false)] {
        let some = posted.filter { $0.pair == pair && $0.hasCertificate == hasCertificate }
        guard !some.isEmpty else { continue }
        add(measure, pair, Self.mean(some.map { .exact($0.worker + $0.employer) }), currency, some.count)
      }
    }
  }
}

extension MergedStudy.PostingItem {
  /// Where contributions are owed, and who asks too.
  var pair: String { "\(covered) and \(other)" }
}

extension StudyReport {
  var partnerSection: [String] {
    let routes = summary.rows.filter { $0.measure == "route_share" && $0.point == 0 }
    guard !routes.isEmpty else { return [] }
    var lines = [
      "## By which agreement pensions open", "",
      "Of the careers with insured time in a country, by whose periods its pension first opens; and of those that its own periods do not open one for, in how many "
        + "the partner's do and the documents hold.", "",
      "| Pension | Careers | Share | Partner's periods open it, where own ones do not |", "|---|--:|--:|--:|",
    ]
    lines += routes.map { row in
      let success =
        summary.row("aggregation_success", row.group).map { "\(share($0.estimate)) of \($0.careers)" } ?? "–"
      return "| \(row.group) | \(row.careers) | \(share(row.estimate)) | \(success) |"
    }
    return lines + [""]
  }
}
