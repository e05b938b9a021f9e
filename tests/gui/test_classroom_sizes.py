"""What a class has to read and a hand has to hit is measured in pixels, on the window as it is painted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, QSize
from PySide6.QtGui import QPaintEngine, QPainter, QTextItem
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.experiment import edits
from sequentia_gui.gui.elided import ElidedLabel
from sequentia_gui.gui.main_window import MainWindow
from sequentia_gui.gui.preferences import Preferences
from sequentia_gui.gui.svg import SvgSheet, _Engine
from sequentia_gui.gui.views.catalogue import PLACES, VIEWS
from sequentia_gui.training.worker import TrainingWorker
from tests import program

SMALLEST_TEXT, HEADING, TARGET = 28, 40, 44
"""In pixels on a projector of 1920x1080."""

ROUNDS = [
    tuple(
        names[min(turn, len(names) - 1)]
        for names in ([e.name for e in VIEWS if e.place == p] for p in PLACES)
    )
    for turn in range(3)
]
"""Every view is in one of these rounds, with a view at each place."""


class Letters(_Engine):
    """Notes every text that is painted, and how high its letters are in pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: dict[str, float] = {}

    def drawTextItem(self, place: QPointF, item: QTextItem) -> None:  # type: ignore[override]
        if item.text().strip():
            size = item.font().pixelSize() * abs(self._transform.determinant()) ** 0.5
            self.sizes[item.text()] = min(size, self.sizes.get(item.text(), size))


class Sheet(SvgSheet):
    def __init__(self, size: QSize) -> None:
        super().__init__(size)
        self.letters = Letters()

    def paintEngine(self) -> QPaintEngine:
        return self.letters


def painted_sizes(widget: QWidget) -> dict[str, float]:
    sheet = Sheet(widget.size())
    painter = QPainter(sheet)
    widget.render(painter, QPoint())
    painter.end()
    return sheet.letters.sizes


@pytest.fixture
def parts(
    request: pytest.FixtureRequest, qtbot: QtBot, settings: QSettings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Parts]:
    """The window, at 100 % where a test asks for no other zoom."""
    Preferences(settings).zoom = getattr(request, "param", 1.0)
    monkeypatch.setattr(MainWindow, "showFullScreen", lambda _: None)  # the screen of a test is 800x800
    with program.shown(qtbot, settings, TrainingWorker) as built:
        qtbot.waitUntil(lambda: not built.playback.is_expecting)
        yield built


def shown(parts: Parts, names: tuple[str, ...]) -> Iterator[QWidget]:
    """Everything that can be seen while these views are chosen, page by page."""
    parts.view_state.set(shown=names, chosen_point=0)
    for view in names:
        # Where views stand in tabs, only the foremost is visible: each is measured when it is.
        _bring_forward(parts.window.views[view])
        QApplication.processEvents()
        yield from (part for part in parts.window.findChildren(QWidget) if part.isVisible())


def _bring_forward(view: QWidget) -> None:
    page, holder = view, view.parentWidget()
    while holder is not None:
        stack = getattr(holder, "setCurrentWidget", None)
        if stack is not None and getattr(holder, "indexOf", lambda _: -1)(page) >= 0:
            stack(page)
        page, holder = holder, holder.parentWidget()


@pytest.mark.parametrize("names", ROUNDS)
def test_on_a_projector_no_text_is_small_and_headings_are_large(parts: Parts, names: tuple[str, ...]) -> None:
    parts.window.appearance.toggle_present()
    parts.window.resize(1920, 1080)
    for part in shown(parts, names):
        if part.objectName() == "heading" and isinstance(part, QLabel):
            assert part.font().pixelSize() >= HEADING or part.fontInfo().pixelSize() >= HEADING, part.text()
    sizes = painted_sizes(parts.window)
    assert len(sizes) > 20
    assert {text: size for text, size in sizes.items() if size < SMALLEST_TEXT} == {}


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("names", ROUNDS)
def test_on_a_projector_every_target_can_be_hit(
    parts: Parts, names: tuple[str, ...], size: tuple[int, int]
) -> None:
    present_at(parts, *size)
    for target in targets(parts, names):
        assert min(target.width(), target.height()) >= TARGET, target.accessibleName()


def present_at(parts: Parts, width: int, height: int) -> None:
    parts.window.appearance.toggle_present()
    parts.window.resize(width, height)  # as a screen of that size would do
    assert parts.window.size() == QSize(width, height)
    assert parts.window.minimumSizeHint().height() <= height  # else it would be cropped


def targets(parts: Parts, names: tuple[str, ...]) -> list[QWidget]:
    """Everything that is to be hit while these views are shown; scroll bars have the wheel and keys, too."""
    return [part for part in shown(parts, names) if is_target(part)]


def is_target(part: QWidget) -> bool:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractSlider)
    return isinstance(part, kinds) and not isinstance(part, QScrollBar)


@pytest.mark.parametrize("page", ["data", "training"])
def test_on_a_small_projector_the_controls_can_be_hit_too(parts: Parts, page: str) -> None:
    present_at(parts, 1280, 720)
    parts.window._body._stand.bring_forward(page)  # type: ignore[union-attr]
    QApplication.processEvents()
    seen = [part for part in parts.window.findChildren(QWidget) if part.isVisible() and is_target(part)]
    assert len(seen) > 20
    for target in seen:
        assert min(target.width(), target.height()) >= TARGET, target.accessibleName()


def test_where_eight_layers_leave_no_room_for_minus_and_plus_the_list_of_the_layer_has_both(
    parts: Parts,
) -> None:
    present_at(parts, 1280, 720)
    while len(parts.document.now.network.layers) < 8:
        parts.document.edit(lambda now: edits.add_layer(now, 0), "Add a layer")
    for target in targets(parts, ("network",)):
        assert min(target.width(), target.height()) >= TARGET, target.accessibleName()
    header = parts.window.views["network"].picture.headers.layer(0)  # type: ignore[attr-defined]
    before = parts.document.now.network.layers[0].width
    header.one_more.trigger()
    assert parts.document.now.network.layers[0].width == before + 1
    header.one_fewer.trigger()
    assert parts.document.now.network.layers[0].width == before


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_entries_of_lists_and_menus_can_be_hit_on_a_projector(parts: Parts, size: tuple[int, int]) -> None:
    present_at(parts, *size)
    header = parts.window.views["network"].picture.headers.layer(0)  # type: ignore[attr-defined]
    entries = [entry for entry in header.menu.actions() if not entry.isSeparator()]
    header.menu.ensurePolished()
    assert min(header.menu.actionGeometry(entry).height() for entry in entries) >= TARGET
    box = next(box for box in parts.window.findChildren(QComboBox) if box.isVisible())
    box.view().ensurePolished()
    assert box.view().sizeHintForRow(0) >= TARGET


@pytest.mark.parametrize("parts", [2.0], indirect=True)
@pytest.mark.parametrize("names", ROUNDS)
def test_at_200_percent_no_words_are_cut_off(parts: Parts, names: tuple[str, ...]) -> None:
    for part in shown(parts, names):
        assert is_whole(part), (type(part).__name__, getattr(part, "text", str)())


def is_whole(part: QWidget) -> bool:
    """Whether all words of a label or a button have room, or give way in a sensible manner."""
    if isinstance(part, ElidedLabel) or not isinstance(part, (QLabel, QPushButton, QCheckBox)):
        return True
    if isinstance(part, QLabel) and part.wordWrap():
        return not part.text() or part.heightForWidth(part.width()) <= part.height() + 1
    needed = part.minimumSizeHint() if isinstance(part, QLabel) else part.sizeHint()
    return needed.width() <= part.width() + 1
