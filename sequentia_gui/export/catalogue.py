"""All forms in which a network and its data leave the program, in menu order: a new one is one line here.

What writes a form is imported when it is first asked for, so that the window is there sooner.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sequentia_gui.experiment.text_file import write_bytes

if TYPE_CHECKING:
    from sequentia_gui.export.snapshot import Snapshot


def _always() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Export:
    """One form: its name, what the menu calls it, the name that its file is given, and how it is made.

    `files` is what files of that form are called. `content` raises ExperimentError where the network cannot be
    written so. `lacking` says in a sentence what this machine lacks, nothing where it lacks nothing.
    """

    name: str
    label: str
    explanation: str
    file_name: str
    files: str
    content: Callable[[Snapshot], str | bytes]
    lacking: Callable[[], str] = _always

    def write(self, path: Path, snapshot: Snapshot) -> None:
        """Put it into the file, whole or not at all; ExperimentError with a sentence where that fails."""
        content = self.content(snapshot)
        write_bytes(path, content if isinstance(content, bytes) else content.encode("utf-8", "replace"))


def _torch(snapshot: Snapshot) -> str:
    from sequentia_gui.export.torch_script import torch_script

    return torch_script(snapshot)


def _numpy(snapshot: Snapshot) -> str:
    from sequentia_gui.export.numpy_script import numpy_script

    return numpy_script(snapshot)


def _onnx(snapshot: Snapshot) -> bytes:
    from sequentia_gui.export.onnx_model import onnx_model

    return onnx_model(snapshot)


def _no_onnx() -> str:
    if find_spec("onnx") is not None:
        return ""
    return "Writing ONNX needs the package onnx: pip install sequentia-gui[onnx] brings it."


def _points(snapshot: Snapshot) -> str:
    from sequentia_gui.export.tables import points

    return points(snapshot)


def _losses(snapshot: Snapshot) -> str:
    from sequentia_gui.export.tables import losses

    return losses(snapshot)


def _activity(snapshot: Snapshot) -> str:
    from sequentia_gui.export.tables import activity

    return activity(snapshot)


EXPORTS: tuple[Export, ...] = (
    Export(
        "torch", "PyTorch script…", "Code that rebuilds this network in PyTorch, checks it and trains on.",
        "network_torch.py", "Python scripts", _torch,
    ),
    Export(
        "numpy", "NumPy script…", "Code to read: the network and its training in plain NumPy, with these weights.",
        "network_numpy.py", "Python scripts", _numpy,
    ),
    Export(
        "onnx", "ONNX model…", "The network for other tools, without its training.",
        "network.onnx", "ONNX models", _onnx, _no_onnx,
    ),
    Export(
        "points", "Points (CSV)…", "The points as a table of x, y and label.",
        "points.csv", "Tables", _points,
    ),
    Export(
        "losses", "Losses (CSV)…", "The loss and the accuracy of every recorded epoch, as a table.",
        "losses.csv", "Tables", _losses,
    ),
    Export(
        "activity", "Activity (CSV)…", "z and a of every neuron at every point, as a table.",
        "activity.csv", "Tables", _activity,
    ),
)  # fmt: skip


def export(name: str) -> Export:
    """The form of that name; KeyError where there is none."""
    return {each.name: each for each in EXPORTS}[name]
