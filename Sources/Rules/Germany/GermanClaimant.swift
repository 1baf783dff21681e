// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// One person before Germany's law.
struct GermanClaimant: Sendable {
  let system: Germany
  let applicant: Applicant
  let career: GermanCareer
  let given: GivenMonths?
  let readings: GermanReadings
  let aggregation: Aggregation

  init(_ applicant: Applicant, in system: Germany) throws {
    (self.system, self.applicant) = (system, applicant)
    career = GermanCareer(applicant.record)
    given = GivenMonths(applicant.record)
    readings = try GermanReadings(applicant.settings)
    aggregation = try Aggregation(system.parameters, on: applicant.asOf, together: readings.multilateral)
  }

  /// An old-age pension that is open in a month.
  struct Opened: Sendable {
    var kind: OldAgePensionKind
    var factor: ExactDecimal
    /// How its waiting period is met.
    var answer: Aggregation.Answer
  }

  var born: CalendarDate { applicant.person.born }

  /// How the waiting period of a kind is met by a start in `month`.
  func waiting(_ kind: OldAgePensionKind, startingIn month: YearMonth) throws -> (
    required: Int, answer: Aggregation.Answer
  ) {
    let required = try system.oldAge.waiting.required(inForce: max(month, YearMonth(2012, 1)))
    if let months = given?.months {
      let (needed, held) =
        switch kind {
        case .regular: (required.general, months.general)
        case .longInsured: (required.long, months.long)
        case .veryLongInsured: (required.veryLong, months.veryLong)
        }
      return (needed, aggregation.answer(required: needed, held: held, foreign: applicant.foreign, before: month))
    }
    let counted = try system.oldAge.waiting.counted(career.months, start: month)
    let (needed, own) =
      switch kind {
      case .regular: (required.general, counted.general)
      case .longInsured: (required.long, counted.long)
      case .veryLongInsured: (required.veryLong, counted.veryLong)
      }
    return (needed, aggregation.answer(required: needed, own: own, foreign: applicant.foreign, before: month))
  }

  /// Whether a kind is open in `month`, by age and months.
  private func isOpen(_ kind: OldAgePensionKind, in month: YearMonth) throws -> Aggregation.Answer? {
    guard month >= system.oldAge.firstMonth(of: kind, born: born) else { return nil }
    let answer = try waiting(kind, startingIn: month).answer
    return answer.basis == .none ? nil : answer
  }

  /// The first month in which a kind is open, not after `last`; nil where it never is.
  func firstOpen(_ kind: OldAgePensionKind, through last: YearMonth) throws -> YearMonth? {
    let age = system.oldAge.firstMonth(of: kind, born: born)
    guard age <= last else { return nil }
    if try isOpen(kind, in: age) != nil { return age }
    guard try isOpen(kind, in: last) != nil else { return nil }
    var (low, high) = (age, last)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try isOpen(kind, in: middle) != nil { high = middle } else { low = middle }
    }
    return high
  }

  /// The pension with the highest factor that is open in `month`.
  ///
  /// - Throws: ``ClaimRefusal`` where none is.
  func opened(in month: YearMonth) throws -> Opened {
    guard system.points(areKnownOf: career, given) else {
      throw ClaimRefusal(Remark(.noPay), article: "SGB VI § 63", hint: Remark(.statePay))
    }
    for kind in [OldAgePensionKind.regular, .veryLongInsured, .longInsured] {
      guard let answer = try isOpen(kind, in: month) else { continue }
      return Opened(
        kind: kind, factor: try system.oldAge.factor(of: kind, born: born, start: month), answer: answer)
    }
    throw ClaimRefusal(
      Remark(.noPensionIn, ["month": .month(month), "words": .remark(try explanation(of: .regular, in: month))]),
      article: OldAgePensionKind.regular.article)
  }

  /// The month in which a pension wanted from `wanted` and claimed in `filed` begins.
  ///
  /// - Throws: ``ClaimRefusal`` where none is open in `wanted`.
  func start(wanted: YearMonth, filed: YearMonth) throws -> YearMonth {
    let kind = try opened(in: wanted).kind
    guard filed > wanted, let since = try firstOpen(kind, through: wanted) else { return wanted }
    return max(wanted, try system.firstMonth.start(conditionsHoldIn: since, filed: filed))
  }

  /// What was asked and what was counted.
  func explanation(of kind: OldAgePensionKind, in month: YearMonth) throws -> Remark {
    let (required, answer) = try waiting(kind, startingIn: month)
    var arguments: [String: Remark.Argument] = [
      "required": .integer(required), "own": .integer(answer.own),
      "month": .month(system.oldAge.firstMonth(of: kind, born: born)),
    ]
    guard answer.basis == .totalized else { return Remark(.counted, arguments) }
    arguments["foreign"] = .integer(answer.credited)
    arguments["agreements"] = .list(answer.agreements.map { .text($0) })
    return Remark(.countedAbroad, arguments)
  }

  /// The last month in which a later start is compared: five years after the regular age.
  var lastMonth: YearMonth { max(applicant.asOf, system.oldAge.firstMonth(of: .regular, born: born) + 60) }

  func eligibility() throws -> Eligibility {
    let reach = try system.parameters.value(.claimReach, inForce: applicant.asOf).value
    let routes = try OldAgePensionKind.allCases.map { kind -> EligibilityRoute in
      let known = system.points(areKnownOf: career, given)
      let open = known ? try firstOpen(kind, through: lastMonth) : nil
      // A claim of the valuation month reaches back to months that it brings.
      let first = open.map { $0 >= applicant.asOf - (reach - 1) ? $0 : applicant.asOf }
      let month = first ?? lastMonth
      let basis = first == nil ? EntitlementBasis.none : try waiting(kind, startingIn: month).answer.basis
      return EligibilityRoute(
        name: kind.name, article: kind.article, firstMonth: first, basis: basis.rawValue,
        explanation: known ? try explanation(of: kind, in: month) : Remark(.noPay))
    }
    guard let first = routes.compactMap(\.firstMonth).min() else {
      let words = routes.first?.explanation ?? Remark(.noPay)
      return Eligibility(
        routes: routes, claimable: nil, reason: Remark(.noPension, ["words": .remark(words)]))
    }
    let regular = routes.first { $0.firstMonth != nil && $0.name == OldAgePensionKind.regular.name }?.firstMonth
    let unreduced = routes.filter { $0.name == OldAgePensionKind.veryLongInsured.name }.compactMap(\.firstMonth).min()
    let full = [regular, unreduced].compactMap { $0 }.min()
    return Eligibility(routes: routes, claimable: first...max(first, lastMonth), fullMonth: full)
  }
}

extension OldAgePensionKind {
  var name: Remark {
    switch self {
    case .regular: Remark(.regularPension)
    case .longInsured: Remark(.longInsuredPension)
    case .veryLongInsured: Remark(.veryLongInsuredPension)
    }
  }
}

extension Germany {
  /// Whether the record says what its months are worth; months alone are coverage for other countries.
  func points(areKnownOf career: GermanCareer, _ given: GivenMonths?) -> Bool {
    given?.points != nil || career.hasPay
  }
}
