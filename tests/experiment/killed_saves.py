"""A program that saves a file and is killed while it does, over and over; it prints which file was found each time.

Run with a folder as its argument. It is a program of its own because it forks, which a process with threads of
Qt's should not do.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from sequentia_gui.experiment.text_file import write_bytes

OLD, NEW = b"old" * 20_000, b"new" * 2_000_000
ROUNDS = 60


class Killer:
    """A trace function that kills its own process when so many lines have been run."""

    def __init__(self, lines: int) -> None:
        self._left = lines

    def __call__(self, frame: FrameType, event: str, argument: object) -> Killer:
        if event == "line":
            self._left -= 1
            if self._left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def saves_and_dies(path: Path, before: Callable[[], None], after: Callable[[int], None]) -> bool:
    """Whether a child that saves was killed; `before` runs in the child, `after` here with the child's number."""
    child = os.fork()
    if not child:
        before()
        write_bytes(path, NEW)
        os._exit(0)
    after(child)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def found(path: Path) -> str:
    """Which file is there, and then whether the next save leaves nothing but the file."""
    content = path.read_bytes()
    write_bytes(path, OLD)
    if [*path.parent.iterdir()] != [path]:
        return "draft left"
    return {OLD: "old", NEW: "new"}.get(content, "broken")


def killed_at_every_line(path: Path) -> Counter[str]:
    """Every line of Python that a save runs, those of the standard library too, is once the last."""
    counts: Counter[str] = Counter()
    while saves_and_dies(path, lambda: sys.settrace(Killer(counts.total())), lambda _: None):
        counts[found(path)] += 1
    return counts


def killed_at_any_time(path: Path) -> Counter[str]:
    """At moments drawn at random from the time that a save takes, in the middle of a call of the system too."""
    began = time.perf_counter()
    write_bytes(path, NEW)
    took = time.perf_counter() - began

    def kill(child: int) -> None:
        time.sleep(random.uniform(0, 1.5 * took))  # noqa: S311
        os.kill(child, signal.SIGKILL)

    counts: Counter[str] = Counter()
    for _ in range(ROUNDS):
        saves_and_dies(path, lambda: None, kill)
        counts[found(path)] += 1
    return counts


if __name__ == "__main__":
    place = Path(sys.argv[1]) / "work.sequentia"
    place.write_bytes(OLD)
    sys.stdout.write(json.dumps({"lines": killed_at_every_line(place), "times": killed_at_any_time(place)}))
