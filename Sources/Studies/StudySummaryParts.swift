// SPDX-License-Identifier: GPL-3.0-or-later
import Statistics
import Strategies

extension StudySummary {
  private mutating func add(
    _ measure: String, _ group: String, _ point: Int, _ estimate: Estimate, _ unit: String, _ careers: Int
  ) {
    rows.append(
      Row(measure: measure, group: group, point: point, estimate: estimate, unit: unit, careers: careers))
  }

  /// What certificates of coverage spare. No path enters: the errors are those over careers.
  mutating func addCertificates(_ items: [MergedStudy.Item], _ point: Int, _ currency: String) {
    let posted = items.filter { $0.posting != nil }
    guard !posted.isEmpty else { return }
    add("posting_share", "all", point, Self.share(items) { $0.posting != nil }, "share of careers", items.count)
    add(
      "certificate_share", "careers that two countries ask", point,
      Self.share(posted) { $0.posting?.hasCertificate == true }, "share of careers", posted.count)
    func paidTwice(_ posting: MergedStudy.PostingItem) -> Double { posting.worker + posting.employer }
    func mean(_ items: [MergedStudy.Item], _ value: (MergedStudy.PostingItem) -> Double) -> Estimate {
      Self.mean(items.map { .exact($0.posting.map(value) ?? 0) })
    }
    for (measure, group, hasCertificate) in [
      ("double_contributions_avoided", "with a certificate", true),
      ("double_contributions_paid", "without a certificate", false),
    ] {
      let some = posted.filter { $0.posting?.hasCertificate == hasCertificate }
      if !some.isEmpty { add(measure, group, point, mean(some, paidTwice), currency, some.count) }
      add(
        measure, "all", point, mean(items) { $0.hasCertificate == hasCertificate ? paidTwice($0) : 0 }, currency,
        items.count)
    }
  }

  /// Bins of the exchange rate, lowest first.
  static var rateBins: [String] {
    let edges = PreparedCareer.rateEdges.map { StudyReport.number($0, places: 2) }
    return ["below \(edges[0])"] + zip(edges, edges.dropFirst()).map { "\($0) to \($1)" }
      + ["\(edges[edges.count - 1]) and above"]
  }

  /// How often means-tested income comes, by the exchange rate ten years on.
  ///
  /// A career's own error is the binomial one of its futures in the bin.
  mutating func addExposureByRate(_ items: [MergedStudy.Item], _ point: Int, _ currency: String) {
    for (bin, name) in Self.rateBins.enumerated() {
      let bins = items.compactMap { $0.minimumByRate.count > bin ? $0.minimumByRate[bin] : nil }.filter { $0.paths > 1 }
      guard !bins.isEmpty else { continue }
      let shares = bins.map { Estimate.share($0.exposed, of: $0.paths) }
      add("minimum_by_exchange_rate", name, point, Self.mean(shares), "share of futures", bins.count)
      add("minimum_value_by_exchange_rate", name, point, Self.mean(bins.map(\.value)), currency, bins.count)
    }
  }

  /// What each change of law does to the best strategy and to its value, career by career on the same paths.
  mutating func addLawChanges(_ items: [MergedStudy.Item], _ lawEvents: [LawEvent], _ currency: String) {
    for event in lawEvents {
      let asked = items.compactMap { item in
        item.lawChanges.first { $0.event.key == event.key }.map { (kind: item.kind, change: $0) }
      }
      guard !asked.isEmpty else { continue }
      add(
        "law_event_change", event.key, 0, Self.mean(asked.map(\.change.change)), currency, asked.count)
      add(
        "law_event_best_changes", event.key, 0, Self.share(asked) { $0.change.bestChanges }, "share of careers",
        asked.count)
      let staying = asked.compactMap(\.change.costOfStaying)
      if !staying.isEmpty {
        add("law_event_cost_of_staying", event.key, 0, Self.mean(staying), currency, staying.count)
      }
      guard event.key == LawEvent.noAgreement.key else { continue }
      for kind in CareerClass.allCases {
        let gains = asked.filter { $0.kind == kind }.map { -$0.change.change }
        if !gains.isEmpty {
          add("gain_from_agreement", kind.rawValue, 0, Self.mean(gains), currency, gains.count)
        }
      }
      add(
        "gain_from_agreement", "all", 0,
        Self.mean(asked.map { -$0.change.change }), currency, asked.count)
    }
  }
}
