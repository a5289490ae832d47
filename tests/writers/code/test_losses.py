"""Code of losses with their gradients, in each target, against JAX's derivatives of the same losses by hand."""

from __future__ import annotations

import jax
import numpy as np
import pytest
from benchmarks.losses import LOSSES, Loss
from tests.optional import need_target
from tests.writers.code.running import LIBRARIES, TARGETS, run

import lemmata as lm

IDS = [loss.name for loss in LOSSES]


@pytest.fixture(params=TARGETS)
def target(request: pytest.FixtureRequest) -> str:
    need_target(request.param)
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
@pytest.mark.parametrize("target", LIBRARIES)
def test_the_dtype_is_kept(loss: Loss, target: str) -> None:
    """No number of the language and no index turns float32 to float64."""
    need_target(target)
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
