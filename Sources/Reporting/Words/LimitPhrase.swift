// SPDX-License-Identifier: GPL-3.0-or-later

/// What is not modelled, one sentence each, in the order of how much it may move; and what the files hold.
enum LimitPhrase: PhraseKey {
  case incomeTax, survivors, medicare, work, future, care, marriage, advice

  var phrase: Phrase {
    switch self {
    case .incomeTax:
      Phrase(
        "Income tax in any country, and the tax treaty between them: amounts are before tax.",
        fr: "L'impôt sur le revenu, dans tout pays, et la convention fiscale\u{A0}: les montants sont avant impôt.",
        de: "Einkommensteuer in jedem Land und das Steuerabkommen: Beträge sind vor Steuer.")
    case .survivors:
      Phrase(
        "Pensions derived from another person's record other than those listed above: those of children and of divorced spouses.",
        fr:
          "Les pensions dérivées des droits d'une autre personne, hors celles indiquées ci-dessus\u{A0}: enfants, conjoints divorcés.",
        de:
          "Renten aus den Rechten einer anderen Person außer den oben genannten: für Kinder, für Geschiedene."
      )
    case .medicare:
      Phrase(
        "Health cover: premiums of US Medicare, and what care costs where the household lives.",
        fr: "La couverture maladie\u{A0}: primes de Medicare aux États-Unis et coût des soins là où vit le ménage.",
        de: "Krankenversicherung: Beiträge zu Medicare in den USA und Kosten der Behandlung am Wohnort.")
    case .work:
      Phrase(
        "Work beside a pension: limits on earnings and benefits withheld for them.",
        fr: "Le travail à côté d'une pension\u{A0}: plafonds de revenus et retenues correspondantes.",
        de: "Arbeit neben der Rente: Hinzuverdienstgrenzen und Kürzungen deswegen.")
    case .future:
      Phrase(
        "Changes of law that the scenario does not name.",
        fr: "Les changements de droit que le scénario ne nomme pas.",
        de: "Rechtsänderungen, die das Szenario nicht nennt.")
    case .care:
      Phrase(
        "Means-tested help other than what the report names: care-home help, rent subsidy.",
        fr:
          "Les aides sous condition de ressources autres que celles nommées dans ce rapport\u{A0}: accueil gérontologique, loyer.",
        de: "Bedürftigkeitsabhängige Hilfen außer den hier genannten: Pflegeheim, Miete.")
    case .marriage:
      Phrase(
        "Moves to another country, marriage, divorce and births after the valuation month, unless the scenario states them.",
        fr: "Déménagements, mariages, divorces et naissances après le mois d'évaluation, sauf indication du scénario.",
        de: "Umzug, Heirat, Scheidung und Geburten nach dem Bewertungsmonat, soweit das Szenario sie nicht nennt.")
    case .advice:
      Phrase(
        "The decision of either institution: this is a calculation from the stated record, not a determination and not advice.",
        fr:
          "La décision des institutions\u{A0}: ceci est un calcul à partir de la carrière indiquée, ni une décision ni un conseil.",
        de:
          "Der Bescheid der Träger: dies ist eine Rechnung aus den angegebenen Zeiten, kein Bescheid und keine Beratung."
      )
    }
  }
}

/// Law regimes by their names in scenarios.
enum RegimePhrase: PhraseKey {
  case current, historical, reinstated, article, articleCaveat, other
  case earlyPensionOf2012, moderatorHalf, moderatorNone, indexDelayed

  var phrase: Phrase {
    switch self {
    case .current: Phrase("law in force", fr: "droit en vigueur", de: "geltendes Recht")
    case .historical:
      Phrase(
        "law as it stood, month by month", fr: "droit tel qu'il était, mois par mois", de: "Recht, wie es jeweils galt")
    case .reinstated:
      Phrase("WEP reinstated", fr: "WEP rétablie", de: "WEP wieder eingeführt")
    case .article:
      Phrase(
        "popular article's version (not law)", fr: "version de l'article répandu (pas le droit)",
        de: "Fassung des verbreiteten Artikels (kein Recht)")
    case .articleCaveat:
      Phrase(
        "a reading that circulates, shown only so that its effect can be compared.",
        fr: "une lecture qui circule, montrée seulement pour en comparer l'effet.",
        de: "eine verbreitete Lesart, nur zum Vergleich ihrer Wirkung gezeigt.")
    case .other: Phrase("{name}")
    case .earlyPensionOf2012:
      Phrase(
        "Luxembourg: early pension without the law of 19 December 2025",
        fr: "Luxembourg\u{A0}: pension anticipée sans la loi du 19 décembre 2025",
        de: "Luxemburg: vorgezogene Rente ohne das Gesetz vom 19. Dezember 2025")
    case .moderatorHalf:
      Phrase(
        "Luxembourg: running pensions follow half of real wages", fr: "Luxembourg\u{A0}: réajustement à moitié",
        de: "Luxemburg: laufende Renten folgen halb den Reallöhnen")
    case .moderatorNone:
      Phrase(
        "Luxembourg: running pensions follow prices alone", fr: "Luxembourg\u{A0}: sans réajustement",
        de: "Luxemburg: laufende Renten folgen nur den Preisen")
    case .indexDelayed:
      Phrase(
        "Luxembourg: index paid 12 months late", fr: "Luxembourg\u{A0}: index payé 12 mois plus tard",
        de: "Luxemburg: Index 12 Monate später gezahlt")
    }
  }
}

/// What each file of a report folder holds.
enum FilePhrase: PhraseKey {
  case report, html, strategies, income, economy, awards, search, package, manifest, charts

  var phrase: Phrase {
    switch self {
    case .report: Phrase("this report", fr: "ce rapport", de: "dieser Bericht")
    case .html:
      Phrase(
        "the same, one file to print", fr: "le même, en un fichier imprimable", de: "derselbe, eine Datei zum Drucken")
    case .strategies:
      Phrase(
        "a row a strategy, all measures", fr: "une ligne par stratégie, toutes les mesures",
        de: "eine Zeile je Strategie, alle Maße")
    case .income:
      Phrase(
        "a row a strategy and year", fr: "une ligne par stratégie et année", de: "eine Zeile je Strategie und Jahr")
    case .economy:
      Phrase(
        "a row a year: exchange rate and indices", fr: "une ligne par année\u{A0}: change et indices",
        de: "eine Zeile je Jahr: Kurs und Indizes")
    case .awards:
      Phrase(
        "a row a claim month and part of each pension", fr: "une ligne par mois de départ et composante de pension",
        de: "eine Zeile je Beginnmonat und Rentenbestandteil")
    case .search:
      Phrase(
        "a row a claim month of the search", fr: "une ligne par mois de départ examiné",
        de: "eine Zeile je geprüftem Beginnmonat")
    case .package:
      Phrase(
        "types, units and meanings of the CSV columns", fr: "types, unités et sens des colonnes CSV",
        de: "Typen, Einheiten und Bedeutung der CSV-Spalten")
    case .manifest:
      Phrase(
        "what makes the report again, and hashes", fr: "de quoi refaire le rapport, et empreintes",
        de: "was den Bericht neu erzeugt, und Prüfsummen")
    case .charts: Phrase("the charts", fr: "les graphiques", de: "die Diagramme")
    }
  }
}
