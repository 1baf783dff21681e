// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

extension ScenarioReader {
  /// A person with the countries in which she may claim: those of her records, and those in which a spouse's record is enough.
  struct Claimants {
    var id: String
    var records: [Country]
    var spouse: [Country]
    /// Where the first month of a survivor's pension is hers to choose.
    var survivor: [Country: SurvivorMonths]
    /// Where a spouse's record would be enough, were the two married.
    var unmarried: [Country] = []
    /// Where she is widowed or divorced already.
    var former: [Country] = []
    var born: YearMonth
    /// First months of pensions in payment, of which a strategy says nothing.
    var inPayment: [Country: YearMonth] = [:]
  }

  func claimants(_ member: Member, among members: [Member], couple: Couple) -> Claimants {
    var others = couple == .unmarried ? [] : members.filter { $0.person.id != member.person.id }.flatMap(\.records.keys)
    others = Set(others + member.former.flatMap(\.records.keys)).sorted()
    let spouse = others.filter { member.records[$0] == nil && systems[$0]?.vocabulary.paysSpouses == true }
    let survivor = Dictionary(
      uniqueKeysWithValues: Set(others).compactMap { country in
        systems[country]?.survivorMonths(of: member.person).map { (country, $0) }
      })
    let partners =
      couple != .unmarried ? [] : members.filter { $0.person.id != member.person.id }.flatMap(\.records.keys)
    return Claimants(
      id: member.person.id, records: member.recordsToClaim, spouse: spouse.sorted(), survivor: survivor,
      unmarried: partners.filter { member.records[$0] == nil && systems[$0]?.vocabulary.paysSpouses == true },
      former: member.former.flatMap(\.records.keys), born: member.person.born.yearMonth,
      inPayment: member.records.compactMapValues(\.inPayment?.since))
  }
}
