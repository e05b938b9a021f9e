"""Undo and redo: old values, kept in order, and nothing cleverer than that."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Step(Generic[Value]):
    """One undoable step: what the learner did, and the value on the other side of it."""

    label: str
    value: Value
    merge: Hashable | None


class History(Generic[Value]):
    """Owns the values before (to undo to) and after (to redo to) the present one, at most `limit` of them."""

    def __init__(self, limit: int = 200) -> None:
        self._limit = limit
        self._past: list[Step[Value]] = []
        self._future: list[Step[Value]] = []

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, or None."""
        return self._past[-1].label if self._past else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, or None."""
        return self._future[-1].label if self._future else None

    def merges(self, merge: Hashable | None) -> bool:
        """Whether a step with this mark would become part of the last one (a stroke, a drag)."""
        return merge is not None and bool(self._past) and self._past[-1].merge == merge

    def record(self, label: str, before: Value, merge: Hashable | None = None) -> None:
        """Remember the value that an edit is about to replace; what was undone before is forgotten."""
        self._future.clear()
        if self.merges(merge):
            return
        self._past.append(Step(label, before, merge))
        del self._past[: -self._limit]

    def amend(self, change: Callable[[Value], Value]) -> None:
        """Change the value that undo would bring back. IndexError where there is none."""
        step = self._past[-1]
        self._past[-1] = replace(step, value=change(step.value))

    def undo(self, leave: Callable[[Value], Value]) -> Value:
        """The value before the last step; `leave` makes, from it, the present value that is kept for redo.

        IndexError where there is none.
        """
        return _travel(self._past, self._future, leave)

    def redo(self, leave: Callable[[Value], Value]) -> Value:
        """The value that undo left; `leave` makes, from it, the present value that is kept for undo."""
        return _travel(self._future, self._past, leave)


def _travel(origin: list[Step[Value]], target: list[Step[Value]], leave: Callable[[Value], Value]) -> Value:
    step = origin.pop()
    target.append(Step(step.label, leave(step.value), None))
    return step.value
