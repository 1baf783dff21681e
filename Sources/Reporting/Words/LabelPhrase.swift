// SPDX-License-Identifier: GPL-3.0-or-later

/// Column titles and row labels of the report's tables.
enum LabelPhrase: PhraseKey {
  case strategy, start, mean, difference, interval, worst, middle, needsMet, minimumMonths, chanceBest
  case year, age, low5, low25, median, high75, high95, alive, onMinimum
  case route, article, first, basis, explanation, never
  case person, onRecordOf, deceased, deathsFrom, pension, from, amount, netAmount, part, partAmount, partMonths,
    everyMonth,
    someMonths, projectedMark
  case assumption, best, gain, caveat, changed, base, turns, tried, gainAtEnds, holds
  case parameter, value, since, source, origin, checked, key, values, file, content, theProposed, theOther
  case usdPerEUR, lifeValue, monthsQuarter, monthsMonth, bySource, filed

  var phrase: Phrase {
    switch self {
    case .strategy: Phrase("Strategy", fr: "Stratégie", de: "Strategie")
    case .start: Phrase("Start of each pension", fr: "Début de chaque pension", de: "Beginn jeder Rente")
    case .filed: Phrase("{month} (filed {filed})", fr: "{month} (demande {filed})", de: "{month} (Antrag {filed})")
    case .mean: Phrase("Mean over life", fr: "Moyenne sur la vie", de: "Mittel über das Leben")
    case .difference: Phrase("Difference to the best", fr: "Écart à la meilleure", de: "Abstand zur besten")
    case .interval: Phrase("95 % interval of the difference", fr: "Intervalle à 95\u{A0}%", de: "95-%-Intervall davon")
    case .worst: Phrase("Worst 5 %, mean", fr: "Pires 5\u{A0}%, moyenne", de: "Schlechteste 5\u{A0}%, Mittel")
    case .middle:
      Phrase("90 % of futures lie between", fr: "90\u{A0}% des avenirs entre", de: "90\u{A0}% der Verläufe zwischen")
    case .needsMet: Phrase("Need met for life", fr: "Besoin couvert à vie", de: "Bedarf lebenslang gedeckt")
    case .minimumMonths: Phrase("Months on {minimum}", fr: "Mois de {minimum}", de: "Monate mit {minimum}")
    case .chanceBest: Phrase("Best of all in", fr: "La meilleure dans", de: "Beste von allen in")
    case .year: Phrase("Year", fr: "Année", de: "Jahr")
    case .age: Phrase("Age", fr: "Âge", de: "Alter")
    case .low5: Phrase("5 %", fr: "5\u{A0}%", de: "5\u{A0}%")
    case .low25: Phrase("25 %", fr: "25\u{A0}%", de: "25\u{A0}%")
    case .median: Phrase("Median", fr: "Médiane", de: "Median")
    case .high75: Phrase("75 %", fr: "75\u{A0}%", de: "75\u{A0}%")
    case .high95: Phrase("95 %", fr: "95\u{A0}%", de: "95\u{A0}%")
    case .alive: Phrase("Somebody alive", fr: "Quelqu'un en vie", de: "Jemand lebt")
    case .onMinimum: Phrase("On {minimum}", fr: "Au {minimum}", de: "Mit {minimum}")
    case .route: Phrase("Route", fr: "Voie", de: "Weg")
    case .article: Phrase("Article", fr: "Article", de: "Artikel")
    case .first: Phrase("First month", fr: "Premier mois", de: "Erster Monat")
    case .basis: Phrase("Basis", fr: "Fondement", de: "Grundlage")
    case .explanation: Phrase("What was counted", fr: "Ce qui a été compté", de: "Was gezählt wurde")
    case .never: Phrase("never", fr: "jamais", de: "nie")
    case .person: Phrase("Person", fr: "Personne", de: "Person")
    case .onRecordOf: Phrase("On the record of", fr: "Sur les droits de", de: "Aus den Rechten von")
    case .deceased: Phrase("After the death of", fr: "Après le décès de", de: "Nach dem Tod von")
    case .deathsFrom: Phrase("Deaths from", fr: "Décès à partir de", de: "Todesfälle ab")
    case .pension: Phrase("Pension", fr: "Pension", de: "Rente")
    case .from: Phrase("From", fr: "À partir de", de: "Ab")
    case .amount: Phrase("First month, gross", fr: "Premier mois, brut", de: "Erster Monat, brutto")
    case .netAmount: Phrase("Net", fr: "Net", de: "Netto")
    case .part: Phrase("Parts", fr: "Composantes", de: "Bestandteile")
    case .partAmount:
      Phrase(
        "{name}: {base} in the law's own units × {factor}", fr: "{name}\u{A0}: {base} en unités légales × {factor}",
        de: "{name}: {base} in gesetzlichen Einheiten × {factor}")
    case .partMonths: Phrase("{part} ({months})")
    case .everyMonth: Phrase("every month", fr: "chaque mois", de: "jeden Monat")
    case .someMonths: Phrase("{count} a year", fr: "{count} par an", de: "{count} im Jahr")
    case .projectedMark: Phrase("{amount}, projected", fr: "{amount}, projeté", de: "{amount}, vorausberechnet")
    case .assumption: Phrase("Assumption", fr: "Hypothèse", de: "Annahme")
    case .best: Phrase("Best strategy", fr: "Meilleure stratégie", de: "Beste Strategie")
    case .gain: Phrase("Gain", fr: "Gain", de: "Gewinn")
    case .caveat: Phrase("Note", fr: "Remarque", de: "Hinweis")
    case .changed: Phrase("Changed", fr: "Modifié", de: "Geändert")
    case .base: Phrase("Here", fr: "Ici", de: "Hier")
    case .turns: Phrase("Turns at", fr: "Bascule à", de: "Kippt bei")
    case .tried: Phrase("Tried", fr: "Essayé", de: "Geprüft")
    case .gainAtEnds: Phrase("Gain at the ends", fr: "Gain aux bornes", de: "Gewinn an den Enden")
    case .holds: Phrase("holds throughout", fr: "tient partout", de: "gilt durchweg")
    case .parameter: Phrase("Parameter", fr: "Paramètre", de: "Parameter")
    case .value: Phrase("Value", fr: "Valeur", de: "Wert")
    case .since: Phrase("In force from", fr: "En vigueur depuis", de: "Gilt ab")
    case .source: Phrase("Source", fr: "Source", de: "Quelle")
    case .origin: Phrase("Kind", fr: "Nature", de: "Art")
    case .checked: Phrase("Last checked", fr: "Dernière vérification", de: "Zuletzt geprüft")
    case .key: Phrase("Key", fr: "Clé", de: "Schlüssel")
    case .values:
      Phrase(
        "{count} values, {first} to {last}", fr: "{count} valeurs, de {first} à {last}",
        de: "{count} Werte, {first} bis {last}")
    case .file: Phrase("File", fr: "Fichier", de: "Datei")
    case .content: Phrase("Content", fr: "Contenu", de: "Inhalt")
    case .theProposed: Phrase("Proposed: {name}", fr: "Proposée\u{A0}: {name}", de: "Vorgeschlagen: {name}")
    case .theOther: Phrase("Compared: {name}", fr: "Référence\u{A0}: {name}", de: "Vergleich: {name}")
    case .usdPerEUR: Phrase("US dollars per euro", fr: "Dollars par euro", de: "US-Dollar je Euro")
    case .lifeValue: Phrase("{regime}", fr: "{regime}", de: "{regime}")
    case .monthsQuarter: Phrase("quarters", fr: "trimestres", de: "Quartale")
    case .monthsMonth: Phrase("months", fr: "mois", de: "Monate")
    case .bySource: Phrase("Mean from {source}", fr: "Moyenne\u{A0}: {source}", de: "Mittel: {source}")
    }
  }
}
