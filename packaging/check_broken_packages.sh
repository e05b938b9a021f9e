#!/usr/bin/env bash
# Proves the proof: packages that were broken on purpose must not pass check_clean_root.sh, each for its own reason.
#
#   check_broken_packages.sh PACKAGE.deb
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
package=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "NOT IN ORDER: $*" >&2; exit 1; }

must_fail() { # WHAT EXPECTED-WORDS: pack $work/tree, and see the check refuse it with these words
  dpkg-deb --root-owner-group -Znone --build "$work/tree" "$work/broken.deb" >/dev/null
  if bash "$here/check_clean_root.sh" "$work/broken.deb" "$work/results" >"$work/out" 2>&1; then
    fail "a package $1 passes"
  fi
  grep -q "NOT IN ORDER: .*$2" "$work/out" || { cat "$work/out" >&2; fail "a package $1 is refused for another reason"; }
  echo "-- A package $1 is refused: $(grep -o 'NOT IN ORDER: .*' "$work/out" | cut -c15- | head -1)"
}

sound() { rm -rf "$work/tree" && dpkg-deb -R "$package" "$work/tree"; }
inside=$work/tree/usr/lib/sequentia-gui

sound
rm "$inside"/_internal/PySide6/Qt/lib/libQt6OpenGL.so.6
must_fail "without one of its libraries" "self-test failed"

sound
rm "$inside"/_internal/PySide6/Qt/plugins/platforms/libqxcb.so
must_fail "without the plugin for windows" "self-test failed"

sound
rm "$inside"/_internal/PIL/_imaging.*
must_fail "that cannot make films" "render failed.*gif"

sound
mv "$inside/sequentia-gui" "$inside/really"
printf '#!/bin/sh\necho "I am only grumbling" >&2\nexec /usr/lib/sequentia-gui/really "$@"\n' >"$inside/sequentia-gui"
chmod 755 "$inside/sequentia-gui"
must_fail "that grumbles" "standard error"

sound
printf '#!/bin/sh\nmkdir -p /opt/sequentia-cache\n' >"$work/tree/DEBIAN/postinst"
chmod 755 "$work/tree/DEBIAN/postinst"
must_fail "that leaves a folder behind" "left something behind"

sound
sed -i 's/^MimeType=.*//' "$work/tree/usr/share/applications/sequentia-gui.desktop"
must_fail "that a double-click does not find" "double-click"
