"""What of the look travels in a file: the choices that make the picture, not those of the person who looks.

A new choice is one line in _READERS. A file may be older or newer than this program, or changed by hand: a
choice that it lacks, or that makes no sense here, is the usual one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sequentia_gui.experiment.experiment import MAX_LAYERS, PLANE_LIMIT, Experiment
from sequentia_gui.experiment.saved import ViewValue
from sequentia_gui.gui.preferences import CHOICES, PACES
from sequentia_gui.gui.view_state import Look, Neuron

Reader = Callable[[str, Any, Experiment], Any]
"""The value of a choice, from its name, the value in a file and the experiment; ValueError where it makes no sense."""


def view_of(look: Look) -> dict[str, ViewValue]:
    """The look's choices as a file has them."""
    return {name: _plain(getattr(look, name)) for name in _READERS}


def look_choices(view: Mapping[str, ViewValue], experiment: Experiment) -> dict[str, Any]:
    """The fields of a look that a file's view sets: all that travel, or none for a file without a view."""
    return {name: _value(name, view, experiment) for name in _READERS} if view else {}


def _plain(value: Any) -> ViewValue:
    return list(value) if isinstance(value, tuple) else value


def _value(name: str, view: Mapping[str, ViewValue], experiment: Experiment) -> Any:
    try:
        return _READERS[name](name, view[name], experiment)
    except (KeyError, TypeError, ValueError):
        return getattr(Look(), name)


def _flag(_name: str, value: object, _experiment: Experiment) -> bool:
    _demand(isinstance(value, bool))
    return bool(value)


def _word(name: str, value: str, _experiment: Experiment) -> str:
    _demand(value in CHOICES[name])
    return value


def _pace(_name: str, value: float | None, _experiment: Experiment) -> float | None:
    _demand(value in PACES and not isinstance(value, bool))
    return None if value is None else float(value)


def _words(name: str, value: list[str], _experiment: Experiment) -> tuple[str, ...]:
    """The words that are known here, of a list; the others are a newer program's."""
    _demand(isinstance(value, list))
    return tuple(word for word in value if word in CHOICES[name])


def _layer(_name: str, value: int, _experiment: Experiment) -> int:
    _demand(type(value) is int and 1 <= value <= MAX_LAYERS)
    return value


def _neuron(_name: str, value: list[int] | None, experiment: Experiment) -> Neuron | None:
    if value is None:
        return None
    layer, position = value
    sizes = experiment.network.sizes(experiment.points.classes)
    _demand(0 <= layer < len(sizes) and 0 <= position < sizes[layer])
    return Neuron(layer, position)


def _point(_name: str, value: int | None, experiment: Experiment) -> int | None:
    _demand(value is None or (type(value) is int and 0 <= value < len(experiment.points)))
    return value


def _place(_name: str, value: list[float] | None, _experiment: Experiment) -> tuple[float, float] | None:
    if value is None:
        return None
    x, y = map(float, value)
    _demand(abs(x) <= PLANE_LIMIT and abs(y) <= PLANE_LIMIT)
    return x, y


def _demand(makes_sense: bool) -> None:
    if not makes_sense:
        raise ValueError


_READERS: dict[str, Reader] = {
    "shown": _words,
    "pace": _pace,
    "layer": _layer,
    "compared": _words,
    "chosen_neuron": _neuron,
    "chosen_point": _point,
    "chosen_place": _place,
    "hinges_over": _words,
    "tint": _word,
    "show_train": _flag,
    "show_test": _flag,
    "show_boundary": _flag,
    "discretise": _flag,
    "gradient": _word,
    "silent": _word,
    "cost": _word,
    "log_loss": _flag,
}
