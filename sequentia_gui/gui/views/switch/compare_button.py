"""A button whose list stays open while a learner ticks the switches to compare with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton

from sequentia_gui.gui.activation_groups import activation_groups
from sequentia_gui.gui.views.switch.shown import MOST_COMPARED
from sequentia_gui.network.activations import Activation


class TickList(QMenu):
    """A menu that stays open when an entry is ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick without closing."""
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks without closing; Enter ticks and closes."""
        if event.key() != Qt.Key.Key_Space or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class CompareButton(QToolButton):
    """Chooses the other switches in the plot; `picked` fires with all their names, in the order of choosing."""

    picked = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._compared: tuple[str, ...] = ()
        self._actions: dict[str, QAction] = {}
        self.list = TickList(self)
        self._fill()
        self.setMenu(self.list)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(self.tr("Compare"))
        self.setToolTip(self.tr("Draw up to three other switches into the same picture."))
        self.setAccessibleName(self.tr("Compare with other switches"))

    def show_compared(self, compared: tuple[str, ...], chosen: str) -> None:
        """Tick these; the chosen switch itself is not in question, and more than three are too many."""
        self._compared = compared
        is_full = len([name for name in compared if name != chosen]) >= MOST_COMPARED
        for name, action in self._actions.items():
            action.setChecked(name in compared or name == chosen)
            action.setEnabled(name != chosen and (name in compared or not is_full))
        self._none.setEnabled(bool(compared))

    def _fill(self) -> None:
        for group in activation_groups():
            folded = group.title and len(group.entries) > 1
            menu = TickList(group.title, self.list) if folded else self.list
            if folded:
                self.list.addMenu(menu)
            for entry in group.entries:
                self._actions[entry.name] = self._entry(menu, entry)
        self.list.addSeparator()
        self._none = self.list.addAction(self.tr("None"))
        self._none.triggered.connect(lambda _=False: self.picked.emit(()))

    def _entry(self, menu: QMenu, entry: Activation) -> QAction:
        action = menu.addAction(entry.listed)
        action.setCheckable(True)
        action.triggered.connect(lambda on: self._toggle(entry.name, on))
        return action

    def _toggle(self, name: str, on: bool) -> None:
        others = tuple(each for each in self._compared if each != name)
        self.picked.emit((*others, name) if on else others)
