// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing
import UnitedStatesRules

/// Born on 7 July 1962, full age 67 in July 2029; in payment since August 2024, 59 months before it: 36 × 5/9 % and 23 × 5/12 % off, so
/// 0.7041666 of the primary insurance amount is left.
@Suite("United States: a benefit in payment")
struct InPaymentHandCalculation {
  private let law: UnitedStates
  private static let since = YearMonth(2024, 8)

  init() throws { law = try UnitedStates() }

  private func applicant(
    _ running: PensionInPayment, earnings: [Int: StatedEarnings] = [:], asOf: YearMonth = since
  ) -> Applicant {
    var record = InsuranceRecord(country: "US", earnings: earnings)
    record.inPayment = running
    return Applicant(
      person: Person(id: "bob", born: CalendarDate(1962, 7, 7)!, sex: .male, citizenship: ["US"]), record: record,
      asOf: asOf)
  }

  private func running(amount: ExactDecimal? = nil, stated: ExactDecimal? = nil) -> PensionInPayment {
    PensionInPayment(since: Self.since, amount: amount, stated: stated, asOf: YearMonth(2026, 11))
  }

  /// 59 months: 1 - 36 × 5/900 - 23 × 5/1200.
  private static let factor = 1 - 36.0 * 5 / 900 - 23.0 * 5 / 1200

  @Test("the reduction follows from the first month and the birth date")
  func reduction() throws {
    let award = try law.award(to: applicant(running(stated: 1763.2)), from: Self.since)
    #expect(award.from == Self.since)
    let first = try #require(award.components.first?.steps.first)
    #expect(abs(first.factor - Self.factor) < 1e-12)
    // The steps of the law are shares of one primary amount, which is what others derive from it.
    #expect(award.unreduced.first?.base == award.components.first?.base)
  }

  @Test("an amount alone stands for the primary amount that gives it, to the dime", arguments: [911.3, 1480, 2513.7])
  func amountAlone(_ amount: Double) throws {
    let exact = try #require(ExactDecimal(shortest: amount))
    let award = try law.award(to: applicant(running(amount: exact)), from: Self.since)
    let base = try #require(award.components.first?.base)
    let factor = try #require(ExactDecimal(shortest: Self.factor))
    let primary = exact.scaled(by: .one, over: factor).roundedHalfUp(places: 1)
    let stated = try law.award(to: applicant(running(stated: primary)), from: Self.since)
    #expect(abs(base / (stated.components.first?.base ?? 0) - 1) < 0.0002)
    #expect(award.firstMonthlyAmount == exact)
  }

  /// 20 CFR 404.412: of 59 months of reduction twelve leave at full age, July 2029.
  @Test("months that work took so far leave the reduction at full age")
  func withheldSoFar() throws {
    var running = running(stated: 1763.2)
    running.withheld = 12
    let steps = try #require(try law.award(to: applicant(running), from: Self.since).components.first?.steps)
    #expect(steps.map(\.from) == [Self.since, YearMonth(2029, 7)])
    #expect(abs(steps[0].factor - Self.factor) < 1e-12)
    #expect(abs(steps[1].factor - (1 - 36.0 * 5 / 900 - 11.0 * 5 / 1200)) < 1e-12)
    // Of the records' months those to the statement give way, later ones are added: work abroad from 2025 to March 2027.
    var asked = applicant(running)
    asked.work.abroad = .through(YearMonth(2027, 3))
    let later = try #require(try law.award(to: asked, from: Self.since).components.first?.steps.last)
    #expect(later.from == YearMonth(2029, 7))
    #expect(abs(later.factor - (1 - 36.0 * 5 / 900 - 7.0 * 5 / 1200)) < 1e-12, "four months after November 2026")
  }

  @Test("nothing stated and no record is refused")
  func nothing() {
    #expect(throws: ClaimRefusal.self) { try law.award(to: applicant(running()), from: Self.since) }
  }

  @Test("beside a record the stated amount is paid")
  func besideRecord() throws {
    let earnings = Dictionary(
      uniqueKeysWithValues: (1985...2004).map { ($0, StatedEarnings(72_000, wagesOf: 2004)) })
    let plain = try law.award(to: applicant(running(), earnings: earnings), from: Self.since)
    let stated = try law.award(to: applicant(running(amount: 1000), earnings: earnings), from: Self.since)
    #expect(stated.unreduced == plain.unreduced)
    let double = try law.award(to: applicant(running(amount: 2000), earnings: earnings), from: Self.since)
    #expect(abs(double.components[0].base / stated.components[0].base - 2) < 1e-9)
    #expect(stated.remarks.count == plain.remarks.count + 1)
  }
}
