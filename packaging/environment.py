"""The checkout's own virtual environment: made once, and made again only when something changed."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import sys
from pathlib import Path

import programs
from programs import Refusal, say
from system_libraries import install_packages

BYTES_NEEDED = 1_000_000_000


class Environment:
    """The folder `.venv`: it knows what is installed in it, and installs what is not.

    A note inside the folder says which Python made it and which lock is installed in it, so that the second
    call of a command starts at once.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.scripts = self.folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.scripts / ("python.exe" if os.name == "nt" else "python")
        self._note = self.folder / "sequentia.json"

    def provide(self, lock: str) -> None:
        """Have everything that `packaging/locks/<lock>.txt` names, and the project itself, installed.

        Raises a Refusal where that is impossible, with the reason in words.
        """
        if self._made_by() != maker(self.root):
            self._make()
        if self._installed() not in (self._digest(lock), self._digest("test")):  # test holds all of run
            self._install(lock)

    def _make(self) -> None:
        provide_venv()
        say(f"Making a virtual environment in {self.folder}.")
        self._note.unlink(missing_ok=True)
        if programs.call([sys.executable, "-m", "venv", "--clear", self.folder]) != 0:
            raise Refusal("The virtual environment could not be made; the lines above say why.")
        self._remember("")

    def _install(self, lock: str) -> None:
        say("Installing what Sequentia needs. The first time about 130 MB are fetched, which takes a while.")
        pins = ["--require-hashes", "--only-binary", ":all:", "-r", str(self._lock_file(lock))]
        self._pip(pins)
        self._pip(["--no-deps", "--no-build-isolation", "--editable", str(self.root)])
        self._remember(self._digest(lock))
        say("Everything is installed.")

    def _pip(self, wishes: list[str]) -> None:
        quiet = [] if sys.stdout.isatty() else ["--quiet"]
        command: list[str | Path] = [
            self.python,
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--no-input",
            *quiet,
        ]
        if programs.call([*command, *wishes], folder=self.root) != 0:
            raise Refusal(
                "The packages could not be installed; the lines above say why. "
                "Is the network there? The same command goes on from here."
            )

    def _digest(self, lock: str) -> str:
        contents = self._lock_file(lock).read_bytes() + (self.root / "pyproject.toml").read_bytes()
        return hashlib.sha256(contents).hexdigest()

    def _lock_file(self, lock: str) -> Path:
        return self.root / "packaging" / "locks" / f"{lock}.txt"

    def _made_by(self) -> str:
        return self._read_note().get("made_by", "") if self.python.exists() else ""

    def _installed(self) -> str:
        return self._read_note().get("installed", "")

    def _read_note(self) -> dict[str, str]:
        try:
            note = json.loads(self._note.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return {key: str(text) for key, text in note.items()} if isinstance(note, dict) else {}

    def _remember(self, installed: str) -> None:
        note = {"made_by": maker(self.root), "installed": installed}
        self._note.write_text(json.dumps(note), "utf-8")


def maker(root: Path) -> str:
    """What an environment depends on for life: this Python, and the place where the checkout lies."""
    return f"{sys.base_prefix} {sys.version} {root}"


def provide_venv() -> None:
    """See to it that this Python can make virtual environments: Debian packs that part apart."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        reason = "This Python cannot make virtual environments (its parts venv and ensurepip are missing)."
        install_packages([f"python3.{sys.version_info.minor}-venv"], reason)
        importlib.invalidate_caches()
    if shutil.disk_usage(Path(__file__)).free < BYTES_NEEDED:
        raise Refusal("The disk is nearly full: Sequentia's environment needs about 1 GB.")
