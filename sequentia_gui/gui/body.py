"""The body of the window: it puts the cards where they fit, and remembers how large a person made them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from sequentia_gui.gui.arrangement import Arrangement, Stand, fitting_arrangement, settle
from sequentia_gui.gui.preferences import Preferences
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_card import ViewCard
from sequentia_gui.gui.view_state import Look


class Body(QWidget):
    """Owns the arrangement that stands, with its splitters; the cards and sheets are given to it."""

    def __init__(
        self, cards: Mapping[str, ViewCard], sheets: Mapping[str, QWidget], preferences: Preferences
    ) -> None:
        super().__init__()
        self._cards, self._sheets, self._preferences = cards, sheets, preferences
        self._room = QVBoxLayout(self)
        self._root: QWidget | None = None
        self._stand: Stand | None = None
        self._zoom = 1.0
        self._front, self._shown = "", frozenset[str]()
        self._stands_as_remembered = True
        self.arrangement: Arrangement | None = None

    def fits(self, width: int, height: int, zoom: float) -> bool:
        """Whether what stands is the arrangement for a window of that size."""
        return self.arrangement is fitting_arrangement(width / zoom, height / zoom)

    def stand(self, width: int, height: int, theme: Theme) -> None:
        """Stand the cards as it suits a window of that size; `share_out` is to follow when they have the theme.

        Where only the colours are others all stays: Qt dresses anew whatever is moved.
        """
        arrangement = fitting_arrangement(width / theme.zoom, height / theme.zoom)
        if (arrangement, theme.zoom) == (self.arrangement, self._zoom):
            return
        self.arrangement, self._zoom = arrangement, theme.zoom
        self._front = (self._stand.front() if self._stand else "") or self._front
        self._stand = Stand({**self._cards, **self._sheets}, self._titles(), theme.px)
        self._stand_on(self._stand.build(self.arrangement), theme)
        self._stand.bring_forward(self._front)
        for card in self._cards.values():
            card.show_title(self.arrangement is not Arrangement.NARROW)
        self._cards["plane"].foot.setVisible(self.arrangement is not Arrangement.NARROW)
        for name, splitter in self._stand.splitters.items():
            splitter.splitterMoved.connect(partial(self._on_drag, name))

    def share_out(self) -> None:
        """Give the parts the room they need, and the sizes that are remembered for this arrangement."""
        if self._stand is None:
            return
        self._stands_as_remembered = True
        self._stand.fit()
        for name, splitter in self._stand.splitters.items():
            sizes = self._preferences.sizes(self._sizes_key(name))
            if len(sizes) == splitter.count():
                splitter.setSizes(sizes)
        settle()

    def share_out_again(self) -> None:
        """The same in another size, unless somebody has dragged a splitter since."""
        if self._stands_as_remembered:
            self.share_out()

    def show_look(self, look: Look) -> None:
        """Bring a view forward that was just asked for, also where it stands behind another tab."""
        fresh = frozenset(look.shown) - self._shown
        self._shown = frozenset(look.shown)
        for place, card in self._cards.items():
            if any(map(card.has_view, fresh)):
                self._front = place
                if self._stand is not None:
                    self._stand.bring_forward(place)

    def show_titles(self) -> None:
        """Name the tabs by what they show now."""
        if self._stand is not None:
            self._stand.show_titles(self._titles())

    def _on_drag(self, name: str, *_: int) -> None:
        """Remember what a person made of it: what a small window made of it would not suit a larger one."""
        self._stands_as_remembered = False
        if self._stand is not None:
            self._preferences.keep_sizes(self._sizes_key(name), self._stand.splitters[name].sizes())

    def _stand_on(self, root: QWidget, theme: Theme) -> None:
        margin = theme.px(10)
        self._room.setContentsMargins(margin, margin, margin, margin)
        self._room.addWidget(root)
        if self._root is not None:
            self._root.hide()
            self._root.deleteLater()
        root.show()
        for bar in root.findChildren(QTabBar):
            bar.ensurePolished()  # else the style sheet would give it the plain font later
            bar.setFont(theme.font(weight=600))
        self._root = root

    def _titles(self) -> dict[str, str]:
        titles = {place: card.tab() for place, card in self._cards.items()}
        return {**titles, "data": self.tr("Data"), "training": self.tr("Training")}

    def _sizes_key(self, name: str) -> str:
        return f"{name}-{round(100 * self._zoom)}"
