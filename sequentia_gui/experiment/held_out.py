"""Some points are held out: the network never trains on them, so they test what it really learned."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_GOLDEN = (5**0.5 - 1) / 2
"""Multiples of the golden section, modulo 1, fill 0..1 evenly whatever their stride (Weyl 1916)."""


def choose_held_out(label: NDArray[np.int8], share: float, seed: int) -> NDArray[np.bool_]:
    """Which of the points with these labels (n,) are held out: `share` of each class, chosen by `seed`.

    Each class keeps at least one point to train on. A larger share holds out the same points and more.
    """
    rng = np.random.default_rng([seed, 1])
    held_out = np.zeros(len(label), np.bool_)
    for each in np.flatnonzero(np.bincount(label)):
        members = rng.permutation(np.flatnonzero(label == each))
        held_out[members[: _number(len(members), share)]] = True
    return held_out


def choose_more(label: NDArray[np.int8], new: NDArray[np.int8], share: float, seed: int) -> NDArray[np.bool_]:
    """Which of the `new` points (m,), drawn after those with `label` (n,), are held out.

    In the long run it is `share` of them. The choice depends only on `seed` and on how many points there
    are; the first of each class is trained on.
    """
    start = np.random.default_rng([seed, 2]).random()
    order = np.arange(len(label), len(label) + len(new))
    held_out = (start + order * _GOLDEN) % 1.0 < share
    classes, first = np.unique(new, return_index=True)
    held_out[first[~np.isin(classes, label)]] = False
    return held_out


def with_one_to_train_on(held_out: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The same choice (n,), but where every point was held out the first one is trained on."""
    if not len(held_out) or not held_out.all():
        return held_out
    return np.arange(len(held_out)) > 0


def _number(members: int, share: float) -> int:
    return min(round(members * share), members - 1)
