// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Statistics
import Strategies

extension ReportBuilder {
  /// The first screen: what to do, by how much it is better, how sure, what is open.
  func answer() -> [Block] {
    var points: [RichText] = []
    points += backPay() + forksInWords()
    if let reference {
      points += aims()
      if !asGood.isEmpty { points.append(whichOfThem()) }
      points += [howMuchBetter(than: reference)]
      if let why = why(against: reference) { points.append(why) }
      points += [howSure(against: reference), ties()]
    } else {
      points.append(words.rich(AnswerPhrase.onlyOne))
    }
    points += searched()
    points += notPaid
    points.append(whatThereIs())
    if let tax = incomeTax() { points.append(tax) }
    points += cliffs()
    if let minimum = meansTest() { points.append(minimum) }
    points += [exchangeRate(), notInTheFigures()]
    return [
      .paragraph(basis()),
      .heading(2, words.rich(AnswerPhrase.heading)),
      .paragraph(RichText(runs: headline().runs.map { RichText.Run(text: $0.text, style: .strong) })),
      .list(points),
      .paragraph(howToRead()),
    ]
  }

  private func basis() -> RichText {
    words.rich(
      GeneralPhrase.subtitle,
      [
        "file": String(scenario.path.split(separator: "/").last ?? ""), "paths": numbers.integer(result.paths),
        "seed": String(result.seed), "month": numbers.month(scenario.asOf), "currency": currency.text,
        "version": version,
      ])
  }

  /// What to do, and which strategies are as good.
  func headline() -> RichText {
    guard !asGood.isEmpty else { return whatToDo() }
    let most = asGood.map { perMonth(gain(over: $0)).value }
    let apart = max(most.max() ?? 0, 0) - min(most.min() ?? 0, 0)
    let named = asGood.prefix(3).map(name) + (asGood.count > 3 ? ["…"] : [])
    return whatToDo() + RichText(" ")
      + words.rich(
        AnswerPhrase.asGood, ["names": words.list(named), "amount": numbers.money(apart, currency, 2)])
  }

  /// Why this one of several that are as good, and what that gives away.
  private func whichOfThem() -> RichText {
    let rule = words.rich(
      AnswerPhrase.whichOfThem,
      [
        "proposed": name(proposed), "count": numbers.integer(asGood.count + 1),
        "all": numbers.integer(result.strategies.count), "currency": currencyWord(currency),
      ])
    guard top.name != proposed.name else { return rule }
    let given = difference(top)
    return rule + RichText(" ")
      + words.rich(
        AnswerPhrase.topOfThem,
        [
          "top": name(top), "monthly": numbers.estimate(perMonth(given), currency, signed: true),
          "lifetime": numbers.estimate(given, currency, signed: true),
        ])
  }

  /// One sentence: every filing of the proposed strategy, in order of filing.
  func whatToDo() -> RichText {
    let claims = proposed.claims.filter { !$0.isInPayment }.sorted { ($0.filed, $0.country) < ($1.filed, $1.country) }
    var parts = claims.map { claim in
      var filling: [String: any TextPart] = [
        "pension": pension(claim.country), "filed": numbers.month(claim.filed),
        "month": numbers.month(claim.entitlement),
        "age": age(of: claim.person, in: claim.entitlement).map(numbers.age) ?? "–",
      ]
      var phrase = claim.entitlement < claim.filed ? AnswerPhrase.claimBack : .claim
      if let paid = claim.award.firstPaidMonth, paid > claim.entitlement {
        filling["paid"] = numbers.month(paid)
        phrase = .claimLater
      }
      return ofPerson(claim.person, words.rich(phrase, filling))
    }
    parts += formerClaims()
    for (person, wishes) in proposed.spec.wishes.sorted(by: { $0.key < $1.key }) {
      for (country, wish) in wishes.sorted(by: { $0.key < $1.key }) where wish.start == .never {
        parts.append(ofPerson(person, words.rich(AnswerPhrase.neverClaim, ["pension": pension(country)])))
      }
    }
    parts.insert(contentsOf: endsOfWork, at: 0)
    if parts.isEmpty { return words.rich(AnswerPhrase.nothingToClaim) }
    let sentence = parts.joined(by: words.text(GeneralPhrase.clauseEnd)) + RichText(".")
    // In a household of two each part begins with a name, which stays as the scenario writes it.
    return scenario.members.count == 1 ? sentence.capitalized : sentence
  }

  private func howMuchBetter(than reference: StrategyResult) -> RichText {
    let gain = gain(over: reference)
    let undecided = gain.interval95.contains(0)
    var text = words.rich(
      undecided ? AnswerPhrase.gainUndecided : gain.value < 0 ? .gainCosts : .gain,
      [
        "monthly": RichText.strong(numbers.estimate(perMonth(gain), currency, signed: true)),
        "lifetime": numbers.estimate(gain, currency, signed: true), "reference": name(reference),
        "paths": numbers.integer(result.paths),
      ])
    // A gain that chance does not explain may still be too small to act on.
    if !undecided, abs(perMonth(gain).value) < 1 {
      text =
        text + RichText(" ")
        + words.rich(AnswerPhrase.gainSmall, ["currency": currencyWord(currency), "reference": name(reference)])
    }
    // What choosing badly costs says whether the question matters at all.
    guard let lowest = result.strategies.last, lowest.name != reference.name, lowest.name != proposed.name,
      asGood.allSatisfy({ $0.name != lowest.name })
    else {
      return text
    }
    return text + RichText(" ")
      + words.rich(
        AnswerPhrase.gainLowest,
        [
          "all": numbers.integer(result.strategies.count), "lowest": name(lowest),
          "monthly": numbers.estimate(perMonth(self.gain(over: lowest)), currency, signed: true),
        ])
  }

  private func why(against reference: StrategyResult) -> RichText? {
    let other = Dictionary(reference.valueBySource.map { ($0.source, $0.value.value) }, uniquingKeysWith: { a, _ in a })
    let parts = proposed.valueBySource.filter { abs($0.value.value - other[$0.source, default: 0]) >= 0.5 }.map {
      item in
      words.text(
        AnswerPhrase.whyPart,
        [
          "source": explained(item.source),
          "amount": numbers.money(item.value.value - (other[item.source] ?? 0), currency, signed: true),
        ])
    }
    guard parts.count > 1 else { return nil }
    return words.rich(
      AnswerPhrase.why,
      ["reference": name(reference), "parts": parts.joined(separator: words.text(GeneralPhrase.clauseEnd))])
  }

  /// A source of income, with what its abbreviation stands for.
  private func explained(_ source: String) -> String {
    switch source {
    case "minimum": words.text(AnswerPhrase.minimumInShort, ["minimum": minimumShort])
    case "allowance": words.text(AnswerPhrase.allowanceInShort, ["allowance": allowanceShort])
    default: self.source(source)
    }
  }

  private func howSure(against reference: StrategyResult) -> RichText {
    let better = chanceBetter(reference)
    let share = 1 - better
    let interval = gain(over: reference).interval95
    let percentiles = differencePercentiles(reference)
    let low90 = percentiles.count == 101 ? -percentiles[95] : .nan
    let high90 = percentiles.count == 101 ? -percentiles[5] : .nan
    let text = words.rich(
      AnswerPhrase.sure,
      [
        "share": RichText.strong(numbers.estimate(share: share)), "paths": numbers.integer(result.paths),
        "low": numbers.money(interval.lowerBound, currency, signed: true),
        "high": numbers.money(interval.upperBound, currency, signed: true),
        "low90": numbers.money(low90, currency, signed: true),
        "high90": numbers.money(high90, currency, signed: true),
      ])
    return text + RichText(" ") + given()
  }

  private func ties() -> RichText {
    let all = result.strategies.count
    let others = result.undecided.filter { $0 > 0 && $0 < all && !isSamePlan(result.strategies[$0], top) }
    if others.isEmpty {
      let next = result.strategies.dropFirst().first { !isSamePlan($0, top) } ?? result.strategies[1]
      return words.rich(
        asGood.isEmpty ? AnswerPhrase.noTies : .noTiesBut,
        [
          "all": numbers.integer(all), "best": name(top), "next": name(next),
          "difference": numbers.estimate(next.differenceToBest, currency, signed: true),
        ])
    }
    // Longer lists are in the table, where they are marked.
    let named = others.prefix(5).map { name(result.strategies[$0]) } + (others.count > 5 ? ["…"] : [])
    let stake = others.map { -result.strategies[$0].differenceToBest.interval95.lowerBound }.max() ?? 0
    return words.rich(
      AnswerPhrase.ties,
      [
        "count": numbers.integer(others.count + 1), "all": numbers.integer(all),
        "names": words.list([name(top)] + named), "stake": numbers.money(max(0, stake), currency),
      ])
  }

  private func whatThereIs() -> RichText {
    var text = words.rich(
      AnswerPhrase.level,
      [
        "monthly": numbers.estimate(proposed.meanMonthlyIncome, currency),
        "shortfall": numbers.estimate(proposed.expectedShortfall, currency),
        "lifetime": numbers.estimate(proposed.lifetimeValue, currency),
      ])
    if scenario.needs.areStated {
      text =
        text + RichText(" ")
        + words.rich(
          AnswerPhrase.needsMet,
          [
            "needs": needs,
            "share": numbers.estimate(share: proposed.needsMet), "months": numbers.estimate(proposed.monthsBelowNeeds),
          ])
      if let thin = thinnestYear() { text = text + RichText(" ") + thin }
      if let last = result.incomes.filter({ $0.kind == .work }).compactMap(\.until).max() {
        text = text + RichText(" ") + words.rich(payCounted, ["month": numbers.month(last)])
      }
    }
    return text
  }

  /// The needs that the file states, with what changes them.
  private var needs: String {
    func text(_ amounts: [CurrencyCode: ExactDecimal]) -> String {
      words.list(amounts.sorted { $0.key < $1.key }.map { numbers.money($0.value, $0.key, 0) })
    }
    let stated = scenario.needs
    var changes: [String] = []
    if stated.alone != .one {
      changes.append(words.text(AnswerPhrase.needsAlone, ["share": numbers.percent(stated.alone.double)]))
    }
    changes += stated.later.map {
      words.text(AnswerPhrase.needsFrom, ["amounts": text($0.amounts), "month": numbers.month($0.from)])
    }
    return text(stated.amounts) + (changes.isEmpty ? "" : " (\(changes.joined(separator: "; ")))")
  }

  private func meansTest() -> RichText? {
    switch result.minimum {
    case nil: return nil
    case .some(.none(let reason, let article)):
      return words.rich(
        AnswerPhrase.noRevis,
        ["reason": RichText(words.text(reason)).capitalized, "article": words.text(article)])
    case .some(.available):
      guard let crossing = crossing(of: proposed) else { return nil }
      let explained = words.rich(
        AnswerPhrase.minimumExplained,
        [
          "minimum": minimumShort, "country": country(crossing.country),
          "amount": numbers.money(crossing.guaranteed, crossing.ownCurrency),
          "article": words.text(crossing.article),
        ])
      var text: RichText
      if let rate = crossing.rate, let foreign = crossing.foreignCurrency {
        text = words.rich(
          AnswerPhrase.revis,
          [
            "minimum": minimumShort, "explained": explained.capitalized, "foreign": currencyWord(foreign),
            "foreigns": currencyWord(foreign, plural: true),
            "foreignAmount": numbers.money(crossing.foreign, foreign),
            "ownAmount": numbers.money(crossing.own, crossing.ownCurrency), "own": currencyWord(crossing.ownCurrency),
            "rate": RichText.strong(numbers.number(rate, 2)), "median": medianRate() + beyond(rate),
          ])
      } else if crossing.own >= crossing.guaranteed {
        text = words.rich(
          AnswerPhrase.revisOwnEnough,
          [
            "minimum": minimumShort, "explained": explained.capitalized, "own": currencyWord(crossing.ownCurrency),
            "ownAmount": numbers.money(crossing.own, crossing.ownCurrency),
          ])
      } else {
        text = words.rich(AnswerPhrase.revisNever, ["minimum": minimumShort, "explained": explained.capitalized])
      }
      if let share = result.crossedByExchangeRate {
        text =
          text + RichText(" ")
          + (share.value > 0
            ? words.rich(
              AnswerPhrase.revisCrossed, ["share": numbers.estimate(share: share), "minimum": minimumShort])
            : words.rich(AnswerPhrase.revisNotCrossed, ["minimum": minimumShort]))
      }
      return text
    }
  }

  /// Percentiles of the rate in the first year from `year` on that has them.
  private func simulatedRates(from year: Int) -> (year: Int, percentiles: [Double])? {
    result.economy.lazy.map { (year: $0.year, percentiles: $0.usdPerEUR) }
      .first { $0.year >= year && $0.percentiles.count == 5 }
  }

  /// Those of the year in which the last pension starts.
  private func settledRates() -> (year: Int, percentiles: [Double])? {
    simulatedRates(from: proposed.claims.map(\.entitlement.year).max() ?? scenario.asOf.year)
  }

  /// Where the line lies beyond nearly all simulated rates, what that means.
  private func beyond(_ rate: Double) -> RichText {
    guard let rates = settledRates()?.percentiles else { return RichText() }
    if rate > rates[4] { return words.rich(AnswerPhrase.revisOver, ["minimum": minimumShort]) }
    if rate < rates[0] { return words.rich(AnswerPhrase.revisStays, ["minimum": minimumShort]) }
    return RichText()
  }

  /// The simulated rate in the year in which the last pension starts, to hold the line against.
  private func medianRate() -> RichText {
    guard let (year, rates) = settledRates() else { return RichText() }
    return words.rich(
      AnswerPhrase.revisMedian,
      [
        "year": String(year), "median": numbers.number(rates[2], 2), "low": numbers.number(rates[0], 2),
        "high": numbers.number(rates[4], 2),
      ])
  }

  private func exchangeRate() -> RichText {
    var text = words.rich(
      AnswerPhrase.exchangeRate,
      [
        "model": RichText.code(AnswerPhrase.modelName(words.english(result.economyModel))),
        "description": AnswerPhrase.model(words.english(result.economyModel), in: words),
      ])
    if result.strategies.count > 1, let walk = result.stresses.first(where: { $0.id == "rw" }) {
      let name = bestName(among: walk.lifetimeValues.map(\.value))
      text =
        text + RichText(" ")
        + words.rich(
          name == proposed.name ? AnswerPhrase.exchangeRateStress : .exchangeRateStressOther,
          ["best": words.quoted(name)])
    }
    if let expected = expectedRate() { text = text + RichText(" ") + expected }
    return text
  }

  /// Where the middle of the futures takes the exchange rate in ten years, and what that alone is worth to the proposed plan.
  private func expectedRate() -> RichText? {
    let ahead = scenario.asOf.year + 10
    guard let now = result.usdPerEUR, let base = result.stressBase, let (year, rates) = simulatedRates(from: ahead),
      let walk = result.stresses.first(where: { $0.id == "rw" }),
      base.lifetimeValues.indices.contains(recommendation.proposed),
      walk.lifetimeValues.indices.contains(recommendation.proposed)
    else { return nil }
    let worth =
      base.lifetimeValues[recommendation.proposed].value - walk.lifetimeValues[recommendation.proposed].value
    return words.rich(
      AnswerPhrase.exchangeExpected,
      [
        "pair": words.text(LabelPhrase.usdPerEUR), "now": numbers.number(now.double, 2),
        "median": numbers.number(rates[2], 2), "year": String(year),
        "amount": numbers.money(worth, currency, signed: true),
      ])
  }

  private func notInTheFigures() -> RichText {
    var text = taken()
    if result.strategies.contains(where: { $0.claims.contains { $0.award.isProjected } }) {
      text = text + RichText(" ") + words.rich(AnswerPhrase.projected)
    }
    return ([text] + missingPensions()).joined(by: " ")
  }

  private func howToRead() -> RichText {
    words.rich(
      AnswerPhrase.howToRead,
      [
        "paths": numbers.integer(result.paths), "month": numbers.month(scenario.asOf),
        "rate": numbers.percent(scenario.simulation.discountRate, 1),
      ])
  }
}
