// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// What every section of a report starts from: the result, the question, the words, and the strategies it speaks of.
struct ReportBuilder: Sendable, ReportNaming {
  let result: ComparisonResult
  let scenario: Scenario
  let systems: [Country: any PensionSystem]
  let words: Wording
  let version: String

  /// - Precondition: `result` holds at least one strategy.
  init(_ result: ComparisonResult, of scenario: Scenario, systems: [any PensionSystem], version: String) {
    precondition(!result.strategies.isEmpty, "a comparison of no strategies")
    self.result = result
    self.scenario = scenario
    self.systems = Dictionary(systems.map { ($0.country, $0) }, uniquingKeysWith: { first, _ in first })
    self.words = Wording(for: scenario)
    self.version = version
  }

  var best: StrategyResult { result.strategies[0] }

  /// The strategy that the answer is measured against: the one that starts everything soonest; where that is the best
  /// itself, the first that can be told from it; nil where there is no other.
  var reference: StrategyResult? {
    let others = result.strategies.dropFirst()
    let soonest = others.filter { $0.claims.count == best.claims.count }
      .min { (Self.startSum($0), Self.filedSum($0)) < (Self.startSum($1), Self.filedSum($1)) }
    if let soonest, (Self.startSum(soonest), Self.filedSum(soonest)) < (Self.startSum(best), Self.filedSum(best)) {
      return soonest
    }
    let decided = result.strategies.indices.dropFirst().first { !result.undecided.contains($0) }
    return decided.map { result.strategies[$0] } ?? others.first
  }

  private static func startSum(_ strategy: StrategyResult) -> Int {
    strategy.claims.reduce(0) { $0 + $1.entitlement.index }
  }

  private static func filedSum(_ strategy: StrategyResult) -> Int {
    strategy.claims.reduce(0) { $0 + $1.filed.index }
  }

  /// The best less `other` over life, from the paired differences.
  func gain(over other: StrategyResult) -> Estimate {
    Estimate(0 - other.differenceToBest.value, standardError: other.differenceToBest.standardError)
  }

  /// An amount over life as a level amount a month: by the ratio that the best strategy's own two figures have.
  func perMonth(_ value: Estimate) -> Estimate {
    guard best.lifetimeValue.value != 0 else { return Estimate(0, standardError: 0) }
    let ratio = best.meanMonthlyIncome.value / best.lifetimeValue.value
    return Estimate(value.value * ratio, standardError: value.standardError * ratio)
  }

  func name(_ strategy: StrategyResult) -> String { words.quoted(strategy.name) }

  /// The name of a source of income: a country's pension, means-tested income, savings.
  func source(_ source: String) -> String {
    switch source {
    case "minimum": minimumShort
    case "allowance": allowanceShort
    case "savings": words.text(GeneralPhrase.savings)
    default: pension(Country(source))
    }
  }

  /// The currency in which a source is paid.
  func currency(ofSource source: String) -> CurrencyCode { systems[Country(source)]?.currency ?? currency }

  var minimumName: String {
    if case .available(let minimum) = result.minimum { return minimum.name }
    return words.text(GeneralPhrase.minimumIncome)
  }

  /// The yearly allowance in full.
  var allowanceName: String { result.allowance?.name ?? words.text(GeneralPhrase.yearlyAllowance) }

  /// What stands in brackets in the name, as REVIS does; the whole name where nothing does.
  var minimumShort: String { Self.short(minimumName) }
  var allowanceShort: String { Self.short(allowanceName) }

  private static func short(_ name: String) -> String {
    guard let open = name.firstIndex(of: "("), let close = name[open...].firstIndex(of: ")") else { return name }
    let short = name[name.index(after: open)..<close]
    return short.isEmpty ? name : String(short)
  }

  /// `dollar` and `euro` in the reader's language; the code of another currency.
  func currencyWord(_ code: CurrencyCode, plural: Bool = false) -> String {
    switch code {
    case .usd: words.text(plural ? GeneralPhrase.dollars : .dollar)
    case .eur: words.text(plural ? GeneralPhrase.euros : .euro)
    default: code.text
    }
  }

  /// Only where the household is one person does a year have an age.
  var singlePerson: Person? { scenario.members.count == 1 ? scenario.members[0].person : nil }

  /// Whether two names stand for the same filings and months.
  func isSamePlan(_ a: StrategyResult, _ b: StrategyResult) -> Bool {
    a.claims.count == b.claims.count
      && zip(a.claims, b.claims).allSatisfy {
        $0.person == $1.person && $0.country == $1.country && $0.filed == $1.filed && $0.entitlement == $1.entitlement
      }
  }

  /// Strategies worth a row in the report: up to `limit` of the best ones, always with the reference; where two
  /// names stand for one plan, one of them.
  func shownStrategies(limit: Int) -> [Int] {
    let reference = reference.flatMap { wanted in result.strategies.firstIndex { $0.name == wanted.name } }
    var shown = [0]
    if let reference, limit > 1, !isSamePlan(result.strategies[reference], best) { shown.append(reference) }
    for index in result.strategies.indices where shown.count < limit {
      let strategy = result.strategies[index]
      if !shown.contains(where: { isSamePlan(result.strategies[$0], strategy) }) { shown.append(index) }
    }
    return shown.sorted()
  }
}
