"""What every test stands on: no screen, a home of its own, the program's typeface, and laws that are repeatable."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings as laws

# A test never opens a window on somebody's screen, unless they ask for it: QT_QPA_PLATFORM=xcb pytest
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from sequentia_gui.gui.type_face import load_typeface

# No deadline: machines are slow now and then. At CI the same examples each time; at home always new ones.
laws.register_profile("home", deadline=None, max_examples=50)
laws.register_profile("ci", deadline=None, max_examples=50, derandomize=True, database=None)
laws.load_profile("ci" if os.environ.get("CI") else "home")

XDG_FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The one Qt application of the tests, with the program's typeface."""
    load_typeface()
    return qapp


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for each test: what it remembers is never a person's own, nor another test's."""
    home = tmp_path_factory.mktemp("home")
    for name in XDG_FOLDERS:
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("HOME", str(home))
    for form in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(home / "xdg_config_home"))
    return home


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """What a window remembers, in a file of this test's own."""
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
