#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs one study on this machine, then as eight shards on a Slurm cluster of three nodes, kills a node in the middle, and
# compares the merged folders byte by byte. Stops everything it started.
#
#   cluster/test.sh [STUDY.yaml]       needs .build/release/retiresim; installs Slurm from Debian when it is missing
set -euo pipefail
cd "$(dirname "$0")/.."

study=$(realpath "${1:-cluster/test-study.yaml}")
export RETIRESIM=${RETIRESIM:-$PWD/.build/release/retiresim}
[ -x "$RETIRESIM" ] || { echo "no $RETIRESIM; run: make build" >&2; exit 69; }

if ! command -v slurmctld >/dev/null || ! command -v slurmd >/dev/null || ! command -v munged >/dev/null; then
  packages="slurmctld slurmd slurm-client munge"
  if [ "$(id -u)" = 0 ]; then run=""; elif sudo -n true 2>/dev/null; then run="sudo -n"; else
    echo "missing: Slurm. Run: sudo apt-get install -y --no-install-recommends $packages" >&2
    exit 69
  fi
  $run apt-get -qq update </dev/null >&2
  # shellcheck disable=SC2086
  $run env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $packages </dev/null >&2
fi

work=$(mktemp -d)
finish() {
  cluster/stop.sh "$work/cluster"
  rm -rf "$work"
}
trap finish EXIT
fail() {
  echo "cluster test: $*" >&2
  tail -n 15 "$work"/*.log "$work"/cluster/log/*.log >&2 || true
  echo "0 passed, 1 failed"
  exit 1
}

echo "the study on this machine"
"$RETIRESIM" batch "$study" --out "$work/alone" --quiet
"$RETIRESIM" merge "$work/alone" --quiet

echo "the study as 8 shards on 3 nodes"
eval "$(cluster/start.sh "$work/cluster" 3)"
export STUDY=$study OUT=$work/shards
array=$(cd "$work" && sbatch --parsable --array=0-7 "$OLDPWD/cluster/shard.sbatch")

# The processes of a node are those that Slurm told so in their environment.
of_node() {
  local environ
  for environ in /proc/[0-9]*/environ; do
    if { tr '\0' '\n' <"$environ"; } 2>/dev/null | grep -qx "SLURMD_NODENAME=$1"; then
      environ=${environ#/proc/}
      echo "${environ%/environ}"
    fi
  done
}

# Whether a shard that runs on the node has written blocks and not yet its last two: then its next run has something to find and to do.
in_the_middle() {
  local task block written
  for task in $(squeue -h -w "$1" -t RUNNING -o %K 2>/dev/null); do
    written=0
    for block in "$OUT"/blocks/*.jsonl; do
      block=${block##*/}
      [[ $block =~ ^0*([0-9]+)\.jsonl$ ]] || continue
      if [ $((BASH_REMATCH[1] % 8)) = "$task" ]; then written=$((written + 1)); fi
    done
    if [ "$written" -ge 1 ] && [ "$written" -le 8 ]; then return 0; fi
  done
  return 1
}

for _ in $(seq 1 600); do
  if in_the_middle n2; then break; fi
  sleep 0.02
done
compgen -G "$OUT/blocks/*" >/dev/null || fail "no block was written within 15 seconds"
echo "killing node n2: $(squeue -h -w n2 -t RUNNING -o %K | tr '\n' ' ')was running there"
# shellcheck disable=SC2046
kill -9 "$(cat "$work/cluster/run/slurmd.n2.pid")" $(of_node n2) 2>/dev/null || true
scontrol update nodename=n2 state=down reason="cluster test"

merge=$(cd "$work" && sbatch --parsable --dependency="afterok:$array" --output="$work/merge.log" \
  --wrap "$RETIRESIM merge $OUT --quiet")
for _ in $(seq 1 240); do
  state=$(squeue -h -j "$merge" -o '%T %r' 2>/dev/null || true)
  [ -n "$state" ] || break
  case $state in *DependencyNeverSatisfied*) fail "a shard failed for good" ;; esac
  sleep 0.5
done
[ -z "$state" ] || fail "the merge is still $state after two minutes"

diff -r "$work/alone" "$work/shards" >"$work/diff.log" 2>&1 || fail "the folders differ: $(head -n 5 "$work/diff.log")"
grep -q 'there already: [1-9]' "$work"/retiresim-*.log || fail "no shard found blocks of the run before it"
echo "all files are equal; a shard resumed after its node was lost"
echo "1 passed, 0 failed"
