"""What the views are called, in the language of whoever looks at them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def view_word(text: str) -> str:
    """A word or sentence of the catalogue of views, translated; the catalogue itself needs no Qt."""
    return QCoreApplication.translate("views", text)
