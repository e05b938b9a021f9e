"""Memory that is free is the system's again, instead of lying between what is in use."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable

SECONDS = 5.0
"""So long nothing is given back again: it takes about a millisecond, and the next frames ask for some of it anew."""


class FreeMemory:
    """Gives back what the C library holds and nobody uses, at most every few seconds; only glibc has to be asked.

    Its heap shrinks at the end alone, and there always lies something small that is in use: after ten minutes of
    edits the process that trains held three times what it used.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next = clock() + SECONDS
        self._trim = _trimmer()

    def give_back(self) -> None:
        """Give back all that is free, unless that was done just now."""
        now = self._clock()
        if now >= self._next:
            self._next = now + SECONDS
            self._trim(0)


def _trimmer() -> Callable[[int], object]:
    """glibc's `malloc_trim`, or what does nothing where there is no such thing."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return getattr(library, "malloc_trim", _nothing)


def _nothing(_kept: int) -> None:
    """Other C libraries give back by themselves."""
