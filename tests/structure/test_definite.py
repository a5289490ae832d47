"""What is called definite or convex is so at all samples; what is not is never claimed."""

from __future__ import annotations

import random

import numpy as np
import pytest
from tests.structure.cases import drawn

from lemmata import parse
from lemmata.engine.derivatives import NoDerivative
from lemmata.engine.ops import ShapeError

VARS = ("X: real[m n], w: real[n], y: real[m], q: positive[m], S: posdef[n n], Z: symmetric[n n], s: simplex[n], "
        "c: positive, b: real, A: real[n n], x: positive[n], W: real[n k], Y: onehot[m k], C: symmetric[n n], "
        "K: real[n k], P: posdef[k k]")
SIZES = {"m": 4, "n": 3, "k": 2}

CURVED = [
    ("sum((X @ w - y)**2)", "w", "convex", "positive semidefinite"),
    ("sum((X @ w - y)**2) + c*sum(w**2)", "w", "strictly convex", "positive definite"),
    ("-sum(q*(X @ w - y)**2)", "w", "concave", "negative semidefinite"),
    ("sum(softplus(X @ w) - y*(X @ w))", "w", "convex", "positive semidefinite"),
    ("sum(log(1 + exp(-y*(X @ w))))", "w", "convex", None),
    ("sum(exp(X @ w) - y*(X @ w)) + w @ S @ w", "w", "strictly convex", "positive definite"),
    ("sum(logsumexp(X @ W, axis=1)) - sum(Y*(X @ W))", "W", "convex", "positive semidefinite"),
    ("logsumexp(X @ w + y)", "w", "convex", "positive semidefinite"),
    ("log(sum(exp(w)))", "w", "convex", "positive semidefinite"),
    ("norm(X @ w - y)", "w", "convex", "positive semidefinite"),
    ("sqrt(1 + sum(w**2))", "w", "convex", "positive semidefinite"),
    ("w @ A.T @ A @ w", "w", "convex", "positive semidefinite"),
    ("w @ A.T @ S @ A @ w", "w", "convex", "positive semidefinite"),
    ("sum(x*log(x))", "x", "strictly convex", "positive definite"),
    ("sum(log(x))", "x", "strictly concave", "negative definite"),
    ("trace(K.T @ S @ K @ P)", "K", "strictly convex", "positive definite"),
    ("logdet(S) - trace(S @ C)", "S", "strictly concave", None),
    ("trace(inv(S))", "S", "convex", None),
    ("sum(w)", "w", "affine", "zero"),
    ("sum(w)**2", "w", "convex", "positive semidefinite"),
    ("sum((X @ w)**4)", "w", "convex", "positive semidefinite"),
    ("sum(s*w**2) - (s @ w)**2", "w", "convex", "positive semidefinite"),
    ("b**2/c", "c", "convex", "positive semidefinite"),
    ("sum(relu(1 - y*(X @ w))) + c*sum(w**2)", "w", "convex", None),
    ("norm(X @ w - y)**2 + c*sum(abs(w))", "w", "convex", None),
    ("max(X @ w)", "w", "convex", None),
    ("-sum(abs(w))", "w", "concave", None),
]

# What no proof may be found of: each is indefinite, or bends both ways, somewhere in its domain.
BENT = [
    ("w @ A @ w", "w"), ("w @ Z @ w", "w"), ("sum(sin(w))", "w"), ("sum(tanh(X @ w))", "w"), ("sum(w**3)", "w"),
    ("sum((X @ w)**3)", "w"), ("sum((y - tanh(X @ w))**2)", "w"), ("w[0]*w[1]", "w"), ("sum(sqrt(abs(w)))", "w"),
    ("w @ w - c*(s @ w)**2", "w"), ("(s @ w)**2 - sum(s*w**2) + c*sum(w**2)", "w"), ("1/(1 + w @ w)", "w"),
    ("log(1 + sum(w**2))", "w"), ("exp(-sum(w**2))", "w"), ("logsumexp(w) - c*sum(w**2)", "w"),
    ("trace(K.T @ Z @ K)", "K"), ("trace(K @ K.T @ K @ K.T) - c*sum(K**2)", "K"), ("log(c) + b**2/c", "c"),
    ("sum(floor(w))", "w"), ("sum(where(w > 0, w, -w**2))", "w"), ("1/(w @ w)", "w"), ("sum(-sqrt(w**2)) + w @ w", "w"),
    ("prod(x)", "x"), ("sum((w**2 - 1)**2)", "w"), ("logdet(S) + trace(S @ S)", "S"), ("softmax(w)[0]", "w"),
    ("norm(w) - 2*norm(w - 1)", "w"), ("abs(b**2 - 1)", "b"), ("sum(minimum(X @ w, abs(y)*(X @ w)**2))", "w"),
]


def arrays(formula, rng: np.random.Generator) -> dict[str, np.ndarray]:
    return {name: drawn(rng, d.domain, tuple(size.value(SIZES) for size in d.shape)) * (
        1.0 if d.domain in ("simplex", "onehot") else rng.choice([0.3, 1.0, 2.0]))
        for name, d in formula.declarations.items()}


def holds(kind: str, values: np.ndarray) -> bool:
    """Whether eigenvalues are as they are said to be, up to rounding."""
    rounding = 1e-9 * np.abs(values).max(initial=0.0)
    if kind == "zero":
        return rounding == 0
    values = values if kind.startswith("positive") else -values
    return bool(values.min() >= -rounding)


@pytest.mark.parametrize("text, wrt, curvature, definite", CURVED, ids=[row[0] for row in CURVED])
def test_proved(text: str, wrt: str, curvature: str, definite: str | None) -> None:
    f = parse(text, VARS)
    found = f.curvature(wrt)
    assert found is not None and found.kind == curvature
    if definite is None:
        return
    H, rng = f.hessian(wrt), np.random.default_rng(0)
    assert H.definite is not None and H.definite.kind == definite
    for _ in range(5):
        M = np.asarray(H(**arrays(f, rng)), dtype=float)
        size = int(np.sqrt(M.size))
        assert holds(definite, np.linalg.eigvalsh(M.reshape(size, size)))


@pytest.mark.parametrize("text, wrt", BENT, ids=[row[0] for row in BENT])
def test_not_claimed(text: str, wrt: str) -> None:
    """The function is above a chord somewhere and below one elsewhere, and so nothing may be claimed."""
    f = parse(text, VARS)
    assert f.curvature(wrt) is None
    rng, seen = np.random.default_rng(0), set()
    for _ in range(400):
        seen |= _ways(f, wrt, rng)
        if len(seen) == 2:
            break
    assert seen == {"above", "below"}


def _ways(f, wrt: str, rng: np.random.Generator) -> set[str]:
    """On which side of a chord its middle lies."""
    here, there = arrays(f, rng), arrays(f, rng)
    if rng.random() < 0.5:
        there = {**there, wrt: here[wrt] + 0.2 * (there[wrt] - here[wrt])}
    ends = [f(**{**here, wrt: here[wrt]}), f(**{**here, wrt: there[wrt]})]
    middle = f(**{**here, wrt: (here[wrt] + there[wrt]) / 2})
    gap = float(middle) - sum(map(float, ends)) / 2
    rounding = 1e-9 * (abs(float(middle)) + sum(map(abs, map(float, ends))))
    return {"above"} if gap > rounding else {"below"} if gap < -rounding else set()


INNER = ["X @ w - y", "X @ w", "q*(X @ w)", "w", "A @ w", "S @ w", "Z @ w", "exp(w)", "w**2", "tanh(X @ w)",
         "softmax(w)", "w*s", "abs(w)", "relu(X @ w)"]
MAPS = ["exp({})", "({})**2", "({})**3", "({})**4", "tanh({})", "sigmoid({})", "softplus({})", "log(1 + ({})**2)",
        "sqrt(1 + ({})**2)", "sin({})", "{}", "-exp({})", "abs({})", "relu({})"]
OUTER = ["sum({})", "sum({})**2", "logsumexp({})", "norm({})", "exp(sum({}))", "log(sum(exp({})))", "-logsumexp({})",
         "1/(1 + sum(({})**2))", "max({})", "sqrt(1 + sum(({})**2))", "softmax({})[0]",
         "log(sum(({})**2) + 1)", "min({})"]
EXTRA = ["", " + c*sum(w**2)", " - c*sum(w**2)", " + w @ S @ w", " + w @ Z @ w", " + b*sum(w**2)", " - sum(w**4)",
         " + (s @ w)**2", " - (s @ w)**2", " + exp(s @ w)", " + sum(s*w**2) - (s @ w)**2", " - sum(abs(w))",
         " + (s @ w)**2 - sum(s*w**2)", " - norm(w)"]
AROUND = ["{}", "{}", "{}", "-({})", "c*({})", "b*({})", "q[0]*({})"]


def composed(seed: int) -> str:
    rng = random.Random(seed)
    inside = rng.choice(MAPS).format(rng.choice(INNER))
    return rng.choice(AROUND).format(rng.choice(OUTER).format(inside) + rng.choice(EXTRA))


@pytest.mark.parametrize("start", [0, pytest.param(1000, marks=pytest.mark.slow)])
def test_random_compositions(start: int) -> None:
    """Eigenvalues and chords at sampled points agree with all that is claimed."""
    claimed = 0
    for seed in range(start, start + (20 if start == 0 else 3000)):
        f, rng = parse(composed(seed), VARS), np.random.default_rng(seed)
        found = f.curvature("w")
        if found is not None:
            claimed += 1
            ways = set().union(*(_ways(f, "w", rng) for _ in range(8)))
            assert not (found.convex and "above" in ways), (seed, f, found)
            assert not (found.concave and "below" in ways), (seed, f, found)
        try:
            H = f.hessian("w")
        except NoDerivative:
            continue
        if H.definite is not None:
            for _ in range(5):
                M = np.asarray(H(**arrays(f, rng)), dtype=float)
                if np.isfinite(M).all():
                    assert holds(H.definite.kind, np.linalg.eigvalsh((M + M.T) / 2)), (seed, f, H.definite)
    assert claimed > 2


def test_of_arrays_and_entries_is_asked_wrongly() -> None:
    f = parse("X @ w", VARS)
    with pytest.raises(ShapeError, match="sum it up"):
        f.curvature("w")
    with pytest.raises(ValueError, match="name a variable of its own"):
        parse("w @ w", VARS).curvature("w[0]")
