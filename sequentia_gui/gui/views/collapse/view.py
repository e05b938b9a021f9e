"""The collapse multiplies layers without a switch into one, step by step; with ReLU it shows where that breaks."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from sequentia_gui.analysis.collapse import GRID, Product, Stretch, collapsed
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.controls import name_list
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.own_keys import claim_keys
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.collapse import words
from sequentia_gui.gui.views.collapse.canvas import CollapseCanvas
from sequentia_gui.gui.views.collapse.controls import CollapseControls
from sequentia_gui.gui.views.collapse.multiplied import Multiplied
from sequentia_gui.gui.views.motion import Motion, is_moving_key, next_stop
from sequentia_gui.gui.views.view import EveryOther, View
from sequentia_gui.training.messages import Frame

STEP_MS = 1_800
"""How long one multiplication takes."""

COARSE = 17
"""Samples along either axis while it trains: measuring is not to slow training down."""

_LOW = 240
"""Below this height in pixels at 100 % the matrices have it, and hardly any words are left."""


class CollapseView(View):
    """Owns how far the multiplication has come, and the motion that changes it; `multiplied` is what it is of."""

    name: ClassVar[str] = "collapse"

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._theme: Theme = LIGHT
        self._look = view_state.now
        self._frame: Frame | None = None
        self._pace = EveryOther(turn=0)
        self.multiplied = Multiplied()
        self._position: float | None = None
        self.canvas = CollapseCanvas()
        self.lead, self.facts = QLabel(), QLabel()
        self.choice, self.controls = QComboBox(self), CollapseControls()
        self._motion = Motion(self, STEP_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.lead.setWordWrap(True)
        self.facts.setWordWrap(True)
        which = self.tr("Layers in a row can be multiplied where no switch stands between them.")
        name_list(self.choice, self.tr("Which layers are multiplied"), which)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.hide()  # until a card takes it
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.lead)
        self._box.addWidget(self.canvas, 1)
        self._box.addWidget(self.facts)
        self._box.addWidget(self.controls)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _connect(self) -> None:
        self.choice.activated.connect(self._choose)
        self.controls.step_back.clicked.connect(lambda: self.step_by(-1))
        self.controls.step.clicked.connect(lambda: self.step_by(1))
        self.controls.multiply.clicked.connect(self.play)
        self.controls.replace.clicked.connect(self.replace_layers)
        self._motion.moved.connect(self._place_at)
        self._motion.arrived.connect(self._show_position)
        claim_keys(self, is_moving_key)

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
            self._motion.stop()
            self._show_position()
        if self.multiplied.chosen == "piece" and _place_of(look) not in (None, _place_of(before)):
            self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.canvas.set_theme(theme)
        self.lead.setFont(theme.font(13))
        self.facts.setFont(theme.font(12))
        self.controls.set_theme(theme)
        self._box.setSpacing(theme.px(4))
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
        return self._motion.is_running

    def play(self) -> None:
        """Multiply to the end, from the start where it is done already; pause where it runs."""
        if self.is_moving:
            self._motion.stop()
            self._show_position()
            return
        if self.position >= self.end:
            self._place_at(0.0)
        self._move_to(float(self.end))

    def step_by(self, by: int) -> None:
        """One multiplication on or back."""
        self._motion.stop()
        goal = next_stop(self.position, by, self.end)
        if by > 0:
            self._move_to(goal)
        else:
            self._place_at(goal)

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
        self._motion.start(self.position, goal)
        self._show_position()

    def _place_at(self, position: float) -> None:
        self._position = max(position, 0.0)
        self._show_position()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves where nobody sees it."""
        self._motion.stop()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What was hidden was not multiplied."""
        super().showEvent(event)
        self._refresh()

    # showing

    def _choose(self, place: int) -> None:
        self._motion.stop()
        self.multiplied.chosen, self._position = self.multiplied.offers[place], None
        self._refresh()

    def _refresh(self) -> None:
        if self._frame is None or not self._frame.contestants or not self.isVisible():
            return
        before = self.multiplied.chosen
        grid = COARSE if self._frame.playing else GRID
        self.multiplied.look(self._frame.subject, _place_of(self._look), grid)
        if self.multiplied.chosen != before:
            self._motion.stop()
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
        is_in_card = self.choice.parent() is not self
        self.choice.setVisible(is_in_card and len(offers) > 1 and self.isVisible())
        if chosen is not None:
            self.choice.setCurrentIndex(offers.index(chosen))

    def _show_position(self) -> None:
        found, done = self.multiplied.product, self.position >= self.end
        self.canvas.setVisible(found is not None)
        self.canvas.show_product(found, self._names())
        self.canvas.show_position(self.position)
        self.controls.show_position(self.position, self.end, self.is_moving)
        self.controls.replace.setVisible(isinstance(self.multiplied.chosen, Stretch) and found is not None)
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
        self.controls.brief.show_wordings(*(facts[:1] if is_low else ()), "")
        self.controls.brief.explain(self.reading() if is_low else "")
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space multiplies or pauses, arrows step, Home and End jump."""
        key = event.key()
        if not is_moving_key(event):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.play()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step_by(1 if key == Qt.Key.Key_Right else -1)
        else:
            self._motion.stop()
            self._place_at(0.0 if key == Qt.Key.Key_Home else float(self.end))


def _place_of(look: Look) -> tuple[float, float] | None:
    """Where somebody points, or what is followed."""
    return look.pointed or look.chosen_place
