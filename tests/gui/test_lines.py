"""Lines that NumPy holds are painted as Qt's own lines are."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from sequentia_gui.gui.lines import Lines


def painted(draw: object) -> QImage:
    image = QImage(80, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(Qt.GlobalColor.black, 1.5))
    draw(painter)  # type: ignore[operator]
    painter.end()
    return image


@pytest.mark.parametrize("count", [0, 1, 2, 500])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_every_line_is_painted_where_its_ends_are(count: int, dtype: type) -> None:
    ends: np.ndarray = np.random.default_rng(count).uniform(0, 60, (count, 4)).astype(dtype)
    one_by_one = [QLineF(*each) for each in ends.astype(np.float64).tolist()]
    assert painted(Lines(ends).draw) == painted(lambda painter: painter.drawLines(one_by_one))


def test_lines_hold_on_to_their_own_numbers() -> None:
    ends = np.array([[1.0, 2.0, 30.0, 40.0], [5.0, 50.0, 70.0, 9.0]])
    lines = Lines(ends[:, ::-1])
    before = painted(lines.draw)
    ends[:] = 0
    del ends
    assert painted(lines.draw) == before
    assert len(lines) == 2
