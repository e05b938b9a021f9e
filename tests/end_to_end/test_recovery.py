"""What was not saved survives: a killed program's work is offered at the next start, and nothing asks at closing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts, _kept_safe
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.experiment.recovery import copies, read_copy
from sequentia_gui.gui.recovery import MOST_COPIES, Recovery, unsaved_folder
from sequentia_gui.gui.unsaved_words import shape
from sequentia_gui.resources import asset
from tests.end_to_end.hands import checkpoint, click_plane, press, settled, trained
from tests.end_to_end.processes import running

CTRL = Qt.KeyboardModifier.ControlModifier
EXAMPLE = asset("experiments", "xor-four-neurons.sequentia")

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from sequentia_gui import app
from sequentia_gui.experiment import edits
from sequentia_gui.gui import recovery

recovery.EDITED_MS = recovery.TRAINED_MS = 50
build = app.build

def with_work(*arguments):
    parts = build(*arguments)
    def work():
        parts.document.edit(lambda now: edits.choose_dataset(now, "spiral"), "Data", start="fresh")
        parts.document.edit(lambda now: edits.add_points(now, [(5, 5)], [1]), "Draw")
        parts.view_state.set(shown=("regions",))
        parts.playback.play()
    QTimer.singleShot(0, work)
    return parts

app.build = with_work
sys.exit(app.run_window(None))
"""


@pytest.fixture
def recoveries(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Recovery]]:
    """Starts to keep and offer unsaved work in the window; each start ends the one before."""
    monkeypatch.setattr("sequentia_gui.gui.recovery.EDITED_MS", 10)
    monkeypatch.setattr("sequentia_gui.gui.recovery.TRAINED_MS", 10)
    started: list[Recovery] = []

    def start() -> Recovery:
        recovery = Recovery(
            parts.document, parts.playback, parts.view_state, parts.window.offer, unsaved_folder()
        )
        started.append(recovery)
        recovery.start()
        return recovery

    yield start
    started[-1].close()


def kept() -> list[Path]:
    return copies(unsaved_folder())


def refuse_copies() -> None:
    """Put a file where the folder of the copies would be."""
    unsaved_folder().parent.mkdir(parents=True)
    unsaved_folder().write_text("in the way", "utf-8")


def leftovers() -> list[str]:
    return sorted(each.name for each in unsaved_folder().iterdir()) if unsaved_folder().is_dir() else []


def left_by_another_window(parts: Parts, recovery: Recovery, title: str = "Moons") -> Path:
    """A copy as a window leaves it that was closed without saving."""
    before = set(kept())
    parts.document.edit(lambda now: edits.rename(edits.add_points(now, [(1, 1)], [0]), title), "Draw")
    recovery.close()
    parts.document.undo()
    (place,) = set(kept()) - before
    return place


def killed_at_work(until: Callable[[], bool]) -> None:
    """Start the program, let it work, and kill it, at the end of `running`, as a power cut would."""
    with running([sys.executable, "-c", PROGRAM]) as program:
        deadline = time.monotonic() + 60
        while not until():
            assert program.poll() is None, "the program ended by itself"
            assert time.monotonic() < deadline, "the program kept no copy"
            time.sleep(0.02)


def trained_copy() -> bool:
    """Whether there is a copy whose network has learnt something."""
    return any('"batch":' in text and '"epoch":0' not in text for text in _texts())


def _texts() -> list[str]:
    return [place.read_text("utf-8") for place in kept()]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is Unix's")
def test_the_work_of_a_killed_program_is_offered_at_the_next_start_and_opens_with_its_weights(
    parts: Parts, qtbot: QtBot, recoveries: Callable[[], Recovery]
) -> None:
    killed_at_work(trained_copy)
    (place,) = kept()
    copy = read_copy(place)
    recoveries()
    offer = parts.window.offer
    assert offer.text.startswith("Work from today ") and offer.text.endswith("not saved: Spiral, 6-5-4.")
    press(parts, qtbot, "Open it")
    now = settled(parts, qtbot)
    assert parts.document.now.points.xy[-1].tolist() == [5, 5]
    assert parts.view_state.now.shown == ("regions",)
    assert np.array_equal(now.parameters, copy.saved.progress[0].parameters)
    assert parts.window.isWindowModified()
    assert not offer.text and kept() != [place] and len(kept()) == 1
    qtbot.keyClick(parts.window, Qt.Key.Key_Z, CTRL)
    assert parts.document.now.title == "Moons"


@pytest.mark.skipif(sys.platform == "win32", reason="such signals are Unix's")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_who_ends_the_program_by_a_signal_finds_the_last_edit_again(number: str, tmp_path: Path) -> None:
    started = tmp_path / "drawn"
    slow = PROGRAM.replace("TRAINED_MS = 50", "TRAINED_MS = 600_000").replace(
        "parts.playback.play()", f"open({str(started)!r}, 'w').close()"
    )
    with running([sys.executable, "-c", slow], stderr=subprocess.PIPE) as program:
        deadline = time.monotonic() + 60
        while not (started.exists() and leftovers()):
            assert time.monotonic() < deadline and program.poll() is None
            time.sleep(0.02)
        assert not kept()
        program.send_signal(getattr(signal, number))
        _, complaints = program.communicate(timeout=60)
    assert (program.returncode, complaints) == (128 + getattr(signal, number), "")
    (place,) = kept()
    assert read_copy(place).saved.experiment.points.xy[-1].tolist() == [5, 5]
    assert leftovers() == [place.name]


def test_closing_asks_nothing_and_keeps_a_changed_design(
    parts: Parts, qtbot: QtBot, recoveries: Callable[[], Recovery]
) -> None:
    recovery = recoveries()
    click_plane(parts, qtbot, 5, 5)
    recovery.close()
    (place,) = kept()
    assert read_copy(place).saved.experiment.points.xy[-1] == pytest.approx([5, 5], abs=0.1)
    assert leftovers() == [place.name]


def test_a_ready_made_experiment_that_was_only_trained_leaves_nothing(
    parts: Parts, qtbot: QtBot, recoveries: Callable[[], Recovery]
) -> None:
    recovery = recoveries()
    trained(parts, qtbot, 5)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    recovery.close()
    assert leftovers() == []


def test_saving_removes_the_copy_and_training_on_brings_it_back(
    parts: Parts, qtbot: QtBot, recoveries: Callable[[], Recovery], tmp_path: Path
) -> None:
    recovery = recoveries()
    click_plane(parts, qtbot, 5, 5)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    parts.window.files.save_to(tmp_path / "mine.sequentia")
    qtbot.waitUntil(lambda: kept() == [])
    assert not parts.window.isWindowModified()
    trained(parts, qtbot, 5)
    assert parts.window.isWindowModified()
    qtbot.waitUntil(lambda: len(kept()) == 1)
    recovery.close()
    assert read_copy(kept()[0]).path == tmp_path / "mine.sequentia"


def test_recovered_work_is_saved_to_the_file_that_it_belongs_to(
    parts: Parts, qtbot: QtBot, recoveries: Callable[[], Recovery], tmp_path: Path
) -> None:
    recovery = recoveries()
    parts.window.files.save_to(tmp_path / "mine.sequentia")
    left_by_another_window(parts, recovery)
    recoveries()
    assert "mine.sequentia, 6-5-4" in parts.window.offer.text
    press(parts, qtbot, "Open it")
    assert parts.document.path == tmp_path / "mine.sequentia" and parts.window.isWindowModified()
    qtbot.keyClick(parts.window, Qt.Key.Key_S, CTRL)
    assert not parts.window.isWindowModified()
    qtbot.waitUntil(lambda: kept() == [])


def test_what_nobody_answers_is_offered_again_and_what_is_discarded_is_not(
    parts: Parts, qtbot: QtBot, recoveries: Callable[[], Recovery]
) -> None:
    left_by_another_window(parts, recoveries(), "One")
    left_by_another_window(parts, recoveries(), "Two")
    recovery = recoveries()
    assert parts.window.offer.text.endswith("Two, 6-5-4. It is the latest of 2.")
    press(parts, qtbot, "Not now")
    assert not parts.window.offer.isVisible()
    recovery.close()
    recovery = recoveries()
    press(parts, qtbot, "Discard")
    assert parts.window.offer.text.endswith("One, 6-5-4.")
    press(parts, qtbot, "Discard")
    assert not parts.window.offer.isVisible() and kept() == []


def test_an_offer_is_answered_with_the_keyboard_alone(
    parts: Parts, qtbot: QtBot, recoveries: Callable[[], Recovery]
) -> None:
    left_by_another_window(parts, recoveries(), "One")
    recoveries()
    window = parts.window
    for _ in range(60):
        focus = window.focusWidget()
        if focus is not None and focus.accessibleName() == "Open it":
            break
        qtbot.keyClick(focus or window, Qt.Key.Key_Tab)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert parts.document.now.title == "One"


def test_two_windows_do_not_offer_each_others_work(
    parts: Parts, qtbot: QtBot, recoveries: Callable[[], Recovery]
) -> None:
    first = recoveries()
    click_plane(parts, qtbot, 5, 5)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    recoveries()
    assert not parts.window.offer.isVisible()
    first.close()


def test_a_copy_that_cannot_be_read_is_told_in_a_sentence_and_kept_aside(
    parts: Parts, recoveries: Callable[[], Recovery]
) -> None:
    readable = left_by_another_window(parts, recoveries(), "One")
    damaged = left_by_another_window(parts, recoveries(), "Two")
    damaged.write_bytes(damaged.read_bytes()[:500])
    recoveries()
    notice = parts.view_state.now.notice
    assert notice.startswith("Work that was not saved cannot be read. The file is incomplete")
    assert str(damaged.with_suffix(".damaged")) in notice
    assert damaged.with_suffix(".damaged").exists()
    assert "One" in parts.window.offer.text and readable.exists()


def test_work_that_made_way_for_another_experiment_is_kept_until_undo_brings_it_back(
    parts: Parts, qtbot: QtBot, recoveries: Callable[[], Recovery]
) -> None:
    recovery = recoveries()
    click_plane(parts, qtbot, 5, 5)
    drawn = parts.document.now
    parts.view_state.set(chosen_point=3)
    parts.window.files.open_path(EXAMPLE)
    (place,) = kept()
    assert read_copy(place).saved.view["chosen_point"] == 3
    assert len(read_copy(place).saved.experiment.points) == len(drawn.points)
    qtbot.keyClick(parts.window, Qt.Key.Key_Z, CTRL)
    assert parts.document.now is drawn
    qtbot.keyClick(parts.window, Qt.Key.Key_Y, CTRL)
    recovery.close()
    assert len(kept()) == 1


def test_a_copy_is_written_beside_the_window_and_costs_it_next_to_nothing(
    parts: Parts, qtbot: QtBot, recoveries: Callable[[], Recovery]
) -> None:
    recovery = recoveries()
    click_plane(parts, qtbot, 5, 5)
    trained(parts, qtbot, 50)
    took = []
    for _ in range(20):
        began = time.perf_counter()
        recovery._renew()
        took.append(time.perf_counter() - began)
    assert min(took) < 0.005


def test_a_folder_that_cannot_be_written_is_told_once_and_stops_nothing(
    parts: Parts, qtbot: QtBot, recoveries: Callable[[], Recovery]
) -> None:
    refuse_copies()
    recoveries()
    click_plane(parts, qtbot, 5, 5)
    trained(parts, qtbot, 1)
    qtbot.waitUntil(lambda: "Unsaved work is not kept safe." in parts.view_state.now.notice)
    parts.view_state.set(notice="")
    trained(parts, qtbot, checkpoint(parts).epoch + 5)
    assert parts.view_state.now.notice == ""


def test_a_single_edit_that_cannot_be_kept_safe_is_told(
    parts: Parts, qtbot: QtBot, recoveries: Callable[[], Recovery]
) -> None:
    refuse_copies()
    recoveries()
    click_plane(parts, qtbot, 5, 5)
    qtbot.waitUntil(lambda: "Unsaved work is not kept safe." in parts.view_state.now.notice)


def test_a_window_whose_work_nobody_keeps_says_so_before_it_closes(parts: Parts, qtbot: QtBot) -> None:
    refuse_copies()
    recovery = _kept_safe(parts)
    click_plane(parts, qtbot, 5, 5)
    assert not parts.window.close() and parts.window.isVisible()
    assert "close again to give it up" in parts.view_state.now.notice
    click_plane(parts, qtbot, -5, 5)
    assert not parts.window.close()
    assert parts.window.close()
    recovery.close()


def test_a_window_whose_work_is_kept_closes_at_once(parts: Parts, qtbot: QtBot) -> None:
    recovery = _kept_safe(parts)
    click_plane(parts, qtbot, 5, 5)
    assert parts.window.close() and len(kept()) == 1
    recovery.close()
    assert len(kept()) == 1


def test_copies_do_not_grow_without_end(parts: Parts, recoveries: Callable[[], Recovery]) -> None:
    place = left_by_another_window(parts, recoveries())
    for number in range(MOST_COPIES + 5):
        (unsaved_folder() / f"{number}.sequentia").write_bytes(place.read_bytes())
    recoveries()
    assert len(kept()) == MOST_COPIES


def test_days_are_named_as_people_name_them(parts: Parts, recoveries: Callable[[], Recovery]) -> None:
    left_by_another_window(parts, recoveries())
    now = datetime.now()
    for moment, words in (
        (now + timedelta(days=1), "Work from yesterday "),
        (now + timedelta(days=400), str(now.year)),
    ):
        clock = partial(datetime.fromtimestamp, moment.timestamp())
        later = Recovery(
            parts.document, parts.playback, parts.view_state, parts.window.offer, unsaved_folder(), clock
        )
        later.start()
        assert words in parts.window.offer.text
        later.close()


def test_a_copy_is_a_file_that_opens_like_any_other(parts: Parts, recoveries: Callable[[], Recovery]) -> None:
    place = left_by_another_window(parts, recoveries(), "One")
    assert json.loads(place.read_text("utf-8"))["format"] == "sequentia"
    parts.window.files.open_path(place)
    assert parts.document.now.title == "One"


def test_a_killed_program_that_kept_nothing_leaves_nothing(
    parts: Parts, recoveries: Callable[[], Recovery]
) -> None:
    unsaved_folder().mkdir(parents=True)
    (unsaved_folder() / "killed.lock").touch()
    recovery = recoveries()
    assert len(leftovers()) == 1
    recovery.close()
    assert leftovers() == []


def test_a_network_is_named_by_its_hidden_layers() -> None:
    assert [shape(NetworkDesign.of(widths)) for widths in ((), (4,), (8, 8))] == [
        "no hidden layer",
        "one hidden layer of 4",
        "8-8",
    ]
