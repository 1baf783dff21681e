// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// A year's income tax, line by line like the form.
extension Explanation {
  func taxPart(_ year: ExplainedTaxYear) -> [Block] {
    var blocks: [Block] = [
      .heading(
        2, words.rich(ExplainPhrase.taxHeading, ["year": String(year.year), "strategy": words.quoted(year.strategy)])),
      .paragraph(
        words.rich(
          ExplainPhrase.taxBasis,
          ["month": numbers.month(scenario.asOf), "amount": numbers.money(year.taken, currency, 2)])),
    ]
    if !year.incomes.isEmpty { blocks.append(incomes(of: year)) }
    guard !year.returns.isEmpty else { return blocks + [.paragraph(words.rich(ExplainPhrase.taxNothing))] }
    blocks.append(.paragraph(words.rich(ExplainPhrase.taxLines)))
    for item in year.returns {
      blocks.append(
        .heading(
          3,
          words.rich(
            ExplainPhrase.taxReturn,
            [
              "country": country(item.country), "status": item.form.status, "people": words.list(item.people),
              "article": item.form.article,
            ])))
      if item.index != .one {
        blocks.append(.paragraph(words.rich(ExplainPhrase.taxIndex, ["index": numbers.number(item.index.double, 4)])))
      }
      blocks.append(.steps(item.lines.indices.map { line($0, of: item) }))
      if let filed = item.filed {
        blocks.append(
          .paragraph(words.rich(ExplainPhrase.taxFiled, ["amount": numbers.money(filed, item.currency)])))
      }
    }
    return blocks
  }

  /// What each payer owes each person, and what each country does with it.
  private func incomes(of year: ExplainedTaxYear) -> Block {
    let rows = year.incomes.flatMap { income in
      income.treated.map { treated -> [RichText] in
        let money = systems[treated.country]?.currency ?? currency
        return [
          income.person, name(ofSource: income.source), income.months > 0 ? numbers.integer(income.months) : "–",
          numbers.money(treated.amount, money), treatment(treated.part, of: income, in: treated.country),
        ].map { RichText($0) }
      }
    }
    return .table(
      TextTable(
        columns: [
          (words.rich(LabelPhrase.person), false), (words.rich(LabelPhrase.source), false),
          (words.rich(LabelPhrase.monthsMonth), true), (words.rich(ExplainPhrase.taxAmount), true),
          (words.rich(ExplainPhrase.taxIncome), false),
        ], rows: rows))
  }

  private func name(ofSource code: String) -> String {
    switch code.split(separator: "-").first.map(String.init) {
    case StatedIncome.workCode: words.text(GeneralPhrase.payFromWork)
    case StatedIncome.otherCode: words.text(GeneralPhrase.otherIncome)
    default: pension(Country(code))
    }
  }

  private func treatment(_ part: TaxedAmount?, of income: ExplainedTaxYear.Income, in taxing: Country) -> String {
    let phrase: ExplainPhrase =
      switch part {
      case nil: income.isWithheld && Country(income.source) == taxing ? .taxAtSource : .taxUnseen
      case .exemptPension, .exemptOther: .taxRate
      default: .taxedHere
      }
    return words.text(phrase, ["country": country(taxing)])
  }

  private func line(_ number: Int, of item: ExplainedTaxYear.Return) -> Block.Step {
    let (line, value) = (item.form.lines[number], item.lines[number])
    let isCount = line.name.hasPrefix("months")
    let head =
      RichText(label(line, item.country), .strong) + RichText(" = ")
      + RichText(isCount ? numbers.number(value.double, 0) : numbers.money(value, item.currency), .strong)
    let formula = TaxLineFormula(line.rule, item.form, item.lines, index: item.index)
    return Block.Step(head: head, details: formula.map { [.code($0.text), .code($0.worked)] } ?? [])
  }

  /// The line in the country's words; its name where they have none.
  private func label(_ line: TaxForm.Line, _ country: Country) -> String {
    let key = "\(country.code.lowercased())Tax.\(line.name)"
    guard systems[country]?.words.sentence(key, in: "en") != nil else { return line.name.replacing("_", with: " ") }
    return words.text(Remark(key: key))
  }

  /// The same as an object.
  func taxYear(_ year: ExplainedTaxYear) -> AwardValue {
    .object([
      AwardField("strategy", .text(year.strategy)), AwardField("year", .integer(year.year)),
      AwardField(
        "returns",
        .array(
          year.returns.map { item in
            .object([
              AwardField("country", .text(item.country.code)), AwardField("status", .text(item.form.status)),
              AwardField("people", .array(item.people.map { .text($0) })),
              AwardField("article", .text(item.form.article)), AwardField("currency", .text(item.currency.text)),
              AwardField("index", .text("\(item.index)")),
              AwardField(
                "lines",
                .array(
                  item.lines.indices.map { number in
                    .object([
                      AwardField("line", .integer(number + 1)), AwardField("name", .text(item.form.lines[number].name)),
                      AwardField("value", .text("\(item.lines[number])")),
                    ])
                  })),
            ])
          })),
    ])
  }
}

/// How a line of a form follows from the lines above: by their numbers, and with their values.
struct TaxLineFormula {
  var text: String
  var worked: String

  /// - Returns: nil of an amount of the year, and of an amount of the law that stands as it is.
  init?(_ rule: TaxForm.Rule, _ form: TaxForm, _ lines: [ExactDecimal], index: ExactDecimal) {
    func both(_ write: (_ line: (Int) -> String) -> String) -> (String, String) {
      (write { "[\($0 + 1)]" }, write { Self.plain(lines[$0]) })
    }
    switch rule {
    case .amount: return nil
    case .constant(let value, let isIndexed):
      guard isIndexed, index != .one else { return nil }
      (text, worked) = ("k × \(value)", "\(Self.plain(index)) × \(value)")
    case .sum(let terms, let isPositive):
      (text, worked) = both { line in
        var sum = ""
        for term in terms {
          let weight = term.weight < .zero ? -term.weight : term.weight
          let sign = term.weight < .zero ? (sum.isEmpty ? "−" : " − ") : (sum.isEmpty ? "" : " + ")
          sum += sign + (weight == .one ? "" : "\(weight) × ") + line(term.line)
        }
        return isPositive ? "max(0, \(sum))" : sum
      }
    case .pieces(let pieces, let of, let isIndexed):
      let k = isIndexed ? index : .one
      guard let piece = pieces.last(where: { $0.from * k <= lines[of] }) else {
        (text, worked) = ("0", "0")
        return
      }
      (text, worked) = both { line in
        let isFalling = piece.slope < .zero
        let step =
          "\(Self.plain(piece.base)) \(isFalling ? "−" : "+") \(isFalling ? -piece.slope : piece.slope) × "
          + "(\(line(of))\(k == .one ? "" : " / k") − \(Self.plain(piece.from)))"
        return k == .one ? step : "k × (\(step))"
      }
      if k != .one { worked = worked.replacing("k", with: Self.plain(k)) }
    case .cut(let of, let step): (text, worked) = both { "floor(\($0(of)), \(step))" }
    case .lesser(let a, let b): (text, worked) = both { "min(\($0(a)), \($0(b)))" }
    case .given(let a, let b): (text, worked) = both { "\($0(b)) > 0 ? \($0(a)) : 0" }
    case .share(let a, let b, let c): (text, worked) = both { "\($0(a)) × \($0(b)) / \($0(c))" }
    }
  }

  /// To a hundredth of a cent, which is as far as a page is read.
  private static func plain(_ value: ExactDecimal) -> String {
    "\(value.roundedHalfUp(places: 4))"
  }
}
