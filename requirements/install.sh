#!/bin/sh
# `install.sh NAME` brings .venv to requirements/NAME.txt, and does nothing where it is there already.
# NAME: runtime (what a school runs), postgres (the same and PostgreSQL's driver), develop (everything).
set -eu
cd "$(dirname "$0")/.."
name=$1
PYTHON=${PYTHON:-python3}
python=.venv/bin/python
stamp=.venv/.installed

say() { echo "$*" >&2; }
fail() { say "$*"; exit 1; }
has() { ls .venv/lib/python3.*/site-packages/"$1"/__init__.py >/dev/null 2>&1; }

# What was asked for once is kept up to date.
if has pytest; then
  name=develop
elif has asyncpg && [ "$name" = runtime ]; then
  name=postgres
fi
lock=requirements/$name.txt
wanted="$name in $(pwd -P): $(cat "$lock" pyproject.toml | cksum)"

# Begin again where the environment is half made, or of a Python that is gone, or was moved with its folder.
if ! "$python" -m pip --version >/dev/null 2>&1 || { [ -e "$stamp" ] && ! grep -qF " in $(pwd -P):" "$stamp"; }; then
  rm -rf .venv
fi

if [ ! -e .venv ]; then
  "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Préau needs Python 3.11 or later, and \"$PYTHON\" is not that. Name another: make PYTHON=python3.12"
  say "Making the Python environment .venv…"
  "$PYTHON" -m venv .venv || {
    rm -rf .venv
    fail "Python cannot make an environment; the lines above say why. Debian: apt-get install python3-venv. Then make again."
  }
fi

if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
  say "Installing $(grep -c == "$lock") Python packages into .venv: half a minute, a few on a slow network…"
  pip() { "$python" -m pip --disable-pip-version-check install --quiet --no-deps "$@"; }
  {
    # The lock is complete: without --no-deps, old versions of pip look for newer packages and then miss their hashes.
    pip --require-hashes --requirement "$lock" && pip --no-build-isolation --no-index --editable .
  } || fail "Not everything was installed; the lines above say why. When it is mended, make again: it goes on from here."
  echo "$wanted" >"$stamp"
fi

# The server may not write beside its own code: what is compiled here it need not compile at each start.
"$python" -m compileall -q ./*.py cli language mail models routes settings
