"""Whether the other switch's line has something to say beside this network's own, and is drawn at all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.gradient_flow import GradientFlow
from sequentia_gui.gui.views.gradient.decades import Decades

_FAR, _APART = 10.0, 0.2


def seen(flow: GradientFlow) -> NDArray[np.float64]:
    """All values that are drawn, and so decide on the scale: (m,)."""
    rival = flow.rival.expected if flow.rival is not None and is_far_off(flow) else np.empty(0)
    return np.concatenate([flow.dz, flow.dw, flow.expected, rival])


def is_far_off(flow: GradientFlow) -> bool:
    """Whether the rival's first layer is expected to get ten times as much, or as little."""
    if flow.rival is None:
        return False
    own, other = float(flow.expected[0]), float(flow.rival.expected[0])
    return own > _FAR * other or other > _FAR * own


def stands_apart(flow: GradientFlow, decades: Decades) -> bool:
    """Whether the rival's line can be told from this network's on the scale as it is."""
    if flow.rival is None or not is_far_off(flow):
        return False
    own, other = float(flow.expected[0]), float(flow.rival.expected[0])
    return abs(decades.share(own) - decades.share(other)) > _APART
