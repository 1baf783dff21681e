// SPDX-License-Identifier: GPL-3.0-or-later

/// One sentence or label of the catalogue, in the languages it exists in.
///
/// `{name}` is filled in, `**…**` is set in bold and `` `…` `` as code. English stands in for a missing translation.
struct Phrase: Hashable, Sendable {
  let en: String
  let fr: String?
  let de: String?

  init(_ en: String, fr: String? = nil, de: String? = nil) { (self.en, self.fr, self.de) = (en, fr, de) }

  func text(in language: Language) -> String {
    switch language {
    case .en: en
    case .fr: fr ?? en
    case .de: de ?? en
    }
  }
}

/// Words that the law's modules and the engine put into results, by their English text: what a report shows in tables.
///
/// `{1}`, `{2}`, … stand for the months, numbers and country codes in the order of the English; see
/// ``Wording/translated(_:)``. Sentences that are not here stay in English, and the report says so.
enum FoundPhrase: CaseIterable {
  case retirementFrom, earlyAt, oldAgeAt, pensionPart, yearEndAllowance, retirementBenefit
  case spouseReduced, spouseFull, spouseAbroad
  case healthInsurance, dependencyInsurance, taxWithheld, minimumLaw, allowance, allowanceLaw
  case askedEffective, askedCompulsory, askedAll, countedEffective, countedCompulsory, countedAll
  case countedEffectiveAbroad, countedCompulsoryAbroad, countedAllAbroad, notMet, usNational, usTotalized
  case walk, dollarHigh, dollarLow, windfall, fund, fullAge, earlyMonths, moderator, indexLate, wait, long, notLawYet,
    noForecast, notLaw, noRule
  case rate, ageAtDeath, months, discount, volatility, chanceThat
  case perEuro, years, monthUnit, percentYear, timesBase
  case savingsMeet, savingsUntouched, exhaustive, atOnce, screened, inTurns
  case asSimulated, dollarDearer, dollarCheaper

  var phrase: Phrase { lawPhrase ?? enginePhrase }

  private var lawPhrase: Phrase? {
    switch self {
    case .retirementFrom: Phrase("retirement from {1}", fr: "retraite dès {1} ans", de: "Rente ab {1}")
    case .earlyAt: Phrase("early at {1}", fr: "anticipée à {1} ans", de: "vorgezogen mit {1}")
    case .oldAgeAt: Phrase("old age at {1}", fr: "vieillesse à {1} ans", de: "Alter mit {1}")
    case .pensionPart: Phrase("pension", fr: "pension", de: "Rente")
    case .yearEndAllowance:
      Phrase("year-end allowance", fr: "allocation de fin d'année", de: "Jahresendzulage")
    case .retirementBenefit: Phrase("retirement benefit", fr: "pension de retraite", de: "Altersrente")
    case .spouseReduced:
      Phrase(
        "spouse's benefit from {1}, when both have claimed, reduced for {2} months before full retirement age ({3} U.S.C. § {4}(q), (r))",
        fr:
          "pension de conjoint à partir de {1}, quand les deux ont fait leur demande, réduite pour {2} mois avant l'âge du taux plein ({3} U.S.C. § {4}(q), (r))",
        de:
          "Ehegattenrente ab {1}, wenn beide beantragt haben, gekürzt für {2} Monate vor dem vollen Rentenalter ({3} U.S.C. § {4}(q), (r))"
      )
    case .spouseFull:
      Phrase(
        "spouse's benefit from {1}, when both have claimed ({2} U.S.C. § {3}(r))",
        fr: "pension de conjoint à partir de {1}, quand les deux ont fait leur demande ({2} U.S.C. § {3}(r))",
        de: "Ehegattenrente ab {1}, wenn beide beantragt haben ({2} U.S.C. § {3}(r))")
    case .spouseAbroad:
      Phrase(
        "payment of the spouse's benefit after six months abroad depends on citizenship, and on five years of residence in the United States while married ({1} U.S.C. § {2}(t)({3}), ({4}))",
        fr:
          "le paiement de la pension de conjoint après six mois à l'étranger dépend de la nationalité, et de cinq ans de résidence aux États-Unis pendant le mariage ({1} U.S.C. § {2}(t)({3}), ({4}))",
        de:
          "ob die Ehegattenrente nach sechs Monaten im Ausland gezahlt wird, hängt von der Staatsangehörigkeit ab und von fünf Jahren Aufenthalt in den USA während der Ehe ({1} U.S.C. § {2}(t)({3}), ({4}))"
      )
    case .healthInsurance: Phrase("health insurance", fr: "assurance maladie", de: "Krankenversicherung")
    case .dependencyInsurance: Phrase("dependency insurance", fr: "assurance dépendance", de: "Pflegeversicherung")
    case .taxWithheld:
      Phrase(
        "{1} tax withheld from nonresident aliens", fr: "impôt {1} retenu aux étrangers non-résidents",
        de: "{1}-Quellensteuer für Ausländer im Ausland")
    case .minimumLaw:
      Phrase(
        "law of {1} July {2} (REVIS) art. {3} and {4}", fr: "loi du {1} juillet {2} (REVIS), art. {3} et {4}",
        de: "Gesetz vom {1}. Juli {2} (REVIS), Art. {3} und {4}")
    case .allowance:
      Phrase("cost-of-living allowance (AVC)", fr: "allocation de vie chère (AVC)", de: "Teuerungszulage (AVC)")
    case .allowanceLaw:
      Phrase(
        "government regulation on the allocation de vie chère",
        fr: "règlement du gouvernement sur l'allocation de vie chère",
        de: "Regierungsverordnung über die allocation de vie chère")
    case .askedEffective:
      Phrase(
        "asked: {1} effective months", fr: "demandés\u{A0}: {1} mois effectifs", de: "verlangt: {1} effektive Monate")
    case .askedCompulsory:
      Phrase(
        "asked: {1} compulsory months", fr: "demandés\u{A0}: {1} mois obligatoires", de: "verlangt: {1} Pflichtmonate")
    case .askedAll:
      Phrase(
        "asked: {1} months of all kinds", fr: "demandés\u{A0}: {1} mois de toute nature",
        de: "verlangt: {1} Monate jeder Art")
    case .countedEffective:
      Phrase(
        "counted: {1} Luxembourg months", fr: "comptés\u{A0}: {1} mois luxembourgeois",
        de: "gezählt: {1} Luxemburger Monate")
    case .countedCompulsory:
      Phrase(
        "counted: {1} compulsory Luxembourg months", fr: "comptés\u{A0}: {1} mois luxembourgeois obligatoires",
        de: "gezählt: {1} Luxemburger Pflichtmonate")
    case .countedAll:
      Phrase(
        "counted: {1} Luxembourg months, {2} of them effective",
        fr: "comptés\u{A0}: {1} mois luxembourgeois, dont {2} effectifs",
        de: "gezählt: {1} Luxemburger Monate, davon {2} effektive")
    case .countedEffectiveAbroad:
      Phrase(
        "counted: {1} Luxembourg months and {2} months from {3} ({4} agreement)",
        fr: "comptés\u{A0}: {1} mois luxembourgeois et {2} mois de {3} (accord {4})",
        de: "gezählt: {1} Luxemburger Monate und {2} Monate aus {3} (Abkommen {4})")
    case .countedCompulsoryAbroad:
      Phrase(
        "counted: {1} compulsory Luxembourg months and {2} months from {3} ({4} agreement)",
        fr: "comptés\u{A0}: {1} mois luxembourgeois obligatoires et {2} mois de {3} (accord {4})",
        de: "gezählt: {1} Luxemburger Pflichtmonate und {2} Monate aus {3} (Abkommen {4})")
    case .countedAllAbroad:
      Phrase(
        "counted: {1} Luxembourg months, {2} of them effective and {3} months from {4} ({5} agreement)",
        fr: "comptés\u{A0}: {1} mois luxembourgeois, dont {2} effectifs, et {3} mois de {4} (accord {5})",
        de: "gezählt: {1} Luxemburger Monate, davon {2} effektive, und {3} Monate aus {4} (Abkommen {5})")
    case .notMet:
      Phrase(
        "not met: {1} months of {2}", fr: "non remplis\u{A0}: {1} mois sur {2}",
        de: "nicht erfüllt: {1} Monate von {2}")
    case .usNational:
      Phrase(
        "{1} {2} quarters of coverage by {3}, {4} are asked",
        fr: "{1} trimestres {2} à la date de {3}, {4} demandés", de: "{1} {2}-Quartale bis {3}, {4} verlangt")
    case .usTotalized:
      Phrase(
        "{1} {2} quarters of coverage and {3} of {4} foreign ones that could be credited by {5}, {6} are asked",
        fr: "{1} trimestres {2} et {3} des {4} trimestres étrangers imputables à la date de {5}, {6} demandés",
        de: "{1} {2}-Quartale und {3} von {4} bis {5} anrechenbaren ausländischen, {6} verlangt")
    default: nil
    }
  }

  private var enginePhrase: Phrase {
    switch self {
    case .walk:
      Phrase(
        "the exchange rate is a random walk", fr: "le change suit une marche aléatoire",
        de: "der Kurs ist eine Zufallsbewegung")
    case .dollarHigh:
      Phrase(
        "the dollar goes to its height of {1} and stays", fr: "le dollar revient à son sommet de {1} et y reste",
        de: "der Dollar steigt auf sein Hoch vom {1} und bleibt dort")
    case .dollarLow:
      Phrase(
        "the dollar goes to its low of {1} and stays", fr: "le dollar revient à son plancher de {1} et y reste",
        de: "der Dollar fällt auf sein Tief vom {1} und bleibt dort")
    case .windfall:
      Phrase(
        "the windfall elimination provision is back", fr: "la règle WEP est rétablie",
        de: "die WEP-Kürzung gilt wieder")
    case .fund:
      Phrase(
        "benefits fall to what the trust fund can pay",
        fr: "les pensions baissent à ce que le fonds américain peut payer",
        de: "die Renten fallen auf das, was der US-Fonds zahlen kann")
    case .fullAge:
      Phrase(
        "the {1} full retirement age is {2} months higher for births from {3} on",
        fr: "l'âge de la retraite à taux plein ({1}) monte de {2} mois pour les naissances à partir de {3}",
        de: "das volle Rentenalter ({1}) liegt für Geburten ab {3} um {2} Monate höher")
    case .earlyMonths:
      Phrase(
        "Luxembourg asks {1} or {2} or {3} months more for an early pension",
        fr: "le Luxembourg demande {1}, {2} ou {3} mois de plus pour une pension anticipée",
        de: "Luxemburg verlangt {1}, {2} oder {3} Monate mehr für eine vorgezogene Rente")
    case .moderator:
      Phrase(
        "pensions in Luxembourg follow {1} % of real wages from then on",
        fr: "les pensions luxembourgeoises suivent alors {1}\u{A0}% des salaires réels",
        de: "Luxemburger Renten folgen von da an {1}\u{A0}% der Reallöhne")
    case .indexLate:
      Phrase(
        "Luxembourg's next index tranche is paid {1} months late",
        fr: "la prochaine tranche indiciaire luxembourgeoise est payée {1} mois plus tard",
        de: "die nächste Luxemburger Indextranche wird {1} Monate später gezahlt")
    case .notLawYet: Phrase("not law", fr: "n'est pas le droit", de: "kein geltendes Recht")
    case .wait:
      Phrase(
        "every first payment comes {1} months after filing",
        fr: "chaque premier paiement vient {1} mois après la demande",
        de: "jede erste Zahlung kommt {1} Monate nach dem Antrag")
    case .long: Phrase("everybody lives to {1}", fr: "chacun vit jusqu'à {1} ans", de: "alle werden {1}")
    case .noForecast:
      Phrase("a path, not a forecast", fr: "un scénario, pas une prévision", de: "ein Verlauf, keine Prognose")
    case .notLaw:
      Phrase(
        "not law since January {1}", fr: "n'est plus le droit depuis janvier {1}", de: "seit Januar {1} kein Recht mehr"
      )
    case .noRule:
      Phrase(
        "no law says how a shortfall would be shared out", fr: "aucune loi ne dit comment un manque serait réparti",
        de: "kein Gesetz sagt, wie ein Fehlbetrag verteilt würde")
    case .rate:
      Phrase(
        "exchange rate, moved for good", fr: "taux de change, déplacé durablement",
        de: "Wechselkurs, dauerhaft verschoben")
    case .ageAtDeath:
      Phrase(
        "age at death, known beforehand", fr: "âge au décès, connu d'avance", de: "Todesalter, vorher bekannt")
    case .months:
      Phrase(
        "months from filing to the first payment", fr: "mois de la demande au premier paiement",
        de: "Monate vom Antrag bis zur ersten Zahlung")
    case .discount: Phrase("real discount rate", fr: "taux d'actualisation réel", de: "realer Abzinsungssatz")
    case .volatility: Phrase("volatility of the exchange rate", fr: "volatilité du change", de: "Schwankung des Kurses")
    case .chanceThat:
      Phrase("chance that {change}", fr: "probabilité\u{A0}: {change}", de: "Wahrscheinlichkeit: {change}")
    case .perEuro: Phrase("USD per EUR", fr: "USD pour un EUR", de: "USD je EUR")
    case .years: Phrase("years", fr: "ans", de: "Jahre")
    case .monthUnit: Phrase("months", fr: "mois", de: "Monate")
    case .percentYear: Phrase("% a year", fr: "% par an", de: "% im Jahr")
    case .timesBase: Phrase("times the base", fr: "fois la base", de: "mal die Grundannahme")
    case .savingsMeet:
      Phrase(
        "savings earn the short rate of their currency and meet what income leaves of the needs, EUR first",
        fr:
          "l'épargne rapporte le taux court de sa monnaie et couvre ce que le revenu laisse des besoins, l'euro d'abord",
        de:
          "Ersparnisse tragen den kurzen Zins ihrer Währung und decken, was das Einkommen vom Bedarf offen lässt, Euro zuerst"
      )
    case .savingsUntouched:
      Phrase(
        "what is taken counts as income of the year, not in the lifetime value",
        fr: "ce qui est prélevé compte comme revenu de l'année, non dans la valeur sur la vie",
        de: "was entnommen wird, zählt als Einkommen des Jahres, nicht im Wert über das Leben")
    case .exhaustive:
      Phrase(
        "every combination was simulated on all {1} paths",
        fr: "chaque combinaison a été simulée sur les {1} avenirs", de: "jede Kombination lief auf allen {1} Verläufen")
    case .asSimulated: Phrase("as simulated", fr: "tel que simulé", de: "wie simuliert")
    case .dollarDearer:
      Phrase(
        "the dollar is worth a quarter more for good", fr: "le dollar vaut durablement un quart de plus",
        de: "der Dollar ist dauerhaft ein Viertel mehr wert")
    case .dollarCheaper:
      Phrase(
        "the dollar is worth a fifth less for good", fr: "le dollar vaut durablement un cinquième de moins",
        de: "der Dollar ist dauerhaft ein Fünftel weniger wert")
    case .atOnce:
      Phrase(
        "every combination was simulated on all {1} paths at once: what one claim month decides alone was worked out once, and only the means test looks at both",
        fr:
          "toutes les combinaisons ont été simulées ensemble sur les {1} avenirs\u{A0}: ce qu'un seul mois décide n'a été calculé qu'une fois, et seule la condition de ressources regarde les deux",
        de:
          "alle Kombinationen liefen zugleich auf allen {1} Verläufen: was ein Monat allein entscheidet, wurde einmal gerechnet, und nur die Bedürftigkeitsprüfung sieht auf beide"
      )
    case .screened:
      Phrase(
        "every combination was simulated on {1} paths; those within {2} standard errors of the best went on, in steps, to {3}",
        fr:
          "chaque combinaison a été simulée sur {1} avenirs\u{A0}; celles à moins de {2} erreurs types de la meilleure ont continué, par étapes, jusqu'à {3}",
        de:
          "jede Kombination lief auf {1} Verläufen; die innerhalb von {2} Standardfehlern der besten liefen schrittweise weiter bis {3}"
      )
    default:
      Phrase(
        "one person's months at a time from {1} starts, then the months around the best for all: not every combination was tried",
        fr:
          "les mois d'une personne à la fois, de {1} points de départ, puis les mois autour du meilleur choix pour toutes\u{A0}: toutes les combinaisons n'ont pas été essayées",
        de:
          "die Monate einer Person nach der anderen, von {1} Ausgangspunkten, dann die Monate um die beste Wahl für alle: nicht jede Kombination wurde versucht"
      )
    }
  }
}
