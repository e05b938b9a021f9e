#!/usr/bin/env bash
# Proves the wheel and the source distribution: installed into an empty environment and started from a foreign folder,
# both ways of starting pass the self-test and say nothing on standard error.
#
#   check_wheel.sh [FOLDER WITH THE FILES]    (default dist; needs no display: QT_QPA_PLATFORM=offscreen)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dist=$(realpath "${1:-$here/../dist}")
export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen} PIP_DISABLE_PIP_VERSION_CHECK=1
unset PYTHONPATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "NOT IN ORDER: $*" >&2; exit 1; }

passes() { # NAME COMMAND...: the self-test of a program that is started so
  local name=$1 said="$work/standard-error"
  shift
  (cd "$work/elsewhere" && "$@" --self-test "$work/self-test" >/dev/null 2>"$said") || { cat "$said" >&2; fail "$name fails its self-test"; }
  [ ! -s "$said" ] || { cat "$said" >&2; fail "$name says something on standard error"; }
  rm -r "$work/self-test"
}

mkdir "$work/elsewhere"
for file in "$dist"/*.whl "$dist"/sequentia_gui-*.tar.gz; do
  name=$(basename "$file")
  python3 -m venv --clear "$work/environment"
  python="$work/environment/bin/python"
  "$python" -m pip install -q --require-hashes --only-binary :all: -r "$here/locks/run.txt" 2>"$work/pip.log" || { cat "$work/pip.log" >&2; fail "what $name needs"; }
  "$python" -m pip install -q --no-deps --no-index --no-build-isolation "$file" || fail "$name does not install"
  "$python" -m pip check >"$work/pip.log" || { cat "$work/pip.log" >&2; fail "$name asks for other versions"; }
  passes "$name" "$work/environment/bin/sequentia-gui"
  passes "$name with python -m" "$python" -m sequentia_gui
  echo "-- $name is in order."
done
