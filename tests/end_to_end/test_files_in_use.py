"""Files and texts as people use them: recent ones, double-clicked ones, dropped ones, and texts from a chat."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.experiment.experiment_text import as_text, from_text
from sequentia_gui.experiment.file_format import read, write
from sequentia_gui.gui.preferences import Preferences
from sequentia_gui.gui.recent_files import MOST
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.resources import asset
from tests.end_to_end.hands import checkpoint, click_plane, press, settled, trained

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
EXAMPLE = asset("experiments", "xor-four-neurons.sequentia")


def notice(parts: Parts) -> str:
    return parts.view_state.now.notice


def recent(parts: Parts) -> list[QAction]:
    """What the menu of recent files shows when it is opened."""
    (menu,) = (menu for menu in parts.window.findChildren(QMenu) if menu.title() == "Recent files")
    menu.aboutToShow.emit()
    return [action for action in menu.actions() if not action.isSeparator()]


def names(parts: Parts) -> list[str]:
    return [action.text() for action in recent(parts)]


# -- recent files ----------------------------------------------------------------------------------------------


def test_the_files_used_last_are_in_a_menu_the_newest_first(parts: Parts, tmp_path: Path) -> None:
    assert names(parts) == ["No files yet"] and not recent(parts)[0].isEnabled()
    for name in ("one.sequentia", "two & three.sequentia", "one.sequentia"):
        parts.window.files.save_to(tmp_path / name)
    folder = tmp_path.name
    assert names(parts) == [
        f"&1  one.sequentia  ({folder})",
        f"&2  two && three.sequentia  ({folder})",
        "Clear this list",
    ]
    parts.window.files.new()
    recent(parts)[1].trigger()
    assert parts.document.path == tmp_path / "two & three.sequentia"


def test_a_recent_file_that_is_gone_is_told_and_drops_out(parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "one.sequentia"
    parts.window.files.save_to(path)
    path.unlink()
    recent(parts)[0].trigger()
    assert notice(parts) == f"one.sequentia is not in {tmp_path} any more, so it was taken off the list."
    assert names(parts) == ["No files yet"]


def test_a_recent_file_that_may_not_be_looked_at_stays_in_the_list_and_is_told(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "one.sequentia"
    parts.window.files.save_to(path)

    def refuse(self: Path, **_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "stat", refuse)
    recent(parts)[0].trigger()
    assert notice(parts) == "one.sequentia cannot be opened: permission denied."
    assert len(names(parts)) > 1


def test_a_name_that_is_no_text_is_not_remembered_as_another_one(parts: Parts) -> None:
    parts.window.files.used.emit(Path("/home/ada/mine\udcff.sequentia"))
    assert names(parts) == ["No files yet"]


def test_the_list_is_short_and_can_be_cleared(parts: Parts, tmp_path: Path) -> None:
    for number in range(MOST + 3):
        parts.window.files.save_to(tmp_path / f"{number}.sequentia")
    assert len(names(parts)) == MOST + 1
    recent(parts)[-1].trigger()
    assert names(parts) == ["No files yet"]


def test_what_came_with_the_program_and_what_cannot_be_opened_are_no_recent_files(
    parts: Parts, tmp_path: Path
) -> None:
    (tmp_path / "bad.sequentia").write_text("{", "utf-8")
    parts.window.files.open_path(EXAMPLE)
    parts.window.files.open_path(tmp_path / "bad.sequentia")
    assert names(parts) == ["No files yet"]


@pytest.mark.parametrize("name", ["iris.data", "moons.dat", "points.asc"])
def test_points_from_a_file_of_any_name_are_opened_again_from_the_menu_or_not_offered_there(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    path.write_text("1,2,A\n3,4,B\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    parts.window.files.open_points()
    assert len(parts.document.now.points) == 2
    parts.window.files.new()
    for action in recent(parts)[:-1]:
        action.trigger()
        assert len(parts.document.now.points) == 2, notice(parts)


def test_a_workbook_that_is_dropped_is_told_how_it_becomes_points(parts: Parts, tmp_path: Path) -> None:
    path, before = tmp_path / "points.xlsx", parts.document.now
    path.write_bytes(b"PK\x03\x04" + bytes(99))
    parts.window.files.open_path(path)
    assert parts.document.now is before
    assert notice(parts).startswith("points.xlsx is not a text file: save it as CSV")


# -- names that desktops and command lines pass ----------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["plain.sequentia", "mit Leerzeichen & 50%.sequentia", "δοκιμή 🎓#1?.sequentia"]
)
@pytest.mark.parametrize("spelled", [str, Path.as_uri])
def test_a_file_opens_by_its_path_and_by_its_url(
    parts: Parts, tmp_path: Path, name: str, spelled: Callable[[Path], str]
) -> None:
    path = tmp_path / name
    path.write_bytes(EXAMPLE.read_bytes())
    parts.window.files.open_named(spelled(path))
    assert parts.document.path == path, notice(parts)


def test_a_relative_path_is_remembered_in_full(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.sequentia").write_bytes(EXAMPLE.read_bytes())
    parts.window.files.open_named(f"../{tmp_path.name}/mine.sequentia")
    monkeypatch.chdir("/")
    assert parts.document.path is not None and parts.document.path.samefile(tmp_path / "mine.sequentia")


# -- the same picture ------------------------------------------------------------------------------------------


def test_opening_a_file_shows_what_was_looked_at_when_it_was_saved(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "seen.sequentia"
    seen = {
        "shown": ("regions",), "layer": 2, "chosen_neuron": Neuron(2, 1), "tint": "slope", "log_loss": True,
    }  # fmt: skip
    parts.view_state.set(**seen)
    trained(parts, qtbot, 3)
    parameters = settled(parts, qtbot).parameters
    parts.window.files.save_to(path)
    parts.view_state.set(shown=("fold",), layer=1, chosen_neuron=None, tint="pattern", log_loss=False)
    parts.window.files.new()
    parts.window.files.open_path(path)
    look = parts.view_state.now
    assert {name: getattr(look, name) for name in seen} == seen
    assert parts.window.views["regions"].isVisible()
    assert settled(parts, qtbot).parameters.tobytes() == parameters.tobytes()
    assert checkpoint(parts).epoch == read(path).progress[0].epoch


def test_undoing_an_open_brings_back_what_was_looked_at_too(parts: Parts, qtbot: QtBot) -> None:
    seen = {
        "shown": ("fold",),
        "tint": "slope",
        "chosen_neuron": Neuron(2, 1),
        "chosen_point": 7,
        "pace": 0.5,
    }
    parts.view_state.set(**seen)
    parts.window.files.open_path(EXAMPLE)
    opened = parts.view_state.now
    assert opened.chosen_point is None and opened.chosen_neuron is None
    for letter, expected in ((Qt.Key.Key_Z, seen), (Qt.Key.Key_Y, {"chosen_point": None})):
        qtbot.keyClick(parts.window, letter, CTRL)
        look = parts.view_state.now
        assert {name: getattr(look, name) for name in expected} == expected


def test_an_experiment_to_be_watched_opens_at_a_pace_that_can_be_watched(parts: Parts, qtbot: QtBot) -> None:
    speed = parts.window.top_bar.findChild(QComboBox)
    assert speed is not None and speed.currentText() == "flat out"
    for name, words in (("one-neuron", "1 epoch/s"), ("deep-relu", "flat out"), ("moons-relu", "5 epochs/s")):
        parts.window.files.open_path(asset("experiments", f"{name}.sequentia"))
        assert speed.currentText() == words
    parts.playback.play()
    qtbot.waitUntil(lambda: parts.playback.latest is not None and parts.playback.latest.playing)
    assert parts.playback.latest is not None and parts.playback.latest.pace == 5.0
    parts.playback.pause()


def test_the_pace_of_an_opened_file_is_not_taken_for_a_persons_own(parts: Parts, settings: QSettings) -> None:
    parts.window.top_bar.pace_picked.emit(20.0)
    parts.window.files.open_path(asset("experiments", "one-neuron.sequentia"))
    parts.window.close()
    assert Preferences(settings).pace == 20.0


# -- two windows, one file -------------------------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that were asked; the answer to each is no."""
    questions = list[str]()

    def no(_window: object, _title: str, text: str) -> QMessageBox.StandardButton:
        questions.append(text)
        return QMessageBox.StandardButton.No

    monkeypatch.setattr(QMessageBox, "question", no)
    return questions


def test_what_another_window_has_saved_meanwhile_is_not_replaced_unasked(
    parts: Parts, qtbot: QtBot, tmp_path: Path, asked: list[str]
) -> None:
    path = tmp_path / "shared.sequentia"
    parts.window.files.save_to(path)
    qtbot.keyClick(parts.window, Qt.Key.Key_S, CTRL)
    assert not asked
    write(path, read(EXAMPLE))
    theirs = path.read_bytes()
    click_plane(parts, qtbot, 5, 5)
    qtbot.keyClick(parts.window, Qt.Key.Key_S, CTRL)
    assert asked == ["Another window or program has changed shared.sequentia meanwhile. Replace it?"]
    assert path.read_bytes() == theirs and parts.window.isWindowModified()
    assert notice(parts) == "Nothing was saved: Save as… keeps both."
    parts.window.files.open_path(path)
    click_plane(parts, qtbot, 5, 5)
    qtbot.keyClick(parts.window, Qt.Key.Key_S, CTRL)
    assert len(asked) == 1 and path.read_bytes() != theirs


def test_names_that_look_like_tags_are_told_as_they_are(
    parts: Parts, qtbot: QtBot, tmp_path: Path, asked: list[str]
) -> None:
    path = tmp_path / "a<b>c & d[*].sequentia"
    parts.window.files.save_to(path)
    assert (
        parts.window.windowTitle().replace("[*][*]", "a star") == "a<b>c & da star.sequentia[*] · Sequentia"
    )
    write(path, read(EXAMPLE))
    click_plane(parts, qtbot, 5, 5)
    qtbot.keyClick(parts.window, Qt.Key.Key_S, CTRL)
    page = QTextDocument()
    page.setHtml(asked[0])
    assert f" {path.name} " in page.toPlainText()
    offered = parts.window.offer
    offered.offer("Not saved: a<b>c.", "Open it", "Discard")
    assert offered.findChildren(QLabel)[0].textFormat() == Qt.TextFormat.PlainText


def test_a_file_that_was_deleted_meanwhile_is_simply_saved_again(
    parts: Parts, qtbot: QtBot, tmp_path: Path, asked: list[str]
) -> None:
    path = tmp_path / "gone.sequentia"
    parts.window.files.save_to(path)
    path.unlink()
    qtbot.keyClick(parts.window, Qt.Key.Key_S, CTRL)
    assert path.exists() and not asked


# -- drag and drop ---------------------------------------------------------------------------------------------


def dropped(parts: Parts, content: QMimeData) -> bool:
    """Whether the window takes what is dragged over it; if so, it is dropped."""
    at, copy, left = QPoint(20, 20), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, copy, content, left, none)
    enter.ignore()
    QApplication.sendEvent(parts.window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(parts.window, QDropEvent(QPointF(at), copy, content, left, none))
    return enter.isAccepted()


def test_of_several_files_that_are_dropped_the_first_is_opened(parts: Parts, tmp_path: Path) -> None:
    content = QMimeData()
    copies = [tmp_path / "δ 1.sequentia", tmp_path / "2.sequentia"]
    for copy in copies:
        copy.write_bytes(EXAMPLE.read_bytes())
    content.setUrls([QUrl("https://example.org/a.sequentia"), *map(QUrl.fromLocalFile, map(str, copies))])
    assert dropped(parts, content) and parts.document.path == copies[0]


def test_a_folder_that_is_dropped_gets_a_sentence(parts: Parts, tmp_path: Path) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    assert dropped(parts, content) and notice(parts).endswith("is a directory.")


def test_a_text_that_is_dropped_opens_where_it_holds_an_experiment(parts: Parts) -> None:
    content, other = QMimeData(), QMimeData()
    content.setText(f"Try this: {as_text(read(EXAMPLE).experiment)}")
    other.setText("https://example.org/a.sequentia")
    assert not dropped(parts, other)
    assert dropped(parts, content) and parts.document.now.title == read(EXAMPLE).experiment.title


# -- texts -----------------------------------------------------------------------------------------------------


def test_an_experiment_is_copied_as_text_and_pasted_with_two_keys(parts: Parts, qtbot: QtBot) -> None:
    click_plane(parts, qtbot, 5, 5)
    drawn = parts.document.now
    qtbot.keyClick(parts.window, Qt.Key.Key_C, CTRL | SHIFT)
    text = QApplication.clipboard().text()
    assert from_text(text).experiment.points.xy.tobytes() == drawn.points.xy.tobytes()
    assert notice(parts).startswith("Copied as a text of ")
    parts.window.files.new()
    qtbot.keyClick(parts.window, Qt.Key.Key_V, CTRL | SHIFT)
    assert parts.document.now.points.xy.tobytes() == drawn.points.xy.tobytes()
    qtbot.keyClick(parts.window, Qt.Key.Key_Z, CTRL)
    assert parts.document.now.points.xy.tobytes() != drawn.points.xy.tobytes()


@pytest.mark.parametrize("text", ["", "hello", "sequentia:AbCd", "sequentia:" + "A" * 200_000])
def test_pasting_what_is_no_experiment_is_answered_with_a_sentence(
    parts: Parts, qtbot: QtBot, text: str
) -> None:
    before = parts.document.now
    QApplication.clipboard().setText(text)
    qtbot.keyClick(parts.window, Qt.Key.Key_V, CTRL | SHIFT)
    assert notice(parts).endswith(".") and parts.document.now is before


def test_a_text_opens_from_the_command_line_too(parts: Parts) -> None:
    experiment = read(EXAMPLE).experiment
    parts.window.files.open_named(as_text(experiment))
    assert parts.document.now.title == experiment.title
    assert parts.document.now.points.xy.tobytes() == experiment.points.xy.tobytes()


# -- another experiment while the present one is unsaved -------------------------------------------------------


def test_what_was_unsaved_when_another_experiment_came_is_one_undo_away(parts: Parts, qtbot: QtBot) -> None:
    click_plane(parts, qtbot, 5, 5)
    drawn = parts.document.now
    trained(parts, qtbot, 3)
    parameters = settled(parts, qtbot).parameters
    qtbot.keyClick(parts.window, Qt.Key.Key_N, CTRL)
    assert not parts.window.isWindowModified()
    press(parts, qtbot, "One epoch")
    settled(parts, qtbot)
    qtbot.keyClick(parts.window, Qt.Key.Key_Z, CTRL)
    assert parts.document.now is drawn and parts.window.isWindowModified()
    assert settled(parts, qtbot).parameters.tobytes() == parameters.tobytes()


def test_who_has_no_home_can_save_too(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(_window: object, _title: str, start: str, *_: object) -> tuple[str, str]:
        asked.append(start)
        return "", ""

    def refuse() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", refuse)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    parts.window.files.save_as()
    assert Path(asked[0]).is_absolute()


def test_a_name_in_a_folder_that_is_gone_gets_a_sentence(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> Path:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    monkeypatch.setattr(Path, "absolute", refuse)
    parts.window.files.open_named("mine.sequentia")
    assert notice(parts) == "mine.sequentia: No such file or directory."
