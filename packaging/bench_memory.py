"""How much memory this program holds at the moment, the process that trains for it included.

What several of our processes share, which is the libraries' code, counts once: for every file the process that holds
most of it, and what is no file's (Linux calls it anonymous) of each. Linux's own proportional size (PSS) would divide
the shared pages among strangers, too: on a machine where other programs use Qt the window would seem smaller.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

KILOBYTES = 1024
_ANONYMOUS = ""


def resident_megabytes() -> float:
    """Resident memory of this process and of those that it started; what they share counts once."""
    held = [_held(process) for process in ("self", *_children())]
    shared: Counter[str] = Counter()
    for each in held:
        shared |= each  # the larger of the two, file by file
    shared[_ANONYMOUS] = sum(each[_ANONYMOUS] for each in held)
    return round(shared.total() / KILOBYTES, 1)


def own_megabytes() -> float:
    """Resident memory of this process alone."""
    return round(_held("self").total() / KILOBYTES, 1)


def _children() -> Iterator[str]:
    for task in Path("/proc/self/task").iterdir():
        yield from (task / "children").read_text("utf-8").split()


def _held(process: str) -> Counter[str]:
    """Resident kilobytes by the file that they are of, all that is no file's under one name.

    What was written to in a file's mapping is no file's any more: it is this process' own.
    """
    found: Counter[str] = Counter()
    file = _ANONYMOUS
    with Path(f"/proc/{process}/smaps").open(encoding="utf-8") as lines:  # as one text it would count itself
        for line in lines:
            name, *rest = line.split(maxsplit=5)
            if not name.endswith(":"):  # a mapping: addresses, rights, offset, device, node, file
                file = rest[4] if len(rest) > 4 else _ANONYMOUS
            elif name == "Rss:":
                found[file] += int(rest[0])
            elif name == "Anonymous:":
                found[file] -= int(rest[0])
                found[_ANONYMOUS] += int(rest[0])
    if not found:
        raise OSError(f"Process {os.getpid()} is not told how much memory {process} holds.")
    return found
