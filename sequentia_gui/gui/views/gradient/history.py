"""The gradients over time: a column for each moment, a row for each layer, the colour on a logarithmic scale."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen

from sequentia_gui.analysis.course import Course
from sequentia_gui.gui.colour_maps import Table, sequential, to_image
from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.numerals import epoch_text, power_text
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.gradient.decades import Decades
from sequentia_gui.gui.views.gradient.words import layer_name
from sequentia_gui.gui.views.hatching import hatching
from sequentia_gui.gui.views.plots.scales import decade_ticks

Values = NDArray[np.float64]

TITLES = ("dL/dz", "dL/dW")


class HistoryPlaces:
    """Where everything lies in `area`: a field for dL/dz and one for dL/dW, side by side, and their scale."""

    def __init__(self, theme: Theme, area: QRectF, course: Course, decades: Decades) -> None:
        self.course, self.decades = course, decades
        self.layers = course.values.shape[1] // 2
        letters = self.letters = QFontMetricsF(figures(theme))
        gap, ticks = theme.px(6), range(decades.low, decades.high + 1)
        left = letters.horizontalAdvance(layer_name(0, 0)) + gap
        widest = max(letters.horizontalAdvance(power_text(tick)) for tick in ticks)
        right = widest + theme.px(10) + 2 * gap
        line = letters.height()
        inner = area.adjusted(left, line + theme.px(1), -right, -line - theme.px(2))
        width = (inner.width() - 2 * gap) / 2
        lefts = (inner.left(), inner.left() + width + 2 * gap)
        self.fields = tuple(QRectF(left, inner.top(), width, inner.height()) for left in lefts)

    @property
    def row(self) -> float:
        """How high a layer's row is."""
        return float(self.fields[0].height() / self.layers)

    def cell_at(self, place: QPointF) -> tuple[int, int] | None:
        """The layer and the moment that are drawn at a place."""
        field = next((each for each in self.fields if each.contains(place)), None)
        if field is None:
            return None
        layer = min(int((place.y() - field.top()) / self.row), self.layers - 1)
        first, last = self.course.epoch[[0, -1]].tolist()
        epoch = first + (place.x() - field.left()) / field.width() * (last - first)
        return layer, int(moments_at(self.course, np.array([epoch]))[0])

    @property
    def moments(self) -> int:
        """How many there are."""
        return len(self.course.epoch)

    def place_of(self, layer: int, moment: int) -> QPointF:
        """Where a layer's row is at a moment, in the first field."""
        field = self.fields[0]
        return QPointF(field.left() + self.share(moment) * field.width(), field.top() + layer * self.row)

    def share(self, moment: int) -> float:
        """How far along its field a moment begins, from 0 to 1."""
        first, last = float(self.course.epoch[0]), float(self.course.epoch[-1])
        return (float(self.course.epoch[moment]) - first) / (last - first)


class HistoryPicture:
    """Draws with one painter what lies at these places."""

    def __init__(self, painter: QPainter, theme: Theme, places: HistoryPlaces) -> None:
        self._painter, self._theme, self._places = painter, theme, places
        self._letters = places.letters

    def draw(self, images: tuple[QImage, ...]) -> None:
        """The two fields with all that is written around them."""
        for field, image, title in zip(self._places.fields, images, TITLES, strict=True):
            self._field(field, image, title)
        self._names()
        self._scale()

    def _field(self, field: QRectF, image: QImage, title: str) -> None:
        painter, theme, line = self._painter, self._theme, self._letters.height()
        painter.fillRect(field, hatching(theme))
        painter.drawImage(field, image)
        painter.setFont(figures(theme, weight=600))
        painter.setPen(theme.color("text"))
        self._write(QRectF(field.left(), field.top() - line, field.width(), line), title, _LEFT)
        painter.setFont(figures(theme))
        painter.setPen(theme.color("muted"))
        below = QRectF(field.left(), field.bottom() + theme.px(2), field.width(), line)
        first, last = self._places.course.epoch[[0, -1]].tolist()
        self._write(below, epoch_text(first), _LEFT)
        self._write(below, _tr("epoch {0}").format(epoch_text(round(last, 1))), _RIGHT)

    def _names(self) -> None:
        field, line = self._places.fields[0], self._letters.height()
        stride = (
            1
            if self._places.row >= 0.8 * line
            else 2
            if 2 * self._places.row >= 0.8 * line
            else self._places.layers - 1
        )
        for layer in range(self._places.layers):
            if layer % max(1, stride) == 0 or layer == self._places.layers - 1:
                middle = field.top() + (layer + 0.5) * self._places.row
                box = QRectF(0, middle - line / 2, field.left() - self._theme.px(5), line)
                self._write(box, layer_name(layer, self._places.layers - 1), _RIGHT)

    def _scale(self) -> None:
        """What the colours mean, and the hatching for exactly 0."""
        painter, theme, line = self._painter, self._theme, self._letters.height()
        field = self._places.fields[1]
        bar = QRectF(
            field.right() + theme.px(10), field.top(), theme.px(9), field.height() - line - theme.px(3)
        )
        ramp = np.linspace(self._places.decades.low, self._places.decades.high, 256)[:, np.newaxis]
        painter.drawImage(
            bar, to_image(ramp, self._places.decades.low, self._places.decades.high, sequential(theme))
        )
        for tick in decade_ticks(
            self._places.decades.low, self._places.decades.high, int(bar.height() / (1.6 * line))
        ):
            y = bar.bottom() - self._places.decades.share(10.0**tick) * bar.height()
            y = min(max(y, bar.top() + line / 3), bar.bottom() - line / 3)
            self._write(QRectF(bar.right() + theme.px(4), y - line / 2, 60, line), power_text(tick), _LEFT)
        zero = QRectF(bar.left(), field.bottom() - line + theme.px(2), bar.width(), line - theme.px(4))
        painter.fillRect(zero, hatching(theme))
        self._write(QRectF(bar.right() + theme.px(4), field.bottom() - line, 60, line), "0", _LEFT)

    def highlight(self, layer: int, moment: int) -> None:
        """Frame the row of a layer, and mark a moment."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for field in self._places.fields:
            row = QRectF(
                field.left(), field.top() + layer * self._places.row, field.width(), self._places.row
            )
            x = field.left() + self._places.share(moment) * field.width()
            for color, width in (("card", 4), ("accent", 2)):
                self._painter.setPen(QPen(self._theme.color(color), self._theme.px(width)))
                self._painter.drawRect(row)
                self._painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))

    def _write(self, box: QRectF, text: str, where: Qt.AlignmentFlag) -> None:
        self._painter.drawText(box, int(where) | int(Qt.TextFlag.TextDontClip), text)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def field_of(course: Course, part: int, width: int, decades: Decades, theme: Theme) -> QImage:
    """A picture of dL/dz (part 0) or dL/dW (1), `width` columns, the first layer on top; exactly 0 is transparent."""
    layers = course.values.shape[1] // 2
    epochs = np.linspace(course.epoch[0], course.epoch[-1], width)
    values = course.values[moments_at(course, epochs), part * layers : (part + 1) * layers]
    with np.errstate(divide="ignore"):
        heights = np.log10(values.T[::-1])
    return to_image(heights, decades.low, decades.high, _see_through(theme))


def moments_at(course: Course, epochs: Values) -> NDArray[np.intp]:
    """For each of the epochs the last moment of the course that is not after it."""
    return np.maximum(np.searchsorted(course.epoch, epochs, side="right") - 1, 0)


@lru_cache(maxsize=8)
def _see_through(theme: Theme) -> Table:
    table = sequential(theme).copy()
    table[0] = 0
    return table


def _tr(text: str) -> str:
    return QCoreApplication.translate("gradient_history", text)
