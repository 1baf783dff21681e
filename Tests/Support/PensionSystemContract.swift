// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// What every country's law must keep, whatever it says. A test asks for the broken promises and expects none.
public struct PensionSystemContract {
  public var system: any PensionSystem
  /// At least one who has a right and one who has none.
  public var applicants: [Applicant]

  public init(_ system: any PensionSystem, applicants: [Applicant]) {
    (self.system, self.applicants) = (system, applicants)
  }

  /// One line for each broken promise.
  public func violations() throws -> [String] {
    var found = parameterGaps()
    if system.name.isEmpty || system.pensionName.isEmpty { found.append("the country has no name") }
    if system.levelNames.isEmpty { found.append("there is no level series") }
    for (number, applicant) in applicants.enumerated() {
      found += try violations(for: applicant).map { "applicant \(number): \($0)" }
    }
    return found
  }

  private func violations(for applicant: Applicant) throws -> [String] {
    var found: [String] = []
    let coverage = try system.coverage(of: applicant.record, person: applicant.person)
    let most = coverage.unit == .month ? 12 : 4
    for (year, entry) in coverage.years {
      if !(0...most).contains(entry.count) { found.append("\(entry.count) units of coverage in \(year)") }
      if coverage.unit == .month, let bits = entry.months, bits.nonzeroBitCount != entry.count {
        found.append("coverage of \(year) counts \(entry.count) months and places \(bits.nonzeroBitCount)")
      }
    }
    let eligibility = try system.eligibility(of: applicant)
    guard let claimable = eligibility.claimable else {
      if eligibility.reason.map(system.english)?.isEmpty ?? true {
        found.append("nothing is payable and no reason is given")
      }
      for month in [applicant.asOf, applicant.asOf + 60] {
        if refusal(applicant, month) == nil { found.append("an award in \(month) without a right") }
      }
      return found
    }
    // Months that have passed are claimable where a claim of the valuation month brings them.
    if claimable.lowerBound < applicant.asOf,
      try system.entitlementMonth(wanted: claimable.lowerBound, filed: applicant.asOf, applicant: applicant)
        != claimable.lowerBound
    {
      found.append("claimable from \(claimable.lowerBound), in the past")
    }
    if !eligibility.routes.contains(where: { $0.firstMonth != nil }) { found.append("claimable by no route") }
    for route in eligibility.routes where route.article.isEmpty || system.english(route.explanation).isEmpty {
      found.append("route '\(system.english(route.name))' is not explained")
    }
    if refusal(applicant, claimable.lowerBound - 1) == nil { found.append("an award before the first month") }
    let middle = claimable.lowerBound + (claimable.upperBound - claimable.lowerBound) / 2
    for month in Set([claimable.lowerBound, middle, claimable.upperBound]).sorted() {
      found += try violations(ofAwardTo: applicant, from: month)
      found += violations(ofFilingBy: applicant, wanting: month)
    }
    return found
  }

  private func violations(ofAwardTo applicant: Applicant, from month: YearMonth) throws -> [String] {
    var found: [String] = []
    let award = try system.award(to: applicant, from: month)
    let again = try system.award(to: applicant, from: month)
    if award.components != again.components || award.firstMonthlyAmount != again.firstMonthlyAmount {
      found.append("two answers for one question in \(month)")
    }
    if award.country != system.country || award.currency != system.currency { found.append("a foreign award") }
    if award.from != month { found.append("asked for \(month), awarded from \(award.from)") }
    if award.firstMonthlyAmount < .zero { found.append("a negative amount in \(month)") }
    if award.article.isEmpty || !["national", "totalized"].contains(award.basis) {
      found.append("the award of \(month) names no article or basis")
    }
    if award.derivation.steps.isEmpty { found.append("the award of \(month) is not derived") }
    for component in award.components {
      if component.base < 0 || !component.base.isFinite { found.append("\(component.name) of \(component.base)") }
      if !system.levelNames.indices.contains(component.level) { found.append("\(component.name) follows no level") }
      if component.steps.first.map({ $0.from < month }) ?? true {
        found.append("\(component.name) is due before \(month), or never")
      }
      if component.factor(in: month - 1) != 0 { found.append("\(component.name) is due before \(month)") }
      if component.steps.contains(where: { $0.factor < 0 }) { found.append("\(component.name) can be negative") }
    }
    for deduction in try system.deductions(from: award, applicant: applicant) {
      if !(0...1).contains(deduction.share) || deduction.exempt < 0 { found.append("deduction \(deduction.name)") }
      if !system.levelNames.indices.contains(deduction.level) { found.append("\(deduction.name) follows no level") }
    }
    let paths = Self.steadyPaths(asOf: applicant.asOf, months: max(24, month - applicant.asOf + 24), lanes: 2)
    let indexation = try system.indexation(
      along: paths, asOf: applicant.asOf, regime: applicant.regime, settings: applicant.settings)
    if indexation.levels.count != system.levelNames.count { found.append("a level series is missing") }
    for level in indexation.levels where level.count != paths.months * paths.lanes {
      found.append("a level of \(level.count) values for \(paths.months) × \(paths.lanes)")
    }
    if indexation.levels.contains(where: { $0.contains { !($0 > 0 && $0.isFinite) } }) {
      found.append("a level that is not positive")
    }
    for component in award.components {
      let row = component.entryYear - indexation.firstEntryYear
      if row < 0 || (row + 1) * paths.lanes > indexation.entry.count {
        found.append("no entry factor for \(component.entryYear)")
      } else if !(indexation.entry[row * paths.lanes] > 0) {
        found.append("an entry factor that is not positive")
      }
    }
    return found
  }

  private func violations(ofFilingBy applicant: Applicant, wanting month: YearMonth) -> [String] {
    var found: [String] = []
    if (try? system.entitlementMonth(wanted: month, filed: month - system.filingLead - 1, applicant: applicant)) != nil
    {
      found.append("a claim \(system.filingLead + 1) months ahead is accepted")
    }
    guard let onTime = try? system.entitlementMonth(wanted: month, filed: month, applicant: applicant) else {
      return found + ["a claim filed in \(month) for \(month) is refused"]
    }
    if onTime < month { found.append("wanted \(month), entitled from \(onTime)") }
    if let late = try? system.entitlementMonth(wanted: month, filed: month + 200, applicant: applicant), late < onTime {
      found.append("filing late brings the pension forward")
    }
    return found
  }

  /// Every parameter has a value at every date on which one changes, once it has begun.
  private func parameterGaps() -> [String] {
    let library = system.parameters
    let dates = Set(library.series.values.flatMap { $0.entries.map(\.from) }).sorted()
    var found: [String] = []
    if dates.isEmpty { found.append("there are no parameters") }
    for key in library.keys {
      guard let series = library.series[key], let first = series.entries.first?.from,
        let last = series.entries.last?.from
      else {
        found.append("'\(key)' has no values")
        continue
      }
      for date in dates where date >= first && (!series.byYear || date.year <= last.year) {
        if series.entry(inForce: date) == nil { found.append("'\(key)' has no value in \(date)") }
      }
    }
    return found
  }

  private func refusal(_ applicant: Applicant, _ month: YearMonth) -> ClaimRefusal? {
    do {
      _ = try system.award(to: applicant, from: month)
      return nil
    } catch {
      return error as? ClaimRefusal
    }
  }

  /// Prices that rise by 2 % and real wages by 1 % a year, alike in every lane.
  public static func steadyPaths(
    asOf: YearMonth, months: Int, lanes: Int, inflation: Double = 0.02, realWageGrowth: Double = 0.01
  ) -> PricePaths {
    func power(_ base: Double, _ exponent: Double) -> Double {
      // exp(exponent · ln base) by repeated monthly steps: the twelfth root by Newton, so that no library is needed
      var root = 1 + (base - 1) / 12
      for _ in 0..<40 {
        var eleventh = 1.0
        for _ in 0..<11 { eleventh *= root }
        root -= (eleventh * root - base) / (12 * eleventh)
      }
      var value = 1.0
      let count = Int(exponent * 12)
      for _ in 0..<abs(count) { value *= root }
      return count >= 0 ? value : 1 / value
    }
    let first = asOf + 1
    var prices: [Double] = []
    for month in 1...months {
      prices += Array(repeating: power(1 + inflation, Double(month) / 12 + 1e-9), count: lanes)
    }
    let lastYear = (asOf + months).year
    var wages: [Double] = []
    var means: [Double] = []
    for year in asOf.year...lastYear {
      wages += Array(repeating: power(1 + realWageGrowth, Double(year - asOf.year + 1) + 1e-9), count: lanes)
      let mean =
        (0..<12).reduce(0.0) { sum, month in
          let distance = YearMonth(year, month + 1) - asOf
          return sum + power(1 + inflation, (Double(distance) + (distance >= 0 ? 1e-6 : -1e-6)) / 12)
        } / 12
      means += Array(repeating: mean, count: lanes)
    }
    return PricePaths(
      firstMonth: first, months: months, lanes: lanes, priceLevel: prices, firstYear: asOf.year, realWage: wages,
      yearPriceLevel: means)
  }
}
