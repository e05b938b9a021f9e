"""A frame becomes an image: the whole window as it would look, or one view alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from sequentia_gui.analysis.telling_point import telling_point
from sequentia_gui.app import Parts, build, create_application
from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.experiment.saved import ViewValue
from sequentia_gui.gui.controls import Card
from sequentia_gui.gui.preferences import Preferences
from sequentia_gui.gui.saved_look import look_choices
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Look
from sequentia_gui.gui.views.catalogue import VIEWS, entry_of
from sequentia_gui.gui.views.view import View
from sequentia_gui.training.messages import Frame
from sequentia_gui.training.worker import TrainingWorker

_PATIENCE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Shot:
    """How a frame is to be looked at: the window or a view, its width and height in pixels, theme and zoom.

    Where a view shows one layer at a time it is `layer`, 1 the first hidden one; None: all, as far as it can.
    `seen` are the choices of a file's view.
    """

    view: str
    size: tuple[int, int]
    theme: str = "light"
    zoom: float = 1.0
    layer: int | None = None
    seen: Mapping[str, ViewValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn: the whole window or a sheet with one view, and the parts that keep it true."""

    widget: QWidget
    parts: Parts
    application: QApplication


@contextmanager
def staged(frame: Frame, shot: Shot) -> Iterator[Scene]:
    """The window or the view with a frame, ready to be drawn; ExperimentError where there is no view of that name."""
    names = ("window", *(entry.name for entry in VIEWS))
    if shot.view not in names:
        raise ExperimentError(f"There is no view called {shot.view!r}: choose one of {', '.join(names)}.")
    application = create_application()
    preferences = _passing_preferences()
    preferences.theme, preferences.zoom = shot.theme, shot.zoom
    parts = build(application, frame.experiment, preferences, TrainingWorker)
    drawn: list[QWidget] = [parts.window]
    try:
        _set_up(frame, parts, shot)
        if shot.view != "window":
            drawn.append(_alone(frame, parts, shot))
        application.processEvents()
        parts.window.show_frame(frame)  # the given one: it alone knows the past
        yield Scene(drawn[-1], parts, application)
    finally:
        _discard(application, *drawn)


def _passing_preferences() -> Preferences:
    """Choices that nobody remembers: a settings file without a name is never written, so no disk can refuse it."""
    settings = QSettings("", QSettings.Format.IniFormat)
    settings.clear()
    return Preferences(settings)


def _set_up(frame: Frame, parts: Parts, shot: Shot) -> None:
    """Let the window show the frame as it is to be looked at."""
    parts.window.resize(*shot.size)
    parts.window.show()
    parts.window.fill()
    _take_over(frame, parts)
    parts.view_state.set(**look_choices(shot.seen, frame.experiment))
    parts.view_state.set(reduce_motion=shot.layer is None, layer=shot.layer or parts.view_state.now.layer)
    if shot.view == "trace" and len(frame.experiment.points) and not _follows(parts.view_state.now):
        parts.view_state.set(chosen_point=telling_point(frame.experiment.points))


def _take_over(frame: Frame, parts: Parts) -> None:
    progress = tuple(contestant.checkpoint for contestant in frame.contestants)
    loop = QEventLoop()
    parts.document.open(frame.experiment, progress, None)
    parts.playback.frame_ready.connect(lambda _: None if parts.playback.is_expecting else loop.quit())
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    loop.exec()


def _follows(look: Look) -> bool:
    """Whether a point or a place is followed through the network."""
    return look.chosen_point is not None or look.chosen_place is not None


def _alone(frame: Frame, parts: Parts, shot: Shot) -> QWidget:
    view = entry_of(shot.view).load()(parts.document, parts.view_state)
    card = Card(view, "")
    sheet = _sheet(card, view, parts.window.appearance.theme)
    view.show_experiment(frame.experiment)
    view.show_look(parts.view_state.now)
    view.show_frame(frame)
    if shot.layer is not None:
        view.show_layer(shot.layer)
    card.set_heading(*view.heading())
    sheet.setAccessibleName(card.title)
    sheet.resize(*shot.size)
    sheet.show()
    sheet.setFocus()  # else the view would have it, and be drawn with the ring that says so
    return sheet


def _sheet(card: Card, view: View, theme: Theme) -> QWidget:
    """The card with the view's small controls in its corner; dressed at last, as what moves loses its fonts."""
    sheet = QWidget()
    QVBoxLayout(sheet).addWidget(card)
    for widget in view.corner_widgets():
        card.corner.addWidget(widget)
    view.set_theme(theme)
    card.set_theme(theme)
    return sheet


def _discard(application: QApplication, *windows: QWidget) -> None:
    """Close for good: a window that lives on would be restyled with every later one."""
    for window in windows:
        window.close()
        window.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
