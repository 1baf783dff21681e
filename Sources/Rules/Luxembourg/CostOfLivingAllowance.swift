// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// The yearly cost-of-living allowance (allocation de vie chère) of one household size.
///
/// - Source: government regulation, ministry releases; the table's own column says how sure each row is.
public struct CostOfLivingAllowance: Hashable, Sendable {
  /// EUR a year.
  public var amount: Money<EUR>
  /// Gross income a year above which nothing, or less, is paid; nil where none was found.
  public var incomeLimit: Money<EUR>?
  /// Year of the row; earlier than asked where nothing newer is known.
  public var year: Int
  public var source: String

  /// What is paid on a gross yearly income.
  ///
  /// - Parameter edge: `taper` takes the excess off euro for euro, `cutOff` pays nothing above the limit; the text was
  ///   not found.
  public func paid(onGrossIncome income: Money<EUR>, edge: String = "taper") -> Money<EUR> {
    guard let incomeLimit, income > incomeLimit else { return amount }
    return edge == "cutOff" ? .zero : max(.zero, amount - (income - incomeLimit))
  }
}

extension Luxembourg {
  /// The allowance of a year, or of the last year known before it.
  ///
  /// - Returns: nil before the first known year, or for an empty household.
  public func costOfLivingAllowance(persons: Int, year: Int) throws -> CostOfLivingAllowance? {
    guard let table = parameters.tables["series/cost-of-living-allowance.csv"], persons > 0 else { return nil }
    guard let yearColumn = table.column("year"), let personsColumn = table.column("persons"),
      let amountColumn = table.column("amount"), let limitColumn = table.column("income_limit"),
      let sourceColumn = table.column("source")
    else { return nil }
    let rows = table.rows.compactMap { row -> (year: Int, persons: Int, row: [String])? in
      guard let year = Int(row[yearColumn]), let persons = Int(row[personsColumn]) else { return nil }
      return (year, persons, row)
    }
    guard let known = rows.map(\.year).filter({ $0 <= year }).max() else { return nil }
    let ofYear = rows.filter { $0.year == known }
    guard let row = ofYear.filter({ $0.persons <= persons }).max(by: { $0.persons < $1.persons }),
      let amount = ExactDecimal(row.row[amountColumn])
    else { return nil }
    var limit = ExactDecimal(row.row[limitColumn])
    let largest = ofYear.map(\.persons).max() ?? 1
    if let one = ofYear.first(where: { $0.persons == 1 }).flatMap({ ExactDecimal($0.row[limitColumn]) }),
      limit == nil || persons > largest
    {
      // Half of the limit for one for the second person, three tenths for each further one.
      let second = try parameters.value(.costOfLivingSecondAdult, inForce: .january(max(known, 2023))).value
      let further = try parameters.value(.costOfLivingFurtherPerson, inForce: .january(max(known, 2023))).value
      limit = one * (.one + (persons > 1 ? second : .zero) + further * max(0, persons - 2))
    }
    return CostOfLivingAllowance(
      amount: Money(amount, rounded: .halfUp), incomeLimit: limit.map { Money($0, rounded: .halfUp) }, year: known,
      source: row.row[sourceColumn])
  }
}
