# SPDX-License-Identifier: GPL-3.0-or-later
# Two commands: `make demo` writes a report, `make test` proves the program. Both install what is missing.
SWIFT_FILES := Package.swift Sources Tests Plugins $(wildcard Benchmarks/Package.swift Benchmarks/Sources Examples)
BINARY := .build/release/retiresim
SCENARIOS := $(sort $(wildcard Scenarios/*.yaml))

.DEFAULT_GOAL := help
.PHONY: help setup build demo test test-slow test-cluster reports goldens bench format lint clean

help:  ## what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{ printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup:  ## install what is missing: GSL, pkg-config, gnuplot
	@scripts/setup.sh

build: setup  ## the program, optimised: .build/release/retiresim
	swift build -c release --product retiresim

demo: build  ## build, run the first scenario, say where its report is
	$(BINARY) compare Scenarios/new-york-analyst.yaml

test: build  ## every test that is fast; the end-to-end tests run the optimised program
	swift build --build-tests
	RETIRESIM_BINARY="$(CURDIR)/$(BINARY)" swift test --skip-build

test-slow: build  ## statistical tests and full-size runs too, optimised
	RETIRESIM_SLOW=1 RETIRESIM_BINARY="$(CURDIR)/$(BINARY)" swift test -c release -Xswiftc -enable-testing
	swift build --package-path Examples/LibraryUse

reports: build  ## run every shipped scenario and rewrite Reports/
	$(BINARY) compare $(SCENARIOS)

test-cluster: build  ## a study on three Slurm nodes of this machine, one of them killed
	cluster/test.sh

goldens: setup  ## rewrite the recorded goldens (rows whose source is "recorded")
	RETIRESIM_RECORD=1 swift test

bench: setup  ## compare the inner loops with C, NumPy and Numba; writes Benchmarks/RESULTS.md
	python3 Benchmarks/run.py

format:  ## settle the layout of the Swift files
	swift format --in-place --recursive --parallel $(SWIFT_FILES)

lint:  ## layout, licence lines, file sizes
	scripts/lint.sh $(SWIFT_FILES)

clean:
	swift package clean
