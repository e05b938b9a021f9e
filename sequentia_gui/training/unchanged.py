"""What a frame shares with the one before it need not travel again: a costly finding serves for several frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType

from sequentia_gui.experiment.loss_curve import LossCurve
from sequentia_gui.training.messages import ContestantFrame, Frame


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Stands for a finding that is the very one of the frame before."""


@dataclass(frozen=True, slots=True, eq=False)
class CurveEnd(LossCurve):
    """The last entries of a curve, on their way to where the others are."""


ChooseCurve = Callable[[LossCurve, LossCurve], LossCurve]
"""From a contestant's curve and that of the frame before to the one that the frame is to have."""

ChooseFinding = Callable[[object, object], object]
"""The same for a finding; where the frame before had none of that name, it gets `_NONE`."""

_NONE = object()
"""No finding is this."""


def without_unchanged(frame: Frame, before: Frame | None) -> Frame:
    """The frame for the journey, where the one before was sent.

    Its findings that are objects of that one stay here, and of a loss curve that goes on only its end is sent.
    """
    return _with_parts(frame, before, _end_of, lambda now, then: Unchanged() if now is then else now)


def with_unchanged(frame: Frame, before: Frame | None) -> Frame:
    """The frame as it was before the journey, when the one before has come: views see that nothing is new."""
    return _with_parts(
        frame, before, _whole_of, lambda now, then: then if isinstance(now, Unchanged) else now
    )


def _end_of(curve: LossCurve, before: LossCurve) -> LossCurve:
    return CurveEnd.of(curve.stride, curve.entries[:, len(before) :]) if curve.goes_on_from(before) else curve


def _whole_of(curve: LossCurve, before: LossCurve) -> LossCurve:
    return before.longer(curve.entries) if isinstance(curve, CurveEnd) else curve


def _with_parts(
    frame: Frame, before: Frame | None, choose_curve: ChooseCurve, choose_finding: ChooseFinding
) -> Frame:
    """The frame, each contestant with the curve and the findings that are chosen; as it is where none came before."""
    if before is None:
        return frame
    then = (*before.contestants, *(None,) * len(frame.contestants))
    contestants = (
        _chosen(now, past, choose_curve, choose_finding) if past else now
        for now, past in zip(frame.contestants, then, strict=False)
    )
    return replace(frame, contestants=tuple(contestants))


def _chosen(
    now: ContestantFrame, past: ContestantFrame, choose_curve: ChooseCurve, choose_finding: ChooseFinding
) -> ContestantFrame:
    findings = {
        name: choose_finding(found, past.findings.get(name, _NONE)) for name, found in now.findings.items()
    }
    curve = choose_curve(now.checkpoint.curve, past.checkpoint.curve)
    return replace(now, checkpoint=replace(now.checkpoint, curve=curve), findings=MappingProxyType(findings))
