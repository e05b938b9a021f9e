"""The training panel: how the network bends, how it learns, and where its first weights come from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment, Layer, NetworkDesign, TrainingPlan
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.panels.choice_row import IN_FULL, ROOMY_ROW, ChoiceRow, align
from sequentia_gui.gui.panels.panel import Panel, heading
from sequentia_gui.gui.panels.plan_words import plan_tip, plan_words
from sequentia_gui.gui.panels.remark import Remark
from sequentia_gui.gui.panels.seed_row import SeedRow
from sequentia_gui.gui.panels.training_rows import (
    ALL,
    activation_row,
    batch_row,
    initializer_row,
    l1_row,
    l2_row,
    number_text,
    optimizer_row,
    output_row,
    output_tip,
    rate_row,
)
from sequentia_gui.gui.parameter_sliders import ParameterSliders
from sequentia_gui.gui.style_signs import sign
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.network.initializers import resolve
from sequentia_gui.network.losses import output_head

Edit = Callable[[Experiment], Experiment]


class TrainingPanel(Panel):
    """The plan that trains the network, and the choices that hold for all of its layers."""

    name = "training"

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._theme: Theme | None = None
        self.heading = heading(self.tr("Training"))
        self.activation, self.parameters = activation_row(), self._parameter_sliders()
        self.optimizer, self.rate, self.batch = optimizer_row(), rate_row(), batch_row()
        self.loss, self.words = output_row(), Remark()
        self.initializer, self.seed = initializer_row(), self._seed_row()
        self.more = self._more_button()
        self.l1, self.l2 = l1_row(), l2_row()
        self._lay_out()
        self._connect()

    # -- building ------------------------------------------------------------------------------------------

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
        button.toggled.connect(lambda _: self._show_fold())
        return button

    def _lay_out(self) -> None:
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

    def _connect(self) -> None:
        every = self.tr("Activation of all layers")
        self.activation.picked.connect(
            lambda name: self._edit(lambda now: edits.set_activation(now, name), every)
        )
        self.initializer.picked.connect(self._initialize)
        fields = {
            "optimizer": self.optimizer,
            "learning_rate": self.rate,
            "batch_size": self.batch,
            "loss": self.loss,
            "l1": self.l1,
            "l2": self.l2,
        }
        for field, row in fields.items():
            row.picked.connect(partial(self._retune, row.label.text(), field))

    def _edit(self, edit: Edit, label: str) -> None:
        self._document.edit(edit, label)
        self.show_experiment(self._document.now)

    def _retune(self, label: str, field: str, value: str | float) -> None:
        chosen = None if value == ALL else value
        self._edit(lambda now: edits.retune(now, 0, **{field: chosen}), label)

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
        self.rate.show_value(plan.learning_rate, number_text(plan.learning_rate))
        self.batch.show_value(plan.batch_size or ALL, str(plan.batch_size))
        self.l1.show_value(plan.l1, number_text(plan.l1))
        self.l2.show_value(plan.l2, number_text(plan.l2))

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
        self.loss.set_tip(output_tip(several))
        self.words.setToolTip(output_tip(several) if several else plan_tip(now))
        self.words.show_words(plan_words(now))

    def show_look(self, look: Look) -> None:
        """Unfold or fold the rarely used choices."""
        self.more.setChecked(look.more_training)
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
        self.words.set_theme(theme)
        self.more.setFixedHeight(theme.target(24))
        self.parameters.set_theme(theme)
        self.seed.set_theme(theme)
        self.seed.setMaximumHeight(theme.px(ROOMY_ROW))
        for row in self._rows():
            row.set_theme(theme)
        align(self._rows())


def _with_parameters(now: Experiment, values: tuple[float, ...]) -> Experiment:
    for place in range(len(now.network.layers)):
        now = edits.set_activation_parameters(now, place, values)
    return now
