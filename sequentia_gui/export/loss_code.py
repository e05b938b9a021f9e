"""How each loss, with the last activation before it, is written in NumPy, in PyTorch and in ONNX."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LossCode:
    """One output head in three languages; z is the output's weighted sum, (n, outputs), label (n,) from 0.

    `numpy` and `torch` are lines that define `say(z)`, what the network says, (n, outputs); `decide(z)`, the
    class, (n,); `loss(z, label)`, the mean. `numpy` defines dL/dz, (n, outputs), as `loss_slope` besides.
    `onnx` makes {a} from {z}. `meaning` says what an output is.
    """

    numpy: str
    torch: str
    onnx: str
    meaning: str
    needs: tuple[str, ...] = ()


LOSS_CODE = {
    "sigmoid": LossCode(
        '''\
def say(z):
    """The chance of class 1, from 0 to 1: the sigmoid of the output."""
    return logistic(z)


def decide(z):
    """The class that the network decides for: 1 where its chance is above a half."""
    return (z[:, 0] > 0).astype(int)


def loss(z, label):
    """Cross-entropy: -log of the chance given to the right class; its mean over the points."""
    signs = 2 * label - 1
    return np.logaddexp(0, -signs * z[:, 0]).mean()


def loss_slope(z, label):
    """dL/dz of the mean loss: what came out minus what should have."""
    return (logistic(z) - label[:, np.newaxis]).astype(z.dtype) / len(z)
''',
        '''\
def say(z):
    """The chance of class 1, from 0 to 1: the sigmoid of the output."""
    return torch.sigmoid(z)


def decide(z):
    """The class that the network decides for: 1 where its chance is above a half."""
    return (z[:, 0] > 0).long()


def loss(z, label):
    """Cross-entropy: -log of the chance given to the right class; its mean over the points."""
    return functional.binary_cross_entropy_with_logits(z[:, 0], label.float())
''',
        "{a} = Sigmoid({z})",
        "the chance of class 1",
        needs=("logistic",),
    ),
    "tanh": LossCode(
        '''\
def say(z):
    """What the network says: towards -1 for class 0, towards 1 for class 1."""
    return np.tanh(z)


def decide(z):
    """The class that the network decides for: 1 where z is above 0."""
    return (z[:, 0] > 0).astype(int)


def loss(z, label):
    """Half the squared distance from the right answer, -1 or 1; its mean over the points."""
    signs = 2 * label - 1
    return 0.5 * ((np.tanh(z[:, 0]) - signs) ** 2).mean()


def loss_slope(z, label):
    """dL/dz of the mean loss: the distance times the slope of tanh."""
    y, signs = np.tanh(z), 2 * label[:, np.newaxis] - 1
    return ((y - signs) * (1 - y**2)).astype(z.dtype) / len(z)
''',
        '''\
def say(z):
    """What the network says: towards -1 for class 0, towards 1 for class 1."""
    return torch.tanh(z)


def decide(z):
    """The class that the network decides for: 1 where z is above 0."""
    return (z[:, 0] > 0).long()


def loss(z, label):
    """Half the squared distance from the right answer, -1 or 1; its mean over the points."""
    signs = 2 * label - 1
    return 0.5 * (torch.tanh(z[:, 0]) - signs).square().mean()
''',
        "{a} = Tanh({z})",
        "towards -1 for class 0, towards 1 for class 1",
    ),
    "relu": LossCode(
        '''\
def say(z):
    """What the network says: towards 0 for class 0, towards 1 for class 1."""
    return np.maximum(z, 0)


def decide(z):
    """The class that the network decides for: 1 where z is above a half."""
    return (z[:, 0] > 0.5).astype(int)


def loss(z, label):
    """Half the squared distance from the right answer, 0 or 1; its mean over the points."""
    return 0.5 * ((np.maximum(z[:, 0], 0) - label) ** 2).mean()


def loss_slope(z, label):
    """dL/dz of the mean loss: the distance where the neuron is on, else 0."""
    return ((z - label[:, np.newaxis]) * (z > 0)).astype(z.dtype) / len(z)
''',
        '''\
def say(z):
    """What the network says: towards 0 for class 0, towards 1 for class 1."""
    return torch.relu(z)


def decide(z):
    """The class that the network decides for: 1 where z is above a half."""
    return (z[:, 0] > 0.5).long()


def loss(z, label):
    """Half the squared distance from the right answer, 0 or 1; its mean over the points."""
    return 0.5 * (torch.relu(z[:, 0]) - label).square().mean()
''',
        "{a} = Relu({z})",
        "towards 0 for class 0, towards 1 for class 1",
    ),
    "step": LossCode(
        '''\
def say(z):
    """The class that the network decides for, as a number: 1 where z is above 0, else 0."""
    return (z > 0).astype(z.dtype)


def decide(z):
    """The class that the network decides for: 1 where z is above 0."""
    return (z[:, 0] > 0).astype(int)


def loss(z, label):
    """How far z lies on the wrong side of 0; its mean over the points."""
    signs = 2 * label - 1
    return np.maximum(-signs * z[:, 0], 0).mean()


def loss_slope(z, label):
    """Rosenblatt's rule: what came out minus what should have."""
    return (say(z) - label[:, np.newaxis]).astype(z.dtype) / len(z)
''',
        '''\
def say(z):
    """The class that the network decides for, as a number: 1 where z is above 0, else 0."""
    return (z > 0).float()


def decide(z):
    """The class that the network decides for: 1 where z is above 0."""
    return (z[:, 0] > 0).long()


def loss(z, label):
    """How far z lies on the wrong side of 0; its mean over the points."""
    signs = 2 * label - 1
    return torch.relu(-signs * z[:, 0]).mean()
''',
        "{a}_zero = Constant <value_float = 0.0> ()\n"
        "{a}_on = Greater({z}, {a}_zero)\n"
        "{a} = Cast <to = 1> ({a}_on)",
        "1 for class 1, 0 for class 0",
    ),
    "softmax": LossCode(
        '''\
def say(z):
    """The chance of every class: exp(z) over its sum, from differences to the largest z."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def decide(z):
    """The class that the network decides for: the one with the largest z."""
    return z.argmax(axis=1)


def loss(z, label):
    """Cross-entropy: -log of the chance given to the right class; its mean over the points."""
    lower = z - z.max(axis=1, keepdims=True)
    return (np.log(np.exp(lower).sum(axis=1)) - lower[np.arange(len(z)), label]).mean()


def loss_slope(z, label):
    """dL/dz of the mean loss: what came out minus what should have, which is 1 for the right class."""
    right = np.arange(z.shape[1]) == label[:, np.newaxis]
    return (say(z) - right).astype(z.dtype) / len(z)
''',
        '''\
def say(z):
    """The chance of every class: exp(z) over its sum."""
    return torch.softmax(z, dim=1)


def decide(z):
    """The class that the network decides for: the one with the largest z."""
    return z.argmax(dim=1)


def loss(z, label):
    """Cross-entropy: -log of the chance given to the right class; its mean over the points."""
    return functional.cross_entropy(z, label)
''',
        "{a} = Softmax <axis = 1> ({z})",
        "the chance of each class",
    ),
}
"""By the head's name."""
