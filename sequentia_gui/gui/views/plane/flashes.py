"""Training that swings to and fro must not make the plane flash: some people are harmed by it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPainter

LEAST_SECONDS = 0.25
"""How long a place keeps its colour at least before it may swing back: at most two flashes a second."""

LARGEST_SHARE = 0.05
"""Of the plane: so much of it may swing faster. WCAG 2.2, 2.3.1, allows a quarter of what is seen at a glance."""

LEAST_CHANGE = 13
"""Of 255, in red, green or blue: near white a tenth of the luminance, from which on WCAG counts a change."""

_SIDE = 64
"""So many places are looked at in a row, and so many rows."""


class FlashGuard:
    """Remembers how bright each place was when its colour turned, and holds back what turns again too soon.

    A change that goes on in one direction is never held back, however fast it is; nor is one that is made in
    steps too small to be seen.
    """

    def __init__(self) -> None:
        shape = (3, _SIDE, _SIDE)
        self._colors: NDArray[np.int16] | None = None
        self._way = np.zeros(shape, np.int16)
        self._turned_at = np.full(shape, -np.inf)

    def passes(self, picture: QImage, ground: QColor, now: float, is_moving: bool) -> bool:
        """Whether a picture on that ground may be shown `now` (in seconds); what stands always may."""
        colors = _sampled(picture, ground)
        if self._colors is None:
            self._colors = colors
            return True
        change = colors - self._colors
        onwards = change * self._way > 0
        turns = ~onwards & (np.abs(change) >= LEAST_CHANGE)
        hasty = turns & (now - self._turned_at < LEAST_SECONDS)
        if is_moving and hasty.any(axis=0).mean() > LARGEST_SHARE:
            return False
        np.copyto(self._colors, colors, where=onwards | turns)
        np.copyto(self._way, np.sign(change), where=turns)
        np.copyto(self._turned_at, now, where=turns)
        return True


def _sampled(picture: QImage, ground: QColor) -> NDArray[np.int16]:
    """What is seen of a picture at some places, evenly over it: (3, _SIDE, _SIDE), 0 to 255."""
    sample = QImage(_SIDE, _SIDE, QImage.Format.Format_RGB32)
    sample.fill(ground)
    painter = QPainter(sample)
    painter.drawImage(sample.rect(), picture)
    painter.end()
    pixels = np.frombuffer(sample.constBits(), np.uint8).reshape(_SIDE, _SIDE, 4)
    return np.ascontiguousarray(pixels[..., :3].transpose(2, 0, 1), np.int16)
