#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Stops what cluster/start.sh started in FOLDER.
set -uo pipefail

folder=$(realpath -m "${1:?usage: stop.sh FOLDER}")
for file in "$folder"/run/slurmd.*.pid "$folder"/run/slurmctld.pid "$folder"/run/munged.pid; do
  [ -f "$file" ] || continue
  pid=$(cat "$file")
  kill "$pid" 2>/dev/null || continue
  for _ in $(seq 1 50); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null
done
exit 0
