// SPDX-License-Identifier: GPL-3.0-or-later

/// The first screen.
enum AnswerPhrase: PhraseKey {
  case heading, claim, neverClaim, ofPerson, onlyOne, asGood, whichOfThem, topOfThem
  case gain, gainUndecided, gainSmall, gainLowest, why, whyPart, sure, level, needsMet, ties, noTies, noTiesBut
  case minimumInShort, allowanceInShort, revisMedian, revisOver, revisStays, revis, revisNever, revisOwnEnough,
    revisCrossed, revisNotCrossed,
    noRevis
  case exchangeRate, exchangeRateStress, exchangeRateStressOther
  case notModelled, withheld, notWithheld, howToRead, minimumExplained, projected
  case modelReversion, modelReversionRegimes, modelWalk, modelOther

  var phrase: Phrase {
    switch self {
    case .heading: Phrase("What to do", fr: "Que faire", de: "Was zu tun ist")
    case .claim:
      Phrase(
        "file for {pension} in {filed}, to be paid from {month} (age {age})",
        fr: "demander {pension} en {filed}, pour un paiement à partir de {month} (à {age})",
        de: "{pension} im {filed} beantragen, mit Zahlung ab {month} (Alter {age})")
    case .neverClaim:
      Phrase("do not claim {pension}", fr: "ne pas demander {pension}", de: "{pension} nicht beantragen")
    case .ofPerson: Phrase("{person}: {text}", fr: "{person}\u{A0}: {text}", de: "{person}: {text}")
    case .onlyOne:
      Phrase(
        "The scenario names one strategy, so there is nothing to compare it with.",
        fr: "Le scénario ne nomme qu'une stratégie\u{A0}: il n'y a rien à comparer.",
        de: "Das Szenario nennt nur eine Strategie; es gibt nichts zu vergleichen.")
    case .asGood:
      Phrase(
        "As good, within {amount} a month: {names}.",
        fr: "Aussi bonnes, à {amount} par mois près\u{A0}: {names}.",
        de: "Ebenso gut, auf {amount} im Monat: {names}.")
    case .whichOfThem:
      Phrase(
        "**Which of them.** {count} of {all} strategies lie less than one {currency} a month apart, on average and in the worst 5 % of futures; that is taken as no difference. Of these {proposed} is proposed: it starts its pensions soonest, then files soonest.",
        fr:
          "**Laquelle.** {count} stratégies sur {all} se tiennent à moins d'un {currency} par mois, en moyenne et dans les 5\u{A0}% d'avenirs les plus défavorables, ce qui est tenu pour égal. Parmi elles, {proposed} est proposée\u{A0}: ses pensions commencent le plus tôt, puis sont demandées le plus tôt.",
        de:
          "**Welche davon.** {count} von {all} Strategien liegen weniger als einen {currency} im Monat auseinander, im Mittel und in den schlechtesten 5\u{A0}% der Verläufe; das gilt als gleich. Von ihnen wird {proposed} vorgeschlagen: ihre Renten beginnen am frühesten und sind am frühesten beantragt."
      )
    case .topOfThem:
      Phrase(
        "{top} has the highest mean: {monthly} a month, or {lifetime} over life, against the one proposed.",
        fr:
          "{top} a la moyenne la plus élevée\u{A0}: {monthly} par mois, soit {lifetime} sur la vie, par rapport à celle proposée.",
        de:
          "{top} hat das höchste Mittel: {monthly} im Monat, also {lifetime} über das Leben, gegenüber der vorgeschlagenen."
      )
    case .gain:
      Phrase(
        "**How much better.** On average {monthly} a month, or {lifetime} over life, against {reference}.",
        fr: "**De combien.** En moyenne {monthly} par mois, soit {lifetime} sur la vie, par rapport à {reference}.",
        de:
          "**Um wie viel besser.** Im Mittel {monthly} im Monat, also {lifetime} über das Leben, gegenüber {reference}."
      )
    case .gainUndecided:
      Phrase(
        "**How much better.** On average {monthly} a month, or {lifetime} over life, against {reference}: with {paths} futures this cannot be told from zero at 95 %.",
        fr:
          "**De combien.** En moyenne {monthly} par mois, soit {lifetime} sur la vie, par rapport à {reference}\u{A0}: avec {paths} avenirs, cela ne se distingue pas de zéro à 95\u{A0}%.",
        de:
          "**Um wie viel besser.** Im Mittel {monthly} im Monat, also {lifetime} über das Leben, gegenüber {reference}: mit {paths} Verläufen ist das bei 95\u{A0}% nicht von null zu unterscheiden."
      )
    case .gainSmall:
      Phrase(
        "That is less than one {currency} a month: {reference} is as good.",
        fr: "C'est moins d'un {currency} par mois : {reference} est aussi bonne.",
        de: "Das ist weniger als ein {currency} im Monat: {reference} ist ebenso gut.")
    case .gainLowest:
      Phrase(
        "Against the lowest of the {all} strategies, {lowest}, it is {monthly} a month.",
        fr: "Par rapport à la plus basse des {all} stratégies, {lowest}, c'est {monthly} par mois.",
        de: "Gegenüber der niedrigsten der {all} Strategien, {lowest}, sind es {monthly} im Monat.")
    case .why:
      Phrase(
        "**Why.** Over life, against {reference}: {parts}.",
        fr: "**Pourquoi.** Sur la vie, par rapport à {reference}\u{A0}: {parts}.",
        de: "**Warum.** Über das Leben, gegenüber {reference}: {parts}.")
    case .whyPart: Phrase("{source} {amount}")
    case .sure:
      Phrase(
        "**How sure.** It gives as much or more in {share} of the {paths} simulated futures. The average gain over life lies between {low} and {high} with 95 % confidence; the gain of a single future lies between {low90} and {high90} in 90 % of them.",
        fr:
          "**Avec quelle certitude.** Elle donne autant ou plus dans {share} des {paths} avenirs simulés. Le gain moyen sur la vie est compris entre {low} et {high} avec une confiance de 95\u{A0}%\u{A0}; le gain d'un avenir donné est compris entre {low90} et {high90} dans 90\u{A0}% d'entre eux.",
        de:
          "**Wie sicher.** In {share} der {paths} simulierten Verläufe bringt sie ebenso viel oder mehr. Der mittlere Gewinn über das Leben liegt mit 95\u{A0}% Sicherheit zwischen {low} und {high}; der Gewinn eines einzelnen Verlaufs liegt in 90\u{A0}% der Fälle zwischen {low90} und {high90}."
      )
    case .level:
      Phrase(
        "**What there is to live on.** {monthly} a month on average for life; in the worst 5 % of futures the total over life averages {shortfall}, against {lifetime} over all.",
        fr:
          "**De quoi vivre.** {monthly} par mois en moyenne, à vie\u{A0}; dans les 5\u{A0}% d'avenirs les plus défavorables, le total sur la vie est en moyenne de {shortfall}, contre {lifetime} sur l'ensemble.",
        de:
          "**Wovon zu leben ist.** Im Mittel {monthly} im Monat, lebenslang; in den schlechtesten 5\u{A0}% der Verläufe beträgt die Summe über das Leben im Mittel {shortfall}, gegenüber {lifetime} über alle."
      )
    case .needsMet:
      Phrase(
        "The stated need of {needs} a month is covered in every month of life in {share} of futures; on average {months} months of life are below it.",
        fr:
          "Le besoin indiqué de {needs} par mois est couvert chaque mois de la vie dans {share} des avenirs\u{A0}; en moyenne, {months} mois de vie restent en dessous.",
        de:
          "Der angegebene Bedarf von {needs} im Monat ist in {share} der Verläufe in jedem Lebensmonat gedeckt; im Mittel liegen {months} Lebensmonate darunter."
      )
    case .ties:
      Phrase(
        "**What cannot be told apart.** At 95 %, {count} of {all} strategies: {names}. Taking the wrong one of them costs at most {stake} over life.",
        fr:
          "**Ce qui ne se départage pas.** À 95\u{A0}%, {count} stratégies sur {all}\u{A0}: {names}. Se tromper entre elles coûte au plus {stake} sur la vie.",
        de:
          "**Was sich nicht unterscheiden lässt.** Bei 95\u{A0}% {count} von {all} Strategien: {names}. Die falsche unter ihnen zu wählen kostet höchstens {stake} über das Leben."
      )
    case .noTies:
      Phrase(
        "**What cannot be told apart.** Nothing: the best of {all} strategies is ahead of every other one at 95 %; the next is {next}, {difference} over life.",
        fr:
          "**Ce qui ne se départage pas.** Rien\u{A0}: la meilleure des {all} stratégies devance toutes les autres à 95\u{A0}%\u{A0}; la suivante est {next}, {difference} sur la vie.",
        de:
          "**Was sich nicht unterscheiden lässt.** Nichts: die beste von {all} Strategien liegt bei 95\u{A0}% vor jeder anderen; die nächste ist {next}, {difference} über das Leben."
      )
    case .noTiesBut:
      Phrase(
        "**What chance leaves open.** Nothing: small as its lead may be, {best} is ahead of every other of {all} strategies at 95 %; the next is {next}, {difference} over life.",
        fr:
          "**Ce que le hasard laisse ouvert.** Rien\u{A0}: si mince que soit son avance, {best} devance toutes les autres des {all} stratégies à 95\u{A0}%\u{A0}; la suivante est {next}, {difference} sur la vie.",
        de:
          "**Was der Zufall offenlässt.** Nichts: so klein ihr Vorsprung auch ist, {best} liegt bei 95\u{A0}% vor jeder anderen der {all} Strategien; die nächste ist {next}, {difference} über das Leben."
      )
    case .minimumInShort:
      Phrase(
        "{minimum} (income that a low pension is topped up with)", fr: "{minimum} (complément d'un revenu faible)",
        de: "{minimum} (Aufstockung eines niedrigen Einkommens)")
    case .allowanceInShort:
      Phrase(
        "{allowance} (a yearly allowance to low incomes)", fr: "{allowance} (allocation annuelle aux revenus faibles)",
        de: "{allowance} (jährliche Zulage für niedrige Einkommen)")
    case .revisMedian:
      Phrase(
        " At the end of {year} the simulated rate is {median} in the median and between {low} and {high} in 90 % of futures.",
        fr:
          " Fin {year}, le taux simulé est de {median} en médiane et entre {low} et {high} dans 90\u{A0}% des avenirs.",
        de:
          " Ende {year} liegt der simulierte Kurs im Median bei {median} und in 90\u{A0}% der Verläufe zwischen {low} und {high}."
      )
    case .revisOver:
      Phrase(
        " The line lies above nearly all of them: once all pensions are paid, {minimum} is over at almost any rate.",
        fr:
          " Le seuil dépasse presque tous ces taux\u{A0}: une fois toutes les pensions versées, le {minimum} a cessé à presque tout taux.",
        de:
          " Die Grenze liegt über fast allen davon: sobald alle Renten gezahlt werden, ist {minimum} bei fast jedem Kurs zu Ende."
      )
    case .revisStays:
      Phrase(
        " The line lies below nearly all of them: the exchange rate hardly ever ends {minimum}.",
        fr: " Le seuil est inférieur à presque tous ces taux\u{A0}: le change ne met presque jamais fin au {minimum}.",
        de: " Die Grenze liegt unter fast allen davon: der Kurs beendet {minimum} kaum je.")
    case .revis:
      Phrase(
        "**A strong {foreign} ends {minimum}.** {explained} With pensions of {foreignAmount} and {ownAmount} a month that count, it ends once one {own} buys fewer than {rate} {foreigns}, prices and wages unchanged.{median}",
        fr:
          "**Un {foreign} fort met fin au {minimum}.** {explained} Avec des pensions de {foreignAmount} et {ownAmount} par mois qui comptent, il cesse dès qu'un {own} achète moins de {rate} {foreigns}, à prix et salaires inchangés.{median}",
        de:
          "**Ein starker {foreign} beendet {minimum}.** {explained} Bei anrechenbaren Renten von {foreignAmount} und {ownAmount} im Monat endet es, sobald ein {own} weniger als {rate} {foreigns} kauft, bei unveränderten Preisen und Löhnen.{median}"
      )
    case .revisNever:
      Phrase(
        "**{minimum} and the exchange rate.** {explained} This strategy draws no pension in another currency, so the exchange rate cannot end it.",
        fr:
          "**{minimum} et le taux de change.** {explained} Cette stratégie ne comporte pas de pension en autre devise\u{A0}; le change ne peut pas y mettre fin.",
        de:
          "**{minimum} und der Wechselkurs.** {explained} Diese Strategie enthält keine Rente in anderer Währung; der Kurs kann es nicht beenden."
      )
    case .revisOwnEnough:
      Phrase(
        "**{minimum} and the exchange rate.** {explained} The {own} pension of {ownAmount} a month is above that line by itself at any exchange rate.",
        fr:
          "**{minimum} et le taux de change.** {explained} La pension en {own}, {ownAmount} par mois, dépasse seule ce seuil quel que soit le change.",
        de:
          "**{minimum} und der Wechselkurs.** {explained} Die Rente in {own}, {ownAmount} im Monat, liegt schon allein über dieser Grenze, bei jedem Kurs."
      )
    case .revisCrossed:
      Phrase(
        "In {share} of futures the ups and downs of the exchange rate alone change the number of months on {minimum}, against the same future with a rate without surprises.",
        fr:
          "Dans {share} des avenirs, les mouvements du change changent à eux seuls le nombre de mois de {minimum}, par rapport au même avenir avec un change sans surprise.",
        de:
          "In {share} der Verläufe ändert das Auf und Ab des Kurses allein die Zahl der Monate mit {minimum}, gegenüber demselben Verlauf mit einem Kurs ohne Überraschungen."
      )
    case .revisNotCrossed:
      Phrase(
        "In none of the simulated futures do the ups and downs of the exchange rate alone change the number of months on {minimum}.",
        fr:
          "Dans aucun des avenirs simulés, les mouvements du change ne changent à eux seuls le nombre de mois de {minimum}.",
        de:
          "In keinem der simulierten Verläufe ändert das Auf und Ab des Kurses allein die Zahl der Monate mit {minimum}."
      )
    case .noRevis:
      Phrase(
        "**No means-tested income.** {reason} ({article}).",
        fr: "**Pas de revenu minimum.** {reason} ({article}).",
        de: "**Keine Mindestsicherung.** {reason} ({article}).")
    case .minimumExplained:
      Phrase(
        "{minimum} is income that {country} adds to a resident household's own up to {amount} a month ({article}).",
        fr:
          "{minimum}\u{A0}: revenu que {country} ajoute à celui d'un ménage résident jusqu'à {amount} par mois ({article}).",
        de:
          "{minimum}: Einkommen, das {country} einem dort wohnenden Haushalt bis {amount} im Monat ergänzt ({article})."
      )
    case .exchangeRate:
      Phrase(
        "**Exchange rate.** Model `{model}`: {description}",
        fr: "**Taux de change.** Modèle `{model}`\u{A0}: {description}",
        de: "**Wechselkurs.** Modell `{model}`: {description}")
    case .exchangeRateStress:
      Phrase(
        "Under a random walk, which never returns, {best} stays the best or as good.",
        fr: "Avec une marche aléatoire, qui ne revient jamais, {best} reste la meilleure ou aussi bonne.",
        de: "Bei einer Zufallsbewegung ohne Rückkehr bleibt {best} die beste oder ebenso gut.")
    case .exchangeRateStressOther:
      Phrase(
        "Under a random walk, which never returns, the best strategy becomes {best}.",
        fr: "Avec une marche aléatoire, qui ne revient jamais, la meilleure stratégie devient {best}.",
        de: "Bei einer Zufallsbewegung ohne Rückkehr wird {best} zur besten Strategie.")
    case .modelReversion:
      Phrase(
        "the price of one currency in the other, after inflation, drifts back to a long-run mean.",
        fr: "le prix d'une monnaie dans l'autre, corrigé de l'inflation, revient vers une moyenne de long terme.",
        de:
          "der Preis der einen Währung in der anderen kehrt, um die Inflation bereinigt, zu einem langfristigen Mittel zurück."
      )
    case .modelReversionRegimes:
      Phrase(
        "the price of one currency in the other, after inflation, drifts back to a long-run mean, with calm and turbulent times.",
        fr:
          "le prix d'une monnaie dans l'autre, corrigé de l'inflation, revient vers une moyenne de long terme, avec des périodes calmes et agitées.",
        de:
          "der Preis der einen Währung in der anderen kehrt, um die Inflation bereinigt, zu einem langfristigen Mittel zurück, mit ruhigen und unruhigen Zeiten."
      )
    case .modelWalk:
      Phrase(
        "the price of one currency in the other, after inflation, moves without returning to any mean.",
        fr: "le prix d'une monnaie dans l'autre, corrigé de l'inflation, évolue sans revenir vers une moyenne.",
        de:
          "der Preis der einen Währung in der anderen bewegt sich, um die Inflation bereinigt, ohne Rückkehr zu einem Mittel."
      )
    case .modelOther:
      Phrase("as the scenario asks.", fr: "selon le scénario.", de: "wie vom Szenario verlangt.")
    case .notModelled:
      Phrase(
        "**Not in these figures.** Income tax is not modelled. {deductions}",
        fr: "**Hors de ces chiffres.** L'impôt sur le revenu n'est pas modélisé. {deductions}",
        de: "**Nicht in diesen Zahlen.** Die Einkommensteuer ist nicht modelliert. {deductions}")
    case .withheld:
      Phrase(
        "What is withheld from pensions at source is taken off (see Awards).",
        fr: "Ce qui est retenu à la source sur les pensions est déduit (voir les pensions accordées).",
        de: "An der Quelle einbehaltene Abzüge von den Renten sind abgezogen (siehe Rentenhöhe).")
    case .notWithheld:
      Phrase(
        "Nothing is taken off pensions at source, as the scenario asks.",
        fr: "Aucune retenue à la source n'est déduite, comme le demande le scénario.",
        de: "Abzüge an der Quelle sind nicht abgezogen, wie das Szenario es verlangt.")
    case .howToRead:
      Phrase(
        "**How to read.** A simulated future (path) is one course of exchange rate, prices, wages, lifetimes and processing times; every strategy meets the same {paths}. Amounts are at {month} prices. “Over life” is a present value: each month's income until death, discounted at {rate} a year above inflation. “±” is one standard error, the chance error of using {paths} futures: the exact value is within two of them 95 times in 100.",
        fr:
          "**Comment lire.** Un avenir simulé est un cours possible du change, des prix, des salaires, des durées de vie et des délais\u{A0}; chaque stratégie affronte les mêmes {paths}. Les montants sont aux prix de {month}. «\u{A0}Sur la vie\u{A0}» est une valeur actuelle\u{A0}: les revenus mensuels jusqu'au décès, actualisés à {rate} par an au-dessus de l'inflation. «\u{A0}±\u{A0}» est une erreur type, celle due au nombre de {paths} avenirs\u{A0}: la valeur exacte est à moins de deux erreurs types 95 fois sur 100.",
        de:
          "**Lesehilfe.** Ein simulierter Verlauf ist ein möglicher Gang von Wechselkurs, Preisen, Löhnen, Lebensdauer und Bearbeitungszeiten; jede Strategie trifft auf dieselben {paths}. Beträge sind in Preisen vom {month}. „Über das Leben“ ist ein Barwert: die Monatseinkommen bis zum Tod, mit {rate} im Jahr über der Inflation abgezinst. „±“ ist ein Standardfehler, der Zufallsfehler bei {paths} Verläufen: der genaue Wert liegt in 95 von 100 Fällen innerhalb von zweien."
      )
    case .projected:
      Phrase(
        "Some amounts rest on projected parameters; the list at the end marks them.",
        fr: "Certains montants reposent sur des paramètres projetés\u{A0}; la liste finale les signale.",
        de: "Einige Beträge beruhen auf vorausberechneten Parametern; die Liste am Ende kennzeichnet sie.")
    }
  }
}

extension AnswerPhrase {
  /// `ou_rs` of `ou_rs (kappa 0.16, …)`.
  static func modelName(_ text: String) -> String { String(text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }) }

  /// What a model of the exchange rate assumes, by its name at the start of `text`.
  static func model(_ text: String, in words: Wording) -> RichText {
    let phrase: AnswerPhrase =
      switch modelName(text) {
      case "ou", "ou_t", "ou_garch": .modelReversion
      case "ou_rs": .modelReversionRegimes
      case "rw", "gbm", "student_t", "merton", "rs2", "rs2_common_mean", "garch", "garch_t", "bootstrap": .modelWalk
      default: .modelOther
      }
    return words.rich(phrase)
  }
}
