"""Opening and saving, with the questions that a person must be asked; what goes wrong is said in a sentence."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.saved import PREFIX, SUFFIX, TABLES, Saved, is_table
from sequentia_gui.experiment.text_file import write_bytes
from sequentia_gui.export.catalogue import Export
from sequentia_gui.gui import later
from sequentia_gui.gui.document import Document, Progress
from sequentia_gui.gui.save_place import ask_place, home_folder, may_replace
from sequentia_gui.gui.saved_look import view_of
from sequentia_gui.gui.view_state import Done, ViewState
from sequentia_gui.resources import asset

SCALES = (1, 2, 3, 4)
"""Pixels of a PNG along each of the screen's."""

Stamp = tuple[int, int, int]
"""A file's place on the disk, its time and its size."""

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 60


class FileDialogs(QObject):
    """Connects the document and the look with files. No method raises for a bad file: it says so in a sentence.

    `used` fires with the path of a file that was opened or saved.
    """

    used = Signal(object)

    def __init__(
        self,
        document: Document,
        progress_now: Callable[[], Progress],
        view_state: ViewState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._progress_now = progress_now
        self._view_state = view_state
        self._window = parent
        self._known: dict[Path, Stamp] = {}

    def new(self) -> None:
        """Put the first experiment on the desk; undo brings the present one back."""
        self._document.open(first_experiment(), (), None)

    def open(self) -> None:
        """Ask for an experiment's file and open it."""
        path = self._ask_open(self.tr("Open an experiment"), self.tr("Experiments (*.sequentia)"))
        if path:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open an experiment, or the points of a CSV file, by its name."""
        if is_table(path):
            self._guarded(path, self._load_points)
        else:
            self._guarded(path, self._load_experiment)

    def open_named(self, name: str) -> None:
        """Open what a desktop or a command line names: a path, a file's URL, or an experiment's text."""
        if name.startswith(PREFIX):
            self.open_text(name)
            return
        path = QUrl(name).toLocalFile() if name.lower().startswith("file:") else name
        # where the folder that the program was started in is gone, nothing has an absolute name
        self._guarded(Path(path), lambda named: self.open_path(named.absolute()))

    def open_text(self, text: str) -> None:
        """Open the experiment in a text, with its first weights."""
        try:
            experiment = later.experiment_in_text(text)
        except ExperimentError as refusal:
            self._say(str(refusal))
        else:
            self._document.open(experiment, (), None)

    def save(self) -> None:
        """Save to the present file, or ask for one."""
        path = self._document.path
        if path is None:
            self.save_as()
        elif self._is_as_known(path) or may_replace(self._window, self._changed_meanwhile(path)):
            self.save_to(path)
        else:
            self._say(self.tr("Nothing was saved: Save as… keeps both."))

    def save_as(self) -> None:
        """Ask for a file and save to it."""
        suggestion = f"{_file_name(self._document.now.title)}{SUFFIX}"
        self._save(
            self.tr("Save the experiment"),
            suggestion,
            {self.tr("Experiments"): SUFFIX},
            self._store_experiment,
        )

    def save_to(self, path: Path) -> None:
        """Save to a file of that name, which is the present one from then on."""
        self._guarded(path, self._store_experiment)

    def open_points(self) -> None:
        """Ask for a CSV file and use its points."""
        tables = self.tr("Tables ({0});;All files (*)").format(" ".join(f"*{suffix}" for suffix in TABLES))
        path = self._ask_open(self.tr("Open points"), tables)
        if path:
            self._guarded(path, self._load_points)

    def export(self, form: Export) -> None:
        """Ask for a file and write the network or its data to it in that form."""
        kinds = {form.files: Path(form.file_name).suffix}
        title = self.tr("Export: {0}").format(form.label.rstrip("…"))
        self._save(title, form.file_name, kinds, lambda path: self._write(path, form))

    def save_picture(self, seen: QWidget) -> None:
        """Ask for a file and put a picture of the widget into it; the kind of file says how many pixels."""
        pixels = {self._picture_kind(scale): scale for scale in SCALES}
        kinds = {**dict.fromkeys(pixels, ".png"), self.tr("Lines and letters"): ".svg"}
        place = ask_place(self._window, self.tr("Save a picture"), self._folder() / "sequentia.png", kinds)
        if place:
            scale = pixels.get(place.kind, 1)
            self._guarded(place.path, lambda path: self._store_picture(path, seen, scale))

    def _picture_kind(self, scale: int) -> str:
        if scale == 1:
            return self.tr("Pixels as on screen")
        return self.tr("{0} times as many pixels each way").format(scale)

    def _store_picture(self, path: Path, seen: QWidget, scale: int) -> None:
        write_bytes(path, later.picture(seen, path.suffix.lower(), scale))
        self._say(Done(self.tr("Written to {0}.").format(path.name)))

    def _changed_meanwhile(self, path: Path) -> str:
        return self.tr("Another window or program has changed {0} meanwhile. Replace it?").format(path.name)

    def _is_as_known(self, path: Path) -> bool:
        """Whether the file is the one that this window has read or written last; one that is gone may come back."""
        now = _stamp(path)
        return now is None or self._known.get(path, now) == now

    def _load_experiment(self, path: Path) -> None:
        stamp = _stamp(path)
        saved = later.read_experiment(path)
        own = None if _is_ours(path) else path
        self._document.open(saved.experiment, saved.progress, own, saved.view)
        self._note_stamp(path, stamp)
        self._note_use(path)

    def saved_now(self) -> Saved:
        """What a file would hold now."""
        progress = later.fitting(self._progress_now(), self._document.now)
        return Saved(self._document.now, progress, view_of(self._view_state.now))

    def _store_experiment(self, path: Path) -> None:
        saved = self.saved_now()
        later.write_experiment(path, saved)
        self._note_stamp(path, _stamp(path))
        self._document.mark_saved(path, saved.progress)
        self._say(Done(self.tr("Saved to {0}.").format(path.name)))
        self._note_use(path)

    def _load_points(self, path: Path) -> None:
        loaded = later.read_points(path)
        done = self._document.edit(
            lambda now: edits.load_points(now, loaded.xy, loaded.label, path.stem),
            self.tr("Open points"),
            start="fresh",
        )
        if done:
            if is_table(path):  # of any other name it would be taken for an experiment
                self._note_use(path)
            if loaded.notice:
                self._say(loaded.notice)

    def _write(self, path: Path, form: Export) -> None:
        form.write(path, later.snapshot(self._document.now, self._progress_now()))
        self._say(Done(self.tr("Written to {0}.").format(path.name)))

    def _say(self, text: str) -> None:
        self._view_state.set(notice=text)

    def _guarded(self, path: Path, act: Callable[[Path], None]) -> None:
        try:
            act(path)
        except ExperimentError as refusal:
            self._say(str(refusal))
        except OSError as error:
            self._say(self.tr("{0}: {1}.").format(path.name, error.strerror or error))

    def _note_stamp(self, path: Path, stamp: Stamp | None) -> None:
        if stamp:
            self._known[path] = stamp

    def _note_use(self, path: Path) -> None:
        if not _is_ours(path):
            self.used.emit(path.absolute())

    def _ask_open(self, title: str, kinds: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._window, title, str(self._folder()), kinds)
        return Path(name) if name else None

    def _save(self, title: str, suggestion: str, kinds: dict[str, str], act: Callable[[Path], None]) -> None:
        place = ask_place(self._window, title, self._folder() / suggestion, kinds)
        if place:
            self._guarded(place.path, act)

    def _folder(self) -> Path:
        return self._document.path.parent if self._document.path else home_folder()


def _stamp(path: Path) -> Stamp | None:
    """What tells one content of a file from the next; None where there is no such file."""
    with contextlib.suppress(OSError, ValueError):
        found = path.stat()
        return found.st_ino, found.st_mtime_ns, found.st_size
    return None


def _file_name(title: str) -> str:
    """The title without what a file's name may not contain."""
    return _FORBIDDEN.sub("-", title)[:_LONGEST_NAME].strip(" .") or "experiment"


def _is_ours(path: Path) -> bool:
    """Whether the file came with the program: it is a start, and not to be written over."""
    return path.resolve().parent == asset("experiments").resolve()
