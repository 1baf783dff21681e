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
  let recommendation: Recommendation

  /// - Precondition: `result` holds at least one strategy.
  init(_ result: ComparisonResult, of scenario: Scenario, systems: [any PensionSystem], version: String) {
    precondition(!result.strategies.isEmpty, "a comparison of no strategies")
    self.result = result
    self.scenario = scenario
    self.systems = Dictionary(systems.map { ($0.country, $0) }, uniquingKeysWith: { first, _ in first })
    self.words = Wording(for: scenario, systems: systems)
    self.version = version
    self.recommendation = result.recommendation
  }

  /// The name of a source of income: a country's pension, means-tested income, savings.
  func source(_ source: String) -> String {
    switch source {
    case "minimum": minimumShort
    case "allowance": allowanceShort
    case "savings": words.text(GeneralPhrase.savings)
    default: stated(source) ?? pension(Country(source))
    }
  }

  /// The name of an income that no claim brings; nil for other sources, and for a country's pension.
  func stated(_ source: String) -> String? {
    // A second currency stands behind the name.
    let parts = source.split(separator: "-").map(String.init)
    let suffix = parts.count == 2 ? " (\(parts[1].uppercased()))" : ""
    switch parts[0] {
    case StatedIncome.workCode: return words.text(GeneralPhrase.payFromWork) + suffix
    case StatedIncome.taxCode: return words.text(GeneralPhrase.incomeTax)
    case StatedIncome.otherCode: return words.text(GeneralPhrase.otherIncome) + suffix
    default: return nil
    }
  }

  /// The currency in which a source is paid.
  func currency(ofSource source: String) -> CurrencyCode {
    let parts = source.split(separator: "-").map(String.init)
    if parts.count == 2 { return CurrencyCode(parts[1].uppercased()) }
    return systems[Country(source)]?.currency ?? result.incomes.first { $0.code == source }?.currency ?? currency
  }

  var minimumName: String {
    if case .available(let minimum) = result.minimum { return words.text(minimum.name) }
    return words.text(GeneralPhrase.minimumIncome)
  }

  /// The yearly allowance in full.
  var allowanceName: String {
    result.allowance.map { words.text($0.name) } ?? words.text(GeneralPhrase.yearlyAllowance)
  }

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
}
