"""A labelled list in a narrow column: every entry explains itself, and a value that is not listed still shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem

from sequentia_gui.gui.controls import Choice
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.wheel import ignore_wheel

IN_FULL = Qt.ItemDataRole.UserRole + 1
"""The role of the words that the unfolded list shows, where the closed box has no room for them."""


_FLAGS = Qt.ItemDataRole.UserRole - 1
"""The role under which a list of choices keeps what can be done with an entry."""

ROOMY_ROW = 33.0
"""How high a row may become where there is room, in pixels at 100 %."""


_TITLE_WEIGHT, _TITLE_SIZE = 400, 0.85


class Entry(NamedTuple):
    """One entry: its data, the words for it, and what it does; a title stands over others and cannot be chosen."""

    data: object
    text: str
    explanation: str = ""
    is_title: bool = False


class _Unfolded(QStyledItemDelegate):
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Show an entry's words in full, and a title in quieter letters than what can be chosen."""
        super().initStyleOption(option, index)
        option.text = index.data(IN_FULL) or option.text
        if not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            option.font.setVariableAxis(QFont.Tag("wght"), _TITLE_WEIGHT)
            option.font.setPixelSize(round(_TITLE_SIZE * option.font.pixelSize()))
            option.displayAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


class ChoiceRow(Choice):
    """A label on the left and a list on the right, as wide as there is room for."""

    def __init__(self, label: str, entries: Sequence[Entry], tip: str) -> None:
        super().__init__(label, [(entry.data, entry.text) for entry in entries], tip)
        for place, entry in enumerate(entries):
            self.box.setItemData(place, entry.explanation or tip, Qt.ItemDataRole.ToolTipRole)
            if entry.is_title:
                self.box.setItemData(place, Qt.ItemFlag.NoItemFlags.value, _FLAGS)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(3)
        self.box.setMaxVisibleItems(len(entries))
        self.box.setItemDelegate(_Unfolded(self.box))
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.setAlignment(self.box, Qt.AlignmentFlag(0))
        row.setStretch(0, 0)
        row.setStretch(1, 1)
        ignore_wheel(self.box)

    def show_value(self, data: object, text: str = "") -> None:
        """Show the entry with this data, or the text where there is none; fires nothing."""
        self.show_choice(data)
        self.box.setPlaceholderText(text if self.box.currentIndex() < 0 else "")

    def set_tip(self, tip: str) -> None:
        """Explain the list, in a learner's words."""
        for part in (self.label, self.box):
            part.setToolTip(tip)

    def set_theme(self, theme: Theme) -> None:
        """Take over type and sizes."""
        self.label.setFont(theme.font(12))
        # Not from its sizeHint: a label never hints at less than the minimum that it had before.
        self.label.setMinimumWidth(
            self.label.fontMetrics().horizontalAdvance(self.label.text()) + theme.px(2)
        )
        self.box.setMaximumWidth(theme.px(146))
        self.setMaximumHeight(theme.px(ROOMY_ROW))
        view = self.box.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + theme.px(20))


def align(rows: Sequence[ChoiceRow]) -> None:
    """Let the lists of several rows begin at the same place; to be called after their `set_theme`."""
    widest = max(row.label.minimumWidth() for row in rows)
    for row in rows:
        row.label.setMinimumWidth(widest)
