// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// Rules that hold for every year, extracted once: counts, percentages, where formulas start and how they round.
struct FixedRules: Sendable {
  let baseFormulaYear: Int
  let baseStep: Rounding
  let quarterFormulaYear: Int
  let quarterStep: Rounding
  let quarterOffset: Money<USD>
  let bendFormulaYear: Int
  let exemptStep: Rounding
  let exemptUnder: [Int]
  let exemptYear: [Int]
  let wepShare: Int
  let specialShare: Int

  let firstAge: Int
  let lastCreditAge: Int
  let filingLead: Int
  let filingRetroactive: Int
  let fewestQuarters: Int
  let mostQuarters: Int
  let quarterWagesBefore1978: Money<USD>
  let firstBaseYear: Int
  let droppedYears: Int
  let fewestComputationYears: Int
  let piaPercentages: [Int]
  let piaRoundsUpThrough: Int
  let colaRoundsUpBefore: Int
  let familyPercentages: [Int]
  let specialMinimumAmount: Money<USD>
  let specialMinimumYears: [Int]
  let lumpBefore1951: [Int]
  let workerReduction: [Int]
  let spouseReduction: [Int]
  let wepFirstEligibilityYear: Int
  let wepPercentages: [Int]
  let wepExemptYears: Int
  let wepGuarantee: ExactDecimal
  let wepRepealed: YearMonth
  let articleRate: ExactDecimal
  let articleCap: ExactDecimal
  let spouseShare: Int
  let childShare: [Int]
  let survivorFirstAge: [Int]
  let survivorReduction: ExactDecimal
  let survivorLimit: ExactDecimal
  let earningsTestDivisors: [Int]
  let foreignWorkHours: Int

  /// - Throws: ``ParameterError`` when one is missing or of another type.
  init(_ library: ParameterLibrary) throws {
    func now<Value>(_ key: ParameterKey<Value>) throws -> Value {
      try library.value(key, year: LawTables.lastYear).value
    }
    baseFormulaYear = try now(.baseFormulaYear)
    baseStep = .nearest(toCents: try now(.baseStep).cents)
    quarterFormulaYear = try now(.quarterFormulaYear)
    quarterStep = .down(toCents: try now(.quarterStep).cents)
    quarterOffset = try now(.quarterRoundingOffset)
    bendFormulaYear = try now(.bendPointFormulaYear)
    exemptStep = .nearest(toCents: try now(.exemptStep).cents)
    exemptUnder = try now(.exemptFormulaUnderFullAge)
    exemptYear = try now(.exemptFormulaYearOfFullAge)
    wepShare = try now(.wepShare)
    specialShare = try now(.specialMinimumShare)
    firstAge = try now(.firstAge)
    lastCreditAge = try now(.lastCreditAge)
    filingLead = try now(.filingLead)
    filingRetroactive = try now(.filingRetroactive)
    fewestQuarters = try now(.fewestQuarters)
    mostQuarters = try now(.mostQuarters)
    quarterWagesBefore1978 = try library.value(.quarterWagesBefore1978, year: 1977).value
    firstBaseYear = try now(.firstBaseYear)
    droppedYears = try now(.droppedYears)
    fewestComputationYears = try now(.fewestComputationYears)
    piaPercentages = try now(.piaPercentages)
    piaRoundsUpThrough = try now(.piaRoundsUpThrough)
    colaRoundsUpBefore = try now(.colaRoundsUpBefore)
    familyPercentages = try now(.familyPercentages)
    specialMinimumAmount = try now(.specialMinimumAmount)
    specialMinimumYears = try now(.specialMinimumYears)
    lumpBefore1951 = try now(.lumpBefore1951)
    workerReduction = try now(.workerReduction)
    spouseReduction = try now(.spouseReduction)
    wepFirstEligibilityYear = try now(.wepFirstEligibilityYear)
    wepPercentages = try now(.wepPercentages)
    wepExemptYears = try now(.wepExemptYears)
    wepGuarantee = try now(.wepGuarantee)
    let force = try library.values(.wepInForce)
    wepRepealed = force.last { !$0.value }?.from ?? .january(LawTables.lastYear)
    articleRate = try now(.wepArticleRate)
    articleCap = try now(.wepArticleCap)
    spouseShare = try now(.spouseShare)
    childShare = try now(.childShare)
    survivorFirstAge = try now(.survivorFirstAge)
    survivorReduction = try now(.survivorReduction)
    survivorLimit = try now(.survivorLimit)
    earningsTestDivisors = try now(.earningsTestDivisors)
    foreignWorkHours = try now(.foreignWorkHours)
  }
}
