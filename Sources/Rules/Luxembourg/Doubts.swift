// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

/// Which readings of Luxembourg's law CNAP or FNS could settle, and how well the one that holds without a word is founded.
///
/// Left out are those that are read in the law (a complementary month gives way, CSS 172; other rights come first), facts of the record
/// (who was an employee before 1979, whether work goes on), choices (contributions always or never) and assumptions on the years to come.
enum LuxembourgDoubts {
  static let all: [String: LegalDoubt] = [
    "foreignTimeInThreshold": .derived,  // the benefit articles of the US agreement were not read
    "complementaryInFraction": .assumed,  // art. 1(1) of the agreement allows either
    "foreignTimeAsCompulsory": .derived,  // SSA calls US coverage work; no text excludes it
    "totalizeEffectiveMonths": .derived,
    "minimumInTotalized": .assumed,  // the parallel text names the increases, not the minimum
    "begunYearsInFlatPart": .derived,  // law of 3.8.1998 art. 37; CNAP's examples use whole years
    "begunYearsInMinimum": .assumed,
    "thresholdCut": .derived,
    "extraMonthsBy": .derived,
    "compareWithProrated": .derived,  // POMS GN 01733.125 against art. XII(1) of the Canadian convention
    "tripleTotalization": .derived,
    "purchasedFactor": .derived,
    "shortMonths": .derived,  // CSS 175; what becomes of the rest
    "lateStart": .derived,
    "mean5Foreign": .assumed,
    "unreadTreaty": .assumed,
    "euCap": .derived,
    "incomeRounding": .derived,
    "foreignPensions": .derived,  // CSS 229, from the page on the scheme of the civil service
    "childUplift": .derived,
    "specialIncreases": .assumed,
    "refundShare": .derived,  // CSS 213 against MaPension
    "pensionShare": .derived,
    "wealth": .assumed,  // the regulation of 1.10.2018 was not read
    "earlyClaimRequired": .derived,
    "revisAmounts": .derived,
    "revisConversion": .assumed,
    "arrearsCountAs": .assumed,
    "costOfLivingEdge": .assumed,
    "treaty": .derived,  // the operative sentence of art. 19(1)(b) of the tax treaty was not read
    "taxScale": .assumed,  // bill 8676 as voted was not read
  ]
}
