"""Where everything of the large neuron goes: inputs, weights, sum, switch and output, from left to right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.network.neuron.plate import HEIGHT, WIDTH

Corners = tuple[QPointF, QPointF, QPointF]

_LEAST = (380.0, 146.0)
_ROOMY_AWAY = 60.0
_SIDE, _SHARE = 58.0, 0.12
_WORDS = 52.0
_SUM, _SWITCH, _PLATE = 0.54, 0.78, 0.23
_AWAY, _LEAST_AWAY = 0.31, HEIGHT + 4.0


@dataclass(frozen=True, slots=True)
class Places:
    """Middles of the inputs (x1, x2 and the constant 1), the sum, the switch's box and the output; sizes in pixels.

    radius: of the sum and the output; small: of the inputs. plates: the upper left corners of the weights'
    plates. `is_drawn`: there is room for all of it; else only the plates and the words are shown.
    """

    inputs: tuple[QPointF, QPointF, QPointF]
    sum: QPointF
    switch: QRectF
    output: QPointF
    radius: float
    small: float
    plates: tuple[QPointF, QPointF, QPointF]
    words: QRectF
    is_drawn: bool

    def has_room_between_inputs(self, height: float) -> bool:
        """Whether words of that height in pixels fit between two inputs."""
        return self.inputs[1].y() - self.inputs[0].y() - 2 * self.small >= height

    def has_room_between_plates(self, height: float) -> bool:
        """Whether plates and words under them, of that height in pixels together, do not overlap."""
        return self.plates[1].y() - self.plates[0].y() >= height


def places(width: float, height: float, theme: Theme) -> Places:
    """The places in a room of that size in pixels."""
    left = min(theme.px(_SIDE), _SHARE * width)
    span = width - 2 * left
    room = height - theme.px(_WORDS)
    middle, away = room / 2, min(max(_AWAY * room, theme.px(_LEAST_AWAY)), theme.px(150))
    radius = min(max(0.09 * room, theme.px(20)), theme.px(34))
    side = min(0.21 * span, max(0.42 * room, theme.px(54)), theme.px(120))
    switch = QRectF(0, 0, side, side)
    switch.moveCenter(QPointF(left + _SWITCH * span, middle))
    inputs = QPointF(left, middle - away), QPointF(left, middle), QPointF(left, middle + away)
    is_drawn = width >= theme.px(_LEAST[0]) and height >= theme.px(_LEAST[1])
    total = QPointF(left + _SUM * span, middle)
    return Places(
        inputs,
        total,
        switch,
        QPointF(left + span, middle),
        radius,
        min(radius, (away - theme.px(4 if away < theme.px(_ROOMY_AWAY) else 20)) / 2),
        _on_links(inputs, total, theme) if is_drawn else _in_a_row(width, theme),
        QRectF(0, room, width, height - room) if is_drawn else _under_the_row(width, height, theme),
        is_drawn,
    )


def _on_links(inputs: Corners, total: QPointF, theme: Theme) -> Corners:
    """On the straight way to the sum; level with the inputs where they would touch each other there."""
    half, share = QPointF(theme.px(WIDTH) / 2, theme.px(HEIGHT) / 2), _PLATE / _SUM
    is_low = (inputs[1].y() - inputs[0].y()) * (1 - share) < theme.px(HEIGHT + 4)
    along = QPointF((total.x() - inputs[0].x()) * share, 0)
    first, second, third = (start + (along if is_low else (total - start) * share) - half for start in inputs)
    return first, second, third


def _in_a_row(width: float, theme: Theme) -> Corners:
    pitch = theme.px(WIDTH) + min(max(0.0, (width - 3 * theme.px(WIDTH)) / 4), theme.px(24))
    start, top = width / 2 - theme.px(WIDTH) / 2, theme.px(2)
    return QPointF(start - pitch, top), QPointF(start, top), QPointF(start + pitch, top)


def _under_the_row(width: float, height: float, theme: Theme) -> QRectF:
    top = theme.px(HEIGHT + 4)
    return QRectF(0, top, width, min(height - top, theme.px(_WORDS)))
