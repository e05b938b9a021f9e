"""All forms in which a network and its data leave the program, in menu order: a new one is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sequentia_gui.experiment.text_file import write_bytes
from sequentia_gui.export import numpy_script, onnx_model, tables, torch_script
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


EXPORTS: tuple[Export, ...] = (
    Export(
        "torch", "PyTorch script…", "Code that rebuilds this network in PyTorch, checks it and trains on.",
        "network_torch.py", "Python scripts", torch_script.torch_script,
    ),
    Export(
        "numpy", "NumPy script…", "Code to read: the network and its training in plain NumPy, with these weights.",
        "network_numpy.py", "Python scripts", numpy_script.numpy_script,
    ),
    Export(
        "onnx", "ONNX model…", "The network for other tools, without its training.",
        "network.onnx", "ONNX models", onnx_model.onnx_model, onnx_model.lacking,
    ),
    Export(
        "points", "Points (CSV)…", "The points as a table of x, y and label.",
        "points.csv", "Tables", tables.points,
    ),
    Export(
        "losses", "Losses (CSV)…", "The loss and the accuracy of every recorded epoch, as a table.",
        "losses.csv", "Tables", tables.losses,
    ),
    Export(
        "activity", "Activity (CSV)…", "z and a of every neuron at every point, as a table.",
        "activity.csv", "Tables", tables.activity,
    ),
)  # fmt: skip


def export(name: str) -> Export:
    """The form of that name; KeyError where there is none."""
    return {each.name: each for each in EXPORTS}[name]
