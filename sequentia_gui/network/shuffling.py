"""The order in which an epoch visits the points: well shuffled, and the same for the same seed and epoch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Shuffler:
    """Gives the order of every epoch as a pure function of the seed, the epoch and the number of points.

    Philox (John Salmon and others, 2011) is a generator whose numbers are a function of a key, here the seed,
    and a counter, here the epoch. So any epoch's order is at hand without those before it, and setting the
    counter back costs a microsecond where a new generator costs ten.
    """

    def __init__(self, seed: int, count: int) -> None:
        self._count = count
        self._philox = np.random.Philox(key=seed)
        self._generator = np.random.Generator(self._philox)
        self._state = self._philox.state

    def order(self, epoch: int) -> NDArray[np.int64]:
        """A permutation of the points' numbers, (n,)."""
        self._state["state"]["counter"][:] = (0, 0, 0, epoch)
        self._philox.state = self._state
        return self._generator.permutation(self._count)
