// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

/// Readings of the law that were tried beside the one that the scenario takes.
public struct TriedReadings: Sendable, Codable {
  public var count: Int
  /// Those under which the law refuses a strategy of the comparison: no row sets them beside the others.
  public var refused: [Remark]
  public init(count: Int, refused: [Remark]) { (self.count, self.refused) = (count, refused) }
}

/// The law read otherwise: each choice among readings that the law leaves open (``LegalDoubt``), alone, as a row beside the base.
///
/// Doubt in the law is no chance: a row has no probability, and where it turns the proposal the answer is a fork.
extension StressRuns {
  /// Rows of the readings that move some award, deduction or means-tested income of these strategies.
  ///
  /// What moves nothing is left out without a run, and counted.
  /// - Returns: `refused` are readings under which the law refuses a strategy, so that the rows cannot be set beside each other.
  func readings() throws -> (stresses: [Stress], tried: Int, refused: [Remark]) {
    let base = try figures(of: setting)
    let scenario = setting.scenario
    var (stresses, refused, tried) = ([Stress](), [Remark](), 0)
    func consider(
      _ id: String, _ label: Remark, _ system: any PensionSystem, _ name: String, _ value: String, isHelp: Bool
    ) throws {
      let country = system.country
      tried += 1
      var other = scenario
      other.settings[country, default: [:]][name] = value
      do {
        var changed = try HouseholdSetting(other, systems: setting.systems)
        changed.wantsDerivations = false
        let prepared = try changed.prepare(other.law, specs: specs).base
        if prepared.specs.count < specs.count {
          refused.append(label)
        } else if Figures(changed, prepared) != base {
          stresses.append(
            Stress(
              id: id, label: label, isReading: true, office: system.office(ofHelp: isHelp),
              variation: Variation(reading: changed)))
        }
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        // The law refuses a plan of the list, or has no figure for it.
        refused.append(label)
      }
    }
    for system in setting.systems where scenario.members.contains(where: { $0.records[system.country] != nil }) {
      let country = system.country
      for choice in system.vocabulary.doubts where !choice.isOfTax || scenario.isTaxed {
        for value in choice.otherValues(than: scenario.settings[country]?[choice.name]) {
          let label =
            system.reading(choice, value)
            ?? Remark(
              .readOtherwise,
              ["country": system.nameInWords, "setting": .text(choice.name), "value": .text(choice.written(value))])
          try consider(
            "reading-\(country)-\(choice.name)-\(value)", label, system, choice.name, value,
            isHelp: choice.section == .meansTest)
        }
      }
    }
    if case .available(let minimum)? = setting.minimum, let source = setting.minimumSource {
      try consider(
        "help-none", Remark(.helpNotPaid, ["name": .remark(minimum.name)]), setting.systems[source],
        "meansTest", "none", isHelp: true)
    }
    return (stresses, tried, refused)
  }

  private func figures(of setting: HouseholdSetting) throws -> Figures {
    var setting = setting
    setting.wantsDerivations = false
    return Figures(setting, try setting.prepare(setting.scenario.law, specs: specs).base)
  }

  /// What the law makes of the strategies, as far as the lanes read it.
  private struct Figures: Equatable {
    private struct Payment: Hashable {
      var from: YearMonth
      var components: [AwardComponent]
      var deductions: [Deduction]
      var basis: String
      var backPay: BackPay?
      var incomeTest: IncomeTest?
      var raised: SurvivorAward.Raised?
    }
    private var payments: [[Payment]]
    private var minimum: SocialMinimumAnswer?
    private var allowance: YearlyAllowance?
    private var taxes: HouseholdTaxes?

    init(_ setting: HouseholdSetting, _ prepared: HouseholdSetting.Prepared) {
      func payment(_ award: Award, _ deductions: [Deduction]) -> Payment {
        Payment(
          from: award.from, components: award.components, deductions: deductions, basis: award.basis,
          backPay: award.backPay)
      }
      payments = prepared.specs.indices.map { index in
        prepared.claims[index].map { payment($0.award, $0.deductions) }
          + prepared.spouses[index].map { payment($0.award, $0.deductions) }
          + prepared.survivors[index].map {
            var left = payment($0.left.award, $0.deductions)
            (left.incomeTest, left.raised) = ($0.left.incomeTest, $0.left.raised)
            return left
          }
      }
      (minimum, allowance) = (setting.minimum, setting.allowance?.answer)
      taxes = prepared.plan.taxes
    }
  }
}

extension PensionSystem {
  /// Who can say how the law is read; nil where the country's words name nobody.
  fileprivate func office(ofHelp: Bool) -> Remark? {
    let key = "\(country.code.lowercased()).\(ofHelp ? "officeOfHelp" : "office")"
    return words.sentence(key, in: "en") == nil ? nil : Remark(key: key)
  }
}
