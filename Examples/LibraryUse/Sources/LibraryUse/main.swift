// SPDX-License-Identifier: GPL-3.0-or-later
// US Social Security for one worker, from another package.
import Quantities
import UnitedStatesRules

let law = try UnitedStates()
var worker = UnitedStatesCase(born: CalendarDate(1960, 7, 15)!, claim: YearMonth(2027, 7))
for year in 1985...2024 { worker.earnings[year] = 52_000 }
for field in try law.answer(worker) where ["aime", "pia", "monthlyBenefit"].contains(field.key) {
  print(field.key, field.value.json)
}
