"""Off is hatched: slanted lines on grey, so that it differs from a pale "on" without colour, too."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QBrush, QPainter, QPixmap

from sequentia_gui.gui.theme import Theme

_INK = 0.3
"""How opaque the lines are: seen beside a pale colour, and quieter than whatever lies on them."""


@lru_cache(maxsize=32)
def hatching(theme: Theme, ground: str = "off", pitch: int = 5) -> QBrush:
    """Lines on one of the theme's colours, `pitch` pixels at 100 % from one to the next; a larger area has fewer."""
    side, thick, ink = theme.px(pitch), theme.px(1), theme.color("muted", _INK)
    tile = QPixmap(side, side)
    tile.fill(theme.color(ground))
    painter = QPainter(tile)
    for row in range(side):
        # A line that leaves the tile comes in again on its other side.
        for left in (side - 1 - row, -1 - row):
            painter.fillRect(left, row, thick, 1, ink)
    painter.end()
    return QBrush(tile)
