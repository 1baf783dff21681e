// SPDX-License-Identifier: GPL-3.0-or-later

/// The page on which each award is derived.
enum ExplainPhrase: PhraseKey {
  case title, basis, howToRead, eligibility, coverage, nothingPayable, strategies, refused
  case wanted, filed, entitled, amount, award, firstMonth, projectedWentIn, withheld, deduction
  case stepWith, stepBy, stepRoundedDown, stepRoundedUp, stepRoundedNearest, useFrom, useNotPublished
  case awardHeading, why

  var phrase: Phrase {
    switch self {
    case .title:
      Phrase(
        "How each award comes about: {title}", fr: "Comment chaque pension est calculée\u{A0}: {title}",
        de: "Wie jede Rente zustande kommt: {title}")
    case .basis:
      Phrase(
        "Scenario `{file}`, valued in {month}, {regime}. No chance is involved.",
        fr: "Scénario `{file}`, évalué en {month}, {regime}. Sans aucun hasard.",
        de: "Szenario `{file}`, bewertet im {month}, {regime}. Ohne jeden Zufall.")
    case .howToRead:
      Phrase(
        "Each step names its inputs, the parameters that it uses with the month from which they hold, its article, and its rounding, so that it can be redone by hand: `floor(x, 0.1)` is the next lower multiple of 0.1, `ceil` the next higher, `round` the nearest, ties away from zero.",
        fr:
          "Chaque étape nomme ses données, les paramètres qu'elle emploie avec le mois de leur entrée en vigueur, son article et son arrondi, pour être refaite à la main\u{A0}: `floor(x, 0.1)` est le multiple de 0,1 immédiatement inférieur, `ceil` le supérieur, `round` le plus proche, les moitiés s'éloignant de zéro.",
        de:
          "Jeder Schritt nennt seine Eingaben, die verwendeten Parameter mit dem Monat, ab dem sie gelten, den Artikel und die Rundung, sodass er sich von Hand nachrechnen lässt: `floor(x, 0.1)` ist das nächstkleinere Vielfache von 0,1, `ceil` das nächstgrößere, `round` das nächste, Hälften von null weg."
      )
    case .eligibility:
      Phrase("Who may claim when", fr: "Qui peut demander quand", de: "Wer wann beantragen kann")
    case .coverage:
      Phrase(
        "Coverage: {count} {unit}.", fr: "Assurance\u{A0}: {count} {unit}.", de: "Versicherungszeit: {count} {unit}.")
    case .nothingPayable:
      Phrase(
        "Nothing is payable: {reason}.", fr: "Rien n'est dû\u{A0}: {reason}.", de: "Nichts ist zu zahlen: {reason}.")
    case .strategies:
      Phrase("What each strategy claims", fr: "Ce que demande chaque stratégie", de: "Was jede Strategie beantragt")
    case .refused:
      Phrase("The law does not allow:", fr: "Le droit ne permet pas\u{A0}:", de: "Das Recht erlaubt nicht:")
    case .wanted: Phrase("Wanted", fr: "Souhaité", de: "Gewünscht")
    case .filed: Phrase("Filed", fr: "Demandé", de: "Beantragt")
    case .entitled: Phrase("Entitled from", fr: "Droit à partir de", de: "Anspruch ab")
    case .amount:
      Phrase("First full month, gross", fr: "Premier mois complet, brut", de: "Erster voller Monat, brutto")
    case .award: Phrase("Award", fr: "Calcul", de: "Rechnung")
    case .awardHeading:
      Phrase(
        "{id}: {person}, {pension} from {month}", fr: "{id}\u{A0}: {person}, {pension} à partir de {month}",
        de: "{id}: {person}, {pension} ab {month}")
    case .firstMonth:
      Phrase(
        "**{amount}** in the first full month, {basis}, {article}.",
        fr: "**{amount}** pour le premier mois complet, {basis}, {article}.",
        de: "**{amount}** im ersten vollen Monat, {basis}, {article}.")
    case .projectedWentIn:
      Phrase(
        "Parameters beyond the last published ones went in.",
        fr: "Des paramètres au-delà des derniers publiés y sont entrés.",
        de: "Parameter jenseits der zuletzt veröffentlichten gingen ein.")
    case .withheld: Phrase("Withheld at source:", fr: "Retenu à la source\u{A0}:", de: "An der Quelle einbehalten:")
    case .deduction: Phrase("{name}, {share} ({article})")
    case .stepWith: Phrase("with {inputs}", fr: "avec {inputs}", de: "mit {inputs}")
    case .stepBy: Phrase("by {parameters}", fr: "selon {parameters}", de: "nach {parameters}")
    case .stepRoundedDown:
      Phrase(
        "rounded down to a multiple of {multiple}", fr: "arrondi au multiple inférieur de {multiple}",
        de: "abgerundet auf ein Vielfaches von {multiple}")
    case .stepRoundedUp:
      Phrase(
        "rounded up to a multiple of {multiple}", fr: "arrondi au multiple supérieur de {multiple}",
        de: "aufgerundet auf ein Vielfaches von {multiple}")
    case .stepRoundedNearest:
      Phrase(
        "rounded to the nearest multiple of {multiple}, ties away from zero",
        fr: "arrondi au multiple le plus proche de {multiple}, les moitiés s'éloignant de zéro",
        de: "gerundet auf das nächste Vielfache von {multiple}, Hälften von null weg")
    case .useFrom: Phrase("{key} of {month}", fr: "{key} de {month}", de: "{key} von {month}")
    case .useNotPublished: Phrase("{use} ({origin})")
    case .why: Phrase("Why", fr: "Pourquoi", de: "Warum")
    }
  }
}
