"""The command line, from outside: help at once, the same answer every time, and a sentence for every mistake."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from sequentia_gui import cli, render, render_options
from sequentia_gui.app import Parts
from sequentia_gui.display import has_display
from sequentia_gui.experiment import edits, rules
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign
from sequentia_gui.experiment.file_format import read, write
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.saved import Saved
from sequentia_gui.export import animation
from sequentia_gui.gui.views.loss.view import LossView
from sequentia_gui.mishap import log_file
from sequentia_gui.resources import asset
from sequentia_gui.training.run import run_to
from tests.end_to_end.processes import running

SPIRAL = asset("experiments", "spiral-deep-relu.sequentia")
XOR = asset("experiments", "xor-four-neurons.sequentia")

WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {missing!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Missing())
from sequentia_gui.cli import main
raise SystemExit(main({words!r}))
"""


def run(*words: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """The program, as a shell runs it, with no display and no choice of a platform."""
    return subprocess.run(
        [sys.executable, "-m", "sequentia_gui", *map(str, words)],
        env=without_display(variables),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def without_display(variables: dict[str, str]) -> dict[str, str]:
    signs = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {name: value for name, value in os.environ.items() if name not in signs} | variables


def run_without(missing: tuple[str, ...], *words: object) -> subprocess.CompletedProcess[str]:
    """The program on a machine where these packages are not installed."""
    code = WITHOUT.format(missing=missing, words=[str(word) for word in words])
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )


def measured(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    """What `render --json` prints, read by a parser that takes nothing but strict JSON."""
    assert cli.main(["render", *map(str, words), "--json"]) == 0

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    report: dict[str, Any] = json.loads(capsys.readouterr().out, parse_constant=refuse)
    return report


def saved(tmp_path: Path, experiment: Experiment) -> Path:
    path = tmp_path / "experiment.sequentia"
    write(path, Saved(experiment))
    return path


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("render", "--help")])
def test_help_and_version_need_neither_qt_nor_numpy(words: tuple[str, ...]) -> None:
    answer = run_without(("PySide6", "pyqtgraph", "numpy", "platformdirs", "msgspec"), *words)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "Sequentia" in answer.stdout or "sequentia-gui" in answer.stdout


def test_what_the_options_tell_before_numpy_is_loaded_is_what_the_program_keeps_to() -> None:
    assert rules.MAX_SEED == render_options.LARGEST_SEED
    assert render_options.FILMS == animation.SUFFIXES


def test_help_names_every_view_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["render", "--help"]) == 0
    assert ", ".join(render_options.PICTURES) in " ".join(capsys.readouterr().out.split())


def test_numbers_alone_need_no_qt() -> None:
    answer = run_without(("PySide6", "pyqtgraph"), "render", XOR, "--epochs", 3, "--json")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert json.loads(answer.stdout)["epoch"] == 3


def test_a_picture_without_qt_is_refused_in_one_line(tmp_path: Path) -> None:
    answer = run_without(("PySide6",), "render", XOR, "-o", tmp_path / "xor.png")
    assert answer.returncode == 1
    assert answer.stderr.startswith("sequentia-gui: Qt, which draws windows and pictures, cannot be loaded")
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "the following arguments are required: FILE"),
        ((XOR,), "nothing to do: name a picture with -o PICTURE.png, or ask for numbers with --json"),
        ((XOR, "-o", "xor.jpg"), "'xor.jpg' does not end in .png, .svg, .gif or .mp4"),
        ((XOR, "-o", "x.png", "--scale", "5"), "'5' is not 1, 2, 3 or 4"),
        ((XOR, "-o", "x.png", "--view", "sound"), "invalid choice: 'sound' (choose from"),
        ((XOR, "-o", "x.png", "--size", "10x10"), "from 64x64 to 8192x8192"),
        ((XOR, "-o", "x.png", "--size", "99999999x100"), "from 64x64 to 8192x8192"),
        ((XOR, "-o", "x.png", "--size", "800"), "is not a size such as 1440x900"),
        ((XOR, "-o", "x.png", "--size", "800x600x400"), "is not a size such as 1440x900"),
        ((XOR, "--json", "--zoom", "nan"), "is not a number from 1 to 2.5"),
        ((XOR, "--json", "--layer", "one"), "is not a whole number"),
        ((XOR, "--json", "--epochs", "-1"), "is not a whole number"),
        ((XOR, "--json", "--epochs", "9" * 5_000), "is not a whole number"),
        ((XOR, "--json", "--seed", "2147483648"), "is not a whole number from 0 to 2,147,483,647"),
        ((XOR, "--json", "--seed", "²"), "is not a whole number from 0 to"),
        ((XOR, "--json", "--epoch", "3"), "unrecognized arguments: --epoch 3"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_code_2(
    words: tuple[object, ...], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["render", *map(str, words)]) == 2
    assert complaint in " ".join(capsys.readouterr().err.split())


def test_an_output_that_cannot_be_written_is_told_before_the_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "file").write_text("", "utf-8")
    for name, reason in (
        ("none/x.png", f"x.png cannot be written: there is no folder {tmp_path / 'none'}."),
        ("file/x.png", f"x.png cannot be written: there is no folder {tmp_path / 'file'}."),
        ("folder.png", "folder.png cannot be written: is a directory."),
    ):
        words = ["render", str(SPIRAL), "--epochs", "999999999999", "-o", str(tmp_path / name)]
        assert cli.main(words) == 1
        assert capsys.readouterr().err == f"sequentia-gui: {reason}\n"


def test_the_same_command_gives_the_same_picture_and_the_same_numbers(tmp_path: Path) -> None:
    # The second time on another desktop: with scaling, another style, and a platform that is not there.
    desktop = {
        "QT_SCALE_FACTOR": "2",
        "QT_STYLE_OVERRIDE": "windows",
        "QT_QPA_PLATFORM": "xcb",
        "QT_FONT_DPI": "200",
    }
    reports = []
    for name, variables in (("one.png", {}), ("two.png", desktop)):
        words = ("render", SPIRAL, "--epochs", 30, "--seed", 7, "--json", "-o", tmp_path / name)
        answer = run(*words, **variables)
        assert (answer.returncode, answer.stderr) == (0, "")
        reports.append(json.loads(answer.stdout) | {"seconds": 0})
    assert reports[0] == reports[1]
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()
    assert QImage(str(tmp_path / "one.png")).size().toTuple() == (1440, 900)


def test_render_trains_as_the_window_does_bit_for_bit(parts: Parts, qtbot: QtBot, tmp_path: Path) -> None:
    experiment = edits.set_seed(read(SPIRAL).experiment, 7)
    parts.document.open(experiment, (), None)
    for _ in range(5):
        parts.playback.step_epoch()
    qtbot.waitUntil(lambda: bool(parts.playback.progress()) and seen(parts).epoch == 5)
    expected = run_to(experiment, epochs=5).contestants[0].checkpoint
    assert seen(parts).step == expected.step
    assert seen(parts).parameters.tobytes() == expected.parameters.tobytes()
    assert seen(parts).moments.tobytes() == expected.moments.tobytes()


def seen(parts: Parts) -> Checkpoint:
    return parts.playback.progress()[0]


def test_the_report_has_what_a_checker_wants(capsys: pytest.CaptureFixture[str]) -> None:
    report = measured(capsys, SPIRAL, "--epochs", 4, "--seed", 7)
    frame = run_to(edits.set_seed(read(SPIRAL).experiment, 7), epochs=4)
    at = frame.contestants[0]
    assert (report["epoch"], report["step"], report["seed"]) == (4, at.checkpoint.step, 7)
    assert (report["train_loss"], report["test_accuracy"]) == (at.train_loss, at.test_accuracy)
    assert len(report["zeros_per_layer"]) == len(report["layers"]) == 3
    assert report["dead_neurons"] == len(report["dead"])
    assert report["saturated_neurons"] == len(report["saturated"])
    shapes = [(len(layer), len(layer[0])) for layer in report["firing_rates"]]
    assert shapes == [(layer["width"], report["classes"]) for layer in report["layers"]]
    assert report["train_points"] + report["test_points"] == len(frame.experiment.points)
    assert (report["diverged"], report["divergence"]) == (False, None)
    assert report["seconds"] >= 0
    assert len(report["separability"]) == 5
    assert report["separability"][-1] >= report["train_accuracy"]
    gradient = report["gradient"]
    assert gradient["ratio"] == gradient["rms_dz"][0] / gradient["rms_dz"][-1]
    assert {len(gradient[name]) for name in ("rms_dz", "rms_dw", "expected")} == {4}
    assert gradient["word"] == "flows"


@pytest.mark.parametrize(("activation", "most"), [("relu", 11), ("tanh", None)])
def test_the_report_counts_the_pieces_of_the_plane(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], activation: str, most: int | None
) -> None:
    first = first_experiment()
    contestant = replace(first.contestants[0], network=NetworkDesign.of((4,), activation))
    path, picture = tmp_path / "four.sequentia", tmp_path / "regions.png"
    write(path, Saved(replace(first, contestants=(contestant,)), ()))
    assert (
        cli.main(["render", str(path), "--epochs", "2", "--json", "--view", "regions", "-o", str(picture)])
        == 0
    )
    report = json.loads(capsys.readouterr().out)
    assert report["pieces_of_one_layer"] == most
    if most is None:
        assert (report["pieces"], report["pieces_counted_to_the_end"]) == (None, None)
    else:
        assert report["pieces_counted_to_the_end"]
        assert 8 <= report["pieces"] <= most
    assert not QImage(str(picture)).isNull()


def test_epochs_are_added_to_those_in_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    experiment = first_experiment()
    path = tmp_path / "half.sequentia"
    write(path, Saved(experiment, (run_to(experiment, epochs=3).contestants[0].checkpoint,)))
    report = measured(capsys, path, "--epochs", 2)
    whole = run_to(experiment, epochs=5).contestants[0]
    assert (report["epoch"], report["train_loss"]) == (5, whole.train_loss)


def test_a_seed_leaves_the_weights_in_the_file_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    experiment = first_experiment()
    path = tmp_path / "trained.sequentia"
    write(path, Saved(experiment, (run_to(experiment, epochs=3).contestants[0].checkpoint,)))
    report = measured(capsys, path, "--seed", experiment.network.seed)
    assert (report["step"], report["train_loss"]) == (0, run_to(experiment).contestants[0].train_loss)


def test_divergence_is_in_the_report_and_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wild = edits.retune(
        edits.set_activation(first_experiment(), "identity"), optimizer="sgd", learning_rate=10.0
    )
    path = saved(tmp_path, wild)
    assert cli.main(["render", str(path), "--epochs", "50", "--json"]) == 0
    told = capsys.readouterr()
    report = json.loads(told.out)
    assert report["diverged"] is True
    assert report["divergence"]["step"] == report["step"] + 1
    assert np.isfinite(report["train_loss"])
    assert told.err.strip() == report["divergence"]["sentence"]
    assert "Try a learning rate smaller than 10" in told.err


def test_a_table_of_points_is_rendered_like_an_experiment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "flowers.CSV"
    path.write_text("x,y,label\n" + "".join(f"{k / 10},{k % 3},{'AB'[k % 2]}\n" for k in range(40)), "utf-8")
    report = measured(capsys, path, "--epochs", 2)
    assert (report["title"], report["train_points"] + report["test_points"]) == ("flowers", 40)


ODD = {
    "no points": lambda first: edits.clear_points(first),
    "one point": lambda first: edits.add_points(edits.clear_points(first), (1, 2), 0),
    "one class": lambda first: edits.add_points(edits.clear_points(first), [(0, 0), (1, 2), (2, 1)], 1),
    "labels 0 and 5": lambda first: edits.add_points(edits.clear_points(first), [(0, 0), (1, 2)], [0, 5]),
    "no hidden layer": lambda first: with_network(first, ()),
    "eight layers of one neuron": lambda first: with_network(first, (1,) * 8),
    "a rate of 10": lambda first: edits.retune(first, learning_rate=10.0, optimizer="sgd"),
    "a batch of 2,000": lambda first: edits.retune(first, batch_size=2_000),
}


def with_network(experiment: Experiment, widths: tuple[int, ...]) -> Experiment:
    contestant = replace(experiment.contestants[0], network=NetworkDesign.of(widths))
    return replace(experiment, contestants=(contestant,))


@pytest.mark.parametrize("name", ODD)
@pytest.mark.filterwarnings("error")
def test_an_odd_experiment_is_drawn_and_measured_without_a_warning(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    experiment = ODD[name](first_experiment())
    path, epochs = saved(tmp_path, experiment), 3 if len(experiment.points) else 0
    words = ("--epochs", epochs, "--size", "640x480", "-o", tmp_path / "odd.png")
    assert measured(capsys, path, *words)["epoch"] <= epochs
    assert QImage(str(tmp_path / "odd.png")).size().toTuple() == (640, 480)


@pytest.mark.parametrize("view", render_options.PICTURES[1:])
def test_every_view_is_drawn_alone(view: str, tmp_path: Path) -> None:
    picture = tmp_path / "view.png"
    words = ["render", str(XOR), "--epochs", "2", "--view", view, "--size", "500x400", "-o", str(picture)]
    assert cli.main(words) == 0
    assert QImage(str(picture)).size().toTuple() == (500, 400)


def test_the_fold_is_drawn_as_one_layer_sees_the_plane_or_as_a_row_of_stills(tmp_path: Path) -> None:
    pictures: list[QImage] = []
    for layer in ((), ("--layer", "0"), ("--layer", "1"), ("--layer", "2")):
        path = tmp_path / f"fold{len(pictures)}.png"
        words = ["render", str(XOR), "--epochs", "2", "--view", "fold", "--size", "500x400", "-o", str(path)]
        assert cli.main([*words, *layer]) == 0
        pictures.append(QImage(str(path)))
    assert all(one != two for place, one in enumerate(pictures) for two in pictures[:place])


def test_the_report_follows_a_telling_point_and_multiplies_linear_layers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = read(XOR)
    linear = edits.set_activation(saved.experiment, "identity")
    file = tmp_path / "linear.sequentia"
    write(file, Saved(linear, ()))
    assert cli.main(["render", str(file), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    (collapse,) = report["collapse"]
    at, last = report["trace"]["point"], report["trace"]["layers"][-1]
    z = np.array(collapse["matrix"]) @ at + collapse["bias"]
    np.testing.assert_allclose(z, last["z"], atol=1e-12)
    assert collapse["largest_difference_float64"] < 1e-12
    assert [len(layer["z"]) for layer in report["trace"]["layers"]] == [4, 1]


def test_a_layer_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["render", str(XOR), "--json", "--layer", "9"]) == 1
    assert capsys.readouterr().err.startswith("sequentia-gui: There is no layer 9: the output is layer")


def test_a_window_too_small_to_be_is_refused_with_the_size_that_it_needs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["render", str(XOR), "--size", "100x100", "-o", str(tmp_path / "small.png")]) == 1
    assert "The window does not get smaller than" in capsys.readouterr().err
    assert not (tmp_path / "small.png").exists()


def test_training_without_points_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path, edits.clear_points(first_experiment()))
    assert cli.main(["render", str(path), "--epochs", "3", "--json"]) == 1
    assert capsys.readouterr().err == "sequentia-gui: experiment.sequentia has no points to train on.\n"


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells what a process has loaded")
@pytest.mark.parametrize("library", ["_multiarray_umath", "msgspec"])
def test_an_interrupt_while_it_loads_or_trains_ends_it_with_code_130_and_no_traceback(library: str) -> None:
    words = [
        sys.executable,
        "-m",
        "sequentia_gui",
        "render",
        str(SPIRAL),
        "--epochs",
        "999999999999",
        "--json",
    ]
    with running(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        wait_until_loaded(program.pid, library)
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=60)
    assert (program.returncode, out, err) == (130, "", "")


def wait_until_loaded(process: int, library: str) -> None:
    """Until the process has that library in its memory: from there on it is known what it is doing."""
    libraries = Path(f"/proc/{process}/maps")
    deadline = time.monotonic() + 60
    while library not in libraries.read_text("utf-8"):
        assert time.monotonic() < deadline


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such devices")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_that_breaks_is_no_traceback(unbuffered: str) -> None:
    words = [sys.executable, "-m", "sequentia_gui", "render", str(XOR), "--json"]
    env = without_display({"PYTHONUNBUFFERED": unbuffered})
    with Path("/dev/full").open("w") as full:
        told = subprocess.run(
            words, stdout=full, stderr=subprocess.PIPE, text=True, env=env, timeout=60, check=False
        )
    assert told.returncode == 1
    assert told.stderr == "sequentia-gui: the output could not be written: No space left on device.\n"
    reading, writing = os.pipe()
    os.close(reading)
    told = subprocess.run(
        words, stdout=writing, stderr=subprocess.PIPE, text=True, env=env, timeout=60, check=False
    )
    os.close(writing)
    assert (told.returncode, told.stderr) == (1, "")


def test_without_a_display_the_window_is_refused_with_a_sentence_that_names_render() -> None:
    answer = run()
    assert answer.returncode == 1
    assert answer.stderr.startswith("sequentia-gui: There is no display here, so no window can be opened;")
    assert "render FILE.sequentia" in answer.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux may lack a display")
def test_a_display_that_does_not_answer_is_none(tmp_path: Path) -> None:
    for variables in (
        {"DISPLAY": ":9731"},
        {"DISPLAY": "junk"},
        {"DISPLAY": ":x"},
        {"DISPLAY": "localhost:999999"},
    ):
        assert not has_display("linux", variables)
    runtime = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0"}
    assert not has_display("linux", runtime)
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-0"))
        compositor.listen()
        assert has_display("linux", runtime)


def test_an_unexpected_error_is_one_line_code_1_and_a_log_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr(render, "run_to", fails)
    assert cli.main(["render", str(XOR), "--json"]) == 1
    line = f"sequentia-gui: something unexpected happened (two lines). Details are in {log_file()}.\n"
    assert capsys.readouterr().err == line
    assert "Traceback" in log_file().read_text("utf-8")


def test_an_error_while_a_view_is_drawn_is_no_picture_with_a_hole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("no ink")

    monkeypatch.setattr(LossView, "show_frame", fails)
    assert cli.main(["render", str(XOR), "-o", str(tmp_path / "hole.png")]) == 1
    assert "something unexpected happened (no ink)" in capsys.readouterr().err
    assert not (tmp_path / "hole.png").exists()


def test_a_log_that_cannot_be_written_is_no_second_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(render, "run_to", None)
    assert cli.main(["render", str(XOR), "--json"]) == 1
    assert "Its details could not be written to" in capsys.readouterr().err


def test_a_drawing_and_a_picture_with_more_pixels(tmp_path: Path) -> None:
    assert (
        run("render", XOR, "--view", "decision", "--size", "400x300", "-o", tmp_path / "x.svg").returncode
        == 0
    )
    assert QSvgRenderer(str(tmp_path / "x.svg")).defaultSize().toTuple() == (400, 300)
    words = ("--view", "loss", "--size", "400x300", "--scale", "3", "-o", tmp_path / "x.png")
    assert run("render", XOR, *words).returncode == 0
    assert QImage(str(tmp_path / "x.png")).size().toTuple() == (1200, 900)


def test_a_film_shows_the_training_from_its_first_picture_to_its_last(tmp_path: Path) -> None:
    words = ("--view", "decision", "--size", "300x300", "--epochs", "6", "--frames", "4", "--fps", "5")
    answer = run("render", XOR, *words, "-o", tmp_path / "x.gif", "--progress")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.split("\n")[:4] == ["1 of 4", "2 of 4", "3 of 4", "4 of 4"]
    with Image.open(tmp_path / "x.gif") as film:
        assert (film.size, getattr(film, "n_frames", 1), film.info["duration"]) == ((300, 300), 4, 200)
        film.seek(3)
        last = np.asarray(film.convert("RGB"), float)
    run("render", XOR, *words[:6], "-o", tmp_path / "x.png")
    with Image.open(tmp_path / "x.png") as picture:
        assert np.abs(np.asarray(picture.convert("RGB"), float) - last).mean() < 3


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("-o", "x.gif"), "a film needs something to happen"),
        (("-o", "x.png", "--frames", "9"), "are for films"),
        (("-o", "x.gif", "--epochs", "1", "--progress", "--json"), "choose one"),
        (("-o", "x.gif", "--epochs", "3", "--frames", "1"), "is not a whole number from 2 to 1,000"),
    ],
)
def test_a_film_that_makes_no_sense_is_refused(words: tuple[str, ...], complaint: str) -> None:
    answer = run("render", XOR, *words)
    assert answer.returncode == 2
    assert complaint in answer.stderr
