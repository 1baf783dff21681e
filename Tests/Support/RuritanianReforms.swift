// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

extension Reform {
  /// Changes that Ruritania's law may see, listed in its own folder and known nowhere else.
  public static let ruritania = [tenth, laterBonus, priceCut]

  /// A tenth of each pension is taken from then on.
  public static let tenth = Reform(
    "tenth-taken", key: "ruritania_tenth", meaning: "the yearly hazard that a tenth of each pension is taken",
    example: "2 %", address: 100,
    words: Words(label: "a tenth is taken", question: "Ruritania takes a tenth", short: "XR: a tenth"),
    effect: .law(["tenth": .value("taken"), "tenth.from": .cleared], reaching: .paying))

  /// The bonus for waiting begins later, for later births.
  public static let laterBonus = Reform(
    "bonus-later", key: "ruritania_later_bonus", meaning: "the yearly hazard that the bonus for waiting begins later",
    example: "2 %", address: 101,
    words: Words(label: "a later bonus", question: "the bonus begins later", short: "XR: bonus"),
    effect: .law(
      [
        "bonus.extra-months": .option("ruritania_bonus_months"), "bonus.first-birth": .option("ruritania_bonus_births"),
      ],
      reaching: .starting),
    options: [
      Option(
        "ruritania_bonus_months", .months, meaning: "by how much", example: "12 months", parameter: "xr.reform.months"),
      Option(
        "ruritania_bonus_births", .year(1900...2100), meaning: "the first year of birth", example: "1975",
        parameter: "xr.reform.births"),
    ])

  /// Amounts in payment follow prices by less.
  public static let priceCut = Reform(
    "prices-cut", key: "ruritania_price_cut", meaning: "the yearly hazard that pensions follow prices by less",
    example: "2 %", address: 102,
    words: Words(label: "prices by less", question: "pensions follow less", short: "XR: prices"),
    effect: .law(["price-share": .option("ruritania_price_share")], reaching: .indexing),
    options: [
      Option(
        "ruritania_price_share", .share, meaning: "the share of prices from then on", example: "0.5",
        parameter: "xr.reform.share")
    ])

  /// A fund that runs short, named by the country's code.
  public static func fund(of code: String) -> Reform {
    let code = code.lowercased()
    return Reform(
      "\(code)-fund-short", key: "\(code)_fund", meaning: "scheduled, payable or a chance that the cut comes",
      example: "payable", address: 104 + Int(code.utf8.last ?? 0) % 20,
      words: Words(label: "the fund runs short", question: "the fund runs short", short: "fund"),
      effect: .share(
        of: Fund(
          "\(code).fund", month: "\(code)_fund_month", share: "\(code)_fund_share", spread: "\(code)_fund_spread",
          chance: "xr.reform.share")),
      options: [
        Option("\(code)_fund_month", .month, meaning: "the first short month", example: "2040-01"),
        Option("\(code)_fund_share", .share, meaning: "the share paid from then on", example: "50 %"),
        Option("\(code)_fund_spread", .months, meaning: "how far around its month", example: "12 months"),
      ])
  }
}
