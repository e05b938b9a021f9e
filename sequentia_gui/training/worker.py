"""The training thread: it follows the newest request, trains in short slices, and publishes what it sees."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import replace

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.training.hindsight import Hindsight, Present, at_first, needs_rest
from sequentia_gui.training.mailbox import Mailbox
from sequentia_gui.training.messages import Crash, Frame, Request
from sequentia_gui.training.pace import Metronome, SliceSize, Speedometer
from sequentia_gui.training.rations import Rations, unrationed
from sequentia_gui.training.run import Run
from sequentia_gui.training.timeline import Timeline

SLICE_SECONDS = 0.002
"""How long the thread trains before it looks up."""

BREATH = 0.00005
"""Seconds between two slices: only while it really waits can other threads have the interpreter."""

LEAST_TRAINING = 0.01
"""Seconds of training between two frames that take as long to be made: wide networks are to learn, too."""

HINDSIGHT_SECONDS = 0.004
"""So long a frame waits at most, or as long as one moment takes, for what is not yet known of the past."""

HINDSIGHT_EVERY = 0.1
"""Seconds between two frames of a run that stands while more and more is known of its past."""

FRAME_WAIT = 0.01
"""Seconds after which a slow run looks again whether its last frame was taken."""


class TrainingWorker:
    """Owns the one thread that trains. It reads requests from `inbox` and leaves frames and crashes in `outbox`.

    While nothing is to be trained or shown it sleeps. It is at most one frame ahead: while training it makes
    the next frame only when the last was taken. The slices and the pace say when a step is taken, never what
    it computes. An exception becomes a Crash; the thread lives on for the next request.
    """

    def __init__(
        self,
        inbox: Mailbox[Request],
        outbox: Mailbox[Frame | Crash],
        clock: Callable[[], float] = time.perf_counter,
        slice_seconds: float = SLICE_SECONDS,
    ) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._clock = clock
        self._run = Run()
        self._request: Request | None = None
        self._metronome: Metronome | None = None
        self._slice = SliceSize(slice_seconds)
        self._speedometer = Speedometer()
        self._rations = Rations(clock)
        self._hindsight = Hindsight(clock)
        self._standing: Frame | None = None
        self._unseen = False
        self._next_frame = 0.0
        self._thread = threading.Thread(target=self._live, name="training", daemon=True)

    def start(self) -> None:
        """Begin to follow requests."""
        self._thread.start()

    def close(self) -> None:
        """Close both mailboxes and wait until the thread has ended."""
        self._inbox.close()
        self._outbox.close()
        self._thread.join()

    def _live(self) -> None:
        while not self._inbox.is_closed:
            try:
                self._take_a_turn()
            except Exception as error:  # the thread's last line
                self._report(error)

    def _take_a_turn(self) -> None:
        request = self._inbox.wait(self._seconds_to_wait())
        if request is not None:
            self._follow(request)
        if self._is_frame_due:
            self._publish()
        elif self._is_hindsight_due:
            self._look_back_further()
        if self._run.playing:
            self._train()

    @property
    def _is_frame_due(self) -> bool:
        """Whether there is something new to show, and either nothing more comes or it is time for the next frame."""
        if not self._unseen or not self._run.playing:
            return self._unseen
        return self._outbox.is_empty and (self._metronome is not None or self._clock() >= self._next_frame)

    @property
    def _is_hindsight_due(self) -> bool:
        """Whether the run stands, and its last frame does not tell all of the past: there is work, or news of it."""
        if self._standing is None or not self._standing.more:
            return False
        return self._hindsight.owes or self._outbox.is_empty

    def _seconds_to_wait(self) -> float | None:
        """How long the thread may sleep if no new request comes; None: until one comes."""
        if self._is_frame_due:
            return 0.0
        if self._standing is not None and self._standing.more:
            return BREATH if self._is_hindsight_due else FRAME_WAIT
        if not self._run.playing:
            return None
        if self._metronome is None:
            return BREATH
        wait = self._metronome.seconds_to_next()
        return min(wait, FRAME_WAIT) if self._unseen else wait

    def _follow(self, request: Request) -> None:
        was_playing, before, self._request = self._run.playing, self._request, request
        self._run.follow(request)
        self._unseen, self._standing = True, None
        if before is None or before.revision != request.revision:
            self._slice.forget()
        if not was_playing or before is None or before.revision != request.revision:
            self._speedometer.reset()
        self._keep_time(request.pace, self._clock())

    def _keep_time(self, pace: float | None, now: float) -> None:
        """Beat with the new pace; a metronome that already has it beats on, so that edits do not disturb it."""
        if pace is None or not self._run.playing:
            self._metronome = None
            return
        steps_per_second = pace * self._run.steps_per_epoch
        if self._metronome is None or self._metronome.steps_per_second != steps_per_second:
            self._metronome = Metronome(steps_per_second, now)

    def _train(self) -> None:
        begin = self._clock()
        steps = self._slice.steps
        if self._metronome is not None:
            steps = min(steps, self._metronome.steps_due(begin))
        if steps == 0:
            return
        taken = self._run.advance(steps)
        self._unseen = True
        self._slice.measured(steps, self._clock() - begin)
        if self._metronome is not None:
            self._metronome.took(taken)

    def _publish(self) -> None:
        if self._request is None:
            return
        begin = self._clock()
        speed = self._speedometer.speed(self._run.epochs, begin) if self._run.playing else 0.0
        find = self._rations.find if self._run.playing else unrationed
        self._hindsight.settle()
        frame = self._run.frame(self._request.wants, speed, find, self._look_back)
        self._leave(frame)
        self._unseen = False
        end = self._clock()
        self._next_frame = end + min(end - begin, LEAST_TRAINING)

    def _leave(self, frame: Frame) -> None:
        """Publish a frame; where the run stands, what is not yet known of the past follows."""
        self._standing = None if frame.playing else replace(frame, more=self._hindsight.owes)
        self._outbox.put(self._standing or frame)

    def _look_back(self, contestant: int, name: str, timeline: Timeline, present: Present) -> object:
        """What is known of the past; the doctor, the meter and slow measures have time only while the run stands."""
        if self._run.playing and needs_rest(name):
            return at_first(name)
        end = self._clock() + HINDSIGHT_SECONDS
        return self._hindsight.find(contestant, name, timeline, present, lambda: self._clock() > end)

    def _look_back_further(self) -> None:
        """Work a little more at what the standing frame lacks; show it when it is whole, and now and then before.

        Nobody waits until a frame was taken, but none is left before.
        """
        if self._standing is None or self._request is None:
            return
        self._hindsight.settle()
        frame = self._run.with_hindsight(self._standing, self._request.wants, self._look_back)
        is_news = not self._hindsight.owes or self._clock() > self._next_frame + HINDSIGHT_EVERY
        if is_news and self._outbox.is_empty:
            self._leave(frame)
            self._next_frame = self._clock()

    def _report(self, error: Exception) -> None:
        """Leave a Crash, and wait until it was read: no frame may cover it."""
        self._run.halt()
        self._unseen, self._standing = False, None
        revision, serial = (self._request.revision, self._request.serial) if self._request else (0, 0)
        self._outbox.put(Crash(revision, _sentence(error), traceback.format_exc(), serial))
        self._outbox.wait_until_taken()


def _sentence(error: Exception) -> str:
    if isinstance(error, ExperimentError):
        return str(error)
    return f"Training stopped because of an unexpected error ({type(error).__name__}: {error})."
