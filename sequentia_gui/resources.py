"""Where the files that come with the program are: the one module that knows, in a checkout and when installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def asset(*parts: str) -> Path:
    """The path of a file or folder below `assets`; FileNotFoundError where the installation lacks it."""
    for home in (_PACKAGE / "assets", _PACKAGE.parent / "assets"):
        path = home.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"assets/{'/'.join(parts)} is missing from this installation")
