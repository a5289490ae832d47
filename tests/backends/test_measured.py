"""The engine that measures: the fastest is kept, what is wrong or fails is dropped, and no size is measured twice."""

from __future__ import annotations

import time

import numpy as np
import pytest

import lemmata as lm
from lemmata.engine.backends import compiled
from lemmata.engine.backends.measured import available, differs, measured

LOSS = lm.parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]")


def arrays(m: int, n: int, dtype: type = np.float64) -> list[np.ndarray]:
    rng = np.random.default_rng(m)
    return [rng.normal(size=shape).astype(dtype) for shape in ((m, n), (n,), (m,))]


def test_the_fastest_of_those_that_agree_is_kept():
    x = np.arange(3.0)
    engines = {"numpy": lambda: lambda a: (time.sleep(2e-3), 2 * a)[1], "jax": lambda: lambda a: 2 * a + 1e-3,
               "torch": lambda: lambda a: a + a, "torch.compile": lambda: lambda a: a.no_such_thing}
    if any(available(name) for name in engines):
        pytest.skip("not all engines are installed: " + "; ".join(filter(None, map(available, engines))))
    choice, function = measured(engines, [x], "a: float64[3]")
    assert choice.chosen == "torch" and function(x).tolist() == [0, 2, 4]
    assert set(choice.tried) == {"numpy", "torch"} and choice.tried["torch"] < choice.tried["numpy"]
    assert choice.dropped["jax"] == "it differs from numpy by 0.00025 of the largest entry"
    assert "takes longer" in choice.dropped["torch.compile"]
    assert str(choice).startswith("a: float64[3]: torch\n  torch")


@pytest.mark.parametrize(("found", "reason"), [
    ((np.ones(2), 1.0), "values instead of"), (np.ones(3), "the shape"), (np.array([1.0, np.nan]), "no number"),
    (np.ones(2, np.float32), "float32 instead of float64"), (np.array([1.0, 1.0 + 1e-12]), "")])
def test_what_differs_is_said(found, reason):
    said = differs(found, np.ones(2))
    assert reason in said and bool(said) == bool(reason)


def test_what_fails_is_dropped_unless_it_is_numpy():
    def fails(a):
        raise RuntimeError("no memory\nmore lines")
    slow = {"numpy": lambda: lambda a: (time.sleep(1e-3), a)[1]}
    if not available("torch"):
        choice, _ = measured({**slow, "torch": lambda: fails}, [np.ones(2)], "a")
        assert choice.dropped == {"torch": "it failed: RuntimeError: no memory"}
    with pytest.raises(RuntimeError, match="no memory"):
        measured({"numpy": lambda: fails}, [np.ones(2)], "a")


def test_no_size_is_measured_twice(monkeypatch):
    monkeypatch.setattr(compiled, "MEASURED", ("numpy", "torch"))
    monkeypatch.setattr("lemmata.engine.backends.measured.CALLING", {})
    best, plain = LOSS.compile("best", grad=("X", "w")), LOSS.compile("numpy", grad=("X", "w"))
    for count, given in [(1, arrays(40, 9)), (1, arrays(40, 9)), (1, arrays(37, 8)), (2, arrays(400, 9)),
                         (3, arrays(40, 9, np.float32))]:
        for found, wanted in zip(best(*given), plain(*given), strict=True):
            assert found.dtype == wanted.dtype
            np.testing.assert_allclose(found, wanted, rtol=1e-4)
        assert len(best.choices) == count
    assert best.choices[0].arrays == "X: float64[40, 9], w: float64[9], y: float64[40]"
    assert set(best.choices[0].tried) | set(best.choices[0].dropped) == {"numpy", "torch"}


@pytest.mark.parametrize("turned", [lambda x: x[::-1], lambda x: np.require(x, requirements="C"), lambda x: x[:, ::2]])
def test_pytorch_takes_any_array_of_numpy(turned):
    pytest.importorskip("torch", reason="PyTorch is not installed; install lemmata[torch]")
    X = turned(np.arange(24.0).reshape(4, 6))
    X.flags.writeable = False
    f = lm.parse("X.T + s", "X: real[m n], s: real").compile("torch")
    np.testing.assert_array_equal(f(X, 0.5), X.T + 0.5)


@pytest.mark.parametrize("count", [5, 100_000])
def test_what_xla_gives_is_nobodys_memory(count):
    pytest.importorskip("jax", reason="JAX is not installed; install lemmata[jax]")
    f = lm.parse("sum(x**2)/2", "x: real[n]").compile("jax", grad="x")
    x = np.ones(count)
    _, first = f(x)
    x[:] = 7
    _, second = f(x[::-1])
    assert (first == 1).all() and (second == 7).all()


def test_what_the_compiler_gets_divides_once_a_row():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; install lemmata[torch]")
    f = lm.parse("sum((X - mean(X, axis=1, keepdims=True))/std(X, axis=1, keepdims=True)*Y)",
                 "X: real[m n], Y: real[m n]")
    X, Y = np.random.default_rng(0).normal(size=(2, 7, 5))
    space: dict = {}
    exec(str(f.compile("torch", grad="X")._for_compiler()), space)
    by_torch = space["f"](torch.tensor(X), torch.tensor(Y))
    for found, wanted in zip(by_torch, f.compile("numpy", grad="X")(X, Y), strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-14)


@pytest.mark.slow
def test_code_that_pytorch_compiles():
    if reason := available("torch.compile"):
        pytest.skip(reason)
    f = lm.parse("sum(exp(-X**2) * tanh(X))", "X: real[m n]")
    best = f.compile("best", grad="X")
    X = np.random.default_rng(0).normal(size=(400, 500))
    for found, wanted in zip(best(X), f.compile("numpy", grad="X")(X), strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)
    assert "torch.compile" in best.choices[0].tried, best.choices[0]
