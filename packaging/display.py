"""Whether this machine has a screen to open a window on; pictures need none."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from programs import Refusal

# A choice of Qt's platform counts as a display: whoever makes it knows what they do.
SIGNS_OF_A_DISPLAY = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
WITHOUT_A_WINDOW = ("render", "-h", "--help", "--version")

NO_DISPLAY = """\
There is no display here, so no window can open. A picture needs none; draw one with `render`:
  python3 packaging/dev.py run -- render assets/experiments/spiral-deep-relu.sequentia --epochs 300 -o spiral.png"""


def refuse_without_display(arguments: Sequence[str]) -> None:
    """Raise a Refusal where these arguments open a window and there is nowhere to open it.

    Asked before anything is installed, and before Qt, which would abort and blame a library.
    """
    opens_a_window = not any(word in WITHOUT_A_WINDOW for word in arguments)
    if opens_a_window and not has_display(sys.platform, os.environ):
        raise Refusal(NO_DISPLAY)


def has_display(platform: str, variables: Mapping[str, str]) -> bool:
    """Whether a window can open; Windows and macOS always have a screen."""
    if platform in ("win32", "darwin"):
        return True
    return any(variables.get(name) for name in SIGNS_OF_A_DISPLAY)
