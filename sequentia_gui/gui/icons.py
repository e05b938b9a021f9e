"""The program's icons: signs of the Material Design Icons font, drawn in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPixmap

from sequentia_gui.gui.theme import Theme
from sequentia_gui.resources import asset, file_of_package

_FONT = "fonticon_mdi7", "fonts", "materialdesignicons-webfont.ttf"

_SIGNS = {
    "add": "\U000f0415",  # plus
    "boundary": "\U000f0561",  # vector-polyline
    "clear": "\U000f09e7",  # delete-outline
    "close": "\U000f0156",  # close
    "dice": "\U000f114e",  # dice-5-outline
    "epoch": "\U000f0f26",  # skip-forward-outline
    "erase": "\U000f01fe",  # eraser
    "menu": "\U000f01d8",  # dots-horizontal
    "move": "\U000f01be",  # cursor-move
    "open": "\U000f0dcf",  # folder-open-outline
    "pause": "\U000f03e4",  # pause
    "play": "\U000f040a",  # play
    "play_back": "\U000f070a",  # rewind-outline
    "point": "\U000f03eb",  # pencil
    "present": "\U000f1724",  # projector-screen-outline
    "redo": "\U000f044e",  # redo
    "remove": "\U000f0374",  # minus
    "reset": "\U000f0709",  # restart
    "save": "\U000f0818",  # content-save-outline
    "spray": "\U000f0665",  # spray
    "step": "\U000f04d7",  # step-forward
    "step_back": "\U000f04d5",  # step-backward
    "undo": "\U000f054c",  # undo
}
"""Characters of that font, with the names that it has for them: a table of all its seven thousand is not imported."""


SIDE = 24
"""The side of an icon in pixels at 100 %; Qt scales it down to what a button shows."""


PROGRAM_SIDES = (16, 32, 48, 128)
"""The sizes in which the program's own icon is handed to the window system."""


def program_icon() -> QIcon:
    """The icon of the program itself, as task bars show it."""
    own = QIcon()
    for side in PROGRAM_SIDES:
        own.addFile(str(asset("icons", f"sequentia-gui-{side}.png")))
    return own


def icon(name: str, theme: Theme, color: str = "text") -> QIcon:
    """The sign of that name in one of the theme's colours; KeyError for a name that has none."""
    side = theme.px(SIDE)
    sign = QIcon()
    sign.addPixmap(_pixmap(_SIGNS[name], side, getattr(theme, color)), QIcon.Mode.Normal)
    sign.addPixmap(_pixmap(_SIGNS[name], side, theme.border), QIcon.Mode.Disabled)
    return sign


def _pixmap(sign: str, side: int, color: str) -> QPixmap:
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    font = QFont(_family())
    font.setPixelSize(side)
    painter = QPainter(pixmap)
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(QRect(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, sign)
    painter.end()
    return pixmap


@lru_cache(maxsize=1)
def _family() -> str:
    """The font's family, once Qt knows it; needs a QApplication."""
    return QFontDatabase.applicationFontFamilies(
        QFontDatabase.addApplicationFont(str(file_of_package(*_FONT)))
    )[0]
