"""The project's own commands: each sets up what it needs, then runs, tests or shows the program.

Needs Python 3.11 or newer and nothing else: only the standard library is used here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import checks
import pinning
import programs
import system_libraries
from display import refuse_without_display
from environment import Environment
from programs import Refusal
from shipping import steps

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 14)


class Command(NamedTuple):
    """One word after `dev.py`: what it is called, what it takes, what it promises, and what does it."""

    name: str
    takes: str
    promise: str
    action: Callable[[list[str]], int]


def run(arguments: list[str]) -> int:
    """Open the window, or pass the arguments on to the program."""
    refuse_without_display(arguments)
    system_libraries.provide(system_libraries.FOR_A_WINDOW)
    return programs.call([provided("run").python, "-m", "sequentia_gui", *arguments])


def test(arguments: list[str]) -> int:
    """Run every check and every test; with arguments, pytest alone, with these."""
    system_libraries.provide(system_libraries.ALWAYS)
    environment = provided("test")
    if arguments:
        return programs.call([environment.python, "-m", "pytest", *arguments], folder=ROOT)
    return checks.run_all((*checks.CHECKS, checks.TESTS), environment, ROOT)


def check(_arguments: list[str]) -> int:
    """Run the checks that only read the code."""
    return checks.run_all(checks.CHECKS, provided("test"), ROOT)


def look(arguments: list[str]) -> int:
    """Draw the window in many sizes and states into a folder."""
    if len(arguments) != 1:
        raise Refusal("Say which folder the pictures go to: python3 packaging/dev.py look DIR")
    system_libraries.provide(system_libraries.ALWAYS)
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    script = ROOT / "packaging" / "look.py"
    return programs.call([provided("run").python, script, arguments[0]], variables=offscreen)


def bench(arguments: list[str]) -> int:
    """Measure how fast the program is, as ratios."""
    system_libraries.provide(system_libraries.FOR_A_WINDOW)
    return programs.call([provided("run").python, ROOT / "packaging" / "bench.py", *arguments])


def build(arguments: list[str]) -> int:
    """Make what people install: wheel, executable, packages."""
    steps.build(quick="--quick" in arguments)
    return 0


def lock(_arguments: list[str]) -> int:
    """Pin the newest versions that pyproject.toml allows."""
    pinning.pin_all(ROOT)
    return 0


# In the order in which the help names them; what measures or builds the program gets its row here too.
COMMANDS = (
    Command("run", "[-- ARGUMENTS]", "open the window (with arguments: pass them on to the program)", run),
    Command("test", "[PYTEST ARGUMENTS]", "run all checks and tests (with arguments: only pytest)", test),
    Command("check", "", "check format, lint, types and import directions", check),
    Command("look", "DIR", "draw the window in many sizes and states into DIR, without a display", look),
    Command(
        "bench", "[--quick] [--json FILE]", "measure how fast it is: training, window, start, memory", bench
    ),
    Command("build", "[--quick]", "make what people install, from a clean environment: into dist/", build),
    Command("lock", "", "pin the newest allowed versions in packaging/locks", lock),
)


def provided(lock_name: str) -> Environment:
    """The checkout's own environment, with everything that the lock names installed."""
    environment = Environment(ROOT)
    environment.provide(lock_name)
    return environment


def usage() -> str:
    """The help: one line for each command."""
    lines = [f"  {command.name:6} {command.takes:23} {command.promise}" for command in COMMANDS]
    return "\n".join(["usage: python3 packaging/dev.py COMMAND", "", *lines])


def refuse_other_pythons() -> None:
    """Raise a Refusal on a Python that the program was not made for."""
    present = sys.version_info[:2]
    if not OLDEST <= present <= NEWEST:
        wanted = " to ".join(f"{major}.{minor}" for major, minor in (OLDEST, NEWEST))
        raise Refusal(f"This is Python {present[0]}.{present[1]}; Sequentia needs Python {wanted}.")


def chosen(name: str) -> Command:
    """The command of that name; raises a Refusal with the help for an unknown one."""
    for command in COMMANDS:
        if command.name == name:
            return command
    raise Refusal(f"There is no command '{name}'.\n{usage()}")


def obey(words: list[str]) -> int:
    """Do what the words on the command line say; returns the exit code."""
    if not words or words[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    refuse_other_pythons()
    arguments = words[2:] if words[1:2] == ["--"] else words[1:]
    return chosen(words[0]).action(arguments)


def main() -> int:
    """Obey, and say what went wrong in a sentence."""
    try:
        return obey(sys.argv[1:])
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
