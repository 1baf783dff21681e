// SPDX-License-Identifier: GPL-3.0-or-later
import Strategies

/// Sections of the report on what a study may ask beside strategies: agreement, exchange rate, certificates, changes of law.
extension StudyReport {
  var agreementSection: [String] {
    guard let all = summary.row("gain_from_agreement", "all") else { return [] }
    var lines = [
      "## Who gains from totalization", "",
      "What the best strategy gives with the agreement, less what the best one gives where no country counts the other's periods; "
        + "the first \(all.careers) careers.",
      "", "| Class | Careers | Gain over life |", "|---|--:|--:|",
    ]
    for kind in ["all"] + CareerClass.allCases.map(\.rawValue) {
      guard let row = summary.row("gain_from_agreement", kind) else { continue }
      let name = kind == "all" ? "all" : Self.name(ofClass: kind)
      lines.append("| \(name) | \(row.careers) | \(estimate(row.estimate, signed: true)) |")
    }
    if summary.row("gain_from_agreement", CareerClass.documentsFail.rawValue) != nil {
      lines += [
        "",
        "Careers whose documents fail are reckoned as if the claim went through: their row is what the documents are worth.",
      ]
    }
    return lines + [""] + chart("agreement")
  }

  var exposureSection: [String] {
    let rows = summary.rows.filter { $0.measure == "minimum_by_exchange_rate" && $0.point == 0 }
    guard rows.contains(where: { $0.estimate.value > 0 }) else { return [] }
    var lines = [
      "## Means-tested income and the exchange rate", "",
      "Under the best strategy, mean over careers, by the exchange rate ten years after \(study.about.asOf), in dollars for one euro at "
        + "\(study.about.asOf) prices: what means-tested income is worth over life, and the share of futures with any. "
        + "The careers are the same in each row, so rows are nearer to one another than ± says, which counts how careers differ.",
      "", "| Dollars for one euro | Means-tested income over life | Futures with any |", "|---|--:|--:|",
    ]
    lines += rows.map { row in
      let value = summary.row("minimum_value_by_exchange_rate", row.group).map { estimate($0.estimate) } ?? "–"
      return "| \(row.group) | \(value) | \(share(row.estimate)) |"
    }
    return lines + [""] + chart("minimum-by-rate")
  }

  var certificateSection: [String] {
    guard let posted = summary.row("posting_share", "all"),
      let certified = summary.row("certificate_share", "careers that two countries ask")
    else { return [] }
    var lines = [
      "## Certificates of coverage", "",
      "In \(share(posted.estimate)) of careers two countries ask for contributions on the same work; \(share(certified.estimate)) of them have a "
        + "certificate. Worker's and employer's parts together, by the law, wages and exchange rate of the posting's year; what the second country would pay for "
        + "contributions paid twice is left out.",
      "", "| | Careers | Each | Mean of all careers |", "|---|--:|--:|--:|",
    ]
    for (measure, group, name) in [
      ("double_contributions_avoided", "with a certificate", "Avoided with a certificate"),
      ("double_contributions_paid", "without a certificate", "Paid twice without one"),
    ] {
      guard let each = summary.row(measure, group), let all = summary.row(measure, "all") else { continue }
      lines.append("| \(name) | \(each.careers) | \(estimate(each.estimate)) | \(estimate(all.estimate)) |")
      for row in summary.rows
      where row.measure == measure && row.point == 0 && row.group.contains(" and ") {
        lines.append(
          "| – owed in \(row.group.replacing(" and ", with: ", asked for in ")) too | \(row.careers) | \(estimate(row.estimate)) | |"
        )
      }
    }
    return lines + [""]
  }

  var lawSection: [String] {
    let rows = summary.rows.filter { $0.measure == "law_event_change" && $0.group != LawEvent.noAgreement.key }
    guard let first = rows.first else { return [] }
    var lines = [
      "## What a change of law would do", "",
      "Each alone, from the month after \(study.about.asOf) on, for the first \(first.careers) careers, on the same futures: what the best strategy is worth then, less what "
        + "the best one is worth under the law as it is; in how many careers another strategy becomes the best; what keeping the old one loses.",
      "", "| Change of law | Best strategy's value | Another becomes best in | Keeping the old one loses |",
      "|---|--:|--:|--:|",
    ]
    for row in rows {
      let name = study.about.lawEvent(row.group)?.meaning ?? row.group
      let changes = summary.row("law_event_best_changes", row.group).map { share($0.estimate) } ?? "–"
      let staying = summary.row("law_event_cost_of_staying", row.group).map { estimate($0.estimate) } ?? "–"
      lines.append("| \(name) | \(estimate(row.estimate, signed: true)) | \(changes) | \(staying) |")
    }
    return lines + [""] + chart("law-events")
  }
}
