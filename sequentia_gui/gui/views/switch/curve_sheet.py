"""The sheet over the plot on which the switches are drawn: their curves, their slopes and their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.views.plots.style import veil
from sequentia_gui.gui.views.switch.curves import SwitchCurve
from sequentia_gui.gui.views.switch.label_places import COLUMNS, place_beside, place_in_corner

Values = NDArray[np.float64]

_THICK, _THIN, _HALO = 2.2, 1.3, 1.4
_SAMPLE = 20.0
_FAR_OFF = 4_000.0
"""Pixels: nothing farther away is drawn, which Qt could not draw anyway."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one switch is told from the others: by its colour, and without colours by its dashes."""

    color: str
    dashes: tuple[float, ...]


STYLES = (
    Style("curve", ()),
    Style("curve_2", (4.0, 2.0)),
    Style("curve_3", (1.2, 1.8)),
    Style("muted", (6.0, 1.8, 1.2, 1.8)),
)
"""The chosen switch, and up to three that it is compared with."""

_SLOPE_ALONE = Style("curve_2", (3.0, 2.0))


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One switch on the sheet: its name there, and its curve."""

    name: str
    curve: SwitchCurve


class CurveSheet(QWidget):
    """Draws the lines once, and then only shows the picture of them: the bars below change, the lines hardly do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = LIGHT
        self._lines: tuple[Line, ...] = ()
        self._note = ""
        self._area, self._y_range = QRectF(), (0.0, 1.0)
        self._picture: QPixmap | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What is written beside the curves."""
        return tuple(line.name for line in self._lines)

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self._renew()

    def show_lines(
        self, lines: Sequence[Line], note: str, area: QRectF, y_range: tuple[float, float]
    ) -> None:
        """Draw these switches, the chosen one first, into an area of this widget, and a word for the slopes."""
        self._lines, self._note, self._area, self._y_range = tuple(lines), note, area, y_range
        self._renew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Show the picture, which is made when it is first needed."""
        if self._picture is None:
            self._picture = self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _renew(self) -> None:
        self._picture = None
        self.update()

    def _drawn(self) -> QPixmap:
        picture = QPixmap(self.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(Qt.GlobalColor.transparent)
        if self._lines and self._area.width() > 1:
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.save()
            painter.setClipRect(self._area)
            for place in reversed(range(len(self._lines))):
                self._draw_line(painter, place)
            painter.restore()
            self._write_names(painter)
            painter.end()
        return picture

    # the lines

    @property
    def _is_alone(self) -> bool:
        return len(self._lines) == 1

    def _slope_look(self, place: int) -> tuple[Style, float]:
        return (_SLOPE_ALONE, 1.8) if self._is_alone else (STYLES[place], _THIN)

    def _draw_line(self, painter: QPainter, place: int) -> None:
        curve = self._lines[place].curve
        self._stroke(painter, self._path(curve.z, curve.slope), *self._slope_look(place))
        self._stroke(painter, self._path(curve.z, curve.a), STYLES[place], _THICK)
        for jump in curve.jumps:
            for value, fill in ((jump.at, STYLES[place].color), (jump.above, "card")):
                painter.setBrush(self._theme.color(fill))
                painter.setPen(QPen(self._theme.color(STYLES[place].color), 1.5 * self._theme.zoom))
                painter.drawEllipse(self._pixel(jump.z, value), *[self._theme.px(3.5)] * 2)

    def _stroke(self, painter: QPainter, path: QPainterPath, style: Style, width: float) -> None:
        """With a rim of the card's colour, so that a line stands out from the bars and from other lines."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rim = self._theme.color("card", 0.75)
        painter.setPen(QPen(rim, (width + 2 * _HALO) * self._theme.zoom))
        painter.drawPath(path)
        painter.setPen(self._pen(style, width))
        painter.drawPath(path)

    def _pen(self, style: Style, width: float) -> QPen:
        pen = QPen(self._theme.color(style.color), width * self._theme.zoom)
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if style.dashes:
            # in widths of the line: thin lines have dashes as long as thick ones
            pen.setDashPattern([_THICK / width * part for part in style.dashes])
        return pen

    def _path(self, z: Values, y: Values) -> QPainterPath:
        path, is_drawing = QPainterPath(), False
        across, up = self._across(z).tolist(), self._up(y).tolist()
        for x, height, is_known in zip(across, up, np.isfinite(y).tolist(), strict=True):
            if is_known:
                (path.lineTo if is_drawing else path.moveTo)(x, height)
            is_drawing = is_known
        return path

    def _pixel(self, z: float, y: float) -> QPointF:
        return QPointF(float(self._across(np.array(z))), float(self._up(np.array(y))))

    def _across(self, z: Values) -> Values:
        reach = self._lines[0].curve.z[-1]
        place: Values = self._area.left() + (z + reach) / (2 * reach) * self._area.width()
        return place

    def _up(self, y: Values) -> Values:
        low, high = self._y_range
        place: Values = self._area.bottom() - (y - low) / (high - low) * self._area.height()
        return np.clip(place, -_FAR_OFF, _FAR_OFF)

    # their names

    def _write_names(self, painter: QPainter) -> None:
        heights = [self._heights(line.curve.z, line.curve.a) for line in self._lines]
        slopes = [self._heights(line.curve.z, line.curve.slope) for line in self._lines]
        taken: list[QRectF] = []
        for place, line in enumerate(self._lines):
            others = heights[:place] + heights[place + 1 :] + slopes
            if self._is_alone:
                size = self._size(line.name, 600)
                room = place_in_corner([*heights, *slopes], taken, size, self._area)
            else:
                size = self._size(line.name, 600, sample=True)
                room = place_beside(heights[place], others, taken, size, self._area)
            taken.append(room)
            self._write(painter, room, line.name, STYLES[place], 600)
        self._write_note(painter, heights, slopes, taken)

    def _write_note(
        self, painter: QPainter, heights: list[Values], slopes: list[Values], taken: list[QRectF]
    ) -> None:
        size = self._size(self._note, 400)
        if self._is_alone:
            room = place_beside(slopes[0], heights, taken, size, self._area)
        else:
            room = place_in_corner([*heights, *slopes], taken, size, self._area)
        style = _SLOPE_ALONE if self._is_alone else Style("muted", ())
        self._write(painter, room, self._note, style, 400)

    def _size(self, text: str, weight: int, sample: bool = False) -> QSizeF:
        letters, lines = QFontMetricsF(figures(self._theme, weight=weight)), text.split("\n")
        widest = max(letters.horizontalAdvance(line) for line in lines)
        more = self._theme.px(_SAMPLE + 4) if sample else 0
        return QSizeF(widest + more + 4, len(lines) * letters.height())

    def _write(self, painter: QPainter, room: QRectF, text: str, style: Style, weight: int) -> None:
        """A name, and before it, where there are several, a piece of its line."""
        painter.fillRect(room, veil(self._theme))
        words = room.adjusted(2, 0, 0, 0)
        if weight == 600 and not self._is_alone:
            sample = self._theme.px(_SAMPLE)
            painter.setPen(self._pen(style, _THICK))
            middle = room.center().y()
            painter.drawLine(QPointF(words.left(), middle), QPointF(words.left() + sample, middle))
            words.adjust(sample + self._theme.px(4), 0, 0, 0)
        painter.setFont(figures(self._theme, weight=weight))
        painter.setPen(self._theme.color(style.color))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _heights(self, z: Values, y: Values) -> Values:
        """The heights of a line in pixels at even places across the area, NaN where it is out of sight."""
        places = np.linspace(z[0], z[-1], COLUMNS)
        known = np.isfinite(y)
        up = self._up(np.interp(places, z[known], y[known]))
        return np.where((up >= self._area.top()) & (up <= self._area.bottom()), up, np.nan)
