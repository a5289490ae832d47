"""A multilayer perceptron as one formula: its loss, its outputs, its first weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from lemmata.formulas import Formula, parse
from lemmata.networks.initialization import kaiming_normal, xavier_uniform

ACTIVATIONS = {"relu": "relu({})", "tanh": "tanh({})", "sigmoid": "sigmoid({})", "gelu": "gelu({})",
               "silu": "silu({})", "softplus": "softplus({})", "identity": "{}"}
LOSSES = {
    "cross_entropy": ("mean(logsumexp({z}, axis=1) - {z}[arange(m), y])", "y: labels[m {k}]"),
    "mean_squared_error": ("mean(sum(({z} - Y)**2, axis=1))", "Y: real[m {k}]"),
    "binary_cross_entropy_with_logits": ("mean(softplus({z}) - Y*{z})", "Y: unit[m {k}]"),
}


@dataclass(frozen=True)
class Network:
    """A multilayer perceptron.

    loss        a formula of X, the parameters and the targets: y (labels, for cross-entropy) or Y
    outputs     a formula of X and the parameters: logits, or predictions
    sizes       inputs, hidden layers, outputs
    parameters  their names in order: W1, b1, W2, b2, ...
    activation  between the layers
    """

    loss: Formula
    outputs: Formula
    sizes: tuple[int, ...]
    parameters: tuple[str, ...]
    activation: str

    def initial(self, seed: int = 0) -> dict[str, np.ndarray[Any, Any]]:
        """First weights: Kaiming's where relu follows, Xavier's elsewhere; biases 0."""
        found: dict[str, np.ndarray[Any, Any]] = {}
        for k, (n, m) in enumerate(pairwise(self.sizes), start=1):
            rectified = self.activation == "relu" and k < len(self.sizes) - 1
            draw = kaiming_normal if rectified else xavier_uniform
            found[f"W{k}"] = draw(m, n, seed=seed + k).T.copy()
            found[f"b{k}"] = np.zeros(m)
        return found

    def count(self) -> int:
        """How many numbers are learned."""
        return sum((n + 1) * m for n, m in pairwise(self.sizes))


def network(sizes: Sequence[int], activation: str = "relu", loss: str = "cross_entropy") -> Network:
    """A multilayer perceptron of given sizes: z = a(... a(X W1 + b1) ... ) W + b, and its loss, as formulas.

    sizes       inputs, hidden layers, outputs: (64, 32, 10); (64, 10) is softmax regression
    activation  relu, tanh, sigmoid, gelu, silu, softplus, identity
    loss        cross_entropy (targets y: labels[m]), mean_squared_error, binary_cross_entropy_with_logits (Y: [m k])

    Raises ValueError for fewer than two sizes, or another activation or loss.

    >>> net = network((2, 3, 2), activation="tanh")
    >>> print(net.outputs)
    tanh(X @ W1 + b1) @ W2 + b2
    >>> net.count(), sorted(net.initial(seed=1))
    (17, ['W1', 'W2', 'b1', 'b2'])
    >>> X, y = np.zeros((4, 2)), np.zeros(4, dtype=int)
    >>> round(float(net.loss(X=X, y=y, **net.initial())), 6)  # log 2: two classes, nothing known
    0.693147

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), chapter 6.
    """
    sizes = tuple(int(n) for n in sizes)
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"sizes {sizes}; give inputs, hidden layers and outputs, such as (64, 32, 10)")
    for kind, name, known in (("activation", activation, ACTIVATIONS), ("loss", loss, LOSSES)):
        if name not in known:
            raise ValueError(f"no {kind} {name!r}; there are {', '.join(known)}")
    text, declarations = "X", [f"X: real[m {sizes[0]}]"]
    for k, (n, m) in enumerate(pairwise(sizes), start=1):
        text = f"{text} @ W{k} + b{k}"
        if k < len(sizes) - 1:
            text = ACTIVATIONS[activation].format(text if activation != "identity" else f"({text})")
        declarations += [f"W{k}: real[{n} {m}]", f"b{k}: real[{m}]"]
    outputs = parse(text, ", ".join(declarations))
    template, target = LOSSES[loss]
    declarations.append(target.format(k=sizes[-1]))
    total = parse(template.format(z=f"({text})"), ", ".join(declarations))
    names = tuple(name for k in range(1, len(sizes)) for name in (f"W{k}", f"b{k}"))
    return Network(total, outputs, sizes, names, activation)
