"""On a plane, a neuron lights up: the points that switch it on stand out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.gui.view_state import Look
from sequentia_gui.training.messages import Frame


def points_left_out(frame: Frame | None, look: Look, count: int) -> NDArray[np.bool_]:
    """Which of so many points do not switch on the hidden neuron that is pointed at or chosen: (count,).

    None of them where nobody is, or where the frame knows of other points.
    """
    neuron = look.hovered_neuron or look.chosen_neuron
    found = frame.contestants[0].findings.get("activity") if frame and frame.contestants else None
    if neuron is None or not isinstance(found, Activity) or not 1 <= neuron.layer <= len(found.pre):
        return np.zeros(count, np.bool_)
    pre = found.pre[neuron.layer - 1]
    if neuron.position >= len(pre) or pre.shape[1] != count:
        return np.zeros(count, np.bool_)
    left_out: NDArray[np.bool_] = ~(pre[neuron.position] > 0)
    return left_out
