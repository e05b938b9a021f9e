#!/usr/bin/env bash
# Proves a .deb: in a clean Debian 12 without Python, as an unprivileged user, with a screen of its own, the self-test
# passes, nothing is said on standard error, a double-click opens a file in a window that is not blank, pictures and a
# film are written, and removal leaves nothing behind.
#
#   check_clean_root.sh PACKAGE.deb [FOLDER FOR PICTURES AND REPORTS]
#
# Needs root. The clean Debian comes from where this machine's apt takes its packages, and is kept for the next time
# in SEQUENTIA_CACHE (default /var/cache/sequentia-clean-root).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
package=$(realpath "$1")
results=$(realpath -m "${2:-$here/../build/clean-root}")
cache=${SEQUENTIA_CACHE:-/var/cache/sequentia-clean-root}
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

fail() { echo "NOT IN ORDER: $*" >&2; exit 1; }
say() { echo "-- $*"; }

# All mounts and processes are in namespaces of their own: whatever happens, nothing of them is left.
if [ -z "${SEQUENTIA_INSIDE:-}" ]; then
  [ "$(id -u)" = 0 ] || fail "a clean root can only be made by root"
  for tool in debootstrap:debootstrap unshare:util-linux; do
    command -v "${tool%:*}" >/dev/null || { apt-get -qq update; apt-get -qq install -y --no-install-recommends "${tool#*:}" >/dev/null; }
  done
  rm -rf "$results" && mkdir -p "$results" "$cache"
  work=$(mktemp -d)
  trap 'rm -rf --one-file-system "$work"' EXIT
  SEQUENTIA_INSIDE=$work unshare --mount --pid --fork --kill-child bash "${BASH_SOURCE[0]}" "$package" "$results"
  exit
fi
root=$SEQUENTIA_INSIDE/root
mkdir "$root"

inside() { chroot "$root" "$@"; }
packages() { inside apt-get -qq -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-unsafe-io "$@" >"$results/apt.log" 2>&1 || { tail -20 "$results/apt.log"; fail "apt-get $1"; }; }
mount_system() {
  mount -t proc proc "$root/proc"
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
}

make_clean_root() {
  local mirror
  mirror=${SEQUENTIA_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' 'Created-By: Packages' | head -1)}
  [ -n "$mirror" ] || fail "this machine's apt knows no Debian 12; name a mirror in SEQUENTIA_MIRROR"
  say "Making a clean Debian 12 (once)."
  debootstrap --variant=minbase --include=xvfb,shared-mime-info,desktop-file-utils bookworm "$root" "$mirror" \
    >"$results/debootstrap.log" 2>&1 || { tail -20 "$results/debootstrap.log"; fail "debootstrap"; }
  cp -aL /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"  # a proxy, say
  rm -f "$root"/etc/apt/apt.conf.d/{20packagekit,50appstream,70debconf}
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  inside useradd --create-home learner
}

# -- the clean root, with the libraries that the package asks for ----------------------------------------------

depends=$(dpkg-deb --field "$package" Depends)
desktop="xdg-utils libfile-mimeinfo-perl libglib2.0-bin xdotool"  # what a desktop opens files with, and a hand
key=$( (echo "$depends $desktop"; sed -n '/^make_clean_root/,/^}/p' "$0") | sha256sum | cut -c1-16)
if [ -f "$cache/$key.tar" ]; then
  tar -C "$root" -xf "$cache/$key.tar"
  mount_system
else
  make_clean_root
  mount_system
  packages update
  packages satisfy -y --no-install-recommends "$depends"
  packages install -y --no-install-recommends $desktop
  inside apt-get clean
  tar -C "$root" --one-file-system -cf "$cache/$key.tmp" . && mv "$cache/$key.tmp" "$cache/$key.tar"
fi
if inside bash -c 'command -v python3 || command -v python || ls -d /usr/lib/python3*/site-packages' 2>/dev/null; then
  fail "the clean root has a Python"
fi

# -- install, over an older version -----------------------------------------------------------------------------

# Caches of the desktop and of dpkg itself change with every package.
listing() { inside find / -xdev \( -path /proc -o -path /tmp -o -path /var/lib/dpkg -o -path /var/log -o -path /var/cache -o -path /home -o -path /package \) -prune -o -print | sort; }

say "Installing an older version, then this one over it."
listing >"$results/before.txt"
mkdir "$root/package"
cp "$package" "$root/package/now.deb"
inside dpkg-deb -R /package/now.deb /package/older
sed -i 's/^Version: .*/Version: 0.0.1/' "$root/package/older/DEBIAN/control"
touch "$root/package/older/usr/lib/sequentia-gui/of-an-older-version"
inside dpkg-deb --root-owner-group -Znone --build /package/older /package/older.deb >/dev/null
rm -r "$root/package/older"
inside dpkg --force-unsafe-io --install /package/older.deb >"$results/dpkg.log" 2>&1 || { cat "$results/dpkg.log"; fail "the older version does not install"; }
inside dpkg --force-unsafe-io --install /package/now.deb >>"$results/dpkg.log" 2>&1 || { cat "$results/dpkg.log"; fail "the package does not install"; }
[ ! -e "$root/usr/lib/sequentia-gui/of-an-older-version" ] || fail "the upgrade left a file of the older version"
inside grep -q 'application/x-sequentia:\*\.sequentia' /usr/share/mime/globs2 || fail "*.sequentia is of no known type"
inside grep -q '^application/x-sequentia=.*sequentia-gui.desktop' /usr/share/applications/mimeinfo.cache || fail "a double-click opens nothing"

# -- use it as somebody without rights ---------------------------------------------------------------------------

install -d -m 1777 "$root/tmp/.X11-unix"
learner() { chroot --userspec=learner:learner "$root" env -i HOME=/home/learner USER=learner PATH=/usr/bin:/bin LANG=C.UTF-8 DISPLAY=:7 XDG_RUNTIME_DIR=/home/learner/run "$@"; }
learner mkdir -m 700 /home/learner/run /home/learner/screen
learner Xvfb :7 -screen 0 1440x900x24 -nolisten tcp -nolisten local -fbdir /home/learner/screen 2>"$results/xvfb.log" &
for _ in $(seq 300); do [ -S "$root/tmp/.X11-unix/X7" ] && break; sleep 0.1; done

say "Self-test."
learner sequentia-gui --self-test /home/learner/self-test >"$results/self-test.out" 2>"$results/self-test.err" && passed=yes || passed=no
cp "$root"/home/learner/self-test/{report.json,window.png} "$results" 2>/dev/null || true
[ $passed = yes ] || { cat "$results/self-test.err" >&2; fail "the self-test failed"; }
[ ! -s "$results/self-test.err" ] || { cat "$results/self-test.err" >&2; fail "the self-test said something on standard error"; }

say "A double-click on a file, as desktops and as small window managers do it."
example=$(cd "$root" && find usr/lib/sequentia-gui -name 'spiral-deep-relu.sequentia')
lesson="/home/learner/Documents/Übung 1, so far.sequentia"
learner mkdir /home/learner/Documents
learner cp "/$example" "$lesson"
kind=$(learner xdg-mime query filetype "$lesson")
[ "$kind" = application/x-sequentia ] || fail "a double-click finds a file of the kind $kind"
[ "$(learner xdg-mime query default "$kind")" = sequentia-gui.desktop ] || fail "a double-click starts another program"

open_with() { # COMMAND...: a window with the file's name comes; it is left in $window
  learner "$@" "$lesson" 2>>"$results/window.err" &
  window=$(learner timeout 60 xdotool search --sync --onlyvisible --name '^Übung 1, so far\.sequentia .*Sequentia$' | head -1) || true
  [ -n "$window" ] || { cat "$results/window.err" >&2; fail "no window with the file came of a double-click with $1"; }
}
close_it() { # with a key, as a person does
  local pid
  pid=$(learner xdotool getwindowpid "$window")
  learner xdotool windowfocus --sync "$window" key ctrl+q
  for _ in $(seq 200); do [ -e "$root/proc/$pid" ] || return 0; sleep 0.1; done
  fail "Ctrl+Q does not end the program"
}

open_with gio open
python3 "$here/screen_picture.py" "$root/home/learner/screen/Xvfb_screen0" "$results/screen.png" || fail "the window is blank"
close_it
open_with xdg-open
close_it

say "Pictures and a film."
draw() { learner sequentia-gui render "$lesson" --epochs 5 "$@" 2>>"$results/window.err" || fail "render failed: $*"; }
draw --json -o /home/learner/Documents/drawn.png >"$results/render.json"
draw -o /home/learner/Documents/drawn.svg
draw --frames 3 -o /home/learner/Documents/drawn.gif
cp "$root"/home/learner/Documents/drawn.* "$results"
python3 "$here/written_pictures.py" "$results"/drawn.{png,svg,gif} 3 || fail "a picture is blank"
[ ! -s "$results/window.err" ] || { cat "$results/window.err" >&2; fail "the window said something on standard error"; }

# -- and be gone --------------------------------------------------------------------------------------------------

say "Removing it."
inside dpkg --purge sequentia-gui >>"$results/dpkg.log" 2>&1 || { cat "$results/dpkg.log"; fail "the package does not come off"; }
rm -r "$root/package"
listing >"$results/after.txt"
diff "$results/before.txt" "$results/after.txt" >"$results/left-behind.txt" || { cat "$results/left-behind.txt"; fail "removal left something behind"; }
elsewhere=$(cd "$root/home/learner" && find . -type f ! -path './.config/*' ! -path './.local/share/*' ! -path './.local/state/*' ! -path './.cache/*' ! -path './self-test/*' ! -path './Documents/*' ! -path './screen/*' ! -path './run/*' ! -name '.bash*' ! -name .profile)
[ -z "$elsewhere" ] || fail "files outside of the XDG places: $elsewhere"
say "The package is in order: pictures and the report are in $results."
