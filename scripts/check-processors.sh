#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Compares a run bit by bit on this processor, with the C library of an older one, and on an emulated older processor.
#
#   scripts/check-processors.sh [SCENARIO] [PATHS]     needs .build/release/retiresim, or RETIRESIM=/path/to/it
#
# The C library's variant is chosen by GLIBC_TUNABLES. The emulation (Debian's qemu-user; left out where it is missing) also makes the
# kernels take their version without AVX2 and fused multiplication.
set -euo pipefail
cd "$(dirname "$0")/.."

program=${RETIRESIM:-.build/release/retiresim}
scenario=${1:-Scenarios/new-york-analyst.yaml}
paths=${2:-1000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
run() { "$@" "$program" bits "$scenario" --paths "$paths" --quiet; }

run env >"$work/here"
head -n 1 "$work/here"
failed=0
check() {
  head -n 1 "$work/$1"
  if diff <(tail -n +2 "$work/here") <(tail -n +2 "$work/$1") >"$work/diff"; then
    echo "  $2: equal, $(($(wc -l <"$work/$1") - 1)) hashes"
  else
    echo "  $2: $(grep -c '^>' "$work/diff") hashes differ"
    failed=1
  fi
}
run env GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4 >"$work/library"
check library "the C library without fused multiplication"
if command -v qemu-x86_64 >/dev/null; then
  run qemu-x86_64 -cpu Haswell >"$work/fused"
  check fused "an emulated Haswell, which has AVX2 and FMA and no AVX-512"
  run qemu-x86_64 -cpu Nehalem >"$work/emulated"
  check emulated "an emulated Nehalem, which has neither AVX2 nor FMA"
else
  echo "no qemu-x86_64: the emulated processor was left out"
fi
exit $failed
