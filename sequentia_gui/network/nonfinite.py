"""When training explodes, this finds the first place where a number stopped being a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network.parameters import Parameters

Array = NDArray[Any]


def first_nonfinite(
    pre_activations: Sequence[Array],
    losses: Sequence[float | None],
    gradient: Parameters,
    parameters: Parameters,
    trained: Sequence[int],
) -> tuple[int, str] | None:
    """(layer, quantity) in the order in which a step computes them: forward, backward, update, then the losses.

    trained: the layers that own the trained parameters of activations.
    """
    last = len(parameters.sizes) - 2
    backwards = list(enumerate(gradient.blocks))[::-1]
    places = (
        *_named("pre-activation", enumerate(pre_activations)),
        *_named("gradient", backwards),
        *_named("gradient", zip(trained, gradient.trained, strict=True)),
        *_named("weight", enumerate(parameters.blocks)),
        *_named("weight", zip(trained, parameters.trained, strict=True)),
        *_named("loss", [(last, np.array([loss for loss in losses if loss is not None]))]),
    )
    return next(
        ((layer, quantity) for layer, quantity, array in places if not np.isfinite(array).all()), None
    )


def _named(quantity: str, arrays: Iterable[tuple[int, Array]]) -> Iterable[tuple[int, str, Array]]:
    return ((layer, quantity, array) for layer, array in arrays)
