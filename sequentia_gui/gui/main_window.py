"""The window: it puts the panels and views on screen and passes each new value on to those that are visible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QVBoxLayout, QWidget

from sequentia_gui.experiment.saved import holds_experiment
from sequentia_gui.gui import later
from sequentia_gui.gui.actions import Actions
from sequentia_gui.gui.appearance import Appearance
from sequentia_gui.gui.arrangement import CHARTS
from sequentia_gui.gui.body import Body
from sequentia_gui.gui.chosen import Chosen
from sequentia_gui.gui.command import Desk
from sequentia_gui.gui.controls import folded, stacked
from sequentia_gui.gui.document import Change, Document
from sequentia_gui.gui.file_dialogs import FileDialogs
from sequentia_gui.gui.narrator import Narrator
from sequentia_gui.gui.notice import NoticeStrip
from sequentia_gui.gui.offer_strip import OfferStrip
from sequentia_gui.gui.panels.catalogue import PANELS
from sequentia_gui.gui.panels.panel import Panel
from sequentia_gui.gui.part import Part
from sequentia_gui.gui.playback import Playback
from sequentia_gui.gui.preferences import Preferences
from sequentia_gui.gui.reading_order import next_stop
from sequentia_gui.gui.recent_files import RecentFiles
from sequentia_gui.gui.saved_look import look_choices
from sequentia_gui.gui.shortcuts import show_shortcuts
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.top_bar import TopBar
from sequentia_gui.gui.view_card import ViewCard
from sequentia_gui.gui.view_shelf import ViewShelf
from sequentia_gui.gui.view_state import Done, Look, ViewState
from sequentia_gui.gui.views.catalogue import PLACES, VIEWS, entry_of
from sequentia_gui.gui.views.view import View
from sequentia_gui.gui.window_title import WindowTitle
from sequentia_gui.training.messages import Frame

if TYPE_CHECKING:
    from sequentia_gui.gui.films.maker import FilmMaker

ROOMY = 800
"""From this height in pixels at 100 % the rarely used choices have room from the start."""


class Themed(Protocol):
    """Whatever takes over colours and sizes."""

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""


class MainWindow(QMainWindow):
    """Owns what is on screen and nothing else: the experiment, the training and the choices are given to it.

    `painted` fires once, when the window is on the screen for the first time. It stays open while `may_leave`
    says no.
    """

    painted = Signal()

    def __init__(
        self,
        application: QApplication,
        document: Document,
        playback: Playback,
        view_state: ViewState,
        preferences: Preferences,
        examples: Callable[[], Sequence[tuple[str, Path]]] = lambda: (),
    ) -> None:
        super().__init__()
        self._document, self._playback = document, playback
        self._view_state, self._preferences = view_state, preferences
        self.appearance = Appearance(application, self, preferences)
        self.may_leave: Callable[[], bool] = lambda: True
        self._was_painted = False
        self._chosen = Chosen(view_state)
        self._closed_notice = ""
        self._is_moving = False
        self.files = FileDialogs(document, playback.progress, view_state, self)
        self._films: FilmMaker | None = None
        self._actions = Actions(Desk(document, playback, view_state, self.files, self.appearance, self), self)
        self.views = ViewShelf(document, view_state, self._welcome)
        self.narrator = Narrator(lambda: self.views.visible, lambda: self.top_bar.summary(), self)
        self.panels: dict[str, Panel] = {kind.name: kind(document, view_state) for kind in PANELS}
        self._cards = {place: self._card(place) for place in PLACES}
        self._build(examples)
        self._connect()
        self.setAcceptDrops(True)
        # A clicker's keys are for lessons: they change no list that has the focus.
        for key in ("PgUp", "PgDown"):
            QShortcut(QKeySequence(key), self)
        self.setMinimumSize(640, 400)

    # -- building ------------------------------------------------------------------------------------------

    def _build(self, examples: Callable[[], Sequence[tuple[str, Path]]]) -> None:
        ready_made = QMenu(self.tr("Experiments"), self)
        ready_made.aboutToShow.connect(partial(self._fill_menu, ready_made, examples))
        recent = RecentFiles(self.files, self._preferences, self._view_state, self)
        menu = self._actions.menu(self, {"new": ready_made, "open": recent.menu})
        self.top_bar = TopBar(self._actions, menu, ready_made)
        sheets = {
            "data": stacked(self.panels["dataset"], self.panels["drawing"]),
            "training": self.panels["training"],
        }
        self._body = Body(self._cards, sheets, self._preferences)
        self._body.show_look(self._view_state.now)
        self.offer = OfferStrip()
        page = QWidget()
        self._column = column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.offer)
        column.addWidget(self._body, 1)
        self.setCentralWidget(page)
        self._notice = NoticeStrip(page)
        self._title = WindowTitle(self, self._document, self._playback)

    def _fill_menu(self, menu: QMenu, examples: Callable[[], Sequence[tuple[str, Path]]]) -> None:
        """The examples have their titles in their files: so these are read when the menu is first opened."""
        if menu.isEmpty():
            for title, path in examples():
                menu.addAction(title, partial(self.files.open_path, path))

    def _connect(self) -> None:
        self._document.changed.connect(self._on_change)
        self._playback.frame_ready.connect(self.show_frame)
        self._view_state.changed.connect(self._on_look)
        self.appearance.changed.connect(self._arrange)
        self.appearance.curtain.lifted.connect(self._actions.refresh)
        self._notice.closed.connect(self._close_notice)
        for name in ("train", "step_batch", "step_epoch"):
            self._actions[name].triggered.connect(self._on_try)
        self.top_bar.pace_picked.connect(self._pick_pace)

    def _card(self, place: str) -> ViewCard:
        entries = [entry for entry in VIEWS if entry.place == place]
        chips = self._actions.chips([entry.name for entry in entries])
        card = ViewCard(entries, self.views, chips, self._view_state, waits=place in CHARTS)
        card.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        card.addAction(self._actions[f"picture_{place}"])
        return card

    def _welcome(self, view: View) -> None:
        """Give a view that was just built its place, and all that the others know."""
        view.setAccessibleName(view.heading()[0])
        self.narrator.watch(view)
        view.installEventFilter(self)
        self._cards[entry_of(view.name).place].take(view)
        _polish(view)
        view.set_theme(self.appearance.theme)
        view.show_experiment(self._document.now)
        view.show_look(self._view_state.now)

    @property
    def _parts(self) -> list[Part]:
        return [*self.panels.values(), *self.views.built]

    def fill(self) -> None:
        """Build at once what is to be seen, without waiting for the first painting."""
        for card in self._cards.values():
            if card.isVisible():
                card.fill()

    # -- showing values ------------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the present values for the first time."""
        self.restoreGeometry(self._preferences.geometry)
        self._view_state.set(more_training=self.height() >= ROOMY * self._preferences.zoom)
        self._view_state.set(pace=self._preferences.pace, **self._preferences.look_choices())
        self.appearance.refresh()
        self._show_experiment()
        self._on_look(self._view_state.now)

    def _on_change(self, change: Change) -> None:
        drawn = change.before.points is not change.now.points
        if drawn or change.start != "continue":
            self._view_state.set(notice="")  # it spoke of what was there before
        self._chosen.go_along(change)
        self._show_experiment()
        self._view_state.set(**look_choices(change.seen, change.now))
        if change.opened:
            self._follow_a_point()
        self._actions.refresh()

    def _follow_a_point(self) -> None:
        if any(view.follows_a_point for view in self.views.visible):
            self._chosen.choose_a_point(self._document.now.points)

    def _show_experiment(self) -> None:
        now = self._document.now
        for part in self._parts:
            part.show_experiment(now)
        for card in self._cards.values():
            card.refresh_heading()
        self._title.refresh()

    def show_frame(self, frame: Frame) -> None:
        """Hand a frame to all that can be seen."""
        for view in self.views.visible:
            view.show_frame(frame)
        self.top_bar.show_frame(frame)
        self.top_bar.show_playing(self._playback.is_playing)
        self._tell_divergence(frame)
        self.narrator.on_frame(frame.playing)

    def _tell_divergence(self, frame: Frame) -> None:
        """Every frame after a divergence tells of it; who has closed the sentence does not read it again."""
        divergence = frame.contestants[0].divergence
        sentence = divergence.sentence(frame.experiment.contestants[0]) if divergence else ""
        if sentence and sentence != self._closed_notice:
            self._view_state.set(notice=sentence)

    def _close_notice(self) -> None:
        now = self._view_state.now.notice
        self._closed_notice = self._closed_notice if isinstance(now, Done) else now
        self._view_state.set(notice="")

    def _on_try(self) -> None:
        """Who trains or stops sees that at once, and hears anew what comes of it."""
        self._closed_notice = ""
        self.top_bar.show_playing(self._playback.is_playing)

    def _on_look(self, look: Look) -> None:
        for part in self._parts:
            part.show_look(look)
        for card in self._cards.values():
            card.show_look(look)
        self._playback.set_pace(look.pace)
        self.top_bar.show_pace(look.pace)
        self._notice.show_text(look.notice)
        self._body.show_look(look)
        self._body.show_titles()
        self._actions.refresh()
        self._refresh_wants()

    def _refresh_wants(self) -> None:
        """Ask training for what is seen, and for nothing else: cards on their way to another place count once there."""
        if self._is_moving:
            return
        seen = () if self.isMinimized() else self.views.visible
        self._playback.set_wants(frozenset().union({"activity"}, *(view.wanted() for view in seen)))

    # -- arrangement ---------------------------------------------------------------------------------------

    def _refit(self) -> None:
        """Arrange anew where another arrangement fits the window now."""
        if not self._body.fits(self.width(), self.height(), self.appearance.theme.zoom):
            self._arrange()

    def _arrange(self) -> None:
        holder, self._is_moving = QApplication.focusWidget(), True
        self._body.stand(self.width(), self.height(), self.appearance.theme)
        self.appearance.dress()
        self._hand_theme()
        self._body.share_out()
        self._notice.place()
        self._give_focus_back(holder)
        self._is_moving = False
        self._refresh_wants()

    def _give_focus_back(self, holder: QWidget | None) -> None:
        """A part that moved to another place has lost the focus, and a button that nobody chose has it."""
        if holder is not None and self.isAncestorOf(holder) and holder.isVisibleTo(self):
            holder.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus()  # else the first button would look as if it were to be pressed

    def _hand_theme(self) -> None:
        _polish(self)
        parts: list[Themed] = [self._actions, *self._parts, *self._cards.values(), self.top_bar]
        parts += [self._films] if self._films else []
        for part in (*parts, self.offer, self._notice):
            part.set_theme(self.appearance.theme)

    # -- the commands' stage -------------------------------------------------------------------------------

    def make_film(self) -> None:
        """Ask for a film of the training, and make it."""
        if self._films is None:
            self._films = self._film_maker()
        self._films.ask()

    def _film_maker(self) -> FilmMaker:
        films = later.film_maker(self.files.saved_now, lambda text: self._view_state.set(notice=text), self)
        self._column.insertWidget(self._column.indexOf(self._body), films.strip)
        _polish(self)
        films.set_theme(self.appearance.theme)
        return films

    def sight(self, name: str) -> QWidget:
        """What is seen: the "window", or the card at that place."""
        return self if name == "window" else self._cards[name]

    def show_shortcuts(self) -> None:
        """List all keys."""
        show_shortcuts(self)

    def show_about(self) -> None:
        """Say what this program is."""
        later.show_about(self)

    def _pick_pace(self, pace: float | None) -> None:
        self._preferences.pace = pace
        self._view_state.set(pace=pace)

    # -- events of the window ------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Share the room out again: only now it is known how much there is."""
        super().showEvent(event)
        self._body.share_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the window, with all that is in it, was painted for the first time."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the arrangement that fits, and keep the notice at its place."""
        super().resizeEvent(event)
        if self._body.arrangement is None:
            return
        if self.appearance.is_presenting():
            self.appearance.refresh()
        self._refit()
        self._body.share_out_again()  # coming back from full screen, the window gets its size only now
        self._notice.place()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on to what is read next; where the holder has gone, nothing is held: nobody chose the first button."""
        holder = QApplication.focusWidget()
        if holder is not None and holder is not self and not holder.isVisible():
            self.setFocus()
            return True
        stop = next_stop(self, holder, forward)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return stop is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring a view up to date when it comes into sight; what is out of sight is not asked for any more."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide) and isinstance(watched, View):
            self._refresh_wants()
            if event.type() == QEvent.Type.Show and self._playback.latest:
                watched.show_frame(self._playback.latest)
            if event.type() == QEvent.Type.Show and watched.follows_a_point:
                # Not from within: those who hear of the look now would hear of it in the wrong order.
                QTimer.singleShot(0, self, self._follow_a_point)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Notice when the window is minimised, as what nobody sees is not computed, or full screen is at its end."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self._body.arrangement is not None:
            self._refresh_wants()
            self.appearance.follow_window()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files, and the text of an experiment."""
        if _local_files(event.mimeData()) or holds_experiment(event.mimeData().text()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped; of several files the first."""
        paths = _local_files(event.mimeData())
        if paths:
            self.files.open_path(paths[0])
        else:
            self.files.open_text(event.mimeData().text())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember sizes and choices, and end what trains."""
        if not self.may_leave():
            event.ignore()
            return
        if not self.appearance.is_presenting():
            self._preferences.geometry = self.saveGeometry()
        self._preferences.keep_look(self._view_state.now)
        if self._films is not None:
            self._films.close()
        self._playback.close()
        super().closeEvent(event)


def _local_files(dragged: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]


def _polish(widget: QWidget) -> None:
    """Let Qt's style sheets have their say: they give a widget its old font back when it is polished."""
    for each in (widget, *widget.findChildren(QWidget)):
        each.ensurePolished()
        each.setToolTip(folded(each.toolTip()))
