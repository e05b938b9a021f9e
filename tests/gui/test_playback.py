"""Playback sends wishes, shows frames, loses no start and no batch, and does nothing where nothing is expected."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from sequentia_gui.experiment.experiment import (
    Contestant,
    Experiment,
    NetworkDesign,
    PointSet,
    Recipe,
    TrainingPlan,
)
from sequentia_gui.gui.document import Change, Document
from sequentia_gui.gui.playback import Playback, TrainingPlace
from sequentia_gui.training.messages import Crash, Frame
from sequentia_gui.training.process import TrainingProcess
from sequentia_gui.training.run import run_to
from sequentia_gui.training.worker import TrainingWorker


def an_experiment(**plan: Any) -> Experiment:
    label = (np.arange(40) % 2).astype(np.int8)
    xy = (np.random.default_rng(5).normal(0, 1, (40, 2)) + 3.0 * label[:, None] - 1.5).astype(np.float32)
    contestant = Contestant("A", NetworkDesign.of((4, 3), "tanh"), TrainingPlan(**plan))
    return Experiment("test", PointSet(xy, label, np.arange(40) < 8), Recipe("moons"), (contestant,))


def retuned(experiment: Experiment, **changes: Any) -> Experiment:
    contestant = experiment.contestants[0]
    plan = replace(contestant.training, **changes)
    return replace(experiment, contestants=(replace(contestant, training=plan),))


class Desk:
    """A playback with what it reported: the frames shown and the crashes."""

    def __init__(self, qtbot: QtBot, experiment: Experiment, place: TrainingPlace = TrainingWorker) -> None:
        self.qtbot = qtbot
        self.now = experiment
        self.crashes: list[Crash] = []
        self.frames: list[Frame] = []
        self.playback = Playback(experiment, self.crashes.append, place)
        self.playback.frame_ready.connect(self.frames.append)
        self.playback.begin()

    def change(self, now: Experiment, start: object = "continue", opened: bool = False) -> None:
        before, self.now = self.now, now
        self.playback.on_change(Change(before, now, start, opened))  # type: ignore[arg-type]

    def settle(self) -> Frame:
        """Wait until everything is answered and nothing plays any more."""
        self.qtbot.waitUntil(lambda: not self.is_looking, timeout=20_000)
        assert self.playback.latest is not None
        return self.playback.latest

    def train_a_while(self, steps: int = 30) -> None:
        self.playback.play()
        self.qtbot.waitUntil(lambda: self.step > steps, timeout=20_000)
        self.playback.pause()
        self.settle()

    @property
    def step(self) -> int:
        return self.playback.progress()[0].step if self.playback.progress() else 0

    @property
    def is_looking(self) -> bool:
        timer = self.playback.findChild(QTimer)
        assert timer is not None
        return timer.isActive()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot, an_experiment())
    yield desk
    desk.playback.close()


def test_the_untrained_network_is_shown_without_being_asked_for(desk: Desk) -> None:
    frame = desk.settle()
    assert frame.contestants[0].checkpoint.step == 0
    assert desk.frames == [frame]


def test_playing_shows_frame_after_frame_until_pause(desk: Desk) -> None:
    desk.settle()
    desk.playback.play()
    desk.qtbot.waitUntil(lambda: desk.playback.is_playing and len(desk.frames) > 5)
    desk.playback.pause()
    assert not desk.playback.is_playing
    steps = [frame.contestants[0].checkpoint.step for frame in desk.frames]
    assert steps == sorted(steps)
    stopped = desk.settle()
    assert not stopped.playing
    assert stopped.contestants[0].checkpoint.step >= steps[-1] > 0


@pytest.mark.parametrize("opened", [True, False])
def test_what_is_opened_waits_to_be_trained_and_a_new_start_of_the_same_work_goes_on(
    desk: Desk, opened: bool
) -> None:
    desk.playback.play()
    desk.qtbot.waitUntil(lambda: desk.step > 0)
    desk.change(an_experiment(learning_rate=0.5), "fresh", opened)
    assert desk.playback.is_playing is not opened
    desk.playback.pause()
    desk.settle()


def test_a_window_that_is_closed_before_it_was_painted_has_started_nothing(qtbot: QtBot) -> None:
    begun: list[str] = []

    class Place:
        def __init__(self, *_: object) -> None: ...

        def start(self) -> None:
            begun.append("start")

        def close(self) -> None:
            begun.append("close")

    playback = Playback(an_experiment(), lambda _: None, Place)
    playback.play()
    playback.close()
    playback.begin()  # the news of the first painting may come after the closing
    assert begun == []


def test_the_display_looks_only_while_something_is_expected(desk: Desk) -> None:
    desk.settle()
    desk.playback.play()
    desk.playback.pause()
    assert desk.is_looking
    desk.settle()
    assert not desk.is_looking


def test_three_quick_presses_take_three_batches(desk: Desk) -> None:
    desk.settle()
    for _ in range(3):
        desk.playback.step_batch()
    assert not desk.playback.is_playing
    assert desk.settle().contestants[0].checkpoint.step == 3
    desk.playback.step_batch()
    assert desk.settle().contestants[0].checkpoint.step == 4


def test_batches_can_be_asked_for_before_the_first_frame(desk: Desk) -> None:
    desk.playback.step_batch()
    desk.playback.step_batch()
    assert desk.settle().contestants[0].checkpoint.step == 2


def test_one_epoch_is_a_whole_pass_and_finishes_the_one_under_way(desk: Desk) -> None:
    desk.settle()
    desk.playback.step_batch()
    desk.settle()
    desk.playback.step_epoch()
    desk.playback.step_epoch()
    now = desk.settle().contestants[0].checkpoint
    assert (now.epoch, now.batch) == (2, 0)


def test_a_press_on_one_batch_while_it_plays_only_pauses(desk: Desk) -> None:
    desk.settle()
    desk.playback.play()
    desk.qtbot.waitUntil(lambda: desk.step > 0)
    desk.playback.step_batch()
    assert not desk.playback.is_playing
    assert not desk.settle().playing


def test_an_edit_while_it_plays_goes_on_from_the_present_weights(desk: Desk) -> None:
    desk.settle()
    desk.playback.play()
    desk.qtbot.waitUntil(lambda: desk.step > 50)
    before = desk.step
    desk.change(retuned(desk.now, learning_rate=0.001))
    desk.qtbot.waitUntil(lambda: desk.playback.latest.experiment is desk.now)  # type: ignore[union-attr]
    assert desk.step >= before
    assert desk.playback.is_playing


def test_a_reset_shows_no_frame_of_the_run_before(desk: Desk) -> None:
    desk.settle()
    desk.playback.play()
    desk.qtbot.waitUntil(lambda: desk.step > 50)
    desk.playback.pause()
    desk.frames.clear()
    desk.change(desk.now, "fresh")
    assert desk.playback.progress() == ()
    desk.settle()
    assert [frame.contestants[0].checkpoint.step for frame in desk.frames] == [0]


def test_a_reset_is_not_lost_when_an_edit_follows_at_once(desk: Desk) -> None:
    desk.train_a_while()
    desk.change(desk.now, "fresh")
    desk.change(retuned(desk.now, learning_rate=0.001))
    assert desk.settle().contestants[0].checkpoint.step == 0


def test_checkpoints_are_not_lost_when_an_edit_follows_at_once(desk: Desk) -> None:
    desk.settle()
    wanted = run_to(desk.now, steps=77).contestants[0].checkpoint
    desk.change(desk.now, (wanted,))
    assert desk.playback.progress() == (wanted,)
    desk.change(retuned(desk.now, learning_rate=0.001))
    shown = desk.settle().contestants[0].checkpoint
    assert shown.step == 77
    assert shown.parameters.tobytes() == wanted.parameters.tobytes()


def test_a_start_that_was_acted_upon_is_not_repeated_by_the_next_edit(desk: Desk) -> None:
    desk.train_a_while()
    desk.change(desk.now, "fresh")
    desk.settle()
    desk.train_a_while()
    before = desk.step
    desk.change(retuned(desk.now, learning_rate=0.001))
    assert desk.settle().contestants[0].checkpoint.step == before


def test_a_reset_forgets_the_epoch_that_was_asked_for(desk: Desk) -> None:
    desk.train_a_while()
    desk.playback.step_epoch()
    desk.change(desk.now, "fresh")
    assert desk.settle().contestants[0].checkpoint.step == 0


def test_a_batch_after_a_reset_is_the_first_batch(desk: Desk) -> None:
    desk.train_a_while()
    desk.change(desk.now, "fresh")
    desk.playback.step_batch()
    assert desk.settle().contestants[0].checkpoint.step == 1


def test_wanting_an_analysis_while_paused_brings_it(desk: Desk) -> None:
    desk.settle()
    desk.playback.set_wants(frozenset({"activity"}))
    assert set(desk.settle().contestants[0].findings) == {"activity"}
    shown = len(desk.frames)
    desk.playback.set_wants(frozenset({"activity"}))
    assert not desk.is_looking
    assert len(desk.frames) == shown


def test_slow_motion_holds_for_playing_but_not_for_single_batches(desk: Desk) -> None:
    desk.settle()
    desk.playback.set_pace(0.001)
    for _ in range(5):
        desk.playback.step_batch()
    assert desk.settle().contestants[0].checkpoint.step == 5
    desk.playback.play()
    desk.qtbot.waitUntil(lambda: desk.step == 6)
    desk.playback.set_pace(None)
    desk.qtbot.waitUntil(lambda: desk.step > 100)
    assert desk.playback.is_playing


def test_divergence_ends_playing_and_is_shown(qtbot: QtBot) -> None:
    desk = Desk(qtbot, an_experiment(optimizer="sgd", learning_rate=10.0, l2=10.0))
    desk.playback.play()
    frame = desk.settle()
    assert frame.contestants[0].divergence is not None
    assert not desk.playback.is_playing
    assert desk.crashes == []
    desk.playback.close()


def test_playing_without_points_ends_at_once_and_without_a_crash(qtbot: QtBot) -> None:
    desk = Desk(qtbot, replace(an_experiment(), points=PointSet.empty()))
    desk.playback.play()
    assert not desk.settle().playing
    assert not desk.playback.is_playing
    assert desk.crashes == []
    desk.playback.close()


def test_a_crash_is_told_ends_playing_and_the_next_request_works(desk: Desk) -> None:
    desk.settle()
    desk.playback.set_wants(frozenset({"no such analysis"}))
    desk.playback.play()
    desk.qtbot.waitUntil(lambda: desk.crashes != [] and not desk.is_looking)
    assert not desk.playback.is_playing
    desk.playback.set_wants(frozenset())
    desk.playback.step_batch()
    assert desk.settle().contestants[0].checkpoint.step >= 1


def test_undo_of_a_reset_brings_the_weights_back(desk: Desk) -> None:
    document = Document(desk.now, desk.playback.progress, lambda sentence: None)
    document.changed.connect(desk.playback.on_change)
    desk.train_a_while()
    trained = desk.playback.progress()[0]
    document.apply(document.now, "Reset", start="fresh")
    assert desk.settle().contestants[0].checkpoint.step == 0
    document.undo()
    assert desk.settle().contestants[0].checkpoint.parameters.tobytes() == trained.parameters.tobytes()
    assert desk.step == trained.step


def test_closing_ends_the_thread(desk: Desk) -> None:
    desk.playback.play()
    desk.playback.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "training"]


def test_in_a_process_it_plays_dies_says_so_and_goes_on_where_it_was(qtbot: QtBot) -> None:
    desk = Desk(qtbot, an_experiment(), TrainingProcess)
    desk.train_a_while()
    desk.playback.play()
    qtbot.waitUntil(lambda: len(desk.frames) > 5)
    os.kill(process_of(desk), signal.SIGTERM)
    qtbot.waitUntil(lambda: desk.crashes != [] and not desk.is_looking)
    assert not desk.playback.is_playing
    here = desk.step
    desk.playback.step_batch()
    assert desk.settle().contestants[0].checkpoint.step == here + 1
    assert len(desk.crashes) == 1
    desk.playback.close()


def process_of(desk: Desk) -> int:
    """The number of the process that trains."""
    training = desk.playback._training
    assert isinstance(training, TrainingProcess) and training.pid is not None
    return training.pid
