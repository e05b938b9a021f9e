"""The activations that open smoothly: relatives of ReLU whose corner is rounded."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network import recorded_smooth as recorded
from sequentia_gui.network.activation import Activation, ActivationParameter, LinearPieces, figures
from sequentia_gui.network.normal_distribution import normal_cdf, normal_density
from sequentia_gui.network.recorded_smooth import (
    GELU_CUBE,
    GELU_SCALE,
    MISH_END,
    SELU_ALPHA,
    SELU_SCALE,
)
from sequentia_gui.network.smooth_curves import sigmoid

Array = NDArray[Any]


def _elu(alpha: float, z: Array) -> Array:
    """Djork-Arne Clevert, Thomas Unterthiner and Sepp Hochreiter, 2016, equation 14."""
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


def _elu_slope(alpha: float, z: Array) -> Array:
    result: Array = np.where(z > 0, z.dtype.type(1), alpha * np.exp(np.minimum(z, 0)))
    return result


def _selu(z: Array) -> Array:
    """Guenter Klambauer and others, 2017, equation 2, with the constants of its fixed point (0, 1)."""
    return SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(np.minimum(z, 0)))


def _selu_slope(z: Array) -> Array:
    return SELU_SCALE * np.where(z > 0, 1, SELU_ALPHA * np.exp(np.minimum(z, 0)))


def _gelu(z: Array) -> Array:
    """Dan Hendrycks and Kevin Gimpel, 2016, section 2: the exact form z Phi(z), by the error function."""
    return z * normal_cdf(z)


def _gelu_slope(z: Array) -> Array:
    result: Array = normal_cdf(z) + z * normal_density(z)
    return result


def _twice_the_cubic(z: Array) -> Array:
    result: Array = 2 * GELU_SCALE * (z + GELU_CUBE * z**3)
    return result


def _gelu_tanh(z: Array) -> Array:
    """Dan Hendrycks and Kevin Gimpel, 2016, section 2: the approximation z (1 + tanh(u)) / 2.

    (1 + tanh(u)) / 2 is sigmoid(2 u), which keeps its digits where it is small.
    """
    return z * sigmoid(_twice_the_cubic(z))


def _gelu_tanh_slope(z: Array) -> Array:
    u = _twice_the_cubic(z)
    steepness = 2 * GELU_SCALE * (1 + 3 * GELU_CUBE * z**2)
    result: Array = sigmoid(u) * (1 + z * sigmoid(-u) * steepness)
    return result


def _silu(beta: float, z: Array) -> Array:
    """Prajit Ramachandran and others, 2017 (Swish); with beta = 1 Stefan Elfwing and others, 2017 (SiLU)."""
    return z * sigmoid(beta * z)


def _silu_slope(beta: float, z: Array) -> Array:
    result: Array = sigmoid(beta * z) * (1 + beta * z * sigmoid(-beta * z))
    return result


def _mish(z: Array) -> Array:
    """Diganta Misra, 2019, equation 1: z tanh(log(1 + exp(z)))."""
    return z * np.tanh(np.logaddexp(z, 0))


def _mish_slope(z: Array) -> Array:
    """With n = exp(z): tanh and its slope from n, as n / (n + 1) is the slope of log(1 + n)."""
    n = np.exp(np.minimum(z, MISH_END))
    m = n * (n + 2)
    result: Array = (m + 4 * z * n * (n + 1) / (m + 2)) / (m + 2)
    return result


def _softplus(beta: float, z: Array) -> Array:
    """Charles Dugas and others, 2001: log(1 + exp(beta z)) / beta, written so that exp never overflows."""
    result: Array = np.logaddexp(beta * z, 0) / beta
    return result


def _softplus_slope(beta: float, z: Array) -> Array:
    return sigmoid(beta * z)


def _with_alpha(alpha: float) -> Activation:
    floor = f"{figures(alpha)}·(eᶻ − 1)" if alpha != 1 else "eᶻ − 1"
    return Activation(
        "elu", "ELU", f"z if z > 0, else {floor}", partial(_elu, alpha), partial(_elu_slope, alpha), True, "he",
        "A ReLU with a rounded bottom: below 0 it sinks smoothly towards −α instead of stopping at 0.",
        partial(recorded.elu, alpha), partial(recorded.elu_slope, alpha),
        parameters=(ActivationParameter("alpha", "Depth α", 0.1, 3.0, 1.0, 0.1),),
        values=(alpha,), with_values=_with_alpha,
    )  # fmt: skip


def _with_swish_beta(beta: float) -> Activation:
    return Activation(
        "silu", "Swish (SiLU)", f"z·σ({figures(beta)}·z)" if beta != 1 else "z·σ(z)",
        partial(_silu, beta), partial(_silu_slope, beta), True, "he",
        "z times a sigmoid: a soft ReLU that dips a little below 0 before it closes. The larger β, the "
        "sharper its corner; with β = 0 it is half of z, a straight line.",
        partial(recorded.silu, beta), partial(recorded.silu_slope, beta),
        LinearPieces((), (0.5,), (0.0,)) if beta == 0 else None,
        parameters=(ActivationParameter("beta", "Sharpness β", 0.0, 10.0, 1.0, 0.1),),
        values=(beta,), with_values=_with_swish_beta,
    )  # fmt: skip


def _with_softplus_beta(beta: float) -> Activation:
    formula = f"ln(1 + e^({figures(beta)}·z)) / {figures(beta)}" if beta != 1 else "ln(1 + eᶻ)"
    return Activation(
        "softplus", "Softplus", formula, partial(_softplus, beta), partial(_softplus_slope, beta), True, "glorot",
        "A ReLU without the corner. It is never quite off: its output is always a little above 0.",
        partial(recorded.softplus, beta), partial(recorded.softplus_slope, beta),
        parameters=(ActivationParameter("beta", "Sharpness β", 0.2, 10.0, 1.0, 0.1),),
        values=(beta,), with_values=_with_softplus_beta,
    )  # fmt: skip


ELU = _with_alpha(1.0)

SELU = Activation(
    "selu", "SELU", "1.0507·z if z > 0, else 1.7581·(eᶻ − 1)", _selu, _selu_slope, True, "lecun_normal",
    "An ELU with two numbers chosen so that from LeCun normal weights the outputs of layer after layer come "
    "close to mean 0 and variance 1.",
    recorded.selu, recorded.selu_slope,
)  # fmt: skip

GELU = Activation(
    "gelu", "GELU", "z·Φ(z)", _gelu, _gelu_slope, True, "he",
    "z times the chance that a number from the bell curve is smaller: a ReLU with a soft, slightly "
    "dipping corner, used in many language models.",
    recorded.gelu, recorded.gelu_slope,
)  # fmt: skip

GELU_TANH = Activation(
    "gelu_tanh", "GELU (tanh)", "z/2·(1 + tanh(0.798·(z + 0.0447·z³)))", _gelu_tanh, _gelu_tanh_slope,
    True, "he",
    "GELU written with a tanh, as some language models compute it: never more than 0.0005 away from the "
    "exact one.",
    recorded.gelu_tanh, recorded.gelu_tanh_slope,
)  # fmt: skip

SILU = _with_swish_beta(1.0)

MISH = Activation(
    "mish", "Mish", "z·tanh(ln(1 + eᶻ))", _mish, _mish_slope, True, "he",
    "z times a tanh that opens like a softplus: much like Swish, and a little steeper. It dips to −0.31 "
    "before it closes.",
    recorded.mish, recorded.mish_slope,
)  # fmt: skip

SOFTPLUS = _with_softplus_beta(1.0)
