"""The few controls that several panels share: a titled card, a row of exclusive buttons, a labelled choice."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from sequentia_gui.gui.elided import FittingLabel, clauses
from sequentia_gui.gui.flow import FlowLayout
from sequentia_gui.gui.theme import Theme


class Card(QFrame):
    """A white sheet: a title, quiet words beside it, buttons at the right, a body below, and a row at its foot."""

    def __init__(self, body: QWidget, title: str, note: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.body = body
        self._title = FittingLabel()
        self._title.setObjectName("heading")
        self._note = FittingLabel()
        self._note.setObjectName("note")
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.corner = QHBoxLayout()
        self.foot = QWidget()
        self._foot_row = FlowLayout()
        self.foot.setLayout(self._foot_row)
        self._foot_row.setContentsMargins(0, 0, 0, 0)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._note, 1)
        self._head.addLayout(self.corner)
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._head)
        self._box.addWidget(body, 1)
        self._box.addWidget(self.foot)
        self.foot.hide()
        self.set_heading(title, note)

    @property
    def title(self) -> str:
        """What its title says."""
        return self._title.text()

    def add_to_foot(self, widget: QWidget) -> None:
        """Put a small control into the row at the foot."""
        self._foot_row.addWidget(widget)
        self.foot.show()

    def show_title(self, visible: bool) -> None:
        """Show the title and its note, or leave their room to the buttons beside them."""
        self._title.setVisible(visible)
        self._note.setVisible(visible)

    def set_heading(self, title: str, note: str, short: str = "") -> None:
        """Change the title, or its short form where there is no room for it, and the words beside it."""
        self._title.show_wordings(*clauses(title)[:-1], *([short] if short else []))
        self._note.show_wordings(*clauses(note))

    def set_theme(self, theme: Theme) -> None:
        """Take over the spacing."""
        side = theme.px(12)
        self._box.setContentsMargins(side, theme.px(8), side, theme.px(10))
        self._box.setSpacing(theme.px(6))
        self._head.setSpacing(theme.px(8))
        self._foot_row.setSpacing(theme.px(6))
        self._title.setFont(theme.heading_font)


class SegmentedControl(QWidget):
    """A row of buttons of which exactly one is down; `chosen` fires with its name when a person picks one."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str, str]], name: str) -> None:
        """Options are (name, text, tool tip); `name` is what a screen reader calls the row."""
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (key, text, tip) in enumerate(options):
            button = QPushButton(text)
            button.setCheckable(True)
            button.setAutoExclusive(True)  # the group sees to that; this tells screen readers: one of several
            button.setToolTip(tip)
            button.setAccessibleName(text)
            button.setProperty("segment", _segment(place, len(options)))
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button, 1)

    def show_choice(self, name: str) -> None:
        """Press the button of that name; fires nothing."""
        self._buttons[name].setChecked(True)


def _segment(place: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if place == 0 else "last" if place == count - 1 else "middle"


class Choice(QWidget):
    """A label and a drop-down list of (data, text); `picked` fires with the data when a person picks one."""

    picked = Signal(object)

    def __init__(self, label: str, options: Sequence[tuple[object, str]], tip: str) -> None:
        super().__init__()
        self.label = QLabel(label)
        self.label.setObjectName("field")
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.setAccessibleName(label)
        for data, text in options:
            self.box.addItem(text, data)
        self.label.setBuddy(self.box)
        _style_entries(self.box)
        for part in (self.label, self.box):
            part.setToolTip(tip)
        self.box.activated.connect(lambda place: self.picked.emit(self.box.itemData(place)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label, 1)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignRight)

    def show_choice(self, data: object) -> None:
        """Show the entry with this data; fires nothing."""
        self.box.setCurrentIndex(self.box.findData(data))


def name_list(box: QComboBox, name: str, tip: str) -> None:
    """Name a drop-down list that has no label beside it, and explain it.

    On Linux, Qt gives screen readers the chosen entry as the name, and leaves the list's own to a label; so the
    description begins with it.
    """
    box.setAccessibleName(name)
    box.setAccessibleDescription(f"{name}. {tip}")
    box.setToolTip(folded(tip))
    _style_entries(box)


def _style_entries(box: QComboBox) -> None:
    """Let the style sheet say how high the entries are: a list's own way of drawing them does not ask it."""
    box.setItemDelegate(QStyledItemDelegate(box))


_LINE = 60
"""Letters in a line of a tool tip."""


def folded(tip: str) -> str:
    """A tool tip in lines that are easy to read; one that has lines of its own stays as it is."""
    return tip if "\n" in tip or len(tip) <= _LINE else "\n".join(wrap(tip, _LINE))


def stacked(*parts: QWidget) -> QWidget:
    """A sheet with these parts below each other, as high as they are."""
    sheet = QWidget()
    box = QVBoxLayout(sheet)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSizeConstraint(QLayout.SizeConstraint.SetMinAndMaxSize)
    for part in parts:
        box.addWidget(part, 100)
    return sheet
