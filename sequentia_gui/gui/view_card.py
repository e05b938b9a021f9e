"""A card with a view; where several views share a place on screen, buttons in its corner choose between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget

from sequentia_gui.gui.controls import Card, SegmentedControl
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.view import View


class ViewCard(Card):
    """Owns the views of one place, of which it shows the one that the look names, or else the first."""

    def __init__(
        self,
        views: Sequence[View],
        chips: Sequence[tuple[QToolButton, tuple[str, ...]]],
        view_state: ViewState,
    ) -> None:
        self._views = {view.name: view for view in views}
        self._view_state = view_state
        self.view = views[0]
        self._stack = QStackedWidget()
        for view in views:
            self._stack.addWidget(view)
        super().__init__(self._stack, *self.view.heading())
        self._switch = self._switch_between(views) if len(views) > 1 else None
        self._corner_of = {view.name: view.corner_widgets() for view in views}
        for widget in (widget for corner in self._corner_of.values() for widget in corner):
            self.corner.addWidget(widget)
        self._chips = chips
        for chip, _ in chips:
            self.add_to_foot(chip)
        self._turn_to(self.view)

    def _switch_between(self, views: Sequence[View]) -> SegmentedControl:
        options = [(view.name, view.tab(), view.heading()[1]) for view in views]
        switch = SegmentedControl(options, self.tr("What to show here"))
        switch.chosen.connect(self._choose)
        self.corner.addWidget(switch)
        return switch

    def _choose(self, name: str) -> None:
        others = tuple(shown for shown in self._view_state.now.shown if shown not in self._views)
        self._view_state.set(shown=(*others, name))

    def show_look(self, look: Look) -> None:
        """Turn to the view that the look names, and keep the heading true."""
        chosen = next((name for name in look.shown if name in self._views), next(iter(self._views)))
        if self._views[chosen] is not self.view:
            self._turn_to(self._views[chosen])
        self.refresh_heading()

    def refresh_heading(self) -> None:
        """Say again what the view shows."""
        self.set_heading(*self.view.heading())

    def tab(self) -> str:
        """The name of the card's tab, where cards stand in tabs."""
        return self.view.tab()

    def _turn_to(self, view: View) -> None:
        self.view = view
        self._stack.setCurrentWidget(view)
        if self._switch:
            self._switch.show_choice(view.name)
        for name, corner in self._corner_of.items():
            _show_all(corner, name == view.name)
        for chip, names in self._chips:
            chip.setVisible(view.name in names)


def _show_all(widgets: Sequence[QWidget], visible: bool) -> None:
    for widget in widgets:
        widget.setVisible(visible)
