"""How much memory this program holds at the moment, the process that trains for it included."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

KILOBYTES = 1024


def resident_megabytes() -> float:
    """Resident memory of this process and of those that it started, as Linux counts it.

    What two processes share counts twice: so it is rather too much than too little.
    """
    return round(sum(_resident(process) for process in ("self", *_children())), 1)


def own_megabytes() -> float:
    """Resident memory of this process alone."""
    return round(_resident("self"), 1)


def _children() -> Iterator[str]:
    for task in Path("/proc/self/task").iterdir():
        yield from (task / "children").read_text("utf-8").split()


def _resident(process: str) -> float:
    for line in Path(f"/proc/{process}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / KILOBYTES
    raise OSError(f"Process {os.getpid()} is not told how much memory {process} holds.")
