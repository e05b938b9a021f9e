"""Starting other programs, waiting for them, and stopping them politely."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

SECONDS_TO_CLOSE = 5


class Refusal(Exception):  # noqa: N818  (it is no fault of anybody: a sentence that ends the command)
    """Why a command cannot go on, in words for the person who typed it."""


def say(sentence: str) -> None:
    """Tell what is going on, at once."""
    print(sentence, flush=True)


def call(
    command: Sequence[str | Path],
    *,
    folder: Path | None = None,
    variables: Mapping[str, str] | None = None,
    quiet: bool = False,
) -> int:
    """Run a program in this terminal and return its exit code; Ctrl-C reaches it too, and is waited for.

    A quiet program still tells of its errors.
    """
    words = [str(word) for word in command]
    output = subprocess.DEVNULL if quiet else None
    process = subprocess.Popen(words, cwd=folder, env=variables, stdout=output)
    try:
        return process.wait()
    except KeyboardInterrupt:
        close(process)
        raise


def close(process: subprocess.Popen[bytes]) -> None:
    """Wait for a program that was told to stop; end it when it does not."""
    try:
        process.wait(SECONDS_TO_CLOSE)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        process.terminate()
        process.wait()
