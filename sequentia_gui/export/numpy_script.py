"""The network as a script in plain NumPy, for people who want to read how training is really written."""

from __future__ import annotations

from string import Template

from sequentia_gui.export.activation_code import SHARED_FUNCTIONS, activation_code
from sequentia_gui.export.literals import table
from sequentia_gui.export.numpy_template import FORGETFUL, NETWORK, OPENING, REMEMBERING, TRAINED
from sequentia_gui.export.script import (
    by_name,
    function,
    loss_code,
    memory_text,
    opening,
    optimizer_code,
    points_text,
    settings,
    shown_text,
    used_activations,
)
from sequentia_gui.export.shapes import keywords, shapes
from sequentia_gui.export.snapshot import Snapshot
from sequentia_gui.network.activations import trained_layers


def numpy_script(snapshot: Snapshot) -> str:
    """The script's text."""
    activations = _activations(snapshot)
    imports = "import math\n" if "math." in activations else ""
    at = snapshot.checkpoint
    begun = {"seed": str(snapshot.design.seed), "epoch": str(at.epoch), "batch": str(at.batch)}
    words = {**opening(snapshot), **begun, "settings": settings(snapshot.plan), "imports": imports}
    return OPENING.substitute(words) + activations + "\n\n" + NETWORK.substitute(_network_words(snapshot))


def _activations(snapshot: Snapshot) -> str:
    used = used_activations(snapshot, "identity")
    needed = {need for name in used for need in activation_code(name).needs} | set(loss_code(snapshot).needs)
    shared = [text for name, text in SHARED_FUNCTIONS.items() if name in needed]
    pairs = [
        function(name, kind, getattr(activation_code(name), kind))
        for name in used
        for kind in ("value", "slope")
    ]
    return "\n" + "\n\n".join((*shared, *pairs))


def _network_words(snapshot: Snapshot) -> dict[str, str]:
    trained = trained_layers(snapshot.design)
    hidden = [
        f'        Layer("{name}", {layer.activation}, {layer.activation}_slope'
        f"{keywords({} if place in trained else shape)}),"
        for place, (name, layer, shape) in enumerate(
            zip(snapshot.layer_names, snapshot.design.layers, shapes(snapshot), strict=False)
        )
    ]
    return {
        "layers": "\n".join((*hidden, '        Layer("output", identity, identity_slope),')),
        **(TRAINED if trained else dict.fromkeys(TRAINED, "")),
        "loss": loss_code(snapshot).numpy,
        "meaning": loss_code(snapshot).meaning,
        "explanation": optimizer_code(snapshot).explanation,
        "optimizer": _optimizer(snapshot),
        "points": points_text(snapshot),
        "parameters": table(by_name(snapshot, snapshot.checkpoint.parameters)),
        "memory": _memory(snapshot),
        "shown": shown_text(snapshot),
    }


def _optimizer(snapshot: Snapshot) -> str:
    code = optimizer_code(snapshot)
    change = code.numpy.replace("\n", "\n        ").replace("**steps", "**self.steps")
    recall = "\n".join(
        f'        {slot} = self.memory["{slot}"].setdefault(name, np.zeros_like(w))'
        for slot, _, _ in code.slots
    )
    return Template(REMEMBERING if code.slots else FORGETFUL).substitute(change=change, recall=recall)


def _memory(snapshot: Snapshot) -> str:
    slots = optimizer_code(snapshot).slots
    if not slots:
        return ""
    remembered, text = memory_text(snapshot, {name: name for name, _, _ in slots})
    return (
        f"# What the optimiser remembers of the steps so far\nSTEPS = {remembered.steps}\nMEMORY = {text}\n\n"
    )
