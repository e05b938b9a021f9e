"""An optimiser turns the slope of the loss into the next step of the weights.

One entry in OPTIMIZERS is all that the mathematics of a new one needs. All of them work on the flat vectors of
`parameters`: w the parameters, g the gradient (mean over the batch), both (p,). Each is written twice: as a
textbook does, and as calls on a tape, which training plays. For the tape, what an optimiser remembers, its
moments, is one vector: first its slots of p numbers each, then, where it counts, the number of its steps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import ExperimentError, TrainingPlan
from sequentia_gui.network.tape import Tape

Array = NDArray[Any]

RMSPROP_DECAY = 0.9
ADAM_DECAYS = (0.9, 0.999)
EPSILON = 1e-8
_FLUSH = 2.0**-100


@dataclass(slots=True, eq=False)
class Memory:
    """What an optimiser remembers in the textbook's terms: two moments (p,), 0 at first, and the number of steps."""

    first: Array | float = 0.0
    second: Array | float = 0.0
    steps: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """The arrays of one update: `vector` w and `gradient` g (p,), `moments` (slots, p), and two numbers.

    `rate` and `epsilon` are 0-d arrays, different for each batch of an epoch where the optimiser counts its
    steps. `work` (2, p) holds the gradient, and below it room for its square, as Adam's slots lie.
    """

    vector: Array
    work: Array
    moments: Array
    rate: Array
    epsilon: Array

    @property
    def gradient(self) -> Array:
        """The mean gradient, (p,)."""
        gradient: Array = self.work[0]
        return gradient


@dataclass(frozen=True, slots=True)
class Optimizer:
    """One optimiser: w ← w − rate `direction(g, memory, plan)` is its definition, (p,); the memory changes.

    `record(tape, update, plan)` writes the same on a tape. `schedule(plan, steps)` gives the rate and the epsilon
    that it needs there at those steps (counted from 1), each like `steps`.
    """

    name: str
    label: str
    formula: str
    explanation: str
    slots: int
    counts: bool
    direction: Callable[[Array, Memory, TrainingPlan], Array]
    record: Callable[[Tape, Update, TrainingPlan], None]
    schedule: Callable[[TrainingPlan, Array], tuple[Array, Array]]

    def moment_count(self, parameters: int) -> int:
        """How many numbers the optimiser remembers for that many parameters."""
        return self.slots * parameters + self.counts


def _sgd(g: Array, memory: Memory, plan: TrainingPlan) -> Array:
    return g


def _momentum(g: Array, memory: Memory, plan: TrainingPlan) -> Array:
    """v ← momentum v + g (Boris Polyak 1964, in the form that PyTorch uses)."""
    memory.first = velocity = plan.momentum * memory.first + g
    return velocity


def _rmsprop(g: Array, memory: Memory, plan: TrainingPlan) -> Array:
    """v ← 0.9 v + 0.1 g²; g / (√v + ε) (Geoffrey Hinton 2012, lecture 6e; ε as in PyTorch)."""
    memory.second = RMSPROP_DECAY * memory.second + (1 - RMSPROP_DECAY) * g**2
    direction: Array = g / (np.sqrt(memory.second) + EPSILON)
    return direction


def _adam(g: Array, memory: Memory, plan: TrainingPlan) -> Array:
    """m̂ / (√v̂ + ε), m and v corrected for having begun at 0 (Diederik Kingma and Jimmy Ba 2015, algorithm 1)."""
    first, second = ADAM_DECAYS
    memory.first = first * memory.first + (1 - first) * g
    memory.second = second * memory.second + (1 - second) * g**2
    mean = memory.first / (1 - first**memory.steps)
    direction: Array = mean / (np.sqrt(memory.second / (1 - second**memory.steps)) + EPSILON)
    return direction


def _constant_rate(plan: TrainingPlan, steps: Array) -> tuple[Array, Array]:
    return np.full(len(steps), plan.learning_rate), np.full(len(steps), EPSILON)


def _rmsprop_rate(plan: TrainingPlan, steps: Array) -> tuple[Array, Array]:
    """Rate and epsilon for a second moment kept as a sum, not a mean: both are divided by sqrt(1 − decay)."""
    unit = (1 - RMSPROP_DECAY) ** 0.5
    rate, epsilon = _constant_rate(plan, steps)
    return rate / unit, epsilon / unit


def _adam_rate(plan: TrainingPlan, steps: Array) -> tuple[Array, Array]:
    """The bias corrections of Adam, and the factors 1 − beta that its sums lack, as a rate and an epsilon."""
    first, second = ADAM_DECAYS
    mean = (1 - first) / (1 - first**steps)
    deviation = np.sqrt((1 - second) / (1 - second**steps))
    return plan.learning_rate * mean / deviation, EPSILON / deviation


def _descend(tape: Tape, update: Update, direction: Array, scratch: Array) -> None:
    tape.call(np.multiply, direction, update.rate, scratch)
    tape.call(np.subtract, update.vector, scratch, update.vector)


def _record_sgd(tape: Tape, update: Update, plan: TrainingPlan) -> None:
    """w ← w − rate g."""
    _descend(tape, update, update.gradient, np.zeros_like(update.vector))


def _record_momentum(tape: Tape, update: Update, plan: TrainingPlan) -> None:
    """v ← momentum v + g; w ← w − rate v."""
    velocity = update.moments[0]
    tape.call(np.multiply, velocity, tape.constant(plan.momentum), velocity)
    tape.call(np.add, velocity, update.gradient, velocity)
    _descend(tape, update, velocity, np.zeros_like(velocity))


def _record_rmsprop(tape: Tape, update: Update, plan: TrainingPlan) -> None:
    """v ← 0.9 v + 0.1 g²; w ← w − rate g / (√v + ε).

    The slot keeps v / 0.1; the rate and ε of the schedule make up for it.
    """
    mean, square = update.moments[0], update.work[1]
    tape.call(np.multiply, update.gradient, update.gradient, square)
    tape.call(np.multiply, mean, tape.constant(RMSPROP_DECAY), mean)
    tape.call(np.add, mean, square, mean)
    _divide_and_descend(tape, update, update.gradient, mean)


def _record_adam(tape: Tape, update: Update, plan: TrainingPlan) -> None:
    """w ← w − rate m̂ / (√v̂ + ε).

    m ← 0.9 m + 0.1 g and v ← 0.999 v + 0.001 g² are one product and one sum over both slots, which keep
    m / 0.1 and v / 0.001; the schedule makes up for that and corrects the bias towards 0.
    """
    both, news = update.moments.reshape(-1), update.work.reshape(-1)
    decays = np.repeat(np.array(ADAM_DECAYS, tape.dtype), len(update.vector))
    tape.call(np.multiply, update.work[0], update.work[0], update.work[1])
    tape.call(np.multiply, both, decays, both)
    tape.call(np.add, both, news, both)
    _divide_and_descend(tape, update, update.moments[0], update.moments[1])


def _divide_and_descend(tape: Tape, update: Update, direction: Array, mean_square: Array) -> None:
    scratch = np.zeros_like(update.vector)
    tape.call(np.sqrt, mean_square, scratch)
    tape.call(np.add, scratch, update.epsilon, scratch)
    tape.call(np.divide, direction, scratch, scratch)
    _descend(tape, update, scratch, scratch)


def flush_denormals(moments: Array) -> None:
    """Turn numbers below about 1e-37 into 0, in place.

    A neuron that has died leaves ever smaller moments behind, and arithmetic on denormal numbers is many
    times slower. Adding 2^-100 and taking it away again rounds such a number to 0 or to a multiple of 2^-123, a
    normal float32, and changes no number of an ordinary size by more than its last bit.
    """
    np.add(moments, _FLUSH, moments)
    np.subtract(moments, _FLUSH, moments)


OPTIMIZERS: tuple[Optimizer, ...] = (
    Optimizer(
        "sgd", "SGD", "w ← w − η·g",
        "One step straight downhill, as the present batch sees it. SGD is short for stochastic gradient "
        "descent.",
        0, False, _sgd, _record_sgd, _constant_rate,
    ),
    Optimizer(
        "momentum", "Momentum", "v ← μ·v + g;  w ← w − η·v",
        "SGD that keeps rolling: steps in the same direction add up, steps back and forth cancel.",
        1, False, _momentum, _record_momentum, _constant_rate,
    ),
    Optimizer(
        "rmsprop", "RMSprop", "v ← 0.9·v + 0.1·g²;  w ← w − η·g / (√v + ε)",
        "Each weight has its own step length: long where its slope is usually small, short where it is "
        "large.",
        1, False, _rmsprop, _record_rmsprop, _rmsprop_rate,
    ),
    Optimizer(
        "adam", "Adam", "m ← 0.9·m + 0.1·g;  v ← 0.999·v + 0.001·g²;  w ← w − η·m̂ / (√v̂ + ε)",
        "Momentum and RMSprop together, corrected for the first steps. It needs little tuning, so it is the "
        "usual first choice.",
        2, True, _adam, _record_adam, _adam_rate,
    ),
)  # fmt: skip
"""All optimisers, in menu order."""

_BY_NAME = {entry.name: entry for entry in OPTIMIZERS}


def optimizer(name: str) -> Optimizer:
    """The optimiser of that name; ExperimentError for an unknown one."""
    if name not in _BY_NAME:
        raise ExperimentError(f"There is no optimiser called “{name}”.")
    return _BY_NAME[name]
