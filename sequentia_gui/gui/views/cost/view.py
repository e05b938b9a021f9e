"""Cost: how long each switch takes on this machine, measured when the learner asks for it, while training rests."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sequentia_gui.analysis.cost import TYPES, WAYS, Costs
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.activation_groups import activation_groups
from sequentia_gui.gui.controls import name_list
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.elided import FittingLabel
from sequentia_gui.gui.numerals import percent
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.cost import words
from sequentia_gui.gui.views.cost.chart import STROKES, Cell, CostChart
from sequentia_gui.gui.views.plots.style import Readout
from sequentia_gui.gui.views.view import View
from sequentia_gui.network.activations import ACTIVATIONS
from sequentia_gui.training.cost_meter import cost_want
from sequentia_gui.training.messages import Frame

_SPOKEN_OF = ("relu", "tanh", "sigmoid", words.MAXIMUM)
"""The lecture's claim is about these: they are spoken of where nothing else is chosen for comparison."""

_WORDS_SHARE = 0.18
"""So much of the height the sentences may take at most; where not even the first finds room, it is told in short."""

_LOW = 130.0
"""Below this height in pixels at 100 % the verdict in short stands beside the button."""


class CostView(View):
    """Owns the last measurements; they stay until others are made. What is being measured is in the look."""

    name: ClassVar[str] = "cost"

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._theme: Theme = LIGHT
        self._look = view_state.now
        self._now = document.now
        self._costs: Costs | None = None
        self._is_playing = False
        self._note = ""
        self._serial = 0
        self.chart = CostChart()
        self._readout = Readout(self)
        self._sentences, self._state = QLabel(), FittingLabel()
        self._progress = QProgressBar()
        self.measure = QPushButton()
        self.all_switches = QCheckBox(self.tr("All"))
        self._picker = self._build_picker()
        self._build()

    def heading(self) -> tuple[str, str]:
        return self.tr("Cost"), self.tr("measured here")

    def corner_widgets(self) -> list[QWidget]:
        """What belongs in the corner of the card: which way, and which type of number."""
        return [self._picker]

    def wanted(self) -> frozenset[str]:
        return frozenset({self._look.measuring} if self._look.measuring else ())

    def show_experiment(self, now: Experiment) -> None:
        self._now = now
        self._draw()

    def show_frame(self, frame: Frame) -> None:
        was_playing, self._is_playing = self._is_playing, frame.playing
        measuring = self._look.measuring
        found = frame.contestants[0].findings.get(measuring) if measuring else None
        if isinstance(found, Costs):
            self._costs = found
        if measuring and frame.playing:
            self._end(self.tr("Training began, so measuring stopped. Pause, and measure again."))
        elif isinstance(found, Costs) and found.is_done:
            self._end("")
        elif isinstance(found, Costs) or was_playing != frame.playing:
            self._draw()

    def show_look(self, look: Look) -> None:
        before, self._look = self._look, look
        seen = (look.cost, look.measuring, look.compared, look.layer)
        if seen != (before.cost, before.measuring, before.compared, before.layer):
            self._draw()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.chart.set_theme(theme)
        self._readout.set_theme(theme)
        self._sentences.setFont(theme.font(12))
        self._keep_the_button_wide()
        self._progress.setFixedHeight(theme.px(3))
        self._draw()

    def _keep_the_button_wide(self) -> None:
        """Wide enough for either word, so that nothing moves when it is pressed."""
        self.measure.setText(self.tr("Measure"))
        self.measure.setMinimumWidth(self.measure.sizeHint().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many sentences as there is room for."""
        super().resizeEvent(event)
        self._tell()

    def summary(self) -> str:
        """All sentences, and what is going on."""
        return " ".join(part for part in (*self._all_sentences(), self._state_wordings()[0]) if part)

    def reading(self) -> str:
        """The numbers of what is pointed at."""
        return self._readout.told

    @property
    def picture(self) -> QWidget:
        """The chart takes the keys."""
        return self.chart

    # building

    def _build_picker(self) -> QComboBox:
        picker = QComboBox(self)
        name_list(
            picker,
            self.tr("What the cost view shows"),
            self.tr(
                "Forward: from z to the switch's value. Backward: its slope, which training needs. "
                "float32 is what this program trains with; float64 takes twice the memory."
            ),
        )
        ways = {"forward": self.tr("Forward"), "backward": self.tr("Backward")}
        for dtype in TYPES:
            for way in WAYS:
                picker.addItem(f"{ways[way]}, {dtype}", f"{way} {dtype}")
        picker.hide()  # until a card takes it
        picker.activated.connect(lambda place: self._view_state.set(cost=picker.itemData(place)))
        return picker

    def _build(self) -> None:
        self._sentences.setWordWrap(True)
        self._sentences.setTextFormat(Qt.TextFormat.PlainText)
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 1000)
        self._progress.setAccessibleName(self.tr("How much is measured"))
        keep = self._progress.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(keep)
        self.all_switches.setToolTip(
            self.tr("Measure every switch there is, and not only the lecture's and those in use here.")
        )
        self.measure.clicked.connect(self._start_or_stop)
        self.chart.picked.connect(self._show_cell)
        foot = QHBoxLayout()
        foot.addWidget(self.measure)
        foot.addWidget(self.all_switches)
        foot.addWidget(self._state, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addWidget(self.chart, 1)
        box.addWidget(self._sentences)
        box.addWidget(self._progress)
        box.addLayout(foot)
        self.setFocusProxy(self.measure)
        self.set_theme(self._theme)

    # what a person does

    def _start_or_stop(self) -> None:
        if self._look.measuring:
            self._end(self.tr("Stopped: what was measured until then stays."))
            return
        self._serial += 1
        self._note, self._costs = "", None
        self._view_state.set(measuring=cost_want(self._serial, self._names()))

    def _names(self) -> list[str]:
        """The lecture's switches, those of this network, and those that are compared; or all of them."""
        lecture = {entry.name for entry in activation_groups()[0].entries}
        used = {layer.activation for layer in self._now.network.layers}
        chosen = {*lecture, *used, *self._look.compared}
        return [each.name for each in ACTIVATIONS if self.all_switches.isChecked() or each.name in chosen]

    def _end(self, note: str) -> None:
        self._note = note
        if self._look.measuring:
            self._view_state.set(measuring="")
        self._draw()

    # showing

    def _draw(self) -> None:
        self._picker.setCurrentIndex(self._picker.findData(self._look.cost))
        measuring = bool(self._look.measuring)
        costs = self._costs
        self.chart.setVisible(costs is not None and self._is_anything_known(costs))
        if costs is not None:
            self.chart.show_costs(costs, *self._shown, self._spoken(costs))
            self._progress.setValue(round(1000 * costs.progress))
        self._progress.setVisible(measuring)
        self.measure.setText(self.tr("Stop") if measuring else self.tr("Measure"))
        self.measure.setEnabled(measuring or not self._is_playing)
        self.measure.setToolTip(self.tr("Pause training first: it would disturb what is measured."))
        if self.measure.isEnabled():
            self.measure.setToolTip(self.tr("Take the time of each switch on this machine; some seconds."))
        self.all_switches.setEnabled(not measuring)
        self._tell()
        self._show_readout()

    @property
    def _shown(self) -> tuple[str, str]:
        """The way and the type that are looked at."""
        way, dtype = self._look.cost.split(" ")
        return way, dtype

    def _is_anything_known(self, costs: Costs) -> bool:
        return bool((costs.seconds > 0).any())

    def _spoken(self, costs: Costs) -> list[int]:
        """Rows of the switches that are spoken of: the chosen layer's own first, then those it is compared with."""
        layers = self._now.network.layers
        own = [layers[min(max(self._look.layer, 1), len(layers)) - 1].activation] if layers else []
        names = dict.fromkeys((*own, *self._look.compared, *_SPOKEN_OF))
        places = [costs.place(name) for name in names]
        return [place for place in places if place is not None][: len(STROKES)]

    def _all_sentences(self) -> list[str]:
        costs = self._costs
        if costs is None or not self._is_anything_known(costs):
            return [self._note] if self._note else self._first_words()
        told = [words.surprise(costs, *self._shown), words.share_words(costs.share, self._now.network)]
        spoken = self._spoken(costs)
        if len(spoken) > 1:
            run = words.race(costs, spoken[0], spoken[1], *self._shown)
            told = [words.verdict(run), *told, words.undecided(run)]
        told.append(words.left_out(costs, *self._shown))
        return [each for each in (self._note, *told) if each]

    def _first_words(self) -> list[str]:
        if self._look.measuring:
            return [self.tr("Measuring: first the training step of this network.")]
        if self._is_playing:
            return [
                self.tr("What a switch costs is measured on this machine while training rests: pause first.")
            ]
        depends = self.tr(
            "That depends on the machine, on how many values there are at a time, and on their type."
        )
        return [self.tr("Is ReLU cheaper? Measure it here."), depends]

    def _tell(self) -> None:
        """The sentences for which there is room; all of them as a tool tip."""
        sentences = self._all_sentences()
        is_alone = not self.chart.isVisibleTo(self)
        middle, left = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        self._sentences.setAlignment(middle if is_alone else left)
        foot = self.measure.sizeHint().height() + self._theme.px(6)
        most = self.height() - foot if is_alone else _WORDS_SHARE * self.height()
        beginnings = [" ".join(sentences[:count]) for count in range(len(sentences), 0, -1)]
        short = beginnings[-1] if is_alone else self._in_short() or beginnings[-1]
        told = next((text for text in beginnings if self._height_of(text) <= most), short)
        in_foot = not is_alone and self.height() < self._theme.px(_LOW) and self._fits_in_foot(short)
        self._sentences.setVisible(not in_foot)
        self._sentences.setText(told)
        self._sentences.setToolTip(" ".join(sentences))
        color = self._theme.muted if is_alone else self._theme.text
        self._sentences.setStyleSheet(f"color: {color};")
        self._tell_state(short if in_foot else "", " ".join(sentences))

    def _tell_state(self, short: str, sentences: str) -> None:
        """Beside the button stands where it was measured, or in low views what matters more: the verdict."""
        self._state.setStyleSheet(f"color: {self._theme.text if short else self._theme.muted};")
        self._state.setFont(self._theme.font(12 if short else 11))
        state = self._state_wordings()
        self._state.explain(f"{sentences}\n{state[0]}" if short else "")
        self._state.show_wordings(*((short,) if short else state))

    def _in_short(self) -> str:
        """The verdict as shortly as it is true; empty where nothing is known, or something else is to be told."""
        costs = self._costs
        if self._note or costs is None or len(spoken := self._spoken(costs)) < 2:
            return ""
        return words.in_short(words.race(costs, spoken[0], spoken[1], *self._shown))

    def _fits_in_foot(self, text: str) -> bool:
        """Whether it fits beside the button, of which the state of the measuring has no need at present."""
        taken = self.measure.sizeHint().width() + self.all_switches.sizeHint().width() + self._theme.px(24)
        wide = QFontMetrics(self._theme.font(12)).horizontalAdvance(text)
        return not self._look.measuring and wide <= self.width() - taken

    def _height_of(self, text: str) -> int:
        letters, room = QFontMetrics(self._theme.font(12)), QRect(0, 0, max(1, self.width()), 10_000)
        return letters.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()

    def _state_wordings(self) -> tuple[str, ...]:
        """How far it is, or where it was measured, in many words and in fewer."""
        costs = self._costs
        if costs is None:
            return ("",)
        done = self.tr("{0} measured").format(percent(costs.progress))
        if self._look.measuring:
            return (done,)
        numpy = costs.machine.rpartition(", ")[2]
        return (costs.machine, numpy) if costs.is_done else (f"{done}, {costs.machine}", done)

    def _show_cell(self, cell: Cell | None) -> None:
        self.chart.mark(cell)
        self._show_readout()

    def _show_readout(self) -> None:
        cell = self.chart.cell
        if cell is None or self._costs is None or not self.chart.is_known(cell):
            self._readout.hide()
            return
        text = words.told_at(self._costs, *cell, *self._shown)
        self._readout.tell(text, self.chart.place_of(cell).x(), self.chart.area)
