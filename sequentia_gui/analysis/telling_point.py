"""Which point is worth following first: the one that is hardest to tell from another class."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import PointSet

_ROWS = 256
"""So many points at a time are compared with all others: 2,000 points take a few megabytes."""


@lru_cache(maxsize=2)
def telling_point(points: PointSet) -> int | None:
    """The training point that lies closest to one of another class, the hardest of all; None without points.

    Of several the first; with one class the first training point, and without training points the first of all.
    """
    trained = np.flatnonzero(~points.held_out)
    if not len(trained):
        return 0 if len(points) else None
    xy, label = points.xy[trained].astype(np.float64), points.label[trained]
    blocks = [slice(start, start + _ROWS) for start in range(0, len(xy), _ROWS)]
    gaps = np.concatenate([_gaps(xy, label, block) for block in blocks])
    return int(trained[gaps.argmin()])


def _gaps(xy: NDArray[np.float64], label: NDArray[np.int8], block: slice) -> NDArray[np.float64]:
    """How far each point of a block is from the next one of another class, squared; infinite where there is none."""
    squares = ((xy[block, None] - xy) ** 2).sum(axis=2)
    closest: NDArray[np.float64] = np.where(label[block, None] != label, squares, np.inf).min(axis=1)
    return closest
