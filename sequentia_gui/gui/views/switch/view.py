"""The activation is the switch in every neuron: its curve, its slope, and what its layer really sees."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QWidget

from sequentia_gui.analysis.saturation import Saturation, saturation
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.controls import name_list
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.focus import paint_focus
from sequentia_gui.gui.numerals import number, percent
from sequentia_gui.gui.own_keys import claim_keys
from sequentia_gui.gui.parameter_sliders import ParameterSliders
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.plots.style import Readout
from sequentia_gui.gui.views.switch.foot import SwitchFoot
from sequentia_gui.gui.views.switch.knots import Knots, knots_of, values_of
from sequentia_gui.gui.views.switch.plot import SwitchPlot
from sequentia_gui.gui.views.switch.pre_activations import BINS, Histogram
from sequentia_gui.gui.views.switch.shown import compared_in, shown_in
from sequentia_gui.gui.views.switch.words import (
    measured_words,
    no_bars_words,
    output_words,
    sentence,
    softmax_words,
    start_words,
)
from sequentia_gui.gui.views.view import EveryOther, View
from sequentia_gui.network.activations import Activation, activation
from sequentia_gui.training.messages import Frame

_LOW, _SHORT, _WIDE = 118.0, 190.0, 400.0
"""Below the lowest height the words stand beside the plot; in a short and wide view they share the button's line."""
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class SwitchView(View):
    """One layer's activation over the histogram of the pre-activations that the layer sees."""

    name: ClassVar[str] = "switch"
    wants: ClassVar[frozenset[str]] = frozenset({"activity"})

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._pace = EveryOther(turn=1)
        self._theme = LIGHT
        self._look = view_state.now
        self._now = document.now
        self._frame: Frame | None = None
        self._shown = shown_in(self._now, None, 1)
        self._seen: Saturation | None = None
        self._z: float | None = None
        self.plot = SwitchPlot()
        self._readout = Readout(self)
        self.sliders = ParameterSliders(
            self.tr("A number of this layer’s activation. Training goes on with the present weights."),
            is_low=True,
        )
        self.foot = SwitchFoot(self.sliders)
        self._stands = False, False
        self._picker = self._build_picker()
        self._build()
        self.show_experiment(document.now)

    def heading(self) -> tuple[str, str]:
        switch = self._shown.switch
        if switch is None:
            return self.tr("Switch"), ""
        return self.tr("Switch · {0}").format(switch.label), ""

    def corner_widgets(self) -> list[QWidget]:
        """What belongs in the corner of the card: the choice of the layer."""
        return [self._picker]

    def show_experiment(self, now: Experiment) -> None:
        self._now = now
        self._draw()

    def show_frame(self, frame: Frame) -> None:
        if self._pace.passes(frame):
            self._frame = frame
            self._draw()

    def show_look(self, look: Look) -> None:
        changed = (look.layer, look.compared) != (self._look.layer, self._look.compared)
        self._look = look
        if changed:
            self._draw()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.plot.set_theme(theme)
        self.foot.set_theme(theme)
        self._readout.set_theme(theme)
        ring = theme.px(2)
        self._room.setContentsMargins(ring, ring, ring, ring)
        self._room.setSpacing(theme.px(4))
        self._stand()
        self._draw()

    def summary(self) -> str:
        switch, place = self._shown.switch, self._shown.place
        if switch is None:
            return softmax_words()
        layer = self.tr("The output") if place is None else self.tr("Layer {0}").format(place + 1)
        words = [self.tr("{0} uses {1}.").format(layer, switch.label)]
        if self._seen is not None and self.plot.histogram is not None:
            shares = map(percent, self.plot.histogram.shares)
            told = self.tr("Of the sums that reach it {0} are off (z ≤ 0) and {1} are on (z > 0).")
            words += [told.format(*shares), self.foot.measured.text() + "."]
        return " ".join([*words, self.foot.sentence.text()]).strip()

    # building

    def _build_picker(self) -> QComboBox:
        picker = QComboBox(self)
        name_list(
            picker,
            self.tr("Layer of the switch view"),
            self.tr(
                "Which hidden layer is shown. The bars count the sums z that reach its neurons (the "
                "pre-activations); the line says what the activation makes of each."
            ),
        )
        picker.activated.connect(lambda place: self._view_state.set(layer=place + 1))
        return picker

    def _build(self) -> None:
        self._room = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._room.addWidget(self.plot, 1)
        self._room.addWidget(self.foot)
        self.plot.pointed.connect(self._tell)
        self.plot.left.connect(self._let_go)
        self.plot.editor.held.connect(self._readout.hide)
        self.plot.editor.drawn.connect(self._take_knots)
        self.foot.compare.picked.connect(lambda names: self._view_state.set(compared=names))
        self.sliders.moved.connect(self._take_values)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        claim_keys(self, self._lets_go)
        self.set_theme(self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where height is scarce the words give way to the plot."""
        super().resizeEvent(event)
        self._stand()

    def _stand(self) -> None:
        theme, has_curve = self._theme, self._shown.switch is not None
        is_low = has_curve and self.height() < theme.px(_LOW)
        is_short = (
            has_curve and not is_low and self.height() < theme.px(_SHORT) and self.width() > theme.px(_WIDE)
        )
        if (is_low, is_short) != self._stands:
            self._stands = is_low, is_short
            self._room.setDirection(_BESIDE if is_low else _BELOW)
            self.foot.stand(is_low, is_short)
            self._show_words()

    # the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right read the curve from place to place, Escape lets go of it."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if self._lets_go(event):
            self._let_go()
        elif step is None or self._shown.switch is None:
            super().keyPressEvent(event)
        else:
            self._read(step)

    def _read(self, step: int) -> None:
        """From the middle, where most activations bend, by a twentieth of the scale's half."""
        reach = self.plot.reach
        self._z = 0.0 if self._z is None else min(max(self._z + step * reach / 20, -reach), reach)
        self.plot.mark(self._z)
        self._tell(QPointF(self._z, 0))

    def _lets_go(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self._z is not None

    def _let_go(self) -> None:
        self._z = None
        self.plot.mark(None)
        self._readout.hide()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is read any more."""
        super().focusOutEvent(event)
        self._let_go()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keyboard works."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            paint_focus(painter, self.rect(), self._theme)

    def reading(self) -> str:
        return self._readout.told

    # what a person does

    def _take_values(self, values: tuple[float, ...], stroke: object) -> None:
        self._set_parameters(values, self.tr("Activation’s parameter"), stroke)

    def _take_knots(self, knots: Knots, label: str, stroke: object) -> None:
        self._set_parameters(values_of(knots), label, stroke)

    def _set_parameters(self, values: tuple[float, ...], label: str, stroke: object) -> None:
        place = self._shown.place
        if place is not None:
            edit = edits.set_activation_parameters
            self._document.edit(lambda now: edit(now, place, values), label, merge=stroke)

    # showing

    def _draw(self) -> None:
        self._shown = shown_in(self._now, self._frame, self._look.layer)
        self._fill_picker()
        self._show_controls()
        switch, sums = self._shown.switch, self._shown.sums
        self._seen = saturation(switch, sums) if switch is not None else None
        self.plot.setVisible(switch is not None)
        if switch is not None:
            compared = compared_in(self._now, self._look.compared, switch.name)
            self.plot.show_switches([_calm(switch), *compared], sums, self._drawn_knots())
        self._show_words()

    def _drawn_knots(self) -> Knots:
        """The knots as the document has them: they are of the layer's design, not of its training."""
        switch = self._shown.switch
        return knots_of(switch.values) if switch is not None and switch.is_drawn else ()

    def _fill_picker(self) -> None:
        layers = self._now.network.layers
        if self._picker.count() != len(layers):
            self._picker.clear()
            self._picker.addItems([self.tr("Layer {0}").format(place + 1) for place in range(len(layers))])
        self._picker.setCurrentIndex(-1 if self._shown.place is None else self._shown.place)
        self._picker.setEnabled(bool(layers))
        self._picker.setPlaceholderText("" if layers else self.tr("Output"))

    def _show_controls(self) -> None:
        switch = self._shown.switch
        self.foot.compare.show_compared(self._look.compared, switch.name if switch else "")
        self.foot.compare.setVisible(switch is not None)
        layers, place = self._now.network.layers, self._shown.place
        self.sliders.show_layers(layers[place : place + 1] if place is not None else ())

    def _show_words(self) -> None:
        switch, histogram = self._shown.switch, self.plot.histogram
        if switch is None:
            self.foot.show_alone(softmax_words())
            return
        told = output_words(switch) if self._shown.place is None else sentence(switch, self._seen)
        self.foot.show_words(
            no_bars_words(histogram) or told,
            measured_words(self._shown.trained, self._seen),
            start_words(switch, self._now.network.initializer, histogram),
        )

    def _tell(self, place: QPointF) -> None:
        """Say what every curve does at the place that is pointed at."""
        z = place.x()
        rows = [self._values_row(switch, z) for switch in self.plot.switches]
        if self.plot.histogram is not None:
            rows.append(self._bin_row(self.plot.histogram, z))
        self._readout.tell("\n".join(rows), self.plot.pixel_of(z, 0).x(), self.plot.area)

    def _values_row(self, switch: Activation, z: float) -> str:
        at = np.array([z])
        values = (number(z, 2), number(switch.value(at)[0], 2), number(switch.slope(at)[0], 2))
        row = self.tr("z {0} · a {1} · slope {2}").format(*values)
        return row if len(self.plot.switches) == 1 else f"{switch.label}: {row}"

    def _bin_row(self, seen: Histogram, z: float) -> str:
        width = seen.reach / BINS
        place = min(max(-BINS, int(np.floor(z / width))), BINS - 1)
        share = float(seen.on[place] if place >= 0 else seen.off[place])
        ends = (number(place * width, 2), number((place + 1) * width, 2))
        return self.tr("{0} of the sums z lie from {1} to {2}").format(percent(share), *ends)


def _calm(switch: Activation) -> Activation:
    """To two decimals where it is trained, so that its curve is drawn anew only when one can see it move."""
    return activation(switch.name, (round(switch.values[0], 2),)) if switch.is_trained else switch
