"""`packaging/dev.py` on machines that lack something: it says so in a sentence, and never with a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import display
import environment
import programs
import pytest
import system_libraries

ROOT = Path(__file__).resolve().parents[2]


def dev(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What dev.py answers, with these environment variables and no sign of a display."""
    quiet = {name: text for name, text in os.environ.items() if name not in display.SIGNS_OF_A_DISPLAY}
    command = [sys.executable, str(ROOT / "packaging" / "dev.py"), *words]
    return subprocess.run(
        command, env={**quiet, **variables}, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def asked_to_install(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What apt-get was asked to do; nothing is installed."""
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")

    def apt_get(*words: str) -> int:
        asked.append(words)
        return 0

    monkeypatch.setattr(system_libraries, "apt_get", apt_get)
    return asked


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_run_without_a_display_says_so_and_names_render() -> None:
    answer = dev("run")
    assert answer.returncode == 1
    assert answer.stderr.startswith("There is no display here")
    assert "render" in answer.stderr


def test_a_picture_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in display.SIGNS_OF_A_DISPLAY:
        monkeypatch.delenv(name, raising=False)
    display.refuse_without_display(["render", "x.sequentia"])


@pytest.mark.parametrize("variable", display.SIGNS_OF_A_DISPLAY)
def test_any_sign_of_a_display_counts(variable: str) -> None:
    assert display.has_display("linux", {variable: ":0"})
    assert not display.has_display("linux", {variable: ""})
    assert display.has_display("darwin", {})


def test_an_unknown_command_is_answered_with_the_help() -> None:
    answer = dev("dance")
    assert answer.returncode == 1
    assert "There is no command 'dance'" in answer.stderr
    assert "usage: python3 packaging/dev.py" in answer.stderr


def test_a_missing_library_is_found_by_asking_the_loader() -> None:
    invented = system_libraries.Library("libsequentia-invented.so.7", "libsequentia7")
    assert system_libraries.missing([invented]) == [invented]


def test_root_gets_the_missing_packages_installed(
    monkeypatch: pytest.MonkeyPatch, asked_to_install: list[tuple[str, ...]]
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(
        system_libraries, "loads", lambda file: file != "libEGL.so.1" or bool(asked_to_install)
    )
    system_libraries.provide(system_libraries.ALWAYS)
    assert asked_to_install == [("update",), ("install", "-y", "--no-install-recommends", "libegl1")]


def test_anybody_else_is_told_the_exact_line(
    monkeypatch: pytest.MonkeyPatch, asked_to_install: list[tuple[str, ...]]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    with pytest.raises(programs.Refusal, match="sudo apt-get install -y libegl1 libgl1"):
        system_libraries.install_packages(["libegl1", "libgl1"], "Qt needs them.")
    assert asked_to_install == []


def test_a_system_without_apt_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(programs.Refusal, match="this system's package manager"):
        system_libraries.install_packages(["libegl1"], "Qt needs it.")


class Recorder(environment.Environment):
    """An environment that notes what it would do instead of doing it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.done: list[str] = []

    def _make(self) -> None:
        self.done.append("make")
        self.python.parent.mkdir(parents=True, exist_ok=True)
        self.python.touch()
        self._remember("")

    def _pip(self, wishes: list[str]) -> None:
        self.done.append(wishes[-1])


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what an environment reads."""
    locks = tmp_path / "packaging" / "locks"
    locks.mkdir(parents=True)
    for name in ("run", "test"):
        (locks / f"{name}.txt").write_text(f"{name}==1\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    return tmp_path


def test_the_second_call_installs_nothing(checkout: Path) -> None:
    first, second = Recorder(checkout), Recorder(checkout)
    first.provide("run")
    second.provide("run")
    assert first.done == ["make", str(checkout / "packaging" / "locks" / "run.txt"), str(checkout)]
    assert second.done == []


def test_who_can_test_can_run(checkout: Path) -> None:
    Recorder(checkout).provide("test")
    after = Recorder(checkout)
    after.provide("run")
    assert after.done == []


def test_a_changed_lock_is_installed_into_the_same_environment(checkout: Path) -> None:
    Recorder(checkout).provide("run")
    (checkout / "packaging" / "locks" / "run.txt").write_text("run==2\n", "utf-8")
    after = Recorder(checkout)
    after.provide("run")
    assert "make" not in after.done
    assert len(after.done) == 2


def test_a_moved_checkout_makes_its_environment_anew(checkout: Path) -> None:
    Recorder(checkout).provide("run")
    moved = checkout.rename(checkout.with_name("moved"))
    after = Recorder(moved)
    after.provide("run")
    assert after.done[0] == "make"


def test_a_spoilt_note_makes_the_environment_anew(checkout: Path) -> None:
    Recorder(checkout).provide("run")
    (checkout / ".venv" / "sequentia.json").write_text("{", "utf-8")
    after = Recorder(checkout)
    after.provide("run")
    assert after.done[0] == "make"
