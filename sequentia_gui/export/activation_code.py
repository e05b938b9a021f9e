"""How each activation is written in NumPy, in PyTorch and in ONNX: one table, one line of code for each.

A name that stands in the catalogue of activations and not here cannot be exported; a test sees to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.network.recorded_smooth import GELU_CUBE, GELU_SCALE, SELU_ALPHA, SELU_SCALE


@dataclass(frozen=True, slots=True)
class ActivationCode:
    """One activation in three languages.

    `value` and `slope` are NumPy expressions of z and of what shapes the activation by its name, `torch` is such
    an expression in PyTorch; lines before the last one are steps on the way. `onnx` are lines in ONNX's text
    form that make {a} from {z}, with the values as {alpha} and so on; names in between begin with {a}. `needs`
    names the functions of `SHARED_FUNCTIONS` that the NumPy expressions call. `formula` stands in for the
    catalogue's, where that one shows numbers.
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
    "relu6": ActivationCode(
        value="np.clip(z, 0, 6)",
        slope="((z > 0) & (z <= 6)).astype(z.dtype)",
        torch="functional.relu6(z)",
        onnx="{a}_low = Constant <value_float = 0.0> ()\n"
        "{a}_high = Constant <value_float = 6.0> ()\n"
        "{a} = Clip({z}, {a}_low, {a}_high)",
    ),
    "prelu": ActivationCode(
        value="np.where(z > 0, z, slope * z)",
        slope="np.where(z > 0, 1, slope)",
        torch="functional.prelu(z, slope)",
        onnx="{a}_share = Constant <value_floats = [{slope}]> ()\n{a} = PRelu({z}, {a}_share)",
        formula="z if z > 0, else slope * z, where the slope is trained",
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
    "gelu_tanh": ActivationCode(
        value=f"z * logistic(2 * {GELU_SCALE} * (z + {GELU_CUBE} * z**3))",
        slope="(lambda u, du: logistic(u) * (1 + z * logistic(-u) * du))"
        f"(2 * {GELU_SCALE} * (z + {GELU_CUBE} * z**3), 2 * {GELU_SCALE} * (1 + 3 * {GELU_CUBE} * z**2))",
        torch='functional.gelu(z, approximate="tanh")',
        onnx=f"{{a}}_cube = Constant <value_float = {2 * GELU_SCALE * GELU_CUBE}> ()\n"
        f"{{a}}_scale = Constant <value_float = {2 * GELU_SCALE}> ()\n"
        "{a}_squared = Mul({z}, {z})\n"
        "{a}_bent = Mul({a}_squared, {a}_cube)\n"
        "{a}_steep = Add({a}_bent, {a}_scale)\n"
        "{a}_inside = Mul({a}_steep, {z})\n"
        "{a}_gate = Sigmoid({a}_inside)\n"
        "{a} = Mul({z}, {a}_gate)",
        needs=("logistic",),
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
    "mish": ActivationCode(
        value="z * np.tanh(np.logaddexp(z, 0))",
        slope="np.tanh(np.logaddexp(z, 0)) + z * (1 - np.tanh(np.logaddexp(z, 0)) ** 2) * logistic(z)",
        torch="functional.mish(z)",
        onnx="{a}_soft = Softplus({z})\n{a}_gate = Tanh({a}_soft)\n{a} = Mul({z}, {a}_gate)",
        needs=("logistic",),
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
    "softsign": ActivationCode(
        value="z / (1 + np.abs(z))",
        slope="1 / (1 + np.abs(z)) ** 2",
        torch="functional.softsign(z)",
        onnx="{a} = Softsign({z})",
    ),
    "hard_sigmoid": ActivationCode(
        value="np.clip((z + 1) / 2, 0, 1)",
        slope="((z > -1) & (z <= 1)).astype(z.dtype) / 2",
        torch="torch.clamp((z + 1) / 2, 0, 1)",
        onnx="{a} = HardSigmoid <alpha = 0.5, beta = 0.5> ({z})",
    ),
    "hard_tanh": ActivationCode(
        value="np.clip(z, -1, 1)",
        slope="((z > -1) & (z <= 1)).astype(z.dtype)",
        torch="functional.hardtanh(z)",
        onnx="{a}_low = Constant <value_float = -1.0> ()\n"
        "{a}_high = Constant <value_float = 1.0> ()\n"
        "{a} = Clip({z}, {a}_low, {a}_high)",
    ),
    "absolute": ActivationCode(
        value="np.abs(z)",
        slope="np.where(z > 0, 1, -1).astype(z.dtype)",
        torch="z.abs()",
        onnx="{a} = Abs({z})",
    ),
    "sine": ActivationCode(
        value="np.sin(z)",
        slope="np.cos(z)",
        torch="torch.sin(z)",
        onnx="{a} = Sin({z})",
    ),
    "gaussian": ActivationCode(
        value="np.exp(-(z**2))",
        slope="-2 * z * np.exp(-(z**2))",
        torch="torch.exp(-z.square())",
        onnx="{a}_squared = Mul({z}, {z})\n{a}_minus = Neg({a}_squared)\n{a} = Exp({a}_minus)",
    ),
    "square": ActivationCode(
        value="z**2",
        slope="2 * z",
        torch="z.square()",
        onnx="{a} = Mul({z}, {z})",
    ),
    "drawn": ActivationCode(
        value="piece = np.searchsorted(breaks, z)\nnp.take(slopes, piece) * z + np.take(offsets, piece)",
        slope="np.take(slopes, np.searchsorted(breaks, z))",
        torch="piece = torch.bucketize(z, z.new_tensor(breaks))\n"
        "z.new_tensor(slopes)[piece] * z + z.new_tensor(offsets)[piece]",
        onnx="{a}_breaks = Constant <value_floats = {breaks}> ()\n"
        "{a}_changes = Constant <value_floats = {changes}> ()\n"
        "{a}_last = Constant <value_ints = [-1]> ()\n"
        "{a}_wide = Unsqueeze({z}, {a}_last)\n"
        "{a}_beyond = Sub({a}_wide, {a}_breaks)\n"
        "{a}_past = Relu({a}_beyond)\n"
        "{a}_bends = Mul({a}_past, {a}_changes)\n"
        "{a}_bent = ReduceSum <keepdims = 0> ({a}_bends, {a}_last)\n"
        "{a}_slope = Constant <value_float = {first_slope}> ()\n"
        "{a}_offset = Constant <value_float = {first_offset}> ()\n"
        "{a}_steep = Mul({z}, {a}_slope)\n"
        "{a}_line = Add({a}_steep, {a}_offset)\n"
        "{a} = Add({a}_line, {a}_bent)",
        formula="slope * z + offset, each piece between two breaks with its own",
    ),
}


def activation_code(name: str) -> ActivationCode:
    """How that activation is written; ExperimentError for one that cannot be exported."""
    if name not in ACTIVATION_CODE:
        raise ExperimentError(f"There is no code for the activation “{name}” yet.")
    return ACTIVATION_CODE[name]
