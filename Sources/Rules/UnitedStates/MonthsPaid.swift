// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// A person whose work, age and stay abroad decide what is paid on the records that the person is on.
struct Beneficiary: Sendable {
  /// The month of full retirement age, from which no work counts.
  var fullMonth: YearMonth
  var work: WorkRecord
  /// Months in which nothing is payable abroad; no earnings are charged to them and they stay in the reduction months.
  var isSuspended: @Sendable (YearMonth) -> Bool = { _ in false }
  /// Last month of life in every day of which the person is alive: the one before the month of death.
  var lastMonth: YearMonth?
}

/// One person's benefit on one record.
struct BenefitStream: Sendable {
  /// Who draws it, and whose record it is on, by place; nil for the record of somebody dead or divorced, whose work leaves it alone
  /// (20 CFR 404.434(b)).
  var person: Int
  var record: Int?
  var first: YearMonth
  var last: YearMonth?
  /// The month from which withheld months leave the reduction.
  var adjusts: YearMonth
  /// The benefit of a month, to the dime, when so many of its months were withheld before full retirement age, beside what the streams before
  /// it give the same person in the month.
  var amount: @Sendable (YearMonth, _ withheld: Int, _ beside: Money<USD>) -> Money<USD>
}

/// What becomes of one month of a stream.
struct StreamMonth: Hashable, Sendable {
  enum Loss: Hashable, Sendable { case none, abroad, foreignWork, earnings }

  var month: YearMonth
  var benefit: Money<USD>
  var withheld: Money<USD>
  var loss: Loss
  var rest: Money<USD> { benefit - withheld }
}

extension LawTables {
  /// What is left of every benefit of a family, month by month, in the order of the law: payable abroad, foreign work, earnings, the rest.
  ///
  /// The excess of the insured is charged to the benefits of everybody on the record, in the month's proportions; that of a spouse or
  /// survivor to that person's benefits alone. Months lost to work in whole or in part leave the reduction months at full retirement age.
  ///
  /// - Source: 42 U.S.C. §§ 402(q)(7), (t), 403(b), (c), (f); 20 CFR 404.412, 404.415–404.439, 404.460.
  /// - Returns: for each stream its months, from its first one on.
  func monthsPaid(_ streams: [BenefitStream], of people: [Beneficiary], through last: YearMonth) -> [[StreamMonth]] {
    var result = [[StreamMonth]](repeating: [], count: streams.count)
    guard let first = streams.map(\.first).min(), first <= last else { return result }
    let grace = people.indices.map { person -> Int? in
      let own = streams.filter { $0.person == person }.map(\.first).min()
      return own.flatMap {
        graceYear(of: people[person].work, entitlement: $0, fullMonth: people[person].fullMonth)
      }
    }
    var withheld = [Int](repeating: 0, count: streams.count)
    var left = [Money<USD>](repeating: .zero, count: people.count)
    for month in first...last {
      if month == first || month.month == 1 { left = people.map { excess(of: $0, in: month.year) } }
      var open: [Int] = []
      var drawn = [Money<USD>](repeating: .zero, count: people.count)
      for (number, stream) in streams.enumerated()
      where month >= stream.first && stream.last.map({ month <= $0 }) ?? true {
        if let end = people[stream.person].lastMonth, month > end { continue }
        let benefit = stream.amount(month, month >= stream.adjusts ? withheld[number] : 0, drawn[stream.person])
        drawn[stream.person] += benefit
        let loss = loss(of: stream, in: month, people)
        if loss == .foreignWork, month < stream.adjusts { withheld[number] += 1 }
        if loss == .none { open.append(number) }
        result[number].append(
          StreamMonth(month: month, benefit: benefit, withheld: loss == .none ? .zero : benefit, loss: loss))
      }
      for (person, worker) in people.enumerated() where left[person] > .zero && month < worker.fullMonth {
        if grace[person] == month.year, isNonservice(worker.work, month, fullMonth: worker.fullMonth) { continue }
        let reached = open.filter { number in
          let stream = streams[number]
          return stream.person == person || stream.record == person
        }
        let benefits = reached.map { result[$0][result[$0].count - 1].rest }
        let taken = min(left[person], benefits.reduce(.zero, +))
        left[person] -= taken
        for (number, part) in zip(reached, shares(of: taken, in: benefits)) where part > .zero {
          let place = result[number].count - 1
          if result[number][place].loss != .earnings, month < streams[number].adjusts { withheld[number] += 1 }
          result[number][place].withheld += part
          result[number][place].loss = .earnings
        }
      }
    }
    return result
  }

  /// The excess earnings of a year; zero from the year after full retirement age on.
  private func excess(of person: Beneficiary, in year: Int) -> Money<USD> {
    guard person.fullMonth > .january(year) else { return .zero }
    let end = min(person.fullMonth, .january(year + 1))
    return excessEarnings(
      year: year, earnings: person.work.earnings(.january(year)..<end), fullAgeInYear: person.fullMonth.year == year)
  }

  private func loss(of stream: BenefitStream, in month: YearMonth, _ people: [Beneficiary]) -> StreamMonth.Loss {
    if people[stream.person].isSuspended(month) { return .abroad }
    var workers = [stream.person]
    if let record = stream.record, record != stream.person { workers.append(record) }
    let works = workers.contains { number in
      let worker = people[number]
      return foreignWorkCostsBenefit(in: month, fullMonth: worker.fullMonth, hours: worker.work[month].hoursAbroad)
    }
    return works ? .foreignWork : .none
  }

  /// A sum in the proportions of some amounts, to the cent; what does not divide falls on the first.
  private func shares(of sum: Money<USD>, in amounts: [Money<USD>]) -> [Money<USD>] {
    let total = amounts.reduce(.zero, +)
    guard total > .zero else { return amounts.map { _ in .zero } }
    var parts = amounts.map { Money<USD>(cents: sum.cents * $0.cents / total.cents) }
    var rest = sum - parts.reduce(.zero, +)
    for place in parts.indices where rest > .zero {
      let more = min(rest, amounts[place] - parts[place])
      parts[place] += more
      rest -= more
    }
    return parts
  }
}
