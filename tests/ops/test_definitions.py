"""Definitions at arguments: sizes, batches in front, against a loop over the batch."""

import copy
import pickle

import jax.numpy as jnp
import numpy as np
import pytest
import torch

import lemmata as lm
from lemmata.engine.ops import ShapeError
from lemmata.engine.ops.definitions import applied

ROWS = [
    # definition, its declarations, arguments with a batch in front, how the batched formula is written (None: any)
    ("exp(x)/sum(exp(x))", "x: real[n]", "x", "axis=1"),
    ("W @ x + b", "W: real[k n], x: real[n], b: real[k]", "x", "x @ W.T"),
    ("x @ W", "W: real[n k], x: real[n]", "x", "x @ W"),
    ("(x @ y)*x + mean(y)", "x: real[n], y: real[n]", "x y", None),
    ("x @ A @ x", "x: real[n], A: real[n n]", "x", None),
    ("logdet(S) + x @ inv(S) @ x", "x: real[n], S: posdef[n n]", "x S", None),
    ("where(x > 0, x, a*x)", "x: real, a: real", "x", "where"),
    ("max(x) - min(x) + std(x) + norm(x)", "x: real[n]", "x", "axis=1"),
    ("sum(A*B, axis=0) + v", "A: real[m n], B: real[m n], v: real[n]", "A v", None),
    ("outer(x, y)", "x: real[m], y: real[n]", "x", None),
    ("x[0]*y", "x: real[n], y: real", "x y", None),
    ("cumsum(x) - x", "x: real[n]", "x", None),
    ("softmax(x)*y", "x: real[n], y: real[n]", "y", None),
    ("A @ B + C", "A: real[m n], B: real[n k], C: real[m k]", "A C", None),
    ("2*x + 1", "x: real", "x", None),
]
SIZES = {"m": 3, "n": 4, "k": 2}


def _array(declared, batch, rng):
    shape = [SIZES[str(size)] for size in declared.shape]
    value = rng.normal(size=(*batch, *shape))
    return value @ np.swapaxes(value, -1, -2) + np.eye(shape[-1]) if declared.domain == "posdef" else value


@pytest.mark.parametrize("text, declared, batched, written", ROWS, ids=[row[0] for row in ROWS])
@pytest.mark.parametrize("batch", [(5,), (2, 3)], ids=str)
def test_batches_against_a_loop(text, declared, batched, written, batch):
    f, rng = lm.parse(text, declared), np.random.default_rng(0)
    moved = batched.split()
    arrays = {name: _array(s, batch if name in moved else (), rng) for name, s in f.declarations.items()}
    new = {name: lm.engine.expr.symbol(name, (*[f"b{i}" for i in range(len(batch) if name in moved else 0)], *s.shape))
           for name, s in f.declarations.items()}
    whole = lm.Formula(applied(f.expr, f.declarations, new))
    assert [str(d) for d in whole.shape] == [f"b{i}" for i in range(len(batch))] + [str(d) for d in f.shape]
    found = whole(**arrays)
    for place in np.ndindex(batch):
        one = f(**{name: a[place] if name in moved else a for name, a in arrays.items()})
        np.testing.assert_allclose(found[place], one, rtol=1e-12)
    if written and len(batch) == 1:
        assert written in lm.Formula(applied(f.expr, f.declarations, new)).text


def test_batches_that_broadcast():
    @lm.formula
    def distance(a: lm.Real["n"], b: lm.Real["n"]):  # noqa: F821
        return np.linalg.norm(a - b)

    a, b = np.random.default_rng(1).normal(size=(2, 1, 3)), np.random.default_rng(2).normal(size=(4, 3))
    np.testing.assert_allclose(distance(a, b), np.linalg.norm(a - b, axis=-1))
    with pytest.raises(ValueError, match="don't broadcast"):
        distance(np.ones((2, 3)), np.ones((5, 3)))
    with pytest.raises(ValueError, match="b has rows of different lengths"):
        distance(np.ones((2, 3)), [[1.0, 2.0], [3.0]])


@pytest.mark.parametrize("x, y, message", [(("n",), ("m",), "places elsewhere"), ((), ("n",), "further axes in front")])
def test_shapes_that_do_not_fit(x, y, message):
    f = lm.parse("x @ y", "x: real[n], y: real[n]")
    symbol = lm.engine.expr.symbol
    with pytest.raises(ShapeError, match=message):
        applied(f.expr, f.declarations, {"x": symbol("x", x), "y": symbol("y", y)})


def test_definitions_inside_of_definitions_keep_batch_and_options():
    @lm.formula
    def entropy(p: lm.Simplex["n"], base=None):  # noqa: F821
        nats = -np.sum(p * np.log(p))
        return nats if base is None else nats / np.log(base)

    @lm.formula
    def mean_entropy(P: lm.Positive["m n"]):  # noqa: F722
        return entropy(P, base=2).mean()

    P = np.array([[0.5, 0.5], [0.25, 0.75]])
    expected = np.mean([-(p * np.log2(p)).sum() for p in P])
    np.testing.assert_allclose(mean_entropy(P), expected)
    with pytest.raises(TypeError, match="no option 'bass'"):
        entropy.given(bass=2)


@lm.formula
def stretched(x: lm.Real["n"], scale=1, shape=np.exp):  # noqa: F821
    return scale * shape(x)


def test_options_are_told_apart_by_what_they_are():
    assert stretched.given() is stretched and stretched.given(scale=1) is stretched
    assert stretched.given(scale=2) is stretched.given(scale=2) is not stretched.given(scale=2.5)
    assert stretched.given(scale=2).given(shape=np.sin).text == "2*sin(x)"
    assert stretched.given(scale=2).given(scale=1) is stretched
    values = [stretched([1.0], shape=lambda t, k=k: k * t)[0] for k in range(20)]  # functions that look the same
    assert values == list(range(20))
    for array in (np.arange(3.0), [1, 2], jnp.ones(2), torch.ones(2)):
        with pytest.raises(TypeError, match=r'scale: Real\["n"\]'):
            stretched([1.0], scale=array)


def test_definitions_are_pickled_by_name_and_never_copied():
    doubled = stretched.given(scale=2)
    for one in (stretched, doubled):
        assert pickle.loads(pickle.dumps(one)) is one is copy.copy(one) is copy.deepcopy(one)

    @lm.formula
    def inner(x: lm.Real):
        return x**2

    with pytest.raises(pickle.PicklingError, match="at the top of a module"):
        pickle.dumps(inner)
