"""What functions, formulas and words call the same thing."""

from __future__ import annotations

import pytest

from lemmata.documents.twins.names import called, operation_at_the_end, operations_in, same_parameter
from lemmata.documents.twins.stated import names_at_left


@pytest.mark.parametrize(("name", "want"), [
    ("softmax", ("softmax", 0)), ("my_softmax", ("softmax", 0)), ("stable_softmax_np", ("softmax", 0)),
    ("softmax_grad", ("softmax", 1)), ("log_softmax", ("log_softmax", 0)), ("compute_mse", ("mse", 0)),
    ("mean_squared_error", ("mse", 0)), ("kl_div", ("kl", 0)), ("LeakyReLU", ("leaky_relu", 0)),
    ("leakyRelu", ("leaky_relu", 0)), ("dsigmoid", ("sigmoid", 1)), ("d_sigmoid", ("sigmoid", 1)),
    ("sigmoid_derivative", ("sigmoid", 1)), ("grad_f", ("f", 1)), ("f_prime", ("f", 1)), ("hessian_f", ("f", 2)),
    ("gradient", ("", 1)), ("loss_fn", ("loss", 0)), ("J", ("loss", 0)), ("hard_sigmoid", ("hard_sigmoid", 0)),
    ("distance", ("distance", 0)), ("d", ("d", 0)), ("sgd_step", ("update", 0)),
])
def test_functions(name, want):
    found = called(name)
    assert (found.name, found.order) == want


@pytest.mark.parametrize("name", ["f", "g", "h", "loss", "grad_f", "J", "df"])
def test_names_that_mean_nothing_by_themselves(name):
    assert called(name).generic


@pytest.mark.parametrize(("left", "name", "order"), [
    (r"\sigma(x)", "sigmoid", 0), (r"\sigma'(x)", "sigmoid", 1), (r"\frac{d\sigma}{dx}", "sigmoid", 1),
    (r"\sigma", "sigma", 0), (r"D_{KL}(p\|q)", "kl", 0), (r"D_{\mathrm{KL}}(p \,\|\, q)", "kl", 0),
    (r"\mathcal{L}_{\mathrm{MSE}}", "mse", 0), (r"\mathcal L(w)", "loss", 0), (r"\nabla_\theta J(\theta)", "loss", 1),
    (r"\nabla^2 f(x)", "f", 2), (r"\frac{\partial L}{\partial w}", "loss", 1),
    (r"\text{Leaky ReLU}(x)", "leaky_relu", 0),
    (r"\operatorname{softmax}(x)_i", "softmax", 0), (r"\bar{x}", "mean", 0), (r"f''(x)", "f", 2), (r"H_b(p)", "h_b", 0),
])
def test_left_sides(left, name, order):
    assert (name, order) in [(n.name, n.order) for n in names_at_left(left)]


@pytest.mark.parametrize(("words", "want"), [
    ("The cross-entropy of two laws", ["cross_entropy"]), ("the **mean squared error** (MSE)", ["mse"]),
    ("entropy, then the KL divergence", ["entropy", "kl"]), ("nothing of the kind", []), ("the meaning", []),
])
def test_words(words, want):
    assert operations_in(words) == want


def test_words_at_the_end():
    assert operation_at_the_end("the **mean squared error** (MSE)") == "mse"
    assert operation_at_the_end("The sigmoid function") == "sigmoid"
    assert operation_at_the_end("The sigmoid of") == ""


@pytest.mark.parametrize(("code", "symbol", "sure"), [
    ("y_pred", "y_hat", 1), ("y_true", "y", 1), ("lr", "eta", 1), ("X", "X", 2), ("X", "x", 1), ("w", "w", 2),
    ("weights", "w", 1), ("y", "y_hat", 0), ("p", "q", 0), ("mu", "sigma", 0), ("x0", "x_0", 1),
])
def test_parameters(code, symbol, sure):
    assert same_parameter(code, symbol) == sure
