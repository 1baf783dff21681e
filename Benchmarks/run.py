#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every version of the kernel, interleaved, and writes RESULTS.md beside this file.

The protocol: same kernel, double precision, means within four standard errors of each other; versions take turns, so that a
busy machine is busy for all; the table gives the median ratio to the bare loop of draws within a round, and its range.
Instructions are counted by callgrind, which repeats to a few parts per million where times do not.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
BENCH = HERE / ".build" / "release" / "bench"
MONTHS = 480
SEARCH_PATHS = 10_000
VENV = HERE / ".build" / "venv"


def python_with(*packages):
    """A Python of its own that has the packages; None where they cannot be installed."""
    python = VENV / "bin" / "python"
    names = [p.split("=")[0] for p in packages]
    probe = "import " + ", ".join(names)
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", VENV], check=True, capture_output=True)
        if subprocess.run([python, "-c", probe], capture_output=True).returncode != 0:
            subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True, capture_output=True)
        return python
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        print(f"no {' and '.join(names)}: {error}", file=sys.stderr)
        return None


def run(command):
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE / "python") as process:
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(str(word) for word in command)} ended with {process.returncode}: {output}")
    result = json.loads(output.strip().splitlines()[-1])
    # Linux tells kilobytes, macOS bytes.
    result["memory"] = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    result["whole"] = time.perf_counter() - start
    return result


def two_at_once(command):
    """The slower of two copies that run at once: what the machine gives two threads that share nothing."""
    copies = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE / "python") for _ in range(2)]
    seconds = []
    for copy in copies:
        output, _ = copy.communicate()
        if copy.returncode != 0:
            raise subprocess.CalledProcessError(copy.returncode, command)
        seconds.append(json.loads(output.strip().splitlines()[-1])["seconds"])
    return max(seconds)


def instructions(mode, paths):
    """Instructions a path, from two sizes, so that the start-up drops out."""
    if shutil.which("valgrind") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        stripped = pathlib.Path(folder) / "bench"
        shutil.copy(BENCH, stripped)
        subprocess.run(["strip", "-g", stripped], check=True)
        counts = []
        for size in (paths, 2 * paths):
            run = subprocess.run(
                ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", stripped, mode, str(size), "1"],
                capture_output=True, text=True)
            report = run.stderr
            if run.returncode != 0 or "Collected :" not in report:  # it knows not every runtime's threads
                print(f"callgrind could not run '{mode}'", file=sys.stderr)
                return None
            counts.append(int(report.split("Collected :")[1].split()[0]))
        return (counts[1] - counts[0]) / paths


def months(result):
    """Months of a path: the kernel's, or what the full engine says."""
    return result.get("months", MONTHS)


def processor():
    try:
        for line in open("/proc/cpuinfo"):
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--paths", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--no-callgrind", action="store_true")
    options.add_argument("--no-build", action="store_true", help="measure what was built before")
    options = options.parse_args()

    if not options.no_build:
        subprocess.run(["swift", "build", "-c", "release", "--package-path", HERE], check=True)
    python = python_with("numpy", "numba")
    paths = options.paths
    versions = {
        "bare draws": ("`gsl_ran_gaussian_ziggurat` on mt19937, nothing else", [BENCH, "draws", str(paths)]),
        "C and GSL": ("the kernel, a path at a time", [BENCH, "gsl", str(paths)]),
        "retiresim": ("the kernel in blocks, one thread", [BENCH, "ours", str(paths), "1"]),
        "retiresim, 2 threads": ("the same, two threads", [BENCH, "ours", str(paths), "2"]),
    }
    versions["full engine"] = (
        "one strategy of one household: regimes, macro cascade, REVIS, needs; no savings; statistics too",
        [BENCH, "engine", str(paths), "1"])
    versions["full engine, 2 threads"] = ("the same, two threads", [BENCH, "engine", str(paths), "2"])
    if python:
        versions["NumPy"] = ("blocks of paths, best of three sizes", [python, "kernel_numpy.py", str(paths)])
        versions["Numba"] = ("a path at a time, compiled", [python, "kernel_numba.py", str(paths)])

    load_before = os.getloadavg()[0]
    rounds = []
    for number in range(options.rounds):
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
        rounds.append({name: run(command) for name, (_, command) in versions.items()})

    # One thread and two in turn, long enough that a pause of the machine does not decide; two copies of the bare draws beside them.
    long = {"bare draws": 5 * paths, "kernel": 20 * paths, "full engine": 5 * paths}
    speedups = {"bare draws": [], "kernel": [], "full engine": []}
    for _ in range(options.rounds):
        draws = [BENCH, "draws", str(long["bare draws"])]
        speedups["bare draws"].append(2 * run(draws)["seconds"] / two_at_once(draws))
        for name, mode in (("kernel", "ours"), ("full engine", "engine")):
            one, two = (run([BENCH, mode, str(long[name]), threads])["seconds"] for threads in "12")
            speedups[name].append(one / two)

    def speedup(name):
        found = speedups[name]
        return f"{statistics.median(found):.2f} ({min(found):.2f}–{max(found):.2f})"

    pairs = [run([BENCH, "pair", str(paths), "1"]) for _ in range(options.rounds)]

    # The search at the size that was asked for, beside some of its cells one by one.
    searches = [run([BENCH, "search", str(SEARCH_PATHS), "2"]) for _ in range(options.rounds)]
    cells = run([BENCH, "cells", str(SEARCH_PATHS), "2"])
    for fast, plain in zip(searches[0]["means"], cells["means"], strict=True):
        if abs(fast - plain) > 1e-6 * abs(plain):  # the search holds values in single precision
            sys.exit(f"a cell of the search has the mean {fast}, by itself {plain}")

    reference = rounds[0]["C and GSL"]
    for name, result in rounds[0].items():
        if name == "bare draws" or "engine" in name:
            continue
        error = (result["sd"] ** 2 / paths + reference["sd"] ** 2 / paths) ** 0.5
        if abs(result["mean"] - reference["mean"]) > 4 * error:
            sys.exit(f"{name}: mean {result['mean']} is not the reference's {reference['mean']} within {4 * error}")

    counts = {}
    if not options.no_callgrind:
        for name, mode in (("bare draws", "draws"), ("C and GSL", "gsl"), ("retiresim", "ours"), ("full engine", "engine")):
            count = instructions(mode, 4096)
            if count is not None:
                counts[name] = count / months(rounds[0][name])

    lines = [
        "# Results", "",
        f"{datetime.date.today()}; {processor()}, {os.cpu_count()} processors, {platform.system()} {platform.release()}; "
        f"load {load_before:.1f} before and {os.getloadavg()[0]:.1f} after; {paths:,} paths, {options.rounds} rounds; "
        "written by `make bench`.", "",
        "The kernel: 480 months, six correlated yearly series, monthly log exchange rate, two pensions, means test, discount and "
        "survival; 720 normals and 520 exponentials a path.", "",
        "| version | what | ns a path-month, best | time ÷ bare draws, median (range) | whole process, s, median | "
        "instructions a path-month | ÷ bare draws |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for name, (what, _) in versions.items():
        seconds = [r[name]["seconds"] for r in rounds]
        scale = MONTHS / months(rounds[0][name])  # a path-month against a path-month
        ratios = [scale * r[name]["seconds"] / r["bare draws"]["seconds"] for r in rounds]
        nanoseconds = min(seconds) / paths / months(rounds[0][name]) * 1e9
        count = counts.get(name)
        columns = [
            name, what, f"{nanoseconds:.1f}", f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})",
            f"{statistics.median(r[name]['whole'] for r in rounds):.2f}",
            f"{count:.0f}" if count else "", f"{count / counts['bare draws']:.2f}" if count else "",
        ]
        lines.append("| " + " | ".join(columns) + " |")

    def ratio(a, b):
        values = [
            r[a]["seconds"] / months(r[a]) / (r[b]["seconds"] / months(r[b])) for r in rounds if a in r and b in r]
        return f"{statistics.median(values):.2f}" if values else "not run"

    lines += [
        "", "| figure | reached | asked |", "|---|--:|--:|",
        f"| time of the kernel ÷ bare draws | {ratio('retiresim', 'bare draws')} | ≤ 0.5 |",
    ]
    if "retiresim" in counts:
        lines.append(f"| instructions of the kernel ÷ bare draws | {counts['retiresim'] / counts['bare draws']:.2f} | ≤ 0.5 |")
    lines += [
        f"| NumPy ÷ kernel | {ratio('NumPy', 'retiresim')} | ≥ 3 |",
        f"| Numba ÷ kernel | {ratio('Numba', 'retiresim')} | ≥ 2 |",
        f"| one thread ÷ two threads, kernel | {speedup('kernel')} | ≥ 1.85 |",
        f"| time of the full engine ÷ bare draws | {ratio('full engine', 'bare draws')} | ≤ 1.0 |",
    ]
    if "full engine" in counts:
        lines.append(
            f"| instructions of the full engine ÷ bare draws | {counts['full engine'] / counts['bare draws']:.2f} | ≤ 1.0 |")
    if "full engine" in counts:
        lines.append(
            f"| instructions of the full engine a path-month, and a path | {counts['full engine']:.0f}, "
            f"{counts['full engine'] * months(rounds[0]['full engine']):,.0f} | |")
    quality = statistics.median(p["error"] ** 2 * p["seconds"] for p in pairs)
    lines += [
        f"| standard error² × seconds of the difference of two strategies ({pairs[0]['difference']:,.0f} ± {pairs[0]['error']:.0f} EUR), "
        f"EUR² s, one thread | {quality:,.0f} | |",
        f"| the same with independent paths for each | {quality * pairs[0]['gain']:,.0f} | {pairs[0]['gain']:.0f} × more |",
        f"| search of {searches[0]['cells']:,} pairs of claim months on {SEARCH_PATHS:,} paths, with means test and five percentiles: "
        f"s, two threads, median (range) | {statistics.median(r['seconds'] for r in searches):.2f} "
        f"({min(r['seconds'] for r in searches):.2f}–{max(r['seconds'] for r in searches):.2f}) | ≤ 4 |",
        f"| its most memory, MB | {max(r['memory'] for r in searches):.0f} | ≤ 150 |",
        f"| {cells['cells']} of the pairs one by one (equal means): s, two threads; at that rate all of them | {cells['seconds']:.2f}; "
        f"{cells['seconds'] / cells['cells'] * searches[0]['cells']:.0f} | |",
        f"| one thread ÷ two threads, full engine | {speedup('full engine')} | ≥ 1.85 |",
        f"| two copies of the bare draws at once, twice one ÷ the slower | {speedup('bare draws')} | what the machine gives |", "",
        f"One thread ÷ two threads: {long['kernel']:,} paths of the kernel, {long['full engine']:,} of the engine, "
        "median (range). It means something on a machine that nobody else uses: look at the load above.", "",
    ]
    text = "\n".join(lines)
    (HERE / "RESULTS.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
