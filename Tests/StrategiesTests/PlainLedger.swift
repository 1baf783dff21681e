// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Pensions
import Quantities
import Strategies

@testable import Simulation

/// The slow, plain form of the engine: one path, one strategy, month by month, as one would by hand.
struct PlainLedger {
  var value = 0.0
  var minimumValue = 0.0
  var minimumMonths = 0.0
  var monthsBelow = 0.0
  var allowanceValue = 0.0
  var survivorValue = 0.0
  var spouseValue = 0.0
  var sources: [Country: Double] = [:]
  /// Real income of each simulated month.
  var income: [Double] = []

  /// - Parameters:
  ///   - claims: the strategy's claims with the months their first payment takes after filing.
  ///   - lived: months that each person lives after the valuation month.
  init(
    claims: [(claim: PlannedClaim, person: Int, delay: Int)],
    survivors: [(planned: PlannedSurvivor, survivor: Int, deceased: Int)] = [],
    spouses: [(planned: PlannedSpouse, spouse: Int, delay: Int)] = [], lived: [Int],
    systems: [any PensionSystem],
    minimum: SocialMinimum?, minimumCountry: Country?,
    allowance: (answer: YearlyAllowance, source: Int)? = nil, unclaimed: [Range<YearMonth>] = [], needs: Double,
    discountRate: Double, asOf: YearMonth,
    months: Int, economy: EconomyBlock, indexation: [IndexationPaths], lane: Int
  ) {
    let stride = economy.laneCapacity
    func level(_ country: Country, _ index: Int, _ month: Int) -> Double {
      let source = systems.firstIndex { $0.country == country }!
      return indexation[source].levels[index][month * stride + lane]
    }
    func inRealEuro(_ amount: Double, _ currency: CurrencyCode, _ month: Int, rateOf: Int? = nil) -> Double {
      let euro = currency == .eur ? amount : amount / economy.usdPerEUR[(rateOf ?? month) * stride + lane]
      return euro / economy.lu.priceLevel[month * stride + lane]
    }
    /// The month whose rate counts in the means test.
    func rateMonth(_ month: Int) -> Int {
      guard minimum?.freezesRate == true else { return month }
      return (0...month).last { [1, 7].contains((asOf + 1 + $0).month) } ?? 0
    }
    var waiting = claims.map { item in
      let before = max(0, (asOf + 1) - item.claim.entitlement)
      let gross = item.claim.award.firstMonthlyAmount.double * Double(before)
      return gross * (1 - item.claim.deductions.reduce(0) { $0 + $1.share })
    }
    var waitingSpouses = spouses.map { item in
      item.planned.award.firstMonthlyAmount.double * Double(max(0, (asOf + 1) - item.planned.award.from))
        * (1 - item.planned.deductions.reduce(0) { $0 + $1.share })
    }
    var advance = 0.0
    var grossOfYear: [Double] = []
    for month in 0..<months {
      let date = asOf + 1 + month
      let adults = lived.count { month < $0 }
      // A month of death is paid by some.
      guard adults > 0 || (lived.contains(month) && systems.contains { $0.paysMonthOfDeath }) else { break }
      let discount = exp(-log(1 + discountRate) * Double(month + 1) / 12)
      var (net, counted, due, lump) = (0.0, 0.0, 0.0, 0.0)
      for (index, item) in claims.enumerated() where date >= item.claim.entitlement {
        let award = item.claim.award
        let source = systems.firstIndex { $0.country == item.claim.country }!
        var gross = 0.0
        for component in award.components {
          let entry = (component.entryYear - indexation[source].firstEntryYear) * stride + lane
          gross +=
            component.base * component.factor(in: date) * level(award.country, component.level, month)
            * indexation[source].entry[entry]
        }
        var left = gross
        for deduction in item.claim.deductions {
          let exempt = deduction.exempt == 0 ? 0 : deduction.exempt * level(award.country, deduction.level, month)
          left -= deduction.share * max(0, gross - exempt)
        }
        waiting[index] += left
        let lives = month < lived[item.person] || (month == lived[item.person] && systems[source].paysMonthOfDeath)
        if lives { due += inRealEuro(gross, award.currency, month, rateOf: rateMonth(month)) }
        guard date >= max(item.claim.entitlement, item.claim.filed + item.delay) else { continue }
        if lives {
          let paid = inRealEuro(waiting[index], award.currency, month)
          net += paid
          lump += paid - inRealEuro(left, award.currency, month)
          sources[award.country, default: 0] += discount * paid
          counted += inRealEuro(gross, award.currency, month, rateOf: rateMonth(month))
        }
        waiting[index] = 0
      }
      for (planned, survivor, deceased) in survivors where month >= lived[deceased] {
        let award = planned.left.award
        let system = systems.first { $0.country == award.country }!
        guard month < lived[survivor] || (month == lived[survivor] && system.paysMonthOfDeath) else { continue }
        if let sum = planned.left.lumpSum, month == lived[deceased],
          planned.left.deaths.contains(asOf + 1 + lived[deceased])
        {
          let paid = inRealEuro(sum.double, award.currency, month)
          net += paid
          survivorValue += discount * paid
          sources[award.country, default: 0] += discount * paid
          counted += inRealEuro(sum.double, award.currency, month, rateOf: rateMonth(month))
          due += inRealEuro(sum.double, award.currency, month, rateOf: rateMonth(month))
        }
        let source = systems.firstIndex { $0.country == award.country }!
        func amount(_ award: Award, _ country: Country) -> Double {
          let index = indexation[systems.firstIndex { $0.country == country }!]
          return award.components.reduce(0) { sum, part in
            let entry = (part.entryYear - index.firstEntryYear) * stride + lane
            return sum + part.base * part.factor(in: date) * level(country, part.level, month) * index.entry[entry]
          }
        }
        let share = planned.left.share(ofDeathIn: asOf + 1 + lived[deceased], in: date)
        guard share > 0, date >= planned.left.start(ofDeathIn: asOf + 1 + lived[deceased]) else { continue }
        var gross = amount(award, award.country) * share
        if planned.left.paysExcessOverOwn {
          let own = claims.first { $0.person == survivor && $0.claim.country == award.country }
          if let own, date >= own.claim.entitlement { gross = max(0, gross - amount(own.claim.award, award.country)) }
        }
        if let test = planned.left.incomeTest {
          var amounts: [IncomeTest.Kind: Double] = [:]
          for own in claims where own.person == survivor && date >= own.claim.entitlement {
            let kind: IncomeTest.Kind = own.claim.country == award.country ? .ownPension : .foreignPension
            let worth = inRealEuro(1, own.claim.award.currency, month) / inRealEuro(1, award.currency, month)
            amounts[kind, default: 0] += amount(own.claim.award, own.claim.country) * worth
          }
          let entry = (date.year - indexation[source].firstEntryYear) * stride + lane
          let unit = level(award.country, test.level, month) * indexation[source].entry[entry]
          gross = test.left(of: gross, beside: test.income(amounts, level: unit), level: unit)
        }
        let left = gross * (1 - planned.deductions.reduce(0) { $0 + $1.share })
        let paid = inRealEuro(left, award.currency, month)
        net += paid
        survivorValue += discount * paid
        sources[award.country, default: 0] += discount * paid
        counted += inRealEuro(gross, award.currency, month, rateOf: rateMonth(month))
        due += inRealEuro(gross, award.currency, month, rateOf: rateMonth(month))
      }
      for (index, item) in spouses.enumerated() where date >= item.planned.award.from {
        let award = item.planned.award
        let source = systems.firstIndex { $0.country == award.country }!
        var gross = 0.0
        for part in award.components {
          let entry = (part.entryYear - indexation[source].firstEntryYear) * stride + lane
          gross +=
            part.base * part.factor(in: date) * level(award.country, part.level, month)
            * indexation[source].entry[entry]
        }
        // Nothing falls due after the other's death; what fell due before is still paid.
        gross = month < lived[1 - item.spouse] ? max(0, gross) : 0
        let left = gross * (1 - item.planned.deductions.reduce(0) { $0 + $1.share })
        waitingSpouses[index] += left
        let lives = month < lived[item.spouse]
        if lives { due += inRealEuro(gross, award.currency, month, rateOf: rateMonth(month)) }
        guard date >= max(award.from, item.planned.filed + item.delay) else { continue }
        if lives {
          let paid = inRealEuro(waitingSpouses[index], award.currency, month)
          net += paid
          lump += paid - inRealEuro(left, award.currency, month)
          spouseValue += discount * paid
          sources[award.country, default: 0] += discount * paid
          counted += inRealEuro(gross, award.currency, month, rateOf: rateMonth(month))
        }
        waitingSpouses[index] = 0
      }
      var top = 0.0
      if let minimum, let country = minimumCountry, minimum.months.contains(date) {
        let amount = minimum.amountByAdults[min(adults, minimum.amountByAdults.count - 1)]
        let currency = systems.first { $0.country == country }!.currency
        let threshold = inRealEuro(amount * level(country, minimum.level, month), currency, month)
        let open = !unclaimed.contains { $0.contains(date) } || !minimum.otherRightsFirst
        let paid = open ? max(0, threshold - minimum.countedShare * counted) : 0
        let own = open ? max(0, threshold - minimum.countedShare * due) : 0
        if month > 0 { advance *= inRealEuro(1, currency, month) / inRealEuro(1, currency, month - 1) }
        advance += paid - own
        let repaid = min(advance, lump)
        advance -= repaid
        top = paid - repaid
        if own > 0 { minimumMonths += 1 }
      }
      var extra = 0.0
      if let (answer, source) = allowance, answer.months.contains(date) {
        // In the euro country's own money, month by month.
        if date.month == 1 { grossOfYear = [] }
        grossOfYear.append((counted + top) * economy.lu.priceLevel[month * stride + lane])
        if date.month == answer.calendarMonth {
          let moved = answer.level.map { indexation[source].levels[$0][month * stride + lane] } ?? 1
          let limit = answer.limitByAdults[adults] * moved
          let amount = answer.amountByAdults[adults] * moved
          let over = max(0, grossOfYear.reduce(0, +) * 12 / Double(grossOfYear.count) - limit)
          let paid = answer.edge == .taper ? max(0, amount - over) : over > 0 ? 0 : amount
          extra = inRealEuro(paid, .eur, month)
        }
      }
      allowanceValue += discount * extra
      value += discount * (net + top + extra)
      minimumValue += discount * top
      if adults > 0, net + top + extra < needs * (1 - 1e-9) { monthsBelow += 1 }
      income.append(net + top + extra)
    }
  }
}
