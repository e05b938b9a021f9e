"""A course is how a few numbers about a network went while it was trained."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What a measure found at m moments of a run, in their order; both arrays are read-only.

    epoch: (m,) float64, passes made, with fractions; values: (m, rows) float64, NaN where there is no number.
    Moments that are not worked out yet are left out, so a course may have none.
    """

    epoch: NDArray[np.float64]
    values: NDArray[np.float64]
