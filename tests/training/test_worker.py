"""The training thread: newest wins, it pauses quickly, sleeps when idle, survives errors, and ends when closed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sequentia_gui.analysis import catalogue
from sequentia_gui.analysis.catalogue import Analysis
from sequentia_gui.analysis.cost import Costs
from sequentia_gui.analysis.course import Course
from sequentia_gui.experiment.experiment import (
    Contestant,
    Experiment,
    NetworkDesign,
    PointSet,
    Recipe,
    TrainingPlan,
)
from sequentia_gui.training.cost_meter import cost_want
from sequentia_gui.training.mailbox import Mailbox
from sequentia_gui.training.messages import Crash, Frame, Request
from sequentia_gui.training.run import run_to
from sequentia_gui.training.worker import TrainingWorker

PATIENCE = 20.0


def an_experiment(widths: tuple[int, ...] = (6, 5), count: int = 60, **plan: Any) -> Experiment:
    rng = np.random.default_rng(3)
    label = (np.arange(count) % 2).astype(np.int8)
    xy = (rng.normal(0, 1, (count, 2)) + 3.0 * label[:, None] - 1.5).astype(np.float32)
    points = PointSet(xy, label, np.arange(count) < count // 4)
    training = TrainingPlan(**plan)
    return Experiment("test", points, Recipe("moons"), (Contestant("A", NetworkDesign.of(widths), training),))


class Desk:
    """The window's side of the two mailboxes."""

    def __init__(
        self, worker: TrainingWorker, inbox: Mailbox[Request], outbox: Mailbox[Frame | Crash]
    ) -> None:
        self.worker, self.inbox, self.outbox = worker, inbox, outbox

    def letter(self) -> Frame | Crash:
        letter = self.outbox.wait(PATIENCE)
        assert letter is not None
        return letter

    def frame(self, fits: Callable[[Frame], bool] = lambda frame: True) -> Frame:
        """The next frame that fits."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            letter = self.letter()
            assert isinstance(letter, Frame), letter
            if fits(letter):
                return letter
        raise AssertionError("no such frame came")

    def ask(self, request: Request) -> None:
        self.inbox.put(request)


@contextmanager
def a_worker(slice_seconds: float = 0.002) -> Iterator[Desk]:
    inbox: Mailbox[Request] = Mailbox()
    outbox: Mailbox[Frame | Crash] = Mailbox()
    worker = TrainingWorker(inbox, outbox, slice_seconds=slice_seconds)
    worker.start()
    try:
        yield Desk(worker, inbox, outbox)
    finally:
        worker.close()


def step(frame: Frame) -> int:
    return frame.contestants[0].checkpoint.step


def bits(frame: Frame) -> tuple[int, bytes, bytes]:
    checkpoint = frame.contestants[0].checkpoint
    return checkpoint.step, checkpoint.parameters.tobytes(), checkpoint.moments.tobytes()


def test_a_request_is_answered_with_a_frame_of_its_revision_and_serial() -> None:
    with a_worker() as desk:
        desk.ask(Request(4, an_experiment(), "fresh", serial=11))
        frame = desk.frame()
        assert (frame.revision, frame.serial, step(frame), frame.playing) == (4, 11, 0, False)


def test_it_trains_until_it_is_told_to_pause_and_then_stands() -> None:
    experiment = an_experiment()
    with a_worker() as desk:
        desk.ask(Request(1, experiment, "fresh", playing=True, serial=1))
        assert step(desk.frame(lambda frame: step(frame) > 100)) > 100
        desk.ask(Request(1, experiment, playing=False, serial=2))
        stopped = desk.frame(lambda frame: frame.serial == 2)
        assert not stopped.playing
        desk.ask(Request(1, experiment, playing=False, serial=3))
        assert bits(desk.frame(lambda frame: frame.serial == 3)) == bits(stopped)


def test_the_newest_request_wins() -> None:
    with a_worker() as desk:
        for serial in range(1, 101):
            desk.ask(Request(serial, an_experiment((serial % 8 + 1,)), "fresh", serial=serial))
        frame = desk.frame(lambda frame: frame.serial == 100)
        assert frame.contestants[0].checkpoint.sizes == (2, 5, 1)


@pytest.mark.parametrize("slice_seconds", [1e-5, 0.002, 0.05])
@pytest.mark.parametrize("pace", [None, 300.0])
def test_slices_pace_and_frame_rate_change_no_bit(slice_seconds: float, pace: float | None) -> None:
    experiment = an_experiment()
    expected = run_to(experiment, epochs=40)
    with a_worker(slice_seconds) as desk:
        desk.ask(Request(1, experiment, "fresh", True, pace, stop_epoch=40, wants=frozenset({"activity"})))
        assert bits(desk.frame(lambda frame: not frame.playing)) == bits(expected)


def test_the_stop_step_is_exact() -> None:
    with a_worker() as desk:
        desk.ask(Request(1, an_experiment(), "fresh", playing=True, stop_step=123))
        assert step(desk.frame(lambda frame: not frame.playing)) == 123


def test_slow_motion_shows_every_single_batch() -> None:
    with a_worker() as desk:
        desk.ask(Request(1, an_experiment(), "fresh", playing=True, pace=20.0, stop_step=6))
        seen: list[int] = []
        while not seen or seen[-1] < 6:
            seen.append(step(desk.frame()))
    assert sorted(set(seen)) == seen
    assert set(range(1, 7)) <= set(seen) | {1}


def test_while_it_trains_it_is_at_most_one_frame_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    computed = []
    count = Analysis("count", lambda subject: computed.append(subject))
    monkeypatch.setattr(catalogue, "ANALYSES", (*catalogue.ANALYSES, count))
    experiment = an_experiment()
    with a_worker() as desk:
        desk.ask(Request(1, experiment, "fresh", playing=True, stop_epoch=2000, wants=frozenset({"count"})))
        first = desk.frame()
        last = desk.frame(lambda frame: not frame.playing)
        assert step(first) < step(last)
    assert len(computed) <= 2000 / 10


@pytest.mark.parametrize("network", [(8, 8), (64, 64, 64, 64), (32,) * 8])
def test_pause_acts_within_a_tenth_of_a_second(network: tuple[int, ...]) -> None:
    experiment = an_experiment(network, count=2000, batch_size=None if network[0] > 8 else 10)
    wants = frozenset({"decision_map", "neuron_maps", "activity"})
    waits = []
    with a_worker() as desk:
        for serial in range(2, 22, 2):
            desk.ask(Request(1, experiment, "fresh", playing=True, wants=wants, serial=serial))
            desk.frame(lambda frame, serial=serial: frame.serial == serial and frame.playing)  # type: ignore[misc]
            asked = time.perf_counter()
            desk.ask(Request(1, experiment, playing=False, wants=wants, serial=serial + 1))
            desk.frame(lambda frame, serial=serial: frame.serial == serial + 1)  # type: ignore[misc]
            waits.append(time.perf_counter() - asked)
    assert np.median(waits) < 0.1


def test_a_change_of_wants_while_paused_brings_another_frame() -> None:
    experiment = an_experiment()
    with a_worker() as desk:
        desk.ask(Request(1, experiment, "fresh", serial=1))
        assert not desk.frame().contestants[0].findings
        desk.ask(Request(1, experiment, "fresh", wants=frozenset({"decision_map"}), serial=2))
        assert set(desk.frame().contestants[0].findings) == {"decision_map"}


@pytest.mark.skipif(not hasattr(time, "pthread_getcpuclockid"), reason="no clock for a single thread here")
def test_paused_it_uses_no_processor_time() -> None:
    with a_worker() as desk:
        desk.ask(Request(1, an_experiment(), "fresh", playing=True, stop_step=10))
        desk.frame(lambda frame: not frame.playing)
        (thread,) = (each for each in threading.enumerate() if each.name == "training")
        clock = time.pthread_getcpuclockid(thread.ident or 0)
        before = time.clock_gettime(clock)
        threading.Event().wait(0.3)
        assert time.clock_gettime(clock) - before < 0.005


def fails(subject: object) -> object:
    raise ZeroDivisionError("one apple among nobody")


def test_a_crash_in_an_analysis_is_reported_and_the_next_request_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(catalogue, "ANALYSES", (*catalogue.ANALYSES, Analysis("broken", fails)))
    experiment = an_experiment()
    with a_worker() as desk:
        desk.ask(Request(1, experiment, "fresh", playing=True, stop_step=50, serial=1))
        trained = desk.frame(lambda frame: not frame.playing)
        desk.ask(Request(1, experiment, "fresh", wants=frozenset({"broken"}), serial=2))
        crash = desk.letter()
        assert isinstance(crash, Crash)
        assert (crash.revision, crash.serial) == (1, 2)
        assert "one apple among nobody" in crash.sentence
        assert "ZeroDivisionError" in crash.details and "Traceback" in crash.details
        desk.ask(Request(2, experiment, serial=3))
        assert bits(desk.frame()) == bits(trained)


def test_no_frame_covers_a_crash_that_was_not_read_yet() -> None:
    experiment = an_experiment()
    with a_worker() as desk:
        desk.ask(Request(1, experiment, "fresh", wants=frozenset({"unknown"}), serial=1))
        while desk.outbox.is_empty:
            time.sleep(0.001)
        desk.ask(Request(1, experiment, "fresh", serial=2))
        assert isinstance(desk.letter(), Crash)
        assert desk.frame().serial == 2


def test_a_refusal_is_reported_in_its_own_words() -> None:
    experiment = an_experiment(loss="no_such_loss")
    with a_worker() as desk:
        desk.ask(Request(1, experiment, "fresh"))
        crash = desk.letter()
        assert isinstance(crash, Crash)
        assert "no_such_loss" in crash.sentence and "unexpected" not in crash.sentence


def test_divergence_stops_the_run_on_its_last_finite_step() -> None:
    experiment = an_experiment(optimizer="sgd", learning_rate=10.0, l2=10.0)
    with a_worker() as desk:
        desk.ask(Request(1, experiment, "fresh", playing=True))
        frame = desk.frame(lambda frame: not frame.playing)
        contestant = frame.contestants[0]
        assert contestant.divergence is not None
        assert contestant.checkpoint.step == contestant.divergence.step - 1
        assert np.isfinite(contestant.checkpoint.parameters).all()


def test_the_speed_is_measured_while_it_plays_and_zero_when_it_stands() -> None:
    experiment = an_experiment()
    with a_worker() as desk:
        desk.ask(Request(1, experiment, "fresh", playing=True))
        assert desk.frame(lambda frame: frame.epochs_per_second > 0).playing
        desk.ask(Request(1, replace(experiment, title="other"), serial=1))
        assert desk.frame(lambda frame: not frame.playing).epochs_per_second == 0.0


@pytest.mark.parametrize("playing", [True, False])
def test_closing_leaves_no_thread(playing: bool) -> None:
    with a_worker() as desk:
        desk.ask(Request(1, an_experiment(), "fresh", playing=playing))
        desk.frame()
    assert not [thread for thread in threading.enumerate() if thread.name == "training"]


def test_a_standing_run_sends_frames_until_the_courses_are_whole() -> None:
    experiment = an_experiment((32,) * 4, 1_000, batch_size=None)
    wants = frozenset({"zeros_over_time"})
    with a_worker() as desk:
        desk.ask(Request(1, experiment, "fresh", playing=True, stop_epoch=120, serial=1))
        desk.frame(lambda frame: not frame.playing)
        desk.ask(Request(1, experiment, wants=wants, serial=2))
        last = desk.frame(lambda frame: frame.serial == 2 and not frame.more)
        whole = run_to(experiment, epochs=120, wants=wants).contestants[0].findings["zeros_over_time"]
        course = last.contestants[0].findings["zeros_over_time"]
        assert isinstance(course, Course) and isinstance(whole, Course)
        np.testing.assert_array_equal(course.values, whole.values)
        assert desk.outbox.wait(0.3) is None


def costs_in(frame: Frame, want: str) -> Costs | None:
    found = frame.contestants[0].findings.get(want)
    return found if isinstance(found, Costs) else None


def test_costs_are_measured_while_the_run_stands_and_come_bit_by_bit() -> None:
    want = cost_want(1, ("identity",))
    with a_worker() as desk:
        desk.ask(Request(1, an_experiment(), "fresh", wants=frozenset({want}), serial=1))
        seen: list[Costs] = []
        while not (seen and seen[-1].is_done):
            frame = desk.frame()
            seen += [costs for costs in [costs_in(frame, want)] if costs]
            assert frame.more == (not seen[-1].is_done)
        assert len(seen) > 2 and np.isfinite(seen[-1].seconds[0, ..., 1]).all()
        assert seen[-1].share is not None and 0 < seen[-1].share.share[1] < 1


def test_measuring_changes_no_bit_of_the_training_and_training_goes_first() -> None:
    experiment, want = an_experiment(), cost_want(1, ("relu", "tanh"))
    with a_worker() as desk:
        desk.ask(Request(1, experiment, "fresh", playing=True, stop_step=70, serial=1))
        desk.frame(lambda frame: not frame.playing)
        desk.ask(Request(1, experiment, wants=frozenset({want}), serial=2))
        desk.frame(lambda frame: (costs := costs_in(frame, want)) is not None and costs.progress > 0.05)
        desk.ask(Request(1, experiment, playing=True, stop_step=200_000, wants=frozenset({want}), serial=3))
        assert costs_in(desk.frame(lambda frame: frame.playing), want) is None
        desk.ask(Request(1, experiment, serial=4))
        done = desk.frame(lambda frame: frame.serial == 4)
    assert bits(done) == bits(run_to(experiment, steps=step(done)))
    assert step(done) > 70
