"""The self-test passes on a program that works, and fails with a sentence on one that does not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from sequentia_gui import self_test as module

WITH_DAMAGE = """
import sys
{damage}
from sequentia_gui.cli import main
raise SystemExit(main(["--self-test", sys.argv[1]]))
"""
NO_TRAINING = """
import sequentia_gui.training.process as process
process.this_program = lambda *words: [sys.executable, "-c", "pass"]
import sequentia_gui.self_test as tested
tested.SECONDS = 5
"""
NO_PAINTING = """
from PySide6.QtWidgets import QWidget
from PySide6.QtGui import QPixmap
def grab(self):
    blank = QPixmap(self.size())
    blank.fill()
    return blank
QWidget.grab = grab
"""
NO_SAVING = """
import sequentia_gui.gui.later as later
from sequentia_gui.experiment.experiment import ExperimentError
def write(path, saved):
    raise ExperimentError("The disk is full.")
later.write_experiment = write
"""
A_MISHAP = """
import sequentia_gui.gui.views.loss.view as loss
def show_frame(self, frame):
    raise RuntimeError("no curve today")
loss.LossView.show_frame = show_frame
"""


def outcome(folder: Path, damage: str = "") -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
    """How the self-test of a program with this damage ends, and its report."""
    answer = subprocess.run(
        [sys.executable, "-c", WITH_DAMAGE.format(damage=damage), str(folder)],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    return answer, json.loads((folder / module.REPORT).read_text("utf-8"))


def test_a_sound_program_passes_and_leaves_a_picture_and_a_report(tmp_path: Path) -> None:
    answer, report = outcome(tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert report["passed"]
    assert report["steps"] > 0
    assert report["frames"] >= module.FRAMES
    picture = QImage(str(tmp_path / module.PICTURE))
    assert module.colours(picture) == report["colours"] > module.COLOURS
    assert (tmp_path / module.EXPERIMENT).read_bytes() == (tmp_path / module.EXPERIMENT_AGAIN).read_bytes()


def test_it_can_be_run_again_in_the_same_folder(tmp_path: Path) -> None:
    for _ in range(2):
        assert outcome(tmp_path)[0].returncode == 0


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (NO_TRAINING, "frame"),
        (NO_PAINTING, "blank"),
        (NO_SAVING, "not saved: The disk is full"),
        (A_MISHAP, "no curve today"),
    ],
    ids=["no training process", "a blank window", "no saving", "an error in a view"],
)
def test_a_damaged_program_fails_and_the_report_says_why(tmp_path: Path, damage: str, complaint: str) -> None:
    answer, report = outcome(tmp_path, damage)
    assert answer.returncode == 1
    assert not report["passed"]
    assert complaint in report["failure"]
    assert report["failure"] in answer.stderr
