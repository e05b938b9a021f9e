"""The loss says how wrong the network is: here it is over the epochs, for train and for test points."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from sequentia_gui.gui.controls import SegmentedControl
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.loss_series import LossSeries, Values, loss_series
from sequentia_gui.gui.views.plot_axes import EndLabel, EndLabels, figures
from sequentia_gui.gui.views.plot_scales import (
    decade_ticks,
    even_ticks,
    steady_decades,
    steady_top,
    thinned,
)
from sequentia_gui.gui.views.plot_style import (
    QuietPlot,
    Readout,
    curve_item,
    dots_item,
    number,
    percent,
    tidy,
)
from sequentia_gui.gui.views.view import View
from sequentia_gui.training.messages import Frame

_FEWEST_EPOCHS = 5.0


class LossView(View):
    """The first contestant's loss or share correct, epoch by epoch, with the numbers under the mouse."""

    name: ClassVar[str] = "loss"

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__()
        self._document = document
        self._view_state = view_state
        self._theme = LIGHT
        self._look = view_state.now
        self._series = LossSeries.empty()
        self._top = 0.0
        self._decades = (-3, 0)
        self._pointed: int | None = None
        self._ends = EndLabels()
        self._plot = QuietPlot(right=self._ends)
        self._epoch_word = pg.LabelItem(self.tr("epoch"), justify="left")
        self._lines = {kind: curve_item() for kind in ("test", "train")}
        self._cursor = pg.InfiniteLine()
        self._dots = dots_item()
        self._readout = Readout(self)
        self._switch, self._log = self._build_corner()
        self._build()

    def heading(self) -> tuple[str, str]:
        title = self.tr("Accuracy") if self._look.curve == "accuracy" else self.tr("Loss")
        return title, self.tr("train and test")

    def corner_widgets(self) -> list[QWidget]:
        """What belongs in the corner of the card: loss or accuracy, and the logarithmic scale."""
        return [self._switch, self._log]

    def show_frame(self, frame: Frame) -> None:
        self._series = loss_series(frame)
        if self._pointed is not None:
            self._pointed = min(self._pointed, len(self._series) - 1)
        self._draw()

    def show_look(self, look: Look) -> None:
        changed = (look.curve, look.log_loss) != (self._look.curve, self._look.log_loss)
        self._look = look
        self._switch.show_choice(look.curve)
        self._log.setChecked(look.log_loss)
        self._log.setEnabled(look.curve == "loss")
        if changed:
            self._draw()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._plot.set_theme(theme)
        self._readout.set_theme(theme)
        self._ends.set_font(figures(theme, weight=600), self.tr("train {0}").format("0.0000"))
        self._epoch_word.setText(
            self.tr("epoch"), size=f"{theme.px(11)}px", color=theme.muted, family=theme.font().family()
        )
        self._style_lines()
        self._plot.getAxis("left").set_room("100 %", self.tr("loss"))
        self._draw()

    def summary(self) -> str:
        series = self._series
        if not np.isfinite(series.train_loss).any():
            return self.tr("No loss yet: there are no training points.")
        return self._sentence(series, len(series) - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._pointed is not None:
            self._point_at(None)
        elif step is None or not len(self._series):
            super().keyPressEvent(event)
        else:
            last = len(self._series) - 1
            now = last if self._pointed is None else self._pointed + step
            self._point_at(min(max(0, now), last))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(2, 2, 2, 2)
        box.addWidget(self._plot)
        for item in (*self._lines.values(), self._cursor, self._dots):
            self._plot.addItem(item, ignoreBounds=True)
        self._plot.plotItem.layout.addItem(self._epoch_word, 3, 2)
        for item in (self._cursor, self._dots):
            item.hide()
        self._plot.pointed.connect(self._show_pointed)
        self._plot.left.connect(lambda: self._point_at(None))
        self._plot.resized.connect(self._draw)
        self.set_theme(self._theme)
        self.show_look(self._look)

    def _build_corner(self) -> tuple[SegmentedControl, QCheckBox]:
        switch = SegmentedControl(
            (
                (
                    "loss",
                    self.tr("Loss"),
                    self.tr("How wrong the network is, on average: the lower, the better."),
                ),
                (
                    "accuracy",
                    self.tr("Accuracy"),
                    self.tr("The share of points that it puts in the right class."),
                ),
            ),
            self.tr("Loss or accuracy"),
        )
        switch.chosen.connect(lambda name: self._view_state.set(curve=name))
        log = QCheckBox(self.tr("log"))
        log.setToolTip(
            self.tr("Logarithmic scale: each line up is ten times the loss, so small losses show, too.")
        )
        log.setAccessibleName(self.tr("Logarithmic scale"))
        log.clicked.connect(lambda on: self._view_state.set(log_loss=on))
        return switch, log

    def _style_lines(self) -> None:
        for kind, pen in self._pens().items():
            self._lines[kind].setPen(pen)
        self._cursor.setPen(QPen(self._theme.color("muted"), self._theme.px(1)))
        self._dots.setSize(self._theme.px(7))
        self._dots.setPen(QPen(self._theme.color("card"), self._theme.px(1)))

    def _pens(self) -> dict[str, QPen]:
        pens = {"train": QPen(self._theme.color("curve")), "test": QPen(self._theme.color("curve_2"))}
        for pen in pens.values():
            pen.setCosmetic(True)
            pen.setWidthF(1.8 * self._theme.zoom)
            pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        pens["test"].setDashPattern([3, 1.6])
        return pens

    @property
    def _logarithmic(self) -> bool:
        return self._look.log_loss and self._look.curve == "loss"

    def _curves(self, series: LossSeries) -> dict[str, Values]:
        if self._look.curve == "accuracy":
            return {"train": series.train_accuracy, "test": series.test_accuracy}
        return {"train": series.train_loss, "test": series.test_loss}

    def _draw(self) -> None:
        series = self._series
        curves = self._curves(series)
        self._scale_y(np.concatenate(list(curves.values())))
        self._scale_x(float(series.epoch.max(initial=_FEWEST_EPOCHS)))
        self._ends.set_labels(
            tuple(self._end_label(kind, curve) for kind, curve in curves.items() if _shown(curve))
        )
        columns = max(40, int(self._plot.area.width()))
        for kind, curve in curves.items():
            self._lines[kind].setData(*thinned(series.epoch, self._height(curve), columns))
        self._draw_cursor()

    def _height(self, values: Values) -> Values:
        """Where values stand on the axis: a loss of 0 on a logarithmic one at its lower end."""
        if not self._logarithmic:
            return values
        return np.log10(np.maximum(values, 10.0 ** self._decades[0]))

    def _scale_x(self, last: float) -> None:
        self._plot.setXRange(0.0, last, padding=0)
        most = max(2, int(self._plot.area.width() / self._theme.px(46)))
        ticks = [tick for tick in even_ticks(0.0, last, most) if tick == round(tick)]
        self._plot.show_ticks("bottom", [(tick, tidy(tick)) for tick in ticks])

    def _scale_y(self, values: Values) -> None:
        most = max(2, int(self._plot.area.height() / self._theme.px(24)))
        finite = values[np.isfinite(values)]
        if self._logarithmic:
            self._decades = steady_decades(values, self._decades)
            low, high = self._decades
            self._set_y(low, high, [(tick, _power(tick)) for tick in decade_ticks(low, high, most)])
            return
        if self._look.curve == "accuracy":
            self._set_y(0, 1.02, [(tick, percent(tick)) for tick in even_ticks(0, 1, most)])
            return
        self._top = steady_top(float(finite.max(initial=0.0)) * 1.02, self._top)
        self._set_y(0, self._top, [(tick, tidy(tick)) for tick in even_ticks(0, self._top, most)])

    def _set_y(self, low: float, high: float, ticks: list[tuple[float, str]]) -> None:
        self._plot.setYRange(low, high, padding=0)
        names = {"loss": self.tr("loss, log") if self._logarithmic else self.tr("loss")}
        self._plot.show_ticks("left", ticks, names.get(self._look.curve, self.tr("correct")))

    def _end_label(self, kind: str, curve: Values) -> EndLabel:
        last = float(curve[-1])
        word = self.tr("train {0}") if kind == "train" else self.tr("test {0}")
        known = curve[np.isfinite(curve)]
        height = float(self._height(known[-1:])[0])
        return EndLabel(height, word.format(self._value(last)), self._pens()[kind].color())

    def _value(self, value: float) -> str:
        if self._look.curve == "accuracy":
            return percent(value) if math.isfinite(value) else "–"
        return loss_text(value)

    def _show_pointed(self, place: QPointF) -> None:
        if len(self._series):
            self._point_at(self._series.nearest(place.x()))

    def _point_at(self, index: int | None) -> None:
        if index != self._pointed:
            self._pointed = index
            self._draw_cursor()

    def _draw_cursor(self) -> None:
        series, index = self._series, self._pointed
        shown = index is not None
        for item in (self._cursor, self._dots, self._readout):
            item.setVisible(shown)
        if index is None:
            return
        epoch = float(series.epoch[index])
        self._cursor.setPos(epoch)
        self._draw_dots(series, index)
        self._readout.tell(self._rows(series, index), self._plot.pixel_of(epoch, 0).x(), self._plot.area)

    def _draw_dots(self, series: LossSeries, index: int) -> None:
        curves = self._curves(series)
        heights = {kind: float(self._height(curve)[index]) for kind, curve in curves.items() if _shown(curve)}
        known = {kind: height for kind, height in heights.items() if math.isfinite(height)}
        brushes = [QColor(self._pens()[kind].color()) for kind in known]
        self._dots.setData([float(series.epoch[index])] * len(known), list(known.values()), brush=brushes)

    def _rows(self, series: LossSeries, index: int) -> str:
        """The numbers at one epoch, a row for each kind of points."""
        rows = [self.tr("epoch {0}").format(_epoch_text(float(series.epoch[index])))]
        row = self.tr("{0} {1} · {2} correct")
        rows.append(
            row.format(self.tr("train"), *_pair(series.train_loss[index], series.train_accuracy[index]))
        )
        if math.isfinite(series.test_loss[index]):
            rows.append(
                row.format(self.tr("test"), *_pair(series.test_loss[index], series.test_accuracy[index]))
            )
        return "\n".join(rows)

    def _sentence(self, series: LossSeries, index: int) -> str:
        epochs = _epoch_text(float(series.epoch[index]))
        loss, correct = _pair(series.train_loss[index], series.train_accuracy[index])
        if not math.isfinite(series.test_loss[index]):
            text = self.tr("Loss {0} on training points after {1} epochs; {2} correct.")
            return text.format(loss, epochs, correct)
        test_loss, test_correct = _pair(series.test_loss[index], series.test_accuracy[index])
        text = self.tr(
            "Loss {0} on training points and {1} on test points after {2} epochs; {3} and {4} correct."
        )
        return text.format(loss, test_loss, epochs, correct, test_correct)


def loss_text(value: float) -> str:
    """A loss with three decimals, more where it is small, fewer where it is large; '–' where there is none."""
    if not math.isfinite(value):
        return "–"
    if 0 < value < 0.0001:
        return f"{value:.0e}".replace("e-0", "e−").replace("e-", "e−")
    return number(value, 4 if 0 < value < 0.01 else 3 if value < 100 else 0)


def _pair(loss: float, accuracy: float) -> tuple[str, str]:
    return loss_text(float(loss)), percent(float(accuracy)) if math.isfinite(accuracy) else "–"


def _epoch_text(epoch: float) -> str:
    return number(epoch, 0 if epoch == round(epoch) else 1)


def _power(exponent: int) -> str:
    if -3 <= exponent <= 3:
        return tidy(10.0**exponent)
    raised = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"10{raised}"


def _shown(curve: Values) -> bool:
    return bool(np.isfinite(curve).any())
