"""Hinges are the lines along which neurons switch; each hidden layer draws them in a colour and a stroke of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from sequentia_gui.analysis.piece_layers import Hinges
from sequentia_gui.gui.lines import Lines
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.plane.field import halo
from sequentia_gui.gui.views.plane.square import PlaneSquare

Segments = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a layer's hinges are drawn: sizes in pixels at 100 %; a gap of 0 makes the line solid."""

    color: str
    width: float
    dash: float
    gap: float


STROKES = (
    Stroke("accent", 2.0, 1.0, 0.0),
    Stroke("warning", 1.4, 8.0, 4.0),
    Stroke("on_high", 1.2, 2.0, 4.0),
    Stroke("muted", 0.9, 3.0, 5.0),
)
"""The first hidden layer's stroke, the second's and so on; deeper layers share the last."""

THICKET = 40.0
"""Hinges that are longer in all than so many sides of the square are drawn thinner, to leave room for colours."""

THINNEST = 0.5

MOST_DASHES = 4_000
"""Where there were more dashes than that lines are solid: nobody could tell them apart, and it takes longer."""

FLAT = Qt.PenCapStyle.FlatCap
"""Round ends would cost sixty times as much for long lines."""

_QUIET = 0.55


class HingeLayer:
    """Keeps the lines of the last hinges on screen, layer by layer."""

    def __init__(self) -> None:
        self._hinges: Hinges | None = None
        self._lines: dict[Stroke, Lines] = {}
        self._made_for: tuple[PlaneSquare, float] | None = None
        self._thin, self._is_dashed = 1.0, True

    def show_hinges(self, hinges: Hinges | None) -> None:
        """Take over what a frame found, or None where it found nothing."""
        if hinges is not self._hinges:
            self._hinges, self._made_for = hinges, None

    def paint(self, painter: QPainter, theme: Theme, square: PlaneSquare) -> None:
        """Paint each layer's hinges in its own stroke, the first layer's on top."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke, lines in self._renewed(theme, square):
            painter.setPen(_pen(theme, stroke, self._thin))
            lines.draw(painter)

    def paint_quietly(self, painter: QPainter, theme: Theme, square: PlaneSquare) -> None:
        """Paint them all in thin dark strokes, for a ground that has colours with another meaning."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme.color("line", _QUIET)
        for stroke, lines in self._renewed(theme, square):
            painter.setPen(QPen(color, 0.7 * self._thin * stroke.width * theme.zoom, c=FLAT))
            lines.draw(painter)

    def paint_neuron(self, painter: QPainter, theme: Theme, square: PlaneSquare, neuron: Neuron) -> None:
        """Paint one hidden neuron's bent hinge so that it stands out."""
        if self._hinges is None:
            return
        own = (self._hinges.layer == neuron.layer - 1) & (self._hinges.neuron == neuron.position)
        paint_strongly(painter, theme, Lines(on_screen(self._hinges.ends[own], square)), neuron.layer)

    def paint_key(self, painter: QPainter, theme: Theme, room: QRectF, layers: int) -> None:
        """Say which stroke is which layer's at the upper right of a room; nothing where it does not fit."""
        painter.setFont(theme.font(11))
        metrics, sample, gap = QFontMetricsF(painter.font()), theme.px(20), theme.px(5)
        texts = _key_words(layers)
        widths = [metrics.horizontalAdvance(text) for text in texts]
        left = room.right() - sum(widths) - (len(texts) - 1) * (sample + 3 * gap)
        if left < room.left():
            return
        middle = room.top() + theme.px(9)
        _paint_word(painter, theme, left, middle, texts[0])
        left += widths[0] + 2 * gap
        for text, width, stroke in zip(texts[1:], widths[1:], STROKES, strict=False):
            self._paint_sample(painter, theme, QPointF(left, middle), sample, stroke)
            _paint_word(painter, theme, left + sample + gap, middle, text)
            left += sample + width + 3 * gap

    def _paint_sample(
        self, painter: QPainter, theme: Theme, start: QPointF, length: float, stroke: Stroke
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pen(theme, stroke, self._thin))
        y = round(start.y()) + 0.5
        ends = np.array([[start.x(), y, start.x() + length, y]])
        Lines(self._stroked(ends, stroke, theme.zoom, (start.x(), y))).draw(painter)

    def _renewed(self, theme: Theme, square: PlaneSquare) -> list[tuple[Stroke, Lines]]:
        if self._made_for != (square, theme.zoom):
            self._made_for = square, theme.zoom
            self._lines = self._lines_by_stroke(square, theme.zoom) if self._hinges else {}
        return list(reversed(self._lines.items()))

    def _lines_by_stroke(self, square: PlaneSquare, zoom: float) -> dict[Stroke, Lines]:
        assert self._hinges is not None
        ends = on_screen(self._hinges.ends, square)
        strokes = np.minimum(self._hinges.layer, len(STROKES) - 1)
        length = np.hypot(*(ends[:, 2:] - ends[:, :2]).T)
        self._thin = float(np.clip((THICKET * square.side / max(length.sum(), 1.0)) ** 0.5, THINNEST, 1.0))
        periods = np.array([(stroke.dash + stroke.gap) * zoom for stroke in STROKES])
        self._is_dashed = bool((length / periods[strokes])[strokes > 0].sum() <= MOST_DASHES)
        middle = square.rect.center().toTuple()
        return {
            stroke: Lines(self._stroked(ends[strokes == place], stroke, zoom, middle))
            for place, stroke in enumerate(STROKES)
            if (strokes == place).any()
        }

    def _stroked(self, ends: Segments, stroke: Stroke, zoom: float, origin: tuple[float, float]) -> Segments:
        """The lines as they are, or the dashes on them."""
        if not (stroke.gap and self._is_dashed):
            return ends
        return dashes(ends, stroke.dash * zoom, (stroke.dash + stroke.gap) * zoom, origin)


def stroke_of(layer: int) -> Stroke:
    """The stroke of a hidden layer, 1 for the first."""
    return STROKES[min(layer, len(STROKES)) - 1]


def _pen(theme: Theme, stroke: Stroke, thin: float) -> QPen:
    return QPen(theme.color(stroke.color), thin * stroke.width * theme.zoom, c=FLAT)


def paint_strongly(painter: QPainter, theme: Theme, lines: Lines, layer: int) -> None:
    """Lines of a hinge that somebody points at: thick, with a bright rim."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = theme.px(4)
    for color, wide in ((halo(theme), width + theme.px(3)), (theme.color(stroke_of(layer).color), width)):
        painter.setPen(QPen(color, wide, c=FLAT))
        lines.draw(painter)


def _key_words(layers: int) -> list[str]:
    """The word for layer, then the layers' numbers; the last stroke is that of all deeper layers."""
    texts = [str(layer) for layer in range(1, min(layers, len(STROKES)) + 1)]
    if layers > len(STROKES):
        texts[-1] += "+"
    return [QCoreApplication.translate("RegionsView", "layer"), *texts]


def _paint_word(painter: QPainter, theme: Theme, left: float, middle: float, text: str) -> None:
    painter.setPen(theme.color("muted"))
    height = QFontMetricsF(painter.font()).height()
    painter.drawText(QRectF(left, middle - height / 2, 400, height), Qt.AlignmentFlag.AlignVCenter, text)


def on_screen(ends: Segments, square: PlaneSquare) -> Segments:
    """Segments (s, 4) x0, y0, x1, y1 of the plane in pixels."""
    return np.hstack([square.pixels(ends[:, :2]), square.pixels(ends[:, 2:])])


def dashes(ends: Segments, dash: float, period: float, origin: tuple[float, float]) -> Segments:
    """The dashes of segments (s, 4) in pixels: (m, 4).

    Where a dash begins depends on the place along the segment's line, measured from `origin`, and not on
    where the segment ends: neighbours along one line continue each other, and nothing crawls from frame to frame.
    """
    start, way = ends[:, :2] - origin, ends[:, 2:] - ends[:, :2]
    length = np.hypot(*way.T)
    unit = way / np.maximum(length, 1e-9)[:, None]
    unit *= np.where((unit[:, 0] < 0) | ((unit[:, 0] == 0) & (unit[:, 1] < 0)), -1.0, 1.0)[:, None]
    begin = (start * unit).sum(axis=1)
    end = begin + (way * unit).sum(axis=1)
    low, high = np.minimum(begin, end), np.maximum(begin, end)
    first = np.floor(low / period).astype(np.intp)
    count = np.floor(high / period).astype(np.intp) - first + 1
    which = np.repeat(np.arange(len(ends)), count)
    number = first[which] + np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    left = np.maximum(number * period, low[which])
    right = np.minimum(number * period + dash, high[which])
    real = right > left
    which, left, right = which[real], left[real], right[real]
    foot = ends[which, :2] - begin[which, None] * unit[which]
    return np.hstack([foot + left[:, None] * unit[which], foot + right[:, None] * unit[which]])
