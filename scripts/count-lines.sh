#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Counts lines of Swift and C by module, those outside Sources/Rules apart from those inside; sentences (Words/*.yaml) are counted apart.
#
# Usage: scripts/count-lines.sh [COMMIT]      of the working tree, or of a commit
set -euo pipefail
cd "$(dirname "$0")/.."
commit=${1:-}

files() {
  if [ -n "$commit" ]; then git ls-tree -r --name-only "$commit" -- Sources; else git ls-files --cached --others --exclude-standard -- Sources; fi
}
show() { if [ -n "$commit" ]; then git show "$commit:$1"; elif [ -f "$1" ]; then cat "$1"; fi; }

files | grep -E '\.(swift|c|h)$|/Words/.*\.yaml$' | while IFS= read -r file; do
  echo "$file $(show "$file" | wc -l)"
done | awk '
  { split($1, part, "/"); module = part[2] == "Rules" ? part[2] "/" part[3] : part[2] }
  $1 ~ /\.yaml$/ { words += $2; next }
  { lines[module] += $2; if (part[2] == "Rules") rules += $2; else outside += $2 }
  END {
    for (module in lines) printf "%7d  %s\n", lines[module], module | "sort -k2"
    close("sort -k2")
    printf "%7d  outside Rules\n%7d  in Rules\n%7d  sentences\n", outside, rules, words
  }'
