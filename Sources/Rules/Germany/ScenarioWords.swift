// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

extension ScenarioVocabulary {
  /// What a scenario may say of a record in Germany's statutory pension insurance and of readings of its law.
  public static let germany: ScenarioVocabulary = {
    var words = insurance
    words.takesBareMonths = true
    return words
  }()

  private static let insurance = ScenarioVocabulary(
    amountsKey: "earnings", limitName: "contribution ceiling",
    periodKinds: [
      .init(
        "compulsory", meaning: "work, care work and certain benefits (SGB VI 55); pay in the currency of the time",
        pay: .optional, isShared: true),
      .init(
        "compulsory east", meaning: "the same in the accession territory, to 2024 (SGB VI 256a)", pay: .optional,
        isShared: true),
      .init("voluntary", meaning: "voluntary contributions (SGB VI 7)", pay: .optional),
      .init("child raising", meaning: "36 months a child (SGB VI 56)", pay: .none, isShared: true),
      .init("child consideration", meaning: "to a child's tenth birthday (SGB VI 57)", pay: .none, isShared: true),
      .init(
        "creditable", meaning: "study after 17, seeking work without benefit (SGB VI 58)", pay: .none, isShared: true),
      .init(
        "benefit", meaning: "sickness, maternity or training with a benefit (SGB VI 58)", pay: .none, isShared: true),
      .init("unemployment", meaning: "unemployment benefit (SGB VI 51(3a))", pay: .none, isShared: true),
      .init("replacement", meaning: "war, captivity, persecution (SGB VI 250)", pay: .none, isShared: true),
    ],
    settings: [
      .init("multilateral", in: .reading, .yesNo, standard: "no", meaning: "EU and US time are added in one test"),
      .init(
        "germanCover", in: .reading, .oneOf(["pensioners", "voluntary", "private"]), standard: "pensioners",
        meaning: "which health insurance a resident of Germany is in as a pensioner (SGB V 5(1) no. 11)"),
      .init(
        "childless", in: .reading, .yesNo, standard: "no",
        meaning: "whether the extra rate of the childless is paid (SGB XI 55(3))"),
      .init(
        "levelFall", in: .reading, .number(0...0.05), standard: "0.003",
        meaning: "by how much a year the pension value falls behind wages after the guaranteed level ends in 2031",
        tried: ["0", "0.006"]),
      .init(
        "rent", in: .meansTest, .number(0...100_000), standard: nil,
        meaning: "rent and heating a month, EUR, which basic security in old age asks for (SGB XII 42)"),
    ])
}
