// SPDX-License-Identifier: GPL-3.0-or-later

/// The report of a search.
enum SearchPhrase: PhraseKey {
  case title, claim, claimOfPerson, best, gain, ties, tie, noTies, worst, method, refused, partial, howToRead
  case mean, median, shortfall, needsMet, certainty
  case overLife, ofFutures, share
  case tableHeading, more, all, objective, behind, chartTitle, chartTitleAlone, chartSubtitle, boxes, axis, axisOfPerson
  case chartMissing
  case claimFiled, filedEarly, filedOnTheDay, filedBefore, filedLate, filingHeading, filingNote

  var phrase: Phrase {
    switch self {
    case .title:
      Phrase("When to claim: {title}", fr: "Quand demander\u{A0}: {title}", de: "Wann beantragen: {title}")
    case .claim:
      Phrase(
        "{pension} from {month} (age {age})", fr: "{pension} à partir de {month} (à {age})",
        de: "{pension} ab {month} (Alter {age})")
    case .claimOfPerson: Phrase("{person}, {claim}", fr: "{person}, {claim}", de: "{person}, {claim}")
    case .best:
      Phrase(
        "Best by {objective}: {claims}; {value}.", fr: "La meilleure selon {objective}\u{A0}: {claims}\u{A0}; {value}.",
        de: "Am besten nach {objective}: {claims}; {value}.")
    case .gain:
      Phrase(
        "**How much better.** {value} more than starting every pension in its first month ({claims}).",
        fr: "**De combien.** {value} de plus qu'en commençant chaque pension à son premier mois ({claims}).",
        de: "**Um wie viel besser.** {value} mehr als bei Beginn jeder Rente im ersten Monat ({claims}).")
    case .ties:
      Phrase(
        "**What cannot be told apart.** {count} other combinations of {all} at 95 %: {spans}. Choosing any of them costs at most {stake} in the estimate.",
        fr:
          "**Ce qui ne se départage pas.** {count} autres combinaisons sur {all}, à 95\u{A0}%\u{A0}: {spans}. Choisir l'une d'elles coûte au plus {stake} selon l'estimation.",
        de:
          "**Was sich nicht unterscheiden lässt.** {count} andere Kombinationen von {all} bei 95\u{A0}%: {spans}. Eine davon zu wählen kostet nach der Schätzung höchstens {stake}."
      )
    case .tie:
      Phrase(
        "**What cannot be told apart.** One other combination of {all} at 95 %: {spans}. Choosing it costs {stake} in the estimate.",
        fr:
          "**Ce qui ne se départage pas.** Une autre combinaison sur {all}, à 95\u{A0}%\u{A0}: {spans}. La choisir coûte {stake} selon l'estimation.",
        de:
          "**Was sich nicht unterscheiden lässt.** Eine andere Kombination von {all} bei 95\u{A0}%: {spans}. Sie zu wählen kostet nach der Schätzung {stake}."
      )
    case .noTies:
      Phrase(
        "**What cannot be told apart.** Nothing: the best of {all} combinations is ahead of every other one at 95 %.",
        fr:
          "**Ce qui ne se départage pas.** Rien\u{A0}: la meilleure des {all} combinaisons devance toutes les autres à 95\u{A0}%.",
        de:
          "**Was sich nicht unterscheiden lässt.** Nichts: die beste von {all} Kombinationen liegt bei 95\u{A0}% vor jeder anderen."
      )
    case .worst:
      Phrase(
        "**What choosing badly costs.** The worst combination is {value} behind.",
        fr: "**Ce que coûte un mauvais choix.** La pire combinaison donne {value} de moins.",
        de: "**Was eine schlechte Wahl kostet.** Die schlechteste Kombination liegt {value} zurück.")
    case .method: Phrase("How: {method}.", fr: "Méthode\u{A0}: {method}.", de: "Verfahren: {method}.")
    case .refused:
      Phrase(
        "The law refuses {count} further combinations.", fr: "Le droit refuse {count} autres combinaisons.",
        de: "Das Recht verwehrt {count} weitere Kombinationen.")
    case .partial:
      Phrase(
        "Not every combination was tried.", fr: "Toutes les combinaisons n'ont pas été essayées.",
        de: "Nicht jede Kombination wurde versucht.")
    case .howToRead:
      Phrase(
        "**How to read.** Every combination meets the same simulated futures. Amounts are at {month} prices; “over life” is a present value, discounted at {rate} a year above inflation. “±” is one standard error, the chance error of so many futures. Income tax is not modelled.",
        fr:
          "**Comment lire.** Chaque combinaison affronte les mêmes avenirs simulés. Les montants sont aux prix de {month}\u{A0}; «\u{A0}sur la vie\u{A0}» est une valeur actuelle, au taux de {rate} par an au-dessus de l'inflation. «\u{A0}±\u{A0}» est une erreur type, celle due au nombre d'avenirs. L'impôt sur le revenu n'est pas modélisé.",
        de:
          "**Lesehilfe.** Jede Kombination trifft auf dieselben simulierten Verläufe. Beträge sind in Preisen vom {month}; „über das Leben“ ist ein Barwert, mit {rate} im Jahr über der Inflation abgezinst. „±“ ist ein Standardfehler, der Zufallsfehler bei so vielen Verläufen. Die Einkommensteuer ist nicht modelliert."
      )
    case .mean: Phrase("mean lifetime value", fr: "la valeur moyenne sur la vie", de: "mittlerem Wert über das Leben")
    case .median:
      Phrase("median lifetime value", fr: "la valeur médiane sur la vie", de: "Median des Werts über das Leben")
    case .shortfall:
      Phrase(
        "mean of the worst 5 % of lifetime values", fr: "la moyenne des 5\u{A0}% de valeurs sur la vie les plus basses",
        de: "Mittel der niedrigsten 5\u{A0}% der Werte über das Leben")
    case .needsMet:
      Phrase(
        "chance that needs are met in every month of life",
        fr: "la probabilité que les besoins soient couverts chaque mois de la vie",
        de: "Wahrscheinlichkeit, dass der Bedarf in jedem Lebensmonat gedeckt ist")
    case .certainty:
      Phrase(
        "certain lifetime value that is as good under relative risk aversion {gamma}",
        fr: "la valeur certaine sur la vie jugée équivalente, aversion relative au risque {gamma}",
        de: "sicherem Wert über das Leben, der bei relativer Risikoscheu {gamma} gleich gut ist")
    case .overLife: Phrase("{amount} over life", fr: "{amount} sur la vie", de: "{amount} über das Leben")
    case .ofFutures: Phrase("{share} of futures", fr: "{share} des avenirs", de: "{share} der Verläufe")
    case .share:
      Phrase("{points} percentage points", fr: "{points} points de pourcentage", de: "{points} Prozentpunkte")
    case .tableHeading:
      Phrase(
        "The best, and what cannot be told from it", fr: "La meilleure, et ce qui ne s'en distingue pas",
        de: "Die beste, und was von ihr nicht zu unterscheiden ist")
    case .more:
      Phrase(
        "{count} more are marked in `surface.csv`.", fr: "{count} autres sont marquées dans `surface.csv`.",
        de: "{count} weitere sind in `surface.csv` markiert.")
    case .all:
      Phrase(
        "`surface.csv` has all {count} combinations that were tried. 5 %, median and 95 % are of the lifetime value, {currency} at {month} prices.",
        fr:
          "`surface.csv` contient les {count} combinaisons essayées. 5\u{A0}%, médiane et 95\u{A0}% sont ceux de la valeur sur la vie, {currency} aux prix de {month}.",
        de:
          "`surface.csv` enthält alle {count} versuchten Kombinationen. 5\u{A0}%, Median und 95\u{A0}% gelten für den Wert über das Leben, {currency} in Preisen vom {month}."
      )
    case .objective: Phrase("Objective", fr: "Critère", de: "Zielgröße")
    case .behind: Phrase("Behind the best", fr: "Retard sur la meilleure", de: "Rückstand zur besten")
    case .chartTitle:
      Phrase(
        "Best: {claims}; {count} of {all} others cannot be told from it",
        fr: "La meilleure\u{A0}: {claims}\u{A0}; {count} des {all} autres ne s'en distinguent pas",
        de: "Am besten: {claims}; {count} von {all} anderen sind davon nicht zu unterscheiden")
    case .chartTitleAlone:
      Phrase(
        "Best: {claims}, ahead of all {all} others", fr: "La meilleure\u{A0}: {claims}, devant les {all} autres",
        de: "Am besten: {claims}, vor allen {all} anderen")
    case .chartSubtitle:
      Phrase(
        "By {objective}: dark is the best (dot), light is {worst} behind; outlined: not told from the best at 95 %. {paths} simulated futures, prices of {month}.",
        fr:
          "Selon {objective}\u{A0}: foncé est le meilleur (point), clair est à {worst} derrière\u{A0}; encadré\u{A0}: non distingué du meilleur à 95\u{A0}%. {paths} avenirs simulés, prix de {month}.",
        de:
          "Nach {objective}: dunkel ist das Beste (Punkt), hell liegt {worst} zurück; umrandet: bei 95\u{A0}% nicht vom Besten zu unterscheiden. {paths} simulierte Verläufe, Preise vom {month}."
      )
    case .boxes:
      Phrase(
        " A box is the best of {step} × {step} months.", fr: " Une case est la meilleure de {step} × {step} mois.",
        de: " Ein Feld ist das beste von {step} × {step} Monaten.")
    case .axis:
      Phrase("First month of {pension}", fr: "Premier mois de {pension}", de: "Erster Monat: {pension}")
    case .axisOfPerson:
      Phrase(
        "First month of {pension}, {person}", fr: "Premier mois de {pension}, {person}",
        de: "Erster Monat: {pension}, {person}")
    case .claimFiled:
      Phrase("{claim}, filed {filing}", fr: "{claim}, demande déposée {filing}", de: "{claim}, Antrag {filing}")
    case .filedEarly:
      Phrase("as early as allowed", fr: "dès que permis", de: "so früh wie erlaubt")
    case .filedOnTheDay:
      Phrase("in the month itself", fr: "le mois même", de: "im Monat selbst")
    case .filedBefore:
      Phrase("{months} months before", fr: "{months} mois avant", de: "{months} Monate vorher")
    case .filedLate: Phrase("{months} months late", fr: "{months} mois en retard", de: "{months} Monate zu spät")
    case .filingHeading: Phrase("When to file", fr: "Quand déposer la demande", de: "Wann der Antrag zu stellen ist")
    case .filingNote:
      Phrase(
        "The best months, with one claim at a time filed in another way.",
        fr: "Les meilleurs mois, une demande à la fois étant déposée autrement.",
        de: "Die besten Monate, je ein Antrag anders gestellt.")
    case .chartMissing:
      Phrase(
        "gnuplot was not found, so this report has no chart; surface.csv holds its numbers.",
        fr: "gnuplot est introuvable\u{A0}: ce rapport est sans graphique\u{A0}; surface.csv en donne les nombres.",
        de: "gnuplot wurde nicht gefunden; dieser Bericht ist ohne Diagramm, surface.csv enthält die Zahlen.")
    }
  }
}
