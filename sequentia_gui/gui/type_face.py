"""The typeface of the program: Inter, loaded from a package, so that text looks the same on every machine."""

from __future__ import annotations

import fontpkg_inter
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from sequentia_gui.gui.theme import FAMILY


def load_typeface() -> None:
    """Make Inter known to Qt and the default of the application; needs a QApplication."""
    for path in sorted((fontpkg_inter.ROOT / "files").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    font = QFont(FAMILY)
    font.setPixelSize(13)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    QApplication.setFont(font)
