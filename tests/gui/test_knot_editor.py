"""A learner draws a switch of one's own with the mouse or the keyboard, and the layer uses it at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sequentia_gui.experiment import edits
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.theme import LIGHT, PROJECTOR, Theme
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.gui.views.plots.style import Readout
from sequentia_gui.gui.views.switch.knot_editor import KnotEditor
from sequentia_gui.gui.views.switch.knots import Knot, Knots, knots_of, values_of
from sequentia_gui.gui.views.switch.view import SwitchView
from sequentia_gui.network.activations import activation_of
from tests.gui.chart_frames import document_of, experiment_of, points_of, strange_frames, trained

LINE: Knots = (Knot(-2.0, 0.5), Knot(0.0, -0.5), Knot(1.0, 1.5))
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Stage:
    """A switch view with a drawn switch in its second layer, between two text fields."""

    def __init__(self, qtbot: QtBot) -> None:
        drawn = edits.set_activation(experiment_of(points_of(60)), "drawn", 1)
        self.document = document_of(edits.set_activation_parameters(drawn, 1, values_of(LINE)))
        self.state = ViewState()
        self.view = SwitchView(self.document, self.state)
        self.document.changed.connect(lambda change: self.view.show_experiment(change.now))
        self.state.changed.connect(self.view.show_look)
        self.before, self.after = QLineEdit(), QLineEdit()
        self.page = QWidget()
        column = QVBoxLayout(self.page)
        for widget in (self.before, self.view, self.after):
            column.addWidget(widget)
        qtbot.addWidget(self.page)
        self.view.set_theme(LIGHT)
        self.page.resize(420, 380)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()
        self.view.show_frame(trained(self.document.now))
        self.state.set(layer=2)
        qtbot.waitUntil(lambda: self.editor.isVisible() and self.view.plot.area.width() > 100)

    @property
    def editor(self) -> KnotEditor:
        return self.view.plot.editor

    @property
    def knots(self) -> Knots:
        return knots_of(self.document.now.network.layers[1].parameters)

    def place(self, which: int) -> QPoint:
        return self.editor.place_of(which).toPoint()

    def drag(self, start: QPoint, *path: QPoint) -> None:
        QTest.mousePress(self.editor, LEFT, pos=start)
        for place in path:
            QTest.mouseMove(self.editor, place)
        QTest.mouseRelease(self.editor, LEFT, pos=path[-1] if path else start)

    def undone(self, document: Document) -> int:
        steps = 0
        while document.undo_label is not None:
            document.undo()
            steps += 1
        return steps


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


def test_a_dragged_knot_bends_the_layers_switch_in_one_step(stage: Stage) -> None:
    start, away = stage.place(1), QPoint(10, -30)
    stage.drag(start, start + away / 2, start + away)
    z, a = stage.knots[1]
    assert z > 0.1
    assert a > LINE[1].a + 0.2
    assert stage.place(1).x() == pytest.approx(start.x() + 10, abs=4)
    assert stage.view.plot.switches[0] == activation_of(stage.document.now.network.layers[1])
    assert stage.undone(stage.document) == 1
    assert stage.knots == LINE


def test_the_scales_stand_still_while_a_knot_is_held(stage: Stage) -> None:
    axis = stage.view.plot.getAxis("left")
    before = axis.range
    QTest.mousePress(stage.editor, LEFT, pos=stage.place(2))
    QTest.mouseMove(stage.editor, QPoint(stage.place(2).x(), 2))
    assert axis.range == before
    QTest.mouseRelease(stage.editor, LEFT, pos=QPoint(stage.place(2).x(), 2))
    assert stage.knots[2].a > LINE[2].a


def test_a_held_knot_alone_says_where_it_is(stage: Stage) -> None:
    readout = stage.view.findChild(Readout)
    assert readout is not None
    stage.view.plot.pointed.emit(QPointF(0.5, 0.0))
    assert readout.isVisible()
    QTest.mousePress(stage.editor, LEFT, pos=stage.place(1))
    assert not readout.isVisible()
    QTest.mouseRelease(stage.editor, LEFT, pos=stage.place(1))


def test_a_click_on_the_line_adds_a_knot_that_can_be_dragged_on(stage: Stage) -> None:
    middle = (stage.place(0) + stage.place(1)) / 2
    stage.drag(middle, middle + QPoint(0, -25))
    assert len(stage.knots) == 4
    assert stage.knots[1].a > 0.3
    assert stage.undone(stage.document) == 1


def test_a_double_click_adds_a_knot_anywhere(stage: Stage) -> None:
    place = QPoint((stage.place(0).x() + stage.place(1).x()) // 2, stage.place(2).y())
    QTest.mouseDClick(stage.editor, LEFT, pos=place)
    QTest.mouseRelease(stage.editor, LEFT, pos=place)
    assert len(stage.knots) == 4
    assert stage.knots[1].a == pytest.approx(LINE[2].a, abs=0.15)


def test_a_right_click_removes_a_knot_but_never_the_last_two(stage: Stage) -> None:
    for _ in range(4):
        QTest.mouseClick(stage.editor, RIGHT, pos=stage.place(0))
    assert len(stage.knots) == 2


def test_an_empty_place_is_not_a_knot(stage: Stage) -> None:
    QTest.mouseClick(stage.editor, LEFT, pos=QPoint(stage.place(0).x(), stage.place(0).y() + 60))
    assert stage.knots == LINE
    assert stage.document.undo_label is None


def test_tab_visits_every_knot_and_goes_on(stage: Stage) -> None:
    stage.editor.setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _ in range(3):
        seen.append(stage.editor.chosen)
        QTest.keyClick(stage.editor, Qt.Key.Key_Tab)
    assert seen == [0, 1, 2]
    assert not stage.editor.hasFocus()


def test_keys_move_add_and_remove_knots(stage: Stage) -> None:
    editor = stage.editor
    editor.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(editor, Qt.Key.Key_Up)
    QTest.keyClick(editor, Qt.Key.Key_Left)
    assert stage.knots[0] == Knot(-2.1, 0.6)
    QTest.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert stage.knots[0] == Knot(-2.1, -0.4)
    QTest.keyClick(editor, Qt.Key.Key_Insert)
    assert (len(stage.knots), editor.chosen) == (4, 1)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert len(stage.knots) == 3
    QTest.keyClick(editor, Qt.Key.Key_End)
    assert editor.accessibleDescription() == "Knot 3 of 3: z 1.0, a 1.5"
    QTest.keyClick(editor, Qt.Key.Key_Home)
    assert editor.chosen == 0


def test_a_straight_drawing_is_called_a_straight_line(stage: Stage) -> None:
    words = "This is a straight line: layers of it collapse into one."
    assert words not in stage.view.summary()
    straight = (-2.0, -1.0, 0.0, 0.0, 1.0, 0.5)
    stage.document.edit(lambda now: edits.set_activation_parameters(now, 1, straight), "Straighten")
    assert words in stage.view.summary()


def test_other_layers_have_no_knots(stage: Stage) -> None:
    stage.state.set(layer=1)
    assert not stage.editor.isVisible()
    stage.state.set(layer=2)
    assert stage.editor.isVisible()


@pytest.mark.parametrize(("theme", "target"), [(LIGHT, 24), (PROJECTOR.scaled(720 / 502), 44)])
def test_knots_are_large_enough_to_be_hit(stage: Stage, theme: Theme, target: int) -> None:
    stage.view.set_theme(theme)
    edge = stage.place(1) + QPoint(0, target // 2 - 1)
    stage.drag(edge, edge + QPoint(0, 12))
    assert stage.knots[1].a < LINE[1].a
    assert len(stage.knots) == 3


def test_training_follows_the_drawing(stage: Stage) -> None:
    before = trained(stage.document.now).contestants[0].train_loss
    start = stage.place(1)
    stage.drag(start, start + QPoint(0, -40))
    after = trained(stage.document.now).contestants[0].train_loss
    assert before != after


def test_a_drawing_survives_strange_frames(stage: Stage) -> None:
    for strange in strange_frames():
        stage.view.show_frame(strange)
        stage.view.grab()
    stage.view.show_experiment(experiment_of(points_of(9), widths=(3,), name="drawn"))
    stage.view.grab()
    assert stage.editor.isVisible()
