"""A claim says that a file is in use: the system lets go of it when the program ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from sequentia_gui.experiment.locking import lock

_SIGN = ".lock"


class Claim:
    """Holds a place in a folder for this program alone, by a locked file beside it, until it is released.

    `is_held` is False where another program holds the place, or nothing can be written there.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
        self._sign = place.with_suffix(_SIGN)
        self._descriptor: int | None = None
        with contextlib.suppress(OSError):
            self._take()

    @property
    def is_held(self) -> bool:
        """Whether the place is ours."""
        return self._descriptor is not None

    def release(self) -> None:
        """Let others have the place; nothing happens where it is not ours."""
        if self._descriptor is None:
            return
        # Windows removes no file that is open; elsewhere nobody must lock a file that is about to go.
        if sys.platform == "win32":
            os.close(self._descriptor)
        with contextlib.suppress(OSError):
            self._sign.unlink(missing_ok=True)
        if sys.platform != "win32":
            os.close(self._descriptor)
        self._descriptor = None

    def _take(self) -> None:
        self.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._sign, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            lock(descriptor)
            # Somebody may have cleared the file away between the two calls: then nobody would see this lock.
            if not os.path.samestat(os.fstat(descriptor), self._sign.stat()):
                raise FileNotFoundError(self._sign)
        except OSError:
            os.close(descriptor)
            raise
        self._descriptor = descriptor


def claimed(place: Path) -> Claim | None:
    """A claim to a file that is there, None where another program holds it or has just taken it away."""
    claim = Claim(place)
    if claim.is_held and place.exists():
        return claim
    claim.release()
    return None


def clear_signs(folder: Path) -> None:
    """Remove what killed programs have left of their claims to places where nothing is."""
    for sign in folder.glob(f"*{_SIGN}"):
        if len(list(folder.glob(f"{sign.stem}.*"))) == 1:
            Claim(sign).release()
