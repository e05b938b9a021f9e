"""The words of the NumPy script, as a student reads them; what depends on the network is filled in elsewhere."""

from __future__ import annotations

from string import Template

OPENING = Template('''\
"""$title: a small neural network in NumPy, with its weights and its points.

It was written by Sequentia $version: $design, trained for $epochs.
You need Python 3.9 or newer and NumPy. Run this file to see that the network says what it said in
Sequentia; with --epochs 100 it then trains on from there.

How to read it: first the activations, the switches inside the neurons; then a layer, the way
forward and the way back; the loss; the optimiser and the training. The numbers stand at the end.
Arrays have a row for each point: x is (n, inputs), z and a are (n, neurons), label is (n,).
"""

import argparse
${imports}import sys

import numpy as np

$settings
SEED = $seed  # from it follows the order of the points in every epoch
EPOCHS_DONE = $epoch
BATCHES_DONE = $batch  # of the epoch that was under way


# --- Activations and their slopes -------------------------------------------------------------

''')

NETWORK = Template('''\
# --- The network ------------------------------------------------------------------------------


class Layer:
    """Neurons side by side: each makes a weighted sum z of its inputs, and passes on a(z).

    `shape` are the numbers that shape the activation, where it has any, such as the leak of a leaky ReLU.
    """

    def __init__(self, name, activation, derivative, **shape):
        self.name, self.activation, self.derivative, self.shape = name, activation, derivative, shape
        self.W = np.array(PARAMETERS[name + ".weight"], np.float32)  # (neurons, inputs)
        self.b = np.array(PARAMETERS[name + ".bias"], np.float32)  # (neurons,)
${trained_shape}
    def forward(self, x):
        """From the inputs to the neurons' outputs; x and z are kept for the way back."""
        self.x = x
        self.z = x @ self.W.T + self.b
        return self.activation(self.z, **self.shape)

    def backward(self, da):
        """From dL/da to the slopes of weights and biases; returns dL/dx, for the layer before."""
        dz = da * self.derivative(self.z, **self.shape)
        self.dW = dz.T @ self.x + L1 * np.sign(self.W) + L2 * self.W
        self.db = dz.sum(axis=0)
${trained_gradient}        return dz @ self.W


def build():
    """The layers, from the inputs to the output, whose activation belongs to the loss below."""
    return [
$layers
    ]


def forward(layers, x):
    """From points (n, 2) to the output's weighted sums z (n, outputs)."""
    for layer in layers:
        x = layer.forward(x)
    return x


def backward(layers, dz):
    """Backpropagation (Rumelhart, Hinton, Williams, 1986): the chain rule, last layer first."""
    for layer in reversed(layers):
        dz = layer.backward(dz)


# --- The output and its loss ------------------------------------------------------------------


$loss

# --- Training ---------------------------------------------------------------------------------


class Optimizer:
    """$explanation"""

$optimizer

    def step(self, layers):
        """Take one step with all weights and biases."""
        self.steps += 1
        for layer in layers:
            self.change(layer.name + ".weight", layer.W, layer.dW)
            self.change(layer.name + ".bias", layer.b, layer.db)
${trained_step}

def shuffled(epoch, count):
    """The order in which an epoch visits the points: the same one as in Sequentia."""
    philox = np.random.Philox(key=SEED, counter=[0, 0, 0, epoch])
    return np.random.Generator(philox).permutation(count)


def train(layers, epochs):
    """In each epoch, learn from every training point once, a batch at a time."""
    x, label = points("training")
    size, optimizer = BATCH_SIZE or len(x), Optimizer()
    for epoch in range(EPOCHS_DONE, EPOCHS_DONE + epochs):
        order = shuffled(epoch, len(x))
        begun = BATCHES_DONE * size if epoch == EPOCHS_DONE else 0
        for start in range(begun, len(x), size):
            batch = order[start : start + size]
            z = forward(layers, x[batch])
            backward(layers, loss_slope(z, label[batch]))
            optimizer.step(layers)


# --- Looking at it ----------------------------------------------------------------------------


def points(part):
    """The training or the test points: xy (n, 2), and the class of each (n,)."""
    rows = np.array(POINTS[part])
    return rows[:, :2].astype(np.float32), rows[:, 2].astype(int)


def measure(layers, part):
    """The loss, the share of points in the right class, and the outputs: $meaning."""
    x, label = points(part)
    z = forward(layers, x)
    return loss(z, label), (decide(z) == label).mean(), say(z)


def listed(values):
    """A few numbers as text."""
    return " ".join(f"{value:.6f}" for value in values)


def check(layers, part):
    """Print what the network says beside what Sequentia showed, and tell whether both agree."""
    here, shown = measure(layers, part), SHOWN[part]
    outputs = np.array(shown["outputs"])
    print(f"{part} points: {len(outputs)}                     here     Sequentia")
    print(f"  loss                 {here[0]:12.6f}  {shown['loss']:12.6f}")
    print(f"  accuracy             {here[1]:12.4f}  {shown['accuracy']:12.4f}")
    for (x1, x2, label), ours, theirs in list(zip(POINTS[part], here[2], outputs))[:3]:
        print(f"  at ({x1:.2f}, {x2:.2f}), class {label}: {listed(ours)}  {listed(theirs)}")
    apart = np.abs(here[2] - outputs)
    print(f"  largest difference of {len(outputs)} outputs: {apart.max():.1e}")
    same = (apart <= 1e-5 * np.maximum(1, np.abs(outputs))).all()  # float32 has seven digits
    return same and abs(here[0] - shown["loss"]) <= 1e-5 * max(1, shown["loss"])


def main():
    """Build the network, check it, and train on if asked to."""
    parser = argparse.ArgumentParser(description="A small neural network, as it was in Sequentia.")
    parser.add_argument("--epochs", type=int, default=0, help="train on for so many epochs")
    epochs = parser.parse_args().epochs
    layers = build()
    agrees = [check(layers, part) for part in POINTS]
    if not all(agrees):
        sys.exit("The network does not say what it said in Sequentia.")
    print("The network says what it said in Sequentia.")
    if epochs and "training" not in POINTS:
        sys.exit("There are no points to train on.")
    if epochs:
        train(layers, epochs)
        for part in POINTS:
            cost, accuracy, _ = measure(layers, part)
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

TRAINED = {
    "trained_shape": """\
        if name + ".slope" in PARAMETERS:  # of the activation: it is trained, too
            self.shape["slope"] = np.array(PARAMETERS[name + ".slope"], np.float32)
""",
    "trained_gradient": """\
        if "slope" in self.shape:  # da/dslope is z where the neuron is off, else 0
            self.dslope = np.array([(da * np.minimum(self.z, 0)).sum()])
""",
    "trained_step": """\
            if "slope" in layer.shape:
                self.change(layer.name + ".slope", layer.shape["slope"], layer.dslope)
""",
}
"""Lines for networks that have an activation whose slope is trained."""

FORGETFUL = """\
    def __init__(self):
        self.steps = 0

    def change(self, name, w, g):
        \"\"\"Change a parameter w, in place, by its slope g.\"\"\"
        $change"""

REMEMBERING = """\
    def __init__(self):
        self.steps = STEPS
        self.memory = {
            slot: {name: np.array(values, np.float32) for name, values in known.items()}
            for slot, known in MEMORY.items()
        }

    def change(self, name, w, g):
        \"\"\"Change a parameter w, in place, by its slope g and by what is remembered.\"\"\"
$recall
        $change"""
