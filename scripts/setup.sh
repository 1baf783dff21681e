#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes this machine able to build, test and run retiresim. Asks nothing.
#
# Looks for what is needed (a compiler that runs, a library that is found), not for package names, and installs
# only what is missing: with apt on Debian and Ubuntu, with Homebrew on macOS. Where it may not install, it prints
# the one command to run and ends with 69 (EX_UNAVAILABLE).
#
# Usage: scripts/setup.sh [png]        png: also what --png needs
set -euo pipefail

readonly unavailable=69
want_png=0
for word in "$@"; do
  case $word in
    png) want_png=1 ;;
    *) echo "usage: scripts/setup.sh [png]" >&2; exit 64 ;;
  esac
done

system=$(uname -s)
missing=()   # packages, by this system's names
need() {     # need DEBIAN_NAME BREW_NAME
  if [ "$system" = Darwin ]; then missing+=("$2"); else missing+=("$1"); fi
}

c_compiles() {
  local compiler
  for compiler in cc clang gcc; do
    if command -v "$compiler" >/dev/null && printf '#include <stdlib.h>\nint main(void) { return abs(0); }\n' |
      "$compiler" -x c - -o /dev/null 2>/dev/null; then
      return 0
    fi
  done
  return 1
}

if [ "$system" = Darwin ]; then
  xcode-select -p >/dev/null 2>&1 || {
    echo "setup: the developer tools are missing; run: xcode-select --install" >&2
    exit $unavailable
  }
else
  c_compiles || missing+=(g++ libc6-dev)
  command -v git >/dev/null || missing+=(git ca-certificates)
fi
command -v pkg-config >/dev/null || need pkg-config pkgconf
pkg-config --exists gsl 2>/dev/null || need libgsl-dev gsl
command -v gnuplot >/dev/null || { need gnuplot-nox gnuplot; [ "$system" = Darwin ] || missing+=(fonts-dejavu-core); }
if [ $want_png = 1 ]; then command -v rsvg-convert >/dev/null || need librsvg2-bin librsvg; fi

install_with_apt() {
  local words="-y --no-install-recommends install $*" run=()
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
      echo "setup: missing: $*; you may not install without a password here. Run this, then try again:" >&2
      echo "  sudo apt-get update && sudo apt-get $words" >&2
      exit $unavailable
    fi
    run=(sudo -n)
  fi
  echo "setup: installing $*" >&2
  local quiet=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
  "${run[@]}" "${quiet[@]}" update </dev/null >&2 || echo "setup: apt-get update failed; trying to install all the same" >&2
  # shellcheck disable=SC2086
  "${run[@]}" "${quiet[@]}" $words </dev/null >&2 || {
    echo "setup: could not install $*. Install it by hand, then try again." >&2
    exit $unavailable
  }
}

install_with_brew() {
  echo "setup: installing $*" >&2
  NONINTERACTIVE=1 HOMEBREW_NO_AUTO_UPDATE=1 brew install "$@" </dev/null >&2 || {
    echo "setup: could not install. Run this, then try again:" >&2
    echo "  brew install $*" >&2
    exit $unavailable
  }
}

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$system" = Darwin ]; then
    command -v brew >/dev/null || {
      echo "setup: missing: ${missing[*]}, and Homebrew (https://brew.sh) is not here to install it." >&2
      exit $unavailable
    }
    install_with_brew "${missing[@]}"
  elif command -v apt-get >/dev/null; then
    install_with_apt "${missing[@]}"
  else
    echo "setup: missing, by their Debian names: ${missing[*]}. Install them with this system's tool, then try again." >&2
    exit $unavailable
  fi
fi

# Swift last: it cannot be installed from a package here, and its own libraries may be what is missing.
if ! command -v swift >/dev/null; then
  echo "setup: Swift 6.1 or later is missing; see https://www.swift.org/install" >&2
  exit $unavailable
fi
if ! version=$(swift --version 2>/dev/null) || ! swift build --version >/dev/null 2>&1; then
  echo "setup: Swift is here but does not run. On Debian and Ubuntu it needs:" >&2
  echo "  apt-get install -y libncurses6 libxml2 libcurl4 libedit2 libsqlite3-0 zlib1g git tzdata ca-certificates binutils g++" >&2
  exit $unavailable
fi
number=$(sed -n 's/.*Swift version \([0-9][0-9]*\)\.\([0-9][0-9]*\).*/\1 \2/p' <<<"$version" | head -n 1)
read -r major minor <<<"${number:-0 0}"
if [ "$major" -lt 6 ] || { [ "$major" = 6 ] && [ "$minor" -lt 1 ]; }; then
  echo "setup: Swift $major.$minor is too old; 6.1 or later is needed, see https://www.swift.org/install" >&2
  exit $unavailable
fi
