"""Costly findings are rationed while a network trains: one that took long serves for the next frames, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


Network = tuple[NetworkDesign, tuple[int, ...], int]
"""For what a finding serves: the design, the sizes of all layers, and the number of points."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A finding, the network and number of points that it is for, and until when it serves."""

    finding: object
    network: Network
    until: float


@dataclass(slots=True)
class _Begun:
    """What is on its way to a finding in parts, what is known so far, and the seconds that it has taken."""

    network: Network
    parts: Iterator[object]
    known: object = None
    took: float = 0.0


class Rations:
    """Owns the last findings; what it hands out may be some frames old, and never for another network.

    An analysis in parts does one of them for each frame, and meanwhile its last finding serves.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kept: dict[tuple[int, str], _Kept] = {}
        self._begun: dict[tuple[int, str], _Begun] = {}

    def find(self, contestant: int, name: str, subject: Subject) -> object:
        """What the analysis of that name finds in a subject, or what it found in it a short time ago."""
        place = (contestant, name)
        kept = self._kept.get(place)
        if kept is None or kept.network != _network(subject):
            return self._whole(place, subject)
        if self._clock() < kept.until:
            return kept.finding
        if analysis(name).parts is None:
            return self._whole(place, subject)
        return self._one_part_more(place, subject) or kept.finding

    def _whole(self, place: tuple[int, str], subject: Subject) -> object:
        """Find it at once, from the first part to the last."""
        begin = self._clock()
        finding = self._found(place[1], subject, begin)
        return self._keep(place, finding, _network(subject), self._clock() - begin)

    def _one_part_more(self, place: tuple[int, str], subject: Subject) -> object | None:
        """Take one more part on the way to a finding; the finding if that was the last, else None."""
        begin, begun = self._clock(), self._begun.get(place)
        if begun is None or begun.network != _network(subject):
            begun = self._begun[place] = _begun(place[1], subject)
        last, begun.known = begun.known, next(begun.parts, None)
        begun.took += self._clock() - begin
        if begun.known is not None:
            return None
        del self._begun[place]
        return self._keep(place, last, begun.network, begun.took)

    def _keep(self, place: tuple[int, str], finding: object, network: Network, took: float) -> object:
        until = self._clock() + max(analysis(place[1]).rest, _service(took))
        self._kept[place] = _Kept(finding, network, until)
        return finding

    def _found(self, name: str, subject: Subject, begin: float) -> object:
        wanted = analysis(name)
        if wanted.hurried is None:
            return wanted.compute(subject)
        return wanted.hurried(subject, lambda: self._clock() > begin + BUDGET)


def _network(subject: Subject) -> Network:
    return subject.design, subject.parameters.sizes, len(subject.points)


def _begun(name: str, subject: Subject) -> _Begun:
    parts = analysis(name).parts
    assert parts is not None
    return _Begun(_network(subject), parts(subject))


def _service(took: float) -> float:
    """For how many seconds a finding serves that took so many."""
    if took <= CHEAP:
        return 0.0
    return took * (SHARE if took < STALL else STALL_SHARE)


def unrationed(_contestant: int, name: str, subject: Subject) -> object:
    """What the analysis of that name finds in a subject, however long it takes."""
    return analysis(name).compute(subject)
