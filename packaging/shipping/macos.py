"""Packs the macOS application; PyInstaller has made it, with its icon and its kinds of documents."""

from __future__ import annotations

import subprocess
from pathlib import Path

from programs import Refusal


def build(application: Path, target: Path) -> None:
    """Pack an .app as a zip that keeps its links and rights, as the Finder does."""
    command = ["ditto", "-c", "-k", "--keepParent", str(application), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refusal(f"ditto failed:\n{done.stderr}")
