"""The network as an ONNX model, the common language of tools that run networks without training them.

It needs the package onnx, which the program can do without: `pip install sequentia-gui[onnx]`.
"""

from __future__ import annotations

import numpy as np

from sequentia_gui import __version__
from sequentia_gui.export.activation_code import activation_code
from sequentia_gui.export.script import loss_code
from sequentia_gui.export.shapes import bends, shapes
from sequentia_gui.export.snapshot import Snapshot

INPUT, OUTPUT = "points", "said"

_OPSET = 17
_FORMAT = 8
"""Of early 2022, so that older tools read the model, too."""


def onnx_model(snapshot: Snapshot) -> bytes:
    """The model: `points` (n, 2) float32 become `said` (n, outputs) float32, what the network says."""
    from onnx import checker, numpy_helper, parser

    model = parser.parse_model(graph_text(snapshot))
    model.producer_name, model.producer_version = "Sequentia", __version__
    model.doc_string = f"{snapshot.title}: for each point {loss_code(snapshot).meaning}."
    parameters = snapshot.parameters
    for name, weights, biases in zip(
        snapshot.layer_names, parameters.weights, parameters.biases, strict=True
    ):
        for kind, values in (("weight", weights), ("bias", biases)):
            array = np.ascontiguousarray(values, np.float32)
            model.graph.initializer.append(numpy_helper.from_array(array, f"{name}_{kind}"))
    checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString())


def graph_text(snapshot: Snapshot) -> str:
    """The calculation in ONNX's own text form, the weights apart."""
    code = loss_code(snapshot).onnx
    lines, before = [], INPUT
    hidden = zip(snapshot.layer_names, snapshot.design.layers, shapes(snapshot), strict=False)
    for name, layer, shape in hidden:
        values = {"z": f"{name}_z", "a": f"{name}_a", **bends(shape)}
        lines += [_weighted_sum(name, before), activation_code(layer.activation).onnx.format(**values)]
        before = f"{name}_a"
    lines += [_weighted_sum("output", before), code.format(z="output_z", a=OUTPUT)]
    body = "\n".join(lines)
    outputs = snapshot.checkpoint.sizes[-1]
    return (
        f'<ir_version: {_FORMAT}, opset_import: ["" : {_OPSET}]>\n'
        f"sequentia (float[n, 2] {INPUT}) => (float[n, {outputs}] {OUTPUT}) {{\n{body}\n}}"
    )


def _weighted_sum(name: str, before: str) -> str:
    return f"{name}_z = Gemm <transB = 1> ({before}, {name}_weight, {name}_bias)"
