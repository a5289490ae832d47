"""Code of losses with their gradients, in each target, against JAX's derivatives of the same losses by hand."""

from __future__ import annotations

from importlib.util import find_spec

import jax
import numpy as np
import pytest
from benchmarks.losses import LOSSES, Loss
from tests.writers.code.running import TARGETS, run

import lemmata as lm

IDS = [loss.name for loss in LOSSES]


@pytest.fixture(params=TARGETS)
def target(request: pytest.FixtureRequest) -> str:
    if request.param == "torch" and find_spec("torch") is None:
        pytest.skip("torch not installed")
    return str(request.param)


@pytest.mark.parametrize("loss", LOSSES, ids=IDS)
def test_value_and_gradient(loss: Loss, target: str) -> None:
    arrays = loss.arrays(loss.small, np.float64)
    source = lm.parse(loss.text, loss.vars).code(target, grad=loss.wrt, name="loss")
    found = run(source, "loss", target, arrays)
    with jax.enable_x64(True):
        names = list(arrays)
        step = jax.value_and_grad(lambda *args: loss.jax(jax.numpy, jax.nn, *args),
                                  argnums=tuple(names.index(n) for n in loss.wrt))
        want = step(*map(jax.numpy.asarray, arrays.values()))
    for a, b in zip(found, [want[0], *want[1]], strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-10, err_msg=source)


@pytest.mark.parametrize("loss", LOSSES, ids=IDS)
def test_the_dtype_is_kept(loss: Loss, target: str) -> None:
    """No number of the language and no index turns float32 to float64."""
    arrays = loss.arrays(loss.small, np.float32)
    found = run(lm.parse(loss.text, loss.vars).code(target, grad=loss.wrt), "f", target, arrays)
    assert [f.dtype for f in found] == [np.float32] * len(found)


@pytest.mark.parametrize("loss", LOSSES, ids=IDS)
def test_gradcheck(loss: Loss) -> None:
    """The emitted functions of PyTorch and JAX are differentiable themselves, and rightly so."""
    torch = pytest.importorskip("torch")
    from jax.test_util import check_grads

    arrays = loss.arrays(loss.small, np.float64)
    spaces: dict[str, dict[str, object]] = {"torch": {}, "jax": {}}
    for library, space in spaces.items():
        exec(lm.parse(loss.text, loss.vars).code(library), space)
    fixed = {n: torch.as_tensor(a) for n, a in arrays.items() if n not in loss.wrt}
    given = [torch.as_tensor(arrays[n]).requires_grad_() for n in loss.wrt]
    function = spaces["torch"]["f"]
    assert torch.autograd.gradcheck(lambda *args: function(**fixed, **dict(zip(loss.wrt, args))), given)
    with jax.enable_x64(True):
        rest = {n: jax.numpy.asarray(a) for n, a in arrays.items() if n not in loss.wrt}
        traced = spaces["jax"]["f"]
        check_grads(lambda *args: traced(**rest, **dict(zip(loss.wrt, args))),
                    [jax.numpy.asarray(arrays[n]) for n in loss.wrt], order=1, modes=["rev"], atol=1e-6, rtol=1e-6)


# What people would paste: compared as text.
PASTED = [
    ("sum((X @ w - y)**2)/m", "X: real[m n], w: real[n], y: real[m]", "w", "numpy",
     ["m = X.shape[0]", "r = X @ w - y", "value = r @ r / m", "grad_w = 2 / m * (X.T @ r)", "return value, grad_w"]),
    ("x @ A @ x", "x: real[n], A: real[n n]", (), "jax", ["return x @ A @ x"]),
    ("sum(log(1 + exp(-y*(X @ w))))", "X: real[m n], w: real[n], y: real[m]", "w", "torch",
     ["t = -y * (X @ w)", "value = torch.sum(torch.nn.functional.softplus(t))",
      "grad_w = -(X.T @ (torch.sigmoid(t) * y))", "return value, grad_w"]),
    ("trace(A @ B)", "A: real[m n], B: real[n m]", (), "numpy", ["return np.vdot(A, B.T)"]),
    ("a @ B @ C @ d", "a: real[m], B: real[m n], C: real[n k], d: real[k]", (), "numpy", ["return a @ B @ (C @ d)"]),
    ("sum((x[i] - y[j])**2 * A[i, j] for i in range(m) for j in range(n))", "x: real[m], y: real[n], A: real[m n]", (),
     "numpy", ["r = x[:, None] - y", "return np.vdot(r, r * A)"]),
]


@pytest.mark.parametrize("text, variables, grad, target, lines", PASTED, ids=[row[0] for row in PASTED])
def test_the_lines_of_the_body(text: str, variables: str, grad: str, target: str, lines: list[str]) -> None:
    source = lm.parse(text, variables).code(target, grad=grad)
    assert [line.strip() for line in source.split('"""')[2].strip().splitlines()] == lines


def test_large_arguments_do_not_overflow(target: str) -> None:
    """What is written with exponentials is computed as softplus, sigmoid and softmax."""
    x = np.array([-1000.0, 0.0, 1000.0])
    for text in ("log(1 + exp(x))", "exp(x)/(1 + exp(x))", "1/(1 + exp(-x))", "log(sum(exp(x)))", "exp(x)/sum(exp(x))"):
        f = lm.parse(text, "x: real[n]")
        (found,) = run(f.code(target), "f", target, {"x": x})
        assert np.isfinite(found).all(), f.code(target)
    (value, slope) = run(lm.parse("sum(log(1 + exp(x)))", "x: real[n]").code(target, grad="x"), "f", target, {"x": x})
    assert value == pytest.approx(1000 + np.log(2)) and slope.tolist() == pytest.approx([0, 0.5, 1])


def test_what_has_no_code_says_why() -> None:
    from lemmata.engine.programs import NoProgram

    for text, variables, words in [("integral(exp(-t**2), t, 0, x)", "x: real", "integral"),
                                   ("f(x)", "f: function, x: real", "function")]:
        with pytest.raises(NoProgram, match=words):
            lm.parse(text, variables).code()


def test_names_that_the_source_needs_itself() -> None:
    """Symbols named like modules, keywords and helpers."""
    source = lm.parse("sum((np @ dtype - math)**2) + sum(softmax(lambda_))",
                      "np: real[m n], dtype: real[n], math: real[m], lambda_: real[k]").code("numpy")
    space: dict[str, object] = {}
    exec(source, space)
    assert float(space["f"](np.eye(2), np.ones(2), np.zeros(2), np.ones(3))) == pytest.approx(3)
