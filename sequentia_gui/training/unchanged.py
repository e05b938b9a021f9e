"""What a frame shares with the one before it need not travel again: a costly finding serves for several frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType

from sequentia_gui.experiment.loss_curve import CurveEnd, LossCurve
from sequentia_gui.training.messages import ContestantFrame, Frame


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Stands for a finding that is the very one of the frame before."""


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
    frame: Frame,
    before: Frame | None,
    choose_curve: Callable[[LossCurve, LossCurve], LossCurve],
    choose_finding: Callable[[object, object], object],
) -> Frame:
    def chosen(now: ContestantFrame, then: ContestantFrame | None) -> ContestantFrame:
        if then is None:
            return now
        curve = choose_curve(now.checkpoint.curve, then.checkpoint.curve)
        known = then.findings
        findings = {
            name: choose_finding(found, known.get(name, _NONE)) for name, found in now.findings.items()
        }
        checkpoint = replace(now.checkpoint, curve=curve)
        return replace(now, checkpoint=checkpoint, findings=MappingProxyType(findings))

    if before is None:
        return frame
    then = (*before.contestants, *(None,) * len(frame.contestants))
    return replace(frame, contestants=tuple(map(chosen, frame.contestants, then)))


_NONE = object()
"""No finding is this."""
