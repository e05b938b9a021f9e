"""Measures how fast Sequentia is, as ratios in one run: training, grids, the window, its start, its memory."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import sequentia_gui  # first of all: it sets how many threads NumPy may use
import bench_rivals
import bench_screen
import bench_start
import bench_training
import numpy as np
from bench_report import report
from bench_workloads import LARGEST

PARTS = ("training", "grids", "views", "window", "start", "growth")
IN_VIEWS = ("W2", LARGEST.name)
IN_WINDOW = ("W2", "W3", "W5", LARGEST.name)
HERE = Path(__file__).resolve().parent


def main() -> int:
    """Measure what was asked for, print the table, write the JSON."""
    wishes = _wishes()
    begin = time.perf_counter()
    measured: dict[str, Any] = {"machine": machine(), "quick": wishes.quick}
    for part in wishes.only or PARTS:
        if part != "growth" or wishes.long or wishes.only:
            measured[part] = _measure(part, wishes.quick)
    measured["minutes"] = round((time.perf_counter() - begin) / 60, 2)
    print(report(measured))
    if wishes.json:
        wishes.json.write_text(json.dumps(measured, indent=1), "utf-8")
    return 0


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions: under three minutes")
    parser.add_argument("--long", action="store_true", help="also train for ten minutes with random edits")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all numbers to this file")
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part (may be repeated)")
    return parser.parse_args()


def machine() -> dict[str, Any]:
    """Where the numbers come from, and how busy that place was: without it no time means anything."""
    load = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
    versions = {"python": platform.python_version(), "numpy": np.__version__}
    rivals = list(bench_rivals.installed())
    return {"processor": _processor(), "cores": os.cpu_count(), "load": load, **versions, "rivals": rivals}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")


def _measure(part: str, quick: bool) -> Any:
    print(f"Measuring: {part}.", file=sys.stderr, flush=True)
    if part == "training":
        steps = bench_training.measure(quick)
        return {"steps": steps, "adam_after_30000_steps": bench_training.measure_denormals(quick)}
    if part == "grids":
        return bench_training.measure_grids(quick)
    if not bench_screen.is_there():
        return "not measured: there is no Xvfb here (Debian: apt-get install xvfb xdotool)"
    with bench_screen.screen() as variables:
        if part == "start":
            return bench_start.measure(variables, quick)
        if part == "growth":
            return _in_window(variables, "growth", "2" if quick else "10")
        if part == "views":
            return [_told_by("bench_views.py", variables, name) for name in IN_VIEWS]
        return [_in_window(variables, name, "5" if quick else "60") for name in IN_WINDOW]


def _in_window(variables: dict[str, str], *words: str) -> Any:
    """What bench_window.py says about one workload."""
    return _told_by("bench_window.py", variables, *words)


def _told_by(script: str, variables: dict[str, str], *words: str) -> Any:
    """What another script measures in a process of its own, with a window on a screen of its own."""
    command = [sys.executable, str(HERE / script), *words]
    answer = subprocess.run(command, env=variables, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(answer.stdout.splitlines()[-1])


if __name__ == "__main__":
    assert sequentia_gui.__version__
    sys.exit(main())
