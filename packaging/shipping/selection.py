"""What goes into the executable: the parts of Python and Qt that the program uses, and nothing of the machine's own.

PyInstaller takes along all that it finds; the specification passes its lists through here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath

Entry = tuple[str, str, str]
"""Where a file goes, where it lies now (for a link: what it points to), and what kind PyInstaller says it is."""

MODULES_LEFT_OUT = (
    *("readline", "rlcompleter"),  # GPL
    *("_gdbm", "_dbm", "_curses", "_curses_panel", "_tkinter", "nis", "ossaudiodev", "spwd"),
    *("_ssl", "_hashlib", "_sqlite3", "_bz2", "_lzma", "_uuid"),  # each brings a library, and none is used
    *("tkinter", "turtle", "idlelib", "lib2to3", "ensurepip", "setuptools", "pip", "pkg_resources"),
    *(
        "PySide6.QtTest",
        "PySide6.QtNetwork",
        "PySide6.QtQml",
        "PySide6.QtQuick",
        "PySide6.QtDBus",
        "PySide6.QtXml",
        "PySide6.QtOpenGL",  # without_opengl.py stands in for it
    ),
    *("numpy.f2py", "numpy.distutils", "numpy.tests"),
    *(
        "PIL._avif",
        "PIL._webp",
        "PIL._imagingft",
        "PIL._imagingcms",
        "PIL._imagingtk",
        "PIL.ImageTk",
    ),  # only GIFs are made
    *("av", "onnx"),  # who wants them installs them: av's wheels hold GPL code
)
"""Not among them: pydoc, unittest and pyqtgraph.parametertree, without which pyqtgraph or NumPy break."""

HOOKS_LEFT_OUT = (
    *("pyi_rth_inspect", "pyi_rth_pkgutil", "pyi_rth_multiprocessing"),
    *("pyi_rth_pyside6", "pyi_rth_pyqtgraph_multiprocess"),
)
"""What PyInstaller would run at each start, also of the training process, which needs neither Qt nor these.

PySide6 itself tells Qt where its plugins are, and to tell it in the environment would mislead a browser made with Qt.
"""

PLUGINS = {
    "platforms": {"qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"},
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "platformthemes": {"qxdgdesktopportal"},
    "wayland-shell-integration": {"xdg-shell"},
    "wayland-decoration-client": {"bradient"},
    "wayland-graphics-integration-client": {"qt-plugin-wayland-egl"},
}
"""Qt's plugins that the program uses, by folder; PNG pictures need none."""

BROUGHT_BY_PYTHON = ("libpython3", "libffi", "libmpdec")
"""Libraries of the machine that Python needs and that differ between distributions: these come along."""

DATA_LEFT_OUT = (
    *("pyqtgraph/colors/", "pyqtgraph/examples/", "pyqtgraph/icons/peegee/"),
    *("PySide6/Qt/translations/", "PySide6/Qt/qml/"),
)

OF_ONE_MACHINE = ("RECORD", "direct_url.json")
"""What pip notes beside a package: paths of the machine that it was installed on."""


def binaries(entries: Iterable[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """The libraries that go in: extensions and plugins that are used, and what they need that is no system's.

    `needs` tells the files that a library is linked to.
    """
    allowed = [entry for entry in entries if _is_wanted_plugin(entry[0]) and not _is_machines(entry)]
    wanted = _needed([entry for entry in allowed if not _is_plain_library(entry[0])], allowed, needs)
    return [entry for entry in allowed if PurePath(entry[0]).name in wanted]


def data(entries: Iterable[Entry], kept: Iterable[Entry]) -> list[Entry]:
    """The data that go in, and the links to those libraries that do."""
    there = {entry[0] for entry in kept}
    fitting = [entry for entry in entries if not _is_left_out(PurePath(entry[0]))]
    return [entry for entry in fitting if entry[2] != "SYMLINK" or entry[1] in there]


def scripts(entries: Iterable[Entry]) -> list[Entry]:
    """What runs when the executable starts; only on Linux was it seen to do with less than PyInstaller plans."""
    if not sys.platform.startswith("linux"):
        return list(entries)
    return [entry for entry in entries if entry[0] not in HOOKS_LEFT_OUT]


def _is_left_out(place: PurePath) -> bool:
    """Whether a file is not used, or tells where it was built."""
    return place.as_posix().startswith(DATA_LEFT_OUT) or place.name in OF_ONE_MACHINE


def _is_wanted_plugin(place: str) -> bool:
    """Whether a file is no plugin of Qt's, or one that is used."""
    path = PurePath(place)
    if "plugins" not in path.parts:
        return True
    return path.stem.removeprefix("lib") in PLUGINS.get(path.parent.name, set())


def _is_machines(entry: Entry) -> bool:
    """Whether a library belongs to this Linux system: it is neither from a wheel nor Python's own."""
    if not sys.platform.startswith("linux") or entry[2] == "SYMLINK":
        return False
    ours = (Path(sys.prefix), Path(sys.base_prefix, "lib", f"python3.{sys.version_info.minor}"))
    if any(Path(entry[1]).is_relative_to(folder) for folder in ours):
        return False
    return not PurePath(entry[0]).name.startswith(BROUGHT_BY_PYTHON)


def _is_plain_library(place: str) -> bool:
    """Whether a file is a library that is there only because others need it."""
    path = PurePath(place)
    return ".so." in path.name and path.name.startswith("lib") and not path.name.startswith("libpython")


def _needed(
    roots: list[Entry], allowed: list[Entry], needs: Callable[[str], Iterable[str]]
) -> frozenset[str]:
    """The names of the roots and of all that they need, directly or by way of others."""
    sources = {PurePath(entry[0]).name: entry[1] for entry in allowed if entry[2] != "SYMLINK"}
    found: set[str] = set()
    open_names = [PurePath(entry[0]).name for entry in roots]
    while open_names:
        name = open_names.pop()
        if name not in found:
            found.add(name)
            open_names += [PurePath(each).name for each in needs(sources[name])] if name in sources else []
    return frozenset(found)
