"""The fold shows the plane as each layer sees it: carried through W, + b and the switch, layer by layer."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEasingCurve, QRect, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout

from sequentia_gui.analysis.fold import Fold
from sequentia_gui.analysis.separability import Separability
from sequentia_gui.analysis.trace import trace
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.own_keys import claim_keys, is_command
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.fold import words as fold_words
from sequentia_gui.gui.views.fold.bar import FoldBar
from sequentia_gui.gui.views.fold.canvas import FoldCanvas
from sequentia_gui.gui.views.fold.controls import FoldControls
from sequentia_gui.gui.views.fold.journey import Journey, Picture
from sequentia_gui.gui.views.fold.pickers import AxisPickers
from sequentia_gui.gui.views.fold.stops import end_of
from sequentia_gui.gui.views.motion import Motion, is_moving_key, next_stop
from sequentia_gui.gui.views.plane.choosing import choosing
from sequentia_gui.gui.views.view import EveryOther, View
from sequentia_gui.training.messages import Frame

STEP_MS = 1_600
"""How long one step takes at normal speed; the last part of it stands still, to be looked at."""

_HELD = 0.2
_WORDY = 245
"""From this height in pixels at 100 % on there is room for words about a step."""

_TURNS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-10, 0),
    Qt.Key.Key_Right: (10, 0),
    Qt.Key.Key_Up: (0, -10),
    Qt.Key.Key_Down: (0, 10),
}
"""By how many degrees Shift and an arrow turn the room of three units."""


class FoldView(View):
    """Owns the position on the journey and the motion that changes it; nothing moves by itself."""

    name: ClassVar[str] = "fold"
    wants: ClassVar[frozenset[str]] = frozenset({"fold", "separability"})

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._theme: Theme = LIGHT
        self._look = view_state.now
        self._pace = EveryOther(turn=0)
        self._frame: Frame | None = None
        self._fold: Fold | None = None
        self._lines: Separability | None = None
        self._journey = Journey()
        self._position, self._direction, self._speed = 0.0, 0, 1.0
        self.canvas = FoldCanvas(
            self._journey, self._describe, lambda stop: fold_words.axis_names(self._journey, stop)
        )
        self.caption = QLabel()
        self._asked = ("", 0, 0)
        self.bar, self.controls = FoldBar(), FoldControls()
        self.pickers = AxisPickers(self.canvas)
        self._motion = Motion(self, STEP_MS, QEasingCurve.Type.InOutSine, _HELD)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.caption.setWordWrap(True)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.canvas, 1)
        for widget in (self.caption, self.bar, self.controls):
            self._column.addWidget(widget)
        self.setFocusProxy(self.canvas)

    def _connect(self) -> None:
        self._motion.moved.connect(self._place_at)
        self._motion.arrived.connect(self._on_arrived)
        self.canvas.turned.connect(self._look_again)
        self.pickers.picked.connect(self._choose)
        self.canvas.picked.connect(self.go_to)
        self.canvas.chosen.connect(self._follow)
        self.bar.scrubbed.connect(self.go_to)
        self.controls.played.connect(self.play)
        self.controls.stepped.connect(self.step)
        self.controls.speed_picked.connect(self._set_speed)
        claim_keys(self.canvas, self._takes)

    def heading(self) -> tuple[str, str]:
        """What this card is called."""
        return self.tr("As each layer sees it"), self.tr("what each step does to the plane")

    def show_frame(self, frame: Frame) -> None:
        """Carry the plane through the network as it is at this moment."""
        findings = frame.contestants[0].findings if frame.contestants else {}
        found, lines = findings.get("fold"), findings.get("separability")
        if not (isinstance(found, Fold) and isinstance(lines, Separability)):
            return
        if self._look.reduce_motion and not self._pace.passes(frame):
            return
        self._frame, self._fold, self._lines = frame, found, lines
        self._journey.show(found, frame.experiment.network, frame.experiment.points.label)
        self.bar.show_stops(self._journey.stops, fold_words.line_shares(lines))
        self._position = min(self._position, float(self._journey.end))
        self._show_points()
        self._show_position()

    def show_look(self, look: Look) -> None:
        """Show which points are to be seen, and stills where motion is not wanted."""
        self._look = look
        if look.reduce_motion:
            self.stop()
        self.controls.show_motion(not look.reduce_motion)
        self._show_points()
        self._show_position()

    def show_layer(self, layer: int) -> None:
        """Turn to the plane as a layer sees it after its switch; 0 is the plane itself."""
        hidden = self._journey.hidden
        self.go_to(float(end_of(min(layer, hidden + 1), hidden)))

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.canvas.set_theme(theme)
        self.bar.set_theme(theme)
        self.controls.set_theme(theme)
        self._column.setSpacing(theme.px(3))
        self.caption.setFont(theme.font(12))
        self.caption.setFixedHeight(2 * self.caption.fontMetrics().lineSpacing() + theme.px(2))
        self.pickers.set_theme(theme)
        self._show_position()

    def summary(self) -> str:
        """How far a straight line gets at every layer."""
        return fold_words.summary(self._lines)

    # moving

    @property
    def position(self) -> float:
        """Where on the journey the picture is: 0 is the plane, whole numbers are the stops."""
        return self._position

    @property
    def is_moving(self) -> bool:
        """Whether an animation runs."""
        return self._motion.is_running

    def go_to(self, position: float) -> None:
        """Be at a position at once, and stand there."""
        self.stop()
        self._place_at(position)

    def step(self, by: int) -> None:
        """Move to the next stop in either direction, and stand there."""
        self.stop()
        self._move_to(self._next_stop(by))

    def play(self, direction: int) -> None:
        """Play to the end in a direction, from the other end where it is reached already; pause where it plays so."""
        pauses = self._direction == direction and self.is_moving
        self.stop()
        if pauses or not self._journey.end or self._look.reduce_motion:
            return
        if self._next_stop(direction) == self._position:
            self._place_at(0.0 if direction > 0 else float(self._journey.end))
        self._direction = direction
        self.controls.show_playing(direction)
        self._move_to(self._next_stop(direction))

    def stop(self) -> None:
        """Stand still where it is."""
        self._motion.stop()
        self._direction = 0
        self.controls.show_playing(0)

    def _next_stop(self, direction: int) -> float:
        return next_stop(self._position, direction, self._journey.end)

    def _move_to(self, goal: float) -> None:
        if self._look.reduce_motion or not self.isVisible() or goal == self._position:
            self._place_at(goal)
            return
        self._motion.start(self._position, goal, self._speed)

    def _on_arrived(self) -> None:
        self._place_at(float(round(self._position)))
        goal = self._next_stop(self._direction) if self._direction else self._position
        if goal == self._position:
            self.stop()
        else:
            self._move_to(goal)

    def _place_at(self, position: float) -> None:
        self._position = min(max(float(position), 0.0), float(self._journey.end))
        self._show_position()

    def _set_speed(self, speed: float) -> None:
        """From the next step on."""
        self._speed = speed

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves where nobody sees it."""
        self.stop()
        super().hideEvent(event)

    def reading(self) -> str:
        """What the last step does to the plane."""
        return self.caption.toolTip()

    @property
    def picture(self) -> FoldCanvas:
        """The canvas takes the keys."""
        return self.canvas

    # showing

    def _show_points(self) -> None:
        if self._frame is not None:
            points = self._frame.experiment.points
            shown = np.where(points.held_out, self._look.show_test, self._look.show_train)
            self.canvas.show_points(points, shown)
            self.canvas.show_followed(self._look.chosen_point, self._look.hovered_point, self._way())

    def _way(self) -> tuple[NDArray[np.float64], ...]:
        """The coordinates of the place that is followed at every stop; nothing where none is."""
        place = self._look.chosen_place
        if self._frame is None or place is None:
            return ()
        layers = trace(self._frame.subject, place).layers
        stages = [stage for layer in layers for stage in (layer.z - layer.bias, layer.z, layer.a)]
        return (np.array(place), *stages[:-1])

    def _follow(self, point: int) -> None:
        """A point was clicked."""
        if self._frame is not None:
            self._view_state.set(**choosing(self._frame.experiment.points.xy[point], point))

    def _show_position(self) -> None:
        self.canvas.show_position(self._position, self._look.reduce_motion)
        self.bar.show_position(self._position)
        if not self._journey.stops or self._frame is None:
            return
        stop = self._journey.stops[math.ceil(self._position)]
        self._tell(fold_words.caption(self._journey, stop))
        if self._lines is not None:
            self.controls.show_line(
                fold_words.line_here(self._lines, self._journey.stops[round(self._position)])
            )
        self._show_pickers(stop.layer)

    def _tell(self, words: str) -> None:
        """Write as many of the sentences as have room; the tool tip has them all. The same again costs nothing."""
        asked = words, self.width(), self.caption.maximumHeight()
        if asked == self._asked:
            return
        self._asked = asked
        self.caption.setToolTip(words)
        letters, room = self.caption.fontMetrics(), QRect(0, 0, self.width(), 0)
        wraps, high = int(Qt.TextFlag.TextWordWrap), self.caption.maximumHeight()
        forms = fold_words.beginnings(words)
        fitting = (each for each in forms if letters.boundingRect(room, wraps, each).height() <= high)
        self.caption.setText(next(fitting, forms[-1]))

    def _describe(self, picture: Picture) -> tuple[str, str]:
        assert self._fold is not None
        return fold_words.title(self._journey, picture.stop), fold_words.shown(
            self._journey, self._fold, picture.stop.layer
        )

    def _look_again(self) -> None:
        self._journey.look_again()
        self._show_position()

    def _choose(self, across: int, upwards: int) -> None:
        layer = self._journey.stops[math.ceil(self._position)].layer
        self._journey.aspect.choices[layer] = (across, upwards)
        self._look_again()

    def _show_pickers(self, layer: int) -> None:
        width = self._journey.width(layer)
        if width <= 3 or self._look.reduce_motion:
            self.pickers.hide()
            return
        self.pickers.show_choice(width, self._journey.choice(layer), self.canvas.square, self._theme.px(4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lists at their corners; where it is low, the words give way to the picture."""
        super().resizeEvent(event)
        self.caption.setVisible(self.height() >= self._theme.px(_WORDY))
        self._show_position()

    # keyboard

    def _takes(self, event: QKeyEvent) -> bool:
        return is_moving_key(event) or (self._turns(event) and not is_command(event))

    def _turns(self, event: QKeyEvent) -> bool:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return shift and event.key() in _TURNS and self.canvas.is_room

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays or pauses (with Shift backwards), arrows step (with Shift turn a room), Home and End jump."""
        if not self._takes(event):
            super().keyPressEvent(event)
        elif self._turns(event):
            self.canvas.turn(*_TURNS[event.key()])
        elif event.key() == Qt.Key.Key_Space:
            self._space(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            self.go_to(0.0 if event.key() == Qt.Key.Key_Home else float(self._journey.end))

    def _space(self, back: bool) -> None:
        direction = self._direction if self.is_moving and self._direction else (-1 if back else 1)
        self.play(direction)
