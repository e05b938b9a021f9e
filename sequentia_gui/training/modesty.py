"""The training process steps back for the window, from its first moment: both start at once, and one is looked at."""

from __future__ import annotations

import os

MODESTY = 10
"""By so much it steps back where all want to compute at once: the window must not stutter."""


def step_back() -> None:
    """Let others go first; on Windows the process was already started so (see `process`)."""
    if hasattr(os, "nice"):
        os.nice(MODESTY)
