"""A save that is killed at any point leaves the old file or the new one; the next save clears up after it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.experiment import killed_saves


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is Unix's")
def test_a_save_that_is_killed_anywhere_leaves_the_old_file_or_the_new_one_and_no_draft_for_long(
    tmp_path: Path,
) -> None:
    program = subprocess.run(
        [sys.executable, killed_saves.__file__, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        timeout=120,
    )
    report = json.loads(program.stdout)
    lines, times = report["lines"], report["times"]
    assert set(lines) == {"old", "new"}
    assert lines["old"] > 20 and lines["new"] > 2
    assert set(times) <= {"old", "new"} and sum(times.values()) == killed_saves.ROUNDS
