"""How each activation is written in NumPy, in PyTorch and in ONNX: one table, one line of code for each.

A name that stands in the catalogue of activations and not here cannot be exported; a test sees to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.network.recorded_smooth import SELU_ALPHA, SELU_SCALE


@dataclass(frozen=True, slots=True)
class ActivationCode:
    """One activation in three languages.

    `value` and `slope` are NumPy expressions of z and of the activation's parameters by their names, `torch`
    is such an expression in PyTorch. `onnx` are lines in ONNX's text form that make {a} from {z}, with the
    parameters' values as {alpha} and so on; names in between begin with {a}. `needs` names the functions of
    `SHARED_FUNCTIONS` that the NumPy expressions call. `formula` stands in for the catalogue's, where that
    one shows numbers.
    """

    value: str
    slope: str
    torch: str
    onnx: str
    needs: tuple[str, ...] = ()
    formula: str = ""


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
        value="np.where(z > 0, z, leak * z)",
        slope="np.where(z > 0, 1, leak)",
        torch="functional.leaky_relu(z, leak)",
        onnx="{a} = LeakyRelu <alpha = {leak}> ({z})",
        formula="z if z > 0, else leak * z",
    ),
    "elu": ActivationCode(
        value="np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))",
        slope="np.where(z > 0, 1, alpha * np.exp(np.minimum(z, 0)))",
        torch="functional.elu(z, alpha)",
        onnx="{a} = Elu <alpha = {alpha}> ({z})",
        formula="z if z > 0, else alpha * (exp(z) - 1)",
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
        value="z * logistic(beta * z)",
        slope="logistic(beta * z) * (1 + beta * z * logistic(-beta * z))",
        torch="z * torch.sigmoid(beta * z)",
        onnx="{a}_beta = Constant <value_float = {beta}> ()\n"
        "{a}_scaled = Mul({z}, {a}_beta)\n"
        "{a}_gate = Sigmoid({a}_scaled)\n"
        "{a} = Mul({z}, {a}_gate)",
        needs=("logistic",),
        formula="z * sigmoid(beta * z)",
    ),
    "softplus": ActivationCode(
        value="np.logaddexp(beta * z, 0) / beta",
        slope="logistic(beta * z)",
        torch="functional.softplus(z, beta)",
        onnx="{a}_beta = Constant <value_float = {beta}> ()\n"
        "{a}_scaled = Mul({z}, {a}_beta)\n"
        "{a}_soft = Softplus({a}_scaled)\n"
        "{a} = Div({a}_soft, {a}_beta)",
        needs=("logistic",),
        formula="log(1 + exp(beta * z)) / beta",
    ),
}


def activation_code(name: str) -> ActivationCode:
    """How that activation is written; ExperimentError for one that cannot be exported."""
    if name not in ACTIVATION_CODE:
        raise ExperimentError(f"There is no code for the activation “{name}” yet.")
    return ACTIVATION_CODE[name]
