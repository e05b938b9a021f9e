"""The checks that every change has to pass, in the order of how soon they answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import programs
from environment import Environment
from programs import say


class Check(NamedTuple):
    """What is checked, in words, and the program of the environment that checks it."""

    name: str
    command: tuple[str, ...]


CHECKS = (
    Check("format", ("ruff", "format", "--check", ".")),
    Check("lint", ("ruff", "check", ".")),
    Check("import directions", ("lint-imports",)),
    Check("types", ("mypy",)),
)
TESTS = Check("tests", ("pytest",))


def run_all(checks: Sequence[Check], environment: Environment, root: Path) -> int:
    """Run all of them, also after one has failed, and name those that did; returns the exit code."""
    failed = [check.name for check in checks if not passes(check, environment, root)]
    if failed:
        say(f"\nNot in order: {', '.join(failed)}.")
        return 1
    say("\nEverything is in order.")
    return 0


def passes(check: Check, environment: Environment, root: Path) -> bool:
    """Run one check in this terminal; whether it found nothing."""
    say(f"\n-- {check.name}")
    program, *arguments = check.command
    return programs.call([environment.scripts / program, *arguments], folder=root) == 0
