"""Where everything of the large neuron goes: inputs, weights, sum, switch and output, from left to right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.neuron.plate import HEIGHT, WIDTH

_SIDE = 58.0
_WORDS = 52.0
_SUM, _SWITCH, _PLATE = 0.54, 0.78, 0.23
_AWAY = 0.31


@dataclass(frozen=True, slots=True)
class Places:
    """Middles of the inputs (x1, x2 and the constant 1), the sum, the switch's box and the output; sizes in pixels."""

    inputs: tuple[QPointF, QPointF, QPointF]
    sum: QPointF
    switch: QRectF
    output: QPointF
    radius: float
    words: QRectF

    def plate(self, row: int, theme: Theme) -> QPointF:
        """The upper left corner of the weight's plate on the link from an input."""
        start = self.inputs[row]
        middle = start + (self.sum - start) * (_PLATE / _SUM)
        return QPointF(middle.x() - theme.px(WIDTH) / 2, middle.y() - theme.px(HEIGHT) / 2)


def places(width: float, height: float, theme: Theme) -> Places:
    """The places in a room of that size in pixels."""
    left, span = theme.px(_SIDE), width - 2 * theme.px(_SIDE)
    room = height - theme.px(_WORDS)
    middle, away = room / 2, min(_AWAY * room, theme.px(150))
    radius = min(max(0.09 * room, theme.px(20)), theme.px(34))
    side = min(0.21 * span, 0.42 * room, theme.px(120))
    switch = QRectF(0, 0, side, side)
    switch.moveCenter(QPointF(left + _SWITCH * span, middle))
    rows = (middle - away, middle, middle + away)
    first, second, third = (QPointF(left, y) for y in rows)
    return Places(
        (first, second, third),
        QPointF(left + _SUM * span, middle),
        switch,
        QPointF(left + span, middle),
        radius,
        QRectF(0, room, width, height - room),
    )
