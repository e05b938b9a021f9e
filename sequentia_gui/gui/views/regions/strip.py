"""The strip above the pieces: how many there are, what that compares with, and how it went."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from sequentia_gui.analysis.pieces import Pieces
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.plane.hinge_layer import HingeLayer
from sequentia_gui.gui.views.regions.count_trace import CountTrace
from sequentia_gui.gui.views.regions.words import compared, counted

STRIP = 38
"""Its height in pixels at 100 %."""


def paint_strip(
    painter: QPainter,
    theme: Theme,
    room: QRectF,
    pieces: Pieces,
    design: NetworkDesign,
    trace: CountTrace,
    hinges: HingeLayer | None,
) -> None:
    """Write the count into the room, with its curve at the right; between them the key of hinges that are shown."""
    room = QRectF(room)
    end = _paint_words(painter, theme, room, counted(pieces), compared(pieces, design))
    box = QRectF(0, room.top() + theme.px(2), theme.px(64), theme.px(15))
    box.moveRight(room.right() - theme.px(3))
    if len(trace) > 1:
        trace.paint(painter, theme, box)
        room.setRight(box.left() - theme.px(14))
    if hinges is not None and len(pieces.hinges.layer):
        room.setLeft(end + theme.px(14))
        hinges.paint_key(painter, theme, room, len(design.layers))


def _paint_words(painter: QPainter, theme: Theme, room: QRectF, title: str, note: str) -> float:
    """Two lines, one strong and one quiet, at the left of a room; the result is where the strong one ends."""
    painter.setFont(theme.font(14, 600))
    metrics = QFontMetricsF(painter.font())
    painter.setPen(theme.color("text"))
    painter.drawText(QPointF(room.left(), room.top() + metrics.ascent()), title)
    painter.setFont(theme.font(11))
    painter.setPen(theme.color("muted"))
    note = QFontMetricsF(painter.font()).elidedText(note, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(QPointF(room.left(), room.bottom() - theme.px(6)), note)
    return room.left() + metrics.horizontalAdvance(title)
