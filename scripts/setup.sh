#!/usr/bin/env bash
# Make .venv ready: scripts/setup.sh runtime|dev
# Installs what Manim's two compiled dependencies need (Pango's headers, a C compiler, Python's
# headers) and for dev a browser, each after saying so, then the pinned packages. An interrupted
# run is repaired by the next.
set -euo pipefail
cd "$(dirname "$0")/.."

mode=${1:-dev}
venv=.venv
python=

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

usable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

choose_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && usable "$candidate"; then
      python=$(command -v "$candidate")
      return
    fi
  done
  fail "Python 3.11 or newer is needed, got $(python3 --version 2>&1 || true); name one with PYTHON=/path/to/python3"
}

facts() { "$python" -c "import sys, sysconfig, os; print($1)"; }

has_compiler() { command -v cc >/dev/null || command -v gcc >/dev/null || command -v clang >/dev/null; }
has_headers() { [ -f "$(facts 'sysconfig.get_path("include")')/Python.h" ]; }
has_pango() { command -v pkg-config >/dev/null && pkg-config --exists pangocairo pangoft2; }
has_venv() { command -v uv >/dev/null || "$python" -c 'import ensurepip, venv' 2>/dev/null; }
compiled() { [ -x $venv/bin/python ] && $venv/bin/python -c 'import cairo, manimpango' 2>/dev/null; }

has_browser() {
  local name
  for name in chromium chromium-browser google-chrome; do
    command -v $name >/dev/null && return
  done
  [ -d /Applications/Chromium.app ] || [ -d "/Applications/Google Chrome.app" ]
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "neither root nor sudo: ask an administrator to run: $*"
  fi
}

install_packages() {  # manager's packages, then its command
  local packages=$1
  shift
  say "installing system packages:$packages"
  as_root "$@" $packages || fail "could not install them; install by hand:$packages"
}

system_packages() {
  local version wanted=
  version=$(facts '"%d.%d" % sys.version_info[:2]')
  if command -v apt-get >/dev/null; then
    has_pango || wanted+=" libpango1.0-dev pkg-config"
    has_compiler || wanted+=" gcc libc6-dev"
    has_headers || wanted+=" python$version-dev"
    has_venv || wanted+=" python$version-venv"
    say "apt-get update"
    as_root apt-get update -q >/dev/null || fail "apt-get update failed"
    install_packages "$wanted" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -q --no-install-recommends
  elif command -v dnf >/dev/null; then
    install_packages " pango-devel pkgconf-pkg-config gcc python$version-devel" dnf install -y
  elif command -v pacman >/dev/null; then
    install_packages " pango pkgconf gcc" pacman -S --needed --noconfirm
  elif command -v brew >/dev/null; then
    say "installing with brew: pango pkgconf"
    brew install pango pkgconf
  else
    fail "install these with your system's package manager, then run make again:
  Pango with its headers (libpango1.0-dev, pango-devel), pkg-config, a C compiler,
  Python's headers (python3-dev, python3-devel) and its venv module (python3-venv)"
  fi
}

install_browser() {  # the tests of our pages drive it
  if command -v apt-get >/dev/null; then
    say "apt-get update"
    as_root apt-get update -q >/dev/null || fail "apt-get update failed"
    install_packages " chromium" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -q --no-install-recommends
  elif command -v dnf >/dev/null; then
    install_packages " chromium" dnf install -y
  elif command -v pacman >/dev/null; then
    install_packages " chromium" pacman -S --needed --noconfirm
  elif command -v brew >/dev/null; then
    say "installing with brew: chromium"
    brew install --cask chromium
  else
    fail "install Chromium with your system's package manager"
  fi
}

make_venv() {
  if [ -e $venv/.incomplete ] || { [ -e $venv ] && ! usable $venv/bin/python; }; then
    say "an earlier set-up was interrupted: starting $venv anew"
    rm -rf $venv
  fi
  [ -e $venv ] || create_venv
  touch $venv/.incomplete
}

create_venv() {
  say "making $venv with $("$python" --version)"
  mkdir $venv && touch $venv/.incomplete
  if command -v uv >/dev/null; then
    uv venv -q --allow-existing --python "$python" $venv
  else
    "$python" -m venv $venv
  fi
}

install() {
  if command -v uv >/dev/null; then
    VIRTUAL_ENV=$PWD/$venv uv pip install -q -c constraints.txt "$@"
  else
    $venv/bin/python -m pip install -q --disable-pip-version-check --use-pep517 -c constraints.txt "$@"
  fi
}

development() {
  $venv/bin/python -c '
import tomllib
with open("pyproject.toml", "rb") as file:
    print(*tomllib.load(file)["dependency-groups"]["dev"], sep="\n")'
}

choose_python
compiled || { has_pango && has_compiler && has_headers && has_venv; } || system_packages
if [ "$mode" = dev ] && ! has_browser; then
  (install_browser) || say "no browser: the tests of pages will fail, all else works"
fi
has_venv || fail "Python's venv module is missing: install python3-venv"
make_venv
say "installing the pinned packages (a few minutes the first time)"
if [ "$mode" = dev ]; then
  development >$venv/dev.txt
  install -e ".[slides]" -r $venv/dev.txt
else
  install -e ".[slides]"
fi
rm -f $venv/.incomplete
touch $venv/.ready-runtime
[ "$mode" != dev ] || touch $venv/.ready-dev
say "ready"
