// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

extension ReportBuilder {
  /// Awards of the best strategy and of the one it is compared with, with their parts, deductions and remarks.
  func awards() -> [Block] {
    let claims = distinctClaims(of: [proposed, reference].compactMap { $0 })
    var blocks: [Block] = [
      .heading(2, words.rich(SectionPhrase.awards)),
      .paragraph(words.rich(scenario.isTaxed ? SectionPhrase.awardsNoteTaxed : .awardsNote)),
    ]
    blocks.append(
      .table(
        TextTable(
          columns: [
            (words.rich(LabelPhrase.person), false), (words.rich(LabelPhrase.pension), false),
            (words.rich(LabelPhrase.from), false), (words.rich(LabelPhrase.age), true),
            (words.rich(LabelPhrase.amount), true), (words.rich(LabelPhrase.netAmount), true),
            (words.rich(LabelPhrase.part), false),
            (words.rich(LabelPhrase.basis), false), (words.rich(LabelPhrase.article), false),
          ],
          rows: claims.map { claim in
            let amount = numbers.money(claim.award.firstMonthlyAmount, claim.award.currency)
            return [
              RichText(claim.person), RichText(pension(claim.country)), RichText(numbers.month(claim.entitlement)),
              RichText(age(of: claim.person, in: claim.entitlement).map(numbers.age) ?? "–"),
              claim.award.isProjected
                ? words.rich(LabelPhrase.projectedMark, ["amount": amount]) : RichText(amount),
              RichText(numbers.money(claim.award.firstMonthlyNet(after: claim.deductions), claim.award.currency)),
              RichText(parts(of: claim.award)), RichText(basis(claim.award.basis)), RichText(claim.award.article),
            ]
          })))
    let deductions = deductionLines(claims)
    if !deductions.isEmpty {
      blocks += [.heading(3, words.rich(SectionPhrase.deductions)), .list(deductions)]
    }
    blocks += spouses() + survivors()
    let awards = claims.map(\.award) + shownSpouses().map(\.award) + shownSurvivors().map(\.left.award)
    let remarks = awards.flatMap { award in
      award.remarks.map { "\(award.country.code), \(award.from): \(words.text($0))" }
    }
    if !remarks.isEmpty {
      blocks += [.heading(3, words.rich(SectionPhrase.remarks)), .list(unique(remarks).map { RichText($0) })]
    }
    return blocks
  }

  /// Without those that the wages of some futures alone would bring.
  private func shownSpouses() -> [PlannedSpouse] {
    (result.spouses[proposed.name] ?? []).filter { $0.award.firstMonthlyAmount > .zero }
  }

  /// What one person draws on the other's record while both live, under the proposed strategy; nothing for one person.
  private func spouses() -> [Block] {
    table(shownSpouses().filter { $0.kind == .spouse }, .spouses, .spousesNote)
      + table(shownSpouses().filter { $0.kind != .spouse }, .formerSpouses, .formerSpousesNote)
  }

  private func table(_ paid: [PlannedSpouse], _ heading: SectionPhrase, _ note: SectionPhrase) -> [Block] {
    guard !paid.isEmpty else { return [] }
    var filling: [String: any TextPart] = ["best": name(proposed)]
    if note == .spousesNote { filling["value"] = numbers.estimate(proposed.spouseValue, currency) }
    let rows = paid.map { planned in
      let amount = numbers.money(planned.award.firstMonthlyAmount, planned.award.currency)
      return [
        RichText(planned.spouse), RichText(planned.worker), RichText(pension(planned.award.country)),
        RichText(numbers.month(planned.award.from)),
        RichText(age(of: planned.spouse, in: planned.award.from).map(numbers.age) ?? "–"),
        planned.award.isProjected
          ? words.rich(LabelPhrase.projectedMark, ["amount": amount]) : RichText(amount),
        RichText(planned.award.article),
      ]
    }
    return [
      .heading(3, words.rich(heading)), .paragraph(words.rich(note, filling)),
      .table(
        TextTable(
          columns: [
            (words.rich(LabelPhrase.person), false), (words.rich(LabelPhrase.onRecordOf), false),
            (words.rich(LabelPhrase.pension), false), (words.rich(LabelPhrase.from), false),
            (words.rich(LabelPhrase.age), true), (words.rich(LabelPhrase.amount), true),
            (words.rich(LabelPhrase.article), false),
          ], rows: rows)),
    ]
  }

  /// Of deaths before the claim, those of the first year in which they leave something.
  private func shownSurvivors() -> [PlannedSurvivor] {
    var seen: Set<String> = []
    return (result.survivors[proposed.name] ?? []).filter { left in
      let claimed = proposed.claims.contains {
        $0.person == left.deceased && $0.country == left.left.award.country
          && left.left.deaths.lowerBound >= $0.entitlement
      }
      return seen.insert("\(left.deceased)\u{0}\(left.left.award.country)\u{0}\(claimed)").inserted
    }
  }

  /// What a death would leave to the other under the best strategy; nothing for one person.
  private func survivors() -> [Block] {
    let shown = shownSurvivors()
    guard !shown.isEmpty else { return [] }
    let rows = shown.map { planned in
      let (left, award) = (planned.left, planned.left.award)
      let text = numbers.money(planned.highestAmount, award.currency)
      let amount: RichText =
        if left.paysExcessOverOwn {
          words.rich(SectionPhrase.survivorExcess, ["amount": text])
        } else if let tested = planned.tested {
          words.rich(
            SectionPhrase.survivorTested,
            [
              "amount": text, "income": numbers.money(tested.income, award.currency),
              "left": numbers.money(tested.left, award.currency), "article": left.incomeTest?.article ?? "",
            ])
        } else {
          RichText(text)
        }
      return [
        RichText(planned.survivor), RichText(planned.deceased), RichText(pension(award.country)),
        RichText(numbers.month(left.deaths.lowerBound)), RichText(numbers.month(award.from)),
        amount, RichText(award.article),
      ]
    }
    return [
      .heading(3, words.rich(SectionPhrase.survivors)),
      .paragraph(
        words.rich(
          SectionPhrase.survivorsNote,
          ["best": name(proposed), "value": numbers.estimate(proposed.survivorValue, currency)])),
      .table(
        TextTable(
          columns: [
            (words.rich(LabelPhrase.person), false), (words.rich(LabelPhrase.deceased), false),
            (words.rich(LabelPhrase.pension), false), (words.rich(LabelPhrase.deathsFrom), false),
            (words.rich(LabelPhrase.from), false), (words.rich(LabelPhrase.amount), true),
            (words.rich(LabelPhrase.article), false),
          ], rows: rows)),
    ]
  }

  /// Each person, country and month of entitlement once, in that order.
  func distinctClaims(of strategies: [StrategyResult]) -> [PlannedClaim] {
    var seen: Set<String> = []
    var claims: [PlannedClaim] = []
    for strategy in strategies {
      for claim in strategy.claims
      where seen.insert("\(claim.person)\u{0}\(claim.country)\u{0}\(claim.entitlement)").inserted {
        claims.append(claim)
      }
    }
    return claims.sorted { ($0.person, $0.country, $0.entitlement) < ($1.person, $1.country, $1.entitlement) }
  }

  private func parts(of award: Award) -> String {
    award.components.map { part in
      let months = part.calendarMonths.nonzeroBitCount
      return words.text(
        LabelPhrase.partMonths,
        [
          "part": words.text(part.name),
          "months": part.calendarMonths == AwardComponent.everyMonth
            ? words.text(LabelPhrase.everyMonth)
            : words.text(LabelPhrase.someMonths, ["count": String(months)]),
        ])
    }.joined(separator: ", ")
  }

  private func deductionLines(_ claims: [PlannedClaim]) -> [RichText] {
    let lines = claims.flatMap { claim in
      claim.deductions.map { deduction in
        if let fixed = deduction.fixed {
          return words.rich(
            SectionPhrase.deductionFixed,
            [
              "pension": pension(claim.country), "name": words.text(deduction.name),
              "amount": numbers.money(fixed, claim.award.currency), "article": deduction.article,
            ])
        }
        return words.rich(
          SectionPhrase.deductionLine,
          [
            "pension": pension(claim.country), "name": words.text(deduction.name),
            "share": numbers.percent(deduction.share, 2), "article": deduction.article,
          ])
      }
    }
    return unique(lines)
  }

  func unique<Element: Hashable>(_ items: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return items.filter { seen.insert($0).inserted }
  }
}
