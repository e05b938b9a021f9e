"""The trace follows one point: every w times x, the sum, the bias, the switch, layer by layer to the loss."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from sequentia_gui.analysis.trace import Trace, trace
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.focus import shows_ring
from sequentia_gui.gui.icons import icon
from sequentia_gui.gui.own_keys import claim_keys, is_command
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, Neuron, ViewState
from sequentia_gui.gui.views.trace import words
from sequentia_gui.gui.views.trace.path import ROOMY, TIGHT, Path
from sequentia_gui.gui.views.trace.room import fewest_rows, terms_in
from sequentia_gui.gui.views.trace.sheet import Row, head_rows, largest_terms, neuron_rows
from sequentia_gui.gui.views.trace.sheet_canvas import SheetCanvas
from sequentia_gui.gui.views.trace.way import Way
from sequentia_gui.gui.views.view import EveryOther, View
from sequentia_gui.training.messages import Frame

_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_UNFOLD = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)


class TraceView(View):
    """Owns what is followed, the way along which it is read, and which terms have rows of their own."""

    name: ClassVar[str] = "trace"
    follows_a_point: ClassVar[bool] = True

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._theme: Theme = LIGHT
        self._now, self._look = document.now, view_state.now
        self._frame: Frame | None = None
        self._trace: Trace | None = None
        self._way, self._unfolded = Way(), False
        self._is_tight = False
        self._own: tuple[tuple[int, int, int], tuple[int, ...]] | None = None
        self._pace = EveryOther(turn=1)
        self.path, self.sheet, self._title, self._hint = Path(), SheetCanvas(), QLabel(), QLabel()
        self.back, self.forth = self._corner_buttons()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.scrolled = QScrollArea()
        self.scrolled.setWidget(self.sheet)
        self.scrolled.setWidgetResizable(True)
        self.scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self.scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scrolled.viewport().setAutoFillBackground(False)
        self.sheet.setAutoFillBackground(False)
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.path, self._title):
            self._box.addWidget(widget)
        self._box.addWidget(self.scrolled, 1)
        self._box.addWidget(self._hint, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _corner_buttons(self) -> tuple[QToolButton, QToolButton]:
        back, forth = QToolButton(), QToolButton()
        for button, name in ((back, self.tr("The point before")), (forth, self.tr("The next point"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return back, forth

    def _connect(self) -> None:
        self.path.stop_picked.connect(self.go_to)
        self.path.cell_picked.connect(self.choose)
        self.sheet.picked.connect(self._follow)
        self.back.clicked.connect(lambda: self._step_point(-1))
        self.forth.clicked.connect(lambda: self._step_point(1))
        claim_keys(self, self._takes)

    def heading(self) -> tuple[str, str]:
        """What this card is called, and who is followed."""
        return self.tr("One point"), words.who(self._now.points, self._look)

    def corner_widgets(self) -> list[QWidget]:
        """From point to point."""
        return [self.back, self.forth]

    def summary(self) -> str:
        """What the network makes of the point."""
        return words.summary(self._trace, self._now.points, self._look)

    def reading(self) -> str:
        """The sum that is on the sheet, row by row."""
        if self._trace is None or not self._trace.is_finite:
            return self._hint.text()
        return "\n".join([self._title.text(), *(row.said() for row in self.sheet.rows)])

    def show_experiment(self, now: Experiment) -> None:
        """Points may have come or gone."""
        self._now = now
        self._refresh()

    def show_frame(self, frame: Frame) -> None:
        """Follow the point through the network as it is at this moment."""
        if not self._pace.passes(frame):
            return
        self._frame = frame
        self._refresh()

    def show_look(self, look: Look) -> None:
        """Follow another point, or go to the neuron that was chosen elsewhere."""
        before, self._look = self._look, look
        if _pointed_at(before) != _pointed_at(look):
            self._own = None
            self._refresh()
        if look.chosen_neuron is not None and look.chosen_neuron != before.chosen_neuron:
            self._go_to_neuron(look.chosen_neuron)

    def show_layer(self, layer: int) -> None:
        """Turn to a layer; after the output comes the loss."""
        self._way.stop = max(1, layer)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.path.set_theme(theme)
        self.sheet.set_theme(theme)
        self._title.setFont(theme.font(13, 600))
        self._hint.setFont(theme.font(14))
        self._hint.setStyleSheet(f"color: {theme.muted};")
        self._box.setSpacing(theme.px(4))
        self.scrolled.setMinimumHeight(theme.px(30))
        for button, sign in ((self.back, "step_back"), (self.forth, "step")):
            button.setIcon(icon(sign, theme))
            button.setIconSize(QSize(theme.px(18), theme.px(18)))
            button.setFixedHeight(theme.target(26))
        self._refresh()

    # the way

    @property
    def stop(self) -> int:
        """Which stop is looked at: 1 is the first layer, the last one is the loss."""
        return self._way.stop

    @property
    def neuron(self) -> Neuron | None:
        """Whose sum is on the sheet; None at the loss."""
        return self._way.neuron

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is written on the sheet."""
        return self.sheet.rows

    def go_to(self, stop: int) -> None:
        """Look at a layer, or at the loss after the last one."""
        if self._trace is not None:
            self._way.go_to(stop)
            self._own, self._unfolded = None, False
            self.scrolled.verticalScrollBar().setValue(0)
            self._show_trace()

    def choose(self, position: int) -> None:
        """Look at another neuron of the layer."""
        if self._trace is not None and self.neuron is not None:
            self._way.choose(position)
            self.go_to(self.stop)

    def unfold(self) -> None:
        """Write every term, or only the largest ones."""
        self._unfolded = not self._unfolded
        self._own = None
        self._show_trace()

    def _follow(self, row: object) -> None:
        if isinstance(row, Row) and row.leads_to is not None:
            self._go_to_neuron(row.leads_to)
        else:
            self.unfold()

    def _go_to_neuron(self, neuron: Neuron) -> None:
        if self._trace is not None and 1 <= neuron.layer < self._way.end:
            self._way.stop = neuron.layer
            self.choose(neuron.position)

    def _step_point(self, by: int) -> None:
        count, now = len(self._now.points), self._look.chosen_point
        if count:
            chosen = (0 if by > 0 else count - 1) if now is None else (now + by) % count
            self._view_state.set(chosen_point=chosen, chosen_place=None)

    # showing

    def _refresh(self) -> None:
        self._trace = self._traced()
        if self._trace is not None and self._way.lead_through(self._trace):
            self._own = None
        self._show_trace()

    def _traced(self) -> Trace | None:
        """The trace of what is followed; None where there is nothing to follow, or numbers beyond measure."""
        if self._frame is None or not self._frame.contestants or not self.isVisible():
            return None
        points, at = self._now.points, _pointed_at(self._look)
        subject = self._frame.subject
        if isinstance(at, tuple):
            return trace(subject, at)
        if at is None or at >= len(points):
            return None
        x1, x2 = points.xy[at].tolist()
        return trace(subject, (x1, x2), int(points.label[at]))

    def _show_trace(self) -> None:
        found = self._trace if self._trace is not None and self._trace.is_finite else None
        for widget in (self.path, self.scrolled):
            widget.setVisible(found is not None)
        self._hint.setVisible(found is None)
        if found is None or self._frame is None:
            self._title.hide()
            self._hint.setText(words.hint(self._trace is not None, len(self._now.points)))
            return
        design = self._frame.contestants[0].checkpoint.design
        stops = words.stops(found, self._way.neurons)
        cells = words.cells(found, design, self.stop)
        self.path.show_way(stops, self.stop, cells, self.neuron.position if self.neuron else 0)
        self._title.setText(words.title(found, design, self.stop, self.neuron))
        self._stand(found)
        self.sheet.show_rows(self._written(found))

    def _stand(self, found: Trace) -> None:
        """Where not even the most important rows would have room everything moves closer together."""
        needed = self.sheet.roomy_height(fewest_rows(found, self.neuron))
        self._is_tight = needed > self._room(is_tight=False)
        self.path.stand(self._is_tight)
        self.sheet.stand(self._room(is_tight=True) if self._is_tight else None)
        self._title.setVisible(not self._is_tight)

    def _written(self, found: Trace) -> tuple[Row, ...]:
        assert self._frame is not None
        if self.neuron is None:
            return head_rows(found)
        return neuron_rows(
            found,
            self._frame.contestants[0].checkpoint.design,
            self.neuron,
            self._own_terms(found, self.neuron),
        )

    def _own_terms(self, found: Trace, neuron: Neuron) -> tuple[int, ...]:
        """Which terms have rows of their own: while it trains they stay, so that the rows can be read."""
        layer = found.layers[neuron.layer - 1]
        room = terms_in(layer, self.sheet.rows_in(self._room(self._is_tight), self._is_tight))
        mark = (*neuron, len(layer.inputs) if self._unfolded else room)
        stands = self._frame is not None and not self._frame.playing
        if self._own is None or self._own[0] != mark or stands:
            self._own = mark, largest_terms(layer, neuron.position, mark[2])
        return self._own[1]

    def _room(self, is_tight: bool) -> int:
        """The height that is left for the sheet; what layouts make of it shows only later."""
        gap = self._box.spacing()
        title = 0 if is_tight else self._title.sizeHint().height() + gap
        return self.height() - self.path.height_of(TIGHT if is_tight else ROOMY) - title - gap

    def showEvent(self, event: object) -> None:
        """What was hidden was not followed."""
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, more terms."""
        super().resizeEvent(event)
        self._show_trace()

    # mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere brings the keyboard here."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard works."""
        super().focusInEvent(event)
        self.path.show_ring(shows_ring(event, self.path.has_ring))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus is elsewhere."""
        super().focusOutEvent(event)
        self.path.show_ring(shows_ring(event, self.path.has_ring))

    def _takes(self, event: QKeyEvent) -> bool:
        if is_command(event):
            return False
        releases = event.key() == Qt.Key.Key_Escape and _followed(self._look) is not None
        return releases or event.key() in (*_ARROWS, *_UNFOLD, *_ENDS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk the layers, up and down the neurons (with Shift the points), Enter unfolds."""
        key, shifted = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not self._takes(event):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            self._view_state.set(chosen_point=None, chosen_place=None)
        elif key in _ARROWS and shifted:
            self._step_point(sum(_ARROWS[key]))
        elif key in _ARROWS:
            self._walk(*_ARROWS[key])
        elif key in _UNFOLD:
            self.unfold()
        else:
            self.go_to(1 if key == Qt.Key.Key_Home else self._way.end)

    def _walk(self, right: int, down: int) -> None:
        if right:
            self.go_to(self.stop + right)
        elif self.neuron is not None:
            self.choose(self.neuron.position + down)


def _pointed_at(look: Look) -> int | tuple[float, float] | None:
    """What is followed: what was chosen, else the point under the pointer."""
    return look.hovered_point if _followed(look) is None else _followed(look)


def _followed(look: Look) -> int | tuple[float, float] | None:
    return look.chosen_place if look.chosen_point is None else look.chosen_point
