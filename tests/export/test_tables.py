"""Tables hold what was on screen, in a form that every spreadsheet reads."""

from __future__ import annotations

import csv
import inspect
import io
import re
from pathlib import Path

import numpy as np
import pytest

from sequentia_gui.experiment.csv_points import parse_points
from sequentia_gui.experiment.experiment import PointSet
from sequentia_gui.experiment.text_file import FileError
from sequentia_gui.export import catalogue
from sequentia_gui.export.catalogue import EXPORTS, Export, export
from sequentia_gui.export.snapshot import snapshot
from sequentia_gui.export.tables import ACTIVITY_COLUMNS, LOSS_COLUMNS
from tests.export.snapshots import design, experiment, points, trained


def rows_of(text: str | bytes) -> list[list[str]]:
    assert isinstance(text, str)
    assert text.count("\n") == text.count("\r\n")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_the_losses_are_those_of_the_curve() -> None:
    what = trained(experiment(design("relu")), 60)
    header, *rows = rows_of(export("losses").content(what))
    assert tuple(header) == LOSS_COLUMNS
    curve = what.checkpoint.curve
    found = np.array(rows, float)
    for place, name in enumerate(LOSS_COLUMNS):
        assert np.array_equal(found[:, place], getattr(curve, name))


def test_without_test_points_their_columns_are_empty() -> None:
    what = trained(experiment(design("relu"), data=points(held_out=0)))
    _, *rows = rows_of(export("losses").content(what))
    assert rows
    assert all(row[2] == row[4] == "" for row in rows)


def test_the_activity_has_a_row_for_every_point_and_neuron_and_the_numbers_of_a_forward_pass() -> None:
    what = trained(experiment(design("relu", "tanh")))
    header, *rows = rows_of(export("activity").content(what))
    assert tuple(header) == ACTIVITY_COLUMNS
    found = {(row[0], row[5], row[6]): (float(row[7]), float(row[8])) for row in rows}
    assert len(found) == len(rows) == len(what.points) * (3 + 4 + 1)
    parameters = what.parameters
    x = what.points.xy.astype(np.float64)[11]
    z = parameters.weights[0] @ x + parameters.biases[0]
    for neuron in range(3):
        assert found["12", "1", str(neuron + 1)] == pytest.approx((z[neuron], max(z[neuron], 0)), abs=1e-5)


@pytest.mark.parametrize("name", ["points", "activity"])
def test_every_table_of_points_calls_them_alike_and_can_be_opened(name: str) -> None:
    what = trained(experiment(design("relu"), data=points(held_out=0)))
    table = export(name).content(what)
    assert isinstance(table, str)
    assert [each for each in rows_of(table)[0] if each in ("x", "y", "label")] == ["x", "y", "label"]
    assert "x₁ is column “x”, x₂ is column “y”, the class is column “label”" in parse_points(table).notice


def test_exported_points_can_be_opened_again() -> None:
    what = trained(experiment(design("relu")))
    table = export("points").content(what)
    assert isinstance(table, str)
    loaded = parse_points(table)
    assert np.array_equal(loaded.xy, what.points.xy)
    assert np.array_equal(loaded.label, what.points.label)


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.name)
def test_an_experiment_without_points_can_be_exported(form: Export, tmp_path: Path) -> None:
    if form.lacking():
        pytest.skip(form.lacking())
    path = tmp_path / form.file_name
    form.write(path, snapshot(experiment(design("relu"), data=PointSet.empty()), ()))
    assert path.stat().st_size


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.name)
def test_a_place_that_cannot_be_written_gets_a_sentence(form: Export, tmp_path: Path) -> None:
    if form.lacking():
        pytest.skip(form.lacking())
    with pytest.raises(FileError, match="cannot be written"):
        form.write(tmp_path / "no folder" / form.file_name, trained(experiment(design("relu"))))


def test_every_module_that_makes_an_export_is_in_the_catalogue() -> None:
    import sequentia_gui.export as package

    shared = {"__init__", "animation", "catalogue", "snapshot", "literals", "script", "shapes"}
    folder = Path(package.__file__).parent
    makers = {
        path.stem for path in folder.glob("*.py") if not path.stem.endswith(("_code", "_template"))
    } - shared
    named = re.findall(r"from sequentia_gui\.export\.(\w+) import", inspect.getsource(catalogue))
    assert makers == set(named) - shared


def test_no_two_exports_share_a_name_or_a_file() -> None:
    assert len({form.name for form in EXPORTS}) == len({form.file_name for form in EXPORTS}) == len(EXPORTS)
