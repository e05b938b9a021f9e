"""The build from start to end: clean environment, wheel, executable, packages, checksums."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import programs
from environment import provide_venv
from programs import Refusal, say
from shipping import archive, debian, finished, icu, macos, windows
from system_libraries import FOR_A_WINDOW, install_packages, provide

ROOT = Path(__file__).resolve().parents[2]
BUILD, DIST = ROOT / "build", ROOT / "dist"
PYTHON = BUILD / "environment" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NAME = "sequentia-gui"
EFFORT = 9
"""Of xz, 0 to 9; its extreme kinds take three times as long and save nothing."""

TOOLS = {
    "dpkg-shlibdeps": "dpkg-dev",
    "strip": "binutils",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
}
"""Programs that a Debian package is made with, and the packages that bring them."""


def build(quick: bool) -> None:
    """Make everything that can be made on this system, into dist/; quick: pack loosely, to check it."""
    began = time.monotonic()
    _provide_system()
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    moment = source_date()
    _make_environment()
    _make_wheel(moment)
    folder = _freeze(moment)
    if sys.platform == "win32":
        target = DIST / f"{NAME}-{version()}-windows-installer.exe"
        windows.build(folder, BUILD / "icons" / f"{NAME}.ico", target, version())
    elif sys.platform == "darwin":
        target = DIST / f"{NAME}-{version()}-macos-{platform.machine()}.zip"
        macos.build(folder.parent / "Sequentia.app", target)
    else:
        _pack_for_linux(folder, moment, 0 if quick else EFFORT)
    files = [file for file in DIST.iterdir() if file.is_file()]
    archive.write_checksums(files, DIST / "SHA256SUMS")
    _tell(folder, time.monotonic() - began)


def _provide_system() -> None:
    """The libraries that the executable will need are looked up on this machine, so they have to be here."""
    provide(FOR_A_WINDOW)
    lacking = [package for tool, package in TOOLS.items() if not shutil.which(tool)]
    if lacking and sys.platform.startswith("linux"):
        install_packages(lacking, "Packing needs programs that are not here.")


def source_date() -> int:
    """Seconds since 1970 that stand for "now" in all that is built: the last commit's, or else the last release's."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal():
        return int(given)
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "log", "-1", "--format=%ct"]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
        if told.isdecimal():
            return int(told)
    return _last_release()


def _last_release() -> int:
    day = re.search(
        r"^## \[[\d.]+\] - (\d{4}-\d\d-\d\d)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    if day is None:
        raise Refusal("CHANGELOG.md names no release, so nothing tells which date to build with.")
    return int(datetime.fromisoformat(day[1]).replace(tzinfo=UTC).timestamp())


def version() -> str:
    """The program's version, as the package says it."""
    text = (ROOT / "sequentia_gui" / "__init__.py").read_text("utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]


def _make_environment() -> None:
    """A clean environment, with wheels that the lock names, by their hashes."""
    provide_venv()
    say("Making a clean environment for the build.")
    _do([sys.executable, "-m", "venv", "--clear", PYTHON.parent.parent], "The environment could not be made")
    lock = ROOT / "packaging" / "locks" / "build.txt"
    _pip(["--require-hashes", "--only-binary", ":all:", "-r", lock])


def _make_wheel(moment: int) -> None:
    say("Building the wheel and the source distribution.")
    _do([PYTHON, "-m", "hatchling", "build", "-d", DIST], "The wheel could not be built", _variables(moment))
    _pip(["--no-deps", "--no-index", next(DIST.glob("*.whl"))])


def _pip(wishes: list[str | Path]) -> None:
    command: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet"]
    command += ["--disable-pip-version-check", "--no-input"]
    _do([*command, *wishes], "The packages could not be installed")


def _freeze(moment: int) -> Path:
    """PyInstaller's folder, checked; what PyInstaller says goes to build/pyinstaller.log."""
    say("Building the executable.")
    # The packages are packed as a whole, and better; modules that each have to be unpacked would delay the window.
    variables = {**_variables(moment), "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0"}
    _do([PYTHON, ROOT / "packaging" / "icons.py", BUILD / "icons"], "The icons could not be drawn", variables)
    target, log = BUILD / "bundle", BUILD / "pyinstaller.log"
    shutil.rmtree(target, ignore_errors=True)
    command: list[str | Path] = [PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "INFO"]
    command += ["--distpath", target, "--workpath", BUILD / "pyinstaller"]
    command.append(Path(__file__).with_name("sequentia.spec"))
    # Not from the checkout: Python would find the program there instead of the one that was installed.
    with log.open("wb") as output:
        done = subprocess.run(command, env=variables, stderr=output, stdout=output, cwd=BUILD, check=False)
    text = log.read_text("utf-8", errors="replace")
    if done.returncode:
        raise Refusal(f"PyInstaller failed:\n{text[-3000:]}")
    finished.check_log(text, target / NAME)
    return target / NAME


def _variables(moment: int) -> dict[str, str]:
    """What makes a build repeatable: no order by chance, no time of its own, no habits of a shell."""
    ours = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "PYI"))}
    return {**ours, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(moment), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _pack_for_linux(folder: Path, moment: int, effort: int) -> None:
    finished.strip(folder)
    icu.shorten(folder, BUILD / "icu")
    finished.set_rights(folder)
    finished.check_links(folder)
    say("Packing.")
    named = f"{NAME}-{version()}-linux-{platform.machine()}"
    archive.pack(folder, DIST / f"{named}.tar.xz", moment, effort)
    package = DIST / f"{NAME}_{version()}_{debian.architecture()}.deb"
    debian.build(folder, BUILD / "debian", package, version(), moment, effort)


def _do(command: list[str | Path], complaint: str, variables: dict[str, str] | None = None) -> None:
    if programs.call(command, folder=ROOT, variables=variables) != 0:
        raise Refusal(f"{complaint}; the lines above say why.")


def _tell(folder: Path, seconds: float) -> None:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    say(f"Built in {seconds:.0f} seconds. On disk: {size / 1e6:.1f} MB in {folder.relative_to(ROOT)}.")
    for file in sorted(DIST.iterdir()):
        say(f"  {file.stat().st_size / 1e6:6.1f} MB  dist/{file.name}")
