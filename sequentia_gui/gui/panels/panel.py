"""The promise that every panel keeps: it shows the present experiment, and turns what a person does into edits."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLayout, QSizePolicy, QVBoxLayout

from sequentia_gui.gui.part import Part


class Panel(Part):
    """A set of controls. It connects only to signals that a person causes, so showing never edits.

    Its rows share the height that it is given, up to a limit: close together where there is little room.
    """

    def column(self) -> QVBoxLayout:
        """The layout of its rows, for the panel's own use."""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSizeConstraint(QLayout.SizeConstraint.SetMinAndMaxSize)
        return box


def heading(text: str) -> QLabel:
    """The title of a panel or of a part of it: as high as its letters, whatever room there is."""
    label = QLabel(text)
    label.setObjectName("heading")
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return label
