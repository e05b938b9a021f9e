"""The point that is followed stays the same one while points are drawn, moved and erased around it."""

from __future__ import annotations

import numpy as np

from sequentia_gui.experiment.experiment import PointSet


def still_chosen(before: PointSet, now: PointSet, chosen: int | None) -> int | None:
    """The number that a point has now; None where it is gone, or where all points are others.

    It is known by its place and class, or, when it was moved itself, by its number among points that stayed.
    """
    if chosen is None or chosen >= len(before):
        return None
    same = np.flatnonzero((now.xy == before.xy[chosen]).all(axis=1) & (now.label == before.label[chosen]))
    if len(same):
        return chosen if chosen in same else int(same[np.abs(same - chosen).argmin()])
    is_moved = len(now) == len(before) and np.array_equal(now.label, before.label)
    stayed = is_moved and ((now.xy == before.xy).all(axis=1).any() or len(now) == 1)
    return chosen if stayed else None
