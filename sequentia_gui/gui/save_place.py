"""Asking where to save: a forgotten suffix is added, and nothing is replaced without a question."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDir
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


class SavePlace(NamedTuple):
    """Where to save, and which of the kinds of files was chosen in the dialog."""

    path: Path
    kind: str


def ask_place(window: QWidget | None, title: str, start: Path, kinds: Mapping[str, str]) -> SavePlace | None:
    """The place that a person names; None where nobody does, or nobody wants what is there replaced.

    `kinds` are the kinds of files with the suffix of each. A suffix that one of them has may also be typed.
    """
    filters = ";;".join(f"{kind} (*{suffix})" for kind, suffix in kinds.items())
    name, chosen = QFileDialog.getSaveFileName(window, title, str(start), filters)
    if not name:
        return None
    kind = next((each for each in kinds if chosen.startswith(f"{each} (")), next(iter(kinds)))
    path = Path(name)
    if path.suffix.lower() in kinds.values():
        return SavePlace(path, kind)
    full = path.with_name(path.name + kinds[kind])
    # the dialog asked about the name as it was typed, which was another one
    question = _say("{0} is there already. Replace it?").format(full.name)
    return SavePlace(full, kind) if not full.exists() or may_replace(window, question) else None


def home_folder() -> Path:
    """Where a person's files are; the root where the system knows no home of theirs, for which Python would raise."""
    return Path(QDir.homePath())


def may_replace(window: QWidget | None, question: str) -> bool:
    """Whether a person wants what is there replaced."""
    # A file's name is anybody's: with <b> in it, Qt would take the question for rich text.
    plain = Qt.convertFromPlainText(question) if Qt.mightBeRichText(question) else question
    answer = QMessageBox.question(window, _say("Save"), plain)
    return answer == QMessageBox.StandardButton.Yes


def _say(text: str) -> str:
    return QCoreApplication.translate("save_place", text)
