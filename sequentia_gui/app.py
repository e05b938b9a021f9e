"""The composition root: builds every part once and connects them; the only place that knows them all."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from sequentia_gui import __version__
from sequentia_gui.experiment.experiment import Experiment, ExperimentError
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui import later
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.ending import Ending
from sequentia_gui.gui.icons import program_icon
from sequentia_gui.gui.main_window import MainWindow
from sequentia_gui.gui.mishap_dialog import MishapDialog
from sequentia_gui.gui.numerals import choose_figures
from sequentia_gui.gui.playback import Playback, TrainingPlace
from sequentia_gui.gui.preferences import Preferences
from sequentia_gui.gui.saved_look import view_of
from sequentia_gui.gui.type_face import load_typeface
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.mishap import keep_text
from sequentia_gui.resources import asset
from sequentia_gui.training.messages import Crash
from sequentia_gui.training.process import TrainingProcess

if TYPE_CHECKING:
    from sequentia_gui.gui.recovery import Recovery


@dataclass(frozen=True, slots=True)
class Parts:
    """What `build` made; the window keeps the others alive."""

    window: MainWindow
    document: Document
    playback: Playback
    view_state: ViewState


def run_window(name: str | None) -> int:
    """Open the window, with the file (or the experiment's text) of that name, and stay until it is closed."""
    application = create_application()
    sys.excepthook = MishapDialog(application).tell
    parts = build(application, first_experiment(), Preferences())
    _show(parts.window)
    keeping: list[Recovery] = []
    parts.window.painted.connect(lambda: keeping.append(_kept_safe(parts)))
    if name is not None:
        parts.window.files.open_named(name)
    ending = Ending()
    code = application.exec()
    for recovery in keeping:
        recovery.close()
    if code:
        _close(parts.window)
    ending.close()
    return code


def create_application() -> QApplication:
    """The Qt application, named, with the program's typeface."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("sequentia-gui")
    application.setApplicationDisplayName("Sequentia")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("sequentia-gui")
    application.setWindowIcon(program_icon())
    application.setStyle("Fusion")
    choose_figures()
    load_typeface()
    return application


def build(
    application: QApplication,
    experiment: Experiment,
    preferences: Preferences,
    place: TrainingPlace = TrainingProcess,
) -> Parts:
    """All parts of the program, connected, the window not yet shown; training happens in that place."""
    view_state = ViewState()
    playback = Playback(experiment, lambda crash: _tell_crash(crash, view_state), place)
    document = Document(
        experiment,
        playback.progress,
        lambda text: view_state.set(notice=text),
        lambda: view_of(view_state.now),
    )
    document.changed.connect(playback.on_change)
    window = MainWindow(application, document, playback, view_state, preferences, _examples)
    window.resize(1440, 900)
    window.start()
    window.painted.connect(playback.begin)  # not before: it would keep the window from the processor
    return Parts(window, document, playback, view_state)


def _kept_safe(parts: Parts) -> Recovery:
    """Begin to keep unsaved work, and offer what earlier windows have left."""
    recovery = later.recovery(parts.document, parts.playback, parts.view_state, parts.window.offer)
    recovery.start()
    parts.window.may_leave = recovery.may_leave
    return recovery


def _close(window: MainWindow) -> None:
    """Let a window that a signal has left open remember its choices, and end what trains."""
    window.may_leave = lambda: True
    window.close()


def _show(window: MainWindow) -> None:
    """Show the window; where the screen is no larger than it, let it fill the screen instead of leaving it.

    Nor does it leave the screen when it is made smaller again, or where no window manager heeds the wish.
    """
    room = window.screen().availableGeometry()
    if window.width() >= room.width() or window.height() >= room.height():
        window.resize(window.size().boundedTo(room.size()))
        window.showMaximized()
    else:
        window.show()


def _examples() -> list[tuple[str, Path]]:
    """The ready-made experiments in a lecture's order: from the single neuron to the deepest network."""
    examples = []
    for path in sorted(asset("experiments").glob("*.sequentia")):
        try:
            examples.append((later.read_experiment(path).experiment, path))
        except ExperimentError:
            continue
    examples.sort(key=lambda each: len(each[0].network.layers))
    return [(experiment.title, path) for experiment, path in examples]


def _tell_crash(crash: Crash, view_state: ViewState) -> None:
    view_state.set(notice=f"{crash.sentence} {keep_text(crash.details)}", measuring="")
