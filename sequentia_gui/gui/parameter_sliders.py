"""Sliders for the numbers of an activation: its leak, its depth, how sharp its corner is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sequentia_gui.experiment.experiment import Layer
from sequentia_gui.gui.slider_row import SliderRow
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.network.activations import ActivationParameter, activation_of


class ParameterSliders(QWidget):
    """One slider for each parameter; `moved` fires with all the values and the stroke, for undo.

    `is_low`: each in one line, for where height is scarce.
    """

    moved = Signal(tuple, object)

    def __init__(self, tip: str, is_low: bool = False) -> None:
        super().__init__()
        self._tip, self._is_low, self._theme = tip, is_low, LIGHT
        self._parameters: tuple[ActivationParameter, ...] = ()
        self._values: tuple[float, ...] = ()
        self.rows: tuple[SliderRow, ...] = ()
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def show_layers(self, layers: Sequence[Layer]) -> None:
        """The parameters that these layers were designed with; nothing where their activations are not the same."""
        switches = [activation_of(layer) for layer in layers]
        one = switches[0] if len({switch.name for switch in switches}) == 1 else None
        parameters = one.parameters if one else ()
        self._values = one.values if one else ()
        if parameters != self._parameters:
            self._rebuild(parameters)
        self._show_values(is_mixed=len({switch.values for switch in switches}) > 1)
        self.setVisible(bool(parameters))

    def set_theme(self, theme: Theme) -> None:
        """Take over type and sizes."""
        self._theme = theme
        self._box.setSpacing(theme.px(12))
        for row in self.rows:
            row.set_theme(theme)

    def _show_values(self, is_mixed: bool) -> None:
        for row, value in zip(self.rows, self._values, strict=False):
            row.show_value(value)
            if is_mixed:
                row.value.setText(self.tr("mixed"))

    def _rebuild(self, parameters: tuple[ActivationParameter, ...]) -> None:
        for old in self.rows:
            old.hide()
            old.deleteLater()
        self._parameters = parameters
        self.rows = tuple(self._row(place, each) for place, each in enumerate(parameters))
        for row in self.rows:
            self._box.addWidget(row)
            row.set_theme(self._theme)

    def _row(self, place: int, parameter: ActivationParameter) -> SliderRow:
        row = SliderRow(parameter.label, stops(parameter), _words, self._tip, self._is_low)
        row.moved.connect(lambda value, stroke: self._on_move(place, value, stroke))
        return row

    def _on_move(self, place: int, value: float, stroke: object) -> None:
        values = (*self._values[:place], value, *self._values[place + 1 :])
        self.moved.emit(values, stroke)


def stops(parameter: ActivationParameter) -> tuple[float, ...]:
    """The values that a slider can take, from low to high, without the dust of adding steps."""
    count = round((parameter.high - parameter.low) / parameter.step)
    return tuple(round(parameter.low + place * parameter.step, 6) for place in range(count + 1))


def _words(value: float) -> str:
    return QLocale().toString(float(value), "g", 4).replace("-", "−")
