"""The activation is the switch in every neuron: its curve, its slope, and what its layer really sees."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QLabel, QStackedLayout, QWidget

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.experiment.experiment import Experiment, Layer
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.plot_axes import Ticks, figures
from sequentia_gui.gui.views.plot_scales import even_ticks, steady_top
from sequentia_gui.gui.views.plot_style import (
    QuietPlot,
    Readout,
    curve_item,
    dots_item,
    line_pen,
    number,
    percent,
    tidy,
    veil,
)
from sequentia_gui.gui.views.switch.histogram_bars import HistogramBars
from sequentia_gui.gui.views.switch.pre_activations import (
    BINS,
    FIRST_REACH,
    ActivationCurve,
    Histogram,
    activation_curve,
    histogram,
    steady_reach,
)
from sequentia_gui.gui.views.view import EveryOther, View
from sequentia_gui.network.activations import Activation, activation_of
from sequentia_gui.training.messages import Frame

_NARROWEST = "−0.5"
"""There is room for this beside the plot from the start, so that small scales share one width."""

_BARS_HEIGHT = 0.7
"""The tallest bar, as a share of the plot's height."""

_BARS_SHRINK_BELOW = 0.65
"""Bars have no axis whose numbers would jump: their scale may follow sooner than that of lines."""

_SLOPE_NAME_FROM, _SLOPE_NAME_AT = 0.7, 0.97
_MAIN_LINE, _SECOND_LINE = 2.2, 1.8


class SwitchView(View):
    """One hidden layer's activation over the histogram of the pre-activations that the layer sees."""

    name: ClassVar[str] = "switch"
    place: ClassVar[str] = "activation"
    wants: ClassVar[frozenset[str]] = frozenset({"activity"})

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._pace = EveryOther(turn=1)
        self._theme = LIGHT
        self._look = view_state.now
        self._layers: tuple[Layer, ...] = ()
        self._activity: Activity | None = None
        self._reach = FIRST_REACH
        self._tallest = 0.0
        self._range = (0.0, 1.0)
        self._histogram: Histogram | None = None
        self._drawn: tuple[str, tuple[float, ...], float] | None = None
        self._plot = QuietPlot()
        self._bars = HistogramBars()
        self._value_line, self._slope_line = curve_item(), curve_item()
        self._jump = dots_item()
        self._slope_name = pg.TextItem(self.tr("slope"), anchor=(1, 1.1))
        self._formula = pg.TextItem("", anchor=(0, 0))
        self._outside = pg.TextItem("", anchor=(0, 0))
        self._readout = Readout(self)
        self._sentence = QLabel(self.tr("No hidden layer yet: add one, and its activation appears here."))
        self._picker = self._build_picker()
        self._build()
        self.show_experiment(document.now)

    def heading(self) -> tuple[str, str]:
        now = self._activation
        if now is None:
            return self.tr("Switch"), ""
        return self.tr("Switch · {0}").format(now.label), ""

    def corner_widgets(self) -> list[QWidget]:
        """What belongs in the corner of the card: the choice of the layer."""
        return [self._picker]

    def show_experiment(self, now: Experiment) -> None:
        self._layers = now.network.layers
        self._draw()

    def show_frame(self, frame: Frame) -> None:
        if not self._pace.passes(frame):
            return
        found = frame.contestants[0].findings.get("activity")
        self._activity = found if isinstance(found, Activity) else None
        self._draw()

    def show_look(self, look: Look) -> None:
        changed = look.layer != self._look.layer
        self._look = look
        if changed:
            self._draw()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._plot.set_theme(theme)
        self._readout.set_theme(theme)
        self._sentence.setFont(theme.font(13))
        self._sentence.setStyleSheet(f"color: {theme.muted};")
        self._style_items()
        self._drawn = None
        self._draw()

    def summary(self) -> str:
        now, seen = self._activation, self._histogram
        if now is None:
            return self.tr("There is no hidden layer, so there is no activation to show.")
        name = self.tr("Layer {0} uses {1}.").format(self._place + 1, now.label)
        if seen is None:
            return name
        shares = self.tr(" Of the sums that reach it {0} are off (z ≤ 0) and {1} are on (z > 0).")
        return name + shares.format(*map(percent, seen.shares))

    @property
    def _place(self) -> int:
        """The layer that is shown, 0 = first hidden: the chosen one, or the last where there are fewer."""
        return min(self._look.layer, len(self._layers)) - 1

    @property
    def _activation(self) -> Activation | None:
        return activation_of(self._layers[self._place]) if self._layers else None

    @property
    def _seen(self) -> NDArray[np.float32]:
        """The pre-activations of the shown layer, (k, n); empty where the frame has none."""
        if self._activity is None or not 0 <= self._place < len(self._activity.pre):
            return np.empty((0, 0), np.float32)
        return self._activity.pre[self._place]

    def _build_picker(self) -> QComboBox:
        picker = QComboBox()
        picker.setAccessibleName(self.tr("Layer of the switch view"))
        picker.setToolTip(
            self.tr(
                "Which hidden layer is shown. The bars count the sums z that reach its neurons (the "
                "pre-activations); the line says what the activation makes of each."
            )
        )
        picker.activated.connect(lambda place: self._view_state.set(layer=place + 1))
        return picker

    def _build(self) -> None:
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pages = QStackedLayout(self)
        pages.addWidget(self._plot)
        pages.addWidget(self._sentence)
        self._pages = pages
        for item in (self._bars, self._slope_line, self._value_line, self._jump):
            self._plot.addItem(item, ignoreBounds=True)
        for text in (self._slope_name, self._formula, self._outside):
            self._plot.addItem(text, ignoreBounds=True)
        self._plot.pointed.connect(self._tell)
        self._plot.left.connect(self._readout.hide)
        self._plot.resized.connect(self._draw_again)
        self.set_theme(self._theme)

    def _style_items(self) -> None:
        theme = self._theme
        slope = line_pen(theme, "curve_2", _SECOND_LINE)
        slope.setDashPattern([3, 2])
        self._value_line.setPen(line_pen(theme, "curve", _MAIN_LINE))
        self._slope_line.setPen(slope)
        self._jump.setSize(theme.px(7))
        self._jump.setPen(line_pen(theme, "curve", 1.5))
        words = (
            (self._slope_name, "curve_2", 400),
            (self._formula, "curve", 600),
            (self._outside, "muted", 400),
        )
        for text, color, weight in words:
            text.setFont(figures(theme, weight=weight))
            text.setColor(theme.color(color))
            text.fill = veil(theme)
        self._plot.getAxis("left").set_room(_NARROWEST)

    def _draw_again(self) -> None:
        self._drawn = None
        self._draw()

    def _draw(self) -> None:
        self._fill_picker()
        now = self._activation
        self._pages.setCurrentIndex(0 if now else 1)
        if now is None:
            self._histogram = None
            return
        seen = self._seen
        self._reach = steady_reach(seen, self._reach)
        self._histogram = histogram(seen, self._reach)
        self._draw_lines(now)
        self._draw_bars(now)

    def _fill_picker(self) -> None:
        if self._picker.count() != len(self._layers):
            self._picker.clear()
            self._picker.addItems(
                [self.tr("Layer {0}").format(place + 1) for place in range(len(self._layers))]
            )
        self._picker.setCurrentIndex(self._place)
        self._picker.setVisible(bool(self._layers))

    def _draw_lines(self, now: Activation) -> None:
        if self._drawn == (now.name, now.values, self._reach):
            return
        self._drawn = (now.name, now.values, self._reach)
        curve = activation_curve(now, self._reach)
        self._bars.set_colors(self._theme, now.gates)
        self._write_formula(now.formula)
        self._value_line.setData(curve.z, curve.a)
        self._slope_line.setData(curve.z, curve.slope)
        self._draw_jump(curve)
        self._set_range(curve)
        under_name = curve.slope[curve.z > _SLOPE_NAME_FROM * self._reach]
        self._slope_name.setPos(_SLOPE_NAME_AT * self._reach, float(under_name.max()))

    def _write_formula(self, formula: str) -> None:
        """On two lines where one would reach into the curve."""
        text = self.tr("a = {0}").format(formula)
        wide = QFontMetrics(figures(self._theme, weight=600)).horizontalAdvance(text)
        narrow = wide > 0.6 * self._plot.area.width()
        self._formula.setText(text.replace(", ", ",\n") if narrow else text)

    def _draw_jump(self, curve: ActivationCurve) -> None:
        """Where the line jumps, a full dot marks the value that holds at 0 and a hollow one the other."""
        values = curve.jump or ()
        fills = [self._theme.color("curve"), self._theme.color("card")][: len(values)]
        self._jump.setData([0.0] * len(values), list(values), brush=fills)

    def _set_range(self, curve: ActivationCurve) -> None:
        low, high = self._range = curve.y_range
        self._plot.setXRange(-self._reach, self._reach, padding=0)
        self._plot.setYRange(low, high, padding=0)
        below = self._formula.boundingRect().height() - self._theme.px(4)
        self._formula.setPos(-self._reach, high)
        self._outside.setPos(-self._reach, high - below / self._plot.pixels_per_unit[1])
        most = max(2, int(self._plot.area.height() / self._theme.px(28)))
        ticks = [(tick, tidy(tick)) for tick in even_ticks(low, high, most)]
        width = QFontMetrics(figures(self._theme)).horizontalAdvance
        self._plot.getAxis("left").set_room(max((_NARROWEST, *(text for _, text in ticks)), key=width))
        self._plot.show_ticks("left", ticks)

    def _draw_bars(self, now: Activation) -> None:
        seen = self._histogram
        self._plot.show_ticks("bottom", self._bottom_ticks(now))
        outside = seen.outside if seen else 0.0
        self._tell_outside(self.tr("{0} lie further out").format(percent(outside)) if outside else "")
        low, high = self._range
        highest = max(seen.off.max(), seen.on.max()) if seen else 0.0
        self._tallest = steady_top(highest, self._tallest, _BARS_SHRINK_BELOW)
        self._bars.set_bars(seen, self._tallest, low, low + _BARS_HEIGHT * (high - low))

    def _tell_outside(self, text: str) -> None:
        """Set only what is new: laying out rich text costs a hundred times as much as comparing it."""
        if text != self._outside.textItem.toPlainText():
            self._outside.setText(text)

    def _bottom_ticks(self, now: Activation) -> list[tuple[float, str]]:
        """The ends and the middle of the z axis, and between them how many values lie on either side."""
        reach, middle = self._reach, (0.0, "z = 0")
        ends = [(-reach, tidy(-reach)), (reach, tidy(reach))]
        if self._histogram is None:
            return [*ends, middle]
        off, on = map(percent, self._histogram.shares)
        names = (self.tr("off {0}"), self.tr("on {0}")) if now.gates else ("z ≤ 0: {0}", "z > 0: {0}")
        halves = [(-reach / 2, names[0].format(off)), (reach / 2, names[1].format(on))]
        return self._fitting([*ends, middle, *halves], [middle, *halves], halves)

    def _fitting(self, *choices: Ticks) -> Ticks:
        """The first of several lists of texts that has room along the z axis, else the last."""
        letters, room = QFontMetrics(figures(self._theme)), 0.94 * self._plot.area.width()
        wide = (sum(letters.horizontalAdvance(f"{text}  ") for _, text in texts) for texts in choices)
        return next(
            (texts for texts, needed in zip(choices, wide, strict=True) if needed < room), choices[-1]
        )

    def _tell(self, place: QPointF) -> None:
        now, z = self._activation, place.x()
        if now is None:
            return
        at = np.array([z])
        values = (number(z, 2), number(now.value(at)[0], 2), number(now.slope(at)[0], 2))
        rows = [self.tr("z {0} · a {1} · slope {2}").format(*values)]
        if self._histogram is not None:
            rows.append(self._bin_row(self._histogram, z))
        self._readout.tell("\n".join(rows), self._plot.pixel_of(z, 0).x(), self._plot.area)

    def _bin_row(self, seen: Histogram, z: float) -> str:
        width = seen.reach / BINS
        place = min(max(-BINS, int(np.floor(z / width))), BINS - 1)
        share = float(seen.on[place] if place >= 0 else seen.off[place])
        ends = (number(place * width, 2), number((place + 1) * width, 2))
        return self.tr("{0} of the sums z lie from {1} to {2}").format(percent(share), *ends)
