"""The little signs inside boxes (an arrow, a tick), drawn in the theme's colours for the style sheet to point at."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from sequentia_gui.gui.memory_files import keep, png

STROKES: dict[str, tuple[tuple[float, float], ...]] = {
    "down": ((0.18, 0.36), (0.5, 0.68), (0.82, 0.36)),
    "up": ((0.18, 0.64), (0.5, 0.32), (0.82, 0.64)),
    "left": ((0.64, 0.18), (0.32, 0.5), (0.64, 0.82)),
    "right": ((0.36, 0.18), (0.68, 0.5), (0.36, 0.82)),
    "check": ((0.16, 0.52), (0.42, 0.78), (0.86, 0.24)),
}
"""Each sign is one line through these corners of the unit square, y downwards."""

_SCALES = {1: "", 2: "@2x", 3: "@3x"}


@cache
def sign(name: str, color: str, size: int) -> str:
    """Where Qt finds a sign drawn `size` pixels square, with sharper copies beside it."""
    stem = f"{name}-{color.lstrip('#')}-{size}"
    # Qt style sheets take pictures from files only: on a full disk there would be none.
    drawn = {
        f"{stem}{suffix}.png": png(_drawn(name, color, size * scale)) for scale, suffix in _SCALES.items()
    }
    keep(drawn)
    return f":/{stem}.png"


def _drawn(name: str, color: str, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(color, size))
    painter.drawPolyline(QPolygonF([QPointF(x * size, y * size) for x, y in STROKES[name]]))
    painter.end()
    return image


def _pen(color: str, size: int) -> QPen:
    pen = QPen(QColor(color), size * 0.15)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
