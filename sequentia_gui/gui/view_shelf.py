"""The shelf holds the views: each is built when it is first seen, or asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sequentia_gui.gui.document import Document
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.gui.views.catalogue import VIEWS, entry_of
from sequentia_gui.gui.views.view import View


class ViewShelf(Mapping[str, View]):
    """Owns all views by their names; `welcome` hears of each one that has just been built."""

    def __init__(self, document: Document, view_state: ViewState, welcome: Callable[[View], None]) -> None:
        self._document, self._view_state, self._welcome = document, view_state, welcome
        self._views: dict[str, View] = {}

    def __getitem__(self, name: str) -> View:
        if name not in self._views:
            self._views[name] = entry_of(name).load()(self._document, self._view_state)
            self._welcome(self._views[name])
        return self._views[name]

    def __iter__(self) -> Iterator[str]:
        return (entry.name for entry in VIEWS)

    def __len__(self) -> int:
        return len(VIEWS)

    @property
    def built(self) -> tuple[View, ...]:
        """The views that there are, none of them built for this question."""
        return tuple(self._views.values())

    @property
    def visible(self) -> tuple[View, ...]:
        """The views that can be seen now."""
        return tuple(view for view in self._views.values() if view.isVisible())
