"""A card with a view; where several views share a place on screen, buttons in its corner choose between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget

from sequentia_gui.gui.controls import Card, SegmentedControl
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.view_words import view_word
from sequentia_gui.gui.views.catalogue import ViewEntry
from sequentia_gui.gui.views.view import View


class ViewCard(Card):
    """Owns one place on screen, where it shows the view that the look names, or else the place's first.

    A view is taken from `views`, and so built, when the card is first shown; a card that `waits` is painted
    once without it, so that a window is not kept from the screen by its charts.
    """

    painted_empty = Signal()

    def __init__(
        self,
        entries: Sequence[ViewEntry],
        views: Mapping[str, View],
        chips: Sequence[tuple[QToolButton, tuple[str, ...]]],
        view_state: ViewState,
        *,
        waits: bool,
    ) -> None:
        self._entries = {entry.name: entry for entry in entries}
        self._views, self._view_state, self._waits = views, view_state, waits
        self._now = entries[0]
        self._corner_of: dict[str, list[QWidget]] = {}
        self._stack = QStackedWidget()
        super().__init__(self._stack, view_word(self._now.tab))
        self._switch = self._switch_between(entries) if len(entries) > 1 else None
        self._chips = chips
        for chip, _ in chips:
            self.add_to_foot(chip)
        self.painted_empty.connect(self.fill, Qt.ConnectionType.QueuedConnection)
        self._turn_to(self._now)

    def _switch_between(self, entries: Sequence[ViewEntry]) -> SegmentedControl:
        options = [(entry.name, view_word(entry.tab), view_word(entry.tip)) for entry in entries]
        switch = SegmentedControl(options, self.tr("What to show here"))
        switch.chosen.connect(self._choose)
        self.corner.addWidget(switch)
        return switch

    def _choose(self, name: str) -> None:
        others = tuple(shown for shown in self._view_state.now.shown if shown not in self._entries)
        self._view_state.set(shown=(*others, name))

    @property
    def _view(self) -> View | None:
        """The view to show, where it is built."""
        return self._views[self._now.name] if self._now.name in self._corner_of else None

    def take(self, view: View) -> None:
        """Give a view that was just built its place behind the others."""
        self._corner_of[view.name] = view.corner_widgets()
        for widget in self._corner_of[view.name]:
            # Before the view is seen and shows them, they have a parent; the switch keeps its place at the end.
            self.corner.insertWidget(self.corner.count() - (self._switch is not None), widget)
        self._stack.addWidget(view)
        self._turn_to(self._now)

    def fill(self) -> None:
        """Build the view to show, unless it is there."""
        self._stack.setCurrentWidget(self._views[self._now.name])
        self.refresh_heading()

    def show_look(self, look: Look) -> None:
        """Turn to the view that the look names, and keep the heading true."""
        chosen = next((name for name in look.shown if name in self._entries), next(iter(self._entries)))
        if chosen != self._now.name:
            self._turn_to(self._entries[chosen])
        self.refresh_heading()

    def refresh_heading(self) -> None:
        """Say again what the view shows."""
        tab = view_word(self._now.tab)
        title, note = self._view.heading() if self._view else (tab, "")
        self.set_heading(title, note, "" if title.startswith(tab) else tab)

    def has_view(self, name: str) -> bool:
        """Whether the view of that name is one of its own."""
        return name in self._entries

    def tab(self) -> str:
        """The name of the card's tab, where cards stand in tabs."""
        return view_word(self._now.tab)

    def _turn_to(self, entry: ViewEntry) -> None:
        self._now = entry
        if self._switch:
            self._switch.show_choice(entry.name)
        for name, corner in self._corner_of.items():
            _show_all(corner, name == entry.name)
        for chip, names in self._chips:
            chip.setVisible(entry.name in names)
        if self.isVisible() or self._view:
            self.fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Have the view ready that is to be seen."""
        super().showEvent(event)
        if not self._waits:
            self.fill()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Once the card was seen without its view, have it built."""
        super().paintEvent(event)
        if self._waits:
            self._waits = False
            self.painted_empty.emit()


def _show_all(widgets: Sequence[QWidget], visible: bool) -> None:
    for widget in widgets:
        widget.setVisible(visible)
