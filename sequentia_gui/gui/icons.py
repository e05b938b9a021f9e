"""The program's icons: signs of the Material Design Icons font, drawn in the colours of the theme."""

from __future__ import annotations

from fonticon_mdi7 import MDI7
from PySide6.QtGui import QIcon
from superqt.fonticon import icon as font_icon

from sequentia_gui.gui.theme import Theme

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
    "point": MDI7.pencil,
    "present": MDI7.projector_screen_outline,
    "redo": MDI7.redo,
    "remove": MDI7.minus,
    "reset": MDI7.restart,
    "save": MDI7.content_save_outline,
    "spray": MDI7.spray,
    "step": MDI7.step_forward,
    "undo": MDI7.undo,
}


def icon(name: str, theme: Theme, color: str = "text") -> QIcon:
    """The sign of that name in one of the theme's colours; KeyError for a name that has none."""
    sign: QIcon = font_icon(
        _SIGNS[name], 1.0, color=getattr(theme, color), states={"disabled": {"color": theme.border}}
    )
    return sign
