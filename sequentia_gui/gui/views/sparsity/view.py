"""Sparsity: how much of each layer is 0 over time, which neuron fires for which class, and who fell silent for good."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sequentia_gui.analysis.activity import Activity, silence
from sequentia_gui.analysis.course import Course
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.gui.controls import SegmentedControl
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, Neuron, ViewState
from sequentia_gui.gui.views.sparsity import words
from sequentia_gui.gui.views.sparsity.firing_map import FiringMap
from sequentia_gui.gui.views.sparsity.layer_lines import LayerLines
from sequentia_gui.gui.views.view import EveryOther, View
from sequentia_gui.network.redraw import with_fresh_neuron
from sequentia_gui.training.doctor import Diagnosis, doctor_want
from sequentia_gui.training.messages import Frame

ATTEMPTS = 16
"""So often weights are drawn for a neuron until some training point switches it on."""


class SparsityView(View):
    """Owns the lines over time, the map of who fires for whom, and the doctor's sentence with what can be done."""

    name: ClassVar[str] = "sparsity"
    wants: ClassVar[frozenset[str]] = frozenset({"activity"})

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._pace = EveryOther(turn=1)
        self._look = view_state.now
        self._theme: Theme = LIGHT
        self._frame: Frame | None = None
        self._activity: Activity | None = None
        self.lines, self.map = LayerLines(), FiringMap(view_state)
        self._what, self._sentence = QLabel(), QLabel()
        self.redraw, self.make_leaky = QPushButton(), QPushButton()
        self._switch = self._build_switch()
        self._build()

    def heading(self) -> tuple[str, str]:
        """The card's title, and what the colours say."""
        return self.tr("Sparsity"), self.tr("colour: share of a class that switches a neuron on")

    def corner_widgets(self) -> list[QWidget]:
        """Which of the two numbers is drawn over time."""
        return [self._switch]

    def wanted(self) -> frozenset[str]:
        """One of the two numbers over time; and the doctor is asked only for the neuron that is chosen."""
        wants = self.wants | {f"{self._look.silent}_over_time"}
        chosen = self._look.chosen_neuron
        hidden = len(self._document.now.network.layers)
        if chosen is None or not 1 <= chosen.layer <= hidden:
            return wants
        return wants | {doctor_want(*chosen)}

    def show_frame(self, frame: Frame) -> None:
        """Show what was found at one moment."""
        if not self._pace.passes(frame):
            return
        found = frame.contestants[0].findings.get("activity")
        if not isinstance(found, Activity):
            return
        self._frame, self._activity = frame, found
        self.map.show_activity(found)
        self._draw_lines()
        self._tell()

    def show_look(self, look: Look) -> None:
        """Show who is chosen and pointed at, and which number over time."""
        before, self._look = self._look, look
        self._switch.show_choice(look.silent)
        self.map.show_look(look)
        if before.silent != look.silent:
            self._draw_lines()
        if (before.hovered_neuron, before.chosen_neuron) != (look.hovered_neuron, look.chosen_neuron):
            self._tell()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.lines.set_theme(theme)
        self.map.set_theme(theme)
        self._what.setFont(theme.font(11))
        self._what.setStyleSheet(f"color: {theme.muted};")
        self._sentence.setFont(theme.font(12))
        # Two lines are kept free, so that nothing moves when somebody points at a neuron.
        self._sentence.setMinimumHeight(2 * QFontMetrics(theme.font(12)).lineSpacing())
        self._tell()

    def summary(self) -> str:
        """The two numbers, or why there are none, and who is chosen."""
        told = self._reason()
        if told or self._activity is None or self._frame is None:
            return told
        total = words.totals(self._activity, self._frame.contestants[0].checkpoint)
        chosen = self._look.chosen_neuron
        if chosen is None or not words.has(self._activity, chosen):
            return total
        return f"{total} {self._words_of(chosen, self._activity)}"

    def reading(self) -> str:
        """Who was chosen, and what there is to say of that neuron."""
        return self._sentence.text()

    @property
    def picture(self) -> QWidget:
        """The map takes the keys."""
        return self.map

    # building

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._what)
        left.addWidget(self.lines, 1)
        self._pictures = QWidget()
        row = QHBoxLayout(self._pictures)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(left, 1)
        row.addWidget(self.map, 1)
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._remedies = self._build_remedies()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self._pictures, 1)
        box.addWidget(self._sentence)
        box.addWidget(self._remedies)
        self.setFocusProxy(self.map)
        self.set_theme(self._theme)

    def _build_remedies(self) -> QWidget:
        remedies = QWidget()
        row = QHBoxLayout(remedies)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.redraw, self.make_leaky):
            row.addWidget(button)
        row.addStretch(1)
        self.redraw.setText(self.tr("Draw its weights again"))
        self.redraw.setToolTip(
            self.tr("New weights into this neuron and a bias of 0; all other weights stay as they are.")
        )
        self.redraw.clicked.connect(self._draw_again)
        self.make_leaky.setToolTip(
            self.tr("A leaky ReLU has a slope everywhere, so that its neurons can always learn.")
        )
        self.make_leaky.clicked.connect(self._make_leaky)
        return remedies

    def _build_switch(self) -> SegmentedControl:
        zeros = self.tr("The share of a layer's outputs, over all points, that are exactly 0.")
        dead = self.tr("How many neurons of a layer no training point switches on.")
        options = (("zeros", self.tr("Zeros"), zeros), ("dead", self.tr("Dead"), dead))
        switch = SegmentedControl(options, self.tr("What to draw over time"))
        switch.chosen.connect(lambda name: self._view_state.set(silent=name))
        switch.show_choice(self._look.silent)
        return switch

    # showing

    def _draw_lines(self) -> None:
        is_share = self._look.silent == "zeros"
        self._what.setText(self.tr("zeros, by epoch") if is_share else self.tr("dead neurons, by epoch"))
        if self._frame is None or self._activity is None:
            return
        found = self._frame.contestants[0].findings.get(f"{self._look.silent}_over_time")
        layers = len(self._activity.rates)
        epoch, values = np.empty(0), np.empty((0, layers))
        if isinstance(found, Course) and found.values.shape[1:] == (layers,):
            epoch, values = found.epoch, found.values
        now = self._frame.epoch
        past = epoch < now - 1e-9
        present = self._activity.layer_zeros if is_share else [layer.sum() for layer in self._activity.dead]
        values = np.vstack([values[past], np.array(present, np.float64).reshape(1, layers)])
        self.lines.show_values(np.append(epoch[past], now), values, is_share)

    def _reason(self) -> str:
        """Why there is no picture; empty where there is one."""
        if self._activity is None or self._frame is None:
            return self.tr("Waiting for the network.")
        if not self._activity.rates:
            return self.tr("No hidden layer yet: add one, and its neurons appear here.")
        if not len(self._frame.experiment.points):
            return self.tr("No points yet: draw some, and see which neurons they switch on.")
        return ""

    def _tell(self) -> None:
        """Say what there is to say of the neuron that is pointed at or chosen, else of all."""
        reason, activity = self._reason(), self._activity
        self._pictures.setVisible(not reason)
        pointed = self._look.hovered_neuron or self._look.chosen_neuron
        is_patient = False
        if reason or activity is None or self._frame is None:
            self._say(reason, "muted")
        elif pointed is None or not words.has(activity, pointed):
            self._say(words.totals(activity, self._frame.contestants[0].checkpoint), "muted")
        else:
            self._say(self._words_of(pointed, activity), "text")
        chosen = self._look.chosen_neuron
        if not reason and activity is not None and chosen is not None and words.has(activity, chosen):
            is_patient = bool(words.silent(activity, chosen))
        self._show_remedies(chosen if is_patient else None)

    def _say(self, text: str, color: str) -> None:
        style = f"color: {getattr(self._theme, color)};"
        if text != self._sentence.text():
            self._sentence.setText(text)
        if style != self._sentence.styleSheet():
            self._sentence.setStyleSheet(style)

    def _words_of(self, neuron: Neuron, activity: Activity) -> str:
        kind = words.silent(activity, neuron)
        if not kind or self._frame is None:
            return words.firing(activity, neuron)
        if neuron != self._look.chosen_neuron:
            return f"{words.firing(activity, neuron)} {self._advice(kind)}"
        found = self._frame.contestants[0].findings.get(doctor_want(*neuron))
        diagnosis = found if isinstance(found, Diagnosis) else None
        return words.diagnosed(kind, neuron, diagnosis, self._frame.playing)

    def _advice(self, kind: str) -> str:
        if kind == "dead":
            return self.tr("It is dead: click, and the doctor says why.")
        return self.tr("It is saturated: click, and the doctor says why.")

    def _show_remedies(self, neuron: Neuron | None) -> None:
        if neuron is None and (self.redraw.hasFocus() or self.make_leaky.hasFocus()):
            self.map.setFocus(Qt.FocusReason.OtherFocusReason)  # else it would jump to the top of the window
        self._remedies.setVisible(neuron is not None)
        if neuron is None:
            return
        self.make_leaky.setText(self.tr("Make layer {0} leaky").format(neuron.layer))
        layers = self._document.now.network.layers
        known = neuron.layer <= len(layers)
        self.make_leaky.setVisible(known and layers[neuron.layer - 1].activation != "leaky_relu")

    # what the doctor offers

    def _draw_again(self) -> None:
        neuron, frame = self._look.chosen_neuron, self._frame
        if neuron is None or frame is None or not frame.shows(self._document.now):
            return
        first, *others = (contestant.checkpoint for contestant in frame.contestants)
        awake = self._awake(first, neuron, frame)
        fresh = awake or with_fresh_neuron(first, neuron.layer - 1, neuron.position)
        self._document.apply(self._document.now, self.tr("Draw a neuron again"), start=(fresh, *others))
        if awake is None:
            self._say_why_silent()  # not before: new weights take away what was said of those before them

    def _say_why_silent(self) -> None:
        self._view_state.set(
            notice=self.tr(
                "It is silent with new weights, too: what comes from the layer before it is the cause."
            )
        )

    def _awake(self, checkpoint: Checkpoint, neuron: Neuron, frame: Frame) -> Checkpoint | None:
        """The first of some draws with which the neuron is not silent; None where there is none."""
        for attempt in range(ATTEMPTS):
            fresh = with_fresh_neuron(checkpoint, neuron.layer - 1, neuron.position, attempt)
            subject = Subject.of(fresh, frame.experiment.training, frame.experiment.points)
            if not silence(subject, neuron.layer - 1, neuron.position):
                return fresh
        return None

    def _make_leaky(self) -> None:
        neuron = self._look.chosen_neuron
        if neuron is None:
            return
        place = neuron.layer - 1
        self._document.edit(
            lambda now: edits.set_activation(now, "leaky_relu", place), self.tr("Make a layer leaky")
        )
