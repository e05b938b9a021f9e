"""What the program remembers between two starts: theme, zoom, sizes and choices, never the learner's work."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from sequentia_gui.experiment.text_file import is_text
from sequentia_gui.gui.view_state import Look
from sequentia_gui.gui.views.catalogue import VIEWS
from sequentia_gui.network.activations import ACTIVATIONS

THEME_CHOICES = ("system", "light", "dark", "contrast")
PACES: tuple[float | None, ...] = (0.1, 0.5, 1.0, 5.0, 20.0, 100.0, None)
"""How fast to train, in epochs per second; None for flat out."""
ZOOMS = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5)
_REMEMBERED = (
    "tool",
    "show_train",
    "show_test",
    "show_boundary",
    "discretise",
    "log_loss",
    "gradient",
    "silent",
    "cost",
    "shown",
    "hinges_over",
    "tint",
    "more_training",
    "reduce_motion",
)
CHOICES = {
    "tool": ("point", "spray", "move", "erase"),
    "gradient": ("now", "time"),
    "hinges_over": ("decision", "regions"),
    "shown": tuple(entry.name for entry in VIEWS),
    "silent": ("zeros", "dead"),
    "cost": ("forward float32", "backward float32", "forward float64", "backward float64"),
    "tint": ("pattern", "slope"),
    "compared": tuple(entry.name for entry in ACTIVATIONS),
}
"""The words that a choice in a `Look` may be, or be made of."""


class Preferences:
    """Owns the settings file; a value that is missing or makes no sense reads as the default."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Sequentia", "sequentia-gui"
        )

    @property
    def theme(self) -> str:
        """One of THEME_CHOICES."""
        return _one_of(THEME_CHOICES, self._settings.value("theme"), "system")

    @theme.setter
    def theme(self, name: str) -> None:
        self._settings.setValue("theme", name)

    @property
    def zoom(self) -> float:
        """One of ZOOMS."""
        text = str(self._settings.value("zoom"))
        return next((zoom for zoom in ZOOMS if str(zoom) == text), 1.0)

    @zoom.setter
    def zoom(self, zoom: float) -> None:
        self._settings.setValue("zoom", str(zoom))

    @property
    def pace(self) -> float | None:
        """One of PACES."""
        text = str(self._settings.value("pace"))
        return next((pace for pace in PACES if str(pace) == text), None)

    @pace.setter
    def pace(self, pace: float | None) -> None:
        self._settings.setValue("pace", "" if pace is None else str(pace))

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood, empty where that is not known."""
        state = self._settings.value("geometry")
        return state if isinstance(state, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, state: QByteArray) -> None:
        self._settings.setValue("geometry", state)

    @property
    def recent(self) -> list[Path]:
        """The files that were used last, the newest first."""
        names = str(self._settings.value("recent", "")).split("\n")
        return [Path(name) for name in names if name]

    @recent.setter
    def recent(self, paths: list[Path]) -> None:
        names = [str(path) for path in paths]
        kept = [name for name in names if "\n" not in name and is_text(name)]
        self._settings.setValue("recent", "\n".join(kept))

    def sizes(self, name: str) -> list[int]:
        """The remembered sizes of a splitter's parts in pixels, empty where there are none."""
        words = str(self._settings.value(f"sizes/{name}")).split()
        return (
            [int(word) for word in words] if all(word.isdecimal() and int(word) > 0 for word in words) else []
        )

    def keep_sizes(self, name: str, sizes: list[int]) -> None:
        """Remember the sizes of a splitter's parts; a part that is not seen has none worth keeping."""
        if all(size > 0 for size in sizes):
            self._settings.setValue(f"sizes/{name}", " ".join(map(str, sizes)))

    def look_choices(self) -> dict[str, Any]:
        """The fields of a `Look` that are remembered."""
        defaults = {field.name: field.default for field in fields(Look)}
        known = [name for name in _REMEMBERED if self._settings.contains(f"look/{name}")]
        return {name: self._typed(name, defaults[name]) for name in known}

    def keep_look(self, look: Look) -> None:
        """Remember the choices in a `Look` (not what is pointed at)."""
        for name in _REMEMBERED:
            self._settings.setValue(f"look/{name}", _text(getattr(look, name)))

    def _typed(self, name: str, default: Any) -> Any:
        text = str(self._settings.value(f"look/{name}"))
        if isinstance(default, bool):
            return {"true": True, "false": False}.get(text, default)
        if isinstance(default, tuple):
            words = text.split()
            return tuple(words) if {*words} <= {*CHOICES[name]} else default
        return _one_of(CHOICES[name], text, default)


def _text(value: bool | str | tuple[str, ...]) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value).lower()


def _one_of(choices: tuple[str, ...], value: object, default: str) -> str:
    return value if isinstance(value, str) and value in choices else default
