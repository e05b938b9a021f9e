"""The program's icons: signs of the Material Design Icons font, drawn in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache

from fonticon_mdi7 import MDI7
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPixmap

from sequentia_gui.gui.theme import Theme
from sequentia_gui.resources import asset

_SIGNS = {
    "add": MDI7.plus,
    "boundary": MDI7.vector_polyline,
    "clear": MDI7.delete_outline,
    "close": MDI7.close,
    "dice": MDI7.dice_5_outline,
    "epoch": MDI7.skip_forward_outline,
    "erase": MDI7.eraser,
    "menu": MDI7.dots_horizontal,
    "move": MDI7.cursor_move,
    "open": MDI7.folder_open_outline,
    "pause": MDI7.pause,
    "play": MDI7.play,
    "play_back": MDI7.rewind_outline,
    "point": MDI7.pencil,
    "present": MDI7.projector_screen_outline,
    "redo": MDI7.redo,
    "remove": MDI7.minus,
    "reset": MDI7.restart,
    "save": MDI7.content_save_outline,
    "spray": MDI7.spray,
    "step": MDI7.step_forward,
    "step_back": MDI7.step_backward,
    "undo": MDI7.undo,
}


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
    painter.drawText(QRect(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, sign.rpartition(".")[2])
    painter.end()
    return pixmap


@lru_cache(maxsize=1)
def _family() -> str:
    """The font's family, once Qt knows it; needs a QApplication."""
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(MDI7.__font_file__))[0]
