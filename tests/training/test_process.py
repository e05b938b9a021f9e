"""The training process: bit for bit what the thread does, replaced when it dies, gone when the window is."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest

from sequentia_gui.analysis.catalogue import ANALYSES
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign, TrainingPlan
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.loss_curve import LossCurve
from sequentia_gui.training.letters import read_letters, write_letter
from sequentia_gui.training.mailbox import Mailbox
from sequentia_gui.training.messages import Crash, Frame, Request
from sequentia_gui.training.process import TrainingProcess, going_on
from sequentia_gui.training.run import run_to
from sequentia_gui.training.unchanged import with_unchanged, without_unchanged
from sequentia_gui.training.wire import wire

PATIENCE = 30.0
ALL = frozenset(each.name for each in ANALYSES)


class Desk:
    """The window's side of the two mailboxes, and a look at the process behind them."""

    def __init__(self) -> None:
        self.inbox: Mailbox[Request] = Mailbox()
        self.outbox: Mailbox[Frame | Crash] = Mailbox()
        self.training = TrainingProcess(self.inbox, self.outbox)
        self.training.start()

    def letter(self, fits: Callable[[Frame | Crash], bool] = lambda letter: True) -> Frame | Crash:
        """The next letter that fits."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            letter = self.outbox.wait(PATIENCE)
            assert letter is not None
            if fits(letter):
                return letter
        raise AssertionError("no such letter came")

    def frame(self, fits: Callable[[Frame], bool] = lambda frame: True) -> Frame:
        """The next frame that fits."""
        letter = self.letter(lambda letter: isinstance(letter, Crash) or fits(letter))
        assert isinstance(letter, Frame), letter
        return letter

    @property
    def pid(self) -> int:
        """The number by which the system knows the process."""
        assert self.training.pid is not None
        return self.training.pid


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.training.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("training")]


def retuned(experiment: Experiment, **changes: Any) -> Experiment:
    return edits.retune(experiment, **changes)


def step(frame: Frame) -> int:
    return frame.contestants[0].checkpoint.step


def bits(frame: Frame) -> tuple[int, bytes, bytes]:
    checkpoint = frame.contestants[0].checkpoint
    return checkpoint.step, checkpoint.parameters.tobytes(), checkpoint.moments.tobytes()


def arrays(value: Any) -> Iterator[np.ndarray[Any, Any]]:
    """All arrays in a message, however deep."""
    if isinstance(value, np.ndarray):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from arrays(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from arrays(each)
    elif hasattr(value, "values"):
        for each in value.values():
            yield from arrays(each)


def is_gone(pid: int) -> bool:
    """Whether no process of that number runs any more."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_a_frame_brings_back_the_very_experiment_of_its_request(desk: Desk) -> None:
    first, second = first_experiment(), retuned(first_experiment(), learning_rate=0.001)
    desk.inbox.put(Request(1, first, "fresh", serial=1))
    assert desk.frame().experiment is first
    desk.inbox.put(Request(2, second, serial=2))
    assert desk.frame().experiment is second


def test_the_process_trains_bit_for_bit_as_the_thread_does(desk: Desk) -> None:
    experiment, edited = first_experiment(), edits.add_neuron(first_experiment(), 1)
    desk.inbox.put(Request(1, experiment, "fresh", playing=True, stop_epoch=30, wants=ALL, serial=1))
    here = run_to(experiment, epochs=30)
    assert bits(desk.frame(lambda frame: not frame.playing)) == bits(here)
    desk.inbox.put(Request(2, edited, playing=True, stop_epoch=50, serial=2))
    there = desk.frame(lambda frame: frame.serial == 2 and not frame.playing)
    assert bits(there) == bits(run_to(edited, (here.contestants[0].checkpoint,), epochs=50))


def test_a_message_is_the_same_after_the_journey_and_as_closed_for_writing() -> None:
    sent = run_to(first_experiment(), steps=50, wants=ALL)
    mail = io.BytesIO()
    write_letter(sent, mail)
    mail.seek(0)
    (come,) = read_letters(mail)
    pairs = list(zip(arrays(sent), arrays(come), strict=True))
    assert len(pairs) > 50
    for before, after in pairs:
        np.testing.assert_array_equal(before, after)
        assert after.dtype == before.dtype
        assert after.flags.writeable == before.flags.writeable
    assert dict(come.contestants[0].findings).keys() == ALL
    with pytest.raises(TypeError):
        come.contestants[0].findings["another"] = None


@pytest.mark.parametrize("size", [0, 1, 100, 5_000_000])
def test_a_wire_brings_all_at_once_and_less_only_at_its_end(size: int) -> None:
    source, outlet = wire()
    sent = bytes(range(256)) * (size // 256) + bytes(size % 256)

    def write() -> None:
        with os.fdopen(outlet, "wb") as stream:
            stream.write(sent)

    writer = threading.Thread(target=write)
    writer.start()
    assert bytes(source.read(size)) == sent
    assert source.read(1) == b""
    writer.join()
    source.close()


def test_a_letter_that_was_not_finished_is_none() -> None:
    mail = io.BytesIO()
    write_letter("whole", mail)
    write_letter("not finished", mail)
    mail.truncate(len(mail.getvalue()) - 1)
    mail.seek(0)
    assert list(read_letters(mail)) == ["whole"]


def test_of_many_requests_the_newest_wins(desk: Desk) -> None:
    for serial in range(1, 201):
        experiment = retuned(first_experiment(), learning_rate=0.001 * serial)
        desk.inbox.put(Request(serial, experiment, "fresh", serial=serial))
    assert desk.frame(lambda frame: frame.serial == 200).experiment is experiment


def test_while_it_trains_at_most_one_frame_waits(desk: Desk) -> None:
    desk.inbox.put(Request(1, first_experiment(), "fresh", playing=True, wants=ALL, serial=1))
    steps = [step(desk.frame()) for _ in range(12)]
    usual = np.diff(steps).min()
    wait_until(lambda: not desk.outbox.is_empty)
    threading.Event().wait(0.3)  # frames that nobody takes would pile up meanwhile
    waiting, following = desk.frame(), desk.frame()
    assert step(following) - step(waiting) > 3 * usual


def test_pause_acts_within_a_tenth_of_a_second(desk: Desk) -> None:
    waits = []
    for serial in range(1, 21, 2):
        desk.inbox.put(Request(1, first_experiment(), "fresh", playing=True, wants=ALL, serial=serial))
        desk.frame(lambda frame, serial=serial: frame.serial == serial and frame.playing)  # type: ignore[misc]
        asked = time.perf_counter()
        desk.inbox.put(Request(1, first_experiment(), serial=serial + 1))
        desk.frame(lambda frame, serial=serial: frame.serial == serial + 1)  # type: ignore[misc]
        waits.append(time.perf_counter() - asked)
    assert np.median(waits) < 0.1


def test_an_error_there_is_told_here_and_the_next_request_works(desk: Desk) -> None:
    desk.inbox.put(Request(1, first_experiment(), "fresh", wants=frozenset({"unknown"}), serial=7))
    crash = desk.letter()
    assert isinstance(crash, Crash) and crash.serial == 7 and "Traceback" in crash.details
    desk.inbox.put(Request(1, first_experiment(), "fresh", serial=8))
    assert desk.frame().serial == 8


def test_when_the_process_dies_it_is_told_and_training_goes_on_from_the_last_frame(desk: Desk) -> None:
    experiment = first_experiment()
    desk.inbox.put(Request(3, experiment, "fresh", playing=True, serial=1))
    last = desk.frame(lambda frame: step(frame) > 100)
    os.kill(desk.pid, signal.SIGTERM)
    crash = desk.letter(lambda letter: isinstance(letter, Crash) or not is_newer(letter, last))
    assert isinstance(crash, Crash)
    assert (crash.revision, crash.serial) == (3, 1) and "press Train" in crash.sentence
    desk.inbox.put(Request(3, experiment, "fresh", serial=2))
    assert step(desk.frame()) >= step(last)


def is_newer(letter: Frame | Crash, last: Frame) -> bool:
    """True for a frame that came after this one, which then becomes the last."""
    return isinstance(letter, Frame) and step(letter) > step(last)


def test_when_the_process_dies_while_nothing_trains_nobody_notices(desk: Desk) -> None:
    experiment = first_experiment()
    desk.inbox.put(Request(1, experiment, "fresh", playing=True, stop_step=40, serial=1))
    stood = desk.frame(lambda frame: not frame.playing)
    before = desk.pid
    os.kill(before, signal.SIGTERM)
    wait_until(lambda: not [each for each in threading.enumerate() if each.name == "training frames"])
    assert desk.outbox.is_empty
    desk.inbox.put(Request(2, replace(experiment, title="other"), serial=2))
    assert bits(desk.frame()) == bits(stood)
    assert desk.pid != before


def test_what_a_new_process_is_asked_goes_on_unless_a_new_start_was_asked_for() -> None:
    experiment = first_experiment()
    last = replace(run_to(experiment, steps=5), revision=4)
    weights = tuple(each.checkpoint for each in last.contestants)
    assert going_on(Request(4, experiment, "fresh"), last).start == weights
    assert going_on(Request(5, experiment, "continue"), last).start == weights
    assert going_on(Request(5, experiment, "fresh"), last).start == "fresh"
    assert going_on(Request(1, experiment, "fresh"), None).start == "fresh"


def test_closing_at_once_closing_while_it_trains_and_closing_twice_leave_nothing() -> None:
    Desk().training.close()
    desk = Desk()
    desk.inbox.put(Request(1, first_experiment(), "fresh", playing=True))
    desk.frame(lambda frame: step(frame) > 0)
    pid = desk.pid
    desk.training.close()
    desk.training.close()
    assert is_gone(pid)


def test_a_program_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    desk = Desk()
    desk.inbox.put(Request(1, first_experiment(), "fresh", serial=5))
    crash = desk.letter()
    assert isinstance(crash, Crash) and crash.serial == 5 and "/nowhere/python" in crash.sentence
    desk.training.close()


PARENT = """
import os, sys
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.training.mailbox import Mailbox
from sequentia_gui.training.messages import Request
from sequentia_gui.training.process import TrainingProcess
inbox, outbox = Mailbox(), Mailbox()
training = TrainingProcess(inbox, outbox)
training.start()
inbox.put(Request(1, first_experiment(), "fresh", playing=True))
outbox.wait()
print(training.pid, flush=True)
sys.stdin.read()
os._exit(1)
"""


def test_when_the_window_dies_the_process_ends_by_itself_and_says_nothing() -> None:
    """It takes no longer than both took to begin: on a busy machine either is slow."""
    begin = time.monotonic()
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert parent.stdout is not None
    assert parent.stdout.readline()
    parent.kill()
    killed = time.monotonic()
    _, complaints = parent.communicate(timeout=PATIENCE)  # it ends with the last process that can complain
    assert time.monotonic() - killed < killed - begin
    assert complaints == ""


CHILD = """
import sys
from sequentia_gui.cli import main
code = main(["--training-process"])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


def test_the_process_loads_no_qt_and_ends_with_its_input() -> None:
    mail = io.BytesIO()
    write_letter(Request(1, first_experiment(), "fresh", wants=ALL, serial=1), mail)
    answer = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=mail.getvalue(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=PATIENCE,
    )
    modules = answer.stderr.decode().split()
    assert "sequentia_gui.training.worker" in modules
    assert not [name for name in modules if name.startswith(("PySide6", "shiboken6", "pyqtgraph"))]


def test_an_experiment_that_was_edited_elsewhere_keeps_its_divergence(desk: Desk) -> None:
    wild = retuned(first_experiment(), optimizer="sgd", learning_rate=100.0, l2=100.0)
    assert isinstance(wild.training, TrainingPlan)
    desk.inbox.put(Request(1, wild, "fresh", playing=True, serial=1))
    assert desk.frame(lambda frame: not frame.playing).contestants[0].divergence is not None
    desk.inbox.put(Request(2, replace(wild, title="another"), serial=2))
    assert desk.frame(lambda frame: frame.serial == 2).contestants[0].divergence is not None


def test_a_finding_that_serves_for_several_frames_is_the_same_object_in_the_window() -> None:
    first = run_to(first_experiment(), steps=5, wants=ALL)
    kept = first.contestants[0].findings["fold"]
    other = run_to(first_experiment(), steps=6, wants=ALL)
    findings = {**other.contestants[0].findings, "fold": kept}
    second = replace(other, contestants=(replace(other.contestants[0], findings=findings),))
    there: Frame | None = None
    sizes = []
    for sent, before in ((first, None), (second, first)):
        mail = io.BytesIO()
        write_letter(without_unchanged(sent, before), mail)
        sizes.append(len(mail.getvalue()))
        mail.seek(0)
        (come,) = read_letters(mail)
        come = with_unchanged(come, there)
        assert bits(come) == bits(sent)
        if there is not None:
            old, new = there.contestants[0].findings, come.contestants[0].findings
            assert [name for name in new if new[name] is old[name]] == ["fold"]
        there = come
    assert sizes[1] < sizes[0]


def test_of_a_loss_curve_that_goes_on_only_its_end_travels() -> None:
    frame = run_to(first_experiment(), steps=5)
    short = LossCurve.empty().longer(np.random.default_rng(0).random((5, 900)))
    long = short.longer(np.random.default_rng(1).random((5, 3)))
    anew = LossCurve.of(1, long.entries)
    sizes, before, there = [], None, None
    for curve in (short, long, anew):
        sent = with_curve(frame, curve)
        mail = io.BytesIO()
        write_letter(without_unchanged(sent, before), mail)
        sizes.append(len(mail.getvalue()))
        mail.seek(0)
        (come,) = read_letters(mail)
        before, there = sent, with_unchanged(come, there)
        np.testing.assert_array_equal(curve_of(there).entries, curve.entries)
    assert sizes[1] < sizes[0] - 30_000 < sizes[2]


def test_the_windows_frames_of_a_run_share_one_table_of_losses(desk: Desk) -> None:
    desk.inbox.put(Request(1, first_experiment(), "fresh", playing=True, serial=1))
    curves = [curve_of(desk.frame(lambda frame: frame.playing)) for _ in range(30)]
    longest = curves[-1].entries
    assert any(np.shares_memory(one.entries, longest) for one in curves[:-1])
    for one in curves:
        both = min(len(one), len(curves[-1]))
        assert one.stride < curves[-1].stride or (one.entries[:, :both] == longest[:, :both])[:2].all()


def curve_of(frame: Frame) -> LossCurve:
    """The loss curve of a frame's first contestant."""
    return frame.contestants[0].checkpoint.curve


def with_curve(frame: Frame, curve: LossCurve) -> Frame:
    """The same frame with another past."""
    (contestant,) = frame.contestants
    return replace(
        frame,
        contestants=(replace(contestant, checkpoint=replace(contestant.checkpoint, curve=curve)),),
    )


def test_the_largest_network_that_is_drawn_has_frames_of_a_few_megabytes() -> None:
    plain, rng = first_experiment(), np.random.default_rng(0)
    label = (np.arange(2_000) % 6).astype(np.int8)
    points = edits.load_points(plain, rng.uniform(-6, 6, (2_000, 2)).astype(np.float32), label, "six classes")
    first = points.contestants[0]
    deep = replace(points, contestants=(replace(first, network=NetworkDesign.of((32,) * 8, "relu")),))
    mail = io.BytesIO()
    write_letter(run_to(deep, wants=frozenset({"activity", "decision_map", "neuron_maps"})), mail)
    assert len(mail.getvalue()) < 4e6
