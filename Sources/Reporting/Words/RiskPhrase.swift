// SPDX-License-Identifier: GPL-3.0-or-later

/// The sentences about means-tested income and the exchange rate in the section on risks.
enum RiskPhrase: PhraseKey {
  case crossingNote, ownPension, foreignPension, endsBelow, moreThanBest, meansTestNotes, allowance, allowanceNotes
  case regrets, regretsNote, largestRegret

  var phrase: Phrase {
    switch self {
    case .crossingNote:
      Phrase(
        "Where a strong dollar ends {minimum}: gross pensions a month once all are paid, at {month} prices and wages held constant, and the exchange rate below which {minimum} ends.",
        fr:
          "Où un dollar fort met fin au {minimum}\u{A0}: pensions brutes par mois une fois toutes versées, prix et salaires constants de {month}, et le taux de change au-dessous duquel le {minimum} cesse.",
        de:
          "Wo ein starker Dollar {minimum} beendet: Bruttorenten im Monat, sobald alle gezahlt werden, bei konstanten Preisen und Löhnen vom {month}, und der Kurs, unter dem {minimum} endet."
      )
    case .ownPension:
      Phrase("Pension in own currency", fr: "Pension en monnaie nationale", de: "Rente in eigener Währung")
    case .foreignPension:
      Phrase("Pension in the other currency", fr: "Pension en autre monnaie", de: "Rente in anderer Währung")
    case .moreThanBest:
      Phrase("More than the proposed one in", fr: "Plus que celle proposée dans", de: "Mehr als die vorgeschlagene in")
    case .meansTestNotes:
      Phrase(
        "How income counts for {minimum} ({article}):",
        fr: "Comment le revenu compte pour le {minimum} ({article})\u{A0}:",
        de: "Wie Einkommen für {minimum} zählt ({article}):")
    case .allowance:
      Phrase(
        "{name}: paid once a year to households below an income limit ({article}). With {best} it brings {value} over life. Its rules are under the assumptions.",
        fr:
          "{name}\u{A0}: versée une fois par an aux ménages sous un plafond de revenu ({article}). Avec {best}, elle apporte {value} sur la vie. Ses règles figurent parmi les hypothèses.",
        de:
          "{name}: einmal im Jahr an Haushalte unter einer Einkommensgrenze ({article}). Mit {best} bringt sie {value} über das Leben. Ihre Regeln stehen bei den Annahmen."
      )
    case .allowanceNotes:
      Phrase(
        "What was assumed of the {name} ({article}):", fr: "Hypothèses sur {name} ({article})\u{A0}:",
        de: "Annahmen zu {name} ({article}):")
    case .regrets: Phrase("Regret", fr: "Regret", de: "Reue")
    case .regretsNote:
      Phrase(
        "What each strategy gives less, on average over life, than the best one if the world is as the row says. The largest regret is smallest with {least}. All strategies are in `strategies.csv`.",
        fr:
          "Ce que chaque stratégie donne de moins, en moyenne sur la vie, que la meilleure si le monde est comme le dit la ligne. Le plus grand regret est le plus petit avec {least}. Toutes les stratégies sont dans `strategies.csv`.",
        de:
          "Was jede Strategie im Mittel über das Leben weniger gibt als die beste, wenn die Welt so ist, wie die Zeile sagt. Die größte Reue ist am kleinsten mit {least}. Alle Strategien stehen in `strategies.csv`."
      )
    case .largestRegret: Phrase("Largest regret", fr: "Plus grand regret", de: "Größte Reue")
    case .endsBelow: Phrase("Ends below", fr: "Cesse sous", de: "Endet unter")
    }
  }
}
