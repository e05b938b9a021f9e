"""What the training process does: it reads requests, trains, and writes frames, until its window is gone."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from dataclasses import replace
from typing import BinaryIO

import numpy as np

from sequentia_gui.experiment.experiment import Experiment, PointSet, Recipe
from sequentia_gui.training.heap import Heap
from sequentia_gui.training.letters import read_letters, write_letter
from sequentia_gui.training.mailbox import Mailbox
from sequentia_gui.training.messages import Crash, Frame, Receipt, Request
from sequentia_gui.training.unchanged import without_unchanged
from sequentia_gui.training.worker import TrainingWorker

MODESTY = 10
"""By so much the process steps back where all want to compute at once: the window must not stutter."""

NO_EXPERIMENT = Experiment("", PointSet.empty(), Recipe(""))
"""Stands in a frame for the experiment, which the window knows: it sent it."""


def main() -> int:
    """Be the training process: requests come by standard input, frames leave by standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(MODESTY)
    sys.stdout = sys.stderr
    with open(0, "rb", closefd=False) as requests, open(1, "wb", closefd=False) as frames:
        serve(requests, frames)
    return 0


def serve(requests: BinaryIO, frames: BinaryIO) -> None:
    """Train as the requests say, and send each frame when the last was taken; until there are no more requests."""
    inbox: Mailbox[Request] = Mailbox()
    outbox: Mailbox[Frame | Crash] = Mailbox()
    receipts: Mailbox[Receipt] = Mailbox()
    heap = Heap()
    worker = TrainingWorker(inbox, outbox)
    sender = threading.Thread(target=_send, args=(outbox, receipts, frames, heap), name="frames", daemon=True)
    worker.start()
    sender.start()
    _receive(requests, inbox, receipts)
    receipts.close()
    worker.close()
    sender.join()


def _receive(requests: BinaryIO, inbox: Mailbox[Request], receipts: Mailbox[Receipt]) -> None:
    points = NO_EXPERIMENT.points
    for letter in read_letters(requests):
        if isinstance(letter, Receipt):
            receipts.put(letter)
        else:
            request = _with_known(points, letter)
            points = request.experiment.points
            inbox.put(request)


def _with_known(points: PointSet, request: Request) -> Request:
    """The request with these points instead of equal ones: points are the same only if they are the same object."""
    new = request.experiment.points
    pairs = (points.xy, new.xy), (points.label, new.label), (points.held_out, new.held_out)
    if not all(np.array_equal(old, now) for old, now in pairs):
        return request
    return replace(request, experiment=replace(request.experiment, points=points))


def _send(outbox: Mailbox[Frame | Crash], receipts: Mailbox[Receipt], frames: BinaryIO, heap: Heap) -> None:
    """Send letters; each stays in the outbox until the window took it, so that the worker is one frame ahead."""
    before: Frame | None = None
    with contextlib.suppress(OSError):  # the window is gone, and so will be the requests
        while (letter := outbox.look()) is not None:
            write_letter(_for_the_journey(letter, before), frames)
            before = letter if isinstance(letter, Frame) else before
            receipts.wait()
            outbox.remove(letter)
            heap.give_back()


def _for_the_journey(letter: Frame | Crash, before: Frame | None) -> Frame | Crash:
    """Without what the window has: the experiment, and what the frame before it brought."""
    if isinstance(letter, Crash):
        return letter
    return replace(without_unchanged(letter, before), experiment=NO_EXPERIMENT)
