"""Whether there is a screen to open a window on; asked before Qt, which would abort and blame a library."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from pathlib import Path

NO_DISPLAY = (
    "There is no display here, so no window can be opened; "
    "`sequentia-gui render FILE.sequentia -o picture.png` draws without one."
)

_FIRST_PORT = 6000
_PATIENCE_SECONDS = 3.0


def has_display(platform: str, variables: Mapping[str, str]) -> bool:
    """Whether a window can open. Windows and macOS always have a screen; a chosen platform of Qt's is trusted."""
    if not platform.startswith("linux") or variables.get("QT_QPA_PLATFORM"):
        return True
    return _answers_wayland(variables) or _answers_x11(variables.get("DISPLAY", ""))


def _answers_wayland(variables: Mapping[str, str]) -> bool:
    name, folder = variables.get("WAYLAND_DISPLAY"), variables.get("XDG_RUNTIME_DIR", "")
    return bool(name) and _is_open(str(Path(folder, name or "")))


def _answers_x11(display: str) -> bool:
    """Displays are called :0, :0.0 or host:10.0; those of this machine listen on a socket file."""
    host, _, number = display.rpartition(":")
    screen = number.partition(".")[0]
    if not screen.isdecimal():
        return False
    if host in ("", "unix"):
        name = f"/tmp/.X11-unix/X{screen}"  # noqa: S108 - not a file of ours: X11 has its sockets there
        return _is_open(name) or _is_open(f"\0{name}")
    return _is_reachable(host, _FIRST_PORT + int(screen))


def _is_open(name: str) -> bool:
    """Whether a program listens on this machine's socket of that name."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_PATIENCE_SECONDS)
        return _succeeds(lambda: line.connect(name))


def _is_reachable(host: str, port: int) -> bool:
    return _succeeds(lambda: socket.create_connection((host, port), _PATIENCE_SECONDS).close())


def _succeeds(connect: Callable[[], None]) -> bool:
    try:
        connect()
    except (OSError, ValueError, OverflowError):
        return False
    return True
