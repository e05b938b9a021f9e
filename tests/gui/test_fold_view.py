"""The fold plays, steps, is scrubbed and reversed by hand and key; it never moves by itself, and survives anything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sequentia_gui.analysis.separability import Separability
from sequentia_gui.analysis.trace import trace
from sequentia_gui.gui.numerals import percent, tidy
from sequentia_gui.gui.theme import LIGHT, THEMES, Theme
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.gui.views.fold import view as fold
from sequentia_gui.gui.views.fold import words as fold_words
from sequentia_gui.gui.views.fold.journey import COMPONENTS
from sequentia_gui.gui.views.fold.painter import Sheet, still_titles
from sequentia_gui.gui.views.fold.stops import stops_of
from sequentia_gui.gui.views.fold.view import FoldView
from sequentia_gui.network.activations import ACTIVATIONS, Activation, activation
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.training.messages import Frame
from tests.gui.chart_frames import document_of
from tests.gui.test_fold_journey import WIDTHS, frame_of, journey_of

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def state() -> ViewState:
    return ViewState()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold, "STEP_MS", 60)


def shown(qtbot: QtBot, state: ViewState, frame: Frame, theme: Theme = LIGHT) -> FoldView:
    view = FoldView(document_of(frame.experiment), state)
    qtbot.addWidget(view)
    state.changed.connect(view.show_look)
    view.set_theme(theme)
    view.resize(380, 440)
    view.show()
    qtbot.waitExposed(view)
    view.show_look(state.now)
    view.show_frame(frame)
    return view


@pytest.fixture
def view(qtbot: QtBot, state: ViewState) -> FoldView:
    return shown(qtbot, state, frame_of((2, 2)))


def test_nothing_moves_by_itself(view: FoldView) -> None:
    view.show_frame(frame_of((2, 2), epochs=5))
    assert view.position == 0
    assert not view.is_moving


def test_space_plays_to_the_end_and_stands_there(qtbot: QtBot, view: FoldView) -> None:
    QTest.keyClick(view.canvas, Qt.Key.Key_Space)
    assert view.is_moving
    qtbot.waitUntil(lambda: not view.is_moving and view.position == 8)


def test_space_pauses_and_goes_on(qtbot: QtBot, view: FoldView) -> None:
    QTest.keyClick(view.canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: view.position > 0.2)
    QTest.keyClick(view.canvas, Qt.Key.Key_Space)
    assert not view.is_moving
    stood = view.position
    QTest.keyClick(view.canvas, Qt.Key.Key_Space)
    assert view.position >= stood
    qtbot.waitUntil(lambda: view.position == 8)


def test_shift_space_and_its_button_play_backwards(qtbot: QtBot, view: FoldView) -> None:
    view.go_to(2.5)
    QTest.keyClick(view.canvas, Qt.Key.Key_Space, SHIFT)
    qtbot.waitUntil(lambda: view.position == 0)
    view.go_to(1.5)
    QTest.mouseClick(view.controls.play_back, LEFT)
    qtbot.waitUntil(lambda: view.position == 0 and not view.is_moving)


def test_arrows_and_buttons_step(qtbot: QtBot, view: FoldView) -> None:
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: view.position == 1 and not view.is_moving)
    QTest.mouseClick(view.controls.step, LEFT)
    qtbot.waitUntil(lambda: view.position == 2 and not view.is_moving)
    QTest.mouseClick(view.controls.step_back, LEFT)
    qtbot.waitUntil(lambda: view.position == 1 and not view.is_moving)
    QTest.keyClick(view.canvas, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: view.position == 0 and not view.is_moving)
    QTest.keyClick(view.canvas, Qt.Key.Key_Left)
    assert view.position == 0


@pytest.mark.parametrize("height", [190, 244, 300])
def test_in_a_low_view_nothing_lies_on_the_picture(qtbot: QtBot, view: FoldView, height: int) -> None:
    view.resize(200, height)
    view.go_to(1.0)
    qtbot.waitUntil(lambda: view.canvas.geometry().bottom() < view.bar.geometry().top())
    assert not view.caption.isVisible() or view.canvas.geometry().bottom() < view.caption.geometry().top()
    square = view.canvas.square
    for picker in (view.pickers.across, view.pickers.upwards):
        assert not picker.isVisible() or square.contains(QRectF(picker.geometry()))


def test_home_and_end_jump(view: FoldView) -> None:
    QTest.keyClick(view.canvas, Qt.Key.Key_End)
    assert view.position == 8
    QTest.keyClick(view.canvas, Qt.Key.Key_Home)
    assert view.position == 0


def test_the_bar_is_scrubbed_by_mouse(view: FoldView) -> None:
    QTest.mousePress(view.bar, LEFT, pos=view.bar.place_of(3).toPoint())
    assert view.position == 3
    QTest.mouseMove(view.bar, view.bar.place_of(5.5).toPoint())
    assert view.position == pytest.approx(5.5, abs=0.05)
    QTest.mouseRelease(view.bar, LEFT, pos=view.bar.place_of(5.5).toPoint())
    assert not view.is_moving


def test_scrubbing_stops_what_plays(qtbot: QtBot, view: FoldView) -> None:
    QTest.keyClick(view.canvas, Qt.Key.Key_Space)
    QTest.mouseClick(view.bar, LEFT, pos=view.bar.place_of(4).toPoint())
    assert view.position == 4
    assert not view.is_moving


def test_it_stands_still_where_nobody_sees_it(view: FoldView) -> None:
    QTest.keyClick(view.canvas, Qt.Key.Key_Space)
    view.hide()
    assert not view.is_moving


def test_it_goes_on_playing_while_training_sends_frames(qtbot: QtBot, view: FoldView) -> None:
    QTest.keyClick(view.canvas, Qt.Key.Key_Space)
    for epochs in range(4, 8):
        view.show_frame(frame_of((2, 2), epochs=epochs))
        assert view.is_moving
    qtbot.waitUntil(lambda: view.position == 8)


def test_there_and_back_is_the_same_picture(view: FoldView) -> None:
    pictures = {}
    for at in (0, 1.4, 3, 4.1, 6, 8):
        view.go_to(at)
        pictures[at] = view.canvas.grab().toImage()
    for at in reversed(pictures):
        view.go_to(at)
        assert view.canvas.grab().toImage() == pictures[at]


def test_a_frame_shown_twice_is_one_picture(view: FoldView) -> None:
    frame = frame_of((2, 2), epochs=4)
    view.go_to(2.5)
    view.show_frame(frame)
    once = view.grab().toImage()
    view.show_frame(frame)
    assert view.grab().toImage() == once


def test_with_reduced_motion_there_are_stills_and_steps_are_jumps(view: FoldView, state: ViewState) -> None:
    QTest.keyClick(view.canvas, Qt.Key.Key_Space)
    state.set(reduce_motion=True)
    assert not view.is_moving
    assert not view.controls.play.isVisible()
    before = view.position
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    assert view.position == int(before) + 1
    QTest.keyClick(view.canvas, Qt.Key.Key_Space)
    assert not view.is_moving
    QTest.mouseClick(view.canvas, LEFT, pos=QPoint(5, 5))
    assert view.position == 0


@pytest.mark.parametrize("theme", [LIGHT, replace(LIGHT, zoom=2.5)])
@pytest.mark.parametrize("room", [30, 60, 90])
def test_what_stands_over_a_still_never_reaches_into_the_next(theme: Theme, room: int) -> None:
    journey = journey_of(frame_of((4,) * 8))
    pictures = [journey.picture(stop) for stop in range(journey.end + 1)]
    titles = still_titles(theme, pictures, room)
    letters = QFontMetricsF(theme.font(11, 600))
    assert max(map(letters.horizontalAdvance, titles)) <= room
    assert len({"↔" in title for title in titles}) == 1, "all stills say as much as each other"
    assert all("↔" in title for title in still_titles(theme, pictures, 1000))


def test_a_room_of_three_units_is_turned_by_dragging(qtbot: QtBot, state: ViewState) -> None:
    view = shown(qtbot, state, frame_of((3,)))
    view.go_to(3)
    before = view.canvas.grab().toImage()
    middle = view.canvas.rect().center()
    QTest.mousePress(view.canvas, LEFT, pos=middle)
    QTest.mouseMove(view.canvas, middle + QPoint(60, 20))
    QTest.mouseRelease(view.canvas, LEFT, pos=middle + QPoint(60, 20))
    assert view.canvas.grab().toImage() != before


def test_of_a_wide_layer_two_neurons_can_be_picked(qtbot: QtBot, state: ViewState) -> None:
    view = shown(qtbot, state, frame_of((8,)))
    assert not view.pickers.across.isVisible()
    view.go_to(3)
    assert view.pickers.across.isVisible()
    assert view.pickers.across.count() == COMPONENTS + 8
    before = view.canvas.grab().toImage()
    view.pickers.across.setCurrentIndex(COMPONENTS + 4)
    view.pickers.across.activated.emit(COMPONENTS + 4)
    assert view.canvas.grab().toImage() != before
    view.show_frame(frame_of((8,), epochs=5))
    assert view.pickers.across.currentIndex() == COMPONENTS + 4


def test_a_layer_can_be_turned_to(view: FoldView) -> None:
    for layer, position in ((0, 0), (1, 3), (2, 6), (3, 8), (9, 8)):
        view.show_layer(layer)
        assert view.position == position


@pytest.mark.parametrize("width", [170, 240, 600])
def test_in_a_narrow_view_words_end_with_a_sentence(qtbot: QtBot, state: ViewState, width: int) -> None:
    view = shown(qtbot, state, frame_of((2, 5, 1)))
    view.resize(width, 330)
    for at in range(9):
        view.go_to(at)
        written = view.caption.text()
        assert written.endswith(".") and view.reading().startswith(written)
        assert view.caption.toolTip() == view.reading()
        assert (
            view.caption.heightForWidth(view.width()) <= view.caption.maximumHeight() or ". " not in written
        )
    assert width < 600 or written == view.reading()


def test_every_step_has_words_and_the_summary_tells_how_a_line_does(qtbot: QtBot, state: ViewState) -> None:
    for each in ACTIVATIONS:
        view = shown(qtbot, state, frame_of((2, 5, 1), each.name))
        for at in range(12):
            view.go_to(at)
            assert view.caption.text()
            assert "{" not in view.caption.text()
        assert "%" in view.summary()
        view.hide()


def test_a_layer_at_work_is_not_credited_with_what_it_has_not_done() -> None:
    frame = frame_of((4, 2), epochs=20)
    found = frame.contestants[0].findings["separability"]
    assert isinstance(found, Separability)
    told = [fold_words.line_here(found, stop) for stop in stops_of(frame.experiment.network)]
    shown = [percent(share) for share in found.shares if share is not None]
    assert [told[at].split(": ")[1] for at in (0, 3, 6, 8)] == shown
    assert all("before" in told[at] for at in (1, 2, 4, 5))
    assert told[4].endswith(shown[1])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("widths", [*WIDTHS, (32,) * 8])
@pytest.mark.parametrize("stills", [False, True])
def test_every_network_is_painted_at_every_stage(
    qtbot: QtBot, state: ViewState, theme: Theme, widths: tuple[int, ...], stills: bool
) -> None:
    state.set(reduce_motion=stills)
    view = shown(qtbot, state, frame_of(widths, classes=6), theme)
    view.resize(240, 300)
    for at in range(0, 3 * len(widths) + 3, 1 if len(widths) < 4 else 7):
        view.go_to(at + 0.4)
        assert not view.grab().isNull()


@pytest.mark.parametrize("widths", WIDTHS)
@pytest.mark.parametrize("n", [0, 1])
def test_hardly_any_points_are_no_trouble(
    qtbot: QtBot, state: ViewState, widths: tuple[int, ...], n: int
) -> None:
    view = shown(qtbot, state, frame_of(widths, n=n, epochs=0))
    for at in range(3 * len(widths) + 3):
        view.go_to(at + 0.5)
        assert not view.grab().isNull()
    assert view.summary()


def test_a_frame_without_the_finding_and_another_network_are_no_trouble(
    qtbot: QtBot, state: ViewState
) -> None:
    frame = frame_of((2,))
    view = FoldView(document_of(frame.experiment), state)
    qtbot.addWidget(view)
    view.set_theme(LIGHT)
    view.show()
    bare = replace(frame, contestants=(replace(frame.contestants[0], findings={}),))
    view.show_frame(bare)
    assert not view.grab().isNull()
    view.play(1)
    view.show_frame(frame_of((8, 8, 8)))
    view.go_to(11)
    view.show_frame(frame_of(()))
    assert view.position == 2
    assert not view.grab().isNull()


def test_points_that_are_not_to_be_seen_are_not_painted(view: FoldView, state: ViewState) -> None:
    with_points = view.canvas.grab().toImage()
    state.set(show_train=False)
    assert view.canvas.grab().toImage() != with_points


def test_a_network_that_has_not_been_shown_waits(qtbot: QtBot, state: ViewState) -> None:
    view = FoldView(document_of(frame_of((2,)).experiment), state)
    qtbot.addWidget(view)
    view.show()
    QApplication.processEvents()
    view.step(1)
    view.play(-1)
    assert view.position == 0


WORDS = {
    "identity": "nothing happens",
    "step": "becomes 0 or 1",
    "sigmoid": "never creases or folds",
    "tanh": "never creases or folds",
    "relu": "creased",
    "leaky_relu": "multiplied by 0.01. The plane is creased",
    "prelu": "multiplied by 0.25. The plane is creased",
    "relu6": "creases",
    "elu": "never creases or folds",
    "selu": "creases",
    "gelu": "folds the plane a little",
    "gelu_tanh": "folds the plane a little",
    "silu": "folds the plane a little",
    "mish": "folds the plane a little",
    "softplus": "never creases or folds",
    "softsign": "never creases or folds",
    "hard_sigmoid": "creases",
    "hard_tanh": "creases",
    "absolute": "folded",
    "sine": "folds the plane again and again",
    "gaussian": "folds the plane once",
    "square": "folds the plane once",
    "drawn": "folds the plane sharply, 3 times",
}


@pytest.mark.parametrize("entry", ACTIVATIONS, ids=lambda entry: entry.name)
def test_the_words_about_every_switch_are_true_of_it(entry: Activation) -> None:
    for width in (1, 2, 5):
        words = fold_words.switched(entry, width)
        assert WORDS[entry.name] in words
        assert words.startswith(f"{entry.label}: ")


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("leaky_relu", (0.0,), "becomes 0"),
        ("leaky_relu", (1.0,), "nothing happens"),
        ("prelu", (-0.5,), "multiplied by −0.5. The plane is folded"),
        ("elu", (2.0,), "creases"),
        ("silu", (0.0,), "no switch"),
        ("drawn", (0.0, 1.0, 2.0, 1.0), "becomes the same one"),
        ("drawn", (0.0, 0.0, 2.0, 4.0), "no switch"),
        ("drawn", (-1.0, 0.0, 0.0, 0.0, 1.0, 1.0), "creased"),
        ("drawn", (-1.0, 1.0, 0.0, 0.0, 2.0, 1.0), "folds the plane sharply, once"),
        ("drawn", (-1.0, -3.0, 0.0, 0.0, 1.0, 1.0), "multiplied by 3. The plane is creased"),
    ],
)
def test_the_words_follow_the_numbers_of_a_switch(name: str, values: tuple[float, ...], words: str) -> None:
    assert words in fold_words.switched(activation(name, values), 3)


def test_a_slope_that_is_trained_is_told_as_it_is_now(qtbot: QtBot, state: ViewState) -> None:
    frame = frame_of((2,), "prelu", epochs=40)
    view = shown(qtbot, state, frame)
    view.go_to(3)
    checkpoint = frame.contestants[0].checkpoint
    slope = float(Parameters.of(checkpoint).trained[0])
    assert slope != 0.25
    assert f"multiplied by {tidy(slope)}." in view.caption.text()


# what is followed


def places_of(view: FoldView) -> np.ndarray:
    picture = view.canvas._journey.picture(view.position)
    return Sheet(LIGHT, view.canvas.square).pixels(picture.points, picture.window).T


def test_a_click_on_a_point_follows_it_and_marks_it_at_every_stage(view: FoldView, state: ViewState) -> None:
    for position, point in ((0.0, 3), (4.5, 11)):
        view.go_to(position)
        plain = view.canvas.grab().toImage()
        x, y = places_of(view)[point].tolist()
        QTest.mouseClick(view.canvas, LEFT, pos=QPoint(round(x), round(y)))
        chosen = state.now.chosen_point
        assert chosen is not None
        assert np.abs(places_of(view)[chosen] - (x, y)).max() < 2
        assert view.canvas.grab().toImage() != plain
        state.set(chosen_point=None)
        assert view.canvas.grab().toImage() == plain


def test_a_click_beside_all_points_and_a_drag_choose_nothing(view: FoldView, state: ViewState) -> None:
    square = view.canvas.square
    QTest.mouseClick(view.canvas, LEFT, pos=square.topLeft().toPoint() + QPoint(2, 2))
    start = QPoint(*np.rint(places_of(view)[3]).astype(int).tolist())
    QTest.mousePress(view.canvas, LEFT, pos=start)
    QTest.mouseMove(view.canvas, start + QPoint(40, 0))
    QTest.mouseRelease(view.canvas, LEFT, pos=start + QPoint(40, 0))
    assert state.now.chosen_point is None


@pytest.mark.parametrize("widths", [(), (1,), (2,), (3,), (8, 4)])
def test_a_place_is_carried_like_a_point_that_lies_there(widths: tuple[int, ...]) -> None:
    frame = frame_of(widths)
    journey = journey_of(frame)
    place = frame.experiment.points.xy[5].astype(np.float64)
    layers = trace(frame.subject, (float(place[0]), float(place[1]))).layers
    way = [place, *(stage for layer in layers for stage in (layer.z - layer.bias, layer.z, layer.a))][:-1]
    for position in np.linspace(0, journey.end, 23):
        picture = journey.picture(float(position))
        seen, same = journey.place_at(float(position), way), picture.points[:, 5]
        across = slice(0, 1) if journey.width(picture.stop.layer) == 1 else slice(None)
        if position == round(position) or across == slice(None):
            np.testing.assert_allclose(seen[across], same[across], atol=2e-5 * picture.window.reach)


def test_a_place_that_is_followed_is_marked(view: FoldView, state: ViewState) -> None:
    for position in (0.0, 3.4, 8.0):
        view.go_to(position)
        plain = view.canvas.grab().toImage()
        state.set(chosen_place=(1.5, -2.0))
        assert view.canvas.grab().toImage() != plain
        state.set(chosen_place=None)


def test_a_point_that_is_pointed_at_elsewhere_has_a_ring_here(view: FoldView, state: ViewState) -> None:
    plain = view.canvas.grab().toImage()
    state.set(hovered_point=4)
    assert view.canvas.grab().toImage() != plain
    state.set(hovered_point=99)
    assert view.canvas.grab().toImage() == plain


def test_a_point_that_is_followed_is_marked_though_its_kind_is_hidden(
    view: FoldView, state: ViewState
) -> None:
    state.set(show_train=False, show_test=False)
    plain = view.canvas.grab().toImage()
    state.set(chosen_point=4)
    assert view.canvas.grab().toImage() != plain


def test_a_room_of_three_units_is_turned_by_keys_too(qtbot: QtBot, state: ViewState) -> None:
    view = shown(qtbot, state, frame_of((3,)))
    view.go_to(3)
    before = view.canvas.grab().toImage()
    QTest.keyClick(view.canvas, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(view.canvas, Qt.Key.Key_Down, SHIFT)
    assert view.position == 3
    assert view.canvas.grab().toImage() != before
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        QTest.keyClick(view.canvas, key, SHIFT)
    assert view.canvas.grab().toImage() == before
