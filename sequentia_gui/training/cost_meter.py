"""The meter takes the time of each switch, in small measurements between which anybody can ask for something else."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.cost import SIZES, TYPES, WAYS, Costs, StepShare, Timed, quartiles
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.activations import Activation, activation, activation_of
from sequentia_gui.network.step_parts import StepParts
from sequentia_gui.network.tape import Call, Tape, play

Array = NDArray[Any]
Clock = Callable[[], float]
"""Says what time it is, in seconds."""

Record = Callable[[Tape, Array, Array, Array], None]
"""Writes on a tape what is timed, for arrays z, a and slope of one shape."""

_WANT = "cost"

ROUNDS = 9
"""So often everything is measured."""

STEP_ROUNDS = 25

SAMPLE_SECONDS = 0.0005
"""What takes less is done several times in a row: a clock is too coarse for one."""

MOST_IN_A_ROW = 1_000

LONGEST = 0.045
"""What is expected to take longer, or takes twice as long, is left out: training is to begin within a tenth of a
second."""

_SEED = 20_100_621


def cost_want(serial: int, names: Sequence[str]) -> str:
    """The name under which a view wants these activations measured; each serial number is measured anew."""
    return " ".join((_WANT, str(serial), *names))


def is_cost_want(name: str) -> bool:
    """Whether the name is one of a measurement of costs."""
    return name.partition(" ")[0] == _WANT


@dataclass(frozen=True, slots=True)
class Switch:
    """Something whose time is taken: forward, and backward if it has one."""

    name: str
    label: str
    forward: Record
    backward: Record | None = None


def _forward(entry: Activation, tape: Tape, z: Array, a: Array, _slope: Array) -> None:
    entry.record_value(tape, z, a)


def _backward(entry: Activation, tape: Tape, z: Array, a: Array, slope: Array) -> None:
    entry.record_slope(tape, z, a, slope)


def _maximum(tape: Tape, z: Array, a: Array, _slope: Array) -> None:
    tape.call(partial(np.maximum, z, tape.constant(0), out=a))  # NumPy 2.4 wants its result named


MAXIMUM = Switch("maximum", "plain max", _maximum)
"""The way in which everybody writes ReLU in NumPy; this program's own does the same with another function."""


def switch_of(entry: Activation) -> Switch:
    """An activation, measured by the calls with which it is trained here."""
    return Switch(entry.name, entry.label, partial(_forward, entry), partial(_backward, entry))


def meter_for(name: str, subject: Subject, clock: Clock) -> CostMeter:
    """The meter for what is wanted: the activations have the numbers of the first layer of their kind."""
    own = {layer.activation: activation_of(layer) for layer in reversed(subject.design.layers)}
    entries = [own.get(each) or activation(each) for each in name.split(" ")[2:]]
    return CostMeter((*(switch_of(entry) for entry in entries), MAXIMUM), subject, clock)


def machine() -> str:
    """What this runs on, as far as it counts for the time that a switch takes."""
    cores = os.cpu_count() or 1
    return f"{platform.system()} {platform.machine()}, {cores} cores, NumPy {np.__version__}"


@dataclass(slots=True)
class _Stage:
    """Arrays of one size and type, and what is to be measured on them."""

    z: Array
    a: Array
    slope: Array
    place: tuple[int, int]
    acts: list[tuple[int, int]] = field(default_factory=list)


class CostMeter:
    """Owns the measurements. `advance` makes the next one, of a few milliseconds; `costs` is what is known.

    The network's own step comes first, then all switches at one size, in rounds: each round measures each of
    them once, in an order of its own that depends on `seed` alone, so that what else the machine does falls
    on none of them in particular. Arrays are made once for each size and hold z as standard normal numbers.
    """

    def __init__(
        self,
        switches: Sequence[Switch],
        subject: Subject | None,
        clock: Clock,
        *,
        sizes: Sequence[int] = SIZES,
        rounds: int = ROUNDS,
        seed: int = _SEED,
    ) -> None:
        self._switches, self._subject, self._clock = tuple(switches), subject, clock
        self._sizes, self._rounds = tuple(sizes), rounds
        self._rng = np.random.default_rng(seed)
        self._timed = tuple(_timed(switch, self._sizes) for switch in self._switches)
        shape = (len(self._switches), len(WAYS), len(TYPES), len(self._sizes), 3)
        self._seconds = np.full(shape, np.nan)
        self._samples: dict[tuple[int, int, int, int], list[float]] = {}
        self._share: StepShare | None = None
        self._acts = [(k, way) for k, each in enumerate(self._switches) for way in _ways(each)]
        self._total, self._done = rounds * len(self._acts) * len(TYPES) * len(self._sizes), 0
        self._is_done = False
        self._steps = self._all_steps()

    @property
    def is_done(self) -> bool:
        """Whether all is measured."""
        return self._is_done

    def advance(self) -> None:
        """Make the next small measurement, if there is one."""
        with np.errstate(all="ignore"):
            self._is_done = next(self._steps, True) is True

    def costs(self) -> Costs:
        """What is known so far; of a size all or nothing."""
        progress = 1.0 if self._is_done else min(self._done / max(1, self._total), 0.999)
        seconds = read_only(self._seconds.copy())
        return Costs(self._timed, self._sizes, seconds, progress, machine(), self._share)

    def _all_steps(self) -> Iterator[None]:
        yield from self._step_of_the_network()
        for dtype, size in product(range(len(TYPES)), range(len(self._sizes))):
            yield from self._at(dtype, size)

    # the switches

    def _at(self, dtype: int, size: int) -> Iterator[None]:
        stage = self._stage(dtype, size)
        for _ in range(self._rounds):
            order = self._rng.permutation(len(stage.acts))
            for act in [stage.acts[place] for place in order]:
                yield from self._measured(stage, *act)
            self._done += len(self._acts) - len(order)
        for k, way in stage.acts:
            self._seconds[k, way, dtype, size] = quartiles(self._samples.pop((k, way, dtype, size)))

    def _stage(self, dtype: int, size: int) -> _Stage:
        z = self._rng.standard_normal(self._sizes[size]).astype(TYPES[dtype])
        acts = [act for act in self._acts if self._forecast(act, dtype, size) <= LONGEST]
        return _Stage(z, np.zeros_like(z), np.zeros_like(z), (dtype, size), acts)

    def _forecast(self, act: tuple[int, int], dtype: int, size: int) -> float:
        """How many seconds it will take, judged by the size before; what was left out there is left out here."""
        if size == 0:
            return 0.0
        before = self._seconds[*act, dtype, size - 1, 1]
        seconds = before * self._sizes[size] / self._sizes[size - 1]
        return float(np.nan_to_num(seconds, nan=np.inf))

    def _measured(self, stage: _Stage, k: int, way: int) -> Iterator[None]:
        """Record, play once to warm up, and then against the clock; a slope may read the values, made before."""
        if way:
            play(_recorded(self._switches[k], 0, stage))
            yield
        calls = _recorded(self._switches[k], way, stage)
        samples = self._samples.setdefault((k, way, *stage.place), [])
        warm = _seconds(calls, 1, self._clock)
        self._done += 1
        yield
        if not samples and warm > 2 * LONGEST and self._forecast((k, way), *stage.place) > LONGEST / 10:
            stage.acts.remove((k, way))  # many values leave the caches, which nothing before foretold
            return
        samples.append(_seconds(calls, _in_a_row(samples[-1] if samples else warm), self._clock))
        yield

    # the network's step

    def _step_of_the_network(self) -> Iterator[None]:
        subject = self._subject
        if subject is None or not subject.design.layers or not (~subject.points.held_out).any():
            return
        parts = StepParts(subject.design, subject.plan, subject.points, subject.parameters)
        count = _in_a_row(max(_seconds(parts.whole, 1, self._clock) for _ in range(2)))
        steps, shares = [], []
        for _ in range(STEP_ROUNDS):
            steps.append(_seconds(parts.whole, count, self._clock))
            yield
            shares.append(_seconds(parts.activations, count, self._clock) / steps[-1])
            yield
        self._share = StepShare(subject.design, parts.batch, quartiles(steps), quartiles(shares))


def _ways(switch: Switch) -> range:
    return range(len(WAYS) if switch.backward else 1)


def _record(switch: Switch, way: int) -> Record:
    record = switch.backward if way else switch.forward
    assert record is not None
    return record


def _recorded(switch: Switch, way: int, stage: _Stage) -> list[Call]:
    """The calls on the stage's arrays."""
    tape = Tape(stage.z.dtype)
    _record(switch, way)(tape, stage.z, stage.a, stage.slope)
    return tape.calls


def _timed(switch: Switch, sizes: Sequence[int]) -> Timed:
    """The names of the functions that it calls: recorded, so that they are what is really called."""
    forward, backward = (
        tuple(_names(switch, way, size) for size in sizes) if way in _ways(switch) else ()
        for way in range(len(WAYS))
    )
    return Timed(switch.name, switch.label, (forward, backward))


def _names(switch: Switch, way: int, size: int) -> tuple[str, ...]:
    z, a, slope = (np.zeros(size, np.float32) for _ in range(3))
    calls = _recorded(switch, way, _Stage(z, a, slope, (0, 0)))
    return tuple(_name(function) for function, _ in calls)


def _name(function: Callable[..., object]) -> str:
    plain = function.func if isinstance(function, partial) else function
    return str(getattr(plain, "__name__", "")).strip("_<>")


def _in_a_row(seconds: float) -> int:
    """How often something is to be done for one sample."""
    return int(min(max(1.0, SAMPLE_SECONDS / max(seconds, 1e-9)), MOST_IN_A_ROW))


def _seconds(calls: list[Call], count: int, clock: Clock) -> float:
    """How long the calls take, on the average of so many times in a row."""
    all_calls = calls * count
    begin = clock()
    play(all_calls)
    return (clock() - begin) / count
