"""How each optimiser is written in NumPy and in PyTorch, and how what it remembers is handed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.export.snapshot import Snapshot
from sequentia_gui.network.optimizers import ADAM_DECAYS, EPSILON, RMSPROP_DECAY


@dataclass(frozen=True, slots=True)
class OptimizerCode:
    """One optimiser.

    `slots` are the names of what it remembers, each with PyTorch's name for it and the factor from our slots
    to the textbook's. `numpy` are the lines that change one parameter w in place by its slope g and what is
    remembered of it; `torch` makes the optimiser. `explanation` is what a learner reads.
    """

    slots: tuple[tuple[str, str, float], ...]
    numpy: str
    torch: str
    explanation: str


_FIRST, _SECOND = ADAM_DECAYS

OPTIMIZER_CODE = {
    "sgd": OptimizerCode(
        (),
        "w -= LEARNING_RATE * g",
        "torch.optim.SGD(model.parameters(), LEARNING_RATE)",
        "Stochastic gradient descent: one step straight downhill, as the present batch sees it.",
    ),
    "momentum": OptimizerCode(
        (("velocity", "momentum_buffer", 1.0),),
        "velocity[:] = MOMENTUM * velocity + g\nw -= LEARNING_RATE * velocity",
        "torch.optim.SGD(model.parameters(), LEARNING_RATE, momentum=MOMENTUM)",
        "Momentum (Polyak, 1964): steps in the same direction add up, steps back and forth cancel.",
    ),
    "rmsprop": OptimizerCode(
        (("square", "square_avg", 1 - RMSPROP_DECAY),),
        f"square[:] = {RMSPROP_DECAY} * square + {1 - RMSPROP_DECAY:.1g} * g**2\n"
        f"w -= LEARNING_RATE * g / (np.sqrt(square) + {EPSILON})",
        f"torch.optim.RMSprop(model.parameters(), LEARNING_RATE, alpha={RMSPROP_DECAY}, eps={EPSILON})",
        "RMSprop (Hinton, 2012): each weight has its own step length, by the size that its slope usually has.",
    ),
    "adam": OptimizerCode(
        (("mean", "exp_avg", 1 - _FIRST), ("square", "exp_avg_sq", 1 - _SECOND)),
        f"mean[:] = {_FIRST} * mean + {1 - _FIRST:.1g} * g\n"
        f"square[:] = {_SECOND} * square + {1 - _SECOND:.1g} * g**2\n"
        f"fair_mean = mean / (1 - {_FIRST}**steps)  # both begin at 0, which is made up for\n"
        f"fair_square = square / (1 - {_SECOND}**steps)\n"
        f"w -= LEARNING_RATE * fair_mean / (np.sqrt(fair_square) + {EPSILON})",
        f"torch.optim.Adam(model.parameters(), LEARNING_RATE, betas=({_FIRST}, {_SECOND}), eps={EPSILON})",
        "Adam (Kingma and Ba, 2015): the mean slope over its usual size, so it needs little tuning.",
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What the optimiser remembers: the steps it counted, and a vector (p,) in the parameters' layout per slot."""

    steps: int
    slots: dict[str, NDArray[Any]]


def memory(snapshot: Snapshot) -> Memory:
    """The snapshot's memory in the textbook's terms; without slots where nothing was remembered yet."""
    at, code = snapshot.checkpoint, OPTIMIZER_CODE[snapshot.plan.optimizer]
    count = len(at.parameters)
    if not at.moments.any():
        return Memory(0, {})
    tables = at.moments[: len(code.slots) * count].reshape(len(code.slots), count)
    counted = len(at.moments) > tables.size
    return Memory(
        int(at.moments[-1]) if counted else at.step,
        {
            name: (factor * table.astype(np.float64)).astype(np.float32)
            for (name, _, factor), table in zip(code.slots, tables, strict=True)
        },
    )
