"""Places are brought into the plane without piling up at its border."""

from __future__ import annotations

import numpy as np

from sequentia_gui.experiment.plane import fitted, mirrored


def test_what_lies_beyond_the_border_is_mirrored_at_it() -> None:
    found = mirrored(np.array([(7.0, -8.5), (6.0, -6.0), (0.25, 30.0)]))
    np.testing.assert_array_equal(found, np.array([(5.0, -3.5), (6.0, -6.0), (0.25, -6.0)], np.float32))


def test_what_is_fitted_reaches_from_minus_5_to_5_and_what_agrees_lies_in_the_middle() -> None:
    found = fitted(np.array([(1_000.0, 3.0), (1_001.0, 3.0), (1_004.0, 3.0)]))
    np.testing.assert_array_equal(found, np.array([(-5.0, 0.0), (-2.5, 0.0), (5.0, 0.0)], np.float32))
