"""Playback is the window's side of training: it sends wishes to what trains, and shows the frames that come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.document import Change
from sequentia_gui.training.mailbox import Mailbox
from sequentia_gui.training.messages import Crash, Frame, Request

DISPLAY_MS = 16
LATE_MS = 2
"""A frame that is not there when it should be shown is looked for so often."""


class Training(Protocol):
    """What trains, in a thread or in a process: it follows the newest request and leaves frames, until closed."""

    def start(self) -> None: ...

    def close(self) -> None: ...


TrainingPlace = Callable[[Mailbox[Request], Mailbox[Frame | Crash]], Training]
"""Where training happens: `TrainingWorker`, a thread; or `TrainingProcess`, which leaves the window its own."""


class Playback(QObject):
    """Owns what trains and the newest request to it; `frame_ready` fires for every frame to be shown.

    What trains comes up when it is told to `begin`. The display timer runs only while a frame is expected: it
    trains, or the last request is not yet answered.
    `on_crash` is told about unexpected errors there; playing has then stopped.
    """

    frame_ready = Signal(object)

    def __init__(
        self,
        experiment: Experiment,
        on_crash: Callable[[Crash], None],
        place: TrainingPlace,
    ) -> None:
        super().__init__()
        self.latest: Frame | None = None
        self._on_crash = on_crash
        self._request = Request(1, experiment, "fresh", serial=1)
        self._inbox: Mailbox[Request] = Mailbox()
        self._outbox: Mailbox[Frame | Crash] = Mailbox()
        self._training = place(self._inbox, self._outbox)
        self._answered = 0
        self._more = False
        self._pace: float | None = None
        self._newest_start = 1
        self._display = QTimer(self, interval=DISPLAY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._display.timeout.connect(self._look)
        self._is_begun = self._is_closed = False
        self._send()

    def begin(self) -> None:
        """Let what trains come up, unless all is over; until then requests wait, and only the newest of them counts."""
        if not self._is_closed:
            self._is_begun = True
            self._training.start()

    @property
    def is_playing(self) -> bool:
        """Whether it trains until someone says pause; a single batch or epoch does not count."""
        return self._request.playing and not self._is_stepping

    def progress(self) -> tuple[Checkpoint, ...]:
        """How far training has come, one checkpoint per contestant; empty before the first step of a new start."""
        if not self._start_is_pending:
            return tuple(each.checkpoint for each in self.latest.contestants) if self.latest else ()
        return self._request.start if isinstance(self._request.start, tuple) else ()

    def on_change(self, change: Change) -> None:
        """Follow the document. A start that was not acted upon yet is not lost by an edit after it."""
        revision = self._request.revision + 1
        if change.start != "continue":
            self._newest_start = revision
            self._leave_run(change.opened)
        start = self._request.start if self._start_is_pending and change.start == "continue" else change.start
        self._ask(revision=revision, experiment=change.now, start=start)

    def play(self) -> None:
        """Train until someone says pause."""
        self._ask(playing=True, pace=self._pace, stop_step=None, stop_epoch=None)

    def pause(self) -> None:
        """Stop training where it is."""
        self._ask(playing=False, stop_step=None, stop_epoch=None)

    def step_batch(self) -> None:
        """Take one batch, then stand; each call adds one. Where it plays, it only pauses."""
        if self.is_playing:
            self.pause()
            return
        self.take(1)

    def take(self, batches: int) -> None:
        """Take so many batches, then stand; each call adds as many."""
        done = self._request.stop_step if self._request.stop_step is not None else self._steps_done
        self._ask(playing=True, pace=None, stop_step=done + batches, stop_epoch=None)

    def step_epoch(self) -> None:
        """Finish one epoch, then stand; each call adds one. Where it plays, it only pauses."""
        if self.is_playing:
            self.pause()
            return
        done = self._request.stop_epoch if self._request.stop_epoch is not None else self._epochs_done
        self._ask(playing=True, pace=None, stop_step=None, stop_epoch=done + 1)

    def set_pace(self, pace: float | None) -> None:
        """Play at so many epochs per second; None for flat out. Single batches and epochs are always taken at once."""
        if pace == self._pace:
            return
        self._pace = pace
        if self.is_playing:
            self._ask(pace=pace)

    def set_wants(self, wants: frozenset[str]) -> None:
        """Name the analyses that visible views want; hidden ones cost nothing."""
        if wants != self._request.wants:
            self._ask(wants=wants)

    def close(self) -> None:
        """End what trains and wait until it is gone; nothing is shown any more."""
        self._display.stop()
        self._is_closed = True
        if self._is_begun:
            self._training.close()

    @property
    def _is_stepping(self) -> bool:
        return self._request.stop_step is not None or self._request.stop_epoch is not None

    @property
    def _start_is_pending(self) -> bool:
        """Whether no frame has shown yet that the last start (other than going on) was acted upon."""
        return self.latest is None or self.latest.revision < self._newest_start

    @property
    def is_expecting(self) -> bool:
        """Whether a frame is to come: it trains, the newest request is not answered yet, or the answer is to grow."""
        return self._request.playing or self._more or self._answered < self._request.serial

    @property
    def _steps_done(self) -> int:
        progress = self.progress()
        return progress[0].step if progress else 0

    @property
    def _epochs_done(self) -> int:
        progress = self.progress()
        return progress[0].epoch if progress else 0

    def _leave_run(self, for_other_work: bool) -> None:
        """A batch or an epoch that was asked for belongs to the run that is left; other work is not trained unasked."""
        if self._is_stepping or for_other_work:
            self._request = replace(self._request, playing=False, stop_step=None, stop_epoch=None)

    def _ask(self, **changes: Any) -> None:
        self._request = replace(self._request, serial=self._request.serial + 1, **changes)
        self._send()

    def _send(self) -> None:
        self._inbox.put(self._request)
        self._display.start()

    def _look(self) -> None:
        """See what training has left; called by the display timer."""
        letter = self._outbox.take()
        self._display.setInterval(LATE_MS if letter is None else DISPLAY_MS)
        if letter is not None:
            self._note_answer(letter)
        if isinstance(letter, Crash):
            self._on_crash(letter)
        elif letter is not None and letter.revision >= self._newest_start:
            self._show(letter)
        if not self.is_expecting:
            self._display.stop()

    def _note_answer(self, letter: Frame | Crash) -> None:
        """Where the run stands by itself (its stop, divergence, no points, a crash), nothing is played any more."""
        self._answered, self._more = letter.serial, isinstance(letter, Frame) and letter.more
        stands = isinstance(letter, Crash) or not letter.playing
        if stands and letter.serial == self._request.serial:
            self._request = replace(self._request, playing=False, stop_step=None, stop_epoch=None)

    def _show(self, frame: Frame) -> None:
        self.latest = frame
        self.frame_ready.emit(frame)
