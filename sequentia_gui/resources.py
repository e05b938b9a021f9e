"""Where the files that come with the program are: the one module that knows, in a checkout and when installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def file_of_package(package: str, *parts: str) -> Path:
    """The path of a file in another package, which is not imported for it; FileNotFoundError without the package."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError(f"{package} is missing from this installation")
    return Path(next(iter(found.submodule_search_locations)), *parts)


def asset(*parts: str) -> Path:
    """The path of a file or folder below `assets`; FileNotFoundError where the installation lacks it."""
    for home in (_PACKAGE / "assets", _PACKAGE.parent / "assets"):
        path = home.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"assets/{'/'.join(parts)} is missing from this installation")
