"""What a frame shares with the one before it need not travel again: a costly finding serves for several frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType

from sequentia_gui.training.messages import ContestantFrame, Frame


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Stands for a finding that is the very one of the frame before."""


def without_unchanged(frame: Frame, before: Frame | None) -> Frame:
    """The frame for the journey; its findings that are objects of the frame before, which was sent, stay here."""
    if before is None:
        return frame
    return _with_findings(frame, before, lambda now, then: Unchanged() if now is then else now)


def with_unchanged(frame: Frame, before: Frame | None) -> Frame:
    """The frame as it was before the journey, when the one before has come: views see that nothing is new."""
    if before is None:
        return frame
    return _with_findings(frame, before, lambda now, then: then if isinstance(now, Unchanged) else now)


def _with_findings(frame: Frame, before: Frame, choose: Callable[[object, object], object]) -> Frame:
    then = (*before.contestants, *(None,) * len(frame.contestants))
    pairs = zip(frame.contestants, then, strict=False)
    return replace(frame, contestants=tuple(_chosen(now, then, choose) for now, then in pairs))


def _chosen(
    now: ContestantFrame, then: ContestantFrame | None, choose: Callable[[object, object], object]
) -> ContestantFrame:
    if then is None:
        return now
    known = then.findings
    findings = {name: choose(found, known.get(name, _NONE)) for name, found in now.findings.items()}
    return replace(now, findings=MappingProxyType(findings))


_NONE = object()
"""No finding is this."""
