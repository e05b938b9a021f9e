"""The training panel: how the network bends, how it learns, and where its first weights come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment, Layer, NetworkDesign, TrainingPlan
from sequentia_gui.gui.activation_groups import activation_groups
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.panels.choice_row import IN_FULL, ROOMY_ROW, ChoiceRow, Entry, align
from sequentia_gui.gui.panels.panel import Panel, heading
from sequentia_gui.gui.panels.plan_words import plan_tip, plan_words
from sequentia_gui.gui.panels.seed_row import SeedRow
from sequentia_gui.gui.parameter_sliders import ParameterSliders
from sequentia_gui.gui.style_signs import sign
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.network.initializers import INITIALIZERS, resolve
from sequentia_gui.network.losses import LOSSES, output_head
from sequentia_gui.network.optimizers import OPTIMIZERS

Edit = Callable[[Experiment], Experiment]

RATES = (0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
BATCHES = (1, 2, 4, 8, 10, 16, 32, 64, 128)
PENALTIES = (0.0, 0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
ALL = "all"
"""Stands in the list for a batch of all points: Qt cannot look for None."""


class TrainingPanel(Panel):
    """The plan that trains the network, and the choices that hold for all of its layers."""

    name = "training"

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._theme: Theme | None = None
        self.heading = heading(self.tr("Training"))
        self.activation, self.parameters = self._activation_row(), self._parameter_sliders()
        self.optimizer, self.rate, self.batch = self._optimizer_row(), self._rate_row(), self._batch_row()
        self.loss, self.words = self._output_row(), QLabel()
        self.initializer, self.seed = self._initializer_row(), self._seed_row()
        self.more = self._more_button()
        self.l1, self.l2 = self._l1_row(), self._l2_row()
        self._lay_out()

    # -- building ------------------------------------------------------------------------------------------

    def _activation_row(self) -> ChoiceRow:
        tip = self.tr(
            "The switch of all hidden layers at once: what a neuron makes of its sum. Above each layer it can "
            "be chosen for that layer alone."
        )
        row = ChoiceRow(self.tr("Activation"), _activation_entries(), tip)
        label = self.tr("Activation of all layers")
        row.picked.connect(lambda name: self._edit(lambda now: edits.set_activation(now, name), label))
        return row

    def _parameter_sliders(self) -> ParameterSliders:
        sliders = ParameterSliders(
            self.tr("A number of the activation, for all hidden layers at once. Training keeps the weights.")
        )
        label = self.tr("Parameter of all activations")
        sliders.moved.connect(
            lambda values, stroke: self._document.edit(
                lambda now: _with_parameters(now, values), label, merge=stroke
            )
        )
        return sliders

    def _optimizer_row(self) -> ChoiceRow:
        entries = [Entry(each.name, each.label, f"{each.explanation}\n{each.formula}") for each in OPTIMIZERS]
        tip = self.tr("How the weights follow the slope of the loss downhill. Adam needs the least patience.")
        return self._plan_row(self.tr("Optimiser"), entries, tip, "optimizer")

    def _rate_row(self) -> ChoiceRow:
        tip = self.tr(
            "How far one step goes. Too small, and learning crawls; too large, and it jumps about or blows up. "
            "Changing it keeps the weights."
        )
        entries = [Entry(rate, _number(rate)) for rate in RATES]
        return self._plan_row(self.tr("Learning rate"), entries, tip, "learning_rate")

    def _batch_row(self) -> ChoiceRow:
        tip = self.tr(
            "How many points are looked at before each step. Small batches step often and stagger; large ones "
            "step rarely and straight."
        )
        entries = [*(Entry(size, str(size)) for size in BATCHES), Entry(ALL, self.tr("all"))]
        return self._plan_row(self.tr("Batch"), entries, tip, "batch_size")

    def _output_row(self) -> ChoiceRow:
        """What the last neuron makes of its sum; its loss goes with it."""
        entries = [Entry(each.name, output_head(each.name, 2).label, each.explanation) for each in LOSSES]
        row = self._plan_row(self.tr("Output"), entries, "", "loss")
        for place, each in enumerate(LOSSES):
            words = self.tr("{0}: {1}").format(entries[place].text, each.label.lower())
            row.box.setItemData(place, words, IN_FULL)
        return row

    def _l1_row(self) -> ChoiceRow:
        tip = self.tr(
            "A price for every weight that is not 0. The higher it is, the more weights are driven close to 0; "
            "too high, and nothing is learned."
        )
        return self._plan_row(self.tr("L1 penalty"), self._penalties(), tip, "l1")

    def _l2_row(self) -> ChoiceRow:
        tip = self.tr(
            "A price for large weights. The higher it is, the smaller they stay and the smoother the boundary; "
            "too high, and nothing is learned."
        )
        return self._plan_row(self.tr("L2 penalty"), self._penalties(), tip, "l2")

    def _penalties(self) -> list[Entry]:
        return [Entry(each, _number(each) if each else self.tr("none")) for each in PENALTIES]

    def _plan_row(self, label: str, entries: Sequence[Entry], tip: str, field: str) -> ChoiceRow:
        row = ChoiceRow(label, entries, tip)
        row.picked.connect(lambda value: self._retune(label, field, None if value == ALL else value))
        return row

    def _initializer_row(self) -> ChoiceRow:
        entries = [
            Entry(each.name, each.label, _explained(each.explanation, each.formula)) for each in INITIALIZERS
        ]
        tip = self.tr(
            "How large the first weights are. Too small, and signals fade from layer to layer; too large, and "
            "they explode. Once training has begun it is used at the next reset."
        )
        row = ChoiceRow(self.tr("Initialisation"), entries, tip)
        row.picked.connect(self._initialize)
        return row

    def _seed_row(self) -> SeedRow:
        row = SeedRow(
            self.tr("Weights’ seed"),
            self.tr("Seed of the weights"),
            self.tr(
                "The same seed draws the same first weights again. Type a number, then Enter: training starts anew."
            ),
            self.tr("Draw new weights"),
            self.tr("Draw other first weights, with the next seed. Training starts anew."),
        )
        row.entered.connect(self._reseed)
        row.diced.connect(lambda: self._fresh(edits.draw_new_weights, self.tr("Draw new weights")))
        return row

    def _more_button(self) -> QPushButton:
        button = QPushButton(self.tr("More"))
        button.setObjectName("quiet")
        button.setCheckable(True)
        button.setToolTip(self.tr("Penalties on the weights, against learning by heart."))
        button.setAccessibleName(self.tr("More training choices"))
        button.clicked.connect(lambda on: self._view_state.set(more_training=on))
        return button

    def _lay_out(self) -> None:
        self.words.setObjectName("caption")
        self.words.setWordWrap(True)
        # It never widens the panel, and is no higher than its lines.
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.words.setSizePolicy(policy)
        self._box = self.column()
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.more)
        self._box.addLayout(head)
        activation, *others = self._rows()[:5]
        for part in (
            activation,
            self.parameters,
            *others,
            self.words,
            self.initializer,
            self.seed,
            self.l1,
            self.l2,
        ):
            self._box.addWidget(part)

    def _rows(self) -> tuple[ChoiceRow, ...]:
        everyday = (self.activation, self.optimizer, self.rate, self.batch, self.loss)
        return (*everyday, self.initializer, self.l1, self.l2)

    # -- what a person does --------------------------------------------------------------------------------

    def _edit(self, edit: Edit, label: str) -> None:
        self._document.edit(edit, label)
        self.show_experiment(self._document.now)

    def _retune(self, label: str, field: str, value: str | float | None) -> None:
        self._edit(lambda now: edits.retune(now, 0, **{field: value}), label)

    def _fresh(self, edit: Edit, label: str) -> None:
        self._document.edit(edit, label, start="fresh")
        self.show_experiment(self._document.now)

    def _reseed(self, seed: int) -> None:
        self._fresh(lambda now: edits.set_seed(now, seed), self.tr("Seed of the weights"))

    def _initialize(self, name: str) -> None:
        before, trained = self._document.now, self._document.is_trained
        self._edit(lambda now: edits.set_initializer(now, name), self.tr("Initialisation"))
        if trained and self._document.now is not before:
            text = self.tr(
                "Weights that have been trained stay as they are: the new initialisation is used at the next reset."
            )
            self._view_state.set(notice=text)

    # -- showing -------------------------------------------------------------------------------------------

    def show_experiment(self, now: Experiment) -> None:
        """Show the present values in the controls."""
        self._show_plan(now.training)
        self._show_activation(now.network.layers)
        self._show_initializer(now.network)
        self._show_output(now)
        self.seed.show_value(now.network.seed)

    def _show_plan(self, plan: TrainingPlan) -> None:
        self.optimizer.show_value(plan.optimizer, plan.optimizer)
        self.rate.show_value(plan.learning_rate, _number(plan.learning_rate))
        self.batch.show_value(plan.batch_size or ALL, str(plan.batch_size))
        self.l1.show_value(plan.l1, _number(plan.l1))
        self.l2.show_value(plan.l2, _number(plan.l2))

    def _show_activation(self, layers: tuple[Layer, ...]) -> None:
        names = {layer.activation for layer in layers}
        self.activation.box.setEnabled(bool(layers))
        text = self.tr("mixed") if layers else self.tr("no layers")
        self.activation.show_value(names.pop() if len(names) == 1 else "", text)
        self.parameters.show_layers(layers)

    def _show_initializer(self, network: NetworkDesign) -> None:
        """Say which initializer “recommended” stands for at present, one for each kind of layer."""
        activations = dict.fromkeys(layer.activation for layer in network.layers) or {"identity": None}
        labels = dict.fromkeys(resolve("recommended", name).label for name in activations)
        place = self.initializer.box.findData("recommended")
        words = ", ".join(labels)
        short = self.tr("{0} (auto)").format(words) if len(labels) == 1 else self.tr("auto")
        self.initializer.box.setItemText(place, short)
        self.initializer.box.setItemData(place, self.tr("Recommended ({0})").format(words), IN_FULL)
        self.initializer.show_value(network.initializer, network.initializer)

    def _show_output(self, now: Experiment) -> None:
        """With three or more classes there is one output: show that one, and say so."""
        several = now.points.classes > 2
        self.loss.show_value(None if several else now.training.loss, output_head("cross_entropy", 3).label)
        self.loss.box.setEnabled(not several)
        self.loss.set_tip(self._output_tip(several))
        words = plan_words(now)
        self.words.setText(words)
        self.words.setToolTip(self._output_tip(several) if several else plan_tip(now))
        self.words.setVisible(bool(words))

    def _output_tip(self, several: bool) -> str:
        if several:
            return self.tr(
                "Three classes or more: one output per class, through a softmax, with cross-entropy."
            )
        return self.tr(
            "What the last neuron makes of its sum, and with it how wrong an answer counts. A sigmoid with "
            "cross-entropy learns best; a step learns by Rosenblatt’s rule, as the first perceptron did."
        )

    def show_look(self, look: Look) -> None:
        """Unfold or fold the rarely used choices."""
        self.more.setChecked(look.more_training)
        self._show_fold()
        self.l1.setVisible(look.more_training)
        self.l2.setVisible(look.more_training)

    def _show_fold(self) -> None:
        if self._theme is not None:
            name = "down" if self.more.isChecked() else "right"
            self.more.setIcon(QIcon(sign(name, self._theme.muted, self._theme.px(11))))

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self._show_fold()
        self.more.setIconSize(QSize(theme.px(11), theme.px(11)))
        self._box.setSpacing(theme.px(4))
        self.heading.setFont(theme.heading_font)
        self.words.setFont(theme.font(11))
        self.more.setFixedHeight(theme.px(24))
        self.parameters.set_theme(theme)
        self.seed.set_theme(theme)
        self.seed.setMaximumHeight(theme.px(ROOMY_ROW))
        for row in self._rows():
            row.set_theme(theme)
        align(self._rows())


def _number(value: float) -> str:
    """A number as people write it, without an exponent: 0.00003."""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return text.replace(".", QLocale().decimalPoint())


def _with_parameters(now: Experiment, values: tuple[float, ...]) -> Experiment:
    for place in range(len(now.network.layers)):
        now = edits.set_activation_parameters(now, place, values)
    return now


def _activation_entries() -> list[Entry]:
    entries = []
    for group in activation_groups():
        if group.title:
            entries.append(Entry(None, group.title, is_title=True))
        entries += [
            Entry(each.name, each.label, f"{each.explanation}\n{each.formula}") for each in group.entries
        ]
    return entries


def _explained(explanation: str, formula: str) -> str:
    return f"{explanation}\n{formula}" if formula else explanation
