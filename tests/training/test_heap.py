"""All threads share one heap, and what was freed is given back to the system, now and then."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sequentia_gui.training.heap import SECONDS, Heap

ONLY_GLIBC = pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="this C library gives back by itself",
)

HEAPS = """
import ctypes, re, sys, threading
from pathlib import Path
from sequentia_gui.training.heap import Heap

if sys.argv[2] == "one":
    Heap()
threads = [threading.Thread(target=ctypes.CDLL(None).malloc, args=(1000,)) for _ in range(4)]
for each in threads:
    each.start()
for each in threads:
    each.join()
library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(library.fopen(sys.argv[1].encode(), b"w"))
library.malloc_info(0, file)
library.fclose(file)
print(len(re.findall("<heap nr=", Path(sys.argv[1]).read_text())))
"""


def heaps(where: Path, how: str) -> int:
    """How many heaps a process has in which five threads have asked for memory."""
    done = subprocess.run(
        [sys.executable, "-c", HEAPS, str(where / how), how], capture_output=True, check=True
    )
    return int(done.stdout)


def resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@ONLY_GLIBC
def test_all_threads_share_one_heap(tmp_path: Path) -> None:
    assert heaps(tmp_path, "one") == 1 < heaps(tmp_path, "many")


@ONLY_GLIBC
def test_what_lies_free_between_what_is_in_use_is_given_back_at_most_every_few_seconds() -> None:
    now = [0.0]
    heap = Heap(lambda: now[0])
    kept = [np.ones(12_000, np.float64) for _ in range(2_000)]  # 96 kB each: below what is mapped apart
    kept = kept[::40]
    before = resident_megabytes()
    heap.give_back()
    assert resident_megabytes() > before - 20  # it is too early
    now[0] = SECONDS
    heap.give_back()
    assert resident_megabytes() < before - 50
    assert all(each.sum() == len(each) for each in kept)
