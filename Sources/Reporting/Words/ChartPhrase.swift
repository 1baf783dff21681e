// SPDX-License-Identifier: GPL-3.0-or-later

/// Titles, subtitles and labels of the charts.
enum ChartPhrase: PhraseKey {
  case incomeTitle, incomeTitleOne, incomeSubtitle, bandLow, bandMiddle, bandHigh
  case gridTitle, gridTitleAlone, gridTitleOnly, gridSubtitle, gridSubtitleOnly, gridOthers, gridAxis, gridBest
  case differencesTitle, differencesSubtitle, differencesShare, zero
  case tornadoNone, tornadoSome, tornadoSubtitle, tornadoBase
  case minimumTitle, minimumTitleOne, minimumTitleSame, minimumSubtitle
  case survivalTitle, survivalSubtitle, survivalAlive, survivalIncome
  case median, quartiles

  var phrase: Phrase {
    switch self {
    case .incomeTitle:
      Phrase(
        "{year}: a median of {best} a month with the proposed strategy, {other} with {reference}",
        fr: "{year}\u{A0}: médiane de {best} par mois avec la stratégie proposée, {other} avec {reference}",
        de: "{year}: im Median {best} im Monat mit der vorgeschlagenen Strategie, {other} mit {reference}")
    case .incomeTitleOne:
      Phrase(
        "{year}: a median income of {best} a month", fr: "{year}\u{A0}: revenu médian de {best} par mois",
        de: "{year}: im Median {best} im Monat")
    case .incomeSubtitle:
      Phrase(
        "Areas, from below: mean income from {sources}. Lines: 5 %, median and 95 % of {paths} simulated futures. {currency} a month at {month} prices.",
        fr:
          "Surfaces, de bas en haut\u{A0}: revenu moyen de {sources}. Lignes\u{A0}: 5\u{A0}%, médiane et 95\u{A0}% de {paths} avenirs simulés. {currency} par mois aux prix de {month}.",
        de:
          "Flächen, von unten: mittleres Einkommen aus {sources}. Linien: 5\u{A0}%, Median und 95\u{A0}% von {paths} simulierten Verläufen. {currency} im Monat in Preisen vom {month}."
      )
    case .bandLow: Phrase("5 %", fr: "5\u{A0}%", de: "5\u{A0}%")
    case .bandMiddle: Phrase("median", fr: "médiane", de: "Median")
    case .bandHigh: Phrase("95 %", fr: "95\u{A0}%", de: "95\u{A0}%")
    case .gridTitle:
      Phrase(
        "Best at {first} ({a}) and {second} ({b}); {count} of {all} other pairs cannot be told from it",
        fr:
          "Le mieux\u{A0}: {first} ({a}) et {second} ({b})\u{A0}; {count} des {all} autres paires ne s'en distinguent pas",
        de:
          "Am besten mit {first} ({a}) und {second} ({b}); {count} von {all} anderen Paaren sind davon nicht zu unterscheiden"
      )
    case .gridSubtitle:
      Phrase(
        "What each pair of claim ages gives less than the best, {currency} a month for life at {month} prices; outlined: not told from the best at 95 %.",
        fr:
          "Ce que chaque paire d'âges donne de moins que la meilleure, {currency} par mois à vie aux prix de {month}\u{A0}; encadré\u{A0}: non distingué à 95\u{A0}%.",
        de:
          "Was jedes Paar von Antragsaltern weniger bringt als das beste, {currency} im Monat lebenslang in Preisen vom {month}; umrandet: bei 95\u{A0}% nicht zu unterscheiden."
      )
    case .gridTitleAlone:
      Phrase(
        "Best at {first} ({a}) and {second} ({b}), ahead of all {all} other pairs",
        fr: "Le mieux\u{A0}: {first} ({a}) et {second} ({b}), devant les {all} autres paires",
        de: "Am besten mit {first} ({a}) und {second} ({b}), vor allen {all} anderen Paaren")
    case .gridTitleOnly:
      Phrase(
        "Filed as early as allowed, the best pair of ages is {first} ({a}) and {second} ({b})",
        fr: "Demandées au plus tôt, la meilleure paire d'âges est {first} ({a}) et {second} ({b})",
        de: "So früh wie erlaubt beantragt ist das beste Paar {first} ({a}) und {second} ({b})")
    case .gridSubtitleOnly:
      Phrase(
        "What each pair of claim ages gives less than the best pair (outlined), {currency} a month for life at {month} prices.",
        fr:
          "Ce que chaque paire d'âges donne de moins que la meilleure paire (encadrée), {currency} par mois à vie aux prix de {month}.",
        de:
          "Was jedes Paar von Antragsaltern weniger bringt als das beste Paar (umrandet), {currency} im Monat lebenslang in Preisen vom {month}."
      )
    case .gridOthers:
      Phrase(
        "Each pair with the best start of the rest ({others}).",
        fr: "Chaque paire avec le meilleur début du reste ({others}).",
        de: "Jedes Paar mit dem besten Beginn der übrigen ({others}).")
    case .gridAxis:
      Phrase("Age at the start of {pension}", fr: "Âge au début de {pension}", de: "Alter bei Beginn: {pension}")
    case .gridBest: Phrase("best", fr: "mieux", de: "best")
    case .differencesTitle:
      Phrase(
        "{reference} gives more than the proposed strategy in {share} of futures",
        fr: "{reference} donne plus que la stratégie proposée dans {share} des avenirs",
        de: "{reference} bringt in {share} der Verläufe mehr als die vorgeschlagene")
    case .differencesSubtitle:
      Phrase(
        "Difference to {best}, future by future, {currency} over life at {month} prices: 5–95 % (thin), 25–75 % (thick), median (dot).",
        fr:
          "Écart à {best}, avenir par avenir, {currency} sur la vie aux prix de {month}\u{A0}: 5–95\u{A0}% (fin), 25–75\u{A0}% (épais), médiane (point).",
        de:
          "Abstand zu {best}, Verlauf für Verlauf, {currency} über das Leben in Preisen vom {month}: 5–95\u{A0}% (dünn), 25–75\u{A0}% (dick), Median (Punkt)."
      )
    case .differencesShare: Phrase("more in {share}", fr: "plus dans {share}", de: "mehr in {share}")
    case .zero: Phrase("the best", fr: "la meilleure", de: "die beste")
    case .tornadoNone:
      Phrase(
        "Nothing tried lets another strategy overtake the proposed one",
        fr: "Rien de ce qui a été essayé ne fait passer l'autre stratégie devant celle proposée",
        de: "Nichts Geprüftes lässt die andere Strategie die vorgeschlagene überholen")
    case .tornadoSome:
      Phrase(
        "{count} of {all} changes let another strategy overtake the proposed one: {names}",
        fr: "{count} changements sur {all} font passer l'autre stratégie devant celle proposée\u{A0}: {names}",
        de: "{count} von {all} Änderungen lassen die andere Strategie die vorgeschlagene überholen: {names}")
    case .tornadoSubtitle:
      Phrase(
        "{best} less {second}, {currency} over life at {month} prices, one assumption changed at a time: yellow to the low end of what was tried, blue to the high end or the change named.",
        fr:
          "{best} moins {second}, {currency} sur la vie aux prix de {month}, une hypothèse changée à la fois\u{A0}: jaune vers la borne basse, bleu vers la borne haute ou le changement nommé.",
        de:
          "{best} abzüglich {second}, {currency} über das Leben in Preisen vom {month}, je eine Annahme geändert: gelb zum unteren Ende des Geprüften, blau zum oberen oder zur genannten Änderung."
      )
    case .tornadoBase: Phrase("here {amount}", fr: "ici {amount}", de: "hier {amount}")
    case .minimumTitle:
      Phrase(
        "On {minimum} in {year}: {best} of living households with the proposed strategy, {other} with {reference}",
        fr:
          "Au {minimum} en {year}\u{A0}: {best} des ménages en vie avec la stratégie proposée, {other} avec {reference}",
        de:
          "Mit {minimum} im Jahr {year}: {best} der lebenden Haushalte mit der vorgeschlagenen Strategie, {other} mit {reference}"
      )
    case .minimumTitleSame:
      Phrase(
        "On {minimum} in {year}: {best} of living households; the lines of both strategies coincide",
        fr: "Au {minimum} en {year}\u{A0}: {best} des ménages en vie\u{A0}; les deux stratégies se confondent",
        de: "Mit {minimum} im Jahr {year}: {best} der lebenden Haushalte; beide Strategien decken sich")
    case .minimumTitleOne:
      Phrase(
        "On {minimum} in {year}: {best} of living households",
        fr: "Au {minimum} en {year}\u{A0}: {best} des ménages en vie",
        de: "Mit {minimum} im Jahr {year}: {best} der lebenden Haushalte")
    case .minimumSubtitle:
      Phrase(
        "Share of simulated futures with {minimum} in some month of the year, among those in which somebody lives; {paths} futures.",
        fr:
          "Part des avenirs simulés avec {minimum} au moins un mois dans l'année, parmi ceux où quelqu'un vit\u{A0}; {paths} avenirs.",
        de:
          "Anteil der simulierten Verläufe mit {minimum} in einem Monat des Jahres, unter denen, in denen jemand lebt; {paths} Verläufe."
      )
    case .survivalTitle:
      Phrase(
        "In {year} somebody of the household is alive in half of the futures; median income is then {best} a month",
        fr:
          "En {year}, un membre du ménage est en vie dans la moitié des avenirs\u{A0}; le revenu médian est alors de {best} par mois",
        de:
          "{year} lebt in der Hälfte der Verläufe jemand aus dem Haushalt; das Einkommen beträgt dann im Median {best} im Monat"
      )
    case .survivalSubtitle:
      Phrase(
        "Above: median income, {currency} a month at {month} prices. Below: share of {paths} futures in which somebody of the household lives.",
        fr:
          "En haut\u{A0}: revenu médian, {currency} par mois aux prix de {month}. En bas\u{A0}: part des {paths} avenirs où un membre du ménage vit.",
        de:
          "Oben: Einkommen im Median, {currency} im Monat in Preisen vom {month}. Unten: Anteil der {paths} Verläufe, in denen jemand aus dem Haushalt lebt."
      )
    case .survivalAlive: Phrase("alive", fr: "en vie", de: "am Leben")
    case .survivalIncome: Phrase("median income", fr: "revenu médian", de: "Einkommen im Median")
    case .median: Phrase("Median", fr: "Médiane", de: "Median")
    case .quartiles: Phrase("25 % to 75 %", fr: "25\u{A0}% à 75\u{A0}%", de: "25\u{A0}% bis 75\u{A0}%")
    }
  }
}
