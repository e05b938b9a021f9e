"""How many rows the arithmetic of a stop wants at least, and how many of a neuron's terms have room."""

from __future__ import annotations

from sequentia_gui.analysis.shown_sums import unit_for
from sequentia_gui.analysis.trace import Trace, TracedLayer
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.trace.sheet import head_rows

_TERMS, _AFTER = 4, 3
"""So many terms have a row of their own where that can be; bias, sum and output follow."""

_FEWEST_TERMS = 2


def fewest_rows(found: Trace, neuron: Neuron | None) -> int:
    """The rows that are to be seen at once, if height allows it: of many terms those that weigh most."""
    if neuron is None:
        return len(head_rows(found))
    layer = found.layers[neuron.layer - 1]
    return min(_TERMS, len(layer.inputs)) + _beside_terms(layer)


def terms_in(layer: TracedLayer, rows: int) -> int:
    """How many rows of so many are left for terms."""
    return max(_FEWEST_TERMS, rows - _beside_terms(layer))


def _beside_terms(layer: TracedLayer) -> int:
    """Bias, sum and output, and above the terms what they are counted in where that is no plain number."""
    return _AFTER + (unit_for(layer.largest).exponent is not None)
