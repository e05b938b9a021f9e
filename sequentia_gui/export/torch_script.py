"""The network as a script in PyTorch, which goes on where one teaching machine ends."""

from __future__ import annotations

from itertools import pairwise
from string import Template

from sequentia_gui.export.activation_code import activation_code
from sequentia_gui.export.literals import table
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

_OPENING = Template('''\
"""$title: a small neural network in PyTorch, with its weights and its points.

It was written by Sequentia $version: $design, trained for $epochs.
You need PyTorch. Run this file to see that the network says what it said in Sequentia; with
--epochs 100 it then trains on from there, with --device cuda on a graphics card.

How to read it: first the network, then the loss, the optimiser and the training. The numbers stand
at the end. Tensors have a row for each point: x is (n, 2), z is (n, outputs), label is (n,).
"""

import argparse
import sys

import torch
from torch import nn
${imports}from torch.utils.data import DataLoader, TensorDataset

$settings
SEED = $seed


''')

_NETWORK = Template('''\
# --- The network ------------------------------------------------------------------------------

${activations}
class Network(nn.Module):
    """The layers, from the inputs to the output, whose activation belongs to the loss below."""

    def __init__(self):
        super().__init__()
$layers

    def forward(self, x):
        """From points (n, 2) to the output's weighted sums z (n, outputs)."""
$forward


def build(device):
    """The network with the weights and biases that it had in Sequentia."""
    model = Network()
    model.load_state_dict({name: torch.tensor(values) for name, values in PARAMETERS.items()})
    return model.to(device)


# --- The output and its loss ------------------------------------------------------------------


$loss

def penalty(model):
    """The price of large weights; biases are free."""
    weights = [layer.weight for layer in model.children()]
    return sum(L1 * w.abs().sum() + L2 / 2 * w.square().sum() for w in weights)


# --- Training ---------------------------------------------------------------------------------


def prepare(model):
    """$explanation"""
    $optimizer


def train(model, epochs, device):
    """In each epoch, learn from every training point once, a batch at a time.

    The points come in another order than in Sequentia, so the weights will be a little different.
    """
    x, label = points("training", device)
    order = torch.Generator().manual_seed(SEED)
    size, data = BATCH_SIZE or len(x), TensorDataset(x, label)
    batches = DataLoader(data, size, shuffle=True, generator=order)
    optimizer = prepare(model)
    for _ in range(epochs):
        for some_x, some_label in batches:
            optimizer.zero_grad()
            cost = loss(model(some_x), some_label) + penalty(model)
            cost.backward()
            optimizer.step()


# --- Looking at it ----------------------------------------------------------------------------


def points(part, device):
    """The training or the test points: xy (n, 2), and the class of each (n,)."""
    rows = torch.tensor(POINTS[part], device=device)
    return rows[:, :2], rows[:, 2].long()


@torch.no_grad()
def measure(model, part, device):
    """The loss, the share of points in the right class, and the outputs: $meaning."""
    x, label = points(part, device)
    z = model(x)
    return loss(z, label).item(), (decide(z) == label).float().mean().item(), say(z).cpu()


def listed(values):
    """A few numbers as text."""
    return " ".join(f"{value:.6f}" for value in values.tolist())


def check(model, part, device):
    """Print what the network says beside what Sequentia showed, and tell whether both agree."""
    here, shown = measure(model, part, device), SHOWN[part]
    outputs = torch.tensor(shown["outputs"])
    print(f"{part} points: {len(outputs)}                     here     Sequentia")
    print(f"  loss                 {here[0]:12.6f}  {shown['loss']:12.6f}")
    print(f"  accuracy             {here[1]:12.4f}  {shown['accuracy']:12.4f}")
    for (x1, x2, label), ours, theirs in list(zip(POINTS[part], here[2], outputs))[:3]:
        print(f"  at ({x1:.2f}, {x2:.2f}), class {label}: {listed(ours)}  {listed(theirs)}")
    apart = (here[2] - outputs).abs()
    print(f"  largest difference of {len(outputs)} outputs: {apart.max().item():.1e}")
    same = (apart <= 1e-5 * outputs.abs().clamp(min=1)).all().item()  # float32 has seven digits
    return same and abs(here[0] - shown["loss"]) <= 1e-5 * max(1, shown["loss"])


def main():
    """Build the network, check it, and train on if asked to."""
    parser = argparse.ArgumentParser(description="A small neural network, as it was in Sequentia.")
    parser.add_argument("--epochs", type=int, default=0, help="train on for so many epochs")
    parser.add_argument("--device", default="cpu", help="where to compute: cpu, cuda, mps")
    options = parser.parse_args()
    model = build(options.device)
    agrees = [check(model, part, options.device) for part in POINTS]
    if not all(agrees):
        sys.exit("The network does not say what it said in Sequentia.")
    print("The network says what it said in Sequentia.")
    if options.epochs and "training" not in POINTS:
        sys.exit("There are no points to train on.")
    if options.epochs:
        train(model, options.epochs, options.device)
        for part in POINTS:
            cost, accuracy, _ = measure(model, part, options.device)
            print(f"trained on, {part}: loss {cost:.6f}, accuracy {accuracy:.4f}")


# --- The numbers ------------------------------------------------------------------------------

# x1, x2 and the class of each point
POINTS = $points

# Weights: a row for each neuron, a number for each of its inputs. Biases: a number for each neuron.
PARAMETERS = $parameters

${memory}# What Sequentia showed: the loss, the accuracy, and for each point $meaning
SHOWN = $shown


if __name__ == "__main__":
    main()
''')

_REMEMBERING = """\
optimizer = {make}
    for name, parameter in model.named_parameters():
        known = {{slot: torch.tensor(values[name]) for slot, values in MEMORY.items()}}
        known = {{slot: value.to(parameter.device) for slot, value in known.items()}}
        optimizer.state[parameter] = {{"step": torch.tensor(float(STEPS)), **known}}
    return optimizer"""


def torch_script(snapshot: Snapshot) -> str:
    """The script's text."""
    network = _NETWORK.substitute(_network_words(snapshot))
    imports = "from torch.nn import functional\n" if "functional." in network else ""
    words = {**opening(snapshot), "seed": str(snapshot.design.seed), "imports": imports}
    return _OPENING.substitute(words, settings=settings(snapshot.plan)) + network


def _network_words(snapshot: Snapshot) -> dict[str, str]:
    return {
        "activations": "".join(
            f"\n{function(name, 'value', activation_code(name).torch)}\n"
            for name in used_activations(snapshot)
        ),
        "layers": "\n".join(_layers(snapshot)),
        "forward": _forward(snapshot),
        "loss": loss_code(snapshot).torch,
        "meaning": loss_code(snapshot).meaning,
        "explanation": optimizer_code(snapshot).explanation,
        "optimizer": _optimizer(snapshot),
        "points": points_text(snapshot),
        "parameters": table(by_name(snapshot, snapshot.checkpoint.parameters, "_")),
        "memory": _memory(snapshot),
        "shown": shown_text(snapshot),
    }


def _layers(snapshot: Snapshot) -> list[str]:
    """The lines that make the layers, and the slopes of activations that are trained."""
    pairs = zip(snapshot.layer_names, pairwise(snapshot.checkpoint.sizes), strict=True)
    return [
        *(f"        self.{name} = nn.Linear({into}, {out})" for name, (into, out) in pairs),
        *(
            f"        self.{snapshot.layer_names[place]}_slope = nn.Parameter(torch.zeros(1))"
            for place in trained_layers(snapshot.design)
        ),
    ]


def _forward(snapshot: Snapshot) -> str:
    trained = trained_layers(snapshot.design)
    lines = []
    for place, shape in enumerate(shapes(snapshot)):
        name, activation = snapshot.layer_names[place], snapshot.design.layers[place].activation
        words = f", self.{name}_slope" if place in trained else keywords(shape)
        lines.append(f"        x = {activation}(self.{name}(x){words})")
    return "\n".join((*lines, "        return self.output(x)"))


def _optimizer(snapshot: Snapshot) -> str:
    make = optimizer_code(snapshot).torch
    return _REMEMBERING.format(make=make) if _memory(snapshot) else f"return {make}"


def _memory(snapshot: Snapshot) -> str:
    """What is remembered, by PyTorch's names; nothing where nothing is remembered yet."""
    names = {name: theirs for name, theirs, _ in optimizer_code(snapshot).slots}
    remembered, text = memory_text(snapshot, names, "_")
    if not remembered.slots:
        return ""
    return (
        f"# What the optimiser remembers of the steps so far\nSTEPS = {remembered.steps}\nMEMORY = {text}\n\n"
    )
