"""Collects the licences of everything that is shipped; a package without one stops the build.

The list begins with the files that went into the executable: each is traced to the wheel, to Python, or to the
Debian package that it came from.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

KEPT = Path(__file__).resolve().parent / "licences"

OWN = "sequentia-gui"
NO_TEXT_IN_WHEEL = {
    "pyside6-essentials": ("qt.txt", "LGPL-3", "GPL-3", "qt-components.txt"),
    "shiboken6": ("shiboken.txt",),
    "fonticon-materialdesignicons7": ("Apache-2.0",),
}
"""Texts that we keep because the wheel has none, or names one without quoting it."""

_LICENCE_FILE = re.compile(r"(^|/)(licen[sc]es?|copying|notice|authors)([^/]*$|/)", re.IGNORECASE)
_WIDTH = 100


class LicenceMissing(Exception):  # noqa: N818  (what is missing, in a sentence)
    """Something would be shipped without its licence."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody else made: its name and version, the licence in short, and the texts."""

    name: str
    licence: str
    texts: tuple[str, ...]

    def written(self) -> str:
        """The notice as a section of the file."""
        heading = f"{'=' * _WIDTH}\n{self.name}\n{self.licence}\n{'=' * _WIDTH}"
        return "\n\n".join([heading, *(text.strip() for text in self.texts)])


def collected(files: Iterable[str]) -> str:
    """The notices for these files, as one text; LicenceMissing names what has no licence."""
    notices = sorted(_notices({Path(file) for file in files}), key=lambda notice: notice.name.lower())
    contents = "\n".join(f"  {notice.name}: {notice.licence}" for notice in notices)
    introduction = (KEPT / "introduction.txt").read_text("utf-8").strip()
    return "\n\n\n".join([f"{introduction}\n\n{contents}", *(notice.written() for notice in notices)]) + "\n"


def _notices(files: set[Path]) -> list[Notice]:
    shipped, rest = _shipped_distributions(files)
    # The program that starts everything is PyInstaller's, and in no list of files.
    shipped["pyinstaller"] = Distribution.from_name("pyinstaller")
    notices = [of_distribution(each) for name, each in shipped.items() if name != OWN]
    notices.append(_of_python())
    system = [file for file in rest if _is_from_system(file)]
    return [*notices, *_of_system(system), _of_own_parts()]


def _shipped_distributions(files: set[Path]) -> tuple[dict[str, Distribution], set[Path]]:
    """The installed distributions that a file belongs to, by name, and the files that belong to none."""
    shipped, rest = {}, set(files)
    # An environment's folder may be on the path twice, and then names everything twice.
    for name, distribution in {_name(each): each for each in distributions()}.items():
        own = {Path(str(distribution.locate_file(file))) for file in distribution.files or ()}
        if own & files:
            shipped[name] = distribution
            rest -= own
    return shipped, rest


def of_distribution(distribution: Distribution) -> Notice:
    """The notice of one wheel; LicenceMissing where neither it nor we have a text."""
    name = _name(distribution)
    files = sorted(
        {file for file in distribution.files or () if ".dist-info" in str(file) and _is_licence(str(file))}
    )
    texts = [Path(str(distribution.locate_file(file))).read_text("utf-8", errors="replace") for file in files]
    texts += [(KEPT / text).read_text("utf-8") for text in NO_TEXT_IN_WHEEL.get(name, ())]
    texts = list(dict.fromkeys(texts))
    if not any(text.strip() for text in texts):
        raise LicenceMissing(f"{name} {distribution.version} has no licence text: put one into {KEPT.name}.")
    return Notice(
        f"{distribution.metadata['Name']} {distribution.version}", _short(distribution), tuple(texts)
    )


def _is_licence(file: str) -> bool:
    return _LICENCE_FILE.search(file.rpartition(".dist-info/")[2]) is not None


def _short(distribution: Distribution) -> str:
    """The licence in a few words, from where metadata have had it over the years."""
    metadata = distribution.metadata
    said = (each for key in ("License-Expression", "License") for each in metadata.get_all(key) or ())
    named = next(said, "")
    classified = [
        line.rpartition(" :: ")[2]
        for line in metadata.get_all("Classifier") or ()
        if line.startswith("License")
    ]
    first_line = named.strip().partition("\n")[0]
    return first_line or ", ".join(classified) or "see the text"


def _of_python() -> Notice:
    folder = Path(sys.base_prefix)
    places = (
        folder / "lib" / f"python3.{sys.version_info.minor}" / "LICENSE.txt",
        folder / "LICENSE.txt",
        Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright"),
    )
    text = next((place.read_text("utf-8") for place in places if place.is_file()), "")
    if not text:
        raise LicenceMissing("This Python comes without its licence.")
    return Notice(f"Python {sys.version.partition(' ')[0]}", "PSF-2.0", (text,))


def _is_from_system(file: Path) -> bool:
    folders = (Path(sys.prefix), Path(sys.base_prefix, "lib", f"python3.{sys.version_info.minor}"))
    return sys.platform.startswith("linux") and not any(file.is_relative_to(folder) for folder in folders)


def _of_system(files: Sequence[Path]) -> list[Notice]:
    """The notices of Debian packages; Python's own library counts as Python."""
    libraries = [
        file
        for file in files
        if file.is_file() and ".so" in file.name and not file.name.startswith("libpython")
    ]
    return [_of_package(package) for package in sorted({_package_of(file) for file in libraries})]


def _package_of(file: Path) -> str:
    for path in (file, file.resolve()):  # dpkg knows a file by one of its names
        answer = subprocess.run(
            ["dpkg-query", "--search", f"*/{path.name}"], capture_output=True, text=True, check=False
        )
        if answer.returncode == 0:
            return answer.stdout.partition(":")[0]
    raise LicenceMissing(f"{file} belongs to no package, so nobody knows its licence.")


def _of_package(package: str) -> Notice:
    copyright_file = Path("/usr/share/doc", package, "copyright")
    if not copyright_file.is_file():
        raise LicenceMissing(f"The package {package} has no copyright file.")
    return Notice(f"{package} (from Debian)", "see the text", (copyright_file.read_text("utf-8"),))


def _of_own_parts() -> Notice:
    """What is in our own files and was made by others: the flowers, the sets of colours."""
    text = (KEPT / "own-parts.txt").read_text("utf-8")
    return Notice("Data and colours", "public domain, and as said below", (text,))


def _name(distribution: Distribution) -> str:
    return re.sub(r"[-_.]+", "-", distribution.metadata["Name"]).lower()
