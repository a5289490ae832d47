"""Functions of nested lists, in Python and JavaScript, against the evaluator."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.derivatives.test_compositions import SIZES as FEW
from tests.derivatives.test_compositions import composition
from tests.optional import need_target
from tests.writers.code.running import Arrays, run, run_js

import lemmata as lm
from lemmata.engine.derivatives import derivative
from lemmata.engine.evaluation import evaluate_all
from lemmata.engine.expr import Symbol, postorder
from lemmata.engine.programs import stable
from lemmata.engine.writers.code import write_source

SIZES = {"m": 4, "n": 3, "k": 2, "b": 2}
FORMULAS = [
    # names that mean something in the code already
    ("softmax(array) @ lambda_ + new", "array: real[n], lambda_: real[n], new: real"),
    ("i[0] + X_i @ X @ i", "i: real[n], X_i: real[m], X: real[m n]"),
    ("θ @ λ_1", "θ: real[n], λ_1: real[n]"),
    # parts, and the way back
    ("sum(x[2:]*x[:-2]) + x[::2] + x[::-2]", "x: real[2*n+1]"), ("X[0] + X[-1]", "X: real[m n]"),
    ("X[:, 1:][:, ::-1].T", "X: real[m n]"), ("roll(x, 1) - flip(x, axis=0)", "x: real[n]"),
    ("repeat(x, 2)", "x: real[n]"), ("concat([X, Y], axis=1) @ z", "X: real[m n], Y: real[m k], z: real[n+k]"),
    ("concat([x, y, [1, t]])", "x: real[n], y: real[m], t: real"), ("stack([x, x**2, exp(x)])", "x: real[n]"),
    ("stack([x, y], axis=1) @ [[1, 2], [3, 4]]", "x: real[n], y: real[n]"),
    ("reshape(X, (n, m)) @ ravel(X)[:m]", "X: real[m n]"), ("kron(A, B) @ ones(l*n)", "A: real[m n], B: real[k l]"),
    ("reshape(softplus(X), (n, m)) * softplus(reshape(X, (n, m)))", "X: real[m n]"),
    ("tril(A) - triu(A, 1)", "A: real[n n]"), ("diag(x) + diag(diag(A))", "A: real[n n], x: real[n]"),
    # axes of size 1
    ("mean(x, keepdims=True) + x[None, :]", "x: real[n]"), ("norm(X, axis=1, keepdims=True)*X", "X: real[m n]"),
    ("[[delta(i, j) for j in range(n)]/(1 + X**2) for i in range(n)]", "X: real[m n]"),
    ("A + x[:, None] @ y[None, :]", "A: real[m n], x: real[m], y: real[n]"), ("v * x + v[0]", "v: real[1], x: real[n]"),
    # stacks of matrices
    ("P @ Q", "P: real[b m n], Q: real[b n k]"), ("P @ Q", "P: real[m n], Q: real[b n k]"),
    ("P @ x", "P: real[b m n], x: real[n]"), ("logsumexp(P, axis=(0, 2))", "P: real[b m n]"),
    ("logsumexp(X[:-1]) + logsumexp(X[1:]) + logsumexp(X) + logsumexp(P)", "X: real[m n], P: real[b m n]"),
    ("softmax(P, axis=(0, 2))", "P: real[b m n]"), ("softmax(P, axis=1)", "P: real[b m n]"),
    ("sort(P, axis=0) + cumsum(P, axis=1)*2", "P: real[b m n]"), ("argmax(P, axis=1)", "P: real[b m n]"),
    ("[det(S + t*eye(n)) for t in range(3)]", "S: posdef[n n]"),
    ("sum(logdet(S + t*eye(n)) for t in range(m))", "S: posdef[n n]"),
    ("[x @ inv(S + t*eye(n)) @ x for t in range(3)]", "S: posdef[n n], x: real[n]"),
    # integers, labels and truth
    ("one_hot(c, k)", "c: labels[m k]"), ("X[arange(m), c]", "X: real[m k], c: labels[m k]"),
    ("take(X, c, axis=0)", "X: real[k n], c: labels[m k]"),
    ("-sum(where(c == 0, 0, log_softmax(X, axis=1)[arange(m), c]))", "X: real[m k], c: labels[m k]"),
    ("where(x > 0 and x < 1, x, 0) + (x > 0 or y > 0) + (not x > 0)", "x: real[n], y: real[n]"),
    ("sum(x > 0) * (x > y)", "x: real[n], y: real[n]"),
    ("where(b == 1, x, -x) + where(b, 1, x) + b*x + b + b - (b != 0)", "b: binary[n], x: real[n]"),
    ("sum(A[i, j]**2 for i in range(n) for j in range(i))", "A: real[n n]"),
    # numbers
    ("3 + 0*x", "x: real"), ("pi*x + e + 1e-12*x + 1/3 + 123456789012345678901234567890", "x: real"),
    ("x**2.5 + x**-3 + 2**x + x**y + x**0.5 + x**-0.5", "x: positive, y: real"),
    ("-x**2 - (-x)**2 + (-(x + 1))**2 - (x**2*y)*exp(-x**2)", "x: real, y: real"),
    ("x - (y - (x - y)) - (x + y) - -(x - 1)*-y", "x: real, y: real"), ("x/(y/x)/(x*y)", "x: positive, y: positive"),
    ("(x < y) == (y < 0)", "x: real[n], y: real[n]"), ("floor(x)*3 + ceil(x) - round(x)", "x: real[n]"),
]
GRADIENTS = [
    # what has no value on the other side of a condition stays in its branch
    ("sum(where(x > 0, log(abs(x)) + sqrt(abs(x)), x))", "x: real[n]", "x"),
    ("sum(where(x > 0, x*log(x), 0)**2)", "x: real[n]", "x"),
    ("sum(maximum(x, 0)**2) + sum(softplus(x))", "x: real[n]", "x"),
    ("sum(xlogy(p, p))", "p: positive[n]", "p"), ("norm(X @ w)", "X: real[m n], w: real[n]", "w"),
    ("eigvalsh(S) @ x + sum(svdvals(X))", "S: posdef[n n], x: real[n], X: real[m n]", "S"),
    ("sum(cholesky(S)) + logdet(S) + trace(inv(S))", "S: posdef[n n]", "S"),
    ("sum(expm(A) * X.T)", "A: real[n n], X: real[n n]", "A"), ("sum(P @ Q)**2", "P: real[b m n], Q: real[b n k]", "P"),
]


def _arrays(formula: lm.Formula, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    found: dict[str, Any] = {}
    for name, symbol in formula.declarations.items():
        shape = [size.value({**SIZES, "l": 2}) for size in symbol.shape]
        draw = rng.normal(size=shape)
        found[name] = {
            "real": lambda: draw, "positive": lambda: np.abs(draw) + 0.3,
            "posdef": lambda: draw @ draw.T + np.eye(*shape),
            "binary": lambda: draw > 0, "labels": lambda: rng.integers(0, symbol.params[0].value(SIZES), shape),
        }[symbol.domain]()
    told = {atom for symbol in formula.declarations.values() for size in symbol.shape for atom in size.atoms}
    return found | {dim: SIZES[dim] for dim in formula.dims if dim in SIZES and dim not in told}


CASES = [(text, declared, "") for text, declared in FORMULAS] + GRADIENTS


def _source(text: str, declared: str, grad: str, target: str) -> tuple[str, str, dict[str, Any]]:
    formula = lm.parse(text, declared)
    return formula.code(target, grad=[grad] if grad else []), "f", _arrays(formula, len(text))


@pytest.fixture(scope="module")
def in_node() -> list[Arrays | str]:
    need_target("js")
    return run_js([_source(*case, "js") for case in CASES])


@pytest.mark.parametrize("target", ["python", "js"])
@pytest.mark.parametrize("place", range(len(CASES)), ids=[text for text, *_ in CASES])
def test_value(place: int, target: str, request: pytest.FixtureRequest) -> None:
    text, declared, grad = CASES[place]
    source, _, arrays = _source(text, declared, grad, target)
    if target == "js":
        found = request.getfixturevalue("in_node")[place]
        assert not isinstance(found, str), f"{found}\n{source}"
    else:  # a parameter that is a word of Python has another name
        found = run(f"{source}\n\ndef given(**arrays): return f(*arrays.values())", "given", target, arrays)
    formula = lm.parse(text, declared)
    given = {n: a if isinstance(a, int) else np.asarray(a, float) for n, a in arrays.items()}
    wanted = [formula(**given), *([formula.grad(grad)(**given)] if grad else [])]
    for ours, want in zip(found, wanted, strict=True):
        assert ours.shape == np.shape(want), source
        np.testing.assert_allclose(ours.astype(float), want, rtol=1e-10, atol=1e-12, err_msg=source)


SEEDS = [seed for seed in range(13) if seed != 10]  # the standard deviation of one number has no derivative


def _composed(seed: int, target: str) -> tuple[str, str, dict[str, Any]]:
    total, array, wrt, values = composition(seed)
    exprs = [total, array, derivative(total, wrt), derivative(array, wrt)]
    symbols = list(dict.fromkeys(e for e in postorder(*exprs) if isinstance(e, Symbol)))
    source = write_source(list(map(stable, exprs)), symbols, target, outputs=["total", "array", "slope", "jacobian"])
    arrays = {s.name: values[s.name].astype(int) if s.name == "c" else values[s.name] for s in symbols}
    return str(source), "f", arrays | {n: FEW[n] for n in source.sizes}


@pytest.fixture(scope="module")
def composed_in_node() -> list[Arrays | str]:
    need_target("js")
    return run_js([_composed(seed, "js") for seed in SEEDS])


@pytest.mark.parametrize("target", ["python", "js"])
@pytest.mark.parametrize("seed", SEEDS)
def test_random_compositions(seed: int, target: str, request: pytest.FixtureRequest) -> None:
    total, array, wrt, values = composition(seed)
    source, name, arrays = _composed(seed, target)
    found = request.getfixturevalue("composed_in_node")[SEEDS.index(seed)] if target == "js" else (
        run(source, name, target, arrays))
    assert not isinstance(found, str), f"{found}\n{source}"
    given = {name: np.asarray(values[name]) for name in arrays if name in values}
    want = evaluate_all([total, array, derivative(total, wrt), derivative(array, wrt)], given, sizes=FEW)
    for ours, theirs in zip(found, want, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-10 * max(1, np.abs(theirs).max(initial=0)),
                                   err_msg=source)


def test_outside_of_the_domain() -> None:
    """JavaScript gives what arrays give; Python raises, as its own functions do."""
    formula = lm.parse("concat([log(x), 1/x, sqrt(x), exp(x)])", "x: real[n]")
    given = {"x": np.array([-1.0, 0.0, 1000.0, np.inf, np.nan])}
    with pytest.raises(ValueError, match="math domain error"):
        run(formula.code("python"), "f", "python", given)
    need_target("js")
    (found,) = run(formula.code("js"), "f", "js", given)
    with np.errstate(all="ignore"):
        x = given["x"]
        np.testing.assert_allclose(found, np.concatenate([np.log(x), 1 / x, np.sqrt(x), np.exp(x)]), rtol=1e-15)
