"""The commands that take something out of the program: code, a model, tables, pictures, films."""

from __future__ import annotations

from sequentia_gui.export.catalogue import EXPORTS, Export
from sequentia_gui.gui.command import Command

_KEYS = {"points": ("Ctrl+Shift+E",)}


def _exporting(form: Export) -> Command:
    """The command that writes that form; where this machine lacks something for it, the tip says what."""
    lacking = form.lacking()  # once: commands are looked at again with every move of the mouse
    return Command(
        f"export_{form.name}", "Export", form.label, lacking or form.explanation,
        lambda desk: desk.files.export(form), _KEYS.get(form.name, ()),
        enabled=lambda _: not lacking,
    )  # fmt: skip


def _picturing(name: str, text: str) -> Command:
    """The command that makes a picture of the window or of the card at one place."""
    return Command(
        f"picture_{name}", "Export", text, "Save what is seen there as a picture: PNG or SVG.",
        lambda desk: desk.files.save_picture(desk.stage.sight(name)),
    )  # fmt: skip


_PICTURES = (
    ("window", "Picture of the window…"),
    ("network", "Picture of the network…"),
    ("plane", "Picture of the plane…"),
    ("activation", "Picture of the switch…"),
    ("loss", "Picture of the loss…"),
    ("activity", "Picture of the activity…"),
)

EXPORT_COMMANDS: tuple[Command, ...] = (
    *(_exporting(form) for form in EXPORTS),
    *(_picturing(name, text) for name, text in _PICTURES),
    Command(
        "film", "Export", "Film of the training…", "Watch it learn again and again: an animated GIF, or an MP4.",
        lambda desk: desk.stage.make_film(),
    ),
)  # fmt: skip
"""The rows of the menu Export."""
