"""The same experiment trains to the same weights, whatever the environment says about threads."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
from sequentia_gui.experiment.datasets import points_of
from sequentia_gui.experiment.experiment import NetworkDesign, Recipe, TrainingPlan
from sequentia_gui.network.trainer import Trainer
points = points_of(Recipe("spiral", count=2_000))
trainer = Trainer(NetworkDesign.of((32,) * 8), TrainingPlan(batch_size=None), points)
trainer.run(20)
print(trainer.parameters.vector.tobytes().hex())
"""


def trained_with(threads: str) -> str:
    """The weights after 20 steps with 1,400 points at once, which OpenBLAS would share among its threads."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_threads_that_the_environment_asks_for_change_no_bit() -> None:
    assert trained_with("1") == trained_with("4")
