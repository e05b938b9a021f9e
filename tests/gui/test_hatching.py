"""The hatching of what is off goes on from tile to tile, and is fine at every zoom."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from sequentia_gui.gui.theme import CONTRAST, DARK, LIGHT, Theme
from sequentia_gui.gui.views.hatching import hatching


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST, LIGHT.scaled(1.5), DARK.scaled(2.5)])
@pytest.mark.parametrize("pitch", [5, 8])
def test_each_row_and_column_of_a_tile_crosses_its_lines_alike(theme: Theme, pitch: int) -> None:
    tile = hatching(theme, "off", pitch).texture().toImage()
    ground = QColor(theme.off).rgb()
    side = tile.width()
    ink = np.array([[tile.pixel(x, y) != ground for x in range(side)] for y in range(side)])
    assert (ink.sum(axis=0) == theme.px(1)).all() and (ink.sum(axis=1) == theme.px(1)).all()
    assert ink.mean() < 0.3
