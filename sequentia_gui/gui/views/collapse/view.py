"""The collapse multiplies layers without a switch into one, step by step; with ReLU it shows where that breaks."""

from __future__ import annotations

import math
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, QVariantAnimation
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from sequentia_gui.analysis.collapse import GRID, Product, Stretch, collapsed
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.controls import folded, name_list
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.elided import FittingLabel
from sequentia_gui.gui.icons import icon
from sequentia_gui.gui.own_keys import claim_keys, is_command
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.collapse import words
from sequentia_gui.gui.views.collapse.canvas import CollapseCanvas
from sequentia_gui.gui.views.collapse.multiplied import Multiplied
from sequentia_gui.gui.views.view import EveryOther, View
from sequentia_gui.training.messages import Frame

STEP_MS = 1_800
"""How long one multiplication takes."""

COARSE = 17
"""Samples along either axis while it trains: measuring is not to slow training down."""

_LOW = 240
_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class CollapseView(View):
    """Owns how far the multiplication has come, and the one animation that moves it; `multiplied` is what it is of."""

    name: ClassVar[str] = "collapse"
    place: ClassVar[str] = "network"

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._theme: Theme = LIGHT
        self._look = view_state.now
        self._frame: Frame | None = None
        self._pace = EveryOther(turn=0)
        self.multiplied = Multiplied()
        self._position: float | None = None
        self.canvas = CollapseCanvas()
        self.lead, self.facts, self.brief = QLabel(), QLabel(), FittingLabel()
        self.choice = QComboBox()
        self._animation = QVariantAnimation(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.lead.setWordWrap(True)
        self.facts.setWordWrap(True)
        which = self.tr("Layers in a row can be multiplied where no switch stands between them.")
        name_list(self.choice, self.tr("Which layers are multiplied"), which)
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
        self._row.addWidget(self.brief, 1)
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
        return words.summary(self.multiplied.product, self.multiplied.difference, lead)

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
        if self.multiplied.chosen == "piece" and _place_of(look) not in (None, _place_of(before)):
            self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.canvas.set_theme(theme)
        self.lead.setFont(theme.font(13))
        self.facts.setFont(theme.font(12))
        self.brief.setFont(theme.font(12))
        self._box.setSpacing(theme.px(4))
        self._row.setSpacing(theme.px(6))
        self.step_back.setIcon(icon("step_back", theme))
        self.step.setIcon(icon("step", theme))
        for button in (self.step_back, self.step):
            button.setIconSize(QSize(theme.px(18), theme.px(18)))
            button.setFixedHeight(theme.target(26))
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
            return float(self.end) if self._look.reduce_motion or self.multiplied.chosen == "piece" else 0.0
        return min(self._position, float(self.end))

    @property
    def end(self) -> int:
        """How many multiplications there are."""
        return len(self.multiplied.product.factors) - 1 if self.multiplied.product else 0

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
        chosen = self.multiplied.chosen
        if frame is None or not isinstance(chosen, Stretch):
            return
        first, *others = (state.checkpoint for state in frame.contestants)
        if not frame.shows(now):
            self._view_state.set(notice=self.tr("The network has just changed. Please try again."))
            return
        value, checkpoint = collapsed(now, first, chosen)
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
        self.multiplied.chosen, self._position = self.multiplied.offers[place], None
        self._refresh()

    def _refresh(self) -> None:
        if self._frame is None or not self._frame.contestants or not self.isVisible():
            return
        before = self.multiplied.chosen
        grid = COARSE if self._frame.playing else GRID
        self.multiplied.look(self._frame.subject, _place_of(self._look), grid)
        if self.multiplied.chosen != before:
            self._animation.stop()
            self._position = self._position if before is None else None
        self._offer(self._frame.contestants[0].checkpoint.design)
        self._show_position()

    def _offer(self, design: NetworkDesign) -> None:
        """Put into the list what can be multiplied now."""
        offers, chosen = self.multiplied.offers, self.multiplied.chosen
        names = [
            words.stretch_name(each, design)
            if isinstance(each, Stretch)
            else self.tr("The piece under the pointer")
            for each in offers
        ]
        if [self.choice.itemText(place) for place in range(self.choice.count())] != names:
            self.choice.clear()
            self.choice.addItems(names)
        self.choice.setVisible(len(offers) > 1 and self.isVisible())
        if chosen is not None:
            self.choice.setCurrentIndex(offers.index(chosen))

    def _show_position(self) -> None:
        found, done = self.multiplied.product, self.position >= self.end
        self.canvas.setVisible(found is not None)
        self.canvas.show_product(found, self._names())
        self.canvas.show_position(self.position)
        is_stretch = isinstance(self.multiplied.chosen, Stretch)
        for widget in (self.step_back, self.step, self.multiply):
            widget.setVisible(found is not None and self.end > 0)
        self.step_back.setEnabled(self.position > 0)
        self.step.setEnabled(not done)
        self.multiply.setText(self.tr("Pause") if self.is_moving else self.tr("Multiply"))
        self.replace.setVisible(is_stretch and found is not None)
        self._show_words(done)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many words as there is room for."""
        super().resizeEvent(event)
        self._show_position()

    def _names(self) -> tuple[str, ...]:
        if self._frame is None:
            return ()
        design, chosen = self._frame.contestants[0].checkpoint.design, self.multiplied.chosen
        return (
            words.factor_names(design, chosen) if isinstance(chosen, Stretch) else words.piece_names(design)
        )

    def _show_words(self, done: bool) -> None:
        if self._frame is None:
            return
        found = self.multiplied.product
        self.lead.setText(self._lead(self._frame.contestants[0].checkpoint.design, found, done))
        facts = self._facts(found, done) if found else []
        self.facts.setText("\n".join(facts))
        # Where it is low the matrices have the height: of the words only what fits beside the buttons is left.
        is_low = found is not None and self.height() < self._theme.px(_LOW)
        for label in (self.lead, self.facts):
            label.setVisible(not is_low)
        self.brief.show_wordings(*(facts[:1] if is_low else ()), "")
        self.brief.explain(self.reading() if is_low else "")
        self.canvas.setToolTip(self.lead.text() if is_low else "")

    def _lead(self, design: NetworkDesign, found: Product | None, done: bool) -> str:
        chosen = self.multiplied.chosen
        if found is None:
            return words.hint(design) if chosen is None and design.layers else words.beyond()
        if chosen is None:
            return words.hint(design)
        if isinstance(chosen, Stretch):
            return words.stretch_lead(found, done)
        return words.piece_lead(design, _place_of(self._look) is not None)

    def _facts(self, found: Product, done: bool) -> list[str]:
        apart, before = self.multiplied.difference, self.multiplied.before
        if self.multiplied.chosen == "piece":
            return [*words.piece_formulas(found.whole, self.multiplied.here, before), words.rank(found)]
        shown = words.formulas(found.whole) if done else []
        return [*shown, words.rank(found), *([words.exactness(apart)] if apart else [])]

    # keyboard

    def reading(self) -> str:
        """What is multiplied so far, and what came out of it."""
        return f"{self.lead.text()}\n{self.facts.text()}".strip()

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
