"""What is done to PyInstaller's folder before it is packed: checked for what is missing, and made smaller."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from programs import Refusal

_NOT_FOUND = re.compile(r"Library not found: could not resolve '([^']+)', dependency of '([^']+)'")
_MAGIC = b"\x7fELF"


def check_log(log: str, folder: Path) -> None:
    """Refuse where PyInstaller missed a library that a shipped file needs: it only warns of that."""
    shipped = {path.name for path in folder.rglob("*")}
    for library, file in _NOT_FOUND.findall(log):
        if Path(file).name in shipped:
            raise Refusal(f"{Path(file).name} needs {library}, which this machine does not have.")


def check_links(folder: Path) -> None:
    """Refuse where a library of the folder needs one that is neither there nor on this machine."""
    variables = {**os.environ, "LD_LIBRARY_PATH": str(folder / "_internal")}
    for file in libraries(folder):
        answer = subprocess.run(
            ["ldd", str(file)], env=variables, capture_output=True, text=True, check=False
        )
        lacking = [line.split()[0] for line in answer.stdout.splitlines() if "not found" in line]
        if lacking:
            raise Refusal(f"{file.relative_to(folder)} needs {', '.join(lacking)}, and it is not here.")


def libraries(folder: Path) -> Iterator[Path]:
    """Every ELF file of a folder, links left out."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink() and _begins_like_a_library(file):
            yield file


def _begins_like_a_library(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(_MAGIC)) == _MAGIC


def strip(folder: Path) -> None:
    """Take the symbols for debuggers out of Python's own libraries and of Pillow's, which has 3 MB of them.

    NumPy's OpenBLAS would not survive that.
    """
    inside = folder / "_internal"
    subprocess.run(["strip", "--strip-unneeded", *map(str, _with_symbols(inside))], check=True)


def _with_symbols(inside: Path) -> Iterable[Path]:
    yield from inside.glob("libpython3*.so*")
    yield from inside.glob("python3*/lib-dynload/*.so")
    yield from inside.glob("PIL/*.so")


def set_rights(folder: Path) -> None:
    """Everybody may read it, and nobody but the owner may change it, whatever the builder's habits are."""
    for path in folder.rglob("*"):
        if not path.is_symlink():
            executable = path.is_dir() or path.name == "sequentia-gui"
            path.chmod(0o755 if executable else 0o644)
    folder.chmod(0o755)
