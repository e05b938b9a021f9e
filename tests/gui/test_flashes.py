"""However training swings, the plane does not flash more than three times a second; WCAG 2.2, 2.3.1."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from sequentia_gui.gui.colour_maps import field_image
from sequentia_gui.gui.theme import LIGHT
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.network.editing import with_number
from sequentia_gui.gui.views.plane import closeup_layer
from sequentia_gui.gui.views.plane.closeup_layer import CloseupLayer
from sequentia_gui.gui.views.plane.flashes import FlashGuard
from sequentia_gui.gui.views.plane.square import PlaneSquare
from tests.gui.network_frames import checkpoint_of, experiment_of, frame_of

FRAMES = 60


GROUND = QColor("white")


def plane(share: float) -> QImage:
    """Class 1 in this share of the plane from the left, class 0 in the rest, and sure of it."""
    winner = np.zeros((50, 50), np.int8)
    winner[:, : round(50 * share)] = 1
    return field_image(winner, np.ones((50, 50), np.float32), LIGHT, discretise=False)


def shown(shares: list[float]) -> list[float]:
    """Those of the shares that are shown, in frames of a second's sixtieth part."""
    guard = FlashGuard()
    return [
        share
        for at, share in enumerate(shares)
        if guard.passes(plane(share), GROUND, at / FRAMES, is_moving=True)
    ]


@pytest.mark.parametrize("every", [1, 2, 3, 7])
def test_a_plane_that_swings_as_a_whole_flashes_less_than_three_times_a_second(every: int) -> None:
    seen = shown([float(at // every % 2) for at in range(10 * FRAMES)])
    turns = sum(one != other for one, other in pairwise(seen))
    assert 10 < turns <= 2 * 3 * 10  # two turns are a flash, and there are ten seconds


def test_a_border_that_moves_on_is_shown_in_every_frame_however_fast() -> None:
    shares = np.linspace(0, 1, 12).tolist()
    assert shown(shares) == shares


def test_a_small_swing_is_not_held_back() -> None:
    shares = [0.5, 0.54] * 30
    assert shown(shares) == shares


def test_what_stands_is_always_shown() -> None:
    guard = FlashGuard()
    assert guard.passes(plane(0.0), GROUND, 0.0, is_moving=True) and guard.passes(
        plane(1.0), GROUND, 0.01, is_moving=True
    )
    assert not guard.passes(plane(0.0), GROUND, 0.02, is_moving=True)
    assert guard.passes(plane(0.0), GROUND, 0.03, is_moving=False)


def test_how_sure_the_network_is_may_not_flash_either() -> None:
    guard, winner = FlashGuard(), np.zeros((50, 50), np.int8)
    pictures = [
        field_image(winner, np.full((50, 50), sure, np.float32), LIGHT, discretise=False)
        for sure in (0.55, 0.95)
    ]
    seen = [
        at % 2 for at in range(FRAMES) if guard.passes(pictures[at % 2], GROUND, at / FRAMES, is_moving=True)
    ]
    assert 2 < sum(one != other for one, other in pairwise(seen)) <= 2 * 3


def test_a_field_that_grows_darker_step_by_step_is_shown_in_every_frame() -> None:
    guard, winner = FlashGuard(), np.zeros((50, 50), np.int8)
    for at, sure in enumerate(np.linspace(0, 1, 20)):
        picture = field_image(winner, np.full((50, 50), sure, np.float32), LIGHT, discretise=False)
        assert guard.passes(picture, GROUND, at / FRAMES, is_moving=True)


def test_a_neuron_that_is_looked_at_closer_does_not_flash_while_it_trains(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = 0.0
    monkeypatch.setattr(closeup_layer, "monotonic", lambda: clock)
    experiment, output = experiment_of((3,)), Neuron(2, 0)
    swings = [with_number(checkpoint_of(experiment), output, bias) for bias in (-9.0, 9.0)]
    frames = [replace(frame_of(experiment, swing), playing=True) for swing in swings]
    layer, paper, square = (
        CloseupLayer(),
        QImage(200, 200, QImage.Format.Format_RGB32),
        PlaneSquare(0, 0, 200),
    )
    seen = []
    for at in range(FRAMES):
        clock = at / FRAMES
        painter = QPainter(paper)
        assert layer.show_neuron(frames[at % 2], output)
        layer.paint(painter, LIGHT, square)
        painter.end()
        seen.append(paper.pixel(100, 100))
    assert 2 < sum(one != other for one, other in pairwise(seen)) <= 2 * 3
    assert layer.show_neuron(replace(frames[0], playing=False), output)
    painter = QPainter(paper)
    layer.paint(painter, LIGHT, square)
    painter.end()
    assert paper.pixel(100, 100) == seen[0]
