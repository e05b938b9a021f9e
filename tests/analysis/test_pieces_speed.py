"""Exact pieces cost far less than looking for them on a grid, which misses some."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sequentia_gui.analysis.pieces import Pieces, pieces
from sequentia_gui.network.forward import TILE, forward
from tests.analysis.straight_networks import Network, a_network

GRID = 512


def patterns_on_a_grid(network: Network) -> int:
    """How many different patterns a 512 x 512 grid sees: float32, in tiles that fit in a processor's cache."""
    x = np.linspace(-6, 6, GRID, dtype=np.float32)
    xy = np.stack(np.meshgrid(x, x), axis=-1).reshape(-1, 2)
    seen = [_codes(network, xy[start : start + TILE]) for start in range(0, len(xy), TILE)]
    return len(np.unique(np.concatenate(seen)))


def _codes(network: Network, xy: NDArray[Any]) -> NDArray[np.uint64]:
    """A number per place that tells its pattern: its bits, times odd numbers where they do not fit in 64."""
    design, parameters = network
    on = np.concatenate([z > 0 for z, _ in forward(parameters, design, xy)[:-1]])
    packed = np.zeros((-(-len(on) // 64) * 8, len(xy)), np.uint8)
    bits = np.packbits(on, axis=0)
    packed[: len(bits)] = bits
    words = np.ascontiguousarray(packed.T).view(np.uint64)
    factors = np.random.default_rng(0).integers(0, 2**63, words.shape[1], np.uint64) * np.uint64(
        2
    ) + np.uint64(1)
    codes: NDArray[np.uint64] = (words * factors).sum(axis=1, dtype=np.uint64)
    return codes


def fastest(work: Callable[[], Any], times: int) -> tuple[float, Any]:
    """Seconds of the fastest of several runs, and what the last one gave."""
    seconds = []
    for _ in range(times):
        start = perf_counter()
        result = work()
        seconds.append(perf_counter() - start)
    return min(seconds), result


@pytest.mark.parametrize(("widths", "times_faster"), [((8, 8), 6), ((16, 16, 16), 6), ((64, 64), 2.5)])
def test_exact_pieces_are_several_times_faster_than_a_grid_and_it_finds_no_more(
    widths: tuple[int, ...], times_faster: float
) -> None:
    design, exact = a_network(widths, seed=2)
    coarse = type(exact)(exact.vector.astype(np.float32), exact.sizes)
    seconds, found = fastest(lambda: pieces(design, exact, most=None), 7)
    grid_seconds, seen = fastest(lambda: patterns_on_a_grid((design, coarse)), 2)
    assert isinstance(found, Pieces)
    assert seen <= found.count
    assert grid_seconds / seconds > times_faster / 2, (
        f"{seconds * 1e3:.1f} ms, grid {grid_seconds * 1e3:.1f} ms"
    )
