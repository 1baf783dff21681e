// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// A survivor's pension beside own income in one month.
///
/// - Source: CSS art. 229: rate, limit and the part that only fills the gap were read; which income counts is that of the parallel scheme
///   of civil servants, IGSS prints the two thirds for the general scheme.
public struct SurvivorIncomeTest: Hashable, Sendable {
  /// EUR a month of pension and own income that leave the pension whole.
  public var limit: ExactDecimal
  /// EUR a month of work and replacement income that does not count.
  public var freeWork: ExactDecimal
  /// Share of own income beyond the gap that is taken off.
  public var rate: ExactDecimal

  /// Own income of a month, EUR gross.
  public struct Income: Hashable, Sendable {
    public var work: ExactDecimal
    /// Own pensions and annuities of Luxembourg.
    public var pensions: ExactDecimal
    /// Those of other countries.
    public var foreignPensions: ExactDecimal

    public init(work: ExactDecimal = .zero, pensions: ExactDecimal = .zero, foreignPensions: ExactDecimal = .zero) {
      (self.work, self.pensions, self.foreignPensions) = (work, pensions, foreignPensions)
    }
  }

  /// What counts of an income.
  public func counted(_ income: Income) -> ExactDecimal {
    max(.zero, income.work - freeWork) + income.pensions + income.foreignPensions
  }

  /// What is taken off a survivor's pension, unrounded, at most all of it.
  public func reduction(of pension: ExactDecimal, beside income: Income) -> ExactDecimal {
    let own = counted(income)
    guard pension + own > limit else { return .zero }
    return min(pension, rate * max(.zero, own - max(.zero, limit - pension)))
  }

  /// What is paid, half a cent up (CSS art. 208).
  public func paid(of pension: Money<EUR>, beside income: Income) -> Money<EUR> {
    Money(pension.amount - reduction(of: pension.amount, beside: income), rounded: .halfUp)
  }
}

extension Luxembourg {
  /// The test of a month; the reference amount goes by the award factor of the calendar year, for old survivors too.
  ///
  /// - Parameters:
  ///   - children: for whom baby years or the former education allowance count.
  ///   - orphans: with an orphan's pension.
  ///   - raises: the wording raises the limit by a share of itself (`ofThreshold`); the other reading is `ofReference`.
  public func survivorIncomeTest(
    in month: YearMonth, children: Int = 0, orphans: Int = 0, raises: String = "ofThreshold"
  ) throws -> SurvivorIncomeTest {
    func share(_ key: ParameterKey<ExactDecimal>) throws -> ExactDecimal {
      try parameters.value(key, inForce: month).value
    }
    let reference = try referenceAmount(in: month)
    let uplift = try share(.survivorChild) * children + share(.survivorOrphan) * orphans
    let multiple = try share(.survivorThreshold)
    return SurvivorIncomeTest(
      limit: reference * (raises == "ofReference" ? multiple + uplift : multiple * (.one + uplift)),
      freeWork: try reference * share(.survivorExemptShare), rate: try share(.survivorRate))
  }
}
