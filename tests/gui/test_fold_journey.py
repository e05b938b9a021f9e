"""The journey from stage to stage: exact at its stops, straight between them, on axes that stand still meanwhile."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.analysis.fold import GRID_PLACES, Fold
from sequentia_gui.experiment.experiment import PointSet
from sequentia_gui.gui.views.fold.journey import COMPONENTS, ZOOM, Journey
from sequentia_gui.gui.views.fold.stops import end_of
from sequentia_gui.gui.views.fold.window import PLANE, Window, between, steady_window
from sequentia_gui.training.messages import Frame
from sequentia_gui.training.run import run_to
from tests.gui.chart_frames import experiment_of, points_of

WIDTHS = [(), (1,), (2,), (3,), (8, 8), (2, 1, 5), (4, 3, 2)]


def frame_of(
    widths: tuple[int, ...], name: str = "relu", classes: int = 2, n: int = 30, epochs: int = 3
) -> Frame:
    points = points_of(n, classes) if n else PointSet.empty()
    return run_to(
        experiment_of(points, widths, name),
        "fresh",
        epochs=epochs if n else None,
        wants=frozenset({"fold", "separability"}),
    )


def journey_of(frame: Frame) -> Journey:
    journey = Journey()
    journey.show(fold_in(frame), frame.experiment.network, frame.experiment.points.label)
    return journey


def fold_in(frame: Frame) -> Fold:
    found = frame.contestants[0].findings["fold"]
    assert isinstance(found, Fold)
    return found


@pytest.mark.parametrize("widths", [(2,), (2, 2, 2)])
@pytest.mark.parametrize("name", ["relu", "tanh"])
def test_two_units_are_seen_exactly(widths: tuple[int, ...], name: str) -> None:
    frame = frame_of(widths, name)
    journey, found = journey_of(frame), fold_in(frame)
    for layer in range(1, len(widths) + 1):
        end = end_of(layer, len(widths))
        for stop, stage in ((end - 2, "weighted"), (end - 1, "pre"), (end, "post")):
            picture = journey.picture(stop)
            seen = np.concatenate([picture.grid, picture.points], axis=1)
            assert np.array_equal(seen, getattr(found.layers[layer - 1], stage))


@pytest.mark.parametrize("widths", WIDTHS)
@pytest.mark.parametrize("classes", [2, 3, 6])
def test_a_move_begins_and_ends_at_its_stages(widths: tuple[int, ...], classes: int) -> None:
    journey = journey_of(frame_of(widths, classes=classes))
    assert len(journey.stops) == 3 * len(widths) + 3
    for stop in range(1, journey.end + 1):
        before, after = journey.picture(stop - 1e-9), journey.picture(stop)
        late = journey.picture(min(stop + 1e-9, journey.end))
        for seen in (before, late):
            assert np.allclose(seen.grid, after.grid, atol=1e-3 * after.window.reach)
            assert np.allclose(seen.points, after.points, atol=1e-3 * after.window.reach)
            assert seen.window.reach == pytest.approx(after.window.reach, rel=1e-3)


@pytest.mark.parametrize("widths", WIDTHS)
def test_the_axes_stand_still_while_anything_moves(widths: tuple[int, ...]) -> None:
    journey = journey_of(frame_of(widths))
    for start in range(journey.end):
        last: tuple[Window, np.ndarray] | None = None
        for share in np.linspace(0, 1, 41):
            picture = journey.picture(start + float(share))
            now = picture.window, picture.grid
            if last is not None and now[0] != last[0]:
                zooms_first = journey.stops[start].layer != journey.stops[start + 1].layer
                edge = ZOOM + 0.026 if zooms_first else 1 - ZOOM - 0.026
                assert share <= edge if zooms_first else share >= edge
            last = now


@given(st.lists(st.floats(0, 8), min_size=1, max_size=12))
def test_there_and_back_again_is_the_same_picture(positions: list[float]) -> None:
    journey = journey_of(FRAME)
    first = [journey.picture(at) for at in positions]
    again = [journey.picture(at) for at in reversed(positions)][::-1]
    for one, two in zip(first, again, strict=True):
        assert np.array_equal(one.grid, two.grid)
        assert np.array_equal(one.points, two.points)
        assert one.window == two.window


FRAME = frame_of((4, 2))


@pytest.mark.parametrize("widths", WIDTHS)
def test_all_points_of_a_layers_stages_are_within_the_axes(widths: tuple[int, ...]) -> None:
    journey = journey_of(frame_of(widths))
    for position in np.linspace(0, journey.end, 60):
        picture = journey.picture(float(position))
        middle = np.array(((picture.window.x,), (picture.window.y,)))
        assert np.abs(picture.points - middle).max() <= 1.12 * picture.window.reach


@pytest.mark.parametrize("widths", WIDTHS)
@pytest.mark.parametrize("n", [0, 1])
def test_the_plane_travels_without_points_too(widths: tuple[int, ...], n: int) -> None:
    journey = journey_of(frame_of(widths, n=n, epochs=0))
    for position in np.linspace(0, journey.end, 20):
        picture = journey.picture(float(position))
        assert picture.grid.shape == (2, GRID_PLACES)
        assert picture.points.shape == (2, n)
        assert np.isfinite(picture.grid).all()


def test_two_neurons_can_be_picked_instead_of_components() -> None:
    frame = frame_of((8,))
    journey = journey_of(frame)
    journey.aspect.choices[1] = (COMPONENTS + 6, COMPONENTS + 2)
    journey.look_again()
    post = fold_in(frame).layers[0].post
    assert np.allclose(journey.picture(3).grid, post[[6, 2], :GRID_PLACES], atol=1e-5)


def test_turning_keeps_lengths_that_are_seen_flat() -> None:
    frame = frame_of((3,))
    journey = journey_of(frame)
    journey.aspect.yaw, journey.aspect.pitch = 0.0, 90.0
    journey.look_again()
    post = fold_in(frame).layers[0].post
    assert np.allclose(journey.picture(3).grid, post[:2, :GRID_PLACES], atol=1e-4)


@given(st.floats(1e-6, 1e6), st.floats(0.75, 1.0))
def test_a_little_less_to_show_changes_no_scale(size: float, share: float) -> None:
    low, high = np.array((-size, 0.0)), np.array((size, size / 3))
    window = steady_window(low, high, None)
    assert window.x - window.reach <= -size
    assert window.x + window.reach >= size
    assert steady_window(share * low, share * high, window) == window
    assert steady_window(low / 10, high / 10, window).reach < window.reach
    assert between(PLANE, window, 0.0) == PLANE
    assert between(PLANE, window, 1.0) == window


def test_the_scale_stays_while_training_goes_on() -> None:
    frame = frame_of((2, 2), epochs=30)
    journey = journey_of(frame)
    windows = [journey.picture(at).window for at in range(journey.end + 1)]
    for _ in range(3):
        later = run_to(
            frame.experiment,
            tuple(each.checkpoint for each in frame.contestants),
            epochs=frame.contestants[0].checkpoint.epoch + 1,
            wants=frozenset({"fold", "separability"}),
        )
        journey.show(fold_in(later), later.experiment.network, later.experiment.points.label)
        frame = later
    assert [journey.picture(at).window for at in range(journey.end + 1)] == windows
