"""The plot of the switch view: bars of the sums below, the sheet with the curves above, and knots on top."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QResizeEvent

from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.numerals import percent, tidy
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.views.plots.axes import Ticks
from sequentia_gui.gui.views.plots.scales import even_ticks, steady_top
from sequentia_gui.gui.views.plots.style import QuietPlot, line_pen
from sequentia_gui.gui.views.switch.curve_sheet import CurveSheet, Line
from sequentia_gui.gui.views.switch.curves import SwitchCurve, switch_curve, widest
from sequentia_gui.gui.views.switch.histogram_bars import HistogramBars
from sequentia_gui.gui.views.switch.knot_editor import KnotEditor
from sequentia_gui.gui.views.switch.knots import Knots, range_to_draw
from sequentia_gui.gui.views.switch.pre_activations import (
    FIRST_REACH,
    Histogram,
    histogram,
    reach_over,
    steady_reach,
)
from sequentia_gui.network.activations import Activation

_NARROWEST = "−0.5"
"""There is room for this beside the plot from the start, so that small scales share one width."""

_BARS_HEIGHT = 0.7
"""The tallest bar, as a share of the plot's height."""

_BARS_SHRINK_BELOW = 0.65
"""Bars have no axis whose numbers would jump: their scale may follow sooner than that of lines."""


class SwitchPlot(QuietPlot):
    """Draws the chosen switch, others beside it, and how the sums that reach it are spread."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self.switches: tuple[Activation, ...] = ()
        self.histogram: Histogram | None = None
        self._sums: NDArray[np.float32] = np.empty((0, 0), np.float32)
        self._knots: Knots = ()
        self._reach, self._tallest, self._range = FIRST_REACH, 0.0, (0.0, 1.0)
        self._drawn: object = None
        self._bars = HistogramBars()
        self._cursor = pg.InfiniteLine()
        for item in (self._bars, self._cursor):
            self.addItem(item, ignoreBounds=True)
        self.mark(None)
        self.sheet = CurveSheet(self.viewport())
        self.editor = KnotEditor(self.viewport())
        self.editor.let_go.connect(self._draw)

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        super().set_theme(theme)
        self.sheet.set_theme(theme)
        self.editor.set_theme(theme)
        self.getAxis("left").set_room(_NARROWEST)
        self._cursor.setPen(line_pen(theme, "muted", 1.5))
        self._drawn = None

    @property
    def reach(self) -> float:
        """The scale of z goes from -reach to reach."""
        return self._reach

    def mark(self, z: float | None) -> None:
        """Point out one z with a line; None takes it away."""
        self._cursor.setVisible(z is not None)
        if z is not None:
            self._cursor.setPos(z)

    def show_switches(self, switches: Sequence[Activation], sums: NDArray[np.float32], knots: Knots) -> None:
        """The chosen switch first; `sums` (k, n) are what reaches it; knots where it is one's own drawing."""
        self.switches, self._sums, self._knots = tuple(switches), sums, knots
        self._draw()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """The sheets cover the plot; lines are drawn for its new number of pixels."""
        super().resizeEvent(event)
        self._drawn = None
        if hasattr(self, "sheet"):  # pyqtgraph resizes while it is being built
            self._draw()

    def _draw(self) -> None:
        if not self.switches:
            return
        if not self.editor.is_held:
            self._reach = self._fitting_reach()
        self.histogram = histogram(self._sums, self._reach)
        self._draw_lines()
        self._draw_bars()

    def _fitting_reach(self) -> float:
        """Wide enough for the sums; but knots are to be drawn with, so they never crowd in the middle."""
        wide = steady_reach(self._sums, self._reach)
        if not self._knots:
            return wide
        near = reach_over(max(abs(knot.z) for knot in self._knots))
        return min(max(wide, near), 2 * near)

    # the lines

    def _draw_lines(self) -> None:
        """Only where something is new: the bars change with every frame, the lines hardly ever."""
        wanted = (tuple((each.name, each.values) for each in self.switches), self._reach, self.editor.is_held)
        if self._drawn == wanted:
            return
        self._drawn = wanted
        curves = [switch_curve(switch, self._reach) for switch in self.switches]
        if not self.editor.is_held:
            self._set_range(curves)
        self._bars.set_colors(self._theme, self.switches[0].gates)
        self._show_sheets(curves)

    def _set_range(self, curves: list[SwitchCurve]) -> None:
        ranges = [curve.y_range for curve in curves]
        if self._knots:
            ranges[0] = range_to_draw(self._knots, curves[0].slope)
        low, high = self._range = widest(ranges)
        self.setXRange(-self._reach, self._reach, padding=0)
        self.setYRange(low, high, padding=0)
        most = max(2, int(self.area.height() / self._theme.px(28)))
        ticks = [(tick, tidy(tick)) for tick in even_ticks(low, high, most)]
        width = QFontMetrics(figures(self._theme)).horizontalAdvance
        self.getAxis("left").set_room(max((_NARROWEST, *(text for _, text in ticks)), key=width))
        self.show_ticks("left", ticks)

    def _show_sheets(self, curves: list[SwitchCurve]) -> None:
        self.plotItem.layout.activate()  # the axis may have another width now
        area = self.area
        self.sheet.setGeometry(self.viewport().rect())
        self.editor.setGeometry(self.viewport().rect())
        self.editor.setVisible(bool(self._knots))
        lines = [Line(name, curve) for name, curve in zip(self._names(area), curves, strict=True)]
        note = self.tr("slope") if len(lines) == 1 else self.tr("thin: slope")
        self.sheet.show_lines(lines, note, area, self._range)
        self.editor.show_knots(self._knots, area, self._reach, self._range)

    def _names(self, area: QRectF) -> list[str]:
        if len(self.switches) > 1:
            return [switch.label for switch in self.switches]
        formula = self.tr("a = {0}").format(self.switches[0].formula)
        return [self.tr("drag the knots") if self._knots else self._fitted(formula, area)]

    def _fitted(self, formula: str, area: QRectF) -> str:
        """On two lines where one would reach into the curve."""
        wide = QFontMetrics(figures(self._theme, weight=600)).horizontalAdvance(formula)
        return formula.replace(", ", ",\n") if wide > 0.6 * area.width() else formula

    # the bars

    def _draw_bars(self) -> None:
        seen = self.histogram
        self.show_ticks("bottom", self._bottom_ticks())
        low, high = self._range
        highest = max(seen.off.max(), seen.on.max()) if seen else 0.0
        self._tallest = steady_top(highest, self._tallest, _BARS_SHRINK_BELOW)
        self._bars.set_bars(seen, self._tallest, low, low + _BARS_HEIGHT * (high - low))

    def _bottom_ticks(self) -> Ticks:
        """The ends and the middle of the z axis, and between them how many values lie on either side."""
        reach, middle = self._reach, (0.0, "z = 0")
        ends = [(-reach, tidy(-reach)), (reach, tidy(reach))]
        if self.histogram is None:
            return [*ends, middle]
        off, on = map(percent, self.histogram.shares)
        gates = self.switches[0].gates
        names = (self.tr("off {0}"), self.tr("on {0}")) if gates else ("z ≤ 0: {0}", "z > 0: {0}")
        halves = [(-reach / 2, names[0].format(off)), (reach / 2, names[1].format(on))]
        return self._fitting([*ends, middle, *halves], [middle, *halves], halves)

    def _fitting(self, *choices: Ticks) -> Ticks:
        """The first of several lists of texts that has room along the z axis, else the last."""
        letters, room = QFontMetrics(figures(self._theme)), 0.94 * self.area.width()
        wide = (sum(letters.horizontalAdvance(f"{text}  ") for _, text in texts) for texts in choices)
        return next(
            (texts for texts, needed in zip(choices, wide, strict=True) if needed < room), choices[-1]
        )
