// SPDX-License-Identifier: GPL-3.0-or-later
import Strategies

extension Scenario {
  /// The scenario that `retiresim new` writes: it runs as it is, and says of each part what to change.
  ///
  /// - Parameters:
  ///   - name: the title; quotes, backslashes and control characters are dropped.
  ///   - schema: where the schema lies, seen from the file; editors complete and check keys by it.
  public static func template(name: String, schema: String = "Scenarios/scenario.schema.json") -> String {
    let dropped: Set<Character> = ["\"", "\\"]
    let letters = name.filter { character in
      !dropped.contains(character) && !character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }
    let title = letters.isEmpty ? "A career in two countries" : letters
    return """
      # yaml-language-server: $schema=\(schema)
      #
      # A scenario of retiresim. It runs as it is, with an invented person; change what is not yours. What you leave out has
      # a default, which the report prints back. Months are YYYY-MM, ages 62 or 62y6m, money 2400 EUR.
      #
      #   retiresim validate FILE     finds every mistake
      #   retiresim compare FILE      writes the report

      title: "\(title)"
      as_of: 2026-11              # the valuation month; money in the report is at its prices
      currency: EUR               # what the household spends

      people:
        me:                       # a name for strategies; a couple has two
          born: 1966-05-14
          sex: female             # female or male, for the life table
          citizenship: [LU]       # decides on US tax withheld abroad, and on means-tested income
          lives: { US: 1990-09..2001-02, LU: 2001-03.. }    # residence; open-ended is where you stay
          records:
            US:                   # the earnings column "Taxed Social Security" of your statement, in dollars
              earnings:
                1994: 31000
                1995..2000: { amount: 52000, wages_of: 2000 }   # scaled to each year by the average wage
            LU:                   # your extrait de carrière: months, and pay a month or income a year, in euros
              periods:
                - { from: 2001-03, to: 2016-02, kind: compulsory, pay: { amount: 4200, wages_of: 2016 } }
                # kind: compulsory, voluntary, purchased or complementary
                # pay by year instead: - { from: …, to: …, kind: compulsory, income: { 2001: 31000, 2002: 38000 } }

      needs: 2400 EUR             # a month, at today's prices
      savings: { EUR: 60000, USD: 40000 }

      strategies:                 # what to compare, on the same simulated paths
        - name: everything as soon as possible
          me: { US: earliest, LU: earliest }
        - name: each at the full amount
          me: { US: full, LU: 65 }
        - name: dollars at 70, the claim in Luxembourg filed a year late
          me: { US: 70, LU: { claim: 65, file: 12 months late } }
        - grid: { me: { US: 62..70 by year, LU: [earliest, 65] } }    # every combination; "by month" too

      law: current                # or: { base: current, beside: [reinstated, article] }
      economy: default            # the exchange-rate model and prices; or a model by name
      simulation: { paths: 20000, seed: 1 }

      """
  }
}
