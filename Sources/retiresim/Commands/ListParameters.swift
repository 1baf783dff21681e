// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Parameters
import Pensions
import Quantities

extension ParameterOrigin: ExpressibleByArgument {}

/// Lists the figures that the program was given, and where they come from.
struct ListParameters: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parameters",
    abstract: "Every legal and economic parameter: value, date in force, source, published or projected.",
    discussion: """
      Without KEY, all of them; with words, those whose name or title holds each word; with the whole name of one, all its values.

      EXAMPLE: retiresim parameters us.pia.bend_points --on 2026-01
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(help: "A parameter's name, or words to search for.")
  var key: [String] = []

  @Option(help: ArgumentHelp("Show the value in force then: YYYY, YYYY-MM or YYYY-MM-DD.", valueName: "date"))
  var on: String?

  @Option(
    help: ArgumentHelp(
      "Only those with a value of this origin: published, projected or assumption.", valueName: "origin"))
  var origin: ParameterOrigin?

  @Option(help: "text or json.")
  var format = Format.text

  func run() throws {
    let month = try on.map { text in
      guard let month = YearMonth(text) ?? CalendarDate(text)?.yearMonth ?? Int(text).flatMap(Self.january) else {
        throw ValidationError("--on \(text) is no date; write 2026, 2026-01 or 2026-01-31")
      }
      return month
    }
    var library = ParameterLibrary()
    for other in try parameterLibraries() { library.merge(other) }
    let words = key.map { $0.lowercased() }
    let all = library.keys.sorted().compactMap { library.series[$0] }
    if let one = key.first.flatMap({ library.series[$0] }), key.count == 1 {
      return try write([one], month: month, whole: true)
    }
    let found = all.filter { series in
      let text = "\(series.key) \(series.title)".lowercased()
      return words.allSatisfy { text.contains($0) }
        && (origin.map { origin in series.entries.contains { $0.origin == origin } } ?? true)
    }
    guard !found.isEmpty else {
      throw Failure(
        .data,
        "retiresim: error: no parameter matches '\(key.joined(separator: " "))'\n"
          + "  hint: retiresim parameters lists all \(all.count)")
    }
    try write(found, month: month, whole: false)
  }

  private static func january(_ year: Int) -> YearMonth? { (1...9999).contains(year) ? .january(year) : nil }

  private func write(_ list: [ParameterSeries], month: YearMonth?, whole: Bool) throws {
    switch format {
    case .text:
      var text = ""
      for series in list { text += whole ? Self.page(series, month: month) : Self.line(series, month: month) + "\n" }
      try Terminal.write(text)
    case .json:
      let values = list.map { Self.json($0, month: month, whole: whole) }
      try Terminal.write(AwardValue.array(values).json + "\n")
    }
  }

  /// The value asked for: the one in force in `month`, or the last one published.
  private static func entry(_ series: ParameterSeries, month: YearMonth?) -> ParameterEntry? {
    if let month { return series.entry(inForce: month) }
    return series.entries.last { $0.raw != nil && $0.origin == .published } ?? series.entries.last { $0.raw != nil }
  }

  private static func date(_ month: YearMonth, of series: ParameterSeries) -> String {
    series.byYear ? "\(month.year)" : "\(month)"
  }

  private static func line(_ series: ParameterSeries, month: YearMonth?) -> String {
    guard let entry = entry(series, month: month) else {
      return "\(series.key): no value\(month.map { " in \($0)" } ?? ""); \(series.title)"
    }
    let value = entry.raw.map { "\($0) \(series.unit)" } ?? "ended: \(entry.note ?? "no reason given")"
    let checked = series.checked.map { ", checked \($0)" } ?? ""
    return
      "\(series.key) = \(value) (\(date(entry.from, of: series)), \(entry.origin.rawValue)\(checked)); \(series.title)"
  }

  private static func page(_ series: ParameterSeries, month: YearMonth?) -> String {
    var text = """
      \(series.key)
        title    \(series.title)
        unit     \(series.unit)
        source   \(series.source)
        checked  \(series.checked.map(\.description) ?? "not stated")
        beyond   \(series.beyond ?? (series.byYear ? "no value" : "the last value stays in force"))
        file     \(series.file)

      """
    let entries = month == nil ? series.entries : entry(series, month: month).map { [$0] } ?? []
    if entries.isEmpty, let month { text += "  no value in \(month)\n" }
    for entry in entries {
      let value = entry.raw?.description ?? "ended: \(entry.note ?? "no reason given")"
      let source = entry.source == series.source ? "" : "  \(entry.source)"
      text += "  \(date(entry.from, of: series))  \(value)  \(entry.origin.rawValue)\(source)\n"
    }
    return text
  }

  private static func json(_ series: ParameterSeries, month: YearMonth?, whole: Bool) -> AwardValue {
    func value(_ entry: ParameterEntry) -> AwardValue {
      var fields = [AwardField("from", .text(entry.from.description))]
      switch entry.raw {
      case .scalar(let text): fields.append(AwardField("value", .text(text)))
      case .list(let texts): fields.append(AwardField("value", .array(texts.map(AwardValue.text))))
      case nil: fields.append(AwardField("ended", .bool(true)))
      }
      fields.append(AwardField("origin", .text(entry.origin.rawValue)))
      fields.append(AwardField("source", .text(entry.source)))
      if let note = entry.note { fields.append(AwardField("note", .text(note))) }
      return .object(fields)
    }
    var fields = [
      AwardField("key", .text(series.key)), AwardField("title", .text(series.title)),
      AwardField("unit", .text(series.unit)), AwardField("source", .text(series.source)),
    ]
    if let checked = series.checked { fields.append(AwardField("checked", .text(checked.description))) }
    if let beyond = series.beyond { fields.append(AwardField("beyond", .text(beyond))) }
    let entries = whole && month == nil ? series.entries : entry(series, month: month).map { [$0] } ?? []
    fields.append(AwardField("values", .array(entries.map(value))))
    return .object(fields)
  }
}
