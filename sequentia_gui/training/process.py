"""Training happens in a process beside the window, so that neither waits for the other; here is the window's end."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from sequentia_gui.training import TRAINING_PROCESS
from sequentia_gui.training.heap import Heap
from sequentia_gui.training.letters import read_letters, write_letter
from sequentia_gui.training.mailbox import Mailbox
from sequentia_gui.training.messages import Crash, Frame, Receipt, Request
from sequentia_gui.training.unchanged import with_unchanged
from sequentia_gui.training.wire import wire

_QUIETLY: int = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
"""On Windows, a process is told at its start that the window goes first; elsewhere it says so itself."""

STOPPED = "Training stopped unexpectedly, and nothing that you see is lost: press Train to go on from it."


class TrainingProcess:
    """Does what a `TrainingWorker` does, in a process of its own: it owns that, and the threads to the mailboxes.

    A process that died is replaced with the next request, and training goes on from the last frame. Frames
    bring back the very experiment of their request. At most one frame waits to be taken.
    """

    def __init__(self, inbox: Mailbox[Request], outbox: Mailbox[Frame | Crash]) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._child: _Child | None = None
        self._asked: dict[int, Request] = {}
        self._last_frame: Frame | None = None
        self._heap = Heap()
        self._sender = threading.Thread(target=self._send, name="training requests", daemon=True)
        self._receiver = threading.Thread()

    @property
    def pid(self) -> int | None:
        """The number by which the system knows the process; None while there is none."""
        child = self._child
        return child.pid if child else None

    def start(self) -> None:
        """Begin to follow requests; the process comes up meanwhile."""
        self._sender.start()

    def close(self) -> None:
        """Close both mailboxes and wait until the process and the threads have ended."""
        self._inbox.close()
        self._outbox.close()
        child = self._child
        if child is not None:
            child.kill()
        self._sender.join()

    def _send(self) -> None:
        with suppress(OSError):  # it is tried again, and told, when there is something to do
            self._begin()
        while (request := self._inbox.wait()) is not None:
            try:
                self._pass_on(request)
            except OSError as error:
                self._outbox.put(_crash(request, f"Training cannot begin: {error}.", repr(error)))
        self._end()

    def _begin(self) -> None:
        self._end()
        child = self._child = _Child()
        self._receiver = threading.Thread(
            target=self._receive, args=(child,), name="training frames", daemon=True
        )
        self._receiver.start()

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._receiver.join()
            self._child.close()
            self._child = None

    def _pass_on(self, request: Request) -> None:
        order = request
        if self._child is None or not self._child.is_alive:
            self._begin()
            order = going_on(request, self._last_frame)
        self._asked[request.serial] = request
        if self._child is not None:
            self._child.send(order)

    def _receive(self, child: _Child) -> None:
        for letter in child.letters():
            self._deliver(letter)
            self._outbox.wait_until_taken()
            child.send(Receipt())
            self._heap.give_back()
        if self._asked:
            request = self._asked[max(self._asked)]
            self._outbox.put(_crash(request, STOPPED, f"The training process ended: {child.exit_code}."))

    def _deliver(self, letter: Frame | Crash) -> None:
        if isinstance(letter, Frame):
            known = with_unchanged(letter, self._last_frame)
            letter = replace(known, experiment=self._asked[letter.serial].experiment)
            self._last_frame = letter
        self._forget(letter)
        self._outbox.put(letter)

    def _forget(self, letter: Frame | Crash) -> None:
        """Requests before the one that is answered are done with; it is, too, if it brings no further letter."""
        stands = isinstance(letter, Crash) or not (letter.playing or letter.more)
        for serial in [serial for serial in list(self._asked) if serial < letter.serial + stands]:
            del self._asked[serial]


class _Child:
    """Owns one process of this program that has no window; letters go in and come out until it ends."""

    def __init__(self) -> None:
        self._is_gone = False
        self._frames, outlet = wire()
        try:
            self._process = subprocess.Popen(  # noqa: S603  (it is this program)
                this_program(TRAINING_PROCESS),
                stdin=subprocess.PIPE,
                stdout=outlet,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                process_group=0,  # Ctrl+C in a terminal is for the window
                creationflags=_QUIETLY,
            )
        except OSError:
            self._frames.close()
            raise
        finally:
            os.close(outlet)
        self.pid = self._process.pid

    @property
    def is_alive(self) -> bool:
        return not self._is_gone and self._process.poll() is None

    @property
    def exit_code(self) -> int:
        """How it ended, as systems number that; waits until it has."""
        return self._process.wait()

    def send(self, letter: Request | Receipt) -> None:
        """Pass a letter on; where nobody lives any more it is lost, which `letters` then tells by its end."""
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):
            write_letter(letter, self._process.stdin)

    def letters(self) -> Iterator[Any]:
        """Frames and crashes, until the process has ended."""
        yield from read_letters(self._frames)
        self._is_gone = True  # the system may take a moment longer to say so

    def kill(self) -> None:
        """Stop it at once: it owns nothing that could be lost."""
        self._process.kill()

    def close(self) -> None:
        """Wait until a killed process is gone, and leave nothing of it."""
        with suppress(OSError):  # what it did not read
            self._process.communicate()
        self._frames.close()


def going_on(request: Request, last: Frame | None) -> Request:
    """The request for a process that knows nothing of the last frame, from which training is to go on."""
    starts_anew = last is None or (request.revision > last.revision and request.start != "continue")
    if last is None or starts_anew:
        return request
    return replace(request, start=tuple(each.checkpoint for each in last.contestants))


def _crash(request: Request, sentence: str, details: str) -> Crash:
    return Crash(request.revision, sentence, details, request.serial)


def this_program(*words: str) -> list[str]:
    """How to start this program again with these words, from a checkout, an installation or an executable."""
    python = [] if getattr(sys, "frozen", False) else ["-P", "-m", "sequentia_gui"]
    return [sys.executable, *python, *words]
