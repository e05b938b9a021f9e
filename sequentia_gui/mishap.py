"""When something unexpected happens, its details go to a log file, so that a person only needs to see a sentence."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

from platformdirs import user_log_path

_LIMIT = 1_000_000


def log_file() -> Path:
    """Where details of mishaps are kept."""
    return user_log_path("sequentia-gui", appauthor=False) / "mishaps.log"


def keep_record(error: BaseException) -> Path:
    """Append the traceback to the log file and tell where that is."""
    return keep_text("".join(traceback.format_exception(error)))


def keep_text(details: str) -> Path:
    """Append details to the log file, begun anew when it is large; a disk that refuses is no second mishap."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = "w" if path.exists() and path.stat().st_size > _LIMIT else "a"
        with path.open(mode, encoding="utf-8") as log:
            log.write(f"{datetime.now().isoformat(timespec='seconds')}\n{details}\n")
    except OSError:
        pass
    return path
