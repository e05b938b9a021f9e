"""Every class has a shape of its own, equally large, that stands out from any field."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from sequentia_gui.experiment.experiment import MAX_CLASSES
from sequentia_gui.gui.point_marks import mark_path, mark_pixmap
from sequentia_gui.gui.theme import LIGHT, THEMES, Theme

CLASSES = range(MAX_CLASSES)


def test_no_two_classes_share_a_shape() -> None:
    assert all(mark_path(one, 10) != mark_path(other, 10) for one, other in combinations(CLASSES, 2))


@pytest.mark.parametrize("label", CLASSES)
def test_a_mark_lies_around_its_point_and_is_about_as_large_as_asked(label: int) -> None:
    box = mark_path(label, 10).boundingRect()
    assert mark_path(label, 10).contains(QPointF(0.0, 0.0))
    assert 8.5 <= box.width() <= 14 and 8.5 <= box.height() <= 14


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("label", CLASSES)
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_mark_is_filled_with_its_colour_or_hollow_when_held_out(
    qtbot: QtBot, theme: Theme, label: int, ratio: float
) -> None:
    middles = []
    for held_out in (False, True):
        image = mark_pixmap(theme, label, 12, held_out, ratio).toImage()
        middles.append(image.pixelColor(image.rect().center()))
        assert image.pixelColor(0, 0).alpha() == 0
    assert middles == [QColor(theme.classes[label]), QColor(theme.outline)]


def test_a_mark_is_not_cut_off_at_its_pixmap_s_edge(qtbot: QtBot) -> None:
    for label in CLASSES:
        image = mark_pixmap(LIGHT, label, 24).toImage()
        last = image.width() - 1
        edge = [(0, at) for at in range(last)] + [(last, at) for at in range(last)]
        assert not any(image.pixelColor(x, y).alpha() or image.pixelColor(y, x).alpha() for x, y in edge)
