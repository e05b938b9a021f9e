"""When something unexpected happens, its details go to a log file, so that a person only needs to see a sentence."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

from platformdirs import user_log_path

_LIMIT = 1_000_000
_LONGEST = 300


def log_file() -> Path:
    """Where details of mishaps are kept."""
    return user_log_path("sequentia-gui", appauthor=False) / "mishaps.log"


def summary(error: BaseException) -> str:
    """What the error says, on one line of bearable length; its type where it says nothing."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def keep_record(error: BaseException) -> str:
    """Append the traceback to the log file; the result is a sentence that tells where that is."""
    return keep_text("".join(traceback.format_exception(error)))


def keep_text(details: str) -> str:
    """Append details to the log file, begun anew when it is large; a sentence tells where they are.

    A disk that refuses is no second mishap: then the sentence says so.
    """
    path = log_file()
    try:
        _append(path, f"{datetime.now().isoformat(timespec='seconds')}\n{details}\n")
    except OSError:
        return f"Its details could not be written to {path}."
    return f"Details are in {path}."


def _append(path: Path, entry: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = "w" if path.exists() and path.stat().st_size > _LIMIT else "a"
    with path.open(mode, encoding="utf-8", errors="replace") as log:
        log.write(entry)
