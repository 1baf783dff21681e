// SPDX-License-Identifier: GPL-3.0-or-later

/// Names and short words that several sections use.
enum GeneralPhrase: PhraseKey {
  case and, clauseEnd, to, yes, no, none, pensionUS, pensionLU, countryUS, countryLU, minimumIncome, yearlyAllowance
  case savings
  case basisNational, basisTotalized, basisNone, published, projected, assumption, perMonth, overLife, subtitle
  case lawInEnglish, untilAge, best, bestMean, proposed, asGood, undecided, dollar, dollars, euro, euros

  var phrase: Phrase {
    switch self {
    case .and: Phrase(" and ", fr: " et ", de: " und ")
    case .clauseEnd: Phrase("; ", fr: "\u{A0}; ", de: "; ")
    case .to: Phrase("to", fr: "à", de: "bis")
    case .yes: Phrase("yes", fr: "oui", de: "ja")
    case .no: Phrase("no", fr: "non", de: "nein")
    case .none: Phrase("none", fr: "aucun", de: "keine")
    case .pensionUS:
      Phrase(
        "the US pension (Social Security)", fr: "la pension américaine (Social Security)",
        de: "die US-Rente (Social Security)")
    case .pensionLU:
      Phrase("the Luxembourg pension", fr: "la pension luxembourgeoise", de: "die Luxemburger Rente")
    case .countryUS: Phrase("the United States", fr: "les États-Unis", de: "die Vereinigten Staaten")
    case .countryLU: Phrase("Luxembourg", fr: "le Luxembourg", de: "Luxemburg")
    case .yearlyAllowance: Phrase("the yearly allowance", fr: "l'allocation annuelle", de: "die jährliche Zulage")
    case .minimumIncome: Phrase("means-tested income", fr: "le revenu minimum", de: "die Mindestsicherung")
    case .savings: Phrase("savings", fr: "l'épargne", de: "Ersparnisse")
    case .basisNational:
      Phrase("own periods alone", fr: "périodes nationales seules", de: "eigene Zeiten allein")
    case .basisTotalized:
      Phrase("by totalization", fr: "par totalisation", de: "durch Zusammenrechnung")
    case .basisNone: Phrase("no right", fr: "aucun droit", de: "kein Anspruch")
    case .published: Phrase("published", fr: "publié", de: "veröffentlicht")
    case .projected: Phrase("projected", fr: "projeté", de: "vorausberechnet")
    case .assumption: Phrase("assumption", fr: "hypothèse", de: "Annahme")
    case .perMonth: Phrase("{amount} a month", fr: "{amount} par mois", de: "{amount} im Monat")
    case .overLife: Phrase("{amount} over life", fr: "{amount} sur la vie", de: "{amount} über das Leben")
    case .subtitle:
      Phrase(
        "Scenario `{file}` · {paths} simulated futures, seed {seed} · prices of {month}, {currency} · retiresim {version}",
        fr:
          "Scénario `{file}` · {paths} avenirs simulés, graine {seed} · prix de {month}, {currency} · retiresim {version}",
        de:
          "Szenario `{file}` · {paths} simulierte Verläufe, Startwert {seed} · Preise vom {month}, {currency} · retiresim {version}"
      )
    case .lawInEnglish:
      Phrase(
        "Explanations that the rules of a country give are in English.",
        fr: "Les explications détaillées des règles de chaque pays sont en anglais.",
        de: "Ausführliche Erläuterungen der Regeln eines Landes sind auf Englisch.")
    case .untilAge: Phrase("age {age}", fr: "{age}", de: "Alter {age}")
    case .dollar: Phrase("dollar", fr: "dollar", de: "Dollar")
    case .dollars: Phrase("dollars", fr: "dollars", de: "Dollar")
    case .euro: Phrase("euro", fr: "euro", de: "Euro")
    case .euros: Phrase("euros", fr: "euros", de: "Euro")
    case .best: Phrase("best", fr: "la meilleure", de: "beste")
    case .bestMean: Phrase("highest mean", fr: "moyenne la plus élevée", de: "höchstes Mittel")
    case .proposed: Phrase("proposed", fr: "proposée", de: "vorgeschlagen")
    case .asGood: Phrase("as good", fr: "aussi bonne", de: "ebenso gut")
    case .undecided:
      Phrase("not told from the best", fr: "non distinguée de la meilleure", de: "vom Besten nicht unterscheidbar")
    }
  }
}
