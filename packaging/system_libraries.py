"""The few libraries of a Linux system that Qt takes for granted: found, installed, or named."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

import programs
from programs import Refusal, say


class Library(NamedTuple):
    """A shared library as the loader knows it, and the Debian package that brings it."""

    file: str
    package: str


ALWAYS = (
    Library("libGL.so.1", "libgl1"),
    Library("libEGL.so.1", "libegl1"),
    Library("libglib-2.0.so.0", "libglib2.0-0"),
    Library("libdbus-1.so.3", "libdbus-1-3"),
    Library("libfontconfig.so.1", "libfontconfig1"),
    Library("libxkbcommon.so.0", "libxkbcommon0"),
)
FOR_A_WINDOW = (
    *ALWAYS,
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0"),
    Library("libwayland-egl.so.1", "libwayland-egl1"),
)


def provide(libraries: Sequence[Library]) -> None:
    """See to it that Qt finds these libraries; raises a Refusal that names what a person has to install."""
    if not sys.platform.startswith("linux"):
        return
    lacking = missing(libraries)
    if not lacking:
        return
    install_packages([library.package for library in lacking], describe(lacking))
    still_lacking = missing(lacking)
    if still_lacking:
        raise Refusal(f"{describe(still_lacking)} The packages were installed, and it is still so.")


def missing(libraries: Sequence[Library], found: Callable[[str], bool] | None = None) -> list[Library]:
    """Those of the libraries that the system's loader does not find."""
    is_there = found or loads
    return [library for library in libraries if not is_there(library.file)]


def loads(file: str) -> bool:
    """Whether the system's loader finds this shared library."""
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def describe(lacking: Sequence[Library]) -> str:
    """What is missing, as a sentence."""
    files = ", ".join(library.file for library in lacking)
    return f"Qt needs system libraries that are not here: {files}."


def install_packages(packages: Sequence[str], reason: str) -> None:
    """Install Debian packages where we may; elsewhere raise a Refusal with the line that does it."""
    line = f"apt-get install -y {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise Refusal(f"{reason} Please install them with this system's package manager (Debian: {line}).")
    if os.geteuid() != 0:
        raise Refusal(f"{reason} This line installs them:\n  sudo {line}")
    say(f"{reason} Installing {', '.join(packages)}.")
    apt_get("update")
    if apt_get("install", "-y", "--no-install-recommends", *packages) != 0:
        raise Refusal(f"The system packages could not be installed. This is the line that failed:\n  {line}")


def apt_get(*arguments: str) -> int:
    """Run apt-get so that it asks nothing and says little; returns its exit code."""
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return programs.call(
        ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", *arguments], variables=variables, quiet=True
    )
