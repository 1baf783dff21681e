// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// A dozen plain questions whose answers make a scenario that runs.
///
/// One person; whoever is two, is widowed or draws a pension starts from one of ``Scenario/templates``.
public struct ScenarioInterview: Sendable {
  /// One question, in words that ask for what people know.
  public struct Question: Sendable {
    public var id: String
    public var text: String
    /// What is taken where nothing is answered; nil where an answer is needed.
    public var standard: String?
    /// What is wrong with an answer; nil where nothing is.
    let fault: @Sendable (String) -> String?

    /// What is wrong with an answer; nil where nothing is.
    public func fault(in answer: String) -> String? { fault(answer) }
  }

  private let systems: [any PensionSystem]

  public init(_ systems: [any PensionSystem]) { self.systems = systems }

  public var questions: [Question] {
    var all = [
      Question(id: "month", text: "Which month is it? (YYYY-MM)", standard: "2026-11", fault: Self.month),
      Question(id: "born", text: "When were you born? (YYYY-MM-DD)", fault: Self.day),
      Question(id: "sex", text: "Are you female or male? (for the life table)") {
        ["female", "male"].contains($0) ? nil : "write female or male"
      },
      Question(
        id: "citizenship", text: "Of which countries are you a citizen? (two letters each)", fault: Self.countries),
      Question(id: "home", text: "In which country do you live? (two letters)") {
        Self.codes($0)?.count == 1 ? nil : "one country, by two letters"
      },
      Question(id: "since", text: "Since which month do you live there? (YYYY-MM)", fault: Self.month),
    ]
    for system in systems {
      let (code, name) = (system.country.code, system.name)
      all += [
        Question(
          id: "work-\(code)",
          text: "From which month to which did you work in \(name), or will you? (YYYY-MM..YYYY-MM, or none)",
          standard: "none"
        ) { $0 == "none" || Self.range($0) != nil ? nil : "two months, for example 1995-09..2011-12, or none" },
        Question(
          id: "pay-\(code)",
          text: Self.paysByMonth(system)
            ? "What was your pay there a month before tax in the last year, or what is it now? (\(system.currency.text))"
            : "What did you earn there in the last year before tax, or do you now? (\(system.currency.text))",
          standard: "none"
        ) {
          $0 == "none" || Self.amount($0) ? nil : "an amount, for example \(Self.paysByMonth(system) ? 4200 : 52000)"
        },
      ]
    }
    let currencies = systems.map(\.currency.text)
    all += [
      Question(
        id: "currency", text: "In which money do you spend? (\(currencies.joined(separator: ", ")))",
        standard: currencies.last
      ) { currencies.contains($0) ? nil : "one of \(currencies.joined(separator: ", "))" },
      Question(id: "need", text: "What do you need a month, at today's prices?") {
        Self.amount($0) ? nil : "an amount, for example 2400"
      },
      Question(id: "savings", text: "What have you put aside?", standard: "0") {
        Self.amount($0) ? nil : "an amount, for example 60000"
      },
      Question(
        id: "aim",
        text: "What matters more: most money over life, or that the need is always covered? (money, need, both)",
        standard: Aim.both.rawValue
      ) { Aim(rawValue: $0) == nil ? "money, need or both" : nil },
    ]
    return all
  }

  // MARK: What an answer looks like

  private static func month(_ text: String) -> String? { YearMonth(text) == nil ? "a month, for example 2026-11" : nil }
  private static func day(_ text: String) -> String? {
    CalendarDate(text) == nil ? "a day, for example 1966-05-14" : nil
  }
  private static func countries(_ text: String) -> String? { codes(text) == nil ? "two letters each" : nil }
  private static func amount(_ text: String) -> Bool { ExactDecimal(text).map { $0 >= .zero } ?? false }

  private static func codes(_ text: String) -> [String]? {
    let codes = text.uppercased().split { $0 == "," || $0 == " " }.map(String.init)
    return !codes.isEmpty && codes.allSatisfy { $0.count == 2 && $0.allSatisfy { $0.isASCII && $0.isLetter } }
      ? codes : nil
  }

  private static func range(_ text: String) -> (from: YearMonth, through: YearMonth)? {
    let parts = text.components(separatedBy: "..")
    guard parts.count == 2, let from = YearMonth(parts[0]), let through = YearMonth(parts[1]), from <= through else {
      return nil
    }
    return (from, through)
  }

  private static func paysByMonth(_ system: any PensionSystem) -> Bool {
    system.vocabulary.periodKinds.contains { $0.pay == .required }
  }

  // MARK: The scenario

  /// - Parameter answers: by question; what is missing takes its standard.
  public func scenario(_ answers: [String: String], title: String) -> String {
    let known = Dictionary(uniqueKeysWithValues: questions.map { ($0.id, answers[$0.id] ?? $0.standard ?? "") })
    func answer(_ id: String) -> String { known[id] ?? "" }
    let worked = systems.compactMap { system -> (system: any PensionSystem, from: YearMonth, through: YearMonth)? in
      Self.range(answer("work-\(system.country.code)")).map { (system, $0.from, $0.through) }
    }
    let records = worked.flatMap {
      record($0.system, $0.from, $0.through, pay: answer("pay-\($0.system.country.code)"))
    }
    let home = (Self.codes(answer("home")) ?? []).joined()
    let currency = answer("currency")
    var lines = [
      "# Made of answers to 'retiresim new --ask'; change what is not yours.", "title: \"\(Scenario.title(title))\"",
      "as_of: \(answer("month"))", "currency: \(currency)", "", "people:", "  me:", "    born: \(answer("born"))",
      "    sex: \(answer("sex"))",
      "    citizenship: [\((Self.codes(answer("citizenship")) ?? []).joined(separator: ", "))]",
      "    lives: { \(residence(worked.map { ($0.system.country.code, $0.from, $0.through) }, home, YearMonth(answer("since")))) }",
      "    records:",
    ]
    lines += records + ["", "needs: \(answer("need")) \(currency)"]
    if ExactDecimal(answer("savings")) != .zero { lines.append("savings: { \(currency): \(answer("savings")) }") }
    lines += ["objective: \(answer("aim"))", "", "strategies:"]
    let codes = worked.map(\.system.country.code)
    for (name, start) in [
      ("everything as soon as possible", "earliest"), ("each at the full amount", "full"),
      ("each as late as it pays", "latest"),
    ] {
      lines.append("  - name: \(name)")
      lines.append("    me: { \(codes.map { "\($0): \(start)" }.joined(separator: ", ")) }")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func record(_ system: any PensionSystem, _ from: YearMonth, _ through: YearMonth, pay: String) -> [String] {
    let words = system.vocabulary
    if let kind = words.periodKinds.first(where: { $0.pay == .required }) {
      return [
        "      \(system.country.code):", "        periods:",
        "          - { from: \(from), to: \(through), kind: \(kind.name), pay: { amount: \(pay), wages_of: \(through.year) } }",
      ]
    }
    let years = from.year == through.year ? "\(from.year)" : "\(from.year)..\(through.year)"
    return [
      "      \(system.country.code):",
      "        \(words.amountsKey ?? "earnings"): { \(years): { amount: \(pay), wages_of: \(through.year) } }",
    ]
  }

  /// Where the work was, until the present home; months in between are the first country's that follows.
  private func residence(
    _ worked: [(code: String, from: YearMonth, through: YearMonth)], _ home: String, _ since: YearMonth?
  ) -> String {
    let since = since ?? YearMonth(9999, 12)
    var stays: [String] = []
    for stay in worked.sorted(by: { $0.from < $1.from }) where stay.from < since && stay.code != home {
      stays.append("\(stay.code): \(stay.from)..\(min(stay.through, since - 1))")
    }
    return (stays + ["\(home): \(since).."]).joined(separator: ", ")
  }
}
