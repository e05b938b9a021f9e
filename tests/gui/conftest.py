"""Every test of the window and its parts has Qt's application: without one, asking for a font's size aborts Python."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    """The one application of all tests."""
    return qapp
