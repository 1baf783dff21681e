// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// An old-age pension in the units that the law keeps constant: index 100, base 1984.
///
/// - Source: CSS art. 214, 219bis, 222, 223; for shares the US agreement and Regulation (EC) 883/2004 art. 52.
struct OldAgePension: Sendable {
  var start: YearMonth
  var rates: BenefitRates
  /// Completed months of age on the first day.
  var ageMonths: Int
  var own: MonthCounts
  /// Foreign months counted; 0 for a national pension.
  var foreign: Int
  /// The instrument that counted them.
  var instrument: Remark.Argument?
  /// Fortieths of the flat part.
  var flatYears: Int
  /// Months that stand beside the age in the threshold.
  var thresholdMonths: Int
  var yearsAbove: Int
  /// Percent, with the bonus.
  var proportionalRate: ExactDecimal
  var incomeSum: ExactDecimal
  /// Luxembourg's share of the theoretical amounts.
  var share: ProRataShare
  /// The share of the parts that a full term gives whole, where more than the term counts for no more than it.
  var termShare: ProRataShare
  var referenceAmount: ExactDecimal
  /// EUR a month at index 100, base 1984.
  var flat: ExactDecimal
  var proportional: ExactDecimal
  /// Fortieths of the minimum pension; nil where the career is too short for one.
  var minimumYears: Int?
  var minimum: ExactDecimal?
  var maximum: ExactDecimal
  /// EUR a year at index 100, base 1984.
  var yearEndAllowance: ExactDecimal

  /// A month's pension, at index 100, base 1984, without the rounding of its parts.
  var gross: ExactDecimal { min(maximum, max(minimum ?? .zero, flat + proportional)) }

  /// Amounts of one month, each rounded to the cent.
  struct Amounts: Hashable, Sendable {
    var flat: Money<EUR>
    var proportional: Money<EUR>
    var minimum: Money<EUR>?
    var maximum: Money<EUR>
    /// Flat and proportional part, raised to the minimum or cut to the maximum.
    var gross: Money<EUR>
    /// A year.
    var yearEndAllowance: Money<EUR>
  }

  /// - Parameter factor: application index / 100 × award factor × readjustments.
  func amounts(adjustedBy factor: ExactDecimal) -> Amounts {
    func money(_ value: ExactDecimal) -> Money<EUR> { Money(value * factor, rounded: .halfUp) }
    let (flat, proportional, maximum) = (money(flat), money(proportional), money(maximum))
    let minimum = minimum.map(money)
    return Amounts(
      flat: flat, proportional: proportional, minimum: minimum, maximum: maximum,
      gross: min(maximum, max(minimum ?? .zero, flat + proportional)), yearEndAllowance: money(yearEndAllowance))
  }
}

extension Claimant {
  /// Completed months of age on the first day of a pension that starts in `month`.
  func ageMonths(onFirstDayOf month: YearMonth, day: Int) -> Int {
    let born = applicant.person.born
    return month - born.yearMonth - (day < born.day ? 1 : 0)
  }

  /// The pension that starts in `month` on own months, or on those of an instrument.
  func pension(startingIn month: YearMonth, day: Int, incomeSum: ExactDecimal, with instrument: Instrument? = nil)
    throws
    -> OldAgePension
  {
    let library = system.parameters
    let rates = try BenefitRates(startingIn: month.year, library)
    let (own, foreign) = counts(before: month, with: instrument)
    let reference = try library.value(.referenceAmount, inForce: month).value
    let fullYears = try library.value(.flatFullYears, inForce: month).value
    let total = own.all + foreign

    let years = readings.begunYearsInFlatPart ? (total + 11) / 12 : total / 12
    let flatYears = min(fullYears, years)
    let inThreshold = readings.foreignTimeInThreshold ? foreign : 0
    let age = ageMonths(onFirstDayOf: month, day: day)
    let above = rates.yearsAboveThreshold(
      age: age, months: own.compulsory + inThreshold, cut: readings.thresholdCut)
    let rate = rates.proportional(yearsAbove: above)

    // The theoretical amounts treat foreign months as Luxembourg ones; the share brings them back.
    let denominator = readings.complementaryInFraction ? total : own.effective + foreign
    let numerator = readings.complementaryInFraction ? own.all : own.effective
    let share = instrument == nil || denominator == 0 ? ProRataShare.whole : ProRataShare(numerator, of: denominator)

    let termShare = cappedShare(share, atYears: fullYears, under: instrument)

    let flat = reference.scaled(by: rates.flat * flatYears, over: ExactDecimal(100 * fullYears * 12))
    // Foreign months carry the mean of the Luxembourg pay, so the share leaves Luxembourg's own sum.
    var proportional = incomeSum.scaled(by: rate, over: 1200)
    if instrument != nil, readings.complementaryInFraction, own.effective > 0 {
      let imputed = proportional.scaled(
        by: ExactDecimal(own.effective + foreign), over: ExactDecimal(own.effective))
      proportional = share.of(imputed)
    }

    let minimumFrom = try library.value(.minimumYears, inForce: month).value
    let wholeYears = readings.begunYearsInMinimum ? (total + 11) / 12 : total / 12
    let nationalYears = readings.begunYearsInMinimum ? (own.all + 11) / 12 : own.all / 12
    let countedYears = min(fullYears, readings.minimumInTotalized ? wholeYears : nationalYears)
    let hasMinimum = countedYears >= minimumFrom
    let minimumShare = try library.value(.minimumShare, inForce: month).value
    let minimum = reference.scaled(by: minimumShare * countedYears, over: ExactDecimal(fullYears * 12))
    let maximum = reference.scaled(by: try library.value(.maximumShare, inForce: month).value, over: 12)
    let unit = try library.value(.yearEndUnit, inForce: month).value
    return OldAgePension(
      start: month, rates: rates, ageMonths: age, own: own, foreign: instrument == nil ? 0 : foreign,
      instrument: instrument?.words, flatYears: flatYears, thresholdMonths: own.compulsory + inThreshold,
      yearsAbove: above, proportionalRate: rate, incomeSum: incomeSum, share: share, termShare: termShare,
      referenceAmount: reference,
      flat: termShare.of(flat), proportional: proportional, minimumYears: hasMinimum ? countedYears : nil,
      minimum: hasMinimum ? (readings.minimumInTotalized ? termShare.of(minimum) : minimum) : nil,
      maximum: share.of(maximum), yearEndAllowance: termShare.of(unit * flatYears))
  }
}
