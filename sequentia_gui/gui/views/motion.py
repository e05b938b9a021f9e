"""A position that moves by itself from stop to stop, the whole numbers, as the fold's and the collapse's do."""

from __future__ import annotations

import math

from PySide6.QtCore import QEasingCurve, QObject, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent

from sequentia_gui.gui.own_keys import is_command

_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


def is_moving_key(event: QKeyEvent) -> bool:
    """Whether the key plays, steps or jumps: Space, an arrow to the side, Home or End, and no command."""
    return event.key() in _KEYS and not is_command(event)


def next_stop(position: float, by: int, end: int) -> float:
    """The next whole number onwards (by 1) or back (by -1), from 0 to `end`."""
    stop = math.floor(position) + 1 if by > 0 else math.ceil(position) - 1
    return float(min(max(stop, 0), end))


class Motion(QObject):
    """Owns the animation. `moved` fires with each position on the way, `arrived` at its end, not where it is stopped.

    `step_ms` is how long it takes from one stop to the next; for the last share of it, `held`, it stands still, to
    be looked at.
    """

    moved = Signal(float)
    arrived = Signal()

    def __init__(
        self,
        parent: QObject,
        step_ms: int,
        curve: QEasingCurve.Type = QEasingCurve.Type.Linear,
        held: float = 0.0,
    ) -> None:
        super().__init__(parent)
        self._step_ms, self._held = step_ms, held
        self._animation = QVariantAnimation(self)
        self._animation.setEasingCurve(curve)
        self._animation.valueChanged.connect(self._tell)
        self._animation.finished.connect(self.arrived)

    @property
    def is_running(self) -> bool:
        """Whether it is on its way."""
        return self._animation.state() == QVariantAnimation.State.Running

    def start(self, position: float, goal: float, speed: float = 1.0) -> None:
        """Move from a position to a goal; at speed 2 in half the time."""
        values = {0.0: position, 1.0 - self._held: goal, 1.0: goal}
        self._animation.setKeyValues(list(values.items()))
        self._animation.setDuration(max(1, round(abs(goal - position) * self._step_ms / speed)))
        self._animation.start()

    def stop(self) -> None:
        """Stand still wherever it is."""
        self._animation.stop()

    def _tell(self, position: object) -> None:
        """Qt tells of new key values, too, before anything moves."""
        if self.is_running and isinstance(position, float):
            self.moved.emit(position)
