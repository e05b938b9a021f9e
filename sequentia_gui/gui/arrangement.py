"""Where the cards stand: three arrangements for three kinds of room, chosen by how much fits on the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from sequentia_gui.gui.controls import name_list

CHARTS = ("activation", "loss", "activity")
SHEETS = ("data", "training")
_ROUNDS = 6


class Arrangement(Enum):
    """wide: everything side by side; compact: plane and network, the rest in tabs; narrow: plane and tabs."""

    WIDE = "wide"
    COMPACT = "compact"
    NARROW = "narrow"


def fitting_arrangement(width: float, height: float) -> Arrangement:
    """The arrangement for a window of this size in pixels at 100 % zoom."""
    if width >= 1100 and height >= 600:
        return Arrangement.WIDE
    return Arrangement.COMPACT if height >= 430 else Arrangement.NARROW


class Stand:
    """Builds an arrangement out of the given cards; titles name the tabs, `scale` turns sizes at 100 % into pixels."""

    def __init__(
        self, cards: Mapping[str, QWidget], titles: Mapping[str, str], scale: Callable[[float], int]
    ) -> None:
        self._cards = cards
        self._titles = titles
        self._scale = scale
        self._retitle: dict[str, Callable[[str], None]] = {}
        self._turn: dict[str, Callable[[], None]] = {}
        self._front: Callable[[], int] | None = None
        self.splitters: dict[str, QSplitter] = {}
        self._sizes: dict[str, list[int]] = {}
        self._columns: list[tuple[QScrollArea, QWidget]] = []

    def build(self, arrangement: Arrangement) -> QWidget:
        """The root widget of an arrangement; the cards move into it."""
        builders = {
            Arrangement.WIDE: self._wide,
            Arrangement.COMPACT: self._compact,
            Arrangement.NARROW: self._narrow,
        }
        return builders[arrangement]()

    def fit(self) -> None:
        """Give all parts the sizes that suit them, to be called when they have their theme.

        The columns of controls get the width that they need at least.
        """
        settle()  # what the new type needs is known once the layouts have heard of it
        for area, page in self._columns:
            needed = page.minimumSizeHint().width()
            area.setMinimumWidth(needed + area.verticalScrollBar().sizeHint().width())
        for name, splitter in self.splitters.items():
            splitter.setSizes(self._sizes[name])

    def show_titles(self, titles: Mapping[str, str]) -> None:
        """Name the tabs by what they show now; the same names again cost nothing."""
        for name, retitle in self._retitle.items():
            if titles[name] != self._titles[name]:
                retitle(titles[name])
        self._titles = titles

    def front(self) -> str:
        """The card or sheet whose tab is open; "" where all stand side by side."""
        return "" if self._front is None else [*self._turn][self._front()]

    def bring_forward(self, name: str) -> None:
        """Open its tab, where it has one."""
        if name in self._turn:
            self._turn[name]()

    def _wide(self) -> QWidget:
        sheets = self._scroll(*(self._cards[name] for name in SHEETS))
        upper = self._split(
            "wide-upper",
            Qt.Orientation.Horizontal,
            (620, 400),
            self._cards["network"],
            self._cards["plane"],
        )
        charts = [self._cards[name] for name in CHARTS]
        # At 1280 pixels each has what the widest of its views needs, so that none moves when another is chosen.
        lower = self._split("wide-lower", Qt.Orientation.Horizontal, (310, 357, 383), *charts)
        right = self._split("wide-right", Qt.Orientation.Vertical, (560, 260), upper, lower)
        return self._split("wide", Qt.Orientation.Horizontal, (256, 1160), sheets, right)

    def _compact(self) -> QWidget:
        tabs = self._tabs((*CHARTS, *SHEETS))
        right = self._split(
            "compact-right", Qt.Orientation.Vertical, (215, 215), self._cards["network"], tabs
        )
        return self._split("compact", Qt.Orientation.Horizontal, (400, 480), self._cards["plane"], right)

    def _narrow(self) -> QWidget:
        pages = self._pages(("network", *CHARTS, *SHEETS))
        return self._split("narrow", Qt.Orientation.Horizontal, (225, 395), self._cards["plane"], pages)

    def _tabs(self, names: tuple[str, ...]) -> QTabWidget:
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setAccessibleName(_what_to_show())
        for name in names:
            place = tabs.addTab(self._page(name), self._titles[name])
            self._retitle[name] = partial(tabs.setTabText, place)
            self._turn[name] = partial(tabs.setCurrentIndex, place)
        self._front = tabs.currentIndex
        return tabs

    def _pages(self, names: tuple[str, ...]) -> QWidget:
        """Like tabs, but their names are in a list: where room is scarce not all of them fit side by side."""
        chooser, stack = QComboBox(), QStackedWidget()
        name_list(chooser, _what_to_show(), _which_part())
        for name in names:
            chooser.addItem(self._titles[name])
            place = stack.addWidget(self._page(name))
            self._retitle[name] = partial(chooser.setItemText, place)
            self._turn[name] = partial(chooser.setCurrentIndex, place)
        self._front = chooser.currentIndex
        # What is shown follows the list, whether a person or an experiment has chosen.
        chooser.currentIndexChanged.connect(stack.setCurrentIndex)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(chooser)
        column.addWidget(stack, 1)
        return holder

    def _page(self, name: str) -> QWidget:
        return self._scroll(self._cards[name]) if name in SHEETS else self._cards[name]

    def _split(
        self, name: str, orientation: Qt.Orientation, sizes: tuple[float, ...], *parts: QWidget
    ) -> QSplitter:
        splitter = QSplitter(orientation)
        splitter.setObjectName(name)
        splitter.setHandleWidth(self._scale(10))
        splitter.setChildrenCollapsible(False)
        for place, part in enumerate(parts):
            splitter.addWidget(part)
            part.show()  # a card that comes out of a tab was hidden by it
            splitter.setStretchFactor(place, round(sizes[place]))
        self.splitters[name] = splitter
        self._sizes[name] = [self._scale(size) for size in sizes]
        return splitter

    def _scroll(self, *sheets: QWidget) -> QScrollArea:
        page = QFrame()
        page.setObjectName("card")
        box = QVBoxLayout(page)
        side = self._scale(12)
        box.setContentsMargins(side, self._scale(8), side, self._scale(8))
        box.setSpacing(self._scale(8))
        for sheet in sheets:
            box.addWidget(sheet, 100)  # sheets take spare height up to what suits them, then the space below
            sheet.show()
        box.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setMaximumWidth(self._scale(340) if len(sheets) > 1 else 16_777_215)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        self._columns.append((area, page))
        return area


def settle() -> None:
    """Let the layouts hear of all that has changed, before anything of it is painted.

    What a part needs may depend on the width that it gets: each round tells the layout that is one further out.
    """
    for _ in range(_ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _which_part() -> str:
    return QCoreApplication.translate("arrangement", "One part of the window at a time has room here.")


def _what_to_show() -> str:
    return QCoreApplication.translate("arrangement", "What to show here")
