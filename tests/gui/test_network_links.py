"""Links are wide where weights are strong, orange where they are positive, and nothing where they are zero."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from sequentia_gui.gui.theme import LIGHT
from sequentia_gui.gui.views.network.links import LinkBand

WIDTH, HEIGHT = 60, 100
NO_FADING = np.ones((1, 1))


def painted(weight: float, start: float = 20.0, end: float = 80.0, dashed: bool = False) -> QImage:
    band = LinkBand(np.array([start]), np.array([end]), WIDTH, HEIGHT, 1.0)
    return band.paint(np.array([[weight]]), NO_FADING, 5.0, dashed, LIGHT)


def opacity(image: QImage) -> np.ndarray:
    """How much of the ground is covered, (height, width), 0 to 1."""
    rows = range(image.height())
    return np.array([[image.pixelColor(x, y).alphaF() for x in range(image.width())] for y in rows])


def test_a_weight_of_zero_draws_nothing(qapp: object) -> None:
    assert not opacity(painted(0.0)).any()


@pytest.mark.parametrize(("weight", "warm"), [(1.5, True), (-1.5, False)])
def test_the_sign_gives_the_colour(qapp: object, weight: float, warm: bool) -> None:
    color = painted(weight).pixelColor(WIDTH // 2, HEIGHT // 2)
    assert (color.red() > color.blue()) == warm


@given(st.floats(0.1, 1.4))
def test_a_stronger_weight_covers_more(weight: float) -> None:
    assert opacity(painted(weight + 0.1)).sum() > opacity(painted(weight)).sum()


def test_weights_beyond_the_reference_look_alike(qapp: object) -> None:
    assert painted(1.5) == painted(40.0)


@given(st.floats(5, 95), st.floats(5, 95))
def test_a_link_has_no_gaps_however_steep(start: float, end: float) -> None:
    covered = opacity(painted(1.5, start, end)).max(axis=0)
    assert covered.min() > 0.4


def test_a_dashed_link_is_pale_in_its_gaps(qapp: object) -> None:
    covered = opacity(painted(-1.5, 50.0, 50.0, dashed=True)).max(axis=0)
    assert covered.max() > 0.8 and covered.min() < 0.4


@given(st.integers(0, 2), st.integers(0, 3), st.integers(0, WIDTH - 1))
def test_the_nearest_link_is_the_one_that_passes_there(target: int, source: int, x: int) -> None:
    band = LinkBand(np.array([10.0, 30, 50, 70]), np.array([20.0, 55, 90]), WIDTH, HEIGHT, 1.0)
    one = LinkBand(
        np.array([10.0, 30, 50, 70])[[source]], np.array([20.0, 55, 90])[[target]], WIDTH, HEIGHT, 1.0
    )
    rows = [y / 4 for y in range(4 * HEIGHT)]
    y = min(rows, key=lambda y: one.nearest(x, y)[1])
    assert band.nearest(x, y)[1] <= one.nearest(x, y)[1]
