"""The letters in which numbers are written: each figure as wide as the others, so that columns stand still."""

from __future__ import annotations

from PySide6.QtGui import QFont

from sequentia_gui.gui.theme import Theme

TEXT_SIZE = 11
"""Letters in plots, in pixels at 100 %."""


def figures(theme: Theme, size: float = TEXT_SIZE, weight: int = 400) -> QFont:
    """A font in which all figures are equally wide, so that changing numbers do not jiggle."""
    font = theme.font(size, weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
