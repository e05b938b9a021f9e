"""Training that swings to and fro must not make the plane flash: some people are harmed by it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.decision_map import DecisionMap

LEAST_SECONDS = 0.25
"""How long a place keeps its colour at least before it may swing back: at most two flashes a second."""

LARGEST_SHARE = 0.05
"""Of the plane: so much of it may swing faster. WCAG 2.2, 2.3.1, allows a quarter of what is seen at a glance."""


class FlashGuard:
    """Remembers when each place of the plane changed its colour, and holds back what swings back too soon.

    A change that goes on in one direction is never held back, however fast it is.
    """

    def __init__(self) -> None:
        self._shade: NDArray[np.int16] | None = None
        self._changed_at = np.zeros(0)

    def passes(self, decision: DecisionMap, now: float, is_moving: bool) -> bool:
        """Whether this map may be shown `now` (in seconds); what stands always may."""
        shade = _shade(decision)
        if self._shade is None or self._shade.shape != shade.shape:
            self._shade, self._changed_at = shade, np.full(shade.shape, -np.inf)
            return True
        changes = shade != self._shade
        hasty = changes & (now - self._changed_at < LEAST_SECONDS)
        if is_moving and hasty.mean() > LARGEST_SHARE:
            return False
        self._shade = shade
        self._changed_at[changes] = now
        return True


def _shade(decision: DecisionMap) -> NDArray[np.int16]:
    """The colour of each place in rough: the class, and whether the network is rather sure of it."""
    shade: NDArray[np.int16] = 2 * decision.winner.astype(np.int16) + (decision.confidence > 0.5)
    return shade
