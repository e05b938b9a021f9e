"""The collapse multiplies layers without a switch into one, step by step; with ReLU it shows where that breaks."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QSize, Qt, QVariantAnimation
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from sequentia_gui.analysis.collapse import (
    GRID,
    Difference,
    Product,
    Stretch,
    collapsed,
    difference,
    is_straight_in_pieces,
    product_at,
    product_of,
    stretches,
)
from sequentia_gui.gui.controls import folded
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.icons import icon
from sequentia_gui.gui.numerals import number
from sequentia_gui.gui.own_keys import claim_keys, is_command
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.collapse import words
from sequentia_gui.gui.views.collapse.canvas import CollapseCanvas
from sequentia_gui.gui.views.view import EveryOther, View
from sequentia_gui.training.messages import Frame

STEP_MS = 1_800
"""How long one multiplication takes."""

COARSE = 17
"""Samples along either axis while it trains: measuring is not to slow training down."""

PIECE = "piece"

_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class CollapseView(View):
    """Owns which layers are multiplied, how far that has come, and the one animation that moves it."""

    name: ClassVar[str] = "collapse"
    place: ClassVar[str] = "network"

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._theme: Theme = LIGHT
        self._look = view_state.now
        self._frame: Frame | None = None
        self._pace = EveryOther(turn=0)
        self._subjects: list[Stretch | str] = []
        self._chosen: Stretch | str | None = None
        self._product: Product | None = None
        self._difference: Difference | None = None
        self._position: float | None = None
        # Not the middle: while all biases are 0, all neurons are just off there.
        self._here = self._before = (1.0, 1.0)
        self.canvas = CollapseCanvas()
        self.lead, self.facts = QLabel(), QLabel()
        self.choice = QComboBox()
        self._animation = QVariantAnimation(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.lead.setWordWrap(True)
        self.facts.setWordWrap(True)
        self.choice.setAccessibleName(self.tr("Which layers are multiplied"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.step_back = self._button(
            self.tr("One step back"), self.tr("Take one multiplication back (Left).")
        )
        self.multiply = QPushButton(self.tr("Multiply"))
        self.multiply.setToolTip(folded(self.tr("Multiply all layers into one, or pause (Space).")))
        self.step = self._button(self.tr("One step"), self.tr("Multiply the next layer in (Right)."))
        self.replace = QPushButton(self.tr("Replace by one layer"))
        self.replace.setToolTip(
            folded(self.tr("Take these layers out and give the next one the product. Undo brings them back."))
        )
        self._row = QHBoxLayout()
        for widget in (self.step_back, self.multiply, self.step):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.replace)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.lead)
        self._box.addWidget(self.canvas, 1)
        self._box.addWidget(self.facts)
        self._box.addLayout(self._row)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(folded(tip))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _connect(self) -> None:
        self.choice.activated.connect(self._choose)
        self.step_back.clicked.connect(lambda: self.step_by(-1))
        self.step.clicked.connect(lambda: self.step_by(1))
        self.multiply.clicked.connect(self.play)
        self.replace.clicked.connect(self.replace_layers)
        self._animation.valueChanged.connect(self._on_animated)
        self._animation.finished.connect(self._show_position)
        claim_keys(self, self._takes)

    def heading(self) -> tuple[str, str]:
        """The card's title."""
        return self.tr("Collapse"), self.tr("layers without a switch are one layer")

    def corner_widgets(self) -> list[QWidget]:
        """Which layers are multiplied, where there is a choice."""
        return [self.choice]

    def summary(self) -> str:
        """What is multiplied and what comes out."""
        lead = self.lead.text() or self.heading()[1].capitalize() + "."
        return words.summary(self._product, self._difference, lead)

    def show_frame(self, frame: Frame) -> None:
        """Multiply the layers as they are at this moment."""
        if self._pace.passes(frame):
            self._frame = frame
            self._refresh()

    def show_look(self, look: Look) -> None:
        """Show the piece under the pointer, and no motion where none is wanted."""
        before, self._look = self._look, look
        if look.reduce_motion != before.reduce_motion:
            self._animation.stop()
            self._show_position()
        if self._chosen == PIECE and _place_of(look) not in (None, _place_of(before)):
            self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.canvas.set_theme(theme)
        self.lead.setFont(theme.font(13))
        self.facts.setFont(theme.font(12))
        self._box.setSpacing(theme.px(4))
        self._row.setSpacing(theme.px(6))
        self.step_back.setIcon(icon("step_back", theme))
        self.step.setIcon(icon("step", theme))
        for button in (self.step_back, self.step):
            button.setIconSize(QSize(theme.px(18), theme.px(18)))
            button.setFixedHeight(theme.px(26))
        self._show_position()

    def show_layer(self, layer: int) -> None:
        """Be so many multiplications on: 1 is the first layer alone."""
        self._place_at(float(max(0, layer - 1)))

    # the multiplication

    @property
    def position(self) -> float:
        """How many multiplications are done: at first none, but all of them where nothing is to move.

        In a piece all of them too, so that the product follows the pointer.
        """
        if self._position is None:
            return float(self.end) if self._look.reduce_motion or self._chosen == PIECE else 0.0
        return min(self._position, float(self.end))

    @property
    def end(self) -> int:
        """How many multiplications there are."""
        return len(self._product.factors) - 1 if self._product else 0

    @property
    def is_moving(self) -> bool:
        """Whether an animation runs."""
        return self._animation.state() == QVariantAnimation.State.Running

    def play(self) -> None:
        """Multiply to the end, from the start where it is done already; pause where it runs."""
        if self.is_moving:
            self._animation.stop()
            self._show_position()
            return
        if self.position >= self.end:
            self._place_at(0.0)
        self._move_to(float(self.end))

    def step_by(self, by: int) -> None:
        """One multiplication on or back."""
        self._animation.stop()
        goal = math.floor(self.position) + 1 if by > 0 else math.ceil(self.position) - 1
        goal = min(max(goal, 0), self.end)
        if by > 0:
            self._move_to(float(goal))
        else:
            self._place_at(float(goal))

    def replace_layers(self) -> None:
        """Put the product in the place of the layers, with the weights that are on screen."""
        frame, now = self._frame, self._document.now
        if frame is None or not isinstance(self._chosen, Stretch):
            return
        first, *others = (state.checkpoint for state in frame.contestants)
        if not frame.shows(now):
            self._view_state.set(notice=self.tr("The network has just changed. Please try again."))
            return
        value, checkpoint = collapsed(now, first, self._chosen)
        self._document.apply(value, self.tr("Collapse layers"), start=(checkpoint, *others))

    def _move_to(self, goal: float) -> None:
        if self._look.reduce_motion or not self.isVisible() or goal == self.position:
            self._place_at(goal)
            return
        self._animation.setStartValue(self.position)
        self._animation.setEndValue(goal)
        self._animation.setDuration(max(1, round(abs(goal - self.position) * STEP_MS)))
        self._animation.start()
        self._show_position()

    def _on_animated(self, position: object) -> None:
        if self.is_moving and isinstance(position, float):
            self._place_at(position)

    def _place_at(self, position: float) -> None:
        self._position = max(position, 0.0)
        self._show_position()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves where nobody sees it."""
        self._animation.stop()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What was hidden was not multiplied."""
        super().showEvent(event)
        self._refresh()

    # showing

    def _choose(self, place: int) -> None:
        self._animation.stop()
        self._chosen, self._position = self._subjects[place], None
        self._refresh()

    def _refresh(self) -> None:
        if self._frame is None or not self._frame.contestants or not self.isVisible():
            return
        subject = self._frame.subject
        self._product = self._difference = None
        self._offer(list(stretches(subject.design, subject.parameters)))
        if np.isfinite(subject.parameters.vector).all():
            self._multiply()
        self._show_position()

    def _offer(self, found: list[Stretch]) -> None:
        """Put into the list what can be multiplied now, and keep the choice where that is still there."""
        assert self._frame is not None
        subject = self._frame.subject
        design = subject.design
        subjects: list[Stretch | str] = [*found]
        whole = bool(found) and found[0] == Stretch(0, len(design.layers))
        if design.layers and not whole and is_straight_in_pieces(design, subject.parameters):
            subjects.append(PIECE)
        names = [
            self.tr("The piece under the pointer")
            if isinstance(each, str)
            else words.stretch_name(each, design)
            for each in subjects
        ]
        if [self.choice.itemText(place) for place in range(self.choice.count())] != names:
            self.choice.clear()
            self.choice.addItems(names)
        if self._chosen not in subjects:
            self._position = None if self._chosen is not None else self._position
            self._chosen = subjects[0] if subjects else None
            self._animation.stop()
        self._subjects = subjects
        self.choice.setVisible(len(subjects) > 1 and self.isVisible())
        if self._chosen is not None:
            self.choice.setCurrentIndex(subjects.index(self._chosen))

    def _multiply(self) -> None:
        assert self._frame is not None
        subject = self._frame.subject
        design, parameters = subject.design, subject.parameters
        with np.errstate(all="ignore"):
            if isinstance(self._chosen, Stretch):
                self._product = product_of(design, parameters, self._chosen)
                grid = COARSE if self._frame.playing else GRID
                self._difference = difference(subject, self._chosen, grid)
            elif self._chosen == PIECE:
                self._product = self._piece_product()
            elif not design.layers:
                self._product = product_of(design, parameters, Stretch(0, 0))
        if self._product is not None and not self._product.is_finite:
            self._product = None
        if self._difference is not None and not np.isfinite(self._difference.float32):
            self._difference = None

    def _piece_product(self) -> Product:
        """The piece around the place that is pointed at; another piece's place before is kept to compare."""
        assert self._frame is not None
        subject = self._frame.subject
        place = _place_of(self._look) or self._here
        found = product_at(subject.design, subject.parameters, place)
        last = product_at(subject.design, subject.parameters, self._here)
        if not np.array_equal(found.whole.matrix, last.whole.matrix):
            self._before = self._here
        self._here = place
        return found

    def _show_position(self) -> None:
        found, done = self._product, self.position >= self.end
        self.canvas.setVisible(found is not None)
        self.canvas.show_product(found, self._names())
        self.canvas.show_position(self.position)
        is_stretch = isinstance(self._chosen, Stretch)
        for widget in (self.step_back, self.step, self.multiply):
            widget.setVisible(found is not None and self.end > 0)
        self.step_back.setEnabled(self.position > 0)
        self.step.setEnabled(not done)
        self.multiply.setText(self.tr("Pause") if self.is_moving else self.tr("Multiply"))
        self.replace.setVisible(is_stretch and found is not None)
        self._show_words(done)

    def _names(self) -> tuple[str, ...]:
        if self._frame is None:
            return ()
        design = self._frame.contestants[0].checkpoint.design
        if isinstance(self._chosen, Stretch):
            return words.factor_names(design, self._chosen)
        return words.piece_names(design)

    def _show_words(self, done: bool) -> None:
        if self._frame is None:
            return
        design, found = self._frame.contestants[0].checkpoint.design, self._product
        if found is None:
            lead = words.hint(design) if self._chosen is None and design.layers else words.beyond()
        elif isinstance(self._chosen, Stretch):
            lead = words.stretch_lead(found, done)
        elif self._chosen == PIECE:
            lead = words.piece_lead(design, _place_of(self._look) is not None)
        else:
            lead = words.hint(design)
        self.lead.setText(lead)
        self.facts.setText("\n".join(self._facts(found, done)))

    def _facts(self, found: Product | None, done: bool) -> list[str]:
        if found is None:
            return []
        if self._chosen == PIECE:
            return self._piece_facts(found)
        shown = words.formulas(found.whole) if done else []
        facts = [*shown, words.rank(found)]
        return [*facts, words.exactness(self._difference)] if self._difference else facts

    def _piece_facts(self, found: Product) -> list[str]:
        """What the network is here, and what it was in the piece before."""
        assert self._frame is not None
        subject = self._frame.subject
        at = self.tr("At ({0}, {1}):").format(*(number(each, 2) for each in self._here))
        facts = [f"{at} {line}" for line in words.formulas(found.whole)]
        last = product_at(subject.design, subject.parameters, self._before).whole
        if self._before != self._here and not np.array_equal(last.matrix, found.whole.matrix):
            facts += [self.tr("In the piece before: {}").format(line) for line in words.formulas(last)]
        return [*facts, words.rank(found)]

    # keyboard

    def _takes(self, event: QKeyEvent) -> bool:
        return event.key() in _KEYS and not is_command(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space multiplies or pauses, arrows step, Home and End jump."""
        key = event.key()
        if not self._takes(event):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.play()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step_by(1 if key == Qt.Key.Key_Right else -1)
        else:
            self._animation.stop()
            self._place_at(0.0 if key == Qt.Key.Key_Home else float(self.end))


def _place_of(look: Look) -> tuple[float, float] | None:
    """Where somebody points, or what is followed."""
    return look.pointed or look.chosen_place
