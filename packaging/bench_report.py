"""The measurements as a table that a person can read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def report(measured: dict[str, Any]) -> str:
    """All that was measured, part by part, each with what it should reach."""
    makers: dict[str, Callable[[Any], list[str]]] = {
        "training": _training,
        "grids": _grids,
        "views": _views,
        "window": _window,
        "start": _start,
        "growth": _growth,
    }
    machine = measured["machine"]
    where = f"{machine['processor']}, {machine['cores']} cores, load {machine['load']} at the start"
    versions = f"Python {machine['python']}, NumPy {machine['numpy']}"
    lines = [f"{where}; {versions}; measured in {measured['minutes']} minutes"]
    for part, maker in makers.items():
        if part in measured:
            found = measured[part]
            lines += ["", *([f"{part}: {found}"] if isinstance(found, str) else maker(found))]
    if "PyTorch" not in machine["rivals"]:
        lines += ["", "PyTorch is not in .venv, so nothing is compared with it. To install it (CPU build):"]
        lines += ["  .venv/bin/python -m pip install torch==2.13.0"]
    return "\n".join(lines)


def _training(found: dict[str, Any]) -> list[str]:
    """Ratios: how many times ours another library takes, the middle half of the rounds in brackets."""
    lines = [
        "TRAINING: microseconds a step, and how many times that it takes with the curve of the losses, and elsewhere"
    ]
    for row in found["steps"]:
        ratios = [f"{name} {_range(values)}" for name, values in row["ratios"].items()]
        ours = _range(row["microseconds"]["ours"])
        lines.append(f"  {row['workload']} {row['optimizer']:5} {ours:26}" + "   ".join(ratios))
    again = found["adam_after_30000_steps"]
    return [*lines, f"  W4 adam: a step after 30,000 steps takes {again:.2f} of one after 200 (at most 1.10)"]


def _grids(rows: list[dict[str, Any]]) -> list[str]:
    texts = [f"{row['workload']} {_range(row['milliseconds'])}" for row in rows]
    return ["GRIDS: milliseconds for 256 x 256 places", "  " + "   ".join(texts)]


def _views(measured: list[dict[str, Any]]) -> list[str]:
    lines = ["VIEWS, 1440x900, training; milliseconds of the processor (whole window: at most 10)"]
    for one in measured:
        about = "a frame shown and painted, median / most; its size, to write / to read it; to find what is wanted"
        lines.append(f"  {one['workload']}: {about}")
        for row in one["views"]:
            both, letter = row["both"], row["letter"]
            found = "  ".join(f"{name} {took:.1f}" for name, took in row["find"].items())
            lines.append(f"    {row['view']:10}{both['median']:5.1f} / {both['most']:4.1f}")
            lines[-1] += (
                f"{letter['kilobytes']:9.0f} kB {letter['write']:4.1f} / {letter['read']:3.1f}   {found}"
            )
    return lines


def _window(rows: list[dict[str, Any]]) -> list[str]:
    lines = ["WINDOW, 1440x900, training flat out; milliseconds, median / p95 / most"]
    for row in rows:
        kept, frames = 100 * row["kept"], row["frames_per_second"]
        lines.append(f"  {row['workload']:4} keeps {kept:.0f} % of the training; {frames} frames/s;")
        lines[-1] += f" p95 of the frames is {row['p95_to_idle']:.2f} of the idle window's"
        times = [f"{name} {_triple(row[name])}" for name in ("frame", "work", "key", "pause")]
        lines.append("       " + "   ".join(times))
    return lines


def _start(found: dict[str, Any]) -> list[str]:
    ratios = found["ratios"]
    own, all_of_it = ratios["own_megabytes"], ratios["megabytes"]
    memory = f"  resident memory {all_of_it:.2f} (at most 1.5), {own:.2f} without the process that trains"
    wall, work = ratios["seconds"], ratios["processor_seconds"]
    first = f"  first painting {wall:.2f} (at most 1.4), {work:.2f} in the processor's time"
    return ["START, as a multiple of an empty window with a plot", first, memory]


def _growth(found: dict[str, Any]) -> list[str]:
    grown = f"  {found['grown_percent']} % in {found['minutes']} minutes (less than 2)"
    return ["MEMORY, training flat out with random edits", grown]


def _range(values: dict[str, float]) -> str:
    return f"{values['median']:.3g} [{values['low']:.3g}-{values['high']:.3g}]"


def _triple(values: dict[str, float]) -> str:
    return " / ".join(f"{values[key]:.1f}" for key in ("median", "p95", "most"))
