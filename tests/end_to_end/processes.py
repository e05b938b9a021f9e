"""Processes that tests start."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def running(words: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """A process that ends with the test, come what may, and to which signals mean what they mean in a terminal."""
    with _begun(words, **options) as process:
        try:
            yield process
        finally:
            process.kill()


def _begun(words: Sequence[str], **options: Any) -> subprocess.Popen[str]:
    """Whoever runs the tests with nohup, or in the background, has signals ignored, and processes inherit that."""
    here = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    ignored = [number for number in here if signal.getsignal(number) is signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    try:
        return subprocess.Popen(words, text=True, **options)
    finally:
        for number in ignored:
            signal.signal(number, signal.SIG_IGN)
