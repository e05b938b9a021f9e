"""What was freed is given back to the system, now and then."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from sequentia_gui.training.free_memory import SECONDS, FreeMemory


def has_malloc_trim() -> bool:
    return sys.platform == "linux" and hasattr(ctypes.CDLL(None), "malloc_trim")


def resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@pytest.mark.skipif(not has_malloc_trim(), reason="this C library gives back by itself")
def test_what_lies_free_between_what_is_in_use_is_given_back_at_most_every_few_seconds() -> None:
    now = [0.0]
    memory = FreeMemory(lambda: now[0])
    kept = [np.ones(12_000, np.float64) for _ in range(2_000)]  # 96 kB each: below what is mapped apart
    kept = kept[::40]
    before = resident_megabytes()
    memory.give_back()
    assert resident_megabytes() > before - 20  # it is too early
    now[0] = SECONDS
    memory.give_back()
    assert resident_megabytes() < before - 50
    assert all(each.sum() == len(each) for each in kept)
