"""The legend on the plane names every class that has points, and keeps out of their way."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from sequentia_gui.experiment.experiment import PointSet
from sequentia_gui.gui.theme import LIGHT
from sequentia_gui.gui.views.plane.legend import Legend
from sequentia_gui.gui.views.plane.square import PlaneSquare

SIDE = 400


def points_at(*places: tuple[float, float], held_out: bool = False) -> PointSet:
    """Points of class A, B, A, B ..."""
    xy = np.array(places, np.float32).reshape(-1, 2)
    label = np.arange(len(xy)).astype(np.int8) % 2
    return PointSet(xy, label, np.full(len(xy), held_out))


def painted(points: PointSet, tests: bool = False) -> np.ndarray:
    """Where the legend has painted, (SIDE, SIDE) bool, row 0 on top."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    Legend().paint(painter, LIGHT, PlaneSquare.inside(QSize(SIDE, SIDE), LIGHT), points, tests, 1.0)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint32).reshape(SIDE, SIDE) > 0


def test_without_points_there_is_no_legend(qapp: QApplication) -> None:
    assert not painted(PointSet.empty()).any()


def test_it_stands_in_the_lower_left_corner(qapp: QApplication) -> None:
    rows, columns = np.nonzero(painted(points_at((0, 0), (1, 1))))
    assert rows.min() > SIDE / 2
    assert columns.max() < SIDE / 2


def test_it_makes_room_for_points(qapp: QApplication) -> None:
    rows, columns = np.nonzero(painted(points_at((-5.7, -5.7), (-5, -5.6))))
    assert rows.min() > SIDE / 2
    assert columns.min() > SIDE / 2


@pytest.mark.parametrize("held_out", [False, True])
def test_hollow_marks_are_explained_where_there_are_any(qapp: QApplication, held_out: bool) -> None:
    points = points_at((0, 0), (1, 1), held_out=held_out)
    wider = painted(points, tests=True).sum() > painted(points).sum()
    assert wider == held_out


@pytest.mark.parametrize("side", [150, 260])
def test_many_classes_stand_in_rows_inside_the_smallest_plane(qapp: QApplication, side: int) -> None:
    label = np.arange(6).astype(np.int8)
    points = PointSet(np.zeros((6, 2), np.float32), label, label == 0)
    square = PlaneSquare.inside(QSize(side, side), LIGHT)
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    Legend().paint(painter, LIGHT, square, points, True, 1.0)
    painter.end()
    rows, columns = np.nonzero(np.frombuffer(image.constBits(), np.uint32).reshape(side, side))
    assert square.left <= columns.min() <= columns.max() <= square.left + square.side
    assert square.top <= rows.min() <= rows.max() <= square.top + square.side
