"""Pace is about time: how many steps are due by now, how many fit into a slice, how fast it all goes."""

from __future__ import annotations

from collections import deque

MAX_DEBT = 0.1
"""Seconds of steps that may be made up for; what a slow computer misses beyond that is forgiven."""

SPEED_WINDOW = 0.5
"""Seconds over which the speed is averaged."""


class Metronome:
    """Says how many steps are due when `steps_per_second` are to be spread evenly in time; the first one at once."""

    def __init__(self, steps_per_second: float, now: float) -> None:
        self.steps_per_second = steps_per_second
        self._then = now
        self._due = 1.0

    def steps_due(self, now: float) -> int:
        """Whole steps to take at the time `now` (seconds)."""
        self._due += (now - self._then) * self.steps_per_second
        self._then = now
        self._due = min(self._due, 1.0 + MAX_DEBT * self.steps_per_second)
        return int(self._due)

    def took(self, steps: int) -> None:
        """Strike off steps that were taken."""
        self._due -= steps

    def seconds_to_next(self) -> float:
        """How long until one more step is due, as seen from the last look at the clock."""
        return max(0.0, (1.0 - self._due) / self.steps_per_second)


class SliceSize:
    """Learns how many steps fit into a slice of time, from how long the last ones took.

    Only when other things get their turn depends on it, never what a step computes.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._per_step: float | None = None

    @property
    def steps(self) -> int:
        """Steps for the next slice, at least one."""
        if self._per_step is None:
            return 1
        return max(1, int(self._seconds / self._per_step))

    def measured(self, steps: int, seconds: float) -> None:
        """Learn from a slice; what slows down is believed at once, what speeds up by and by."""
        per_step = max(seconds / steps, 1e-7)
        known = self._per_step or per_step
        self._per_step = max(per_step, 0.7 * known + 0.3 * per_step)

    def forget(self) -> None:
        """Begin again with one step: another network may be much slower."""
        self._per_step = None


class Speedometer:
    """Measures epochs per second over the last half second of training."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, float]] = deque()

    def reset(self) -> None:
        """Forget what was measured: training begins, or another run."""
        self._marks.clear()

    def speed(self, epochs: float, now: float) -> float:
        """Epochs per second up to `now` (seconds), when `epochs` (with its fraction) have been trained; at first 0."""
        self._marks.append((now, epochs))
        while len(self._marks) > 2 and self._marks[1][0] <= now - SPEED_WINDOW:
            self._marks.popleft()
        then, before = self._marks[0]
        return max(0.0, epochs - before) / (now - then) if now > then else 0.0
