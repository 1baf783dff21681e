#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Counts the lines of Swift and C that name a country, a currency or a country's law where no country may be known: outside
# Sources/Rules, Sources/Statements, Countries.swift, Package.swift, Scenarios, docs, tests and data files. There are some left; their
# number may only fall, and at none the ceiling goes.
#
# Usage: scripts/country-words.sh [--list]      --list prints the lines; else only too many are an error
set -euo pipefail
cd "$(dirname "$0")/.."
ceiling=198

# Codes and names of countries, codes and names of currencies, names of laws; as words, or as parts of a name in camel case.
words='(^|[^A-Za-z])(US|LU|DE|USD|EUR|usd|eur|us|lu)([^A-Za-z]|$)|usdPer|perEUR|PerEUR|perEuro|USDPer'
words="$words"'|United ?States|Luxembourg|Luxemb|Germany|Deutschland|[Dd]ollars?([^A-Za-z]|$)|[Ee]uros?([^A-Za-z]|$)|dollars|euros'
words="$words"'|[Ww]indfall|(^|[^A-Za-z])(WEP|wep|GPO|REVIS|AIME|PIA)([^A-Za-z]|$)|wepReinstatement|[Mm]oderator|[Tt]ranche'

# Exceptions: language codes with their region, and the words of `calibrate` and `economy`, whose output is fixed.
exceptions='en[-_]US|Locale\(|"EUR/USD|"USD/EUR|"usd_per_eur"'

lines() {
  git ls-files --cached --others --exclude-standard -- 'Sources/*.swift' 'Sources/*.c' 'Sources/*.h' |
    grep -vE '^Sources/(Rules|Statements)/|/Countries\.swift$' | while IFS= read -r file; do
      [ -f "$file" ] || continue
      grep -nE "$words" "$file" | grep -vE "$exceptions" | sed "s|^|$file:|" || true
    done
}

if [ "${1:-}" = --list ]; then
  lines
  exit
fi

found=$(lines | wc -l)
if [ "$found" -gt "$ceiling" ]; then
  lines | cut -d: -f1 | sort | uniq -c | sort -rn >&2
  echo "error: $found lines name a country, a currency or a law where none may be known; $ceiling may" >&2
  echo "  hint: scripts/country-words.sh --list prints them; what a country says belongs into its folder" >&2
  exit 1
fi
[ "$found" -eq "$ceiling" ] || echo "scripts/country-words.sh: $found lines are left; lower the ceiling from $ceiling"
