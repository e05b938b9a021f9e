"""The picture of the loss: one line for train points, a dashed one for test points, on calm axes."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
import pyqtgraph as pg

from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.numerals import loss_text, percent, power_text, tidy
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look
from sequentia_gui.gui.views.loss.series import LossSeries, Values
from sequentia_gui.gui.views.loss.words import tick_text
from sequentia_gui.gui.views.plots.axes import EndLabel, EndLabels, Ticks
from sequentia_gui.gui.views.plots.scales import (
    dashed,
    decade_ticks,
    even_ticks,
    steady_decades,
    steady_top,
    thinned,
)
from sequentia_gui.gui.views.plots.style import QuietPlot, dots_item, line_pen, long_curve_item

Curve = Literal["loss", "accuracy"]

_FEWEST_EPOCHS = 5.0
_COLORS = {"test": "curve_2", "train": "curve"}


class LossPlot(QuietPlot):
    """Draws a series as loss, as loss on a logarithmic scale or as the share correct, and marks one epoch."""

    def __init__(self, curve: Curve) -> None:
        self._is_accuracy = curve == "accuracy"
        self._ends = EndLabels()
        super().__init__(right=self._ends)
        self._theme = LIGHT
        self._series = LossSeries.empty()
        self._look = Look()
        self._top = 0.0
        self._decades = (-3, 0)
        self._marked: int | None = None
        self._epoch_word = pg.LabelItem(self.tr("epoch"), justify="left")
        self._lines = {kind: long_curve_item() for kind in _COLORS}
        self._cursor, self._dots, self._starts = pg.InfiniteLine(), dots_item(), dots_item()
        for item in (*self._lines.values(), self._cursor, self._starts, self._dots):
            self.addItem(item, ignoreBounds=True)
        self.plotItem.layout.addItem(self._epoch_word, 3, 2)
        self.resized.connect(self._draw)
        self.mark(None)

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        super().set_theme(theme)
        self._theme = theme
        self._ends.set_font(figures(theme, weight=600), self.tr("train {0}").format("0.0000"))
        self.getAxis("left").set_room("100 %", self.tr("loss"))
        size, family = f"{figures(theme).pixelSize()}px", theme.font().family()
        self._epoch_word.setText(self.tr("epoch"), size=size, color=theme.muted, family=family)
        for kind, line in self._lines.items():
            line.setPen(line_pen(theme, _COLORS[kind], 1.8))
        self._cursor.setPen(line_pen(theme, "muted", 1))
        self._dots.setSize(theme.px(8))
        self._dots.setPen(line_pen(theme, "card", 1.5))
        self._starts.setSize(theme.px(7))
        self._draw()

    def show_series(self, series: LossSeries, look: Look) -> None:
        """Draw other values, or the same ones on another scale; a mark beyond the last value comes back to it."""
        self._series, self._look = series, look
        if self._marked is not None:
            self._marked = min(self._marked, len(series) - 1)
        self._draw()

    def mark(self, index: int | None) -> None:
        """Point out one entry of the series with a line and dots; None takes them away."""
        self._marked = index
        for item in (self._cursor, self._dots):
            item.setVisible(index is not None)
        if index is None:
            return
        epoch = float(self._series.epoch[index])
        heights = {kind: float(self._height(curve)[index]) for kind, curve in self._curves.items()}
        known = {kind: height for kind, height in heights.items() if math.isfinite(height)}
        self._cursor.setPos(epoch)
        brushes = [self._theme.color(_COLORS[kind]) for kind in known]
        self._dots.setData([epoch] * len(known), list(known.values()), brush=brushes)

    @property
    def _logarithmic(self) -> bool:
        return self._look.log_loss and not self._is_accuracy

    @property
    def _curves(self) -> dict[str, Values]:
        """What is drawn of train and test points, where there is any value at all."""
        series = self._series
        accuracies = {"train": series.train_accuracy, "test": series.test_accuracy}
        losses = {"train": series.train_loss, "test": series.test_loss}
        curves = accuracies if self._is_accuracy else losses
        return {kind: curve for kind, curve in curves.items() if np.isfinite(curve).any()}

    def _draw(self) -> None:
        curves = self._curves
        self._scale_y(np.concatenate([np.empty(0), *curves.values()]))
        self._scale_x(float(self._series.epoch.max(initial=_FEWEST_EPOCHS)))
        self._ends.set_labels(tuple(self._end_label(kind, curve) for kind, curve in curves.items()))
        for kind in self._lines:
            self._draw_line(kind, curves.get(kind))
        self._draw_starts(curves if len(self._series) == 1 else {})
        self.mark(self._marked)

    def _draw_starts(self, curves: dict[str, Values]) -> None:
        """Before any training there is no line yet: a dot where each will begin, hollow for test points."""
        self._starts.setVisible(bool(curves))  # an empty cloud of dots costs as much as a full one
        if not curves:
            return
        pens = [line_pen(self._theme, _COLORS[kind], 1.8) for kind in curves]
        brushes = [self._theme.color(_COLORS[kind] if kind == "train" else "card") for kind in curves]
        heights = [float(self._height(curve)[0]) for curve in curves.values()]
        epochs = [float(self._series.epoch[0])] * len(heights)
        self._starts.setData(epochs, heights, pen=pens, brush=brushes)

    def _draw_line(self, kind: str, curve: Values | None) -> None:
        """The line for test points is dashed, so that colour alone never tells the two apart."""
        line = self._lines[kind]
        if curve is None:
            line.setData([], [])
            return
        columns = max(40, int(self.area.width() / self._theme.zoom))
        x, y = thinned(self._series.epoch, self._height(curve), columns)
        if kind == "train":
            line.setData(x, y)
            return
        across, up = self.pixels_per_unit
        dash = self._theme.px(5)
        x, y, joined = dashed(x * across, y * up, dash, dash)
        line.setData(x / across, y / up, connect=joined)

    def _height(self, values: Values) -> Values:
        """Where values stand on the axis: a loss of 0 on a logarithmic one at its lower end."""
        if not self._logarithmic:
            return values
        return np.log10(np.maximum(values, 10.0 ** self._decades[0]))

    def _scale_x(self, last: float) -> None:
        rim = self._theme.px(5) / max(1.0, self.area.width())  # else the dots at the very start would be cut
        self.setXRange(-rim * last, last, padding=0)
        most = max(2, int(self.area.width() / self._theme.px(46)))
        ticks = [tick for tick in even_ticks(0.0, last, most) if tick == round(tick)]
        self.show_ticks("bottom", [(tick, tidy(tick)) for tick in ticks])

    def _scale_y(self, values: Values) -> None:
        most = max(2, int(self.area.height() / self._theme.px(26)))
        if self._logarithmic:
            self._decades = low, high = steady_decades(values, self._decades)
            ticks = [(float(tick), power_text(tick)) for tick in decade_ticks(low, high, most)]
            self._set_y(low, high, ticks, self.tr("loss, log"))
        elif self._is_accuracy:
            ticks = [(tick, percent(tick)) for tick in even_ticks(0, 1, most)]
            self._set_y(0, 1.02, ticks, self.tr("correct"))
        else:
            needed = float(values[np.isfinite(values)].max(initial=0.0))
            self._top = steady_top(1.02 * needed, self._top)
            ticks = [(tick, tick_text(tick)) for tick in even_ticks(0, self._top, most)]
            self._set_y(0, self._top, ticks, self.tr("loss"))

    def _set_y(self, low: float, high: float, ticks: Ticks, name: str) -> None:
        self.setYRange(low, high, padding=0)
        self.show_ticks("left", ticks, name)

    def _end_label(self, kind: str, curve: Values) -> EndLabel:
        word = self.tr("train {0}") if kind == "train" else self.tr("test {0}")
        text = percent if self._is_accuracy else loss_text
        last_known = curve[np.isfinite(curve)][-1:]
        return EndLabel(
            float(self._height(last_known)[0]),
            word.format(text(float(curve[-1]))),
            self._theme.color(_COLORS[kind]),
        )
