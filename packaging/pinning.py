"""Writing packaging/locks: for each command the exact versions, with the hashes of all their files."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import programs
from environment import provide_venv
from programs import Refusal, say

RESOLVER = "uv==0.13.9"
OLDEST_PYTHON = "3.11"


class Lock(NamedTuple):
    """A file of pins, pyproject.toml's dependency groups and extras in it, and the lock that it agrees with."""

    name: str
    groups: tuple[str, ...]
    agrees_with: str = ""
    extras: tuple[str, ...] = ()


# Whoever has the test lock installed has the run lock too, because they agree.
LOCKS = (
    Lock("run", ("build",)),
    Lock("test", ("build", "test", "check"), agrees_with="run"),
    Lock("build", ("build", "freeze"), agrees_with="run"),
    Lock("extras", ("build", "test", "check"), agrees_with="test", extras=("mp4", "onnx")),
)

# One version for every Python and system, hashes of all their wheels, no address and no path in the file.
MANNER = [
    *("--universal", "--python-version", OLDEST_PYTHON, "--fork-strategy", "fewest", "--upgrade"),
    *(
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-emit-find-links",
        "--no-header",
        "--no-annotate",
        "--quiet",
    ),
]


def pin_all(root: Path) -> None:
    """Write every lock anew, from the public index alone; raises a Refusal where that fails."""
    provide_venv()
    with tempfile.TemporaryDirectory() as folder:
        resolver = install_resolver(Path(folder))
        for lock in LOCKS:
            say(f"Pinning {lock.name}.")
            pin(lock, resolver, root)


def install_resolver(folder: Path) -> Path:
    """Put the resolver into a folder of its own; returns the Python that runs it."""
    say(f"Fetching {RESOLVER}.")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    made = programs.call([sys.executable, "-m", "venv", folder])
    if made or programs.call([python, "-m", "pip", "install", "--quiet", RESOLVER]):
        raise Refusal("The resolver could not be installed; the lines above say why.")
    return python


def pin(lock: Lock, python: Path, root: Path) -> None:
    """Write one lock."""
    locks = Path("packaging", "locks")
    groups = [word for group in lock.groups for word in ("--group", group)]
    groups += [word for extra in lock.extras for word in ("--extra", extra)]
    agreement = ["--constraint", f"{locks}/{lock.agrees_with}.txt"] if lock.agrees_with else []
    output = ["--output-file", f"{locks}/{lock.name}.txt"]
    wishes = ["pyproject.toml", *MANNER, *groups, *agreement, *output]
    if (
        programs.call(
            [python, "-m", "uv", "pip", "compile", *wishes], folder=root, variables=plain_variables()
        )
        != 0
    ):
        raise Refusal("No versions fit together; the lines above say why.")


def plain_variables() -> dict[str, str]:
    """The environment's variables without any that would bring in another index or other settings.

    A local index often holds the files of one system only, and a lock needs the hashes of all.
    """
    ours = {name: text for name, text in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
    return {**ours, "UV_NO_CONFIG": "1"}
