"""A single neuron decides along a straight line: here it is with handles to move and to turn it, and its arrow w."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from sequentia_gui.experiment.experiment import PLANE_LIMIT
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.plane.dragging import Grip, line_of
from sequentia_gui.gui.views.plane.field import halo
from sequentia_gui.gui.views.plane.square import PlaneSquare
from sequentia_gui.gui.views.plane.tools import Place
from sequentia_gui.network.losses import output_head
from sequentia_gui.training.messages import Frame

HANDLE = 7
"""The radius of a handle in pixels at 100 %; it can be taken within twice as much."""

SHORTEST, LONGEST = 34, 84
"""How long the arrow w is drawn at least and at most, in pixels at 100 %; between, it is as long as w."""

_ENDS = (0.12, 0.88)
"""Where the handles that turn the line lie, as shares of what is seen of it."""


@dataclass(frozen=True, slots=True, eq=False)
class NeuronLine:
    """The part of a neuron's line that the plane shows: its ends (2,) each, and its weights (2,).

    `parts_on_off`: the neuron is on beyond the line; else, as a ReLU at 0.5, it only decides there.
    """

    start: Place
    end: Place
    weights: Place
    parts_on_off: bool = True

    @property
    def middle(self) -> Place:
        """The place by which it is moved, and about which it turns."""
        return (self.start + self.end) / 2

    @property
    def handles(self) -> NDArray[np.float64]:
        """Where it can be taken: its middle, and a place near either end: (3, 2)."""
        shares = np.array([0.5, *_ENDS])
        return self.start + shares[:, None] * (self.end - self.start)

    def grip_at(self, place: Place, reach: float) -> Grip | None:
        """How it is held by a handle within `reach` of a place; None where there is no handle."""
        away = np.hypot(*(self.handles - place).T)
        best = int(away.argmin())
        return Grip(0, self.start, self.end, best > 0) if away[best] <= reach else None


def line_in(frame: Frame | None) -> NeuronLine | None:
    """The line of a network that is one neuron, as far as the plane shows it; None where there is none."""
    if frame is None or not frame.contestants:
        return None
    checkpoint = frame.contestants[0].checkpoint
    if checkpoint.sizes != (2, 1):
        return None
    head = output_head(frame.experiment.training.loss, checkpoint.classes)
    *weights, bias = line_of(checkpoint, 0).tolist()
    line = seen(np.array(weights), bias - head.threshold)
    return replace(line, parts_on_off=head.threshold == 0) if line else None


def seen(weights: Place, bias: float, limit: float = PLANE_LIMIT) -> NeuronLine | None:
    """The part of the line weights · x + bias = 0 in the square from -limit to limit, if there is any."""
    length = float(np.hypot(*weights))
    if not (np.isfinite(length) and np.isfinite(bias)) or length == 0:
        return None
    normal = weights / length
    foot, way = -bias / length * normal, np.array([-normal[1], normal[0]])
    with np.errstate(divide="ignore", invalid="ignore"):
        hits = (np.array([[-limit], [limit]]) - foot) / way
    low, high = np.nanmax(hits.min(axis=0)), np.nanmin(hits.max(axis=0))
    beside = (np.abs(foot) > limit) & (way == 0)
    if beside.any() or low >= high:
        return None
    return NeuronLine(foot + low * way, foot + high * way, weights)


def paint_line(
    painter: QPainter, theme: Theme, square: PlaneSquare, line: NeuronLine, held: Grip | None
) -> None:
    """The handles and the arrow of the weights, which points to where the neuron is on."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if held is not None:
        _paint_strokes(painter, theme, [QLineF(square.pixel(*line.start), square.pixel(*line.end))], 4)
    _paint_arrow(painter, theme, square, line)
    for place, turns in zip(line.handles, (False, True, True), strict=True):
        is_held = held is not None and held.turns is turns
        _paint_handle(painter, theme, square.pixel(*place.tolist()), turns, is_held)
    painter.restore()


def _paint_handle(painter: QPainter, theme: Theme, at: QPointF, turns: bool, is_held: bool) -> None:
    """A square moves the line, a circle turns it; filled while it is held or could be."""
    radius = theme.px(HANDLE)
    for grow, color in ((theme.px(2), halo(theme)), (0, theme.color("accent"))):
        painter.setPen(QPen(color, theme.px(2.5)))
        painter.setBrush(theme.color("accent") if is_held else theme.color("card"))
        if turns:
            painter.drawEllipse(at, radius + grow, radius + grow)
        else:
            box = QRectF(0, 0, 2 * (radius + grow), 2 * (radius + grow))
            box.moveCenter(at)
            painter.drawRoundedRect(box, 2, 2)


def _paint_arrow(painter: QPainter, theme: Theme, square: PlaneSquare, line: NeuronLine) -> None:
    size = float(np.hypot(*line.weights))
    unit = line.weights / size * (1.0, -1.0)
    length = min(max(size * square.scale, theme.px(SHORTEST)), theme.px(LONGEST))
    start = square.pixel(*line.middle.tolist())
    tip = start + QPointF(*(unit * length).tolist())
    side = QPointF(-unit[1], unit[0])
    back = tip - QPointF(*unit.tolist()) * theme.px(9)
    wings = [QLineF(tip, back + side * way * theme.px(6)) for way in (-1, 1)]
    _paint_strokes(painter, theme, [QLineF(start, tip), *wings], 2.5)
    text = _tr("on: z > 0") if line.parts_on_off else _tr("B")
    _paint_words(painter, theme, square, tip, unit, text)


def _paint_strokes(painter: QPainter, theme: Theme, lines: list[QLineF], width: float) -> None:
    for color, wide in ((halo(theme), theme.px(width) + theme.px(3)), (theme.color("line"), theme.px(width))):
        painter.setPen(QPen(color, wide, c=Qt.PenCapStyle.RoundCap))
        painter.drawLines(lines)


def _paint_words(
    painter: QPainter, theme: Theme, square: PlaneSquare, tip: QPointF, way: Place, text: str
) -> None:
    """Beyond the arrow's tip: what it is, and what it points to, on a plate inside the plane."""
    painter.setFont(theme.font(11, 600))
    letters = QFontMetricsF(painter.font())
    plate = QRectF(0, 0, letters.horizontalAdvance(text) + theme.px(8), letters.height() + theme.px(2))
    away = abs(way[0]) * plate.width() / 2 + abs(way[1]) * plate.height() / 2 + theme.px(5)
    plate.moveCenter(tip + QPointF(*way.tolist()) * away)
    room = square.rect.adjusted(2, 2, -2, -2)
    plate.moveLeft(min(max(plate.left(), room.left()), room.right() - plate.width()))
    plate.moveTop(min(max(plate.top(), room.top()), room.bottom() - plate.height()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("card"))
    painter.drawRoundedRect(plate, theme.px(4), theme.px(4))
    painter.setPen(theme.color("text"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("neuron", text)
