"""A film of the training is ordered in a dialog, made beside the window, and leaves no half of a file."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.saved import Saved
from sequentia_gui.export.animation import lacking
from sequentia_gui.gui.films.maker import FilmMaker
from sequentia_gui.gui.films.order import FilmOrder

SMALL = FilmOrder(view="decision", epochs=2, pictures=4, size="300x300")
LONG = replace(SMALL, epochs=5_000, pictures=1_000)


class Desk:
    """A film maker with a window, the sentences that it said, and the experiment that it films."""

    def __init__(self, qtbot: QtBot) -> None:
        self.saved, self.said = Saved(first_experiment()), list[str]()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.maker = FilmMaker(lambda: self.saved, self.said.append, self.window)
        qtbot.addWidget(self.maker.strip)
        self.window.show()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    yield desk
    desk.maker.close()


def test_a_film_is_made_beside_the_window(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.maker.make(SMALL, tmp_path / "film.gif")
    assert desk.maker.strip.text == "Film: 0 of 4 pictures"
    qtbot.waitUntil(lambda: bool(desk.said), timeout=60_000)
    assert desk.said == ["Film written to film.gif."]
    assert desk.maker.strip.text == ""
    with Image.open(tmp_path / "film.gif") as film:
        assert (film.size, getattr(film, "n_frames", 1)) == ((300, 300), 4)


def test_a_cancelled_film_leaves_no_file(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.maker.make(LONG, tmp_path / "film.gif")
    qtbot.waitUntil(lambda: "Film: 0" not in desk.maker.strip.text, timeout=60_000)
    button = next(each for each in desk.maker.strip.findChildren(QPushButton) if each.text() == "Cancel")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.said == ["The film was cancelled, and no file is left of it."]
    assert not list(tmp_path.iterdir())
    assert not desk.maker.is_busy


def test_one_film_at_a_time(desk: Desk, tmp_path: Path) -> None:
    desk.maker.make(LONG, tmp_path / "film.gif")
    desk.maker.ask()
    assert "already" in desk.said[-1]
    assert not desk.maker.dialog.isVisible()


def test_closing_the_window_ends_the_film(desk: Desk, tmp_path: Path) -> None:
    desk.maker.make(LONG, tmp_path / "film.gif")
    desk.maker.close()
    assert not desk.maker.is_busy
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_gets_a_sentence(desk: Desk, tmp_path: Path) -> None:
    desk.maker.make(SMALL, tmp_path / "nowhere" / "film.gif")
    assert "cannot be written" in desk.said[-1]
    assert not desk.maker.is_busy


@pytest.mark.skipif(not lacking(".mp4"), reason="av is installed")
def test_a_full_disk_gets_a_sentence(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    desk.maker.make(SMALL, tmp_path / "film.gif")
    assert desk.said == [
        "The film cannot be made: no temporary folder can be written (No space left on device)."
    ]
    assert not desk.maker.is_busy


def test_what_mp4_needs_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.maker.make(SMALL, tmp_path / "film.mp4")
    assert "pip install sequentia-gui[mp4]" in desk.said[-1]


def test_a_film_that_cannot_be_drawn_says_why(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.maker.make(replace(SMALL, view="window", size="200x200"), tmp_path / "film.gif")
    qtbot.waitUntil(lambda: bool(desk.said), timeout=60_000)
    assert "could not be made. The window does not get smaller" in desk.said[-1]
    assert not list(tmp_path.iterdir())


def test_without_points_there_is_nothing_to_film(desk: Desk) -> None:
    desk.saved = Saved(edits.clear_points(first_experiment()))
    desk.maker.ask()
    assert "nothing to film" in desk.said[-1]
    assert not desk.maker.dialog.isVisible()


def test_the_dialog_orders_what_it_shows(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[FilmOrder, Path]] = []
    monkeypatch.setattr(desk.maker, "make", lambda order, film: made.append((order, film)))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), "GIF (*.gif)"))
    desk.maker.dialog.show_order(replace(SMALL, size="600x600"))
    desk.maker.ask()
    epochs = desk.maker.dialog._numbers["epochs"]
    epochs.selectAll()
    qtbot.keyClicks(epochs, "7")
    save = desk.maker.dialog._buttons.button(QDialogButtonBox.StandardButton.Save)
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    assert made == [(replace(SMALL, size="600x600", epochs=7), tmp_path / "mine.gif")]


@pytest.mark.parametrize("answer", [QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No])
def test_no_film_replaces_a_file_unasked_where_its_suffix_was_forgotten(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: QMessageBox.StandardButton
) -> None:
    asked, made = list[str](), list[Path]()

    def question(_window: QWidget, _title: str, text: str) -> QMessageBox.StandardButton:
        asked.append(text)
        return answer

    monkeypatch.setattr(QMessageBox, "question", question)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), "GIF (*.gif)"))
    monkeypatch.setattr(desk.maker, "make", lambda _, film: made.append(film))
    (tmp_path / "mine.gif").touch()
    desk.maker.dialog.ordered.emit(SMALL)
    assert asked == ["mine.gif is there already. Replace it?"]
    assert made == ([tmp_path / "mine.gif"] if answer == QMessageBox.StandardButton.Yes else [])
