"""The meter: medians as a plain loop finds them, the same order each time, and nothing that takes too long."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sequentia_gui.analysis.cost import SIZES, TYPES, WAYS, Costs
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.activations import ACTIVATIONS, activation
from sequentia_gui.network.initializers import first_parameters
from sequentia_gui.network.tape import Tape
from sequentia_gui.training.cost_meter import (
    LONGEST,
    MAXIMUM,
    SAMPLE_SECONDS,
    CostMeter,
    Record,
    Switch,
    cost_want,
    is_cost_want,
    meter_for,
    switch_of,
)

SMALL = (1_000, 3_000, 10_000)
Log = dict[tuple[str, int, str, int], list[float]]


class Stopwatch:
    """A clock that only what is measured moves; it remembers how long each thing took."""

    def __init__(self, duration: Callable[[str, int, int], float]) -> None:
        self.now, self.order = 0.0, list[str]()
        self.log: Log = defaultdict(list)
        self._duration = duration

    def __call__(self) -> float:
        return self.now

    def switch(self, name: str, is_two_way: bool = True) -> Switch:
        ways = [self._record(name, way) for way in range(2)]
        return Switch(name, name, ways[0], ways[1] if is_two_way else None)

    def _record(self, name: str, way: int) -> Record:
        def record(tape: Tape, z: np.ndarray, _a: np.ndarray, _slope: np.ndarray) -> None:
            tape.call(self._take, name, way, str(z.dtype), z.size)

        return record

    def _take(self, name: str, way: int, dtype: str, size: int) -> None:
        seconds = self._duration(name, way, size)
        self.now += seconds
        self.order.append(f"{name} {way} {dtype} {size}")
        self.log[name, way, dtype, size].append(seconds)


def random_times(low: float, high: float, seed: int = 0) -> Callable[[str, int, int], float]:
    rng = np.random.default_rng(seed)
    return lambda *_: float(rng.uniform(low, high))


def finished(meter: CostMeter) -> Costs:
    while not meter.is_done:
        meter.advance()
    return meter.costs()


def test_medians_are_those_of_a_plain_loop() -> None:
    watch = Stopwatch(random_times(SAMPLE_SECONDS, 2 * SAMPLE_SECONDS))  # so long that one in a row is enough
    costs = finished(CostMeter([watch.switch("one", is_two_way=False)], None, watch, sizes=SMALL, rounds=7))
    for dtype in TYPES:
        for place, size in enumerate(SMALL):
            durations = watch.log["one", 0, dtype, size]
            measured = durations[1::2]  # each time it is played once before, to warm up
            assert len(durations) == 14
            told = costs.nanoseconds("forward", dtype)[0, place, 1]
            assert told == pytest.approx(1e9 * statistics.median(measured) / size, rel=1e-6)
    assert np.isnan(costs.nanoseconds("backward", "float32")).all()


def test_what_is_short_is_played_several_times_in_a_row_and_averaged() -> None:
    watch = Stopwatch(lambda *_: SAMPLE_SECONDS / 40)
    costs = finished(CostMeter([watch.switch("one")], None, watch, sizes=(1_000,), rounds=3))
    assert costs.seconds[0, :, :, 0] == pytest.approx(SAMPLE_SECONDS / 40, rel=1e-6)
    assert len(watch.log["one", 1, "float64", 1_000]) in range(3 * 40, 3 * 42 + 1)


def test_the_order_depends_on_nothing_but_the_seed() -> None:
    orders: list[list[str]] = []
    for seed in (1, 1, 2):
        watch = Stopwatch(random_times(SAMPLE_SECONDS, 2 * SAMPLE_SECONDS, seed=len(orders)))
        finished(CostMeter([watch.switch(name) for name in "abcd"], None, watch, sizes=(1_000,), seed=seed))
        orders.append(watch.order)
    assert orders[0] == orders[1] != orders[2]


def test_each_round_measures_everything_once_so_that_no_drift_favours_one() -> None:
    watch = Stopwatch(lambda *_: SAMPLE_SECONDS)
    finished(CostMeter([watch.switch(name, False) for name in "abcd"], None, watch, sizes=(1_000,), rounds=5))
    first = [name for name in watch.order if "float32" in name][::2]
    rounds = [first[start : start + 4] for start in range(0, len(first), 4)]
    assert len(rounds) == 5 and all(len(set(each)) == 4 for each in rounds)
    assert len({tuple(each) for each in rounds}) > 1


def test_no_measurement_lasts_so_long_that_stopping_would_have_to_wait() -> None:
    slow = Stopwatch(lambda _name, _way, size: size * 1e-6)
    meter, lasted = CostMeter([slow.switch("slow")], None, slow), []
    while not meter.is_done:
        before = slow.now
        meter.advance()
        lasted.append(slow.now - before)
    assert max(lasted) <= LONGEST * (1 + 1e-9) < 0.1
    known = np.isfinite(meter.costs().seconds[0, ..., 1])
    assert known[..., :3].all() and not known[..., 4:].any()
    assert meter.costs().progress == 1.0


def test_what_turns_out_to_be_slow_is_tried_once_and_left_out() -> None:
    jump = Stopwatch(lambda _name, _way, size: size * (2e-8 if size < 1_000_000 else 4e-7))
    costs = finished(CostMeter([jump.switch("jump"), jump.switch("other")], None, jump))
    known = np.isfinite(costs.seconds[..., 1])
    assert known[..., :-1].all() and not known[..., -1].any()
    assert len(jump.log["jump", 1, "float64", 1_000_000]) == 1


def test_half_way_the_table_has_whole_sizes_and_grows() -> None:
    watch = Stopwatch(lambda *_: SAMPLE_SECONDS)
    meter = CostMeter([watch.switch("a"), watch.switch("b", False)], None, watch, sizes=SMALL, rounds=3)
    seen = [meter.costs()]
    while not meter.is_done:
        meter.advance()
        seen.append(meter.costs())
    progress = [costs.progress for costs in seen]
    assert progress == sorted(progress) and progress[0] == 0.0 and progress[-1] == 1.0
    for costs in seen:
        known = np.isfinite(costs.seconds[..., 1])
        assert (known[0, 0] == known[0, 1]).all() and (known[0, 0] == known[1, 0]).all()
        assert not costs.seconds.flags.writeable


def subject(name: str = "relu", count: int = 60, widths: tuple[int, ...] = (6, 5)) -> Subject:
    rng = np.random.default_rng(3)
    label = (np.arange(count) % 2).astype(np.int8)
    points = PointSet(rng.normal(0, 2, (count, 2)).astype(np.float32), label, np.zeros(count, np.bool_))
    design = NetworkDesign.of(widths, name)
    return Subject(design, TrainingPlan(batch_size=10), points, first_parameters(design, 2))


def ticking() -> Callable[[], float]:
    """A clock that goes on by a millisecond whenever somebody looks."""
    now = iter(range(10**9))
    return lambda: next(now) * 0.001


def test_the_share_of_the_step_is_a_share_of_the_network_that_was_there() -> None:
    watch = Stopwatch(lambda *_: SAMPLE_SECONDS)
    meter = CostMeter([watch.switch("one")], subject(), ticking(), sizes=(1_000,), rounds=1)
    share = finished(meter).share
    assert share is not None
    assert (share.batch, share.design) == (10, subject().design)
    assert share.share.tolist() == [1.0, 1.0, 1.0]  # by that clock everything takes a millisecond


@pytest.mark.parametrize("nothing", [subject(count=0), subject(widths=()), None])
def test_without_points_or_switches_there_is_no_share(nothing: Subject | None) -> None:
    watch = Stopwatch(lambda *_: SAMPLE_SECONDS)
    meter = CostMeter([watch.switch("one")], nothing, watch, sizes=(1_000,), rounds=1)
    assert finished(meter).share is None


@pytest.mark.parametrize("entry", ACTIVATIONS, ids=lambda entry: entry.name)
def test_every_activation_is_measured_by_the_calls_that_train_it(entry: object) -> None:
    name = getattr(entry, "name", "")
    meter = CostMeter([switch_of(activation(name))], None, ticking(), sizes=SIZES[:2], rounds=1)
    (timed,) = finished(meter).switches
    for place, size in enumerate(SIZES[:2]):
        z, a, slope = np.zeros((3, size), np.float32)
        forward, backward = Tape(), Tape()
        activation(name).record_value(forward, z, a)
        activation(name).record_slope(backward, z, a, slope)
        assert len(timed.calls[0][place]) == len(forward.calls)
        assert len(timed.calls[1][place]) == len(backward.calls)


def test_relu_is_fmax_here_and_maximum_stands_beside_it() -> None:
    meter = meter_for(cost_want(1, ("relu",)), subject(), ticking())
    relu, maximum = meter.costs().switches
    assert (relu.calls[WAYS.index("forward")][0], relu.calls[1][0], relu.calls[1][-1]) == (
        ("fmax",), ("sign",), ("greater", "copyto"),
    )  # fmt: skip
    assert (maximum.name, maximum.calls) == (MAXIMUM.name, ((("maximum",),) * len(SIZES), ()))


def test_a_want_tells_what_is_to_be_measured_and_each_number_is_measured_anew() -> None:
    wants = {cost_want(1, ("relu", "tanh")), cost_want(2, ("relu", "tanh"))}
    assert len(wants) == 2 and all(is_cost_want(want) for want in wants)
    assert not is_cost_want("cost_of_living") and not is_cost_want("doctor 1 2")


def test_a_switch_of_the_network_has_the_network_s_own_numbers() -> None:
    leaky = subject("elu")
    layers = tuple(replace(layer, parameters=(0.5,)) for layer in leaky.design.layers)
    leaky = replace(leaky, design=replace(leaky.design, layers=layers))
    own, plain = (
        meter_for(cost_want(1, ("elu",)), each, ticking()).costs() for each in (leaky, subject("relu"))
    )
    assert len(own.switches[0].calls[0][0]) > len(plain.switches[0].calls[0][0])  # times alpha
