// SPDX-License-Identifier: GPL-3.0-or-later

/// Headings and the sentences under them.
enum SectionPhrase: PhraseKey {
  case strategies, strategiesNote, strategiesCut, strategiesSame, income, incomeNote, differences, grid
  case eligibility, eligibilityNote, dropped, droppedLine, totalizationExplained
  case awards, awardsNote, deductions, spouses, spousesNote, survivors, survivorsNote, survivorExcess,
    deductionLine, remarks
  case law, lawNote, lawNotLaw, risks, dollar, dollarNote, stress, stressNote, rivalElsewhere, rivalNext, delay,
    delayNote, longLife, longLifeNote
  case economyAssumed, change, changeNote, notModelled, assumptions, assumptionsNote, warnings, parameters,
    parametersNote
  case again, againNote, files, chartsMissing, chartFailed, pngMissing, stale, staleBackground, unchecked,
    unknownLanguage, chartTable

  var phrase: Phrase {
    switch self {
    case .strategies:
      Phrase("The strategies side by side", fr: "Les stratégies côte à côte", de: "Die Strategien nebeneinander")
    case .strategiesNote:
      Phrase(
        "Amounts over life and differences at {month} prices; ± one standard error. All columns are in `strategies.csv`.",
        fr:
          "Montants sur la vie et écarts aux prix de {month}\u{A0}; ± une erreur type. Toutes les colonnes sont dans `strategies.csv`.",
        de:
          "Beträge über das Leben und Unterschiede in Preisen vom {month}; ± ein Standardfehler. Alle Spalten stehen in `strategies.csv`."
      )
    case .strategiesCut:
      Phrase(
        "{shown} of {all} strategies: the best ones and the one compared with. The others are in `strategies.csv`.",
        fr:
          "{shown} stratégies sur {all}\u{A0}: les meilleures et celle de référence. Les autres sont dans `strategies.csv`.",
        de:
          "{shown} von {all} Strategien: die besten und die Vergleichsstrategie. Die übrigen stehen in `strategies.csv`."
      )
    case .strategiesSame:
      Phrase(
        "The scenario's {names} names are {all} strategies: names joined by “=” come to the same claims and are counted once.",
        fr:
          "Les {names} noms du scénario sont {all} stratégies\u{A0}: les noms joints par «\u{A0}=\u{A0}» donnent les mêmes demandes et comptent une fois.",
        de:
          "Die {names} Namen des Szenarios sind {all} Strategien: mit „=“ verbundene Namen führen zu denselben Anträgen und zählen einmal."
      )
    case .income: Phrase("Income over the years", fr: "Le revenu au fil des ans", de: "Das Einkommen über die Jahre")
    case .incomeNote:
      Phrase(
        "Income a month at {month} prices among futures in which somebody of the household lives.",
        fr: "Revenu mensuel aux prix de {month}, parmi les avenirs où un membre du ménage est en vie.",
        de: "Monatseinkommen in Preisen vom {month}, unter den Verläufen, in denen jemand aus dem Haushalt lebt.")
    case .differences:
      Phrase(
        "How far the strategies lie apart", fr: "L'écart entre les stratégies",
        de: "Wie weit die Strategien auseinanderliegen")
    case .grid:
      Phrase("Claim ages against each other", fr: "Les âges de départ croisés", de: "Antragsalter gegeneinander")
    case .eligibility:
      Phrase(
        "When each pension can start", fr: "Quand chaque pension peut commencer", de: "Wann jede Rente beginnen kann")
    case .eligibilityNote:
      Phrase(
        "{person}, {country}: {count} {unit} of insurance counted. A pension can start from {first} to {last}.",
        fr: "{person}, {country}\u{A0}: {count} {unit} d'assurance comptés. Début possible de {first} à {last}.",
        de: "{person}, {country}: {count} {unit} Versicherungszeit gezählt. Beginn möglich von {first} bis {last}.")
    case .totalizationExplained:
      Phrase(
        "Totalization: where one country's periods are too few for a right, the other country's are added to reach it, and each country pays its share.",
        fr:
          "Totalisation\u{A0}: lorsque les périodes d'un pays ne suffisent pas au droit, celles de l'autre s'y ajoutent, et chaque pays paie sa part.",
        de:
          "Zusammenrechnung: wo die Zeiten eines Landes für einen Anspruch nicht reichen, werden die des anderen hinzugezählt, und jedes Land zahlt seinen Anteil."
      )
    case .dropped:
      Phrase(
        "{count} combinations of the grid are not possible and were left out:",
        fr: "{count} combinaisons de la grille sont impossibles et ont été écartées\u{A0}:",
        de: "{count} Kombinationen des Rasters sind nicht möglich und wurden weggelassen:")
    case .droppedLine: Phrase("{names}: {reason}", fr: "{names}\u{A0}: {reason}", de: "{names}: {reason}")
    case .awards: Phrase("Awards", fr: "Pensions accordées", de: "Rentenhöhe")
    case .awardsNote:
      Phrase(
        "Monthly amounts of the first month of each award, in the currency and at the prices of that month, before and after what is withheld at source (income tax beyond that is not modelled). `awards.csv` has every claim month; `retiresim explain` derives each step by step.",
        fr:
          "Montants mensuels du premier mois, dans la devise et aux prix de ce mois, avant et après retenue à la source (l'impôt au-delà n'est pas modélisé). `awards.csv` donne chaque mois de départ possible\u{A0}; `retiresim explain` en donne le calcul pas à pas.",
        de:
          "Monatsbeträge des ersten Monats, in der Währung und den Preisen dieses Monats, vor und nach den einbehaltenen Abzügen (weitere Einkommensteuer ist nicht modelliert). `awards.csv` enthält jeden möglichen Beginnmonat; `retiresim explain` leitet jeden Schritt für Schritt her."
      )
    case .spouses:
      Phrase("While both live", fr: "Du vivant des deux", de: "Zu Lebzeiten beider")
    case .spousesNote:
      Phrase(
        "With {best} a spouse's pension on the other's record brings {value} over life. Gross amounts of the first month, beside the own pension.",
        fr:
          "Avec {best}, une pension de conjoint issue des droits de l'autre apporte {value} sur la vie. Montants bruts du premier mois, en plus de la pension propre.",
        de:
          "Mit {best} bringt eine Ehegattenrente aus den Rechten des anderen {value} über das Leben. Bruttobeträge des ersten Monats, neben der eigenen Rente."
      )
    case .survivors: Phrase("What a death leaves", fr: "Ce que laisse un décès", de: "Was ein Todesfall hinterlässt")
    case .survivorsNote:
      Phrase(
        "With {best} pensions from the other's record bring {value} over life. Highest gross amounts of the first possible month; before the claim, those of the first year in which a death leaves something.",
        fr:
          "Avec {best}, les pensions issues des droits de l'autre apportent {value} sur la vie. Montants bruts les plus élevés du premier mois possible\u{A0}; avant la demande, ceux de la première année où un décès donne un droit.",
        de:
          "Mit {best} bringen Renten aus den Rechten des anderen {value} über das Leben. Höchste Bruttobeträge des ersten möglichen Monats; vor dem Antrag die des ersten Jahres, in dem ein Todesfall einen Anspruch gibt."
      )
    case .survivorExcess:
      Phrase(
        "{amount}, less the own pension from there", fr: "{amount}, moins la pension propre de ce pays",
        de: "{amount}, abzüglich der eigenen Rente von dort")
    case .deductions: Phrase("Withheld at source", fr: "Retenu à la source", de: "An der Quelle einbehalten")
    case .deductionLine:
      Phrase(
        "{pension}: {name}, {share} of the payment ({article})",
        fr: "{pension}\u{A0}: {name}, {share} du paiement ({article})",
        de: "{pension}: {name}, {share} der Zahlung ({article})")
    case .remarks:
      Phrase("What was counted and chosen", fr: "Ce qui a été compté et choisi", de: "Was gezählt und gewählt wurde")
    case .law:
      Phrase("Other law on the same futures", fr: "Autre droit, mêmes avenirs", de: "Anderes Recht, dieselben Verläufe")
    case .lawNote:
      Phrase(
        "Each column is one state of the law by itself, on the same futures: what each strategy gives over life.",
        fr:
          "Chaque colonne est un état du droit à lui seul, sur les mêmes avenirs\u{A0}: ce que chaque stratégie donne sur la vie.",
        de:
          "Jede Spalte ist ein Rechtsstand für sich, über dieselben Verläufe: was jede Strategie über das Leben bringt."
      )
    case .lawNotLaw:
      Phrase(
        "{regime} is not law: {why}", fr: "{regime} n'est pas le droit\u{A0}: {why}",
        de: "{regime} ist kein geltendes Recht: {why}")
    case .risks: Phrase("Risks", fr: "Risques", de: "Risiken")
    case .dollar: Phrase("The exchange rate", fr: "Le taux de change", de: "Der Wechselkurs")
    case .dollarNote:
      Phrase(
        "{pair} in December of the year, percentiles over the simulated futures.",
        fr: "{pair} en décembre de l'année, centiles sur les avenirs simulés.",
        de: "{pair} im Dezember des Jahres, Perzentile über die simulierten Verläufe.")
    case .stress:
      Phrase(
        "The same comparison under other assumptions", fr: "La même comparaison sous d'autres hypothèses",
        de: "Derselbe Vergleich unter anderen Annahmen")
    case .stressNote:
      Phrase(
        "Gain: {best}, the strategy proposed, less {second}, {which}, over life, at {month} prices. Where it is negative, the second is better.",
        fr:
          "Gain\u{A0}: {best}, la stratégie proposée, moins {second}, {which}, sur la vie, aux prix de {month}. Négatif, la seconde est meilleure.",
        de:
          "Gewinn: {best}, die vorgeschlagene Strategie, abzüglich {second}, {which}, über das Leben, in Preisen vom {month}. Ist er negativ, ist die zweite besser."
      )
    case .rivalElsewhere:
      Phrase(
        "the best that is not as good and starts in other months",
        fr: "la meilleure qui n'est pas aussi bonne et commence à d'autres mois",
        de: "die beste, die nicht ebenso gut ist und in anderen Monaten beginnt")
    case .rivalNext: Phrase("the next best", fr: "la suivante", de: "die nächste")
    case .delay: Phrase("Waiting for the decision", fr: "L'attente de la décision", de: "Warten auf den Bescheid")
    case .delayNote:
      Phrase(
        "{pension}, {person}: {months} months on average from filing to the first payment. What fell due meanwhile is paid then, without interest.",
        fr:
          "{pension}, {person}\u{A0}: en moyenne {months} mois de la demande au premier paiement. Les arriérés sont alors payés, sans intérêts.",
        de:
          "{pension}, {person}: im Mittel {months} Monate vom Antrag bis zur ersten Zahlung. Rückstände werden dann ohne Zinsen gezahlt."
      )
    case .longLife: Phrase("A long life", fr: "Une longue vie", de: "Ein langes Leben")
    case .longLifeNote:
      Phrase(
        "Somebody of the household is alive at the middle of {year} in {share} of futures; median income is then {income} a month with {best}.",
        fr:
          "Au milieu de {year}, un membre du ménage est en vie dans {share} des avenirs\u{A0}; le revenu médian est alors de {income} par mois avec {best}.",
        de:
          "Mitte {year} lebt in {share} der Verläufe jemand aus dem Haushalt; das mittlere Einkommen (Median) beträgt dann mit {best} {income} im Monat."
      )
    case .change:
      Phrase("What would change the answer", fr: "Ce qui changerait la réponse", de: "Was die Antwort ändern würde")
    case .changeNote:
      Phrase(
        "The value at which {second} overtakes {best}, one assumption changed at a time.",
        fr: "La valeur à laquelle {second} dépasse {best}, une hypothèse changée à la fois.",
        de: "Der Wert, ab dem {second} {best} überholt, je eine Annahme geändert.")
    case .notModelled: Phrase("What is not modelled", fr: "Ce qui n'est pas modélisé", de: "Was nicht modelliert ist")
    case .economyAssumed:
      Phrase("Exchange rate: {model}.", fr: "Taux de change\u{A0}: {model}.", de: "Wechselkurs: {model}.")
    case .assumptions: Phrase("Assumptions", fr: "Hypothèses", de: "Annahmen")
    case .assumptionsNote:
      Phrase(
        "Defaults that the scenario did not set:", fr: "Valeurs par défaut que le scénario n'a pas fixées\u{A0}:",
        de: "Vorgaben, die das Szenario nicht gesetzt hat:")
    case .warnings: Phrase("Warnings", fr: "Avertissements", de: "Warnungen")
    case .parameters: Phrase("Parameters used", fr: "Paramètres utilisés", de: "Verwendete Parameter")
    case .parametersNote:
      Phrase(
        "Every legal value that went into the awards, with the month it holds from. `manifest.json` lists each date singly, and the values of economy, life tables and processing times that the run read.",
        fr:
          "Chaque valeur légale entrée dans les pensions, avec le mois d'entrée en vigueur. `manifest.json` donne chaque date, ainsi que les valeurs lues de l'économie, des tables de mortalité et des délais.",
        de:
          "Jeder gesetzliche Wert, der in die Renten einging, mit dem Monat, ab dem er gilt. `manifest.json` nennt jedes Datum einzeln, dazu die gelesenen Werte von Wirtschaft, Sterbetafeln und Bearbeitungszeiten."
      )
    case .again: Phrase("How to make this report again", fr: "Refaire ce rapport", de: "Diesen Bericht neu erstellen")
    case .againNote:
      Phrase(
        "With version {version} and the same file (SHA-256 `{hash}`) this gives the same bytes, whatever the number of threads; charts depend on the version of gnuplot too.",
        fr:
          "Avec la version {version} et le même fichier (SHA-256 `{hash}`), on obtient les mêmes octets, quel que soit le nombre de fils\u{A0}; les graphiques dépendent aussi de la version de gnuplot.",
        de:
          "Mit Version {version} und derselben Datei (SHA-256 `{hash}`) entstehen dieselben Bytes, bei jeder Zahl von Threads; die Diagramme hängen auch von der Version von gnuplot ab."
      )
    case .files: Phrase("Files", fr: "Fichiers", de: "Dateien")
    case .chartsMissing:
      Phrase(
        "gnuplot was not found, so this report has no charts; the tables hold their numbers.",
        fr: "gnuplot est introuvable\u{A0}: ce rapport est sans graphiques\u{A0}; les tableaux en donnent les nombres.",
        de: "gnuplot wurde nicht gefunden; dieser Bericht ist ohne Diagramme, die Tabellen enthalten ihre Zahlen.")
    case .chartFailed:
      Phrase(
        "the chart {file} could not be drawn: {reason}",
        fr: "le graphique {file} n'a pas pu être tracé\u{A0}: {reason}",
        de: "das Diagramm {file} konnte nicht gezeichnet werden: {reason}")
    case .pngMissing:
      Phrase(
        "rsvg-convert was not found, so there are no PNG files; install librsvg2-bin (macOS: librsvg).",
        fr:
          "rsvg-convert est introuvable\u{A0}: pas de fichiers PNG\u{A0}; installer librsvg2-bin (macOS\u{A0}: librsvg).",
        de:
          "rsvg-convert wurde nicht gefunden; es gibt keine PNG-Dateien. Zu installieren: librsvg2-bin (macOS: librsvg)."
      )
    case .stale:
      Phrase(
        "{keys}: last checked {checked}, over a year before {month}; newer values may be in force.",
        fr:
          "{keys}\u{A0}: vérifié le {checked}, plus d'un an avant {month}\u{A0}; de nouvelles valeurs peuvent être en vigueur.",
        de: "{keys}: zuletzt geprüft am {checked}, über ein Jahr vor {month}; es können neuere Werte gelten.")
    case .staleBackground:
      Phrase(
        "{keys}: of {checked}, over a year before {month}; newer data may be at hand. `retiresim parameters KEY` shows each, the scenario can replace it.",
        fr:
          "{keys}\u{A0}: de {checked}, plus d'un an avant {month}\u{A0}; des données plus récentes peuvent exister. `retiresim parameters KEY` montre chaque valeur, le scénario peut la remplacer.",
        de:
          "{keys}: vom {checked}, über ein Jahr vor {month}; es können neuere Daten vorliegen. `retiresim parameters KEY` zeigt jeden Wert, das Szenario kann ihn ersetzen."
      )
    case .unchecked:
      Phrase(
        "{keys}: no date of a last check is recorded.", fr: "{keys}\u{A0}: aucune date de vérification.",
        de: "{keys}: kein Prüfdatum vermerkt.")
    case .unknownLanguage:
      Phrase("the language {language} is not in the catalogue (en, fr, de); the report is in English.")
    case .chartTable:
      Phrase("The numbers of the chart:", fr: "Les nombres du graphique\u{A0}:", de: "Die Zahlen des Diagramms:")
    }
  }
}
