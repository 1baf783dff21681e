// SPDX-License-Identifier: GPL-3.0-or-later

/// Sentences about work in one country for a business in another.
enum PostingPhrase: PhraseKey {
  case heading, intro, year, pay, owedWorker, owedEmployer, doubleWorker, doubleEmployer
  case withCertificate, without, stated, notStated, proof, failed

  var phrase: Phrase {
    switch self {
    case .heading:
      Phrase("Contributions of a posting", fr: "Cotisations d'un détachement", de: "Beiträge einer Entsendung")
    case .intro:
      Phrase(
        "{person}, {from} to {through}: by the agreement contributions are owed in {covered} alone. Without a certificate of coverage {other} asks for its own on the same pay. Amounts a year in {currency}, other currencies at the year's mean rate.",
        fr:
          "{person}, {from} à {through}\u{A0}: selon la convention, seules les cotisations de {covered} sont dues. Sans certificat d'assujettissement, {other} demande les siennes sur la même rémunération. Montants annuels en {currency}, autres devises au cours moyen de l'année.",
        de:
          "{person}, {from} bis {through}: nach dem Abkommen sind Beiträge nur in {covered} geschuldet. Ohne Versicherungsbescheinigung verlangt {other} eigene auf dasselbe Entgelt. Jahresbeträge in {currency}, andere Währungen zum Jahresmittelkurs."
      )
    case .year: Phrase("Year", fr: "Année", de: "Jahr")
    case .pay: Phrase("Pay", fr: "Rémunération", de: "Entgelt")
    case .owedWorker: Phrase("Owed, worker", fr: "Dû, travailleur", de: "Geschuldet, Erwerbstätiger")
    case .owedEmployer: Phrase("Owed, employer", fr: "Dû, employeur", de: "Geschuldet, Arbeitgeber")
    case .doubleWorker: Phrase("On top, worker", fr: "En plus, travailleur", de: "Zusätzlich, Erwerbstätiger")
    case .doubleEmployer: Phrase("On top, employer", fr: "En plus, employeur", de: "Zusätzlich, Arbeitgeber")
    case .withCertificate:
      Phrase(
        "With the certificate: **{amount}** from the worker over the whole time.",
        fr: "Avec le certificat\u{A0}: **{amount}** à charge du travailleur sur toute la période.",
        de: "Mit Bescheinigung: **{amount}** vom Erwerbstätigen über die ganze Zeit.")
    case .without:
      Phrase(
        "Without it: **{worker}** more from the worker and **{employer}** more from the employer; the second contributions open no second right by themselves.",
        fr:
          "Sans lui\u{A0}: **{worker}** de plus pour le travailleur et **{employer}** de plus pour l'employeur\u{A0}; les secondes cotisations n'ouvrent pas d'elles-mêmes un second droit.",
        de:
          "Ohne sie: **{worker}** mehr vom Erwerbstätigen und **{employer}** mehr vom Arbeitgeber; die zweiten Beiträge eröffnen für sich keinen zweiten Anspruch."
      )
    case .stated:
      Phrase(
        "The scenario states a certificate.", fr: "Le scénario indique un certificat.",
        de: "Das Szenario nennt eine Bescheinigung.")
    case .notStated:
      Phrase(
        "The scenario states no certificate, so both are paid.",
        fr: "Le scénario n'indique pas de certificat\u{A0}: les deux sont payées.",
        de: "Das Szenario nennt keine Bescheinigung, also wird beides gezahlt.")
    case .proof:
      Phrase(
        "The rule of the agreement holds by law; a missing certificate is a problem of proof, and it can be asked for later. The exemption also ends sickness, accident and family benefits of the country that is not paid.",
        fr:
          "La règle de la convention vaut de plein droit\u{A0}; un certificat manquant est un problème de preuve et peut être demandé après coup. L'exemption met aussi fin aux prestations de maladie, d'accident et familiales du pays non cotisé.",
        de:
          "Die Regel des Abkommens gilt kraft Gesetzes; eine fehlende Bescheinigung ist ein Beweisproblem und kann nachgeholt werden. Mit der Befreiung entfallen auch Kranken-, Unfall- und Familienleistungen des Landes, in dem nicht gezahlt wird."
      )
    case .failed:
      Phrase(
        "A posting could not be priced: {reason}", fr: "Un détachement n'a pas pu être chiffré\u{A0}: {reason}",
        de: "Eine Entsendung konnte nicht beziffert werden: {reason}")
    }
  }
}
