"""While it trains the network is renewed a part at a time: every part gets its turn, and at rest all is new."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.theme import LIGHT
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.gui.views.network.layout import arrange
from sequentia_gui.gui.views.network.turns import column_room, turn_of, turn_room
from sequentia_gui.gui.views.network.view import NetworkView
from sequentia_gui.training.messages import Frame
from tests.gui.network_frames import checkpoint_of, experiment_of, frame_of


@given(st.integers(1, 9), st.integers(0, 1000))
def test_every_column_is_renewed_with_every_third_frame(last: int, number: int) -> None:
    columns = {column for step in range(3) for column in turn_of(number + step, last).columns}
    assert columns == set(range(1, last + 1))


@given(st.integers(1, 9), st.integers(0, 1000))
def test_every_band_of_links_gets_its_turn(last: int, number: int) -> None:
    bands = {turn_of(number + step, last).band for step in range(3 * last)}
    assert bands == set(range(1, last + 1))


@pytest.mark.parametrize("hidden", [0, 1, 2, 6, 8])
def test_the_rooms_of_all_turns_leave_out_nothing_but_the_inputs(hidden: int) -> None:
    layout = arrange((2, *[8] * hidden, 1), 700, 500, 1.0)
    rooms = [turn_room(layout, turn_of(number, hidden + 1), 8) for number in range(3)]
    spans = sorted({(room.left(), room.right()) for room in rooms})
    joined = [column_room(layout, 0, 8).right(), *[edge for span in spans for edge in span]]
    assert all(after == before + 1 for before, after in zip(joined[::2], joined[1::2], strict=False))
    assert joined[-1] == column_room(layout, hidden + 1, 8).right()


@pytest.fixture
def view(qtbot: QtBot) -> NetworkView:
    experiment, look = experiment_of((8, 8)), ViewState()
    view = NetworkView(Document(experiment, lambda: (), lambda _: None), look)
    qtbot.addWidget(view)
    view.set_theme(LIGHT)
    view.resize(620, 500)
    view.show_frame(frame_of(experiment))
    view.show()
    qtbot.waitExposed(view)
    return view


def test_a_network_that_rests_is_all_new_after_it_trained(view: NetworkView, qtbot: QtBot) -> None:
    experiment = experiment_of((8, 8))
    for seed in range(5):
        view.show_frame(replace(seeded(experiment, seed), playing=True))
        view.canvas.repaint()
    view.show_frame(seeded(experiment, 9))
    after = pixels(view)
    view.show_experiment(experiment)
    assert pixels(view) == after


def seeded(experiment: Experiment, seed: int) -> Frame:
    """A standing frame with the weights of a seed."""
    return frame_of(experiment, checkpoint_of(experiment, seed))


def pixels(view: NetworkView) -> QImage:
    return view.grab().toImage()
