"""The network's view shows weights and neurons as they are, and turns clicks and keys into edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.document import Change, Document
from sequentia_gui.gui.theme import CONTRAST, DARK, LIGHT, Theme
from sequentia_gui.gui.view_state import Link, Neuron, ViewState
from sequentia_gui.gui.views.network.editing import parse_number, with_number
from sequentia_gui.gui.views.network.layout import arrange
from sequentia_gui.gui.views.network.picture import picture_of
from sequentia_gui.gui.views.network.view import NetworkView
from sequentia_gui.gui.views.network.words import neuron_lines
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.training.messages import Frame, Start
from tests.gui.network_frames import checkpoint_of, experiment_of, frame_of


@dataclass
class Stage:
    """A view on screen, and what it talks to."""

    document: Document
    look: ViewState
    view: NetworkView
    changes: list[Change]
    frame: Frame

    def middle(self, neuron: Neuron) -> QPoint:
        """Where a neuron is on the canvas."""
        canvas, sizes = self.view.canvas, self.frame.contestants[0].checkpoint.sizes
        box = (
            arrange(sizes, canvas.width(), canvas.height(), 1.0)
            .columns[neuron.layer]
            .tile_box(neuron.position)
        )
        return QPoint(round(box.x + box.width / 2), round(box.y + box.height / 2))

    def link_middle(self, link: Link) -> QPoint:
        """The middle of a link: on a curve that leaves and arrives level, half-way between its ends."""
        start = self.middle(Neuron(link.layer - 1, link.source))
        return (start + self.middle(Neuron(link.layer, link.position))) / 2


@pytest.fixture
def stage(qtbot: QtBot) -> Callable[..., Stage]:
    def build(experiment: Experiment | None = None, theme: Theme = LIGHT) -> Stage:
        experiment = experiment or experiment_of((3, 2))
        look = ViewState()
        document = Document(experiment, lambda: (), lambda sentence: look.set(notice=sentence))
        view = NetworkView(document, look)
        view.set_theme(theme)
        qtbot.addWidget(view)
        changes: list[Change] = []
        document.changed.connect(changes.append)
        document.changed.connect(lambda change: view.show_experiment(change.now))
        look.changed.connect(view.show_look)
        view.resize(620, 500)
        frame = frame_of(experiment)
        view.show_experiment(experiment)
        view.show_frame(frame)
        view.show()
        qtbot.waitExposed(view)
        return Stage(document, look, view, changes, frame)

    return build


def pixels(view: NetworkView) -> QImage:
    return view.grab().toImage()


def only(start: Start) -> Checkpoint:
    """The one checkpoint that a change starts from."""
    assert isinstance(start, tuple) and len(start) == 1
    return start[0]


def test_plus_adds_a_neuron_to_the_document(stage: Callable[..., Stage], qtbot: QtBot) -> None:
    scene = stage()
    qtbot.mouseClick(scene.view.canvas.headers.layer(1).more, Qt.MouseButton.LeftButton)
    assert [layer.width for layer in scene.document.now.network.layers] == [3, 3]
    assert scene.changes[-1].start == "continue"


def test_minus_removes_a_neuron_but_never_the_last(stage: Callable[..., Stage], qtbot: QtBot) -> None:
    scene = stage(experiment_of((2,)))
    fewer = scene.view.canvas.headers.layer(0).fewer
    qtbot.mouseClick(fewer, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(fewer, Qt.MouseButton.LeftButton)
    assert [layer.width for layer in scene.document.now.network.layers] == [1]
    assert not fewer.isEnabled()


def test_the_menu_sets_the_activation_of_one_layer(stage: Callable[..., Stage]) -> None:
    scene = stage()
    header = scene.view.canvas.headers.layer(1)
    next(action for action in header.activations.actions() if action.data() == "tanh").trigger()
    assert [layer.activation for layer in scene.document.now.network.layers] == ["relu", "tanh"]
    assert "Tanh" in header.choice.text()


def test_who_looks_for_linear_finds_it_and_the_header_keeps_the_short_name(
    stage: Callable[..., Stage],
) -> None:
    scene = stage()
    header = scene.view.canvas.headers.layer(1)
    next(action for action in header.activations.actions() if "linear" in action.text()).trigger()
    assert [layer.activation for layer in scene.document.now.network.layers] == ["relu", "identity"]
    assert "linear" not in header.choice.text()


def test_neurons_are_added_and_removed_from_the_menu_too(stage: Callable[..., Stage]) -> None:
    scene = stage()
    header = scene.view.canvas.headers.layer(1)
    header.one_more.trigger()
    assert [layer.width for layer in scene.document.now.network.layers] == [3, 3]
    header.one_fewer.trigger()
    header.one_fewer.trigger()
    assert [layer.width for layer in scene.document.now.network.layers] == [3, 1]
    assert not header.one_fewer.isEnabled()


def test_layers_are_moved_inserted_and_removed(stage: Callable[..., Stage]) -> None:
    scene = stage()
    header = scene.view.canvas.headers.layer(0)
    header.move_right.trigger()
    assert [layer.width for layer in scene.document.now.network.layers] == [2, 3]
    header.insert_after.trigger()
    assert [layer.width for layer in scene.document.now.network.layers] == [2, 4, 3]
    header.remove.trigger()
    header.remove.trigger()
    header.remove.trigger()
    assert scene.document.now.network.layers == ()


def test_a_layer_is_added_where_there_is_none(stage: Callable[..., Stage], qtbot: QtBot) -> None:
    scene = stage(experiment_of(()))
    qtbot.mouseClick(scene.view.canvas.headers.add_layer, Qt.MouseButton.LeftButton)
    assert len(scene.document.now.network.layers) == 1


def test_showing_an_experiment_edits_nothing(stage: Callable[..., Stage]) -> None:
    scene = stage()
    scene.view.show_experiment(experiment_of((8, 8, 8), "tanh"))
    scene.view.show_experiment(scene.document.now)
    assert scene.changes == []


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST], ids=lambda theme: theme.name)
@pytest.mark.parametrize("widths", [(), (1,), (6, 5, 4), (32,) * 8], ids=str)
def test_showing_twice_changes_no_pixel(
    stage: Callable[..., Stage], widths: tuple[int, ...], theme: Theme
) -> None:
    scene = stage(experiment_of(widths), theme)
    once = pixels(scene.view)
    scene.view.show_experiment(scene.document.now)
    scene.view.show_frame(scene.frame)
    scene.view.show_look(scene.look.now)
    scene.view.set_theme(theme)
    assert pixels(scene.view) == once


@pytest.mark.parametrize("classes", [2, 3, 6])
@pytest.mark.parametrize("name", ["relu", "tanh", "step", "softplus"])
def test_other_weights_are_another_picture(stage: Callable[..., Stage], name: str, classes: int) -> None:
    scene = stage(experiment_of((4, 3), name, classes))
    once = pixels(scene.view)
    scene.view.show_frame(frame_of(scene.document.now, checkpoint_of(scene.document.now, seed=9)))
    assert pixels(scene.view) != once


def test_a_frame_of_an_older_design_and_one_without_findings_are_shown(stage: Callable[..., Stage]) -> None:
    scene = stage()
    scene.look.set(hovered_neuron=Neuron(2, 1), chosen_neuron=Neuron(2, 1))
    scene.document.edit(lambda now: edits.remove_layer(now, 1), "Remove a layer")
    pixels(scene.view)
    state = replace(scene.frame.contestants[0], findings={})
    scene.view.show_frame(replace(scene.frame, contestants=(state,)))
    pixels(scene.view)
    scene.view.show_frame(frame_of(experiment_of((1,))))
    pixels(scene.view)


def test_numbers_that_are_not_finite_are_survived(stage: Callable[..., Stage]) -> None:
    scene = stage()
    checkpoint = scene.frame.contestants[0].checkpoint
    broken = replace(checkpoint, parameters=np.full_like(checkpoint.parameters, np.nan))
    with np.errstate(all="ignore"):
        scene.view.show_frame(frame_of(scene.document.now, broken))
    pixels(scene.view)


def test_pointing_at_a_neuron_lights_it(stage: Callable[..., Stage], qtbot: QtBot) -> None:
    scene = stage()
    once = pixels(scene.view)
    qtbot.mouseMove(scene.view.canvas, scene.middle(Neuron(1, 2)))
    qtbot.waitUntil(lambda: scene.look.now.hovered_neuron == Neuron(1, 2))
    assert pixels(scene.view) != once


def test_a_neuron_that_another_view_points_at_is_lit(stage: Callable[..., Stage]) -> None:
    scene = stage()
    once = pixels(scene.view)
    scene.look.set(hovered_neuron=Neuron(2, 0))
    lit = pixels(scene.view)
    scene.look.set(hovered_neuron=None)
    assert lit != once and pixels(scene.view) == once


def test_pointing_at_a_link_lights_it(stage: Callable[..., Stage], qtbot: QtBot) -> None:
    scene = stage(experiment_of((2,)))
    link = Link(1, 0, 0)
    qtbot.mouseMove(scene.view.canvas, scene.link_middle(link))
    qtbot.waitUntil(lambda: scene.look.now.hovered_link == link)


def test_a_click_chooses_the_neuron_and_its_layer(stage: Callable[..., Stage], qtbot: QtBot) -> None:
    scene = stage()
    qtbot.mouseClick(scene.view.canvas, Qt.MouseButton.LeftButton, pos=scene.middle(Neuron(2, 1)))
    assert (scene.look.now.chosen_neuron, scene.look.now.layer) == (Neuron(2, 1), 2)


def test_arrows_walk_from_neuron_to_neuron(stage: Callable[..., Stage], qtbot: QtBot) -> None:
    scene = stage()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(scene.view.canvas, key)
    assert scene.look.now.chosen_neuron == Neuron(3, 0)


def test_plus_and_minus_keys_change_the_chosen_layer(stage: Callable[..., Stage], qtbot: QtBot) -> None:
    scene = stage()
    scene.look.set(chosen_neuron=Neuron(2, 0))
    qtbot.keyClick(scene.view.canvas, Qt.Key.Key_Plus)
    assert scene.document.now.network.layers[1].width == 3
    qtbot.keyClick(scene.view.canvas, Qt.Key.Key_Minus)
    assert scene.document.now.network.layers[1].width == 2


def typed(scene: Stage, qtbot: QtBot, text: str) -> None:
    """Replace what the open number field says, and press Enter."""
    field = scene.view.canvas.field
    qtbot.waitUntil(field.isVisible)
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_weight_set_in_place_is_the_only_parameter_that_changes(
    stage: Callable[..., Stage], qtbot: QtBot
) -> None:
    scene = stage(experiment_of((2,)))
    place = scene.link_middle(Link(1, 0, 0))
    qtbot.mouseDClick(scene.view.canvas, Qt.MouseButton.LeftButton, pos=place)
    typed(scene, qtbot, "-1.25")
    before, after = scene.frame.contestants[0].checkpoint, only(scene.changes[-1].start)
    assert np.flatnonzero(before.parameters != after.parameters).tolist() == [0]
    assert after.parameters[0] == -1.25
    assert not after.pristine and after.step == before.step
    assert scene.changes[-1].now is scene.changes[-1].before


def test_a_bias_is_set_with_the_keyboard_alone(stage: Callable[..., Stage], qtbot: QtBot) -> None:
    scene = stage(experiment_of((2,)))
    scene.look.set(chosen_neuron=Neuron(1, 1))
    qtbot.keyClick(scene.view.canvas, Qt.Key.Key_Return)
    typed(scene, qtbot, "0,5")
    before, after = scene.frame.contestants[0].checkpoint, only(scene.changes[-1].start)
    assert np.flatnonzero(before.parameters != after.parameters).tolist() == [5]
    assert after.parameters[5] == 0.5


def test_a_weight_is_set_with_the_keyboard_alone(stage: Callable[..., Stage], qtbot: QtBot) -> None:
    scene = stage(experiment_of((2,)))
    scene.look.set(chosen_neuron=Neuron(1, 1))
    for _ in range(2):
        qtbot.keyClick(scene.view.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(scene.view.canvas, Qt.Key.Key_F2)
    typed(scene, qtbot, "2")
    before, after = scene.frame.contestants[0].checkpoint, only(scene.changes[-1].start)
    assert np.flatnonzero(before.parameters != after.parameters).tolist() == [4]


def test_bad_numbers_get_a_sentence_and_change_nothing(stage: Callable[..., Stage], qtbot: QtBot) -> None:
    scene = stage(experiment_of((2,)))
    scene.look.set(chosen_neuron=Neuron(1, 1))
    qtbot.keyClick(scene.view.canvas, Qt.Key.Key_F2)
    typed(scene, qtbot, "blue")
    assert "blue" in scene.look.now.notice and scene.view.canvas.field.isVisible()
    qtbot.keyClick(scene.view.canvas.field, Qt.Key.Key_Escape)
    assert scene.changes == [] and not scene.view.canvas.field.isVisible()


@pytest.mark.parametrize(
    ("text", "value"), [("0.5", 0.5), ("−2", -2), ("1e2", 100), ("", None), ("inf", None)]
)
def test_typed_numbers_are_understood(text: str, value: float | None) -> None:
    assert parse_number(text) == value


def test_a_number_for_an_older_design_is_refused_with_a_sentence(stage: Callable[..., Stage]) -> None:
    scene = stage()
    scene.document.edit(lambda now: edits.add_neuron(now, 0), "Add a neuron")
    count = len(scene.changes)
    scene.view.canvas.field.committed.emit(Neuron(1, 0), 1.0)
    assert scene.look.now.notice and len(scene.changes) == count


def test_setting_a_number_leaves_the_old_checkpoint_alone() -> None:
    old = checkpoint_of(experiment_of((3, 2)))
    kept = old.parameters.copy()
    new = with_number(old, Link(2, 1, 2), 7.0)
    assert np.array_equal(old.parameters, kept)
    assert np.count_nonzero(new.parameters != kept) == 1 and not new.parameters.flags.writeable


def test_the_summary_says_what_the_network_is(stage: Callable[..., Stage]) -> None:
    scene = stage(experiment_of((6, 5, 4)))
    checkpoint = scene.frame.contestants[0].checkpoint
    all_on = replace(
        checkpoint,
        parameters=np.ones_like(checkpoint.parameters) - Parameters.of(checkpoint).weight_mask(),
    )
    scene.view.show_frame(frame_of(scene.document.now, with_number(all_on, Neuron(1, 0), -1.0)))
    assert scene.view.summary().startswith(
        "2 inputs, layers of 6, 5 and 4 ReLU neurons, 1 output; 1 neuron is dead"
    )


def test_every_control_has_a_name_and_is_large_enough(stage: Callable[..., Stage]) -> None:
    scene = stage(experiment_of((4,) * 8))
    for place in range(8):
        for button in scene.view.canvas.headers.layer(place).stops:
            assert button.accessibleName() and button.width() >= 24 and button.height() >= 24
    assert scene.view.canvas.accessibleName() and scene.view.canvas.accessibleDescription()


def test_links_far_away_are_not_found(stage: Callable[..., Stage]) -> None:
    scene = stage()
    assert (
        scene.view.canvas.thing_at(QPointF(scene.view.canvas.width() - 2, scene.view.canvas.height() - 2))
        is None
    )


def test_a_neuron_that_is_on_for_one_point_of_many_is_not_told_as_on_for_none() -> None:
    frame = frame_of(experiment_of((3,)))
    found = frame.contestants[0].findings["activity"]
    assert isinstance(found, Activity)
    shares = np.array([1 / 300, 299 / 300, 0.0])
    told = replace(frame.contestants[0], findings={"activity": replace(found, on=(shares,))})
    picture = picture_of(replace(frame, contestants=(told,)))
    on = [next(line for line in neuron_lines(picture, Neuron(1, k)) if "on for" in line) for k in range(3)]
    assert on == [f"on for {share} of the points" for share in ("<1 %", ">99 %", "0 %")]
