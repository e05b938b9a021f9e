"""A film is made by another copy of this program, which has no window, so that this window never waits for it."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment
from PySide6.QtWidgets import QWidget

from sequentia_gui.experiment.drafts import clear_drafts
from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.experiment.file_format import write
from sequentia_gui.experiment.saved import SUFFIX, Saved
from sequentia_gui.experiment.text_file import check_place
from sequentia_gui.export.animation import SUFFIXES, lacking
from sequentia_gui.gui.films.dialog import FilmDialog
from sequentia_gui.gui.films.order import FilmOrder
from sequentia_gui.gui.films.strip import FilmStrip
from sequentia_gui.gui.save_place import ask_place, home_folder
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Done
from sequentia_gui.training.process import this_program

_DONE = re.compile(rb"^(\d+) of (\d+)\r?\n", re.MULTILINE)


class FilmMaker(QObject):
    """Owns the dialog, the strip and the one process that makes a film; `say` tells how it ended.

    `saved` gives the present experiment with its weights and its view. A film that was cancelled leaves no file.
    """

    def __init__(self, saved: Callable[[], Saved], say: Callable[[str], None], window: QWidget) -> None:
        super().__init__(window)
        self._saved, self._say, self._window = saved, say, window
        self.strip = FilmStrip()
        self.dialog = FilmDialog(window)
        self._process: QProcess | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._film = Path()
        self._is_cancelled = False
        self.dialog.ordered.connect(self._ask_place)
        self.strip.cancelled.connect(self.cancel)

    @property
    def is_busy(self) -> bool:
        """Whether a film is being made."""
        return self._process is not None

    def ask(self) -> None:
        """Ask which film is wanted."""
        if self.is_busy:
            self._say(self.tr("A film is being made already: cancel it first, or wait for it."))
        elif not (~self._saved().experiment.points.held_out).any():
            self._say(self.tr("There is nothing to film yet: training needs points to train on."))
        else:
            self.dialog.show()
            self.dialog.raise_()
            self.dialog.activateWindow()

    def make(self, order: FilmOrder, film: Path) -> None:
        """Begin to make that film; what cannot be is said in a sentence."""
        try:
            self._check(film)
            self._begin(order, film)
        except ExperimentError as refusal:
            self._say(str(refusal))

    def cancel(self) -> None:
        """Stop making the film; no file is left of it."""
        if self._process is not None:
            self._is_cancelled = True
            self._process.kill()

    def close(self) -> None:
        """Leave nothing running."""
        process = self._process
        if process is not None:
            process.finished.disconnect()
            process.kill()
            process.waitForFinished()
            self._clear()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self.strip.set_theme(theme)
        self.dialog.set_theme(theme)

    def _ask_place(self, order: FilmOrder) -> None:
        kinds = {suffix[1:].upper(): suffix for suffix in SUFFIXES}
        place = ask_place(self._window, self.tr("Save the film"), home_folder() / "training.gif", kinds)
        if place:
            self.make(order, place.path)

    def _check(self, film: Path) -> None:
        check_place(film)
        missing = lacking(film.suffix.lower())
        if missing:
            raise ExperimentError(missing)

    def _begin(self, order: FilmOrder, film: Path) -> None:
        self._folder = self._passing_folder()
        source = Path(self._folder.name) / f"film{SUFFIX}"
        now = self._saved()
        write(source, Saved(now.experiment, () if order.fresh else now.progress, now.view))
        self._film, self._is_cancelled = film, False
        program, *words = this_program(*order.words(source, film.resolve()))
        process = self._process = QProcess(self)
        process.setProcessEnvironment(_environment())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._end)
        process.errorOccurred.connect(self._fail)
        self.strip.show_progress(0, order.pictures)
        process.start(program, words)

    def _passing_folder(self) -> tempfile.TemporaryDirectory[str]:
        try:
            return tempfile.TemporaryDirectory(prefix="sequentia-film-", ignore_cleanup_errors=True)
        except OSError as error:
            sentence = self.tr("The film cannot be made: no temporary folder can be written ({0}).")
            raise ExperimentError(sentence.format(error.strerror)) from error

    def _read(self) -> None:
        assert self._process is not None
        counts = _DONE.findall(bytes(self._process.readAllStandardOutput().data()))
        if counts:
            self.strip.show_progress(int(counts[-1][0]), int(counts[-1][1]))

    def _fail(self, error: QProcess.ProcessError) -> None:
        """Only a process that never began ends without saying so."""
        if error == QProcess.ProcessError.FailedToStart:
            self._clear()
            self._say(self.tr("The film cannot be made: the program that draws it does not start."))

    def _end(self, code: int) -> None:
        assert self._process is not None
        complaint = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        self._clear()
        if self._is_cancelled:
            self._say(Done(self.tr("The film was cancelled, and no file is left of it.")))
        elif code == 0:
            self._say(Done(self.tr("Film written to {0}.").format(self._film.name)))
        else:
            reason = complaint.splitlines()[-1].removeprefix("sequentia-gui: ") if complaint else ""
            self._say(self.tr("The film could not be made. {0}").format(reason).strip())

    def _clear(self) -> None:
        if self._process is not None:
            self._process.deleteLater()
            clear_drafts(self._film.parent)  # a process that is killed cannot clear up itself
        if self._folder is not None:
            self._folder.cleanup()
        self._process = self._folder = None
        self.strip.hide()


def _environment() -> QProcessEnvironment:
    """Ours, and where Python looks for modules."""
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONPATH", os.pathsep.join(sys.path))
    return environment
