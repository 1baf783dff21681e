// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// What every report says of people, countries and months, in the scenario's language.
protocol ReportNaming {
  var scenario: Scenario { get }
  var systems: [Country: any PensionSystem] { get }
  var words: Wording { get }
}

extension ReportNaming {
  var numbers: NumberText { words.numbers }
  var currency: CurrencyCode { scenario.currency }

  func pension(_ country: Country) -> String { systems[country].map(words.pension) ?? country.code }

  func country(_ country: Country) -> String {
    systems[country].map(words.country) ?? words.name(ofCountry: country.code)
  }

  func person(_ id: String) -> Person? { scenario.members.first { $0.person.id == id }?.person }

  /// The age that the person has completed at the end of `month`.
  func age(of id: String, in month: YearMonth) -> Age? {
    person(id).map { Age(months: max(0, month - $0.born.yearMonth)) }
  }

  func basis(_ text: String) -> String {
    switch text {
    case "national": words.text(GeneralPhrase.basisNational)
    case "totalized": words.text(GeneralPhrase.basisTotalized)
    case "none": words.text(GeneralPhrase.basisNone)
    default: text
    }
  }

  func unit(_ coverage: Coverage) -> String {
    words.text(coverage.unit == .quarter ? LabelPhrase.monthsQuarter : .monthsMonth)
  }

  func regimeName(_ regime: LawRegime) -> String {
    switch regime.name {
    case "current": words.text(RegimePhrase.current)
    case "historical": words.text(RegimePhrase.historical)
    case "reinstated": words.text(RegimePhrase.reinstated)
    case "article": words.text(RegimePhrase.article)
    case "luxembourg-2012": words.text(RegimePhrase.earlyPensionOf2012)
    case "moderator-half": words.text(RegimePhrase.moderatorHalf)
    case "moderator-none": words.text(RegimePhrase.moderatorNone)
    case "index-delayed": words.text(RegimePhrase.indexDelayed)
    default: words.text(RegimePhrase.other, ["name": regime.name])
    }
  }
}
