// SPDX-License-Identifier: GPL-3.0-or-later
import Statistics
import Strategies

/// The report of a study in Markdown: findings first, then tables and charts, then what to beware of.
struct StudyReport {
  let study: MergedStudy
  let summary: StudySummary
  let charts: [StudyCharts.Drawn]
  let sensitivity: MergedSensitivity?

  init(
    _ study: MergedStudy, _ summary: StudySummary, charts: [StudyCharts.Drawn], sensitivity: MergedSensitivity?
  ) {
    (self.study, self.summary, self.charts, self.sensitivity) = (study, summary, charts, sensitivity)
  }

  var markdown: String {
    var lines = ["# \(Self.plain(study.about.title))", ""]
    let careers = study.items.filter { $0.point == 0 }.count
    lines += [
      "\(Self.number(Double(careers), places: 0)) careers × \(study.identity.paths) simulated futures (paths) each, the same futures for every career; "
        + "seed \(study.identity.seed), retiresim \(study.identity.version). "
        + "Amounts are present values over life in \(study.about.currency) at \(study.about.asOf) prices; ± is one standard error, counting careers and paths.",
      "",
    ]
    lines +=
      findings + chart("gains") + chart("gain-by-units") + classSection + groupSection + partnerSection
      + agreementSection
    lines += exposureSection + certificateSection + lawSection + assumptionSection
    lines += sensitivitySection + errorSection + closing
    return lines.joined(separator: "\n") + "\n"
  }

  private var findings: [String] {
    var lines = ["## What was found", ""]
    if let gain = summary.row("gain_over_naive", "all") {
      lines.append(
        "- **Choosing well is worth \(estimate(gain.estimate))** over life on average: the best of each career's strategies against '\(Self.plain(study.about.naive))'."
      )
    }
    if let wait = summary.row("cost_of_longest_wait", "all") {
      lines.append("- **Waiting longest costs \(estimate(wait.estimate))** against the best, on average.")
    }
    if let exposed = summary.row("exposed_to_minimum", "all") {
      lines.append(
        "- **\(share(exposed.estimate)) of careers** have means-tested income in some futures and none in others "
          + "(between 5 % and 95 % of futures, under the best strategy): exchange rate, prices and length of life decide."
      )
    }
    if let success = summary.row("aggregation_success", "careers that need both countries' periods") {
      lines.append(
        "- Of the \(success.careers) careers that need both countries' periods, the documents hold in \(share(success.estimate))."
      )
    }
    if let agreement = summary.row("gain_from_agreement", CareerClass.totalized.rawValue) {
      lines.append(
        "- **Adding periods together is worth \(estimate(agreement.estimate))** over life to a totalized career (\(agreement.careers) of them asked)."
      )
    }
    if let spared = summary.row("double_contributions_avoided", "with a certificate") {
      lines.append(
        "- A certificate of coverage spares \(estimate(spared.estimate)) of contributions paid twice, on average of the \(spared.careers) careers that have one."
      )
    }
    let changes = summary.rows.filter { $0.measure == "law_event_change" && $0.group != LawEvent.noAgreement.key }
    if let worst = changes.min(by: { $0.estimate.value < $1.estimate.value }),
      let event = study.about.lawEvent(worst.group)
    {
      lines.append(
        "- Of the changes of law, it costs most where \(event.meaning): \(estimate(worst.estimate, signed: true)).")
    }
    if let undecided = summary.row("undecided_strategies", "all") {
      lines.append(
        "- On average \(Self.number(undecided.estimate.value, places: 1)) strategies of a career cannot be told from its best at 95 %."
      )
    }
    return lines + [""]
  }

  private var classSection: [String] {
    var lines = ["## What becomes of the first country's pension", ""]
    let compared = !study.about.comparedShares.isEmpty
    lines.append("| Class | Share of careers |" + (compared ? " Share that circulates |" : ""))
    lines.append("|---|--:|" + (compared ? "--:|" : ""))
    for kind in CareerClass.allCases {
      guard let row = summary.row("class_share", kind.rawValue) else { continue }
      let other = study.about.comparedShares[kind.rawValue].map { " \(Self.percent($0)) |" } ?? (compared ? " – |" : "")
      lines.append("| \(Self.name(ofClass: kind.rawValue)) | \(share(row.estimate)) |" + other)
    }
    if compared {
      lines += [
        "", "No source was found for the shares that circulate; they are shown for comparison, not as a target.",
      ]
    }
    return lines + [""] + chart("classes")
  }

  private var groupSection: [String] {
    var lines = [
      "## By class", "",
      "| Class | Careers | Gain over the naive strategy | Cost of the longest wait | Exposed to the means test |",
      "|---|--:|--:|--:|--:|",
    ]
    for kind in ["all"] + CareerClass.allCases.map(\.rawValue) {
      guard let gain = summary.row("gain_over_naive", kind) else { continue }
      let wait = summary.row("cost_of_longest_wait", kind).map { estimate($0.estimate) } ?? "–"
      let exposed = summary.row("exposed_to_minimum", kind).map { share($0.estimate) } ?? "–"
      lines.append(
        "| \(kind == "all" ? "all" : Self.name(ofClass: kind)) | \(gain.careers) | \(estimate(gain.estimate)) | \(wait) | \(exposed) |"
      )
    }
    return lines + [""]
  }

  private var assumptionSection: [String] {
    let rows = summary.rows.filter { $0.measure == "change_of_best_value" }
    guard !rows.isEmpty else { return [] }
    var lines = [
      "## What the assumptions do", "", "Against \(Self.plain(study.about.points[0])), career by career.", "",
      "| Assumption | Best strategy's value | The best strategy changes in |", "|---|--:|--:|",
    ]
    for row in rows {
      let changes = summary.row("best_strategy_changes", row.group, point: row.point).map { share($0.estimate) } ?? "–"
      lines.append("| \(Self.plain(row.group)) | \(estimate(row.estimate, signed: true)) | \(changes) |")
    }
    return lines + [""] + chart("assumptions")
  }

  private var sensitivitySection: [String] {
    guard let sensitivity else { return [] }
    var lines = [
      "## Which assumption matters", "",
      "Shares of the variance of the mean gain over the naive strategy (Sobol indices): *first* goes when the assumption alone is known, "
        + "*total* stays when all others are. \(sensitivity.careers) careers, \(sensitivity.paths) futures, \(sensitivity.indices.evaluations) evaluations.",
      "", "| Assumption | From – to | First | Total |", "|---|---|--:|--:|",
    ]
    for (index, ends) in zip(sensitivity.indices.indices, sensitivity.ends) {
      func text(_ estimate: Estimate) -> String {
        "\(Self.number(estimate.value, places: 2)) ± \(Self.number(estimate.standardError ?? .nan, places: 2))"
      }
      lines.append("| `\(index.name)` | \(ends) | \(text(index.first)) | \(text(index.total)) |")
    }
    return lines + [""]
  }

  private var errorSection: [String] {
    guard !study.failures.isEmpty else { return [] }
    return [
      "## Careers that could not be computed", "",
      "\(study.failures.count) of \(study.identity.items); each with line, field and reason in `errors.csv`.", "",
    ]
  }

  private var closing: [String] {
    [
      "## How to read and repeat", "",
      "- Tables with types and units: `careers.csv`, `strategies.csv`, `summary.csv`, `errors.csv`, described in `datapackage.json`.",
      "- All careers share the futures. Their errors from chance do not average out, so the standard errors of means hold the mean of the careers' own errors beside the spread between careers.",
      "- A career's best strategy is chosen on the futures on which it is measured, which flatters it where they are few: with other seeds, or more futures, see how much of the gain stays.",
      "- Nobody works after the last leg of the record: the time before the first pension is time without pay, in which means-tested income may stand in.",
      "- Income tax is not modelled. Drawn careers are assumptions of the study file, not a sample of real people.",
      "- The same bytes again: `retiresim batch \(study.about.file) --out DIR --paths \(study.identity.paths) --seed \(study.identity.seed)`, then `retiresim merge DIR`, with any number of shards and threads. "
        + "Study \(study.identity.hash.prefix(16)).",
    ] + (study.mathematicsWarning.map { ["- Beware: \($0)."] } ?? [])
  }

  func chart(_ name: String) -> [String] {
    guard let found = charts.first(where: { $0.file == "charts/\(name).svg" }) else { return [] }
    return ["![\(Self.plain(found.alternative))](\(found.file))", ""]
  }

  // MARK: Words and numbers

  static func name(ofClass kind: String) -> String {
    switch CareerClass(rawValue: kind) {
    case .totalized: "totalized"
    case .insured: "fully insured alone"
    case .tooFew: "too few periods"
    case .documentsFail: "documents fail"
    case nil: kind
    }
  }

  func estimate(_ estimate: Estimate, signed: Bool = false) -> String {
    "\(Self.money(estimate.value, study, signed: signed)) ± \(Self.number(estimate.standardError ?? .nan, places: 0))"
  }

  func share(_ estimate: Estimate) -> String {
    "\(Self.percent(estimate.value)) ± \(Self.number(estimate.standardError.map { $0 * 100 } ?? .nan, places: 1))"
  }

  static func money(_ value: Double, _ study: MergedStudy, signed: Bool = false) -> String {
    (signed && value >= 0 ? "+" : "") + number(value, places: 0) + " " + study.about.currency
  }

  static func percent(_ share: Double) -> String { number(share * 100, places: 1) + " %" }

  /// Fixed decimals with thin groups of thousands: `12,345.6`.
  static func number(_ value: Double, places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    guard value.isFinite, abs(value) * scale < 9e15 else { return "–" }
    let scaled = Int64((abs(value) * scale).rounded())
    let unit = Int64(scale)
    var whole = String(scaled / unit)
    var groups: [String] = []
    while whole.count > 3 {
      groups.insert(String(whole.suffix(3)), at: 0)
      whole.removeLast(3)
    }
    groups.insert(whole, at: 0)
    var text = groups.joined(separator: ",")
    if places > 0 {
      let fraction = String(scaled % unit)
      text += "." + String(repeating: "0", count: places - fraction.count) + fraction
    }
    return value < 0 && scaled != 0 ? "−" + text : text
  }

  /// Text of a file without what Markdown would obey.
  static func plain(_ text: String) -> String {
    String(text.map { "`*_[]<>|\\\n\r#".contains($0) ? " " : $0 })
  }
}
