"""The same training in other libraries, as their users write it; each is imported only when it is measured."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from bench_workloads import Workload

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.network.trainer import Trainer

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

TakeSteps = Callable[[int], int]
"""Takes about so many steps, whole epochs at a time, and says how many it took."""

RATE = 0.01


NEVER = 2**40
"""A stride of the curve of the losses at which no epoch gets an entry."""


def sequentia(workload: Workload, optimizer: str) -> TakeSteps:
    """Our own engine: a step with all that belongs to it, shuffling too, without the curve of the losses."""
    begun = _trainer(workload, optimizer, None)
    begun.run(1)
    checkpoint = begun.checkpoint()
    silent = replace(checkpoint, curve=replace(checkpoint.curve, stride=NEVER))
    return _taker(_trainer(workload, optimizer, silent))


def with_curve(workload: Workload, optimizer: str) -> TakeSteps:
    """The same with the curve: the loss of all points after each of the first 1,024 epochs, then ever more rarely."""
    return _taker(_trainer(workload, optimizer, None))


def _trainer(workload: Workload, optimizer: str, checkpoint: Checkpoint | None) -> Trainer:
    experiment = workload.experiment(optimizer)
    contestant = experiment.contestants[0]
    return Trainer(contestant.network, contestant.training, experiment.points, checkpoint)


def _taker(trainer: Trainer) -> TakeSteps:
    def take(steps: int) -> int:
        trainer.run(steps)
        return steps

    return take


def pytorch(workload: Workload, optimizer: str) -> TakeSteps:
    """PyTorch eager on one thread."""
    import torch

    torch.set_num_threads(1)
    kind = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid}[workload.activation]
    layers: list[Any] = []
    for before, width in zip((2, *workload.widths), workload.widths, strict=False):
        layers += [torch.nn.Linear(before, width), kind()]
    model = torch.nn.Sequential(*layers, torch.nn.Linear(workload.widths[-1], 1))
    step_of = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[optimizer](model.parameters(), lr=RATE)
    loss_of = torch.nn.BCEWithLogitsLoss()
    x, y = (torch.from_numpy(each) for each in _points(workload))
    size = workload.batch or len(x)

    def take(steps: int) -> int:
        taken = 0
        while taken < steps:
            order = torch.randperm(len(x))
            for start in range(0, len(x), size):
                chosen = order[start : start + size]
                step_of.zero_grad()
                loss_of(model(x[chosen]), y[chosen]).backward()
                step_of.step()
                taken += 1
        return taken

    return take


def jax(workload: Workload, optimizer: str) -> TakeSteps:
    """JAX: ten epochs as one compiled scan over the steps."""
    import jax as library
    import jax.numpy as jnp

    x, y = (jnp.asarray(each) for each in _points(workload))
    size = workload.batch or len(x)
    batches, sizes = len(x) // size, (2, *workload.widths, 1)
    activation = {"tanh": jnp.tanh, "relu": library.nn.relu, "sigmoid": library.nn.sigmoid}[
        workload.activation
    ]
    keys = library.random.split(library.random.key(0), len(sizes))
    weights = [
        (library.random.normal(key, (n, k)) * (2 / n) ** 0.5, jnp.zeros(k))
        for key, n, k in zip(keys, sizes, sizes[1:], strict=False)
    ]

    def loss_of(weights: Any, rows: Any, target: Any) -> Any:
        for matrix, bias in weights[:-1]:
            rows = activation(rows @ matrix + bias)
        z = rows @ weights[-1][0] + weights[-1][1]
        return (jnp.logaddexp(0.0, z) - target * z).mean()

    def step(state: Any, chosen: Any) -> Any:
        return _jax_update(
            library, optimizer, state, library.grad(loss_of)(state[0], x[chosen], y[chosen])
        ), None

    def epoch(state: Any, key: Any) -> Any:
        order = library.random.permutation(key, len(x))[: batches * size].reshape(batches, size)
        return library.lax.scan(step, state, order)[0], None

    ten_epochs = library.jit(
        lambda state, key: library.lax.scan(epoch, state, library.random.split(key, 10))[0]
    )
    zeros = library.tree.map(jnp.zeros_like, weights)
    state = [(weights, zeros, zeros, 0)]

    def take(steps: int) -> int:
        taken = 0
        while taken < steps:
            state[0] = ten_epochs(state[0], library.random.key(taken))
            taken += 10 * batches
        library.block_until_ready(state[0])
        return taken

    return take


def _jax_update(library: Any, optimizer: str, state: Any, slope: Any) -> Any:
    """SGD or Adam on a tree of arrays."""
    weights, first, second, count = state
    each, count = library.tree.map, count + 1
    if optimizer == "sgd":
        return each(lambda w, g: w - RATE * g, weights, slope), first, second, count
    first = each(lambda m, g: 0.9 * m + 0.1 * g, first, slope)
    second = each(lambda v, g: 0.999 * v + 0.001 * g * g, second, slope)
    rate = RATE * (1 - 0.999**count) ** 0.5 / (1 - 0.9**count)
    return each(lambda w, m, v: w - rate * m / (v**0.5 + 1e-8), weights, first, second), first, second, count


def scikit_learn(workload: Workload, optimizer: str) -> TakeSteps:
    """scikit-learn's MLPClassifier, a partial_fit for each batch."""
    from sklearn.neural_network import MLPClassifier

    name = {"sigmoid": "logistic"}.get(workload.activation, workload.activation)
    model = MLPClassifier(
        workload.widths, activation=name, solver=optimizer, alpha=0, learning_rate_init=RATE
    )
    x, y = _points(workload)
    label, size, rng = y.ravel().astype(int), workload.batch or len(x), np.random.default_rng(0)

    def take(steps: int) -> int:
        taken = 0
        while taken < steps:
            order = rng.permutation(len(x))
            for start in range(0, len(x), size):
                chosen = order[start : start + size]
                model.partial_fit(x[chosen], label[chosen], classes=[0, 1])
                taken += 1
        return taken

    return take


def _points(workload: Workload) -> tuple[Any, Any]:
    """The inputs (n, 2) and the targets (n, 1), both float32."""
    points = workload.experiment().points
    return np.array(points.xy), points.label.astype(np.float32)[:, None]


RIVALS: dict[str, tuple[str, Callable[[Workload, str], TakeSteps]]] = {
    "PyTorch": ("torch", pytorch),
    "JAX": ("jax", jax),
    "scikit-learn": ("sklearn", scikit_learn),
}


def installed() -> dict[str, Callable[[Workload, str], TakeSteps]]:
    """The rivals that this environment holds."""
    return {name: make for name, (module, make) in RIVALS.items() if importlib.util.find_spec(module)}
