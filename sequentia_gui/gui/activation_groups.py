"""The activations in the order in which they are offered: the lecture's first, then the others, then one's own."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from sequentia_gui.network.activations import ACTIVATIONS, Activation

_LECTURE = ("step", "sigmoid", "tanh", "relu", "leaky_relu", "gelu", "identity")
_OWN = ("drawn",)


class ActivationGroup(NamedTuple):
    """Activations that stand together in a list; the first group needs no title."""

    title: str
    entries: tuple[Activation, ...]


def activation_groups() -> tuple[ActivationGroup, ...]:
    """Every activation once, in groups that are not empty."""
    lecture = sorted((each for each in ACTIVATIONS if each.name in _LECTURE), key=_lecture_place)
    own = tuple(each for each in ACTIVATIONS if each.name in _OWN)
    others = tuple(each for each in ACTIVATIONS if each.name not in (*_LECTURE, *_OWN))
    groups = (
        ActivationGroup("", tuple(lecture)),
        ActivationGroup(QCoreApplication.translate("activations", "More"), others),
        ActivationGroup(QCoreApplication.translate("activations", "Your own"), own),
    )
    return tuple(group for group in groups if group.entries)


def _lecture_place(entry: Activation) -> int:
    return _LECTURE.index(entry.name)
