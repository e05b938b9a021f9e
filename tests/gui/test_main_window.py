"""The window fits every room, keeps what was chosen, and every command in the table can be run."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QMenu,
    QSplitter,
    QTabBar,
    QTabWidget,
    QTextBrowser,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts, _show, build, create_application
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment, PointSet
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui import appearance
from sequentia_gui.gui.arrangement import Arrangement, fitting_arrangement
from sequentia_gui.gui.body import Body
from sequentia_gui.gui.commands import COMMANDS, MENUS
from sequentia_gui.gui.controls import SegmentedControl
from sequentia_gui.gui.main_window import MainWindow
from sequentia_gui.gui.numerals import loss_text, percent
from sequentia_gui.gui.preferences import ZOOMS, Preferences
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_card import ViewCard
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.catalogue import PLACES, VIEWS, entry_of
from sequentia_gui.resources import asset
from sequentia_gui.training.messages import ContestantFrame, Divergence, Frame
from sequentia_gui.training.worker import TrainingWorker

SIZES = ((1280, 720), (1440, 900), (1920, 1080), (3840, 2160))


def every_place_is_seen(window: MainWindow) -> bool:
    """Whether exactly one view is visible at each place that views share."""
    seen = [entry_of(view.name).place for view in window.views.visible]
    return sorted(seen) == sorted(PLACES)


def latest(parts: Parts) -> Frame:
    assert parts.playback.latest is not None
    return parts.playback.latest


def outside(window: QWidget, child: QWidget) -> bool:
    """Whether part of a child lies outside the window."""
    corner = child.mapTo(window, child.rect().topLeft())
    return not window.rect().contains(child.rect().translated(corner))


@pytest.mark.parametrize("zoom", [1.0, 1.25, 2.0, 2.5])
def test_every_view_that_is_shown_lies_inside_the_window(parts: Parts, zoom: float) -> None:
    while parts.window.appearance.theme.zoom < zoom:
        parts.window.appearance.zoom(1)
    for size in SIZES:
        parts.window.resize(*size)
        QApplication.processEvents()
        assert_all_inside(parts, size, zoom)


def assert_all_inside(parts: Parts, size: tuple[int, int], zoom: float) -> None:
    window = parts.window
    shown = window.views.visible
    assert window.size().toTuple() == size
    assert parts.window.views["decision"] in shown and len(shown) >= 2
    assert not [view.name for view in shown if outside(window, view) or min(view.width(), view.height()) < 40]
    assert not outside(window, window.top_bar)
    assert min(parts.window.views["decision"].size().toTuple()) >= 120 * zoom


def test_all_five_views_are_seen_at_once_from_1280_by_720() -> None:
    assert fitting_arrangement(1280, 720) is Arrangement.WIDE
    assert fitting_arrangement(1280 / 1.5, 720 / 1.5) is Arrangement.COMPACT
    assert fitting_arrangement(1280 / 2.5, 720 / 2.5) is Arrangement.NARROW


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900)])
def test_the_column_of_controls_leaves_the_room_to_the_pictures(
    qapp: QApplication, settings: QSettings, size: tuple[int, int]
) -> None:
    window = build(create_application(), first_experiment(), Preferences(settings), TrainingWorker).window
    window.resize(*size)
    window.show()
    assert sizes_in(window)["wide"][0] < 0.2 * size[0]
    window.close()
    window.deleteLater()


def sizes_in(window: MainWindow) -> dict[str, list[int]]:
    return {each.objectName(): each.sizes() for each in window.findChildren(QSplitter) if each.isVisible()}


def test_only_another_theme_dresses_all_widgets_anew(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts.window.appearance.choose_theme("light")
    dressed: list[str] = []
    monkeypatch.setattr(appearance, "dress", lambda _, theme: dressed.append(theme.name))
    parts.window.resize(1000, 700)
    qtbot.waitUntil(lambda: bool(parts.window.findChildren(QTabWidget)))
    (tabs,) = parts.window.findChildren(QTabWidget)
    assert tabs.tabBar().font().weight() == QFont.Weight.DemiBold
    parts.window.appearance.choose_theme("light")
    assert not dressed
    parts.window.appearance.choose_theme("dark")
    assert dressed == ["dark"]


def test_other_colours_move_no_card(parts: Parts) -> None:
    """Qt dresses anew whatever is moved, and that takes half as long as the new colours themselves."""
    parts.window.appearance.choose_theme("light")
    splitters = parts.window.findChildren(QSplitter)
    parts.window.appearance.choose_theme("dark")
    assert parts.window.findChildren(QSplitter) == splitters


def test_all_stands_before_it_is_dressed_for_the_first_time(
    settings: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt dresses anew whatever is moved: the other way round the first painting would come a tenth later."""
    done: list[str] = []
    stand = Body.stand

    def watched(body: Body, width: int, height: int, theme: Theme) -> None:
        stand(body, width, height, theme)
        done.append("stand")

    monkeypatch.setattr(Body, "stand", watched)
    monkeypatch.setattr(appearance, "dress", lambda *_: done.append("dress"))
    window = build(create_application(), first_experiment(), Preferences(settings), TrainingWorker).window
    assert done == ["stand", "dress"]
    window.close()
    window.deleteLater()


def test_a_presentation_dresses_all_widgets_once_for_the_height_that_it_will_have(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dressed: list[float] = []
    monkeypatch.setattr(appearance, "dress", lambda _, theme: dressed.append(theme.zoom))
    parts.window.appearance.toggle_present()
    height = parts.window.screen().size().height()
    qtbot.waitUntil(lambda: parts.window.height() == height)
    QApplication.processEvents()
    assert dressed == [parts.window.appearance.theme.zoom]
    parts.window.appearance.leave_present()


def test_going_through_all_arrangements_and_back_loses_no_view(parts: Parts) -> None:
    window = parts.window
    for size in ((1280, 720), (700, 700), (640, 400), (1440, 900)):
        window.resize(*size)
        QApplication.processEvents()
    assert every_place_is_seen(window)


def test_full_screen_shows_the_present_frame_in_large_type(parts: Parts, qtbot: QtBot) -> None:
    window = parts.window
    window.appearance.toggle_present()
    qtbot.waitUntil(lambda: "neuron_maps" in latest(parts).contestants[0].findings)
    assert window.appearance.theme.font(10).pixelSize() >= 13 * window.appearance.theme.zoom - 1
    window.appearance.leave_present()
    qtbot.waitUntil(lambda: every_place_is_seen(window))
    assert window.size().toTuple() == (1440, 900)


def test_cards_on_their_way_to_another_place_never_lose_their_colours(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: not parts.playback.is_expecting)
    asked: list[frozenset[str]] = []
    monkeypatch.setattr(parts.playback, "set_wants", asked.append)
    parts.window.appearance.toggle_present()
    parts.window.appearance.leave_present()
    assert asked and all({"decision_map", "neuron_maps"} <= wants for wants in asked)


def test_full_screen_that_the_desktop_ends_ends_large_type_with_it(parts: Parts) -> None:
    window = parts.window
    before = window.appearance.theme
    window.appearance.toggle_present()
    window.showNormal()  # as a window manager's own key does
    assert not window.appearance.is_presenting()
    assert window.appearance.theme == before


def test_large_type_stays_behind_on_no_control(parts: Parts) -> None:
    window = parts.window
    (box,) = [each for each in window.findChildren(QCheckBox) if each.text() == "log"]
    before = box.font().pixelSize()
    window.appearance.toggle_present()
    window.appearance.leave_present()
    assert box.font().pixelSize() == before


def test_large_type_leaves_no_wider_column_behind(parts: Parts) -> None:
    column = parts.window.panels["training"]
    before = column.minimumSizeHint().width()
    parts.window.appearance.zoom(4)
    parts.window.appearance.zoom(0)
    assert column.minimumSizeHint().width() == before


def test_coming_back_from_full_screen_every_part_has_the_size_it_had(parts: Parts) -> None:
    before = sizes_in(parts.window)
    parts.window.appearance.toggle_present()
    QApplication.processEvents()
    parts.window.appearance.leave_present()
    # The desktop answers when it likes: first the window is still as large as the screen, then it is small again.
    for width, height in ((1920, 1080), (1440, 900)):
        parts.window.resize(width, height)
        QApplication.processEvents()
    after = sizes_in(parts.window)
    assert all(abs(a - b) <= 2 for name in before for a, b in zip(before[name], after[name], strict=True))


def test_a_window_that_was_small_for_a_while_stands_as_before(parts: Parts) -> None:
    before = sizes_in(parts.window)
    for width, height in ((1110, 700), (900, 650), (640, 400), (1440, 900)):
        parts.window.resize(width, height)
        QApplication.processEvents()
    assert sizes_in(parts.window) == before


def test_hidden_views_are_not_computed(parts: Parts, qtbot: QtBot) -> None:
    parts.window.resize(640, 400)
    QApplication.processEvents()
    parts.window.views["network"].hide()
    parts.window.views["decision"].hide()
    qtbot.waitUntil(lambda: set(latest(parts).contestants[0].findings) == {"activity"})


def test_theme_zoom_pace_and_choices_are_remembered(parts: Parts, settings: QSettings) -> None:
    parts.window.appearance.choose_theme("dark")
    parts.window.appearance.zoom(2)
    chosen = {"show_test": True, "tool": "spray", "shown": ("accuracy",), "tint": "slope", "hinges_over": ()}
    parts.view_state.set(**chosen)
    parts.window.top_bar.pace_picked.emit(5.0)
    parts.window.close()
    again = Preferences(settings)
    assert (again.theme, again.zoom, again.pace) == ("dark", ZOOMS[2], 5.0)
    assert chosen.items() <= again.look_choices().items()


def test_a_sentence_about_the_points_goes_when_the_points_change(parts: Parts) -> None:
    parts.view_state.set(notice="All training points are of one class.")
    parts.document.edit(lambda now: edits.retune(now, l2=0.1), "L2 penalty")
    assert parts.view_state.now.notice
    parts.document.edit(lambda now: edits.add_points(now, [(1.0, 1.0)], 1), "Draw")
    assert not parts.view_state.now.notice


def test_dragged_splitters_are_remembered(parts: Parts, qtbot: QtBot, settings: QSettings) -> None:
    splitter = parts.window.findChild(QSplitter, "wide-right")
    assert isinstance(splitter, QSplitter)
    handle = splitter.handle(1)
    before = splitter.sizes()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton)
    qtbot.mouseMove(handle, pos=handle.rect().center() + handle.rect().center().__class__(0, -60))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton)
    moved = splitter.sizes()
    assert moved != before
    parts.window.close()
    built = build(create_application(), first_experiment(), Preferences(settings), TrainingWorker)
    built.window.show()
    built.window.resize(1440, 900)
    QApplication.processEvents()
    restored = built.window.findChild(QSplitter, "wide-right")
    assert isinstance(restored, QSplitter)
    assert abs(restored.sizes()[0] - moved[0]) <= 2
    built.window.close()
    built.window.deleteLater()


@pytest.mark.parametrize("nonsense", ["", "-1 5", "no numbers", "1 2 3 4 5 6"])
def test_nonsense_in_the_settings_is_read_as_the_default(
    qapp: QApplication, settings: QSettings, nonsense: str
) -> None:
    for key in (
        "theme",
        "zoom",
        "pace",
        "geometry",
        "sizes/wide-100",
        "look/tool",
        "look/show_test",
        "look/hinges_over",
    ):
        settings.setValue(key, nonsense)
    built = build(create_application(), first_experiment(), Preferences(settings), TrainingWorker)
    built.window.show()
    built.window.fill()
    assert every_place_is_seen(built.window)
    built.window.close()
    built.window.deleteLater()


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (1920, 1080)])
def test_no_card_moves_when_another_view_is_chosen(parts: Parts, size: tuple[int, int]) -> None:
    parts.window.resize(*size)
    stood = set()
    for turn in range(3):
        names = [[entry.name for entry in VIEWS if entry.place == place] for place in PLACES]
        parts.view_state.set(shown=tuple(each[min(turn, len(each) - 1)] for each in names))
        QApplication.processEvents()
        stood.add(tuple(parts.window.sight(place).geometry().getRect() for place in PLACES))
    assert len(stood) == 1


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900)])
def test_what_is_painted_first_is_final(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, size: tuple[int, int]
) -> None:
    built = build(create_application(), first_experiment(), Preferences(settings), TrainingWorker)
    built.window.resize(*size)
    built.window.show()
    before = rows(built)
    qtbot.waitUntil(lambda: built.playback.latest is not None and not built.playback.is_expecting)
    QApplication.processEvents()
    assert len(before) > 40 and rows(built) == before
    built.window.close()
    built.window.deleteLater()


def rows(parts: Parts) -> list[tuple[int, int, int]]:
    """Where all that can be seen in the column of controls stands, and how high it is."""
    seen = (each for panel in parts.window.panels.values() for each in panel.findChildren(QWidget))
    places = [(each, each.mapTo(parts.window, each.rect().topLeft())) for each in seen if each.isVisible()]
    return [(place.x(), place.y(), each.height()) for each, place in places]


def test_no_two_commands_share_a_name_or_a_key() -> None:
    for counted in (
        Counter(command.name for command in COMMANDS),
        Counter(QKeySequence(keys).toString() for command in COMMANDS for keys in command.keys),
    ):
        assert max(counted.values()) == 1
    assert {command.menu for command in COMMANDS} == set(MENUS)
    assert all(command.text and command.tip for command in COMMANDS)


def test_page_keys_are_kept_free_for_lessons() -> None:
    taken = {QKeySequence(keys).toString() for command in COMMANDS for keys in command.keys}
    assert not taken & {"PgUp", "PgDown"}


def test_every_command_can_be_run(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    for action in parts.window.actions():
        if action is not parts.window._actions["quit"]:
            action.trigger()
            QApplication.processEvents()
    for box in parts.window.findChildren(QDialog):
        box.close()
    parts.window.appearance.leave_present()


def test_the_page_of_all_keys_fits_into_the_smallest_projector(parts: Parts) -> None:
    parts.window.resize(1280, 680)
    parts.window.show_shortcuts()
    (page,) = (each for each in parts.window.findChildren(QDialog) if each.isVisible())
    assert page.width() <= 1280
    assert page.height() <= 680
    words = page.findChild(QTextBrowser)
    assert words is not None
    assert not words.horizontalScrollBar().isVisible()
    told = words.toPlainText()
    assert all(key in told.replace("\xa0", " ") for command in COMMANDS for key in command.keys)
    page.close()


def test_ready_made_experiments_stay_in_reach_in_large_type(parts: Parts) -> None:
    window = parts.window
    window.resize(1280, 720)
    while window.appearance.theme.zoom < 1.25:
        window.appearance.zoom(1)
    QApplication.processEvents()
    window.resize(1280, 720)
    assert window.width() == 1280
    assert window.top_bar._examples.isVisible()
    assert window.top_bar._readouts["correct"].isVisible()


def test_ready_made_experiments_stand_in_the_order_of_a_lecture(parts: Parts) -> None:
    menu = parts.window.top_bar._examples.menu()
    menu.popup(parts.window.pos())
    menu.hide()
    titles = [action.text() for action in menu.actions()]
    assert titles[0] == "One neuron: the perceptron"
    assert titles[-2:] == ["Deep ReLU, He", "Deep sigmoid, Glorot"]
    assert titles.index("Linear layers: no switch") + 1 == titles.index("Moons, ReLU")


def open_tab(parts: Parts) -> str:
    bar = next(each for each in parts.window.findChildren(QTabBar) if each.isVisible())
    return bar.tabText(bar.currentIndex())


def test_a_view_that_an_experiment_asks_for_comes_forward_from_its_tab(parts: Parts) -> None:
    parts.window.resize(900, 700)
    QApplication.processEvents()
    assert open_tab(parts) == "Switch"
    parts.window.files.open_path(asset("experiments", "deep-sigmoid.sequentia"))
    assert open_tab(parts) == "Gradient"


def test_the_open_tab_stays_open_in_another_theme_zoom_and_size(parts: Parts) -> None:
    parts.window.resize(900, 700)
    QApplication.processEvents()
    bar = next(each for each in parts.window.findChildren(QTabBar) if each.isVisible())
    bar.setCurrentIndex(2)
    parts.window.appearance.choose_theme("dark")
    assert open_tab(parts) == "Activity"
    parts.window.appearance.zoom(1)
    assert open_tab(parts) == "Activity"
    parts.window.appearance.zoom(0)
    parts.window.resize(1440, 900)
    QApplication.processEvents()
    parts.window.resize(900, 700)
    QApplication.processEvents()
    assert open_tab(parts) == "Activity"


def odd_experiments() -> dict[str, Experiment]:
    first = first_experiment()
    one = edits.add_points(edits.clear_points(first), [[1.0, 1.0]], [0])
    no_layers = first
    for _ in first.network.layers:
        no_layers = edits.remove_layer(no_layers, 0)
    only_test = replace(
        first, points=PointSet(first.points.xy, first.points.label, np.ones(len(first.points), bool))
    )
    return {"empty": edits.clear_points(first), "one": one, "no layers": no_layers, "only test": only_test}


@pytest.mark.parametrize("odd", ["empty", "one", "no layers", "only test"])
def test_every_view_survives_odd_experiments(parts: Parts, qtbot: QtBot, odd: str) -> None:
    experiment = odd_experiments()[odd]
    parts.document.apply(experiment, "Odd")
    qtbot.waitUntil(lambda: latest(parts).experiment is experiment)
    for view in parts.window.views.values():
        assert not view.grab().isNull()
        assert view.summary()


def test_every_view_survives_a_diverged_frame(parts: Parts) -> None:
    frame = latest(parts)
    at = frame.contestants[0]
    broken = ContestantFrame(
        at.checkpoint, float("nan"), float("inf"), 0.0, 0.0, at.findings, Divergence(3, 1, "weight")
    )
    for view in parts.window.views.values():
        view.show_frame(replace(frame, contestants=(broken,)))
        assert not view.grab().isNull()
        assert view.summary()


def test_showing_the_same_twice_changes_no_pixel(parts: Parts) -> None:
    for view in parts.window.views.values():
        pictures = []
        for _ in range(2):
            view.show_experiment(parts.document.now)
            view.show_look(parts.view_state.now)
            view.show_frame(latest(parts))
            pictures.append(view.grab().toImage())
        assert pictures[0] == pictures[1]


def test_every_view_in_the_catalogue_loads_under_its_own_name() -> None:
    assert [entry.load().name for entry in VIEWS] == [entry.name for entry in VIEWS]


def test_the_first_painted_window_waits_for_no_chart(settings: QSettings) -> None:
    window = build(create_application(), first_experiment(), Preferences(settings), TrainingWorker).window
    window.show()
    assert {view.name for view in window.views.built} == {"network", "decision"}
    window.close()
    window.deleteLater()


def test_a_window_larger_than_the_screen_does_not_leave_it_when_it_fills_it_no_longer(
    settings: QSettings,
) -> None:
    window = build(create_application(), first_experiment(), Preferences(settings), TrainingWorker).window
    room = window.screen().availableGeometry().size()
    window.resize(room.width() + 300, room.height() + 200)
    _show(window)
    assert window.isMaximized()
    assert window.normalGeometry().size() == room
    window.close()
    window.deleteLater()


def test_a_card_has_its_views_heading_as_soon_as_it_has_the_view(settings: QSettings) -> None:
    parts = build(create_application(), first_experiment(), Preferences(settings), TrainingWorker)
    parts.window.show()
    parts.window.fill()
    assert {card.title for card in parts.window.findChildren(ViewCard)} == {
        view.heading()[0] for view in parts.window.views.visible
    }
    parts.window.close()
    parts.window.deleteLater()


def test_what_was_chosen_goes_with_the_work_that_it_belongs_to(parts: Parts) -> None:
    def followed() -> tuple[Neuron | None, int | None]:
        return parts.view_state.now.chosen_neuron, parts.view_state.now.chosen_point

    parts.view_state.set(chosen_neuron=Neuron(2, 1), chosen_point=3)
    parts.document.edit(lambda now: edits.retune(now, learning_rate=0.3), "Retune")
    assert followed() == (Neuron(2, 1), 3)
    parts.document.open(first_experiment(), (), None)
    assert followed() == (None, None)


def test_the_ready_made_experiments_are_in_the_menu_too_for_windows_without_room_for_their_button(
    parts: Parts,
) -> None:
    (ready_made,) = [each for each in parts.window.findChildren(QMenu) if each.title() == "Experiments"]
    (files,) = [each for each in parts.window.findChildren(QMenu) if each.title() == "File"]
    assert ready_made.menuAction() in files.actions()
    ready_made.popup(parts.window.pos())
    ready_made.hide()
    next(action for action in ready_made.actions() if action.text() == "Deep sigmoid, Glorot").trigger()
    assert parts.document.now.title == "Deep sigmoid, Glorot"


def test_the_plane_is_not_called_a_decision_while_it_shows_a_neuron(parts: Parts) -> None:
    titles = [parts.window.views["decision"].heading()[0]]
    parts.view_state.set(chosen_neuron=Neuron(2, 1))
    titles.append(parts.window.views["decision"].heading()[0])
    assert titles == ["What the network decides", "What a neuron computes"]


@pytest.mark.parametrize(("size", "kind"), [((900, 650), QTabBar), ((700, 420), QComboBox)])
def test_tabs_are_called_what_they_show(
    parts: Parts, size: tuple[int, int], kind: type[QTabBar | QComboBox]
) -> None:
    parts.window.resize(*size)
    parts.view_state.set(shown=("sparsity", "gradient"))
    (chooser,) = [
        each for each in parts.window.findChildren(kind) if each.accessibleName() == "What to show here"
    ]
    say = chooser.tabText if isinstance(chooser, QTabBar) else chooser.itemText
    assert {"Switch", "Gradient", "Sparsity"} < {say(place) for place in range(chooser.count())}


def test_each_plane_has_the_buttons_at_its_foot_that_mean_something_for_it(
    parts: Parts, qtbot: QtBot
) -> None:
    def words() -> set[str]:
        return {chip.text() for chip in parts.window.findChildren(QToolButton) if is_chip_at_the_foot(chip)}

    def is_chip_at_the_foot(chip: QToolButton) -> bool:
        return chip.property("chip") == "true" and chip.isVisible() and bool(chip.text())

    parts.view_state.set(shown=("decision",))
    qtbot.waitUntil(lambda: {"Hinges", "Flat colours"} <= words())
    assert "Slopes" not in words()
    parts.view_state.set(shown=("regions",))
    qtbot.waitUntil(lambda: {"Hinges", "Slopes"} <= words())
    assert "Flat colours" not in words()


def test_pieces_are_asked_for_only_while_they_are_seen(parts: Parts, qtbot: QtBot) -> None:
    def asked() -> bool:
        return "pieces" in latest(parts).contestants[0].findings

    parts.view_state.set(shown=("decision",))
    qtbot.waitUntil(lambda: not asked())
    parts.view_state.set(hinges_over=("decision",))
    qtbot.waitUntil(asked)
    parts.view_state.set(hinges_over=())
    qtbot.waitUntil(lambda: not asked())
    parts.view_state.set(shown=("regions",))
    qtbot.waitUntil(asked)


def test_the_switch_between_views_keeps_its_place_whatever_stands_beside_it(
    parts: Parts, qtbot: QtBot
) -> None:
    (switch,) = [
        each
        for each in parts.window.findChildren(SegmentedControl)
        if each.isVisible() and "trace" in each._buttons
    ]
    places = set()
    for name in ("network", "trace", "collapse"):
        parts.view_state.set(shown=(name,))
        view = parts.window.views[name]
        qtbot.waitUntil(view.isVisible)
        QApplication.processEvents()
        places.add(switch.mapTo(parts.window, switch.rect().topRight()).toTuple())
    assert len(places) == 1


@pytest.mark.parametrize(("loss", "share"), [(0.00112, 0.997), (8e-11, 0.003), (0.5, 1.0)])
def test_the_bar_writes_numbers_as_the_charts_do(parts: Parts, loss: float, share: float) -> None:
    frame = latest(parts)
    contestant = replace(frame.contestants[0], train_loss=loss, test_accuracy=share)
    parts.window.top_bar.show_frame(replace(frame, contestants=(contestant,)))
    said = {label.text() for label in parts.window.top_bar.findChildren(QLabel)}
    assert {loss_text(loss), percent(share)} <= said
