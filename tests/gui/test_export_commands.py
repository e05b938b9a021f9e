"""The menu writes the network that is on the desk, and says in a sentence what went wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.export import catalogue
from sequentia_gui.export.catalogue import EXPORTS, Export
from sequentia_gui.gui.commands import COMMANDS
from sequentia_gui.gui.pictures import image
from sequentia_gui.gui.views.catalogue import PLACES


@pytest.fixture
def parts(parts: Parts, qtbot: QtBot) -> Parts:
    """The whole program, after one epoch."""
    qtbot.waitUntil(lambda: not parts.playback.is_expecting)
    parts.playback.step_epoch()
    qtbot.waitUntil(lambda: not parts.playback.is_expecting)
    return parts


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.name)
def test_every_form_is_written_from_the_menu(
    parts: Parts, form: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = parts.window._actions[f"export_{form.name}"]
    if form.lacking():
        assert not action.isEnabled()
        assert "pip install" in action.toolTip()
        return
    choose(monkeypatch, tmp_path / form.file_name)
    action.trigger()
    assert (tmp_path / form.file_name).stat().st_size
    assert form.file_name in parts.view_state.now.notice


def test_while_the_mouse_moves_nobody_looks_for_packages(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(catalogue, "find_spec", asked.append)
    parts.view_state.set(pointed=(1.0, 1.0))
    assert not asked


def test_a_forgotten_suffix_is_added(parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, tmp_path / "mine")
    parts.window._actions["export_numpy"].trigger()
    assert "trained for 1 epoch." in (tmp_path / "mine.py").read_text("utf-8")


def test_a_place_that_cannot_be_written_gets_a_sentence(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, tmp_path / "nowhere" / "mine.py")
    parts.window._actions["export_torch"].trigger()
    assert "cannot be written" in parts.view_state.now.notice


def test_every_form_has_its_command() -> None:
    names = {command.name for command in COMMANDS if command.menu == "Export"}
    assert {f"export_{form.name}" for form in EXPORTS} <= names


def save_as(monkeypatch: pytest.MonkeyPatch, path: Path, kind: str) -> None:
    """The person chooses the first kind of file that has these words in its name."""

    def answer(_parent: object, _title: str, _start: str, kinds: str) -> tuple[str, str]:
        return str(path), next(each for each in kinds.split(";;") if kind in each)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)


SIGHTS = ("window", *PLACES)


@pytest.mark.parametrize("place", SIGHTS)
def test_a_picture_has_the_size_of_what_is_seen_times_the_scale(
    parts: Parts, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_as(monkeypatch, tmp_path / "seen", "3 times")
    parts.window._actions[f"picture_{place}"].trigger()
    drawn = QImage(str(tmp_path / "seen.png"))
    assert drawn.size() == parts.window.sight(place).size() * 3


@pytest.mark.parametrize("place", SIGHTS)
def test_an_svg_looks_like_the_screen(
    parts: Parts, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_as(monkeypatch, tmp_path / "seen", "svg")
    parts.window._actions[f"picture_{place}"].trigger()
    seen = parts.window.sight(place)
    screen, drawn = image(seen), rasterised(tmp_path / "seen.svg", seen.size())
    assert float(np.abs(grey(screen) - grey(drawn)).mean()) < 5


def rasterised(path: Path, size: QSize) -> QImage:
    """The SVG as Qt's own reader draws it, which is another program than ours."""
    pixels = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    QSvgRenderer(str(path)).render(painter)
    painter.end()
    return pixels


def grey(pixels: QImage) -> NDArray[np.float64]:
    plain = pixels.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width()].astype(np.float64)


def test_the_words_of_an_svg_are_there_for_those_who_listen(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_as(monkeypatch, tmp_path / "seen.svg", "as on screen")
    parts.window._actions["picture_window"].trigger()
    tree = ET.parse(tmp_path / "seen.svg")  # noqa: S314 - we wrote it ourselves
    said = {element.get("aria-label") for element in tree.iter()}
    assert {"Train", "Layer 1", "Experiments"} <= said


def test_any_title_makes_an_svg_that_can_be_read(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts.document.open(replace(parts.document.now, title="x\x01</title> & \ud800y"), (), None)
    save_as(monkeypatch, tmp_path / "seen.svg", "as on screen")
    parts.window._actions["picture_window"].trigger()
    tree = ET.parse(tmp_path / "seen.svg")  # noqa: S314 - we wrote it ourselves
    titles = [element.text or "" for element in tree.iter() if element.tag.endswith("title")]
    assert titles[0].startswith("x </title> & ")


def test_the_menu_of_a_card_offers_its_picture(parts: Parts) -> None:
    for place in PLACES:
        assert parts.window._actions[f"picture_{place}"] in parts.window.sight(place).actions()


def test_a_picture_that_cannot_be_written_gets_a_sentence(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_as(monkeypatch, tmp_path / "nowhere" / "seen.png", "as on screen")
    parts.window._actions["picture_window"].trigger()
    assert "cannot be written" in parts.view_state.now.notice
