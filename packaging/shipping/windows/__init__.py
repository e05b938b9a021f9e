"""Makes the Windows installer with NSIS."""

from __future__ import annotations

import subprocess
from pathlib import Path

from programs import Refusal

SCRIPT = Path(__file__).with_name("installer.nsi")


def build(folder: Path, icon: Path, target: Path, version: str) -> None:
    """Pack PyInstaller's folder as an installer; Refusal where NSIS is not here or not content."""
    given = {"VERSION": version, "PAYLOAD": folder, "ICON": icon, "OUTPUT": target}
    command = ["makensis", "-V2", "-WX", *(f"-D{name}={value}" for name, value in given.items()), str(SCRIPT)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as missing:
        raise Refusal("The installer is made with NSIS, whose makensis is not here.") from missing
    if done.returncode:
        raise Refusal(f"makensis is not content:\n{done.stdout}{done.stderr}")
