"""The chart of the costs: nanoseconds per value over how many values there are, a line for each switch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen

from sequentia_gui.analysis.cost import Costs, Quartiles
from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.focus import paint_focus
from sequentia_gui.gui.numerals import tidy
from sequentia_gui.gui.own_keys import claim_keys
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.views.cost.scale import range_of, size_ticks, tidy_ticks
from sequentia_gui.gui.views.plots.axes import EndLabel, EndLabels
from sequentia_gui.gui.views.plots.style import QuietPlot, curve_item, dots_item, line_pen

Cell = tuple[int, int]
"""A row of the table and a size, by their places."""


class Stroke(NamedTuple):
    """How a line is told from the others: by its colour, and without colours by its dashes."""

    color: str
    width: float
    dashes: tuple[float, ...] = ()


STROKES = (
    Stroke("curve", 2.2),
    Stroke("curve_2", 2.2, (4.0, 2.0)),
    Stroke("curve_3", 2.2, (1.2, 1.8)),
    Stroke("text", 1.6, (6.0, 1.8, 1.2, 1.8)),
)
"""The switches that are spoken of; all others are thin."""

_OTHER = Stroke("muted", 1.0)
_FIRST_RANGE = (float(np.log10(0.2)), float(np.log10(2.0)))


class CostChart(QuietPlot):
    """Draws one way and one type.

    The scale holds both ways and both types of the switches that are spoken of, so that it stays when these change.

    `picked` fires with the cell that a person points at, None for none.
    """

    picked = Signal(object)

    def __init__(self) -> None:
        self._ends = EndLabels()
        super().__init__(right=self._ends)
        self._theme = LIGHT
        self._costs: Costs | None = None
        self._spoken: tuple[int, ...] = ()
        self._values: Quartiles = np.empty((0, 0, 3))
        self._range = _FIRST_RANGE
        self._cell: Cell | None = None
        self._lines: list[pg.PlotCurveItem] = []
        self._spreads = [pg.PlotCurveItem(connect="pairs", skipFiniteCheck=False) for _ in STROKES]
        self._mark = dots_item()
        for item in (*self._spreads, self._mark):
            self.addItem(item, ignoreBounds=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Time of each switch against the number of values"))
        claim_keys(self, lambda event: event.key() == Qt.Key.Key_Escape and self._cell is not None)
        self.pointed.connect(self._point)
        self.left.connect(lambda: self.picked.emit(None))
        self.resized.connect(self._draw)

    @property
    def cell(self) -> Cell | None:
        """The measurement that is marked."""
        return self._cell

    @property
    def labels(self) -> tuple[str, ...]:
        """The names that stand at the lines' ends."""
        return tuple(label.text for label in self._end_labels())

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        super().set_theme(theme)
        self._theme = theme
        self._mark.setSize(theme.px(9))
        self._draw()

    def show_costs(self, costs: Costs, way: str, dtype: str, spoken: Sequence[int]) -> None:
        """Draw what is known; `spoken` are the rows of which the words beside the chart speak."""
        is_other = self._costs is None or self._costs.switches != costs.switches
        self._costs, self._spoken = costs, tuple(spoken)[: len(STROKES)]
        values = costs.nanoseconds(way, dtype)
        self._values = np.where(values > 0, values, np.nan)  # what took no time has no place on this scale
        self._range = range_of(costs, self._spoken, _FIRST_RANGE if is_other else self._range)
        if is_other:
            self._cell = None
        self._draw()

    def mark(self, cell: Cell | None) -> None:
        """Mark a measurement."""
        self._cell = cell
        self._draw_mark()

    def place_of(self, cell: Cell) -> QPointF:
        """Where a measurement is, in pixels of this widget."""
        assert self._costs is not None
        return self.pixel_of(np.log10(self._costs.sizes[cell[1]]), np.log10(self._values[*cell, 1]))

    # drawing

    def _draw(self) -> None:
        if self._costs is None:
            return
        self._scale(self._costs)
        while len(self._lines) < len(self._values):
            self._lines.append(curve_item())
            self.addItem(self._lines[-1], ignoreBounds=True)
        x = np.log10(np.array(self._costs.sizes, np.float64))
        heights = np.log10(self._values)
        for row, line in enumerate(self._lines):
            if row < len(self._values):
                self._draw_line(row, line, x, heights[row, :, 1])
            else:
                line.setData([], [])
        for place, spread in enumerate(self._spreads):
            self._draw_spread(place, spread, x, heights)
        self._ends.set_labels(self._end_labels())
        self._draw_mark()

    def _draw_line(self, row: int, line: pg.PlotCurveItem, x: Quartiles, y: Quartiles) -> None:
        stroke = self._stroke(row)
        pen = line_pen(self._theme, stroke.color, stroke.width)
        if stroke.dashes:
            pen.setDashPattern(stroke.dashes)
        line.setPen(pen)
        line.setZValue(1 if row in self._spoken else 0)
        line.setData(x, y)

    def _draw_spread(self, place: int, spread: pg.PlotCurveItem, x: Quartiles, heights: Quartiles) -> None:
        """From the lower to the upper quartile, as thin upright strokes."""
        if place >= len(self._spoken):
            spread.setData([], [])
            return
        ends = heights[self._spoken[place]][:, [0, 2]]
        known = np.isfinite(ends).all(axis=1)
        spread.setPen(line_pen(self._theme, STROKES[place].color, 1.0))
        spread.setData(np.repeat(x[known], 2), ends[known].ravel())

    def _draw_mark(self) -> None:
        self._mark.setVisible(self.is_known(self._cell))
        if self._cell is not None and self._costs is not None and self.is_known(self._cell):
            row, place = self._cell
            x, y = np.log10(self._costs.sizes[place]), np.log10(self._values[row, place, 1])
            pen = QPen(self._theme.color("text"), self._theme.px(2))
            self._mark.setData([x], [y], brush=self._theme.color("card"), pen=pen)

    def _stroke(self, row: int) -> Stroke:
        return STROKES[self._spoken.index(row)] if row in self._spoken else _OTHER

    def _scale(self, costs: Costs) -> None:
        font = figures(self._theme, weight=600)
        names = self.labels
        self._ends.set_font(font, max(names, key=QFontMetrics(font).horizontalAdvance, default=""))
        ticks = tidy_ticks(*self._range, max(2, int(self.area.height() / self._theme.px(24))))
        texts = [(np.log10(tick), tidy(tick)) for tick in ticks]
        name = self._name_of_the_scale()
        self.getAxis("left").set_room(max((text for _, text in texts), key=len), name)
        self.show_ticks("left", texts, name)
        low, high = np.log10(costs.sizes[0]), np.log10(costs.sizes[-1])
        rim = 0.02 * (high - low)
        self.setXRange(low - rim, high + rim, padding=0)
        self.setYRange(*self._range, padding=0)
        self.show_ticks("bottom", size_ticks(costs.sizes))

    def _name_of_the_scale(self) -> str:
        """As far as it fits along the scale."""
        letters = QFontMetrics(figures(self._theme))
        names = (self.tr("ns per value"), self.tr("ns"))
        return next((name for name in names if letters.horizontalAdvance(name) < self.area.height()), "")

    def _end_labels(self) -> tuple[EndLabel, ...]:
        """A name for each line, of the last measurement; where there is no room for all, for those spoken of."""
        last = {row: float(known[-1]) for row in range(len(self._values)) if len(known := self._known(row))}
        line = figures(self._theme, weight=600).pixelSize() * 1.25
        room = max(1, int(self.area.height() / line))
        rows = [row for row in self._spoken if row in last]
        rows += [row for row in last if row not in self._spoken]
        shown = rows if len(rows) <= room else rows[: min(len(self._spoken), room)]
        return tuple(self._label(row, last[row]) for row in shown)

    def _label(self, row: int, height: float) -> EndLabel:
        assert self._costs is not None
        text, color = self._costs.switches[row].label, self._theme.color(self._stroke(row).color)
        return EndLabel(float(np.log10(height)), text, color)

    def _known(self, row: int) -> Quartiles:
        medians = self._values[row, :, 1]
        known: Quartiles = medians[np.isfinite(medians)]
        return known

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keys go."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            paint_focus(painter, self.viewport().rect(), self._theme)
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.picked.emit(None)
        self.viewport().update()

    # pointing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go along a line, up and down to the next slower and faster switch; Escape lets go."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._cell is not None:
            self.picked.emit(None)
        elif step is not None and self._costs is not None and np.isfinite(self._values[..., 1]).any():
            self.picked.emit(self._next(*step))
        else:
            event.ignore()

    def _next(self, right: int, up: int) -> Cell | None:
        if self._cell is None or not self.is_known(self._cell):
            return self._first()
        row, place = self._cell
        if up:
            return self._ranked(place, row, up), place
        return (row, place + right) if self.is_known((row, place + right)) else (row, place)

    def _first(self) -> Cell | None:
        rows = (*self._spoken, *range(len(self._values)))
        return next((cell for row in rows if self.is_known(cell := (row, len(self._known(row)) - 1))), None)

    def _ranked(self, place: int, row: int, up: int) -> int:
        """The row that comes next at this size, in the order of the times."""
        medians = self._values[:, place, 1]
        order = [int(each) for each in np.argsort(medians) if np.isfinite(medians[each])]
        return order[min(max(order.index(row) + up, 0), len(order) - 1)]

    def is_known(self, cell: Cell | None) -> bool:
        """Whether there is such a measurement, of the way and the type that are shown."""
        if cell is None or not (0 <= cell[0] < len(self._values) and 0 <= cell[1] < self._values.shape[1]):
            return False
        return bool(np.isfinite(self._values[*cell, 1]))

    def _point(self, at: QPointF) -> None:
        if self._costs is None:
            return
        place = int(np.argmin(np.abs(np.log10(np.array(self._costs.sizes, np.float64)) - at.x())))
        gaps = np.abs(np.log10(self._values[:, place, 1]) - at.y())
        self.picked.emit((int(np.nanargmin(gaps)), place) if np.isfinite(gaps).any() else None)


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
