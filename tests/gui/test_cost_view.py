"""The cost view measures when it is asked to, gives way to training, and claims nothing that was not measured."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from sequentia_gui.analysis.cost import SIZES, TYPES, WAYS, Costs, StepShare, Timed
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.gui.playback import Playback
from sequentia_gui.gui.theme import LIGHT, THEMES, Theme
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.gui.views.cost import words
from sequentia_gui.gui.views.cost.view import CostView
from sequentia_gui.gui.views.plots.style import Readout
from sequentia_gui.training.cost_meter import is_cost_want
from sequentia_gui.training.messages import Crash, Frame
from sequentia_gui.training.run import run_to
from sequentia_gui.training.worker import TrainingWorker
from tests.gui.chart_frames import document_of, experiment_of, hover, points_of, strange_frames

PATIENCE = 30_000
NAMES = ("sigmoid", "tanh", "relu", "gelu", words.MAXIMUM)
LABELS = ("Sigmoid", "Tanh", "ReLU", "GELU", "plain max")
DESIGN = NetworkDesign.of((4, 4))


def plain(text: str) -> str:
    """Without what keeps thousands apart."""
    return text.replace("\u202f", "")


def a_table(medians: dict[str, list[float]], spread: float = 0.01, progress: float = 1.0) -> Costs:
    """Nanoseconds per value by switch, the same for every way and type; what is not named costs 1 at each size."""
    table = np.array([medians.get(name, [1.0] * len(SIZES)) for name in NAMES])
    around = table[..., np.newaxis] * np.array([1 - spread, 1, 1 + spread])
    seconds = 1e-9 * around * np.array(SIZES)[:, np.newaxis]
    shape = (len(NAMES), len(WAYS), len(TYPES), *seconds.shape[1:])
    all_seconds = np.broadcast_to(seconds[:, np.newaxis, np.newaxis], shape).copy()
    calls = (("fmax",),) * len(SIZES)
    rows = tuple(Timed(name, label, (calls, calls)) for name, label in zip(NAMES, LABELS, strict=True))
    step = StepShare(DESIGN, 10, np.array([1e-5, 1e-5, 1e-5]), np.array([0.17, 0.18, 0.19]))
    return Costs(rows, SIZES, read_only(all_seconds), progress, "a machine, NumPy 1.2.3", step)


MIXED = a_table({"relu": [0.5, 0.4, 0.3, 0.2, 0.2, 0.2, 0.25], "tanh": [0.4, 0.4, 0.6, 0.8, 0.8, 0.8, 1.0]})


class Stage:
    """The view, and a window that does nothing but hand over what was measured."""

    def __init__(self, qtbot: QtBot, design: NetworkDesign = DESIGN) -> None:
        experiment = experiment_of(points_of(20))
        self.experiment = replace(
            experiment, contestants=(replace(experiment.contestants[0], network=design),)
        )
        self.state = ViewState()
        self.view = CostView(document_of(self.experiment), self.state)
        qtbot.addWidget(self.view)
        self.state.changed.connect(self.view.show_look)
        self.view.set_theme(LIGHT)
        self.view.resize(330, 230)
        self.view.show()
        self.rest = run_to(self.experiment)
        self.view.show_frame(self.rest)

    def press(self) -> None:
        QTest.mouseClick(self.view.measure, Qt.MouseButton.LeftButton)

    def tell(self, costs: Costs) -> None:
        """A frame comes in which so much was measured."""
        contestant = replace(self.rest.contestants[0], findings={self.state.now.measuring: costs})
        self.view.show_frame(replace(self.rest, contestants=(contestant,), more=not costs.is_done))

    def measured(self, costs: Costs) -> None:
        self.press()
        self.tell(costs)

    @property
    def readout(self) -> str:
        readout = self.view.findChild(Readout)
        assert readout is not None
        return readout.text() if readout.isVisible() else ""


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


def test_nothing_is_measured_before_somebody_asks(stage: Stage) -> None:
    assert stage.view.wanted() == frozenset()
    assert not stage.view.chart.isVisible()
    assert "Is ReLU cheaper?" in plain(stage.view.summary())


def test_pressing_measures_and_pressing_again_stops_and_keeps_what_there_is(stage: Stage) -> None:
    stage.press()
    (want,) = stage.view.wanted()
    assert is_cost_want(want) and {"relu", "tanh", "sigmoid", "step"} <= set(want.split(" "))
    assert stage.view.measure.text() == "Stop"
    stage.tell(replace(MIXED, progress=0.4))
    stage.press()
    assert stage.view.wanted() == frozenset()
    assert stage.view.chart.isVisible()
    assert plain(stage.view.summary()).startswith("Stopped: ")
    assert "40 % measured, a machine, NumPy 1.2.3" in plain(stage.view.summary())


def test_when_it_is_done_it_wants_nothing_more_and_tells_the_machine(stage: Stage) -> None:
    stage.measured(MIXED)
    assert stage.view.wanted() == frozenset()
    assert (stage.view.measure.text(), stage.view.measure.isEnabled()) == ("Measure", True)
    assert plain(stage.view.summary()).endswith("a machine, NumPy 1.2.3")
    stage.view.show_frame(stage.rest)
    assert stage.view.chart.isVisible()  # it stays


def test_it_is_measured_anew_each_time_somebody_asks(stage: Stage) -> None:
    stage.press()
    first = stage.view.wanted()
    stage.press()
    stage.press()
    assert first != stage.view.wanted() != frozenset()


def test_training_goes_first_and_a_sentence_says_so(stage: Stage) -> None:
    stage.press()
    stage.tell(replace(MIXED, progress=0.4))
    stage.view.show_frame(replace(stage.rest, playing=True))
    assert stage.view.wanted() == frozenset()
    assert plain(stage.view.summary()).startswith("Training began, so measuring stopped.")
    assert not stage.view.measure.isEnabled()
    assert stage.view.chart.isVisible()
    stage.view.show_frame(stage.rest)
    assert stage.view.measure.isEnabled()


def test_all_switches_are_measured_where_that_is_ticked(stage: Stage) -> None:
    stage.view.all_switches.setFocus()
    QTest.keyClick(stage.view.all_switches, Qt.Key.Key_Space)
    QTest.keyClick(stage.view.measure, Qt.Key.Key_Space)
    (want,) = stage.view.wanted()
    assert {"mish", "square", "softsign", "drawn"} <= set(want.split(" "))


def test_what_is_compared_in_the_switch_view_is_measured_and_spoken_of(stage: Stage) -> None:
    stage.state.set(compared=("mish",))
    stage.press()
    assert "mish" in next(iter(stage.view.wanted())).split(" ")
    stage.state.set(measuring="", compared=("gelu",))
    stage.measured(MIXED)
    assert "ReLU is 2.0 to 5.0 times as fast as GELU" in plain(stage.view.summary())


def test_a_person_chooses_the_way_and_the_type(stage: Stage, qtbot: QtBot) -> None:
    (picker,) = stage.view.corner_widgets()
    stage.measured(MIXED)
    seconds = MIXED.seconds.copy()
    seconds[2, 1] *= 100
    stage.measured(replace(MIXED, seconds=seconds))
    assert "ReLU is" in plain(stage.view.summary())
    picker.show()
    picker.setFocus()
    QTest.keyClick(picker, Qt.Key.Key_Down)
    assert stage.state.now.cost == "backward float32"
    assert "Tanh is 25 to 125 times as fast as ReLU at 1000–1000000 values." in plain(stage.view.summary())


def test_the_verdict_tells_who_is_faster_where_and_what_is_open(stage: Stage) -> None:
    stage.measured(MIXED)
    told = plain(stage.view.summary())
    assert "ReLU is 2.0 to 4.0 times as fast as Tanh at 10000–1000000 values. " in told
    assert "But Tanh is 1.3 times as fast as ReLU at 1000 values. " in told or "But Tanh is 1.2 times" in told
    assert "Between ReLU and Tanh no difference can be told at 3000 values." in told
    assert "Tanh beats even NumPy's own max(0, z) at 1000–300000 values." in told
    assert "Switches take 18 % of a training step of this network." in told


@pytest.mark.parametrize(("width", "height"), [(273, 152), (470, 124)])
def test_in_a_low_view_the_chart_has_most_of_the_height_and_the_verdict_one_line(
    stage: Stage, width: int, height: int
) -> None:
    stage.view.resize(width, height)
    stage.measured(a_table({"relu": [0.2] * len(SIZES), "tanh": [0.4] * len(SIZES)}))
    QApplication.processEvents()
    assert stage.view.chart.height() >= 0.6 * height
    told = " ".join(label.text() for label in stage.view.findChildren(QLabel) if label.isVisible())
    assert "ReLU is 2.0 times as fast as Tanh" in told


def test_what_was_left_out_is_told(stage: Stage) -> None:
    holes = MIXED.seconds.copy()
    holes[3, 0, 0, 5:] = np.nan
    stage.measured(replace(MIXED, seconds=holes))
    assert "GELU is left out at 300000–1000000 values: nobody could stop it in time." in plain(
        stage.view.summary()
    )
    stage.state.set(cost="backward float32")
    assert "left out" not in plain(stage.view.summary())


def test_the_share_is_that_of_the_network_that_was_measured(stage: Stage) -> None:
    other = NetworkDesign.of((7,))
    assert words.share_words(MIXED.share, other).endswith("of the network as it was then.")
    wide = replace(MIXED.share, share=np.array([0.1, 0.2, 0.3])) if MIXED.share else None
    assert words.share_words(wide, DESIGN) == "Switches take 10–30 % of a training step of this network."
    assert words.share_words(None, NetworkDesign.of(())) == "This network has no switches to train."


TABLES = st.lists(st.floats(0.05, 50.0), min_size=2 * len(SIZES), max_size=2 * len(SIZES))


@given(TABLES, st.floats(0.001, 0.6))
def test_the_words_claim_only_what_the_numbers_say(values: list[float], spread: float) -> None:
    relu, tanh = values[: len(SIZES)], values[len(SIZES) :]
    costs = a_table({"relu": relu, "tanh": tanh}, spread)
    run = words.race(costs, 2, 1, "forward", "float32")
    told, faster, slower = words.verdict(run), set(run.wins), set(run.losses)
    short = words.in_short(run)
    assert bool(short) == bool(faster or slower)
    assert short.startswith(told.split(" ")[0] if short else "")
    assert ("up to" in short) == bool(
        short and len(faster if short.startswith("ReLU") else slower) < len(SIZES)
    )
    for size, one, other in zip(SIZES, relu, tanh, strict=True):
        assert (size in faster) == (one * (1 + spread) < other * (1 - spread) and other / one >= 1.1)
        assert (size in slower) == (other * (1 + spread) < one * (1 - spread) and one / other >= 1.1)
    assert ("ReLU is" in told) == bool(faster) and ("Tanh is" in told) == bool(slower)
    assert ("no difference" in told) == (not faster and not slower)
    assert told.count("But ") == bool(faster and slower)
    ratios = [float(each) for each in re.findall(r"(?:is|to) ([\d.]+) ", told)]
    known = [*run.wins.values(), *run.losses.values()]
    assert all(any(abs(ratio - each) <= 0.06 * each for each in known) for ratio in ratios)


@given(st.sets(st.sampled_from(SIZES), min_size=1))
def test_spans_hold_exactly_the_sizes_that_are_meant(chosen: set[int]) -> None:
    told = words.spans(sorted(chosen), SIZES)
    spans = [tuple(map(int, each.split("–"))) for each in re.split(", | and ", plain(told))]
    held = {size for size in SIZES for span in spans if span[0] <= size <= span[-1]}
    assert held == chosen


def test_pointing_at_a_line_tells_its_time_and_its_calls(stage: Stage) -> None:
    stage.measured(MIXED)
    place = stage.view.chart.place_of((2, 6))
    hover(stage.view.chart.viewport(), place.x(), place.y())
    assert plain(stage.readout).splitlines() == [
        "ReLU, 1000000 values", "0.25 ns a value, half of all times 0.25 to 0.25", "250 µs for all", "fmax",
    ]  # fmt: skip
    hover(stage.view.chart.viewport(), 1, 1)
    assert not stage.readout


def test_keys_go_along_a_line_and_from_line_to_line_and_escape_lets_go(stage: Stage) -> None:
    stage.measured(MIXED)
    chart = stage.view.chart
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(chart, key)
    assert plain(stage.readout).startswith("ReLU, 300000 values")
    QTest.keyClick(chart, Qt.Key.Key_Up)
    assert plain(stage.readout).startswith("Tanh, 300000 values")
    for _ in range(9):
        QTest.keyClick(chart, Qt.Key.Key_Left)
    assert plain(stage.readout).startswith("Tanh, 1000 values")
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert not stage.readout


def test_lines_that_are_spoken_of_have_their_names_at_their_ends(stage: Stage) -> None:
    stage.measured(MIXED)
    assert set(LABELS) - {"GELU"} <= set(stage.view.chart.labels)


def test_the_scale_is_the_same_for_both_ways_and_both_types(stage: Stage) -> None:
    stage.measured(MIXED)
    before = stage.view.chart.place_of((2, 3))
    for way in WAYS:
        for dtype in TYPES:
            stage.state.set(cost=f"{way} {dtype}")
            assert (stage.view.chart.place_of((2, 3)) - before).manhattanLength() < 1e-6


def test_showing_twice_changes_nothing(stage: Stage) -> None:
    stage.measured(MIXED)
    before = stage.view.grab().toImage()
    stage.view.show_experiment(stage.experiment)
    stage.view.show_look(stage.state.now)
    stage.view.show_frame(stage.rest)
    assert stage.view.grab().toImage() == before


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_it_survives_strange_frames_and_tables_in_every_size(stage: Stage, theme: Theme) -> None:
    stage.view.set_theme(theme)
    holes = MIXED.seconds.copy()
    holes[..., 4:, :] = np.nan
    holes[1] = np.nan
    nothing = np.full_like(holes, np.nan)
    for seconds in (holes, nothing, np.zeros_like(holes), MIXED.seconds):
        stage.measured(replace(MIXED, seconds=seconds))
        for size in ((40, 30), (275, 200), (900, 500)):
            stage.view.resize(*size)
            for each in strange_frames():
                stage.view.show_frame(replace(each, playing=False))
                assert not stage.view.grab().toImage().isNull()
                assert plain(stage.view.summary())


def test_from_the_button_to_the_table_through_training_and_back(qtbot: QtBot) -> None:
    """The whole way: a press, a real measurement in the training thread, Train in between."""
    stage = Stage(qtbot)
    crashes: list[Crash] = []
    playback = Playback(stage.experiment, crashes.append, TrainingWorker)
    playback.begin()
    try:
        playback.frame_ready.connect(stage.view.show_frame)
        stage.state.changed.connect(lambda _: playback.set_wants(stage.view.wanted()))
        stage.press()
        qtbot.waitUntil(stage.view.chart.isVisible, timeout=PATIENCE)
        playback.play()
        qtbot.waitUntil(lambda: not stage.state.now.measuring, timeout=PATIENCE)
        assert "Training began" in plain(stage.view.summary())
        playback.pause()
        qtbot.waitUntil(stage.view.measure.isEnabled, timeout=PATIENCE)
        stage.press()
        qtbot.waitUntil(
            lambda: "training step of this network" in plain(stage.view.summary()), timeout=PATIENCE
        )
        stage.press()
        latest = playback.latest
        assert isinstance(latest, Frame) and not crashes
    finally:
        playback.close()
