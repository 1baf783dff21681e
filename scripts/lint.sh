#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Layout as `make format` settles it, and what the formatter does not see: licence lines, file sizes, a README a folder,
# words that mean unfinished work.
#
# Usage: scripts/lint.sh FILE-OR-FOLDER…      what the formatter looks at
set -euo pipefail
cd "$(dirname "$0")/.."
bad=0
complain() { echo "$1" >&2; bad=1; }

# Long lines that are left are words, in text or in comments: the formatter wraps code, and words read better whole.
if [ $# -gt 0 ] && swift format lint --recursive --parallel "$@" 2>&1 | grep -vF '[LineLength]' >&2; then
  complain "the layout is not settled: run make format"
fi

sources=$(git ls-files --cached --others --exclude-standard -- '*.swift' '*.c' '*.h' '*.sh')
while IFS= read -r file; do
  [ -f "$file" ] || continue
  head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || [ "$file" = Package.swift ] ||
    complain "$file:1: error: no licence line"
  lines=$(wc -l <"$file")
  [ "$lines" -le 400 ] || complain "$file: error: $lines lines; a file holds one subject in at most 400"
  if grep -nE '\b(TO''DO|FIX''ME|XX''X)\b' "$file" >&2; then complain "$file: error: unfinished work belongs in an issue"; fi
done <<<"$sources"

while IFS= read -r file; do
  [ -f "$(dirname "$file")/README.md" ] || complain "$(dirname "$file"): error: no README.md"
done < <(git ls-files -- 'Sources/*/*.swift' 'Sources/Rules/*/*.swift' | grep -vE '^Sources/(embed-files|CGSL)/' |
  awk -F/ '{ if ($2 == "Rules") print $1 "/" $2 "/" $3 "/x"; else print $1 "/" $2 "/x" }' | sort -u)

scripts/country-words.sh || bad=1

exit $bad
