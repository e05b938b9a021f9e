"""Edits of the network: layers, neurons, activations, and how the first weights are drawn.

Surviving neurons and layers keep their identities, so that training can go on with their weights.
"""

from __future__ import annotations

from dataclasses import replace

from sequentia_gui.experiment.edits.contestant import contestant_at, with_network
from sequentia_gui.experiment.experiment import MAX_WIDTH, Experiment, ExperimentError, Layer
from sequentia_gui.experiment.rules import MAX_SEED, WIDTH_RULE, check_activation_parameters, demand

Layers = tuple[Layer, ...]


def add_neuron(experiment: Experiment, layer: int, contestant: int = 0) -> Experiment:
    """One more neuron at the end of a layer."""
    old = _layer_at(experiment, layer, contestant)
    return _with_layer(
        experiment, layer, replace(old, neurons=(*old.neurons, max(old.neurons) + 1)), contestant
    )


def remove_neuron(
    experiment: Experiment, layer: int, index: int | None = None, contestant: int = 0
) -> Experiment:
    """One neuron less in a layer: the one at `index`, or the last. The only neuron of a layer stays."""
    old = _layer_at(experiment, layer, contestant)
    if old.width == 1:
        raise ExperimentError("A layer needs at least one neuron: remove the whole layer instead.")
    at = old.width - 1 if index is None else index
    if not 0 <= at < old.width:
        raise ExperimentError(f"Layer {layer + 1} has no neuron {at + 1}.")
    return _with_layer(
        experiment, layer, replace(old, neurons=old.neurons[:at] + old.neurons[at + 1 :]), contestant
    )


def add_layer(experiment: Experiment, place: int, width: int = 4, contestant: int = 0) -> Experiment:
    """A new hidden layer before the one at `place` (or after the last).

    It has a neighbour's activation, with the same parameters.
    """
    layers = _layers(experiment, contestant)
    if not 0 <= place <= len(layers):
        raise ExperimentError("There is no such place for a layer.")
    demand(1 <= width <= MAX_WIDTH, WIDTH_RULE)
    key = max((layer.key for layer in layers), default=-1) + 1
    name, parameters = _neighbour_activation(layers, place)
    new = Layer(name, tuple(range(width)), key, parameters)
    return _with_layers(experiment, (*layers[:place], new, *layers[place:]), contestant)


def remove_layer(experiment: Experiment, place: int, contestant: int = 0) -> Experiment:
    """The network without the layer at `place`; a network without hidden layers is fine."""
    _layer_at(experiment, place, contestant)
    layers = _layers(experiment, contestant)
    return _with_layers(experiment, layers[:place] + layers[place + 1 :], contestant)


def move_layer(experiment: Experiment, place: int, by: int, contestant: int = 0) -> Experiment:
    """The layer at `place` moved `by` places towards the output (negative: the input), as far as it goes."""
    moved = _layer_at(experiment, place, contestant)
    layers = _layers(experiment, contestant)
    target = min(max(place + by, 0), len(layers) - 1)
    others = layers[:place] + layers[place + 1 :]
    return _with_layers(experiment, (*others[:target], moved, *others[target:]), contestant)


def set_activation(
    experiment: Experiment, name: str, layer: int | None = None, contestant: int = 0
) -> Experiment:
    """Another activation for one hidden layer, or for all of them, with its own defaults for parameters."""
    if layer is not None:
        old = _layer_at(experiment, layer, contestant)
        return _with_layer(experiment, layer, _switched(old, name), contestant)
    layers = (_switched(each, name) for each in _layers(experiment, contestant))
    return _with_layers(experiment, tuple(layers), contestant)


def set_activation_parameters(
    experiment: Experiment, layer: int, values: tuple[float, ...], contestant: int = 0
) -> Experiment:
    """Other parameters for one hidden layer's activation; none at all stand for its defaults.

    Whether they suit the activation is for `network.activations.check_parameters` to say.
    """
    check_activation_parameters(values)
    old = _layer_at(experiment, layer, contestant)
    new = replace(old, parameters=tuple(float(value) for value in values))
    return _with_layer(experiment, layer, new, contestant)


def set_initializer(experiment: Experiment, name: str, contestant: int = 0) -> Experiment:
    """Another way to draw the first weights; it shows at the next reset."""
    network = contestant_at(experiment, contestant).network
    return with_network(experiment, replace(network, initializer=name), contestant)


def set_seed(experiment: Experiment, seed: int, contestant: int = 0) -> Experiment:
    """Another seed for the first weights and the order of the batches: the same seed, the same training."""
    network = contestant_at(experiment, contestant).network
    return with_network(experiment, replace(network, seed=seed), contestant)


def draw_new_weights(experiment: Experiment, contestant: int = 0) -> Experiment:
    """The next seed, hence other first weights."""
    seed = contestant_at(experiment, contestant).network.seed
    return set_seed(experiment, (seed + 1) % (MAX_SEED + 1), contestant)


def _layers(experiment: Experiment, contestant: int) -> Layers:
    return contestant_at(experiment, contestant).network.layers


def _layer_at(experiment: Experiment, place: int, contestant: int) -> Layer:
    layers = _layers(experiment, contestant)
    if not 0 <= place < len(layers):
        raise ExperimentError(f"There is no hidden layer {place + 1}: the network has {len(layers)}.")
    return layers[place]


def _with_layer(experiment: Experiment, place: int, layer: Layer, contestant: int) -> Experiment:
    layers = _layers(experiment, contestant)
    return _with_layers(experiment, (*layers[:place], layer, *layers[place + 1 :]), contestant)


def _with_layers(experiment: Experiment, layers: Layers, contestant: int) -> Experiment:
    network = contestant_at(experiment, contestant).network
    return with_network(experiment, replace(network, layers=layers), contestant)


def _switched(layer: Layer, name: str) -> Layer:
    """With another activation; the one that it has already keeps its parameters."""
    return layer if layer.activation == name else replace(layer, activation=name, parameters=())


def _neighbour_activation(layers: Layers, place: int) -> tuple[str, tuple[float, ...]]:
    if not layers:
        return "relu", ()
    neighbour = layers[max(place - 1, 0)]
    return neighbour.activation, neighbour.parameters
