"""How each activation is written in NumPy, in PyTorch and in ONNX: one table, one line of code for each.

A name that stands in the catalogue of activations and not here cannot be exported; a test sees to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.network.activations import LEAK, SELU_ALPHA, SELU_SCALE


@dataclass(frozen=True, slots=True)
class ActivationCode:
    """One activation in three languages.

    `value` and `slope` are NumPy expressions of z, `torch` is a PyTorch expression of z. `onnx` are lines in
    ONNX's text form that make {a} from {z}; names in between begin with {a}. `needs` names the functions of
    `SHARED_FUNCTIONS` that the NumPy expressions call.
    """

    value: str
    slope: str
    torch: str
    onnx: str
    needs: tuple[str, ...] = ()


SHARED_FUNCTIONS = {
    "logistic": '''\
def logistic(z):
    """1 / (1 + exp(-z)), written so that exp never overflows."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)
''',
    "normal_cdf": '''\
def normal_cdf(z):
    """The share of the bell curve to the left of z."""
    erf = np.array([math.erf(each) for each in z.ravel() / math.sqrt(2)], z.dtype)
    return (1 + erf.reshape(z.shape)) / 2
''',
    "normal_density": '''\
def normal_density(z):
    """The height of the bell curve at z."""
    return np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)
''',
}
"""Functions that NumPy lacks, in the order in which they are written; only what is needed gets into a script."""

ACTIVATION_CODE = {
    "identity": ActivationCode(
        value="z",
        slope="np.ones_like(z)",
        torch="z",
        onnx="{a} = Identity({z})",
    ),
    "step": ActivationCode(
        value="(z > 0).astype(z.dtype)",
        slope="np.zeros_like(z)",
        torch="(z > 0).float() + 0 * z",
        onnx="{a}_zero = Constant <value_float = 0.0> ()\n"
        "{a}_on = Greater({z}, {a}_zero)\n"
        "{a} = Cast <to = 1> ({a}_on)",
    ),
    "sigmoid": ActivationCode(
        value="logistic(z)",
        slope="logistic(z) * logistic(-z)",
        torch="torch.sigmoid(z)",
        onnx="{a} = Sigmoid({z})",
        needs=("logistic",),
    ),
    "tanh": ActivationCode(
        value="np.tanh(z)",
        slope="1 - np.tanh(z) ** 2",
        torch="torch.tanh(z)",
        onnx="{a} = Tanh({z})",
    ),
    "relu": ActivationCode(
        value="np.maximum(z, 0)",
        slope="(z > 0).astype(z.dtype)",
        torch="torch.relu(z)",
        onnx="{a} = Relu({z})",
    ),
    "leaky_relu": ActivationCode(
        value=f"np.where(z > 0, z, {LEAK} * z)",
        slope=f"np.where(z > 0, 1, {LEAK})",
        torch=f"functional.leaky_relu(z, {LEAK})",
        onnx=f"{{a}} = LeakyRelu <alpha = {LEAK}> ({{z}})",
    ),
    "elu": ActivationCode(
        value="np.where(z > 0, z, np.expm1(np.minimum(z, 0)))",
        slope="np.exp(np.minimum(z, 0))",
        torch="functional.elu(z)",
        onnx="{a} = Elu({z})",
    ),
    "selu": ActivationCode(
        value=f"{SELU_SCALE} * np.where(z > 0, z, {SELU_ALPHA} * np.expm1(np.minimum(z, 0)))",
        slope=f"{SELU_SCALE} * np.where(z > 0, 1, {SELU_ALPHA} * np.exp(np.minimum(z, 0)))",
        torch="torch.selu(z)",
        onnx="{a} = Selu({z})",
    ),
    "gelu": ActivationCode(
        value="z * normal_cdf(z)",
        slope="normal_cdf(z) + z * normal_density(z)",
        torch="functional.gelu(z)",
        onnx="{a}_root = Constant <value_float = 0.7071067811865476> ()\n"
        "{a}_half = Constant <value_float = 0.5> ()\n"
        "{a}_scaled = Mul({z}, {a}_root)\n"
        "{a}_erf = Erf({a}_scaled)\n"
        "{a}_share = Mul({a}_erf, {a}_half)\n"
        "{a}_cdf = Add({a}_share, {a}_half)\n"
        "{a} = Mul({z}, {a}_cdf)",
        needs=("normal_cdf", "normal_density"),
    ),
    "silu": ActivationCode(
        value="z * logistic(z)",
        slope="logistic(z) * (1 + z * logistic(-z))",
        torch="functional.silu(z)",
        onnx="{a}_gate = Sigmoid({z})\n{a} = Mul({z}, {a}_gate)",
        needs=("logistic",),
    ),
    "softplus": ActivationCode(
        value="np.logaddexp(z, 0)",
        slope="logistic(z)",
        torch="functional.softplus(z)",
        onnx="{a} = Softplus({z})",
        needs=("logistic",),
    ),
}


def activation_code(name: str) -> ActivationCode:
    """How that activation is written; ExperimentError for one that cannot be exported."""
    if name not in ACTIVATION_CODE:
        raise ExperimentError(f"There is no code for the activation “{name}” yet.")
    return ACTIVATION_CODE[name]
