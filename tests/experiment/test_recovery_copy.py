"""A copy of unsaved work comes back whole, with the file that it belongs to, or is refused in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sequentia_gui.experiment.file_format import FileError
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.recovery import Unsaved, read_copy, write_copy
from sequentia_gui.experiment.saved import Saved


@pytest.mark.parametrize(
    "owner", [None, Path("/home/ada/mine.sequentia"), Path("/home/ada/50 % of\udcff.sequentia")]
)
def test_a_copy_knows_the_file_that_it_belongs_to(tmp_path: Path, owner: Path | None) -> None:
    write_copy(tmp_path / "copy.sequentia", Unsaved(Saved(first_experiment(), ()), owner))
    assert read_copy(tmp_path / "copy.sequentia").path == owner


def test_a_copy_with_nonsense_for_its_owner_is_refused_in_a_sentence(tmp_path: Path) -> None:
    place = tmp_path / "copy.sequentia"
    write_copy(place, Unsaved(Saved(first_experiment(), ())))
    place.write_text(json.dumps({**json.loads(place.read_text("utf-8")), "belongs_to": 5}), "utf-8")
    with pytest.raises(FileError):
        read_copy(place)
