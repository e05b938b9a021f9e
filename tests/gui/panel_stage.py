"""A stage for panel tests: a document, a look, and a panel that hears of both as in the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sequentia_gui.experiment.datasets import DATASETS, points_of
from sequentia_gui.experiment.experiment import (
    Contestant,
    Experiment,
    Layer,
    NetworkDesign,
    Recipe,
    TrainingPlan,
)
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.document import Change, Document, Progress
from sequentia_gui.gui.panels.panel import Panel
from sequentia_gui.gui.style import dress
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.network.activations import ACTIVATIONS
from sequentia_gui.network.initializers import INITIALIZERS
from sequentia_gui.network.optimizers import OPTIMIZERS

AnyPanel = TypeVar("AnyPanel", bound=Panel)


@dataclass
class Stage(Generic[AnyPanel]):
    """A panel on screen; `changes` holds what the document announced, `said` the sentences for the learner."""

    document: Document
    view_state: ViewState
    panel: AnyPanel
    said: list[str]
    changes: list[Change] = field(default_factory=list)

    @property
    def now(self) -> Experiment:
        return self.document.now

    def undo_steps(self) -> int:
        """Count the steps by taking them all back."""
        steps = 0
        while self.document.undo_label is not None:
            self.document.undo()
            steps += 1
        return steps


def on_stage(
    qtbot: QtBot,
    kind: Callable[[Document, ViewState], AnyPanel],
    experiment: Experiment | None = None,
    theme: Theme = LIGHT,
    width: int = 225,
    progress: Progress = (),
) -> Stage[AnyPanel]:
    """Show a panel of that kind as the window does."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, theme)
    said: list[str] = []
    document, view_state = (
        Document(experiment or first_experiment(), lambda: progress, said.append),
        ViewState(),
    )
    stage = Stage(document, view_state, kind(document, view_state), said)
    document.changed.connect(stage.changes.append)
    document.changed.connect(lambda change: stage.panel.show_experiment(change.now))
    view_state.changed.connect(stage.panel.show_look)
    qtbot.addWidget(stage.panel)
    stage.panel.set_theme(theme)
    stage.panel.show_experiment(document.now)
    stage.panel.show_look(view_state.now)
    stage.panel.resize(theme.px(width - 26), theme.px(300))
    with qtbot.waitExposed(stage.panel):
        stage.panel.show()
    stage.panel.activateWindow()
    return stage


RECIPES = st.builds(
    Recipe,
    dataset=st.sampled_from([each.name for each in DATASETS]),
    count=st.integers(0, 300),
    noise=st.floats(0, 0.5),
    seed=st.integers(0, 2**31 - 1),
    held_out=st.floats(0, 0.9),
)
LAYERS = st.lists(
    st.tuples(st.sampled_from([each.name for each in ACTIVATIONS]), st.integers(1, 32)), max_size=8
).map(lambda rows: tuple(Layer(name, tuple(range(width)), key) for key, (name, width) in enumerate(rows)))
NETWORKS = st.builds(
    NetworkDesign,
    LAYERS,
    st.sampled_from([each.name for each in INITIALIZERS]),
    st.integers(0, 2**31 - 1),
)
PLANS = st.builds(
    TrainingPlan,
    loss=st.sampled_from(["cross_entropy", "squared_error"]),
    optimizer=st.sampled_from([each.name for each in OPTIMIZERS]),
    learning_rate=st.floats(1e-6, 100) | st.sampled_from([0.001, 0.3, 10.0]),
    l1=st.floats(0, 1),
    l2=st.floats(0, 1),
    batch_size=st.none() | st.integers(1, 2000),
)


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    """All kinds of experiments that the edits can lead to."""
    recipe = draw(RECIPES)
    contestant = Contestant("A", draw(NETWORKS), draw(PLANS))
    experiment = Experiment("Any", points_of(recipe), recipe, (contestant,))
    own = draw(st.booleans())
    return replace(experiment, recipe=replace(recipe, dataset="own")) if own else experiment
