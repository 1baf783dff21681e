// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// A made-up income tax: 20 % of what exceeds an amount, at the rate of the whole with what is exempt; a couple is taxed together, with twice
/// the amount, to the end of the year of a death.
public struct RuritanianTax: IncomeTax {
  public var country: Country
  /// Free of tax, a person.
  public var free: ExactDecimal
  /// Whether ``free`` follows prices beyond the first year.
  public var isIndexed = false
  /// Whether a foreign pension counts for the rate.
  public var hasProgression = false

  public init(_ country: Country, free: ExactDecimal) { (self.country, self.free) = (country, free) }

  public func treatment(of income: TreatedIncome, for person: TaxPerson, settings: [String: String]) -> TaxTreatment {
    if income.kind == .pension, income.payer != country { return hasProgression ? .exemptWithProgression : .notSeen }
    return .taxed
  }

  public func forms(for household: TaxHousehold) -> [TaxForm] {
    let share = household.people.count
    var form = TaxForm(
      people: household.people.map(\.person), status: share == 2 ? "joint" : "single", article: "Ruritanian Tax Act § 1"
    )
    func sum(_ name: String, _ kinds: [TaxedAmount]) -> Int {
      form.add(
        name,
        sum: household.people.flatMap { person in
          kinds.map { (form.add("amount", .amount($0, person: person.person)), ExactDecimal.one) }
        })
    }
    let taxable = sum("taxable", [.ownPension, .otherPension, .work, .other])
    let world = form.add("world", sum: [(taxable, 1), (sum("exempt", [.exemptPension, .exemptOther]), 1)])
    let free = free * ExactDecimal(share)
    let whole = form.add(
      "whole",
      .pieces(
        [.init(from: .zero, base: .zero, slope: .zero), .init(from: free, base: .zero, slope: 0.2)], of: world,
        isIndexed: isIndexed))
    form.tax = form.add("tax", .share(whole, of: taxable, over: world))
    return [form]
  }

  public func thresholdIndex(settings: [String: String]) -> TaxIndex? {
    isIndexed ? TaxIndex(level: nil, month: 12, after: 2027) : nil
  }
}
