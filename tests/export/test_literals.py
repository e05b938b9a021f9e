"""Numbers in exported code are exact, or refused in a sentence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.export.literals import number


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_a_number_is_read_again_as_the_same_float32(value: float) -> None:
    assert np.float32(float(number(value))).tobytes() == np.float32(value).tobytes()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_no_program_reads_is_refused(value: float) -> None:
    with pytest.raises(ExperimentError, match="finite"):
        number(value)
