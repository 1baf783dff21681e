// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// One person of a household as ``UnitedStates/paid(_:to:spouse:former:)`` asks about it.
public struct PaymentCase: Sendable {
  public var person: Person
  /// Record and first month wanted; nil for somebody without a claim on an own record or anybody's.
  public var claim: UnitedStatesCase?
  /// The record of somebody who has not claimed: a former spouse, or a person who died before the claim.
  public var unclaimed: UnitedStatesCase?
  /// Month of the application; nil where it was made in time for the month wanted.
  public var filed: YearMonth?
  /// First month wanted of a survivor's benefit; nil for that of the own claim.
  public var survivorClaim: YearMonth?
  /// Work as stated; nil to take what the records imply.
  public var work: WorkRecord?
  /// Hours abroad that foreign records imply, by month.
  public var hoursOnRecord: [YearMonth: Int]
  public var married: CalendarDate?
  public var divorced: CalendarDate?
  public var died: CalendarDate?

  public init(
    person: Person, claim: UnitedStatesCase? = nil, unclaimed: UnitedStatesCase? = nil, filed: YearMonth? = nil,
    survivorClaim: YearMonth? = nil, work: WorkRecord? = nil, hoursOnRecord: [YearMonth: Int] = [:],
    married: CalendarDate? = nil, divorced: CalendarDate? = nil, died: CalendarDate? = nil
  ) {
    (self.person, self.claim, self.unclaimed, self.filed) = (person, claim, unclaimed, filed)
    (self.survivorClaim, self.work, self.hoursOnRecord) = (survivorClaim, work, hoursOnRecord)
    (self.married, self.divorced, self.died) = (married, divorced, died)
  }
}

/// What is paid for a month to one person, all benefits together.
public struct MonthlyPayment: Hashable, Sendable {
  public var month: YearMonth
  /// Whole dollars, before premium and tax.
  public var amount: Money<USD>
}

extension UnitedStates {
  /// The law with wages and prices held at the last published values: no increase and no growth after them.
  public func held() throws -> UnitedStates {
    try projected(
      along: Outlook(
        wageGrowth: [tables.lastGivenWage + 1: .zero], cola: [tables.cola.lastPublished + 1: .zero]))
  }

  /// What is paid to a person for each of some months: the own benefit, a spouse's and a survivor's, after work, stay abroad and the month
  /// of the application; arrears under the month they are for. Of several former spouses, dead or divorced, the best one counts.
  ///
  /// - Source: 42 U.S.C. §§ 402, 403, 415(g), 433; 20 CFR 404.331, 404.336, 404.412–404.439, 404.460, 404.621.
  /// - Parameters:
  ///   - spouse: of the living marriage.
  ///   - former: with `died`, `divorced` or both.
  /// - Throws: ``CaseError`` for what no record can hold. A marriage that gives no right leaves the own benefit.
  public func paid(
    _ months: ClosedRange<YearMonth>, to person: PaymentCase, spouse: PaymentCase? = nil, former: [PaymentCase] = []
  ) throws -> [MonthlyPayment] {
    guard months.upperBound.year < LawTables.lastYear - 2 else {
      throw CaseError("\(months.upperBound) is beyond the tables")
    }
    let own = try OwnRight(person, law: self)
    let other = try spouse.map { try OwnRight($0, law: self) }
    var people = [own.beneficiary(person, law: self)]
    if let spouse, let other { people.append(other.beneficiary(spouse, law: self)) }
    var streams: [BenefitStream] = []
    if let stream = own.stream(person: 0, law: self) { streams.append(stream) }
    let wedding = person.married ?? spouse?.married
    if let other {
      if let stream = other.stream(person: 1, law: self) { streams.append(stream) }
      if let stream = try spouseStream(own, of: other, wedding, person: 0, record: 1) { streams.append(stream) }
      if let stream = try spouseStream(other, of: own, wedding, person: 1, record: 0) { streams.append(stream) }
    }
    var choices = [sums(of: streams, people, through: months.upperBound)]
    for ended in former {
      let marriage = Marriage(
        from: ended.married ?? ended.person.born, end: ended.divorced.map { .divorce($0) },
        remarriage: spouse == nil ? nil : wedding ?? ended.divorced)
      do {
        let stream =
          ended.died == nil
          ? try divorcedStream(own, of: ended, marriage) : try survivorStream(person, own, of: ended, marriage)
        if let stream { choices.append(sums(of: streams + [stream], people, through: months.upperBound)) }
      } catch is ClaimRefusal {
        continue
      }
    }
    return months.map { month in
      let best = choices.reduce(Money<USD>.zero) { max($0, $1[month] ?? .zero) }
      return MonthlyPayment(month: month, amount: payment(for: month, of: best).amount)
    }
  }

  /// What is left for the first person of all benefits of a month.
  private func sums(of streams: [BenefitStream], _ people: [Beneficiary], through last: YearMonth) -> [YearMonth:
    Money<USD>]
  {
    var sums: [YearMonth: Money<USD>] = [:]
    for (stream, paid) in zip(streams, tables.monthsPaid(streams, of: people, through: last)) where stream.person == 0 {
      for month in paid { sums[month.month, default: .zero] += month.rest }
    }
    return sums
  }

  /// A divorced spouse's benefit while the former one lives; nil where the former one is not insured. Neither that one's work nor the
  /// family maximum touches it.
  private func divorcedStream(_ spouse: OwnRight, of former: PaymentCase, _ marriage: Marriage) throws -> BenefitStream?
  {
    guard let wanted = spouse.wanted, let record = former.claim ?? former.unclaimed else { return nil }
    let right = try OwnRight(former, law: self)
    func possible(_ entitlement: YearMonth?) throws -> YearMonth {
      try spouseFirstMonth(
        spouse: spouse.ages, marriage: marriage, worker: right.ages, workerEntitlement: entitlement)
    }
    // Two years after the divorce the former spouse need not have claimed.
    let first = try right.question.map { try min(possible($0.entitlement), possible(nil)) } ?? possible(nil)
    guard let start = self.start(of: spouse, possible: first, wanted: wanted) else { return nil }
    var workers = try self.question(record)
    if workers.entitlement > start || former.claim == nil { workers.entitlement = max(start, right.ages.firstMonth) }
    workers.month = workers.entitlement
    guard tables.workerBenefit(workers).reason == nil else { return nil }
    return spouseStream(spouse, workers, start: start, person: 0, record: nil)
  }

  /// A spouse's benefit of one person on the record of the other; nil where there is none at any time.
  private func spouseStream(
    _ spouse: OwnRight, of worker: OwnRight, _ wedding: CalendarDate?, person: Int, record: Int
  ) throws -> BenefitStream? {
    guard let workers = worker.question, let wanted = spouse.wanted else { return nil }
    let possible = try spouseFirstMonth(
      spouse: spouse.ages, marriage: Marriage(from: wedding ?? spouse.ages.born), worker: workers.ages,
      workerEntitlement: workers.entitlement)
    guard let start = self.start(of: spouse, possible: possible, wanted: wanted) else { return nil }
    return spouseStream(spouse, workers, start: start, person: person, record: record)
  }

  /// The first month of a spouse's benefit by the month of the application; nil beyond the tables.
  private func start(of spouse: OwnRight, possible: YearMonth, wanted: YearMonth) -> YearMonth? {
    let reach = spouse.filed.map {
      tables.claimReach(filed: $0, fullMonth: spouse.ages.fullMonth, lastMonth: spouse.ages.fullMonth).months.lowerBound
    }
    let start = max(max(possible, wanted), reach ?? wanted)
    return start.year < LawTables.lastYear - 30 ? start : nil
  }

  /// - Parameter record: whose record it is on; nil for a divorced spouse's.
  private func spouseStream(
    _ spouse: OwnRight, _ workers: BenefitQuestion, start: YearMonth, person: Int, record: Int?
  ) -> BenefitStream {
    let (tables, ages, own, isDivorced) = (tables, spouse.ages, spouse.question, record == nil)
    return BenefitStream(person: person, record: record, first: start, adjusts: ages.fullMonth) {
      month, withheld, drawn in
      let benefit = tables.workerBenefit(workers.asked(in: max(month, workers.entitlement)))
      let ownPia = own.map { tables.workerBenefit($0.asked(in: month)).pia } ?? .zero
      return tables.spouseBenefit(
        workerPia: benefit.pia, months: max(0, ages.fullMonth - start - withheld), ownPia: ownPia, ownBenefit: drawn,
        familyMaximum: isDivorced ? nil : tables.familyMaximum(of: benefit)
      ).spouse
    }
  }

  /// A survivor's benefit, as far as it exceeds the own one; nil where the deceased was not insured.
  private func survivorStream(
    _ person: PaymentCase, _ own: OwnRight, of deceased: PaymentCase, _ marriage: Marriage
  ) throws -> BenefitStream? {
    guard let day = deceased.died, let record = deceased.claim ?? deceased.unclaimed else { return nil }
    let death = day.yearMonth
    let (ages, tables) = (own.ages, tables)
    let first = try survivorFirstMonth(survivor: ages, marriage: marriage, death: day)
    let wanted = person.survivorClaim ?? own.wanted ?? first
    let reached = person.filed.map { tables.survivorReach(filed: $0, ages: ages, death: death).months.lowerBound }
    let start = max(max(first, wanted), reached ?? first)
    var question = try self.question(record)
    let right = try OwnRight(deceased, law: self)
    let hadClaimed = deceased.claim != nil && (right.question.map { $0.entitlement < death } ?? false)
    if let entitled = right.question?.entitlement { question.entitlement = entitled }
    let asked = question
    guard tables.survivorBase(of: asked, died: death, hadClaimed: hadClaimed, survivor: ages, in: start) != nil else {
      return nil
    }
    return BenefitStream(person: 0, record: nil, first: start, adjusts: ages.survivorFullMonth) {
      month, withheld, drawn in
      guard let base = tables.survivorBase(of: asked, died: death, hadClaimed: hadClaimed, survivor: ages, in: month)
      else {
        return .zero
      }
      let benefit = tables.survivorBenefit(base, survivor: ages, entitlement: start, withheld: withheld)
      return tables.survivorTopUp(benefit, beside: drawn)
    }
  }
}

/// The right of one person on the own record, and the month from which anything was asked for.
private struct OwnRight: Sendable {
  var ages: RetirementAges
  /// Nil where the person is not insured on the own record.
  var question: BenefitQuestion?
  var wanted: YearMonth?
  var filed: YearMonth?

  init(_ person: PaymentCase, law: UnitedStates) throws {
    ages = law.ages(born: person.person.born)
    (wanted, filed) = (person.claim?.claim, person.filed)
    guard let claim = person.claim else { return }
    var question = try law.question(claim)
    let reach = law.tables.claimReach(
      filed: person.filed ?? claim.claim, fullMonth: ages.fullMonth, lastMonth: ages.lastMonth)
    // Without a month of filing the claim was filed in time.
    question.entitlement = person.filed == nil ? claim.claim : max(claim.claim, reach.months.lowerBound)
    question.month = question.entitlement
    if law.tables.workerBenefit(question).reason == nil { self.question = question }
  }

  func stream(person: Int, law: UnitedStates) -> BenefitStream? {
    guard let question else { return nil }
    let tables = law.tables
    return BenefitStream(person: person, record: person, first: question.entitlement, adjusts: ages.fullMonth) {
      month, withheld, _ in
      tables.workerBenefit(question.asked(in: month)).amount(withheld: withheld, tables)
    }
  }

  func beneficiary(_ person: PaymentCase, law: UnitedStates) -> Beneficiary {
    var work = person.work ?? WorkRecord(months: person.hoursOnRecord.mapValues { .init(hoursAbroad: $0) })
    if let question {
      // Years of which the work does not speak month by month.
      let stated = Set(
        work.months.filter { $0.value.wages > .zero || $0.value.selfEmployment > .zero }.keys.map(\.year))
      let last = question.career.years.last { question.career.earnings($0) > .zero }
      for year in question.career.years where year >= question.entitlement.year && !stated.contains(year) {
        work.spread(
          question.career.earnings(year), in: year, isLast: year == last, entitlement: question.entitlement)
      }
    }
    let (subject, quarters) = (person.person, question.map { $0.career.quartersHeld(in: $0.entitlement) } ?? 0)
    let isKnown = !subject.citizenship.isEmpty && !subject.residence.isEmpty
    return Beneficiary(
      fullMonth: ages.fullMonth, work: work,
      isSuspended: { month in
        isKnown && ((try? law.paymentAbroad(of: subject, quarters: quarters, in: month).isDoubtful) ?? false)
      }, lastMonth: person.died.map { lastMonthPaid(died: $0.yearMonth) })
  }
}

extension WorkerBenefit {
  /// The benefit when so many months before full retirement age were withheld.
  func amount(withheld: Int, _ tables: LawTables) -> Money<USD> {
    guard withheld > 0, month >= ages.fullMonth else { return afterArticle ?? benefit }
    return tables.adjustedAtFullAge(ages, entitlement: entitlement, withheld: withheld).benefit(on: pia)
  }
}
