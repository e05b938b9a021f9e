"""Bad input in the real window: a clear sentence, nothing lost, and no traceback whatever happens."""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from sequentia_gui import app
from sequentia_gui.app import Parts
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign
from sequentia_gui.experiment.file_format import read, write
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.saved import Saved
from sequentia_gui.gui.mishap_dialog import MishapDialog
from sequentia_gui.mishap import log_file
from sequentia_gui.network.opening import read_checked
from sequentia_gui.network.trainer import Trainer
from sequentia_gui.resources import asset
from sequentia_gui.training import run as run_module
from sequentia_gui.training.messages import ContestantFrame
from sequentia_gui.training.run import run_to

SAMPLE = (Path(__file__).parents[1] / "files" / "version-1.sequentia").read_text("utf-8")
XOR = asset("experiments", "xor-four-neurons.sequentia")


def notice(parts: Parts) -> str:
    return parts.view_state.now.notice


def checkpoint(parts: Parts) -> Checkpoint:
    return parts.playback.progress()[0]


def play(parts: Parts, qtbot: QtBot, epochs: int) -> None:
    parts.playback.play()
    # Right after a new start there is no progress to be seen.
    qtbot.waitUntil(
        lambda: bool(parts.playback.progress()) and checkpoint(parts).epoch >= epochs, timeout=30_000
    )


def stop(parts: Parts, qtbot: QtBot) -> None:
    parts.playback.pause()
    qtbot.waitUntil(lambda: not parts.playback.is_expecting)


def damaged(**changes: object) -> str:
    """Our sample with fields of its first checkpoint changed."""
    content = json.loads(SAMPLE)
    content["progress"][0] |= changes
    return json.dumps(content)


BAD_FILES = {
    "empty.sequentia": (b"", "not a Sequentia file"),
    "picture.sequentia": (b"\x89PNG\r\n\x1a\n\0\0", "not a Sequentia file"),
    "other.sequentia": (b'{"cells": [], "nbformat": 4}', "not a Sequentia file"),
    "half.sequentia": (SAMPLE[: len(SAMPLE) // 2].encode(), "breaks off in the middle"),
    "newer.sequentia": (
        SAMPLE.replace('"version": 1', '"version": 7').encode(),
        "made by a newer Sequentia (format 7",
    ),
    "nan.sequentia": (SAMPLE.replace('"x": [', '"x": [NaN, ').encode(), "damaged: line"),
    "wide.sequentia": (SAMPLE.replace('"width": ', '"width": -').encode(), "a layer has 1 to 32 neurons"),
    "wave.sequentia": (
        SAMPLE.replace('"tanh"', '"wave"').replace('"relu"', '"wave"').encode(),
        "is “wave”; known are",
    ),
    "moments.sequentia": (damaged(moments=[]).encode(), "progress[0].moments has 0 numbers"),
    "lion.sequentia": (damaged(optimizer="lion").encode(), "progress[0].optimizer is “lion”"),
    "text.csv": (b"x,y,label\n1,2,A\n1,two,B\n", "Line 3, column “y”: “two” is not a number."),
    "nan.csv": (b"x,y,label\n1,2,A\nnan,2,B\n", "Line 3, column “x”: “nan” is not a finite number."),
    "missing.csv": (b"x,y\n1,2\n3,4\n", "needs two columns of numbers and one column of classes"),
    "rowless.csv": (b"x,y,label\n", "The file holds no points."),
    "open.csv": (b'1,2,A\n3,4,"B\n5,6,A\n', "Line 2 cannot be read as a row of a table"),
    "classes.csv": (b"".join(b"1,%d,%d\n" % (k, k) for k in range(7)), "7 different values"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_in_a_sentence_while_training_goes_on(
    name: str, parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    content, sentence = BAD_FILES[name]
    (tmp_path / name).write_bytes(content)
    play(parts, qtbot, 2)
    experiment, epoch = parts.document.now, checkpoint(parts).epoch
    parts.window.files.open_path(tmp_path / name)
    assert sentence in notice(parts)
    assert "Traceback" not in notice(parts)
    assert parts.document.now is experiment and parts.document.undo_label is None
    qtbot.waitUntil(lambda: checkpoint(parts).epoch > epoch)
    assert parts.playback.is_playing


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither pipes nor devices among its files")
def test_what_is_no_file_is_refused_and_never_waited_for(parts: Parts, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.sequentia")
    (tmp_path / "loop.sequentia").symlink_to(tmp_path / "loop.sequentia")
    before = parts.document.now
    for path, reason in (
        (tmp_path / "pipe.sequentia", "pipe.sequentia is a pipe or a device, not a file."),
        (Path("/dev/zero"), "zero is a pipe or a device, not a file."),
        (tmp_path / "loop.sequentia", "loop.sequentia cannot be opened: too many levels of symbolic links."),
        (tmp_path, f"{tmp_path.name} cannot be opened: is a directory."),
        (Path(), ". cannot be opened: is a directory."),
        (tmp_path / "none.csv", "none.csv cannot be opened: no such file or directory."),
    ):
        parts.window.files.open_path(path)
        assert notice(parts) == reason
    assert parts.document.now is before


def test_a_bad_file_on_the_command_line_opens_the_window_all_the_same(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Parts] = []
    build = app.build

    def remembered(*given: Any) -> Parts:
        built.append(build(*given))
        return built[-1]

    monkeypatch.setattr(app, "build", remembered)
    monkeypatch.setattr(QApplication, "exec", lambda *_: 0)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    (tmp_path / "bad.sequentia").write_text("{", "utf-8")
    assert app.run_window(str(tmp_path / "bad.sequentia")) == 0
    (parts,) = built
    assert parts.window.isVisible()
    assert notice(parts) == "The file is incomplete: it breaks off in the middle."
    parts.window.close()
    parts.window.deleteLater()


# -- saving ----------------------------------------------------------------------------------------------------


def answer(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The next file dialog answers with this name."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


@pytest.mark.parametrize(
    "edit",
    [
        edits.draw_new_weights,
        lambda now: edits.add_neuron(now, 1),
        lambda now: edits.remove_layer(now, 0),
        lambda now: edits.set_activation(now, "tanh"),
        lambda now: edits.retune(now, optimizer="sgd"),
        lambda now: edits.add_points(now, (1, 1), 3),
    ],
)
def test_saving_right_after_an_edit_keeps_the_weights(
    edit: Callable[[Experiment], Experiment],
    parts: Parts,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    play(parts, qtbot, 2)
    step = checkpoint(parts).step
    parts.document.edit(edit, "Edit")
    answer(monkeypatch, tmp_path / "at once.sequentia")
    parts.window.files.save()
    saved = read_checked(tmp_path / "at once.sequentia")
    assert saved.progress and saved.progress[0].step >= step
    assert saved.progress[0].sizes == parts.document.now.network.sizes(parts.document.now.points.classes)
    assert run_to(saved.experiment, saved.progress, steps=saved.progress[0].step + 5)


def test_a_name_without_a_suffix_gets_ours_and_a_file_there_is_not_replaced_unasked(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def no(_parent: object, _title: str, text: str) -> QMessageBox.StandardButton:
        asked.append(text)
        return QMessageBox.StandardButton.No

    monkeypatch.setattr(QMessageBox, "question", no)
    answer(monkeypatch, tmp_path / "Version 1.2")
    parts.window.files.save_as()
    assert parts.document.path == tmp_path / "Version 1.2.sequentia"
    assert not asked
    (tmp_path / "Version 1.2.sequentia").write_text("somebody's", "utf-8")
    parts.window.files.save_as()
    assert asked == ["Version 1.2.sequentia is there already. Replace it?"]
    assert (tmp_path / "Version 1.2.sequentia").read_text("utf-8") == "somebody's"


def test_the_name_that_is_suggested_is_one_that_a_file_can_have(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested: list[str] = []

    def cancelled(_parent: object, _title: str, suggestion: str, _kinds: str) -> tuple[str, str]:
        suggested.append(suggestion)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", cancelled)
    parts.document.edit(lambda now: edits.rename(now, "a/b: c*?" + "x" * 150), "Rename")
    parts.window.files.save_as()
    assert Path(suggested[0]).name == "a-b- c-" + "x" * 53 + ".sequentia"
    assert Path(suggested[0]).parent == Path.home()


def test_where_saving_fails_the_sentence_says_why_and_the_old_file_and_the_document_stay(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.sequentia"
    answer(monkeypatch, path)
    parts.window.files.save()
    before = path.read_bytes()
    parts.document.edit(edits.clear_points, "Clear")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    parts.window.files.save()
    assert notice(parts) == "mine.sequentia cannot be written: no space left on device."
    assert path.read_bytes() == before
    assert not parts.document.is_saved
    assert list(tmp_path.glob("*.tmp")) == []


def test_a_folder_that_is_not_there_any_more_is_told(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, tmp_path / "gone" / "mine.sequentia")
    parts.window.files.save()
    assert notice(parts) == "mine.sequentia cannot be written: no such file or directory."
    assert parts.document.path is None


def test_an_opened_file_is_saved_where_it_came_from(parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "mine.sequentia"
    write(path, Saved(first_experiment()))
    parts.window.files.open_path(path)
    parts.document.edit(lambda now: edits.add_layer(now, 0), "Add layer")
    parts.window.files.save()
    assert len(read(path).experiment.network.layers) == 4
    assert parts.document.is_saved


def test_an_experiment_that_came_with_the_program_is_never_written_over(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = XOR.read_bytes()
    parts.window.files.open_path(XOR)
    parts.document.edit(edits.clear_points, "Clear")
    answer(monkeypatch, tmp_path / "mine.sequentia")
    parts.window.files.save()
    assert XOR.read_bytes() == before
    assert parts.document.path == tmp_path / "mine.sequentia"


def test_saving_after_points_were_opened_asks_for_a_name(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("1,2,A\n3,4,B\n", "utf-8")
    parts.window.files.open_path(table)
    answer(monkeypatch, tmp_path / "mine.sequentia")
    parts.window.files.save()
    assert table.read_text("utf-8") == "1,2,A\n3,4,B\n"
    assert len(read(tmp_path / "mine.sequentia").experiment.points) == 2


# -- divergence ------------------------------------------------------------------------------------------------


def wild(optimizer: str, loss: str, widths: tuple[int, ...], rate: float, activation: str) -> Experiment:
    first = edits.retune(first_experiment(), optimizer=optimizer, loss=loss, learning_rate=rate)
    contestant = replace(first.contestants[0], network=NetworkDesign.of(widths, activation))
    return replace(first, contestants=(contestant,))


def has_finite_losses(at: ContestantFrame) -> bool:
    assert at.train_loss is not None and at.test_loss is not None
    return math.isfinite(at.train_loss) and math.isfinite(at.test_loss)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "rmsprop", "adam"])
@pytest.mark.parametrize("loss", ["cross_entropy", "squared_error"])
@pytest.mark.parametrize("dataset", ["moons", "blobs"])
@pytest.mark.parametrize("widths", [(), (4,), (5,) * 8])
def test_a_huge_rate_stays_finite_or_stops_at_the_last_finite_step(
    optimizer: str, loss: str, dataset: str, widths: tuple[int, ...]
) -> None:
    for rate in (10.0, 1e5):
        for activation in ("relu", "identity", "selu"):
            experiment = edits.choose_dataset(wild(optimizer, loss, widths, rate, activation), dataset)
            at = run_to(experiment, epochs=4).contestants[0]
            assert np.isfinite(at.checkpoint.parameters).all()
            assert has_finite_losses(at)
            assert at.divergence is None or at.divergence.step == at.checkpoint.step + 1


def test_a_loss_beyond_all_numbers_stops_training_though_the_weights_are_finite(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    experiment = wild("rmsprop", "cross_entropy", (5,) * 8, 1e5, "relu")
    at = run_to(experiment, epochs=20).contestants[0]
    assert at.divergence is not None
    assert has_finite_losses(at)
    for slice_steps in (1, 7, 64):
        monkeypatch.setattr(run_module, "SLICE", slice_steps)
        again = run_to(experiment, epochs=20).contestants[0]
        assert again.divergence == at.divergence
        assert again.checkpoint.parameters.tobytes() == at.checkpoint.parameters.tobytes()


def test_after_divergence_the_window_stands_at_the_last_finite_step_and_says_what_to_do(
    parts: Parts, qtbot: QtBot
) -> None:
    experiment = wild("sgd", "cross_entropy", (8, 8), 10.0, "identity")
    expected = run_to(experiment, epochs=50).contestants[0]
    assert expected.divergence is not None
    parts.document.open(experiment, (), None)
    parts.playback.play()
    qtbot.waitUntil(lambda: not parts.playback.is_expecting, timeout=30_000)
    assert notice(parts) == expected.divergence.sentence(experiment.contestants[0])
    assert checkpoint(parts).parameters.tobytes() == expected.checkpoint.parameters.tobytes()
    parts.document.edit(lambda now: edits.retune(now, learning_rate=0.001), "Rate", start="fresh")
    play(parts, qtbot, 2)
    assert "Training stopped" not in notice(parts)


# -- what nobody foresaw ---------------------------------------------------------------------------------------


def failing(*_: object, **__: object) -> None:
    raise ZeroDivisionError("that was not foreseen")


@pytest.fixture
def dialogs(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> MishapDialog:
    """What `run_window` puts in the place of Python's own way to tell of errors."""
    dialog = MishapDialog(qapp)
    monkeypatch.setattr(sys, "excepthook", dialog.tell)
    return dialog


def boxes() -> list[QMessageBox]:
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QMessageBox) and widget.isVisible()
    ]


def test_an_error_in_every_frame_is_one_dialog_and_one_entry_in_the_log(
    parts: Parts, qtbot: QtBot, dialogs: MishapDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(parts.window.views["loss"]), "show_frame", failing)
    play_with_errors(parts, qtbot)
    (box,) = boxes()
    assert "that was not foreseen" in box.text()
    assert str(log_file()) in box.informativeText()
    assert log_file().read_text("utf-8").count("Traceback") == 1
    box.accept()
    qtbot.waitUntil(lambda: not boxes())
    epoch = checkpoint(parts).epoch
    qtbot.waitUntil(lambda: checkpoint(parts).epoch > epoch + 2)
    assert not boxes()
    stop(parts, qtbot)


def play_with_errors(parts: Parts, qtbot: QtBot) -> None:
    parts.playback.play()
    qtbot.waitUntil(lambda: checkpoint(parts).epoch >= 5 and bool(boxes()), timeout=30_000)


def test_an_error_in_a_click_is_a_dialog_and_the_experiment_is_still_there(
    qapp: QApplication, parts: Parts, qtbot: QtBot, dialogs: MishapDialog
) -> None:
    before = parts.document.now
    QTimer.singleShot(0, failing)
    qtbot.waitUntil(lambda: len(boxes()) == 1)
    boxes()[0].accept()
    assert parts.document.now is before


def test_an_error_in_training_is_a_sentence_and_the_next_start_works(
    parts_in_one_process: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = parts_in_one_process
    with monkeypatch.context() as broken:
        broken.setattr(Trainer, "run", failing)
        parts.playback.play()
        qtbot.waitUntil(lambda: "that was not foreseen" in notice(parts))
    assert str(log_file()) in notice(parts)
    assert "Traceback" in log_file().read_text("utf-8")
    assert not parts.playback.is_playing
    play(parts, qtbot, 2)
