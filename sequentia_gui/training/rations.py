"""Costly findings are rationed while a network trains: one that took long serves for the next frames, too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sequentia_gui.analysis.catalogue import analysis
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import NetworkDesign

CHEAP = 0.003
"""A finding that takes so many seconds may be made anew for every frame."""

BUDGET = 0.06
"""After so many seconds an analysis that can end early is to do so."""

SHARE = 4.0
"""A costly finding serves for so many times as long as it took."""

STALL, STALL_SHARE = 0.12, 12.0
"""One that took so long has made all views stand still for a moment: it serves for longer still."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A finding, the network and number of points that it is for, and until when it serves."""

    finding: object
    network: tuple[NetworkDesign, tuple[int, ...], int]
    until: float


class Rations:
    """Owns the last findings; what it hands out may be some frames old, and never for another network."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kept: dict[tuple[int, str], _Kept] = {}

    def find(self, contestant: int, name: str, subject: Subject) -> object:
        """What the analysis of that name finds in a subject, or what it found in it a short time ago."""
        kept, begin = self._kept.get((contestant, name)), self._clock()
        network = (subject.design, subject.parameters.sizes, len(subject.points))
        if kept is not None and begin < kept.until and kept.network == network:
            return kept.finding
        finding = self._found(name, subject, begin)
        end = self._clock()
        until = end + max(analysis(name).rest, _service(end - begin))
        self._kept[contestant, name] = _Kept(finding, network, until)
        return finding

    def _found(self, name: str, subject: Subject, begin: float) -> object:
        wanted = analysis(name)
        if wanted.hurried is None:
            return wanted.compute(subject)
        return wanted.hurried(subject, lambda: self._clock() > begin + BUDGET)


def _service(took: float) -> float:
    """For how many seconds a finding serves that took so many."""
    if took <= CHEAP:
        return 0.0
    return took * (SHARE if took < STALL else STALL_SHARE)


def unrationed(_contestant: int, name: str, subject: Subject) -> object:
    """What the analysis of that name finds in a subject, however long it takes."""
    return analysis(name).compute(subject)
