"""An unexpected error becomes a dialog: one at a time, and each error only once."""

from __future__ import annotations

from traceback import extract_tb
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from sequentia_gui.mishap import keep_record, summary

Mark = tuple[type[BaseException], str, int]


class MishapDialog(QObject):
    """Tells people of errors that nobody foresaw; its `tell` takes the place of `sys.excepthook`.

    An error in something that is done for every frame would come sixty times a second: what has been told
    once is not told, or written to the log, again.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._told: set[Mark] = set()
        self._box: QMessageBox | None = None

    def tell(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Keep a record, and show a dialog unless one is open; an interrupt from the keyboard ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        mark = _mark(kind, trace)
        if mark in self._told:
            return
        self._told.add(mark)
        where = keep_record(error.with_traceback(trace))
        if self._box is None:
            self._box = self._made(summary(error), where)
            # Not at once: the error may come from a widget that is being painted.
            QTimer.singleShot(0, self._box, self._box.open)

    def _made(self, what: str, where: str) -> QMessageBox:
        text = self.tr("Something unexpected happened: {0}").format(what)
        box = QMessageBox(QMessageBox.Icon.Warning, "Sequentia", text, parent=QApplication.activeWindow())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(
            self.tr("Your experiment is still there: save it, then start again. {0}").format(where)
        )
        box.finished.connect(self._forget)
        return box

    def _forget(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
            self._box = None


def _mark(kind: type[BaseException], trace: TracebackType | None) -> Mark:
    """Errors of one kind from one line of code count as the same."""
    frames = extract_tb(trace)
    return (kind, frames[-1].filename, frames[-1].lineno or 0) if frames else (kind, "", 0)
