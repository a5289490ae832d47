"""Networks as formulas beside torch autograd; what is refused, and how that is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.optional import need_target

from lemmata import networks
from lemmata.formulas import parse
from lemmata.networks.perceptron import ACTIVATIONS, LOSSES


def torch_activation(name: str) -> Any:
    import torch

    return (lambda x: x) if name == "identity" else getattr(torch.nn.functional, name)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_all_gradients_are_those_of_autograd(activation: str, loss: str):
    need_target("torch")
    import torch

    net = networks.network((3, 5, 4, 2), activation, loss)
    rng = np.random.default_rng(0)
    arrays = {**net.initial(seed=3), "X": rng.normal(size=(6, 3))}
    arrays |= {"y": rng.integers(0, 2, size=6)} if loss == "cross_entropy" else {"Y": rng.random((6, 2))}
    found = networks.backpropagate(net.loss, arrays, net.parameters)
    given = {n: torch.as_tensor(v) for n, v in arrays.items()}
    h = given["X"]
    for k in range(1, 4):
        for name in (f"W{k}", f"b{k}"):
            given[name].requires_grad_()
        h = h @ given[f"W{k}"] + given[f"b{k}"]
        h = torch_activation(activation)(h) if k < 3 else h
    theirs = {"cross_entropy": lambda: torch.nn.functional.cross_entropy(h, given["y"]),
              "mean_squared_error": lambda: 2 * torch.nn.functional.mse_loss(h, given["Y"]),
              "binary_cross_entropy_with_logits": lambda: torch.nn.functional.binary_cross_entropy_with_logits(
                  h, given["Y"])}[loss]()
    theirs.backward()
    np.testing.assert_allclose(found.loss, theirs.item(), rtol=1e-12)
    np.testing.assert_allclose(net.outputs(**{n: v for n, v in arrays.items() if n not in "yY"}),
                               h.detach().numpy(), rtol=1e-10, atol=1e-12)
    for name in net.parameters:
        np.testing.assert_allclose(found.gradients[name], given[name].grad.numpy(), rtol=1e-9, atol=1e-12)


def test_a_network_learns_what_no_line_separates():
    net = networks.network((2, 8, 2), "tanh")
    X, y = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    step = net.loss.compile("numpy", grad=net.parameters)
    weights = net.initial(seed=1)
    for _ in range(500):
        _, *slopes = step(X=X, y=y, **weights)
        weights = {n: w - 0.5 * g for (n, w), g in zip(weights.items(), slopes)}
    assert net.outputs(X=X, **weights).argmax(axis=1).tolist() == y.tolist()


def test_signals_keep_their_size_with_the_variances_that_are_meant_to():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(200, 300))
    for k in range(20):
        x = np.maximum(0, x @ networks.kaiming_normal(300, 300, seed=100 + k).T)
    assert 0.3 < np.mean(x**2) < 3
    small = np.maximum(0, rng.normal(size=(200, 300)) @ (networks.xavier_normal(300, 300, seed=1).T / 10))
    assert np.mean(small**2) < 0.01


REFUSED = [
    (lambda: networks.cross_entropy([[0.0, 1.0]], [2]), "has the label 2; labels go from 0 to 1"),
    (lambda: networks.embedding(-1, [[1.0]]), "has the label -1"),
    (lambda: networks.mean_squared_error([1.0], [1.0], reduction="average"), "there are 'mean', 'sum' and 'none'"),
    (lambda: networks.gelu(1.0, approximate="fast"), "there are 'none' and 'tanh'"),
    (lambda: networks.gated_linear_unit(1.0, 1.0, gate="step"), "there are sigmoid, silu, gelu, relu"),
    (lambda: networks.dropout_mask(3, rate=1.0), "from 0 to below 1"),
    (lambda: networks.positional_encoding(3, 5), "give an even one"),
    (lambda: networks.strided_convolution_1d(np.ones((1, 2)), np.ones((1, 1, 3))), "pad the input"),
    (lambda: networks.convolution_matrix(np.ones((1, 2, 3)), (1, 5)), "with the same c"),
    (lambda: networks.network((3,)), "give inputs, hidden layers and outputs"),
    (lambda: networks.network((3, 2), activation="step"), "there are relu, tanh"),
    (lambda: networks.backpropagate(parse("x*y", "x: real[n], y: real[n]"), {}), "sum it up"),
    (lambda: networks.backpropagate(parse("x**2", "x: real"), {"x": 1.0}, ["z"]), "the formula has no 'z'; it has x"),
    (lambda: networks.magnitude_pruned([1.0], 2.0), "from 0 to 1"),
    (lambda: networks.low_rank_compressed(np.eye(2), 3), "ranks from 0 to 2"),
    (lambda: networks.quantized([1.0], 99), "give 1 to 16"),
    (lambda: networks.laplace_last_layer([[1.0]], [3]), "give a 0 or a 1"),
    (lambda: networks.monte_carlo_dropout(np.sum, 2, draws=0), "give 1 or more"),
]


@pytest.mark.parametrize("call, words", REFUSED, ids=[words for _, words in REFUSED])
def test_what_is_refused_says_the_remedy(call: Any, words: str):
    with pytest.raises(ValueError) as raised:
        call()
    assert words in str(raised.value)
