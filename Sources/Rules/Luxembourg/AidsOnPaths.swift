// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// What the limits and amounts of the yearly aids go by in the years to come.
struct AidRules: Hashable, Sendable {
  /// Limits at the index of each 1 January, or as they are.
  var limitsFollow: Bool
  /// Amounts follow the index month by month, or stay until they are raised by decision.
  var amountsFollow: Bool

  init(_ readings: Readings) {
    limitsFollow = (readings.avcLimits ?? readings.costOfLivingGrowth ?? "index") == "index"
    amountsFollow = (readings.avcAmounts ?? readings.costOfLivingGrowth ?? "held") == "index"
  }
}

extension Luxembourg {
  /// The yearly aids of a household along simulated paths: each December, on the gross income of the calendar year.
  ///
  /// Who has lived in Luxembourg for the months asked for qualifies, whatever the citizenship. They are no income for the inclusion
  /// benefit; the inclusion benefit is income here. Beside the cost-of-living allowance (AVC) stand the energy premium, whole to 125 % and
  /// half to 130 % of its limit, and the allowance of people of 65 and more (AFPA).
  public func yearlyAllowance(for household: [Person], asOf: YearMonth, settings: [String: String]) throws
    -> YearlyAllowance?
  {
    let readings = try Readings(settings)
    guard readings.costOfLivingAllowance, let one = try costOfLivingAllowance(persons: 1, year: asOf.year),
      let level = scale.level(in: asOf), let january = scale.level(in: .january(asOf.year)),
      let months = try aidMonths(of: household, from: asOf)
    else { return nil }
    let rules = AidRules(readings)
    let unit = rules.amountsFollow ? (level / 100).double : 1
    let limitUnit = rules.limitsFollow ? (january / 100).double : 1
    var (amounts, limits) = ([0.0], [0.0])
    for persons in 1...max(1, household.count) {
      guard let row = try costOfLivingAllowance(persons: persons, year: asOf.year) else { return nil }
      amounts.append(row.amount.double / unit)
      limits.append(try allowanceLimit(persons: persons, year: asOf.year).year.double / limitUnit)
    }
    let edge: YearlyAllowance.Edge = readings.costOfLivingEdge == "cutOff" ? .cutOff : .taper
    let waiting = try parameters.value(.costOfLivingMonths, inForce: asOf).value
    let limit = try allowanceLimit(persons: 1, year: asOf.year).year
    var found = YearlyAllowance(
      name: Remark(.allowance), article: Remark(.allowanceArticle),
      amountByAdults: amounts, limitByAdults: limits, level: rules.amountsFollow ? Level.index : nil, edge: edge,
      months: months,
      notes: [
        Remark(
          rules.limitsFollow ? .aidLimitsOfJanuary : .aidLimitsStay,
          ["year": .integer(asOf.year), "limit": .exact(limit)]),
        Remark(
          rules.amountsFollow ? .aidAmountsFollow : .aidAmountsStay,
          ["year": .integer(one.year), "amount": .exact(one.amount)]),
        Remark(edge == .taper ? .allowanceTaper : .allowanceCutOff),
      ])
    found.limitRule = .init(level: rules.limitsFollow ? Level.index : nil, first: limitUnit)
    found.supplements = try supplements(of: household.count, in: asOf, unit: unit, limit: limit, readings)
    found.elderFrom = try household.map {
      $0.month(attaining: Age(years: try parameters.value(.oldAge, inForce: asOf).value))
    }
    found.notes += try aidNotes(found, in: asOf, readings)
    found.notes += [
      Remark(.allowancePaid, ["months": .integer(waiting)]), Remark(.allowanceNotIncome), Remark(.aidsMayMerge),
    ]
    return found
  }

  /// Months in which somebody of the household has lived here for the months asked for.
  private func aidMonths(of household: [Person], from asOf: YearMonth) throws -> ClosedRange<YearMonth>? {
    let waiting = try parameters.value(.costOfLivingMonths, inForce: asOf).value
    let horizon = asOf + 12 * 100
    var months: ClosedRange<YearMonth>?
    for person in household {
      func qualifies(_ month: YearMonth) -> Bool {
        (0...waiting).allSatisfy { person.residence(in: month - $0) == country }
      }
      guard let first = (asOf...horizon).first(where: qualifies) else { continue }
      let last = (first...horizon).first { person.residence(in: $0 + 1) != country } ?? horizon
      months = months.map { min($0.lowerBound, first)...max($0.upperBound, last) } ?? first...last
    }
    return months
  }

  /// Energy premium in two halves, and the allowance of the old.
  ///
  /// - Parameters:
  ///   - unit: what a unit of the amounts is worth, EUR.
  ///   - limit: of the cost-of-living allowance for one person, a year.
  private func supplements(
    of persons: Int, in month: YearMonth, unit: Double, limit: Money<EUR>, _ readings: Readings
  ) throws -> [YearlyAllowance.Supplement] {
    let parts = try aidParts(in: month)
    var found: [YearlyAllowance.Supplement] = []
    if let energy = parts.energy {
      let halves = [0] + (1...max(1, persons)).map { energy.amount(persons: $0).double / 2 / unit }
      for upTo in [energy.full, energy.half] {
        found.append(.init(name: Remark(.energyPremium), amounts: halves, upTo: upTo.double))
      }
    }
    if let old = parts.seniors {
      let amounts = [0] + (1...max(1, persons)).map { old.amount(persons: $0).double / unit }
      var upTo = 1.0
      if case .upTo(let own) = readings.afpaLimit { upTo = own.double / limit.double }
      found.append(.init(name: Remark(.seniorsAllowance), amounts: amounts, isOfElders: true, upTo: upTo))
    }
    return found
  }

  private func aidNotes(_ found: YearlyAllowance, in month: YearMonth, _ readings: Readings) throws -> [Remark] {
    let parts = try aidParts(in: month)
    var notes: [Remark] = []
    if let energy = parts.energy {
      notes.append(
        Remark(
          .energyPremiumPaid,
          [
            "amount": .exact(energy.amount(persons: 1)), "full": .exact(energy.full * 100),
            "half": .exact(energy.half * 100),
          ]))
    }
    if let old = parts.seniors {
      var limit = Remark.Argument.phrase(.limitOfAllowance)
      if case .upTo(let own) = readings.afpaLimit { limit = .phrase(.euros, ["amount": .exact(own)]) }
      notes.append(
        Remark(
          .seniorsAllowancePaid,
          [
            "first": .exact(old.first), "further": .exact(old.further), "limit": limit,
          ]))
    }
    return notes
  }
}
